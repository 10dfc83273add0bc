"""Invented documents as the reading page and the report get them, some of them hostile."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from invented_graphs import HOSTILE

import kg
from extractors.records import Coverage
from kg import catalogue
from kg import reading as readings
from kg.catalogue import Entry
from kg.check import Finding
from kg.content import Figure
from kg.in_force import Validity
from kg.money import Account, Sum
from kg.overview import Chapter, Document, Indicator, Overview
from kg.query import Table
from kg.reading import Mark, Reading

SAMPLES = Path(kg.__file__).parent / "samples"
DISTRICT = "棠政办发〔2024〕23号"
BASE = "https://example.org/doc/x"

#: Marks that nest, that cross one another and a line break, and that share their words.
CROSSED = "甲乙丙丁\n戊己庚辛壬癸"
CROSSED_MARKS = (
    Mark("measure", 0, 7, "measure.test", f"{BASE}/m", None, {"heading": "甲", "number": "1"}),
    Mark(
        "target",
        1,
        4,
        "target.test",
        f"{BASE}/t",
        f"{BASE}/m",
        {"indicator": "乙丙", "value": 3, "unit": "项"},
    ),
    Mark("funding", 2, 9, "funding.test", f"{BASE}/f", f"{BASE}/m", {"purpose": "丙丁", "amount": 5}),
    Mark(
        "agency",
        8,
        10,
        "agency.one",
        f"{BASE}/a",
        f"{BASE}/m",
        {"name": "壬局", "printed": "壬局", "role": "lead"},
    ),
    Mark(
        "agency",
        8,
        10,
        "agency.two",
        f"{BASE}/b",
        f"{BASE}/m",
        {"name": "癸局", "printed": "癸局", "role": "support"},
    ),
    Mark("number", 10, 11, "condition.test"),
)


def sample(document: str = DISTRICT) -> Reading:
    """One of the samples, as it is read from a store."""
    with kg.build([SAMPLES]) as graph:
        known = catalogue.read(graph.store)
        return readings.read(graph.store, known, known.index.find(document))


def reading(text: str, *marks: Mark, **changes: Any) -> Reading:
    """A document with these marks."""
    values: dict[str, Any] = {
        "document": Entry(BASE, "望政〔2031〕1号", "望江市办法", "city", "望江市", True),
        "header": {"number": "望政〔2031〕1号", "title": "望江市办法", "type": "measures"},
        "text": text,
        "marks": marks,
        "depths": {mark.iri: 0 for mark in marks if mark.kind in ("section", "measure")},
        "coverage": Coverage(facts=2, no_facts=1),
        "sums": (),
        "accounts": (),
    }
    return Reading(**values | changes)


def hostile() -> Reading:
    """A document with markup, template syntax, direction marks and endless text wherever text may stand."""
    endless = HOSTILE + "长" * 10_000
    text = "\n".join([HOSTILE, endless, f"一、{HOSTILE}", "1." + endless, HOSTILE, "\r\x00\x0b"])
    lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    rows: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("field", 0, {"field": "title"}),
        ("section", 2, {"heading": HOSTILE, "number": HOSTILE, "label": HOSTILE}),
        ("measure", 3, {"heading": endless, "number": HOSTILE, "label": endless}),
        ("agency", 3, {"name": endless, "printed": endless, "role": "lead"}),
        (
            "target",
            4,
            {"indicator": endless, "value": 1, "unit": HOSTILE, "period": HOSTILE, "status": "planned"},
        ),
        (
            "funding",
            4,
            {
                "purpose": endless,
                "amount": 1,
                "currency": HOSTILE,
                "recipient": HOSTILE,
                "condition": HOSTILE,
            },
        ),
        ("reference", 4, {"number": HOSTILE, "title": endless, "relation": "cites", "there": False}),
        ("damaged", 5, {}),
        ("unread", 5, {}),
        ("number", 5, {}),
    )
    marks = tuple(
        Mark(
            kind,
            lines[line],
            (lines[line + 1 :] or [len(text)])[0],
            HOSTILE,
            f"{BASE}/{kind}",
            None,
            attributes,
        )
        for kind, line, attributes in rows
    )
    return reading(
        text,
        *sorted(marks, key=lambda m: (m.start, -m.end)),
        document=Entry(BASE, HOSTILE, endless, "city", HOSTILE, True),
        header={"number": HOSTILE, "title": endless, "type": "other", "issuer": [endless], "region": HOSTILE},
        sums=(Sum("budget", HOSTILE, Decimal(1), 1, 1),),
        accounts=(account(f"{BASE}/funding", HOSTILE),),
    )


def account(figure: str, words: str) -> Account:
    """An account with something left."""
    return Account(BASE, figure, words, "CNY", Decimal(76), Decimal(58), Decimal(18), words, "account.total")


def overview(words: str = "", documents: int = 1) -> Overview:
    """A store whose every text begins with `words`."""
    entries = [
        Entry(f"{BASE}{i}", f"{words}望政〔2031〕{i}号", f"{words}望江市办法", "city", "望江市", True)
        for i in range(documents)
    ]
    goal = {
        "document": entries[0].iri,
        "owner": entries[0].iri,
        "what": f"{words}道路",
        "kind": "target",
        "unit": f"{words}公里",
    }
    place: dict[str, Any] = {"whole": None, "quote": words, "start": 0}
    planned = Figure(
        iri="p", value=Decimal(12), sign=">=", period="2030-2031", status="planned", **goal, **place
    )
    achieved = Figure(iri="a", value=Decimal(9), sign="=", period=None, status="achieved", **goal, **place)
    return Overview(
        day="2031-06-01",
        documents=tuple(
            Document(
                e,
                "measures",
                "2031-02-03",
                2031,
                Validity("2031-03-01", None, ((f"{words}旧", None),)),
                None,
                4,
                2,
                3,
                1,
            )
            for e in entries
        ),
        stubs=7,
        workload=Table(
            "",
            ("agency", "lead", "responsible", "support", "total"),
            tuple((f"{words}第{i}局", 30 - i, 2, 0, 32 - i) for i in range(25)),
        ),
        chapters=(
            Chapter(
                entries[0],
                f"{words}道路",
                (Sum("budget", "CNY", Decimal(40_000), 2, 1), Sum("grant", "CNY", Decimal(0), 0, 5)),
            ),
            Chapter(entries[0], None, (Sum("budget", "CNY", Decimal(10_000), 1, 0),)),
        ),
        accounts=((entries[0], account("f", f"{words}合计")),),
        targets=(planned, achieved),
        indicators=(Indicator(f"{words}道路", f"{words}公里", 1, 1),),
        achieved=((planned, achieved),),
        findings=(
            Finding("warning", f"{words}wrong", f"{words}有误", f"{words}望政", f"{words}某事", "n"),
            Finding("note", f"{words}cited", f"{words}被引用", "", "", f"{words}node"),
        ),
    )
