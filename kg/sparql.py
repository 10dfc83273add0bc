"""What can be told of a SPARQL query without running it."""

from __future__ import annotations

import re

_BLANKS = r"(?:[ \t\r\n]|#[^\r\n]*[\r\n])*"
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile(
    rf"service{_BLANKS}(?:silent{_BLANKS})?"
    r"(?:<[^>]*>|[?$][^ \t\r\n{}]+|[^ \t\r\n{}:]*:[^ \t\r\n{}]*)"
    rf"{_BLANKS}\{{",
    re.IGNORECASE,
)
#: Comments, IRIs, strings and names: in none of them does FROM open a clause; a word alone is a keyword.
_TOKEN = re.compile(
    r"#[^\r\n]*"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'"
    r"|[?$@]?[\w:.%-]+",
    re.DOTALL,
)


def calls_out(sparql: str) -> bool:
    """Whether a query may have a SERVICE clause, by which it would call another server.

    Every such clause has the keyword, blanks or comments, a variable, an IRI or a prefixed name, and a brace, in this
    order. Nothing around them is looked at, so nothing can hide one; a string with the same characters is taken for
    one too.
    """
    return _SERVICE.search(_ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16) % 0x110000), sparql)) is not None


def names_graphs(sparql: str) -> bool:
    """Whether a query says with FROM which graphs it is about."""
    return any(token[0].lower() == "from" for token in _TOKEN.finditer(sparql))
