"""The report in Chromium. That it asks for nothing is checked in `open_page`."""

from __future__ import annotations

import pytest
from conftest import Open
from invented_graphs import HOSTILE
from invented_readings import overview

from kg.jupyter import as_iframe
from kg.render.report import render
from tests.conftest import Axe


@pytest.mark.parametrize(("scheme", "lang"), [("light", "zh"), ("dark", "en")])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_it_reads_well_and_axe_has_nothing_serious(
    open_page: Open, axe: Axe, size: tuple[int, int], scheme: str, lang: str
) -> None:
    html = render(overview(documents=30), lang=lang)
    opened = open_page(html, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    opened.picture(f"report-{size[0]}-{scheme}")
    bar = opened.page.locator("rect.lead").first.bounding_box()
    assert bar is not None
    assert bar["width"] > 30
    opened.page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    assert opened.page.locator("table.documents tbody tr").count() == 30
    assert opened.page.locator("td", has_text={"zh": "被引用", "en": "cited"}[lang]).is_visible()
    assert [v for v in axe(opened.page) if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("words", [HOSTILE, HOSTILE + "长" * 10_000])
@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_text_does_nothing(open_page: Open, words: str, width: int) -> None:
    opened = open_page(render(overview(words), title=words), viewport={"width": width, "height": 800})
    assert opened.page.evaluate("window.harmed") is None
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert "{{ 7*7 }}" in opened.page.locator("h1").inner_text()


def test_the_page_works_in_a_notebook(open_page: Open) -> None:
    opened = open_page(f"<!DOCTYPE html><meta charset=utf-8>{as_iframe(render(overview()))}")
    assert "部门工作量" in opened.page.frame_locator("iframe").locator("main").inner_text()
