"""What the graph must answer on real documents, which are no part of the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg

DISTRICT = "钱政办发〔2023〕19号"
CHAIN = ["浙政发〔2023〕2号", "杭政〔2023〕5号", DISTRICT]


@pytest.fixture(scope="module")
def graph(shared: Path) -> kg.Graph:
    return kg.build([shared / "seeds"])


def test_every_measure_is_there_with_its_agencies(graph: kg.Graph) -> None:
    table = graph.query("measures", document=DISTRICT)
    assert [row["label"] for row in table] == [str(i) for i in range(1, 67)]
    assert [row for row in graph.query("measures_without_agency") if row["document"] == DISTRICT] == []


@pytest.mark.parametrize("asked", [DISTRICT, "钱政办发[2023]19", "钱政办发（2023）第19号"])
def test_the_chain_goes_through_a_text_that_is_not_there(graph: kg.Graph, shared: Path, asked: str) -> None:
    found = graph.lineage(asked)
    assert found.chains() == [CHAIN]
    (middle,) = found.up
    (top,) = middle.beyond
    assert (middle.edge.derived, top.edge.derived) == (False, True)
    assert len(top.edge.evidence) == 2
    assert found.as_dict()["up"][0]["up"][0]["derived"] is True
    text = (shared / "seeds" / "004_1ad706c421e06f99.txt").read_text("utf-8-sig")
    for quote in top.edge.evidence:
        assert text[slice(*quote.span)] == quote.quote


ACCOUNTS = """SELECT ?stated ?computed ?left ?why WHERE {
  ?a a pk:Account ; pk:accountOf/prov:wasQuotedFrom/eli:number ?number ;
    pk:stated ?stated ; pk:computed ?computed ; pk:unreconciled ?left .
  OPTIONAL { ?a pk:explanation ?why } FILTER(?number = "钱政办发〔2023〕19号") } ORDER BY ?stated"""


def test_the_accounts_of_the_district_add_up_or_say_why_not(graph: kg.Graph) -> None:
    rows = [(int(r["stated"]), int(r["computed"]), int(r["left"])) for r in graph.query(ACCOUNTS)]
    hundred_million = 10**8
    assert (39 * hundred_million, 39 * hundred_million, 0) in rows
    assert rows[-1] == (76 * hundred_million, 58 * hundred_million, 18 * hundred_million)
    assert [left for _stated, _computed, left in rows[:-1]] == [0] * (len(rows) - 1)
    assert len(rows) == 4
    why = str(list(graph.query(ACCOUNTS))[-1]["why"])
    assert "76亿元" in why
    assert "交叉重叠" in why


def test_measures_of_two_real_pairs_are_aligned(shared: Path) -> None:
    pairs = json.loads((shared / "dev" / "alignment.json").read_text("utf-8"))["pairs"]
    right = found = expected = 0
    for pair in pairs:
        paths = {side: shared / "dev" / pair[side] for side in ("lower", "upper")}
        texts = {side: path.read_bytes().decode("utf-8") for side, path in paths.items()}
        with kg.build(paths.values()) as built:
            lower = built.query(NUMBERS)
            (document,) = [str(r["document"]) for r in lower if r["source"] == paths["lower"].name]
            lineage = built.lineage(document, measures=True)
            assert lineage.measures is not None
            rows = lineage.measures.up[0].rows
        starts = {row.lower.span[0]: row.upper and row.upper.span[0] for row in rows}
        found += sum(start is not None for start in starts.values())
        for alignment in pair["alignments"]:
            if alignment["upper_quote"]:
                expected += 1
                at = texts["lower"].index(alignment["lower_quote"])
                right += starts.get(at) == texts["upper"].index(alignment["upper_quote"])
    assert 2 * right / (found + expected) >= 0.85


NUMBERS = "SELECT ?document ?source WHERE { ?document pk:sourceFile ?source }"
