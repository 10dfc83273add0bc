"""What a request may take, what it may not reach, and what happens to a store that is built while it is served."""

from __future__ import annotations

import asyncio
import http.server
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

import kg
from kg.errors import StoreError
from kg.serve import snapshot
from kg.serve.answering import Limits, Reply
from kg.serve.protocol import Question
from kg.serve.workers import _LOOK, Workers
from kg.sparql import calls_out, names_graphs
from kg.store import Store
from tests.serve.conftest import FOREVER, SAMPLES, Endpoint, processes, running

T = TypeVar("T")
QUICK = "SELECT (1 AS ?one) {}"
ROWS = "SELECT * { VALUES ?x { %s } }"


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, run in a thread of its own: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_what_takes_too_long_is_stopped_while_others_are_answered(store: Path) -> None:
    with running(store, "--seconds", "2", "--workers", "2") as (endpoint, _), ThreadPoolExecutor(3) as pool:
        assert endpoint.query(QUICK).status == 200
        began = time.monotonic()
        slow = pool.submit(endpoint.query, FOREVER)
        time.sleep(0.5)
        answered = 0
        while not slow.done():
            assert endpoint.query(QUICK, timeout=3).text.split() == ["one", "1"]
            answered += 1
        stopped = slow.result()
        assert 1.5 < time.monotonic() - began < 10
        assert stopped.status == 503
        assert "longer than 2 seconds" in stopped.text
        assert answered > 10
        # more of them than there are processes: all end, and the server is as before
        slow_ones = [pool.submit(endpoint.query, FOREVER) for _ in range(3)]
        assert [one.result().status for one in slow_ones] == [503, 503, 503]
        assert endpoint.query(QUICK).status == 200


def test_a_longer_result_is_refused_never_cut_off(store: Path) -> None:
    with running(store, "--rows", "10") as (endpoint, _):
        for accept in ("text/csv", "application/sparql-results+json", "text/tab-separated-values"):
            ten = endpoint.query(ROWS % " ".join(f'"a\\n{i}"' for i in range(10)), accept)
            assert ten.status == 200, ten.text
            assert all(f"{i}" in ten.text for i in range(10))
            eleven = endpoint.query(ROWS % " ".join(map(str, range(11))), accept)
            assert eleven.status == 403
            assert "more rows than this server sends; use LIMIT" in eleven.text
        triples = "CONSTRUCT { ?s ?p ?o } WHERE { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } LIMIT %d }"
        for accept in ("text/turtle", "application/n-triples"):
            assert endpoint.query(triples % 10, accept).status == 200
            assert endpoint.query(triples % 11, accept).status == 403


async def _present() -> bool:
    return False


async def _absent() -> bool:
    return True


async def _asked(location: Path, limits: Limits, *queries: str) -> tuple[list[Reply], list[str], list[str]]:
    """Replies, the results that they name, and what is left in the server's folder."""
    workers = Workers(str(location), limits)
    try:
        await workers.start()
        replies = [await workers.answer(Question(q, None), "text/csv", _present) for q in queries]
        results = [reply.body.read_bytes().decode() for reply in replies if isinstance(reply.body, Path)]
        named = {reply.body for reply in replies}
        folder = Path(workers._folder.name)
        left = [f.name for f in folder.iterdir() if f.is_file() and f not in named]
        return replies, results, left
    finally:
        workers.stop()


def test_bytes_and_memory_are_limited_and_nothing_is_left_behind(store: Path) -> None:
    limits = Limits(seconds=60, result=20_000, memory=400 << 20, workers=1)
    huge = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f"
    wide = f"SELECT (1 AS ?{'x' * 30_000}) {{}}"
    many = "SELECT * { ?s ?p ?o }"
    replies, results, left = in_a_loop(_asked(store, limits, huge, many, wide, QUICK))
    assert [reply.status for reply in replies] == [503, 403, 403, 200]
    assert "memory" in str(replies[0].body)
    assert "larger than this server sends" in str(replies[1].body)
    assert results == ["one\r\n1\r\n"]
    assert left == []


def test_a_client_that_went_away_frees_its_process(store: Path) -> None:
    async def go() -> float:
        workers = Workers(str(store), Limits(seconds=60, workers=1))
        try:
            await workers.start()
            assert (await workers.answer(Question(FOREVER, None), "", _absent)).status == 499
            began = time.monotonic()
            assert (await workers.answer(Question(QUICK, None), "", _present)).status == 200
            return time.monotonic() - began
        finally:
            workers.stop()

    assert in_a_loop(go()) < 30


