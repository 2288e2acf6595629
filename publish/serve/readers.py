"""Connections to the database for requests that come at once.

A file is open only while somebody reads, so that a writer finds it free; and where another was put
in its place, those that read the old one end before the new one is opened: within one process
DuckDB would go on with the old one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Condition

import duckdb

from db.address import Database, Server
from db.busy import BusyError
from db.errors import DatelineError
from db.reader import Reader
from db.reading import check_revision, explaining_damage, find_database, open_file, reading
from publish.serve.faults import UnavailableError

PATIENCE = 10.0  # seconds that a request waits for those which read the file that was replaced
Identity = tuple[int, int, int, int]


def open_reader(readers: FileReaders | Server) -> AbstractContextManager[Reader]:
    """A connection of one's own, read-only; raise UnavailableError with what the CLI would say."""
    return _open_server(readers) if isinstance(readers, Server) else readers.reading()


def make_readers(database: Database) -> FileReaders | Server:
    """What `open_reader` takes; a server needs nothing of ours."""
    return database if isinstance(database, Server) else FileReaders(database)


@contextmanager
def _open_server(server: Server) -> Iterator[Reader]:
    opened = reading(server)
    try:
        reader = opened.__enter__()
    except DatelineError as error:
        raise UnavailableError(str(error)) from error
    try:
        yield reader
    finally:
        opened.__exit__(None, None, None)


class FileReaders:
    """Connections to one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base: duckdb.DuckDBPyConnection | None = None
        self._seen: Identity | None = None
        self._count = 0
        self._changed = Condition()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A connection with variables of its own; raises UnavailableError."""
        try:
            cursor = self._enter()
        except DatelineError as error:
            raise UnavailableError(str(error)) from error
        try:
            with explaining_damage(self._path):
                yield cursor
        finally:
            cursor.close()
            self._leave()

    def _enter(self) -> duckdb.DuckDBPyConnection:
        with self._changed:
            self._wait_for_old_readers()
            if self._base is None:
                self._base, self._seen = self._open()
            self._count += 1
            return self._base.cursor()

    def _wait_for_old_readers(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            find_database(self._path)
            if self._base is None or self._seen == identify(self._path):
                return
            if not self._changed.wait(max(0.0, end - time.monotonic())):
                raise BusyError(f"{self._path} was replaced, and the old one is still being read")

    def _open(self) -> tuple[duckdb.DuckDBPyConnection, Identity | None]:
        while True:
            seen = identify(self._path)
            connection = open_file(self._path)
            if seen == identify(self._path):
                break
            connection.close()
        try:
            with explaining_damage(self._path):
                check_revision(connection, self._path)
        except BaseException:
            connection.close()
            raise
        return connection, seen

    def _leave(self) -> None:
        with self._changed:
            self._count -= 1
            if not self._count and self._base is not None:
                self._base.close()
                self._base = None
            self._changed.notify_all()


def identify(path: Path) -> Identity | None:
    """What tells a file from another of its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
