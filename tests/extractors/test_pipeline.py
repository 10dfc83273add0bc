"""Text → record, as plain functions and as spaCy components; both say the same."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Callable

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.components import SLOTS, CharacterTokenizer, pipeline
from extractors.pipeline import Reading, extract
from extractors.records import Record
from tests.growth import is_linear

TEXT = """栖河县人民政府办公室关于振兴古堰经济的实施意见
栖政办发〔2024〕9号
各镇人民政府：
根据《云州省灌区条例》和云政发〔2024〕6号文件精神，提出以下意见。
一、修缮古堰（由县水务局牵头实施）
到2025年，修缮古堰30座以上。
1.加固堰体。2024年县财政预算安排2000万元，其中堰体加固资金1200万元、渠道清淤资金800万元。（责任单位：县水务局、县财政局）
2.培育民宿。对新开业的民宿，给予最高10万元补助。（责任单位：县文旅局）
本意见自2024年7月1日起施行。
栖河县人民政府办公室
2024年6月3日
"""


def test_the_record_of_a_document() -> None:
    record = extract(TEXT, source="堰.txt").as_dict()
    assert record["source"] == "堰.txt"
    assert record["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert record["document"]["number"] == "栖政办发〔2024〕9号"
    assert [m["heading"] for m in record["measures"]] == ["加固堰体", "培育民宿"]
    assert [(r["measure"], r["agency"], r["role"]) for r in record["led_by"]] == [
        ("section:修缮古堰", "县水务局", "lead"),
        ("m1", "县水务局", "responsible"),
        ("m1", "县财政局", "responsible"),
        ("m2", "县文旅局", "responsible"),
    ]
    assert [(t["value"], t["unit"], t["comparator"], t["period"]) for t in record["targets"]] == [
        (30, "座", ">=", "2025")
    ]
    assert [(f["amount"], f["kind"], f["qualifier"], f["part_of"]) for f in record["funding"]] == [
        (20_000_000, "budget", "exact", None),
        (12_000_000, "budget", "exact", record["funding"][0]["id"]),
        (8_000_000, "budget", "exact", record["funding"][0]["id"]),
        (100_000, "grant", "max", None),
    ]


def test_every_row_quotes_the_text_at_its_span() -> None:
    record = extract(TEXT, source="x")
    rows = [
        *record.sections,
        *record.references,
        *record.measures,
        *record.led_by,
        *record.targets,
        *record.funding,
    ]
    assert len(rows) > 10
    for row in [*rows, *record.document.evidence.values()]:
        assert TEXT[slice(*row.span)] == row.quote != ""
        assert row.rule


def test_json_and_back() -> None:
    record = extract(TEXT, source="x")
    assert Record.from_dict(json.loads(record.as_json())) == record
    assert "\n" not in record.as_json()


def test_a_slot_can_be_had_alone() -> None:
    reading = Reading(TEXT)
    assert reading.document.level == "district"
    assert "funding" not in vars(reading)


def test_components_say_what_the_functions_say() -> None:
    doc = pipeline()(TEXT)
    record = extract(TEXT, source="x").as_dict()
    assert len(doc) == len(TEXT)
    assert set(doc.spans) == set(SLOTS)
    for group in SLOTS[1:]:
        rows = record["led_by" if group == "agencies" else group]
        assert doc.spans[group].attrs["rows"] == rows
        assert [(s.text, s.label_) for s in doc.spans[group]] == [(r["quote"], r["rule"]) for r in rows]


def test_components_are_registered_with_spacy() -> None:
    names = {e.name for e in importlib.metadata.entry_points(group="spacy_factories")}
    assert {
        f"policy_{n}" for n in ("header", "structure", "references", "agencies", "targets", "funding")
    } <= names
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policy_characters.v1"}}})
    nlp.add_pipe("policy_funding")
    doc = nlp(TEXT)
    assert [s.text for s in doc.spans["funding"]] == [f.quote for f in extract(TEXT, source="x").funding]


def test_documents_survive_serialisation() -> None:
    nlp = pipeline()
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s.text for s in again.spans["targets"]] == [s.text for s in doc.spans["targets"]]


def test_tokens_are_characters() -> None:
    tokenizer = CharacterTokenizer(spacy.blank("zh").vocab)
    assert [t.text for t in tokenizer("堰 A\n")] == ["堰", " ", "A", "\n"]
    assert tokenizer("").text == ""


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_any_text_is_read(text: str) -> None:
    extract(text, source="x")


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "第一条",
        "一是",
        "\n",
        "。",
        "，",
        "；",
        "：",
        "（责任单位：县水务局）",
        "由县水务局牵头",
        "《云州省灌区条例》",
        "云政发〔2024〕6号",
        "2024年",
        "增长7%以上",
        "其中",
        "分别给予",
        "最高500万元、300万元",
        "30座",
        "不超过",
        "1:1",
        "三分之二",
        "十四五",
        "—",
        "(",
        "）",
        "《",
        "国家级、省级民宿",
        "按20%",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_sequence_of_what_documents_are_made_of_is_read(text: str) -> None:
    record = extract(text, source="x")
    for row in [*record.measures, *record.led_by, *record.targets, *record.funding, *record.references]:
        assert text[slice(*row.span)] == row.quote
    owners = (
        {m.id for m in record.measures} | {"document"} | {f"section:{s.heading}" for s in record.sections}
    )
    assert {row.measure for row in (*record.led_by, *record.targets, *record.funding)} <= owners


@pytest.mark.parametrize(
    "unit",
    [
        TEXT.replace("\n", " "),
        TEXT,
        "对新开业的民宿给予最高10万元补助，",
        "一、茶园\n下一步将做好以下工作：\n(一)建茶园3家。\n",
        "\n",
        " ",
        "\t",
        "一",
    ],
)
def test_linear_in_the_length(unit: str) -> None:
    def work(characters: int) -> Callable[[], object]:
        text = unit * (characters // len(unit))
        return lambda: extract(text, source="x")

    assert is_linear(work, 20_000, 100_000)


def test_every_number_with_a_unit_is_accounted_for() -> None:
    text = (
        "一、稳企业。新建厂房3000平方米，对年营业额2000万元以上的企业给予5万元奖励。再投放8组。共划出2/3。\n"
    )
    record = extract(text, source="x")
    assert (record.coverage.facts, record.coverage.no_facts, record.coverage.unread) == (3, 1, 1)
    assert record.coverage.numbers == 5
    assert [(row.quote, row.rule) for row in record.unresolved] == [("2/3", "quantity.unread")]
