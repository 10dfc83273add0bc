"""The period that a figure is for, on invented sentences."""

from __future__ import annotations

import pytest

from extractors.periods import document_year, find_periods
from extractors.records import Document

#: ^ marks the place of the figure.
PERIODS = [
    ("到2027年,泊位达到^5000个", "2027"),
    ("“十四五”期间,年均增长^8%", "十四五"),
    ("对接“十四五”要求,增长^8%", None),
    ("2026年及“十五五”期间开工^80个", "2026-2030"),
    ("2024-2026年建设^80个", "2024-2026"),
    ("2025年第一季度新增^3家", "2025Q1"),
    ("一季度全区新增^3家", "2024Q1"),
    ("全年新增^3家", "2024"),
    ("新增^3家,力争全年再增一批", "2024"),
    ("2022年全年新增^3家", "2022"),
    ("今年以来,新增^3家", "2024"),
    ("比去年同期多^3家", None),
    ("上年度新增^3家", None),
    ("新增^3家", None),
    ("2023年建成2家,2025年建成^3家", "2025"),
    ("机架^5000个,一期2025年投用", None),
    ("建成^3家并于2025年投用", "2025"),
    ("三年内招引^30个", None),
    ("3年内招引^30个", None),
    ("年内招引^30个", "2024"),
    ("明年计划新增^5家", "2025"),
    ("说明年产^5吨", None),
    ("年度新增^5家", "2024"),
    ("推动2024年成本较2023年再下降^5%", "2024"),
    ("年度综合考核中占^5分", None),
    ("“十四五”期间每年新增^5家", "十四五"),
    ("由2023年增加到^5家", None),
    ("从2023年起新增^5家", None),
    ("于2023年增加到^5家", "2023"),
    ("2023年同期新增^5家", None),
    ("2023年同时新增^5家", "2023"),
    ("2023年,全县经济平稳,全年新增^3家", "2023"),
    ("2023年,全县经济平稳。全年新增^3家", "2023"),
    ("2023年,全县经济平稳。全年力争新增^3家", "2024"),
    ("2025年,全县经济平稳。全年新增^3家", "2024"),
    ("改造2005年前建成的堰^3座", None),
    ("2023年前建成堰^3座", "2023"),
    ("2023年,全县经济平稳,今年新增^3家", "2024"),
    ("游客恢复至2019年水平的^95%", None),
    ("游客于2019年恢复的^95%", "2019"),
]


@pytest.mark.parametrize(("marked", "period"), PERIODS)
def test_period_in_sentence(marked: str, period: str | None) -> None:
    at, text = marked.index("^"), marked.replace("^", "")
    clause_end = text.find(",", at) if "," in text[at:] else len(text)
    assert find_periods(text, 2024).at(at, 0, clause_end, len(text), 0) == period


def test_table_is_whole() -> None:
    assert len(PERIODS) == 40


def test_sentence_bounds() -> None:
    text = "2023年建成2家。新增3家。2025年再增。"
    start, end = text.index("新增"), text.index("。2025")
    assert find_periods(text, 2024).at(start + 2, start, end, end, start) is None


def test_goal_year_governs_its_paragraph_only() -> None:
    text = "到2027年,体系基本健全。泊位达到5000个。\n泊位达到6000个。"
    periods = find_periods(text, 2024)
    first, second = text.index("泊位"), text.rindex("泊位")
    assert periods.at(first + 4, first, first + 10, first + 10, 0) == "2027"
    assert periods.at(second + 4, second, second + 10, second + 10, text.index("\n") + 1) is None


def test_relative_words_need_a_year() -> None:
    assert find_periods("全年新增3家", None).at(4, 0, 6, 6, 0) is None


@pytest.mark.parametrize(
    ("document", "text", "year"),
    [
        (Document(date_written="2021-05-06", date_published="2022-01-01"), "2019年", 2021),
        (Document(date_published="2022-01"), "2019年", 2022),
        (Document(), "2019年建成,2020年投用,2020年扩建", 2020),
        (Document(), "2019年建成,2020年投用,到2020年扩建,至2020年迁出", 2020),
        (Document(), "2019年建成,2019年投用,到2020年扩建,至2020年迁出", 2019),
        (Document(), "没有年份", None),
    ],
)
def test_document_year(document: Document, text: str, year: int | None) -> None:
    assert document_year(document, text) == year
