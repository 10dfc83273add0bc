"""Copies of a store that nothing changes while they are read.

Reading a store while another process writes to it is undefined in RocksDB: a file that the writer removed may leave
the reader waiting for ever. So a server reads copies. The large files of a store (.sst) are never written to again,
so a copy on the same disk shares them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

#: What changes without the data, and what belongs to the process that has the store open.
_NOT_DATA = ("LOCK", "LOG", "OPTIONS")

State = frozenset[tuple[str, int]]


def state(store: Path) -> State:
    """The files of a store and their lengths in bytes: another state, other data. Raises `OSError`, also where a
    writer removes a file at this moment."""
    with os.scandir(store) as entries:
        return frozenset((e.name, e.stat().st_size) for e in entries if not e.name.startswith(_NOT_DATA))


def copy(store: Path, target: Path) -> State | None:
    """Copies a store to the new directory `target`. Its state; None, and no copy, where it changed meanwhile. Raises
    `OSError` as `state` does."""
    before = state(store)
    target.mkdir()
    try:
        for name, _ in before:
            _bring(store / name, target / name)
        if state(store) == before:
            return before
    except BaseException:
        shutil.rmtree(target)
        raise
    shutil.rmtree(target)
    return None


def _bring(source: Path, target: Path) -> None:
    if source.suffix == ".sst":
        try:
            target.hardlink_to(source)
        except OSError:  # another disk, or one that cannot link
            pass
        else:
            return
    shutil.copyfile(source, target)
