from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

import kg
from extractors.records import Record
from kg import catalogue
from kg.build import Conflict, Summary, build, built_by, load
from kg.derive import derive
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
