"""Open a database for reading: a file with DuckDB alone, one on a server with psycopg.

Reading imports neither SQLAlchemy, Alembic, YAML nor msgspec; the first reading command in a
folder without a database builds one from the seed, and only then imports what building needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from db.address import Database, Server, parse_database
from db.busy import retry
from db.errors import DatelineError
from db.reader import MissingTableError, Reader
from db.revision import compare_age

DEFAULT = Path("dateline.duckdb")
PATIENCE = 5.0  # seconds that a reader waits for another program that writes to the file
# What DuckDB says of a file that it cannot read; its other errors are faults of a query.
_DAMAGE = (duckdb.OperationalError, duckdb.FatalException)


class NoDatabaseError(DatelineError):
    """There is no file, or it is not a Dateline database, as one on a server may be."""


class RevisionError(DatelineError):
    """The database's schema is older or newer than this code."""


def find_database(given: str | Database | None) -> Database:
    """The database to use: as given, else DATELINE_DB, else the default file in this folder.

    A file that somebody chose must exist; the default one is built from the seed where it does
    not, so that a first command answers at once.
    """
    chosen = choose_database(given)
    path = chosen or DEFAULT
    if isinstance(path, Path) and not path.exists():
        if chosen:
            raise NoDatabaseError(
                f"there is no database {path}; make one with `dateline --db {path} init`"
            )
        _build_from_seed(path)
    return path


def choose_database(given: str | Database | None) -> Database | None:
    """What somebody chose, there or not: as given, else by DATELINE_DB."""
    chosen = given or os.environ.get("DATELINE_DB") or None
    return parse_database(chosen) if isinstance(chosen, str) else chosen


def _build_from_seed(path: Path) -> None:
    from db.load import build_database

    if build_database(path, seed=True, wait=PATIENCE) is not None:
        line = f"{path} was not there: made it from the articles that come with Dateline"
        print(line, file=sys.stderr)  # noqa: T201


@contextmanager
def reading(database: Database) -> Iterator[Reader]:
    """A read-only connection to a database that this code can read."""
    with opening(database) as connection:
        check_revision(connection, database)
        yield connection


@contextmanager
def opening(database: Database) -> Iterator[Reader]:
    """A read-only connection to a database, whatever its revision."""
    if isinstance(database, Server):
        from db.server import open_server

        with open_server(database) as reader:
            yield reader
    else:
        with open_file(database) as connection, explaining_damage(database):
            yield connection


@contextmanager
def explaining_damage(path: Path) -> Iterator[None]:
    """One clear line for a damaged block, which shows only when it is read."""
    try:
        yield
    except _DAMAGE as error:
        raise _describe_damage(path, error) from error


def open_file(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a DuckDB file, whatever its revision."""
    try:
        # Without the prefix DuckDB would fetch an extension from the network for a file of SQLite.
        return retry(lambda: duckdb.connect(f"duckdb:{path}", read_only=True), PATIENCE)
    except duckdb.Error as error:
        if path.is_dir() or "not a valid DuckDB database" in str(error):
            raise NoDatabaseError(f"{path} is not a DuckDB database") from error
        raise _describe_damage(path, error) from error


def _describe_damage(path: Database, error: duckdb.Error) -> NoDatabaseError:
    reason = str(error).partition("\n")[0]
    return NoDatabaseError(f"{path} is damaged or cannot be read: {reason}")


def read_revisions(connection: Reader, database: Database) -> list[str]:
    """The revisions that a database has, a user's own branches included."""
    try:
        rows = connection.execute("SELECT version_num::VARCHAR FROM alembic_version").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException, MissingTableError) as error:
        raise _describe_stranger(database) from error
    except duckdb.Error as error:
        raise _describe_damage(database, error) from error
    return sorted(row[0] for row in rows)


def _describe_stranger(database: Database) -> NoDatabaseError:
    if isinstance(database, Server):
        return NoDatabaseError(
            f"{database} is a PostgreSQL database, but holds nothing of Dateline; "
            f"start with `dateline --db {database} init`"
        )
    return NoDatabaseError(f"{database} is a DuckDB database, but not one of Dateline")


def check_revision(connection: Reader, database: Database) -> None:
    """Raise RevisionError, with the remedy, unless the database has the revision of this code."""
    found = read_revisions(connection, database)
    age = compare_age(found)
    if age == "current":
        return
    if age == "newer":
        newest = max(filter(str.isdigit, found))
        raise RevisionError(
            f"{database} has schema revision {newest}, which this Dateline does not know; "
            "get a newer Dateline: `git pull` and `pip install -e .` in its checkout"
        )
    holds_claims = _holds_claims(connection)
    if found and not holds_claims:  # somebody else's, with Alembic's table
        raise _describe_stranger(database)
    if holds_claims and not any(revision.isdigit() for revision in found):
        command = (
            "pg_restore" if isinstance(database, Server) else f"dateline --db {database} restore"
        )
        raise RevisionError(
            f"{database} holds claims, but has lost the number of its schema revision; bring back "
            f"a copy with `{command}`"
        )
    raise RevisionError(
        f"{database} is older than this Dateline; bring it up to date with "
        f"`dateline --db {database} migrate upgrade`"
    )


def _holds_claims(connection: Reader) -> bool:
    tables = connection.execute(
        "SELECT table_name::VARCHAR FROM information_schema.tables "
        "WHERE table_schema = current_schema()"
    ).fetchall()
    return ("claim",) in tables
