"""Speed and memory, against floors measured in the same run: `make bench`.

Absolute figures depend on the machine; the ratios hold. The texts are the samples, repeated, so that the figures can
be had anywhere; what a large store costs is measured on the statutes of the corpus beside the project.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

import kg
from extractors.pipeline import extract
from kg.link.iris import DEFAULT_BASE
from kg.query import closed, queries
from kg.rdf import triples
from kg.store import Store, text
from kg.vocab import PREFIXES
from tests import bench_page

building = import_module("kg.build")  # the function of this name hides it

#: What a plain alternation of fifteen patterns costs: the floor of any extraction with regular expressions.
FLOOR = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d+(?:\.\d+)?(?:亿|万)?元|\d+(?:\.\d+)?%|\d+(?:\.\d+)?万?[家个亩所台套]"
    r"|《[^《》]{2,60}》|〔(?:19|20)\d\d〕\d+号|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．]|第[一二三四五六七八九十]+条"
    r"|责任单位|牵头单位|配合单位|不超过|以上"
)


_CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
STATUTES = _CORPUS / "laws.jsonl.gz"
#: Policies, letters and articles.
CORPORA = (_CORPUS / "local_measures_2020.jsonl.gz", _CORPUS / "state_council.jsonl.gz")

#: The statute that rests on most others, and what is asked of it and of all.
MOST_CITING = """
SELECT ?document (COUNT(?cited) AS ?others) { ?document eli:based_on ?cited ; pk:hasMeasure ?measure }
GROUP BY ?document ORDER BY DESC(?others) ?document LIMIT 1"""
QUERIES = {
    "lineage": "SELECT DISTINCT ?above { ?document (eli:based_on|pk:implements|eli:cites)+ ?above }",
    "selective": """SELECT ?number ?start ?rule { ?document pk:hasMeasure ?measure .
      ?measure eli:number ?number ; pk:rule ?rule ; pk:extent/oa:start ?start }""",
    "aggregate": """SELECT ?law (COUNT(?measure) AS ?measures) { ?law pk:hasMeasure ?measure . ?measure pk:rule ?rule }
      GROUP BY ?law""",
}


def best(work: Callable[[], object], runs: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    seconds = []
    for _run in range(runs):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def on_disk(work: Callable[[Path], object]) -> None:
    """Does work that makes a store in a place that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        work(Path(folder) / "store")


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
    row("text → record ÷ floor", f"{speed / floor:.3f}", "goal 0.100, on samples with a fact in every clause")
    real_documents()

    short, long = samples[0] * 6, samples[0] * 600
    growth = (
        best(lambda: extract(long, source="x"), 1)
        / len(long)
        / (best(lambda: extract(short, source="x")) / len(short))
    )
    row(f"a character of {len(long):,} ÷ of {len(short):,}", f"{growth:.2f}", "goal 1.50 or less")

    # A number of its own makes each text a document of its own.
    texts = [re.sub("〔2024〕", f"〔{1950 + i}〕", text) for i, text in enumerate(corpus)]
    records = [extract(text, source=f"{i}.txt") for i, text in enumerate(texts)]
    lines = "".join(line for record in records for line in triples(record, DEFAULT_BASE))
    count = lines.count("\n")
    seconds = best(lambda: [sum(1 for _ in triples(record, DEFAULT_BASE)) for record in records])
    row("record → N-Quads, triples/s", f"{count / seconds:,.0f}", "")
    kept = count / best(lambda: on_disk(lambda place: building.load(records, Store.create(place))))
    bare = count / best(
        lambda: on_disk(lambda place: ox.Store(str(place)).bulk_load(lines.encode(), ox.RdfFormat.N_QUADS))
    )
    row(
        "records → store, triples/s",
        f"{kept:,.0f}",
        f"goal 100,000; pyoxigraph loads the lines at {bare:,.0f}",
    )

    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(texts):
            (Path(folder) / f"{i}.txt").write_text(text, "utf-8")
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
    bench_page.main(row)
    row("peak memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}", "")
    if STATUTES.exists():
        with tempfile.TemporaryDirectory() as place:
            processes(Path(place))
            large_store(Path(place))
    else:
        print(f"NOT MEASURED: processes, memory and queries need {STATUTES.name} in ../shared/corpus")


