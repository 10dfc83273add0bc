"""Quantities in Chinese official text: numbers with a unit, as a reader takes them.

`find_quantities` reads the normal text (see `extractors.text`) and returns every number that measures or
counts something: 1.26万余人次, 不少于1600亩, 4—5个, 最高不超过300万元, 三分之二以上, 1.5‰, 150万元/亩, 1:1,
and the 500万 of 500万、300万元. What is no quantity: dates, times and durations, numbers of documents,
articles and roads, ordinals, and whatever stands inside 《》 or “ ”.

Relies on the normal text alone: neither the header nor the outline makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extractors.lexicon import words
from extractors.numerals import ARABIC, CHINESE, SCALE, parse_numeral, scale_of
from extractors.text import HAN

#: The unit of a ratio such as 1:1; `number` and `upper` are its two sides.
RATIO = ":"
#: Units of money, as they are written, with the unit that is reported.
MONEY = {
    "元人民币": "元",
    "人民币": "元",
    "元": "元",
    "美元": "美元",
    "美金": "美元",
    "欧元": "欧元",
    "港元": "港元",
    "港币": "港元",
    "日元": "日元",
    "英镑": "英镑",
    "澳门元": "澳门元",
    "新台币": "新台币",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit. Offsets are half-open, in characters of the normal text.

    `start` and `end` cover the whole expression (不少于1600亩), `value_start` and `value_end` the number
    and its unit (1600亩). `number` has 万 and 亿 multiplied out and is in `unit`; ‰ and fractions are given
    in %. `upper` is the other end of a range or side of a ratio. `unit` is ``""`` where the text has none.
    `per` is what stands behind a slash (元/亩). `elided`: the unit was taken from a neighbour
    (500万、300万元). `inclusive`: the text says whether a limit is included, 2家(含)以上, as it does for
    conditions. `spelled`: the number is written in characters. `superseded`: the text replaces this value
    (由50%提高到65%).
    """

    start: int
    end: int
    value_start: int
    value_end: int
    number: Decimal
    unit: str
    comparator: str = "="
    upper: Decimal | None = None
    per: str | None = None
    elided: bool = False
    inclusive: bool = False
    spelled: bool = False
    superseded: bool = False

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit in MONEY

    @property
    def is_share(self) -> bool:
        """Whether the number is a percentage."""
        return self.unit == "%"

    @property
    def is_points(self) -> bool:
        """Whether the number is of percentage points."""
        return self.unit in ("个百分点", "百分点")


#: A number in digits or in characters.
_ANY = f"(?:{ARABIC}|{CHINESE})"

# What looks like a quantity and is none. These are read first, and what they cover is left out.
_NAME = r"《[^《》\n]{1,100}》|“[^“”\n,。;]{1,40}”|\"[^\"\n,。;]{1,40}\""
#: Numbers of documents, ordinals, codes.
_REFERENCE = (
    r"[〔\[(]\d{4}[〕\])](?:第?\d+号)?"  # 〔2023〕19号
    r"|第[\d零一二三四五六七八九十百千]+"  # 第158号, 第二批
    r"|(?<=届)[\d一二三四五六七八九十]+次"  # 十届二次会议
    r"|[A-Za-z]{1,8}[.+\-]?\d[A-Za-z\d.+\-]*+(?![%‰])"  # S211, A4
    r"|\d++[A-Za-z][A-Za-z\d]*+"  # 5G, 3A; units in Latin letters are read before
    r"|[A-Za-z]++"
)
#: Years, dates and times.
_DATE = (
    r"(?:19|20)\d\d年?[-—~至到](?:19|20)\d\d年?"
    r"|(?:19|20)\d\d(?:-\d{1,2}|[-./]\d{1,2}[-./]\d{1,2})(?![\d.%万亿])"
    r"|\d{1,2}:\d\d(?::\d\d)?"
    r"|(?:19|20)\d\d(?=(?:年|\D?“|中国))"
    r"|(?<=\d月)\d{1,2}(?=起)"
)
#: 余, 多 behind a number: somewhat more.
_MORE = "[余多来几]?"
#: The other end of a duration: 3个月至5个月.
_UP_TO = rf"个?半?(?:年|月|周|天|日)?(?:[-—~–至到]|或者?){_ANY}{_MORE}"
#: 个 makes a time only of the words that take it: 3个月, not 3个日间中心.
_DURATION = (
    rf"(?:{_ANY}{_MORE}(?:{_UP_TO})?|半)"
    r"(?:个?半?(?:月(?!嫂)|小时|星期|季度|学年|学期|工作日|自然日)|个年[度头]|"
    r"年代|年级|半?年|周岁|岁|日内|日|周|时|分钟|秒|点|号|级|折|版|届|路|[国省]道|楼|室|层|度(?!电))"
)
#: All of these.
_NOT_QUANTITY = f"(?:{_NAME}|{_REFERENCE}|{_DATE}|{_DURATION})"

