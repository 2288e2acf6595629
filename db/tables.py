"""The tables of a database, their columns, and the rows in them that are not Dateline's own."""

from __future__ import annotations

import re
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.sql import quoted_name

from migrations.helpers import Changes

BUILT_IN = "dateline"
VERSIONS = "alembic_version"
_GROUP = re.compile(r"([\w.]+) \(([^)]+)\)")
_TABLES = sa.text("""
    SELECT t.table_schema, t.table_name, c.column_name
    FROM information_schema.tables AS t
    JOIN information_schema.columns AS c
        ON c.table_catalog = t.table_catalog AND c.table_schema = t.table_schema
        AND c.table_name = t.table_name
    WHERE t.table_type = 'BASE TABLE' AND t.table_catalog = current_database()
      AND t.table_schema NOT IN ('information_schema', 'pg_catalog')
    ORDER BY t.table_schema, t.table_name, c.ordinal_position
""")

Tables = dict[str, list[str]]
Group = tuple[str, tuple[str, ...]]
"""A table and some of its columns; none stands for all."""


def list_tables(connection: Connection) -> Tables:
    """The columns of each table; a table of another schema is named with it."""
    main = connection.scalar(sa.select(sa.func.current_schema()))
    tables: Tables = {}
    for schema, table, column in connection.execute(_TABLES):
        if table != VERSIONS:
            name = table if schema == main else qualify(connection, schema, table)
            tables.setdefault(name, []).append(column)
    return tables


def qualify(connection: Connection, schema: str, name: str) -> str:
    """A name that is written into SQL as it is, and read by people."""
    quote = connection.dialect.identifier_preparer.quote
    return quoted_name(f"{quote(schema)}.{quote(name)}", quote=False)


def read_group(text: str, tables: Collection[str]) -> Group:
    """`claim`, `claim.note` or `company (id, description)`, as revisions declare them."""
    if match := _GROUP.fullmatch(text):
        return match[1], tuple(name.strip() for name in match[2].split(","))
    table, _, name = text.rpartition(".")
    return (table, (name,)) if table and text not in tables else (text, ())


def find_losses(connection: Connection, changes: Changes) -> list[str]:
    """What a revision is about to take away for good, counted; what Dateline set is no loss."""
    tables = list_tables(connection)
    moved = {
        (table, name)
        for table, names in (read_group(text, tables) for text in changes.moves)
        for name in names or tables.get(table, ())
    }
    losses = []
    for table, names in (read_group(text, tables) for text in changes.drops):
        if table not in tables:
            continue
        lost = [name for name in names or tables[table] if (table, name) not in moved]
        if not names and len(lost) == len(tables[table]):
            counted = {("row", table): sa.func.count()}
        else:
            counted = {("value", f"{table}.{n}"): sa.func.count(sa.column(n)) for n in lost}
        for (what, where), count in counted.items():
            query = sa.select(count).select_from(name_table(table)).where(own_rows(tables[table]))
            if found := connection.scalar(query) or 0:
                losses.append(f"{found:,} {what}{'' if found == 1 else 's'} of {where}")
    return losses


def count_own_rows(connection: Connection) -> int:
    """How many rows a database holds that did not come with Dateline."""
    return sum(
        connection.scalar(
            sa.select(sa.func.count()).select_from(name_table(table)).where(own_rows(names))
        )
        or 0
        for table, names in list_tables(connection).items()
    )


def name_table(name: str) -> sa.TableClause:
    """A table by the name that `list_tables` gives it."""
    return sa.table(name)  # one of another schema has its quotes already


def own_rows(columns: Collection[str]) -> ColumnElement[bool]:
    """Rows that did not come with Dateline."""
    if "owner" in columns:
        owner = sa.cast(sa.column("owner"), sa.String)  # in a table of a user's it may be a number
        return owner.is_distinct_from(BUILT_IN)
    return sa.true()
