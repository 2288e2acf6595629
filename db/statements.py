"""The statements that a change of the schema consists of, without running them on the database.

Helpers read the table that they rebuild, so the revisions run on an empty database with the same
tables, and what they say to it is written down. Each revision is a transaction.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Connection, event

from db.address import Database, Server
from db.busy import retry
from db.engine import make_engine
from db.history import make_config, plain_errors, plan, read_scripts
from db.migrate import current
from db.mover import Care, run_revisions
from db.reading import PATIENCE
from db.scratch import scratch
from migrations.rebuild import PROBE

READING = ("SELECT", "WITH", "PRAGMA", "DESCRIBE")
QUIET = Care(prove=False, allow_loss=True)


def list_statements(database: Database, target: str, *, own: Path | None = None) -> list[str]:
    """The statements from the revisions that a database has, up or down to another."""
    heads, config = current(database), make_config(own)
    with plain_errors():
        scripts = read_scripts(config)
        upward = not target.startswith("-") and bool(plan(scripts, heads, target, upward=True))
    said: list[str] = []

    def begin(line: str) -> None:
        said.extend([*(["COMMIT;"] if said else []), f"-- {line}", "BEGIN;"])

    with _emptied(database, heads, own) as connection:
        _listen(connection, said)
        run_revisions(connection, config, target, replace(QUIET, say=begin), upward=upward)
    return [*said, "COMMIT;"] if said else []


@contextmanager
def _emptied(database: Database, heads: list[str], own: Path | None) -> Iterator[Connection]:
    """An empty database with the tables of another; of a file a user's own are among them."""
    if isinstance(database, Server):
        with scratch(database) as connection:
            for head in heads:
                run_revisions(connection, make_config(own), head, QUIET, upward=True)
            yield connection
        return
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.duckdb"
        retry(lambda: _copy_tables(database, empty), PATIENCE)
        with make_engine(empty).connect() as connection:
            yield connection


def _copy_tables(database: Path, empty: Path) -> None:
    """Make the tables, views and macros of a database in a new file, with the revisions it has."""
    # ATTACH takes no placeholder for a name.
    real, new = (str(path).replace("'", "''") for path in (database, empty))
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH 'duckdb:{real}' AS full_one (READ_ONLY)")
        connection.execute(f"ATTACH '{new}' AS empty_one")
        connection.execute("COPY FROM DATABASE full_one TO empty_one (SCHEMA)")
        connection.execute("INSERT INTO empty_one.alembic_version FROM full_one.alembic_version")


def _listen(connection: Connection, said: list[str]) -> None:
    def write_down(
        _connection: Any, _cursor: Any, statement: str, values: Any, context: Any, _many: bool
    ) -> None:
        text = statement.strip()
        if text.upper().startswith(READING) or PROBE in text:
            return
        if values and context is not None and context.compiled is not None:
            options = {"literal_binds": True}
            compiled = context.compiled.statement.compile(
                dialect=connection.dialect, compile_kwargs=options
            )
            text = str(compiled)
        said.append(text.rstrip(";") + ";")

    event.listen(connection, "before_cursor_execute", write_down)
