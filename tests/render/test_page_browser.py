"""What a reader sees and does, in Chromium. That no page asks for anything is checked in `open_page`."""

from __future__ import annotations

import networkx as nx
import pytest
from conftest import Open
from invented_graphs import BASE, HOSTILE, hostile, many, policies

import kg
from kg.jupyter import as_iframe
from kg.render import render
from tests.conftest import Axe

VIEWS = ("lineage", "measures", "agencies", "all")

# The number of pixels by which two characters differ when drawn in the font of the page.
DIFFERENCE = """([a, b]) => {
  const pixels = (text) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 60 });
    const context = canvas.getContext("2d");
    context.font = `40px ${getComputedStyle(document.body).fontFamily}`;
    context.fillText(text, 5, 45);
    return context.getImageData(0, 0, 60, 60).data;
  };
  const [one, two] = [pixels(a), pixels(b)];
  return one.reduce((sum, value, i) => sum + (value !== two[i]), 0);
}"""
INK = """() => {
  const picture = document.querySelector("#canvas canvas");
  const pixels = picture.getContext("2d").getImageData(0, 0, picture.width, picture.height).data;
  const colours = new Set();
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3]) colours.add(pixels.slice(i, i + 3).join());
  return colours.size;
}"""


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_in_chinese(open_page: Open, view: str) -> None:
    opened = open_page(render(policies(), title="望江", view=view))
    opened.page.wait_for_timeout(150)
    assert opened.page.evaluate(INK) > 50
    assert opened.page.evaluate(DIFFERENCE, ["政", "策"]) > 100
    assert opened.page.evaluate(DIFFERENCE, ["政", "政"]) == 0


@pytest.mark.parametrize("view", VIEWS)
def test_a_large_graph_opens_small(open_page: Open, view: str) -> None:
    opened = open_page(render(many(400, 4), title="望江", view=view))
    assert 0 < len(opened.shown()) <= 300


def test_a_name_that_fills_two_lines_is_folded_where_its_box_ends(open_page: Open) -> None:
    graph = policies()
    graph.nodes[f"{BASE}agency/east/商务局"]["name"] = "望江市𠮷岭区文化广电旅游体育局"
    opened = open_page(render(graph, title="望江", view="all"))
    folded = dict(opened.page.evaluate("data.nodes.filter((n) => n.fold).map((n) => [n.full, n.label])"))
    assert folded["望江市𠮷岭区文化广电旅游体育局"] == "望江市𠮷岭区文化广电旅\n游体育局"
    assert all(label.replace("\n", "") == full and label.count("\n") == 1 for full, label in folded.items())
    assert len(folded) == 5


