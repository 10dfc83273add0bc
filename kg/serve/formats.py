"""In which form a result is sent: the media types there are, and which of them an Accept header likes best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyoxigraph as ox

Format = TypeVar("Format", ox.QueryResultsFormat, ox.RdfFormat)

_FORMATS = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Form(Generic[Format]):
    """A form of a result. `names` are its media types, the proper one first; `iri` is its name in a service
    description."""

    format: Format
    iri: str
    names: tuple[str, ...]

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type."""
        return f"{self.names[0]}; charset=utf-8" if self.names[0].startswith("text/") else self.names[0]


#: The forms of what SELECT and ASK answer, the first where a client does not care.
TABLES = (
    Form(
        ox.QueryResultsFormat.JSON,
        f"{_FORMATS}SPARQL_Results_JSON",
        ("application/sparql-results+json", "application/json"),
    ),
    Form(
        ox.QueryResultsFormat.XML,
        f"{_FORMATS}SPARQL_Results_XML",
        ("application/sparql-results+xml", "application/xml", "text/xml"),
    ),
    Form(ox.QueryResultsFormat.CSV, f"{_FORMATS}SPARQL_Results_CSV", ("text/csv",)),
    Form(ox.QueryResultsFormat.TSV, f"{_FORMATS}SPARQL_Results_TSV", ("text/tab-separated-values",)),
)
#: The forms of what CONSTRUCT and DESCRIBE answer.
GRAPHS = (
    Form(ox.RdfFormat.TURTLE, f"{_FORMATS}Turtle", ("text/turtle", "application/x-turtle")),
    Form(ox.RdfFormat.N_TRIPLES, f"{_FORMATS}N-Triples", ("application/n-triples", "text/plain")),
    Form(ox.RdfFormat.JSON_LD, f"{_FORMATS}JSON-LD", ("application/ld+json", "application/json")),
    Form(ox.RdfFormat.RDF_XML, f"{_FORMATS}RDF_XML", ("application/rdf+xml", "application/xml", "text/xml")),
)


def best(accept: str, forms: Sequence[Form[Format]]) -> Form[Format] | None:
    """The form that an Accept header likes best, of equals the first; None where it takes none of them.

    An empty header takes any. Of the ranges that cover a media type the most specific counts (RFC 9110, 12.5.1); a
    range with * covers the proper names only.
    """
    ranges = dict(_range(part) for part in (accept if accept.strip() else "*/*").split(","))
    liked = [(_quality(form, ranges), form) for form in forms]
    quality, form = max(liked, key=lambda pair: pair[0])
    return form if quality > 0 else None


def likes(accept: str, name: str) -> float:
    """How much an Accept header likes a media type by its own name, from 0 to 1; a range with * says nothing."""
    return max((quality for given, quality in map(_range, accept.split(",")) if given == name), default=0.0)


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return name, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _quality(form: Form[Format], ranges: Mapping[str, float]) -> float:
    proper, *others = form.names
    covering = (proper, f"{proper.partition('/')[0]}/*", "*/*")
    by_proper = next((ranges[name] for name in covering if name in ranges), 0.0)
    return max(by_proper, *(ranges.get(name, 0.0) for name in others), 0.0)
