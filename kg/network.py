"""The graph as networkx: things are nodes, their literals are attributes, relations are edges.

A node is the IRI of a document, section, measure, agency, target or funding, a string. All attribute values
are JSON values; an attribute that is not known is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import networkx as nx
import pyoxigraph as ox

from kg.catalogue import Catalogue
from kg.errors import PolicyKGError
from kg.lineage import edges
from kg.link import agencies
from kg.link.documents import year_of
from kg.link.iris import document_graph
from kg.store import Store, text
from kg.vocab import ELI, OA, PK, PROV, RDF, RDFS, SCHEMA, value_of

Network: TypeAlias = "nx.MultiDiGraph[str]"
Facts = Mapping[str, Mapping[str, list[str]]]

VIEWS = ("lineage", "measures", "agencies", "all")

_DOCUMENTS = f"""
SELECT ?document ?type ?date ?written ?issuer WHERE {{
  ?document <{PK.textHash}> ?hash ; <{ELI.type_document}> ?type .
  OPTIONAL {{ ?document <{ELI.date_publication}>|<{SCHEMA.datePublished}> ?date }}
  OPTIONAL {{ ?document <{ELI.date_document}>|<{SCHEMA.dateCreated}> ?written }}
  OPTIONAL {{ ?document <{ELI.passed_by}> ?issuer }}
}} ORDER BY ?document ?issuer"""


def network(store: Store, known: Catalogue, view: str = "lineage", document: str | None = None) -> Network:
    """A view of the store as a `networkx.MultiDiGraph`; `known` is its catalogue.

    `view` is ``lineage`` (documents and how they stand to each other), ``measures`` (what the documents set
    out), ``agencies`` (agencies and what they are responsible for) or ``all``. `document`, an IRI, limits a
    view to that document; ``lineage`` and ``all`` to the documents it is connected with. The key of an edge
    is its kind, with the role where it has one. Raises `PolicyKGError` for another view.
    """
    if view not in VIEWS:
        raise PolicyKGError(f"no view {view!r}; there are: {', '.join(VIEWS)}")
    graph: Network = nx.MultiDiGraph()
    _add_documents(graph, store, known)
    if view in ("measures", "agencies"):
        graph = nx.MultiDiGraph(graph.subgraph(n for n, stub in graph.nodes(data="stub") if not stub))
        graph.remove_edges_from(list(graph.edges(keys=True)))
    if document is not None:
        graph = nx.MultiDiGraph(graph.subgraph(nx.node_connected_component(graph.to_undirected(), document)))
    if view != "lineage":
        _add_facts(graph, store, document)
    return _assignments(graph) if view == "agencies" else graph


def _add_documents(graph: Network, store: Store, known: Catalogue) -> None:
    details: dict[str, dict[str, Any]] = {}
    issuers: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_DOCUMENTS):
        name = text(row["document"])
        details[name] = {
            "type": value_of("type", text(row["type"])),
            "date": text(row["written"] or row["date"]),
        }
        if row["issuer"]:
            issuers[name].append(agencies.read(text(row["issuer"]), store.base).name)
    for iri, entry in known.entries.items():
        attributes = {
            "number": entry.number,
            "title": entry.title,
            "level": entry.level,
            "issuer": "、".join(issuers[iri]),
            "year": year_of(entry.number),
            "region": entry.region,
            **details.get(iri, {}),
        }
        graph.add_node(
            iri,
            kind="document",
            label=entry.label,
            stub=not entry.whole,
            **{k: v for k, v in attributes.items() if v},
        )
    for edge in edges(store, known):
        if not graph.has_edge(edge.lower, edge.upper, key=edge.relation):
            graph.add_edge(
                edge.lower,
                edge.upper,
                key=edge.relation,
                kind=edge.relation,
                derived=edge.derived,
                rule=edge.rule,
                quote=" … ".join(dict.fromkeys(q.quote for q in edge.evidence)),
            )


def _add_facts(graph: Network, store: Store, document: str | None) -> None:
    facts = _facts(store, document)
    for subject, values in facts.items():
        for kind in values.get(RDF.type, ()):
            if kind in _NODES:
                name, attributes = _NODES[kind]
                quoted = {"document": values[PROV.wasQuotedFrom][0], "rule": values[PK.rule][0]}
                start, quote = _place(facts, values)
                graph.add_node(subject, kind=name, **attributes(values), start=start, quote=quote, **quoted)
    for subject, values in facts.items():
        for predicate, kind in _EDGES.items():
            for target in values.get(predicate, ()):
                graph.add_edge(subject, target, key=kind, kind=kind, derived=False)
        for whole in values.get(ELI.is_part_of, ()):
            kind = "has_measure" if PK.Measure in values[RDF.type] else "has_section"
            graph.add_edge(whole, subject, key=kind, kind=kind, derived=False)
        for fact in values.get(PK.hasResponsibility, ()):
            _add_assignment(graph, facts, store.base, subject, fact)


def _add_assignment(graph: Network, facts: Facts, base: str, owner: str, fact: str) -> None:
    values = facts[fact]
    agency = agencies.read(values[PK.agency][0], base)
    known = {"region": agency.region} if agency.region else {}
    graph.add_node(agency.iri, kind="agency", label=agency.name, name=agency.name, **known)
    role = value_of("role", values[PK.role][0])
    graph.add_edge(
        owner,
        agency.iri,
        key=f"led_by:{role}",
        kind="led_by",
        role=role,
        derived=False,
        rule=values[PK.rule][0],
        quote=_place(facts, values)[1],
    )


def _assignments(graph: Network) -> Network:
    """Agencies and what they are assigned alone; on each agency, how often it has each role."""
    view: Network = nx.MultiDiGraph()
    for owner, agency, key, values in graph.edges(keys=True, data=True):
        if values["kind"] != "led_by":
            continue
        for node in (owner, agency):
            if node not in view:
                view.add_node(node, **graph.nodes[node])
        role = values["role"]
        view.nodes[agency][role] = view.nodes[agency].get(role, 0) + 1
        view.add_edge(owner, agency, key=key, **values)
    return view


def _facts(store: Store, document: str | None) -> Facts:
    """Subject → predicate → objects, as strings: of one document, or of the whole store."""
    pattern = "?g" if document is None else f"<{document_graph(store.base, document)}>"
    rows = store.evaluate(f"SELECT ?s ?p ?o WHERE {{ GRAPH {pattern} {{ ?s ?p ?o }} }}")
    assert isinstance(rows, ox.QuerySolutions)
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, term in rows:
        facts[text(subject)][text(predicate)].append(text(term))
    return {subject: {p: sorted(o) for p, o in facts[subject].items()} for subject in sorted(facts)}


def _place(facts: Facts, values: Mapping[str, list[str]]) -> tuple[int, str]:
    """Where a fact stands in its document (the first character, counted from 0), and its words."""
    selectors = [facts[s] for s in facts[values[PK.evidence][0]][OA.hasSelector]]
    start = next(s[OA.start][0] for s in selectors if OA.start in s)
    return int(start), next(s[OA.exact][0] for s in selectors if OA.exact in s)


def _section(values: Mapping[str, list[str]]) -> dict[str, Any]:
    return _given(
        label=_first(values, RDFS.label), number=_first(values, ELI.number), heading=_first(values, ELI.title)
    )


def _target(values: Mapping[str, list[str]]) -> dict[str, Any]:
    comparator = value_of("comparator", values[PK.comparator][0])
    value, unit = _number(values[SCHEMA.value][0]), values[SCHEMA.unitText][0]
    return _given(
        label=f"{values[PK.indicator][0]}{'' if comparator == '=' else comparator}{value}{unit}",
        indicator=values[PK.indicator][0],
        comparator=comparator,
        value=value,
        unit=unit,
        period=_first(values, PK.period),
        status=value_of("status", values[PK.status][0]),
    )


def _funding(values: Mapping[str, list[str]]) -> dict[str, Any]:
    amount = next(
        (values[p][0] for p in (SCHEMA.value, SCHEMA.maxValue, SCHEMA.minValue) if p in values), None
    )
    rate = _first(values, PK.rate)
    return _given(
        label=values[PK.purpose][0],
        amount=None if amount is None else _number(amount),
        currency=_first(values, SCHEMA.currency),
        rate=None if rate is None else _number(rate),
        qualifier=value_of("qualifier", values[PK.qualifier][0]),
        fundingkind=value_of("kind", values[PK.fundingKind][0]),
        purpose=values[PK.purpose][0],
        per=_first(values, PK.per),
        recipient=_first(values, PK.recipient),
        condition=_first(values, PK.condition),
    )


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _first(values: Mapping[str, list[str]], predicate: str) -> str | None:
    return next(iter(values.get(predicate, ())), None)


def _number(lexical: str) -> int | float:
    return float(lexical) if "." in lexical else int(lexical)


_NODES: dict[str, tuple[str, Callable[[Mapping[str, list[str]]], dict[str, Any]]]] = {
    ELI.LegalResourceSubdivision: ("section", _section),
    PK.Measure: ("measure", _section),
    PK.Target: ("target", _target),
    PK.Funding: ("funding", _funding),
}
_EDGES = {PK.hasTarget: "has_target", PK.hasFunding: "has_funding", PK.partOfFunding: "part_of"}
