"""Conditions: quantities that only say when, to whom or by what step something applies.

2亿元以上的企业, 销售额达到5亿元的, 每增加1亿元, 裁员率不超过20%的: none of these is funding or a target.

Relies on the mention at hand (`extractors.mentions`), and `eligibility` on the normal text; only `Conditions`
remembers what it was given, and wants it in the order of the text.
"""

from __future__ import annotations

import re
from collections import deque
from functools import cache

from extractors.lexicon import words
from extractors.mentions import Mention
from extractors.phrases import without_label
from extractors.text import HAN

#: Words for public money given to somebody.
GRANT_NOUN = (
    "奖励|奖补|奖金|补助|补贴|贴补|资助|补偿(?!资金|基金|金池)|津贴|贴息|扶持|返还|返补|慰问金|救助金|支持(?!总额)|兜底|兑付|"
    "配套(?!率|设施|件|产业|企业|政策|措施|服务|建设|工程|费)|奖(?!项|牌|状|杯)"
)
#: A grant, or a verb of giving.
GRANT = re.compile(f"给予|予以|{GRANT_NOUN}")
#: Words between a figure of the economy and its number: 销售额首次达到5亿元.
_LINK = (
    "总额|额|合计|总计|累计|共计|共|同比|在|为|达到|达|超过|超|突破|完成|约|近|实现|不低于|不少于|不超过|"
    "首次|实际|力争|大于|高于|低于|小于|少于|至|到|了|均|新增|到位|已"
)


@cache
def economy_figure() -> re.Pattern[str]:
    """A figure of a firm or of the economy: 销售额, 固定资产投资, 税收."""
    return re.compile("|".join(sorted(words("economy_figures"), key=len, reverse=True)))


@cache
def economy_figure_left() -> re.Pattern[str]:
    """Such a figure right before the number; not 补助金额, which is the grant itself."""
    return re.compile(
        rf"(?<!补助)(?<!补贴)(?<!奖励)(?<!资助)(?<!支持)(?<!奖补)(?<!返还)(?:{economy_figure().pattern})(?:{_LINK})*$"
    )


#: 的 and a noun, or 的 and the end of the clause: the quantity describes, it states nothing.
_DESCRIBES = re.compile(
    r"(?:\([^()]*\))?(?:的(?![^,;。]{0,10}(?<=用地|计划)指标|目标|要求|(?:招生|种植|养殖|生产|建设|投资)?规模(?!以)|水平|任务|标准|比例|额度)|部分|(?:且|或者?)[^,;。]{0,40}的)"
)
#: 的 and a word that goes on about the thing: 达到95%以上的也可申请, 300万元以上的贷款给予贴息.
_DESCRIBES_SURELY = re.compile(
    rf"的(?:也|可(?!持续)|均|都|应|由|分别|从|按|(?:企业|单位|机构|项目|人员|小微|中小|贷款|部分)(?![^,;。]{{0,4}}(?:{GRANT_NOUN})))"
)
#: 2亿元以上企业: the noun follows without 的.
_DESCRIBES_NOUN = re.compile(
    "(?:规[上下]|规模以上|重点|重大|工业|制造业|服务业|小微|中小微?|骨干|产业|研发)*(?:企业|项目|单位|机构|公司|合同|标的|贷款)"
)
#: 带动3人以上就业的: who does so much.
_LIMITS_DOING = re.compile(rf"[{HAN}]{{2,6}}的(?=$|[,;。])")
#: 10亿元以上龙头企业3家: the limit describes the firms that are counted.
_LIMIT_OF_COUNTED = re.compile(
    rf"(?!的)(?P<noun>(?:(?![和及与或])[{HAN}]){{0,20}}?)(?:达到?|超过?|约|近)?(?!20\d\d)\d[\d.,]*[十百千万亿]*[余多]?(?![元%‰\d.十百千万亿余多])"
)
#: 30户以上茶村通渠比例达到98%: the limit describes what the share is of.
_LIMIT_OF_SHARE = re.compile(
    rf"(?!的)(?P<noun>(?:(?![和及与或])[{HAN}]){{2,16}}?(?:比例|占比|率))(?:达到?|超过?|为|约|近)?\d[\d.]*%"
)
#: The conditions that an applicant meets, up to the end of the sentence or, line by line, of the list.
_ELIGIBILITY = re.compile(
    r"(?=[下以如符满具])(?:(?:下列|以下|如下)[^,。;:\n]{0,8}(?:条件|资格|标准|情形)|(?:符合|满足|具备)[^,。;:\n]{0,12}(?:条件|要求|资格)|(?<=应)具备(?=:))"
    r"(?:之一)?[^,。;:\n]{0,12}[:。]?(?<=[:。件格准形求一])(?:\n(?:[^\n]{1,300};\n){0,30}[^\n]{0,300}|(?<=:)[^。\n]{1,1500})"
)
#: What a number is the step of: 每新增5名学徒. 每年 is kept apart, because goals have it too.
_STEP = re.compile(
    "(?:(?P<yearly>每年)每?|每)(?:再|新|成功)*(?:增加|新增|增长|提高|提升|超过|超|满|完成|降低|减少|引进|推动|运作|开设|引荐|介绍|培育|举办|出口)[^,;。]{0,12}$|每$"
)
_CLASSIFIED = frozenset({"%", "个百分点", "百分点"})


