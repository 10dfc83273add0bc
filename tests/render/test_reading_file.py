"""The reading page as a file: nothing of the text is lost, every mark is there, and it is the same every time."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from invented_readings import CROSSED, CROSSED_MARKS, DISTRICT, SAMPLES, hostile, reading, sample

import kg
from kg.cli import main
from kg.errors import PolicyKGError, TextMissing
from kg.reading import KINDS
from kg.render import reading_labels
from kg.render.reading import HIDDEN, render

ASSETS = Path(kg.__file__).parent / "render" / "assets"


class Text(HTMLParser):
    """The lines of the text on a page, its marked pieces with the marks over them, and all attributes and tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.pieces: list[tuple[str, tuple[int, ...], str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._within: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        if tag in ("article", "p", "mark"):
            self._within.add(tag)
        if {"article", "p"} <= self._within and tag == "p":
            self.lines.append("")
        if tag == "mark":
            numbers = tuple(map(int, str(known["data-marks"]).split()))
            self.pieces.append(("", numbers, str(known["class"])))

    def handle_endtag(self, tag: str) -> None:
        self._within.discard(tag)

    def handle_data(self, data: str) -> None:
        if {"article", "p"} <= self._within:
            self.lines[-1] += data
        if "mark" in self._within:
            text, numbers, look = self.pieces[-1]
            self.pieces[-1] = (text + data, numbers, look)


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_every_mark_is_on_the_page_over_its_words() -> None:
    shown = sample()
    html = render(shown)
    data = data_of(html)["marks"]
    assert len(data) == len(shown.marks) == 83
    assert {mark.kind for mark in shown.marks} == set(KINDS) - {"damaged", "unread"}
    over: dict[int, str] = {}
    for text, numbers, _ in Text(html).pieces:
        for i in numbers:
            over[i] = over.get(i, "") + text
    for i, mark in enumerate(shown.marks):
        quote = shown.text[mark.start : mark.end]
        assert data[i]["quote"] == quote
        assert over[i] == quote.replace("\n", "")
        assert data[i]["rule"] == mark.rule != ""


def test_records_say_what_was_read() -> None:
    data = data_of(render(sample()))["marks"]
    whole = next(m for m in data if m["rule"] == "funding.budget")
    assert (whole["title"], whole["rows"]["金额"], whole["rows"]["性质"]) == (
        "制造业 2.4亿元",
        "2.4亿元",
        "预算安排",
    )
    assert data[whole["owner"]]["title"] == "1. 加大财政资金投入"
    agency = next(m for m in data if m["kind"] == "agency")
    assert (agency["title"], agency["rows"]) == ("区发改局", {"分工": "牵头", "全称": "汐州市棠溪区发改局"})
    cited = [m["rows"]["全文"] for m in data if m["kind"] == "reference"]
    assert (cited.count("库中有全文"), cited.count("库中未收录全文")) == (2, 3)
    assert {"发文字号 棠政办发〔2024〕23号", "层级 区县级"} <= {
        m["title"] for m in data if m["kind"] == "field"
    }


def test_marks_that_nest_and_cross_are_cut_into_pieces() -> None:
    found = Text(render(reading(CROSSED, *CROSSED_MARKS)))
    assert found.lines == CROSSED.split("\n")
    assert found.pieces == [
        ("甲", (0,), "measure"),
        ("乙", (1, 0), "target in-measure"),
        ("丙丁", (1, 0, 2), "target in-measure in-funding"),
        ("戊己", (0, 2), "measure in-funding"),
        ("庚", (2,), "funding"),
        ("辛", (3, 4, 2), "agency in-agency in-funding"),
        ("壬", (3, 4), "agency in-agency"),
        ("癸", (5,), ""),
    ]


def test_what_cannot_be_seen_is_left_out_and_lines_end_in_any_way() -> None:
    assert Text(render(reading("甲\r\n乙\u202e丙\r丁\n\n戊"))).lines == ["甲", "乙丙", "丁", "", "戊"]


def test_the_side_shows_chapters_totals_and_accounts() -> None:
    html = render(sample())
    links = [attributes for tag, attributes in Text(html).tags if "data-go" in attributes and tag == "a"]
    assert len(links) == 13
    anchors = {attributes["id"] for tag, attributes in Text(html).tags if tag == "a" and "id" in attributes}
    assert {str(link["href"])[1:] for link in links} == anchors
    for expected in (
        "<b>9</b> 措施",
        "<b>11</b> 部门",
        "<b>16</b> 目标",
        "32 个列入事实，4 个不是目标或资金，0 个未能识别",
    ):
        assert expected in html
    assert (
        "<dt>文件所述</dt><dd>2.4亿元</dd><dt>各部分合计</dt><dd>2.4亿元</dd><dt>未核对</dt><dd>0元</dd>"
        in html
    )


@pytest.mark.parametrize(("lang", "declared", "word"), [("zh", "zh-CN", "识别规则"), ("en", "en", "Rule")])
def test_language(lang: str, declared: str, word: str) -> None:
    html = render(sample(), lang=lang)
    assert Text(html).tags[0] == ("html", {"lang": declared})
    assert data_of(html)["words"]["rule"] == word
    assert ("article", "zh-CN") in [(tag, attributes.get("lang")) for tag, attributes in Text(html).tags]


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(PolicyKGError, match="no language 'fr'"):
        render(reading("甲"), lang="fr")


def test_nothing_is_loaded_from_anywhere() -> None:
    for html in (render(sample()), render(hostile())):
        tags = Text(html).tags
        assert sum(tag == "script" for tag, _ in tags) == 2
        assert [a for tag, a in tags if a.get("src") or tag in ("iframe", "object", "img")] == []
        assert {str(a["href"])[0] for _, a in tags if a.get("href") and a["href"] != "data:,"} == {"#"}


def test_same_input_same_bytes() -> None:
    assert render(sample()) == render(sample())


def test_every_word_is_used() -> None:
    sources = [ASSETS / "reading.html", ASSETS / "reading.js", ASSETS.parent / "reading.py"]
    text = "".join(path.read_text("utf-8") for path in sources)
    assert len(reading_labels.WORDS) > 30
    assert [w for w in reading_labels.WORDS if not re.search(rf'words\.{w}\b|"{w}"', text)] == []
    assert set(reading_labels.MARKS) == set(KINDS)
    assert set(reading_labels.NOTES) >= set(HIDDEN)


def test_a_document_without_its_text_cannot_be_read(tmp_path: Path) -> None:
    with kg.build([SAMPLES], tmp_path / "store") as graph:
        with pytest.raises(TextMissing, match=r"瀚政发〔2021〕15号.*from citations only; add its file"):
            graph.read("瀚政发〔2021〕15号")
        assert graph.read(DISTRICT)._repr_html_().startswith("<iframe srcdoc=")
    page = tmp_path / "page.html"
    wrong = CliRunner().invoke(main, ["read", str(tmp_path / "store"), "瀚政发〔2021〕15号", "-o", str(page)])
    assert (wrong.exit_code, page.exists()) == (1, False)
    assert "there is no text of 瀚政发〔2021〕15号 to read" in wrong.stderr
    done = CliRunner().invoke(
        main, ["read", str(tmp_path / "store"), DISTRICT, "-o", str(page), "--lang", "en"]
    )
    assert (done.exit_code, done.stderr) == (0, f"wrote {page}\n")
    assert '<html lang="en">' in page.read_text("utf-8")
