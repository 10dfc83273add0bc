"""Files that travel with the package: `ontology/` and `queries/`."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import ResourceError


def folder(kind: str) -> Traversable:
    """The folder `kind` (``"ontology"``, ``"queries"``): inside an installed package, or beside ``kg/`` in a
    checkout. Raises `ResourceError` where there is neither."""
    package = files("kg")
    for place in (package / "_data" / kind, Path(str(package)).parent / kind):
        if place.is_dir():
            return place
    raise ResourceError(f"the folder {kind!r} of policy-kg is missing; install the package again")


def names(kind: str, suffix: str) -> tuple[str, ...]:
    """The names of the files in the folder `kind` that end in `suffix`, without it, sorted."""
    return tuple(
        sorted(f.name.removesuffix(suffix) for f in folder(kind).iterdir() if f.name.endswith(suffix))
    )


def read(kind: str, name: str) -> str:
    """The text of the file `name` in the folder `kind`; raises `ResourceError` where it is missing."""
    try:
        return (folder(kind) / name).read_text("utf-8")
    except FileNotFoundError:
        raise ResourceError(
            f"the file {kind}/{name} of policy-kg is missing; install the package again"
        ) from None
