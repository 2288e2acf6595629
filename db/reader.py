"""What reads a database of either kind: SQL with `$1`, `$2` … for its values, and variables."""

from __future__ import annotations

from typing import Any, Protocol

from db.errors import DatelineError


class StatementError(DatelineError):
    """A statement that a server refuses."""


class MissingTableError(StatementError):
    """A statement that names what the database of a server does not have."""


class Cursor(Protocol):
    """The rows of a statement."""

    @property
    def description(self) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchmany(self, size: int = ..., /) -> list[Any]: ...
    def fetchall(self) -> list[Any]: ...


class Reader(Protocol):
    """DuckDB's own connection, or one to a server that is used alike."""

    def execute(self, sql: str, values: Any = None, /) -> Cursor: ...


def is_duckdb(connection: Reader) -> bool:
    """Whether it is a file; SQLAlchemy wraps DuckDB's connection in a class of its own."""
    return not getattr(connection, "on_server", False)


def set_variable(connection: Reader, name: str, value: Any) -> None:
    """Give a variable of saved queries a value, or None for no value; the name is an identifier."""
    if is_duckdb(connection):
        # SET VARIABLE takes no placeholder for a name.
        connection.execute(f'SET VARIABLE "{name}" = ?', [value])
    else:
        # Held by the transaction; the equals sign tells an empty text from no value.
        written = "" if value is None else f"={value}"
        connection.execute("SELECT set_config('dateline.' || $1, $2, true)", [name, written])
