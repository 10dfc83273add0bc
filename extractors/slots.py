"""Where a quantity goes: the slot of the record that it fills, and by which rule.

Relies on nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Slot(Enum):
    """What a quantity is there for: public money, an outcome, or neither."""

    FUNDING = "funding"
    TARGET = "target"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Use:
    """The slot of a mention, the name of the rule that decided, and for funding the kind and where the quantity
    starts of whose sum this one is a part."""

    slot: Slot
    rule: str
    kind: str | None = None
    part_of: int | None = None


#: Kinds of funding whose sums are divided into parts.
POTS = frozenset({"budget", "quota", "finance", "paid"})
