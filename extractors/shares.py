"""Shares of public money: percentages, points of interest and ratios that are granted, paid, or set apart of a pot.

The rules are tried in order; the first that speaks decides.

Relies on the mention at hand (`extractors.mentions`) alone.
"""

from __future__ import annotations

import re

from extractors.conditions import GRANT, GRANT_NOUN, describes, grant_noun_right
from extractors.mentions import Mention
from extractors.quantities import RATIO
from extractors.slots import Slot, Use


def share_use(mention: Mention, *, done: bool) -> Use | None:
    """What a percentage, percentage points or a ratio are there for, None where they are no public money. `done`: the
    text reports what happened."""
    if done and _PAYING_RATE.search(mention.left):
        return Use(Slot.FUNDING, "funding.paid.share", "paid")
    if mention.quantity.is_points:
        return _interest(mention)
    return _ratio(mention) or _pot_share(mention) or _rate(mention)


#: What is reduced, taxed or owned is not given.
_NOT_GIVEN_RIGHT = re.compile(
    "的?[^,;。]{0,6}(?:减免|优惠|减征|征收|税率|税负|所得税|利率|股权|股份|结算|扣除|计入应|为基数|折扣)"
)
#: The same before the share: 贷款利率下浮10%.
_NOT_GIVEN_LEFT = re.compile(
    "(?:利率|费率|税率|下浮|上浮|减按|减征|(?<!给予)减免|裁员率|持股|股权|增值率|征收|免收|征收率)[^,;。]{0,6}$|(?:人数|总数|放宽|下调)[^,;。]{0,10}$"
)
#: 惠茶资金已兑现74.6%.
_PAID_SHARE = re.compile("已?(?:兑现|兑付|拨付|发放|到位)(?:达到?)?$")
#: What a share is set apart of.
_POT_SHARE = re.compile("支出|资金|预算|收入|财力")
#: 给予80万元奖励,其中30%用于…: the share is of the grant.
_OF_GRANT = re.compile("(?:奖励|奖金|补助|补贴)[^。;]{0,8},(?:其中)?$")
#: 30%用于修缮古堰.
_USED_FOR = re.compile("(?:的)?[^,;。:]{0,14}用于")
#: 省财政负担40%: what a level of government bears.
_BORNE_SHARE = re.compile(
    "财政(?:各|分别)?(?:负担|承担|分担|补助|配套)$|(?:财政|政府|风险补偿(?:资金|基金|金)|资金池)承担[^,;。]{0,10}(?:损失|本金)的?$"
)
#: 兑付率达到61%: what has been paid, where it is so, else how fast money shall be.
_PAYING_RATE = re.compile("(?:兑付|兑现|拨付|到位|支付)(?:率|进度)(?:达到?|为|不低于)*$")
#: 不足部分由企业承担10%.
_BORNE_BY_OTHERS = re.compile("(?:企业|个人|单位|申请人|业主|农户)(?:自行)?(?:承担|负担|自筹)$")
#: 用于科普的比例; of land no money is used.
_SHARE_USED = re.compile(
    "^(?!.*(?:用地|土地|指标|面积)).*(?:用于|投向)[^,;。]*(?:比例|占比|比重)|支出占(?!(?:GDP|地区|国内|生产总值|营业|销售|主营))[^,;。]{2,16}(?:比例|比重)"
)
#: 占水利专项资金的42%.
_OF_POT = re.compile("^(?!.*自筹).*占[^,;。]{0,12}(?:衔接|专项|补助|财政)[^,;。]{0,6}资金的?$")
#: A share that is taken out of a pot: 提取5%.
_TAKEN = re.compile("(?:提取|计提)$")
#: A word of giving before the share: 补助投入额的20%.
_RATE_LEFT = re.compile(rf"(?:{GRANT_NOUN}|(?:政府|财政)承担|给予)[^,;。:]{{0,26}}$")
#: A grant named only behind the ceiling: 20%、最高5万元的补助.
_RATE_THEN_CAP = re.compile("[、,][^,;。]{0,24}(?:补助|补贴|奖励|资助)")


