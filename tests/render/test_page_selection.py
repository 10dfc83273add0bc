"""Which nodes a reader sees first, and where all of them stand."""

from __future__ import annotations

import itertools
import time

import networkx as nx
import pytest
from invented_graphs import BASE, many, policies

from kg.errors import PolicyKGError
from kg.render import render
from kg.render.containment import parents, roots
from kg.render.layout import layout
from kg.render.select import COMFORTABLE, SCOPES, first_nodes, scope


def first(graph: nx.MultiDiGraph, view: str, **options: object) -> list[str]:
    return first_nodes(scope(graph, view), view, **options)  # type: ignore[arg-type]


def kinds(graph: nx.MultiDiGraph, nodes: list[str]) -> set[str]:
    return {graph.nodes[n]["kind"] for n in nodes}


def test_lineage_is_about_documents_only() -> None:
    graph = policies()
    assert set(first(graph, "lineage")) == {n for n in graph if graph.nodes[n]["kind"] == "document"}


def test_a_small_graph_is_shown_whole() -> None:
    assert len(first(policies(), "all")) == len(policies()) <= COMFORTABLE


def test_a_large_graph_opens_on_its_documents() -> None:
    graph = many()
    assert len(graph) == 2000
    assert kinds(graph, first(graph, "all")) == {"document"}


@pytest.mark.parametrize("view", sorted(SCOPES))
@pytest.mark.parametrize("limit", [1, 7, 300])
def test_never_more_than_the_limit(view: str, limit: int) -> None:
    graph = many(40, 30)
    assert 0 < len(first(graph, view, limit=limit)) <= limit


def test_measures_open_on_the_fullest_document_and_its_outline() -> None:
    graph = policies(40)
    nodes = first(graph, "measures", limit=46)
    assert sum(graph.nodes[n]["kind"] == "document" for n in nodes) == 1
    assert kinds(graph, nodes) == {"document", "section", "measure"}


def test_focus_on_a_document_brings_its_outline_and_no_other() -> None:
    graph = policies()
    nodes = first(graph, "measures", focus=f"{BASE}doc/west")
    assert {n for n in nodes if graph.nodes[n]["kind"] == "document"} == {f"{BASE}doc/west"}
    assert sum(graph.nodes[n]["kind"] == "measure" for n in nodes) == 12


def test_focus_reaches_as_far_as_the_depth() -> None:
    graph = policies()
    law, province = f"{BASE}doc/law", f"{BASE}doc/province"
    assert set(first(graph, "lineage", focus=law, depth=0)) == {law}
    assert set(first(graph, "lineage", focus=law, depth=1)) == {law, province}
    assert len(first(graph, "lineage", focus=law, depth=2)) == 5


def test_a_focus_that_the_view_cannot_show_is_an_error() -> None:
    with pytest.raises(PolicyKGError, match=r"the view 'lineage' does not show 2\. 发放绿色家电消费券"):
        render(policies(), title="望江", view="lineage", focus=f"{BASE}doc/east/m1")
    with pytest.raises(PolicyKGError, match="the view 'all' does not show nothing"):
        render(policies(), title="望江", view="all", focus="nothing")
    with pytest.raises(PolicyKGError, match="no view 'map'"):
        render(policies(), title="望江", view="map")


def test_the_agency_view_of_one_document() -> None:
    graph = policies()
    part = scope(graph, "agencies", f"{BASE}doc/west")
    assert {data["kind"] for *_, data in part.edges(data=True)} == {"led_by"}
    tasks = {n for n in part if part.nodes[n]["kind"] == "measure"}
    assert tasks == {f"{BASE}doc/west/m{m}" for m in range(12)}
    html = render(graph, title="望江", view="agencies", focus=f"{BASE}doc/west")
    assert "西渚区" in html and "东岭区" not in html


def test_the_agency_view_leaves_out_what_nobody_leads() -> None:
    graph = policies()
    graph.add_node("alone", kind="agency", label="某局")
    assert "alone" not in scope(graph, "agencies")
    assert "alone" in scope(graph, "all")


