"""What the graph must answer on real documents, which are no part of the project."""

from __future__ import annotations

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
    assert [row["number"] for row in table] == [str(i) for i in range(1, 67)]
    assert [row for row in graph.query("measures_without_agency") if row["number"] == DISTRICT] == []


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
