"""How the figures of a measure stand to those of the measure that it takes up.

A figure is compared with the one of the upper measure that is about the same thing in the same unit and period: targets
with targets, grants with grants, budgets with budgets. What is a rate, or a sum per beneficiary, can be stronger or
weaker; a number of things or a pot of money is that of another territory, so it is given as its share of the upper
figure and is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

import networkx as nx

from kg.content import Figure

#: Two phrases are about the same thing from here on, in two measures that correspond.
_ALIKE = 0.5
#: The same where nothing else ties the two together.
SAME = 0.8
_CONTAINED = 0.8
_SHARE_DIGITS = Decimal("0.0001")
_RATES = frozenset({"%", "个百分点", "百分点", "个基点", "基点"})
_NO_WORD = re.compile(r"[\W_]+")
#: 全省, 2024年 and the like differ between levels and say nothing about the thing.
_SCOPE = re.compile(r"[全我本][省市区县]|(?:19|20)\d\d年|规模以上|规上")
#: What is of the national level is not the same thing as what is of the province's.
_GRADE = re.compile("国家级|国家|全国|省级|市级|区级|县级")
_GRADES = {"国家": "国家级", "全国": "国家级"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of a lower measure beside the one of the upper. `verdict` is one of the scheme in `kg.vocab`; `share` is the lower
    figure as a part of the upper, None where the upper is zero."""

    lower: Figure
    upper: Figure
    verdict: str
    share: Decimal | None

    @property
    def what(self) -> str:
        """What both are about, in the words of the lower document."""
        return self.lower.what


def compare(lower: Sequence[Figure], upper: Sequence[Figure], *, alike: float = _ALIKE) -> list[Comparison]:
    """The comparisons between the figures of two measures or documents, in the order of `lower`; each figure is compared
    once. `alike` is how far their phrases must agree, from 0 to 1."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for i, one in enumerate(lower):
        for j, other in enumerate(upper):
            if _comparable(one, other) and (agreement := likeness(one.what, other.what)) >= alike:
                nearness = 0.05 if one.value == other.value else 0.0
                graph.add_edge(("lower", i), ("upper", j), weight=agreement + nearness)
    found = []
    for first, second in nx.max_weight_matching(graph, maxcardinality=False):
        below, above = sorted((first, second))
        one, other = lower[below[1]], upper[above[1]]
        share = (one.value / other.value).quantize(_SHARE_DIGITS) if other.value else None
        found.append((below[1], Comparison(one, other, _verdict(one, other), share)))
    return [comparison for _, comparison in sorted(found, key=lambda row: row[0])]


def likeness(one: str, other: str) -> float:
    """How far two indicators or purposes are the same phrase, from 0 to 1; 0 where they name different grades
    (省级重点实验室, 市级重点实验室)."""
    grades = [{_GRADES.get(g, g) for g in _GRADE.findall(phrase)} for phrase in (one, other)]
    if all(grades) and grades[0] != grades[1]:
        return 0.0
    a, b = (
        _NO_WORD.sub("", _GRADE.sub(lambda m: _GRADES.get(m.group(), m.group()), _SCOPE.sub("", phrase)))
        for phrase in (one, other)
    )
    if not a or not b:
        return float(a == b)
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio()
    contained = min(len(a), len(b)) > 1 and (a in b or b in a)
    return max(ratio, _CONTAINED) if contained else ratio


def _comparable(one: Figure, other: Figure) -> bool:
    if (one.kind, one.unit) != (other.kind, other.unit) or one.status != other.status:
        return False
    if one.kind == "grant" and (one.sign == "<=") != (other.sign == "<="):
        return False  # a ceiling and a fixed sum
    return one.period is None or other.period is None or _overlap(one.period, other.period)


def _overlap(one: str, other: str) -> bool:
    """Whether two periods have a year in common; a plan by name (十四五) only with itself."""
    first, second = (set(_years(period)) for period in (one, other))
    return bool(first & second) if first and second else one == other


def _years(period: str) -> Iterable[int]:
    bounds = [int(year) for year in re.findall(r"(?:19|20)\d\d", period)]
    return range(bounds[0], bounds[-1] + 1) if bounds else ()


def _verdict(one: Figure, other: Figure) -> str:
    if one.value == other.value:
        return "same"
    if not (one.unit.partition("/")[0] in _RATES or "/" in one.unit or one.kind == "grant"):
        return "incomparable"
    more = one.value > other.value
    limits = one.sign == other.sign == "<=" and one.kind == "target"  # no more than so much
    return "stronger" if more != limits else "weaker"