def test_too_many_waiting_are_told_so(store: Path) -> None:
    async def go() -> list[int]:
        workers = Workers(str(store), Limits(seconds=3, workers=1))
        try:
            await workers.start()
            ask = (workers.answer(Question(QUICK if i else FOREVER, None), "", _present) for i in range(20))
            return [reply.status for reply in await asyncio.gather(*ask)]
        finally:
            workers.stop()

    statuses = in_a_loop(go())
    assert statuses.count(200) == 16
    assert statuses.count(503) == 4


@pytest.fixture
def bait() -> Iterator[tuple[int, list[str]]]:
    """A server of another, and what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()
    thread.join()


OUT = [
    "SELECT * {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service\n#x\r silent # <y>\n<{u}>#z\n{{ ?s ?p ?o }} }}",
    "PREFIX e: <{u}> SELECT * {{ SERVICE e:n{{ ?s ?p ?o }} }}",
    "PREFIX e: <{u}> SELECT * {{ SERVICE e:n\u1680\u1680 {{ ?s ?p ?o }} }}",
    "PREFIX : <{u}> SELECT * {{ SERVICE : {{ ?s ?p ?o }} }}",
    "PREFIX e: <{u}> SELECT * {{ ?a ?b 1SERVICEe:n{{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?a {{ true }} ?x ?b trueSERVICE<{u}>{{?s ?p ?o}} }}",
    "SELECT * {{ VALUES ?x {{ <{u}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{u}> }} SERVICE $x{{ ?s ?p ?o }} }}",
    'SELECT * {{ ?a ?p ?b FILTER(?a<?b#x>"""\n) SERVICE <{u}> {{?s ?p ?o}} #"""\n }}',
    "SELECT * {{ FILTER EXISTS {{ {{ SERVICE <{u}> {{ ?s ?p ?o }} }} UNION {{}} }} }}",
    "ASK {{ SELECT * {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERV\\U00000049CE <{u}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("query", OUT)
def test_no_query_calls_another_server(endpoint: Endpoint, bait: tuple[int, list[str]], query: str) -> None:
    port, asked = bait
    answer = endpoint.query(query.format(u=f"http://127.0.0.1:{port}/"))
    assert (answer.status, answer.text) == (403, "SERVICE is not answered: this server asks no other\n")
    assert asked == []


def test_the_bait_would_be_taken(store: Path, bait: tuple[int, list[str]]) -> None:
    port, asked = bait
    with Store.open(store) as opened, pytest.raises((kg.QueryError, OSError, RuntimeError)):
        list(opened.select(OUT[0].format(u=f"http://127.0.0.1:{port}/")))
    assert asked == ["/"]


def test_words_that_are_no_service() -> None:
    for query in (
        'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "service")) }',
        "PREFIX ex: <http://example.org/service/> SELECT * { ?s ex:service ?o . ?o ex:services ex:a }",
        "SELECT ?service { ?service ?p ?o } # SERVICE <x>",
        "SELECT * { ?s ?p '公共 service 平台' }",
    ):
        assert not calls_out(query), query
    assert calls_out("{" + "service " * 20_000 + "<x> {}")
    began = time.monotonic()
    calls_out("service a" * 2_000 + ":" * 2_000)
    assert time.monotonic() - began < 5


def test_the_word_from_is_found_where_it_is_one() -> None:
    for query in (
        "SELECT * FROM <g> {}",
        "select * from<g>{}",
        "ASK FROM NAMED ex:g {}",
        "CONSTRUCT {} #x\nFROM <g> {}",
    ):
        assert names_graphs(query), query
    for query in (
        'SELECT * { ?s ?p "FROM <g>" }',
        "SELECT ?from { ?from ex:from from:x }",
        "SELECT * {} # FROM <g>",
        "SELECT * { ?s <http://example.org/a-FROM-b> '''a\nFROM <g>''' , 'it\\'s FROM', \"x\"@from }",
    ):
        assert not names_graphs(query), query


ADDED = "栖河县人民政府办公室关于发展民宿的通知\n栖政办发〔2024〕9号\n一、扶持民宿\n对新开业的民宿，给予最高10万元补助。\n"


