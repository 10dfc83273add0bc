"""A process that has read in all that a build needs and builds in children of its own, which can be killed: to start
Python anew for each would take longer than the build.

Reads one JSON object a line (`paths`, `store`, and as wanted `jobs`, `prune`, `kill_after` in seconds) and answers each
with one: `seconds` and `killed`. Batches are small, so that 200 short documents make several.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any

import kg

building = import_module("kg.build")  # the function of this name hides it


def build(paths: list[str], store: str, jobs: int = 1, prune: bool = False) -> None:
    building._BATCH = 600_000
    kg.build(paths, store, jobs=jobs, prune=prune).close()


def born(kill_after: float | None, **build_options: Any) -> dict[str, Any]:
    """Builds in a child, which leads a group of processes; kills the group after `kill_after` seconds. Nothing of it is
    there any more when this returns."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            build(**build_options)
        finally:
            os._exit(int(sys.exc_info()[0] is not None))
    status = None
    while kill_after is None or time.monotonic() < began + kill_after:
        done, status = os.waitpid(child, 0 if kill_after is None else os.WNOHANG)
        if done:
            break
        time.sleep(0.001)
    else:
        os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    assert status is not None
    return {
        "seconds": time.monotonic() - began,
        "killed": os.WIFSIGNALED(status),
        "failed": os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0,
    }


if __name__ == "__main__":
    kg.build([sys.argv[1]]).close()  # in memory: no threads of a database are there to be forked
    for line in sys.stdin:
        print(json.dumps(born(**{"kill_after": None} | json.loads(line))), flush=True)