def test_names_of_lines_cover_nothing(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(samples.render().html)
    assert opened.page.evaluate("names.length") >= 16
    assert opened.page.evaluate(
        """names.every(({ x, y }) => {
          const middle = { left: x - 12, right: x + 12, top: y - 7, bottom: y + 7 };
          return !drawnBoxes().some((box) => overlap(box, middle))
            && names.filter((other) => Math.abs(other.x - x) < 24 && Math.abs(other.y - y) < 14).length === 1;
        })"""
    )


def test_the_first_picture_shows_the_chain(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(samples.render().html)
    chain = opened.page.evaluate(
        "[...chainOf(startingPoints()[0])].map((i) => data.nodes[i].full.slice(0, 2))"
    )
    assert {"瀚政", "汐政", "棠政", "苇政"} <= set(chain)
    assert opened.page.evaluate(
        "[...chainOf(startingPoints()[0])].filter((i) => !data.nodes[i].stub).every(onScreen)"
    )


def test_a_task_is_opened_with_the_agency_that_it_stands_under(open_page: Open) -> None:
    opened = open_page(render(policies(120), title="望江", view="agencies"))
    opened.page.evaluate(
        "state.opened = new Set([data.nodes.findIndex((n) => n.group === 'agency')]), refresh()"
    )
    agency = opened.shown()[0]
    opened.page.evaluate("i => open(i)", agency)
    tasks = opened.page.evaluate("visibleNodes().filter((i) => data.nodes[i].group !== 'agency')")
    assert len(tasks) > 20
    assert opened.page.evaluate(
        """tasks => tasks.every((i) => visibleNodes().some(
          (j) => data.nodes[j].group === 'agency' && data.nodes[j].block === data.nodes[i].block))""",
        tasks,
    )


def test_boxes_do_not_overlap(open_page: Open) -> None:
    opened = open_page(render(policies(), title="望江", view="all"))
    boxes = opened.page.evaluate("drawnBoxes()")
    assert len(boxes) == 93
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = a["right"] <= b["left"] or b["right"] <= a["left"]
            assert apart or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]


def test_click_opens_the_neighbours_and_the_details(open_page: Open) -> None:
    opened = open_page(render(many(), title="望江", view="all"))
    document = opened.find(full="云岚发〔2031〕0号 第0号实施方案")
    before = opened.shown()
    opened.click(document)
    after = opened.shown()
    assert len(after) == len(before) + 18
    assert "所含措施（18）" in opened.details()
    assert "省级" in opened.details()
    opened.click(document)
    assert opened.shown() == after
    opened.page.click("#reset")
    assert opened.shown() == before
    assert "点击方框" in opened.details()


def test_the_clicked_node_stays_where_it_is(open_page: Open) -> None:
    opened = open_page(render(many(), title="望江", view="all"))
    node = opened.find(full="云岚发〔2031〕10号 第10号实施方案")
    where = "i => network.canvasToDOM(centres.get(i))"
    before = opened.page.evaluate(where, node)
    opened.page.evaluate("i => { unopened(i).forEach((j) => state.opened.add(j)); select(i); }", node)
    after = opened.page.evaluate(where, node)
    assert after == pytest.approx(before, abs=1)


def test_details_show_the_sentence_and_lead_on(open_page: Open) -> None:
    opened = open_page(render(policies(), title="望江", view="measures"))
    opened.click(
        opened.page.evaluate(
            "data.nodes.findIndex((n) => n.at && sentence(n)[0] === '力争第5批技改投资增长7.5%以上')"
        )
    )
    assert opened.page.locator("#details > blockquote").inner_text() == "力争第5批技改投资增长7.5%以上"
    assert "≥7.5%" in opened.details()
    assert "东岭政办发〔2031〕19号" in opened.details()
    opened.page.click("#details .near button")
    assert "5. 支持企业设备更新改造" in opened.page.locator("#details h2").inner_text()
    assert "（牵头单位见清单）" in opened.details()
    opened.page.keyboard.press("Escape")
    assert "点击方框" in opened.details()


def test_stubs_and_derived_relations_are_told_apart(open_page: Open) -> None:
    opened = open_page(render(policies(), title="望江", view="lineage"))
    dashed = opened.page.evaluate("drawn.edges.get().filter((e) => e.dashes).map((e) => [e.from, e.to])")
    city = opened.find(full="望江政〔2031〕5号 望江市推动经济稳步向好政策清单")
    province = opened.find(full="云岚政发〔2031〕2号 关于推动经济稳步向好若干政策的通知")
    assert dashed == [[city, province]]
    assert "落实（推断）" in opened.page.evaluate("names.map((name) => name.text)")
    opened.click(city)
    assert "未收录" in opened.details()
    opened.page.uncheck("#derived")
    assert opened.page.evaluate("drawn.edges.get().some((e) => e.dashes)") is False


def test_search_finds_hidden_nodes_whatever_the_brackets(open_page: Open) -> None:
    opened = open_page(render(many(), title="望江", view="all"))
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("云岚发[2031]57号")
    options = opened.page.locator("#suggestions [role=option]")
    assert options.count() == 1
    opened.page.fill("#search", "措施57-1")
    assert options.count() == 9
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.get_attribute("#search", "aria-activedescendant") == "suggestion-1"
    opened.page.keyboard.press("Enter")
    node = opened.find(full="措施57-10")
    assert node in opened.shown()
    assert opened.page.evaluate("state.selected") == node
    assert opened.page.evaluate("i => onScreen(i)", node)
    opened.page.fill("#search", "没有这样的东西")
    assert opened.page.locator("#suggestions").inner_text() == "没有找到"


def test_filter_hides_a_kind_and_search_brings_it_back(open_page: Open) -> None:
    opened = open_page(render(policies(), title="望江", view="all"))
    before = len(opened.shown())
    opened.page.uncheck("#kind-funding")
    assert len(opened.shown()) == before - 24
    assert opened.page.evaluate(
        "drawn.edges.get().every((e) => drawn.nodes.get(e.to) && drawn.nodes.get(e.from))"
    )
    opened.page.fill("#search", "设备更新 最高500万")
    opened.page.click("#suggestions [role=option]")
    assert opened.page.is_checked("#kind-funding")
    assert len(opened.shown()) == before


def test_the_table_says_what_the_picture_shows(open_page: Open) -> None:
    opened = open_page(render(policies(), title="望江", view="all"))
    opened.page.click("#as-table")
    assert opened.page.locator("tbody tr").count() == len(opened.shown())
    assert opened.page.locator("tbody button", has_text="设备更新 最高500万元/家").count() == 24
    opened.page.uncheck("#kind-target")
    assert opened.page.locator("tbody tr").count() == len(opened.shown()) == 93 - 24
    row = opened.page.locator("tbody tr:has(button:text('东岭政办发'))").inner_text()
    assert "落实 云岚政发〔2031〕2号、望江政〔2031〕5号" in row.replace("\n", " ")
    opened.page.click("tbody button >> nth=0")
    assert opened.page.locator("#details h2").inner_text() != ""


def test_the_table_stacks_on_a_phone(open_page: Open) -> None:
    opened = open_page(
        render(policies(), title="望江", view="lineage"), viewport={"width": 390, "height": 844}
    )
    opened.page.click("#as-table")
    cells = opened.page.locator("#table tbody tr").first.locator("td:not(:empty)").all()
    boxes = [box for cell in cells if (box := cell.bounding_box())]
    assert len(boxes) >= 3
    assert all(box["width"] > 320 for box in boxes)
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})


