"""SPARQL servers of other makers, started on a free port and ended again, and one of ours that answers as it is told."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_HOST = "127.0.0.1"
_PATIENCE = 60.0

VIRTUOSO = shutil.which("virtuoso-t")
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {host}:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
StopCompilerWhenXOverRunTime = 1
[HTTPServer]
ServerPort = {host}:{port}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextmanager
def oxigraph(*options: str) -> Iterator[str]:
    """The address for queries of an empty Oxigraph server."""
    port = _free_port()
    command = Path(sysconfig.get_path("scripts")) / "oxigraph"
    with _started([str(command), "serve", "--bind", f"{_HOST}:{port}", *options], port):
        yield f"http://{_HOST}:{port}/query"


@contextmanager
def virtuoso(directory: Path) -> Iterator[str]:
    """The address of an empty Virtuoso server that wants a digest of the password dba of dba."""
    assert VIRTUOSO is not None
    port = _free_port()
    ini = directory / "virtuoso.ini"
    ini.write_text(_INI.format(host=_HOST, sql=_free_port(), port=port), encoding="utf-8")
    with _started([VIRTUOSO, "-f", "+configfile", str(ini)], port, directory):
        yield f"http://{_HOST}:{port}/sparql-auth"


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def _started(command: Sequence[str], port: int, directory: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        began = time.monotonic()
        while not _listens(port):
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            assert time.monotonic() - began < _PATIENCE, f"{command[0]} does not answer"
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    try:
        with socket.create_connection((_HOST, port), timeout=1):
            return True
    except OSError:
        return False


@dataclass
class Answer:
    """What a server says to a request; `length` is what it says of the length of `body`, where that is not true."""

    status: int = 200
    body: str = ""
    kind: str = "application/sparql-results+json"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    length: int | None = None


@dataclass
class Told:
    """A server of ours: `queries` and `updates` say what it answers, the last answer again and again; `seen` are the
    requests that came, each with its path, headers and body."""

    queries: list[Answer]
    updates: list[Answer] = field(default_factory=lambda: [Answer(204)])
    seen: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def told(*queries: Answer, updates: Sequence[Answer] = (Answer(204),)) -> Iterator[Told]:
    """A server that answers as it is told."""
    server = Told(list(queries), list(updates))
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            server.seen.append((self.path, dict(self.headers), body))
            answers = server.updates if "update" in self.headers["Content-Type"] else server.queries
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            ended.wait(answer.seconds)
            content = answer.body.encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content) if answer.length is None else answer.length))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((_HOST, 0), Handler) as listening:
        server.url = f"http://{_HOST}:{listening.server_port}/query"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            ended.set()
            listening.shutdown()
            thread.join()
