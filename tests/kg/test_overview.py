"""A store in figures."""

from __future__ import annotations

from decimal import Decimal

from kg import overview
from tests.kg.conftest import Made, city, district, province, record

DAY = "2025-01-01"


def test_documents_with_their_counts_and_validity(made: Made) -> None:
    repealed = record("棠政办发〔2021〕6号", "棠溪区旧办法", level="district", date_published="2021-05")
    found = overview.read(made(district(), city(), province(), repealed), DAY)
    rows = {d.entry.number: d for d in found.documents}
    assert len(rows) == 4
    main = rows["棠政办发〔2024〕15号"]
    assert (main.measures, main.targets, main.funding, main.unread) == (2, 2, 3, 0)
    assert (main.type, main.date, main.year) == ("opinion", "2024-06-03", 2024)
    assert (main.applied, main.validity.last) == (None, "2026-12-31")
    old = rows["棠政办发〔2021〕6号"]
    assert (old.date, old.applied) == ("2021-05", False)
    assert old.validity.repeals == (("棠政办发〔2024〕15号", "2024-06-03"),)
    assert found.stubs == 1  # the statute


def test_money_stands_in_the_outermost_chapter(made: Made) -> None:
    found = overview.read(made(district()), DAY)
    (chapter,) = found.chapters
    assert (chapter.document.number, chapter.heading) == ("棠政办发〔2024〕15号", "港航服务")
    assert [(s.kind, s.amount, s.added, s.apart) for s in chapter.sums] == [
        ("budget", Decimal(30_000_000), 1, 1)
    ]
    assert found.accounts == ()  # this store has no texts, and so no accounts


def test_targets_agencies_and_findings(made: Made) -> None:
    found = overview.read(made(district()), DAY)
    assert [(i.name, i.unit, i.planned, i.achieved) for i in found.indicators] == [
        ("改造码头", "座", 1, 0),
        ("海洋产业增加值增长", "%", 0, 1),
    ]
    assert len(found.targets) == 2
    assert {row["agency"]: row["all"] for row in found.workload}["汐州市棠溪区交通局"] == 1
    assert {"note"} <= {f.severity for f in found.findings}
