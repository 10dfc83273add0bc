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

_COMMENT = re.compile(r"#[^\r\n]*")
_QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD")
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
#: What the engine expected that is said in words, not in grammar: "Prefix not found".
_WORDS = re.compile(r"(?:^|, )([A-Z][a-z]* [^,\[\]'\"]+)")
#: As much of a line as shows a place in it, on either side.
_AROUND = 60


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


def mistake(sparql: str, error: str) -> str:
    """Why the engine cannot read a query, for a person; `error` is what the engine says, with the whole grammar."""
    word = _first_word(sparql)
    if word in _UPDATES:
        return f"{word} is an update, and updates are not allowed here; kg build changes a store"
    if not _COMMENT.sub("", sparql).strip():
        return "the query is empty"
    if word not in _QUERIES:
        return f"it begins with {word or 'no word'}, not with one of: {', '.join(_QUERIES)}"
    place = _PLACE.fullmatch(error)
    if place is None:
        return error
    line, column = int(place[1]), int(place[2])
    # The place is the first that cannot be read, or the end.
    said = next((text for text in reversed(sparql.split("\n")[:line]) if text.strip()), "")
    shown = said[max(0, column - _AROUND) : column + _AROUND].strip()
    reason = f" ({'; '.join(_WORDS.findall(place[3]))})" if _WORDS.search(place[3]) else ""
    return f"there is a mistake at {line}:{column} or just before it{reason}, in the line: {shown}"


def _first_word(sparql: str) -> str:
    """The word behind the prologue of a query, in capitals; empty where there is none."""
    words = (token[0].upper() for token in _TOKEN.finditer(sparql) if token[0][0] not in "#<")
    for word in words:
        if word == "PREFIX":
            next(words, None)
        elif word != "BASE":
            return word
    return ""
