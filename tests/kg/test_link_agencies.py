from __future__ import annotations

import pytest

from kg.link import agencies
from kg.link.agencies import Region
from tests.kg.conftest import BASE

DOCUMENT = f"{BASE}doc/d"
DISTRICT = agencies.region(["汐州市棠溪区人民政府办公室"], "district")
CITY = agencies.region(["汐州市人民政府"], "city")
COUNTY_CITY = agencies.region(["永康市人民政府办公室"], "district")
PROVINCE = agencies.region(["瀚海省人民政府"], "province")
MUNICIPALITY = agencies.region(["北京市朝阳区人民政府"], "district")
NATION = agencies.region(["国务院"], "national")
NOWHERE = agencies.region([], None)

CASES = (
    (DISTRICT, "区财政局", "汐州市棠溪区财政局"),
    (DISTRICT, "区委宣传部", "汐州市棠溪区委宣传部"),
    (DISTRICT, "区市场监管局", "汐州市棠溪区市场监管局"),
    (DISTRICT, "棠溪区财政局", "汐州市棠溪区财政局"),
    (DISTRICT, "汐州市棠溪区财政局", "汐州市棠溪区财政局"),
    (DISTRICT, "市规划资源局棠溪分局", "汐州市规划资源局棠溪分局"),
    (DISTRICT, "市民政局", "汐州市民政局"),
    (DISTRICT, "财政部", "财政部"),
    (DISTRICT, "国家税务总局", "国家税务总局"),
    (DISTRICT, "云州市商务局", "云州市商务局"),
    (DISTRICT, "瀚海省财政厅", "瀚海省财政厅"),
    (CITY, "市税务局", "汐州市税务局"),
    (COUNTY_CITY, "市财政局", "永康市财政局"),
    (PROVINCE, "省财政厅", "瀚海省财政厅"),
    (MUNICIPALITY, "市财政局", "北京市财政局"),
    (MUNICIPALITY, "区财政局", "北京市朝阳区财政局"),
    (NATION, "财政部", "财政部"),
    (NOWHERE, "云州市", "云州市"),
)
UNCERTAIN = (
    (DISTRICT, "省财政厅"),  # the province is not in the name of the issuer
    (DISTRICT, "综保办"),
    (DISTRICT, "市场监管局"),  # no mark: 市场
    (DISTRICT, "区域合作办"),
    (DISTRICT, "各街道"),
    (DISTRICT, "有关部门"),
    (DISTRICT, "区级各部门"),
    (DISTRICT, "市级有关单位"),
    (DISTRICT, "苇渡区"),  # of this city or of another
    (CITY, "区财政局"),  # of which district
    (CITY, "市直园区管委会"),
    (CITY, "人行市中心支行"),
    (NATION, "有关部门"),
    (NATION, "发展改革委"),
    (NOWHERE, "区财政局"),
    (NOWHERE, "西湖区"),
)


@pytest.mark.parametrize(("of", "name", "full"), CASES)
def test_a_name_with_a_certain_region_is_one_body(of: Region, name: str, full: str) -> None:
    agency = agencies.resolve(name, DOCUMENT, of, BASE)
    assert (agency.name, agency.absolute, agency.iri) == (full, True, f"{BASE}agency/{full}")


@pytest.mark.parametrize(("of", "name"), UNCERTAIN)
def test_a_name_without_one_stays_with_its_document_or_region(of: Region, name: str) -> None:
    agency = agencies.resolve(name, DOCUMENT, of, BASE)
    assert (agency.name, agency.absolute) == (name, False)
    assert (
        agency.iri
        != agencies.resolve(name, f"{BASE}doc/other", agencies.region(["云州市人民政府"], "city"), BASE).iri
    )


def test_tables_are_complete() -> None:
    assert (len(CASES), len(UNCERTAIN)) == (18, 16)


def test_groups_of_one_region_are_one_and_of_unknown_regions_never() -> None:
    def group(document: str, of: Region) -> str:
        return agencies.resolve("各街道", document, of, BASE).iri

    assert group("a", DISTRICT) == group("b", DISTRICT)
    assert group("a", NOWHERE) != group("b", NOWHERE)


def test_a_district_without_its_city_is_not_unique() -> None:
    lone = agencies.region(["西湖区人民政府"], "district")
    assert lone.name == ""
    assert (
        agencies.resolve("区财政局", "a", lone, BASE).iri != agencies.resolve("区财政局", "b", lone, BASE).iri
    )


def test_issuers_that_disagree_give_no_region() -> None:
    assert agencies.region(["汐州市棠溪区财政局", "汐州市棠溪区商务局"], "district") == DISTRICT
    assert agencies.region(["汐州市财政局", "云州市财政局"], "city") == Region()


@pytest.mark.parametrize(("of", "name"), [(of, name) for of, name, _ in CASES] + list(UNCERTAIN))
def test_reading_an_iri_gives_the_agency_back(of: Region, name: str) -> None:
    agency = agencies.resolve(name, DOCUMENT, of, BASE)
    assert agencies.read(agency.iri, BASE) == agency


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("汐州市棠溪区财政局", "汐州市棠溪区人民政府"),
        ("汐州市棠溪区人民政府办公室", "汐州市棠溪区人民政府"),
        ("汐州市棠溪区人民政府", "汐州市人民政府"),
        ("汐州市规划资源局棠溪分局", "汐州市规划资源局"),
        ("汐州市棠溪区公安分局", None),  # of a bureau that the name does not tell
        ("汐州市人民政府", None),
        ("财政部", "国务院"),
        ("国务院", None),
        ("汐州市委组织部", None),
        ("汐州市税务局", None),
        ("汐州市城投集团", None),
        ("汐州市总工会", None),
    ],
)
def test_what_a_body_is_a_part_of(name: str, above: str | None) -> None:
    assert agencies.parent(agencies.named(name, BASE)) == above


def test_a_relative_name_is_a_part_of_nothing() -> None:
    assert agencies.parent(agencies.resolve("有关部门", f"{BASE}doc/x", agencies.Region(), BASE)) is None
