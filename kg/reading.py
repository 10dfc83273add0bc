"""A document as it stands: its text, what was read from it, and where.

Marks lie over the text: each is a fact or a place that became none, with the words that it was read from. Numbers with a
unit that no fact states are marks as well, with the rule that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.outcomes import UNREAD
from extractors.pipeline import Reading as Extraction
from extractors.records import Coverage
from extractors.slots import Slot
from kg import content, money
from kg.catalogue import Catalogue, Entry
from kg.errors import TextMissing
from kg.link import agencies
from kg.link.iris import document_graph
from kg.money import Account, Sum
from kg.network import Network, network
from kg.store import Store, text
from kg.vocab import ELI, OA, PK, RDF, SCHEMA, value_of

#: The kinds of marks. Of those over the same words the first comes first.
KINDS = (
    "section",
    "measure",
    "target",
    "funding",
    "agency",
    "reference",
    "field",
    "damaged",
    "unread",
    "number",
)
#: Why a place is unresolved, by its rule: the kind of its mark.
_UNRESOLVED = {"text.damaged": "damaged", "quantity.unread": "unread"}

#: Predicate → objects, as strings.
Values = Mapping[str, list[str]]
#: Subject → predicate → objects.
Statements = Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a document, ``text[start:end]``, and what was read from them by `rule`. `kind` is one of `KINDS`. `iri`
    is that of the fact, empty for a ``number``; `owner` that of the section or measure that it belongs to, None
    where that is the document. `attributes` are those of `kg.network` for the same kind; an
    ``agency`` has its `role`, a ``reference`` its `relation` and whether its text is there, a ``field`` the `field` of
    `header` that it states."""

    kind: str
    start: int
    end: int
    rule: str
    iri: str = ""
    owner: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its text, and the marks in the order of the text, those around others first. `header` is what the
    document says of itself; `depths` tells how deep sections and measures are nested, from 0; `coverage` how many of its
    numbers are in facts."""

    document: Entry
    header: Mapping[str, Any]
    text: str
    marks: tuple[Mark, ...]
    depths: Mapping[str, int]
    coverage: Coverage
    sums: tuple[Sum, ...]
    accounts: tuple[Account, ...]


def read(store: Store, known: Catalogue, document: str) -> Reading:
    """The document with this IRI, one of the catalogue `known`; raises `TextMissing` where the store has no text of
    it."""
    entry = known.entries[document]
    if not entry.whole:
        raise TextMissing(entry.label, "the store knows it from citations only; add its file and build again")
    said = _statements(store, document)
    if SCHEMA.text not in said[document]:
        raise TextMissing(entry.label, "the store was built without texts; build it again")
    words = said[document][SCHEMA.text][0]
    header = _header(said[document], words, store.base)
    extraction = Extraction(words)
    nodes = network(store, known, "measures", document)
    marks = [*_facts(said, nodes, known, document, store.base), *_numbers(extraction)]
    accounts = money.accounts(store, document)
    return Reading(
        document=entry,
        header=header,
        text=words,
        marks=tuple(sorted(marks, key=lambda m: (m.start, -m.end, KINDS.index(m.kind)))),
        depths=_depths(said, document),
        coverage=extraction.coverage,
        sums=tuple(money.sums(content.funding(store, [document])[document], accounts)),
        accounts=tuple(accounts),
    )


def _statements(store: Store, document: str) -> Statements:
    """What the graph of a document says."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads(document_graph(store.base, document)):
        said[text(quad.subject)][text(quad.predicate)].append(text(quad.object))
    return {subject: {p: sorted(o) for p, o in said[subject].items()} for subject in sorted(said)}


def _place(said: Statements, values: Values) -> tuple[int, str]:
    """Where a fact stands in its document (the first character, counted from 0), and its words."""
    selectors = [said[s] for s in said[values[PK.evidence][0]][OA.hasSelector]]
    start = next(s[OA.start][0] for s in selectors if OA.start in s)
    return int(start), next(s[OA.exact][0] for s in selectors if OA.exact in s)


