"""Prove over a whole database what foreign keys would prove, by anti-joins.

DuckDB creates no foreign keys (see the models), so each load proves these inside its transaction,
and `dateline check --database` proves them at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from db.models import TABLES
from db.problem import Problem

SHOWN = 5
# One statement for all: to plan thirty of them costs more than to run them.
COLLECT = """
    SELECT reference, (array_agg(DISTINCT value ORDER BY value))[1:{shown}], count(DISTINCT value)
    FROM ({orphans}) AS orphan GROUP BY reference
"""
ANTI_JOIN = """
    SELECT '{name}' AS reference, concat_ws('/', {values}) AS value FROM "{table}" AS source
    WHERE {given} AND NOT EXISTS (SELECT 1 FROM "{target}" AS target WHERE {same})
"""


def find_orphans(connection: Connection, file: str) -> list[Problem]:
    """Every reference that leads nowhere: one problem for each pair of tables."""
    problems = []
    query = COLLECT.format(shown=SHOWN, orphans=" UNION ALL ".join(_anti_joins()))
    for name, values, count in sorted(connection.exec_driver_sql(query)):
        more = f" and {count - SHOWN} more" if count > SHOWN else ""
        fault = f"{name} refers to what does not exist: {', '.join(values)}{more}"
        problems.append(Problem(file, 0, fault, "load the files that define it again"))
    return problems


def _anti_joins() -> Iterator[str]:
    for table in TABLES.values():
        for constraint in table.foreign_key_constraints:
            names = [element.column.name for element in constraint.elements]
            target = constraint.referred_table.name
            yield _anti_join(table.name, constraint.column_keys, target, names)
    figure = ("event_id", "name")
    yield _anti_join("amount_link", figure, "amount", figure)


def _anti_join(table: str, columns: Sequence[str], target: str, names: Sequence[str]) -> str:
    given = [f'source."{column}"' for column in columns]
    found = [f'target."{name}"' for name in names]
    return ANTI_JOIN.format(
        name=f"{table}.{'+'.join(columns)}",
        values=", ".join(given),
        table=table,
        given=" AND ".join(f"{column} IS NOT NULL" for column in given),
        target=target,
        same=" AND ".join(f"{a} = {b}" for a, b in zip(given, found, strict=True)),
    )
