"""What a worker process does: it answers one request after the other from a copy of the store.

A query cannot be interrupted from within its process, so `kg.serve.workers` ends a process that takes too long. A
result goes into a file, at most `Limits.rows` rows and `Limits.result` bytes of it; what is larger is refused, never
cut off. Errors come back as replies.
"""

from __future__ import annotations

import contextlib
import io
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import query
from kg.errors import DocumentNotFound, PolicyKGError, QueryError, TextMissing, WrongUsage
from kg.graph import Graph
from kg.graph import open as open_graph
from kg.serve import formats, pages
from kg.serve.protocol import QUERY, Question, Refused
from kg.sparql import calls_out
from kg.store import Store
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from typing_extensions import Buffer

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take: `seconds` of work, `rows` (or triples) and bytes of `result`, bytes of `memory` in each
    of as many processes as `workers` says."""

    seconds: float = 30.0
    rows: int = 100_000
    result: int = 256 << 20
    memory: int = 2 << 30
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its HTTP status, its media type, and its text or the file that holds it."""

    status: int
    content_type: str
    body: str | Path


def refusal(status: int, reason: str) -> Reply:
    """An answer that says why there is none."""
    return Reply(status, "text/plain; charset=utf-8", f"{reason}\n")


NO_MEMORY = "the process that answered has ended, most likely for want of memory; ask for less"

#: The copy that this process has open.
_opened: dict[Path, Graph] = {}


def begin(limits: Limits) -> None:
    """Prepares this process. Ctrl-C is for the server, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        memory = limits.memory if most == resource.RLIM_INFINITY else min(limits.memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def checked(copy: Path) -> tuple[bool, str | None]:
    """Whether the build that made a store was done when it was copied, and why it cannot be read."""
    try:
        with open_graph(copy) as graph:
            return graph.store.derived_by is not None, None
    except PolicyKGError as error:
        return False, str(error)


def answer(copy: Path, question: Question, accept: str, limits: Limits, target: Path) -> Reply:
    """The answer to a query, in the form that the header Accept likes best, in the new file `target`."""
    return _guarded(lambda: _answer(_graph_of(copy).store, question, accept, limits, target), limits)


def page(copy: Path, name: str, given: Mapping[str, str], limits: Limits) -> Reply:
    """A page of `pages.PAGES`."""
    return _guarded(
        lambda: Reply(200, "text/html; charset=utf-8", pages.PAGES[name](_graph_of(copy), given)), limits
    )


def named(copy: Path, name: str, given: Mapping[str, str], limits: Limits) -> Reply:
    """A named query with the values of its parameters, as SPARQL."""

    def closed() -> Reply:
        wanted = query.named(name)
        return Reply(200, QUERY, query.closed(wanted, query.bind(_graph_of(copy).store, wanted, given)))

    return _guarded(closed, limits)


def _guarded(work: Callable[[], Reply], limits: Limits) -> Reply:
    try:
        with _alarm(limits.seconds):
            return work()
    except Refused as error:
        return refusal(error.status, str(error))
    except (DocumentNotFound, TextMissing, WrongUsage) as error:
        return refusal(404, str(error))
    except QueryError as error:
        return refusal(400, str(error))
    except PolicyKGError as error:
        return refusal(500, str(error))
    except MemoryError:
        return refusal(503, NO_MEMORY)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Ends this process by itself when it should have been ended, in case the server is gone."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _graph_of(copy: Path) -> Graph:
    if copy not in _opened:
        for graph in _opened.values():
            graph.close()
        _opened.clear()
        _opened[copy] = open_graph(copy)
    return _opened[copy]


def _answer(store: Store, question: Question, accept: str, limits: Limits, target: Path) -> Reply:
    if calls_out(question.sparql):
        raise Refused(403, "SERVICE is not answered: this server asks no other")
    try:
        result = store.evaluate(question.sparql, dataset=question.dataset)
        if isinstance(result, ox.QueryTriples):
            return _graph(result, accept, limits, target)
        return _table(result, accept, limits, target)
    except (SyntaxError, RuntimeError, ValueError) as error:  # found only when the rows are asked for
        raise QueryError(f"the query cannot be run: {error}") from error


# N-Triples and the TSV of a table have a line for each triple and row, so they can be counted as they are written.


def _graph(result: ox.QueryTriples, accept: str, limits: Limits, target: Path) -> Reply:
    form = _form(accept, formats.GRAPHS)
    lines = ox.RdfFormat.N_TRIPLES
    with _Bounded(target, limits.result, limits.rows) as file:
        result.serialize(file, lines)
    if form.format != lines:
        counted = target.rename(beside(target))
        with _Bounded(target, limits.result) as file:
            triples = (quad.triple for quad in ox.parse(path=counted, format=lines))
            ox.serialize(triples, file, form.format, prefixes=PREFIXES)
    return Reply(200, form.content_type, target)


def _table(result: ox.QuerySolutions | ox.QueryBoolean, accept: str, limits: Limits, target: Path) -> Reply:
    form = _form(accept, formats.TABLES)
    if isinstance(result, ox.QueryBoolean):
        result.serialize(target, form.format)
        return Reply(200, form.content_type, target)
    lines = ox.QueryResultsFormat.TSV
    with _Bounded(target, limits.result, limits.rows + 1) as file:  # and one line for the names
        result.serialize(file, lines)
    if form.format != lines:
        counted = target.rename(beside(target))
        with _Bounded(target, limits.result) as file:
            ox.parse_query_results(path=counted, format=lines).serialize(file, form.format)
    return Reply(200, form.content_type, target)


def beside(target: Path) -> Path:
    """The file that a result is first written to where it is sent in another form."""
    return target.with_suffix(".lines")


def _form(accept: str, forms: Sequence[formats.Form[formats.Format]]) -> formats.Form[formats.Format]:
    form = formats.best(accept, forms)
    if form is None:
        raise Refused(406, f"this result can be had as: {', '.join(form.names[0] for form in forms)}")
    return form


class _Bounded(io.FileIO):
    """A new file that takes at most so many bytes and lines. Raises `Refused` for more."""

    def __init__(self, path: Path, size: int, lines: int | None = None) -> None:
        super().__init__(path, "x")
        self._size = size
        self._lines = lines

    def write(self, data: Buffer, /) -> int:
        content = bytes(data)
        self._size -= len(content)
        if self._size < 0:
            raise Refused(403, "the result is larger than this server sends; ask for less, or use LIMIT")
        if self._lines is not None:
            self._lines -= content.count(b"\n")
            if self._lines < 0:
                raise Refused(403, "the result has more rows than this server sends; use LIMIT and OFFSET")
        return super().write(content)
