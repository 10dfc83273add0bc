"""Where the graph is kept: what every store does (`Store`), and the one in a directory or in memory (`Embedded`, over
pyoxigraph). `kg.endpoint` has the one at a URL. Each document has a named graph.

The default graph holds what is said of the store itself: its base, its format, with which version of policy-kg each
document was built, and which texts were left out for it. Queries see the union of all graphs. No triple stands in two
graphs, so counts are right.

A process may end at any moment: every step leaves a store that opens, and marks come after what they vouch for.
"""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import resources
from kg.errors import QueryError, StoreError, StoreLocked
from kg.link.iris import DEFAULT_BASE, is_base
from kg.sparql import mistake, names_graphs
from kg.vocab import ONTOLOGY, PK, PREFIXES

if TYPE_CHECKING:
    import rdflib

    from kg.endpoint import Endpoint

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term | None]
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

#: Raised by one whenever a store of before cannot be read any more.
FORMAT = 1

_STORE = ox.NamedNode(PK.store)
_BASE = ox.NamedNode(PK.base)
_FORMAT = ox.NamedNode(PK.format)
_BUILT_BY = ox.NamedNode(PK.builtBy)
_LEFT_OUT = ox.NamedNode(PK.leftOut)

#: The files of a store whose making was broken off, until CURRENT is there.
_HALF_MADE = re.compile(r"LOG|LOCK|IDENTITY|MANIFEST-\d+|\d+\.dbtmp")
#: What a bulk load leaves behind when its process is killed.
_LOADING = "bulk-*.sst"

#: How often a store is tried that changes while it is being opened, and the seconds between.
_TRIES = 20
_BETWEEN_TRIES = 0.05


