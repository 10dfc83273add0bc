"""Small invented records: a province, a city and a district that build on one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from extractors.records import (
    Document,
    Funding,
    Measure,
    Record,
    Reference,
    Responsibility,
    Section,
    Target,
)
from kg.build import load
from kg.derive import derive
from kg.store import Store

BASE = "https://example.org/policy/"

PROVINCE = "瀚海省人民政府关于发展海洋经济的若干意见"
CITY = "汐州市人民政府关于发展海洋经济的实施意见"
DISTRICT = "汐州市棠溪区人民政府办公室关于发展海洋经济的实施细则"


@dataclass
class Writer:
    """Writes a text and the rows that stand in it: every quote gets its place."""

    text: str = ""
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def place(self, quote: str) -> dict[str, Any]:
        start = len(self.text)
        self.text += quote + "\n"
        return {"span": (start, start + len(quote)), "quote": quote, "rule": "test"}

    def add(self, slot: str, row: Any) -> None:
        self.rows.setdefault(slot, []).append(row)


def reference(writer: Writer, relation: str, number: str | None, title: str | None) -> None:
    place = writer.place(f"{relation} 《{title}》 {number}")
    writer.add("references", Reference(number=number, title=title, relation=relation, **place))


def record(
    number: str | None,
    title: str | None,
    *,
    issuer: Sequence[str] = (),
    level: str | None = None,
    references: Sequence[tuple[str, str | None, str | None]] = (),
    source: str | None = None,
    body: str = "",
    **header: Any,
) -> Record:
    """A record of a document that does nothing but name others; `body` makes its text differ."""
    writer = Writer(body)
    for relation, cited_number, cited_title in references:
        reference(writer, relation, cited_number, cited_title)
    return Record(
        source=source or f"{number or title}.txt",
        text_sha256=sha256(writer.text.encode()).hexdigest(),
        document=Document(number=number, title=title, issuer=tuple(issuer), level=level, **header),
        references=tuple(writer.rows.get("references", ())),
    )


def district(**changes: Any) -> Record:
    """The district's document, with a row of every kind."""
    writer = Writer()
    reference(writer, "implements", "瀚政发〔2024〕3号", PROVINCE)
    reference(writer, "implements", "汐政〔2024〕8号", CITY)
    reference(writer, "implements", None, "瀚海省海洋经济促进条例")
    reference(writer, "repeals", "棠政办发〔2021〕6号", None)
    section = Section(
        id="s1",
        label="一",
        heading="港航服务",
        depth=1,
        parent=None,
        extent=(0, 10_000),
        **writer.place("一、港航服务"),
    )
    place = writer.place("1.支持码头改造。")
    extent = (place["span"][0], 10_000)
    first = Measure(id="m1", label="1", heading="支持码头改造", section="港航服务", extent=extent, **place)
    place = writer.place("2.培育航运企业。")
    second = Measure(id="m2", label="2", heading="培育航运企业", section="港航服务", extent=extent, **place)
    agencies = [
        Responsibility(measure="m1", agency="区交通局", role="lead", **writer.place("区交通局牵头")),
        Responsibility(measure="m1", agency="区财政局", role="support", **writer.place("区财政局配合")),
        Responsibility(
            measure="section:港航服务", agency="市港航中心", role="responsible", **writer.place("市港航中心")
        ),
        Responsibility(measure="m2", agency="有关平台", role="responsible", **writer.place("有关平台")),
    ]
    targets = [
        Target(
            measure="m1",
            indicator="改造码头",
            comparator=">=",
            value=Decimal("12"),
            unit="座",
            period="2025",
            status="planned",
            **writer.place("改造码头12座以上"),
        ),
        Target(
            measure="document",
            indicator="海洋产业增加值增长",
            comparator="~",
            value=Decimal("8.50"),
            unit="%",
            period=None,
            status="achieved",
            **writer.place("增长约8.50%"),
        ),
    ]
    whole = writer.place("安排资金3000万元,其中码头1200万元")
    money: dict[str, Any] = {"measure": "m1", "currency": "CNY", "rate": None, "per": None, "kind": "budget"}
    funding = [
        Funding(
            id="f1",
            amount=Decimal(30_000_000),
            qualifier="exact",
            purpose="海洋经济",
            part_of=None,
            **money,
            **whole,
        ),
        Funding(
            id="f2",
            amount=Decimal(12_000_000),
            qualifier="exact",
            purpose="码头",
            part_of="f1",
            **money,
            **whole,
        ),
        Funding(
            id="f3",
            measure="m2",
            amount=None,
            currency="CNY",
            rate=Decimal("12.5"),
            per="艘",
            qualifier="max",
            kind="grant",
            purpose="购置船舶",
            part_of=None,
            recipient="航运企业",
            condition="单船500总吨以上",
            **writer.place("每艘最高补助12.5%"),
        ),
    ]
    made = Record(
        source="district.txt",
        text_sha256=sha256(writer.text.encode()).hexdigest(),
        document=Document(
            number="棠政办发〔2024〕15号",
            title=DISTRICT,
            type="opinion",
            issuer=("汐州市棠溪区人民政府办公室",),
            level="district",
            date_written="2024-06-03",
            effective_to="2026-12",
            addressees=("区级各部门",),
        ),
        sections=(section,),
        references=tuple(writer.rows["references"]),
        measures=(first, second),
        led_by=tuple(agencies),
        targets=tuple(targets),
        funding=tuple(funding),
    )
    return replace(made, **changes)


def city(*references: tuple[str, str | None, str | None]) -> Record:
    """The city's document."""
    return record("汐政〔2024〕8号", CITY, issuer=["汐州市人民政府"], level="city", references=references)


def province(*references: tuple[str, str | None, str | None]) -> Record:
    """The province's document."""
    return record(
        "瀚政发〔2024〕3号", PROVINCE, issuer=["瀚海省人民政府"], level="province", references=references
    )


def iri(slug: str) -> str:
    """The IRI of a document."""
    return f"{BASE}doc/{slug}"


Made = Callable[..., Store]


@pytest.fixture
def made() -> Made:
    """A store in memory of the given records, which arrive one by one, and all that follows from them."""

    def make(*records: Record) -> Store:
        store = Store.create(base=BASE)
        for one in records:
            load([one], store)
            derive(store)
        return store

    return make
