"""What can go wrong that a user can mend.

    PolicyKGError
    ├── ReadError            a file cannot be read as text
    ├── ResourceError        a file that belongs to the package is missing
    ├── StoreError           a store cannot be opened or written, or its server does not answer
    │   └── StoreLocked      another process is writing to it
    ├── ServerError          an address cannot be served at
    ├── DocumentNotFound     no document, or more than one, answers to what was asked for
    ├── ExportError          a store cannot be written in another format
    ├── TextMissing          the store has no text of a document
    └── QueryError           SPARQL that cannot be evaluated, or what it asks for is not in the store
        └── WrongUsage       no such query or parameter, or a value that is none of its type

Every message is one paragraph for a person: it names the file or the place, what is wrong and what to do. A
mistake in the program raises something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


class PolicyKGError(Exception):
    """The root of all errors that this library raises on purpose."""


class ReadError(PolicyKGError):
    """A file cannot be read. `source` is its name."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class ResourceError(PolicyKGError):
    """A file that is installed with the package is not there."""


class StoreError(PolicyKGError):
    """A store cannot be opened or written. `location` is its directory or URL."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"{location}: {reason}")
        self.location = location
        self.reason = reason


class StoreLocked(StoreError):  # noqa: N818 - it says what is the case
    """Another process has the store open for writing."""

    def __init__(self, location: str) -> None:
        super().__init__(
            location, "another process is writing to this store; wait until it is done and try again"
        )


class ServerError(PolicyKGError):
    """An address cannot be served at."""


class DocumentNotFound(PolicyKGError):  # noqa: N818
    """Nothing, or more than one document, answers to `wanted`; `candidates` are the nearest, as printed."""

    def __init__(self, wanted: str, candidates: Sequence[str], *, ambiguous: bool = False) -> None:
        if ambiguous:
            message = (
                f"{wanted!r} means more than one document; give the number of one of: {_listed(candidates)}"
            )
        elif candidates:
            message = f"no document {wanted!r} in this store; the nearest are: {_listed(candidates)}"
        else:
            message = (
                f"no document {wanted!r} in this store; run the query 'documents' to see which there are"
            )
        super().__init__(message)
        self.wanted = wanted
        self.candidates = tuple(candidates)
        self.ambiguous = ambiguous


class ExportError(PolicyKGError):
    """A store cannot be written in another format. `location` is the file or folder it was to be written to."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"{location}: {reason}")
        self.location = location
        self.reason = reason


class TextMissing(PolicyKGError):  # noqa: N818
    """The store knows a document, by its `label`, but has no text of it."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(f"there is no text of {label} to read: {reason}")
        self.label = label
        self.reason = reason


class QueryError(PolicyKGError):
    """A query cannot be run as asked."""


class WrongUsage(QueryError):  # noqa: N818
    """What was given can be right for no store: a query, a parameter or a value that does not exist."""


def unwritten(path: Path | str, error: OSError) -> str:
    """Why a file cannot be written, and what to do where its folder is missing."""
    folder = Path(path).parent
    if isinstance(error, FileNotFoundError) and not folder.exists():
        return f"cannot be written: there is no folder {folder}; create it first"
    return f"cannot be written ({error.strerror})"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
