"""Change a table on DuckDB in ways that its ALTER TABLE cannot.

In the revision's transaction the rows are set aside in a temporary table, in their order; the table
is dropped, made again under its own name as it should be, filled, and counted. What the table is
like is read from the database, not from the revisions: columns and indexes that a user has added
stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.schema import CreateTableAs
from sqlalchemy.types import UserDefinedType

HERE = "database_name = current_database() AND schema_name = current_schema()"
COLUMNS = f"""
    SELECT column_name, data_type, is_nullable, column_default, comment FROM duckdb_columns()
    WHERE {HERE} AND table_name = :table ORDER BY column_index
"""  # noqa: S608
CONSTRAINTS = f"""
    SELECT constraint_type, constraint_text, expression, constraint_column_names
    FROM duckdb_constraints() WHERE {HERE} AND table_name = :table
      AND constraint_type <> 'NOT NULL' ORDER BY constraint_index
"""  # noqa: S608
REFERRING = f"""
    SELECT schema_name || '.' || table_name, constraint_text FROM duckdb_constraints()
    WHERE database_name = current_database() AND referenced_table = :table
      AND NOT ({HERE} AND table_name = :table)
"""  # noqa: S608
UNSPEAKABLE = f"""
    SELECT regexp_extract(sql, '(GENERATED ALWAYS AS|VARCHAR COLLATE \\w+)') AS what
    FROM duckdb_tables() WHERE {HERE} AND table_name = :table AND what <> ''
"""  # noqa: S608
PROBED = """
    SELECT expression FROM duckdb_constraints()
    WHERE database_name = 'temp' AND table_name = :table AND constraint_type = 'CHECK'
"""
INDEXES = f"""
    SELECT index_name, is_unique, expressions::VARCHAR[], sql FROM duckdb_indexes()
    WHERE {HERE} AND table_name = :table ORDER BY index_oid
"""  # noqa: S608
COMMENT = f"SELECT comment FROM duckdb_tables() WHERE {HERE} AND table_name = :table"  # noqa: S608
MANY = 100_000  # rows whose table's making anew is told
ASIDE, PROBE = "rows_set_aside", "check_probe"


class RebuildError(Exception):
    """A change that the table as it is does not allow."""


class LossError(Exception):
    """Values that would be lost."""


class Spelled(UserDefinedType[Any]):
    """A type by the name that DuckDB gives it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_options: Any) -> str:
        return self.name


@dataclass(slots=True)
class Check:
    """A CHECK and the columns that it reads."""

    condition: str
    columns: Sequence[str]


@dataclass(slots=True)
class Index:
    """An index, and the columns or expressions that it reads."""

    name: str
    unique: bool
    parts: Sequence[str]
    sql: str

    def reads(self, column: str) -> bool:
        # An expression is not taken apart: a word in it that is the column's name will do.
        return any(re.search(rf"(?<!\w){re.escape(column)}(?!\w)", part) for part in self.parts)

    def renamed(self, names: Mapping[str, str]) -> Index:
        """The same index after columns were renamed."""
        if not (read := [name for name in names if self.reads(name)]):
            return self
        columns = [
            part.removeprefix('"').removesuffix('"').replace('""', '"') for part in self.parts
        ]
        for name in read:
            if name not in columns or any("(" in column for column in columns):
                raise RebuildError(f"drop the index {self.name} first: it reads {name}")
        parts = [_quote(names.get(column, column)) for column in columns]
        start, _, _ = self.sql.partition("(")
        return replace(self, parts=parts, sql=f"{start}({', '.join(parts)})")


@dataclass(slots=True)
class Shape:
    """What a table is like, and of which expression each column takes its values."""

    columns: dict[str, sa.Column[Any]]
    values: dict[str, sa.ColumnElement[Any]]
    key: list[str] = field(default_factory=list)
    uniques: list[list[str]] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    comment: str | None = None
    obstacles: list[str] = field(default_factory=list)
    """What cannot be made again, so that the table cannot either."""

    def parts(self) -> list[Any]:
        """Columns and constraints, to make a table of."""
        return [
            *(column._copy() for column in self.columns.values()),
            *([sa.PrimaryKeyConstraint(*self.key)] if self.key else []),
            *(sa.UniqueConstraint(*unique) for unique in self.uniques),
            *(
                sa.CheckConstraint(_text(check.condition), name=op.f(f"check_{number}"))
                for number, check in enumerate(self.checks)  # DuckDB forgets the names
            ),
        ]


def read_shape(table: str) -> Shape:
    """What a table is like."""
    shape = Shape({}, {})
    for name, kind, nullable, default, comment in _rows(COLUMNS, table):
        shape.columns[name] = sa.Column(
            name,
            Spelled(kind),
            nullable=nullable,
            server_default=None if default is None else _text(default),
            comment=comment,
            autoincrement=False,
        )
        shape.values[name] = sa.column(name)
    if not shape.columns:
        raise RebuildError(f"there is no table {table}")
    for kind, text, condition, columns in _rows(CONSTRAINTS, table):
        if kind == "PRIMARY KEY":
            shape.key = list(columns)
        elif kind == "UNIQUE":
            shape.uniques.append(list(columns))
        elif kind == "CHECK":
            shape.checks.append(Check(condition, columns))
        else:
            shape.obstacles.append(f"{table} has {text}")
    shape.obstacles += [f"{other} has {text}" for other, text in _rows(REFERRING, table)]
    shape.obstacles += [
        f"{table} has a column with {what}" for (what,) in _rows(UNSPEAKABLE, table)
    ]
    shape.indexes = [Index(*row) for row in _rows(INDEXES, table)]
    shape.comment = _rows(COMMENT, table)[0][0]
    return shape


def _text(sql: str) -> sa.TextClause:
    """SQL as it is: a colon in it starts no parameter."""
    return sa.text(sql.replace(":", r"\:"))


def _quote(name: str) -> str:
    return str(op.get_context().dialect.identifier_preparer.quote(name))


def _rows(query: str, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in op.get_bind().execute(sa.text(query), {"table": table})]


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
                op.execute(_text(index.sql))

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
        check = sa.CheckConstraint(_text(condition), name=op.f("probe"))
        op.create_table(PROBE, *columns, check, prefixes=["TEMPORARY"])
        spelled = str(_rows(PROBED, PROBE)[0][0])
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
