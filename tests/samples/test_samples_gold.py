"""The sample documents and what is written down about them: gold records and lineage agree with the texts."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors import records

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "kg" / "samples"
NAMES = ("hanhai_2024_6", "tangxi_2024_23", "weidu_2024_12", "xizhou_2024_11")
SLOTS = ("references", "led_by", "targets", "funding")
Row = dict[str, Any]


def text_of(source: str) -> str:
    return (SAMPLES / source).read_text("utf-8")


def gold_of(name: str) -> Row:
    record: Row = json.loads((HERE / f"{name}.gold.json").read_text("utf-8"))
    return record


def lineage() -> Row:
    found: Row = json.loads((HERE / "lineage.json").read_text("utf-8"))
    return found


def measure_ranges(gold: Row, text: str) -> dict[str, tuple[int, int]]:
    starts = [text.index(m["quote"]) for m in gold["measures"]]
    ids = [m["id"] for m in gold["measures"]]
    return dict(zip(ids, zip(starts, [*starts[1:], len(text)], strict=True), strict=True))


def test_there_are_four_documents_each_with_gold() -> None:
    assert tuple(sorted(p.stem for p in SAMPLES.glob("*.txt"))) == NAMES
    assert tuple(sorted(p.name.removesuffix(".gold.json") for p in HERE.glob("*.gold.json"))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_measures_stand_in_the_text_in_their_order(name: str) -> None:
    gold = gold_of(name)
    text = text_of(gold["source"])
    assert gold["source"] == f"{name}.txt"
    assert [m["id"] for m in gold["measures"]] == [f"m{i}" for i in range(1, len(gold["measures"]) + 1)]
    assert all(text.count(m["quote"]) == 1 for m in gold["measures"])
    starts = [text.index(m["quote"]) for m in gold["measures"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_occurs_once_in_its_measure(name: str) -> None:
    gold = gold_of(name)
    text = text_of(gold["source"])
    ranges = measure_ranges(gold, text)
    for slot in SLOTS:
        assert gold[slot], f"{slot} is empty"
        for row in gold[slot]:
            start, end = ranges.get(row.get("measure"), (0, len(text)))
            assert text.count(row["quote"], start, end) == 1, (slot, row["quote"])


@pytest.mark.parametrize("name", NAMES)
def test_owners_exist(name: str) -> None:
    gold = gold_of(name)
    text = text_of(gold["source"])
    measures = {m["id"] for m in gold["measures"]}
    for slot in ("led_by", "targets", "funding"):
        for row in gold[slot]:
            owner = row["measure"]
            if owner.startswith("section:"):
                assert owner.removeprefix("section:") in text
            else:
                assert owner == records.DOCUMENT or owner in measures, row


@pytest.mark.parametrize("name", NAMES)
def test_values_are_in_the_allowed_sets(name: str) -> None:
    gold = gold_of(name)
    assert gold["document"]["type"] in records.DOCUMENT_TYPES
    assert gold["document"]["level"] in records.LEVELS
    allowed = (
        ("references", "relation", records.RELATIONS),
        ("led_by", "role", records.ROLES),
        ("targets", "comparator", records.COMPARATORS),
        ("targets", "status", records.STATUSES),
        ("funding", "qualifier", records.QUALIFIERS),
        ("funding", "kind", records.FUNDING_KINDS),
    )
    for slot, field, values in allowed:
        assert {row[field] for row in gold[slot]} <= set(values), (slot, field)
    assert all((row["amount"] is None) != (row["rate"] is None) for row in gold["funding"])


def test_the_samples_fill_every_slot_with_every_value() -> None:
    golds = [gold_of(name) for name in NAMES]

    def seen(slot: str, field: str) -> set[str]:
        return {row[field] for gold in golds for row in gold[slot]}

    assert seen("references", "relation") == set(records.RELATIONS) - {"replies_to"}
    assert seen("led_by", "role") == set(records.ROLES)
    assert seen("targets", "comparator") == set(records.COMPARATORS)
    assert seen("targets", "status") == set(records.STATUSES)
    assert seen("funding", "kind") == set(records.FUNDING_KINDS)
    assert seen("funding", "qualifier") == {"exact", "max", "min"}
    assert {"2024", "十四五", "2024Q1", "2024-2026"} <= seen("targets", "period")


def test_parts_of_a_budget_sum_to_its_whole() -> None:
    wholes = 0
    for name in NAMES:
        budgets: dict[str, list[Decimal]] = defaultdict(list)
        for row in gold_of(name)["funding"]:
            if row["kind"] == "budget":
                budgets[row["measure"]].append(Decimal(str(row["amount"])))
        for whole, *parts in budgets.values():
            assert sum(parts) == whole, name
            wholes += 1
    assert wholes == len(NAMES)


def test_document_lineage_is_what_the_documents_say() -> None:
    found = lineage()
    golds = {gold_of(name)["source"]: gold_of(name) for name in NAMES}
    numbers = {source: gold["document"]["number"] for source, gold in golds.items()}
    assert {d["source"]: d["number"] for d in found["documents"]} == numbers
    stated = {
        (numbers[source], row["number"], row["relation"], row["quote"])
        for source, gold in golds.items()
        for row in gold["references"]
        if row["number"] in numbers.values()
    }
    assert {(e["lower"], e["upper"], e["relation"], e["quote"]) for e in found["edges"]} == stated
    assert len(found["edges"]) == 4
    for missing, derived in found["derived_without"].items():
        for edge in derived:
            assert edge["lower"] == numbers[missing]
            for witness in edge["from"]:
                uppers = {e["upper"] for e in found["edges"] if e["lower"] == witness}
                assert {edge["lower"], edge["upper"]} <= uppers


def test_alignment_covers_the_measures_of_each_implementing_pair() -> None:
    found = lineage()
    sources = {d["number"]: d["source"] for d in found["documents"]}
    pairs = {(p["lower"], p["upper"]): p for p in found["pairs"]}
    assert set(pairs) == {(sources[e["lower"]], sources[e["upper"]]) for e in found["edges"]}
    golds = {gold_of(name)["source"]: gold_of(name) for name in NAMES}
    for (lower, upper), pair in pairs.items():
        rows = pair["alignments"]
        assert [r["lower_quote"] for r in rows] == [m["quote"] for m in golds[lower]["measures"]]
        taken = [r["upper_quote"] for r in rows if r["upper_quote"]]
        upper_measures = [m["quote"] for m in golds[upper]["measures"]]
        assert sorted([*taken, *pair["not_taken_up"]]) == sorted(upper_measures)
        verdicts = {r["comparison"]["verdict"] for r in rows if r["comparison"]}
        assert {"stronger", "weaker", "share"} <= verdicts <= {"stronger", "weaker", "share", "same"}
        assert None in {r["upper_quote"] for r in rows}, "something is local only"
        assert pair["not_taken_up"]
        for row in rows:
            if row["comparison"]:
                for side, source in (("lower", lower), ("upper", upper)):
                    start, end = _range_of(golds[source], row[f"{side}_quote"])
                    assert text_of(source).count(row["comparison"][side], start, end) == 1, row


def _range_of(gold: Row, quote: str) -> tuple[int, int]:
    ranges = measure_ranges(gold, text_of(gold["source"]))
    return next(ranges[m["id"]] for m in gold["measures"] if m["quote"] == quote)
