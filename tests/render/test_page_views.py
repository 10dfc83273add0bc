"""The pages of the sample documents as a person sees and uses them; pictures of them are kept in tests/output."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import Open, Opened
from invented_graphs import BASE, HOSTILE, many, policies

import kg
from kg.jupyter import as_iframe
from kg.render import render
from tests.conftest import Axe

WIDE, NARROW = (1280, 800), (390, 844)
CITY, PROVINCE = "汐政〔2024〕11号", "瀚政发〔2024〕6号"
DISTRICT = "棠政办发〔2024〕23号"
PAGES: dict[str, dict[str, Any]] = {
    "lineage": {"view": "lineage"},
    "card": {"view": "lineage", "focus": CITY},
    "pairs": {"view": "lineage", "measures": True},
    "agencies": {"view": "agencies"},
    "measures": {"view": "measures", "focus": DISTRICT},
    "all": {"view": "all"},
}

# The characters of a page that the font draws as it draws one that does not exist.
MISSING = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.font = `28px ${getComputedStyle(document.body).fontFamily}`;
  const drawn = (text) => {
    context.clearRect(0, 0, 40, 40);
    context.fillText(text, 4, 32);
    return context.getImageData(0, 0, 40, 40).data.join();
  };
  const box = drawn("\\u{10FFFD}");
  const texts = [document.body.innerText, ...data.nodes.map((n) => n.full + n.label), ...data.passages];
  const characters = new Set(texts.join("").replace(/\\s/g, ""));
  return { seen: characters.size, missing: [...characters].filter((c) => drawn(c) === box) };
}"""


def rendered(samples: kg.Graph, name: str, lang: str = "zh") -> str:
    return samples.render(**PAGES[name], lang=lang).html


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_fit_to_be_seen(
    samples: kg.Graph, open_page: Open, axe: Axe, name: str, size: tuple[int, int]
) -> None:
    opened = open_page(rendered(samples, name), viewport={"width": size[0], "height": size[1]})
    opened.page.wait_for_timeout(150)
    opened.picture(f"page-{name}-{size[0]}")
    glyphs = opened.page.evaluate(MISSING)
    assert glyphs["seen"] > 150
    assert glyphs["missing"] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert axe(opened.page) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_in_english_in_the_dark_as_a_table_and_on_paper(
    samples: kg.Graph, open_page: Open, axe: Axe, name: str
) -> None:
    opened = open_page(rendered(samples, name, "en"), color_scheme="dark")
    opened.page.wait_for_timeout(150)
    opened.picture(f"page-{name}-dark")
    assert axe(opened.page) == []
    opened.page.click("#as-table")
    opened.picture(f"page-{name}-table")
    assert axe(opened.page) == []
    opened.page.click("#as-pairs" if name == "pairs" else "#as-graph")
    opened.page.emulate_media(media="print", color_scheme="light")
    opened.page.wait_for_timeout(150)
    opened.picture(f"page-{name}-print")
    assert not opened.page.locator("#search").is_visible()
    assert len(opened.page.pdf()) > 10_000


def test_a_letter_that_no_font_has_would_be_found(open_page: Open) -> None:
    graph = policies()
    graph.nodes[f"{BASE}doc/east"]["title"] = "坏字\U000f0000"
    opened = open_page(render(graph, title="望江", view="lineage"))
    assert opened.page.evaluate(MISSING)["missing"] == ["\U000f0000"]


def test_the_card_of_a_document(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "lineage"))
    opened.click(document(opened, CITY))
    card = opened.details()
    for expected in (
        f"{CITY} 汐州市人民政府关于推动制造业高质量发展的实施意见",
        "汐州市人民政府",
        "市级",
        "2024-04-12",
        "自 2024-05-20 起施行；有效期至 2026-12-31",
        "制造业发展 9.6亿元",
        "落实（1）",
        "被落实（2）",
    ):
        assert expected in card, card
    counts = opened.page.locator("#details .counts li").all_inner_texts()
    assert [c.split() for c in counts] == [["10", "措施数"], ["20", "目标数"], ["22", "资金条目"]]


def document(opened: Opened, number: str) -> int:
    found: int = opened.page.evaluate("n => data.nodes.findIndex((d) => d.full.startsWith(n))", number)
    assert found >= 0
    return found


