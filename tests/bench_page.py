"""The page of a graph against plain vis-network: how soon a reader sees something, and how large the file is.

The graphs are the sample documents, copied; each copy has texts of its own, so that no sentence is shared.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, sync_playwright

import kg
from kg import content
from kg.render import render
from kg.render.describe import short_label
from kg.render.layout import layout
from kg.render.page import vis_network

#: Nodes, and the megabytes that their page may have.
SIZES = {1_000: 1.2, 5_000: 3.0, 20_000: 9.0}
_RUNS = 5
_PAINTED = """new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() / 1000))))"""
_PLAIN = """<!DOCTYPE html><meta charset="utf-8"><div id="canvas" style="height: 800px"></div>
<script>%s</script><script>
const {nodes, edges} = %s;
new vis.Network(document.getElementById("canvas"), {nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges)},
  {physics: false, layout: {improvedLayout: false}, nodes: {shape: "box"}});
</script>"""


def copies(
    graph: nx.MultiDiGraph[str], texts: dict[str, str], nodes: int
) -> tuple[nx.MultiDiGraph[str], dict[str, str]]:
    """A graph of about `nodes` nodes made of copies, with the texts of their documents."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    written: dict[str, str] = {}
    for n in islice(count(), max(1, round(nodes / len(graph)))):
        other = str.maketrans({mark: chr(0x4E00 + 3 * n + k) for k, mark in enumerate("，、的")})

        def own(values: dict[str, Any], n: int = n, other: dict[int, str] = other) -> dict[str, Any]:
            texts = {
                k: v.translate(other)
                for k, v in values.items()
                if k in ("quote", "heading", "label", "title")
            }
            document = {"document": f"{values['document']}#{n}"} if "document" in values else {}
            return {**values, **texts, **document}

        made.add_nodes_from((f"{i}#{n}", own(values)) for i, values in graph.nodes(data=True))
        made.add_edges_from((f"{s}#{n}", f"{t}#{n}", own(values)) for s, t, values in graph.edges(data=True))
        written |= {f"{i}#{n}": text.translate(other) for i, text in texts.items()}
    return made, written


def plain(graph: nx.MultiDiGraph[str]) -> str:
    """All of the graph in vis-network as it comes, at given places."""
    cells = layout(graph, "all").cells
    index = {n: i for i, n in enumerate(graph)}
    nodes = [
        {
            "id": i,
            "label": short_label(graph.nodes[n], "zh"),
            "x": 280 * cells[n].column,
            "y": 700 * cells[n].shelf + 60 * cells[n].order,
        }
        for n, i in index.items()
    ]
    edges = [{"from": index[s], "to": index[t]} for s, t in graph.edges()]
    return _PLAIN % (vis_network(), json.dumps({"nodes": nodes, "edges": edges}).replace("<", "\\u003c"))


def measured() -> Iterator[tuple[int, float, float, float]]:
    """Nodes, megabytes, and seconds to the first picture of ours and of the plain one, for each size."""
    with as_file(files("kg") / "samples") as folder, kg.build([folder]) as built:
        graph, texts = built.network("all"), content.texts(built.store)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        path = Path(folder) / "page.html"
        for size in SIZES:
            large, written = copies(graph, texts, size)
            html = render(large, title="", view="all", texts=written)
            seconds = [_first_picture(browser, path, page) for page in (html, plain(large))]
            yield len(large), len(html.encode()) / 1e6, *seconds
        browser.close()


def _first_picture(browser: Browser, path: Path, html: str) -> float:
    path.write_text(html, encoding="utf-8")
    found = []
    for _run in range(_RUNS):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri())
        found.append(page.evaluate(_PAINTED))
        page.close()
    return median(found)


def main(row: Callable[[str, str, str], None]) -> None:
    """Prints a row for each size."""
    for (nodes, megabytes, ours, theirs), most in zip(measured(), SIZES.values(), strict=True):
        row(f"HTML of {nodes:,} nodes", f"{megabytes:.2f} MB", f"goal {most:.2f} or less")
        row(
            f"first picture of {nodes:,} ÷ plain vis-network",
            f"{ours / theirs:.2f}",
            f"{ours:.2f} s, {theirs:.2f} s; goal 1.50 or less",
        )


if __name__ == "__main__":
    from tests.bench import row

    main(row)
