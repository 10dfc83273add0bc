"""One store in four notations of RDF: the same graph, and the same bytes every time. A store has no blank nodes, so graphs are
isomorphic when their statements are equal."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg import export, resources
from kg.build import load
from kg.derive import derive
from kg.store import Store
from tests.kg.conftest import BASE, city, district, province, record

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

RDFLIB = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
Quads = set[tuple[rdflib.term.Node | None, ...]]


def made(*order: int) -> Store:
    """A store of five documents that arrive in the given order, one by one."""
    records = [
        district(),
        city(("implements", "瀚政发〔2024〕3号", None)),
        province(),
        record("乙〔2024〕1号", '带"引号"\\与换行', references=[("cites", "甲〔2023〕1号", "甲")]),
        record(None, "没有文号", date_written="2024-05"),
    ]
    store = Store.create(base=BASE)
    for place in order:
        load([records[place]], store)
        derive(store)
    return store


def quads(content: bytes, form: str) -> Quads:
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format=RDFLIB[form])
    return set(dataset.quads())


@pytest.fixture(scope="module")
def said(demo: kg.Graph) -> Quads:
    return quads(export.nquads(demo.store), "nq")


@pytest.mark.parametrize("form", export.FORMATS)
def test_the_order_of_arrival_leaves_no_trace(form: str, tmp_path: Path) -> None:
    contents = []
    for order in ((0, 1, 2, 3, 4), (4, 2, 0, 3, 1)):
        export.export(made(*order), tmp_path / "graph", form)
        files = (
            [tmp_path / "graph"] if form not in export.FORMATS_OF_FOLDERS else (tmp_path / "graph").iterdir()
        )
        contents.append({file.name: file.read_bytes() for file in files})
    assert contents[0] == contents[1]
    assert all(len(content) > 100 for content in contents[0].values())


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_all_notations_say_the_same(demo: kg.Graph, said: Quads, form: str) -> None:
    content = BytesIO()
    export.write(demo.store, content, form)
    assert quads(content.getvalue(), form) == said
    assert len(said) == len(demo.store.lines()) > 5000


def test_turtle_has_the_statements_of_all_graphs(demo: kg.Graph, said: Quads) -> None:
    turtle = rdflib.Graph().parse(data=export.turtle(demo.store), format="turtle")
    assert set(turtle) == {quad[:3] for quad in said}


def test_other_readers_of_json_ld_understand_it_too() -> None:
    store = made(0, 1, 2, 3, 4)
    assert set(ox.parse(export.jsonld(store), ox.RdfFormat.JSON_LD)) == set(
        ox.parse(export.nquads(store), ox.RdfFormat.N_QUADS)
    )


def test_json_ld_reads_like_json() -> None:
    nodes = {}
    for block in json.loads(export.jsonld(made(0)))["@graph"]:
        nodes |= {node["@id"]: node for node in block.get("@graph", [])}
    document = nodes[f"{BASE}doc/棠政办发-2024-15"]
    assert document["number"] == "棠政办发〔2024〕15号"
    assert document["@type"] == ["LegalExpression", "LegalResource"]
    assert document["date_document"] == "2024-06-03"
    (position,) = (
        n
        for n in nodes.values()
        if n.get("@type") == ["TextPositionSelector"] and n["start"] == 0 and n["@id"].endswith("/position")
    )
    assert position["end"] > 0


def test_the_context_by_itself_expands_to_the_terms() -> None:
    context = json.loads(resources.read("ontology", "context.jsonld"))["@context"]
    document = {
        "@context": context,
        "@id": "https://example.org/m",
        "@type": "Target",
        "indicator": "码头",
        "value": "12.5",
        "status": "pk:status-planned",
        "period": "2025",
    }
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    pk = rdflib.Namespace(context["pk"])
    node = rdflib.URIRef("https://example.org/m")
    assert set(graph) == {
        (node, rdflib.RDF.type, pk.Target),
        (node, pk.indicator, rdflib.Literal("码头", lang="zh")),
        (
            node,
            rdflib.URIRef("https://schema.org/value"),
            rdflib.Literal("12.5", datatype=rdflib.XSD.decimal),
        ),
        (node, pk.status, pk["status-planned"]),
        (node, pk.period, rdflib.Literal("2025")),
    }