@pytest.mark.parametrize("kind", ["section", "measure", "target", "funding"])
def test_the_details_show_the_right_quote(samples: kg.Graph, open_page: Open, kind: str) -> None:
    graph = samples.network("all")
    facts = [n for n in graph.nodes.values() if n["kind"] == kind]
    opened = open_page(rendered(samples, "measures"))
    seen = opened.page.evaluate(
        """kind => data.nodes.filter((n) => n.group === kind).map((n) => {
          goTo(n.id);
          const quote = document.querySelector("#details > blockquote");
          return [(quote.querySelector("mark") ?? quote).textContent, quote.textContent];
        })""",
        kind,
    )
    assert len(seen) == len(facts) > 10
    assert sorted(quote for quote, _ in seen) == sorted(fact["quote"] for fact in facts)
    assert all(quote in sentence for quote, sentence in seen)
    if kind in ("target", "funding"):
        assert any(len(sentence) > len(quote) + 10 for quote, sentence in seen)


def test_filters_by_level_year_and_agency(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "all"))
    before = opened.shown()
    opened.page.select_option("#filter-level", "district")
    levels = opened.page.evaluate(
        "visibleNodes().map((i) => data.nodes[i]).map((n) => data.documents[n.document]?.level ?? n.group)"
    )
    assert set(levels) == {"district", "agency"}
    assert len(levels) <= 120
    opened.page.select_option("#filter-agency", label="汐州市棠溪区财政局（3）")
    shown = opened.page.evaluate("visibleNodes().map((i) => data.nodes[i].full)")
    graph = samples.network("all")
    agency = next(n for n, a in graph.nodes(data=True) if a.get("name") == "汐州市棠溪区财政局")
    tasks = {graph.nodes[task]["heading"] for task in graph.predecessors(agency)}
    assert tasks == {name.partition(". ")[2] for name in shown if re.match(r"\d\. ", name)}
    assert "汐州市棠溪区财政局" in shown
    opened.picture("page-all-filtered")
    opened.page.select_option("#filter-year", "2019")
    assert "没有符合条件的内容" in opened.page.locator("#empty").inner_text()
    opened.page.click("#clear")
    assert set(opened.shown()) >= set(before)
    assert opened.page.locator("#filter-level").input_value() == "全部"
    opened.page.click("#reset")
    assert opened.shown() == before


def test_search_passes_the_filters(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "all"))
    opened.page.select_option("#filter-level", "district")
    opened.page.fill("#search", "瀚政发[2024]6号")
    opened.page.click("#suggestions [role=option]")
    assert document(opened, PROVINCE) in opened.shown()
    assert opened.page.locator("#filter-level").input_value() == "全部"


def test_the_picture_by_keyboard(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "all"))
    opened.page.locator("#canvas").focus()
    opened.page.keyboard.press("ArrowDown")
    first = opened.page.evaluate("state.selected")
    assert "瀚政发〔2024〕6号" in opened.page.locator("#said").inner_text()
    opened.page.keyboard.press("ArrowRight")
    second = opened.page.evaluate("state.selected")
    assert opened.page.evaluate("([a, b]) => centres.get(b).x > centres.get(a).x", [first, second])
    opened.page.keyboard.press("ArrowLeft")
    before = opened.shown()
    opened.page.keyboard.press("Enter")
    assert set(opened.shown()) > set(before)
    for _ in range(12):
        opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("onScreen(state.selected)")
    scale = opened.page.evaluate("network.getScale()")
    opened.page.keyboard.press("+")
    assert opened.page.evaluate("network.getScale()") > scale
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("state.selected") is None


def test_everything_can_be_reached_by_tab(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "all"))
    reached = []
    for _ in range(30):
        opened.page.keyboard.press("Tab")
        reached.append(opened.page.evaluate("document.activeElement.id"))
    reached = reached[: reached.index("reset") + 1]
    wanted = [
        "search",
        "kind-document",
        "filter-level",
        "filter-agency",
        "as-graph",
        "as-table",
        "canvas",
        "fit",
        "reset",
    ]
    assert [i for i in reached if i in wanted] == wanted


def test_who_works_with_whom(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "agencies"))
    graph = nx.Graph(samples.network("agencies"))
    agency = next(n for n, a in graph.nodes(data=True) if a.get("name") == "汐州市财政局")
    together: dict[str, int] = {}
    for task in graph[agency]:
        for other in set(graph[task]) - {agency}:
            name = graph.nodes[other]["name"]
            together[name] = together.get(name, 0) + 1
    opened.click(document(opened, "汐州市财政局"))
    assert f"合作部门（{len(together)}）" in opened.details()
    heading = opened.page.locator("#details h3", has_text="合作部门")
    rows = heading.locator("xpath=following-sibling::ul[1]/li").all_inner_texts()
    shown = {name: int(n.split()[0]) for _, name, n in (re.split(r"\n+", row.strip()) for row in rows)}
    assert shown == together
    assert max(shown.values()) > 1


