"""What can go wrong that a user can mend.

    PolicyKGError
    ├── ReadError            a file cannot be read as text
    ├── ResourceError        a file that belongs to the package is missing
    ├── StoreError           a store cannot be opened or written
    │   └── StoreLocked      another process is writing to it
    ├── DocumentNotFound     no document, or more than one, answers to what was asked for
    └── QueryError           no such query, a bad parameter, or SPARQL that cannot be evaluated

Every message is one paragraph for a person: it names the file or the place, what is wrong and what to do. A
mistake in the program raises something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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
    """A store cannot be opened or written. `location` is its directory."""

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


class QueryError(PolicyKGError):
    """A query cannot be run as asked."""


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
