"""What each quantity of a document is there for: public money, an outcome, or neither.

Every quantity gets exactly one slot here, so that no number is both funding and target.

Relies on the quantities and on the type and title of the document. Inside, money is read before outcomes;
outside, no order makes a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.conditions import eligibility
from extractors.credit import MORE_FINANCE, is_more_finance
from extractors.mentions import Mention, mentions
from extractors.money import (
    CAP,
    LISTED,
    begins_list,
    is_named_part,
    is_part,
    is_part_of_grant,
    is_part_without_words,
    is_use,
    money_use,
)
from extractors.outcomes import EXISTS, outcome_use
from extractors.phrases import segment
from extractors.quantities import RATIO, Quantity
from extractors.records import Document
from extractors.slots import POTS, Slot, Use
from extractors.tense import is_done

#: A ceiling stands at most this many characters behind the grant that it limits.
_CEILING_REACH = 160


def uses_of(normal: str, document: Document, quantities: Sequence[Quantity]) -> list[tuple[Mention, Use]]:
    """Every quantity of a normal text that holds, with its surroundings and its role."""
    found = mentions(segment(normal), quantities)
    return list(zip(found, _assign(normal, found, document), strict=True))


def _assign(normal: str, mentions: Sequence[Mention], document: Document) -> list[Use]:
    """The role of each mention. Money is read first: a count in the sentence of a grant is its condition, and so
    is one in a list of conditions."""
    money = _money_uses(mentions, document)
    eligible = eligibility(normal)[::-1]
    granted = {
        _part(normal, m) for m, use in zip(mentions, money, strict=True) if use and use.kind == "grant"
    }
    uses: list[Use] = []
    target_sentence = listing = None
    for mention, use in zip(mentions, money, strict=True):
        while eligible and eligible[-1][1] <= mention.quantity.start:
            eligible.pop()
        if use is None and eligible and eligible[-1][0] <= mention.quantity.start:
            use = Use(Slot.NONE, "condition.eligibility")
        elif use is None:
            use = outcome_use(
                mention,
                document,
                granted=_part(normal, mention) in granted,
                after_target=mention.sentence == target_sentence,
                listing=mention.sentence == listing,
            )
            if use.rule == EXISTS:
                listing = mention.sentence
            if use.slot is Slot.TARGET:
                target_sentence = mention.sentence
        uses.append(use)
    return uses


#: A part of a sentence is no longer than this on either side of a figure.
_PART_REACH = 400


def _part(normal: str, mention: Mention) -> tuple[int, int]:
    """The part of its sentence, between semicolons, in which a figure stands: where it begins and ends."""
    start, end = mention.sentence
    at = mention.quantity.value_start
    start, end = max(start, at - _PART_REACH), min(end, at + _PART_REACH)
    before, behind = normal.rfind(";", start, at), normal.find(";", at, end)
    return (
        before + 1 if before >= 0 else mention.sentence[0],
        behind if behind >= 0 else mention.sentence[1],
    )


def _money_uses(mentions: Sequence[Mention], document: Document) -> list[Use | None]:
    uses: list[Use | None] = []
    grant: Mention | None = None
    last_grant = -_CEILING_REACH
    pot: tuple[Mention, Use] | None = None
    spent = Decimal(0)  # of the pot, by the uses named so far, of which this is the last
    last_use: Mention | None = None
    for mention in mentions:
        quantity = mention.quantity
        use = None
        if quantity.is_money or quantity.is_share or quantity.is_points or quantity.unit == RATIO:
            near = grant if quantity.start - last_grant < _CEILING_REACH else None
            use = money_use(mention, done=is_done(mention, document), grant=near)
        after_grant = pot is not None and grant is not None and grant.quantity.start > pot[0].quantity.start
        open_to_finance = not after_grant and (use is None or use.rule == CAP)
        if pot and open_to_finance and is_more_finance(mention, pot[0]) and pot[1].kind == "finance":
            whole = pot[0].quantity.start if is_part(mention, pot[0]) else None
            use = Use(Slot.FUNDING, MORE_FINANCE, "finance", whole)
        elif grant and use is None and (after_grant or not pot) and is_part_of_grant(mention, grant):
            use = Use(Slot.FUNDING, "funding.part", "grant", grant.quantity.start)
        elif pot and not after_grant and use is None and is_part_without_words(mention, pot[0]):
            use = replace(pot[1], rule="funding.part", part_of=pot[0].quantity.start)
        elif pot and use and use.kind == "grant" and is_named_part(mention, pot[0]) and not after_grant:
            use = replace(use, kind=pot[1].kind, part_of=pot[0].quantity.start)
        elif pot and use and use.kind in POTS and is_part(mention, pot[0]):
            use = replace(use, part_of=pot[0].quantity.start)
        elif pot and use and use.kind == pot[1].kind and is_use(mention, pot[0], last_use or pot[0], spent):
            use = replace(use, part_of=pot[0].quantity.start)
            spent, last_use = spent + quantity.number, mention
        elif use and use.kind in POTS:
            pot, spent, last_use = (mention, use), Decimal(0), None
        elif use and use.kind == "grant":
            last_grant = quantity.end
            if grant and is_part_of_grant(mention, grant):
                use = replace(use, part_of=grant.quantity.start)
            else:
                grant = mention
        uses.append(use)
    for index in range(len(uses) - 1, 0, -1):  # a list that names the grant at its end
        use = uses[index]
        if use is None or use.kind != "grant" or uses[index - 1] is not None:
            continue
        if begins_list(mentions[index - 1], mentions[index]):
            uses[index - 1] = Use(Slot.FUNDING, "funding.grant", "grant")
            uses[index] = replace(use, rule=LISTED)
    return uses
