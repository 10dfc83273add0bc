"""The period that a figure is for: a year, a quarter (2023Q1), a range of years (2020-2022) or a plan
(十四五).

`find_periods` reads a text once; `Periods.at` says which of its periods governs a place. Relative words
(全年, 今年, 一季度) count from the document's year.

Relies on the normal text and on the dates of the header; nothing else makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.records import Document

_YEAR = r"(?:19|20)\d\d"
#: A five-year plan: 十四五.
_PLAN = "十[一二三四五六七八九]五|十五|九五"
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PLAN_ORDER = {"九五": 9, "十五": 10} | {f"十{c}五": 10 + i for i, c in enumerate("一二三四五六七八九", 1)}

#: Every expression of a period, one alternative each.
_EXPRESSION = re.compile(
    # Only these characters begin an expression: the look-ahead passes over all others in one step.
    r"(?=[12“十九去上今本全年第一二三四开正春下明])(?:"
    # 2020年及“十四五”期间: from that year to the plan's last
    rf"(?P<from>{_YEAR})年?[及和至到]“?(?P<until>{_PLAN})”?(?:规划)?(?:期间|时期|末)"
    rf"|“?(?P<plan>{_PLAN})”?(?:规划)?(?:期间|时期|以来|期末|末|目标)"
    rf"|(?P<first>{_YEAR})年?(?:[-—~–至到]|——)(?P<last>{_YEAR})年"
    rf"|(?P<quarter_year>{_YEAR})年?(?:第?(?P<quarter>[一二三四1-4])季度)"
    rf"|(?<![较比由从])(?P<year>{_YEAR})(?:年(?!版|第|同期|水平|以?前(?:建成|竣工|投用)的)|(?=中国|“))"
    r"|(?<![前每])第?(?P<this_quarter>[一二三四])季度(?!末)"
    r"|(?P<past>(?<![较比达到])(?:去年|上年)(?=全年|[,我全共累底]))"
    r"|(?P<next>(?<![说证声表阐])明年)"
    r"|(?P<this>今年|本年|(?<!\d年)(?:全年|年底|(?<![\d一二两三四五六七八九十百几半余])年内)"
    r"|(?<![上前历各每一两三多跨\d])年度(?!计划|[\u4e00-\u9fff]{0,4}(?:报告|考核|考评|评价|评估|评审|评比|预算|决算|审计|会议|检查|总结))"
    r"|开年|正月|春节|年初|上半年|下半年|(?<=[,。;])年新增))"
)


def document_year(document: Document, text: str) -> int | None:
    """The year that 今年 means: that of the document's date, else the year that its text names most often."""
    for date in (document.date_written, document.date_published):
        if date:
            return int(date[:4])
    years = Counter(re.findall(rf"(?<![到至])({_YEAR})年", text[:_SAMPLE]))
    return int(max(years, key=lambda y: (years[y], y))) if years else None


_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Periods:
    """All periods that a text names, with where each is named; `whole_years` says which are 全年, and `goals` are
    the years that open a sentence as its goal."""

    starts: tuple[int, ...]
    names: tuple[str, ...]
    whole_years: tuple[bool, ...]
    goals: tuple[tuple[int, str], ...]

    def at(self, offset: int, start: int, clause_end: int, end: int, paragraph: int) -> str | None:
        """The period that governs a place of the sentence ``[start, end)``: the last one named before it in the
        sentence, else the first one after it in its clause (or, if it is 全年, in its sentence), else the goal
        year that an earlier sentence of the paragraph opens with (到2025年,…)."""
        index = bisect_right(self.starts, offset)
        if index and self.starts[index - 1] >= start:
            return self.names[index - 1]
        if index < len(self.starts) and self.starts[index] < (end if self.whole_years[index] else clause_end):
            return self.names[index]
        goal = bisect_right(self.goals, (start, "")) - 1
        return self.goals[goal][1] if goal >= 0 and self.goals[goal][0] >= paragraph else None


class Year(NamedTuple):
    """The year that a section of a text is about, from its heading (2023年工作思路), and where it stands."""

    start: int
    end: int
    year: int


def find_periods(text: str, year: int | None, sections: Sequence[Year] = ()) -> Periods:
    """The periods of a normal text. `year` is the document's own, which 今年 means outside the `sections` (in the order
    of the text) that are about another; where it is None, 今年 names no period."""
    about = [*sections]
    found: list[tuple[int, str, bool]] = []
    for match in _EXPRESSION.finditer(text):
        while about and about[0].end <= match.start():
            about.pop(0)
        own = about[0].year if about and about[0].start <= match.start() else year
        told = match["this"] in _OF_THAT_YEAR and not _AHEAD.match(text, match.end())
        if told and found and _GOES_ON.fullmatch(text, found[-1][0], match.start()):
            gone = re.fullmatch(_YEAR, found[-1][1]) is not None and int(found[-1][1]) < (own or 0)
            own = int(found[-1][1]) if gone else own
        if period := _period(match, own):
            found.append((match.start(), period, match["this"] == "全年"))
    goals = tuple(
        (m.start(1), m[1])
        for m in _GOAL.finditer(text)
        if _OPENING.search(text[max(0, m.start() - _OPENING_REACH) : m.start()])
    )
    starts, names, whole_years = zip(*found, strict=True) if found else ((), (), ())
    return Periods(starts, names, whole_years, goals)


#: Words that mean the year gone by that the text before names: 2023年,…。全年完成…; and what ends that.
_OF_THAT_YEAR = ("全年", "年底")
_GOES_ON = re.compile(r"(?:(?!今年|本年|下一步|\n ?[一二三四五六七八九十(]).){0,300}", re.DOTALL)
_AHEAD = re.compile("将|力争|计划|预计|目标|拟|要")
#: The year in which a paragraph shall have come true, and the few words that may stand before it in its sentence.
_GOAL = re.compile(rf"到({_YEAR})年[底末]?[,时前]")
_OPENING = re.compile(r"(?:^|[。;:\n、])[^。;:\n、,到]{0,14}$")
_OPENING_REACH = 15


def _period(match: re.Match[str], year: int | None) -> str | None:
    if match["from"]:
        return f"{match['from']}-{1955 + 5 * _PLAN_ORDER[match['until']]}"
    if match["plan"]:
        return match["plan"]
    if match["first"]:
        return f"{match['first']}-{match['last']}"
    if match["quarter_year"]:
        return f"{match['quarter_year']}Q{_QUARTER[match['quarter']]}"
    if match["year"]:
        return match["year"]
    if year is None:
        return None
    if match["this_quarter"]:
        return f"{year}Q{_QUARTER[match['this_quarter']]}"
    return str(year - 1 if match["past"] else year + 1 if match["next"] else year)
