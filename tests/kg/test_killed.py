"""Builds that are killed at any moment: the store opens, and the next build completes it to the same bytes."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

import kg
from kg import export
from kg.errors import StoreError, StoreLocked
from kg.store import Store, text
from tests.kg import invented

building = import_module("kg.build")  # the function of this name hides it

DOCUMENTS = 200
#: Every tenth gives itself out as the one before.
WHOLE = DOCUMENTS * 9 // 10


class Nursery:
    """Builds in processes that can be killed; see `tests.kg.nursery`."""

    def __init__(self, documents: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kg.nursery", str(documents)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, documents: Path, store: Path, **options: Any) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        wanted = {"paths": [str(documents)], "store": str(store), **options}
        print(json.dumps(wanted), file=self._process.stdin, flush=True)
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert not told["failed"], "the build failed; its traceback stands in what was captured"
        return told

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "documents"
    invented.write(folder, DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def nurseries(documents: Path) -> Iterator[Queue[Nursery]]:
    """Two of them, so that two builds go on at a time."""
    made = [Nursery(documents) for _ in range(2)]
    free: Queue[Nursery] = Queue()
    for nursery in made:
        free.put(nursery)
    yield free
    for nursery in made:
        nursery.close()


@contextmanager
def one_of(nurseries: Queue[Nursery]) -> Iterator[Nursery]:
    nursery = nurseries.get()
    try:
        yield nursery
    finally:
        nurseries.put(nursery)


@pytest.fixture(scope="module")
def older(documents: Path, nurseries: Queue[Nursery], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of what the documents were before: some had another text, some were not there, and some are gone now."""
    place = tmp_path_factory.mktemp("older")
    shutil.copytree(documents, place / "documents")
    for i, path in enumerate(sorted((place / "documents").iterdir())):
        if i % 3 == 0:
            path.write_text(path.read_text("utf-8") + "9.新增企业5家以上。\n", "utf-8")
        elif i % 10 == 1:
            path.rename(path.with_name(f"gone{i}.txt"))
        elif i % 10 == 2:
            path.unlink()
    with one_of(nurseries) as nursery:
        nursery.build(place / "documents", place / "store")
    return place / "store"


def exported(store: Path) -> bytes:
    with Store.open(store) as opened:
        return export.nquads(opened)


def phase(store: Path) -> str:
    """How far a build got; a store that is there opens and answers."""
    try:
        graph = kg.open(store)
    except StoreError as error:  # it was not there yet, and what says so names the next step
        assert "kg build" in error.reason
        return "no store yet"
    with graph:
        stored = sum(bool(row["text"]) for row in graph.query("documents"))
        complete = sum(by == building.built_by() for by in graph.store.built().values())
        assert complete <= stored
        if graph.store.derived_by is not None:
            return "nothing new yet, or complete"
        return f"{4 * complete // WHOLE} quarters of the documents" if complete else "no documents"


def moments(count: int, seconds: float, seed: str) -> list[float]:
    """Random moments, spread over the duration of a build."""
    dice = random.Random(seed)
    return [seconds * (i + dice.random()) / count for i in range(count)]


@pytest.mark.parametrize(
    ("kind", "kills", "phases"), [("first", 12, 4), ("by two processes", 8, 3), ("again", 10, 2)]
)
def test_killed_at_random_moments(
    kind: str,
    kills: int,
    phases: int,
    documents: Path,
    nurseries: Queue[Nursery],
    older: Path,
    tmp_path: Path,
) -> None:
    options = {"first": {}, "by two processes": {"jobs": 2}, "again": {"prune": True}}[kind]

    def begun(name: str) -> Path:
        if kind == "again":
            shutil.copytree(older, tmp_path / name)
        return tmp_path / name

    def survives(case: tuple[int, float]) -> str:
        """How far the build got that was killed at this moment."""
        number, moment = case
        with one_of(nurseries) as nursery:
            store = begun(str(number))
            while not nursery.build(documents, store, kill_after=moment, **options)["killed"]:
                shutil.rmtree(store)  # it ended before: the machine has become faster
                store, moment = begun(str(number)), moment * 0.8
            reached = phase(store)
            nursery.build(documents, store, **options)
        assert exported(store) == expected, f"killed after {moment:.3f} s: {reached}"
        shutil.rmtree(store)
        return reached

    with one_of(nurseries) as nursery:
        seconds = min(nursery.build(documents, begun(f"alone{i}"), **options)["seconds"] for i in range(2))
        expected = exported(tmp_path / "alone0")
        nursery.build(documents, tmp_path / "new")
        assert exported(tmp_path / "new") == expected
    with ThreadPoolExecutor(2) as lanes:
        reached = Counter(lanes.map(survives, enumerate(moments(kills, seconds, kind))))
    print(f"{kind}: {dict(reached)}; undisturbed in {seconds:.2f} s")
    assert sum(reached.values()) == kills
    assert len(reached) >= phases


