"""Names of districts in the light of the year: facts of the administrative divisions, no text of a document."""

from __future__ import annotations

import pytest

from kg.link import agencies, divisions
from tests.kg.conftest import BASE

HANGZHOU = "杭州市人民政府"


@pytest.mark.parametrize(
    ("district", "year", "near", "city"),
    [
        ("钱塘区", 2021, "", "杭州市"),
        ("钱塘区", 2020, "", ""),
        ("江干区", 2020, "", "杭州市"),
        ("江干区", 2021, "杭州市", ""),
        ("江干区", 1998, "", "杭州市"),
        ("钱塘区", 2040, "", "杭州市"),
        ("钱塘区", None, "", "杭州市"),
        ("西湖区", 2022, "", ""),
        ("西湖区", 2022, "杭州市", "杭州市"),
        ("西湖区", 2022, "宁波市", ""),
        ("浦东新区", 2022, "", "上海市"),
        ("棠溪区", 2022, "", ""),
    ],
)
def test_the_city_of_a_district(district: str, year: int | None, near: str, city: str) -> None:
    assert divisions.city_of(district, year, near) == city


@pytest.mark.parametrize(("city", "province"), [("杭州市", "浙江省"), ("上海市", ""), ("汐州市", "")])
def test_the_province_of_a_city(city: str, province: str) -> None:
    assert divisions.province_of(city, 2022) == province


def test_a_lone_district_has_its_city_in_the_years_in_which_it_was_there() -> None:
    assert agencies.region(["钱塘区人民政府"], "district", 2023).name == "杭州市钱塘区"
    assert agencies.region(["钱塘区人民政府"], "district", 2019).name == ""
    assert agencies.region(["西湖区人民政府"], "district", 2023).name == ""


@pytest.mark.parametrize(
    ("name", "year", "full"),
    [
        ("江干区商务局", 2018, "杭州市江干区商务局"),
        ("西湖区商务局", 2018, "杭州市西湖区商务局"),
        ("江干区商务局", 2022, None),
        ("省财政厅", 2022, "浙江省财政厅"),
        ("市财政局", 2022, "杭州市财政局"),
    ],
)
def test_names_in_a_document_of_a_city(name: str, year: int, full: str | None) -> None:
    found = agencies.resolve(name, f"{BASE}doc/x", agencies.region([HANGZHOU], "city", year), BASE)
    assert (found.name if found.absolute else None) == full


def test_the_government_of_a_city_is_a_part_of_that_of_its_province() -> None:
    assert agencies.parent(agencies.named(HANGZHOU, BASE)) == "浙江省人民政府"