#: 补助比例上浮至12%: what is raised is a grant.
_RAISED = re.compile(
    rf"(?:(?:{GRANT_NOUN})(?:比例|标准)(?:再|可)?|补助|补贴|奖励)(?:可|最高|再)*上浮[到至]?$|标准(?:的?基础)?上再?上浮[到至]?$|上述标准(?:的?基础)?上再?提高$"
)
#: 给予2个百分点的贴息: so much of the interest is paid.
_INTEREST = re.compile("的?[^,;。]{0,8}贴息")
#: The same before the points: 年贴息2个百分点, 贴息率提高3个百分点.
_INTEREST_LEFT = re.compile(
    f"贴息(?:率|比例)?(?:再|可)?(?:提高|增加|不超过|最高|为)?$|(?:{GRANT_NOUN})(?:比例|标准)(?:再|可)?(?:提高|增加)$"
)


#: 按投入的60%对古堰村给予补助.
_BY_SHARE = re.compile("(?:^|财政|政府)按")
_THEN_GIVEN = re.compile(r"对[^,;。\d]{2,24}(?:给予|予以)[^,;。\d]{0,8}(?:补助|补贴|奖励|资助)")


def _interest(mention: Mention) -> Use | None:
    if describes(mention) or not (_INTEREST.match(mention.right) or _INTEREST_LEFT.search(mention.left)):
        return None
    return Use(Slot.FUNDING, "funding.grant.points", "grant")


def _ratio(mention: Mention) -> Use | None:
    if mention.quantity.unit != RATIO:
        return None
    if "分担" in mention.right and re.search("资金|经费", mention.left + mention.right):
        return Use(Slot.FUNDING, "funding.budget.ratio", "budget")
    if re.search("配套|分担|补助|承担|资助", mention.right):
        return Use(Slot.FUNDING, "funding.grant.ratio", "grant")
    return Use(Slot.NONE, "ratio")


def _pot_share(mention: Mention) -> Use | None:
    if _PAID_SHARE.search(mention.left):
        return Use(Slot.FUNDING, "funding.paid.share", "paid")
    whole = mention.left + mention.right[:14]
    if not mention.left or mention.left.endswith("其中"):
        whole = mention.before + whole
    if _OF_POT.search(mention.left):
        return Use(Slot.FUNDING, "funding.budget.share", "budget")
    used = _USED_FOR.match(mention.right) and (_POT_SHARE.search(whole) or _OF_GRANT.search(mention.before))
    taken = _TAKEN.search(mention.left) and not re.search("企业|职工|个人", mention.left)
    if used or taken or _SHARE_USED.search(mention.left):
        return Use(Slot.FUNDING, "funding.budget.share", "budget")
    return None


#: 修堰返还,百年古堰由30%提至50%: behind the name of the grant.
_RAISED_FROM = re.compile(r"^(?!.*(?<!返还)率)[^,;。]{2,16}由[\d.]+%(?:提|提高|上调)[至到]$")


def _rate(mention: Mention) -> Use | None:
    if _BORNE_SHARE.search(mention.left) and not describes(mention):
        return Use(Slot.FUNDING, "funding.grant.rate", "grant")
    interest = re.match("的?[^,;。]{0,6}(?:贴息|补贴|补助)", mention.right) or _RAISED.search(mention.left)
    if describes(mention) or _NOT_GIVEN_RIGHT.match(mention.right):
        return None
    if re.search("(?:确保|力争)[^,;。]*(?:利率|融资成本)", mention.lead):  # a goal for what loans cost
        return None
    if _PAYING_RATE.search(mention.left) or _BORNE_BY_OTHERS.search(mention.left):
        return None
    if _NOT_GIVEN_LEFT.search(mention.left) and not interest:
        return None
    if (
        _RAISED.search(mention.left)
        or (_BY_SHARE.search(mention.left) and _THEN_GIVEN.match(mention.rest))
        or grant_noun_right(mention)
        or _RATE_THEN_CAP.match(mention.rest)
        or _RATE_LEFT.search(mention.left)
    ):
        return Use(Slot.FUNDING, "funding.grant.rate", "grant")
    if _RAISED_FROM.search(mention.left) and GRANT.search(mention.before[-60:] + mention.lead):
        return Use(Slot.FUNDING, "funding.grant.rate", "grant")
    standard = re.match("的?标准(?:确定|执行|计算)", mention.right) and GRANT.search(mention.before)
    if standard or (GRANT.search(mention.lead) and re.search("比例|标准|按", mention.left)):
        return Use(Slot.FUNDING, "funding.grant.rate", "grant")
    return None
