"""The server: an address, the application, and an end."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from kg.errors import ServerError
from kg.serve.answering import Limits
from kg.serve.application import ADDRESS, HEADERS, application
from kg.serve.workers import Workers

#: Seconds that requests under way are given when the server ends.
_GRACE = 2


def serve(store: str, *, host: str, port: int, limits: Limits, started: Callable[[str], None]) -> None:
    """Serves the store in the directory `store` until Ctrl-C; port 0 takes a free one. `started` is called with the
    address of the query page once requests are answered. Raises `StoreError`, and `ServerError` where the address
    cannot be used."""
    listening = _listening(host, port)
    with listening:
        workers = Workers(store, limits)
        try:
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(_run(listening, workers, started))
        finally:
            workers.stop()


def is_local(host: str) -> bool:
    """Whether only programs on this machine can reach a server at `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _run(listening: socket.socket, workers: Workers, started: Callable[[str], None]) -> None:
    await workers.start()
    config = uvicorn.Config(
        application(workers),
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=2 * (ADDRESS + HEADERS),
        timeout_graceful_shutdown=_GRACE,
    )
    host, port = listening.getsockname()[:2]
    started(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")
    await _Server(config, workers).serve([listening])


class _Server(uvicorn.Server):
    """A server that refuses the requests under way when it ends, and stops its workers."""

    def __init__(self, config: uvicorn.Config, workers: Workers) -> None:
        super().__init__(config)
        self._workers = workers
        self._watching = asyncio.create_task(workers.watch())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._watching.cancel()
        self._workers.refuse()
        await super().shutdown(sockets)
        self._workers.stop()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        advice = "choose another port with --port, or 0 for a free one"
        raise ServerError(f"{host}:{port}: cannot be served at ({error.strerror}); {advice}") from error
