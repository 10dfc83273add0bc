"""From files to a store: read, extract, link, keep. What has not changed is left alone, and what cannot be
read stops nothing else.

What the store holds afterwards depends on the texts alone: not on the order in which they came, not on the number of
processes, and not on where an earlier build was broken off.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from multiprocessing import parent_process
from pathlib import Path
from typing import NamedTuple

from extractors.pipeline import extract
from extractors.records import Record
from kg import readers
from kg.errors import ReadError, StoreError
from kg.link.iris import document_graph, document_of_graph
from kg.rdf import document_of, triples
from kg.store import Store, text
from kg.vocab import PK

SLOTS = ("sections", "references", "measures", "led_by", "targets", "funding", "unresolved")

#: Called with the name of each source when it is done.
Progress = Callable[[str], None]

#: Characters of N-Quads that are loaded at once: large enough for bulk loading to pay, small enough for
#: memory.
_BATCH = 16_000_000

#: What a process is given at a time, in characters and in texts, and how much of it waits for each: enough to keep all
#: at work while a batch is loaded.
_CHARACTERS_A_CALL = 50_000
_TEXTS_A_CALL = 16
_CALLS_AHEAD = 8

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
    `encodings` what the files read were taken for; `removed` names the sources that are gone, `replaced` those that are
    gone and for which another was taken."""

    read: int = 0
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    failed: list[ReadError] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    replaced: list[Conflict] = field(default_factory=list)
    encodings: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


class _Text(NamedTuple):
    """What identifies a text. Of two texts of one document the one that comes first is kept, whichever arrives first."""

    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What the store is given of one text: the document that it gives itself out as, and its statements."""

    text: _Text
    document: str
    lines: str
    facts: dict[str, int]


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
    is named in the summary; but one that is there comes before a file that the folders among `paths` do not have any
    more. Raises `StoreError` where the store cannot be written or a process was ended from outside.
    """
    began = time.perf_counter()
    paths = list(paths)
    work = _Work(store)
    work.load(_all_made(work.changed(readers.read(paths), progress), store, jobs), progress)
    if prune and not work.summary.failed:
        work.prune()
    else:
        work.give_way(lambda name: readers.is_gone(name, paths))
    if again := work.passed_over():
        sources = readers.read(path for path in paths if str(path) != readers.STANDARD_INPUT)
        work.load(_all_made(_only(again, sources), store, jobs))
    work.finish()
    work.summary.seconds = time.perf_counter() - began
    return work.summary


def load(records: Iterable[Record], store: Store) -> Summary:
    """Puts records into a store, as `build` does with files; the texts that they were read from are not there."""
    began = time.perf_counter()
    work = _Work(store)
    work.load(_made(record, None, store.base) for record in records)
    work.finish()
    work.summary.seconds = time.perf_counter() - began
    return work.summary


@cache
def built_by() -> str:
    """The version of policy-kg with a hash of its sources and data: a text is read again when either
    changes."""
    digest = sha256()
    for package in ("extractors", "kg"):
        for path, content in _sources(files(package), ""):
            digest.update(f"{path}\0".encode() + content)
    return f"{version('policy-kg')}+{digest.hexdigest()[:12]}"


