from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kg
from kg.errors import PolicyKGError

SAMPLES = Path(kg.__file__).parent / "samples"
DISTRICT = "棠政办发〔2024〕23号"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    return kg.build([SAMPLES], store=tmp_path_factory.mktemp("store") / "policies")


def test_the_public_names() -> None:
    public = {name for name, value in vars(kg).items() if name in kg.__all__ and value is not None}
    assert public == set(kg.__all__)
    assert kg.__all__ == sorted(kg.__all__)
    errors = {cls.__name__ for cls in _tree(PolicyKGError)}
    assert errors <= set(kg.__all__)


def _tree(root: type[Exception]) -> set[type[Exception]]:
    """The errors that a user meets: those of `kg.errors`."""
    children = (child for child in root.__subclasses__() if child.__module__ == "kg.errors")
    return {root}.union(*(_tree(child) for child in children))


def test_the_tree_of_errors_is_drawn() -> None:
    doc = kg.errors.__doc__ or ""
    drawn = [
        line.split()[-1] if "─" not in line else line.split("─ ")[1].split()[0]
        for line in doc.split("\n\n")[1].splitlines()
    ]
    assert set(drawn) == {cls.__name__ for cls in _tree(PolicyKGError)}


def test_a_graph_is_built_and_opened_again(graph: kg.Graph) -> None:
    assert graph.summary is not None
    assert graph.summary.read == 4
    with kg.open(graph.store.location) as opened:
        assert opened.summary is None
        assert len(opened.query("documents")) == len(graph.query("documents"))


def test_it_can_be_written_while_it_is_open(graph: kg.Graph) -> None:
    with kg.build([SAMPLES], store=graph.store.location) as again:
        assert again.summary is not None
        assert (again.summary.read, again.summary.unchanged) == (0, 4)


def test_a_graph_in_memory(graph: kg.Graph) -> None:
    assert kg.build([SAMPLES]).store.lines() == graph.store.lines()


def test_plain_objects_come_out(graph: kg.Graph) -> None:
    assert isinstance(graph.rdf, rdflib.Dataset)
    assert isinstance(graph.network(), nx.MultiDiGraph)
    assert set(graph.network("measures", DISTRICT)) < set(graph.network("all"))
    assert graph.find("棠政办发[2024]23") == graph.find(DISTRICT)


def test_a_query_by_name_and_in_sparql(graph: kg.Graph) -> None:
    table = graph.query("measures", document=DISTRICT)
    assert len(table) == 9
    assert all(row["agencies"] for row in table)
    count = f'SELECT (COUNT(?m) AS ?n) {{ ?d eli:number "{DISTRICT}" ; pk:hasMeasure ?m }}'
    assert graph.query(count).rows == ((9,),)


def test_the_lineage_of_the_samples(graph: kg.Graph) -> None:
    found = graph.lineage(DISTRICT)
    assert any(chain[-3:] == ["瀚政发〔2024〕6号", "汐政〔2024〕11号", DISTRICT] for chain in found.chains())
    assert not found.up[0].beyond[0].edge.derived


@pytest.mark.parametrize(
    ("view", "focus"),
    [("lineage", DISTRICT), ("agencies", None), ("agencies", DISTRICT), ("agencies", "市财政局")],
)
def test_a_page(graph: kg.Graph, view: str, focus: str | None, tmp_path: Path) -> None:
    page = graph.render(view, focus=focus)
    page.write(tmp_path / "g.html")
    assert (tmp_path / "g.html").read_text("utf-8") == page.html
    assert "<iframe" in page._repr_html_()


def test_a_focus_that_is_nothing(graph: kg.Graph) -> None:
    with pytest.raises(kg.DocumentNotFound):
        graph.render(focus="无此机构")
    with pytest.raises(kg.QueryError, match="汐州市棠溪区经信局; 汐州市苇渡区经信局"):
        graph.render("agencies", focus="区经信局")


def test_the_pipeline_is_one_of_spacy() -> None:
    doc = kg.pipeline()("1.支持码头改造。2025年改造码头12座以上。")
    assert len(doc.spans["targets"]) == 1
