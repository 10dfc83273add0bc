"""The property graph of the samples against counts that SPARQL gives, and what each thing carries."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg import catalogue
from kg.property_graph import EDGE, NODE, Edge, Node, everything
from tests.kg.conftest import BASE, CITY, Made, city, district, iri, province

SAMPLES = Path(kg.__file__).parent / "samples"

NODES = {"document": 18, "section": 16, "measure": 42, "agency": 51, "target": 65, "funding": 78}
EDGES = {
    "implements": 5,
    "based_on": 1,
    "cites": 4,
    "amends": 1,
    "repeals": 4,
    "issues": 3,
    "has_section": 16,
    "has_measure": 42,
    "has_target": 65,
    "has_funding": 78,
    "part_of": 13,
    "led_by": 82,
    "corresponds_to": 29,
    "compared_with": 55,
}
#: What SPARQL counts, independently of the queries of the property graph.
COUNTED = {
    "document": "{ ?x pk:textHash ?h } UNION { ?r pk:refersTo ?x }",
    "section": "?x a eli:LegalResourceSubdivision",
    "measure": "?x a pk:Measure",
    "agency": "?r pk:agency ?x",
    "target": "?x a pk:Target",
    "funding": "?x a pk:Funding",
    "implements": "?s pk:implements ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "based_on": "?s eli:based_on ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "cites": "?s eli:cites ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "amends": "?s eli:amends ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "repeals": "?s eli:repeals ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "issues": "?s pk:issues ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "has_section": "?x a eli:LegalResourceSubdivision ; eli:is_part_of ?o",
    "has_measure": "?x a pk:Measure ; eli:is_part_of ?o",
    "has_target": "?s pk:hasTarget ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "has_funding": "?s pk:hasFunding ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "part_of": "?s pk:partOfFunding ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "led_by": "?s pk:hasResponsibility ?r . ?r pk:agency ?o ; pk:role ?role "
    "BIND(CONCAT(STR(?s), STR(?o), STR(?role)) AS ?x)",
    "corresponds_to": "?s pk:correspondsTo ?o BIND(CONCAT(STR(?s), STR(?o)) AS ?x)",
    "compared_with": "?x a pk:Comparison",
}


@pytest.fixture(scope="module")
def demo() -> kg.Graph:
    return kg.build([SAMPLES])


@pytest.fixture(scope="module")
def things(demo: kg.Graph) -> list[Node | Edge]:
    return list(everything(demo.store, catalogue.read(demo.store)))


def of(made: Made) -> tuple[dict[str, Node], list[Edge]]:
    store = made(district(), city(), province())
    found = list(everything(store, catalogue.read(store)))
    return {t.id: t for t in found if isinstance(t, Node)}, [t for t in found if isinstance(t, Edge)]


def test_the_samples_have_these_nodes_and_edges(things: list[Node | Edge]) -> None:
    assert Counter(t.properties["kind"] for t in things if isinstance(t, Node)) == NODES
    assert Counter(t.properties["kind"] for t in things if isinstance(t, Edge)) == EDGES


@pytest.mark.parametrize("kind", COUNTED)
def test_sparql_counts_the_same(demo: kg.Graph, kind: str) -> None:
    table = demo.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {COUNTED[kind]} }}")
    assert table.rows == (({**NODES, **EDGES}[kind],),)


def test_every_count_is_checked() -> None:
    assert set(COUNTED) == {*NODES, *EDGES}


def test_both_ends_of_an_edge_come_before_it_and_nothing_comes_twice(things: list[Node | Edge]) -> None:
    nodes: set[str] = set()
    edges: set[tuple[str, str, str]] = set()
    for thing in things:
        if isinstance(thing, Node):
            assert thing.id not in nodes
            nodes.add(thing.id)
        else:
            assert {thing.source, thing.target} <= nodes
            assert (thing.source, thing.target, thing.key) not in edges
            edges.add((thing.source, thing.target, thing.key))
    assert (len(nodes), len(edges)) == (sum(NODES.values()), sum(EDGES.values()))


def test_properties_are_those_that_are_named_in_their_types(things: list[Node | Edge]) -> None:
    used: dict[type, set[str]] = {Node: set(), Edge: set()}
    for thing in things:
        named = NODE if isinstance(thing, Node) else EDGE
        assert thing.properties["kind"]
        assert {"label"} <= set(thing.properties) if named is NODE else {"derived"} <= set(thing.properties)
        for name, value in thing.properties.items():
            assert type(value) is named[name].type, name
            assert value != "", name
        used[type(thing)] |= set(thing.properties)
    assert set(NODE) - used[Node] <= {"effective_from", "date_published"}
    assert used[Edge] == set(EDGE)


def test_what_a_document_carries(made: Made) -> None:
    nodes, edges = of(made)
    assert nodes[iri("棠政办发-2024-15")].properties == {
        "kind": "document",
        "label": "棠政办发〔2024〕15号",
        "stub": False,
        "number": "棠政办发〔2024〕15号",
        "title": "汐州市棠溪区人民政府办公室关于发展海洋经济的实施细则",
        "level": "district",
        "issuer": "汐州市棠溪区人民政府办公室",
        "year": 2024,
        "region": "汐州市棠溪区",
        "type": "opinion",
        "date": "2024-06-03",
        "effective_to": "2026-12-31",
    }
    (cited,) = (e for e in edges if (e.source, e.target) == (iri("棠政办发-2024-15"), iri("汐政-2024-8")))
    assert cited.properties == {
        "kind": "implements",
        "derived": False,
        "quote": f"implements 《{CITY}》 汐政〔2024〕8号",
        "rule": "test",
    }


def test_what_figures_and_roles_carry(made: Made) -> None:
    nodes, edges = of(made)
    figures = {n.properties["label"]: n.properties for n in nodes.values() if "quote" in n.properties}
    target = figures["海洋产业增加值增长~8.5%"]
    assert (target["value"], target["unit"], target["status"]) == (Decimal("8.5"), "%", "achieved")
    assert figures["码头"]["amount"] == Decimal(12_000_000)
    assert (figures["购置船舶"]["rate"], figures["购置船舶"]["qualifier"]) == (Decimal("12.5"), "max")
    roles = {
        e.key: (e.source.rpartition("/")[2], e.target.removeprefix(BASE), e.properties["quote"])
        for e in edges
        if e.properties["kind"] == "led_by"
    }
    assert roles["led_by:lead"] == ("1", "agency/汐州市棠溪区交通局", "区交通局牵头")
    assert roles["led_by:support"] == ("1", "agency/汐州市棠溪区财政局", "区财政局配合")


def test_a_section_without_a_heading_has_a_label(made: Made) -> None:
    (section,) = district().sections
    store = made(district(sections=(replace(section, heading=""),), led_by=()))
    nodes = [t for t in everything(store, catalogue.read(store)) if isinstance(t, Node)]
    assert "一" in [n.properties["label"] for n in nodes if n.properties["kind"] == "section"]