@dataclass(frozen=True, slots=True)
class Dataset:
    """Which graphs a query is about, by their IRIs: those whose union is its default graph, and those that GRAPH
    finds."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store(ABC):
    """A store, wherever it is. Use `create` or `open`; close it, or use it as a context manager.

    `location` is its directory or URL, and `base` the IRI under which its data stand. Every method but `close` raises
    `StoreError` where the store can no longer be reached.
    """

    def __init__(self, location: str, base: str) -> None:
        self.location = location
        self.base = base

    @classmethod
    def create(cls, location: Path | str | None = None, base: str | None = None) -> Store:
        """The store in a directory or at a URL for writing, made where there is none; in memory without a location.

        `base` is under which the data stand; an existing store keeps its own. Raises `StoreLocked` where another process
        writes to the directory, and `StoreError` where there is something else, or a store with another base.
        """
        if base is not None and not is_base(base):
            raise StoreError(
                str(location or "memory"), f"the base {base!r} is no absolute IRI that ends in / or #"
            )
        return _kind(location).create(location, base)

    @classmethod
    def open(cls, location: Path | str) -> Store:
        """The store in a directory or at a URL for reading only; raises `StoreError` where there is none. That in a
        directory is read as it is at this moment: what another process writes later is not seen. That process may take
        files away that were not read yet; then reading ends with a `StoreError` that says so, never with part of an
        answer."""
        return _kind(location).open(location)

    @abstractmethod
    def close(self) -> None:
        """Lets go of the store, which cannot be used afterwards."""

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, sparql: str) -> Iterator[Row]:
        """The rows of a SELECT over the union of all graphs. Raises `QueryError` where the query cannot be read or
        evaluated, or is no SELECT."""
        result = self.evaluate(sparql)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        names = [variable.value for variable in result.variables]
        with self.reading():
            for solution in result:
                yield {name: solution[name] for name in names}

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Where the rows of a result are asked for: what fails only then is raised as `QueryError` or `StoreError`."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            if _is_rewritten(error):
                raise StoreError(self.location, _REWRITTEN) from error
            raise QueryError(f"the query cannot be run to its end: {error}") from error
        except SyntaxError as error:  # of a server whose answer is cut off
            raise QueryError(f"the answer of {self.location} cannot be read to its end: {error}") from error

    @abstractmethod
    def evaluate(self, sparql: str, dataset: Dataset | None = None) -> Result:
        """The result of any SPARQL query, as pyoxigraph gives it; the prefixes of `kg.vocab` are declared. It is about
        the graphs of `dataset`, else those that its FROM names, else the union of all. Raises `QueryError`."""

    @abstractmethod
    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The statements of the named graph `graph`, in any order."""

    @abstractmethod
    def replace(self, graphs: Mapping[str, str], built_by: str | None = None) -> None:
        """Puts N-Quads in the place of what the graphs hold; a graph with no lines is removed.

        With `built_by` each graph is marked as complete once it is: a process that ends before leaves a graph without
        the mark, and the next build makes it again. The marks that a graph had before go, and what was derived before no
        longer holds (`derived_by`). Raises `StoreError` where the store cannot be written.
        """

    @abstractmethod
    def change(self, remove: Iterable[ox.Quad], add: Iterable[ox.Quad]) -> None:
        """Takes single quads out and puts others in, all in one transaction where the store has any; those in the default
        graph are said of the store itself. Raises `StoreError`."""

    @abstractmethod
    def lines(self) -> list[str]:
        """The whole store as sorted lines of N-Quads, without line breaks: equal stores give equal lines."""

    @property
    @abstractmethod
    def rdf(self) -> rdflib.Dataset:
        """The store as an `rdflib.Dataset` over the same data, its default graph the union of all graphs."""

    @abstractmethod
    def _marks(self, predicate: ox.NamedNode) -> set[tuple[str, str]]:
        """What a predicate says of the store and of its graphs: subjects and values."""

    def built(self) -> dict[str, str]:
        """The complete graphs and what they were built by."""
        return {graph: version for graph, version in self._marks(_BUILT_BY) if graph != PK.store}

    @property
    def derived_by(self) -> str | None:
        """What derived the statements that the store holds from the documents that it holds; None where a document
        came or went since."""
        return dict(self._marks(_BUILT_BY)).get(PK.store)

    @derived_by.setter
    def derived_by(self, version: str | None) -> None:
        before = self.derived_by
        self.change(
            [_mark(PK.store, _BUILT_BY, before)] if before is not None else [],
            [_mark(PK.store, _BUILT_BY, version)] if version is not None else [],
        )

    def left_out(self) -> set[tuple[str, str]]:
        """The texts that were left out for others that give themselves out as the same document: the graph of the
        document, and how the text was named to `leave_out`."""
        return self._marks(_LEFT_OUT)

    def leave_out(self, texts: Iterable[tuple[str, str]]) -> None:
        """Notes texts as left out (see `left_out`), and forgets all others. What replaces a graph makes the store forget
        what was left out for it."""
        wanted = {_mark(graph, _LEFT_OUT, name) for graph, name in texts}
        present = {_mark(graph, _LEFT_OUT, name) for graph, name in self.left_out()}
        self.change(present - wanted, wanted - present)

    def _define(self, itself: Iterable[ox.Quad] = ()) -> None:
        """Keeps the ontology beside the data, so that labels and notations of concepts can be queried; `itself` is what
        is yet to be said of the store."""
        graph = ox.NamedNode(ONTOLOGY)
        turtle = resources.read("ontology", "policy.ttl")
        wanted = {
            ox.Quad(t.subject, t.predicate, t.object, graph) for t in ox.parse(turtle, ox.RdfFormat.TURTLE)
        }
        present = set(self.quads(ONTOLOGY))
        self.change(present - wanted, [*(wanted - present), *itself])


