"""Names of agencies: what looks like one, and how a list of them is taken apart.

Names are those of bodies, of groups of bodies (各街道, 有关部门), of enterprises under the state, and of territories
that act as one; their endings are data (`lexicon/agency_endings.txt`).

Relies on the list of names at hand alone: what was read before makes no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.lexicon import words
from extractors.text import HAN

#: One name, brackets inside it included: 各县(市、区)政府.
NAME = rf"(?:[{HAN}A-Za-z0-9“”·]|\([{HAN}、,]{{1,12}}\)|〔[{HAN}、,]{{1,12}}〕)"
#: What separates names, outside brackets: 各县(市、区) is one name.
_SPLIT = re.compile(r"[、,;/](?![^()〔〕]*[)〕])|\s+")
#: 和 and its like join two names only where the first is whole: 区财政局和区商务局, not 自然资源和规划局.
_JOIN = re.compile(r"(?<=[局委部厅办署院室府会行社团镇关])等?(?:和|及|与|以及|会同)(?=.{2})")
#: Words behind a name that are no part of it: 等部门, 按职责分工负责.
_TRAILING = re.compile(
    r"(?:等(?:有关|相关)?(?:多个|(?:\d{1,2}|[一二三四五六七八九十]{1,2})[余多]?[个家]?)?(?:[省市区县][级直])?(?:有关|相关)?(?:部门|单位|省份|省区市|地区?|城市)?|按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?(?:分别|各自)?(?:负责|落实)?|分工(?:负责)?|共同|联合|分别|具体|组织|各自)+$"
)
#: Words before a name that are no part of it: 由县水务局.
_LEADING = re.compile(r"^(?:由|即(?!墨)|以及|及|和|与|其中|包括|涉及|会同|联合|配合|请)")
#: What ends like a name and is none: 我县, 下同, 见附件.
_NO_AGENCY = re.compile(
    r"^(?:政府|企业|单位|部门|公司|机构)$|^(?:我|你|本)(?:省|市|区|县|局|委|部|厅|们|院|办)$|下同|以下|不再|列[首第]|排[在名]|^有关$|^相关$|^等$|^\d|[。:]|^见|^详见|附件"
)
#: 栖东区、柳溪区人民政府; 各市、自治州人民政府: the noun at the end belongs to all.
_TERRITORY = re.compile(rf"[{HAN}]{{1,6}}[市县区州旗盟]")
#: A territory with the noun that the territories before it share: 柳溪区人民政府.
_TERRITORY_GOVERNMENT = re.compile(
    rf"[{HAN}]{{0,6}}[市县区州旗盟](?:[(〔][^()〔〕]*[)〕])?((?:人民)?政府|管委会)"
)
#: 栖东区、柳溪区水务局: districts by name with the name of one office in each.
_DISTRICT = re.compile(rf"(?![各我本你]|有关|相关)[{HAN}]{{2,5}}[市县区旗]")
_DISTRICT_OFFICE = re.compile(rf"(?![各我本你]|有关|相关)[{HAN}]{{2,5}}?([市县区旗])([{HAN}]{{2,8}}局)")
#: 园区和示范区管委会: two territories with one noun.
_TWO_TERRITORIES = re.compile(
    rf"([{HAN}]{{1,8}}[市县区])(?:和|及|与)([{HAN}]{{1,10}}[市县区])(管委会|管理委员会|(?:人民)?政府)"
)
#: 澜江省和栖河市水利局: two regions with one office.
_TWO_REGIONS = re.compile(
    rf"([{HAN}]{{2,8}}[省市区县])(?:和|及|与)([{HAN}]{{2,8}}[省市区县])([{HAN}]{{2,14}}(?:局|厅|委|办|院))"
)
#: A level of government that stands for a name shared with the next: 省 of 省、市水利部门.
_REGION = "国家|中央|省级|市级|区级|县级|省|自治区|直辖市|自治州|自治县|市|区|县|镇"
#: The region at the head of a name: 县(市、区)人民政府, 区县(自治县)水务局.
_REGION_HEAD = re.compile(rf"^(?:(?:{_REGION})级?)+(?:[(〔][^()〔〕]*[)〕])?")
#: How a name ends that is no field.
_ENDS = "局委部厅办府会市县区镇道门位"
#: Fields in the place of names: 财政、水务等部门; 各级财政、水务部门.
FIELD_LIST = re.compile(
    rf"((?:[{HAN}]{{2,10}}(?<![{_ENDS}])、)+[{HAN}]{{2,8}}?)(?:等(?:有关|相关|职能)?)?(部门|单位|机关)"
)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(
        f"(?:{'|'.join(sorted(words('agency_endings'), key=len, reverse=True))})(?:[(〔][^()〔〕]*[)〕])?$"
    )


def looks_like_agency(name: str) -> bool:
    """Whether a name ends like a body, a group of bodies or a territory, and is as long as names are."""
    return 2 <= len(name) <= 30 and bool(_ending().search(name)) and not _NO_AGENCY.search(name)


#: How those end who may be assigned something: enterprises lead projects, not measures.
_PUBLIC = re.compile(
    rf"(?:局|委|部|厅|办|办公室|政府|管委会|院|署|会|行|教研室|中心|办事处|部门|单位|有关方面|街道|镇|镇街|园区|指挥部|小组|专班|省|市|县|区|州|社|机关|海关|系统|\([{HAN}、]+\))$"
)


def is_public(name: str) -> bool:
    """Whether a name looks like an agency and ends like a public one, so that a text can assign it something without
    a label."""
    return looks_like_agency(name) and _PUBLIC.search(name) is not None


#: What a government owns: 省担保集团.
_OWNED = re.compile(r"[省市县区州].*(?:公司|集团)")


def is_owned(name: str) -> bool:
    """Whether a name is that of a company of the region's government, which can be assigned something as a body can."""
    return looks_like_agency(name) and _OWNED.fullmatch(name) is not None


