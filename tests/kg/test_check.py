"""What `kg check` says of the collection as a whole: circles and contradictions among documents."""

from __future__ import annotations

from kg import catalogue
from kg.check import Finding, circles, contradictions
from kg.store import Store
from tests.kg.conftest import CITY, PROVINCE, Made, iri, record


def contradicted(store: Store) -> list[Finding]:
    return list(contradictions(store, catalogue.read(store)))


def circular(store: Store) -> list[Finding]:
    return list(circles(store, catalogue.read(store)))


def test_a_circle_is_found_once(made: Made) -> None:
    ring = [
        record(f"甲〔2024〕{i}号", None, references=[("implements", f"甲〔2024〕{(i + 1) % 3}号", None)])
        for i in range(3)
    ]
    outside = record("乙〔2024〕1号", None, references=[("implements", "甲〔2024〕0号", None)])
    (found,) = circular(made(*ring, outside))
    assert (found.severity, found.node) == ("warning", iri("甲-2024-0"))
    assert "甲〔2024〕0号 → 甲〔2024〕1号 → 甲〔2024〕2号 → 甲〔2024〕0号" in found.message
    assert "互为依据" in found.line("zh")


def test_a_province_that_implements_its_city_contradicts_itself(made: Made) -> None:
    province = record(
        "瀚政发〔2024〕3号", PROVINCE, level="province", references=[("implements", "汐政〔2024〕8号", CITY)]
    )
    city = record("汐政〔2024〕8号", CITY, level="city")
    (found,) = contradicted(made(province, city))
    assert found.message == "a document of level province is said to implement one of level city"
    assert (found.document, found.label) == ("瀚政发〔2024〕3号", "汐政〔2024〕8号")


def test_what_was_written_later_cannot_be_implemented(made: Made) -> None:
    (found,) = contradicted(
        made(record("丙政〔2021〕7号", None, references=[("implements", "丁政〔2022〕1号", None)]))
    )
    assert found.message == "a document of 2021 is said to implement one of 2022"


def test_what_is_repealed_is_not_implemented(made: Made) -> None:
    both = [("implements", "丙政〔2019〕2号", None), ("repeals", "丙政〔2019〕2号", None)]
    (found,) = contradicted(made(record("丙政〔2021〕7号", None, references=both)))
    assert found.message == "the document is said to implement what it repeals"


def test_an_ordinary_chain_has_neither(made: Made) -> None:
    city = record(
        "汐政〔2024〕8号", CITY, level="city", references=[("implements", "瀚政发〔2024〕3号", PROVINCE)]
    )
    store = made(city, record("瀚政发〔2024〕3号", PROVINCE, level="province"))
    assert circular(store) + contradicted(store) == []