def test_facts_stand_under_measures_and_measures_under_chapters() -> None:
    above = parents(policies(), "all")
    assert above[f"{BASE}doc/east/m4/t"] == f"{BASE}doc/east/m4"
    assert above[f"{BASE}doc/east/m4"] == f"{BASE}doc/east/s1"
    assert above[f"{BASE}agency/west/财政局"] == f"{BASE}doc/west"
    assert roots(policies())[f"{BASE}doc/east/m4/f"] == f"{BASE}doc/east"


def test_a_measure_that_names_its_document_too_stays_in_its_chapter() -> None:
    graph = policies()
    graph.add_edge(f"{BASE}doc/east", f"{BASE}doc/east/m4", kind="has_measure")
    assert parents(graph, "all")[f"{BASE}doc/east/m4"] == f"{BASE}doc/east/s1"


def test_chapters_that_contain_each_other_do_no_harm() -> None:
    graph = policies()
    one, two = f"{BASE}doc/east/s0", f"{BASE}doc/east/s1"
    graph.add_edge(one, two, kind="has_section")
    graph.add_edge(two, one, kind="has_section")
    assert set(layout(scope(graph, "all"), "all").cells) == set(graph)


@pytest.mark.parametrize("view", sorted(SCOPES))
def test_no_two_nodes_share_a_cell(view: str) -> None:
    for graph in (policies(), many()):
        part = scope(graph, view)
        cells = layout(part, view).cells
        assert list(cells) == list(part)
        assert len({(c.shelf, c.column, c.order) for c in cells.values()}) == len(part)


def test_lineage_runs_from_the_province_down() -> None:
    cells = layout(scope(policies(), "lineage"), "lineage").cells
    assert (
        cells[f"{BASE}doc/province"].shelf < cells[f"{BASE}doc/city"].shelf < cells[f"{BASE}doc/east"].shelf
    )
    columns = sorted(c.column for c in cells.values() if c.shelf == cells[f"{BASE}doc/east"].shelf)
    assert all(b - a >= 1 for a, b in itertools.pairwise(columns))


def test_documents_that_are_only_mentioned_stand_below_those_of_their_level() -> None:
    cells = layout(scope(policies(), "lineage"), "lineage").cells
    law, province = cells[f"{BASE}doc/law"], cells[f"{BASE}doc/province"]
    assert law.shelf == province.shelf + 1
    assert law.group == province.group


def test_the_middle_of_a_chain_stands_beside_the_link_between_its_ends() -> None:
    graph = policies()
    graph.remove_nodes_from([f"{BASE}doc/west", f"{BASE}doc/law"])
    cells = layout(scope(graph, "lineage"), "lineage").cells
    ends = [cells[f"{BASE}doc/{end}"].column for end in ("east", "province")]
    assert cells[f"{BASE}doc/city"].column >= sum(ends) / 2 + 0.4


def test_families_of_documents_stand_side_by_side() -> None:
    graph = policies()
    for n in ("a", "b"):
        graph.add_node(n, kind="document", label=n, level="city")
    graph.add_edge("a", "b", kind="cites")
    columns = {n: c.column for n, c in layout(scope(graph, "lineage"), "lineage").cells.items()}
    assert max(c for n, c in columns.items() if n not in "ab") < min(columns["a"], columns["b"])
    shelves = {n: c.shelf for n, c in layout(scope(graph, "lineage"), "lineage").cells.items()}
    assert shelves["a"] == shelves["b"] == shelves[f"{BASE}doc/city"]


def test_families_that_do_not_fit_beside_each_other_stand_below() -> None:
    graph = policies()
    for n in range(12):
        graph.add_node(f"low{n}", kind="document", label=str(n), level="city")
        graph.add_node(f"high{n}", kind="document", label=str(n), level="province")
        graph.add_edge(f"low{n}", f"high{n}", kind="implements")
        graph.add_node(f"alone{n}", kind="document", label=str(n), level="province")
    plan = layout(scope(graph, "lineage"), "lineage")
    frames = {n: plan.frames[cell.group] for n, cell in plan.cells.items()}
    bands = [frames[f"low{n}"].band for n in range(12)]
    assert bands == sorted(bands) and len(set(bands)) > 1
    assert {frame.band for n, frame in frames.items() if n.startswith("alone")} == {max(bands) + 1}
    assert all(cell.column < 10 for cell in plan.cells.values())
    assert [frame.band for frame in plan.frames] == sorted(frame.band for frame in plan.frames)
    assert {frames[f"low{n}"].level for n in range(12)} == {"city"}
    shelves = sorted((cell.shelf, frames[n].band) for n, cell in plan.cells.items())
    assert [band for _, band in shelves] == sorted(band for _, band in shelves)


