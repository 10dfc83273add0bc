"""A store at the URL of a SPARQL 1.1 server, of whatever make: all that it has to do is to answer queries and to take
updates.

What an embedded store says of itself in its default graph stands here in the graph `ABOUT`, because not every server has
a default graph of its own. Whether a query without graphs sees all of them differs: with Virtuoso and QLever it does,
Oxigraph wants a parameter, and every other server can be given the list of the graphs with each query
(default-graph-uri and named-graph-uri of the protocol). When a store is opened, these are tried in turn until the base in
`ABOUT` is seen. Other data may stand on the server; with the list, and only then, queries do not see them.

A graph is replaced by one update, which drops it, inserts the statements and says that it is complete: a server with
transactions does all of that or nothing. The graph store protocol cannot say both at once, and Virtuoso 7 refuses long
texts that come by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.client import Client, Refused, media_type
from kg.errors import QueryError, StoreError
from kg.link.iris import DEFAULT_BASE, derived_graph
from kg.sparql import names_graphs
from kg.store import FORMAT, Dataset, Result, Store, check_base, check_format, text
from kg.vocab import ONTOLOGY, PK, PREFIXES

if TYPE_CHECKING:
    import rdflib
    from rdflib.query import Result as RdflibResult

#: The graph that holds what a store says of itself.
ABOUT = PK.store

#: Statements that are inserted by one operation: Virtuoso 7 cannot read 5,000.
_STATEMENTS = 1000

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())
_SELF = f"SELECT ?property ?value WHERE {{ GRAPH <{ABOUT}> {{ <{PK.store}> ?property ?value }} }}"
_SEEN = f"SELECT ?base WHERE {{ <{PK.store}> <{PK.base}> ?base }}"

#: Parameters of the protocol, here for a query over the union of all graphs.
Parameters = Sequence[tuple[str, str]]
_UNIONS: tuple[Parameters, ...] = ((), (("union-default-graph", "true"),))

#: What Virtuoso 7 calls the answer to an ASK, which it gives as a table of one row or none.
_VIRTUOSO_ASK = "__ASK_RETVAL"


class Endpoint(Store):
    """A store at a URL. Nothing keeps two builds apart that write to it at the same time."""

    def __init__(self, client: Client, base: str) -> None:
        super().__init__(client.url, base)
        self._client = client
        self._dataset: Parameters | None = None

    @classmethod
    def create(cls, url: Path | str | None = None, base: str | None = None) -> Endpoint:
        client = Client(str(url))
        kept = _base_of(client)
        if kept is None:
            kept = base or DEFAULT_BASE
            client.update(
                f'INSERT DATA {{ GRAPH <{ABOUT}> {{ <{PK.store}> <{PK.base}> "{kept}" ; <{PK.format}> {FORMAT} }} }}'
            )
            if _base_of(client) != kept:
                raise StoreError(
                    client.url,
                    f"what is written to {client.update_url} is not seen here; name the URL where this server takes "
                    "updates in POLICY_KG_UPDATE_URL",
                )
        check_base(client.url, kept, base)
        store = cls(client, kept)
        store._define()
        return store

    @classmethod
    def open(cls, url: Path | str) -> Endpoint:
        client = Client(str(url))
        base = _base_of(client)
        if base is None:
            raise StoreError(client.url, "there is no store; make one with: kg build PATH -o URL")
        return cls(client, base)

    def close(self) -> None:
        self._client.close()

    def evaluate(self, sparql: str, dataset: Dataset | None = None) -> Result:
        if dataset is not None:
            default = [("default-graph-uri", graph) for graph in dataset.default]
            named = [("named-graph-uri", graph) for graph in dataset.named]
            return _asked(self._client, sparql, default + named)
        return _asked(self._client, sparql, () if names_graphs(sparql) else self._union())

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        name = ox.NamedNode(graph)
        # Not CONSTRUCT: where a server cuts the answer to that, it does not say so.
        query = f"SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"
        for s, p, o in _rows(self._client, query):
            yield ox.Quad(s, p, o, name)

    def replace(self, graphs: Mapping[str, str], built_by: str | None = None) -> None:
        for graph, lines in graphs.items():
            operations = [
                f"DELETE WHERE {{ GRAPH <{ABOUT}> {{ <{PK.store}> <{PK.builtBy}> ?version }} }}",
                f"DELETE WHERE {{ GRAPH <{ABOUT}> {{ <{graph}> ?property ?value }} }}",
            ]
            operations.append(f"DROP SILENT GRAPH <{graph}>")
            statements = [line.removesuffix(f" <{graph}> .") for line in lines.split("\n") if line]
            operations += (
                f"INSERT DATA {{ GRAPH <{graph}> {{\n" + " .\n".join(part) + "\n} }"
                for part in _parts(statements)
            )
            if built_by is not None and lines:
                mark = f"<{graph}> <{PK.builtBy}> {ox.Literal(built_by)}"
                operations.append(f"INSERT DATA {{ GRAPH <{ABOUT}> {{ {mark} }} }}")
            self._write(operations)

    def change(self, remove: Iterable[ox.Quad], add: Iterable[ox.Quad]) -> None:
        operations = [
            f"{verb} DATA {{\n" + "\n".join(part) + "\n}"
            for verb, quads in (("DELETE", remove), ("INSERT", add))
            for part in _parts([f"GRAPH {_graph_of(q)} {{ {q.triple} }}" for q in quads])
        ]
        if operations:
            self._write(operations)

    def lines(self) -> list[str]:
        found: list[str] = []
        for graph in self._graphs():
            quads = self.quads(graph)
            if graph == ABOUT:
                quads = (ox.Quad(*q.triple) for q in quads)
            content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
            found += content.decode().split("\n")[:-1]
        return sorted(found)

    @property
    def rdf(self) -> rdflib.Dataset:
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore
        from rdflib.query import Result as RdflibResult

        endpoint = self

        class Connected(SPARQLStore):
            """rdflib's store over a server, asked as all else here is asked."""

            def _query(self, query: str, default_graph: str | None = None, **_: Any) -> RdflibResult:
                dataset = [("default-graph-uri", default_graph)] if default_graph else endpoint._union()
                answer = endpoint._client.query(query, dataset)
                return RdflibResult.parse(BytesIO(answer.content), content_type=media_type(answer))

            def add_graph(self, graph: rdflib.Graph) -> None:
                """Nothing: a dataset calls it for every graph that one asks it for."""

        return rdflib.Dataset(store=Connected(self.location), default_union=True)

    def _marks(self, predicate: ox.NamedNode) -> set[tuple[str, str]]:
        query = f"SELECT ?subject ?value WHERE {{ GRAPH <{ABOUT}> {{ ?subject {predicate} ?value }} }}"
        return {(text(subject), text(value)) for subject, value in _rows(self._client, query)}

    def _write(self, operations: Sequence[str]) -> None:
        """All in one update. A server that does not take it may take the operations one by one; the mark comes last."""
        self._dataset = None  # graphs may come and go
        try:
            self._client.update(" ;\n".join(operations))
        except Refused:
            if len(operations) == 1:
                raise
            for operation in operations:
                self._client.update(operation)

    def _union(self) -> Parameters:
        """The parameters with which this server answers from the union of all graphs."""
        if self._dataset is None:
            ways = (way for way in _UNIONS if list(_rows(self._client, _SEEN, way)))
            self._dataset = next(ways, None)
        if self._dataset is None:
            kinds = ("default-graph-uri", "named-graph-uri")
            self._dataset = [(kind, graph) for graph in self._graphs() for kind in kinds]
        return self._dataset

    def _graphs(self) -> list[str]:
        """The graphs that are ours and complete, whatever else the server holds."""
        return sorted((ABOUT, ONTOLOGY, derived_graph(self.base), *self.built()))


