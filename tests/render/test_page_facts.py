"""What the page adds to the graph: sentences, things at a glance, filters, and measures side by side."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from invented_graphs import BASE, many, policies

import kg
from kg import catalogue, content
from kg.content import Measure
from kg.render.filters import document_of, filters, origin
from kg.render.glance import glance
from kg.render.passages import Passages
from kg.render.select import scope
from kg.render.side_by_side import side_by_side
from kg.taken_up import Compared, Pair, Row, pairs

TEXT = "一、总则\n本区安排资金，其中技术改造1.1亿元；平台建设7500万元。其他事项\U00020bb7另行通知！完"
CITY, PROVINCE = "汐政〔2024〕11号", "瀚政发〔2024〕6号"
DISTRICT = "棠政办发〔2024〕23号"


def placed(quote: str, text: str = TEXT) -> tuple[str, str]:
    """The sentence of a quote, and what is marked in it as a browser counts."""
    passages = Passages({"d": text})
    place = passages.place({"document": "d", "start": text.find(quote), "quote": quote})
    assert place is not None
    (sentence,) = passages.found
    _, start, end = place if len(place) > 1 else (0, 0, None)
    units = sentence.encode("utf-16-le")
    return sentence, units[2 * start : end and 2 * end].decode("utf-16-le")


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("技术改造1.1亿元", "本区安排资金，其中技术改造1.1亿元；平台建设7500万元。"),
        ("一、总则", "一、总则"),
        ("另行通知！", "其他事项\U00020bb7另行通知！"),
        ("元。其他", "本区安排资金，其中技术改造1.1亿元；平台建设7500万元。其他事项\U00020bb7另行通知！"),
        ("完", "完"),
    ],
)
def test_a_fact_stands_in_its_sentence(quote: str, sentence: str) -> None:
    assert placed(quote) == (sentence, quote)


def test_a_long_sentence_is_cut_around_the_fact() -> None:
    sentence, quote = placed("最高500万元", "长" * 4000 + "最高500万元" + "文" * 4000)
    assert quote == "最高500万元"
    assert sentence == "…" + "长" * 100 + quote + "文" * 100 + "…"


def test_without_its_text_a_quote_stands_alone() -> None:
    passages = Passages({"d": TEXT})
    for start, document in ((3, "d"), (None, "d"), (3, "other")):
        assert passages.place({"document": document, "start": start, "quote": "某句"}) == [0]
    assert passages.place({"document": "d"}) is None
    assert passages.found == ["某句"]


def test_every_quote_of_the_samples_is_marked_in_its_sentence(samples: kg.Graph) -> None:
    graph, texts = samples.network("all"), content.texts(samples.store)
    passages = Passages(texts)
    seen = 0
    for _, node in graph.nodes(data=True):
        if (place := passages.place(node)) is None:
            continue
        sentence = passages.found[place[0]]
        assert sentence[slice(*place[1:]) if place[1:] else slice(None)] == node["quote"]
        assert sentence.strip("…") in texts[node["document"]]
        seen += 1
    assert seen == 201
    assert len(passages.found) < seen


def test_a_document_at_a_glance(samples: kg.Graph) -> None:
    graph = samples.network("all")
    seen = glance(graph, scope(graph, "lineage"), "lineage", "zh")
    found = seen[samples.find(CITY)]
    assert (found["measures"], found["targets"], found["fundings"]) == (10, 20, 22)
    assert found["budgets"] == ["制造业发展 9.6亿元"]


def test_budgets_are_named_and_never_added_up() -> None:
    graph = policies()
    document = f"{BASE}doc/east"
    for n, amount in enumerate((3, 9, 1, 7)):
        graph.add_node(
            f"b{n}",
            kind="funding",
            label=f"专项{n}",
            purpose=f"专项{n}",
            amount=amount * 10**8,
            fundingkind="budget",
        )
        graph.add_edge(document, f"b{n}", kind="has_funding")
    graph.add_edge("b0", "b1", kind="part_of")
    assert glance(graph, graph, "all", "zh")[document]["budgets"] == [
        "专项1 9亿元",
        "专项3 7亿元",
        "专项2 1亿元",
    ]
    graph.remove_edge("b0", "b1")
    assert glance(graph, graph, "all", "en")[document]["budgets"][-1] == "and more, 4 in all"


def test_tasks_name_their_agencies_and_agencies_count_their_tasks() -> None:
    graph = policies()
    measure, agency = f"{BASE}doc/east/m0", f"{BASE}agency/east/发展和改革局"
    graph.nodes[agency]["region"] = "望江市东岭区"
    seen = glance(graph, scope(graph, "all"), "all", "zh")
    assert seen[measure]["agencies"] == "发展和改革局、望江市东岭区经济和信息化局"
    assert seen[agency] == {"lead": 3, "support": 2}
    beside = glance(graph, scope(graph, "agencies"), "agencies", "zh")
    assert beside[measure]["agencies"] == "望江市东岭区经济和信息化局"


def test_filters_offer_what_there_is() -> None:
    graph = policies()
    graph.nodes[f"{BASE}doc/west"].update(year=None, date="2030-05-01")
    graph.nodes[f"{BASE}doc/law"].update(level=None, year=None, date=None)
    part = scope(graph, "all")
    index = {n: i for i, n in enumerate(part)}
    found = filters(graph, part, index, "zh")
    assert found["level"] == [
        ["province", "省级", 1],
        ["city", "市级", 1],
        ["district", "区县级", 2],
        ["", "层级不明", 1],
    ]
    assert found["year"] == [["2031", "2031", 3], ["2030", "2030", 1], ["", "年份不明", 1]]
    assert len(found["agency"]) == 10
    assert found["agency"][0][2] == 5
    assert document_of(graph, f"{BASE}doc/west/m1/t") == f"{BASE}doc/west"
    assert origin(graph.nodes[f"{BASE}doc/west"]) == {"level": "district", "year": "2030"}
    assert document_of(graph, f"{BASE}agency/west/财政局") is None
    assert filters(graph, scope(policies(), "lineage"), index, "zh").keys() == {"level", "year"}


def test_a_filter_with_one_option_is_none() -> None:
    graph = many(1, 2)
    assert filters(graph, graph, {n: i for i, n in enumerate(graph)}, "zh") == {}


def side(samples: kg.Graph, lower: str, upper: str, lang: str = "zh") -> dict[str, Any]:
    known = catalogue.read(samples.store)
    index = {iri: n for n, iri in enumerate(known.entries)}
    (found,) = [
        pair
        for pair in side_by_side(pairs(samples.store, known), index, lang)
        if (pair["lower"], pair["upper"]) == (index[samples.find(lower)], index[samples.find(upper)])
    ]
    return found


def test_measures_side_by_side(samples: kg.Graph) -> None:
    pair = side(samples, DISTRICT, CITY)
    states = [
        (row["state"], row["upper"] and row["upper"]["label"], [m["label"] for m in row["lowers"]])
        for row in pair["rows"]
    ]
    assert states == [
        ("taken", "一", ["1"]),
        ("taken", "二", ["2"]),
        ("taken", "三", ["3"]),
        ("taken", "四", ["4"]),
        ("dropped", "五", []),
        ("taken", "六", ["5"]),
        ("taken", "七", ["6"]),
        ("taken", "八", ["7"]),
        ("dropped", "九", []),
        ("dropped", "十", []),
        ("local", None, ["8"]),
        ("local", None, ["9"]),
    ]
    (second,) = pair["rows"][1]["lowers"]
    assert second["name"] == "支持企业技术改造"
    assert {(c["verdict"], c["lower"], c["upper"], c["share"]) for c in second["compared"]} >= {
        ("weaker", "按设备投资额的8%", "按设备投资额的10%", 0.8)
    }
    assert second["score"] > 0 and second["reasons"]
    assert all(re.fullmatch(r"\D+ \d\.\d+", reason) for reason in second["reasons"])
    assert "加大财政资金投入。2024年市财政" in pair["rows"][0]["upper"]["words"]


def test_every_row_of_every_pair_is_there_once(samples: kg.Graph) -> None:
    known = catalogue.read(samples.store)
    found = pairs(samples.store, known)
    assert len(found) == len(known.implementing) == 4
    index = {iri: n for n, iri in enumerate(known.entries)}
    found = tuple(sorted(found, key=lambda pair: -sum(row.upper is not None for row in pair.rows)))
    for pair, shown in zip(found, side_by_side(found, index, "en"), strict=True):
        lowers = [lower for row in shown["rows"] for lower in row["lowers"]]
        assert len(lowers) == len(pair.rows)
        uppers = [row for row in shown["rows"] if row["upper"]]
        assert len(uppers) == len(pair.not_taken_up) + len({row.upper.iri for row in pair.rows if row.upper})
    assert side_by_side(found, {}, "zh") == []


def test_pairs_of_the_chains_through_a_document(samples: kg.Graph) -> None:
    known = catalogue.read(samples.store)
    low, city, top = (samples.find(d) for d in (DISTRICT, CITY, PROVINCE))
    around = {(pair.lower, pair.upper) for pair in pairs(samples.store, known, low)}
    assert around == {(low, city), (low, top), (city, top)}
    statute = next(iri for iri, entry in known.entries.items() if not entry.whole)
    assert pairs(samples.store, known, statute) == ()


def test_the_page_of_a_graph_shows_measures_on_demand(samples: kg.Graph) -> None:
    def shown(**options: Any) -> list[dict[str, Any]]:
        html = samples.render(**options).html
        found = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
        assert found
        result: list[dict[str, Any]] = json.loads(found[1])["pairs"]
        return result

    assert shown() == []
    assert len(shown(measures=True)) == 4
    assert len(shown(measures=True, focus=DISTRICT)) == 3
    with pytest.raises(kg.QueryError, match="in the view 'lineage', not in 'all'"):
        samples.render("all", measures=True)


def test_where_no_document_implements_another_there_are_no_measures_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "alone.txt").write_bytes(
        (Path(kg.__file__).parent / "samples" / "weidu_2024_12.txt").read_bytes()
    )
    with (
        kg.build([tmp_path]) as graph,
        pytest.raises(kg.QueryError, match="no measures to show side by side"),
    ):
        graph.render(measures=True)


def measure(document: str, label: str, words: str, heading: str | None = None) -> Measure:
    start = int(label) * 100
    return Measure(f"{document}/{label}", document, label, heading, None, (start, start + 9), words, ())


def test_what_takes_up_another_document_is_not_local_and_comes_behind_what_takes_up_most() -> None:
    one, two = measure("low", "1", "1.  建设口袋公园。" + "长" * 40), measure("low", "2", "2.修桥")
    above, other = measure("city", "3", "3.建园", "建园"), measure("province", "4", "4.造林", "造林")
    compared = Compared("公园", "建公园3个", "建公园30个", "incomparable", 0.1)
    first = Pair(
        "low",
        "city",
        (Row(one, above, 0.71, ("headings 0.3",), ()), Row(two, None, None, (), ())),
        (),
        (compared,),
    )
    second = Pair(
        "low", "province", (Row(one, None, None, (), ()), Row(two, None, None, (), ())), (other,), ()
    )
    shown = side_by_side([second, first], {"low": 0, "city": 1, "province": 2}, "zh")
    assert [[row["state"] for row in pair["rows"]] for pair in shown] == [
        ["taken", "local"],
        ["dropped", "elsewhere", "local"],
    ]
    taken = shown[0]["rows"][0]["lowers"][0]
    assert taken["name"] == ("建设口袋公园。" + "长" * 23) + "…"
    assert taken["reasons"] == ["标题相近 0.3"]
    assert shown[0]["goals"][0]["verdict"] == "incomparable"
