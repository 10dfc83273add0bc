"""Where the graph is kept: a pyoxigraph store in a directory (or in memory), a named graph a document.

The default graph holds what is said of the store itself: its base, its format, and with which version of
policy-kg each document was built. Queries see the union of all graphs. No triple stands in two graphs, so
counts are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import resources
from kg.errors import QueryError, StoreError, StoreLocked
from kg.link.iris import DEFAULT_BASE, is_base
from kg.vocab import ONTOLOGY, PK, PREFIXES

if TYPE_CHECKING:
    import rdflib

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term | None]

#: Raised by one whenever a store of before cannot be read any more.
FORMAT = 1

_STORE = ox.NamedNode(PK.store)
_BASE = ox.NamedNode(PK.base)
_FORMAT = ox.NamedNode(PK.format)
_BUILT_BY = ox.NamedNode(PK.builtBy)


class Store:
    """A store on disk or in memory. Use `create` or `open`; close it, or use it as a context manager."""

    def __init__(self, inner: ox.Store, location: str, base: str) -> None:
        self._inner = inner
        self.location = location
        self.base = base

    @classmethod
    def create(cls, directory: Path | str | None = None, base: str | None = None) -> Store:
        """The store in `directory` for writing, made where there is none; in memory without a directory.

        `base` is under which the data stand; an existing store keeps its own. Raises `StoreLocked` where
        another process writes to it, and `StoreError` where the directory is something else or has another
        base.
        """
        location = str(directory) if directory is not None else "memory"
        if base is not None and not is_base(base):
            raise StoreError(location, f"the base {base!r} is no absolute IRI that ends in / or #")
        if directory is None:
            inner = ox.Store()
        else:
            path = Path(directory)
            if path.exists() and not path.is_dir():
                raise StoreError(location, "this is a file; a store is a directory")
            if path.is_dir() and any(path.iterdir()) and not (path / "CURRENT").exists():
                raise StoreError(
                    location, "this directory holds other files; name a new or an empty directory"
                )
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                inner = ox.Store(location)
            except OSError as error:
                raise _opening(location, error) from error
        kept = _base_of(inner, location)
        if kept is None:
            kept = base or DEFAULT_BASE
            inner.add(ox.Quad(_STORE, _BASE, ox.Literal(kept)))
            inner.add(ox.Quad(_STORE, _FORMAT, ox.Literal(FORMAT)))
        elif base is not None and base != kept:
            raise StoreError(
                location, f"the data of this store stand under {kept}; leave the base out or use a new store"
            )
        store = cls(inner, location, kept)
        store._define_terms()
        return store

    @classmethod
    def open(cls, directory: Path | str) -> Store:
        """The store in `directory` for reading only; raises `StoreError` where there is none."""
        location = str(directory)
        if not (Path(directory) / "CURRENT").is_file():
            raise StoreError(location, "there is no store; make one with: kg build PATH -o STORE")
        try:
            inner = ox.Store.read_only(location)
        except OSError as error:
            raise _opening(location, error) from error
        base = _base_of(inner, location)
        if base is None:
            raise StoreError(location, "this is a store of another program; policy-kg did not make it")
        return cls(inner, location, base)

    def close(self) -> None:
        """Lets go of the directory; the store cannot be used afterwards."""
        del self._inner

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Iterator[Row]:
        """The rows of a SELECT over the union of all graphs. `bindings` gives variables their values; they
        must be projected. Raises `QueryError` where the query cannot be read or evaluated, or is no
        SELECT."""
        result = self.evaluate(sparql, bindings)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        names = [variable.value for variable in result.variables]
        for solution in result:
            yield {name: solution[name] for name in names}

    def evaluate(
        self, sparql: str, bindings: Mapping[str, Term] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The result of any SPARQL query, as pyoxigraph gives it; the prefixes of `kg.vocab` are declared.
        Raises `QueryError`."""
        substitutions = {ox.Variable(name): value for name, value in (bindings or {}).items()}
        try:
            return self._inner.query(
                sparql, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=substitutions
            )
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def replace(self, graphs: Mapping[str, str], built_by: str | None = None) -> None:
        """Puts N-Quads in the place of what the graphs hold; a graph with no lines is removed.

        With `built_by` each graph is marked as complete once it is: a process that ends before leaves a graph
        without the mark, and the next build makes it again. What was derived before no longer holds (`derived_by`).
        """
        if not graphs:
            return
        self.derived_by = None
        for graph in graphs:
            name = ox.NamedNode(graph)
            for mark in list(self._inner.quads_for_pattern(name, _BUILT_BY, None)):
                self._inner.remove(mark)
            self._inner.remove_graph(name)
        self._inner.bulk_load("".join(graphs.values()).encode("utf-8", "replace"), ox.RdfFormat.N_QUADS)
        if built_by is not None:
            self._inner.extend(
                ox.Quad(ox.NamedNode(graph), _BUILT_BY, ox.Literal(built_by))
                for graph, lines in graphs.items()
                if lines
            )
        self._inner.flush()

    def change(self, remove: Iterable[ox.Quad], add: Iterable[ox.Quad]) -> None:
        """Takes single quads out and puts others in."""
        for quad in remove:
            self._inner.remove(quad)
        self._inner.extend(add)

    def built(self) -> dict[str, str]:
        """The complete graphs and what they were built by."""
        quads = self._inner.quads_for_pattern(None, _BUILT_BY, None, ox.DefaultGraph())
        return {_text(q.subject): _text(q.object) for q in quads if q.subject != _STORE}

    @property
    def derived_by(self) -> str | None:
        """What derived the statements that the store holds from the documents that it holds; None where a document
        came or went since."""
        quads = self._inner.quads_for_pattern(_STORE, _BUILT_BY, None, ox.DefaultGraph())
        return next((_text(q.object) for q in quads), None)

    @derived_by.setter
    def derived_by(self, version: str | None) -> None:
        for mark in list(self._inner.quads_for_pattern(_STORE, _BUILT_BY, None)):
            self._inner.remove(mark)
        if version is not None:
            self._inner.add(ox.Quad(_STORE, _BUILT_BY, ox.Literal(version)))

    def lines(self) -> list[str]:
        """The whole store as sorted lines of N-Quads, without line breaks: equal stores give equal lines."""
        dump = self._inner.dump(format=ox.RdfFormat.N_QUADS)
        return sorted(dump.decode().splitlines()) if dump else []

    @property
    def rdf(self) -> rdflib.Dataset:
        """The store as an `rdflib.Dataset` over the same data, its default graph the union of all graphs."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._inner), default_union=True)

    def _define_terms(self) -> None:
        """Keeps the ontology beside the data, so that labels and notations of concepts can be queried."""
        graph = ox.NamedNode(ONTOLOGY)
        turtle = resources.read("ontology", "policy.ttl")
        wanted = {
            ox.Quad(t.subject, t.predicate, t.object, graph) for t in ox.parse(turtle, ox.RdfFormat.TURTLE)
        }
        present = set(self._inner.quads_for_pattern(None, None, None, graph))
        self.change(present - wanted, wanted - present)


def text(term: Term | None) -> str:
    """The characters of a term: the IRI of a node, the lexical form of a literal; empty for None."""
    return "" if term is None else _text(term)


def _text(term: Term) -> str:
    assert not isinstance(term, ox.Triple)
    return term.value


def _base_of(inner: ox.Store, location: str) -> str | None:
    formats = [_text(q.object) for q in inner.quads_for_pattern(_STORE, _FORMAT, None, ox.DefaultGraph())]
    if formats and formats != [str(FORMAT)]:
        raise StoreError(
            location,
            f"made by another version of policy-kg (format {formats[0]}, not {FORMAT}): build it again",
        )
    return next(
        (_text(q.object) for q in inner.quads_for_pattern(_STORE, _BASE, None, ox.DefaultGraph())), None
    )


def _opening(location: str, error: OSError) -> StoreError:
    if "lock" in str(error).lower():
        return StoreLocked(location)
    return StoreError(location, f"the store cannot be opened: {error}")