def test_measures_side_by_side(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "pairs"))
    opened.page.select_option("#pair", label=f"{DISTRICT} 承接 {CITY}")
    heads = opened.page.locator("#pairs thead th").all_inner_texts()
    assert CITY in heads[0] and DISTRICT in heads[2]
    assert opened.page.locator("#pairs tbody").count() == 12
    assert (
        "上级 10 条措施中承接 7 条、未承接 3 条；下级 9 条措施中本地独有 2 条"
        in opened.page.locator("#pairs").inner_text()
    )
    second = opened.page.locator("#pairs tbody").nth(1)
    cells = second.locator("tr").first.locator("td").all_inner_texts()
    assert "二 支持企业技术改造" in cells[0] and "2 支持企业技术改造" in cells[2]
    figures = second.locator(".figures", has_text="按设备投资额的8%").locator("td").all_inner_texts()
    assert (figures[0], figures[2]) == ("按设备投资额的10%", "按设备投资额的8%")
    assert "减码" in figures[1] and "80%" in figures[1]
    second.locator("summary").first.click()
    assert "设备投资额" in second.locator(".words").first.inner_text()
    opened.page.locator(".marks button", has_text="未承接").click()
    bodies = opened.page.locator("#pairs tbody")
    assert bodies.count() == 3
    assert all("未承接" in text for text in bodies.all_inner_texts())
    assert opened.page.evaluate("document.activeElement.textContent") == "未承接 3"
    opened.page.locator(".marks button", has_text="减码").click()
    assert bodies.count() == opened.page.locator("#pairs tbody:has(.badge.weaker)").count() > 0


