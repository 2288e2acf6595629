"""Prove over a whole database what foreign keys would prove, by anti-joins.

DuckDB creates no foreign keys (see the models), so each load proves these inside its transaction,
and `dateline check --database` proves them at any time.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Select,
    and_,
    exists,
    select,
)  # fmt: skip

from db.models import TABLES
from db.problem import Problem

SHOWN = 5


def find_orphans(connection: Connection, file: str) -> list[Problem]:
    """Every reference that leads nowhere: one problem for each pair of tables."""
    problems = []
    for name, query in _queries():
        if rows := connection.execute(query).all():
            shown = ", ".join("/".join(map(str, row)) for row in rows[:SHOWN])
            more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
            fault = f"{name} refers to what does not exist: {shown}{more}"
            problems.append(Problem(file, 0, fault, "load the files that define it again"))
    return problems


def _queries() -> Iterator[tuple[str, Select[tuple[str, ...]]]]:
    for table in TABLES.values():
        for constraint in sorted(table.foreign_key_constraints, key=_columns):
            yield f"{table.name}.{'+'.join(_columns(constraint))}", _anti_join(constraint)
    link, amount = TABLES["amount_link"], TABLES["amount"]
    named = and_(amount.c.event_id == link.c.event_id, amount.c.name == link.c.name)
    yield (
        "amount_link.event_id+name",
        select(link.c.event_id, link.c.name).where(~exists().where(named)).distinct(),
    )


def _columns(constraint: ForeignKeyConstraint) -> list[str]:
    return list(constraint.column_keys)


def _anti_join(constraint: ForeignKeyConstraint) -> Select[tuple[str, ...]]:
    columns = list(constraint.columns)
    # An alias, so that a table that refers to itself is compared with itself.
    target = constraint.referred_table.alias("target")
    same: list[ColumnElement[bool]] = [
        target.c[element.column.name] == element.parent for element in constraint.elements
    ]
    given = [column.is_not(None) for column in columns]
    query = select(*columns).where(*given, ~exists().where(*same)).distinct()
    return query.order_by(*columns)
