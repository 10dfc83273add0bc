"""Accounts and validity, on invented documents."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.check import check
from kg.errors import QueryError

BUDGET = """栖河县人民政府关于振兴古堰的实施意见
栖政〔2024〕9号
各镇人民政府：
1.修缮古堰。县财政2024年预算安排5000万元，其中加固堰体3000万元，更换闸门2000万元。
2.培育堰工。县财政2024年预算安排1000万元，其中技能培训400万元。
以上2项除重叠部分外，财政资金支持总额为8000万元。各镇要抓好落实。
本意见自2024年7月1日起施行，有效期至2025年12月31日。《栖河县古堰办法》（栖政〔2019〕3号）同时废止。
栖河县人民政府
2024年6月3日
"""
ACCOUNTS = """SELECT ?what ?stated ?computed ?left ?why WHERE {
  ?a a pk:Account ; rdfs:label ?what ; pk:stated ?stated ; pk:computed ?computed ; pk:unreconciled ?left .
  OPTIONAL { ?a pk:explanation ?why } } ORDER BY ?stated"""


@pytest.fixture
def graph(tmp_path: Path) -> kg.Graph:
    (tmp_path / "a.txt").write_text(BUDGET, "utf-8")
    return kg.build([tmp_path / "a.txt"])


def test_parts_against_their_whole_and_budgets_against_the_total(graph: kg.Graph) -> None:
    rows = [
        (int(r["stated"]), int(r["computed"]), int(r["left"]), bool(r["why"])) for r in graph.query(ACCOUNTS)
    ]
    assert rows == [
        (10_000_000, 4_000_000, 6_000_000, False),
        (50_000_000, 50_000_000, 0, False),
        (80_000_000, 60_000_000, 20_000_000, True),
    ]
    why = [r["why"] for r in graph.query(ACCOUNTS)][2]
    assert why == "以上2项除重叠部分外，财政资金支持总额为8000万元。"


@pytest.mark.parametrize(
    ("day", "applied", "why"),
    [
        ("2024-06-30", False, "applies from 2024-07-01"),
        ("2024-07-01", True, "from 2024-07-01 until 2025-12-31"),
        ("2026-01-01", False, "applied until 2025-12-31"),
    ],
)
def test_what_applied_on_a_day(graph: kg.Graph, day: str, applied: bool, why: str) -> None:
    found = graph.lineage("栖政〔2024〕9号", as_of=day)
    answer = found.as_dict()["document"]["in_force"]
    assert (answer["on"], answer["applied"], answer["because"]) == (day, applied, why)
    assert f"in force on {day}: {why}" in found.tree()


def test_what_is_repealed_and_what_is_unknown(graph: kg.Graph) -> None:
    def answer(day: str) -> tuple[bool | None, str]:
        shown = graph.lineage("栖政〔2019〕3号", as_of=day).as_dict()["document"]["in_force"]
        return shown["applied"], shown["because"]

    assert answer("2024-07-01") == (False, "repealed by 栖政〔2024〕9号 from 2024-07-01")
    assert answer("2024-06-30") == (None, "it is not known from when it applies")


def test_a_day_that_is_none_is_said_to_be_none(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        graph.lineage("栖政〔2024〕9号", as_of="2024-13-01")


def test_check_says_what_does_not_add_up_and_what_is_only_cited(graph: kg.Graph) -> None:
    found = check(graph.store, notes=True)
    assert [f.severity for f in found] == sorted(
        (f.severity for f in found), key=["violation", "warning", "note"].index
    )
    (total,) = [f for f in found if "unreconciled" in f.message]
    assert (total.severity, total.document) == ("warning", "栖政〔2024〕9号")
    assert total.message.startswith("80000000 stated, 60000000 computed, 20000000 unreconciled")
    assert [f.label for f in found if "not in the collection" in f.message] == ["栖政〔2019〕3号"]


def test_check_names_the_candidates_of_a_title(tmp_path: Path) -> None:
    for name, body, number in (("a", "澜江市", "澜政〔2024〕1号"), ("b", "澜江市栖河县", "栖政〔2024〕1号")):
        text = f"{body}人民政府关于振兴古堰的意见\n{number}\n各镇人民政府：\n1.修缮古堰。加固堰体。\n{body}人民政府\n2024年3月5日\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    citing = (
        "澜江市栖河县水利局关于古堰的通知\n栖水利〔2024〕5号\n各镇：\n1.加强巡查。按照《关于振兴古堰的意见》执行。\n"
        "澜江市栖河县水利局\n2024年4月5日\n"
    )
    (tmp_path / "c.txt").write_text(citing, "utf-8")
    with kg.build([tmp_path]) as graph:
        (found,) = [f for f in check(graph.store) if "could mean any of" in f.message]
    assert found.document == "栖水利〔2024〕5号"
    assert found.message == "this title could mean any of 栖政〔2024〕1号, 澜政〔2024〕1号"


def test_what_was_reached_reports_on_what_was_planned(tmp_path: Path) -> None:
    plan = "澜江市人民政府关于振兴古堰的实施意见\n澜政〔2024〕11号\n各县人民政府：\n1.修缮古堰。2024年修缮古堰40座，培训老堰工600人次。\n澜江市人民政府\n2024年3月5日\n"
    report = "澜江市人民政府关于古堰工作的报告\n澜政〔2025〕2号\n省人民政府：\n一、修缮古堰。2024年，全市修缮古堰44座，新增堰长7名。\n澜江市人民政府\n2025年1月8日\n"
    (tmp_path / "plan.txt").write_text(plan, "utf-8")
    (tmp_path / "report.txt").write_text(report, "utf-8")
    with kg.build([tmp_path]) as graph:
        rows = graph.query(
            """SELECT ?what ?reached ?goal { ?a pk:reportsOn ?p ; pk:indicator ?what ; schema:value ?reached .
            ?p schema:value ?goal }"""
        )
        assert [(r["what"], int(r["reached"]), int(r["goal"])) for r in rows] == [("修缮古堰", 44, 40)]
