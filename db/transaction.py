"""One transaction by the only one who may write: on a copy of the file, or on the server.

What is not committed is as if it had never been.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from db.address import Database, Server
from db.busy import BusyError, pauses
from db.engine import make_engine
from db.reading import NoDatabaseError
from db.writer import creating, writing

LOCK = int.from_bytes(b"dateline")  # PostgreSQL takes any number; this one is not chosen twice
_TAKE = text("SELECT pg_try_advisory_xact_lock(:key)")
_HOLDER = text("""
    SELECT a.application_name, a.pid
    FROM pg_locks AS l
    JOIN pg_stat_activity AS a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
      AND (CAST(l.classid AS bigint) << 32) + CAST(l.objid AS bigint) = :key
""")


@dataclass(slots=True)
class Transaction:
    """A connection to write with; nothing stays unless it is committed."""

    connection: Connection
    committed: bool = False

    def commit(self) -> None:
        self.connection.commit()
        self.committed = True


@contextmanager
def changing(database: Database, *, wait: float) -> Iterator[Transaction]:
    """Hold the right to change a database, and a transaction on it.

    Waits up to `wait` seconds for other writers, then raises BusyError, which names the process.
    """
    if isinstance(database, Server):
        with _locking(database, wait) as connection:
            yield Transaction(connection)
        return
    with writing(database, wait=wait) as draft, make_engine(draft.path).connect() as connection:
        yield (transaction := Transaction(connection))
        draft.changed = transaction.committed


@contextmanager
def making(database: Database, *, wait: float) -> Iterator[Transaction | None]:
    """Hold the right to make a new database, and a transaction on it; None if it is there."""
    if isinstance(database, Server):
        with _locking(database, wait) as connection:
            yield None if _is_made(connection, database) else Transaction(connection)
        return
    with creating(database, wait=wait) as draft:
        if draft is None:
            yield None
            return
        with make_engine(draft.path).connect() as connection:
            yield (transaction := Transaction(connection))
        draft.changed = transaction.committed


@contextmanager
def _locking(server: Server, wait: float) -> Iterator[Connection]:
    with make_engine(server).connect() as connection:
        _lock(connection, server, wait)
        yield connection


def _lock(connection: Connection, server: Server, wait: float) -> None:
    """Take the lock, which the server gives back at the end of the transaction, however it ends."""
    waiting = pauses(wait)
    while not connection.scalar(_TAKE, {"key": LOCK}):
        if next(waiting, ...) is ...:
            name, process = connection.execute(_HOLDER, {"key": LOCK}).first() or ("", "unknown")
            raise BusyError(
                f"{server} is being written by {name or 'another program'} "
                f"(server process {process}); wait longer with --wait"
            )


def _is_made(connection: Connection, server: Server) -> bool:
    """Whether the database has our tables; NoDatabaseError for one with a history of others."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return False
    if connection.scalar(text("SELECT count(*) FROM alembic_version")) == 0:
        return False  # taken back to the base
    if "claim" not in tables:
        raise NoDatabaseError(
            f"{server} holds the tables of another program, with a history of their own; choose "
            "another database"
        )
    return True
