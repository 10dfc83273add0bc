"""Text → record: every slot once, each from what it relies on.

`Reading` is the whole pipeline: a slot is extracted when it is first asked for, and asks in turn for the slots
below it. So the order is the dependencies themselves, and one slot can be had without the others.

Relies on every extractor; in which order the slots are asked for makes no difference.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property

from extractors.agencies import find_responsibilities
from extractors.funding import find_funding
from extractors.header import Header, read_header
from extractors.mentions import Mention
from extractors.outcomes import UNREAD
from extractors.outline import Outline, Part
from extractors.quantities import Quantity, find_quantities
from extractors.records import (
    Coverage,
    Document,
    Funding,
    Measure,
    Record,
    Reference,
    Responsibility,
    Section,
    Target,
    Unresolved,
)
from extractors.references import find_references
from extractors.slots import Slot, Use
from extractors.structure import find_outline
from extractors.targets import find_targets
from extractors.text import Text, normalise
from extractors.uses import uses_of

#: A measure without a heading is quoted by its first characters.
_QUOTE_LENGTH = 24


class Reading:
    """One document being read. `original` is its text as decoded; all spans speak of it."""

    def __init__(self, original: str) -> None:
        self.original = original

    @cached_property
    def text(self) -> Text:
        """The text in its original and its normal form."""
        return normalise(self.original)

    @cached_property
    def header(self) -> Header:
        """What the document says of itself, and where its body and its signature stand."""
        return read_header(self.text)

    @cached_property
    def outline(self) -> Outline:
        """Sections and measures as ranges of the normal text."""
        return find_outline(self.text, self.header)

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """Every number with a unit in the normal text."""
        return find_quantities(self.text.normal)

    @cached_property
    def uses(self) -> Sequence[tuple[Mention, Use]]:
        """What each quantity is there for: public money, an outcome, or neither."""
        return uses_of(self.text.normal, self.document, self.quantities)

    @property
    def document(self) -> Document:
        """The document's own description."""
        return self.header.document

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings that group measures or stand over text of their own."""
        return tuple(
            Section(
                id=part.id,
                label=part.label,
                heading=part.heading or "",
                depth=part.depth,
                parent=part.parent,
                extent=self.text.span(part.start, part.end),
                span=self.text.span(*self._beginning(part)),
                quote=self.text.quote(*self._beginning(part)),
                rule=part.rule,
            )
            for part in self.outline.sections
        )

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The policy actions of the document."""
        rows = []
        for part in self.outline.measures:
            section = self.outline.section_of(part)
            rows.append(
                Measure(
                    id=part.id,
                    label=part.label,
                    heading=part.heading,
                    section=section.heading if section else None,
                    extent=self.text.span(part.start, part.end),
                    span=self.text.span(*self._beginning(part)),
                    quote=self.text.quote(*self._beginning(part)),
                    rule=part.rule,
                )
            )
        return tuple(rows)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The other documents that it names."""
        return tuple(find_references(self.text, self.header))

    @cached_property
    def led_by(self) -> tuple[Responsibility, ...]:
        """Who leads, answers for or supports which measure."""
        return tuple(find_responsibilities(self.text, self.outline, self.document))

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The quantified outcomes, planned and achieved."""
        return tuple(find_targets(self.text, self.outline, self.document, self.uses))

    @cached_property
    def funding(self) -> tuple[Funding, ...]:
        """The sums and rates of public money."""
        return tuple(find_funding(self.text, self.outline, self.uses))

    @cached_property
    def unresolved(self) -> tuple[Unresolved, ...]:
        """The places that could not be read, in the order of the text."""
        damaged = [
            Unresolved(
                what="characters lost before the text was published",
                span=span,
                quote=self.original[slice(*span)],
                rule="text.damaged",
            )
            for span in self.text.damaged
        ]
        numbers = [
            Unresolved(
                what="a number with a unit that no fact covers",
                span=self.text.span(mention.quantity.start, mention.quantity.end),
                quote=self.text.quote(mention.quantity.start, mention.quantity.end),
                rule="quantity.unread",
            )
            for mention, use in self.uses
            if use.rule == UNREAD
        ]
        return tuple(sorted(damaged + numbers, key=lambda row: row.span))

    @cached_property
    def coverage(self) -> Coverage:
        """How many of the numbers with a unit the facts state."""
        facts = sum(use.slot is not Slot.NONE for _mention, use in self.uses)
        unread = sum(use.rule == UNREAD for _mention, use in self.uses)
        return Coverage(facts=facts, no_facts=len(self.uses) - facts - unread, unread=unread)

    def record(self, source: str) -> Record:
        """All facts of the document; `source` is the name under which it was read."""
        return Record(
            source=source,
            text_sha256=hashlib.sha256(self.original.encode("utf-8", "surrogatepass")).hexdigest(),
            document=self.document,
            sections=self.sections,
            references=self.references,
            measures=self.measures,
            led_by=self.led_by,
            targets=self.targets,
            funding=self.funding,
            unresolved=self.unresolved,
            coverage=self.coverage,
        )

    def _beginning(self, part: Part) -> tuple[int, int]:
        """Label and heading, or the first characters where there is no heading."""
        end = part.body if part.heading else min(part.end, part.start + _QUOTE_LENGTH)
        while end > part.start + 1 and self.text.normal[end - 1] in " \n*#":
            end -= 1
        return part.start, end


def extract(text: str, *, source: str) -> Record:
    """The record of one document. `text` is any string, the empty one included; linear in its length; never raises
    on account of what the text says."""
    return Reading(text).record(source)
