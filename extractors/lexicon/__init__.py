"""The lexicon as data: one entry a line, `#` starts a comment. `words` reads a list."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of ``NAME.txt`` in the order of the file; raises `FileNotFoundError` where there is none."""
    lines = (files(__name__) / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))
