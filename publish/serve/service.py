"""What all requests share: the database, the saved queries, and how much is done at once.

DuckDB works in threads. What was asked ends when it takes too long, and when whoever asked has
gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Event
from typing import Any, TypeVar

import duckdb
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request

from db.address import Database
from db.errors import DatelineError
from db.reader import Cursor, Reader, is_duckdb
from db.sandbox import STARTING, Limits
from publish.serve.faults import TookTooLongError, TooManyError
from publish.serve.readers import make_readers, open_reader

T = TypeVar("T")
AT_ONCE = 4  # requests that read
SANDBOXES = 2  # statements of one's own
SECONDS = 30.0
ALL_SECONDS = 2 * SECONDS + STARTING  # with what is contained, which counts its own
TOO_LONG = f"stopped after {SECONDS:g} seconds; ask for less"


class Call:
    """A question that is being answered, and can be stopped from another thread."""

    def __init__(self) -> None:
        self.given_up = Event()
        self.interrupt: Callable[[], None] | None = None

    def stop(self) -> None:
        self.given_up.set()
        if self.interrupt is not None:
            with suppress(duckdb.ConnectionException):  # it may just have been closed
                self.interrupt()


class StoppableReader:
    """A reader that asks nothing more once its call was stopped."""

    def __init__(self, reader: Reader, call: Call) -> None:
        self.on_server = not is_duckdb(reader)
        self._reader, self._call = reader, call

    def execute(self, sql: str, values: Any = None, /) -> Cursor:
        if self._call.given_up.is_set():
            raise TookTooLongError(TOO_LONG)
        return self._reader.execute(sql, values)


Work = Callable[[Reader, Limits], T]


class Service:
    """The database and the folders of one's own queries, for requests that come at once."""

    def __init__(self, database: Database, folders: Sequence[Path] = ()) -> None:
        self.database, self.folders = database, list(folders)
        self._readers = make_readers(database)
        self._limiter = CapacityLimiter(AT_ONCE)
        self._sandboxes = BoundedSemaphore(SANDBOXES)
        self._calls: set[Call] = set()

    async def read(self, request: Request, work: Work[T], *, contained: bool = False) -> T:
        """Do something with a reader, in a thread; raises what it raises, or TookTooLongError."""
        call, seconds = Call(), ALL_SECONDS if contained else SECONDS
        self._calls.add(call)
        watcher = asyncio.ensure_future(_stop_when_gone(request, call))
        late = asyncio.get_running_loop().call_later(seconds, call.stop)
        try:
            return await run_sync(self._do, work, call, limiter=self._limiter)
        finally:
            late.cancel()
            watcher.cancel()
            self._calls.discard(call)

    def _do(self, work: Work[T], call: Call) -> T:
        try:
            with open_reader(self._readers) as reader:
                _limit_time(reader, call)
                return work(StoppableReader(reader, call), Limits(SECONDS, given_up=call.given_up))
        except (DatelineError, duckdb.InterruptException) as error:
            if call.given_up.is_set():
                raise TookTooLongError(TOO_LONG) from error
            raise

    @contextmanager
    def sandbox(self) -> Iterator[None]:
        """One of the places for a statement of one's own; raise TooManyError if all are taken."""
        if not self._sandboxes.acquire(blocking=False):
            raise TooManyError(f"{SANDBOXES} statements are running already; try again soon")
        try:
            yield
        finally:
            self._sandboxes.release()

    def stop(self) -> None:
        """Stop all that is being answered."""
        for call in list(self._calls):
            call.stop()


def _limit_time(reader: Reader, call: Call) -> None:
    if isinstance(reader, duckdb.DuckDBPyConnection):
        call.interrupt = reader.interrupt
    else:
        setting = "SELECT set_config('statement_timeout', $1, true)"
        reader.execute(setting, [f"{SECONDS:g}s"])


async def _stop_when_gone(request: Request, call: Call) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    call.stop()
