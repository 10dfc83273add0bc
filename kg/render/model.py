"""What a page knows of a graph: nodes and edges of a view as pyvis holds them, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyvis import network as pyvis
from pyvis.edge import Edge
from pyvis.node import Node

from kg.errors import PolicyKGError
from kg.network import Network
from kg.render import labels
from kg.render.cells import Cell
from kg.render.describe import brief_name, full_name, rows, short_label
from kg.render.filters import document_of, filters, origin
from kg.render.glance import glance
from kg.render.layout import layout
from kg.render.packing import pack
from kg.render.passages import Passages, units
from kg.render.select import COMFORTABLE, first_nodes, scope
from kg.render.side_by_side import side_by_side
from kg.taken_up import Pair


def model(
    graph: Network,
    view: str,
    options: str,
    *,
    focus: str | None,
    depth: int,
    limit: int,
    lang: str,
    texts: Mapping[str, str],
    pairs: Sequence[Pair],
    readings: Mapping[str, str],
) -> dict[str, Any]:
    """The data of a page as JSON values: of nodes, the rows of their details and edges the columns (see `packing`).

    `options` are those of vis-network, as JSON. For the others see `kg.render.page.render`.
    """
    document = focus if view == "agencies" and focus in graph and _is_document(graph, focus) else None
    part = scope(graph, view, document)
    if document is not None:
        focus = None
    elif focus is not None and focus not in part:
        name = full_name(graph.nodes[focus]) if focus in graph else focus
        raise PolicyKGError(
            f"the view {view!r} does not show {name}; render another view, or focus on something else"
        )
    first = first_nodes(part, view, focus=focus, depth=depth, limit=limit)
    plan = layout(part, view)
    index = {n: i for i, n in enumerate(part)}
    seen = glance(graph, part, view, lang)
    passages = Passages(texts)
    documents: dict[str, int] = {}
    network = pyvis.Network(directed=True)
    network.set_options(options)
    fields: list[dict[str, str]] = []
    # Appended directly: Network.add_node and add_edge search the list of all nodes each time.
    for n, i in index.items():
        details = {**part.nodes[n], **seen.get(n, {})}
        known: dict[str, Any] = {}
        if (at := passages.place(details)) is not None:
            known["at"] = at
        if (document := document_of(graph, n)) is not None:
            known["document"] = documents.setdefault(document, len(documents))
        network.nodes.append(_node(i, details, plan.cells[n], lang, known))
        fields.append(rows(details, lang))
    for source, target, attributes in part.edges(data=True):
        network.edges.append(_edge(index[source], index[target], attributes, passages))
    return {
        "view": view,
        "nodes": pack(network.nodes),
        "rows": pack(fields),
        "edges": pack(network.edges),
        "options": network.options,
        "passages": passages.found,
        "documents": [
            {
                "name": full_name(graph.nodes[d]),
                "node": index.get(d),
                "reading": readings.get(d),
                **origin(graph.nodes[d]),
            }
            for d in documents
        ],
        "frames": [[_heading(frame.level, lang), frame.band] for frame in plan.frames],
        "first": [index[n] for n in first],
        "focus": None if focus is None else index[focus],
        "comfortable": min(COMFORTABLE, limit),
        "filters": filters(graph, part, index, lang),
        "pairs": side_by_side(pairs, index, lang),
        "marks": labels.names(labels.MARKS, lang),
        "words": labels.names(labels.WORDS, lang),
        "fields": labels.names(labels.FIELDS, lang),
        "counts": labels.COUNTS,
        "relations": {
            kind: list(labels.names({"out": out, "in": back}, lang).values())
            for kind, (out, back) in labels.RELATIONS.items()
        },
        "kinds": {kind: _kind(look, lang) for kind, look in labels.KINDS.items()},
    }


def _is_document(graph: Network, node: str | None) -> bool:
    return node is not None and graph.nodes[node]["kind"] == "document"


def _node(
    i: int, attributes: Mapping[str, Any], cell: Cell, lang: str, known: dict[str, Any]
) -> dict[str, Any]:
    """A node without what follows from the rest: its place in the list, its shape, a label that is its full name or
    that name in two lines, of which `fold` is where the second begins, in units of UTF-16."""
    if attributes.get("stub"):
        known["stub"] = True
    brief = brief_name(attributes, lang)
    full = brief if attributes["kind"] in ("target", "funding") else full_name(attributes)
    if brief != full:
        known["brief"] = brief
    label = short_label(attributes, lang)
    first, _, second = label.partition("\n")
    if second and first + second == full:
        known["fold"] = units(first)
    node = Node(
        i,
        "custom",
        label,
        group=attributes["kind"],
        shelf=cell.shelf,
        column=cell.column,
        order=cell.order,
        block=cell.group,
        full=full,
        **known,
    ).options
    follows = {"id", "shape"} | ({"label"} if "fold" in known or label == full else set())
    return {field: value for field, value in node.items() if field not in follows}


def _edge(source: int, target: int, attributes: Mapping[str, Any], passages: Passages) -> dict[str, Any]:
    known: dict[str, Any] = {"role": str(attributes["role"])} if attributes.get("role") else {}
    if (at := passages.place({"quote": attributes.get("quote")})) is not None:
        known["quote"] = at[0]
    if attributes.get("derived"):
        known["derived"] = True
    options: dict[str, Any] = Edge(source, target, directed=False, kind=attributes["kind"], **known).options
    return options


def _kind(look: labels.Kind, lang: str) -> dict[str, Any]:
    return {
        "name": labels.name({"name": look.names}, "name", lang),
        "symbol": look.symbol,
        "shape": look.shape,
        "width": look.width,
        "indent": look.indent,
    }


def _heading(level: str | None, lang: str) -> str:
    if level is None:
        return labels.name(labels.WORDS, "unknown_level", lang)
    return labels.name(labels.VALUES["level"], level, lang)