# The number: 1.26万, 十二, 上万, 300 (of 300、200万元).
_NUMBER = rf"(?:{ARABIC}{_MORE}(?:{SCALE}(?:\d{{1,3}}[千百])?)?|{CHINESE})"
#: A number without a unit lends it from the last of its series: 分别给予30、20、10万元.
_IN_SERIES = (
    rf"(?=(?:[、和或及至]{{1,2}}(?:最高)?{ARABIC}{SCALE}?){{1,8}}"
    "(?:%|‰|元|[十百千]?[万亿]|家|个|人|项|所|亩))"
)
#: Words behind the unit that limit the number: (含)以上, 左右.
_AFTER = (
    r"(?:\(不?含(?:本数)?\)|\(不?含[^()\d]{1,4}\)|\(含\d+[人家户个]\))?(?:及|或者?)?(?:以上|以下|以内|之内|以外|左右|上下|封顶|为上限|为限)(?:\(不?含(?:本数|\d+[人家户个])?\))?"
    r"|\(不?含(?:本数)?\)"
)


def _unit_pattern(entry: str) -> str:
    """An entry of the list of units, ``unit[words | exceptions]``, as a pattern."""
    unit, _, words_that_follow = entry.rstrip("]").partition("[")
    longer, _, exceptions = (part.strip().replace(" ", "|") for part in words_that_follow.partition("|"))
    unless = f"(?!{exceptions})" if exceptions else ""
    return re.escape(unit) + (f"(?!{unless}(?:{longer}))" if longer else "")


@cache
def _pattern() -> re.Pattern[str]:
    entries = sorted((*(MONEY.keys() - {"元"}), *words("units")), key=lambda e: -len(e.partition("[")[0]))
    unit = "|".join(map(_unit_pattern, entries))
    per = "|".join(map(re.escape, words("per_units")))
    return re.compile(
        # Most characters begin nothing: this look-ahead decides them in one step. None begins inside a
        # number.
        r"(?=[\d《“\"〔\[(第A-Za-z零〇一二两三四五六七八九十百千万亿半])(?<!\d(?=\d))(?<![百千万亿](?=[百千万亿]))(?:"
        rf"(?P<ratio>(?<![\d:.])\d{{1,2}}(?:\.\d+)?:\d{{1,2}}(?:\.\d+)?(?![\d:])(?:(?=[^,。;]{{0,6}}(?:比例|配套|配比|配资|分担))))"
        rf"|(?P<denominator>[百千万二三四五六七八九十]分之)(?P<numerator>{_ANY})"
        r"|(?<!第)(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?![立功本员长果效为绩熟交人就品份套都型群片体年新对组了像分活])"
        rf"|(?P<quotient>(?<![\d/.])[1-9]/[2-9](?![\d/.]))"
        rf"|(?P<low>{_NUMBER})(?P<low_more>[余多来])?(?P<low_unit>%|‰|{unit})?(?:\(不?含\))?"
        rf"(?:[-—~–]{{1,2}}| ?[至到] ?)(?P<high>{_NUMBER})(?P<high_more>[余多])?(?P<high_unit>%|‰|{unit})"
        rf"|{_NOT_QUANTITY}"
        rf"|(?!(?<=[数几])[十百千万亿])(?P<number>{_NUMBER})(?P<more>[余多来])?(?:(?P<unit>%|‰|{unit})|(?<=[万亿])|{_IN_SERIES}))"
        rf"(?P<per>/(?:{per})(?:[·./](?:{per}))*)?(?: ?(?P<after>{_AFTER}))?"
    )