class Embedded(Store):
    """A store on disk or in memory."""

    def __init__(self, inner: ox.Store, location: str, base: str) -> None:
        super().__init__(location, base)
        self._inner = inner

    @classmethod
    def create(cls, directory: Path | str | None = None, base: str | None = None) -> Embedded:
        location = str(directory) if directory is not None else "memory"
        if directory is None:
            inner = ox.Store()
        else:
            path = Path(directory)
            try:
                if path.exists() and not path.is_dir():
                    raise StoreError(location, "this is a file; a store is a directory")
                if path.is_dir() and not _may_hold_a_store(path):
                    raise StoreError(
                        location, "this directory holds other files; name a new or an empty directory"
                    )
                path.parent.mkdir(parents=True, exist_ok=True)
                inner = ox.Store(location)
                for file in path.glob(_LOADING):
                    file.unlink()
            except (OSError, RuntimeError) as error:
                raise _opening(location, error) from error
        kept = _base_of(inner, location)
        if kept is None and len(inner):
            raise StoreError(location, _FOREIGN)
        if kept is not None:
            check_base(location, kept, base)
        store = cls(inner, location, kept or base or DEFAULT_BASE)
        itself = (_mark(PK.store, _BASE, store.base), ox.Quad(_STORE, _FORMAT, ox.Literal(FORMAT)))
        store._define(quad for quad in itself if quad not in inner)
        return store

    @classmethod
    def open(cls, directory: Path | str) -> Embedded:
        location = str(directory)
        try:
            present = (Path(directory) / "CURRENT").is_file()
        except OSError as error:
            raise _opening(location, error) from error
        if not present:
            raise StoreError(location, "there is no store; make one with: kg build PATH -o STORE")
        for _ in range(_TRIES):
            try:
                inner = ox.Store.read_only(location)
                base = _base_of(inner, location)
                if base is None:
                    raise StoreError(location, _FOREIGN if len(inner) else _UNFINISHED)
                return cls(inner, location, base)
            except (OSError, RuntimeError) as error:
                failed = error
                if not _is_rewritten(error):
                    break
                time.sleep(_BETWEEN_TRIES)
        raise _opening(location, failed) from failed

    def close(self) -> None:
        del self._inner

    def evaluate(self, sparql: str, dataset: Dataset | None = None) -> Result:
        try:
            if dataset is None:
                union = not names_graphs(sparql)
                return self._inner.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=union)
            return self._inner.query(
                sparql,
                prefixes=PREFIXES,
                default_graph=[ox.NamedNode(iri) for iri in dataset.default],
                named_graphs=[ox.NamedNode(iri) for iri in dataset.named],
            )
        except SyntaxError as error:
            raise QueryError(f"the query cannot be run: {mistake(sparql, str(error))}") from error
        except (RuntimeError, ValueError, OSError) as error:
            if _is_rewritten(error):
                raise StoreError(self.location, _REWRITTEN) from error
            raise QueryError(f"the query cannot be run: {error}") from error

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        return self._inner.quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def replace(self, graphs: Mapping[str, str], built_by: str | None = None) -> None:
        if not graphs:
            return
        self.derived_by = None
        # Graphs that are new come all together, and fast; each of the others is changed in one transaction.
        new = [graph for graph in graphs if not self._inner.contains_named_graph(ox.NamedNode(graph))]
        if lines := "".join(graphs[graph] for graph in new).encode("utf-8", "replace"):
            with self._writing():
                self._inner.bulk_load(lines, ox.RdfFormat.N_QUADS)
        self.change((), [_mark(graph, _BUILT_BY, built_by) for graph in new if built_by and graphs[graph]])
        for graph in graphs.keys() - set(new):
            self._replace(ox.NamedNode(graph), graphs[graph], built_by)
        with self._writing():
            self._inner.flush()

    def _replace(self, graph: ox.NamedNode, lines: str, built_by: str | None) -> None:
        """Changes only what differs: one text of a document has most of its statements in common with the next."""
        present = set(self._inner.quads_for_pattern(None, None, None, graph))
        wanted = set(ox.parse(lines.encode("utf-8", "replace"), ox.RdfFormat.N_QUADS))
        marks = set(self._inner.quads_for_pattern(graph, None, None, ox.DefaultGraph()))
        if not wanted:
            self._update(f"DROP GRAPH {graph} ;\n{_data('DELETE', marks)}")
            return
        new_marks = {_mark(graph.value, _BUILT_BY, built_by)} if built_by else set()
        self.change((present - wanted) | (marks - new_marks), (wanted - present) | (new_marks - marks))

    def change(self, remove: Iterable[ox.Quad], add: Iterable[ox.Quad]) -> None:
        parts = [_data("DELETE", remove), _data("INSERT", add)]
        if any(parts):
            self._update(" ;\n".join(filter(None, parts)))

    def _update(self, update: str) -> None:
        with self._writing():
            self._inner.update(update)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(
                self.location,
                f"cannot be written ({error}); free space or mend the permissions, and build again: "
                "what was done is kept",
            ) from error

    def _marks(self, predicate: ox.NamedNode) -> set[tuple[str, str]]:
        quads = self._inner.quads_for_pattern(None, predicate, None, ox.DefaultGraph())
        return {(_text(q.subject), _text(q.object)) for q in quads}

    def lines(self) -> list[str]:
        with self.reading():
            dump = self._inner.dump(format=ox.RdfFormat.N_QUADS)
        return sorted(dump.decode().split("\n")[:-1]) if dump else []

    @property
    def rdf(self) -> rdflib.Dataset:
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._inner), default_union=True)


