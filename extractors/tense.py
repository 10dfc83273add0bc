"""Tense: whether a text says that something was done or that it shall be.

A text that tells (a reply, a report, an article) reports what was done unless it says otherwise; one that orders
(a plan, an opinion, measures) says what shall be.

Relies on the mention at hand (`extractors.mentions`) and on the type and title of the document; nothing else makes a
difference.
"""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.records import NARRATIVE, Document


def tells(document: Document) -> bool:
    """Whether a document tells what was done rather than what shall be; an approval (批复) orders."""
    return document.type in NARRATIVE and not (document.title or "").endswith("批复")


#: Words of plans, before the figure in its clause: 力争, 预计.
_PLANNED = re.compile(
    "力争|确保|(?<!年度)计划(?!书|总投资)|争取|(?<!模)拟|预计|(?<!年度)(?<!完成)目标(?!任务?的)|下一步|到20\\d\\d年|努力|力求|还要|^(?!.*(?:已|累计|共|先后)).*(?:谋划|梳理)(?!实施)[^,;。]{0,16}项目|年度计划$|下达(?=[^,;。]*任务)|就能|可能|有望|可望|"
    "将(?=[会有于在达建新设完开实继持进通围以坚全积加推还再重大力组举推拿选招投督稳保突超]|分(?!散)|发(?!现))|到(?:今|明)年|今年(?:重点|计划|将|拟|要|力争)|年底前|今年内|年内(?!累计|已)|(?<!协议)(?<!签约)(?<!占)总投资(?!.*完成)|[估概匡]算|(?<!许)可(?:为|惠及|实现|形成|新增|带动|创造)(?!.*已)"
)
#: 到2025年累计开通100条: what comes to so much may be a goal.
_TO_BE_SUMMED = re.compile("累计(?:新|开通|建|完成|培育|实现|引进|改造)")
#: Words that introduce goals before the clause of the figure.
SETS_GOAL = re.compile("到20\\d\\d年|20\\d\\d年(?:底|末|内)?,|力争|确保|计划|全年|年内|年底前|“十[四五]五”")
#: Words of plans that only say when, which of a year gone by they do not.
_THIS_YEAR = re.compile("年底前|年内|今年(?:重点|内)?")
#: Words of results, before the figure in its clause: 已, 累计. Over a span of years (五年累计) it may be a goal.
_DONE = re.compile(
    "已|仍(?:高达|达|为|有)|(?<!年)累计(?!奖|补|不超|最高)|截至|截止|完成了|(?<!今)年以来|去年"
)


#: Words before the clause that make even a report speak of what shall be.
_AHEAD = re.compile(
    "下一步|将(?=[会有于在达建新设完开实继持进拿选招督])|(?<!已)支持你[省市县区州]|(?<!原)(?<!年度)计划(?!书|总投资)|力争|目标[是为:]|预期目标|主要目标|到(?:今|明)年|今年(?:内|重点|计划|将|拟|要|力争)|(?:建成|投产|达产|投用)后"
)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match of a pattern begins, -1 where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


#: What is so by now, whatever the sentence said before of what shall be.
_REPORTED = re.compile("目前(?!正|计划)|截至|(?<!不)已(?!列|纳入|经?批)")
#: What a plan lays down is not done yet, wherever the sentence says so.
_LAID_DOWN = re.compile("规划(?:确定|安排|明确)")
#: All of a year, of which a letter or an article speaks before it is over; a report looks back on it.
_WHOLE_YEAR = re.compile("(?<!年)(?<!完成)(?<!占)全年(?!共|累计|完成|实现|已)(?!.*[已了])")


def by_now(mention: Mention) -> bool:
    """Whether the clause itself says that it is so by now: 目前已建成10公里."""
    return _REPORTED.search(mention.lead) is not None


def is_done(mention: Mention, document: Document, *, past: bool = False) -> bool:
    """Whether the text says that this happened rather than that it shall; `past`: it names a year gone by."""
    if _PLANNED.search(_THIS_YEAR.sub("", mention.lead) if past else mention.lead):
        return False
    if not tells(document):
        done = _DONE.search(mention.lead)
        summed = done is not None and _TO_BE_SUMMED.match(mention.lead, done.start())
        ahead = mention.quantity.comparator == ">=" or SETS_GOAL.search(mention.before[-120:])
        return past or (done is not None and not (summed and ahead))
    if past or _REPORTED.search(mention.lead):
        return True
    if _LAID_DOWN.search(mention.before[-120:] + mention.lead + mention.after):
        return False
    before = re.sub(r"\([^()]*\)", "", mention.before[-80:])
    if document.type != "report" and _WHOLE_YEAR.search(before + mention.lead):
        return False
    return _last(_AHEAD, before) <= _last(_REPORTED, before)
