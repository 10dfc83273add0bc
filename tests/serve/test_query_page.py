"""The query page in Chromium: it asks its own server only, runs what is asked, and executes nothing that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from kg.query import queries
from tests.conftest import Axe
from tests.serve.conftest import FOREVER, Endpoint

DISTRICT = "棠政办发〔2024〕23号"
HOSTILE = (
    "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>{{ 7*7 }}\u202e"
)


@dataclass
class Opened:
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def write(self, query: str) -> None:
        self.page.evaluate("query => editor.setValue(query)", query)

    def run(self, query: str) -> None:
        self.write(query)
        self.page.click("#run")
        self.wait()

    def wait(self) -> None:
        self.page.wait_for_selector("#stop", state="hidden")

    def rows(self) -> list[list[str]]:
        found: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#result tbody tr')].map((r) => [...r.cells].map((c) => c.textContent))"
        )
        return found


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["wide", "narrow"])
def opened(browser: Browser, endpoint: Endpoint, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """The query page; at the end it must have asked its own server only, and complained of nothing but refusals."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    opened = Opened(page)
    page.on("request", lambda asked: opened.requests.append(asked.url))
    page.on("console", lambda m: m.type in ("error", "warning") and opened.complaints.append(m.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (opened.complaints.append("dialog"), dialog.dismiss()))
    page.goto(endpoint.address)
    page.wait_for_selector("#examples li")
    yield opened
    elsewhere = [url for url in opened.requests if not url.startswith((endpoint.address, "data:", "blob:"))]
    assert elsewhere == []
    assert [c for c in opened.complaints if "the server responded with a status of" not in c] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_an_example_with_a_parameter_is_chosen_filled_in_and_run(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("#examples button").count() == len(queries()) >= 15
    page.click("#examples button[data-name=measures]")
    assert queries()["measures"].description_zh in page.inner_text("#parameters")
    assert "hasMeasure" in page.evaluate("editor.getValue()")
    page.fill("#fields input[name=document]", DISTRICT)
    page.click("#fill")
    page.wait_for_selector("#result tbody tr")
    assert len(opened.rows()) == 9
    assert "支持企业技术改造" in str(opened.rows())
    assert "共 9 行" in page.inner_text("#status")
    assert opened.complaints == []


def test_a_wrong_parameter_and_a_wrong_query_are_told(opened: Opened) -> None:
    page = opened.page
    page.click("#examples button[data-name=measures]")
    page.fill("#fields input[name=document]", "没有这份文件")
    page.click("#fill")
    page.wait_for_selector("#error:not(:empty)")
    assert "no document '没有这份文件'" in page.inner_text("#error")
    opened.run("SELEC ?x")
    assert "the query cannot be run" in page.inner_text("#error")
    opened.run("ASK { ?s ?p ?o }")
    assert page.inner_text("#error") == ""
    assert "是（true）" in page.inner_text("#result")


def test_every_example_runs_as_it_stands(opened: Opened) -> None:
    for name in queries():
        opened.page.click(f"#examples button[data-name={name}]")
        opened.page.click("#run")
        opened.wait()
        assert opened.page.inner_text("#error") == "", name
        assert "共" in opened.page.inner_text("#status"), name


def test_an_iri_leads_to_what_is_said_of_it_and_back(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    opened.run(
        "SELECT ?document ?number { ?document eli:number ?number FILTER(?number = '棠政办发〔2024〕23号') }"
    )
    assert opened.rows()[0][0].endswith("doc/棠政办发-2024-23")
    page.click("#result td a")
    page.wait_for_selector("#result pre")
    opened.wait()
    assert "hasMeasure" in page.inner_text("#result pre")
    assert page.url.partition("?query=")[2].startswith("DESCRIBE%20%3C")
    with page.expect_download() as download:
        page.click("#downloads button:has-text('N-Triples')")
    download.value.save_as(tmp_path / "result.nt")
    assert DISTRICT in (tmp_path / "result.nt").read_text("utf-8")
    opened.run("SELECT * { ?s ?p ?o } LIMIT 1500")
    assert len(opened.rows()) == 1000
    assert "共 1500 行，这里显示前 1000 行" in page.inner_text("#status")
    with page.expect_download() as download:
        page.click("#downloads button:has-text('CSV')")
    download.value.save_as(tmp_path / "result.csv")
    assert (tmp_path / "result.csv").read_bytes().count(b"\r\n") >= 1501


def test_what_takes_long_can_be_stopped(opened: Opened) -> None:
    opened.write(FOREVER)
    opened.page.click("#run")
    opened.page.wait_for_timeout(300)
    opened.page.click("#stop")
    opened.wait()
    assert "已停止" in opened.page.inner_text("#status")
    opened.run("SELECT (1 AS ?one) {}")
    assert opened.rows() == [["1"]]


def test_nothing_hostile_is_executed(opened: Opened, endpoint: Endpoint) -> None:
    page = opened.page
    literal = HOSTILE.replace('"', '\\"')
    opened.run(
        f'SELECT ?x (<javascript:alert(1)> AS ?iri) ("a"@en-x-script AS ?l) {{ VALUES ?x {{ "{literal}" }} }}'
    )
    assert opened.rows()[0][0] == HOSTILE
    assert opened.rows()[0][1] == "javascript:alert(1)"
    assert page.get_attribute("#result td a", "href").startswith("?query=DESCRIBE%20%3Cjavascript")
    assert page.locator("#result img, #result script").count() == 0
    opened.run(f"{HOSTILE}")
    assert "the query cannot be run" in page.inner_text("#error")
    assert page.locator("#error img").count() == 0
    opened.run(f'CONSTRUCT {{ <x:a> <x:b> "{literal}" }} WHERE {{}}')
    assert page.locator("#result pre img").count() == 0
    page.goto(f"{endpoint.address}?query={quote(HOSTILE)}")
    page.wait_for_selector("#examples li")
    assert page.evaluate("editor.getValue()") == HOSTILE
    assert page.title() == "政策知识图谱 · 查询"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_serious_to_say(opened: Opened, axe: Axe, scheme: str) -> None:
    opened.page.emulate_media(color_scheme=scheme)
    opened.page.click("#examples button[data-name=documents]")
    opened.page.click("#run")
    opened.wait()
    assert opened.rows()
    opened.page.click("#examples button[data-name=measures_by_agency]")
    assert [v for v in axe(opened.page) if v["impact"] in ("serious", "critical")] == []


def test_the_keyboard_gets_in_and_out_of_the_editor(opened: Opened) -> None:
    page = opened.page
    page.click(".CodeMirror-code")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result tbody tr")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


def test_the_graph_page_is_reached_and_draws(opened: Opened) -> None:
    page = opened.page
    page.click("nav a:has-text('政策脉络')")
    page.wait_for_selector("#canvas canvas")
    assert page.evaluate("drawn.nodes.getIds().length") > 3
    assert opened.complaints == []


def test_what_the_page_uses_is_there_with_its_licence() -> None:
    folder = files("kg.serve") / "assets" / "codemirror"
    assert "MIT License" in (folder / "LICENSE").read_text("utf-8")
    assert 'CodeMirror.version = "5.65.21"' in (folder / "codemirror.js").read_text("utf-8")
    for name in ("query.html", "query.css", "query.js"):
        assert "//" not in re.sub(
            r"^\s*//.*|http://www\.w3\.org/2001/XMLSchema#",
            "",
            (files("kg.serve") / "assets" / name).read_text("utf-8"),
            flags=re.MULTILINE,
        )
