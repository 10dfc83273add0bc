from __future__ import annotations

import pytest

from kg.errors import DocumentNotFound
from kg.link import documents
from kg.link.agencies import Region
from kg.link.documents import Known, build_index
from tests.kg.conftest import BASE, CITY, DISTRICT, PROVINCE

FORMS = (
    "瀚政发〔2024〕3号",
    "瀚政发[2024]3号",
    "瀚政发［2024］3号",
    "瀚政发(2024)3号",
    "瀚政发（2024）第3号",
    "瀚政发【2024】3号",
    "瀚政发﹝2024﹞3号",
    " 瀚政发 〔2024〕 03 号 ",
    "瀚政发〔2024年〕3",
)
NO_NUMBERS = (
    "",
    "瀚政发",
    "〔2024〕3号",
    "区政协三届一次会议第12号提案",
    "关于海洋经济的意见",
    "瀚政发〔24〕3号",
)
STATUTES = (
    ("瀚海省海洋经济促进条例", True),
    ("中华人民共和国海港法", True),
    ("中华人民共和国海港法(2021年修正)", True),
    ("国务院关于港口安全的特别规定", True),
    ("瀚海省人民代表大会常务委员会关于海域管理的决定", True),
    ("瀚海省海洋专项资金管理办法", False),
    ("海洋经济促进条例实施细则", False),
    ("汐州市人民政府关于港口管理的规定", False),
    ("关于印发海域使用条例的通知", False),
    ("班组安全工作法", False),
)
ISSUERS = (
    (PROVINCE, "瀚海省人民政府"),
    ("《" + CITY, "汐州市人民政府"),
    ("国务院关于港口的意见", "国务院"),
    ("中华人民共和国海港法", "中华人民共和国"),
    ("汐州市财政局印发港口资金办法的通知", "汐州市财政局"),
    ("关于发展海洋经济的意见", None),
    ("海洋经济规划", None),
    ("汐州市推进港口建设关于岸线的方案", None),
)
LEVELS = (
    (None, PROVINCE, (), "province"),
    (None, CITY, (), "city"),
    (None, DISTRICT, (), "district"),
    ("国办发〔2024〕1号", None, (), "national"),
    ("国发〔2024〕1号", "关于港口的意见", (), "national"),
    (None, "瀚海省海洋经济促进条例", (), "province"),
    (None, "棠溪区港口人才办法", ("汐州市棠溪区",), "district"),
    (None, "棠溪区港口人才办法", ("汐州市",), None),
    ("汐政〔2024〕8号", None, (), None),
    ("浙政办发〔2024〕8号", None, (), "province"),
    ("粤府规〔2024〕8号", None, (), "province"),
    ("苏府〔2024〕8号", None, (), None),  # that of a city
    ("宁政发〔2024〕8号", None, (), None),  # of a city or of a region
    (None, "关于城市港口的意见", (), None),
)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_number_is_one_number(form: str) -> None:
    assert documents.number_of(form) == "瀚政发〔2024〕3号"


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text: str) -> None:
    assert documents.number_of(text) is None


@pytest.mark.parametrize(("title", "expected"), STATUTES)
def test_statutes(title: str, expected: bool) -> None:
    assert documents.is_statute(title, None) is expected


def test_a_numbered_document_of_the_executive_is_no_statute() -> None:
    assert not documents.is_statute("瀚海省海洋经济促进条例", "瀚政发〔2024〕3号")


@pytest.mark.parametrize(("title", "expected"), ISSUERS)
def test_the_body_at_the_head_of_a_title(title: str, expected: str | None) -> None:
    assert documents.issuer_of(title) == expected


@pytest.mark.parametrize(("number", "title", "near", "expected"), LEVELS)
def test_level_of_a_cited_document(
    number: str | None, title: str | None, near: tuple[str, ...], expected: str | None
) -> None:
    assert documents.level_of_citation(number, title, near) == expected


def test_tables_are_complete() -> None:
    assert (len(FORMS), len(NO_NUMBERS), len(STATUTES), len(ISSUERS), len(LEVELS)) == (9, 6, 10, 8, 14)


