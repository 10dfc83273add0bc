"""Indicators: the short noun phrase that says what a quantity measures.

The noun stands before the number (固定资产投资600亿元) or behind it (100公里综合交通线网); a bare change
(增长15%) is one of what the figure before measured.

Relies on the mention at hand (`extractors.mentions`) and on the indicators before it in its sentence, which
the caller hands over; nothing else makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.enumerations import at_level, is_level
from extractors.lexicon import words
from extractors.mentions import Mention
from extractors.phrases import without_label
from extractors.text import HAN

#: A change: 同比增长.
_CHANGE = (
    "(?:[较比](?:上[年届月]|去年|前年|年初|同期|上年同期|去年同期|20\\d\\d年))?"
    "(?:同比|年均|平均|环比|分别)*(?:增长|增速|增幅|涨幅|增加|提高|提升|下降|降低|减少|降幅|上升)"
)
#: Words that alone name nothing measured: 增长到, 其中, 共.
_CHANGE_ONLY = re.compile(
    f"{_CHANGE}(?:率|到|至|了)?|达到|完成|实现|力争|原?计划|其中|目标|扩大[到至]|超过?|突破|占|共计?|合?计|约|有|达|总计|近|总?金额"
)
#: A change behind what changes: 茶农收入增长.
_CHANGE_END = re.compile(f"{_CHANGE}$")
#: Words at the beginning that say when, how surely or how hard, not what.
_LEADING = re.compile(
    r"[)、,;:]|[和与](?!谐)|及(?!时)|并(?!购)|以(?!上|下)|(?:\d{1,2}月)?\d{1,2}日(?:以来|起)?|如今|包括|其中|[到至]?(?:19|20)\d\d年(?:第?[一二三四]季度|底|末)?(?:以来)?|到(?=今年|明年|去年)|“?十[一二三四五六]五”?(?:期间|末|时期)|全年|年度|今年以来|今年|明年(?:底前?|末)?|(?:今后|未来)[一二两三四五六七八九十\d几]{1,2}年|每年|[一二两三四五\d]?年内|目前|截至(?:目前|[^,]{0,6}?(?:月底|月末|[底末日月]))|前[一二三]季度|"
    r"力争|确保|努力|预计|计划|争取|就能|有望|按要求|全力|积极|加快|持续|继续|进一步|大力|稳步|深入|推动|推进|带动|抓好|狠抓|完成|实现|已|累计|共计|共(?!同|享|建)|合计|总计|将|还|再|"
    r"使|让|对(?!接)|在(?!孵|建|校|册|岗|职|编|线|园|办)|因此|同时|此外|另外|另有|又|也|先后|率先|后续|有(?!效|限|机)|要|正|一季度|约|达到|达(?!成|产|标)|聚力|仅|一体化|成功|分别|至少|我[省市区县]|各[\u4e00-\u9fff]{1,3}(?:要|应|需)|全[省市区县]|了"
)
#: Words at the end that belong to the number.
_TRAILING = re.compile(
    r"(?:不得?(?:低于|少于|超过)[\u4e00-\u9fff]{2,12}|合计|总计|共计|累计|共|总额达|达到了|达到|已|达|完成了?|实现|为|最?高达|(?:不得?)?超过|超|突破|约|近|(?:不得?)?低于|(?:不得?)?少于|不?高于|至少|力争|控制在|稳定在|保持在|(?:提高|提升|增加|扩大|降低|下降|减少|降)[到至]|的|了|在|至|到|有|每年|相应调整|"
    r"较上年|较去年|比上年|分别|均|各|全部|左右|总体|最高|等|上)$"
)
#: 至少降低: how much, not what.
_AT_LEAST = re.compile("至少再?(?=[降提增下减])")
#: What is left out before the indicator is read: titles, what it is compared with, years, brackets, 由50%….
_TITLE = re.compile(
    r"《[^《》]*》|在[^,;]{0,20}?基础上再?|[到至]?(?:19|20)\d\d年(?:底前?|末|前|以来)?(?![第及和“”初])|\([^()]*\)|[由从](?:原来?的?)?[\d.].*$"
)
#: The last mark of a list: what stands behind it goes with the number.
_SEPARATOR = re.compile(r"[、和及](?=[^、和及]*$)")
#: The noun behind a number, up to the next mark; a size inside it belongs to it (3个超50亿元项目).
_NOUN = re.compile(
    rf"的?(?P<noun>(?:[{HAN}A-Za-z]|“[^”]*”|\([^():\d]{{1,12}}\)|(?<=[超值])[\d.]+[万亿]*元(?:以[上下])?(?=[{HAN}]))+?)"
    rf"(?=[和及](?:\d|$)|[、,。;:( \n]|$|(?![\d.]+[万亿]*元(?:以[上下])?[{HAN}])\d)"
)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("|".join((*words("goal_verbs"), *words("indicator_verbs"))))


#: Verbs of issuing what titles name.
_ISSUED = re.compile("(?:出台|制定|印发|发布|推出)$")
_LONGEST_VERB = 14
_LONGEST_NOUN = 30


def indicator_of(mention: Mention, subjects: Sequence[str]) -> tuple[str, int]:
    """The indicator of a mention, and where its words end; `subjects` are what the figures before it in the
    sentence were about."""
    noun = _noun_behind(mention)
    left = _trim(_TITLE.sub("", mention.left).replace("分别", ""))
    end = min(mention.quantity.end + len(noun), max(mention.clause.end, mention.quantity.end))
    if noun:
        return _trim(_verb_before(mention, left) + noun.removeprefix("的")) or noun, end
    if mention.left.count("《") > 1 and _ISSUED.search(left):  # 先后出台《…》《…》等24类
        left += "政策"
    if left and not _CHANGE_ONLY.fullmatch(left):
        return _of_kind(_without_examples(left), subjects), end
    if "分别" in mention.left and 1 < mention.series <= len(
        subjects
    ):  # A 80亿元, B 1000万人次, 分别增长10%、12%
        subject = subjects[-mention.series]
    else:
        subject = (
            subjects[-1]
            if subjects
            else _trim(_SUM_END.sub("", _MARKS.split(mention.before.rstrip(",;:"))[-1]))
        )
    return (subject + left if _CHANGE_END.search(left) else subject or left or mention.quantity.unit), end


#: 东镇、西镇两镇各10公里; 播种、采收机械化率均达到60%: the figure holds for each of them.
_FOR_EACH = re.compile(
    r"(?P<listed>[^,;:]{4,48}?)(?:[两二三四五六七八][省市县区镇村地])?(?:各|均)(?:已|要|应|将)?"
    r"(?P<change>增长|下降|提高|降低|减少)?(?:达到?|不低于|不少于|不超过|超过|突破|控制在|保持在|稳定在|约|为|[至到]|在)*$"
)


#: What the last of a list says for all: 播种、采收[机械化率].
_RATE = re.compile(rf"[{HAN}]{{2}}化率$")


def each_of(mention: Mention, indicator: str) -> list[str]:
    """What a figure measures, each apart where the text says that it holds for each: else `indicator` alone."""
    found = _FOR_EACH.fullmatch(_TITLE.sub("", mention.left)) if mention.series == 1 else None
    if found is None or _noun_behind(mention):
        return [indicator]
    items = [_trim(item) for item in re.split("、|和(?!谐)", found["listed"])]
    if len(items) < 2 or any(len(item) < 2 or _verb_first().fullmatch(item) for item in items):
        return [indicator]
    rate = _RATE.search(items[-1])
    return [
        item + (rate.group() if rate and not item.endswith("率") else "") + (found["change"] or "")
        for item in items
    ]


#: Marks between clauses, and the sum at the end of one: 安排专项资金1亿元,增长16%.
_MARKS = re.compile("[,;:]")
_SUM_END = re.compile(r"[\d.,]+[万亿]*元.{0,3}$")


def _of_kind(left: str, subjects: Sequence[str]) -> str:
    """国家级示范园区3个、省级5个: the second is 省级示范园区."""
    if subjects and is_level(left):
        return at_level(left, subjects[-1]) or left + subjects[-1]
    return left


def without_change(indicator: str) -> str:
    """固定资产投资增长 → 固定资产投资."""
    return _CHANGE_END.sub("", indicator) or indicator


#: What the counted do, behind their noun: 火车站|配合当地…, 重点企业|参与….
_DOES = re.compile(
    "(?:已|正在|均|都(?!市)|全部|随时|参与|参加|配合|到达|奋战|坚守|结对|入选|驻点|昼夜|日夜|参展|参赛|赴|接受|来自|显示|进行|得到|获得|率先|先后|陆续|(?<!针)对(?!外|口|接)|被|在(?![建岗校册线编孵]))"
)


#: The same right behind the number, whose noun stands before it.
_DO = re.compile("支援|驻点|驻守|结对|奋战|坚守|赴")
#: Verbs of making others do something: 吸引3万名茶农|参与制茶.
_MAKES_DO = re.compile("(?:帮助|吸引|促成|引导|推动|支持|带动)[^,;。]{0,6}$")


#: 新增就业2万人的目标: the noun says that it is set, not what is measured.
_WHAT_IS_SET = re.compile("的(?:年度|预期)?(?:目标|任务|要求)(?:任务)?")


def _noun_behind(mention: Mention) -> str:
    match = _NOUN.match(mention.rest)
    if match is None or _WHAT_IS_SET.fullmatch(match.group()):
        return ""
    if _MAKES_DO.search(mention.left):
        return match.group()[:_LONGEST_NOUN]
    if _DO.match(match.group()) and not _verb_first().fullmatch(_trim(mention.left)):  # 选派老堰工20名驻点
        return ""
    does = _DOES.search(match.group(), 2)
    return match.group()[: min(does.start() if does else _LONGEST_NOUN, _LONGEST_NOUN)]


def _verb_before(mention: Mention, left: str) -> str:
    """The verb of a number that stands before its noun: 新增 of 新增100公里…; empty where the noun is the
    subject."""
    if mention.position or not left:
        return ""
    separator = _SEPARATOR.search(left)
    if separator:  # …2万只口罩、100支额温枪
        left = left[separator.end() :]
    verbs = list(_verb().finditer(left, max(0, len(left) - _LONGEST_VERB)))
    return left[verbs[-1].start() :] if verbs else ""


#: 举办灯会、庙会等活动: of an enumeration counts what it is of; 由老堰工组成的专班 is a 专班.
_ENUMERATED = re.compile(
    "[^、,]{1,24}(?:、[^、,]{1,24})*(?<![中高初平均对优上同])等(?![次级额高待候价差同于效温奖位])(?:[多数]?[个种项类]|各类|一批|地|共建|在内)*的?(?=[^的、,]{2})|由[^,]{2,40}组成的"
)


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join((*words('goal_verbs'), *words('indicator_verbs')))})*")


def _without_examples(phrase: str) -> str:
    """A phrase without the examples that it names before what they are of."""
    verb = _verb_first().match(phrase)
    start = verb.end() if verb else 0
    return phrase[:start] + _ENUMERATED.sub("", phrase[start:], count=1)


def _trim(phrase: str) -> str:
    phrase = _AT_LEAST.sub("", without_label(phrase)).strip(" 、,;:。”的")
    while (match := _LEADING.match(phrase)) and match.end() < len(phrase) - 1:
        phrase = phrase[match.end() :]
    while (match := _TRAILING.search(phrase)) and match.start() > 0:
        phrase = phrase[: match.start()]
    return phrase
