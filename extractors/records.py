"""What counts as a fact, as data: the rows of a record and the record of a document.

A *span* is a half-open pair ``(start, end)`` of character offsets into the text as it was read (before any
normalisation), and ``quote == text[start:end]`` holds for every row. All other strings are normalised:
simplified characters, half-width forms. Numbers are `decimal.Decimal`; they become JSON numbers only in
`Record.as_dict`.

Relies on nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache
from typing import Any

Span = tuple[int, int]

#: Values that a field may take; the same words stand in the ontology's concept schemes.
DOCUMENT_TYPES = (
    "opinion",
    "notice",
    "measures",
    "plan",
    "reply",
    "report",
    "announcement",
    "interpretation",
    "news",
    "law",
    "other",
)
#: Types that tell what was done; all others say what shall be done.
NARRATIVE = ("reply", "news", "report", "interpretation")
LEVELS = ("national", "province", "city", "district", "township")
RELATIONS = ("implements", "repeals", "amends", "replies_to", "issues", "cites")
ROLES = ("lead", "responsible", "support")
COMPARATORS = ("=", ">=", "<=", "~")
STATUSES = ("planned", "achieved")
QUALIFIERS = ("exact", "max", "min", "about")
FUNDING_KINDS = ("budget", "grant", "quota", "finance", "paid")

#: The owner of a fact that belongs to no measure and no section.
DOCUMENT = "document"


def section_owner(heading: str) -> str:
    """The owner of a fact that stands in the preamble of the section with this heading."""
    return f"section:{heading}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a fact stands and which rule found it."""

    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a document says of itself. Dates are ISO 8601 (``YYYY-MM-DD`` or ``YYYY-MM``), None where unstated.

    `evidence` maps the name of a field to where it was read.
    """

    number: str | None = None
    title: str | None = None
    type: str = "other"
    issuer: tuple[str, ...] = ()
    level: str | None = None
    date_written: str | None = None
    date_published: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    addressees: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Evidence):
    """A heading with what stands under it. `depth` counts from 1; `parent` is the id of the section around it;
    `extent` runs from the heading to the next section of the same depth or higher."""

    id: str
    label: str | None
    heading: str
    depth: int
    parent: str | None
    extent: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Evidence):
    """One policy action. `section` is the heading of the enclosing section; `extent` is its whole text, of which
    `quote` is the beginning (label and heading)."""

    id: str
    label: str | None
    heading: str | None
    section: str | None
    extent: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Evidence):
    """Another document that this one names, by `number` or by `title` or by both."""

    number: str | None
    title: str | None
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Evidence):
    """One agency and its role in a measure. `measure` is the owner: a measure's id, ``section:HEADING`` or
    ``document``; so in `Target` and `Funding`."""

    measure: str
    agency: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Evidence):
    """One quantified outcome. `value` is in `unit` with 万 and 亿 multiplied out; `period` is a year, a quarter
    (``2023Q1``), a range of years, a plan (``十四五``) or None."""

    measure: str
    indicator: str
    comparator: str
    value: Decimal
    unit: str
    period: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Evidence):
    """One sum or rate of public money: `amount` in whole units of `currency` (ISO 4217), or `rate` in percent.
    `part_of` is the id of the row that this one is a part of (其中). `recipient`: to whom it is given, where the text
    says so; `condition`: the figures that it depends on, as the text words them (年营业收入2000万元以上)."""

    id: str
    measure: str
    amount: Decimal | None
    currency: str
    rate: Decimal | None
    per: str | None
    qualifier: str
    kind: str
    purpose: str
    part_of: str | None
    recipient: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved(Evidence):
    """A place that the extractors could not read; `what` says why, for a person."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many numbers with a unit a text has: those that facts state, those that are known to state none (conditions,
    fees, the size of a firm …), and those that no rule could read. The last are also `Record.unresolved`."""

    facts: int = 0
    no_facts: int = 0
    unread: int = 0

    @property
    def numbers(self) -> int:
        """All numbers with a unit."""
        return self.facts + self.no_facts + self.unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All facts of one document. `source` is the name of the file; `text_sha256` ties the offsets to its text."""

    source: str
    text_sha256: str
    document: Document
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    measures: tuple[Measure, ...] = ()
    led_by: tuple[Responsibility, ...] = ()
    targets: tuple[Target, ...] = ()
    funding: tuple[Funding, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    coverage: Coverage = Coverage()

    def as_dict(self) -> dict[str, Any]:
        """The record as JSON values, keys in the order of the fields."""
        return as_plain(self)

    def as_json(self) -> str:
        """The record as one line of JSON Lines, without the line break."""
        return json.dumps(self.as_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Record:
        """The inverse of `as_dict`; raises `KeyError` or `TypeError` where `value` is no record."""
        document = dict(value["document"])
        document["evidence"] = {k: _row(Evidence, v) for k, v in document["evidence"].items()}
        rows = {
            name: tuple(_row(kind, row) for row in value[name])
            for name, kind in (
                ("sections", Section),
                ("references", Reference),
                ("measures", Measure),
                ("led_by", Responsibility),
                ("targets", Target),
                ("funding", Funding),
                ("unresolved", Unresolved),
            )
        }
        return cls(
            source=value["source"],
            text_sha256=value["text_sha256"],
            document=_row(Document, document),
            coverage=_row(Coverage, value["coverage"]),
            **rows,
        )


_DECIMALS = ("value", "amount", "rate")


def as_plain(row: object) -> dict[str, Any]:
    """A record or one of its rows as JSON values."""
    plain = _plain(row)
    assert isinstance(plain, dict)
    return plain


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    kind: type[Any] = type(value)
    return {n: _plain(getattr(value, n)) for n in _names(kind)}  # type: ignore[arg-type]  # classes are hashable


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a row as they read best: what it says first, where it stands last."""
    names = [f.name for f in fields(kind)]
    place = [n for n in ("quote", "span", "extent", "rule", "evidence") if n in names]
    return (*(n for n in names if n not in place), *place)


def _row(kind: type[Any], value: Mapping[str, Any]) -> Any:
    row = dict(value)
    for name in ("span", "extent", "issuer", "addressees"):
        if name in row:
            row[name] = tuple(row[name])
    for name in _DECIMALS:
        if row.get(name) is not None:
            row[name] = Decimal(str(row[name]))
    return kind(**row)
