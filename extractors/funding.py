"""Funding: sums and rates of public money, whom or what they are for, and which is part of which.

Relies on the outline (whose money it is) and on `extractors.uses` (what is money) in the order of the text;
no other slot makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.conditions import Conditions
from extractors.credit import MORE_FINANCE
from extractors.mentions import Mention
from extractors.money import CEILING, LISTED
from extractors.outline import Outline
from extractors.purposes import grant_purpose, next_purpose, pot_purpose, recipient_of, subject_of
from extractors.quantities import RATIO
from extractors.records import Funding
from extractors.slots import Slot, Use
from extractors.text import Text

#: ISO 4217 codes of the units of money that `extractors.quantities` reports.
CURRENCIES = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
    "澳门元": "MOP",
    "新台币": "TWD",
}
_QUALIFIERS = {"=": "exact", ">=": "min", "<=": "max", "~": "about"}


def find_funding(text: Text, outline: Outline, uses: Sequence[tuple[Mention, Use]]) -> list[Funding]:
    """The funding of a document in the order of the text; a range gives two rows (min and max). `uses` says what
    each quantity is there for: see `extractors.uses`."""
    headings = {segment.owner: segment.part.heading or "" for segment in outline.segments() if segment.part}
    rows: list[Funding] = []
    owner, topic = "", ""
    first: dict[int, Funding] = {}  # the first row of each quantity of this owner, by its start
    grant: Funding | None = None
    pot: Funding | None = None
    conditions = Conditions(text.normal)
    for mention, use in uses:
        if use.slot is not Slot.FUNDING or mention.quantity.start < outline.head:
            if use.rule.startswith("condition"):
                conditions.add(mention)
            continue
        if owner != (owner := outline.owner(mention.quantity.value_start)):
            topic, first, grant, pot = "", {}, None, None
        heading = headings.get(owner, "")
        whole = first.get(use.part_of) if use.part_of is not None else None
        per = _per(mention)
        if use.kind != "grant":
            purpose = pot.purpose if use.rule == MORE_FINANCE and pot else pot_purpose(mention, heading)
        elif grant and (use.rule == LISTED or whole):
            purpose = whole.purpose if whole else next_purpose(mention, grant.purpose)
            per = per or (whole or grant).per
        else:
            purpose = grant_purpose(mention, topic, heading)
            topic = subject_of(mention) or topic or purpose
        granted = use.kind == "grant"
        recipient = recipient_of(mention, purpose) if granted else None
        condition = conditions.of(mention) if granted else None
        new = [
            replace(row, recipient=recipient, condition=condition)
            for row in _rows(text, mention, use, owner, len(rows), purpose, per, whole.id if whole else None)
        ]
        if new:
            first[mention.quantity.start] = new[0]
            grant, pot = (new[0], pot) if use.kind == "grant" else (grant, new[0])
        rows += new
    return rows


def _rows(
    text: Text,
    mention: Mention,
    use: Use,
    owner: str,
    count: int,
    purpose: str,
    per: str | None,
    part_of: str | None,
) -> list[Funding]:
    quantity = mention.quantity
    start = mention.left_start
    return [
        Funding(
            span=text.span(start, quantity.end),
            quote=text.quote(start, quantity.end),
            rule=use.rule if qualifier != "max" else f"{use.rule}.max",
            id=f"f{number}",
            measure=owner,
            amount=value if quantity.is_money else None,
            currency=CURRENCIES.get(quantity.unit, "CNY"),
            rate=None if quantity.is_money else value,
            per=per,
            qualifier=qualifier,
            kind=use.kind or "grant",
            purpose=purpose,
            part_of=part_of,
        )
        for number, (qualifier, value) in enumerate(_values(mention), count + 1)
    ]


#: Words of a lower limit: 不低于.
_FLOOR = re.compile("不低于|不少于|最低(?!工资|生活|标准)")


def _values(mention: Mention) -> list[tuple[str, Decimal]]:
    """The qualifier and the value of each row that a mention gives."""
    quantity = mention.quantity
    if quantity.unit == RATIO:
        qualifier = "min" if _FLOOR.search(mention.left) else "exact"
        return [(qualifier, share) for share in _shares_of_ratio(mention)]
    if quantity.upper is not None:
        return [("min", quantity.number), ("max", quantity.upper)]
    qualifier = _QUALIFIERS[quantity.comparator]
    if qualifier == "exact":
        if CEILING.search(mention.left) or re.search("上限|封顶", mention.lead):
            qualifier = "max"
        elif _FLOOR.search(mention.left) or re.match("[到至]全额", mention.right):
            qualifier = "min"
    return [(qualifier, quantity.number)]


#: Who bears a part of a cost that is no public money.
_PRIVATE_SIDE = re.compile("企业|个人|单位|农户|群众|业主")


def _shares_of_ratio(mention: Mention) -> list[Decimal]:
    """1:0.5配套 adds half of the other side's money; of 3:7分担 one side bears 30 %, and the other, if it is public
    too, 70 %."""
    first, second = mention.quantity.number, mention.quantity.upper or Decimal(0)
    if "分担" not in mention.right:
        whole, sides = first, [second]
    elif _PRIVATE_SIDE.search(mention.left):
        whole, sides = first + second, [first]
    else:
        whole, sides = first + second, [first, second]
    return [(side * 100 / whole).quantize(Decimal("0.01")) for side in sides] if whole else []


#: What a sum is given for: 每人, 每新增1万元, 亩均, 单家企业.
_PER = re.compile(
    "每(?:增加|新增|满|增长|提高)?(?P<step>[\\d.]+[万亿]?元)"
    "|每(?:新增|成功推动|引进)?一?(?P<unit>平方米|立方米|平米|人次|千瓦|公里|课时|[个家户人名亩年月天日夜次吨台套辆件场项村镇单笔组班只头张床米])"
    "|(?P<mean>[亩人户])均(?=[奖补给资不最]|$)"
    "|(?:单|同一)[个家户]?(?P<single>企业|项目|单位|主体|机构)"
)
_SINGLE = {"项目": "个"}


def _per(mention: Mention) -> str | None:
    """The unit that a sum is given for: 每人每天 → 人/天, 单家企业 → 家, 3000元/亩 → 亩."""
    if mention.quantity.per:
        return mention.quantity.per
    units: list[str] = []
    for match in _PER.finditer(mention.left):
        unit = match["step"] or match["unit"] or match["mean"] or _SINGLE.get(match["single"], "家")
        if unit not in units:
            units.append(unit)
    return "/".join(units) or None
