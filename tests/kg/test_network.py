from __future__ import annotations

import json

import networkx as nx
import pytest

from kg import catalogue
from kg.errors import PolicyKGError
from kg.network import VIEWS, Network, network
from kg.store import Store
from tests.kg.conftest import BASE, PROVINCE, Made, city, district, iri, province, record

LOW = iri("棠政办发-2024-15")


def network_of(store: Store, view: str = "lineage", document: str | None = None) -> Network:
    return network(store, catalogue.read(store), view, document)


def kinds(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, kind in graph.nodes(data="kind"):
        found[kind] = found.get(kind, 0) + 1
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_plain_json_and_the_same_every_time(made: Made, view: str) -> None:
    store = made(district(), city(), province())
    first, second = (nx.node_link_data(network_of(store, view)) for _ in range(2))
    assert json.dumps(first) == json.dumps(second)
    for node in first["nodes"]:
        assert {"kind", "label", "id"} <= set(node)
    for edge in first["edges"]:
        assert edge["derived"] in (True, False)
        assert edge["key"] == (f"led_by:{edge['role']}" if edge["kind"] == "led_by" else edge["kind"])


def test_lineage_has_documents_alone(made: Made) -> None:
    graph = network_of(made(district()))
    assert kinds(graph) == {"document": 5}
    low = graph.nodes[LOW]
    assert low["number"] == low["label"] == "棠政办发〔2024〕15号"
    assert (low["level"], low["type"], low["year"], low["date"], low["stub"]) == (
        "district",
        "opinion",
        2024,
        "2024-06-03",
        False,
    )
    assert low["issuer"] == "汐州市棠溪区人民政府办公室"
    stub = graph.nodes[iri("瀚政发-2024-3")]
    assert (stub["stub"], stub["title"], stub["level"]) == (True, PROVINCE, "province")
    derived = graph.edges[iri("汐政-2024-8"), iri("瀚政发-2024-3"), "implements"]
    assert derived["derived"]
    stated = graph.edges[LOW, iri("瀚政发-2024-3"), "implements"]
    assert (stated["derived"], stated["quote"]) == (False, f"implements 《{PROVINCE}》 瀚政发〔2024〕3号")


def test_facts_carry_their_literals(made: Made) -> None:
    graph = network_of(made(district()), "measures", LOW)
    assert kinds(graph) == {"document": 1, "section": 1, "measure": 2, "agency": 4, "target": 2, "funding": 3}
    measure = graph.nodes[f"{LOW}/measure/1"]
    assert measure["heading"] == measure["label"] == "支持码头改造"
    assert (measure["number"], measure["document"], measure["quote"], measure["rule"]) == (
        "1",
        LOW,
        "1.支持码头改造。",
        "test",
    )
    (target,) = [a for _, a in graph.nodes(data=True) if a.get("indicator") == "改造码头"]
    assert {k: target[k] for k in ("comparator", "value", "unit", "period", "status")} == {
        "comparator": ">=",
        "value": 12,
        "unit": "座",
        "period": "2025",
        "status": "planned",
    }
    (grant,) = [a for _, a in graph.nodes(data=True) if a.get("purpose") == "购置船舶"]
    assert (grant["rate"], grant["per"], grant["qualifier"], grant["fundingkind"]) == (
        12.5,
        "艘",
        "max",
        "grant",
    )
    assert "amount" not in grant
    found = sorted((a["kind"], a.get("role")) for *_, a in graph.edges(data=True))
    assert found == [
        ("has_funding", None),
        ("has_funding", None),
        ("has_funding", None),
        ("has_measure", None),
        ("has_measure", None),
        ("has_section", None),
        ("has_target", None),
        ("has_target", None),
        ("led_by", "lead"),
        ("led_by", "responsible"),
        ("led_by", "responsible"),
        ("led_by", "support"),
        ("part_of", None),
    ]


def test_agencies_and_how_much_they_have_to_do(made: Made) -> None:
    graph = network_of(made(district()), "agencies")
    assert kinds(graph) == {"measure": 2, "agency": 4, "section": 1}
    assert graph.nodes[f"{BASE}agency/汐州市棠溪区交通局"]["lead"] == 1
    assert {data["kind"] for *_, data in graph.edges(data=True)} == {"led_by"}


def test_a_document_limits_the_view(made: Made) -> None:
    store = made(district(), record("乙〔2024〕1号", None, references=[("cites", "丙〔2024〕1号", None)]))
    assert set(network_of(store, "lineage", iri("丙-2024-1"))) == {iri("乙-2024-1"), iri("丙-2024-1")}
    assert iri("乙-2024-1") not in network_of(store, "all", LOW)
    assert iri("乙-2024-1") in network_of(store, "all")


def test_an_unknown_view_lists_those_there_are(made: Made) -> None:
    with pytest.raises(PolicyKGError, match="lineage, measures, agencies, all"):
        network_of(made(city()), "everything")
