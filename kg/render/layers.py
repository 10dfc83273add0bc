"""Documents by level of government, from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from math import ceil, inf, sqrt

import networkx as nx

from extractors.records import LEVELS
from kg.network import Network
from kg.render.cells import Cell, Frame, Layout

_LEVELS: tuple[str | None, ...] = (*LEVELS, None)
_SWEEPS = 3


def layers(graph: Network) -> Layout:
    """Documents that are linked stand near each other, in bands one below the other; the frames are the levels of a band."""
    wide = _breadth(len(graph))
    band, right = 0, 0.0
    shelves: dict[str, tuple[int, int, int]] = {}
    columns: dict[str, float] = {}
    families, alone = _families(graph)
    for family in [*families, alone] if alone else families:
        rows = rows_by_level(graph, family, wide if family is alone else _breadth(len(family)))
        place = _columns(graph, rows)
        left = min(place.values())
        width = max(place.values()) - left + 1
        if right and right + width > wide:
            band, right = band + 1, 0.0
        columns.update((n, round(column - left + right, 2)) for n, column in place.items())
        right += width
        rows_of = Counter[str | None]()
        for level, row in rows:
            shelves.update(dict.fromkeys(row, (band, _LEVELS.index(level), rows_of[level])))
            rows_of[level] += 1
    order = {place: shelf for shelf, place in enumerate(sorted(set(shelves.values())))}
    groups = {place: group for group, place in enumerate(sorted({shelf[:2] for shelf in shelves.values()}))}
    cells = {n: Cell(order[shelves[n]], columns[n], 0, groups[shelves[n][:2]]) for n in graph}
    return Layout(cells, tuple(Frame(_LEVELS[level], band) for band, level in groups))


def _columns(graph: Network, rows: Sequence[tuple[str | None, Sequence[str]]]) -> dict[str, float]:
    """The column of every document in the rows of a family."""
    place = {n: float(i) for _, row in rows for i, n in enumerate(row)}
    # Pull each row towards its neighbours in the rows around it, to and fro.
    for sweep in range(_SWEEPS):
        for _, row in rows if sweep % 2 else reversed(rows):
            place.update(_settle(row, {n: _pull(graph, n, place) for n in row}))
    for _, row in rows:
        settled = _settle(row, {n: _beside_shortcuts(graph, n, place) for n in row})
        # A mere mention right under its document would stand in the way of the document's other links.
        under = any(_is_aside(graph, n) and abs(c - _pull(graph, n, place)) < 0.4 for n, c in settled.items())
        place.update((n, c + 0.5 * under) for n, c in settled.items())
    return place


def _breadth(documents: int) -> int:
    """How many documents stand side by side at most."""
    return max(6, ceil(sqrt(2 * documents)))


def _families(graph: Network) -> tuple[list[list[str]], list[str]]:
    """Documents that hang together, the longest chains first, and those that are linked to none."""
    at = {n: i for i, n in enumerate(graph)}
    families = [sorted(family, key=at.__getitem__) for family in nx.weakly_connected_components(graph)]
    chained = {n: sum(data["kind"] == "implements" for *_, data in graph.edges(n, data=True)) for n in graph}
    families.sort(key=lambda family: (-sum(chained[n] for n in family), -len(family), at[family[0]]))
    alone = [n for family in families if len(family) == 1 for n in family]
    return [family for family in families if len(family) > 1], alone


def _beside_shortcuts(graph: Network, node: str, place: Mapping[str, float]) -> float:
    """The column of a node, moved to the right of the links that its neighbours have with each other."""
    above = {m for m in graph.successors(node) if m in place}
    shortcuts = [
        (place[low] + place[high]) / 2 + 0.5
        for low in graph.predecessors(node)
        for high in graph.successors(low)
        if high in above
    ]
    return max([place[node], *shortcuts])


def rows_by_level(graph: Network, documents: Sequence[str], wide: int) -> list[tuple[str | None, list[str]]]:
    """Documents by level, at most `wide` in a row, each near those above that it is linked to.

    In each level those that are there or part of a chain come before those that are only mentioned.
    """
    layers: dict[tuple[str | None, bool], list[str]] = {
        (level, aside): [] for level in _LEVELS for aside in (False, True)
    }
    for n in documents:
        level = graph.nodes[n].get("level")
        layers[level if level in LEVELS else None, _is_aside(graph, n)].append(n)
    place: dict[str, float] = {}
    result = []
    for (level, _), layer in layers.items():
        # Linked documents first, in the order of what they are linked to above; the others as they come.
        layer.sort(key=lambda n: _pull(graph, n, place, default=inf))
        place.update((n, i / len(layer)) for i, n in enumerate(layer))
        result += [(level, layer[i : i + wide]) for i in range(0, len(layer), wide)]
    return result


def _is_aside(graph: Network, document: str) -> bool:
    """Whether a document is known from mere mentions: nothing implements it, and it implements nothing."""
    if not graph.nodes[document].get("stub"):
        return False
    links = chain(graph.in_edges(document, data=True), graph.out_edges(document, data=True))
    return all(data["kind"] != "implements" for _, _, data in links)


def _pull(graph: Network, node: str, place: Mapping[str, float], default: float | None = None) -> float:
    near = [place[m] for m in nx.all_neighbors(graph, node) if m in place and m != node]
    if near:
        return sum(near) / len(near)
    return place[node] if default is None else default


def _settle(row: Sequence[str], wish: Mapping[str, float]) -> dict[str, float]:
    """Columns at least 1 apart, as near to the wishes as one pass and its mean error allow."""
    columns: list[float] = []
    for n in sorted(row, key=lambda n: wish[n]):
        columns.append(max(wish[n], columns[-1] + 1) if columns else wish[n])
    order = sorted(row, key=lambda n: wish[n])
    drift = sum(c - wish[n] for n, c in zip(order, columns, strict=True)) / len(row)
    return {n: c - drift for n, c in zip(order, columns, strict=True)}
