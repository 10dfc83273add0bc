"""The processes that answer, and the copy of the store that they answer from."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import shutil
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import TimeoutError as TooSlow
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from pebble import ProcessExpired, ProcessPool

from kg.errors import StoreError
from kg.graph import open as open_graph
from kg.serve import answering, snapshot
from kg.serve.answering import Limits, Reply, refusal
from kg.serve.protocol import Question

_log = logging.getLogger("kg.serve")

#: Requests that may wait for a process, for each process there is.
_WAITING = 16
#: Seconds after which it is looked whether the store changed, and whether a client is still there.
_LOOK = 1.0
#: Tries to copy a store that is being written to, and seconds between them.
_TRIES = 20
_PAUSE = 0.25


def _context() -> multiprocessing.context.BaseContext:
    """How processes are started: where the system can, as copies of one that has loaded what they need."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([answering.__name__])
    return context


class Workers:
    """Processes that answer requests, each within its limits; one that takes too long is ended and replaced.

    They answer from a copy of the store in `location`. When a build that changed the store is done, they go on with a
    copy of what it made; until then requests are answered from the store as it was before.
    """

    def __init__(self, location: str, limits: Limits) -> None:
        self.limits = limits
        self._location = Path(location)
        self._folder = TemporaryDirectory(prefix="policy-kg-")
        self._names = count()
        self._copies: deque[Path] = deque()
        self._state: snapshot.State | None = None
        self._waiting: set[asyncio.Future[Reply]] = set()
        self._pool = ProcessPool(
            limits.workers,
            context=_context(),
            initializer=answering.begin,
            initargs=(limits,),
        )

    async def start(self) -> None:
        """Takes the first copy, of a store as it is. Raises `StoreError`."""
        if not self._location.is_dir():
            open_graph(self._location).close()  # says what is wrong with it
            raise StoreError(str(self._location), "only a store in a directory is served")
        for _ in range(_TRIES):
            try:
                if await self._renew(finished=False):
                    return
            except OSError as error:
                reason = error
            else:
                reason = OSError("it is being written to")
            await asyncio.sleep(_PAUSE)
        raise StoreError(str(self._location), f"cannot be copied to be served: {reason}")

    async def watch(self) -> None:
        """Takes a new copy whenever a build is done, until it is cancelled."""
        while True:
            await asyncio.sleep(_LOOK)
            try:
                await self._renew(finished=True)
            except (StoreError, OSError, ProcessExpired, TooSlow) as error:
                _log.warning("the store is served as it was: %s", error)

    def refuse(self) -> None:
        """Refuses what is being answered, because the server is ending."""
        for waiting in self._waiting:
            waiting.cancel()

    def stop(self) -> None:
        """Ends the processes and removes the copies."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._folder.cleanup()

    async def answer(self, question: Question, accept: str, gone: Callable[[], Awaitable[bool]]) -> Reply:
        """The answer to a query; a body that is a file is the caller's to remove. `gone` says whether nobody waits
        for the answer any more."""
        target = self._new()
        reply = await self._ask(gone, answering.answer, question, accept, self.limits, target)
        answering.beside(target).unlink(missing_ok=True)
        if reply.body != target:
            target.unlink(missing_ok=True)
        return reply

    async def page(self, name: str, given: Mapping[str, str], gone: Callable[[], Awaitable[bool]]) -> Reply:
        """The page `name` of `kg.serve.pages`."""
        return await self._ask(gone, answering.page, name, given, self.limits)

    async def named(self, name: str, given: Mapping[str, str], gone: Callable[[], Awaitable[bool]]) -> Reply:
        """The named query `name` with its parameters, as SPARQL."""
        return await self._ask(gone, answering.named, name, given, self.limits)

    async def _ask(
        self, gone: Callable[[], Awaitable[bool]], work: Callable[..., Reply], *arguments: object
    ) -> Reply:
        if len(self._waiting) >= self.limits.workers * (_WAITING + 1):
            return refusal(503, "the server is busy; try again in a moment")
        future = self._pool.schedule(work, [self._copies[-1], *arguments], timeout=self.limits.seconds)
        waiting = asyncio.wrap_future(future)
        self._waiting.add(waiting)
        try:
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=_LOOK)
                if not waiting.done() and await gone():
                    return refusal(499, "the client is gone")
            return refusal(503, "the server is ending") if waiting.cancelled() else waiting.result()
        except TooSlow:
            return refusal(
                503, f"stopped: this takes longer than {self.limits.seconds:g} seconds; ask for less"
            )
        except ProcessExpired:
            return refusal(503, answering.NO_MEMORY)
        finally:
            waiting.cancel()  # ends the process where it has not answered
            self._waiting.remove(waiting)

    async def _renew(self, *, finished: bool) -> bool:
        """Takes a copy where the store changed; whether it did. With `finished` only where the build that changed it
        is done; each state of the store is looked at once."""
        now = snapshot.state(self._location)
        if now == self._state:
            return False
        copy = self._new()
        taken = await asyncio.to_thread(snapshot.copy, self._location, copy)
        if taken is None:
            return False
        self._state = taken
        future = self._pool.schedule(answering.checked, [copy], timeout=self.limits.seconds)
        try:
            done, wrong = await asyncio.wrap_future(future)
        except BaseException:
            shutil.rmtree(copy)
            raise
        if wrong is not None:
            shutil.rmtree(copy)
            raise StoreError(str(self._location), wrong.removeprefix(f"{copy}: "))
        if finished and not done:
            shutil.rmtree(copy)
            return False
        self._copies.append(copy)
        if len(self._copies) > 2:  # the one before the last may still be read
            shutil.rmtree(self._copies.popleft())
        return True

    def _new(self) -> Path:
        return Path(self._folder.name) / str(next(self._names))
