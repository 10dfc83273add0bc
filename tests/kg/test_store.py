from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, StoreError, StoreLocked
from kg.link.iris import DEFAULT_BASE
from kg.store import Store, text
from kg.vocab import PK

GRAPH = "https://example.org/graph/a"
LINES = '<https://example.org/a> <https://example.org/p> "港"@zh <https://example.org/graph/a> .\n'


def test_a_store_keeps_its_base(tmp_path: Path) -> None:
    with Store.create(tmp_path / "s", "https://example.org/") as store:
        assert store.base == "https://example.org/"
    with Store.create(tmp_path / "s") as store:
        assert store.base == "https://example.org/"
    with Store.open(tmp_path / "s") as store:
        assert store.base == "https://example.org/"
    with pytest.raises(StoreError, match=r"https://example\.org/"):
        Store.create(tmp_path / "s", "https://example.com/")


def test_the_default_base() -> None:
    assert Store.create().base == DEFAULT_BASE


def test_a_base_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="absolute IRI"):
        Store.create(tmp_path / "s", "here")
    assert not (tmp_path / "s").exists()


def test_what_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Store.open(tmp_path / "none")
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreError, match="a store is a directory"):
        Store.create(file)
    with pytest.raises(StoreError, match="other files"):
        Store.create(tmp_path)
    foreign = ox.Store(str(tmp_path / "foreign"))
    foreign.flush()
    del foreign
    with pytest.raises(StoreError, match="another program"):
        Store.open(tmp_path / "foreign")


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    with Store.create(tmp_path / "s") as store:
        quad = ox.Quad(ox.NamedNode(PK.store), ox.NamedNode(PK.format), ox.Literal(99))
        store.change([], [quad])
    with pytest.raises(StoreError, match="build it again"):
        Store.open(tmp_path / "s")


def test_one_process_writes_and_others_read(tmp_path: Path) -> None:
    with Store.create(tmp_path / "s"):
        program = "import sys; from kg.store import Store; Store.create(sys.argv[1])"
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "s")], capture_output=True, text=True
        )
        assert done.returncode == 1
        assert StoreLocked.__name__ in done.stderr
        assert "try again" in done.stderr
    with Store.open(tmp_path / "s"), Store.open(tmp_path / "s"), Store.create(tmp_path / "s"):
        pass


def test_replacing_a_graph_leaves_the_others(tmp_path: Path) -> None:
    with Store.create(tmp_path / "s") as store:
        empty = store.lines()
        other = LINES.replace("graph/a", "graph/b")
        store.replace({GRAPH: LINES, GRAPH[:-1] + "b": other}, "1")
        assert store.built() == {GRAPH: "1", GRAPH[:-1] + "b": "1"}
        store.replace({GRAPH: LINES.replace("港", "船")}, "2")
        assert store.built() == {GRAPH: "2", GRAPH[:-1] + "b": "1"}
        assert sorted(text(r["o"]) for r in store.select("SELECT ?o { ?s <https://example.org/p> ?o }")) == [
            "港",
            "船",
        ]
        store.replace({GRAPH: "", GRAPH[:-1] + "b": ""}, "3")
        assert store.lines() == empty


def test_a_value_is_bound_never_pasted() -> None:
    store = Store.create()
    store.replace({GRAPH: LINES})
    query = "SELECT ?s ?o { ?s <https://example.org/p> ?o }"
    assert len(list(store.select(query, {"o": ox.Literal("港", language="zh")}))) == 1
    assert list(store.select(query, {"o": ox.Literal('港"@zh } #', language="zh")})) == []


def test_bad_queries_say_so() -> None:
    store = Store.create()
    with pytest.raises(QueryError, match="cannot be run"):
        store.evaluate("SELECT")
    with pytest.raises(QueryError, match="SELECT query"):
        list(store.select("ASK { ?s ?p ?o }"))


def test_prefixes_are_declared_and_the_ontology_can_be_queried() -> None:
    store = Store.create()
    rows = store.select('SELECT ?l { pk:role-lead skos:prefLabel ?l FILTER(LANG(?l) = "zh") }')
    assert [text(row["l"]) for row in rows] == ["牵头"]


def test_rdflib_sees_the_same_store() -> None:
    store = Store.create()
    store.replace({GRAPH: LINES})
    found = list(store.rdf.query("SELECT ?o { ?s <https://example.org/p> ?o }"))
    assert [(str(row[0]), row[0].language) for row in found] == [("港", "zh")]


def test_lone_surrogates_do_not_stop_a_load() -> None:
    store = Store.create()
    store.replace({GRAPH: LINES.replace("港", "\ud800")})
    assert len(list(store.select("SELECT ?o { ?s <https://example.org/p> ?o }"))) == 1
