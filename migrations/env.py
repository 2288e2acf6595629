"""Alembic's environment: run by `dateline migrate`, or by `alembic` with DATELINE_DB set."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection

from db.engine import make_engine
from db.models import Base
from db.reading import DEFAULT, choose_database
from migrations import guard  # noqa: F401  Alembic takes the last implementation defined


def include_object(
    thing: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any
) -> bool:
    """Leave out foreign keys on DuckDB, which has none, and what a user's own revisions add."""
    if kind == "foreign_key_constraint" and context.get_context().dialect.name == "duckdb":
        return False
    own = context.config.attributes.get("own", ())
    return (f"{thing.table.name}.{name}" if kind == "column" else name) not in own


def number_revision(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Number a new revision of ours; one with an id of its own keeps it."""
    scripts = context.script
    numbers = [int(s.revision) for s in scripts.walk_revisions() if s.revision.isdigit()]
    given = getattr(context.config.cmd_opts, "rev_id", None)
    for script in directives:
        if not given:
            script.rev_id = f"{max(numbers, default=0) + 1:04}"


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
        compare_type=True,
        compare_server_default=True,
        include_object=include_object,
        on_version_apply=context.config.attributes.get("on_version_apply"),
        process_revision_directives=number_revision,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(choose_database(None) or DEFAULT)
    with engine.connect() as connection:
        run(connection)