def test_the_first_picture_is_the_fullest_of_those_around_starting_points(open_page: Open) -> None:
    graph = nx.MultiDiGraph()
    for lower, upper in [("望江一", f"省{i}") for i in range(30)] + [
        ("望江二", "望江三"),
        ("望江三", "望江四"),
    ]:
        graph.add_nodes_from((lower, upper), kind="document", level="province")
        graph.add_edge(lower, upper, kind="implements")
    for name in graph:
        graph.nodes[name]["label"] = name
    opened = open_page(render(graph, title="望江", view="lineage"))
    parts = opened.page.evaluate("startingPoints().slice(0, STARTING).map(fullest)")
    most = max(parts, key=lambda part: part["worth"])
    assert parts[0]["worth"] < most["worth"]
    assert abs(parts[0]["x"] - most["x"]) > 100
    assert opened.page.evaluate("network.getViewPosition().x") == pytest.approx(most["x"])


def test_focus_opens_with_its_details(open_page: Open) -> None:
    opened = open_page(render(policies(), title="望江", view="lineage", focus=f"{BASE}doc/city"))
    assert "望江市推动经济稳步向好政策清单" in opened.page.locator("#details h2").inner_text()


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_does_nothing(open_page: Open, view: str) -> None:
    opened = open_page(render(hostile(), title=HOSTILE, view=view), viewport={"width": 390, "height": 844})
    for i in opened.shown():
        opened.page.evaluate("i => goTo(i)", i)
    opened.page.click("#as-table")
    opened.page.fill("#search", "script")
    opened.page.locator("#suggestions [role=option]").first.wait_for()
    assert opened.page.evaluate("window.harmed") is None
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "{{ 7*7 }}" in opened.page.locator("h1").inner_text()


def test_axe_objects_to_what_is_wrong(open_page: Open, axe: Axe) -> None:
    html = "<!DOCTYPE html><html><title>x</title><main><button></button></main></html>"
    found = {v["id"]: v["impact"] for v in axe(open_page(html).page)}
    assert (found["html-has-lang"], found["button-name"]) == ("serious", "critical")


def test_the_page_works_in_a_notebook(open_page: Open) -> None:
    opened = open_page(
        f"<!DOCTYPE html><meta charset=utf-8>{as_iframe(render(policies(), title='望江', view='all'))}"
    )
    frame = opened.page.frame_locator("iframe")
    assert "当前显示 93 项" in frame.locator("#counts").inner_text()
