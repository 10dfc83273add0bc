"""Speed and memory, against floors measured in the same run: `make bench`.

Absolute figures depend on the machine; the ratios hold. The texts are the samples, repeated, so that the figures can
be had anywhere.
"""

from __future__ import annotations

import re
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import kg
from extractors.pipeline import extract
from kg.rdf import triples

#: What a plain alternation of fifteen patterns costs: the floor of any extraction with regular expressions.
FLOOR = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d+(?:\.\d+)?(?:亿|万)?元|\d+(?:\.\d+)?%|\d+(?:\.\d+)?万?[家个亩所台套]"
    r"|《[^《》]{2,60}》|〔(?:19|20)\d\d〕\d+号|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．]|第[一二三四五六七八九十]+条"
    r"|责任单位|牵头单位|配合单位|不超过|以上"
)


def best(work: Callable[[], object], runs: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    seconds = []
    for _run in range(runs):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def row(what: str, measured: str, goal: str) -> None:
    print(f"{what:<46}{measured:>22}   {goal}")


def main() -> None:
    """Prints the table."""
    samples = [p.read_text("utf-8") for p in sorted(Path(str(files("kg") / "samples")).glob("*.txt"))]
    corpus = samples * 25
    characters = sum(map(len, corpus))
    extract(samples[0], source="warm-up")

    floor = characters / best(lambda: [sum(1 for _ in FLOOR.finditer(text)) for text in corpus])
    speed = characters / best(lambda: [extract(text, source="x") for text in corpus])
    row("15 patterns, characters/s", f"{floor:,.0f}", "the floor")
    row("text → record, characters/s", f"{speed:,.0f}", "")
    row("text → record ÷ floor", f"{speed / floor:.3f}", "goal 0.100")

    short, long = samples[0] * 6, samples[0] * 600
    growth = (
        best(lambda: extract(long, source="x"), 1)
        / len(long)
        / (best(lambda: extract(short, source="x")) / len(short))
    )
    row(f"a character of {len(long):,} ÷ of {len(short):,}", f"{growth:.2f}", "goal 1.50 or less")

    records = [
        replace(extract(text, source=f"{i}"), text_sha256=f"{i:064d}") for i, text in enumerate(corpus)
    ]
    lines = ["".join(triples(record, f"https://example.org/{i}/")) for i, record in enumerate(records)]
    count = sum(text.count("\n") for text in lines)
    seconds = best(lambda: [sum(1 for _ in triples(r, "https://example.org/")) for r in records])
    row("record → N-Quads, triples/s", f"{count / seconds:,.0f}", "goal 100,000")

    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(corpus):
            number = rf"〔{1950 + i}〕"
            (Path(folder) / f"{i}.txt").write_text(re.sub(r"〔2024〕", number, text), "utf-8")
        store = Path(folder) / "store"
        paths = sorted(Path(folder).glob("*.txt"))
        begin = time.perf_counter()
        graph = kg.build(paths, store)
        built = time.perf_counter() - begin
        size = len(graph.rdf)
        graph.close()
        row(
            f"{len(paths)} documents → store, triples/s",
            f"{size / built:,.0f}",
            "extraction and derivation included",
        )
        again = best(lambda: kg.build(paths, store).close(), 1)
        row("the same again ÷ first build", f"{again / built:.3f}", "goal 0.050")
        with kg.open(store) as graph:
            page: list[kg.Page] = []
            drawn = best(lambda: page.append(graph.render("all")), 1)
            nodes = graph.network("all").number_of_nodes()
            row(
                f"HTML of {nodes:,} nodes, seconds",
                f"{drawn:.2f}",
                f"{len(page[0].html.encode()) / 1e6:.2f} MB",
            )
    row("peak memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}", "")


if __name__ == "__main__":
    main()
