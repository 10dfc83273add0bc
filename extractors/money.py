"""Public money: which sums are funding, and of which kind.

The rules are tried in order; the first that speaks decides. A rule returns a `Use`, or None where it has
nothing to say. Kinds are those of `extractors.records.FUNDING_KINDS`.

Relies on the mention at hand (`extractors.mentions`) and on the grant or pot before it, which
`extractors.uses` hands over; no outline and no other slot makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from extractors.conditions import (
    GRANT,
    GRANT_NOUN,
    describes,
    economy_figure,
    economy_figure_left,
    grant_noun_right,
    is_step,
    is_threshold,
)
from extractors.credit import CREDIT, CREDIT_RIGHT, credit_use, fund_use, pool_use
from extractors.mentions import Mention
from extractors.phrases import without_label
from extractors.shares import share_use
from extractors.slots import Slot, Use
from extractors.text import HAN

Rule = Callable[[Mention], Use | None]

#: The rule for a sum that takes from the grant before it what it does not say itself.
LISTED = "funding.listed"
#: The rule for the most that a grant comes to.
CAP = "funding.cap"
#: The rule for what something cost, which is public money only where the text reports it.
COST = "funding.cost"
#: Words of a ceiling.
CEILING = re.compile("最高|最多|不超过|不高于|(?<![新升])上限|封顶|限额")
#: The word that makes the sums behind it parts of the sum before it.
_AMONG_IT = "其中"
_PARTS_REACH = 300
_GIVEN_REACH = 60
_ANNOUNCED_REACH = 30
#: Words for public money that is set aside, not given.
_POT = "资金(?!压力|需求|缺口|链|周转)|经费|专项(?!扣除|附加)|专款|预算|(?<!消费)(?<!生活)支出|国债|拨款|财政投入"
#: A word of giving before the sum: 给予茶企30万元.
_GRANT_LEFT = re.compile(
    rf"(?:给予|予以|发放|享受|获得|拨付|补|(?:政府|财政)承担|支付(?!赔款|货款|工资|租金|利息)|增发|加发|{GRANT_NOUN})[^,;。:]{{0,24}}$"
)
#: To each of whom or what a sum is given: 每人2万元.
_EACH = re.compile(
    "(?:每(?:[个家户人名亩套台辆件项次年月天日夜张床头只吨米村场]|平方米)|[人户亩]均(?=[奖补给资不最]|$))[^,;。]{0,6}$"
)
#: To each of whom a sum is given, so that it is no pot: 人员经费每人1万元.
_EACH_ONE = re.compile(
    f"每[人名户家亩台套][^,;。]{{0,6}}$|给予[^,;。]{{0,10}}(?:经费|资金)$|每[项个](?:每年)?(?:{GRANT_NOUN})[^,;。]{{0,4}}(?:经费|资金)[^,;。]{{0,6}}$"
)
#: A fine is taken, not given, though the sentence may 给予 a warning.
_FINE_LEFT = re.compile("(?:并|可以?|或者?|单)处(?:以)?[^,;。给]{0,8}$")
#: The same behind the sum: 5万元以下罚款.
_FINE_RIGHT = re.compile("[^,;。给]{0,24}罚[款金]")
#: Money that goes the other way.
_TAKEN_FROM = re.compile("缴|投入|收取|收费|租|价|工资|罚|扣|产值|收入|投资|成本")
#: 标准为自理老人每人每月100元
_STANDARD = re.compile(
    "(?<!收费)(?<!缴费)(?<!价格)(?<!工资)(?<!处罚)标准(?:为|是|:)[^,;。]*$|(?:保障|供养|养老金|抚恤|低保)(?:最低)?标准(?:提高|调整|达)[到至为][^,;。]*$"
)
#: 补助标准:特困人员每月800元
_ANNOUNCED = re.compile(rf"(?:{GRANT_NOUN}|给予|发放)[^,;。:]{{0,10}}:$")
#: 经评审可获A、B两类启动资金,额度依次为70万元、30万元
_AMOUNTS_TO = re.compile("(?:额度|金额|标准)(?:分别|依次)?为")
_GIVEN_BEFORE = re.compile(f"(?:(?:获得?|享受|给予|申请)[^,;。]{{0,16}}资金|{GRANT_NOUN}),$")
#: A list goes on: 省级30万元 after 国家级50万元.
_LIST_ITEM = re.compile(
    rf"(?!带动|撬动|新增|实现|完成|达|超|募集|还|需|剩余|自筹|投入|筹|其中|共|合计)[{HAN}“”]{{1,12}}"
)
#: All that stands between the sums of such a list: 、硕士.
_NEXT_ITEM = re.compile(f"、[{HAN}“”]{{1,12}}")
_LIST_GAP = 2
#: A clause that gives, limits or counts speaks for itself.
_SAYS_HOW = re.compile(f"给|予|每|{CEILING.pattern}|(?!(?<=等)奖)(?:{GRANT_NOUN})")
#: One level of government bears a part of a grant: 其中市级补助12万元.
_BORNE = re.compile(
    f"(?:中央|国家|省|市|区|县|镇|乡|街道\\))(?:(?:级|本级)?(?:财政)?(?:{GRANT_NOUN}|承担|负担|配套|安排|出资)[^,;。]{{0,4}}|级)$"
)
#: The size of a pot that the clause before names: 设立专项资金,每年规模不低于1亿元.
_POT_SIZE = re.compile(
    "^(?:每年|(?:20\\d\\d)?年度)?(?:资金)?(?:规模|总额)(?:为|达到?|不低于|不少于|约|控制在)*$"
)
_POT_BEFORE = re.compile("(?:资金|经费|费用)[^。;]{0,16},$")
#: 设立修缮资金,每年不低于1亿元.
_YEARLY = re.compile("每年(?:安排)?(?:不低于|不少于|约)?")
_POT_NAMED = re.compile("(?:(?:专项|引导|发展|扶持)资金|的资金),$")
#: 补贴总额700万元: not what each is given.
_TOTAL_OF_GRANTS = re.compile(f"(?:{GRANT_NOUN})(?:资金)?总额(?:为|达到?|不低于|不超过|控制在|约)*$")
#: …补助,单个企业补助总额不超过50万元: the total of what each is given.
_TO_EACH = re.compile("每(?:[个家户名人]|平方米)|单[个家户项]|同一")
#: Money of charities, and what parties to a contract pay one another.
_PRIVATE_MONEY = re.compile("慈善|基金会|爱心企业|社会捐赠|赔偿金|押金|保证金|违约金|合同款|货款")
#: 发放消费券500万元.
_VOUCHER_LEFT = re.compile("(?:消费|代金|优惠)券(?:总额|金额|共|合计|不少于|超过?|约|达)*$")
#: Words of obtaining from above or borrowing: 争取, 专项债券.
_QUOTA = re.compile("争取(?!到位)|债券|专项债|一般债|企业债|公司债")
#: The same behind the sum: 86亿元新增专项债券额度.
_BONDS_RIGHT = re.compile("的?[^,;。]{0,8}(?:专项债|一般债|债券)")
#: What is obtained, without which nothing is said of money.
_QUOTA_OBJECT = re.compile("债|额度|资金|公益金|经费|补助|预算内投资|转移支付")
#: Words of setting money aside, before the sum: 安排2000万元.
_BUDGET_LEFT = re.compile(
    rf"(?:安排|预付(?!赔款)|垫付|(?<!可)(?:兑现|兑付)|(?:财政|政府|资金|市|区|县|局|共|累计)[^,;。:]{{0,8}}(?<!企业研发)投入(?!强度)|设立|筹措|筹集|下达|下拨|划拨|拨付|统筹|推出|拿出|年投入|计提|列支|落实|支持总额|{_POT})[^,;。:(给奖补]{{0,20}}$"
)
#: The same behind it: 500万元用于.
_BUDGET_RIGHT = re.compile(rf"的?[^,;。:的]{{0,14}}?(?:{_POT})(?!需求|成本)|(?:专项|主要)?用于")
#: Words of paying out: with them, what a text reports is of kind `paid`.
_PAID = re.compile(
    "获得?(?=[^,;。]{0,8}(?:扶持|补助|奖补|奖励|资金))|(?:收到|领到|拿到)了?|累计投入|退税|"
    "发放|(?<!可)(?:兑现|兑付)|返还|返补|拨付|下拨|投放(?=[^,;。]{0,6}券)|支付|垫付|预付|补发|退还|涉及(?:经费|费用)"
)
#: 应有10万元以上资金 is asked of somebody, not given.
_REQUIRED = re.compile(
    "(?:(?<!供)应当?|须|需|必须)还?(?:有|具备|拥有)[^,;。]{0,14}$|具有$|具备$|(?:注册资本|实缴出资额?)[^,;。]{0,8}$|门槛[^,;。奖补给]*$"
)
#: 按注册资本的2%奖励: the capital is what the share is of.
_BASE = re.compile("按[^,;。]{0,6}注册资本[^,;。]{0,6}$")
#: The sum was named before: 将通过2亿元的专项资金予以补助.
_NAMED_BEFORE = re.compile("(?:通过|利用|用好|依托|使用|上述|前述|从|所需)$")


def money_use(mention: Mention, *, done: bool, grant: Mention | None) -> Use | None:
    """What a sum of money or a share is there for, None where it is no public money.

    `done`: the text reports what happened; `grant`: the last grant, if it stands near.
    """
    if is_step(mention):
        return Use(Slot.NONE, "condition.step")
    if _PRIVATE_MONEY.search(mention.left):
        return None
    if _REQUIRED.search(mention.left) and not _BASE.search(mention.left):
        return Use(Slot.NONE, "condition.required")
    if _FINE_LEFT.search(mention.left) or _FINE_RIGHT.match(mention.rest):
        return Use(Slot.NONE, "fine")
    use = _sum_use(mention) if mention.quantity.is_money else share_use(mention, done=done)
    if use is None or (use.rule == COST and not done):
        return _continued(mention, grant)
    if grant and use.kind == "grant" and _goes_on(mention, grant):
        return Use(Slot.FUNDING, LISTED, "grant")
    given = mention.quantity.is_money and use.kind in ("grant", "budget")
    given = given and not (_EACH.search(mention.left) and not _SUMMED.search(mention.lead))
    paid = done and given and _PAID.search(mention.lead[-40:] + mention.right[:2])
    return replace(use, kind="paid") if paid else use


#: 每人发放300元 says how much each is given, 已累计每人发放300元 what each was.
_SUMMED = re.compile("已|累计|共")


def is_part(mention: Mention, whole: Mention) -> bool:
    """Whether a sum or a share is a part of the sum before it: 安排3亿元,其中技术改造2亿元."""
    quantity = mention.quantity
    fits = quantity.is_share or (
        quantity.unit == whole.quantity.unit and quantity.number <= whole.quantity.number
    )
    near = 0 < quantity.start - whole.quantity.end < _PARTS_REACH
    return fits and near and _AMONG_IT in mention.before + mention.lead


#: 安排5亿元,重点支持…资金4亿元、…资金1亿元: the uses of a pot without 其中.
_USE_OF_POT = re.compile("(?:重点|主要|分别|专项)*(?:支持|用于)")
_NEXT_SENTENCE = re.compile("(?:重点|主要)(?:支持|用于)")


def is_use(mention: Mention, pot: Mention, last: Mention, spent: Decimal) -> bool:
    """Whether a sum is one of the uses that a text divides a pot into, in its sentence or, from 重点支持 on, in the next.
    `last` is the use before it, or the pot; `spent` is what the uses before it come to: with it no more than the pot."""
    quantity, whole = mention.quantity, pot.quantity
    opening = without_label(mention.left)
    if mention.sentence == last.sentence:
        named = spent > 0 or _USE_OF_POT.match(opening) is not None
    else:
        follows = last is pot and 0 <= mention.sentence[0] - pot.sentence[1] <= 1 and not mention.before
        named = follows and _NEXT_SENTENCE.match(opening) is not None
    return named and quantity.unit == whole.unit and spent + quantity.number <= whole.number


def is_part_without_words(mention: Mention, pot: Mention) -> bool:
    """Whether a sum is a part of a pot although nothing else says that it is public money, or a share what one level
    of government bears of it."""
    stated = mention.quantity.is_money or _BORNE.search(mention.left)
    return bool(stated) and is_part(mention, pot) and not describes(mention)


def is_named_part(mention: Mention, pot: Mention) -> bool:
    """Whether what looks like a grant is a part of the pot of its sentence: 安排5亿元,其中技术改造补助2亿元."""
    same = mention.quantity.is_money and mention.sentence == pot.sentence
    return same and is_part(mention, pot) and not _SAYS_TO_WHOM.search(mention.left)


#: With these words a sum is given to somebody, whatever pot it comes from.
_SAYS_TO_WHOM = re.compile("给予|予以|对|每|最高|不超过|按|一次性")


def is_part_of_grant(mention: Mention, grant: Mention) -> bool:
    """Whether a sum is what one level of government bears of a grant."""
    return is_part(mention, grant) and _BORNE.search(mention.left) is not None


#: What is paid by those who use something: 民宿每间最高收费500元.
_CHARGED = re.compile("收费|收取|保费|门票|票价|租金|限价|售价|押金")


def _continued(mention: Mention, grant: Mention | None) -> Use | None:
    """A sum that only says how a grant goes on: 最高不超过30万元; 硕士每人2万元; 、省级30万元."""
    same = grant is not None and mention.quantity.is_share and grant.quantity.is_share
    if grant and same and grant.sentence == mention.sentence and _RAISED_FURTHER.search(mention.left):
        return Use(Slot.FUNDING, "funding.grant.rate", "grant")
    if not mention.quantity.is_money or describes(mention) or economy_figure_left().search(mention.left):
        return None
    if _CHARGED.search(mention.left):
        return None
    if grant and CEILING.search(mention.left):
        return Use(Slot.FUNDING, CAP, "grant")
    if grant and (_MORE_GRANT.search(mention.lead) or _is_limit(mention)):
        return Use(Slot.FUNDING, "funding.grant", "grant")
    each = _EACH.search(mention.left) and not _TAKEN_FROM.search(mention.left)
    announced = (
        _ANNOUNCED.search(mention.before[-_ANNOUNCED_REACH:])
        or (each and _STANDARD.search(mention.left))
        or (_AMOUNTS_TO.fullmatch(mention.left) and _GIVEN_BEFORE.search(mention.before))
    )
    if announced or (each and (grant or GRANT.search(mention.before[-_GIVEN_REACH:]))):
        return Use(Slot.FUNDING, "funding.grant", "grant")
    return Use(Slot.FUNDING, LISTED, "grant") if grant and _goes_on(mention, grant) else None


#: 在上述基础上增加7万元, 每超过1人增加70元, 追加5万元
_MORE_GRANT = re.compile("(?:基础上|每[^,;。]{2,12})(?:再|另|分别)*增加$|追加$|标准(?:提高|上调)[到至为]$")
#: 按费用的50%给予补助,胜诉的提高到70%: the same grant for others.
_RAISED_FURTHER = re.compile("^(?!.*(?:率|占比|比重|覆盖|达标)).*(?:提高|上浮|调高|放宽|提)[到至]$")
#: What stands before the sum in 总额以170万元为限.
_LIMIT_BEHIND = re.compile("(?:^|总额)以$")


def _is_limit(mention: Mention) -> bool:
    """Whether a sum stands in 以1500万元为限, 以1500万元为上限."""
    limits = mention.quantity.comparator == "<=" or mention.right.startswith("为上限")
    return limits and _LIMIT_BEHIND.search(mention.left) is not None


def begins_list(mention: Mention, following: Mention) -> bool:
    """Whether a sum is the item before a grant in one list: 博士5万元 of 按博士5万元、硕士3万元发放补贴."""
    return (
        mention.quantity.unit == following.quantity.unit
        and mention.clause == following.clause
        and _NEXT_ITEM.fullmatch(mention.right) is not None
        and not _SAYS_HOW.search(mention.right)
        and not _TAKEN_FROM.search(mention.left)
        and not economy_figure_left().search(mention.left)
    )


def _goes_on(mention: Mention, grant: Mention) -> bool:
    """Whether a sum with a short noun is the next item of the list that a grant begins."""
    gap = mention.left_start - grant.quantity.end
    bare = not mention.right or mention.right[0] in "、,;)" or grant_noun_right(mention) is not None
    return (
        grant.quantity.unit == mention.quantity.unit
        and 0 < gap <= _LIST_GAP
        and bare
        and _LIST_ITEM.fullmatch(mention.left) is not None
        and not economy_figure().search(mention.left)
        and not _SAYS_HOW.search(mention.left)
    )


#: 在修堰资金中安排600万元予以补助.
_GIVEN_SO = re.compile("(?:予以|给予)(?:一次性)?(?:补助|补贴|奖励)")


def _voucher_or_grant(mention: Mention) -> Use | None:
    if _VOUCHER_LEFT.search(mention.left) and mention.quantity.is_money:
        return Use(Slot.FUNDING, "funding.voucher", "budget")
    found = grant_noun_right(mention)
    if found is None:
        return None
    if found["noun"].endswith("券"):
        return Use(Slot.FUNDING, "funding.voucher", "budget")
    if _NAMED_BEFORE.search(mention.left):
        return Use(Slot.NONE, "none.named-before")
    if found["noun"] in ("支持", "贴息") and CREDIT_RIGHT.match(mention.right):
        return None
    given = re.search("给予|奖励", mention.left) or _GIVEN_SO.match(mention.right)
    if not given and (CREDIT.search(mention.left[-12:]) or _BUDGET_LEFT.search(mention.left)):
        return None
    return Use(Slot.FUNDING, "funding.grant", "grant")


def _threshold(mention: Mention) -> Use | None:
    return Use(Slot.NONE, "condition.threshold") if is_threshold(mention) else None


def _quota(mention: Mention) -> Use | None:
    lead = mention.lead[-40:]
    if _BONDS_RIGHT.match(mention.right) and not describes(mention):
        return Use(Slot.FUNDING, "funding.quota", "quota")
    if describes(mention) or not _QUOTA.search(lead) or re.search("给予|予以|奖励", mention.left):
        return None
    if _QUOTA_OBJECT.search(lead + mention.right[:10]):
        return Use(Slot.FUNDING, "funding.quota", "quota")
    return None


#: 支付设计费用38万元, 涉及费用46万元, 留抵退税18亿元: what something cost, which is paid where the text tells of it.
_COST = re.compile("(?:(?:支付[^,;。]{0,8}|涉及)费用|留抵退税)(?:共|约|达)?$")


#: What others bear, or what is an offence.
_OTHERS_COST = re.compile("企业|公司|村民|群众|居民|农户|患者|家庭|违规|案件|自理")


def _budget(mention: Mention) -> Use | None:
    if _COST.search(mention.left) and not _OTHERS_COST.search(
        mention.before[-24:] + mention.lead + mention.right
    ):
        return Use(Slot.FUNDING, COST, "budget")
    sized = _POT_SIZE.search(mention.left) and _POT_BEFORE.search(mention.before)
    yearly = _YEARLY.fullmatch(mention.left) and _POT_NAMED.search(mention.before)
    total = sized or yearly or _TOTAL_OF_GRANTS.search(mention.left)
    limit = mention.quantity.comparator == "<="
    if total and limit and _TO_EACH.search(mention.before[-_GIVEN_REACH:] + mention.left):
        return Use(Slot.FUNDING, CAP, "grant")
    if total:
        return Use(Slot.FUNDING, "funding.budget", "budget")
    pot = _BUDGET_RIGHT.match(mention.right)
    founded = (pot and "设立" in mention.left) or mention.left.endswith("预算内投资")
    if (describes(mention) and not pot) or (economy_figure_left().search(mention.left) and not founded):
        return None
    if _EACH_ONE.search(mention.left) and "安排" not in mention.left:
        return None
    if _BUDGET_LEFT.search(mention.left) or (pot and not _GRANT_LEFT.search(mention.left)):
        return Use(Slot.FUNDING, "funding.budget", "budget")
    return None


def _grant_left(mention: Mention) -> Use | None:
    if (
        not _GRANT_LEFT.search(mention.left)
        or describes(mention)
        or economy_figure_left().search(mention.left)
        or mention.left.endswith(("支持出口", "支持进出口"))
    ):
        return None
    return Use(Slot.FUNDING, "funding.grant", "grant")


def _sum_use(mention: Mention) -> Use | None:
    return next((use for rule in _SUM_RULES if (use := rule(mention))), None)


_SUM_RULES: tuple[Rule, ...] = (
    pool_use,
    fund_use,
    _voucher_or_grant,
    _threshold,
    credit_use,
    _quota,
    _budget,
    _grant_left,
)
