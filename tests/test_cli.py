"""The command line: what goes to stdout, what to stderr, and the exit codes."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from click.testing import CliRunner, Result

import kg
from kg.cli import main

SAMPLES = Path(kg.__file__).parent / "samples"
DISTRICT = "棠政办发〔2024〕23号"


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    result = run("build", SAMPLES, "-o", path)
    assert result.exit_code == 0, result.output
    return path


def test_every_command_and_option_has_help() -> None:
    assert {"extract", "build", "query", "queries", "lineage", "render", "read", "demo"} <= set(main.commands)
    for name, command in main.commands.items():
        assert command.help, name
        options = [
            p for p in command.params if getattr(p, "help", None) is not None or p.param_type_name == "option"
        ]
        undocumented = [
            p.name for p in options if not getattr(p, "help", None) and p.name not in ("form", "view", "lang")
        ]
        assert undocumented == [], name


def test_importing_the_command_line_is_quick_work() -> None:
    code = "import sys, kg.cli; print([m for m in ('spacy', 'pandas', 'rdflib', 'pyvis', 'IPython') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_prints_a_record_a_line() -> None:
    result = run("extract", SAMPLES)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [r["source"] for r in records] == sorted(p.name for p in SAMPLES.glob("*.txt"))
    assert all(r["measures"] for r in records)


def test_extract_text_is_what_the_offsets_refer_to() -> None:
    sample = sorted(SAMPLES.glob("*.txt"))[0]
    record = json.loads(run("extract", sample).stdout)
    text = run("extract", "--text", sample).stdout
    for row in record["measures"] + record["funding"]:
        assert text[slice(*row["span"])] == row["quote"]


def test_extract_text_is_what_was_hashed(tmp_path: Path) -> None:
    text = "栖河县民宿扶持办法\r\n第一条 为扶持民宿制定本办法。"
    (tmp_path / "a.txt").write_bytes(text.encode())
    record = json.loads(run("extract", tmp_path / "a.txt").stdout)
    run("extract", "--text", tmp_path / "a.txt", "-o", tmp_path / "text")
    assert sha256((tmp_path / "text").read_bytes()).hexdigest() == record["text_sha256"]
    assert run("extract", "--text", tmp_path / "a.txt").stdout_bytes == text.encode()
    twice = run("extract", "--text", tmp_path / "a.txt", tmp_path / "a.txt")
    assert twice.stdout_bytes == f"{text}\n{text}".encode()


def test_bad_input_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    long_line = "对新开业的民宿，给予最高10万元补助。"
    (tmp_path / "long.txt").write_text(long_line * (5_000_000 // len(long_line) // 10), "utf-8")
    (tmp_path / "good.txt").write_text("栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n", "utf-8")
    names = ("empty.txt", "binary.txt", "missing.txt", "long.txt", "good.txt")
    result = run("extract", *(tmp_path / name for name in names))
    assert result.exit_code == 1
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["long.txt", "good.txt"]
    assert "empty.txt: is empty; nothing to extract from" in result.stderr
    assert "binary.txt: is a binary file" in result.stderr
    assert "missing.txt: no such file or folder" in result.stderr
    assert "2 extracted, 3 failed" in result.stderr
    assert "long.txt: no measures found in 499,985 characters" in result.stderr


def test_the_output_never_replaces_or_joins_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n", "utf-8")
    before = (tmp_path / "a.txt").read_bytes()
    for output in (tmp_path / "a.txt", tmp_path / "records.jsonl"):
        source = tmp_path / "a.txt" if output.suffix == ".txt" else tmp_path
        result = run("extract", source, "-o", output)
        assert result.exit_code == 2
        assert "is among the input" in result.stderr
    assert (tmp_path / "a.txt").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_corpus_comes_through_standard_input() -> None:
    lines = [
        json.dumps({"id": f"d{i}", "text": "栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n"})
        for i in (1, 2)
    ]
    result = run("extract", "-", stdin="\n".join(lines))
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["d1", "d2"]


def test_the_encoding_taken_is_said(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(
        "栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n".encode("gb18030")
    )
    assert "old.txt: read as gb18030" in run("extract", tmp_path / "old.txt").stderr
    assert "encodings: 1 gb18030" in run("build", tmp_path / "old.txt", "-o", tmp_path / "s").stderr


def test_extract_reads_standard_input() -> None:
    result = run(
        "extract", "-", stdin="栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n".encode("gb18030")
    )
    assert json.loads(result.stdout)["document"]["title"] == "栖河县民宿扶持办法"


def test_build_again_reads_nothing_again(store: Path) -> None:
    result = run("build", SAMPLES, "-o", store)
    assert result.exit_code == 0
    assert "0 read, 4 unchanged, 0 failed" in result.stderr
    assert result.stdout == ""


def test_build_sums_up_what_it_did(tmp_path: Path) -> None:
    did, facts = run("build", SAMPLES, "-o", tmp_path / "s").stderr.splitlines()
    assert re.fullmatch(r"4 read, 0 unchanged, 0 failed in \d+\.\d s", did)
    counts = {slot: int(count) for count, slot in re.findall(r"(\d+) ([a-z ]+)", facts)}
    assert (counts["measures"], counts["funding"]) == (42, 78)
    assert counts.keys() >= {"led by", "references", "sections", "targets"}


def test_build_goes_on_past_what_fails(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run("build", tmp_path / "empty.txt", SAMPLES, "-o", tmp_path / "s")
    assert result.exit_code == 1
    assert "4 read, 0 unchanged, 1 failed" in result.stderr
    assert "not read:" in result.stderr


def test_build_says_what_to_do(tmp_path: Path) -> None:
    docs, path = tmp_path / "docs", tmp_path / "s"
    docs.mkdir()
    for name in ("a", "b"):
        (docs / f"{name}.txt").write_text("栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n", "utf-8")
    told = run("build", docs, "-o", path).stderr
    assert told.startswith("2 read, 0 unchanged, 0 failed, 1 of these left out in ")
    assert "b.txt: left out, because a.txt gives itself out as the same document" in told
    assert "; remove one of the two\n" in told
    (docs / "a.txt").rename(docs / "blank.txt")
    (docs / "blank.txt").write_text("")
    told = run("build", docs, "-o", path, "--prune").stderr
    assert f"mend or remove it, then run again: {docs / 'blank.txt'}\n" in told
    assert "b.txt: takes the place of a.txt, which is gone" in told


def on_a_terminal(*arguments: str | Path) -> str:
    """What a command writes to a terminal as stderr."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
        stderr=its,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    ):
        os.close(its)
        written = b""
        with suppress(OSError):  # the other side is gone
            while read := os.read(ours, 10_000):
                written += read
    os.close(ours)
    return written.decode()


