"""A document, or an agency, with what stands under it, set in columns like a newspaper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import ceil, inf, sqrt
from typing import Any

from kg.network import Network
from kg.render.cells import Cell, Layout
from kg.render.layers import rows_by_level

#: A column is about five times as wide as a row is high, and a block opens with about half its rows.
_CELL_RATIO = 5.0
#: As many agencies under which nothing stands share a column.
_STACK = 3


def newspaper(graph: Network, above: Mapping[str, str]) -> Layout:
    """A block of columns for each root of the forest `above` (node → what it stands under).

    Blocks of documents stand by level, those of agencies by region, the busiest first; agencies of a region under which
    nothing stands share blocks. Each block is a group.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for n in sorted((n for n in graph if n in above), key=lambda n: _place_in_text(graph.nodes[n])):
        children[above[n]].append(n)
    heads = [n for n in graph if n not in above]
    documents = [n for n in heads if graph.nodes[n]["kind"] == "document"]
    blocks_of_others = _by_region(graph, [n for n in heads if graph.nodes[n]["kind"] != "document"], children)
    others = list(blocks_of_others)
    blocks = {head: _columns(graph, head, children) for head in documents} | blocks_of_others
    wide = max(4, ceil(sqrt(1.2 * len(blocks))))
    shelves = [row for _, row in rows_by_level(graph, documents, wide)]
    shelves += [others[i : i + wide] for i in range(0, len(others), wide)]
    widths = [max((len(blocks[row[i]]) for row in shelves if i < len(row)), default=0) for i in range(wide)]
    starts = [sum(widths[:i]) for i in range(wide)]
    cells: dict[str, Cell] = {}
    groups = 0
    for shelf, row in enumerate(shelves):
        for start, head in zip(starts, row, strict=False):
            for i, column in enumerate(blocks[head]):
                cells.update((n, Cell(shelf, start + i, order, groups)) for order, n in enumerate(column))
            groups += 1
    return Layout({n: cells[n] for n in graph})


def _by_region(
    graph: Network, heads: Sequence[str], children: Mapping[str, Sequence[str]]
) -> dict[str, list[list[str]]]:
    """The blocks of agencies, by their first roots."""

    def region(head: str) -> str:
        return str(graph.nodes[head].get("region") or "")

    work: Counter[str] = Counter()
    for head in heads:
        work[region(head)] += graph.degree(head)
    blocks: dict[str, list[list[str]]] = {}
    ordered = sorted(
        heads, key=lambda n: (not region(n), -work[region(n)], region(n), n not in children, -graph.degree(n))
    )
    for (_, busy), group in groupby(ordered, key=lambda n: (region(n), n in children)):
        found = list(group)
        if busy:
            blocks.update((head, _columns(graph, head, children)) for head in found)
        else:
            stacks = [found[i : i + _STACK] for i in range(0, len(found), _STACK)]
            blocks.update((stack[0], [stack]) for stack in stacks)
    return blocks


def _place_in_text(attributes: Mapping[str, Any]) -> tuple[float, float]:
    """Where a fact starts in its document; by its printed number where the graph does not say."""
    number = str(attributes.get("number") or "")
    printed = float(number) if number.isascii() and number.isdecimal() else inf
    return attributes.get("start", inf), printed


def _columns(graph: Network, head: str, children: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The block of one root: what is in it in reading order, then the agencies, in columns of like height."""
    paragraphs, agencies = _reading_order(graph, head, children)
    cells = sum(map(len, paragraphs)) + len(agencies)
    height = max(6, ceil(sqrt(cells * _CELL_RATIO)))
    return [*_fill(paragraphs, height), *_fill([[agency] for agency in agencies], height)]


def _reading_order(
    graph: Network, head: str, children: Mapping[str, Sequence[str]]
) -> tuple[list[list[str]], list[str]]:
    """What stands under `head` as paragraphs: a measure with its facts, a chapter with its first measure."""
    paragraphs: list[list[str]] = []
    agencies: list[str] = []
    stack = [head]
    before = ""
    while stack:
        node = stack.pop()
        kind = graph.nodes[node]["kind"]
        if kind == "agency" and node != head:
            agencies.append(node)
        elif kind == "section" or (kind == "measure" and before != "section") or not paragraphs:
            paragraphs.append([node])
        else:
            paragraphs[-1].append(node)
        before = kind
        # What a chapter says before its first measure stands before it.
        facts_first = sorted(
            children.get(node, ()), key=lambda n: graph.nodes[n]["kind"] in ("section", "measure")
        )
        stack.extend(reversed(facts_first))
    agencies.sort(key=lambda n: -graph.degree(n))
    return paragraphs, agencies


def _fill(paragraphs: Iterable[Sequence[str]], height: int) -> Iterable[list[str]]:
    """Columns of `height` nodes; a paragraph is broken only where it is longer than a column."""
    column: list[str] = []
    for paragraph in paragraphs:
        if column and len(column) + len(paragraph) > height:
            yield column
            column = []
        column.extend(paragraph)
        while len(column) > height:
            yield column[:height]
            column = column[height:]
    if column:
        yield column