def grant_noun_right(mention: Mention) -> re.Match[str] | None:
    """The word for a grant behind a number: 300万元[的一次性落户]奖励; None where it belongs to the next
    number."""
    if _DESCRIBES_SURELY.match(mention.right):
        return None
    found = _GRANT_RIGHT.match(mention.right)
    if found is None or (found.end() == len(mention.right) < len(mention.rest.lstrip())):
        return None
    return found


#: A grant behind a number: 的一次性落户奖励.
_GRANT_RIGHT = re.compile(
    rf"(?:的)?[^,;。:按对给的]{{0,12}}?(?:标准|额度|比例|幅度|限额)?(?:的)?[^,;。:按对的]{{0,14}}?"
    rf"(?P<noun>{GRANT_NOUN}|(?:消费|代金|优惠|算力|创新|服务|“[{HAN}]{{1,4}})券)"
)


def describes(mention: Mention) -> bool:
    """Whether a quantity only describes a thing: 2亿元以上的企业; 达到50%以上的,."""
    if _DESCRIBES_SURELY.match(mention.right):
        return True
    if grant_noun_right(mention):
        return False
    if not mention.left and _LIMIT_OF_SHARE.match(mention.rest):  # 14座古堰完好率达到90%
        return True
    if mention.quantity.inclusive or _limits_counted(mention):
        return True
    limited = mention.quantity.end > mention.quantity.value_end and not mention.quantity.per
    if limited and _LIMITS_DOING.match(mention.right):
        return True
    sized = mention.quantity.is_money or mention.quantity.unit in _CLASSIFIED
    return bool(_DESCRIBES.match(mention.right) or (sized and _DESCRIBES_NOUN.match(mention.right)))


def eligibility(text: str) -> list[tuple[int, int]]:
    """Where a normal text lists the conditions of eligibility, as half-open ranges in order."""
    return [match.span() for match in _ELIGIBILITY.finditer(text)]


def _limits_counted(mention: Mention) -> bool:
    """Whether a lower or upper limit belongs to the noun of the next count: 10亿元以上龙头企业3家."""
    quantity = mention.quantity
    if quantity.per or quantity.end == quantity.value_end:  # neither 以上 nor 以下
        return False
    match = _LIMIT_OF_COUNTED.match(mention.rest) or _LIMIT_OF_SHARE.match(mention.rest)
    return match is not None and not _made().match(match["noun"])


@cache
def _made() -> re.Pattern[str]:
    """A verb of reaching or making: what follows it is no noun of the limit before."""
    return re.compile(f"(?:{'|'.join(words('goal_verbs'))})(?!会|班)")


def is_step(mention: Mention) -> bool:
    """Whether a quantity is the step of something that repeats: 每增加1亿元."""
    step = _STEP.search(mention.left)
    if step and re.search(GRANT_NOUN, step.group()):  # 每增加一个奖励20万元: the sum for a step
        return False
    if step is None or not step["yearly"]:
        return step is not None
    return GRANT.search(mention.rest + mention.after) is not None  # 每年新增5000人 alone is a goal


def is_threshold(mention: Mention) -> bool:
    """Whether a figure of the economy is what a grant depends on: 销售额达到5亿元的,给予…"""
    if not economy_figure_left().search(mention.left):
        return False
    return bool(
        describes(mention)
        or GRANT.search(mention.rest)
        or (mention.clause.mark == "," and mention.rest.endswith("的"))
    )


#: Words at the beginning of a condition that only lead to it: 对…, 凡….
_OPENING = re.compile("^(?:并(?!购)|且|对于|对(?!接|口|外)|凡|如|若|其中|[、,])+")


#: So many conditions, the nearest, can govern one grant.
_MOST_CONDITIONS = 12


class Conditions:
    """The conditions of a text in the order in which they are read, and which of them a grant depends on.

    `normal` is the normal text. A condition governs the grants behind it in its sentence, up to the next condition; of
    so many conditions as grants in one series (1亿元、5000万元以上的,分别给予10万元、5万元), each governs one.
    """

    def __init__(self, normal: str) -> None:
        self._normal = normal
        self._pending: deque[Mention] = deque(maxlen=_MOST_CONDITIONS)
        self._used = False

    def add(self, mention: Mention) -> None:
        """One more quantity that is a condition."""
        if self._used or (self._pending and self._pending[-1].sentence != mention.sentence):
            self._pending.clear()
            self._used = False
        self._pending.append(mention)

    def of(self, grant: Mention) -> str | None:
        """The words of the conditions that `grant` depends on, None where there are none."""
        governing = [c for c in self._pending if c.sentence == grant.sentence]
        self._used = True
        if not governing:
            return None
        if grant.series == len(governing) > 1:
            governing = [governing[grant.position]]
        first, last = governing[0], governing[-1]
        start = first.left_start if first.position == 0 else first.quantity.start
        words = without_label(self._normal[start : last.quantity.end]).replace("\n", "")
        return _OPENING.sub("", words)
