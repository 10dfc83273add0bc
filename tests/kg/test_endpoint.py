"""A store at a URL gives the same answers as one in memory, on servers of several makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import URIRef

import kg
from kg import endpoint, export
from kg.check import Finding, check
from kg.errors import QueryError, StoreError
from kg.nquads import plain
from kg.query import queries
from kg.store import Store, text
from kg.vocab import PK, SCHEMES
from tests.conftest import Missing
from tests.kg.servers import VIRTUOSO, oxigraph, virtuoso

SAMPLES = Path(kg.__file__).parent / "samples"
HARBOURS = Path(__file__).parent / "harbours"
DISTRICT = "棠政办发〔2024〕23号"
#: What a parameter of a type, or with a name, is given.
VALUES = {
    "document": DISTRICT,
    "agency": "区财政局",
    "date": "2024-08-01",
    "word": "业",
    "recipient": "企业",
    "unit": "%",
    "period": "2024",
    **{scheme: next(iter(values)) for scheme, values in SCHEMES.items()},
}


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph, union", "oxigraph, listed", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The make and the URL of an empty server; `listed` is told the graphs with each query, as the protocol has it."""
    make: str = request.param
    with pytest.MonkeyPatch.context() as patch:
        if make == "virtuoso":
            if VIRTUOSO is None:
                request.config.stash[Missing.virtuoso] = True
                pytest.skip("needs Virtuoso (virtuoso-t): run make browser")
            patch.setenv("POLICY_KG_USER", "dba")
            patch.setenv("POLICY_KG_PASSWORD", "dba")
            with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
                yield make, url
            return
        if make == "oxigraph, listed":
            patch.setattr(endpoint, "_UNIONS", ((),))
        with oxigraph(*["--union-default-graph"] * (make == "oxigraph, union")) as url:
            yield make, url


@pytest.fixture(scope="module")
def remote(server: tuple[str, str]) -> Iterator[kg.Graph]:
    with kg.build([SAMPLES], server[1]) as graph:
        assert graph.summary is not None and graph.summary.read == 4
        yield graph


@pytest.fixture(scope="module")
def local() -> Iterator[kg.Graph]:
    with kg.build([SAMPLES]) as graph:
        yield graph


@pytest.fixture(scope="module")
def findings(local: kg.Graph) -> list[Finding]:
    return check(local.store, notes=True)


@pytest.fixture(scope="module")
def lineages(local: kg.Graph) -> dict[str, object]:
    documents = [str(row["document"]) for row in local.query("documents")]
    return {d: local.lineage(d, measures=True, as_of="2024-08-01").as_dict() for d in documents}


def test_the_same_bytes(remote: kg.Graph, local: kg.Graph) -> None:
    assert remote.store.base == local.store.base
    assert remote.store.built() == local.store.built()
    assert remote.store.derived_by == local.store.derived_by is not None
    assert len(export.FORMATS) >= 4
    for write in (export.nquads, export.trig, export.turtle, export.jsonld):
        assert write(remote.store) == write(local.store)


def test_every_way_to_the_union_is_taken(server: tuple[str, str], remote: kg.Graph) -> None:
    assert isinstance(remote.store, endpoint.Endpoint)
    dataset = remote.store._union()
    match server[0]:
        case "oxigraph":
            assert dataset == (("union-default-graph", "true"),)
        case "oxigraph, listed":
            assert len(dataset) == 2 * (
                4 + 3
            )  # documents, what is derived, the ontology, and the store itself
        case _:
            assert dataset == ()


@pytest.mark.parametrize("name", queries())
def test_the_same_tables(remote: kg.Graph, local: kg.Graph, name: str) -> None:
    fact = next(n for n, kind in local.network("all").nodes(data="kind") if kind == "target")
    parameters = queries()[name].parameters
    given = {p.name: {**VALUES, "fact": fact}.get(p.name) or VALUES[p.type] for p in parameters}
    needed = {p.name: given[p.name] for p in parameters if not p.optional}
    for chosen in (needed, *({**needed, p.name: given[p.name]} for p in parameters if p.optional)):
        ours, theirs = local.query(name, **chosen), remote.query(name, **chosen)
        assert theirs.columns == ours.columns
        assert theirs.rows == ours.rows, chosen


def test_the_same_lineage(remote: kg.Graph, lineages: dict[str, object]) -> None:
    assert len(lineages) > 10
    for document, ours in lineages.items():
        assert remote.lineage(document, measures=True, as_of="2024-08-01").as_dict() == ours


@pytest.mark.parametrize("view", ["lineage", "measures", "agencies", "all"])
def test_the_same_network(remote: kg.Graph, local: kg.Graph, view: str) -> None:
    ours = local.network(view)
    assert len(ours) > 10
    assert nx.utils.graphs_equal(remote.network(view), ours)


def test_the_same_findings(remote: kg.Graph, findings: list[Finding]) -> None:
    assert len(findings) > 10
    assert check(remote.store, notes=True) == findings


def test_the_same_page(remote: kg.Graph, local: kg.Graph) -> None:
    assert remote.render("all").html == local.render("all").html


