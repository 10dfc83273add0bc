"""What a reader of an annotated text sees and does, in Chromium. That no page asks for anything is checked in `open_page`."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Open, Opened
from invented_graphs import HOSTILE
from invented_readings import CROSSED, CROSSED_MARKS, hostile, reading, sample

import kg
from kg.jupyter import as_iframe
from kg.reading import Reading
from kg.render.describe import visible
from kg.render.reading import render
from tests.conftest import Axe

LINES = "[...document.querySelectorAll('#text p')].map((p) => p.textContent)"
CARD = "#card .record"


@pytest.fixture(scope="module")
def district() -> Reading:
    return sample()


def piece(opened: Opened, words: str) -> str:
    """The selector of the marked piece with these words."""
    found: int = opened.page.evaluate("words => pieces.findIndex((p) => p.textContent === words)", words)
    assert found >= 0, words
    return f"mark >> nth={found}"


@pytest.mark.parametrize(("scheme", "lang"), [("light", "zh"), ("dark", "en")])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_it_reads_well_and_axe_has_nothing_serious(
    open_page: Open, axe: Axe, district: Reading, size: tuple[int, int], scheme: str, lang: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    opened = open_page(render(district, lang=lang), viewport=viewport, color_scheme=scheme)
    assert opened.page.evaluate(LINES) == visible(district.text).split("\n")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    opened.picture(f"reading-{size[0]}-{scheme}")
    opened.page.click(piece(opened, "按设备投资额的8%"))
    opened.page.check("#legend .extra input")
    opened.picture(f"reading-{size[0]}-{scheme}-card")
    assert [v for v in axe(opened.page) if v["impact"] in ("serious", "critical")] == []


def test_hover_shows_the_record_and_its_rule(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district))
    tip = opened.page.locator("#tip")
    assert tip.is_hidden()
    opened.page.hover(piece(opened, "技术改造1.1亿元"))
    text = tip.inner_text()
    assert "技术改造 1.1亿元" in text
    assert "funding.part" in text
    assert opened.page.locator("#card").is_hidden()
    opened.page.hover("h1")
    assert tip.is_hidden()


def test_click_shows_the_quote_and_leads_to_the_measure(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district))
    opened.page.click(piece(opened, "单个项目最高800万元"))
    assert opened.page.locator(f"{CARD} blockquote").inner_text() == "单个项目最高800万元"
    card = opened.page.locator(CARD)
    assert "最高800万元/个" in card.inner_text()
    assert "funding.cap.max" in card.inner_text()
    opened.page.click(f"{CARD} .link")
    assert card.locator("h2").inner_text() == "2. 支持企业技术改造"
    assert "measure.digit" in card.inner_text()
    opened.page.click(f"{CARD} .near button >> text=区经信局")
    assert card.count() == 2  # two agencies are named by the same words
    assert {"区财政局", "区经信局"} == set(card.locator("h2").all_inner_texts())
    opened.page.click("#card .close")
    assert opened.page.locator("#card").is_hidden()


def test_the_keyboard_reaches_every_place(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district))
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")  # skip to the text
    opened.page.keyboard.press("Tab")
    seen = []
    for _ in range(200):
        if opened.page.evaluate("document.activeElement !== selected"):
            break
        seen.append(opened.page.locator(f"{CARD} blockquote >> nth=0").inner_text())
        if opened.page.evaluate("selected === pieces.filter((p) => p.hasAttribute('role')).at(-1)"):
            break
        opened.page.keyboard.press("ArrowRight")
    places = opened.page.evaluate("pieces.filter((p) => p.hasAttribute('role')).length")
    assert len(seen) == places > 60
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.locator(f"{CARD} blockquote >> nth=0").inner_text() == seen[-2]
    before = opened.page.evaluate("document.activeElement.textContent")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("card.contains(document.activeElement)")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#card").is_hidden()
    assert opened.page.evaluate("document.activeElement.textContent") == before


def test_only_one_place_is_a_tab_stop(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district))
    stops = "document.querySelectorAll('mark[tabindex=\"0\"]').length"
    assert opened.page.evaluate(stops) == 1
    opened.page.click(piece(opened, "单个项目最高800万元"))
    assert opened.page.evaluate(stops) == 1
    opened.page.keyboard.press("Escape")
    opened.page.uncheck("#legend input[value=funding]")
    assert opened.page.evaluate(stops) == 1


def test_numbers_in_no_fact_can_be_shown(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district))
    number = opened.page.locator("mark", has_text="1000万元以上")
    plain = "e => getComputedStyle(e).backgroundColor === 'rgba(0, 0, 0, 0)'"
    assert number.evaluate(plain)
    number.click()
    assert opened.page.locator("#card").is_hidden()
    opened.page.check("#legend .extra input")
    assert not number.evaluate(plain)
    number.click()
    card = opened.page.locator(CARD).inner_text()
    assert "不是目标，也不是资金" in card
    assert "condition.threshold" in card
    opened.page.uncheck("#legend .extra input")
    assert number.evaluate(plain)
    assert opened.page.locator("#card").is_hidden()
    opened.page.click(".uncovered summary")
    assert opened.page.locator(".uncovered li").count() == 4
    opened.page.click(".uncovered li button >> nth=0")
    assert opened.page.is_checked("#legend .extra input")
    assert opened.page.locator(f"{CARD} blockquote").inner_text() == "1000万元以上"


def test_a_kind_that_is_hidden_leaves_what_is_around_it(open_page: Open) -> None:
    opened = open_page(render(reading(CROSSED, *CROSSED_MARKS)))
    words = piece(opened, "丙丁")
    assert opened.page.get_attribute(words, "class") == "target in-measure in-funding"
    opened.page.uncheck("#legend input[value=target]")
    assert opened.page.get_attribute(words, "class") == "measure in-funding"
    opened.page.click(words)
    assert opened.page.locator(f"{CARD} blockquote").all_inner_texts() == ["甲乙丙丁\n戊己", "丙丁\n戊己庚辛"]
    assert opened.page.locator("mark.on").all_inner_texts() == ["甲", "乙", "丙丁", "戊己"]


def test_the_list_of_chapters_leads_to_the_text_and_follows_it(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district))
    opened.page.click(".outline a >> text=保障工业用地供给")
    mark = opened.page.locator("mark.on")
    assert mark.inner_text() == "3.保障工业用地供给。"
    box = mark.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 800
    opened.page.evaluate("document.querySelector('.outline li:last-child a').click()")
    opened.page.evaluate("scrollBy(0, selected.getBoundingClientRect().top - 120)")
    opened.page.wait_for_selector(".outline li:last-child a[aria-current]")
    opened.page.click(".account .link")
    assert opened.page.locator(f"{CARD} h2").inner_text() == "制造业 2.4亿元"


def test_on_a_phone_the_card_leaves_the_place_in_sight(open_page: Open, district: Reading) -> None:
    opened = open_page(render(district), viewport={"width": 390, "height": 844})
    assert opened.page.locator(".outline").is_hidden()
    assert opened.page.locator("#overview dl").first.is_hidden()
    opened.page.click(piece(opened, "单个项目最高800万元"))
    for _ in range(5):
        opened.page.click("#card .turn button >> nth=1")
        card, mark = (
            opened.page.locator("#card").bounding_box(),
            opened.page.locator("mark.on").first.bounding_box(),
        )
        assert card is not None
        assert mark is not None
        assert mark["y"] >= 0
        assert mark["y"] + mark["height"] <= card["y"]


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_hostile_text_does_nothing(open_page: Open, axe: Axe, size: tuple[int, int]) -> None:
    opened = open_page(render(hostile()), viewport={"width": size[0], "height": size[1]})
    opened.page.check("#legend .extra input")
    count = opened.page.evaluate("data.marks.length")
    for i in range(count):
        opened.page.evaluate("i => go(i)", i)
        assert opened.page.locator("#card").is_visible()
        opened.page.evaluate("i => hover(piecesOf[i][0])", i)
    assert opened.page.evaluate("window.harmed") is None
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert "{{ 7*7 }}" in opened.page.locator("h1").inner_text()
    assert "\u202e" not in opened.page.evaluate("document.body.textContent")
    assert [v for v in axe(opened.page) if v["impact"] in ("serious", "critical")] == []


def test_a_hostile_file_is_read_from_end_to_end(open_page: Open, tmp_path: Path) -> None:
    text = (
        f"望江市{HOSTILE}人民政府关于发展民宿的意见\n望政发〔2031〕9号\n一、{HOSTILE}{'长' * 10_000}\n"
        f"1.{HOSTILE}支持民宿。2031年新增民宿{HOSTILE}80家，给予每家最高10万元补助。(责任单位：市{HOSTILE}财政局、市商务局)\n"
    )
    source = tmp_path / "hostile.txt"
    source.write_text(text, "utf-8")
    with kg.build([source]) as graph:
        (row,) = graph.query("documents")
        opened = open_page(graph.read(str(row["document"])).html)
    assert opened.page.evaluate(LINES) == visible(text).split("\n")
    assert opened.page.evaluate("data.marks.length") > 5
    assert opened.page.evaluate("window.harmed") is None


def test_the_page_works_in_a_notebook(open_page: Open, district: Reading) -> None:
    opened = open_page(f"<!DOCTYPE html><meta charset=utf-8>{as_iframe(render(district))}")
    frame = opened.page.frame_locator("iframe")
    frame.locator(".outline a >> nth=3").click()
    frame.locator("mark.on").first.wait_for()
    assert "3.保障工业用地供给" in frame.locator("#card").inner_text()


def test_a_long_document_opens_fluently(open_page: Open, district: Reading) -> None:
    copies = 150
    length = len(district.text) + 1
    text = "\n".join([district.text] * copies)
    marks = [
        type(m)(
            m.kind,
            m.start + i * length,
            m.end + i * length,
            m.rule,
            f"{m.iri}{i}" if m.iri else "",
            None,
            m.attributes,
        )
        for i in range(copies)
        for m in district.marks
    ]
    depths = {m.iri: 0 for m in marks if m.kind in ("section", "measure")}
    assert len(text) > 200_000
    html = render(reading(text, *marks, depths=depths, header=district.header))
    opened = open_page(html)
    painted = opened.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    print(
        f"{len(text):,} characters, {len(marks):,} marks: {len(html.encode()) / 1e6:.1f} MB, painted after {painted:.0f} ms"
    )
    assert len(html.encode()) < 6_000_000
    jump = "async (i) => { const t = performance.now(); go(i); await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))); return performance.now() - t; }"
    assert opened.page.evaluate(jump, len(marks) - 2) < 2_000
    assert opened.page.evaluate(
        "selected.getBoundingClientRect().top > 0 && selected.getBoundingClientRect().bottom < innerHeight"
    )
