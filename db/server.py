"""Connections to a PostgreSQL server. Only a database on a server brings a command here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from db.address import Server
from db.errors import DatelineError
from db.reader import Cursor, MissingTableError, StatementError

PATIENCE = 10  # seconds for a server that does not answer


class ServerError(DatelineError):
    """A server that cannot be reached, or that refuses."""


try:
    import psycopg
except ImportError as error:
    raise ServerError(
        "a database on a PostgreSQL server needs psycopg; install it with "
        "`pip install -e '.[postgres]'` in the checkout of Dateline"
    ) from error

_MISSING = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)


def connect(server: Server, *, read_only: bool = False) -> psycopg.Connection[Any]:
    """A connection that has begun nothing yet; raises ServerError in one line.

    One that only reads sees the database as it is at one moment.
    """
    settings: dict[str, Any] = {
        "connect_timeout": str(PATIENCE),
        "application_name": f"dateline, process {os.getpid()}",
        **server.settings(),
        "client_encoding": "UTF8",
    }
    try:
        connection = psycopg.connect(**settings, prepare_threshold=None)
    except (psycopg.Error, UnicodeError) as error:
        raise ServerError(f"{server} cannot be opened: {describe(error)}") from error
    if (encoding := connection.info.parameter_status("server_encoding")) != "UTF8":
        connection.close()
        raise ServerError(f"{server} is encoded in {encoding}; choose a database in UTF8")
    if read_only:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return connection


@contextmanager
def open_server(server: Server) -> Iterator[ServerReader]:
    """Read a database, whatever its revision."""
    with closing(connect(server, read_only=True)) as connection:
        yield ServerReader(connection)


class ServerReader:
    """A connection to a server that reads as DuckDB's own does."""

    on_server = True

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Any = None, /) -> Cursor:
        """Run a statement; a refusal raises StatementError, and ends the transaction."""
        try:
            return psycopg.RawCursor(self._connection).execute(sql.encode(), values)
        except psycopg.Error as error:
            if not self._connection.closed:
                self._connection.rollback()
            kind = MissingTableError if isinstance(error, _MISSING) else StatementError
            raise kind(describe(error)) from error


def explain(server: Server, error: BaseException) -> ServerError:
    """What to say of a statement that the server refused."""
    return ServerError(f"{server} refuses: {describe(error)}")


def describe(error: BaseException) -> str:
    """What the server or its driver says, on one line."""
    said = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return said or " ".join(str(error).split())
