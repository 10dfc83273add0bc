"""Mentions: each quantity with the words around it, as the rules that judge it need them.

Relies on the clauses (`extractors.phrases`) and the quantities (`extractors.quantities`) of the same normal
text, and on nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.phrases import Clause, Prose
from extractors.quantities import Quantity

#: How much of a clause is looked at on either side; official clauses are shorter.
_REACH = 120
#: How much of a sentence before the clause is looked at.
_SENTENCE_REACH = 240
_AFTER_REACH = 60
#: What stands between the members of a series: 10万元、7万元和最高5万元.
_BETWEEN = re.compile(r" ?(?:[、和或及与]|以及) ?(?:最高)?|,")
_LONGEST_BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity with what stands around it; all texts are parts of the normal text.

    `lead` and `rest` are its clause before the quantity and behind its series; `left` and `right` are the
    same up to the neighbouring quantities, `left_start` is where `left` begins. `before` and `after` are
    the sentence around the clause. A *series* are quantities of one unit with only 、 or 和 between them:
    `series` is its length and `position` the place of this quantity in it, from 0.
    """

    quantity: Quantity
    clause: Clause
    sentence: tuple[int, int]
    lead: str
    rest: str
    left: str
    left_start: int
    right: str
    before: str
    after: str
    series: int
    position: int

    @property
    def aside(self) -> bool:
        """Whether the quantity stands in brackets."""
        return self.clause.host is not None


def mentions(prose: Prose, quantities: Sequence[Quantity]) -> list[Mention]:
    """The quantities that hold, in order; those that the text replaces (由50%提高到65%) are left out."""
    text = prose.text
    quantities = [q for q in quantities if not q.superseded]
    found = []
    for index, (first, last) in enumerate(_series(text, quantities)):
        quantity, opening, closing = quantities[index], quantities[first], quantities[last]
        clause = prose.at(quantity.value_start)
        sentence = prose.sentence(clause)
        lead_start = max(clause.start, opening.value_start - _REACH)
        rest_end = max(closing.end, min(clause.end, closing.end + _REACH))
        left_start = max(lead_start, quantities[first - 1].end if first else 0)
        left = text[left_start : opening.value_start].lstrip(" \n、,;:")
        following = quantities[last + 1].value_start if last + 1 < len(quantities) else len(text)
        found.append(
            Mention(
                quantity=quantity,
                clause=clause,
                sentence=sentence,
                lead=text[lead_start : opening.value_start].rstrip(),
                rest=text[closing.end : rest_end],
                left=left.rstrip(),
                left_start=opening.value_start - len(left),
                right=text[closing.end : max(closing.end, min(rest_end, following))].lstrip(),
                before=text[max(sentence[0], clause.start - _SENTENCE_REACH) : clause.start],
                after=text[clause.end : min(sentence[1], clause.end + _AFTER_REACH)],
                series=last - first + 1,
                position=index - first,
            )
        )
    return found


def _series(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """For each quantity the first and the last index of its series."""
    bounds: list[tuple[int, int]] = []
    first = 0
    for index, quantity in enumerate(quantities):
        if index + 1 < len(quantities):
            following = quantities[index + 1]
            distance = following.value_start - quantity.end
            if (
                following.unit == quantity.unit
                and distance <= _LONGEST_BETWEEN
                and _BETWEEN.fullmatch(text, quantity.end, following.value_start)
            ):
                continue
        bounds += [(first, index)] * (index + 1 - first)
        first = index + 1
    return bounds