def test_progress_is_a_bar_where_the_number_is_known_else_a_count(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"[d{i}]", "text": "栖河县民宿扶持办法"}) for i in range(3)]
    (tmp_path / "c.jsonl").write_text("\n\n".join(lines), "utf-8")
    with gzip.open(tmp_path / "c.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    written = on_a_terminal("build", SAMPLES, tmp_path / "c.jsonl", tmp_path / "gone", "-o", tmp_path / "s")
    assert "8/8" in written and "━" in written
    assert "7 read, 0 unchanged, 1 failed" in written.replace("\r", "")
    written = on_a_terminal("build", tmp_path / "c.jsonl.gz", "-o", tmp_path / "t")
    assert "3 documents" in written and "━" not in written and "[d" in written
    quiet = run("build", SAMPLES, "-o", tmp_path / "s", "--prune")
    assert "\x1b" not in quiet.stderr
    assert quiet.stderr.startswith("0 read, 4 unchanged, 0 failed, 1 removed in ")


def test_lineage_as_a_tree_and_as_json(store: Path) -> None:
    tree = run("lineage", store, "棠政办发[2024]23").stdout
    assert "瀚政发〔2024〕6号 → 汐政〔2024〕11号 → 棠政办发〔2024〕23号" in tree
    found = json.loads(run("lineage", store, DISTRICT, "--format", "json").stdout)
    assert found["document"]["number"] == DISTRICT
    (edge,) = found["up"]
    assert edge["document"]["number"] == "汐政〔2024〕11号"
    assert not edge["derived"]
    text = (SAMPLES / "tangxi_2024_23.txt").read_text("utf-8")
    for evidence in edge["evidence"]:
        assert text[slice(*evidence["span"])] == evidence["quote"]


def test_an_unknown_document_is_answered_with_the_nearest(store: Path) -> None:
    result = run("lineage", store, "棠政办发〔2024〕99号")
    assert result.exit_code == 1
    assert "Error: no document" in result.stderr
    assert DISTRICT in result.stderr


def test_named_query_in_three_formats(store: Path) -> None:
    assert "(9 rows)" in run("query", store, "measures", "-p", f"document={DISTRICT}").stdout
    rows = json.loads(
        run("query", store, "measures", "-p", f"document={DISTRICT}", "--format", "json").stdout
    )
    assert [r["label"] for r in rows] == [str(i) for i in range(1, 10)]
    csv = run("query", store, "measures", "-p", f"document={DISTRICT}", "--format", "csv").stdout
    assert csv.splitlines()[0].startswith("label,heading,section")
    assert len(csv.splitlines()) == 10


def test_own_query_from_a_file_and_from_standard_input(store: Path, tmp_path: Path) -> None:
    sparql = "PREFIX pk: <https://w3id.org/policy-kg/ontology#>\nSELECT (COUNT(?m) AS ?measures) WHERE { ?d pk:hasMeasure ?m }"
    (tmp_path / "own.rq").write_text(sparql, "utf-8")
    for result in (
        run("query", store, tmp_path / "own.rq", "--format", "json"),
        run("query", store, "-", "--format", "json", stdin=sparql),
    ):
        assert json.loads(result.stdout) == [{"measures": 42}]


def test_a_graph_is_written_as_turtle(store: Path, tmp_path: Path) -> None:
    sparql = "CONSTRUCT { ?m eli:title ?t } WHERE { ?m a pk:Measure ; eli:title ?t }"
    result = run("query", store, "-", "--format", "ttl", "-o", tmp_path / "m.ttl", stdin=sparql)
    assert result.exit_code == 0, result.output
    graph = rdflib.Graph().parse(tmp_path / "m.ttl")
    assert len(graph) == 36  # of 42 measures; the others have no heading
    table = run("query", store, "-", stdin=sparql).stdout
    assert table.splitlines()[-1] == f"({len(graph)} rows)"


def test_a_query_that_is_no_text_is_told(store: Path) -> None:
    result = run("query", store, "-", stdin=b"SELECT \xff")
    assert result.exit_code == 1
    assert "-: cannot be read as UTF-8 text" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "{store}", "nonsense"], 2, "no query 'nonsense'; there are:"),
        (["query", "{store}", "measures"], 2, "needs a value for: document"),
        (["query", "{store}", "measures", "-p", "x=1"], 2, "has no parameter 'x'"),
        (["query", "{store}", "measures", "-p", "x"], 2, "KEY=VALUE"),
        (["query", "{store}", "funding", "-p", "kind=grant", "-p", "kind=paid"], 2, "kind is given twice"),
        (["query", "{store}", "funding", "-p", "kind=loan"], 2, "no value 'loan'; there are: budget"),
        (["query", "{store}", "in_force", "-p", "date=2024-13-01"], 2, "is no day; write it as YYYY-MM-DD"),
        (["query", "{store}", "measures", "-p", "document=x"], 1, "no document 'x'"),
        (["query", "{store}", "measures_by_agency", "-p", "agency=x"], 1, "no agency is called 'x'"),
        (["query", "{store}", "own.rq", "-p", "word=x"], 2, "own.rq: no such file"),
        (["query", "{store}", "-", "-p", "word=x"], 2, "--param is for named queries"),
        (["query", "{store}", "documents", "--format", "ttl"], 2, "ttl is for CONSTRUCT and DESCRIBE"),
        (["query", "{store}", "documents", "--format", "xml"], 2, "xml"),
        (["lineage", "{store}", "棠政办发〔2024〕23号", "--as-of", "today"], 2, "'today' is no day"),
        (["query", "{store}", "nowhere.rq"], 2, "nowhere.rq: no such file"),
        (["query", "{store}/nothing", "documents"], 1, "nothing"),
        (["render", "{store}", "-o", "x.html", "--view", "nonsense"], 2, "nonsense"),
        (["render", "{store}", "-o", "nowhere/x.html"], 1, "no folder nowhere; create it first"),
        (["render", "{store}", "-o", "x.html", "--view", "report", "--focus", "x"], 2, "--focus belongs to"),
        (["render", "{store}", "-o", "x.html", "--focus", "区经信局"], 1, "show it with --view agencies"),
        (["export", "{store}", "-o", "x"], 1, "give an ending or --format, which is one of: ttl"),
        (["extract", "{store}/../x.txt", "-o", "nowhere/x.jsonl"], 1, "nowhere/x.jsonl: cannot be written"),
        (["build"], 2, "PATH"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_wrong_use_is_told(store: Path, arguments: list[str], code: int, message: str) -> None:
    result = run(*(a.format(store=store) for a in arguments))
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_query_names_the_place(store: Path) -> None:
    result = run("query", store, "-", stdin="SELECT ?x WHERE { ?x }")
    assert result.exit_code == 1
    assert "1" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("", "the query is empty"),
        ("SELECT * {\n  ?x ex:colour ?y\n}", "mistake at 2:"),
        ("SELECT * {\n  ?x ex:colour ?y\n}", "(Prefix not found), in the line: ?x ex:colour ?y\n"),
        ("DROP ALL", "DROP is an update, and updates are not allowed here"),
        ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "port 9"),
    ],
)
def test_what_is_wrong_with_an_own_query_is_told_with_its_file(
    store: Path, tmp_path: Path, sparql: str, message: str
) -> None:
    (tmp_path / "own.rq").write_text(sparql, "utf-8")
    result = run("query", store, tmp_path / "own.rq")
    assert result.exit_code == 1
    assert "own.rq: " in result.stderr and message in result.stderr
    assert result.stderr.count("\n") == 1


