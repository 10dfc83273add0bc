"""A store in figures: its documents, who has how much to do, the money, the targets, and what is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg import catalogue, check, content, money, query
from kg.catalogue import Entry
from kg.check import Finding
from kg.content import Figure
from kg.in_force import Validity, validities
from kg.link.documents import year_of
from kg.money import Account, Sum
from kg.result import Table
from kg.store import Store, text
from kg.vocab import ELI, PK, PROV, SCHEMA, value_of

_DOCUMENTS = f"""
SELECT ?document ?type ?written ?published WHERE {{
  ?document <{PK.textHash}> ?hash ; <{ELI.type_document}> ?type .
  OPTIONAL {{ ?document <{ELI.date_document}>|<{SCHEMA.dateCreated}> ?written }}
  OPTIONAL {{ ?document <{ELI.date_publication}>|<{SCHEMA.datePublished}> ?published }}
}} ORDER BY ?document"""
_COUNTS = f"""
SELECT ?document ?class (COUNT(DISTINCT ?fact) AS ?count) WHERE {{
  VALUES ?class {{ <{PK.Measure}> <{PK.Target}> <{PK.Funding}> }}
  ?fact a ?class ; <{PROV.wasQuotedFrom}> ?document .
}} GROUP BY ?document ?class"""
_UNREAD = f"""
SELECT ?document (COUNT(DISTINCT ?place) AS ?count) WHERE {{
  ?document <{PK.hasUnresolved}> ?place . ?place <{PK.rule}> "quantity.unread" .
}} GROUP BY ?document"""
_PARTS = f"SELECT ?part ?whole ?title WHERE {{ ?part <{ELI.is_part_of}> ?whole OPTIONAL {{ ?part <{ELI.title}> ?title }} }}"
_REPORTS = (
    f"SELECT ?achieved ?planned WHERE {{ ?achieved <{PK.reportsOn}> ?planned }} ORDER BY ?planned ?achieved"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose text is there. `date` is the day or month when it was written, else published; `applied` says
    whether it applied on the day of the overview, None where that is not known."""

    entry: Entry
    type: str
    date: str | None
    year: int | None
    validity: Validity
    applied: bool | None
    measures: int
    targets: int
    funding: int
    unread: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its money. `heading` is None for what stands in no chapter."""

    document: Entry
    heading: str | None
    sums: tuple[Sum, ...]


class Indicator(NamedTuple):
    """What targets measure, in which unit, and how many are planned and achieved."""

    name: str
    unit: str
    planned: int
    achieved: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A store on `day` (ISO). `workload` is the table of the query of that name; `achieved` are pairs of a planned
    target and one that reports on it; `findings` are those of `kg.check` without the shapes, which take long and are about
    the store, not the documents."""

    day: str
    documents: tuple[Document, ...]
    stubs: int
    workload: Table
    chapters: tuple[Chapter, ...]
    accounts: tuple[tuple[Entry, Account], ...]
    targets: tuple[Figure, ...]
    indicators: tuple[Indicator, ...]
    achieved: tuple[tuple[Figure, Figure], ...]
    findings: tuple[Finding, ...]


def read(store: Store, day: str) -> Overview:
    """The overview of a store; `day` (ISO) is the one for which it is said what applied."""
    known = catalogue.read(store)
    whole = sorted(known.whole.keys())
    entries = {iri: known.entries[iri] for iri in whole}
    targets = content.targets(store, whole)
    funding = content.funding(store, whole)
    accounts = money.accounts(store)
    goals = {figure.iri: figure for document in whole for figure in targets[document]}
    return Overview(
        day=day,
        documents=tuple(_documents(store, entries, validities(store, known), day)),
        stubs=len(known.stubs),
        workload=query.run(store, "workload", {}),
        chapters=tuple(_chapters(store, entries, funding, accounts)),
        accounts=tuple((entries[account.document], account) for account in accounts),
        targets=tuple(goals.values()),
        indicators=tuple(_indicators(goals.values())),
        achieved=tuple(
            (goals[text(row["planned"])], goals[text(row["achieved"])]) for row in store.select(_REPORTS)
        ),
        findings=tuple(check.check(store, notes=True, shacl=False)),
    )


def _documents(
    store: Store, entries: Mapping[str, Entry], validity: Mapping[str, Validity], day: str
) -> Iterable[Document]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in store.select(_COUNTS):
        counts[text(row["document"]), text(row["class"])] += int(text(row["count"]))
    unread = {text(row["document"]): int(text(row["count"])) for row in store.select(_UNREAD)}
    for row in store.select(_DOCUMENTS):
        iri = text(row["document"])
        date = text(row["written"]) or text(row["published"]) or None
        yield Document(
            entry=entries[iri],
            type=value_of("type", text(row["type"])),
            date=date,
            year=year_of(entries[iri].number) or (int(date[:4]) if date else None),
            validity=validity[iri],
            applied=validity[iri].on(day)[0],
            measures=counts[iri, PK.Measure],
            targets=counts[iri, PK.Target],
            funding=counts[iri, PK.Funding],
            unread=unread.get(iri, 0),
        )


def _chapters(
    store: Store,
    entries: Mapping[str, Entry],
    funding: Mapping[str, Iterable[Figure]],
    accounts: Iterable[Account],
) -> Iterable[Chapter]:
    """The chapters that hold money, in the order of their texts, by document."""
    known = list(accounts)
    parts = {text(row["part"]): (text(row["whole"]), text(row["title"])) for row in store.select(_PARTS)}

    def chapter(owner: str) -> str:
        """The outermost section or measure around `owner`; the document itself where there is none."""
        while owner in parts and parts[owner][0] not in entries:
            owner = parts[owner][0]
        return owner

    for document, entry in entries.items():
        held: dict[str, list[Figure]] = defaultdict(list)
        for figure in sorted(funding[document], key=lambda figure: figure.start):
            held[chapter(figure.owner)].append(figure)
        for iri, figures in held.items():
            heading = parts[iri][1] if iri in parts else None
            yield Chapter(entry, heading, tuple(money.sums(figures, known)))


def _indicators(targets: Iterable[Figure]) -> Iterable[Indicator]:
    """What the targets measure, the most frequent first."""
    counts: Counter[tuple[str, str, str]] = Counter((f.what, f.unit, f.status or "") for f in targets)
    found = [
        Indicator(name, unit, counts[name, unit, "planned"], counts[name, unit, "achieved"])
        for name, unit in sorted({key[:2] for key in counts})
    ]
    return sorted(found, key=lambda i: -(i.planned + i.achieved))
