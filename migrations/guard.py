"""Refuse, on DuckDB, what damages a database or loses part of its schema without a word.

Alembic's batch mode and the dialect's own way out both copy a table under another name and rename
it. On DuckDB a rename leaves whatever refers to the table pointing at a name that is gone (for
ever, where that is a foreign key), and the copy is made without the CHECKs.
"""

from __future__ import annotations

from typing import Any, NoReturn

from duckdb_sqlalchemy.alembic_impl import DuckDBImpl
from sqlalchemy import text

REMEDY = 'use `with helpers.alter_table("{table}") as table:` (migrations/helpers.py)'
CHECKED = """
    SELECT count(*) FROM duckdb_constraints()
    WHERE database_name = current_database() AND schema_name = current_schema()
      AND table_name = :table AND constraint_type = 'CHECK'
      AND list_contains(constraint_column_names, :column)
"""


class RefusedOperation(Exception):
    """An operation that is not safe on DuckDB."""


def refuse(operation: str, table: str | None) -> NoReturn:
    remedy = REMEDY.format(table=table or "the_table")
    raise RefusedOperation(f"{operation} is not safe on DuckDB; {remedy}")


class GuardedDuckDBImpl(DuckDBImpl):
    """Alembic on DuckDB without its dangerous operations; takes effect by being defined."""

    __dialect__ = "duckdb"

    def rename_table(
        self, old_table_name: str, new_table_name: Any, schema: Any = None
    ) -> NoReturn:
        refuse("rename_table", old_table_name)

    def requires_recreate_in_batch(self, batch_op: Any) -> NoReturn:
        refuse("batch_alter_table", batch_op.table_name)

    def prep_table_for_batch(self, batch_impl: Any, table: Any) -> NoReturn:
        refuse("batch_alter_table", table.name)

    def drop_column(self, table_name: str, column: Any, schema: Any = None, **kw: Any) -> None:
        # DuckDB drops the CHECKs of a column with it, without a word.
        query = text(CHECKED).bindparams(table=table_name, column=column.name)
        if self.connection is not None and self.connection.scalar(query):
            refuse("drop_column of a column under a CHECK", table_name)
        super().drop_column(table_name, column, schema=schema, **kw)

    def _recreate(self, table_name: str, schema: str | None) -> NoReturn:
        refuse("an ALTER of a table with an index", table_name)