# Comparators before the number, read backwards from it.
_AT_LEAST = (
    "不(?:得|能|应)?(?:少|低|小|下)于|至少(?:再?(?:下降|降低|减少|提高|提升|增长|增加|新增|完成|建成))?"
    "|(?<![不未])超[过出]|超|突破|逾|大于|高于|多于|最低|(?<!以)上"
)
#: The same for an upper limit: 最高, 控制在.
_AT_MOST = (
    r"(?:最高|最多)[\u4e00-\u9fff]{0,12}|(?:上限|限额|封顶)[为至到是由从]{0,2}"
    r"|[不未](?:得|能|应|予)?(?:超[过出]?|高于|多于|大于)|(?<!不)(?<!得)(?:低于|少于|小于)"
    r"|不足|控制在|限于|压减到|降至"
)
#: The same for a number that is about right; not 节约.
_ABOUT = "(?<![节签合预违条])约(?:为|合|占)?|接近|将近|近|估计"
#: What may stand between such a word and the number: 超过了.
_FILLER = "(?:了|达到|达|为|在|至|到|人民币|的)?"
#: Any of them, right before the number.
_BEFORE = re.compile(rf"(?:(?P<at_most>{_AT_MOST})|(?P<at_least>{_AT_LEAST})|(?P<about>{_ABOUT})){_FILLER}$")
#: 不低于职工总数的30%, 达到或超过前三年平均值的98%: a limit for a share names the whole in between. 超过基数部分的30% limits the base.
_OF_WHOLE = re.compile(
    r"(?:(?P<at_least>不(?:得|能|应)?(?:少|低|小)于|达到或(?:者)?超过)|(?P<at_most>不(?:得|能|应)?(?:超[过出]|高于|多于|大于)))"
    r"(?:[^,。;:、\d]|\d(?=年)){2,14}的$"
)
#: 最高 that limits nothing: 最高法, 最高的是.
_NOT_HIGHEST = re.compile("最高(?:人民|法|检|院|级|学历|峰)|最高[^最]*(?:达到|的是)$")
_WINDOW = 16
#: Words of an upper limit behind the unit.
_AT_MOST_AFTER = re.compile("以下|以内|之内|封顶|限")
#: 由50%提高到65%: the first number no longer holds.
_REPLACED = re.compile(
    "[^,。;\\d]{0,4}(?:提至|升至|调至|整合到|压减到|哄抬到|(?:提高|提升|恢复|增加|上调|上浮|调整|调高|扩大|增至|增长|降低|下调|调减|降|升|变|整合|哄抬)(?:到|至|为))"
)