def test_a_store_built_while_it_is_served_is_served_as_it_was_until_the_build_is_done(tmp_path: Path) -> None:
    store, documents = tmp_path / "store", tmp_path / "documents"
    shutil.copytree(SAMPLES, documents)
    kg.build([documents], store).close()
    count = "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?d <https://w3id.org/policy-kg/ontology#textHash> ?t }"
    with running(store) as (endpoint, _):
        assert endpoint.query(count).text.split() == ["n", "4"]
        (documents / "added.txt").write_text(ADDED, "utf-8")
        with Store.create(store) as writing:  # a build under way: documents in it, nothing derived yet
            from kg.build import build

            build([documents], writing)
            time.sleep(1.5 * _LOOK)
            assert endpoint.query(count).text.split() == ["n", "4"]
        time.sleep(1.5 * _LOOK)
        assert endpoint.query(count).text.split() == ["n", "4"]  # it was never finished
        kg.build([documents], store).close()
        deadline = time.monotonic() + 30
        while endpoint.query(count).text.split() == ["n", "4"] and time.monotonic() < deadline:
            time.sleep(0.2)
        assert endpoint.query(count).text.split() == ["n", "5"]
        kg.build([documents], store, prune=True).close()
        shutil.rmtree(store)
        time.sleep(1.5 * _LOOK)
        assert endpoint.query(count).text.split() == ["n", "5"]


def test_a_copy_is_the_store_and_no_half_of_it(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshot.copy(store, tmp_path / "copy") == snapshot.state(store) != frozenset()
    with Store.open(store) as one, Store.open(tmp_path / "copy") as other:
        assert one.lines() == other.lines()

    def refuse(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert snapshot.copy(store, tmp_path / "copied") is not None
    with Store.open(tmp_path / "copied") as other:
        assert other.derived_by is not None
    states = iter([snapshot.state(store), frozenset({("other", 1)})])
    monkeypatch.setattr(snapshot, "state", lambda _: next(states))
    assert snapshot.copy(store, tmp_path / "half") is None
    assert not (tmp_path / "half").exists()


def run(*arguments: str | Path, wait: float = 60) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("kg"), "serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=wait)


def test_bad_input_gets_a_clear_error(endpoint: Endpoint, store: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "CURRENT").write_text("nothing")
    tried = [
        (tmp_path / "none", "--port", "0"),
        (tmp_path / "other", "--port", "0"),
        (store, "--port", endpoint.address.rsplit(":", 1)[1].strip("/")),
        (store, "--host", "192.0.2.1", "--port", "0"),
        (store, "--port", "70000"),
    ]
    with ThreadPoolExecutor(2) as pool:
        none, broken, used, nowhere, wrong = pool.map(lambda arguments: run(*arguments), tried)
    assert (none.returncode, none.stdout) == (1, "")
    assert "there is no store" in none.stderr and "Traceback" not in none.stderr
    # Above it may stand what a process says that was still being started.
    assert broken.returncode == 1 and "cannot be opened" in broken.stderr.splitlines()[-1]
    assert used.returncode == 1
    assert "in use" in used.stderr and "--port" in used.stderr and "Traceback" not in used.stderr
    assert nowhere.returncode == 1
    assert "192.0.2.1:0: cannot be served at" in nowhere.stderr
    assert "anyone who can reach 192.0.2.1 can read this store" in nowhere.stderr
    assert wrong.returncode == 2


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(
    store: Path,
    end: signal.Signals,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path_factory.mktemp("t")  # of its own, and short: the address of a socket stands in it
    monkeypatch.setenv("TMPDIR", str(place))
    with running(store, "--seconds", "60") as (endpoint, server), ThreadPoolExecutor(1) as pool:
        slow = pool.submit(endpoint.query, FOREVER)
        time.sleep(1)
        assert processes(server) >= 3
        assert list(place.glob("policy-kg-*"))
        began = time.monotonic()
        server.send_signal(end)
        assert server.wait(20) == (0 if end == signal.SIGINT else -end)
        server.returncode = 0
        assert time.monotonic() - began < 15
        assert (slow.result().status, slow.result().text) == (503, "the server is ending\n")
        assert processes(server, wait=10) == 0
    assert not list(place.glob("policy-kg-*"))


def test_a_process_without_its_server_ends_by_itself(store: Path) -> None:
    with (
        running(store, "--seconds", "2", "--workers", "1") as (endpoint, server),
        ThreadPoolExecutor(1) as pool,
    ):
        slow = pool.submit(endpoint.query, FOREVER)
        time.sleep(1)
        server.kill()
        server.wait()
        server.returncode = 0
        assert slow.exception() is not None
        assert processes(server) > 0
        assert processes(server, wait=15) == 0


def test_starting_needs_a_store(tmp_path: Path) -> None:
    async def go() -> None:
        workers = Workers(str(tmp_path / "none"), replace(Limits(), workers=1))
        try:
            await workers.start()
        finally:
            workers.stop()

    with pytest.raises(StoreError, match="there is no store"):
        in_a_loop(go())
