"""Government bodies by name: at which level of administration a body stands, and which region it speaks for.

Relies on the name at hand alone: what was read before makes no difference.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import words
from extractors.text import HAN

#: Bodies of the state as a whole, by how their names begin.
_NATIONAL = re.compile(
    "^(?:中共中央|中央|全国|国务院|国家|中国|最高人民|中华人民共和国|财政部|商务部|教育部|科技部|科学技术部|"
    "公安部|民政部|司法部|工业和信息化部|人力资源(?:和)?社会保障部|自然资源部|生态环境部|住房(?:和)?城乡建设部|交通运输部|水利部|"
    "农业农村部|农业部|文化和旅游部|文化部|应急管理部|退役军人事务部|海关总署|税务总局|市场监管总局|发展改革委|银保监会|证监会)"
)
#: 国家税务总局澜江市税务局, 中国人民银行澜江分行: what a body of the state has in a region, from the name of the region on.
_BRANCH = re.compile(
    rf"^(?:国家[{HAN}]{{2,8}}?(?:总局|管理局)|中国(?:[{HAN}]{{2,12}}?(?:银行|委员会)|银保监会|证监会))"
    rf"(?P<branch>[{HAN}]{{2,}}(?:局|分行|支行|管理部))(?:办公室)?$"
)
#: What 北京 lacks of 北京市 and 宁夏 of 宁夏回族自治区.
_NO_PROVINCE = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
#: Bodies of a town, a township or a street: 柳溪镇人民政府.
_TOWNSHIP = re.compile(rf"[{HAN}](?:镇|乡|街道)(?:人民政府|办事处|党工委|党委|委员会)?(?:办公室)?$")
#: 栖河县: a region, read from where the name of the next higher one ends.
_COUNTY = re.compile(rf"[{HAN}]{{2,}}?(?:(?<![地社园新小胜护景])区(?!域)|县|自治旗|新区|旗)")
#: 澜江市.
_CITY = re.compile(rf"([{HAN}]{{2,4}}?市)")
#: 栖山自治州.
_PREFECTURE = re.compile(rf"[{HAN}]{{2,10}}?(?:自治州|地区|盟)")
#: 云州省.
_PROVINCE = re.compile(rf"[{HAN}]{{2,3}}省")
_SHORT = (
    ("省", "province"),
    ("自治区", "province"),
    ("市", "city"),
    ("州", "city"),
    ("区", "district"),
    ("县", "district"),
    ("旗", "district"),
)


def level_of(name: str) -> str | None:
    """The level of the body's government: national, province, city, district, township; None where the name does
    not tell. 县级市 are districts by rank; an unknown 市 is taken for a city."""
    branch = _BRANCH.match(name)
    if branch and (place := _place_of_branch(branch["branch"])) is not None:
        return _level_of_region(place) if place else None
    if _NATIONAL.search(name):
        return "national"
    if _TOWNSHIP.search(name):
        return "township"
    region = region_of(name)
    if region:
        return _level_of_region(region)
    return next((level for mark, level in _SHORT if name.startswith(mark)), None)


@cache
def region_of(name: str) -> str | None:
    """The region at the head of a body's name, as far down as it is named: 杭州市钱塘区人民政府 → 杭州市钱塘区."""
    party = len("中共") if name.startswith("中共") else 0
    name = name[party:]
    province = next((p for p in words("provinces") if name.startswith(p)), "")
    if not province and (unlisted := _PROVINCE.match(name)):
        province = unlisted.group()
    rest = name[len(province) :]
    city = _CITY.match(rest) or _PREFECTURE.match(rest)
    below = rest[city.end() :] if city else rest
    county = _COUNTY.match(below)
    second = _CITY.match(below) if city and not county else None
    end = len(province) + (city.end() if city else 0)
    if county and (city or province or county.end() >= 3):
        end += county.end()
    elif second:
        end += second.end()
    return name[:end] or None


def _place_of_branch(branch: str) -> str | None:
    """The region of a branch, empty where only a city without 市 is named; None where it is no branch but a part of
    the head office."""
    if place := region_of(branch):
        return place
    if not re.search("行|监管局|管理部", branch):
        return None
    return next((p for p in words("provinces") if branch.startswith(_without_noun(p))), "")


#: County-level cities whose names without 市 are ordinary words.
_ORDINARY_WORDS = frozenset(
    (
        "东方",
        "永安",
        "长乐",
        "新民",
        "高平",
        "大安",
        "安宁",
        "永康",
        "明光",
        "阳春",
        "开平",
        "乐平",
        "新乐",
        "文昌",
    )
)


@cache
def bare_regions() -> tuple[str, ...]:
    """Provinces, cities and county-level cities as articles call them, without 省 and 市, the longest first; without
    those that are words of the language."""
    counties = {name.removesuffix("市") for name in words("county_level_cities")} - _ORDINARY_WORDS
    names = {*map(_without_noun, words("provinces")), *words("cities"), *counties}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _without_noun(province: str) -> str:
    return _NO_PROVINCE.sub("", province)


def _level_of_region(region: str) -> str:
    if region in words("provinces") or region.endswith("省"):
        return "province"
    if re.search("(?:区|县|旗)$", region) and not region.endswith(("自治区", "地区")):
        return "district"
    last = re.search(rf"(?:^|[省市州区])([{HAN}]{{2,4}}?市)$", region)
    if region.count("市") > 1 or (last and last[1] in words("county_level_cities")):
        return "district"
    return "city"
