"""Public money: which sums and shares are funding, and of which kind.

The rules are tried in order; the first that speaks decides. A rule returns a `Use`, or None where it has
nothing to say. Kinds are those of `extractors.records.FUNDING_KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from extractors.conditions import (
    GRANT,
    GRANT_NOUN,
    describes,
    economy_figure_left,
    grant_noun_right,
    is_step,
    is_threshold,
)
from extractors.mentions import Mention
from extractors.quantities import RATIO


class Role(Enum):
    """Where a quantity goes."""

    FUNDING = "funding"
    TARGET = "target"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Use:
    """The role of a mention, the name of the rule that decided, and for funding the kind."""

    role: Role
    rule: str
    kind: str | None = None


Rule = Callable[[Mention], Use | None]

#: Kinds whose sums are divided into parts.
POTS = frozenset({"budget", "quota", "finance", "paid"})
_AMONG_IT = "其中"
_PARTS_REACH = 300
_POT = "资金|经费|专项(?!扣除|附加)|专款|预算|支出|国债|拨款|财政投入"
_GRANT_LEFT = re.compile(
    rf"(?:给予|予以|发放|享受|获得|拨付|补|(?:政府|财政)承担|支付|增发|加发|{GRANT_NOUN})[^,;。:]{{0,24}}$"
)
_CAP = re.compile("最高|最多|不超过|不高于|上限|封顶|限额")
_EACH = re.compile("每[个家户人名亩套台辆件项次][^,;。]{0,6}$")
_FINANCE = re.compile(
    "贷款(?!贴息|利|风险)|担保(?!费)|信贷|授信|再贷款|(?<!医保)(?<!社保)(?<!保险)基金(?!会)|借款|投放"
)
_FINANCE_RIGHT = re.compile("的?[^,;。]{0,6}(?:贷款|担保|授信|信贷|基金|借款)(?!贴息|利率)")
#: 设立总规模100亿元的产业发展基金
_FUND_RIGHT = re.compile("的?[^,;。]{0,14}基金(?!会)")
_FUND_LEFT = re.compile("设立|组建|成立|规模|募集|发起")
#: 产业基金对先进制造业项目的投资不低于
_FUND_INVESTS = re.compile(
    "基金(?:对|投向|向)[^,;。]{0,24}(?:投资|投放)(?:额|总额|规模)?(?:不低于|不少于|达到?|超过|为)?$"
)
_QUOTA = re.compile("争取|债券|专项债|一般债|企业债|公司债")
_QUOTA_OBJECT = re.compile("债|额度|资金|经费|补助|预算内投资|转移支付")
_BUDGET_LEFT = re.compile(
    rf"(?:安排|预付|垫付|(?<!可)兑现|兑付|返还|(?:财政|政府|资金|市|区|县|局|共|累计)[^,;。:]{{0,8}}投入(?!强度)|设立|筹措|筹集|下达|下拨|划拨|拨付|统筹|推出|计提|列支|落实|追加|支持总额|{_POT})[^,;。:(给奖补]{{0,20}}$"
)
_BUDGET_RIGHT = re.compile(rf"的?[^,;。:的]{{0,14}}?(?:{_POT})(?!需求|成本)|(?:专项|主要)?用于")
_PAID = re.compile("发放|(?<!可)兑现|兑付|返还|返补|拨付|下拨|下达|支付|垫付|预付|补发|退还|涉及经费")
#: 应有10万元以上资金 is asked of somebody, not given.
_REQUIRED = re.compile("(?:(?<!供)应当?|须|需|必须)(?:有|具备|拥有)$|具有$|具备$")
#: The sum was named before: 将通过2亿元的专项资金予以补助.
_NAMED_BEFORE = re.compile("(?:通过|利用|用好|依托|使用|上述|前述|从|所需)$")


def money_use(mention: Mention, *, done: bool, after_grant: bool) -> Use | None:
    """What a sum of money or a share is there for, None where it is no public money.

    `done`: the text reports what happened; `after_grant`: the figure before it was a grant.
    """
    if is_step(mention):
        return Use(Role.NONE, "condition.step")
    if _REQUIRED.search(mention.left):
        return Use(Role.NONE, "condition.required")
    for rule in _SUM_RULES if mention.quantity.unit not in ("%", RATIO) else _SHARE_RULES:
        if use := rule(mention):
            given = mention.quantity.is_money and use.kind in ("grant", "budget")
            paid = done and given and _PAID.search(mention.lead[-40:] + mention.right[:2])
            return Use(use.role, use.rule, "paid") if paid else use
    return _continued(mention) if after_grant else None


def is_part(mention: Mention, whole: Mention) -> bool:
    """Whether a sum without words of its own is a part of the pot before it: 安排3亿元,其中技术改造2亿元."""
    quantity = mention.quantity
    return (
        quantity.unit == whole.quantity.unit
        and quantity.number <= whole.quantity.number
        and 0 < quantity.start - whole.quantity.end < _PARTS_REACH
        and _AMONG_IT in mention.before + mention.lead
        and not describes(mention)
    )


def _continued(mention: Mention) -> Use | None:
    """A sum that only says how the grant before it goes on: 最高不超过30万元; 硕士每人2万元."""
    if not mention.quantity.is_money or describes(mention) or economy_figure_left().search(mention.left):
        return None
    if _CAP.search(mention.left):
        return Use(Role.FUNDING, "funding.cap", "grant")
    return Use(Role.FUNDING, "funding.grant", "grant") if _EACH.search(mention.left) else None


def _voucher_or_grant(mention: Mention) -> Use | None:
    found = grant_noun_right(mention)
    if found is None:
        return None
    if found["noun"].endswith("券"):
        return Use(Role.FUNDING, "funding.voucher", "paid" if "发放" in mention.lead else "budget")
    if _NAMED_BEFORE.search(mention.left):
        return Use(Role.NONE, "funding.named-before")
    given = re.search("给予|奖励", mention.left)
    if not given and (_FINANCE.search(mention.left[-12:]) or _BUDGET_LEFT.search(mention.left)):
        return None
    return Use(Role.FUNDING, "funding.grant", "grant")


def _threshold(mention: Mention) -> Use | None:
    return Use(Role.NONE, "condition.threshold") if is_threshold(mention) else None


def _fund(mention: Mention) -> Use | None:
    founded = _FUND_RIGHT.match(mention.right) and _FUND_LEFT.search(mention.left)
    if founded or (_FUND_INVESTS.search(mention.left) and not describes(mention)):
        return Use(Role.FUNDING, "funding.finance.fund", "finance")
    return None


def _finance(mention: Mention) -> Use | None:
    if describes(mention) or economy_figure_left().search(mention.left):
        return None
    if _FINANCE.search(mention.left[-24:]) or _FINANCE_RIGHT.match(mention.right):
        return Use(Role.FUNDING, "funding.finance", "finance")
    return None


def _quota(mention: Mention) -> Use | None:
    lead = mention.lead[-40:]
    if describes(mention) or not _QUOTA.search(lead) or re.search("给予|予以|奖励", mention.left):
        return None
    if _QUOTA_OBJECT.search(lead + mention.right[:10]):
        return Use(Role.FUNDING, "funding.quota", "quota")
    return None


def _budget(mention: Mention) -> Use | None:
    pot = _BUDGET_RIGHT.match(mention.right)
    if (describes(mention) and not pot) or economy_figure_left().search(mention.left):
        return None
    if _BUDGET_LEFT.search(mention.left) or (pot and not _GRANT_LEFT.search(mention.left)):
        return Use(Role.FUNDING, "funding.budget", "budget")
    return None


def _grant_left(mention: Mention) -> Use | None:
    if (
        not _GRANT_LEFT.search(mention.left)
        or describes(mention)
        or economy_figure_left().search(mention.left)
    ):
        return None
    return Use(Role.FUNDING, "funding.grant", "grant")


_SUM_RULES: tuple[Rule, ...] = (_fund, _voucher_or_grant, _threshold, _finance, _quota, _budget, _grant_left)

# --- shares
# ------------------------------------------------------------------------------------------------------

#: What is reduced, taxed or owned is not given.
_NOT_GIVEN_RIGHT = re.compile(
    "的?[^,;。]{0,6}(?:减免|优惠|减征|征收|税率|税负|所得税|利率|股权|股份|结算|扣除|计入应|为基数|折扣)"
)
_NOT_GIVEN_LEFT = re.compile(
    "(?:利率|费率|税率|下浮|上浮|减按|减征|减免|裁员率|持股|股权|增值率|征收|免收|征收率|减按)[^,;。]{0,6}$|(?:人数|总数|放宽|下调)[^,;。]{0,10}$"
)
_PAID_SHARE = re.compile("已?(?:兑现|拨付|发放|到位)(?:率)?(?:达到?)?$")
_POT_SHARE = re.compile("支出|资金|预算|收入|财力")
_USED_FOR = re.compile("(?:的)?[^,;。:]{0,14}用于")
_TAKEN = re.compile("(?:提取|计提)$")
_RATE_LEFT = re.compile(rf"(?:{GRANT_NOUN}|(?:政府|财政)承担|给予)[^,;。:]{{0,26}}$")
_RATE_THEN_CAP = re.compile("[、,][^,;。]{0,24}(?:补助|补贴|奖励|资助)")


def _ratio(mention: Mention) -> Use | None:
    if mention.quantity.unit != RATIO:
        return None
    if re.search("配套|分担|补助|承担|资助", mention.right):
        return Use(Role.FUNDING, "funding.grant.ratio", "grant")
    return Use(Role.NONE, "ratio")


def _pot_share(mention: Mention) -> Use | None:
    if _PAID_SHARE.search(mention.left):
        return Use(Role.FUNDING, "funding.paid.share", "paid")
    whole = mention.before if mention.left.endswith("其中") else mention.left + mention.right[:14]
    used = _USED_FOR.match(mention.right) and _POT_SHARE.search(whole)
    if used or re.search("用于[^,;。]*(?:比例|占比|比重)", mention.left) or _TAKEN.search(mention.left):
        return Use(Role.FUNDING, "funding.budget.share", "budget")
    return None


def _rate(mention: Mention) -> Use | None:
    interest = re.match("的?[^,;。]{0,6}(?:贴息|补贴|补助)", mention.right)
    if describes(mention) or _NOT_GIVEN_RIGHT.match(mention.right):
        return None
    if _NOT_GIVEN_LEFT.search(mention.left) and not interest:
        return None
    if grant_noun_right(mention) or _RATE_THEN_CAP.match(mention.rest) or _RATE_LEFT.search(mention.left):
        return Use(Role.FUNDING, "funding.grant.rate", "grant")
    standard = re.match("的?标准(?:确定|执行|计算)", mention.right) and GRANT.search(mention.before)
    if standard or (GRANT.search(mention.lead) and re.search("比例|标准|按", mention.left)):
        return Use(Role.FUNDING, "funding.grant.rate", "grant")
    return None


_SHARE_RULES: tuple[Rule, ...] = (_ratio, _pot_share, _rate)