def command(*arguments: str | Path) -> list[str]:
    return [str(Path(sys.executable).parent / "kg"), *map(str, arguments)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_command_killed(documents: Path, tmp_path: Path, jobs: int) -> None:
    build = command("build", documents, "-o", tmp_path / "s", "--jobs", str(jobs))
    with subprocess.Popen(build, start_new_session=True, stderr=subprocess.DEVNULL) as running:
        while phase(tmp_path / "s") == "no store yet" and running.poll() is None:
            time.sleep(0.01)
        assert running.poll() is None, "it ended before it could be killed"
        os.killpg(running.pid, signal.SIGKILL)
    query = command("query", tmp_path / "s", "documents")
    for arguments in (query, build, query):
        done = subprocess.run(arguments, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    export_command = command("export", tmp_path / "s", "--format", "nq")
    done = subprocess.run(export_command, capture_output=True, check=True)
    kg.build([documents], tmp_path / "alone").close()
    assert done.stdout == exported(tmp_path / "alone")


def test_others_while_a_build_goes_on(documents: Path, tmp_path: Path) -> None:
    """A second writer is told to wait; who reads sees the store as it is when it is opened, with whole documents, or is
    told to try again; the build goes on unharmed."""
    store = tmp_path / "s"
    program = """
import sys
from importlib import import_module
from kg.store import Store
building = import_module("kg.build")
building._BATCH = 600_000
with Store.create(sys.argv[2]) as store:
    building.build([sys.argv[1]], store)
    print("done", flush=True)
    sys.stdin.read()
"""
    first = subprocess.Popen(
        [sys.executable, "-c", program, documents, store],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdin and first.stdout
    reading = threading.Thread(target=first.stdout.read, args=(1,))
    reading.start()
    counts: list[int] = []
    while not counts or reading.is_alive():
        assert first.poll() is None
        try:
            with kg.open(store) as graph:
                before, after = seen(graph), seen(graph)
        except StoreError as error:
            assert re.search("kg build|run this again", error.reason)
            continue
        assert before == after
        counts.append(before)
        time.sleep(0.01)
    with pytest.raises(StoreLocked, match="try again"):
        kg.build([documents], store)
    second = subprocess.run(command("build", documents, "-o", store), capture_output=True, text=True)
    assert (second.returncode, "Traceback" in second.stderr) == (1, False)
    assert f"{store}: another process is writing to this store" in second.stderr
    first.communicate("")
    assert first.returncode == 0
    assert counts == sorted(counts) and len(set(counts)) > 2
    kg.build([documents], store).close()
    kg.build([documents], tmp_path / "alone").close()
    assert exported(store) == exported(tmp_path / "alone")


def seen(graph: kg.Graph) -> int:
    """How many documents there are, none of them in part."""
    (row,) = graph.store.select(
        "SELECT (COUNT(?document) AS ?all) (COUNT(?text) AS ?whole) "
        "{ ?document pk:textHash ?hash OPTIONAL { ?document schema:text ?text ; pk:hasField/pk:field 'title' } }"
    )
    assert row["all"] == row["whole"]
    return int(text(row["all"]))


def test_processes_end_with_the_one_that_started_them(documents: Path, tmp_path: Path) -> None:
    program = "import sys, kg; kg.build([sys.argv[1]] * 50, sys.argv[2], jobs=2)"
    with subprocess.Popen(
        [sys.executable, "-c", program, documents, tmp_path / "s"], start_new_session=True
    ) as running:
        while len(group := members(running.pid)) < 3 and running.poll() is None:
            time.sleep(0.01)
        running.kill()
    assert len(group) == 3
    until = time.monotonic() + 20
    while members(running.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert members(running.pid) == []


def members(group: int) -> list[int]:
    """The processes of a group."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _parent, of = (
                (process / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[:3]
            )
            if int(of) == group and state != "Z":
                found.append(int(process.name))
    return found
