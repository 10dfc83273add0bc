"""The property graph as two tables in a folder, nodes and edges: CSV for graph databases, Parquet for data frames.

The header of the CSV is that of `neo4j-admin database import`; beside the tables lie two short files with which
``IMPORT DATABASE`` of LadybugDB and Kùzu loads them.
"""

from __future__ import annotations

import csv as csv_format
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.property_graph import EDGE, NODE, Edge, Node, Property, Value, lexical

NODES, EDGES = "nodes", "edges"
_SCHEMA, _COPY = "schema.cypher", "copy.cypher"
#: Every file that an export may leave in a folder.
NAMES = (*(f"{table}.{form}" for table in (NODES, EDGES) for form in ("csv", "parquet")), _SCHEMA, _COPY)

#: Columns that are no properties, in front of them.
_IDS: Mapping[str, tuple[str, ...]] = {NODES: ("id",), EDGES: ("source", "target")}
_PROPERTIES: Mapping[str, Mapping[str, Property]] = {NODES: NODE, EDGES: EDGE}

#: What a column is to neo4j-admin, by its name or by the type of its values.
_ROLES = {"id": "ID", "source": "START_ID", "target": "END_ID"}
_KINDS = {NODES: "LABEL", EDGES: "TYPE"}
_TYPES_OF_NEO4J: Mapping[type[Value], str] = {str: "", bool: ":boolean", int: ":long", Decimal: ":double"}
_TYPES_OF_CYPHER: Mapping[type[Value], str] = {
    str: "STRING",
    bool: "BOOLEAN",
    int: "INT64",
    Decimal: "DOUBLE",
}
#: Rows that are compressed at once.
_ROWS = 10_000


def csv(things: Iterator[Node | Edge], folder: Path) -> None:
    """Writes a property graph as ``nodes.csv`` and ``edges.csv`` in UTF-8, with the files for ``IMPORT DATABASE``. A
    number is written in full; what is not known is an empty field."""
    with ExitStack() as files:
        writers = {}
        for table in _PROPERTIES:
            path = folder / f"{table}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table] = csv_format.writer(file, lineterminator="\n")
            writers[table].writerow(_header(table))
        for thing in things:
            table, ids = _placed(thing)
            known = thing.properties
            values = [lexical(known[name]) if name in known else "" for name in _PROPERTIES[table]]
            writers[table].writerow([*ids, *values])
    (folder / _SCHEMA).write_text(_schema(), "utf-8")
    (folder / _COPY).write_text(
        'COPY thing FROM "nodes.csv" (header=true, parallel=false);\n'
        'COPY relation FROM "edges.csv" (header=true, parallel=false);\n',
        "utf-8",
    )


def parquet(things: Iterator[Node | Edge], folder: Path) -> None:
    """Writes a property graph as ``nodes.parquet`` and ``edges.parquet``, numbers as 64-bit floats. Raises
    `ModuleNotFoundError` where pyarrow is not installed."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    types = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), Decimal: pa.float64()}
    with ExitStack() as files:
        writers, rows = {}, {}
        for table, properties in _PROPERTIES.items():
            fields = [pa.field(name, pa.string(), nullable=False) for name in _IDS[table]]
            fields += [pa.field(name, types[known.type]) for name, known in properties.items()]
            writer = ParquetWriter(folder / f"{table}.parquet", pa.schema(fields), compression="zstd")
            writers[table], rows[table] = files.enter_context(writer), list[dict[str, Any]]()

        def flush(table: str) -> None:
            writers[table].write_table(pa.Table.from_pylist(rows[table], writers[table].schema))
            rows[table].clear()

        for thing in things:
            table, ids = _placed(thing)
            values = {k: float(v) if isinstance(v, Decimal) else v for k, v in thing.properties.items()}
            rows[table].append({**dict(zip(_IDS[table], ids, strict=True)), **values})
            if len(rows[table]) == _ROWS:
                flush(table)
        for table in rows:
            flush(table)


def _placed(thing: Node | Edge) -> tuple[str, tuple[str, ...]]:
    return (NODES, (thing.id,)) if isinstance(thing, Node) else (EDGES, (thing.source, thing.target))


def _header(table: str) -> list[str]:
    properties = {
        name: f"{name}:{_KINDS[table]}" if name == "kind" else name + _TYPES_OF_NEO4J[known.type]
        for name, known in _PROPERTIES[table].items()
    }
    return [*(f"{name}:{_ROLES[name]}" for name in _IDS[table]), *properties.values()]


def _schema() -> str:
    nodes, edges = (
        ", ".join(f"`{name}` {_TYPES_OF_CYPHER[known.type]}" for name, known in properties.items())
        for properties in (NODE, EDGE)
    )
    return (
        f"CREATE NODE TABLE thing (id STRING PRIMARY KEY, {nodes});\n"
        f"CREATE REL TABLE relation (FROM thing TO thing, {edges});\n"
    )