#: How far apart members of a series stand: 500万、最高300万元.
_GAP = 3


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a normal text, in order, not overlapping. Linear in the length of the text; never
    raises."""
    found = _with_series_units(
        [found for match in _pattern().finditer(text) if (found := _read(text, match))]
    )
    found = [q if q.unit else _with_unit_of_context(text, q) for q in found]
    return list(_with_series_replaced(text, found))


def _with_series_replaced(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """由60万元、20万元提高到90万元、40万元: all of the first series no longer hold."""
    replaced = [q.superseded for q in found]
    for index in range(len(found) - 2, -1, -1):
        first, following = found[index], found[index + 1]
        between = text[first.end : following.value_start]
        replaced[index] |= replaced[index + 1] and first.unit == following.unit and between in ("、", "和")
    for quantity, gone in zip(found, replaced, strict=True):
        yield replace(quantity, superseded=True) if gone else quantity


def _read(text: str, match: re.Match[str]) -> tuple[Quantity, Decimal | None] | None:
    """The quantity of a match and the scale that its number carries (10000 for 3万; None for a bare 3
    without unit)."""
    if match["ratio"]:
        left, _, right = match["ratio"].partition(":")
        return _quantity(text, match, Decimal(left), RATIO, Decimal(right)), Decimal(1)
    if match["denominator"] or match["quotient"] or match["tenths"]:
        share = _share(match)
        return None if share is None else (_quantity(text, match, share, "%"), Decimal(1))
    if "天" in (match["unit"], match["high_unit"]) and not _DAYS_COUNTED.search(
        text, max(0, match.start() - _WINDOW), match.start()
    ):
        return None
    if match["high"]:
        return _range(text, match)
    return _single(text, match) if match["number"] else None


#: Days are counted where they are days of good air; everywhere else they are a time.
_DAYS_COUNTED = re.compile("(?:优良|良好|达标|污染|蓝天|空气质量)[^,;。\\d]{0,12}$")
#: 三四家 is some three or four; 统一三家 is none of thirteen.
_APPROXIMATE = re.compile("[一二两三四五六七八九]{2}")


def _single(text: str, match: re.Match[str]) -> tuple[Quantity, Decimal | None] | None:
    numeral, unit = _without_more(match["number"]), match["unit"]
    number = parse_numeral(numeral)
    in_characters = not numeral[0].isdigit()
    if (
        number is None
        or (numeral == "一" and unit != "倍")
        or _APPROXIMATE.search(numeral)
        or (in_characters and not unit)
    ):  # 一家 counts nothing
        return None
    if numeral[0] in "百千万亿" and text[match.start() - 1 : match.start()] not in ("上", "近", "超"):
        return None  # 千名, 万家 are figures of speech; 上万家 is not
    scale = Decimal(scale_of(numeral)) if unit or numeral[-1] in "万亿" else None
    return _quantity(text, match, number / 10 if unit == "‰" else number, _reported(unit)), scale


def _without_more(numeral: str) -> str:
    """80余万 → 80万."""
    return re.sub("[余多来几]", "", numeral)


def _range(text: str, match: re.Match[str]) -> tuple[Quantity, Decimal | None] | None:
    low, high = parse_numeral(_without_more(match["low"])), parse_numeral(_without_more(match["high"]))
    if low is None or high is None:
        return None
    if match["low_unit"] is None and low < high and scale_of(match["low"]) == 1:
        scaled = low * scale_of(match["high"])  # 2-3万人
        low = scaled if scaled < high else low
    if match["high_unit"] == "‰":
        low, high = low / 10, high / 10
    return _quantity(text, match, low, _reported(match["high_unit"]), high), Decimal(1)


def _reported(unit: str | None) -> str:
    if unit == "‰":
        return "%"
    return MONEY.get(unit, unit) if unit else ""


def _quantity(
    text: str, match: re.Match[str], number: Decimal, unit: str, upper: Decimal | None = None
) -> Quantity:
    start = match.start()
    before = _BEFORE.search(text[max(0, start - _WINDOW) : start])
    if before is None and unit == "%":
        before = _OF_WHOLE.search(text[max(0, start - 2 * _WINDOW) : start])
    if before and _NOT_HIGHEST.match(before.group()):
        before = None
    limit = next((e for name in ("per", "after") if (e := match.start(name)) >= 0), match.end())
    return Quantity(
        start=start - len(before.group()) if before else start,
        end=match.end(),
        value_start=start,
        value_end=start + len(text[start:limit].rstrip()),
        number=number,
        unit=unit,
        comparator=_comparator(before, match),
        upper=upper,
        per=match["per"][1:] if match["per"] else None,
        spelled=not text[start].isdigit(),
        inclusive="含" in (match["after"] or ""),
        superseded=_REPLACED.match(text, match.end()) is not None,
    )


def _comparator(before: re.Match[str] | None, match: re.Match[str]) -> str:
    after = match["after"] or ""
    if "以上" in after:
        return ">="
    if "左右" in after or "上下" in after:
        return "~"
    if (before and before["at_most"]) or _AT_MOST_AFTER.search(after):
        return "<="
    if before and before["at_least"]:
        return ">="
    if before:
        return "~"
    more = match["more"] or match["low_more"] or re.search("[余多几]", match.group())
    return ">=" if more else "="


def _share(match: re.Match[str]) -> Decimal | None:
    """百分之七, 万分之零点二, 三分之二, 2/3 and 六成半 in percent; a fraction that does not end is cut at two
    places."""
    if match["tenths"]:
        tenths = parse_numeral(match["tenths"])
        return None if tenths is None else tenths * 10 + (5 if match["half"] else 0)
    if match["quotient"]:
        part, _, whole = (parse_numeral(side) for side in match["quotient"].partition("/"))
    else:
        part, whole = (
            parse_numeral(match["numerator"]),
            parse_numeral(match["denominator"].removesuffix("分之")),
        )
    if part is None or not whole:
        return None
    share = part * 100 / whole
    return share if whole >= 100 else share.quantize(Decimal("0.01"))


def _with_series_units(found: list[tuple[Quantity, Decimal | None]]) -> list[Quantity]:
    """The members of a series take the unit, and a bare number also the scale, of the member after them."""
    quantities: list[Quantity] = []
    following: Quantity | None = None
    scale = Decimal(1)
    for quantity, own_scale in reversed(found):
        if not quantity.unit and following and 0 < following.start - quantity.end <= _GAP:
            factor = scale if own_scale is None else Decimal(1)
            quantity = replace(quantity, unit=following.unit, number=quantity.number * factor, elided=True)
            scale = scale if own_scale is None else own_scale
        else:
            scale = own_scale or Decimal(1)
        following = quantity
        if quantity.unit or own_scale is not None:
            quantities.append(quantity)
    quantities.reverse()
    return quantities


#: 500万 is money where the words around it speak of money; where they speak of people, it counts people.
_MONEY_BEFORE = re.compile(
    "(?:额|资金|经费|投资|补助|补贴|奖励|资助|奖金|收入|产值|上限|不超过|最高|给予|奖)[^,;。]{0,12}$"
)
#: 的补助: the same behind the number.
_MONEY_AFTER = re.compile("的?(?:一次性)?(?:奖|补|资助|资金|经费|贷款|扶持)")
#: The same for people: 近20万纳税人.
_PEOPLE_AFTER = re.compile(
    f"[{HAN}]{{0,8}}?(?:员工|人员|职工|纳税人|护士|医师|医生|学生|党员|干部|群众|居民|农民工?|志愿者|劳动者|人才|市民)"
)
#: 安置移民约6万.
_PEOPLE_BEFORE = re.compile("(?:人口|移民|就业|劳动力|参保|员工|用工)[^。]{0,40}$")


def _with_unit_of_context(text: str, quantity: Quantity) -> Quantity:
    before = text[max(0, quantity.start - 40) : quantity.value_start]
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(text, quantity.end):
        return replace(quantity, unit="元", elided=True)
    people = _PEOPLE_BEFORE.search(before) or _PEOPLE_AFTER.match(text, quantity.end)
    return replace(quantity, unit="人", elided=True) if people else quantity
