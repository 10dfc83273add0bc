"""What a query answers with: a table of Python values, or a graph, each with its ways out (terminal, Jupyter, pandas,
CSV, JSON, Turtle)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store import Term
from kg.vocab import PREFIXES, XSD

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | Decimal | date | None

#: A table shows this many rows of itself at a prompt and in a notebook, and says how many more there are.
_SHOWN = 200
#: Wider than any row.
_UNBOUNDED = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of Python values under named columns. Iterating gives each row as a dict by column; at a prompt and in
    Jupyter it shows itself as a table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def to_pandas(self) -> pd.DataFrame:
        """The same as a `pandas.DataFrame` (the extra ``notebook`` installs pandas)."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def to_csv(self, path: Path | str | None = None) -> str | None:
        """The same as CSV with a header line; lines end in \\n. Written to `path` as UTF-8, or returned without one."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self._printed(self.rows))
        return _out(buffer.getvalue(), path)

    def to_json(self, path: Path | str | None = None) -> str | None:
        """The same as a JSON array of objects. Written to `path` as UTF-8, or returned without one."""
        rows = [{column: _json(value) for column, value in row.items()} for row in self]
        return _out(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", path)

    def to_text(self, width: int | None = None) -> str:
        """The same for a terminal that is `width` columns wide, by default as wide as the rows, with how many rows
        there are."""
        return self._drawn(self.rows, width)

    def __repr__(self) -> str:
        return self._drawn(self.rows[:_SHOWN], None)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._printed(self.rows[:_SHOWN])
        )
        caption = f"<caption>{escape(self.title)}</caption>"
        table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{table}<p>{self._counted(_SHOWN)}</p>" if len(self) > _SHOWN else table

    def _drawn(self, rows: tuple[tuple[Value, ...], ...], width: int | None) -> str:
        from rich.console import Console
        from rich.table import Table as Drawn
        from rich.text import Text

        drawn = Drawn(box=None, pad_edge=False)
        for column in self.columns:
            drawn.add_column(column, overflow="fold")
        for row in self._printed(rows):
            drawn.add_row(*map(Text, row))
        console = Console(width=width or _UNBOUNDED, color_system=None)
        with console.capture() as captured:
            console.print(drawn)
        lines = [line.rstrip() for line in captured.get().splitlines()]
        return "\n".join([*lines, f"({self._counted(len(rows))})"])

    def _counted(self, shown: int) -> str:
        counted = f"{len(self):,} row{'' if len(self) == 1 else 's'}"
        return counted if shown >= len(self) else f"the first {shown} of {counted}"

    @staticmethod
    def _printed(rows: Iterable[tuple[Value, ...]]) -> Iterator[list[str]]:
        """Numbers in full, nothing where there is no value."""
        for row in rows:
            yield [_cell(value) for value in row]


@dataclass(frozen=True, slots=True, repr=False)
class Triples(Table):
    """The graph that a CONSTRUCT or DESCRIBE makes, also as a table of its triples, in the order of their terms."""

    triples: tuple[ox.Triple, ...] = field(default=())

    def to_turtle(self, path: Path | str | None = None) -> str | None:
        """The same as Turtle. Written to `path` as UTF-8, or returned without one."""
        prefixes = {
            prefix: namespace
            for prefix, namespace in PREFIXES.items()
            if any(namespace in str(term) for triple in self.triples for term in triple)
        }
        turtle = ox.serialize(self.triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
        return _out(turtle.decode(), path)


def of(title: str, result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Table:
    """The result of any query: of an ASK a table of one cell, of a CONSTRUCT or DESCRIBE `Triples`."""
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        return Table(title, columns, tuple(tuple(map(value, solution)) for solution in result))
    if isinstance(result, ox.QueryBoolean):
        return Table(title, ("answer",), ((bool(result),),))
    triples = sorted(result, key=lambda triple: tuple(map(str, triple)))
    rows = tuple(tuple(map(value, triple)) for triple in triples)
    return Triples(title, ("subject", "predicate", "object"), rows, tuple(triples))


def value(term: Term | None) -> Value:
    """A term as a Python value: the characters of an IRI, a literal by its datatype. What its datatype does not allow,
    such as the 31st of June, stays text."""
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    if isinstance(term, ox.Literal):
        try:
            return _VALUES[term.datatype.value](term.value) if term.datatype.value in _VALUES else term.value
        except (ValueError, InvalidOperation, KeyError):
            return term.value
    return term.value


_VALUES: dict[str, Callable[[str], Value]] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.double: float,
    XSD.date: date.fromisoformat,
    XSD.boolean: {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}


def _out(text: str, path: Path | str | None) -> str | None:
    if path is None:
        return text
    Path(path).write_text(text, encoding="utf-8", newline="\n")
    return None


def _json(value: Value) -> str | int | float | bool | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)
