"""What the measures of a document say, as a store holds it: their words, who has a role in them, and their figures.

Reads whole documents only; a document that is known from citations has no content.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractors.text import normalise
from kg.store import Row, Store, text
from kg.vocab import ELI, OA, PK, PROV, SCHEMA, value_of

_TEXTS = f"SELECT ?document ?text WHERE {{ {{chosen}} ?document <{SCHEMA.text}> ?text }} ORDER BY ?document"
_MEASURES = f"""
SELECT ?document ?measure ?label ?heading ?section ?first ?last ?start ?end WHERE {{
  {{chosen}}
  ?document <{PK.hasMeasure}> ?measure .
  ?measure <{PK.evidence}>/<{OA.hasSelector}> ?words ; <{PK.extent}> ?extent ; <{ELI.is_part_of}> ?part .
  ?words <{OA.start}> ?first ; <{OA.end}> ?last .
  ?extent <{OA.start}> ?start ; <{OA.end}> ?end .
  OPTIONAL {{ ?measure <{ELI.number}> ?label }}
  OPTIONAL {{ ?measure <{ELI.title}> ?heading }}
  OPTIONAL {{ ?part <{ELI.title}> ?section FILTER(?part != ?document) }}
}} ORDER BY ?document ?start ?measure"""
_AGENCIES = f"""
SELECT ?owner ?name WHERE {{
  {{chosen}}
  ?document <{PK.hasMeasure}> ?owner .
  ?owner <{PK.hasResponsibility}>/<{PK.printedName}> ?name .
}} ORDER BY ?owner ?name"""
_TARGETS = f"""
SELECT ?document ?owner ?figure ?what ?value ?unit ?comparator ?period ?status ?quote ?at WHERE {{
  {{chosen}}
  ?figure a <{PK.Target}> ; <{PK.indicator}> ?what ; <{SCHEMA.value}> ?value ; <{SCHEMA.unitText}> ?unit ;
    <{PK.comparator}> ?comparator ; <{PK.status}> ?status ; <{PROV.wasQuotedFrom}> ?document ;
    <{PK.evidence}>/<{OA.hasSelector}> ?words , ?place . ?words <{OA.exact}> ?quote . ?place <{OA.start}> ?at .
  ?owner <{PK.hasTarget}> ?figure .
  OPTIONAL {{ ?figure <{PK.period}> ?period }}
}} ORDER BY ?document ?figure ?owner"""
_FUNDING = f"""
SELECT ?document ?owner ?figure ?what ?value ?least ?most ?rate ?currency ?kind ?qualifier ?per ?whole ?quote ?at WHERE {{
  {{chosen}}
  ?figure a <{PK.Funding}> ; <{PK.purpose}> ?what ; <{PK.fundingKind}> ?kind ; <{PK.qualifier}> ?qualifier ;
    <{PROV.wasQuotedFrom}> ?document ; <{PK.evidence}>/<{OA.hasSelector}> ?words , ?place .
  ?words <{OA.exact}> ?quote . ?place <{OA.start}> ?at .
  ?owner <{PK.hasFunding}> ?figure .
  OPTIONAL {{ ?figure <{SCHEMA.value}> ?value }}
  OPTIONAL {{ ?figure <{SCHEMA.minValue}> ?least }}
  OPTIONAL {{ ?figure <{SCHEMA.maxValue}> ?most }}
  OPTIONAL {{ ?figure <{PK.rate}> ?rate }}
  OPTIONAL {{ ?figure <{SCHEMA.currency}> ?currency }}
  OPTIONAL {{ ?figure <{PK.per}> ?per }}
  OPTIONAL {{ ?figure <{PK.partOfFunding}> ?whole }}
}} ORDER BY ?document ?figure ?owner"""

#: What names who leads and supports; it is no part of what a measure says.
_REMARK = re.compile(
    r"[(〔\[](?:[^()〔〕\[\]]|\([^()]*\))*(?:单位|牵头|配合|负责)(?:[^()〔〕\[\]]|\([^()]*\))*[)〕\]]"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or a sum or rate of funding. `owner` is the IRI of the measure, section or document that it stands
    in; `what` its indicator or purpose; `kind` is ``target`` or the kind of funding; `sign` the comparator or the
    qualifier as a comparator; `unit` has its denominator (元/亩); `whole` is the figure that it is a part of;
    `quote` stands at `start` in the text of its document."""

    iri: str
    document: str
    owner: str
    what: str
    kind: str
    value: Decimal
    unit: str
    sign: str
    period: str | None
    status: str | None
    whole: str | None
    quote: str
    start: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its words. `span` is where label and heading stand in the text of its document (half-open);
    `words` is all that it says, in the normal form and without the remark on who is responsible."""

    iri: str
    document: str
    label: str | None
    heading: str | None
    section: str | None
    span: tuple[int, int]
    words: str
    agencies: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """The text of one document, its measures in the order of the text, and all of its figures."""

    text: str
    measures: tuple[Measure, ...]
    figures: tuple[Figure, ...]

    @cached_property
    def by_owner(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures of each measure, section and of the document itself."""
        owned: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            owned[figure.owner].append(figure)
        return {owner: tuple(figures) for owner, figures in owned.items()}


