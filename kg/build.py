"""From files to a store: read, extract, link, keep. What has not changed is left alone, and what cannot be
read stops nothing else."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from extractors.pipeline import extract
from extractors.records import Record
from kg import readers
from kg.errors import ReadError
from kg.link.iris import document_graph
from kg.rdf import document_of, triples
from kg.store import Store, text
from kg.vocab import PK

SLOTS = ("sections", "references", "measures", "led_by", "targets", "funding", "unresolved")

#: Called with the name of each source when it is done.
Progress = Callable[[str], None]

#: Characters of N-Quads that are loaded at once: large enough for bulk loading to pay, small enough for
#: memory.
_BATCH = 16_000_000

#: Texts that each process is given before the next are read, and at a time.
_TEXTS_A_PROCESS = 64
_TEXTS_A_CALL = 4

_KEPT = (
    f"SELECT ?document ?hash ?source WHERE {{ ?document <{PK.textHash}> ?hash ; <{PK.sourceFile}> ?source }}"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two texts that give themselves out as one document: which was kept, which was left out."""

    document: str
    kept: str
    left_out: str


@dataclass(slots=True)
class Summary:
    """What a build did. `read` and `unchanged` count texts, `facts` the rows of the records read, by slot,
    `encodings` what the files read were taken for; `removed` names the sources that are gone."""

    read: int = 0
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    failed: list[ReadError] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    encodings: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Kept:
    text_sha256: str
    source: str
    built_by: str | None

    @property
    def order(self) -> tuple[str, str]:
        """Of two texts of one document the one that comes first is kept, whichever arrives first."""
        return self.text_sha256, self.source


def build(
    paths: Iterable[Path | str],
    store: Store,
    *,
    jobs: int = 1,
    prune: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Puts the documents in files and folders into a store; `jobs` processes extract, and the store is the same
    whatever their number.

    A text that gives itself out as the same document as before, from the same source, replaces it. With `prune` the
    store holds afterwards what `paths` hold and nothing else: a document whose file is gone, or now holds another
    document, is removed. Where something could not be read nothing is removed, because it may be what is missing. Of
    two sources that give themselves out as one document, the one whose text has the lower hash is kept, and the other
    is named in the summary.
    """
    began = time.perf_counter()
    summary = Summary()
    kept = _kept(store)
    seen: set[tuple[str, str]] = set()
    _load(store, _records(_noted(readers.read(paths), seen), kept, summary, jobs, progress), kept, summary)
    if prune and not summary.failed:
        _prune(store, seen, summary)
    summary.seconds = time.perf_counter() - began
    return summary


def load(records: Iterable[Record], store: Store) -> Summary:
    """Puts records into a store, as `build` does with files; the texts that they were read from are not there."""
    began = time.perf_counter()
    summary = Summary()
    _load(store, ((record, None) for record in records), _kept(store), summary)
    summary.seconds = time.perf_counter() - began
    return summary


@cache
def built_by() -> str:
    """The version of policy-kg with a hash of its sources and data: a text is read again when either
    changes."""
    digest = sha256()
    for package in ("extractors", "kg"):
        for path, content in _sources(files(package), ""):
            digest.update(f"{path}\0".encode() + content)
    return f"{version('policy-kg')}+{digest.hexdigest()[:12]}"


def _noted(
    sources: Iterable[readers.Source | ReadError], seen: set[tuple[str, str]]
) -> Iterator[readers.Source | ReadError]:
    """The sources, each that could be read noted with the hash of its text."""
    for source in sources:
        if not isinstance(source, ReadError):
            seen.add((source.name, _hash(source.text)))
        yield source


def _prune(store: Store, seen: set[tuple[str, str]], summary: Summary) -> None:
    """Removes the documents that no source holds any more."""
    gone = {
        document: row.source
        for document, row in _kept(store).items()
        if (row.source, row.text_sha256) not in seen
    }
    store.replace({document_graph(store.base, document): "" for document in gone})
    summary.removed = sorted(gone.values())


def _hash(text_read: str) -> str:
    return sha256(text_read.encode("utf-8", "surrogatepass")).hexdigest()


def _records(
    sources: Iterable[readers.Source | ReadError],
    kept: dict[str, _Kept],
    summary: Summary,
    jobs: int,
    progress: Progress | None,
) -> Iterator[tuple[Record, str]]:
    for record, text_read in _extracted(_changed(sources, kept, summary, progress), jobs):
        yield record, text_read
        if progress is not None:
            progress(record.source)


def _changed(
    sources: Iterable[readers.Source | ReadError],
    kept: dict[str, _Kept],
    summary: Summary,
    progress: Progress | None,
) -> Iterator[readers.Source]:
    """The texts that the store does not have yet; the others are counted and told."""
    done = {(row.source, row.text_sha256) for row in kept.values() if row.built_by == built_by()}
    for source in sources:
        if isinstance(source, ReadError):
            summary.failed.append(source)
            name = source.source
        elif (source.name, _hash(source.text)) in done:
            summary.unchanged += 1
            name = source.name
        else:
            summary.encodings[source.encoding] += 1
            yield source
            continue
        if progress is not None:
            progress(name)


def _extracted(sources: Iterator[readers.Source], jobs: int) -> Iterator[tuple[Record, str]]:
    """The records of texts with the texts, in their order. Processes are given a batch at a time, so that memory does not grow with
    the number of texts."""
    if jobs <= 1:
        yield from ((_record(source), source.text) for source in sources)
        return
    with ProcessPoolExecutor(jobs) as pool:
        while batch := list(islice(sources, jobs * _TEXTS_A_PROCESS)):
            records = pool.map(_record, batch, chunksize=_TEXTS_A_CALL)
            yield from ((record, source.text) for record, source in zip(records, batch, strict=True))


def _record(source: readers.Source) -> Record:
    return extract(source.text, source=source.name)


def _load(
    store: Store,
    records: Iterable[tuple[Record, str | None]],
    kept: dict[str, _Kept],
    summary: Summary,
) -> None:
    batch: dict[str, str] = {}
    size = 0
    arrived: set[str] = set()
    for record, text_read in records:
        summary.read += 1
        summary.facts.update({slot: len(getattr(record, slot)) for slot in SLOTS})
        document = document_of(record, store.base)
        mine = _Kept(record.text_sha256, record.source, built_by())
        other = kept.get(document)
        if other and (mine.source != other.source or document in arrived):
            first, second = sorted((mine, other), key=lambda row: row.order)
            summary.conflicts.append(Conflict(document, first.source, second.source))
            if first is other:
                continue
        kept[document] = mine
        arrived.add(document)
        # A rival in the same batch is replaced there, one of an earlier batch or build in the store.
        lines = "".join(triples(record, store.base, text_read))
        batch[document_graph(store.base, document)] = lines
        size += len(lines)
        if size > _BATCH:
            store.replace(batch, built_by())
            batch, size = {}, 0
    store.replace(batch, built_by())


def _kept(store: Store) -> dict[str, _Kept]:
    marks = store.built()
    return {
        (document := text(row["document"])): _Kept(
            text(row["hash"]), text(row["source"]), marks.get(document_graph(store.base, document))
        )
        for row in store.select(_KEPT)
    }


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{path}/{entry.name}")
        elif entry.is_file():
            yield f"{path}/{entry.name}", entry.read_bytes()
