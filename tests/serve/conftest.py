"""A server that runs as a user starts it, and ends as a user ends it."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

import kg

SAMPLES = Path(kg.__file__).parent / "samples"

#: Runs for hours, on any store.
FOREVER = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get_content_type()


@dataclass(frozen=True)
class Endpoint:
    """A running server by its address, which ends in /."""

    address: str

    @property
    def sparql(self) -> str:
        return f"{self.address}sparql"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        timeout: float = 60,
        **headers: str,
    ) -> Answer:
        """Sends a request; in the names of headers _ stands for -."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=timeout)
        content = body.encode() if isinstance(body, str) else body
        connection.request(method, path, content, {k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def query(self, sparql: str, accept: str = "text/csv", timeout: float = 60, **graphs: str) -> Answer:
        """Asks by GET; in the names of parameters _ stands for -."""
        parameters = {"query": sparql, **{k.replace("_", "-"): v for k, v in graphs.items()}}
        return self.send("GET", f"/sparql?{urlencode(parameters)}", timeout=timeout, accept=accept)


@contextmanager
def running(store: Path, *options: str) -> Iterator[tuple[Endpoint, subprocess.Popen[str]]]:
    """The server of a store, at a free port."""
    command = [str(Path(sys.executable).with_name("kg")), "serve", str(store), "--port", "0", *options]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert server.stdout is not None and server.stderr is not None
    address = server.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:"), server.stderr.read()
    try:
        yield Endpoint(address), server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        _, complaints = server.communicate(timeout=30)
    assert server.returncode == 0, complaints
    assert "Traceback" not in complaints, complaints


def processes(server: subprocess.Popen[str], *, wait: float = 0) -> int:
    """How many processes of a server there are, after as many seconds as it takes until there is none."""
    deadline = time.monotonic() + wait
    while True:
        listed = subprocess.run(["ps", "-s", str(server.pid), "-o", "stat="], capture_output=True, text=True)
        count = len([state for state in listed.stdout.split() if not state.startswith("Z")])
        if count == 0 or time.monotonic() > deadline:
            return count
        time.sleep(0.2)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the sample documents."""
    path = tmp_path_factory.mktemp("serve") / "store"
    kg.build([SAMPLES], path).close()
    return path


@pytest.fixture(scope="session")
def endpoint(store: Path) -> Iterator[Endpoint]:
    with running(store, "--rows", "20000", "--seconds", "20") as (address, _):
        yield address