def test_a_relation_leads_to_its_measures(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(rendered(samples, "pairs"))
    opened.page.click("#as-graph")
    opened.page.wait_for_timeout(100)
    low, high = document(opened, DISTRICT), document(opened, PROVINCE)
    opened.page.evaluate(
        "([a, b]) => follow(data.edges.find((e) => e.from === a && e.to === b && e.kind === 'implements'))",
        [low, high],
    )
    assert opened.page.locator("#pair option:checked").inner_text() == f"{DISTRICT} 承接 {PROVINCE}"
    opened.page.click("#as-graph")
    opened.click(document(opened, CITY))
    opened.page.locator("#details .expand", has_text=f"逐条对照：{DISTRICT}").click()
    assert opened.page.locator("#pair option:checked").inner_text() == f"{DISTRICT} 承接 {CITY}"
    opened.page.fill("#search", "瀚政发〔2024〕6号")
    opened.page.click("#suggestions [role=option]")
    assert PROVINCE in opened.page.locator("#details h2").inner_text()
    assert not opened.page.locator("#pairs").is_visible()


def test_a_click_on_a_line_follows_it(samples: kg.Graph, open_page: Open) -> None:
    opened = open_page(samples.render(focus=DISTRICT, measures=True).html)
    opened.page.click("#as-graph")
    opened.page.wait_for_timeout(100)
    ends = [document(opened, DISTRICT), document(opened, CITY)]
    point = opened.page.evaluate(
        """([a, b]) => {
          const [p, q] = [a, b].map((i) => network.canvasToDOM(centres.get(i)));
          for (let t = 0; t <= 1; t += 0.01) for (let dx = -40; dx <= 40; dx += 4) {
            const at = { x: p.x + (q.x - p.x) * t + dx, y: p.y + (q.y - p.y) * t };
            const edge = network.getEdgeAt(at);
            if (edge !== undefined && network.getNodeAt(at) === undefined
              && data.edges[edge].from === a && data.edges[edge].to === b) return at;
          }
        }""",
        ends,
    )
    frame = opened.page.locator("#canvas").bounding_box()
    assert frame is not None and point is not None
    opened.page.mouse.click(frame["x"] + point["x"], frame["y"] + point["y"])
    assert opened.page.locator("#pair option:checked").inner_text() == f"{DISTRICT} 承接 {CITY}"


@pytest.mark.parametrize("view", ["lineage", "measures", "agencies", "all"])
def test_a_graph_of_nothing_says_so(open_page: Open, view: str) -> None:
    opened = open_page(render(nx.MultiDiGraph(), title="空", view=view))
    assert "没有可显示的内容" in opened.page.locator("#empty").inner_text()
    opened.page.click("#as-table")
    opened.page.click("#as-graph")
    opened.page.keyboard.press("ArrowDown")


def test_the_page_in_a_cell_of_a_notebook(samples: kg.Graph, open_page: Open) -> None:
    page = samples.render("lineage", focus=CITY)
    opened = open_page(
        f"<!DOCTYPE html><meta charset=utf-8>{page._repr_html_()}", viewport={"width": 900, "height": 700}
    )
    frame = opened.page.frame_locator("iframe")
    assert "制造业发展 9.6亿元" in frame.locator("#details").inner_text()
    frame.locator("#search").fill("棠政办发")
    frame.locator("#suggestions [role=option]").first.click()
    assert DISTRICT in frame.locator("#details h2").inner_text()
    opened.picture("page-notebook")
    assert as_iframe(page.html) == page._repr_html_()


def hostile_documents(folder: Path) -> None:
    """Two documents, the lower taking up the upper, with markup, templates and endless headings in them."""
    endless = "长" * 10_000
    bad = HOSTILE.replace("\u2028", "")
    head = "云岚省望江市人民政府关于促进</script>产业<script>window.harmed=1</script>发展的意见"
    body = (
        f"一、扩大{bad}投资\n"
        f"（一）支持{bad}设备更新。对购置{bad}设备的企业给予最高{{n}}万元补助。到2025年，改造{bad}项目30个。（牵头单位：市财政局）\n"
        f"（二）建设公园{bad}。新建公园{{n}}个。（责任单位：市商务局、市经信局）\n"
        f"二、保障{endless}\n（三）{endless}。对{endless}给予最高50万元奖励。（责任单位：市商务局）\n"
    )
    (folder / "upper.txt").write_text(
        f"云岚政发〔2031〕2号\n{head}\n{body.replace('{n}', '500')}\n2031年3月1日\n", "utf-8"
    )
    (folder / "lower.txt").write_text(
        f"望江政发〔2031〕5号\n望江市人民政府关于促进{bad}产业的实施意见\n根据《{head}》（云岚政发〔2031〕2号），制定本意见。\n"
        f"{body.replace('{n}', '300')}\n2031年4月1日\n",
        "utf-8",
    )


@pytest.mark.parametrize("name", ["lineage", "pairs", "agencies", "measures", "all"])
def test_hostile_documents_do_nothing(open_page: Open, axe: Axe, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    hostile_documents(tmp_path / "in")
    with kg.build([tmp_path / "in"]) as graph:
        options = {k: v for k, v in PAGES[name].items() if k != "focus"}
        html = graph.render(**options, title=HOSTILE).html
        assert len(graph.network("all")) > 12
    opened = open_page(html, viewport={"width": 390, "height": 844})
    for i in opened.page.evaluate("data.nodes.map((n) => n.id)"):
        opened.page.evaluate("i => goTo(i)", i)
    opened.picture(f"hostile-{name}")
    assert axe(opened.page) == []
    opened.page.click("#as-table")
    if name == "pairs":
        opened.page.click("#as-pairs")
        for summary in opened.page.locator("#pairs summary").all():
            summary.click()
    assert opened.page.evaluate("window.harmed") is None
    assert opened.page.locator("img, iframe").count() == 0
    assert opened.page.locator("script").count() == 3
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(opened.page) == []


def test_five_thousand_nodes_stay_usable(open_page: Open) -> None:
    opened = open_page(render(many(250, 18), title="望江", view="all"))
    assert opened.page.evaluate("data.nodes.length") == 5000
    steps = {
        "open": "open(0)",
        "select": "select(1)",
        "search": "(box.value = '措施249-1', suggest())",
        "filter": "(chosen.level = 'township', applyFilters(), refresh())",
        "table": "(clearFilters(), showAs('table'))",
        "everything": "(showAs('graph'), data.nodes.forEach((n) => state.opened.add(n.id)), draw())",
    }
    for name, step in steps.items():
        began = time.perf_counter()
        opened.page.evaluate(
            f"{{ {step}; new Promise((done) => requestAnimationFrame(() => setTimeout(done))) }}"
        )
        assert time.perf_counter() - began < (20 if name == "everything" else 3), name
    assert len(opened.shown()) == 5000


def test_a_fact_leads_to_the_text_of_its_document(samples: kg.Graph, open_page: Open, axe: Axe) -> None:
    readings = dict.fromkeys(samples.texts(), "texts/one.html")
    assert len(readings) == 4
    opened = open_page(samples.render("measures", focus=DISTRICT, readings=readings).html)
    opened.page.evaluate("i => select(i)", opened.find(group="measure"))
    link = opened.page.locator("#details a.reading")
    assert (link.inner_text(), link.get_attribute("href")) == ("阅读原文标注", "texts/one.html")
    look = "e => ['color', 'border', 'marginTop', 'textDecorationLine'].map((k) => getComputedStyle(e)[k])"
    assert link.evaluate(look) == opened.page.locator("#details button.expand").evaluate(look)
    assert axe(opened.page) == []
    without = open_page(samples.render("measures", focus=DISTRICT).html)
    without.page.evaluate("i => select(i)", without.find(group="measure"))
    assert without.page.locator("#details a").count() == 0
