"""Calendar dates as official documents write them: 2023年6月28日, 2023-06-28, 二〇〇四年三月二日, 2023年6月.

Relies on the text at hand alone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

#: The digits of a year in characters, with what is typed or scanned in the place of 〇.
_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "O": "0", "Ο": "0"}
#: A year in characters: 二〇二四.
_HAN_YEAR = "[一二][〇○零OΟ一二三四五六七八九]{3}"
#: A month or a day in characters: 十二.
_HAN_DAY = "[一二三四五六七八九十]{1,3}"

#: A date; the named groups are those of one of its three forms.
DATE = (
    r"(?:(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?!\d))"
    r"|(?P<ny>(?:19|20)\d\d)[-./](?P<nm>\d{1,2})[-./](?P<nd>\d{1,2})(?!\d)"
    rf"|(?P<hy>{_HAN_YEAR})年(?P<hm>{_HAN_DAY})月(?:(?P<hd>{_HAN_DAY})日|(?![一二三四五六七八九十])))"
)


def iso_date(match: re.Match[str]) -> str | None:
    """The date of a match of `DATE` as ``YYYY-MM-DD`` or ``YYYY-MM``; None where no such day exists."""
    if match["y"]:
        year, month, day = match["y"], match["m"], match["d"]
    elif match["ny"]:
        year, month, day = match["ny"], match["nm"], match["nd"]
    else:
        year = "".join(_DIGIT[c] for c in match["hy"])
        month, day = str(_han_number(match["hm"])), match["hd"] and str(_han_number(match["hd"]))
    try:
        parsed = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return parsed.isoformat() if day else parsed.isoformat()[:7]


def days_after(iso: str, days: int) -> str:
    """The ISO date `days` days after another; a month without a day is left as it is."""
    return iso if len(iso) < 10 else (date.fromisoformat(iso) + timedelta(days=days)).isoformat()


def last_day_of_term(iso: str, *, years: int = 0, months: int = 0) -> str | None:
    """The last day of a term that begins on a full ISO date: five years from 2017-01-01 end on 2021-12-31."""
    if len(iso) < 10:
        return None
    first = date.fromisoformat(iso)
    index = first.year * 12 + first.month - 1 + years * 12 + months
    for day in range(first.day, 0, -1):  # 31 January and one month: the last day of February
        try:
            return (date(index // 12, index % 12 + 1, day) - timedelta(days=1)).isoformat()
        except ValueError:
            continue
    return None


def han_number(numeral: str) -> int:
    """A Chinese numeral below one hundred, or Arabic digits, as a number: 三 → 3, 二十一 → 21, 15 → 15."""
    return int(numeral) if numeral.isdigit() else _han_number(numeral)


def _han_number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
    if not ten:
        return (
            value.get(numeral[-1], 0)
            if len(numeral) == 1
            else int("".join(str(value.get(c, 0)) for c in numeral))
        )
    return (value.get(tens, 1) if tens else 1) * 10 + (value.get(ones, 0) if ones else 0)
