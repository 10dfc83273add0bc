"""What other programs make of an export: networkx, igraph, pandas, and a property-graph database that loads it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph
import ladybug
import networkx as nx
import pandas as pd
import pytest
from click.testing import CliRunner

import kg
from extractors.records import Target
from kg import export, property_graph
from kg.cli import main
from kg.property_graph import EDGE, NODE
from kg.store import Store
from tests.kg.conftest import BASE, Made, Writer, district, iri

SAMPLES = Path(kg.__file__).parent / "samples"
TASK = f"{iri('棠政办发-2024-15')}/measure/1"
#: Characters that mean something to one of the formats, or that XML forbids.
HOSTILE = '<a href="x">&amp;]]>\t,;\'\\ "双引号"\r\n换行\r回车\x00\x08\x1f\ufffe𠮷 NULL '
#: The same with a mark in the place of what XML forbids.
MARKED = HOSTILE.translate(dict.fromkeys((0, 8, 0x1F, 0xFFFE), "\ufffd"))
LONG = Decimal("12345678901234567890.123")


@pytest.fixture(scope="module")
def demo() -> Iterator[kg.Graph]:
    with kg.build([SAMPLES]) as graph:
        yield graph


@pytest.fixture
def hostile(made: Made) -> Store:
    """A store in which a measure has a heading with characters that formats stumble over, and a target a number that no
    float holds."""
    record = district()
    first, second = record.measures
    writer = Writer("-" * 500)
    target = Target(
        measure="m1",
        indicator="码头",
        comparator="=",
        value=LONG,
        unit="座",
        period=None,
        status="planned",
        **writer.place("码头座"),
    )
    return made(replace(record, measures=(replace(first, heading=HOSTILE), second), targets=(target,)))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def imported(folder: Path, tmp_path: Path) -> ladybug.Connection:
    """The one command of the READMEs, run by LadybugDB."""
    database = ladybug.Connection(ladybug.Database(str(tmp_path / "policies.lbug")))
    database.execute(f"IMPORT DATABASE '{folder}'")
    return database


def answers(database: ladybug.Connection, cypher: str) -> list[list[Any]]:
    result = database.execute(cypher)
    assert isinstance(result, ladybug.QueryResult)
    return [list(row) for row in result.get_all()]


def test_networkx_reads_from_graphml_what_network_gives(demo: kg.Graph, tmp_path: Path) -> None:
    demo.export(tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    network = demo.network("all")
    for _, _, key, attributes in read.edges(keys=True, data=True):
        assert attributes.pop("key") == key
    assert dict(read.nodes(data=True)) == dict(network.nodes(data=True))
    assert {e[:3]: e[3] for e in read.edges(keys=True, data=True)} == {
        e[:3]: e[3] for e in network.edges(keys=True, data=True)
    }
    assert (read.number_of_nodes(), read.number_of_edges()) == (270, 398)
    assert any(isinstance(value, float) for _, value in read.nodes(data="value"))


def test_igraph_reads_graphml(demo: kg.Graph, tmp_path: Path) -> None:
    demo.export(tmp_path / "g.graphml")
    read, network = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml")), demo.network("all")
    assert (read.vcount(), read.ecount(), read.is_directed()) == (270, 398, True)
    for vertex in read.vs:
        expected = network.nodes[vertex["id"]]
        assert vertex["label"] == expected["label"]
        if "value" in expected:
            assert vertex["value"] == expected["value"]
    assert sorted(
        (read.vs[e.source]["id"], read.vs[e.target]["id"], e["key"], e["derived"]) for e in read.es
    ) == sorted((*ends, data["derived"]) for *ends, data in network.edges(keys=True, data=True))


def test_networkx_reads_gexf(demo: kg.Graph, tmp_path: Path) -> None:
    demo.export(tmp_path / "g.gexf")
    read, network = nx.read_gexf(tmp_path / "g.gexf"), demo.network("all")
    assert dict(read.nodes(data=True)) == dict(network.nodes(data=True))
    found = []
    for source, target, data in read.edges(data=True):
        assert data.pop("label") == data["kind"]
        found.append((int(data.pop("id")), source, target, data))
    assert [number for number, *_ in sorted(found, key=lambda e: e[0])] == list(range(398))
    assert sorted(map(repr_of, (e[1:] for e in found))) == sorted(map(repr_of, floats(network)))


def repr_of(edge: tuple[str, str, dict[str, Any]]) -> str:
    return repr((*edge[:2], sorted(edge[2].items())))


def test_parallel_edges_stay_apart(made: Made, tmp_path: Path) -> None:
    record = district()
    lead, support, *others = record.led_by
    roles = (lead, replace(support, agency=lead.agency), *others)
    graph = kg.Graph(made(replace(record, led_by=roles)))
    agency = f"{BASE}agency/汐州市棠溪区交通局"
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph.export(tmp_path / f"g.{form}")
        found = read(tmp_path / f"g.{form}")
        assert isinstance(found, nx.MultiDiGraph)
        assert sorted(data["role"] for data in found[TASK][agency].values()) == ["lead", "support"]
    pairs = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert (pairs.has_multiple(), pairs.ecount()) == (True, graph.network("all").number_of_edges())
    edges = ElementTree.parse(tmp_path / "g.gexf").iter("{http://gexf.net/1.3}edge")
    parallel = [e.get("kind") for e in edges if (e.get("source"), e.get("target")) == (TASK, agency)]
    assert parallel == ["led_by:lead", "led_by:support"]  # Gephi keeps parallel edges of different kinds


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_no_character_breaks_xml(hostile: Store, tmp_path: Path, form: str) -> None:
    export.export(hostile, tmp_path / f"g.{form}")
    read = getattr(nx, f"read_{form}")(tmp_path / f"g.{form}")
    assert read.nodes[TASK]["heading"] == read.nodes[TASK]["label"] == MARKED


def test_the_tables_of_csv_have_the_columns_that_are_documented(demo: kg.Graph, tmp_path: Path) -> None:
    demo.export(tmp_path / "g.csv")
    nodes, edges = rows(tmp_path / "g.csv" / "nodes.csv"), rows(tmp_path / "g.csv" / "edges.csv")
    assert (len(nodes), len(edges)) == (270, 398)
    assert [c.partition(":")[0] for c in nodes[0]] == ["id", *NODE]
    assert [c.partition(":")[0] for c in edges[0]] == ["source", "target", *EDGE]
    kinds = {column.partition(":")[2] for column in (*nodes[0], *edges[0])}
    assert kinds == {"ID", "LABEL", "START_ID", "END_ID", "TYPE", "", "boolean", "long", "double"}
    assert {row["stub:boolean"] for row in nodes} == {"true", "false", ""}


def test_numbers_in_csv_are_exact(hostile: Store, tmp_path: Path) -> None:
    export.export(hostile, tmp_path / "g", "csv")
    values = {row["value:double"] for row in rows(tmp_path / "g" / "nodes.csv")}
    assert values == {str(LONG), ""}


def test_one_command_loads_the_tables_into_a_graph_database(demo: kg.Graph, tmp_path: Path) -> None:
    demo.export(tmp_path / "g.csv")
    database, network = imported(tmp_path / "g.csv", tmp_path), demo.network("all")
    found = {row[0]["id"]: row[0] for row in answers(database, "MATCH (t:thing) RETURN t")}
    assert set(found) == set(network)
    for node, attributes in network.nodes(data=True):
        assert {k: v for k, v in found[node].items() if v is not None and k in NODE} == attributes
    edges = answers(database, "MATCH (a)-[r:relation]->(b) RETURN a.id, b.id, r")
    loaded = [(a, b, {k: v for k, v in r.items() if v is not None and k in EDGE}) for a, b, r in edges]
    assert sorted(map(repr_of, loaded)) == sorted(map(repr_of, floats(network)))
    upper = answers(
        database,
        "MATCH (d:thing {number: '棠政办发〔2024〕23号'})-[r:relation {kind: 'implements'}]->(u:thing) "
        "WHERE NOT u.stub RETURN u.number ORDER BY u.number",
    )
    assert upper == [["汐政〔2024〕11号"], ["瀚政发〔2024〕6号"]]


def floats(network: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """The edges of a network, with all numbers that may have a fraction as floats."""
    numbers = {name for name, known in EDGE.items() if known.type is Decimal}
    return [
        (source, target, {k: float(v) if k in numbers else v for k, v in data.items()})
        for source, target, data in network.edges(data=True)
    ]


def test_no_character_breaks_the_tables(hostile: Store, tmp_path: Path) -> None:
    export.export(hostile, tmp_path / "g.csv")
    (row,) = (row for row in rows(tmp_path / "g.csv" / "nodes.csv") if row["id:ID"] == TASK)
    assert row["heading"] == row["label"] == HOSTILE
    database = imported(tmp_path / "g.csv", tmp_path)
    assert answers(database, f"MATCH (t:thing {{id: '{TASK}'}}) RETURN t.heading") == [[HOSTILE]]
    export.export(hostile, tmp_path / "g.parquet")
    nodes = pd.read_parquet(tmp_path / "g.parquet" / "nodes.parquet").set_index("id")
    assert nodes.loc[TASK, "heading"] == HOSTILE


def test_pandas_reads_parquet(demo: kg.Graph, tmp_path: Path) -> None:
    demo.export(tmp_path / "g.parquet")
    nodes = pd.read_parquet(tmp_path / "g.parquet" / "nodes.parquet", dtype_backend="pyarrow")
    edges = pd.read_parquet(tmp_path / "g.parquet" / "edges.parquet", dtype_backend="pyarrow")
    types = {str: "string[pyarrow]", bool: "bool[pyarrow]", int: "int64[pyarrow]", Decimal: "double[pyarrow]"}
    assert {c: str(t) for c, t in nodes.dtypes.items()} == {
        "id": types[str],
        **{name: types[known.type] for name, known in NODE.items()},
    }
    assert {c: str(t) for c, t in edges.dtypes.items()} == {
        "source": types[str],
        "target": types[str],
        **{name: types[known.type] for name, known in EDGE.items()},
    }
    network = demo.network("all")
    found = {row.pop("id"): row for row in nodes.to_dict("records")}
    assert {n: {k: v for k, v in row.items() if not pd.isna(v)} for n, row in found.items()} == dict(
        network.nodes(data=True)
    )
    assert len(edges) == 398 and set(edges.source) | set(edges.target) <= set(nodes.id)
    assert nodes.amount.sum() == sum(a for _, a in network.nodes(data="amount") if a)


def test_parquet_without_pyarrow(demo: kg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(kg.ExportError, match=r"g\.parquet: .*pip install 'policy-kg\[parquet\]'"):
        demo.export(tmp_path / "g.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "parquet"])
def test_what_was_there_stays_until_the_new_is_whole(
    demo: kg.Graph, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contents() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    demo.export(tmp_path / "g", form)
    before = contents()
    demo.export(tmp_path / "g", form)
    assert contents() == before

    def fail(store: Store) -> Iterator[property_graph.Edge]:
        yield property_graph.Edge("a", "b", {"kind": "x", "derived": True})
        raise MemoryError

    monkeypatch.setattr(property_graph, "across", fail)
    with pytest.raises(MemoryError):
        demo.export(tmp_path / "g", form)
    assert contents() == before
    assert [p.name for p in tmp_path.iterdir()] == ["g"]


def test_a_folder_with_other_files_is_left_alone(demo: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    with pytest.raises(kg.ExportError, match=r"notes\.txt"):
        demo.export(tmp_path, "csv")
    with pytest.raises(kg.ExportError, match=r"notes\.txt: this is a file"):
        demo.export(tmp_path / "notes.txt", "parquet")
    with pytest.raises(kg.ExportError, match="this is a folder"):
        demo.export(tmp_path, "gexf")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("form", export.FORMATS)
def test_a_place_that_is_not_there(demo: kg.Graph, tmp_path: Path, form: str) -> None:
    with pytest.raises(kg.ExportError, match=r"no.g: cannot be written: there is no folder .*no; create it"):
        demo.export(tmp_path / "no" / "g", form)


@pytest.mark.parametrize("name", ["g.xlsx", "g"])
def test_a_format_that_there_is_not(demo: kg.Graph, tmp_path: Path, name: str) -> None:
    with pytest.raises(kg.ExportError, match="ttl, trig, nq, jsonld, graphml, gexf, csv, parquet"):
        demo.export(tmp_path / name)


def test_the_command_line(tmp_path: Path) -> None:
    kg.build([SAMPLES / "weidu_2024_12.txt"], tmp_path / "store").close()

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["export", str(tmp_path / "store"), *arguments])

    for form in ("graphml", "gexf"):
        file = tmp_path / f"g.{form}"
        assert run("-o", str(file)).exit_code == 0
        assert run("--format", form).stdout_bytes == file.read_bytes()
    for form in ("csv", "parquet"):
        assert run("-o", str(tmp_path / form), "--format", form).exit_code == 0
        assert (tmp_path / form / f"nodes.{form}").stat().st_size > 1000
        assert run("--format", form).exit_code == 2
    wrong = run("-o", str(tmp_path / "g.xlsx"))
    assert (wrong.exit_code, "no format 'xlsx'" in wrong.stderr) == (1, True)