def text(term: Term | None) -> str:
    """The characters of a term: the IRI of a node, the lexical form of a literal; empty for None."""
    return "" if term is None else _text(term)


def check_format(location: str, formats: Iterable[str]) -> None:
    """Raises `StoreError` where a store says of itself that it has another format."""
    for kept in formats:
        if kept != str(FORMAT):
            raise StoreError(
                location,
                f"made by another version of policy-kg (format {kept}, not {FORMAT}): build it again",
            )


def check_base(location: str, kept: str, wanted: str | None) -> None:
    """Raises `StoreError` where the data of a store stand under another base than is wanted."""
    if wanted not in (None, kept):
        raise StoreError(
            location, f"the data of this store stand under {kept}; leave the base out or use a new store"
        )


def _text(term: Term) -> str:
    assert not isinstance(term, ox.Triple)
    return term.value


def _base_of(inner: ox.Store, location: str) -> str | None:
    check_format(
        location, (_text(q.object) for q in inner.quads_for_pattern(_STORE, _FORMAT, None, ox.DefaultGraph()))
    )
    return next(
        (_text(q.object) for q in inner.quads_for_pattern(_STORE, _BASE, None, ox.DefaultGraph())), None
    )


_URL = re.compile(r"https?://", re.IGNORECASE)


def _kind(location: Path | str | None) -> type[Embedded] | type[Endpoint]:
    """What is at a location: the store of a URL is loaded only where one is given."""
    if isinstance(location, str) and _URL.match(location):
        from kg.endpoint import Endpoint

        return Endpoint
    return Embedded


def _mark(graph: str, predicate: ox.NamedNode, value: str) -> ox.Quad:
    """A statement about a graph, for the default graph."""
    return ox.Quad(ox.NamedNode(graph), predicate, ox.Literal(value))


def _data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """An operation of SPARQL Update for single quads; empty for none."""
    lines = [
        f"{q.triple} ."
        if isinstance(q.graph_name, ox.DefaultGraph)
        else f"GRAPH {q.graph_name} {{ {q.triple} }}"
        for q in quads
    ]
    return f"{verb} DATA {{\n" + "\n".join(lines) + "\n}" if lines else ""


def _may_hold_a_store(directory: Path) -> bool:
    """Whether a directory is empty or holds a store, be it one whose making was broken off, and nothing of the user's."""
    names = [file.name for file in directory.iterdir()]
    return "CURRENT" in names or all(map(_HALF_MADE.fullmatch, names))


_FOREIGN = "this is a store of another program; policy-kg did not make it"
_REWRITTEN = "a build is writing to this store and has put elsewhere what was being read; run this again"
_FORBIDDEN = "the files of this store may not be read or written by this user; mend their permissions, or name another directory"
_UNFINISHED = (
    "the making of this store is under way or was broken off; wait, or finish it with: kg build PATH -o STORE"
)


def _is_rewritten(error: Exception) -> bool:
    """Whether a file of a store is gone that was there before: another process has put its content elsewhere."""
    return "No such file" in str(error)


def _opening(location: str, error: OSError | RuntimeError) -> StoreError:
    message = str(error).replace(location, "")  # a directory may be called anything
    if _is_rewritten(error):
        return StoreError(location, _REWRITTEN)
    if "Permission denied" in message or "Read-only file system" in message:
        return StoreError(location, _FORBIDDEN)
    if "lock file" in message or "lock hold" in message:
        return StoreLocked(location)
    if "Column family not found" in message or "only possible on read-write" in message:
        return StoreError(location, _UNFINISHED)
    return StoreError(location, f"the store cannot be opened: {error}")
