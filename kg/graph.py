"""The door for Python: a graph of policy documents, built from files or opened, and its views as plain
objects."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg import build as building
from kg import catalogue, content, overview, query, reading
from kg.derive import derive
from kg.errors import DocumentNotFound, QueryError, WrongUsage
from kg.export import export
from kg.in_force import day_of
from kg.jupyter import as_iframe
from kg.lineage import DIRECTIONS, Lineage, lineage
from kg.network import Network, network
from kg.result import Table
from kg.store import Store
from kg.taken_up import pairs

if TYPE_CHECKING:
    import rdflib
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page that needs no network; shows itself in Jupyter."""

    html: str = field(repr=False)

    def write(self, path: Path | str) -> None:
        """Writes the page as UTF-8."""
        Path(path).write_text(self.html, encoding="utf-8")

    def _repr_html_(self) -> str:
        return as_iframe(self.html)


class Graph:
    """A graph of policy documents. `summary` says what the build did, and is None for a graph that was
    opened."""

    def __init__(self, store: Store, summary: building.Summary | None = None) -> None:
        self.store = store
        self.summary = summary

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self.store.close()

    @property
    def rdf(self) -> rdflib.Dataset:
        """The graph as an `rdflib.Dataset` over the same store, to read from."""
        return self.store.rdf

    def network(self, view: str = "lineage", document: str | None = None) -> Network:
        """The graph as a `networkx.MultiDiGraph`: see `kg.network.network`. `document` is a number in any
        form, a title or an IRI."""
        known = catalogue.read(self.store)
        return network(self.store, known, view, known.index.find(document) if document is not None else None)

    def query(self, name: str, /, **parameters: str) -> Table:
        """The table of a named query with its parameters (see `kg.query.bind`), or of a query in SPARQL. Raises
        `QueryError`, and `DocumentNotFound` for a document."""
        if "{" not in name:
            return query.run(self.store, name, parameters)
        if parameters:
            raise WrongUsage("parameters are for named queries; write the values into the SPARQL")
        return query.run_sparql(self.store, name)

    def lineage(
        self,
        document: str,
        *,
        directions: Collection[str] = DIRECTIONS,
        measures: bool = False,
        as_of: str | None = None,
    ) -> Lineage:
        """What a document rests on and what rests on it; `document` as in `find`.

        `directions`: ``up``, ``down`` or both. `measures`: also which measures are taken up, strengthened or left out.
        `as_of`: a day (YYYY-MM-DD) for which it is said what applied. Raises `DocumentNotFound`, and `QueryError` where
        `as_of` is no day.
        """
        known = catalogue.read(self.store)
        return lineage(
            self.store,
            known,
            known.index.find(document),
            directions=directions,
            measures=measures,
            as_of=day_of(as_of) if as_of else None,
        )

    def export(self, path: Path | str, format: str | None = None) -> None:
        """Writes the graph as a file of another program, in the format that `format` or the ending of `path` names; CSV
        and Parquet as a folder of two tables: see `kg.export.export`. Raises `ExportError`."""
        export(self.store, path, format)

    def find(self, document: str) -> str:
        """The IRI of the one document that a number in any form, a title or an IRI means; raises
        `DocumentNotFound` with the nearest."""
        return catalogue.read(self.store).index.find(document)

    def render(
        self,
        view: str = "lineage",
        *,
        focus: str | None = None,
        depth: int = 1,
        limit: int = 300,
        lang: str = "zh",
        title: str | None = None,
        measures: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Page:
        """The graph as an HTML page: see `kg.render.render`. `focus` is a document as in `find`, or an agency
        by its full name or a printed form. With `measures`, in the view ``lineage``, the page opens on the
        measures of documents beside those that they take up; with a `focus`, of the chains through it. The view
        ``report`` shows the whole store in figures, as of today. Raises `DocumentNotFound` where the focus is neither,
        and `QueryError` where several agencies are printed so, `measures` are wanted of another view or
        where there are none to compare, or a `focus` of the report."""
        from kg.render import render, report

        if measures and view != "lineage":
            raise QueryError(f"measures are shown side by side in the view 'lineage', not in {view!r}")
        if view == "report":
            if focus is not None:
                raise QueryError(
                    "a report is about the whole store; leave the focus out, or read the document"
                )
            today = date.today().isoformat()
            return Page(report.render(overview.read(self.store, today), title=title, lang=lang))
        known = catalogue.read(self.store)
        node = self._focus(known, focus, view) if focus is not None else None
        shown = network(self.store, known, "all")
        compared = pairs(self.store, known, node) if measures else ()
        if measures and not compared:
            raise QueryError(
                "no measures to show side by side: no document here implements another one whose text is in the store; "
                "build with the text of the upper document, or leave the measures out"
            )
        html = render(
            shown,
            title=title or (shown.nodes[node]["label"] if node is not None and node in shown else None),
            view=view,
            focus=node,
            depth=depth,
            limit=limit,
            lang=lang,
            texts=content.texts(self.store),
            pairs=compared,
            readings=readings,
        )
        return Page(html)

    def texts(self) -> list[str]:
        """The IRIs of the documents that can be read: those whose text is in the store."""
        return list(content.texts(self.store))

    def read(self, document: str, *, lang: str = "zh") -> Page:
        """The text of a document, with everything that was found in it, as an HTML page; `document` as in `find`.
        Raises `DocumentNotFound`, and `TextMissing` where it is known from citations only."""
        from kg.render import reading as page

        known = catalogue.read(self.store)
        return Page(page.render(reading.read(self.store, known, known.index.find(document)), lang=lang))

    def _focus(self, known: catalogue.Catalogue, wanted: str, view: str) -> str:
        try:
            return known.index.find(wanted)
        except DocumentNotFound:
            agencies = query.agencies_called(self.store, wanted)
            if not agencies:
                raise
        if view == "lineage":
            raise QueryError(
                f"no document {wanted!r} in this store, but an agency is called so: show it with --view agencies"
            )
        if len(agencies) > 1:
            names = "; ".join(sorted(agencies.values()))
            raise QueryError(f"{wanted!r} is what several agencies are called; give one in full: {names}")
        return next(iter(agencies))


def build(
    paths: Iterable[Path | str],
    store: Path | str | None = None,
    *,
    base: str | None = None,
    jobs: int = 1,
    prune: bool = False,
    progress: building.Progress | None = None,
) -> Graph:
    """Puts the documents in files and folders into a store, derives what follows from them, and opens it.

    `store` is a directory, made where there is none, or the URL of a SPARQL 1.1 endpoint; without it the graph is kept in
    memory. `base` is the
    IRI under which the data stand. `jobs` processes extract. With `prune` documents whose file is gone are
    removed. `progress` is called with the name of each text when it is done. What could not be read is listed
    in the `summary` of the graph. Raises `StoreError`.
    """
    began = time.perf_counter()
    opened = Store.create(store, base)
    try:
        summary = building.build(paths, opened, jobs=jobs, prune=prune, progress=progress)
        if opened.derived_by != building.built_by():
            derive(opened)
            opened.derived_by = building.built_by()
        summary.seconds = time.perf_counter() - began
    except BaseException:
        opened.close()
        raise
    if store is None:
        return Graph(opened, summary)
    opened.close()  # so that others may write to it while this one is read
    return Graph(Store.open(store), summary)


def open(store: Path | str) -> Graph:  # the name that users expect: kg.open
    """The graph in the directory or at the URL `store`, for reading; raises `StoreError`."""
    return Graph(Store.open(store))


def pipeline() -> Language:
    """The extractors as a spaCy pipeline like any other; importing spaCy takes a second."""
    from extractors import components

    return components.pipeline()
