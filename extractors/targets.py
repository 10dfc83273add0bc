"""Targets: quantified outcomes that a document sets (planned) or reports (achieved).

Relies on the outline (whose goal it is), on the type and the dates of the header, and on `extractors.uses`
(what is an outcome) in the order of the text; no other slot makes a difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from extractors.indicators import each_of, indicator_of, without_change
from extractors.mentions import Mention
from extractors.outline import Outline, Part
from extractors.periods import Periods, Year, document_year, find_periods
from extractors.quantities import Quantity
from extractors.records import Document, Target
from extractors.slots import Slot, Use
from extractors.tense import by_now, is_done
from extractors.text import Text

#: How much of a sentence on either side of a figure can name its period.
_REACH = 240
#: How far back a paragraph is looked at for the year that it opens with.
_PARAGRAPH = 500


def find_targets(
    text: Text, outline: Outline, document: Document, uses: Sequence[tuple[Mention, Use]]
) -> list[Target]:
    """The targets of a document in the order of the text; a range gives two rows (``>=`` and ``<=``), and so does a
    figure that holds for each of several things (A、B均达到45%). `uses` says
    what each quantity is there for: see `extractors.uses`."""
    normal = text.normal
    year = document_year(document, normal)
    about = _about_years(outline)
    periods = find_periods(normal, year, about)
    ahead = _ahead(normal, outline)
    rows: list[Target] = []
    sentence, last_end = (0, 0), 0
    # The sentence of the target before, and whether that was achieved.
    last: tuple[tuple[int, int], bool] | None = None
    subjects: list[str] = []  # what the figures before in the sentence were about
    for mention, use in uses:
        if mention.sentence != sentence or normal.find(";", last_end, mention.left_start) >= 0:
            sentence, subjects = mention.sentence, []
        last_end = mention.quantity.end
        if use.slot is not Slot.TARGET or mention.quantity.start < outline.head:
            continue
        indicator, end = indicator_of(mention, subjects)
        subjects.append(without_change(indicator))
        at = mention.quantity.value_start
        inside = next((a for a in about if a.start <= at < a.end), None)
        period = _period(normal, mention, periods) or (str(inside.year) if inside else None)
        owner = outline.owner(at)
        past = _lies(period, year, ahead=False)
        done = is_done(mention, document, past=past) and not _lies(period, year, ahead=True)
        done = done and (past or by_now(mention) or not _within(at, ahead.get(owner)))
        if document.type == "interpretation" and owner.startswith("m"):  # it says what the policy sets
            done = done and (past or _IS_SO.search(mention.before[-80:] + mention.lead) is not None)
        if _TOTAL.search(mention.left) and last == (mention.sentence, True):  # of what has been done
            done = True
        last = (mention.sentence, done)
        status = "achieved" if done else "planned"
        start = mention.left_start if mention.position == 0 else mention.quantity.start
        rows += [
            Target(
                span=text.span(start, end),
                quote=text.quote(start, end),
                rule=use.rule,
                measure=owner,
                indicator=measured,
                comparator=comparator,
                value=value,
                unit=_unit(mention),
                period=period,
                status=status,
            )
            for measured in each_of(mention, indicator)
            for comparator, value in _values(mention.quantity)
        ]
    return rows


#: What an interpretation says was done; all else is what the policy sets.
_IS_SO = re.compile("已|累计|目前|截至|先后|去年")
#: 新开工项目30个,总投资60亿元: the total of what was counted before.
_TOTAL = re.compile("^(?:计划|协议)?总投资(?:额|达到?|约|超过?)*$")
#: 清淤成本为每立方米7元: what a price or a cost is of.
_PER_BEFORE = re.compile(
    r"(?:价格?|成本|费用?|均价)[^,;。]{0,6}每(?P<per>立方米|平方米|公里|千瓦时|亩|吨|度|户|台)约?$"
)


def _unit(mention: Mention) -> str:
    per = mention.quantity.per
    if per is None and mention.quantity.is_money and (before := _PER_BEFORE.search(mention.left)):
        per = before["per"]
    return f"{mention.quantity.unit}/{per}" if per else mention.quantity.unit


def _period(normal: str, mention: Mention, periods: Periods) -> str | None:
    start, stop = mention.sentence
    at = mention.quantity.value_start
    floor = max(0, start - _PARAGRAPH)
    paragraph = max(floor, normal.rfind("\n", floor, start) + 1)
    return periods.at(at, max(start, at - _REACH), mention.clause.end, min(stop, at + _REACH), paragraph)


def _values(quantity: Quantity) -> list[tuple[str, Decimal]]:
    if quantity.upper is None:
        return [(quantity.comparator, quantity.number)]
    return [(">=", quantity.number), ("<=", quantity.upper)]


def _lies(period: str | None, year: int | None, *, ahead: bool) -> bool:
    """Whether a period ends after the document's year, or before it."""
    last = re.search(r"\d{4}(?=$|Q)", period or "")
    if last is None or year is None:
        return False
    return int(last.group()) > year if ahead else int(last.group()) < year


#: The heading of a section about one year: 2023年工作思路.
_YEAR_HEADING = re.compile(r"(?P<year>20\d\d)年(?:度|全年|上半年|下半年)?(?:[工主重总经发]|$)")


def _about_years(outline: Outline) -> list[Year]:
    """The sections that are about one year, in the order of the text; none stands inside another."""
    found: list[Year] = []
    for section in outline.sections:
        heading = _YEAR_HEADING.match(section.heading or "")
        if heading and (not found or found[-1].end <= section.start):
            found.append(Year(section.start, section.end, int(heading["year"])))
    return found


#: The last sentence of a preamble that leads to what shall be done: 下一步,我们将做好以下工作:.
_LEADS_AHEAD = re.compile("(?:下一步|今后|接下来|将)[^。\\n]{0,40}:\\s*$")
#: Headings over what shall be, in a text that tells.
_AHEAD_HEADING = re.compile("目标|工作安排|工作打算|下一步|工作思路|工作计划")


def _ahead(text: str, outline: Outline) -> dict[str, tuple[int, int]]:
    """For each owner where its text says what shall be (half-open): all of a section on goals, else from 下一步 to the
    end; in a measure of many paragraphs to the end of that paragraph."""
    places: dict[str, tuple[int, int]] = {}
    items: defaultdict[str | None, list[Part]] = defaultdict(list)
    for measure in outline.measures:
        items[measure.parent].append(measure)
    for part in outline.segments():
        heading = part.part.heading if part.part else None
        section = outline.section_of(part.part) if part.part else None
        over = section.heading if section else None
        if _AHEAD_HEADING.search(heading or "") or _AHEAD_HEADING.search(over or ""):
            places.setdefault(part.owner, (part.start, part.end))
            continue
        if part.part and _LEADS_AHEAD.search(text[part.start : part.end]):  # all items below it
            places.update({item.id: (item.start, item.end) for item in items[part.part.id]})
        at = text.find("下一步", part.start, part.end)
        if at >= 0:
            line_end = text.find("\n", at, part.end)
            places.setdefault(part.owner, (at, part.end if line_end < 0 else line_end))
    return places


def _within(at: int, place: tuple[int, int] | None) -> bool:
    return place is not None and place[0] <= at < place[1]
