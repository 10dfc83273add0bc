"""The graph as a property graph, one node and one edge at a time: documents, sections, measures, agencies, targets and
funding with what is known of them, and how they are related.

`NODE` and `EDGE` name every property there is. One that is not known is missing. Numbers of documents are exact
(`Decimal`); dates are ISO 8601, a day or a month, as the document gives them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from kg.catalogue import Catalogue
from kg.in_force import Validity, validities
from kg.lineage import edges as lineage_edges
from kg.link import agencies
from kg.link.documents import year_of
from kg.link.iris import document_graph
from kg.store import Row, Store, text
from kg.vocab import ELI, OA, PK, PROV, RDF, RDFS, SCHEMA, value_of

Value: TypeAlias = str | int | bool | Decimal
Properties: TypeAlias = Mapping[str, Value]
Texts: TypeAlias = Mapping[str, str]


class Property(NamedTuple):
    """The type of a property (`str`, `int`, `bool` or `Decimal`), and what it says."""

    type: type[Value]
    meaning: str


#: Every property of nodes; `kind` and `label` are those that each node has.
NODE: Mapping[str, Property] = {
    "kind": Property(str, "document, section, measure, agency, target or funding"),
    "label": Property(str, "what it is called"),
    "number": Property(str, "number of a document; label of a section or measure as printed"),
    "title": Property(str, "title of a document"),
    "heading": Property(str, "heading of a section or measure"),
    "name": Property(str, "name of an agency, in full as far as it is known"),
    "stub": Property(bool, "whether a document is only cited and its text is not there"),
    "level": Property(str, "level of government of a document"),
    "type": Property(str, "type of a document"),
    "issuer": Property(str, "who issued a document; several are joined by 、"),
    "region": Property(str, "region of a document or agency"),
    "year": Property(int, "year in the number of a document"),
    "date": Property(str, "day or month in which a document was written, else published"),
    "date_published": Property(str, "day or month in which it was published"),
    "effective_from": Property(str, "first day on which it is in force"),
    "effective_to": Property(str, "last day on which it is in force"),
    "repealed": Property(str, "day from which another document repeals it, where that is known"),
    "repealed_by": Property(str, "what repeals it; several are joined by 、"),
    "indicator": Property(str, "what a target is about"),
    "comparator": Property(str, "=, >=, <= or ~ (about)"),
    "value": Property(Decimal, "value of a target, in `unit`"),
    "unit": Property(str, "unit of a target as printed"),
    "period": Property(str, "by when or in which time a target is to be reached"),
    "status": Property(str, "planned or achieved"),
    "purpose": Property(str, "what funding is for"),
    "fundingkind": Property(str, "budget, grant, quota, finance or paid"),
    "qualifier": Property(str, "exact, max, min or about"),
    "amount": Property(Decimal, "amount of funding, in `currency`"),
    "currency": Property(str, "currency (ISO 4217)"),
    "rate": Property(Decimal, "rate of funding, in percent"),
    "per": Property(str, "what an amount is given for each of"),
    "recipient": Property(str, "to whom a grant is given"),
    "condition": Property(str, "on which figures a grant depends"),
    "document": Property(str, "id of the document in which it stands"),
    "start": Property(int, "where it stands: characters before it in the text of the document"),
    "quote": Property(str, "the words that it was read from"),
    "rule": Property(str, "the rule that found it"),
}

#: Every property of edges; `kind` and `derived` are those that each edge has.
EDGE: Mapping[str, Property] = {
    "kind": Property(
        str,
        "between documents: implements, based_on, cites, amends, repeals, issues, replies_to; inside a document: "
        "has_section, has_measure, has_target, has_funding, led_by, part_of (a sum and its whole); across documents: "
        "corresponds_to (measures), compared_with (figures), reports_on (targets)",
    ),
    "role": Property(str, "of led_by: lead, responsible or support"),
    "derived": Property(bool, "whether it follows from what documents say instead of standing in one"),
    "score": Property(
        Decimal, "of corresponds_to: how alike the measures are, the sum of what each kind of likeness adds"
    ),
    "verdict": Property(str, "of compared_with: same, stronger, weaker or incomparable"),
    "share": Property(Decimal, "of compared_with: the lower figure as a part of the upper one"),
    "quote": Property(str, "the words that it was read from or follows from"),
    "rule": Property(str, "the rule that found it"),
}


class Node(NamedTuple):
    """A thing: its IRI, and its properties, of those in `NODE`."""

    id: str
    properties: Properties


class Edge(NamedTuple):
    """A relation between two things by their IRIs, and its properties, of those in `EDGE`. Of all edges from `source`
    to `target` no two have the same `key`."""

    source: str
    target: str
    properties: Properties

    @property
    def key(self) -> str:
        """The kind, with the role where there is one: ``led_by:lead``."""
        kind, role = self.properties["kind"], self.properties.get("role")
        return f"{kind}:{role}" if role else str(kind)


#: As many documents are asked for at once: few enough for memory, many enough for a store that is far away.
_BATCH = 64

_DOCUMENTS = f"""
SELECT ?document ?type ?written ?published ?issuer WHERE {{
  ?document <{PK.textHash}> ?hash ; <{ELI.type_document}> ?type .
  OPTIONAL {{ ?document <{ELI.date_document}>|<{SCHEMA.dateCreated}> ?written }}
  OPTIONAL {{ ?document <{ELI.date_publication}>|<{SCHEMA.datePublished}> ?published }}
  OPTIONAL {{ ?document <{ELI.passed_by}> ?issuer }}
}} ORDER BY ?document ?issuer"""
#: What every fact has: the document that it stands in, its rule, its place and its words.
_GROUNDED = f"""
  ?fact <{PROV.wasQuotedFrom}> ?document ; <{PK.rule}> ?rule ; <{PK.evidence}> ?place .
  ?place <{OA.hasSelector}> ?position , ?words .
  ?position <{OA.start}> ?start .
  ?words <{OA.exact}> ?quote ."""
_SECTIONS = f"""
SELECT ?document ?fact ?rule ?start ?quote ?class ?owner ?label ?number ?heading WHERE {{
  VALUES ?graph {{ %s }}
  GRAPH ?graph {{
    ?fact <{ELI.is_part_of}> ?owner ; <{RDFS.label}> ?label ; a ?class .{_GROUNDED}
    FILTER(?class IN (<{ELI.LegalResourceSubdivision}>, <{PK.Measure}>))
    OPTIONAL {{ ?fact <{ELI.number}> ?number }}
    OPTIONAL {{ ?fact <{ELI.title}> ?heading }}
  }}
}}"""
_TARGETS = f"""
SELECT ?document ?fact ?rule ?start ?quote ?owner ?indicator ?comparator ?value ?unit ?period ?status WHERE {{
  VALUES ?graph {{ %s }}
  GRAPH ?graph {{
    ?owner <{PK.hasTarget}> ?fact .
    ?fact <{PK.indicator}> ?indicator ; <{PK.comparator}> ?comparator ; <{SCHEMA.value}> ?value ;
      <{SCHEMA.unitText}> ?unit ; <{PK.status}> ?status .{_GROUNDED}
    OPTIONAL {{ ?fact <{PK.period}> ?period }}
  }}
}}"""
_FUNDING = f"""
SELECT ?document ?fact ?rule ?start ?quote ?owner ?whole ?purpose ?fundingkind ?qualifier ?amount ?currency ?rate ?per
    ?recipient ?condition WHERE {{
  VALUES ?graph {{ %s }}
  GRAPH ?graph {{
    ?owner <{PK.hasFunding}> ?fact .
    ?fact <{PK.purpose}> ?purpose ; <{PK.fundingKind}> ?fundingkind ; <{PK.qualifier}> ?qualifier .{_GROUNDED}
    OPTIONAL {{ ?fact <{SCHEMA.value}>|<{SCHEMA.maxValue}>|<{SCHEMA.minValue}> ?amount }}
    OPTIONAL {{ ?fact <{SCHEMA.currency}> ?currency }}
    OPTIONAL {{ ?fact <{PK.rate}> ?rate }}
    OPTIONAL {{ ?fact <{PK.per}> ?per }}
    OPTIONAL {{ ?fact <{PK.recipient}> ?recipient }}
    OPTIONAL {{ ?fact <{PK.condition}> ?condition }}
    OPTIONAL {{ ?fact <{PK.partOfFunding}> ?whole }}
  }}
}}"""
_RESPONSIBILITIES = f"""
SELECT ?document ?fact ?rule ?start ?quote ?owner ?agency ?role WHERE {{
  VALUES ?graph {{ %s }}
  GRAPH ?graph {{
    ?owner <{PK.hasResponsibility}> ?fact .
    ?fact <{PK.agency}> ?agency ; <{PK.role}> ?role .{_GROUNDED}
  }}
}}"""
_ALIGNED = f"""
SELECT ?source ?target ?score ?rule WHERE {{
  ?fact a <{PK.Alignment}> ; <{RDF.subject}> ?source ; <{RDF.object}> ?target ; <{PK.score}> ?score ; <{PK.rule}> ?rule .
}} ORDER BY ?source ?target"""
_COMPARED = f"""
SELECT ?source ?target ?verdict ?share WHERE {{
  ?fact a <{PK.Comparison}> ; <{PK.lowerFigure}> ?source ; <{PK.upperFigure}> ?target ; <{PK.verdict}> ?verdict .
  OPTIONAL {{ ?fact <{PK.share}> ?share }}
}} ORDER BY ?source ?target"""
_REPORTS = f"SELECT ?source ?target WHERE {{ ?source <{PK.reportsOn}> ?target }} ORDER BY ?source ?target"


def everything(store: Store, known: Catalogue) -> Iterator[Node | Edge]:
    """The whole graph, in an order that depends on nothing but the store; `known` is its catalogue. Both ends of an
    edge come before it. Memory grows with the number of documents and agencies, not with what documents say."""
    return chain(documents(store, known), facts(store, known.whole), across(store))


def documents(store: Store, known: Catalogue) -> Iterator[Node | Edge]:
    """The documents, those that are only cited among them, and how they stand to each other."""
    details: dict[str, dict[str, str]] = {}
    issuers: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_DOCUMENTS):
        name = text(row["document"])
        details[name] = {
            "type": value_of("type", text(row["type"])),
            "date": text(row["written"] or row["published"]),
            "date_published": text(row["published"]),
        }
        if row["issuer"]:
            issuers[name].append(agencies.read(text(row["issuer"]), store.base).name)
    applied = validities(store, known)
    for iri, entry in known.entries.items():
        yield Node(
            iri,
            _known(
                kind="document",
                label=entry.label,
                stub=not entry.whole,
                number=entry.number,
                title=entry.title,
                level=entry.level,
                issuer="、".join(issuers[iri]),
                year=year_of(entry.number),
                region=entry.region,
                **details.get(iri, {}),
                **_validity(applied[iri]),
            ),
        )
    seen: set[tuple[str, str, str]] = set()
    for edge in lineage_edges(store, known):
        if (key := (edge.lower, edge.upper, edge.relation)) not in seen:
            seen.add(key)
            quote = " … ".join(dict.fromkeys(q.quote for q in edge.evidence))
            properties = _known(kind=edge.relation, derived=edge.derived, quote=quote, rule=edge.rule)
            yield Edge(edge.lower, edge.upper, properties)


def _validity(applied: Validity) -> dict[str, str | None]:
    """From when and until when a document applies, and what repeals it from when, as far as it is known."""
    since = (day for _, day in applied.repeals if day)
    return {
        "effective_from": applied.first,
        "effective_to": applied.last,
        "repealed": min(since, default=None),
        "repealed_by": "、".join(label for label, _ in applied.repeals),
    }


def facts(store: Store, documents: Iterable[str]) -> Iterator[Node | Edge]:
    """What the documents with these IRIs say, document by document and in the order of their texts: sections, measures,
    targets, funding, and the agencies with what they are responsible for."""
    named: set[str] = set()
    wanted = iter(sorted(documents))
    while batch := list(islice(wanted, _BATCH)):
        names = " ".join(f"<{document_graph(store.base, document)}>" for document in batch)
        queries = (_SECTIONS, _TARGETS, _FUNDING, _RESPONSIBILITIES)
        rows = [_by_document(store.select(query % names)) for query in queries]
        for document in batch:
            sections, targets, funding, responsibilities = (found[document] for found in rows)
            yield from _nodes(sections, _section)
            yield from _nodes(targets, _target)
            yield from _nodes(funding, _fund)
            for row in sections:
                kind = "has_measure" if row["class"] == PK.Measure else "has_section"
                yield Edge(row["owner"], row["fact"], _known(kind=kind, derived=False))
            for row in targets:
                yield Edge(row["owner"], row["fact"], _known(kind="has_target", derived=False))
            for row in funding:
                yield Edge(row["owner"], row["fact"], _known(kind="has_funding", derived=False))
                if "whole" in row:
                    yield Edge(row["fact"], row["whole"], _known(kind="part_of", derived=False))
            yield from _assignments(responsibilities, store.base, named)


def across(store: Store) -> Iterator[Edge]:
    """How measures and figures of different documents stand to each other; all of it is derived."""
    for row in map(_texts, store.select(_ALIGNED)):
        score = Decimal(row["score"])
        properties = _known(kind="corresponds_to", derived=True, score=score, rule=row["rule"])
        yield Edge(row["source"], row["target"], properties)
    for row in map(_texts, store.select(_COMPARED)):
        verdict, share = value_of("verdict", row["verdict"]), _number(row, "share")
        properties = _known(kind="compared_with", derived=True, verdict=verdict, share=share)
        yield Edge(row["source"], row["target"], properties)
    for row in map(_texts, store.select(_REPORTS)):
        yield Edge(row["source"], row["target"], _known(kind="reports_on", derived=True))


def lexical(value: Value) -> str:
    """A value as text: a number in full, exact and without exponent; true and false."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def _nodes(rows: Iterable[Texts], described: Callable[[Texts], dict[str, Value | None]]) -> Iterator[Node]:
    for fact, same in groupby(rows, key=itemgetter("fact")):
        row = next(same)
        words: dict[str, Value | None] = {"quote": row["quote"], "rule": row["rule"]}
        yield Node(fact, _known(**described(row), document=row["document"], start=int(row["start"]), **words))


