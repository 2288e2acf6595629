"""Views that cannot be read: on DuckDB a change of the tables breaks them without a word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Executable
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement

from db.tables import name_table, qualify


def list_broken_views(connection: Connection) -> list[str]:
    """Views that cannot be read in the database as it was committed."""
    if connection.dialect.name != "duckdb":  # PostgreSQL lets none break
        return []
    broken = []
    with connection.engine.connect() as other:  # a file that is gone would end our transaction
        for view in _list_views(connection):
            try:
                other.execute(_Describe(view))
            except sa.exc.DBAPIError:
                broken.append(view)
            other.rollback()
    return broken


def find_broken_views(connection: Connection, known: Collection[str]) -> Mapping[str, str]:
    """Views beside the known that cannot be read, with the reason."""
    if connection.dialect.name != "duckdb":
        return {}
    broken = {}
    for view in _list_views(connection):
        if view not in known:
            try:
                connection.execute(_Describe(view))
            except sa.exc.DBAPIError as error:
                broken[view] = str(error.orig).partition("\n")[0]
    return broken


class _Describe(Executable, ClauseElement):
    """Binds a view without planning it, which takes longer, and finds no other faults."""

    inherit_cache = False

    def __init__(self, view: str) -> None:
        self.query = sa.select(sa.text("*")).select_from(name_table(view))


@compiles(_Describe)
def _compile(describe: _Describe, compiler: Any, **options: Any) -> str:
    return f"DESCRIBE {compiler.process(describe.query, **options)}"


def _list_views(connection: Connection) -> list[str]:
    # A table that is gone must not be found again among the variables of this program.
    connection.exec_driver_sql("SET python_enable_replacements = false")
    query = sa.text("SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal")
    return sorted(qualify(connection, *row) for row in connection.execute(query))
