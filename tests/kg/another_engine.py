"""rdflib's own memory and its own SPARQL, which is written in Python and joins what two groups have without an index: a
query whose groups do not hang together does not end there."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pyoxigraph as ox
import rdflib

from kg import result
from kg.store import Store, Term

#: How many seconds a query may take, on a store of some ten documents; it takes less than one.
_PATIENCE = 60


def loaded(store: Store) -> rdflib.Dataset:
    """The export of a store, its lines in another order."""
    lines = store.lines()
    random.Random(7).shuffle(lines)
    return rdflib.Dataset(default_union=True).parse(data="\n".join(lines), format="nquads")


def answer(dataset: rdflib.Dataset, sparql: str) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """The columns and the rows that a `kg.Table` would have. Raises `TimeoutError`."""
    with _patience():
        found = dataset.query(sparql)
        rows = tuple(tuple(result.value(_term(cell)) for cell in row) for row in found)
    return tuple(map(str, found.vars or ())), rows


@contextmanager
def _patience() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"rdflib's engine has no answer after {_PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _term(found: rdflib.term.Node | None) -> Term | None:
    if found is None:
        return None
    if not isinstance(found, rdflib.Literal):
        return ox.NamedNode(str(found))
    if found.language:
        return ox.Literal(str(found), language=found.language)
    return ox.Literal(str(found), datatype=ox.NamedNode(str(found.datatype or rdflib.XSD.string)))
