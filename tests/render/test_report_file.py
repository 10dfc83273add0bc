"""The report as a file: what it counts and draws, and that it asks for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from invented_graphs import HOSTILE
from invented_readings import DISTRICT, SAMPLES, overview
from test_reading_file import ASSETS, Text

import kg
from kg.cli import main
from kg.errors import PolicyKGError, QueryError
from kg.render import report_labels
from kg.render.report import render


def row(html: str, name: str) -> str:
    """The row of a table that begins with a name."""
    found = re.search(rf'<tr[^>]*><th scope="row">(?:<span>)?{name}.*?</tr>', html, re.DOTALL)
    assert found, name
    return found[0]


def widths(text: str) -> list[tuple[str, float, float]]:
    """The bars of a row: look, where each begins and how wide it is, in percent."""
    bars = re.findall(r'<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"', text)
    return [(look, float(x), float(width)) for look, x, width in bars]


def test_bars_are_drawn_to_scale_beside_their_numbers() -> None:
    html = render(overview())
    first, second = row(html, "第0局"), row(html, "第20局")
    assert widths(first) == [("lead", 0, 93.75), ("responsible", 93.75, 6.25), ("support", 100, 0)]
    assert widths(second) == [("lead", 0, 31.25), ("responsible", 31.25, 6.25), ("support", 37.5, 0)]
    assert re.findall(r'"number">(\d*)<', first) == ["30", "2", ""]
    assert "其余 5 项" in html


def test_money_is_added_only_where_it_may_be() -> None:
    html = render(overview())
    budget, rest = row(html, "道路"), row(html, "（不在章节内）")
    assert widths(budget) == [("funding", 0, 100)]
    assert widths(rest) == [("funding", 0, 25)]
    assert "4万元 <small>2 笔</small>" in budget
    assert '<td class="number">1 笔</td>' in budget
    grant = html[html.index("补助奖励") : html.index("（不在章节内）")]
    assert "—" in grant
    assert "5 笔" in grant
    assert "<rect" not in grant.split("</tr>")[0]


def test_the_three_figures_of_an_account_stand_apart() -> None:
    account = re.search(r'<tr class="differs">.*?</tr>', render(overview()), re.DOTALL)
    assert account
    assert re.findall(r'"number">([^<]*)<', account[0]) == ["76元", "58元", "18元"]
    assert "合计" in account[0]


def test_targets_are_counted_by_their_last_year() -> None:
    html = render(overview())
    periods = html[html.index("按期限") : html.index("最常见的指标")]
    assert widths(row(periods, "2031")) == [("planned", 0, 100), ("achieved", 100, 0)]
    assert widths(row(periods, "未写明期限")) == [("planned", 0, 0), ("achieved", 0, 100)]
    assert "≥12公里<small>望政〔2031〕0号</small>" in html
    assert "9公里<small>望政〔2031〕0号</small>" in html


def test_documents_findings_and_coverage_are_there() -> None:
    html = render(overview())
    document = row(html, "<b>望政〔2031〕0号</b>")
    for expected in ("市级", "办法、措施", "2031-02-03", "文件未说明", "2031-03-01 起", "被 旧 废止"):
        assert expected in document
    assert "有效性按 2031-06-01 当日判断" in html
    assert '<span class="severity warning">警告</span></td><td>望政 · 某事</td><td>有误</td>' in html
    coverage = html[html.index("数字覆盖") :]
    assert widths(row(coverage, "望政〔2031〕0号")) == [("read", 0, 83.33), ("unread", 83.33, 16.67)]


def test_a_report_in_english() -> None:
    html = render(overview(), lang="en", title="Wangjiang")
    assert Text(html).tags[0] == ("html", {"lang": "en"})
    for expected in ("Wangjiang", "Workload of agencies", "wrong", "CNY 40,000", "repealed by 旧"):
        assert expected in html
    with pytest.raises(PolicyKGError, match="no language 'fr'"):
        render(overview(), lang="fr")


@pytest.mark.parametrize("words", ["", HOSTILE])
def test_nothing_runs_and_nothing_is_loaded(words: str) -> None:
    html = render(overview(words), title=words)
    tags = Text(html).tags
    assert [tag for tag, _ in tags if tag in ("script", "img", "iframe", "object")] == []
    assert [attributes for _, attributes in tags if attributes.get("src")] == []
    assert [attributes["href"] for _, attributes in tags if attributes.get("href")] == ["data:,"]
    assert "script-src 'none'" in html.replace("&#39;", "'")
    assert "\u202e" not in html


def test_every_word_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in (ASSETS / "report.html", ASSETS.parent / "report.py"))
    assert len(report_labels.WORDS) > 50
    severities = ("violation", "warning", "note")
    assert [
        w for w in report_labels.WORDS if w not in severities and not re.search(rf'words\.{w}\b|"{w}"', text)
    ] == []


def test_the_report_of_a_store(tmp_path: Path) -> None:
    with (
        kg.build([SAMPLES], tmp_path / "store") as graph,
        pytest.raises(QueryError, match="leave the focus out"),
    ):
        graph.render("report", focus=DISTRICT)
    page = tmp_path / "report.html"
    done = CliRunner().invoke(main, ["render", str(tmp_path / "store"), "--view", "report", "-o", str(page)])
    assert (done.exit_code, done.stderr) == (0, f"wrote {page}\n")
    html = page.read_text("utf-8")
    for expected in ("<b>42</b>措施", "<b>51</b>部门", "<b>65</b>目标", "<b>78</b>资金条目", "瀚海省财政厅"):
        assert expected in html
