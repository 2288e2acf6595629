"""The one right to write to a database file.

One writer at a time holds a lock file beside the database. It writes to a copy that is swapped in
at the end, so an open reader is never blocked and a crash leaves the old file whole. Above
`IN_PLACE_ABOVE` bytes the file itself is written, and readers have to close.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import duckdb
import portalocker
from sqlalchemy.exc import DBAPIError

from db.busy import BusyError, pauses, retry
from db.errors import DatelineError

IN_PLACE_ABOVE = 256 * 2**20
BESIDE = (".wal", ".wal.checkpoint", ".wal.recovery")  # what DuckDB may leave beside a file
# What DuckDB says of a statement that cannot be written; its other errors are faults of ours.
REFUSALS = (duckdb.OperationalError, duckdb.FatalException)
Keep = Callable[[IO[bytes]], None]


class WriteError(DatelineError):
    """The file system refuses."""


@dataclass(slots=True)
class Draft:
    """The file to write to. Unless `changed` is set it is thrown away (a file in place stays)."""

    path: Path
    changed: bool = False


@contextmanager
def writing(path: Path, *, wait: float, keep: Keep | None = None) -> Iterator[Draft]:
    """Hold the right to change the database at `path`; swap the changed copy in at the end.

    `keep` is given the file as it is, open and held, before anything is changed. Waits up to `wait`
    seconds for other writers, then raises BusyError, which names the process.
    """
    path = path.resolve()
    with _plain_errors(path), _lock(path, wait):
        _refuse_read_only(path)
        if path.stat().st_size > IN_PLACE_ABOVE:
            if keep:
                with path.open("rb") as source, _hold(path, wait):
                    keep(source)
            retry(lambda: duckdb.connect(path).close(), wait)
            _remove_spilled(path)
            yield Draft(path)
            return
        # Opened first and closed last: whoever closes a file gives up all his locks on it (POSIX).
        with path.open("rb") as source, _hold(path, wait), _copy(path) as draft:
            if keep:
                keep(source)
                source.seek(0)
            with draft.path.open("wb") as target:
                shutil.copyfileobj(source, target, 2**20)
            shutil.copymode(path, draft.path)
            yield draft
            if draft.changed:
                _swap(draft.path, path)


@contextmanager
def replacing(path: Path, *, wait: float, keep: Keep) -> Iterator[Draft]:
    """Hold the right to put another file in the place of a database, which may be damaged."""
    path = path.resolve()
    with _plain_errors(path), _lock(path, wait), _copy(path) as draft:
        _refuse_read_only(path)
        with path.open("rb") as source, _hold_if_whole(path, wait):
            keep(source)
            yield draft
            if draft.changed:
                shutil.copymode(path, draft.path)
                _swap(draft.path, path)


@contextmanager
def creating(path: Path, *, wait: float) -> Iterator[Draft | None]:
    """Hold the right to make a new database at `path`; None if another process just made it."""
    path = path.resolve()
    with _plain_errors(path), _lock(path, wait):
        if path.exists():
            yield None
            return
        if (log := find_log(path)).exists():
            raise WriteError(f"{log} is left of a database that is gone; remove it, or put it back")
        with _copy(path) as draft:
            yield draft
            if draft.changed:
                _swap(draft.path, path)


@contextmanager
def _copy(path: Path) -> Iterator[Draft]:
    copy = path.with_name(f".{path.name}.new")
    _remove(copy)  # a writer that was killed may have left it
    try:
        yield Draft(copy)
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    for file in (copy, *(_beside(copy, end) for end in BESIDE)):
        file.unlink(missing_ok=True)
    _remove_spilled(copy)


def _remove_spilled(path: Path) -> None:
    """Remove what a process that was killed had no memory for: DuckDB itself never does."""
    folder = _beside(path, ".tmp")
    for file in folder.glob("duckdb_temp_*"):
        file.unlink(missing_ok=True)
    with suppress(OSError):  # there mostly is none; and what others keep in it stays
        folder.rmdir()


def _swap(copy: Path, path: Path) -> None:
    if find_log(copy).exists():
        raise WriteError(
            f"{path.name} cannot be written whole: the disk may be full; it is as it was"
        )
    with copy.open("rb") as written:
        os.fsync(written.fileno())
    copy.replace(path)
    if os.name == "posix":  # pragma: no branch
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def find_log(path: Path) -> Path:
    """The write-ahead log of a file; there only while a program writes, or after its crash."""
    return _beside(path, ".wal")


def _beside(path: Path, end: str) -> Path:
    # DuckDB takes what follows a question mark for the options of an address.
    start, mark, options = str(path).partition("?")
    return Path(start + end + mark + options)


def _hold(path: Path, wait: float) -> duckdb.DuckDBPyConnection:
    """Open a file for reading, so that no other program can write to what is being replaced.

    A write-ahead log that another program's crash left is folded in first.
    """
    for _ in range(3):  # a program that crashes again and again in between is no case of ours
        held = retry(lambda: duckdb.connect(path, read_only=True), wait)
        if not find_log(path).exists():
            return held
        held.close()
        with retry(lambda: duckdb.connect(path), wait) as connection:
            connection.execute("CHECKPOINT")
    raise WriteError(
        f"{find_log(path)} is no log of this database, or is damaged; move it away and try again"
    )


@contextmanager
def _hold_if_whole(path: Path, wait: float) -> Iterator[None]:
    try:
        held = _hold(path, wait)
    except duckdb.Error as error:
        if (log := find_log(path)).exists():  # DuckDB would take it for that of the new file
            raise WriteError(
                f"{log} is no log of this database, or is damaged; move it away and try again"
            ) from error
        yield
    else:
        with held:
            yield


def _refuse_read_only(path: Path) -> None:
    if not path.exists():
        raise DatelineError(f"there is no database {path}")
    # The rights, not what this user may do: to swap a file in is no write to the old one.
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise WriteError(f"{path.name} is read-only; make it writable with `chmod u+w {path.name}`")


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
    return file.read_text(encoding="utf-8") or "another process"


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path.name} cannot be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        if "not a valid DuckDB database" in str(error):
            raise WriteError(f"{path} is not a DuckDB database") from error
        raise WriteError(f"{path.name} cannot be written: {_first_line(error)}") from error
    except DBAPIError as error:
        if not isinstance(error.orig, REFUSALS):
            raise
        raise WriteError(f"{path.name} cannot be written: {_first_line(error.orig)}") from error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