def _section(row: Texts) -> dict[str, Value | None]:
    return {
        "kind": "measure" if row["class"] == PK.Measure else "section",
        "label": row["label"] or row.get("number") or row["quote"],
        "number": row.get("number"),
        "heading": row.get("heading"),
    }


def _target(row: Texts) -> dict[str, Value | None]:
    comparator = value_of("comparator", row["comparator"])
    sign = "" if comparator == "=" else comparator
    return {
        "kind": "target",
        "label": f"{row['indicator']}{sign}{row['value']}{row['unit']}",
        "indicator": row["indicator"],
        "comparator": comparator,
        "value": Decimal(row["value"]),
        "unit": row["unit"],
        "period": row.get("period"),
        "status": value_of("status", row["status"]),
    }


def _fund(row: Texts) -> dict[str, Value | None]:
    return {
        "kind": "funding",
        "label": row["purpose"],
        "purpose": row["purpose"],
        "fundingkind": value_of("kind", row["fundingkind"]),
        "qualifier": value_of("qualifier", row["qualifier"]),
        "amount": _number(row, "amount"),
        "currency": row.get("currency"),
        "rate": _number(row, "rate"),
        "per": row.get("per"),
        "recipient": row.get("recipient"),
        "condition": row.get("condition"),
    }


def _assignments(rows: Iterable[Texts], base: str, named: set[str]) -> Iterator[Node | Edge]:
    """Who has which role in what, as the document says it first; an agency that is not yet `named` comes before its
    edges."""
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        owner, role = row["owner"], value_of("role", row["role"])
        agency = agencies.read(row["agency"], base)
        if agency.iri not in named:
            named.add(agency.iri)
            known = _known(kind="agency", label=agency.name, name=agency.name, region=agency.region)
            yield Node(agency.iri, known)
        if (key := (owner, agency.iri, role)) not in seen:
            seen.add(key)
            words = {"quote": row["quote"], "rule": row["rule"]}
            yield Edge(owner, agency.iri, _known(kind="led_by", role=role, derived=False, **words))


def _by_document(rows: Iterable[Row]) -> Mapping[str, list[Texts]]:
    """Rows by the document that they are of, in the order of its text."""
    found: dict[str, list[Texts]] = defaultdict(list)
    for row in map(_texts, rows):
        found[row["document"]].append(row)
    for one in found.values():
        one.sort(key=lambda row: (int(row["start"]), row["fact"], row["owner"]))
    return found


def _texts(row: Row) -> Texts:
    return {name: text(term) for name, term in row.items() if term is not None}


def _number(row: Texts, name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None


def _known(**properties: Value | None) -> Properties:
    return {name: value for name, value in properties.items() if value is not None and value != ""}
