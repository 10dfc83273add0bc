"""A value with the place that it was read from and the rule that read it.

Relies on nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """`value` was read from ``normal[start:end]`` by the rule `rule`."""

    value: Value
    start: int
    end: int
    rule: str
