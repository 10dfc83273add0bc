from __future__ import annotations

import json

import pytest

from kg import catalogue
from kg.lineage import Lineage, lineage
from kg.store import Store
from tests.kg.conftest import CITY, PROVINCE, Made, city, district, iri, province, record

LOW = iri("棠政办发-2024-15")
CHAIN = "瀚政发〔2024〕3号 → 汐政〔2024〕8号 → 棠政办发〔2024〕15号"


def lineage_of(store: Store, document: str) -> Lineage:
    return lineage(store, catalogue.read(store), document)


def test_the_chain_is_shown_and_not_the_clique(made: Made) -> None:
    found = lineage_of(made(district()), LOW)
    assert [node.document.label for node in found.up] == ["《瀚海省海洋经济促进条例》", "汐政〔2024〕8号"]
    (top,) = found.up[1].beyond
    assert (top.document.label, top.edge.derived, top.edge.rule) == (
        "瀚政发〔2024〕3号",
        True,
        "lineage.middle_level",
    )
    assert CHAIN in found.tree().splitlines()


def test_an_unrelated_path_is_not_reduced(made: Made) -> None:
    found = lineage_of(made(district(), city(), province()), LOW)
    assert [node.document.label for node in found.up] == [
        "《瀚海省海洋经济促进条例》",
        "汐政〔2024〕8号",
        "瀚政发〔2024〕3号",
    ]


def test_down_is_the_same_the_other_way(made: Made) -> None:
    found = lineage_of(made(district()), iri("瀚政发-2024-3"))
    assert found.up == ()
    assert found.down[0].beyond[0].document.iri == LOW
    assert [" → ".join(chain) for chain in found.chains()] == [CHAIN]


def test_the_tree_says_what_is_derived_and_what_is_not_there(made: Made) -> None:
    tree = (
        lineage_of(made(district(), city(("implements", "瀚政发〔2024〕3号", PROVINCE))), LOW)
        .tree()
        .splitlines()
    )
    assert f"└─ implements 汐政〔2024〕8号 · 《{CITY}》 · city" in tree
    assert (
        f"   └─ implements 瀚政发〔2024〕3号 · 《{PROVINCE}》 · province [text not in the collection]" in tree
    )
    assert "is taken up by: nothing known" in tree
    assert "  repeals 棠政办发〔2021〕6号 · district [text not in the collection]" in tree
    derived = lineage_of(made(district()), LOW).tree()
    assert derived.count("[derived]") == 1


def test_as_json_every_edge_has_its_evidence(made: Made) -> None:
    value = json.loads(json.dumps(lineage_of(made(district()), LOW).as_dict()))
    assert list(value) == ["document", "chains", "up", "down", "related", "cycles"]
    assert value["document"]["iri"] == LOW
    assert value["document"]["text"] is True
    middle = value["up"][1]
    assert middle["evidence"] == [
        {
            "document": "棠政办发〔2024〕15号",
            "quote": f"implements 《{CITY}》 汐政〔2024〕8号",
            "span": middle["evidence"][0]["span"],
        }
    ]
    top = middle["up"][0]
    assert top["derived"] is True
    assert {e["quote"] for e in top["evidence"]} == {
        f"implements 《{CITY}》 汐政〔2024〕8号",
        f"implements 《{PROVINCE}》 瀚政发〔2024〕3号",
    }
    assert value["related"][0]["relation"] == "repeals"


def test_cycles_are_reported_and_end(made: Made) -> None:
    ring = [
        record(f"甲〔2024〕{i}号", None, references=[("implements", f"甲〔2024〕{(i + 1) % 3}号", None)])
        for i in range(3)
    ]
    outside = record("乙〔2024〕1号", None, references=[("implements", "甲〔2024〕0号", None)])
    found = lineage_of(made(*ring, outside), iri("乙-2024-1"))
    assert found.cycles == (tuple(iri(f"甲-2024-{i}") for i in range(3)),)
    assert "cycle: 甲〔2024〕0号 → 甲〔2024〕1号 → 甲〔2024〕2号 → 甲〔2024〕0号" in found.tree()
    assert found.chains() == [
        ["…", "甲〔2024〕0号", "甲〔2024〕2号", "甲〔2024〕1号", "甲〔2024〕0号", "乙〔2024〕1号"]
    ]


def test_a_document_reached_twice_is_unfolded_once(made: Made) -> None:
    def on(number: str, *cited: str) -> object:
        return record(number, None, references=[("implements", c, None) for c in cited])

    records = [
        on("甲〔2024〕1号", "乙〔2024〕1号", "乙〔2024〕2号"),
        on("乙〔2024〕1号", "丙〔2024〕1号"),
        on("乙〔2024〕2号", "丙〔2024〕1号"),
    ]
    records.append(on("丙〔2024〕1号", "丁〔2024〕1号"))
    found = lineage_of(made(*records), iri("甲-2024-1"))  # type: ignore[arg-type]
    first, second = found.up
    assert (first.beyond[0].repeated, second.beyond[0].repeated) == (False, True)
    assert second.beyond[0].beyond == ()
    assert "[shown above]" in repr(found.up)


def test_a_document_alone(made: Made) -> None:
    found = lineage_of(made(city()), iri("汐政-2024-8"))
    assert (found.up, found.down, found.related, found.chains()) == ((), (), (), [])
    assert found.tree().splitlines()[0].startswith("汐政〔2024〕8号")
    assert repr(found.up) == "nothing known"


def test_an_unknown_document(made: Made) -> None:
    with pytest.raises(KeyError):
        lineage_of(made(city()), iri("no"))
