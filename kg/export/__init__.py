"""A store as a file of another program. Equal stores give equal bytes, whatever order their documents came in.

RDF (Turtle, TriG, N-Quads, JSON-LD) has all statements. GraphML, GEXF, CSV and Parquet have the property graph of
`kg.property_graph`: the last two as a folder of two tables, nodes and edges.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg import catalogue, property_graph
from kg.errors import ExportError, unwritten
from kg.export import tables, xml
from kg.export.rdf import jsonld, nquads, trig, turtle
from kg.property_graph import Edge, Node
from kg.store import Store

__all__ = ["FORMATS", "FORMATS_OF_FOLDERS", "export", "jsonld", "nquads", "trig", "turtle", "write"]

_RDF: Mapping[str, Callable[[Store], bytes]] = {"ttl": turtle, "trig": trig, "nq": nquads, "jsonld": jsonld}
_XML: Mapping[str, Callable[[Iterator[Node | Edge], BinaryIO], None]] = {
    "graphml": xml.graphml,
    "gexf": xml.gexf,
}
_TABLES: Mapping[str, Callable[[Iterator[Node | Edge], Path], None]] = {
    "csv": tables.csv,
    "parquet": tables.parquet,
}

#: Formats by the ending of what they are written to.
FORMATS = (*_RDF, *_XML, *_TABLES)
#: Those of them that are a folder of several files.
FORMATS_OF_FOLDERS = tuple(_TABLES)


def export(store: Store, path: Path | str, form: str | None = None) -> None:
    """Writes a store to the file `path`, or for CSV and Parquet to files in the folder `path`.

    `form` is one of `FORMATS`; without it the ending of `path` says it. What stood there before is replaced when all of
    the new is written. Raises `ExportError` where there is no such format, where a library for it is missing, and where
    the place cannot be written to or holds files of something else.
    """
    form = form or Path(path).suffix.removeprefix(".")
    if form not in FORMATS:
        wrong = f"no format {form!r}" if form else "the name has no ending that tells the format"
        raise ExportError(
            str(path), f"{wrong}; give an ending or --format, which is one of: {', '.join(FORMATS)}"
        )
    try:
        target = Path(path).resolve()
        if form in _TABLES:
            with _folder(target, form) as part:
                _TABLES[form](_things(store), part)
        else:
            with _file(target) as file:
                write(store, file, form)
    except OSError as error:
        raise ExportError(str(path), unwritten(path, error)) from error
    except ModuleNotFoundError as error:
        raise ExportError(
            str(path), f"{form} needs {error.name}; install it with: pip install 'policy-kg[{form}]'"
        ) from error


def write(store: Store, file: BinaryIO, form: str) -> None:
    """Writes a store to an open file, in one of `FORMATS` that is no folder."""
    if form in _RDF:
        file.write(_RDF[form](store))
    else:
        _XML[form](_things(store), file)


def _things(store: Store) -> Iterator[Node | Edge]:
    return property_graph.everything(store, catalogue.read(store))


@contextmanager
def _file(target: Path) -> Iterator[BinaryIO]:
    """The file beside `target` that takes its place in the end."""
    if target.is_dir():
        raise ExportError(str(target), "this is a folder, and the format is one file; name a file")
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _folder(target: Path, form: str) -> Iterator[Path]:
    """The folder beside `target` that takes its place in the end."""
    if target.exists():
        if not target.is_dir():
            raise ExportError(str(target), f"this is a file, and {form} is several files; name a folder")
        strange = sorted(p.name for p in target.iterdir() if p.name not in tables.NAMES)
        if strange:
            raise ExportError(
                str(target), f"this folder holds other files ({strange[0]}); name a new or an empty folder"
            )
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        if target.exists():
            shutil.rmtree(target)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
