"""Change a table on DuckDB in ways that its ALTER TABLE cannot.

In the revision's transaction the rows are set aside in a temporary table, in their order; the table
is dropped, made again under its own name as it should be, filled, and counted. What the table is
like is read from the database, not from the revisions: columns and indexes that a user has added
stay.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.schema import CreateTableAs

from migrations.shape import Check, RebuildError, read_rows, read_shape, sql_text

PROBED = """
    SELECT expression FROM duckdb_constraints()
    WHERE database_name = 'temp' AND table_name = :table AND constraint_type = 'CHECK'
"""
MANY = 100_000  # rows whose table's making anew is told
ASIDE, PROBE = "rows_set_aside", "check_probe"


class LossError(Exception):
    """Values that would be lost."""


class Rebuild:
    """The changes of one table, made together at the end."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.shape = read_shape(table)
        self.renames: dict[str, str] = {}
        self.added: list[sa.Column[Any]] = []
        self.rebuilds = False

    def add_column(
        self, column: sa.Column[Any], *, value: str | None = None, after: str | None = None
    ) -> None:
        """Add a column, with a SQL expression for the rows that are there, after another column."""
        if column.name.lower() in map(str.lower, self.shape.columns):  # as DuckDB compares names
            raise RebuildError(f"{self.table} has a column {column.name} already")
        if after is not None:
            self._find(after)
        if column.nullable and value is None and after is None:
            self.added.append(column)
        else:
            self.rebuilds = True
        self.shape.values[column.name] = sa.literal_column(value or "NULL")
        names = list(self.shape.columns)
        at = names.index(after) + 1 if after else len(names)
        names.insert(at, column.name)
        self.shape.columns[column.name] = column
        self.shape.columns = {name: self.shape.columns[name] for name in names}

    def alter_column(
        self,
        name: str,
        *,
        new_column_name: str | None = None,
        type_: Any = None,
        using: str | None = None,
        nullable: bool | None = None,
        comment: str | None = None,
    ) -> None:
        """Rename or retype a column, or let it be NULL or not; `using` makes the new values."""
        column = self._find(name)
        if type_ is not None:
            if using is None:
                refuse_lossy_cast(self.table, column, type_)
            old: sa.ColumnElement[Any]
            old = sa.literal_column(using) if using else sa.column(name)
            self.shape.values[name] = sa.cast(old, type_)
            column.type = type_
            self.rebuilds = True
        if nullable is not None:
            column.nullable = nullable
            self.rebuilds = True
        if comment is not None:
            column.comment = comment
            self.rebuilds = True
        if new_column_name is not None:
            self.renames[name] = new_column_name

    def drop_column(self, name: str) -> None:
        """Take a column away; what refers to it has to be taken away first."""
        self._find(name)
        for check in self.shape.checks:
            if name in check.columns:
                raise RebuildError(f"drop the CHECK {check.condition} first: it reads {name}")
        if name in self.shape.key or any(name in unique for unique in self.shape.uniques):
            raise RebuildError(f"{name} belongs to a key of {self.table}")
        for index in self.shape.indexes:
            if index.reads(name):
                raise RebuildError(f"drop the index {index.name} first: it reads {name}")
        del self.shape.columns[name], self.shape.values[name]
        self.rebuilds = True

    def create_check_constraint(self, _name: str, condition: str) -> None:
        """Add a CHECK; the rows that are there have to satisfy it."""
        self.shape.checks.append(Check(condition, ()))
        self.rebuilds = True

    def drop_check_constraint(self, name: str, condition: str) -> None:
        """Take a CHECK away. DuckDB forgets names, so it is found by its condition."""
        wanted = self._spell(condition)
        kept = [check for check in self.shape.checks if check.condition != wanted]
        if len(kept) == len(self.shape.checks):
            there = "; ".join(check.condition for check in kept) or "none"
            raise RebuildError(f"{self.table} has no CHECK {wanted} ({name}); it has: {there}")
        self.shape.checks = kept
        self.rebuilds = True

    def apply(self) -> None:
        """Make all the changes."""
        if self.shape.obstacles and (self.rebuilds or self.renames):
            raise RebuildError(f"{self.shape.obstacles[0]}, so {self.table} cannot be made anew")
        indexes = [index.renamed(self.renames) for index in self.shape.indexes]
        if self.rebuilds or (self.renames and self.shape.indexes):
            self._rebuild()
        else:
            for column in self.added:
                op.add_column(self.table, column)
        for old, new in self.renames.items():
            op.alter_column(self.table, old, new_column_name=new)
        if self.rebuilds or self.renames:
            for index in indexes:
                op.execute(sql_text(index.sql))

    def _rebuild(self) -> None:
        bind = op.get_bind()
        old = sa.table(self.table)
        values = [value.label(name) for name, value in self.shape.values.items()]
        bind.execute(CreateTableAs(sa.select(*values).select_from(old), ASIDE, temporary=True))
        op.drop_table(self.table)
        new = op.create_table(self.table, *self.shape.parts(), comment=self.shape.comment)
        names = list(self.shape.columns)
        aside: sa.Select[*tuple[Any, ...]] = sa.select(*map(sa.column, names)).select_from(
            sa.table(ASIDE)
        )
        bind.execute(sa.insert(new).from_select(names, aside))
        counts = [
            bind.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
            for name in (ASIDE, self.table)
        ]
        say = context.config.attributes.get("say")
        if say and counts[1] >= MANY:
            say(f"   {self.table}: {counts[1]:,} rows made anew")
        if counts[0] != counts[1]:
            raise RebuildError(
                f"{self.table} had {counts[0]:,} rows and came out with {counts[1]:,}"
            )
        op.drop_table(ASIDE)

    def _find(self, name: str) -> sa.Column[Any]:
        if name not in self.shape.columns:
            raise RebuildError(f"{self.table} has no column {name}")
        return self.shape.columns[name]

    def _spell(self, condition: str) -> str:
        """A condition as DuckDB writes it."""
        columns = [sa.Column(name, column.type) for name, column in self.shape.columns.items()]
        check = sa.CheckConstraint(sql_text(condition), name=op.f("probe"))
        op.create_table(PROBE, *columns, check, prefixes=["TEMPORARY"])
        spelled = str(read_rows(PROBED, PROBE)[0][0])
        op.drop_table(PROBE)
        return spelled


def refuse_lossy_cast(table: str, column: sa.Column[Any], kind: Any) -> None:
    """Raise LossError if a new type cannot hold every value, unless losses are allowed."""
    if context.config.attributes.get("allow_loss"):
        return
    old: sa.ColumnClause[Any] = sa.column(column.name)
    there_and_back = sa.cast(sa.cast(old, kind), column.type)
    query = sa.select(sa.func.count()).select_from(sa.table(table))
    lost = op.get_bind().scalar(query.where(there_and_back.is_distinct_from(old)))
    if lost:
        raise LossError(f"{lost:,} values of {table}.{column.name} would not be the same")
