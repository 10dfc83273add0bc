"""Measures across levels, on invented documents: what takes up what, and how the figures compare."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.content import Figure, Measure
from kg.derive.alignment import THRESHOLD, align
from kg.derive.comparison import compare, likeness

CITY = """澜江市人民政府关于振兴古堰的实施意见
澜政〔2024〕11号
各县人民政府：
为振兴古堰，提出以下意见。
1.修缮古堰堰体。2024年修缮古堰40座，堰体完好率不低于90%。对修缮古堰的村，按工程造价的30%给予补助，每座最高20万元。（责任单位：市水利局）
2.培育堰工队伍。2024年培训老堰工600人次，每县建立堰工档案。（责任单位：市人力社保局）
3.发展堰上旅游。沿渠修建步道80公里，扶持渠边民宿。（责任单位：市文旅局）
4.普查渠系水质。每季度检测一次渠水。（责任单位：市生态环境局）
澜江市人民政府
2024年3月5日
"""
COUNTY = """栖河县人民政府关于振兴古堰的实施办法
栖政〔2024〕9号
各镇人民政府：
根据《澜江市人民政府关于振兴古堰的实施意见》（澜政〔2024〕11号），制定本办法。
一、带动渠边民宿和步道建设。2024年修建步道20公里。（责任单位：县文旅局）
二、加固堰体。2024年修缮古堰10座，堰体完好率不低于95%。对修缮古堰的村，按工程造价的20%给予补助，每座最高20万元。（责任单位：县水利局）
三、办好柳溪灯会。每年元宵在柳溪镇举办灯会。（责任单位：柳溪镇）
四、培训堰工。2024年培训老堰工90人次。（责任单位：县人力社保局）
栖河县人民政府
2024年6月3日
"""


def measure(name: str, words: str, heading: str | None = None, **more: Any) -> Measure:
    values: dict[str, Any] = {"label": None, "section": None, "span": (0, 1), "agencies": ()} | more
    return Measure(iri=name, document="d", heading=heading, words=words, **values)


def figure(what: str, value: str, unit: str = "家", **more: Any) -> Figure:
    values: dict[str, Any] = {
        "iri": what,
        "document": "d",
        "owner": "m",
        "kind": "target",
        "sign": "=",
        "period": None,
        "status": "planned",
        "whole": None,
        "quote": "",
        "start": 0,
    }
    return Figure(what=what, value=Decimal(value), unit=unit, **(values | more))


@pytest.fixture
def graph(tmp_path: Path) -> kg.Graph:
    (tmp_path / "city.txt").write_text(CITY, "utf-8")
    (tmp_path / "county.txt").write_text(COUNTY, "utf-8")
    return kg.build([tmp_path / "city.txt", tmp_path / "county.txt"])


def test_measures_find_what_they_take_up_and_abstain(graph: kg.Graph) -> None:
    found = graph.lineage("栖政〔2024〕9号", measures=True).as_dict()
    rows = {row["lower"]["label"]: row["upper"] and row["upper"]["label"] for row in found["alignments"]}
    assert rows == {"一": "3", "二": "1", "三": None, "四": "2"}
    assert [(row["label"], row["by"]) for row in found["not_taken_up"]] == [("4", "栖政〔2024〕9号")]
    row = next(row for row in found["alignments"] if row["lower"]["label"] == "二")
    assert row["lower"]["document"] == "栖政〔2024〕9号"
    assert COUNTY[slice(*row["lower"]["span"])].startswith("二、加固堰体")
    assert CITY[slice(*row["upper"]["span"])].startswith("1.修缮古堰堰体")
    assert row["score"] > THRESHOLD
    assert len(row["reasons"]) > 2
    compared = {c["what"]: (c["verdict"], c["share"]) for c in row["comparisons"]}
    assert compared["修缮古堰"] == ("incomparable", 0.25)
    assert compared["堰体完好率"] == ("stronger", 1.0556)
    assert sorted(verdict for verdict, _ in compared.values()) == [
        "incomparable",
        "same",
        "stronger",
        "weaker",
    ]
    json.dumps(found)


def test_the_tree_names_both_sides(graph: kg.Graph) -> None:
    tree = graph.lineage("栖政〔2024〕9号", measures=True).tree()
    assert "栖政〔2024〕9号 takes up 澜政〔2024〕11号 in 3 of 4 measures" in tree
    assert "  三 办好柳溪灯会 → (local only)" in tree
    assert "  not taken up: 4 普查渠系水质" in tree
    assert "      stronger: 堰体完好率不低于95% ← 堰体完好率不低于90%, 105.6% of it" in tree


def test_from_above_it_is_the_same_pair(graph: kg.Graph) -> None:
    above = graph.lineage("澜政〔2024〕11号", measures=True)
    assert above.measures is not None
    assert (len(above.measures.up), len(above.measures.down)) == (0, 1)
    assert len(above.as_dict()["alignments"]) == 3
    only_up = graph.lineage("澜政〔2024〕11号", measures=True, directions=["up"])
    assert only_up.as_dict()["alignments"] == []
    assert only_up.down == ()


def test_the_order_and_number_of_arrivals_change_nothing(tmp_path: Path) -> None:
    city, county = tmp_path / "city.txt", tmp_path / "county.txt"
    city.write_text(CITY, "utf-8")
    county.write_text(COUNTY, "utf-8")
    together = kg.build([city, county], tmp_path / "a").store.lines()
    for name, order in (("b", (city, county, city)), ("c", (county, city))):
        for path in order:
            kg.build([path], tmp_path / name).close()
        assert kg.open(tmp_path / name).store.lines() == together


def test_one_upper_measure_may_be_taken_up_by_several() -> None:
    upper = [measure("u1", "修缮堰体,疏浚渠道,更换闸门。"), measure("u2", "培训老堰工,建立工匠档案。")]
    lower = [
        measure("l1", "修缮古堰的堰体和闸门。"),
        measure("l2", "疏浚淤积的渠道。"),
        measure("l3", "举办灯会。"),
    ]
    assert [(a.lower.iri, a.upper.iri) for a in align(lower, upper)] == [("l1", "u1"), ("l2", "u1")]


def test_the_assignment_is_the_best_as_a_whole() -> None:
    upper = [
        measure("u1", "修缮堰体。对修缮堰体的村给予补助。", "修缮堰体"),
        measure("u2", "疏浚渠道。清理淤泥。", "疏浚渠道"),
    ]
    lower = [
        measure("l1", "疏浚渠道,清理淤泥。", "疏浚渠道"),
        measure("l2", "修缮堰体,给予补助。", "修缮堰体"),
    ]
    assert [(a.lower.iri, a.upper.iri) for a in align(lower, upper)] == [("l1", "u2"), ("l2", "u1")]
    assert align([], upper) == align(lower, []) == []


@pytest.mark.parametrize(
    ("lower", "upper", "verdict", "share"),
    [
        (
            figure("茶园复绿率", "95", "%", sign=">="),
            figure("茶园复绿率", "90", "%", sign=">="),
            "stronger",
            "1.0556",
        ),
        (
            figure("茶园复绿率", "85", "%", sign=">="),
            figure("茶园复绿率", "90", "%", sign=">="),
            "weaker",
            "0.9444",
        ),
        (figure("能耗降幅", "3", "%"), figure("能耗降幅", "3", "%"), "same", "1.0000"),
        (
            figure("农药用量", "8", "千克/亩", sign="<="),
            figure("农药用量", "10", "千克/亩", sign="<="),
            "stronger",
            "0.8000",
        ),
        (figure("新增茶企", "12"), figure("新增茶企", "80"), "incomparable", "0.1500"),
        (
            figure("茶企", "8", "CNY", kind="grant"),
            figure("茶企", "10", "CNY", kind="grant"),
            "weaker",
            "0.8000",
        ),
        (
            figure("茶产业", "3", "CNY", kind="budget"),
            figure("茶产业", "30", "CNY", kind="budget"),
            "incomparable",
            "0.1000",
        ),
        (figure("茶企", "5"), figure("茶企", "0"), "incomparable", None),
    ],
)
def test_verdicts(lower: Figure, upper: Figure, verdict: str, share: str | None) -> None:
    (compared,) = compare([lower], [upper])
    assert (compared.verdict, None if compared.share is None else str(compared.share)) == (verdict, share)


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (figure("新增茶企", "12"), figure("新增茶企", "12", "个")),
        (figure("新增茶企", "12"), figure("新增茶企", "12", status="achieved")),
        (figure("新增茶企", "12", period="2024"), figure("新增茶企", "12", period="2021-2023")),
        (figure("省级茶园", "12"), figure("市级茶园", "12")),
        (figure("新增茶企", "12"), figure("培训茶农", "12")),
        (figure("茶企", "8", "CNY", kind="grant", sign="<="), figure("茶企", "8", "CNY", kind="grant")),
    ],
)
def test_what_is_not_about_the_same_thing_is_not_compared(lower: Figure, upper: Figure) -> None:
    assert compare([lower], [upper]) == []


def test_likeness_of_phrases() -> None:
    assert likeness("全市新增茶企", "新增茶企") == 1
    assert likeness("国家级茶园", "全国茶园") > 0.7
    assert likeness("", "茶园") == 0


@pytest.mark.parametrize("pair", range(3))
def test_the_samples_are_aligned_right(pair: int) -> None:
    expected = json.loads((Path(__file__).parents[1] / "samples" / "lineage.json").read_text("utf-8"))[
        "pairs"
    ][pair]
    folder = Path(kg.__file__).parent / "samples"
    texts = {name: (folder / expected[name]).read_bytes().decode("utf-8") for name in ("lower", "upper")}
    graph = kg.build([folder])
    numbers = {row["source"]: row["number"] for row in graph.query(SOURCES)}
    lower, upper = numbers[expected["lower"]], numbers[expected["upper"]]
    found = graph.lineage(lower, measures=True)
    assert found.measures is not None
    (rows,) = [p for p in found.measures.up if found.as_dict() and p.upper == graph.find(upper)]
    starts = {row.lower.span[0]: row for row in rows.rows}
    for alignment in expected["alignments"]:
        row = starts[texts["lower"].index(alignment["lower_quote"])]
        above = alignment["upper_quote"]
        assert (row.upper and row.upper.span[0]) == (above and texts["upper"].index(above)), alignment
        if alignment["comparison"]:
            verdict = alignment["comparison"]["verdict"].replace("share", "incomparable")
            assert verdict in {c.verdict for c in row.comparisons}, alignment
    missing = {texts["upper"].index(quote) for quote in expected["not_taken_up"]}
    assert {m.span[0] for m in rows.not_taken_up} == missing


SOURCES = "SELECT ?source ?number WHERE { ?d pk:sourceFile ?source ; eli:number ?number }"
