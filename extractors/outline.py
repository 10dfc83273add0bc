"""The outline of a document: its sections and measures as ranges of the normal text, and whose text a place is.

Offsets here are half-open, in characters of `Text.normal`; `extractors.pipeline` turns them into rows of a record.

Relies on the parts that `extractors.structure` found; what they mean makes no difference here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.records import DOCUMENT, section_owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section or a measure: `start` is where its label begins, `body` where its heading has ended, `end` where
    its text ends. `depth` counts from 1; `parent` is the id of the section around it."""

    id: str
    label: str | None
    heading: str | None
    depth: int
    parent: str | None
    start: int
    body: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that belongs to one owner; `part` is None for the document's own text."""

    owner: str
    start: int
    end: int
    part: Part | None


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections and measures in the order of the text. Measures never overlap; sections nest. `head` is where the
    body of the document begins (after its title), `tail` where the closing text begins."""

    sections: tuple[Part, ...]
    measures: tuple[Part, ...]
    head: int
    tail: int
    length: int
    _segments: tuple[Segment, ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)
    _sections: dict[str, Part] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sections", {s.id: s for s in self.sections})
        segments = tuple(self._divide())
        object.__setattr__(self, "_segments", segments)
        object.__setattr__(self, "_starts", tuple(s.start for s in segments))

    def segments(self) -> tuple[Segment, ...]:
        """The whole text, cut where the owner changes: every offset stands in exactly one segment."""
        return self._segments

    def owner(self, offset: int) -> str:
        """Whose text the character at `offset` is: a measure's id, ``section:HEADING`` or ``document``."""
        return self._segments[max(0, bisect_right(self._starts, offset) - 1)].owner

    def section_of(self, part: Part) -> Part | None:
        """The section around a section or a measure."""
        return self._sections.get(part.parent) if part.parent else None

    def _divide(self) -> Iterator[Segment]:
        cuts: list[tuple[int, Part | None]] = [(0, None)]
        cuts += [(part.start, part) for part in (*self.sections, *self.measures)]
        cuts += [(measure.end, None) for measure in self.measures]
        cuts.append((self.tail, None))
        # Where one part ends and another begins, the one that begins counts.
        cuts.sort(key=lambda cut: (cut[0], cut[1] is not None, cut[1].depth if cut[1] else 0))
        for index, (start, part) in enumerate(cuts):
            end = cuts[index + 1][0] if index + 1 < len(cuts) else self.length
            if end > start or self.length == 0:
                yield Segment(self._owner_of(part, start), start, end, part)

    def _owner_of(self, part: Part | None, start: int) -> str:
        if part is None or start >= self.tail:
            return DOCUMENT
        return section_owner(part.heading or "") if part.id in self._sections else part.id