def real_documents() -> None:
    """The same on documents as they come, against the floor and against jieba, which only cuts words."""
    import jieba

    found = [path for path in CORPORA if path.exists()]
    if len(found) < len(CORPORA):
        print("NOT MEASURED: real documents need ../shared/corpus")
        return
    lines = [line for path in found for line in gzip.decompress(path.read_bytes()).splitlines()]
    texts = [text for line in lines if (text := json.loads(line)["text"])]
    characters = sum(map(len, texts))
    floor = characters / best(lambda: [sum(1 for _ in FLOOR.finditer(text)) for text in texts])
    speed = characters / best(lambda: [extract(text, source="x") for text in texts])
    jieba.initialize()
    cut = characters / best(lambda: [sum(1 for _ in jieba.cut(text)) for text in texts], 1)
    row("real documents → record, characters/s", f"{speed:,.0f}", "")
    row("real documents → record ÷ floor", f"{speed / floor:.3f}", "goal 0.100")
    row("real documents → record ÷ jieba's cutting", f"{speed / cut:.2f}", "goal more than 1")


def processes(place: Path) -> None:
    """One process against two, over the first statutes: extraction and loading, without start-up and derivation."""
    part = place / "part.jsonl"
    with gzip.open(STATUTES, "rt", encoding="utf-8") as lines:
        part.write_text("".join(islice(lines, 400)), "utf-8")
    seconds = {}
    for jobs in (1, 2):
        with Store.create(place / f"by{jobs}") as store:
            seconds[jobs] = building.build([part], store, jobs=jobs).seconds
    row("400 statutes by one process ÷ by two", f"{seconds[1] / seconds[2]:.2f}", "goal 1.80")


def large_store(place: Path) -> None:
    """The statutes, 20 million characters: memory of the command that builds them, and queries over what it built."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", str(STATUTES)]
    begin = time.perf_counter()
    messages = place / "messages"
    with (
        messages.open("w") as said,
        subprocess.Popen([*command, "-o", str(place / "store")], stderr=said) as built,
    ):
        _, status, used = os.wait4(built.pid, 0)
        built.returncode = os.waitstatus_to_exitcode(status)
    if built.returncode != 0:
        raise SystemExit(f"the build ended with {built.returncode}: {messages.read_text()[-2000:]}")
    row("statutes → store, seconds", f"{time.perf_counter() - begin:,.0f}", "one process, all included")
    row("  peak memory, MB", f"{used.ru_maxrss / 1024:,.0f}", "goal 1,024 or less")
    again = best(
        lambda: subprocess.run([*command, "-o", str(place / "store")], capture_output=True, check=True), 1
    )
    row("  the same again, seconds", f"{again:,.1f}", "goal 5 % of the first")
    store, bare = Store.open(place / "store"), ox.Store.read_only(str(place / "store"))
    (size,) = store.select("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
    row("  triples", f"{int(text(size['triples'])):,}", "goal 1,000,000 or more")
    (most,) = store.select(MOST_CITING)
    for name, query in QUERIES.items():
        sparql = query.replace("?document", f"<{text(most['document'])}>")

        def ours(sparql: str = sparql) -> int:
            return sum(1 for _ in store.select(sparql))

        def theirs(sparql: str = sparql) -> int:
            found = bare.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            return sum(1 for _ in found)

        def rdflib(sparql: str = sparql) -> int:
            return sum(1 for _ in store.rdf.query(sparql, initNs=PREFIXES))

        assert ours() == theirs() == rdflib() > 0
        took = {work: best(work, 5) for work in (theirs, ours, rdflib)}
        row(
            f"  {name} ÷ pyoxigraph itself",
            f"{took[ours] / took[theirs]:.2f}",
            f"goal 1.20 or less; {took[ours] * 1e3:.1f} ms to {took[theirs] * 1e3:.1f} ms; "
            f"rdflib over the same store {took[rdflib] * 1e3:.1f} ms",
        )
    alone = [query for query in queries().values() if all(p.optional for p in query.parameters)]
    seconds = {query.name: best(lambda q=query: list(store.select(closed(q, {}))), 1) for query in alone}
    slowest = max(seconds, key=seconds.__getitem__)
    row(
        f"  {len(alone)} named queries on all documents, seconds",
        f"{sum(seconds.values()):,.1f}",
        f"the slowest, {slowest}: {seconds[slowest]:.1f}",
    )


if __name__ == "__main__":
    main()
