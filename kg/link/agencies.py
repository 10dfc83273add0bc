"""Which body a document means by a name: 区财政局 in a document of 杭州市钱塘区 is 杭州市钱塘区财政局.

A name becomes *absolute* only where its region is certain: it is in the name, or the name begins with 省,
市, 区 or 县 and the document's issuer says which. Every other name (综保办, 各街道, 有关部门) keeps the
region of its document, or the document itself, in its IRI, so that bodies of two regions never become one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from extractors.bodies import level_of, region_of
from extractors.lexicon import words
from extractors.text import HAN
from kg.link import divisions
from kg.link.iris import last_segment, segment

_PREFECTURE = re.compile(rf"[{HAN}]{{2,4}}?市|[{HAN}]{{2,10}}?(?:自治州|地区|盟)")
#: A name that tells its level but not its region. What follows the mark must be a body: 市场监管局 and
#: 区域合作办 have no mark, 市级部门 and 区直单位 are no single body.
_RELATIVE = re.compile(
    r"(?P<mark>自治区|省|市|自治州|州|区|县|旗)"
    r"(?![级直属内辖域块会容、,(及和与各]|本级|本部门|有关|相关|场(?!所)|政(?:园林|设施|工程|公用|管理)|民(?:中心|卡|服务))"
    r"(?=.)"
)
_GROUP = re.compile(
    r"各|有关|相关|[省市区县州](?:级|直|属|辖|内|本级)|(?:部门|单位|街道|乡镇|镇街|园区|平台|企业)$"
)
#: Institutions whose abbreviated names read like the name of a city (人行市中心支行).
_NO_PLACE = re.compile("人行|国网|中行|农行|工行|建行")
#: The region of a document of the central bodies.
NATION = "国家"


@dataclass(frozen=True, slots=True)
class Region:
    """For which region a document speaks, as far as its issuers say, and in which year. `national` excludes the rest;
    parts that are not known are empty."""

    province: str = ""
    city: str = ""
    district: str = ""
    national: bool = False
    year: int | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The region as names of bodies begin with it (杭州市钱塘区); empty where it is unknown or not
        unique: several cities have a 西湖区."""
        if self.national:
            return NATION
        if self.city:
            return self.city + self.district
        if self.district.endswith("区") and not self.province:
            return ""
        return self.province + self.district

    def at(self, mark: str) -> str:
        """The region that 省, 市, 区 … stand for in a document of this region; empty where that is not
        certain."""
        if mark in ("省", "自治区"):
            return self.province if self.province.endswith(mark) else ""
        if mark in ("市", "州", "自治州"):
            found = [r for r in (self.province, self.city) if r.endswith(mark)]
            if self.district.endswith(mark):
                found.append(self.name)
            return found[0] if len(found) == 1 else ""
        return self.name if self.district.endswith(mark) else ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body: its IRI, the name to show, the region that it belongs to (empty if unknown), and whether the
    name alone says which body it is."""

    iri: str
    name: str
    region: str
    absolute: bool


def region(issuers: Sequence[str], level: str | None, year: int | None = None) -> Region:
    """The region of a document with these issuers, written in `year`; several issuers must agree, else it is unknown.
    The city of a district and the province of a city are added where the year leaves one only."""
    if level == "national":
        return Region(national=True, year=year)
    found = {_parts(name) for issuer in issuers if (name := region_of(issuer))}
    if len(found) != 1:
        return Region(year=year)
    (known,) = found
    city = known.city or ("" if known.province else divisions.city_of(known.district, year))
    return replace(known, city=city, province=known.province or divisions.province_of(city, year), year=year)


def resolve(name: str, document: str, of: Region, base: str) -> Agency:
    """The body that the document with the IRI `document`, speaking for the region `of`, calls `name`."""
    full = qualified(name, of)
    if full is not None:
        return Agency(f"{base}agency/{segment(full)}", full, region_of(full) or "", True)
    scope = f"{base}agency/{segment(of.name)}" if of.name else f"{document}/agency"
    return Agency(f"{scope}/{segment(name)}", name, of.name, False)


def read(iri: str, base: str) -> Agency:
    """The body with this IRI: the inverse of `resolve`."""
    name = last_segment(iri)
    scope = iri.removeprefix(f"{base}agency/").rpartition("/")[0]
    if iri.startswith(f"{base}agency/"):
        return Agency(iri, name, last_segment(scope) if scope else region_of(name) or "", not scope)
    return Agency(iri, name, "", False)


#: Bodies that are no part of the government of their region: of the party, the congress and the courts, under a
#: central administration, or enterprises and associations.
_APART = re.compile(
    "中共|[省市区县州]委(?!员会)|党|人大|政协|纪委|监委|法院|检察院|工会|妇联|团委|残联|工商联|科协|侨联|贸促|红十字|"
    "税务|海关|海事|气象|邮政|银保监|金融监管总局|证监|外汇|人民银行|人行|电网|供电|烟草|消防|通信管理|武警|军分区|人武部|"
    "公司|集团|银行|大学|学院|学校|医院|协会|商会|联合会"
)
_GOVERNMENT = "人民政府"
_OFFICE = re.compile(f"(?P<government>.*{_GOVERNMENT})办公[厅室]")
#: 杭州市规划和自然资源局钱塘分局: a bureau of a higher level inside a district.
_BRANCH = re.compile(r"(?P<bureau>.{3,}?局)[\u4e00-\u9fff]{2,8}分局")
_DEPARTMENT = re.compile("(?:局|委|委员会|厅|办|办公室|管委会|中心|街道|街道办事处|署|队)$")
STATE_COUNCIL = "国务院"


def parent(agency: Agency) -> str | None:
    """The full name of the body that an agency is a part of: the bureau of its branch, the government of its region, or
    the government of the region around; None where the name alone does not tell."""
    name = agency.name
    if not agency.absolute or _APART.search(name):
        return None
    if office := _OFFICE.fullmatch(name):
        return office["government"]
    if branch := _BRANCH.fullmatch(name):
        return branch["bureau"]
    if name.endswith("分局"):  # of a bureau that the name does not tell
        return None
    if level_of(name) == "national":
        return (
            STATE_COUNCIL
            if name != STATE_COUNCIL and _is_ministry(name) and name[:2] != STATE_COUNCIL[:2]
            else None
        )
    if not agency.region:
        return None
    if name == agency.region + _GOVERNMENT:
        around = _around(agency.region)
        return around + _GOVERNMENT if around else None
    return agency.region + _GOVERNMENT if _DEPARTMENT.search(name) else None


@cache
def _reorganised() -> tuple[tuple[str, str], ...]:
    lines = (files("kg.link") / "reorganised.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((old, new) for old, new in pairs)


def successors(name: str) -> list[str]:
    """The names that a department may bear since a reform: 杭州市环境保护局 → 杭州市生态环境局."""
    return [name.replace(old, new) for old, new in _reorganised() if old in name and new not in name]


def named(name: str, base: str) -> Agency:
    """The body with this full name."""
    return Agency(f"{base}agency/{segment(name)}", name, region_of(name) or "", True)


def _around(region: str) -> str:
    """The region around a region: 杭州市 around 杭州市钱塘区, 浙江省 around 杭州市; empty where it is not known."""
    parts = _parts(region)
    return (parts.city or parts.province) if parts.district else divisions.province_of(parts.city, None)


def qualified(name: str, of: Region) -> str | None:
    """`name` with its region in front, or None where the region is not certain."""
    if _GROUP.search(name):
        return None
    mark = _RELATIVE.match(name)
    if mark:
        known = of.at(mark["mark"])
        return known + name[mark.end("mark") :] if known else None
    own = region_of(name) if not _NO_PLACE.match(name) else None
    if own is None:
        return name if level_of(name) == "national" and _is_ministry(name) else None
    if own == of.district and of.city:
        return of.city + name
    if _parts(own).name:
        return name
    city = divisions.city_of(own, of.year, near=of.city)
    return city + name if city else None


def _is_ministry(name: str) -> bool:
    """发展改革委, 税务总局 … name a ministry only in a national document; 财政部, 国家税务总局 always do."""
    return name.endswith("部") or name.startswith(
        ("国务院", "国家", "中共中央", "中央", "全国", "最高人民", "中华人民共和国")
    )


def _parts(name: str) -> Region:
    name = name.removeprefix("中共")
    province = next((p for p in words("provinces") if name.startswith(p)), "")
    if not province and (printed := re.match(rf"[{HAN}]{{2,3}}省", name)):
        province = printed.group()
    rest = name.removeprefix(province)
    if province.endswith("市"):
        return Region(city=province, district=rest)
    if not rest:
        return Region(province=province)
    city = _PREFECTURE.match(rest)
    if city and city.end() == len(rest) and (rest in words("county_level_cities")):
        return Region(province=province, district=rest)
    if city:
        # Cities are unique in the country, so 浙江省杭州市 and 杭州市 are one region.
        return Region(city=city.group(), district=rest[city.end() :])
    return Region(province=province, district=rest)
