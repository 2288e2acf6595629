"""The statements that a change of the schema consists of, without running them on the database.

Helpers read the table that they rebuild, so the revisions run on a new file with all the tables of
the database, a user's own included, but without their rows; what is said to DuckDB is written down.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Connection, event

from db.busy import retry
from db.engine import make_engine
from db.history import make_config, plain_errors, plan, read_scripts
from db.migrate import current
from db.mover import Care, run_revisions
from db.reading import PATIENCE
from migrations.rebuild import PROBE

READING = ("SELECT", "WITH", "PRAGMA", "DESCRIBE")


def list_statements(database: Path, target: str, *, own: Path | None = None) -> list[str]:
    """The statements from the revisions that a database has, up or down to another."""
    heads, config = current(database), make_config(own)
    with plain_errors():
        scripts = read_scripts(config)
        upward = not target.startswith("-") and bool(plan(scripts, heads, target, upward=True))
    quiet = Care(prove=False, allow_loss=True, own=own)
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.duckdb"
        retry(lambda: _copy_tables(database, empty), PATIENCE)
        with make_engine(empty).connect() as connection:
            said = _listen(connection)
            run_revisions(connection, config, target, quiet, upward=upward)
            connection.commit()
    return said


def _copy_tables(database: Path, empty: Path) -> None:
    """Make the tables, views and macros of a database in a new file, with the revisions it has."""
    real, new = (str(path).replace("'", "''") for path in (database, empty))
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH 'duckdb:{real}' AS full_one (READ_ONLY)")
        connection.execute(f"ATTACH '{new}' AS empty_one")
        connection.execute("COPY FROM DATABASE full_one TO empty_one (SCHEMA)")
        connection.execute("INSERT INTO empty_one.alembic_version FROM full_one.alembic_version")


def _listen(connection: Connection) -> list[str]:
    said: list[str] = []

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
    event.listen(connection, "begin", lambda _connection: said.append("BEGIN TRANSACTION;"))
    event.listen(connection, "commit", lambda _connection: said.append("COMMIT;"))
    return said
