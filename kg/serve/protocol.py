"""What a request asks, by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from kg.errors import PolicyKGError
from kg.store import Dataset

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_READ_ONLY = "this endpoint is read-only and takes no update; kg build changes a store"
_ONE_QUERY = "give the query in one parameter 'query'"
_OF_THE_PROTOCOL = {"query", "update", "default-graph-uri", "named-graph-uri"}
#: More parameters than this are no request of the protocol.
_PARAMETERS = 1000


class Refused(PolicyKGError):  # noqa: N818
    """A request that is not answered; `status` is the HTTP status that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs it is about where the request names them."""

    sparql: str
    dataset: Dataset | None


def by_get(parameters: str) -> Question | None:
    """What the query string of a GET asks; None where it asks for no query. Raises `Refused`."""
    given = _parsed(parameters)
    return _question(given) if given.keys() & _OF_THE_PROTOCOL else None


def by_post(content_type: str, parameters: str, body: bytes) -> Question:
    """What a POST with a query string asks. Raises `Refused`."""
    kind, *rest = (part.strip().lower() for part in content_type.split(";"))
    charset = next((p[8:].strip('"') for p in rest if p.startswith("charset=")), "utf-8")
    if kind == UPDATE:
        raise Refused(403, _READ_ONLY)
    if kind not in (FORM, QUERY) or charset not in ("utf-8", "utf8"):
        raise Refused(415, f"send {FORM} or {QUERY} in UTF-8, not {content_type or 'a body of no type'}")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the body is no UTF-8: byte {error.start} ({error.reason})") from None
    if kind == FORM:
        return _question(_parsed(text))
    return _question({**_parsed(parameters), "query": [text]})


def _question(given: Mapping[str, list[str]]) -> Question:
    if "update" in given:
        raise Refused(403, _READ_ONLY)
    if len(given.get("query", ())) != 1 or not given["query"][0].strip():
        raise Refused(400, _ONE_QUERY)
    default, named = (tuple(given.get(name, ())) for name in ("default-graph-uri", "named-graph-uri"))
    return Question(given["query"][0], Dataset(default, named) if default or named else None)


def _parsed(parameters: str) -> dict[str, list[str]]:
    try:
        return parse_qs(parameters, keep_blank_values=True, errors="strict", max_num_fields=_PARAMETERS)
    except ValueError as error:  # also of UnicodeDecodeError
        raise Refused(400, f"the parameters cannot be read: {error}") from None
