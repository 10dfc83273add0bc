"""Places that are not pixels.

The picture consists of *shelves* from top to bottom; on a shelf stand *columns* from left to right, and a
column holds nodes in *order*. The page stacks the visible ones and closes the gaps, so that a small selection
is as compact as the whole, and opening a node moves others aside but never swaps them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a node. `column` may lie between two others; `group` is what the page frames together."""

    shelf: int
    column: float
    order: int
    group: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A level of government (None: not known) in a *band*: shelves whose columns are those of no other band."""

    level: str | None
    band: int


@dataclass(frozen=True, slots=True)
class Layout:
    """`frames` are those of lineage, by their group; elsewhere a group is what stands under one root, and all is one
    band."""

    cells: Mapping[str, Cell]
    frames: tuple[Frame, ...] = ()
