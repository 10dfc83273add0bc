"""The graph as networkx: things are nodes, their literals are attributes, relations are edges.

A node is the IRI of a document, section, measure, agency, target or funding, a string. The attributes are the
properties of `kg.property_graph` as JSON values; one that is not known is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

import networkx as nx

from kg import property_graph
from kg.catalogue import Catalogue
from kg.errors import PolicyKGError
from kg.property_graph import Edge, Node, Value
from kg.store import Store

Network: TypeAlias = "nx.MultiDiGraph[str]"

VIEWS = ("lineage", "measures", "agencies", "all")


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
    _add(graph, property_graph.documents(store, known))
    if view in ("measures", "agencies"):
        graph = nx.MultiDiGraph(graph.subgraph(n for n, stub in graph.nodes(data="stub") if not stub))
        graph.remove_edges_from(list(graph.edges(keys=True)))
    if document is not None:
        graph = nx.MultiDiGraph(graph.subgraph(nx.node_connected_component(graph.to_undirected(), document)))
    if view != "lineage":
        _add(graph, property_graph.facts(store, known.whole if document is None else [document]))
    if view == "all" and document is None:
        _add(graph, property_graph.across(store))
    return _assignments(graph) if view == "agencies" else graph


def _add(graph: Network, things: Iterable[Node | Edge]) -> None:
    for thing in things:
        attributes = {name: _json(value) for name, value in thing.properties.items()}
        if isinstance(thing, Node):
            graph.add_node(thing.id, **attributes)
        else:
            graph.add_edge(thing.source, thing.target, key=thing.key, **attributes)


def _json(value: Value) -> str | int | float | bool:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


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