def split_names(listed: str) -> Iterator[tuple[str, int, int]]:
    """The names in a list, each with where it stands in `listed`; 省、市发展改革委 gives both in full.

    Names are given without 等, 由 and the like; a general 有关部门 at the end of a list is a name of its own."""
    parts = list(_parts(listed))
    for index, (name, start, end) in enumerate(parts):
        general = re.search(r"等((?:其他)?(?:[省市区县]级)?(?:有关|相关)(?:部门|单位))$", name)
        bare = _LEADING.sub("", _TRAILING.sub("", name))
        if re.fullmatch(f"各?(?:{_REGION})", bare) and (whole := _next_whole(parts, index)):
            bare += _TRAILING.sub("", _REGION_HEAD.sub("", whole))
        elif _TERRITORY.fullmatch(bare):
            bare += _shared_noun(bare, (name for name, _, _ in parts[index + 1 :]))
        if two := _TWO_TERRITORIES.fullmatch(bare) or _TWO_REGIONS.fullmatch(bare):
            yield two[1] + two[3], start, end
            yield two[2] + two[3], start, end
        elif len(bare) >= 2 and not _NO_AGENCY.search(bare):
            yield bare, start, end
        if general:
            yield general[1], start + general.start(1), end


def _shared_noun(territory: str, following: Iterable[str]) -> str:
    """The noun that a territory shares with the last of those behind it: 人民政府 of 栖东区、柳溪区人民政府; empty where
    there is none."""
    last = next((name for name in following if not _TERRITORY.fullmatch(name)), "")
    if shared := _TERRITORY_GOVERNMENT.fullmatch(last):
        return shared[1]
    office = _DISTRICT_OFFICE.fullmatch(last) if _DISTRICT.fullmatch(territory) else None
    return office[2] if office and territory.endswith("市") == (office[1] == "市") else ""


def _next_whole(parts: list[tuple[str, int, int]], index: int) -> str | None:
    """The first name behind the one at `index` that is more than a level of government, where it has one at its head."""
    following = next((name for name, _, _ in parts[index + 1 :] if not re.fullmatch(_REGION, name)), "")
    return following if _REGION_HEAD.match(following) else None


def _parts(listed: str) -> Iterator[tuple[str, int, int]]:
    position = 0
    for separator in [*_SPLIT.finditer(listed), None]:
        stop = separator.start() if separator else len(listed)
        begin = position
        for join in [*_JOIN.finditer(listed, position, stop), None]:
            last = join.start() if join else stop
            if last > begin:
                yield listed[begin:last], begin, last
            begin = join.end() if join else stop
        if separator:
            position = separator.end()
