"""What each quantity of a document is there for: public money, an outcome, or neither.

Every quantity gets exactly one role here, so that no number is both funding and target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.mentions import Mention, mentions
from extractors.money import POTS, Role, Use, is_part, money_use
from extractors.outcomes import is_done, outcome_use
from extractors.phrases import segment
from extractors.quantities import RATIO, Quantity
from extractors.records import Document

#: A ceiling stands at most this many characters behind the grant that it limits.
_CEILING_REACH = 160


def uses_of(normal: str, document: Document, quantities: Sequence[Quantity]) -> list[tuple[Mention, Use]]:
    """Every quantity of a normal text that holds, with its surroundings and its role."""
    found = mentions(segment(normal), quantities)
    return list(zip(found, _assign(found, document), strict=True))


def _assign(mentions: Sequence[Mention], document: Document) -> list[Use]:
    """The role of each mention. Money is read first: a count in the sentence of a grant is its condition."""
    money = _money_uses(mentions, document)
    granted = {m.sentence for m, use in zip(mentions, money, strict=True) if use and use.kind == "grant"}
    uses: list[Use] = []
    target_sentence = None
    for mention, use in zip(mentions, money, strict=True):
        if use is None:
            use = outcome_use(
                mention,
                document,
                granted=mention.sentence in granted,
                after_target=mention.sentence == target_sentence,
            )
            if use.role is Role.TARGET:
                target_sentence = mention.sentence
        uses.append(use)
    return uses


def _money_uses(mentions: Sequence[Mention], document: Document) -> list[Use | None]:
    uses: list[Use | None] = []
    last_grant = -_CEILING_REACH
    pot: tuple[Mention, Use] | None = None
    for mention in mentions:
        quantity = mention.quantity
        use = None
        if quantity.is_money or quantity.is_share or quantity.unit == RATIO:
            near = quantity.start - last_grant < _CEILING_REACH
            use = money_use(mention, done=is_done(mention, document), after_grant=near)
        if use is None and pot and is_part(mention, pot[0]):
            use = replace(pot[1], rule="funding.part")
        elif use and use.kind in POTS:
            pot = (mention, use)
        if use and use.kind == "grant":
            last_grant = quantity.end
        uses.append(use)
    return uses
