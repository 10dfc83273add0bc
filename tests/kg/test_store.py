from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

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
    foreign.add(ox.Quad(ox.NamedNode(GRAPH), ox.NamedNode(GRAPH), ox.Literal("x")))
    foreign.flush()
    del foreign
    for door in (Store.open, Store.create):
        with pytest.raises(StoreError, match="another program"):
            door(tmp_path / "foreign")
    (tmp_path / "foreign" / "CURRENT").write_text("x")
    for door in (Store.open, Store.create):
        with pytest.raises(StoreError, match="cannot be opened"):
            door(tmp_path / "foreign")


@pytest.mark.parametrize("door", [Store.open, Store.create])
@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Permission denied"),
        OSError("IO error: While open a file for appending: LOG: Permission denied"),
        OSError("IO error: While lock file: LOCK: Permission denied"),
    ],
)
def test_a_store_whose_files_are_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, door: Callable[[Path], Store], error: OSError
) -> None:
    def refused(*_: object) -> None:
        raise error

    Store.create(tmp_path / "s").close()
    refusing = mock.Mock(side_effect=error, read_only=refused)
    if isinstance(error, PermissionError):
        monkeypatch.setattr(Path, "is_file", refused)
        monkeypatch.setattr(Path, "is_dir", refused)
    else:
        monkeypatch.setattr(ox, "Store", refusing)
    with pytest.raises(StoreError, match=r"s: the files of this store .*mend their permissions") as raised:
        door(tmp_path / "s")
    assert not isinstance(raised.value, StoreLocked)


def test_a_store_whose_making_was_broken_off(tmp_path: Path) -> None:
    """What stands there when a process ends while the database makes its files, and before it says what it is."""
    half, empty = tmp_path / "half", tmp_path / "empty"
    half.mkdir()
    for name in ("LOG", "LOCK", "IDENTITY", "MANIFEST-000001", "000001.dbtmp"):
        (half / name).touch()
    ox.Store(str(empty)).flush()
    with pytest.raises(StoreError, match=r"there is no store.*kg build"):
        Store.open(half)
    with pytest.raises(StoreError, match=r"broken off.*kg build"):
        Store.open(empty)
    for place in (half, empty):
        Store.create(place).close()
        Store.open(place).close()


def test_what_a_killed_load_left_behind_goes(tmp_path: Path) -> None:
    Store.create(tmp_path / "s").close()
    (tmp_path / "s" / "bulk-17.sst").touch()
    Store.open(tmp_path / "s").close()
    assert (tmp_path / "s" / "bulk-17.sst").exists()
    Store.create(tmp_path / "s").close()
    assert not (tmp_path / "s" / "bulk-17.sst").exists()


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


def test_the_name_of_a_directory_says_nothing_about_locks(tmp_path: Path) -> None:
    place = tmp_path / "lock file"
    Store.create(place).close()
    (place / "CURRENT").write_text("x")
    with pytest.raises(StoreError) as raised:
        Store.create(place)
    assert not isinstance(raised.value, StoreLocked)


def test_what_the_disk_does_not_take(tmp_path: Path) -> None:
    program = """
import resource, sys
from kg.errors import StoreError
from kg.store import Store
store = Store.create(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
line = '<https://example.org/{}> <https://example.org/p> "x" <https://example.org/g> .'
try:
    store.replace({"https://example.org/g": "\\n".join(map(line.format, range(20_000)))}, "1")
except StoreError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "s")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout and "build again" in done.stdout
    Store.open(tmp_path / "s").close()


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


def test_a_graph_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Who looks on meanwhile sees the old graph or the new one, never none and never parts."""
    texts = [
        "".join(LINES.replace("港", f"{name}{i}") for i in range(count))
        for name, count in (("船", 300), ("港", 500))
    ]
    seen: Counter[int] = Counter()
    with Store.create(tmp_path / "s") as store:
        store.replace({GRAPH: texts[0]}, "1")
        done = threading.Event()

        def look_on() -> None:
            while not done.is_set():
                (row,) = store.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
                seen[int(text(row["n"]))] += 1

        with ThreadPoolExecutor(1) as other:
            looking = other.submit(look_on)
            for step in range(20):
                store.replace({GRAPH: texts[(step + 1) % 2]}, "1")
            done.set()
            looking.result()
        assert store.built() == {GRAPH: "1"}
    assert set(seen) == {300, 500}


def test_a_change_is_made_as_a_whole() -> None:
    store = Store.create()
    store.replace({GRAPH: LINES})
    (quad,) = ox.parse(LINES, ox.RdfFormat.N_QUADS)
    before = store.lines()

    def broken() -> Iterator[ox.Quad]:
        yield ox.Quad(quad.subject, quad.predicate, ox.Literal("船"), quad.graph_name)
        raise ValueError

    with pytest.raises(ValueError):
        store.change([quad], broken())
    assert store.lines() == before


@pytest.mark.parametrize("value", [r"\u0041", "a\nb", '"', "\\", "x } ; CLEAR ALL", "\x00\t\r", "\U0001f600"])
def test_what_stands_in_a_literal_is_no_syntax(value: str) -> None:
    store = Store.create()
    before = store.lines()
    name = ox.NamedNode(GRAPH)
    quads = [
        ox.Quad(name, name, ox.Literal(value, language="zh"), name),
        ox.Quad(name, name, ox.Literal(value)),
    ]
    store.change([], quads)
    assert [
        q.object.value for q in ox.parse("\n".join(store.lines()), ox.RdfFormat.N_QUADS) if q in quads
    ] == [value] * 2
    store.change(quads, [])
    assert store.lines() == before


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


def test_a_line_is_a_statement_whatever_its_text_holds() -> None:
    store = Store.create()
    before = len(store.lines())
    store.replace({GRAPH: LINES.replace("港", "一\u2028二\x85三\f四")})
    assert len(store.lines()) == before + 1


def test_lone_surrogates_do_not_stop_a_load() -> None:
    store = Store.create()
    store.replace({GRAPH: LINES.replace("港", "\ud800")})
    assert len(list(store.select("SELECT ?o { ?s <https://example.org/p> ?o }"))) == 1
