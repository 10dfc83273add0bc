"""Named queries: SPARQL in `queries/*.rq`, each with a header that says what it answers, its parameters and
columns.

    # title: Measures of an agency
    # title@zh: 一个部门的任务
    # description: one or more lines
    # description@zh: the same in Chinese
    # parameter agency (agency): what to give
    # parameter@zh agency: the same in Chinese
    # parameter role (role, optional): what to give
    # column heading: what it holds

Types of parameters: ``document`` (number in any form, title or IRI), ``agency`` (full name, printed form or IRI),
``text``, ``date`` (YYYY-MM-DD), ``iri``, or the name of a concept scheme. The query has ``VALUES ?given_agency { UNDEF }``
wherever it needs the value, and is a query as it stands, which answers for any agency; `closed` puts the terms in the
place of UNDEF. So one text serves every engine, and no value is ever read as SPARQL.

What ends at once in one engine may never end in another. Some evaluate the groups that a query joins (a UNION, a
sub-SELECT, what follows a VALUES) each by itself, so the patterns of a group hang together by variables of its own; some
take patterns as they are written, so the rare one comes first; some evaluate a NOT EXISTS of several patterns from its
far end for every row, where an OPTIONAL that stays unbound follows the row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox

from kg import catalogue, resources, result
from kg.errors import QueryError, WrongUsage
from kg.in_force import day_of
from kg.result import Table
from kg.store import Store, text
from kg.vocab import ORG, SCHEMES, SKOS, XSD, concept

_KIND = "queries"
_SUFFIX = ".rq"
_HEADER = re.compile(
    r"# (?P<word>title|description|parameter|column)(?P<chinese>@zh)?(?: (?P<name>\w+))?(?: \((?P<type>[^)]*)\))?"
    r": (?P<text>.*)"
)
_GIVEN = re.compile(r"VALUES \?given_(\w+) \{ UNDEF \}")
TYPES = ("document", "agency", "text", "date", "iri", *SCHEMES)
_AGENCIES = f"""
SELECT ?agency ?name ?printed WHERE {{
  ?agency a ?class ; <{SKOS.prefLabel}> ?name .
  FILTER(?class IN (<{ORG.Organization}>, <{ORG.FormalOrganization}>))
  OPTIONAL {{ ?agency <{SKOS.altLabel}> ?printed }}
}}"""

#: The values of parameters as terms; a printed name may stand for several agencies.
Bindings = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: `type` is one of `TYPES`; `description` says what to give, `description_zh` in Chinese."""

    name: str
    type: str
    optional: bool
    description: str
    description_zh: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named query, described in English and (`…_zh`) in Chinese. `columns` maps the columns of its table to what they
    hold; `sparql` is the whole file."""

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    sparql: str


@cache
def queries() -> Mapping[str, Query]:
    """The named queries by name, sorted."""
    return {
        name: _parsed(name, resources.read(_KIND, name + _SUFFIX)) for name in resources.names(_KIND, _SUFFIX)
    }


def named(name: str) -> Query:
    """The query called `name`; raises `WrongUsage`, which lists the names there are."""
    try:
        return queries()[name]
    except KeyError:
        raise WrongUsage(f"no query {name!r}; there are: {', '.join(queries())}") from None


def run(store: Store, name: str, parameters: Mapping[str, str]) -> Table:
    """The table of a named query. Raises what `named` and `bind` raise."""
    query = named(name)
    return _table(store, closed(query, bind(store, query, parameters)), query.title)


def run_sparql(store: Store, sparql: str) -> Table:
    """The result of any SPARQL query: see `kg.result.of`. Raises `QueryError`."""
    return _table(store, sparql, "SPARQL")


def bind(store: Store, query: Query, parameters: Mapping[str, str]) -> Bindings:
    """The terms that the values of parameters, as a person gives them, stand for in a store. Raises `WrongUsage` for a
    parameter that the query does not have, one that it needs, and a value that is none of its type; `DocumentNotFound`
    for a document, and `QueryError` for an agency, that the store does not know."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for given in parameters:
        if given not in known:
            wanted = ", ".join(known) or "none"
            raise WrongUsage(f"the query {query.name!r} has no parameter {given!r}; it has: {wanted}")
    missing = [p.name for p in query.parameters if not p.optional and p.name not in parameters]
    if missing:
        raise WrongUsage(f"the query {query.name!r} needs a value for: {', '.join(missing)}")
    return {given: _terms(store, known[given], value) for given, value in parameters.items()}


