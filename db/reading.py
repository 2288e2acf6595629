"""Open a database file for reading, with DuckDB alone.

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

from db.busy import retry
from db.errors import DatelineError
from db.revision import compare_age

DEFAULT = Path("dateline.duckdb")
PATIENCE = 5.0  # seconds that a reader waits for another program that writes to the file
# What DuckDB says of a file that it cannot read; its other errors are faults of a query.
_DAMAGE = (duckdb.OperationalError, duckdb.FatalException)


class NoDatabaseError(DatelineError):
    """There is no file, or it is not a Dateline database."""


class RevisionError(DatelineError):
    """The file's schema is older or newer than this code."""


def choose_path(given: str | Path | None) -> Path:
    """The file as given, else DATELINE_DB, else the default one; it need not be there."""
    return Path(given or os.environ.get("DATELINE_DB") or DEFAULT)


def find_database(given: str | Path | None) -> Path:
    """The file to use: as given, else DATELINE_DB, else the default in the working directory.

    A file that somebody chose must exist; the default one is built from the seed where it does
    not, so that a first command answers at once.
    """
    path = choose_path(given)
    if not path.exists():
        if given or os.environ.get("DATELINE_DB"):
            raise NoDatabaseError(
                f"there is no database {path}; make one with `dateline --db {path} init`"
            )
        _build_from_seed(path)
    return path


def _build_from_seed(path: Path) -> None:
    from db.load import build_database

    if build_database(path, seed=True, wait=PATIENCE) is not None:
        line = f"{path} was not there: made it from the articles that come with Dateline"
        print(line, file=sys.stderr)  # noqa: T201


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a database that this code can read."""
    with open_file(path) as connection, explaining_damage(path):
        check_revision(connection, path)
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


def _describe_damage(path: Path, error: duckdb.Error) -> NoDatabaseError:
    reason = str(error).partition("\n")[0]
    return NoDatabaseError(f"{path} is damaged or cannot be read: {reason}")


def read_revisions(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """The revisions that a file has, a user's own branches included."""
    try:
        rows = connection.execute(
            "SELECT version_num::VARCHAR FROM alembic_version ORDER BY 1"
        ).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise NoDatabaseError(f"{path} is a DuckDB database, but not one of Dateline") from error
    except duckdb.Error as error:
        raise _describe_damage(path, error) from error
    return [row[0] for row in rows]


def check_revision(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise RevisionError, with the remedy, unless the file has the revision of this code."""
    found = read_revisions(connection, path)
    age = compare_age(found)
    if age == "current":
        return
    if age == "newer":
        newest = max(filter(str.isdigit, found))
        raise RevisionError(
            f"{path} has schema revision {newest}, which this Dateline does not know; "
            "install a newer Dateline: `pip install --upgrade dateline`"
        )
    holds_claims = _holds_claims(connection)
    if found and not holds_claims:  # somebody else's file, with Alembic's table
        raise NoDatabaseError(f"{path} is a DuckDB database, but not one of Dateline")
    if holds_claims and not any(revision.isdigit() for revision in found):
        raise RevisionError(
            f"{path} holds claims, but has lost the number of its schema revision; bring back a "
            f"copy with `dateline --db {path} restore`"
        )
    raise RevisionError(
        f"{path} is older than this Dateline; bring it up to date with "
        f"`dateline --db {path} migrate upgrade`"
    )


def _holds_claims(connection: duckdb.DuckDBPyConnection) -> bool:
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return ("claim",) in tables
