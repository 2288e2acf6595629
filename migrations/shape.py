"""What a table on DuckDB is like, by its catalog: all that has to be made again with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from alembic import op
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
INDEXES = f"""
    SELECT index_name, is_unique, expressions::VARCHAR[], sql FROM duckdb_indexes()
    WHERE {HERE} AND table_name = :table ORDER BY index_oid
"""  # noqa: S608
COMMENT = f"SELECT comment FROM duckdb_tables() WHERE {HERE} AND table_name = :table"  # noqa: S608


class RebuildError(Exception):
    """A change that the table as it is does not allow."""


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
                sa.CheckConstraint(sql_text(check.condition), name=op.f(f"check_{number}"))
                for number, check in enumerate(self.checks)  # DuckDB forgets the names
            ),
        ]


def read_shape(table: str) -> Shape:
    """What a table is like."""
    shape = Shape({}, {})
    for name, kind, nullable, default, comment in read_rows(COLUMNS, table):
        shape.columns[name] = sa.Column(
            name,
            Spelled(kind),
            nullable=nullable,
            server_default=None if default is None else sql_text(default),
            comment=comment,
            autoincrement=False,
        )
        shape.values[name] = sa.column(name)
    if not shape.columns:
        raise RebuildError(f"there is no table {table}")
    for kind, text, condition, columns in read_rows(CONSTRAINTS, table):
        if kind == "PRIMARY KEY":
            shape.key = list(columns)
        elif kind == "UNIQUE":
            shape.uniques.append(list(columns))
        elif kind == "CHECK":
            shape.checks.append(Check(condition, columns))
        else:
            shape.obstacles.append(f"{table} has {text}")
    shape.obstacles += [f"{other} has {text}" for other, text in read_rows(REFERRING, table)]
    shape.obstacles += [
        f"{table} has a column with {what}" for (what,) in read_rows(UNSPEAKABLE, table)
    ]
    shape.indexes = [Index(*row) for row in read_rows(INDEXES, table)]
    shape.comment = read_rows(COMMENT, table)[0][0]
    return shape


def sql_text(sql: str) -> sa.TextClause:
    """SQL as it is: a colon in it starts no parameter."""
    return sa.text(sql.replace(":", r"\:"))


def _quote(name: str) -> str:
    return str(op.get_context().dialect.identifier_preparer.quote(name))


def read_rows(query: str, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in op.get_bind().execute(sa.text(query), {"table": table})]
