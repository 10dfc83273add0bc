"""Named queries: SPARQL in `queries/*.rq`, each with a header that says what it answers, its parameters and
columns.

    # title: Measures of an agency
    # description: one or more lines
    # parameter agency (agency): what to give
    # parameter role (role, optional): what to give
    # column number: what it holds

Types of parameters: ``document`` (number in any form, title or IRI), ``agency`` (full name or printed form),
``text``, ``iri``, or the name of a concept scheme. A parameter is bound to the variable of its name, never
pasted into the query; the query projects that variable, and a column is shown only if the header names it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import catalogue, resources
from kg.errors import QueryError
from kg.store import Row, Store, Term
from kg.vocab import SCHEMES, XSD, concept

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | bool | Decimal | date | None

_KIND = "queries"
_SUFFIX = ".rq"
_HEADER = re.compile(
    r"# (?P<word>title|description|parameter|column)(?: (?P<name>\w+))?(?: \((?P<type>[^)]*)\))?"
    r": (?P<text>.*)"
)
_TYPES = ("document", "agency", "text", "iri", *SCHEMES)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: `type` is one of those listed above."""

    name: str
    type: str
    optional: bool
    description: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named query. `columns` maps the columns of its table to what they hold."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    sparql: str


@dataclass(frozen=True, slots=True)
class Table:
    """A result: rows of Python values under named columns. Shows itself as a table in Jupyter."""

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

    def as_text(self) -> Iterator[tuple[str, ...]]:
        """The rows as they are printed: numbers in full, nothing where there is no value."""
        for row in self.rows:
            yield tuple(_printed(value) for value in row)

    def as_csv(self) -> str:
        """The same as CSV with a header line; lines end in \\n."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.as_text())
        return buffer.getvalue()

    def as_json(self) -> str:
        """The same as a JSON array of objects."""
        return json.dumps(
            [{k: _json(v) for k, v in row.items()} for row in self], ensure_ascii=False, indent=2
        )

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.as_text()
        )
        caption = f"<caption>{escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@cache
def queries() -> Mapping[str, Query]:
    """The named queries by name, sorted."""
    return {
        name: _parsed(name, resources.read(_KIND, name + _SUFFIX)) for name in resources.names(_KIND, _SUFFIX)
    }


def named(name: str) -> Query:
    """The query called `name`; raises `QueryError`, which lists the names there are."""
    try:
        return queries()[name]
    except KeyError:
        raise QueryError(f"no query {name!r}; there are: {', '.join(queries())}") from None


def run(store: Store, name: str, parameters: Mapping[str, str]) -> Table:
    """The table of a named query. Raises `QueryError` for a query or parameter that does not exist, is
    missing or has no such value, and `DocumentNotFound` for a document."""
    query = named(name)
    known = {parameter.name: parameter for parameter in query.parameters}
    for given in parameters:
        if given not in known:
            wanted = ", ".join(known) or "none"
            raise QueryError(f"the query {name!r} has no parameter {given!r}; it has: {wanted}")
    missing = [p.name for p in query.parameters if not p.optional and p.name not in parameters]
    if missing:
        raise QueryError(f"the query {name!r} needs a value for: {', '.join(missing)}")
    bindings = {given: _bound(store, known[given], value) for given, value in parameters.items()}
    rows = store.select(query.sparql, bindings)
    return _table(query.title, tuple(query.columns), rows)


def run_sparql(store: Store, sparql: str, title: str = "SPARQL") -> Table:
    """The table of any SPARQL query: of an ASK one cell, of a CONSTRUCT or DESCRIBE three columns. Raises
    `QueryError`."""
    result = store.evaluate(sparql)
    if isinstance(result, ox.QuerySolutions):
        return _table(title, tuple(variable.value for variable in result.variables), store.select(sparql))
    if isinstance(result, ox.QueryBoolean):
        return Table(title, ("answer",), ((bool(result),),))
    columns = ("subject", "predicate", "object")
    return Table(
        title, columns, tuple((_value(t.subject), _value(t.predicate), _value(t.object)) for t in result)
    )


def _parsed(name: str, source: str) -> Query:
    parts: dict[str, list[re.Match[str]]] = {"title": [], "description": [], "parameter": [], "column": []}
    for line in source.splitlines():
        if line.startswith("#") and (match := _HEADER.fullmatch(line)):
            parts[match["word"]].append(match)
    return Query(
        name=name,
        title=parts["title"][0]["text"],
        description=" ".join(match["text"] for match in parts["description"]),
        parameters=tuple(_parameter(match) for match in parts["parameter"]),
        columns={match["name"]: match["text"] for match in parts["column"]},
        sparql=source,
    )


def _parameter(match: re.Match[str]) -> Parameter:
    kind, _, optional = match["type"].partition(", ")
    assert kind in _TYPES, f"{kind} is no type of a parameter"
    return Parameter(match["name"], kind, optional == "optional", match["text"])


def _bound(store: Store, parameter: Parameter, value: str) -> Term:
    match parameter.type:
        case "document":
            return ox.NamedNode(catalogue.read(store).index.find(value))
        case "agency" | "text":
            return ox.Literal(value, language="zh")
        case "iri":
            try:
                return ox.NamedNode(value)
            except ValueError:
                raise QueryError(f"{parameter.name}: {value!r} is no IRI") from None
        case scheme:
            try:
                return ox.NamedNode(concept(scheme, value))
            except KeyError:
                values = ", ".join(SCHEMES[scheme])
                raise QueryError(f"{parameter.name}: no value {value!r}; there are: {values}") from None


def _table(title: str, columns: tuple[str, ...], rows: Iterator[Row]) -> Table:
    return Table(title, columns, tuple(tuple(_value(row[column]) for column in columns) for row in rows))


def _value(term: Term | None) -> Value:
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    if isinstance(term, ox.Literal):
        match term.datatype.value:
            case XSD.integer:
                return int(term.value)
            case XSD.decimal:
                return Decimal(term.value)
            case XSD.date:
                return date.fromisoformat(term.value)
            case XSD.boolean:
                return term.value == "true"
    return term.value


def _json(value: Value) -> str | int | float | bool | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _printed(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)
