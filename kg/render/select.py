"""Which part of a graph a view is about, and which of its nodes a reader sees first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import networkx as nx

from kg.errors import PolicyKGError
from kg.network import Network
from kg.render.containment import parents

#: The kinds of nodes in each view, from the outermost to the innermost.
SCOPES: Mapping[str, tuple[str, ...]] = {
    "lineage": ("document",),
    "measures": ("document", "section", "measure", "agency", "target", "funding"),
    "agencies": ("agency", "document", "section", "measure"),
    "all": ("document", "section", "measure", "agency", "target", "funding"),
}
#: As many labelled boxes as a laptop's screen shows legibly; what is not essential to a view stays below it.
COMFORTABLE = 120
_FACTS = ("target", "funding")


def scope(graph: Network, view: str, document: str | None = None) -> Network:
    """The part of `graph` that `view` can show at all, as a graph of its own in the order of `graph`.

    The agency view leaves out what nobody is responsible for; with a `document`, also what stands in others. Raises
    `PolicyKGError` for an unknown view.
    """
    if view not in SCOPES:
        raise PolicyKGError(f"no view {view!r}; there are: {', '.join(SCOPES)}")
    edges = list(graph.edges(data=True))
    if view == "agencies":
        edges = [
            (task, agency, data)
            for task, agency, data in edges
            if data["kind"] == "led_by" and document in (None, task, graph.nodes[task].get("document"))
        ]
        led = {n for task, agency, _ in edges for n in (task, agency)}
    nodes = [n for n in _of_kinds(graph, *SCOPES[view]) if view != "agencies" or n in led]
    # Not graph.subgraph: that one iterates in the order of a set.
    part: Network = nx.MultiDiGraph()
    part.add_nodes_from((n, graph.nodes[n]) for n in nodes)
    part.add_edges_from((s, t, data) for s, t, data in edges if s in part and t in part)
    return part


def first_nodes(
    graph: Network, view: str, *, focus: str | None = None, depth: int = 1, limit: int = 300
) -> list[str]:
    """The nodes to open on, at most `limit`, in the order of `graph`, which is a `scope`.

    With a `focus` (a node): what lies within `depth` steps of it, nearest first, in the agency view with the
    agencies that tasks stand under; a document in the view "measures" brings all its chapters and measures.
    Without: the documents (lineage, all), the documents with most measures (measures), the agencies with most
    tasks (agencies), then whole kinds of nodes as long as the picture stays comfortable.
    """
    if focus is not None and not (view == "measures" and graph.nodes[focus]["kind"] == "document"):
        near = dict.fromkeys(_nearest(graph, focus, depth))
        if view == "agencies":
            heads = parents(graph, view)
            near |= dict.fromkeys(heads[n] for n in near if n in heads)
        return _in_order(graph, islice(near, limit))
    extras: tuple[tuple[str, ...], ...] = ()
    match view:
        case "measures":
            chosen = _outlines(graph, [focus] if focus is not None else _by_size(graph, "document"), limit)
            extras = (("agency",), _FACTS)
        case "agencies":
            chosen = _workloads(graph, limit)
        case "lineage":
            chosen = dict.fromkeys(_by_size(graph, "document")[:limit])
        case _:
            chosen = dict.fromkeys(_by_size(graph, "document")[:limit])
            extras = (("section",), ("measure",), ("agency",), _FACTS)
    for kinds in extras:
        more = [
            n
            for n in _of_kinds(graph, *kinds)
            if n not in chosen and any(m in chosen for m in nx.all_neighbors(graph, n))
        ]
        if len(chosen) + len(more) > min(COMFORTABLE, limit):
            break
        chosen.update(dict.fromkeys(more))
    if not chosen:
        chosen = dict.fromkeys(islice(graph, limit))
    return _in_order(graph, chosen)


def _nearest(graph: Network, focus: str, depth: int) -> Iterable[str]:
    ring = [focus]
    seen = {focus}
    yield focus
    for _ in range(depth):
        around = dict.fromkeys(m for n in ring for m in nx.all_neighbors(graph, n))
        ring = [n for n in around if n not in seen]
        seen.update(ring)
        yield from ring


def _outlines(graph: Network, documents: Sequence[str], limit: int) -> dict[str, None]:
    """Documents with their chapters and measures: the first at any rate, others while it is comfortable."""
    chosen: dict[str, None] = {}
    for document in documents:
        outline = _contents(graph, document)
        if chosen and (len(outline) == 1 or len(chosen) + len(outline) > min(COMFORTABLE, limit)):
            break
        chosen.update(dict.fromkeys(outline[:limit]))
    return chosen


def _workloads(graph: Network, limit: int) -> dict[str, None]:
    """Agencies with the tasks that stand under them, those with most first; when all of them fit, the others too."""
    tasks: dict[str, list[str]] = defaultdict(list)
    for task, agency in parents(graph, "agencies").items():
        tasks[agency].append(task)
    agencies = sorted(_by_size(graph, "agency"), key=lambda agency: -len(tasks[agency]))
    chosen: dict[str, None] = {}
    for agency in agencies:
        new = [agency, *tasks[agency]]
        if chosen and len(chosen) + len(new) > min(COMFORTABLE, limit):
            break
        chosen.update(dict.fromkeys(new[:limit]))
    return chosen


def _contents(graph: Network, document: str) -> list[str]:
    found = {document: None}
    for node in (stack := [document]):
        for _, child, data in graph.out_edges(node, data=True):
            if data["kind"] in ("has_section", "has_measure") and child not in found:
                found[child] = None
                stack.append(child)
    return list(found)


def _by_size(graph: Network, kind: str) -> list[str]:
    """The nodes of a kind: whole documents before stubs, then the best connected, then as they come."""
    return sorted(_of_kinds(graph, kind), key=lambda n: (bool(graph.nodes[n].get("stub")), -graph.degree(n)))


def _of_kinds(graph: Network, *kinds: str) -> list[str]:
    return [n for n in graph if graph.nodes[n]["kind"] in kinds]


def _in_order(graph: Network, chosen: Iterable[str]) -> list[str]:
    wanted = set(chosen)
    return [n for n in graph if n in wanted]