class _Work:
    """One build: which text the store keeps of each document, which were left out, and what was done."""

    def __init__(self, store: Store) -> None:
        self.summary = Summary()
        self._store = store
        self._kept = {
            text(row["document"]): _Text(text(row["hash"]), text(row["source"]))
            for row in store.select(_KEPT)
        }
        complete = {graph for graph, by in store.built().items() if by == built_by()}
        self._done = {kept for document, kept in self._kept.items() if self._graph(document) in complete}
        self._known_rivals = dict(_rivals(store))
        self._left_out: dict[_Text, str] = {}
        self._arrived: set[str] = set()
        self._seen: set[_Text] = set()
        self._read: set[_Text] = set()
        self._gone: dict[_Text, str] = {}
        self._pruned = False

    def changed(
        self, sources: Iterable[readers.Source | ReadError], progress: Progress | None
    ) -> Iterator[readers.Source]:
        """The texts that the store does not have yet; the others are counted and told."""
        for source in sources:
            if isinstance(source, ReadError):
                self.summary.failed.append(source)
                name = source.source
            else:
                name = source.name
                text_read = _Text(_hash(source.text), source.name)
                self._seen.add(text_read)
                if not self._is_done(text_read):
                    self.summary.encodings[source.encoding] += 1
                    yield source
                    continue
                self.summary.unchanged += 1
            if progress is not None:
                progress(name)

    def _is_done(self, text_read: _Text) -> bool:
        document = self._known_rivals.get(text_read)
        if document is not None and self._is_beaten(text_read, document):
            self._left_out[text_read] = document
            return True
        return text_read in self._done

    def _is_beaten(self, text_read: _Text, document: str) -> bool:
        return document in self._kept and self._kept[document] < text_read

    def load(self, texts: Iterable[_Made], progress: Progress | None = None) -> None:
        """Puts texts into the store, a batch at a time."""
        batch: dict[str, str] = {}
        size = 0
        for made in texts:
            if made.text not in self._read:
                self._read.add(made.text)
                self.summary.read += 1
                self.summary.facts.update(made.facts)
            if self._takes(made.text, made.document):
                # A rival in the same batch is replaced there, one of an earlier batch or build in the store.
                batch[self._graph(made.document)] = made.lines
                size += len(made.lines)
            if progress is not None:
                progress(made.text.source)
            if size > _BATCH:
                self._store.replace(batch, built_by())
                batch, size = {}, 0
        self._store.replace(batch, built_by())

    def _takes(self, arrived: _Text, document: str) -> bool:
        other = self._kept.get(document)
        if other and (arrived.source != other.source or document in self._arrived):
            first, second = sorted((arrived, other))
            self._left_out[second] = document
            if first is other:
                return False
        self._left_out.pop(arrived, None)
        self._kept[document] = arrived
        self._arrived.add(document)
        return True

    def prune(self) -> None:
        """Removes the documents that no source holds any more."""
        gone = {document: kept for document, kept in self._kept.items() if kept not in self._seen}
        self._store.replace({self._graph(document): "" for document in gone})
        self._kept = {document: kept for document, kept in self._kept.items() if document not in gone}
        self._left_out = {left: document for left, document in self._left_out.items() if left in self._seen}
        self._pruned = True
        self.summary.removed = sorted(kept.source for kept in gone.values())

    def give_way(self, is_gone: Callable[[str], bool]) -> None:
        """Lets a text that is not there any more be replaced by others that give themselves out as the same document."""
        names = {seen.source for seen in self._seen}

        def gone(known: _Text) -> bool:
            return known not in self._seen and (known.source in names or is_gone(known.source))

        self._known_rivals = {left: d for left, d in self._known_rivals.items() if not gone(left)}
        self._gone = {left: document for left, document in self._left_out.items() if gone(left)}
        self._left_out = {left: d for left, d in self._left_out.items() if left not in self._gone}
        for document in set(self._left_out.values()) & self._kept.keys():
            if gone(self._kept[document]):
                self._gone[self._kept.pop(document)] = document

    def passed_over(self) -> set[_Text]:
        """The texts that were left out for one that is not there any more."""
        found = {left for left, document in self._left_out.items() if not self._is_beaten(left, document)}
        self.summary.unchanged -= len(found & self._known_rivals.keys())
        return found

    def finish(self) -> None:
        """Notes and tells which texts were left out, and which took the place of those that are gone."""
        left_out = {left: document for left, document in self._left_out.items() if document in self._kept}
        self.summary.conflicts = [
            Conflict(document, self._kept[document].source, left.source)
            for left, document in left_out.items()
        ]
        self.summary.replaced = [
            Conflict(document, self._kept[document].source, gone.source)
            for gone, document in self._gone.items()
            if document in self._kept
        ]
        if not self._pruned:  # the rivals of before, wherever they are
            left_out |= {
                left: document
                for left, document in self._known_rivals.items()
                if self._is_beaten(left, document)
            }
        self._store.leave_out((self._graph(d), " ".join((built_by(), *left))) for left, d in left_out.items())

    def _graph(self, document: str) -> str:
        return document_graph(self._store.base, document)


def _rivals(store: Store) -> Iterator[tuple[_Text, str]]:
    """The texts that this version left out, and the documents that they give themselves out as."""
    for graph, name in store.left_out():
        by, digest, source = name.split(" ", 2)
        document = document_of_graph(store.base, graph)
        if by == built_by() and document is not None:
            yield _Text(digest, source), document


def _only(wanted: set[_Text], sources: Iterable[readers.Source | ReadError]) -> Iterator[readers.Source]:
    for source in sources:
        if not isinstance(source, ReadError) and _Text(_hash(source.text), source.name) in wanted:
            yield source


def _hash(text_read: str) -> str:
    return sha256(text_read.encode("utf-8", "surrogatepass")).hexdigest()


def _all_made(sources: Iterator[readers.Source], store: Store, jobs: int) -> Iterator[_Made]:
    """What is made of texts, in their order. Only so many are in the hands of processes at a time, so that memory does
    not grow with the number of texts."""
    if jobs <= 1:
        for source in sources:
            yield from _made_of([source], store.base)
        return
    calls: deque[Future[list[_Made]]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_end_with_parent) as pool:
        try:
            for some in _portions(sources):
                calls.append(pool.submit(_made_of, some, store.base))
                if len(calls) > jobs * _CALLS_AHEAD:
                    yield from calls.popleft().result()
            while calls:
                yield from calls.popleft().result()
        except BrokenProcessPool as error:
            raise StoreError(
                store.location,
                "one of the processes that read texts was ended from outside, perhaps for want of memory; what was done "
                "is kept: build again, with fewer processes (--jobs)",
            ) from error
        finally:
            for call in calls:
                call.cancel()


def _portions(sources: Iterable[readers.Source]) -> Iterator[list[readers.Source]]:
    portion: list[readers.Source] = []
    for source in sources:
        portion.append(source)
        if len(portion) == _TEXTS_A_CALL or sum(len(s.text) for s in portion) >= _CHARACTERS_A_CALL:
            yield portion
            portion = []
    if portion:
        yield portion


def _made_of(sources: list[readers.Source], base: str) -> list[_Made]:
    return [_made(extract(source.text, source=source.name), source.text, base) for source in sources]


def _made(record: Record, text_read: str | None, base: str) -> _Made:
    return _Made(
        _Text(record.text_sha256, record.source),
        document_of(record, base),
        "".join(triples(record, base, text_read)),
        {slot: len(getattr(record, slot)) for slot in SLOTS},
    )


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone; a pool would wait for work for ever."""
    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{path}/{entry.name}")
        elif entry.is_file():
            yield f"{path}/{entry.name}", entry.read_bytes()