def test_agencies_stand_by_region_and_those_without_tasks_share_columns() -> None:
    graph = policies()
    for _, data in graph.nodes(data=True):
        if data["kind"] == "agency":
            data["region"] = data["name"][:6]
    measure = f"{BASE}doc/east/m0"
    for n in range(4):
        graph.add_node(f"help{n}", kind="agency", label=str(n), name=str(n), region="望江市东岭区")
        graph.add_edge(measure, f"help{n}", kind="led_by", role="support")
    part = scope(graph, "agencies")
    cells = layout(part, "agencies").cells
    regions = [
        graph.nodes[n]["region"]
        for n in sorted(cells, key=lambda n: cells[n].group)
        if n in part and graph.nodes[n]["kind"] == "agency"
    ]
    assert [region for region, _ in itertools.groupby(regions)] == ["望江市东岭区", "望江市西渚区"]
    helpers = [cells[f"help{n}"] for n in range(4)]
    assert [len(list(stack)) for _, stack in itertools.groupby(helpers, key=lambda c: c.group)] == [3, 1]


def test_the_first_agencies_come_with_the_tasks_that_stand_under_them() -> None:
    graph = policies(60)
    part = scope(graph, "agencies")
    first = first_nodes(part, "agencies")
    above = parents(part, "agencies")
    tasks = [n for n in first if graph.nodes[n]["kind"] == "measure"]
    assert 20 < len(first) <= COMFORTABLE
    assert tasks and all(above[task] in first for task in tasks)


def test_a_document_brings_its_own_measures_and_not_those_that_they_take_up() -> None:
    graph = policies()
    graph.add_edge(f"{BASE}doc/west/m0", f"{BASE}doc/east/m0", kind="corresponds_to")
    first = first_nodes(scope(graph, "measures"), "measures", focus=f"{BASE}doc/west")
    measures = [n for n in first if graph.nodes[n]["kind"] == "measure"]
    assert len(measures) == 12
    assert all(graph.nodes[n]["document"] == f"{BASE}doc/west" for n in measures)


def test_an_agency_comes_with_the_heads_of_its_tasks() -> None:
    graph = policies()
    part = scope(graph, "agencies")
    first = first_nodes(part, "agencies", focus=f"{BASE}agency/west/经济和信息化局")
    above = parents(part, "agencies")
    tasks = [n for n in first if n in above]
    assert {above[task] for task in tasks} <= set(first)
    assert len({above[task] for task in tasks}) > 1


def test_reading_order_is_that_of_the_text() -> None:
    graph = policies()
    cells = layout(scope(graph, "measures"), "measures").cells
    places = [
        (cells[f"{BASE}doc/east/m{m}"].column, cells[f"{BASE}doc/east/m{m}"].order) for m in (0, 3, 6, 9)
    ]
    assert places == sorted(places)
    for m in (0, 3, 6, 9):
        graph.nodes[f"{BASE}doc/east/m{m}"]["start"] = 1000 - m
    cells = layout(scope(graph, "measures"), "measures").cells
    places = [
        (cells[f"{BASE}doc/east/m{m}"].column, cells[f"{BASE}doc/east/m{m}"].order) for m in (0, 3, 6, 9)
    ]
    assert places == sorted(places, reverse=True)


def test_five_thousand_nodes_are_placed_quickly() -> None:
    graph = many(250, 18)
    began = time.perf_counter()
    layout(scope(graph, "all"), "all")
    assert len(graph) == 5000
    assert time.perf_counter() - began < 2
