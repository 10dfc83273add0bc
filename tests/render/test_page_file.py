"""The file: complete, the same every time, and safe with any text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from invented_graphs import BASE, HOSTILE, hostile, many, policies

from kg.errors import PolicyKGError
from kg.jupyter import as_iframe
from kg.render import render
from kg.render.packing import pack


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def things(columns: Any) -> list[dict[str, Any]]:
    """What `pack` made columns of, as the page reads them."""
    lists = {
        field: column if isinstance(column, list) else [column["of"][at] for at in column["at"]]
        for field, column in columns.items()
    }
    rows = [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]
    return [{field: value for field, value in row.items() if value is not None} for row in rows]


def test_columns_hold_what_was_packed() -> None:
    packed: list[dict[str, Any]] = [
        {"from": n, "kind": "has_measure", "derived": True}
        if n % 3
        else {"from": n, "kind": "为", "at": [n, 1]}
        for n in range(100)
    ]
    columns = pack(packed)
    assert things(columns) == packed
    assert columns["from"] == list(range(100))
    assert columns["kind"]["of"] == ["为", "has_measure"]  # type: ignore[call-overload]
    assert columns["derived"]["of"] == [None, True]  # type: ignore[call-overload]
    assert len(json.dumps(columns)) < len(json.dumps(packed)) / 2
    assert pack([]) == {}


def test_nothing_is_loaded_from_anywhere() -> None:
    elements = Elements(render(policies(), title="望江", view="all")).found
    assert {tag for tag, _ in elements} >= {"html", "script", "style", "main"}
    assert [attrs for tag, attrs in elements if attrs.get("src") or tag in ("iframe", "object", "img")] == []
    assert [attrs["href"] for _, attrs in elements if attrs.get("href")] == ["data:,"]


@pytest.mark.parametrize(("lang", "declared", "word"), [("zh", "zh-CN", "措施"), ("en", "en", "Measure")])
def test_language(lang: str, declared: str, word: str) -> None:
    html = render(policies(), title="望江", view="all", lang=lang)
    assert Elements(html).found[0] == ("html", {"lang": declared})
    assert data_of(html)["kinds"]["measure"]["name"] == word  # type: ignore[index]


@pytest.mark.parametrize(
    ("lang", "heading"), [("zh", "政策知识图谱 · 政策脉络"), ("en", "Policy graph · Lineage")]
)
def test_a_page_without_a_title_is_headed_in_its_language(lang: str, heading: str) -> None:
    assert f"<title>{heading}</title>" in render(policies(), view="lineage", lang=lang)


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(PolicyKGError, match="no language 'fr'"):
        render(policies(), title="望江", view="all", lang="fr")


def test_hostile_text_stays_text() -> None:
    html = render(hostile(), title=HOSTILE, view="all")
    assert sum(tag == "script" for tag, _ in Elements(html).found) == 3
    assert "\u2028" not in html
    assert "<img" not in html
    assert any(HOSTILE in passage for passage in data_of(html)["passages"])  # type: ignore[attr-defined]


def test_half_a_character_does_not_stop_the_file() -> None:
    graph = policies()
    graph.nodes[f"{BASE}doc/east/m1"]["quote"] = "坏\ud800字"
    assert "坏\ufffd字" in render(graph, title="\udfff", view="all").encode().decode()


def test_same_input_same_bytes() -> None:
    """In processes whose sets and dictionaries of strings are ordered differently."""
    program = (
        "import hashlib; from invented_graphs import policies, many; from kg.render import render\n"
        "for view in ('lineage', 'measures', 'agencies', 'all'):\n"
        "    for graph in (policies(), many(30, 9)):\n"
        "        print(hashlib.sha256(render(graph, title='望江', view=view, limit=50).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}:{here.parents[1]}"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().split()) == 8


def test_file_sizes() -> None:
    assert len(render(many(50, 18), title="望江", view="all").encode()) < 1_200_000
    assert len(render(many(250, 18), title="望江", view="all").encode()) < 3_000_000


def test_counts_at_a_glance() -> None:
    data = data_of(render(policies(), title="望江", view="lineage"))
    east = next(i for i, node in enumerate(things(data["nodes"])) if "东岭政办发" in node["full"])
    rows = things(data["rows"])[east]
    assert (rows["measures"], rows["targets"], rows["fundings"]) == ("12", "12", "12")


def test_iframe_carries_the_page_in_an_attribute() -> None:
    html = render(hostile(), title=HOSTILE, view="all")
    [(tag, attributes)] = Elements(as_iframe(html, height=480)).found
    assert tag == "iframe"
    assert attributes["srcdoc"] == html
    assert "height:480px" in str(attributes["style"])
