"""Credit and funds: loans, guarantees and investment funds that a policy makes available, and the pools that cover
their losses.

The functions return a `Use`, or None where they have nothing to say; `extractors.money` tries them among its rules.

Relies on the mention at hand (`extractors.mentions`) and, for what goes on about a fund or a loan, on the pot before it.
"""

from __future__ import annotations

import re

from extractors.conditions import describes, economy_figure_left
from extractors.mentions import Mention
from extractors.slots import Slot, Use

#: The rule for a sum that goes on about a fund or a loan.
MORE_FINANCE = "funding.finance.more"
#: How far back the loans stand whose sum is named.
_LOANS_REACH = 60
#: Credit and funds, before the sum: 担保余额10亿元.
CREDIT = re.compile(
    "(?:转贷|续贷)(?!贴息|[^,;。]{0,8}(?:补贴|补助|奖励))|贷款(?!贴息|利|风险)|放款|担保(?!费)|周转金|信贷|授信|再贷款|(?<!医保)(?<!社保)(?<!保险)基金(?!会)|借款|投放|在保余额|放贷|贷”"
)
#: The same behind it: 30万元、期限3年的创业担保贷款.
CREDIT_RIGHT = re.compile(
    "(?:、?(?:期限|贷期)[^,;。]{0,10})?的?[^,;。]{0,10}(?:贷款|转贷|担保|授信|信贷|基金|借款)(?!贴息|利率)"
)
#: 发放贷款1200笔,金额11.6亿元: what the loans before come to.
_SUM_OF_LOANS = re.compile("(?:^|[、,笔户])总?金额(?:达|约|共)?$")
#: 设立总规模70亿元的茶产业基金.
_FUND_RIGHT = re.compile("的?(?P<name>[^,;。]{0,14}?)基金(?!会)")
#: 设立7000万元的茶农风险补偿资金池: a pot, though loans hang on it.
_POOL_RIGHT = re.compile("的?[^,;。]{0,16}?(?:资金池|风险补偿(?:资金|金))")
#: 安排风险补偿资金2000万元.
_POOL_LEFT = re.compile("风险补偿(?:资金|金)池?(?:总|首期)?(?:规模|总额)?(?:为|达到?|不低于)?$")
#: Words of founding, without which a fund is only named.
_FOUNDED = re.compile("设立|建立|组建|成立|规模|募集|发起")
#: 设立茶叶引导基金,首期规模7亿元: the size of the fund that the clause before names.
_FUND_SIZE = re.compile("^(?:(?:总|首期|一期|目标)规模(?:为|达到?|不低于)?|[^,;。]{0,6}财政(?:首期)?出资)$")
_FUND_BEFORE = re.compile("(?:设立|组建|成立|建立)[^,;。]{0,20}基金,$")
#: 茶叶引导基金首期规模7亿元.
_FUND_LEFT = re.compile("基金(?:首期|一期|总|目标)*(?:规模|募集)(?:为|达到?|不低于)*$")
#: 首期3亿元 after the size of a fund, 可提高至50万元 after that of a loan.
_MORE_FINANCE = re.compile(
    "(?:其中)?(?:首期|首批|一期)(?:规模|出资|到位)?(?:为|达)?|[^,;。]{0,16}(?:提高|放宽|增加|上调)[到至]|(?!每|单|对)[^,;。]{2,12}最高(?:额度|可贷)?"
)
#: 提供20万元的创业担保贷款 offers what 的 elsewhere describes.
_OFFERED = re.compile("申请|设立|提供|发放|投放|给予|享受")
#: Credit that firms and banks agree on at an event is no money of a policy.
_AGREED = re.compile("达成|签约|签订|意向")
#: 茶产业基金对制茶项目的投资不低于.
_FUND_INVESTS = re.compile(
    "基金(?:对|投向|向)[^,;。]{0,24}(?:投资|投放)(?:额|总额|规模)?(?:不低于|不少于|达到?|超过|为)?$"
)


def pool_use(mention: Mention) -> Use | None:
    """What a sum is for that fills a pool for losses: a pot of the budget."""
    pool = _POOL_RIGHT.match(mention.right) and re.search(f"安排|{_FOUNDED.pattern}", mention.left)
    return (
        Use(Slot.FUNDING, "funding.budget.pool", "budget")
        if pool or _POOL_LEFT.search(mention.left)
        else None
    )


def fund_use(mention: Mention) -> Use | None:
    """What a sum is for that an investment fund comes to or invests."""
    fund = _FUND_RIGHT.match(mention.right)
    founded = (fund and _FOUNDED.search(mention.left + fund["name"])) or _FUND_LEFT.search(mention.left)
    founded = founded or (_FUND_SIZE.search(mention.left) and _FUND_BEFORE.search(mention.before))
    if founded or (_FUND_INVESTS.search(mention.left) and not describes(mention)):
        return Use(Slot.FUNDING, "funding.finance.fund", "finance")
    return None


def credit_use(mention: Mention) -> Use | None:
    """What a sum is for that is lent or guaranteed."""
    summed = _SUM_OF_LOANS.search(mention.left) and CREDIT.search(
        mention.before[-_LOANS_REACH:] + mention.left
    )
    if summed:
        return Use(Slot.FUNDING, "funding.finance", "finance")
    offered = _OFFERED.search(mention.left) and CREDIT_RIGHT.match(mention.right)
    sized = mention.left.endswith(("担保规模", "担保业务规模"))
    if (
        (describes(mention) and not offered)
        or (economy_figure_left().search(mention.left) and not sized)
        or _AGREED.search(mention.left)
    ):
        return None
    if CREDIT.search(mention.left[-24:]) or CREDIT_RIGHT.match(mention.right):
        return Use(Slot.FUNDING, "funding.finance", "finance")
    return None


def is_more_finance(mention: Mention, pot: Mention) -> bool:
    """Whether a sum is the first stage of the fund, or the higher limit of the loan, of its sentence."""
    same = mention.quantity.is_money and mention.sentence == pot.sentence
    return same and not describes(mention) and _MORE_FINANCE.fullmatch(mention.left) is not None
