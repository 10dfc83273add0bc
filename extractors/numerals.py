"""Numerals of Chinese official text as numbers: 1,805 · 1.26万 · 1万2千 · 十二 · 一百二十万 · 零点二.

Relies on the numeral at hand alone.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Arabic digits, with or without separators of thousands.
ARABIC = r"(?>\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d+)(?:\.\d++)?"
#: What multiplies the number before it: 万, 亿, 百万, 千亿, 万亿.
SCALE = "(?:[百千]?万亿|[十百千]?[万亿])"
#: A numeral in characters. 几 and 数 count nothing and stay out.
CHINESE = "[零〇一二两三四五六七八九十百千万亿]{1,24}+(?:点[零〇一二三四五六七八九]++)?"

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
#: One part of a numeral: 1.2, 万, 十, 三.
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<scale>万亿|万|亿)|(?P<power>[十百千])|(?P<digit>[零〇一二两三四五六七八九])"
)
#: A number in digits with at most one scale behind it: 1.26万.
_PLAIN = re.compile(rf"({ARABIC})(?:{SCALE})?")
#: The scale at the end of a numeral: 百万 of 3百万.
_TAIL = re.compile("([十百千]?)(万亿|[万亿])$")
#: More digits than any figure of a public budget has; beyond it the text is a code, not a number.
_LONGEST = 24


def parse_numeral(numeral: str) -> Decimal | None:
    """The value of a numeral that is all of `numeral`; None where it is no number (十十, a code of 30
    digits)."""
    if not numeral or len(numeral) > _LONGEST:
        return None
    plain = _PLAIN.fullmatch(numeral)
    if plain:  # most numerals
        return Decimal(plain[1].replace(",", "")) * scale_of(numeral)
    whole, point, fraction = numeral.partition("点")
    if not whole:
        return None
    value = _whole(whole)
    if value is None or not point:
        return value
    if not fraction or any(c not in _DIGITS for c in fraction):
        return None
    return value + Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))


def scale_of(numeral: str) -> int:
    """What the end of a numeral multiplies by: 10000 for 3万, 1 for 30."""
    tail = _TAIL.search(numeral)
    return _POWERS.get(tail[1], 1) * _SCALES[tail[2]] if tail else 1


def _whole(numeral: str) -> Decimal | None:
    """Sum of groups: `group` collects what 万 or 亿 will multiply, `digits` what 十, 百 or 千 will."""
    total = group = Decimal(0)
    digits: Decimal | None = None
    end = 0
    for match in _TOKEN.finditer(numeral):
        if match.start() != end:
            return None
        end = match.end()
        word = match.group()
        if match["arabic"]:
            if digits is not None:
                return None
            digits = Decimal(word.replace(",", ""))
        elif match["digit"]:  # 二〇二三 reads digit by digit
            digits = (digits or Decimal(0)) * 10 + _DIGITS[word]
        elif match["power"]:
            group += (Decimal(1) if digits is None else digits) * _POWERS[word]
            digits = None
        elif match["scale"]:
            group += digits or 0
            if word == "万":  # 1亿2000万: the 亿 before it are already counted
                total += (group or Decimal(1)) * _SCALES[word]
            else:
                total = (total + group or Decimal(1)) * _SCALES[word]
            group, digits = Decimal(0), None
        else:
            return None
    if end != len(numeral):
        return None
    return total + group + (digits or 0)
