"""How figures, names and labels read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import records
from kg.derive.alignment import WEIGHTS
from kg.render import labels
from kg.render.describe import clean, cut, full_name, number, quantity_of, rows, short_label, sum_of, wrap
from kg.vocab import SCHEMES

NUMBERS = [
    (3_900_000_000, "39亿", "3,900,000,000"),
    (5_000_000, "500万", "5,000,000"),
    (Decimal("735000000"), "7.35亿", "735,000,000"),
    (12_600, "1.26万", "12,600"),
    (2500, "2500", "2,500"),
    (123_456_789, "12345.6789万", "123,456,789"),
    (9_999, "9999", "9,999"),
    (Decimal("7.50"), "7.5", "7.5"),
    (0.15, "0.15", "0.15"),
    (0, "0", "0"),
    ("若干", "若干", "若干"),
]


def test_number_of_cases() -> None:
    assert len(NUMBERS) == 11


@pytest.mark.parametrize(("value", "zh", "en"), NUMBERS)
def test_numbers_read_as_people_write_them(value: object, zh: str, en: str) -> None:
    assert number(value, "zh") == zh
    assert number(value, "en") == en


def test_money_says_what_it_is_for() -> None:
    grant = {
        "kind": "funding",
        "amount": Decimal(5_000_000),
        "currency": "CNY",
        "qualifier": "max",
        "per": "家",
    }
    assert sum_of(grant, "zh") == "最高500万元/家"
    assert sum_of(grant, "en") == "up to CNY 5,000,000/家"
    assert sum_of({"kind": "funding", "rate": 20, "qualifier": "exact"}, "zh") == "20%"
    assert sum_of(
        {"kind": "funding", "amount": 1_080_000_000, "currency": "USD", "qualifier": "about"}, "zh"
    ) == ("约10.8亿美元")
    assert sum_of({"kind": "funding", "purpose": "奖励"}, "zh") == ""


def test_targets_show_their_comparator() -> None:
    target = {"kind": "target", "comparator": ">=", "value": 60_000_000_000, "unit": "元"}
    assert quantity_of(target, "zh") == "≥600亿元"
    assert quantity_of({**target, "comparator": "~"}, "zh") == "约600亿元"
    assert quantity_of({**target, "comparator": "<="}, "zh") == "≤600亿元"
    assert quantity_of({**target, "comparator": "="}, "zh") == "600亿元"
    assert quantity_of({"kind": "target"}, "zh") == ""


def test_text_is_cut_by_the_width_that_it_takes() -> None:
    assert cut("山水之间", 4) == "山水之间"
    assert cut("山水之间有桥", 4) == "山水之…"
    assert cut("abcdefgh", 4.5) == "abcdefgh"
    assert wrap("山水之间有一座桥", 4, 2) == ["山水之间", "有一座桥"]
    assert wrap("山水之间有一座长桥", 4, 2) == ["山水之间", "有一座…"]
    assert wrap("山水", 4, 2) == ["山水"]


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert clean("望江\u202e市\u200b 财政\n局\x00\ud800") == "望江市 财政 局"


@pytest.mark.parametrize("kind", sorted(labels.KINDS))
def test_no_label_is_longer_than_its_box(kind: str) -> None:
    long = "长" * 500
    node = {"kind": kind, "value": 1, "amount": 1} | dict.fromkeys(
        ("label", "number", "title", "heading", "name", "indicator", "purpose", "unit", "per"), long
    )
    lines = short_label(node, "zh").split("\n")
    assert 1 <= len(lines) <= (3 if kind == "document" else 2)
    assert all(len(line) <= labels.KINDS[kind].line for line in lines)
    assert len(full_name(node)) >= 500


def test_details_leave_out_what_is_not_known() -> None:
    node = {
        "kind": "document",
        "label": "云岚政发〔2031〕2号",
        "level": "province",
        "type": "plan",
        "date": None,
        "issuer": [],
    }
    assert rows(node, "zh") == {"level": "省级", "type": "规划、方案"}
    assert rows({**node, "issuer": ["甲局", "乙局"]}, "zh")["issuer"] == "甲局、乙局"


def test_a_document_says_what_it_is_about_and_when_it_applies() -> None:
    node = {
        "kind": "document",
        "number": "云岚政发〔2031〕2号",
        "title": "云岚省人民政府印发关于推动经济稳步向好若干政策的通知",
        "date": "2031-03-01",
        "date_published": "2031-03-01",
        "effective_from": "2031-04-01",
        "effective_to": "2033-12-31",
    }
    assert short_label(node, "zh") == "云岚政发〔2031〕2号\n关于推动经济稳步向好若干政策\n的通知"
    assert rows(node, "zh") == {
        "date": "2031-03-01",
        "in_force": "自 2031-04-01 起施行；有效期至 2033-12-31",
    }
    repealed = {
        **node,
        "date_published": "2031-03-09",
        "repealed_by": "云岚政发〔2032〕9号",
        "repealed": "2032-07-01",
    }
    assert rows(repealed, "en") == {
        "date": "2031-03-01",
        "published": "2031-03-09",
        "in_force": "from 2031-04-01; until 2033-12-31; repealed by 云岚政发〔2032〕9号 (2032-07-01)",
    }
    title = "一" * 30 + "关于促进就业的意见"
    assert short_label({**node, "title": title}, "zh").split("\n")[1].startswith("一一")


def test_a_measure_without_heading_is_called_by_its_first_words() -> None:
    node = {
        "kind": "measure",
        "label": "第三条",
        "number": "第三条",
        "quote": "第三条\u3000每年安排扶持资金，",
    }
    assert full_name(node) == "第三条 每年安排扶持资金，…"
    assert full_name({**node, "quote": "3.开展服务。"}) == "3.开展服务。"
    assert full_name({**node, "label": "安排资金"}) == "安排资金"


def test_no_line_begins_with_a_closing_mark_or_within_a_number() -> None:
    assert wrap("山水之间，有桥", 4, 2) == ["山水之", "间，有桥"]
    assert wrap("山水之》，有桥", 4, 2) == ["山水", "之》，…"]
    assert wrap("山水于10日", 3.6, 2) == ["山水于", "10日"]
    assert wrap("，，，，，，", 4, 2) == ["，", "，，，…"]


def test_a_task_names_its_agencies() -> None:
    node = {"kind": "measure", "number": "3", "heading": "发放绿色家电消费券", "agencies": "商务局、财政局"}
    assert short_label(node, "zh") == "3. 发放绿色家电消费券\n▲ 商务局、财政局"


def test_every_likeness_and_verdict_has_a_name() -> None:
    assert set(labels.LIKENESS) == set(WEIGHTS)
    assert set(SCHEMES["verdict"]) <= set(labels.MARKS)


def test_every_value_of_a_record_has_a_name() -> None:
    for field, values in (
        ("level", records.LEVELS),
        ("type", records.DOCUMENT_TYPES),
        ("status", records.STATUSES),
        ("fundingkind", records.FUNDING_KINDS),
        ("qualifier", records.QUALIFIERS),
        ("comparator", records.COMPARATORS),
    ):
        assert set(values) == set(labels.VALUES[field]), field
    assert set(records.RELATIONS) < set(labels.RELATIONS)
