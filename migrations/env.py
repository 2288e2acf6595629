"""Alembic's environment: run by `dateline migrate`, or by `alembic` with DATELINE_DB set."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection

from db.engine import make_engine
from db.models import Base
from db.reading import DEFAULT, choose_database


def include_object(
    _object: Any, _name: str | None, kind: str, _reflected: bool, _compare_to: Any
) -> bool:
    """Foreign keys are declared in the models and created on PostgreSQL only."""
    dialect = context.get_context().dialect.name
    return not (kind == "foreign_key_constraint" and dialect == "duckdb")


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
        compare_type=True,
        compare_server_default=True,
        include_object=include_object,
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
