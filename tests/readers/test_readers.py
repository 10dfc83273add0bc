"""Files → texts: encodings, folders, corpora, and a clear word for what cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.readers import Source, count, read
from kg.readers.plain import decode

SIMPLIFIED = "栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：现提出以下意见，请结合实际抓好落实。\n"
TRADITIONAL = "棲河縣人民政府關於振興古堰經濟的實施意見\n各鎮人民政府：現提出以下意見，請結合實際抓好落實。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "taken_for"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        ("中国", "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
    ],
)
def test_encodings(text: str, encoding: str, taken_for: str) -> None:
    assert decode(text.encode(encoding)) == (text, taken_for)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"%PDF-1.7\n\xe2\xe3", "is a PDF file"),
        (b"PK\x03\x04\x14\x00", "is a ZIP container"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Office file"),
        (bytes(range(256)) * 4, "is a binary file"),
        (b"\xef\xbb\xbf\xff\xff", "breaks off at byte"),
    ],
)
def test_no_text(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode(data)


def test_a_folder_is_read_in_order_with_its_sub_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.txt", "a.md", "picture.png"):
        (tmp_path / name).write_text(SIMPLIFIED, "utf-8")
    found = list(read([tmp_path]))
    assert [s.name for s in found if isinstance(s, Source)] == ["a.md", "b/a.txt", "c.txt"]
    assert len(found) == 3


def test_what_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text(SIMPLIFIED, "utf-8")
    found = list(read([tmp_path / "missing.txt", tmp_path]))
    assert [type(f) for f in found] == [ReadError, ReadError, Source]
    assert "missing.txt: no such file" in str(found[0])
    assert "empty.txt: is empty" in str(found[1])


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (only,) = read([tmp_path])
    assert isinstance(only, ReadError)
    assert "no documents here" in str(only)


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that nobody may list, not even root."""
    folder = tmp_path / "docs" / "locked"
    folder.mkdir(parents=True)
    (folder / "inner.txt").write_text(SIMPLIFIED, "utf-8")
    scandir = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refusing)
    return folder


def test_a_folder_that_cannot_be_opened_is_said(locked: Path) -> None:
    (locked.parent / "good.txt").write_text(SIMPLIFIED, "utf-8")
    for path, sources in ((locked.parent, 1), (locked, 0)):
        failed, *others = read([path])
        assert str(failed) == f"{locked}: cannot be opened (Permission denied); check its permissions"
        assert len(others) == sources
        assert count([path]) == 1 + sources


def test_a_link_to_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(SIMPLIFIED, "utf-8")
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "z.jsonl").symlink_to(tmp_path / "z.jsonl")
    (tmp_path / "picture.png").symlink_to(tmp_path / "nowhere.png")
    nowhere, good, itself = read([tmp_path])
    assert "a.txt: is a link to a file that is not there; mend or remove the link" in str(nowhere)
    assert isinstance(good, Source)
    assert isinstance(itself, ReadError)


def test_endings_may_be_in_capitals(tmp_path: Path) -> None:
    line = json.dumps({"id": "x1", "text": SIMPLIFIED}).encode()
    (tmp_path / "A.TXT").write_text(SIMPLIFIED, "utf-8")
    (tmp_path / "B.Jsonl").write_bytes(line)
    (tmp_path / "C.JSONL.GZ").write_bytes(gzip.compress(line))
    assert [s.name for s in read([tmp_path]) if isinstance(s, Source)] == ["A.TXT", "x1", "x1"]
    assert count([tmp_path / "B.Jsonl"]) == 1
    assert count([tmp_path]) is None


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_a_corpus_names_the_line_that_is_wrong(tmp_path: Path, name: str) -> None:
    lines = [
        json.dumps({"id": "x1", "text": SIMPLIFIED}),
        "{",
        json.dumps({"id": "x3"}),
        json.dumps({"text": SIMPLIFIED}),
    ]
    data = "\n".join(lines).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    found = list(read([tmp_path / name]))
    assert [f.name for f in found if isinstance(f, Source)] == ["x1", f"{name}#4"]
    messages = [str(f) for f in found if isinstance(f, ReadError)]
    assert len(messages) == 2
    assert "line 2: is no JSON" in messages[0]
    assert "line 3: has no text" in messages[1]


def test_a_broken_archive_is_one_error(tmp_path: Path) -> None:
    whole = gzip.compress(json.dumps({"id": "x", "text": SIMPLIFIED}).encode() * 50)
    (tmp_path / "c.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    assert [type(f) for f in read([tmp_path / "c.jsonl.gz"])][-1] is ReadError


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SIMPLIFIED.encode("gbk"))))
    assert list(read(["-"])) == [Source("standard input", SIMPLIFIED, "gb18030")]