def test_titles_agree_without_brackets_blanks_and_widths() -> None:
    assert documents.title_key("《关于 发展“海洋经济”的意见（试行）》") == documents.title_key(
        "关于发展海洋经济的意见(试行)"
    )
    assert documents.title_key("关于发展海洋经济的意见") != documents.title_key("关于发展海岛经济的意见")


def test_same_matter_needs_more_than_the_genre() -> None:
    assert documents.same_matter(PROVINCE, CITY)
    assert documents.same_matter(PROVINCE, DISTRICT)
    assert not documents.same_matter(PROVINCE, "汐州市人民政府关于优化营商环境的实施意见")
    assert not documents.same_matter("关于印发若干意见的通知", "关于印发若干政策的通知")


def test_iris_are_readable_and_stable() -> None:
    assert documents.document_iri(BASE, "瀚政发[2024]3号", None, Region()) == f"{BASE}doc/瀚政发-2024-3"
    by_title = documents.document_iri(BASE, None, "《海洋经济规划》", Region())
    assert by_title == documents.document_iri(BASE, None, "海洋 经济规划", Region())
    assert by_title != documents.document_iri(BASE, None, "海洋经济方案", Region())
    assert documents.document_iri(BASE, None, None, Region(), "aa") != documents.document_iri(
        BASE, None, None, Region(), "bb"
    )


def test_a_number_relative_to_its_region_is_completed() -> None:
    here = Region(city="汐州市", district="棠溪区")
    there = Region(city="汐州市", district="苇渡区")
    number = "区政协三届一次会议第12号提案"
    assert (
        documents.document_iri(BASE, number, None, here)
        == f"{BASE}doc/汐州市棠溪区政协三届一次会议第12号提案"
    )
    assert documents.document_iri(BASE, number, None, here) != documents.document_iri(
        BASE, number, None, there
    )


def known(slug: str, number: str | None, *titles: str, region: str = "", whole: bool = True) -> Known:
    return Known(iri=slug, number=number, titles=titles, region=region, whole=whole)


INDEX = build_index(
    [
        known("p", "瀚政发〔2024〕3号", PROVINCE, region="瀚海省"),
        known("c", "汐政〔2024〕8号", CITY, region="汐州市"),
        known(
            "d", "苇政〔2024〕2号", "汐州市苇渡区人民政府关于发展海洋经济的实施意见", region="汐州市苇渡区"
        ),
        known("t", None, "海岛旅游规划", region="汐州市"),
    ]
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("p", "p"),
        ("瀚政发[2024]3", "p"),
        (f"《{CITY}》", "c"),
        ("关于发展海洋经济的若干意见", "p"),
        ("海岛旅游规划", "t"),
    ],
)
def test_a_person_finds_by_iri_number_and_title(wanted: str, expected: str) -> None:
    assert INDEX.find(wanted) == expected


def test_two_candidates_are_an_error_that_lists_them() -> None:
    with pytest.raises(DocumentNotFound) as error:
        INDEX.find("关于发展海洋经济的实施意见")
    assert error.value.ambiguous
    assert error.value.candidates == ("汐政〔2024〕8号", "苇政〔2024〕2号")


def test_no_candidate_is_an_error_that_lists_the_nearest() -> None:
    with pytest.raises(DocumentNotFound, match="瀚政发〔2024〕3号") as error:
        INDEX.find("瀚政发〔2024〕33号")
    assert not error.value.ambiguous
    with pytest.raises(DocumentNotFound, match="documents"):
        INDEX.find("无关")


def test_a_title_without_issuer_means_the_own_region_or_one_above() -> None:
    title = "关于发展海洋经济的实施意见"
    assert INDEX.by_title(title, "x", "汐州市棠溪区") == "c"
    assert INDEX.by_title(title, "x", "汐州市苇渡区") is None  # the city's or the district's own
    assert INDEX.by_title(title, "x", "云州市") is None
    assert INDEX.by_title(title, "x", "") is None
    assert INDEX.by_title(CITY, "x", "云州市") == "c"
    assert INDEX.by_title(CITY, "c", "汐州市") is None, "no document means itself"
    assert INDEX.by_title("海岛旅游规划", "x", "汐州市棠溪区") == "t"
    assert INDEX.by_title("海岛旅游规划", "x", "云州市") is None