def _header(values: Values, words: str, base: str) -> dict[str, Any]:
    """What the document says of itself, by the names that records have for it; names in the order of its text."""

    def first(*properties: str) -> str | None:
        return next((values[p][0] for p in properties if p in values), None)

    def names(predicate: str) -> list[str]:
        return sorted((agencies.read(iri, base).name for iri in values.get(predicate, ())), key=words.find)

    found = {
        "number": first(ELI.number),
        "title": first(ELI.title),
        "type": value_of("type", values[ELI.type_document][0]),
        "issuer": names(ELI.passed_by),
        "level": value_of("level", values[PK.level][0]) if PK.level in values else None,
        "region": first(PK.region),
        "addressees": names(PK.addressee),
        "date_written": first(ELI.date_document, SCHEMA.dateCreated),
        "date_published": first(ELI.date_publication, SCHEMA.datePublished),
        "effective_from": first(ELI.first_date_entry_in_force, SCHEMA.validFrom),
        "effective_to": first(ELI.date_no_longer_in_force, SCHEMA.validThrough),
    }
    return {name: value for name, value in found.items() if value}


def _facts(said: Statements, nodes: Network, known: Catalogue, document: str, base: str) -> Iterator[Mark]:
    """A mark for everything that was read from some words; agencies that are named together in their order."""

    def position(fact: tuple[str, Values]) -> int:
        return int(fact[1].get(SCHEMA.position, ["0"])[0])

    owners = {
        fact: subject
        for subject, values in said.items()
        for predicate in (PK.hasResponsibility, PK.hasTarget, PK.hasFunding)
        for fact in values.get(predicate, ())
    } | {iri: values[ELI.is_part_of][0] for iri, values in said.items() if ELI.is_part_of in values}
    for iri, values in sorted(said.items(), key=position):
        if PK.evidence not in values:
            continue
        if iri in nodes:
            attributes = dict(nodes.nodes[iri])
            kind = attributes.pop("kind")
        else:
            kind, attributes = _described(values, known, base)
        start, quote = _place(said, values)
        owner = owners.get(iri)
        yield Mark(
            kind,
            start,
            start + len(quote),
            values[PK.rule][0],
            iri,
            None if owner == document else owner,
            attributes,
        )


def _described(values: Values, known: Catalogue, base: str) -> tuple[str, dict[str, Any]]:
    """The kind and the attributes of what is no node of the network."""

    def first(predicate: str) -> str | None:
        return next(iter(values.get(predicate, ())), None)

    for class_ in values[RDF.type]:
        if class_ == PK.Responsibility:
            agency = agencies.read(values[PK.agency][0], base)
            role = value_of("role", values[PK.role][0])
            return "agency", {"name": agency.name, "printed": values[PK.printedName][0], "role": role}
        if class_ == PK.Reference:
            relation = value_of("relation", values[PK.relation][0])
            cited = {"number": first(PK.citedNumber), "title": first(PK.citedTitle)}
            there = values[PK.refersTo][0] in known.whole
            return "reference", {**cited, "relation": relation, "there": there}
        if class_ == PK.Field:
            return "field", {"field": values[PK.field][0]}
    return _UNRESOLVED[values[PK.rule][0]], {}


def _numbers(extraction: Extraction) -> Iterator[Mark]:
    """The numbers with a unit that are known to state no fact."""
    for mention, use in extraction.uses:
        if use.slot is Slot.NONE and use.rule != UNREAD:
            start, end = extraction.text.span(mention.quantity.start, mention.quantity.end)
            yield Mark("number", start, end, use.rule)


def _depths(said: Statements, document: str) -> dict[str, int]:
    """How many sections are around each section and measure."""

    def depth(iri: str) -> int:
        whole = said[iri][ELI.is_part_of][0]
        return 0 if whole == document else depth(whole) + 1

    return {iri: depth(iri) for iri, values in said.items() if ELI.is_part_of in values}