def closed(query: Query, bindings: Bindings) -> str:
    """The query as SPARQL that needs no bindings any more, for any engine: the terms stand in its VALUES; the VALUES of
    a parameter that is not given is gone."""

    def values(match: re.Match[str]) -> str:
        terms = bindings.get(match[1])
        return f"VALUES ?given_{match[1]} {{ {' '.join(map(str, terms))} }}" if terms is not None else ""

    return _GIVEN.sub(values, query.sparql)


def agencies_called(store: Store, name: str) -> dict[str, str]:
    """The IRIs and full names of the agencies whose full name, printed form or IRI is `name`."""
    iri = unquote(name)  # as a browser copies it
    return {
        text(row["agency"]): text(row["name"])
        for row in store.select(_AGENCIES)
        if name in (text(row["name"]), text(row["printed"])) or iri == unquote(text(row["agency"]))
    }


def _table(store: Store, sparql: str, title: str) -> Table:
    with store.reading():
        return result.of(title, store.evaluate(sparql))


def _parsed(name: str, source: str) -> Query:
    parts: dict[str, list[re.Match[str]]] = defaultdict(list)
    for line in source.splitlines():
        if line.startswith("#") and (match := _HEADER.fullmatch(line)):
            parts[match["word"] + (match["chinese"] or "")].append(match)
    chinese = {match["name"]: match["text"] for match in parts["parameter@zh"]}
    return Query(
        name=name,
        title=parts["title"][0]["text"],
        title_zh=parts["title@zh"][0]["text"],
        description=" ".join(match["text"] for match in parts["description"]),
        description_zh=parts["description@zh"][0]["text"],
        parameters=tuple(_parameter(match, chinese[match["name"]]) for match in parts["parameter"]),
        columns={match["name"]: match["text"] for match in parts["column"]},
        sparql=source,
    )


def _parameter(match: re.Match[str], chinese: str) -> Parameter:
    kind, _, optional = match["type"].partition(", ")
    assert kind in TYPES, f"{kind} is no type of a parameter"
    return Parameter(match["name"], kind, optional == "optional", match["text"], chinese)


def _terms(store: Store, parameter: Parameter, value: str) -> list[ox.NamedNode | ox.Literal]:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise WrongUsage(f"{parameter.name}: {value!r} is no text in UTF-8") from None
    match parameter.type:
        case "document":
            return [ox.NamedNode(catalogue.read(store).index.find(value))]
        case "agency":
            return [ox.NamedNode(iri) for iri in _agencies(store, value)]
        case "text":
            return [ox.Literal(value)]
        case "date":
            return [ox.Literal(day_of(value), datatype=ox.NamedNode(XSD.date))]
        case "iri":
            try:
                return [ox.NamedNode(value)]
            except ValueError:
                raise WrongUsage(f"{parameter.name}: {value!r} is no IRI") from None
        case scheme:
            try:
                return [ox.NamedNode(concept(scheme, value))]
            except KeyError:
                values = ", ".join(SCHEMES[scheme])
                raise WrongUsage(f"{parameter.name}: no value {value!r}; there are: {values}") from None


def _agencies(store: Store, name: str) -> list[str]:
    if found := agencies_called(store, name):
        return sorted(found)
    names = {text(row[key]) for row in store.select(_AGENCIES) for key in ("name", "printed")}
    nearest = "; ".join(get_close_matches(name, sorted(names), cutoff=0.5))
    advice = f"the nearest are: {nearest}" if nearest else "run the query 'agencies' to see which there are"
    raise QueryError(f"no agency is called {name!r} in this store; {advice}")
