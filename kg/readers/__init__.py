"""Files → texts. A module a format; this one finds the files and the module for each.

A path is a file, a folder (with its sub-folders), a corpus (``.jsonl`` or ``.jsonl.gz``: an object with `id` and
`text` a line), or ``-`` for standard input. What cannot be read comes back as a `ReadError` in its place, so that
the rest goes on.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from kg.errors import ReadError
from kg.readers.plain import decode

#: What a folder is searched for, in capitals or not; a file named outright is read as text whatever it is called.
SUFFIXES = (".txt", ".text", ".md", ".jsonl", ".jsonl.gz")
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A text to extract from. `name` identifies it among its like: the path below the folder that was named, or
    the `id` in a corpus. `encoding` is what the bytes were taken for."""

    name: str
    text: str
    encoding: str


def read(paths: Iterable[str | Path]) -> Iterator[Source | ReadError]:
    """The texts behind `paths`, folders in the order of their names. Streams: one text is held at a time."""
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _standard_input()
        elif S_ISDIR(_mode(Path(path))):
            yield from _folder(Path(path))
        else:
            yield from _file(Path(path), Path(path).name)


def count(paths: Iterable[str | Path]) -> int | None:
    """How many texts `read` will give, counting what it cannot read; None where that takes reading them: compressed
    corpora and standard input."""
    total = 0
    for path in map(Path, paths):
        files, failed = _files(path) if S_ISDIR(_mode(path)) else ([path], [])
        total += len(failed)
        for file in files:
            if str(file) == STANDARD_INPUT or _ends(file, ".gz"):
                return None
            total += _lines(file) if _ends(file, ".jsonl") else 1
    return total


def is_gone(name: str, paths: Iterable[str | Path]) -> bool:
    """Whether a file that `read` called `name` is in none of the folders among `paths`; False where there is none."""
    folders = [path for path in map(Path, paths) if S_ISDIR(_mode(path))]
    return bool(folders) and _ends(Path(name), *SUFFIXES) and all(_lacks(f, name) for f in folders)


def _lacks(folder: Path, name: str) -> bool:
    try:
        (folder / name).lstat()
    except (OSError, ValueError) as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    return False


def _standard_input() -> Iterator[Source | ReadError]:
    """One text, or a corpus where the input begins like JSON."""
    source = _decoded("standard input", "standard input", sys.stdin.buffer.read)
    if isinstance(source, Source) and source.text.lstrip().startswith("{"):
        yield from _corpus_lines(source.text.splitlines(), source.name, source.name)
    else:
        yield source


def _folder(folder: Path) -> Iterator[Source | ReadError]:
    files, failed = _files(folder)
    yield from failed
    for file in files:
        yield from _file(file, file.relative_to(folder).as_posix())


def _files(folder: Path) -> tuple[list[Path], list[ReadError]]:
    """The files to read below a folder, links to nothing among them, and what keeps others from being found."""
    failed: list[ReadError] = []
    walk = os.walk(folder, onerror=lambda error: failed.append(_not_opened(error.filename, error)))
    found = (Path(place, name) for place, _, names in walk for name in names)
    files = sorted(f for f in found if _ends(f, *SUFFIXES) and (S_ISREG(mode := _mode(f)) or not mode))
    if not files and not failed:
        endings = ", ".join(SUFFIXES)
        failed = [
            ReadError(str(folder), f"no documents here; files are looked for by their ending: {endings}")
        ]
    return files, failed


def _mode(path: Path) -> int:
    """What kind of file a path leads to; 0 where that cannot be known."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _ends(file: Path, *endings: str) -> bool:
    return file.name.lower().endswith(endings)


def _not_opened(place: str, error: OSError) -> ReadError:
    if not isinstance(error, FileNotFoundError):
        return ReadError(place, f"cannot be opened ({error.strerror}); check its permissions")
    if Path(place).is_symlink():
        return ReadError(place, "is a link to a file that is not there; mend or remove the link")
    return ReadError(place, "no such file or folder; check the path")


def _lines(corpus: Path) -> int:
    try:
        with corpus.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


def _file(file: Path, name: str) -> Iterator[Source | ReadError]:
    if _ends(file, ".jsonl", ".jsonl.gz"):
        yield from _corpus(file, name)
    else:
        yield _decoded(name, str(file), file.read_bytes)


def _decoded(name: str, place: str, load: Callable[[], bytes]) -> Source | ReadError:
    try:
        text, encoding = decode(load())
    except OSError as error:
        return _not_opened(place, error)
    except ValueError as error:
        return ReadError(place, str(error))
    return Source(name, text, encoding)


def _corpus(file: Path, name: str) -> Iterator[Source | ReadError]:
    opener = gzip.open if _ends(file, ".gz") else open
    try:
        with opener(file, "rt", encoding="utf-8") as lines:
            yield from _corpus_lines(lines, str(file), name)
    except (FileNotFoundError, PermissionError) as error:
        yield _not_opened(str(file), error)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        yield ReadError(
            str(file), f"cannot be read on as UTF-8 JSON Lines ({error}); what came before was read"
        )


def _corpus_lines(lines: Iterable[str], place: str, name: str) -> Iterator[Source | ReadError]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _corpus_line(line, number, f"{place}, line {number}", name)


def _corpus_line(line: str, number: int, place: str, name: str) -> Source | ReadError:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        return ReadError(place, f"is no JSON ({error.msg}); every line must be one JSON object")
    text = entry.get("text") if isinstance(entry, dict) else None
    if not isinstance(text, str) or not text.strip():
        return ReadError(place, "has no text; every line must be an object with 'id' and a non-empty 'text'")
    return Source(str(entry.get("id") or f"{name}#{number}"), text, "utf-8")
