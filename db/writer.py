"""The one right to write to a database file.

One writer at a time holds a lock file beside the database. It writes to a copy that is swapped in
at the end, so an open reader is never blocked and a crash leaves the old file whole. Above
`IN_PLACE_ABOVE` bytes the file itself is written, and readers have to close.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import duckdb
import portalocker

from db.busy import BusyError, pauses, retry
from db.errors import DatelineError

IN_PLACE_ABOVE = 256 * 2**20


class WriteError(DatelineError):
    """The file system refuses."""


@dataclass(slots=True)
class Draft:
    """The file to write to. Unless `changed` is set it is thrown away (a file in place stays)."""

    path: Path
    in_place: bool = False
    changed: bool = False


@contextmanager
def writing(path: Path, *, wait: float) -> Iterator[Draft]:
    """Hold the right to change the database at `path`; swap the changed copy in at the end.

    Waits up to `wait` seconds for other writers, then raises BusyError, which names the process.
    """
    path = path.resolve()
    with _lock(path, wait), _plain_errors(path):
        if not path.exists():
            raise DatelineError(f"there is no database {path}")
        _settle(path, wait)
        if path.stat().st_size > IN_PLACE_ABOVE:
            retry(lambda: duckdb.connect(path).close(), wait)
            yield Draft(path, in_place=True)
            return
        # Held open for reading, so that no other program can write to what is being replaced.
        with retry(lambda: duckdb.connect(path, read_only=True), wait), _copy(path) as draft:
            shutil.copyfile(path, draft.path)
            shutil.copymode(path, draft.path)
            yield draft
            if draft.changed:
                _swap(draft.path, path)


@contextmanager
def creating(path: Path, *, wait: float) -> Iterator[Draft | None]:
    """Hold the right to make a new database at `path`; None if another process just made it."""
    path = path.resolve()
    with _lock(path, wait), _plain_errors(path):
        if path.exists():
            yield None
            return
        with _copy(path) as draft:
            yield draft
            if draft.changed:
                _swap(draft.path, path)


@contextmanager
def _copy(path: Path) -> Iterator[Draft]:
    copy = path.with_name(f".{path.name}.new")
    leftovers = (copy, copy.with_name(copy.name + ".wal"))
    for leftover in leftovers:  # of a writer that was killed
        leftover.unlink(missing_ok=True)
    try:
        yield Draft(copy)
    finally:
        for leftover in leftovers:
            leftover.unlink(missing_ok=True)


def _swap(copy: Path, path: Path) -> None:
    if copy.with_name(copy.name + ".wal").exists():
        raise WriteError(f"{copy} was not closed; {path} is as it was")
    with copy.open("rb") as written:
        os.fsync(written.fileno())
    copy.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _settle(path: Path, wait: float) -> None:
    """Fold in the write-ahead log that another program's crash may have left."""
    if path.with_name(path.name + ".wal").exists():
        with retry(lambda: duckdb.connect(path), wait) as connection:
            connection.execute("CHECKPOINT")


@contextmanager
def _lock(path: Path, wait: float) -> Iterator[None]:
    file = path.with_name(f".{path.name}.lock")
    try:
        handle = file.open("a+", encoding="utf-8")
    except OSError as error:
        raise WriteError(f"{path.parent} cannot be written to: {error.strerror}") from error
    with handle:
        waiting = pauses(wait)
        while not _take(handle):
            if next(waiting, ...) is ...:
                raise BusyError(
                    f"{path.name} is being written by {_read_holder(file)}; wait longer with --wait"
                )
        handle.truncate(0)
        handle.write(f"process {os.getpid()} ({Path(sys.argv[0]).name})")
        handle.flush()
        yield


def _take(handle: IO[str]) -> bool:
    try:
        portalocker.lock(handle, portalocker.LOCK_EX | portalocker.LOCK_NB)
    except portalocker.LockException:
        return False
    return True


def _read_holder(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") or "another process"
    except OSError:  # some systems lock reading too
        return "another process"


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path.name} cannot be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise WriteError(f"{path.name} cannot be written: {str(error).splitlines()[0]}") from error
