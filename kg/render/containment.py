"""What stands under what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.network import Network

_CONTAINS = ("has_section", "has_measure", "has_target", "has_funding")
_RANK = {"document": 0, "section": 1, "measure": 2, "target": 3, "funding": 3}
#: The roles, the one that answers most for a task first.
ROLES = {"lead": 0, "responsible": 1, "support": 2}


def parents(graph: Network, view: str) -> dict[str, str]:
    """The node that each node stands under; roots are missing from it.

    A fact stands under its measure, a measure under its chapter. An agency stands under the document that
    gives it most to do, except in the agency view, where a task stands under its leading agency.
    """
    result: dict[str, str] = {}
    kinds = {n: graph.nodes[n]["kind"] for n in graph}
    tasks: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        if data["kind"] == "led_by":
            tasks[source].append((ROLES.get(data.get("role", "responsible"), 1), target))
        elif data["kind"] in _CONTAINS and view != "agencies" and _deeper(source, target, kinds, result):
            result[target] = source
    if view == "agencies":
        result.update((task, min(agencies, key=lambda a: a[0])[1]) for task, agencies in tasks.items())
        return result
    homes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for task, agencies in tasks.items():
        root = _upwards(task, result)[-1]
        for _, agency in agencies:
            if agency != root:
                homes[agency][root] += 1
    result.update((agency, max(roots, key=lambda r: roots[r])) for agency, roots in homes.items())
    return result


def _deeper(source: str, target: str, kinds: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Whether `source` is the closest container of `target` so far; chapters may nest, but not in circles."""
    if _RANK.get(kinds[source], 9) > _RANK.get(kinds[target], -1):
        return False
    if kinds[source] == kinds[target] and (kinds[source] != "section" or target in _upwards(source, found)):
        return False
    return target not in found or _RANK[kinds[found[target]]] < _RANK[kinds[source]]


def _upwards(node: str, above: Mapping[str, str]) -> list[str]:
    """The node, what it stands under, and so on up to its root."""
    path = [node]
    while path[-1] in above:
        path.append(above[path[-1]])
    return path


def roots(graph: Network) -> dict[str, str]:
    """For every node the document, or other root, that it belongs to."""
    above = parents(graph, "all")
    return {n: _upwards(n, above)[-1] for n in graph}