def _asked(client: Client, sparql: str, dataset: Parameters = ()) -> Result:
    answer = client.query(_PROLOGUE + sparql, dataset)
    kind = media_type(answer)
    try:
        if (table := ox.QueryResultsFormat.from_media_type(kind)) is not None:
            result = ox.parse_query_results(answer.content, format=table)
            if isinstance(result, ox.QuerySolutions) and result.variables == [ox.Variable(_VIRTUOSO_ASK)]:
                answered = b'{"head":{},"boolean":%s}' % (b"true" if any(result) else b"false")
                return ox.parse_query_results(answered, format=ox.QueryResultsFormat.JSON)
            return result
        if (form := ox.RdfFormat.from_media_type(kind)) is not None:
            found = ox.Store()
            found.load(answer.content, format=form)
            triples = found.query("CONSTRUCT WHERE { ?s ?p ?o }")
            assert isinstance(triples, ox.QueryTriples)
            return triples
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the answer of {client.url} cannot be read: {error}") from error
    raise StoreError(
        client.url,
        f"the answer is of type {kind or 'unknown'} and no result of SPARQL; give the URL of the endpoint itself, not of "
        "a page about it",
    )


def _rows(client: Client, sparql: str, dataset: Parameters = ()) -> Iterator[ox.QuerySolution]:
    result = _asked(client, sparql, dataset)
    if not isinstance(result, ox.QuerySolutions):
        raise StoreError(client.url, "the answer to a SELECT is no table; is this a SPARQL endpoint?")
    return iter(result)


def _base_of(client: Client) -> str | None:
    said = {text(name): text(value) for name, value in _rows(client, _SELF)}
    check_format(client.url, [said[PK.format]] if PK.format in said else [])
    return said.get(PK.base)


def _graph_of(quad: ox.Quad) -> str:
    return f"<{ABOUT}>" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)


def _parts(statements: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(statements), _STATEMENTS):
        yield statements[start : start + _STATEMENTS]
