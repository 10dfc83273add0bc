"""Districts and cities of the country by year: 钱塘区 is in 杭州市 from 2021 on, 江干区 until 2020.

A name without a year could mean any year. The table (`divisions.txt`) begins in 2000; an earlier year counts as 2000,
one after the table's end as its last.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Division:
    """A district with its city, or a city (then `city` is empty), with the years from first to last in which it was
    there; `last` is None where it still is. `province` is empty below a municipality."""

    city: str
    province: str
    first: int
    last: int | None

    def existed(self, year: int | None) -> bool:
        """Whether it was there in a year; None means any year."""
        return year is None or (
            self.first <= max(year, _FIRST_YEAR) and (self.last is None or year <= self.last)
        )


def city_of(district: str, year: int | None, near: str = "") -> str:
    """The city that a district of this name was in: the city `near` if it had one, else the only one that had; empty
    where several had or none."""
    found = {d.city for d in _divisions().get(district, ()) if d.city and d.existed(year)}
    if near in found:
        return near
    return found.pop() if len(found) == 1 else ""


def province_of(city: str, year: int | None) -> str:
    """The province that a city was in; empty for a municipality and where the table does not know."""
    found = {d.province for d in _divisions().get(city, ()) if not d.city and d.existed(year)}
    return found.pop() if len(found) == 1 else ""


@cache
def _divisions() -> dict[str, list[Division]]:
    table: dict[str, list[Division]] = defaultdict(list)
    for row in (files("kg.link") / "divisions.txt").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            name, city, province, first, last = row.split("\t")
            table[name].append(Division(city, province, int(first), int(last) if last else None))
    return dict(table)