def test_any_query(remote: kg.Graph) -> None:
    found = remote.store.evaluate("ASK { ?document pk:hasMeasure ?measure }")
    assert isinstance(found, ox.QueryBoolean) and bool(found)
    found = remote.store.evaluate("ASK { ?document pk:hasMeasure pk:nothing }")
    assert isinstance(found, ox.QueryBoolean) and not bool(found)
    construct = (
        "# a comment\nPREFIX a: <urn:a#>\n construct { ?m a pk:Measure } WHERE { ?d pk:hasMeasure ?m }"
    )
    found = remote.store.evaluate(construct)
    assert isinstance(found, ox.QueryTriples) and len(list(found)) == 42
    with pytest.raises(QueryError, match="cannot be run"):
        remote.store.evaluate("SELECT ?x WHERE {")
    with pytest.raises(QueryError, match="SELECT query"):
        list(remote.store.select("ASK { ?s ?p ?o }"))


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning:rdflib")
def test_rdflib_sees_the_same_store(remote: kg.Graph, local: kg.Graph) -> None:
    asked = "SELECT ?m ?h WHERE { ?d pk:hasMeasure ?m . ?m eli:title ?h }"
    prefixes = {"pk": PK.namespace, "eli": "http://data.europa.eu/eli/ontology#"}
    ours, theirs = ({tuple(row) for row in g.rdf.query(asked, initNs=prefixes)} for g in (local, remote))
    assert len(ours) == 36
    assert theirs == ours
    number = URIRef(f"{prefixes['eli']}number")
    ours, theirs = ({(s, str(o)) for s, o in g.rdf.subject_objects(number)} for g in (local, remote))
    assert (URIRef(local.find(DISTRICT)), DISTRICT) in ours
    assert theirs == ours
    (built,) = remote.rdf.query(
        "CONSTRUCT { ?d pk:n ?n } WHERE { ?d eli:number ?n } LIMIT 1", initNs=prefixes
    )
    assert str(built[2]) in {o for _, o in ours}
    graph = URIRef(next(iter(local.store.built())))
    assert len(remote.rdf.graph(graph)) == len(local.rdf.graph(graph)) > 1000


def test_a_text_arrives_as_it_is(server: tuple[str, str], remote: kg.Graph) -> None:
    graph = f"{remote.store.base}graph/doc/hostile"
    hostile = [
        '"""} } ; DROP ALL ; # \\u0041 \\\\u0042 \\n',
        "一\u2028二\x85三\x0c四\x01五\t六\r\n七",
        "𠮷<b>&amp;</b>{{ ?x }}\u202e",
        "港" * 100_000,
    ]
    lines = "".join(f"<urn:s{i}> <urn:p> {plain(words)} <{graph}> .\n" for i, words in enumerate(hostile))
    with Store.create(server[1]) as store:
        store.replace({graph: lines}, "1")
        assert {text(q.subject): text(q.object) for q in store.quads(graph)} == {
            f"urn:s{i}": words for i, words in enumerate(hostile)
        }
        assert store.built()[graph] == "1"
        assert store.derived_by is None
        store.replace({graph: ""})
        assert not list(store.quads(graph))
        assert graph not in store.built()
        store.derived_by = remote_version = next(iter(store.built().values()))
        assert store.derived_by == remote_version


def test_a_long_graph_and_a_limit_of_rows(server: tuple[str, str], remote: kg.Graph) -> None:
    graph = f"{remote.store.base}graph/doc/long"
    version = remote.store.derived_by
    with Store.create(server[1]) as store:
        store.replace(
            {graph: "".join(f'<urn:s{i}> <urn:p> "{i}"@zh <{graph}> .\n' for i in range(12_000))}, "1"
        )
        (row,) = store.select(f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        assert text(row["count"]) == "12000"
        if server[0] == "virtuoso":
            with pytest.raises(QueryError, match="ResultSetMaxRows"):
                list(store.quads(graph))
        else:
            assert len(list(store.quads(graph))) == 12_000
        store.replace({graph: ""})
        store.derived_by = version


def test_builds_read_only_what_changed(server: tuple[str, str], remote: kg.Graph, tmp_path: Path) -> None:
    url = server[1]
    folder = tmp_path / "documents"
    shutil.copytree(SAMPLES, folder)
    again = kg.build([SAMPLES], url).summary
    assert again is not None and (again.read, again.unchanged) == (0, 4)
    (gone, *_, changed) = sorted(folder.iterdir())
    gone.unlink()
    changed.write_text(changed.read_text("utf-8").replace("企业", "公司"), encoding="utf-8")
    with kg.build([folder], url, prune=True) as there, kg.build([folder]) as here:
        assert there.summary is not None and here.summary is not None
        assert there.store.lines() == here.store.lines()
        assert there.summary.read >= 1 and len(there.summary.removed) >= 1
    with kg.build([SAMPLES], url, prune=True) as restored, kg.build([SAMPLES]) as here:
        assert restored.store.lines() == here.store.lines()


def test_tables_that_the_samples_leave_empty(server: tuple[str, str], remote: kg.Graph) -> None:
    names = ["accounts_unreconciled", "planned_achieved"]
    assert not any(len(remote.query(name)) for name in names)
    with kg.build([SAMPLES, HARBOURS], server[1]) as there, kg.build([SAMPLES, HARBOURS]) as here:
        for name in names:
            assert there.query(name).rows == here.query(name).rows != ()
    kg.build([SAMPLES], server[1], prune=True).close()


def test_another_base_is_refused(server: tuple[str, str], remote: kg.Graph) -> None:
    with pytest.raises(StoreError, match="leave the base out"):
        Store.create(server[1], "https://example.org/")