def test_measures_that_cannot_be_compared_are_told(tmp_path: Path) -> None:
    run("build", SAMPLES / "tangxi_2024_23.txt", "-o", tmp_path / "s")
    compared = run("lineage", tmp_path / "s", DISTRICT, "--measures").stdout
    assert "measures not compared with 汐政〔2024〕11号" in compared
    assert "build with the text" in compared
    assert "no document is known" in run("lineage", tmp_path / "s", DISTRICT, "--measures", "--down").stdout


def test_an_iri_as_a_browser_copies_it(store: Path) -> None:
    with kg.open(store) as graph:
        iri = graph.find(DISTRICT)
    tree = run("lineage", store, DISTRICT).stdout
    assert run("lineage", store, quote(iri, safe=":/")).stdout == tree


def test_queries_lists_all_of_them() -> None:
    listed = run("queries").stdout
    for name in ("documents", "measures", "measures_by_agency", "lineage_edges"):
        assert f"\n{name}  " in "\n" + listed
    assert "--param document=…" in listed
    assert "columns: label, heading, section" in listed
    assert max(map(len, listed.splitlines())) <= 120


@pytest.mark.parametrize("view", ["lineage", "agencies", "measures", "all"])
def test_render_writes_one_page(store: Path, tmp_path: Path, view: str) -> None:
    result = run("render", store, "-o", tmp_path / "g.html", "--view", view, "--focus", DISTRICT)
    assert result.exit_code == 0, result.output
    page = (tmp_path / "g.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>") or page.startswith("<!doctype html>")
    assert ("区经信局" if view == "agencies" else DISTRICT) in page


def test_demo_end_to_end(tmp_path: Path) -> None:
    result = run("demo", "--output", tmp_path / "demo")
    assert result.exit_code == 0, result.output
    assert "瀚政发〔2024〕6号 → 汐政〔2024〕11号 → 苇政发〔2024〕12号" in result.stdout
    assert "区经信局" in result.stdout
    assert (tmp_path / "demo" / "graph.html").stat().st_size > 100_000


def test_the_reading_pages_beside_a_graph(store: Path, tmp_path: Path) -> None:
    page, folder = tmp_path / "graph.html", tmp_path / "texts"
    assert run("render", store, "-o", page, "--readings", folder).exit_code == 0
    files = sorted(folder.iterdir())
    assert len(files) == 4
    html = page.read_text("utf-8")
    assert all(f'"reading":"texts/{quote(file.name)}"' in html for file in files)
    assert run("render", store, "-o", page, "--view", "report", "--readings", folder).exit_code == 2
