"""The statements that a change of the schema consists of, without running them on the database.

Helpers read the table that they rebuild, so the revisions run on an empty database of the same
revision, and what they say to it is written down. Each revision is a transaction.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from db.address import Database
from db.history import make_config, plain_errors, plan, read_scripts
from db.migrate import current
from db.mover import Care, run_revisions
from db.scratch import scratch
from migrations.rebuild import PROBE

READING = ("SELECT", "WITH", "PRAGMA", "DESCRIBE")


def list_statements(database: Database, target: str, *, own: Path | None = None) -> list[str]:
    """The statements from the revisions that a database has, up or down to another."""
    heads = current(database)
    config = make_config(own)
    with plain_errors():
        scripts = read_scripts(config)
        upward = target in ("head", "heads") or bool(plan(scripts, heads, target, upward=True))
    with scratch(database) as connection:
        quiet = Care(prove=False, allow_loss=True, own=own)
        for head in heads:
            run_revisions(connection, make_config(own), head, quiet, upward=True)
        said: list[str] = []
        _listen(connection, said)

        def begin(line: str) -> None:
            said.extend([*(["COMMIT;"] if said else []), f"-- {line}", "BEGIN;"])

        run_revisions(connection, config, target, replace(quiet, say=begin), upward=upward)
    return [*said, "COMMIT;"] if said else []


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
