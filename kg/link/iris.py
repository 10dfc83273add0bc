"""The form of our IRIs: readable, made from content, and safe in every syntax of RDF."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote

#: Where data stands unless the user says otherwise.
DEFAULT_BASE = "https://w3id.org/policy-kg/data/"

#: What may not stand in one segment of the path of an IRI (RFC 3987); all else, Chinese included, stays
#: readable.
_UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`%/?#\[\]\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0xE0000, 0x10000))
    + r"\U000e0000-\U000e0fff\U000efffe-\U0010ffff]"
)
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+[/#]")
_DIGITS = 16


def segment(text: str) -> str:
    """`text` as one segment of a path, percent-encoded only where it must be."""
    return _UNSAFE.sub(lambda m: "".join(f"%{byte:02X}" for byte in m.group().encode()), text)


def last_segment(iri: str) -> str:
    """The text that stands in the last segment of the path: the inverse of `segment`."""
    return unquote(iri.rpartition("/")[2])


def digest(*parts: object) -> str:
    """A short name made from content; the same parts give the same name."""
    return sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def is_base(text: str) -> bool:
    """Whether data can stand under `text`: an absolute IRI that ends in / or #."""
    return _BASE.fullmatch(text) is not None


def derived_graph(base: str) -> str:
    """The graph of what follows from the documents together."""
    return f"{base}graph/derived"


def document_graph(base: str, document: str) -> str:
    """The graph of what one document says."""
    return f"{base}graph/doc/{document.removeprefix(f'{base}doc/')}"


def document_of_graph(base: str, graph: str) -> str | None:
    """The document whose graph this is: the inverse of `document_graph`; None for any other graph."""
    under = f"{base}graph/doc/"
    return f"{base}doc/{graph.removeprefix(under)}" if graph.startswith(under) else None
