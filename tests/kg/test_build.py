from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from itertools import permutations
from pathlib import Path

import pytest

import kg
from extractors.records import Record
from kg import catalogue
from kg.build import Conflict, Summary, build, built_by, load
from kg.derive import derive
from kg.errors import StoreError
from kg.store import Store
from tests.kg.conftest import BASE, city, district, iri, province, record

TEXTS = {
    "a.txt": "汐州市人民政府关于发展海洋经济的实施意见\n汐政〔2024〕8号\n\n"
    "各区人民政府:\n\n1.支持码头改造。改造码头12座。\n",
    "b.txt": "瀚海省人民政府关于发展海洋经济的若干意见\n瀚政发〔2024〕3号\n\n1.保护海岸。修复岸线20公里。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "docs"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def loaded(*batches: Sequence[Record]) -> tuple[Store, list[Summary]]:
    store = Store.create(base=BASE)
    summaries = [load(batch, store) for batch in batches]
    derive(store)
    return store, summaries


def test_a_folder_becomes_a_store(folder: Path) -> None:
    store = Store.create(base=BASE)
    done: list[str] = []
    summary = build([folder], store, progress=done.append)
    assert (summary.read, summary.unchanged, summary.failed, summary.conflicts) == (2, 0, [], [])
    assert summary.facts["measures"] == 2
    assert summary.seconds > 0
    assert done == ["a.txt", "b.txt"]
    assert set(catalogue.read(store).whole) == {iri("汐政-2024-8"), iri("瀚政发-2024-3")}


def test_what_has_not_changed_is_left_alone(folder: Path) -> None:
    store = Store.create(base=BASE)
    build([folder], store)
    before = store.lines()
    summary = build([folder], store)
    assert (summary.read, summary.unchanged) == (0, 2)
    assert store.lines() == before


def test_a_changed_text_replaces_what_was_there(folder: Path) -> None:
    store = Store.create(base=BASE)
    build([folder], store)
    (folder / "a.txt").write_text(TEXTS["a.txt"].replace("12座", "15座"), encoding="utf-8")
    summary = build([folder], store)
    assert (summary.read, summary.unchanged, summary.conflicts) == (1, 1, [])
    fresh = Store.create(base=BASE)
    build([folder], fresh)
    assert store.lines() == fresh.lines()


def test_what_cannot_be_read_stops_nothing(folder: Path) -> None:
    (folder / "0.txt").write_bytes(b"")
    summary = build([folder, folder / "missing.txt"], Store.create(base=BASE))
    assert summary.read == 2
    assert len(summary.failed) == 2
    assert ["0.txt" in failed.source for failed in summary.failed] == [True, False]


def test_a_graph_that_was_not_completed_is_made_again(folder: Path) -> None:
    store = Store.create(base=BASE)
    build([folder], store)
    before = store.lines()
    graph = next(iter(store.built()))
    lines = "".join(f"{line}\n" for line in before if line.endswith(f"<{graph}> ."))
    store.replace({graph: lines})  # as it stands when a build ends before the mark
    assert graph not in store.built()
    summary = build([folder], store)
    assert (summary.read, summary.unchanged) == (1, 1)
    assert store.lines() == before


def test_a_version_marks_what_it_built() -> None:
    store, _ = loaded([city()])
    assert set(store.built().values()) == {built_by()}


RIVALS = [
    record("汐政〔2024〕8号", "甲", source=f"{name}.txt", body=body)
    for name, body in (("x", "1"), ("y", "2"), ("z", "2"))
]


def test_of_two_texts_of_one_document_one_is_kept_and_the_other_named() -> None:
    outcomes = set()
    for order in permutations(RIVALS):
        for batches in ([order], [[one] for one in order]):
            store, summaries = loaded(*batches)
            outcomes.add(tuple(store.lines()))
            conflicts = [conflict for summary in summaries for conflict in summary.conflicts]
            assert len(conflicts) == 2
            assert all(isinstance(conflict, Conflict) for conflict in conflicts)
            assert {conflict.document for conflict in conflicts} == {iri("汐政-2024-8")}
            kept = conflicts[-1].kept
            assert kept not in {conflict.left_out for conflict in conflicts}
    assert len(outcomes) == 1


def rivals(folder: Path, **figures: int) -> list[str]:
    """Texts of one document under different names; their names in the order in which one is preferred to the next."""
    texts = {
        name: f"汐州市人民政府关于发展海洋经济的实施意见\n汐政〔2024〕8号\n\n1.支持码头改造。改造码头{figure}座。\n"
        for name, figure in figures.items()
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [f"{name}.txt" for name in sorted(texts, key=lambda n: (sha256(texts[n].encode()).hexdigest(), n))]


def left_out(summary: Summary | None) -> list[tuple[str, str]]:
    assert summary is not None
    return sorted((conflict.kept, conflict.left_out) for conflict in summary.conflicts)


def test_a_rival_that_was_left_out_is_not_read_again(tmp_path: Path) -> None:
    first, second, third = rivals(tmp_path, a=1, b=2, c=3)
    store = Store.create(base=BASE)
    summary = build([tmp_path], store)
    told = [(first, second), (first, third)]
    assert (summary.read, left_out(summary)) == (3, sorted(told))
    lines = store.lines()
    summary = build([tmp_path], store)
    assert (summary.read, summary.unchanged, left_out(summary)) == (0, 3, sorted(told))
    assert store.lines() == lines
    summary = build([tmp_path / third], store)  # those that were not looked at stay left out
    assert (summary.read, left_out(summary), store.lines()) == (0, [(first, third)], lines)


@pytest.mark.parametrize("figures", [{"a": a, "b": b, "c": c} for a, b, c in permutations((1, 2, 3))])
def test_a_rival_takes_the_place_of_what_is_gone(tmp_path: Path, figures: dict[str, int]) -> None:
    first, second, third = rivals(tmp_path, **figures)
    store = Store.create(base=BASE)
    build([tmp_path], store)
    (tmp_path / first).unlink()
    summary = build([tmp_path], store, prune=True)
    assert (summary.read, summary.unchanged, left_out(summary)) == (2, 0, [(second, third)])
    fresh = Store.create(base=BASE)
    build([tmp_path], fresh)
    assert store.lines() == fresh.lines()


@pytest.mark.parametrize("figures", [{"a": a, "b": b, "c": c} for a, b, c in permutations((1, 2, 3))])
def test_a_rival_takes_the_place_of_what_changed(tmp_path: Path, figures: dict[str, int]) -> None:
    before = rivals(tmp_path, **figures)
    store = Store.create(base=BASE)
    build([tmp_path], store)
    for figure in range(4, 40):
        after = rivals(tmp_path, **figures | {before[0][0]: figure})
        if after[0] == before[1]:  # now another comes first
            break
    summary = build([tmp_path], store, prune=True)
    assert left_out(summary) == sorted((before[1], name) for name in (before[0], before[2]))
    fresh = Store.create(base=BASE)
    build([tmp_path], fresh)
    assert store.lines() == fresh.lines()


def test_a_renamed_file_is_no_rival(folder: Path) -> None:
    store = Store.create(base=BASE)
    build([folder], store)
    for name in ("a.txt", "b.txt"):
        (folder / name).rename(folder / f"{'z' if name == 'a.txt' else '0'}{name}")
    summary = build([folder], store, prune=True)
    assert summary.conflicts == []
    fresh = Store.create(base=BASE)
    build([folder], fresh)
    assert store.lines() == fresh.lines()


@pytest.mark.parametrize("figure", range(2, 8))
@pytest.mark.parametrize("left_out_before", [False, True])
def test_a_renamed_file_may_have_been_edited(tmp_path: Path, figure: int, left_out_before: bool) -> None:
    rivals(tmp_path, a=1)
    (tmp_path / "blank.txt").touch()  # what cannot be read is no hindrance
    store = Store.create(base=BASE)
    build([tmp_path], store)
    rivals(tmp_path, b=figure)
    if left_out_before:
        build([tmp_path], store)
    (tmp_path / "a.txt").unlink()
    summary = build([tmp_path], store)
    assert summary.conflicts == []
    assert (summary.read, summary.unchanged) in ((1, 0), (0, 1))
    assert {(r.kept, r.left_out) for r in summary.replaced} <= {("b.txt", "a.txt")}
    fresh = Store.create(base=BASE)
    assert summary.facts in (build([tmp_path], fresh).facts, {})
    assert store.lines() == fresh.lines()
    assert build([tmp_path], store).replaced == []


def test_a_file_that_is_there_but_cannot_be_read_is_not_gone(tmp_path: Path) -> None:
    first, second = rivals(tmp_path, a=1, b=2)
    store = Store.create(base=BASE)
    build([tmp_path], store)
    lines = store.lines()
    (tmp_path / first).write_bytes(b"")
    summary = build([tmp_path], store)
    assert (left_out(summary), summary.replaced) == ([(first, second)], [])
    assert store.lines() == lines


def test_a_folder_named_twice_is_one(folder: Path) -> None:
    summary = build([folder, folder], Store.create(base=BASE))
    assert summary.conflicts == []


def test_twice_and_in_any_batches_gives_the_same_bytes() -> None:
    records = [district(), city(), province()]
    one, _ = loaded(records)
    other, _ = loaded([records[2]], [records[0]], [records[1], records[0]])
    assert one.lines() == other.lines()


def test_the_number_of_processes_makes_no_difference(tmp_path: Path) -> None:
    samples = Path(kg.__file__).parent / "samples"
    for jobs in (1, 2, 3):
        kg.build([samples], tmp_path / str(jobs), jobs=jobs).close()
    one, two, three = (Store.open(tmp_path / str(jobs)).lines() for jobs in (1, 2, 3))
    assert len(one) > 5_000
    assert one == two == three


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="processes do not see what is patched"
)
def test_a_process_that_is_ended_from_outside(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.build([folder / "a.txt"], tmp_path / "s").close()
    monkeypatch.setattr(
        import_module("kg.build"), "extract", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
    )
    with pytest.raises(StoreError, match=r"ended from outside.*fewer processes"):
        kg.build([folder], tmp_path / "s", jobs=2)
    monkeypatch.undo()
    kg.build([folder], tmp_path / "s", jobs=2).close()
    kg.build([folder], tmp_path / "new").close()
    assert Store.open(tmp_path / "s").lines() == Store.open(tmp_path / "new").lines()


def test_pruned_it_is_the_store_that_never_had_the_document(folder: Path, tmp_path: Path) -> None:
    (folder / "rest").mkdir()
    for path in sorted(folder.glob("*.txt"))[1:]:
        path.rename(folder / "rest" / path.name)
    gone = next(folder.glob("*.txt"))
    kg.build([folder], tmp_path / "pruned").close()
    gone.unlink()
    kept = kg.build([folder], tmp_path / "pruned")
    assert kept.summary is not None and kept.summary.removed == []
    kept.close()
    with kg.build([folder], tmp_path / "pruned", prune=True) as pruned:
        assert pruned.summary is not None and pruned.summary.removed == [gone.name]
        lines = pruned.store.lines()
    with kg.build([folder], tmp_path / "new") as new:
        assert new.store.lines() == lines


def test_what_cannot_be_read_now_is_not_pruned(folder: Path, tmp_path: Path) -> None:
    with kg.build([folder], tmp_path / "s") as before:
        lines = before.store.lines()
    path = sorted(folder.glob("*.txt"))[0]
    path.write_bytes(b"\x00\x01\x02" * 50)
    with kg.build([folder], tmp_path / "s", prune=True) as after:
        assert after.summary is not None
        assert after.summary.failed
        assert after.store.lines() == lines


def test_what_a_folder_holds_that_cannot_be_opened_is_not_pruned(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (folder / "a.txt").rename(inner / "a.txt")
    store = Store.create(base=BASE)
    build([folder], store)
    lines = store.lines()
    scandir = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == inner:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refusing)
    summary = build([folder], store, prune=True)
    assert [failed.source for failed in summary.failed] == [str(inner)]
    assert summary.removed == []
    assert store.lines() == lines


def test_what_follows_is_derived_anew_only_when_something_came_or_went(folder: Path, tmp_path: Path) -> None:
    kg.build([folder], tmp_path / "s").close()
    with kg.build([folder], tmp_path / "s") as again:
        assert again.store.derived_by == built_by()
    store = Store.create(tmp_path / "s")
    store.replace({f"{store.base}graph/doc/x": ""})
    assert store.derived_by is None
    store.close()
    with kg.build([folder], tmp_path / "s") as mended:
        assert mended.store.derived_by == built_by()
