"""A document with its marks: everything that the extractors found, where it stands, and whose it is."""

from __future__ import annotations

from collections import Counter

import pytest

import kg
from extractors.pipeline import extract
from extractors.records import Record
from kg import catalogue, reading
from kg.errors import TextMissing
from kg.reading import Reading
from tests.kg.conftest import Made, district, iri

TEXT = """望江市人民政府关于发展民宿的意见
望政发〔2031〕9号
各区人民政府：
一、培育主体
1.支持民宿。2031年新增民宿80家。对营业收入200万元以上的民宿，给予每家最高10万元补助。(责任单位：市财政局、市商务局)
2.培训人员。2031年培训3000人次。(责任单位：市商务局)
"""


@pytest.fixture
def shown(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("reading") / "a.txt"
    path.write_text(TEXT, "utf-8")
    with kg.build([path]) as graph:
        known = catalogue.read(graph.store)
        return reading.read(graph.store, known, known.index.find("望政发〔2031〕9号"))


def extracted() -> Record:
    return extract(TEXT, source="a.txt")


def test_every_row_of_the_record_is_a_mark(shown: Reading) -> None:
    record = extracted()
    rows = {
        "field": record.document.evidence.values(),
        "section": record.sections,
        "measure": record.measures,
        "agency": record.led_by,
        "target": record.targets,
        "funding": record.funding,
        "reference": record.references,
    }
    for kind, expected in rows.items():
        found = Counter((m.start, m.end, m.rule) for m in shown.marks if m.kind == kind)
        assert found == Counter((*row.span, row.rule) for row in expected), kind
    assert [len(rows[kind]) for kind in ("section", "measure", "agency", "target", "funding")] == [
        1,
        2,
        3,
        2,
        1,
    ]


def test_numbers_in_no_fact_have_the_rule_that_says_so(shown: Reading) -> None:
    numbers = [m for m in shown.marks if m.kind == "number"]
    assert [(TEXT[m.start : m.end], m.rule, m.iri) for m in numbers] == [
        ("200万元以上", "condition.threshold", "")
    ]
    assert shown.coverage == extracted().coverage
    assert shown.coverage.no_facts == 1


def test_marks_stand_in_the_order_of_the_text_and_know_their_owner(shown: Reading) -> None:
    assert [m.start for m in shown.marks] == sorted(m.start for m in shown.marks)
    marks = {m.iri: m for m in shown.marks if m.iri}
    owners = {(m.kind, marks[m.owner].attributes["heading"]) for m in shown.marks if m.owner}
    assert owners == {
        ("measure", "培育主体"),
        ("agency", "支持民宿"),
        ("target", "支持民宿"),
        ("funding", "支持民宿"),
        ("agency", "培训人员"),
        ("target", "培训人员"),
    }
    assert sorted(shown.depths.values()) == [0, 1, 1]


def test_the_header_and_the_text_are_as_they_stand(shown: Reading) -> None:
    assert shown.text == TEXT
    assert shown.header["number"] == "望政发〔2031〕9号"
    assert shown.header["issuer"] == ["望江市人民政府"]
    assert shown.header["type"] == "opinion"


def test_an_agency_is_shown_by_its_printed_and_its_full_name(shown: Reading) -> None:
    first, second, _ = (m for m in shown.marks if m.kind == "agency")
    assert first.attributes == {"name": "望江市财政局", "printed": "市财政局", "role": "responsible"}
    assert second.attributes["printed"] == "市商务局"  # named by the same words, and second


def test_a_document_that_is_only_cited_has_no_text(made: Made) -> None:
    store = made(district())
    with pytest.raises(TextMissing, match=r"汐政〔2024〕8号.*from citations only"):
        reading.read(store, catalogue.read(store), iri("汐政-2024-8"))


def test_a_store_without_texts_says_so(made: Made) -> None:
    store = made(district())
    with pytest.raises(TextMissing, match=r"棠政办发〔2024〕15号.*built without texts"):
        reading.read(store, catalogue.read(store), iri("棠政办发-2024-15"))
