"""What a page knows of a graph: nodes and edges of a view as pyvis holds them, and the words around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.render import labels
from kg.render.cells import Cell
from kg.render.containment import roots
from kg.render.describe import full_name, rows, short_label
from kg.render.layout import layout
from kg.render.select import Graph, first_nodes, scope

_TREE = ("has_section", "has_measure", "has_target", "has_funding", "part_of")


def model(
    graph: Graph, view: str, options: str, *, focus: str | None, depth: int, limit: int, lang: str
) -> dict[str, Any]:
    """The data of a page as JSON values; `options` are those of vis-network, as JSON."""
    part = scope(graph, view)
    first = first_nodes(part, view, focus=focus, depth=depth, limit=limit)
    plan = layout(part, view)
    index = {n: i for i, n in enumerate(part)}
    glance = _glance(graph) if view == "lineage" else {}
    network = Network(directed=True)
    network.set_options(options)
    # Appended directly: Network.add_node and add_edge search the list of all nodes each time.
    for n, i in index.items():
        details = {**part.nodes[n], **glance.get(n, {})}
        if details.get("document") in graph:
            details["document"] = full_name(graph.nodes[details["document"]])
        network.nodes.append(_node(i, details, plan.cells[n], lang).options)
    for source, target, attributes in part.edges(data=True):
        network.edges.append(_edge(index[source], index[target], attributes).options)
    return {
        "view": view,
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "frames": _headings(plan.groups, lang) if view == "lineage" else ["" for _ in plan.groups],
        "first": [index[n] for n in first],
        "focus": None if focus is None else index[focus],
        "words": labels.names(labels.WORDS, lang),
        "fields": labels.names(labels.FIELDS, lang),
        "relations": {
            kind: list(labels.names({"out": out, "in": back}, lang).values())
            for kind, (out, back) in labels.RELATIONS.items()
        },
        "kinds": {kind: _kind(look, lang) for kind, look in labels.KINDS.items()},
    }


def _node(i: int, attributes: Mapping[str, Any], cell: Cell, lang: str) -> Node:
    known: dict[str, Any] = {"stub": True} if attributes.get("stub") else {}
    if attributes.get("quote"):
        known["quote"] = str(attributes["quote"])
    return Node(
        i,
        "custom",
        short_label(attributes, lang),
        group=attributes["kind"],
        cell=[cell.shelf, cell.column, cell.order, cell.group],
        full=full_name(attributes),
        rows=rows(attributes, lang),
        **known,
    )


def _edge(source: int, target: int, attributes: Mapping[str, Any]) -> Edge:
    known: dict[str, Any] = {key: str(attributes[key]) for key in ("role", "quote") if attributes.get(key)}
    if attributes.get("derived"):
        known["derived"] = True
    kind = attributes["kind"]
    return Edge(source, target, directed=kind not in _TREE, kind=kind, **known)


def _kind(look: labels.Kind, lang: str) -> dict[str, Any]:
    return {
        "name": labels.name({"name": look.names}, "name", lang),
        "symbol": look.symbol,
        "shape": look.shape,
        "width": look.width,
        "indent": look.indent,
    }


def _headings(levels: tuple[str | None, ...], lang: str) -> list[str]:
    unknown = labels.name(labels.WORDS, "unknown_level", lang)
    return [labels.name(labels.VALUES["level"], level, lang) if level else unknown for level in levels]


def _glance(graph: Graph) -> dict[str, dict[str, int]]:
    """How many measures, targets and sums each document has."""
    fields = {"measure": "measures", "target": "targets", "funding": "fundings"}
    counts: dict[str, Counter[str]] = {}
    for n, root in roots(graph).items():
        if (field := fields.get(graph.nodes[n]["kind"])) is not None:
            counts.setdefault(root, Counter())[field] += 1
    return {root: dict(counter) for root, counter in counts.items()}