def texts(store: Store) -> dict[str, str]:
    """The text of every document that has one, by IRI."""
    rows = store.select(_TEXTS.replace("{chosen}", ""))
    return {text(row["document"]): text(row["text"]) for row in rows}


def read(store: Store, documents: Collection[str]) -> dict[str, Content]:
    """The content of the documents with these IRIs; one without a text of its own is left out."""
    if not documents:
        return {}
    rows = _rows(store, documents)
    texts = {text(row["document"]): text(row["text"]) for row in rows(_TEXTS)}
    agencies: dict[str, list[str]] = defaultdict(list)
    for row in rows(_AGENCIES):
        agencies[text(row["owner"])].append(text(row["name"]))
    measures: dict[str, list[Measure]] = defaultdict(list)
    for row in rows(_MEASURES):
        document, iri = text(row["document"]), text(row["measure"])
        printed = texts.get(document, "")[int(text(row["start"])) : int(text(row["end"]))]
        measures[document].append(
            Measure(
                iri=iri,
                document=document,
                label=text(row["label"]) or None,
                heading=text(row["heading"]) or None,
                section=text(row["section"]) or None,
                span=(int(text(row["first"])), int(text(row["last"]))),
                words=_REMARK.sub("", normalise(printed).normal),
                agencies=tuple(agencies[iri]),
            )
        )
    goals, money = targets(store, documents), funding(store, documents)
    return {d: Content(texts[d], tuple(measures[d]), (*goals[d], *money[d])) for d in texts}


def targets(store: Store, documents: Collection[str]) -> dict[str, list[Figure]]:
    """The targets of each of the documents with these IRIs."""
    return _by_document(documents, map(_target, _rows(store, documents)(_TARGETS)))


def funding(store: Store, documents: Collection[str]) -> dict[str, list[Figure]]:
    """The sums and rates of funding of each of the documents with these IRIs."""
    return _by_document(documents, map(_funding, _rows(store, documents)(_FUNDING)))


def _by_document(documents: Collection[str], figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {document: [] for document in documents}
    for figure in figures:
        found[figure.document].append(figure)
    return found


def _rows(store: Store, documents: Collection[str]) -> Callable[[str], list[Row]]:
    """Asks one of the queries above of some documents."""
    chosen = "VALUES ?document {" + " ".join(f"<{d}>" for d in sorted(documents)) + "}"
    return lambda query: list(store.select(query.replace("{chosen}", chosen)))


def _target(row: Row) -> Figure:
    return Figure(
        iri=text(row["figure"]),
        document=text(row["document"]),
        owner=text(row["owner"]),
        what=text(row["what"]),
        kind="target",
        value=Decimal(text(row["value"])),
        unit=text(row["unit"]),
        sign=value_of("comparator", text(row["comparator"])),
        period=text(row["period"]) or None,
        status=value_of("status", text(row["status"])),
        whole=None,
        quote=text(row["quote"]),
        start=int(text(row["at"])),
    )


#: The comparator that says what a qualifier says.
_SIGNS = {"exact": "=", "max": "<=", "min": ">=", "about": "~"}


def _funding(row: Row) -> Figure:
    amount = text(row["value"]) or text(row["most"]) or text(row["least"])
    unit = text(row["currency"]) if amount else "%"
    return Figure(
        iri=text(row["figure"]),
        document=text(row["document"]),
        owner=text(row["owner"]),
        what=text(row["what"]),
        kind=value_of("kind", text(row["kind"])),
        value=Decimal(amount or text(row["rate"])),
        unit=f"{unit}/{text(row['per'])}" if row["per"] else unit,
        sign=_SIGNS[value_of("qualifier", text(row["qualifier"]))],
        period=None,
        status=None,
        whole=text(row["whole"]) or None,
        quote=text(row["quote"]),
        start=int(text(row["at"])),
    )
