"""The tables, views and macros of a database, as it describes them itself.

What `schema` shows and what docs/sql.md holds comes from here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from db.errors import DatelineError
from db.query import check_unicode
from db.reader import Reader, is_duckdb
from db.relations import RELATIONS, Relation

# What one starts with; the others follow by name.
FIRST_VIEWS = (
    "timeline", "company_timeline", "figures", "evidence", "conflicts", "corroboration", "totals",
    "total_figures", "unique_figures", "figure_amount", "search_text",
)  # fmt: skip
FIRST_TABLES = (
    "company", "company_alias", "company_relation", "company_same_as", "source", "source_citation",
    "source_text", "event", "event_same_as", "claim", "claim_company", "claim_origin", "left_out",
    "amount", "amount_link",
)  # fmt: skip
KINDS = ("view", "table", "macro")
_FIRST = {name: at for at, name in enumerate((*FIRST_VIEWS, *FIRST_TABLES))}
_THINGS = """
    SELECT table_name, 'table', comment, NULL FROM duckdb_tables()
    WHERE database_name = current_database() AND schema_name = current_schema()
    UNION ALL
    SELECT view_name, 'view', comment, NULL FROM duckdb_views()
    WHERE database_name = current_database() AND schema_name = current_schema() AND NOT internal
    UNION ALL
    SELECT function_name, 'macro', comment, array_to_string(parameters, ', ')
    FROM duckdb_functions()
    WHERE database_name = current_database() AND schema_name = current_schema() AND NOT internal
"""
_THINGS_ON_SERVER = """
    SELECT
        relname::text, CASE relkind WHEN 'v' THEN 'view' ELSE 'table' END,
        obj_description(oid, 'pg_class'), NULL::text
    FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v')
    UNION ALL
    SELECT
        proname::text, 'macro', obj_description(oid, 'pg_proc'), array_to_string(proargnames, ', ')
    FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
"""
_COLUMNS = """
    SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = current_schema() AND table_name = $1
    ORDER BY column_index
"""
_COLUMNS_ON_SERVER = """
    SELECT
        a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
        col_description(c.oid, a.attnum)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = $1
    ORDER BY a.attnum
"""
_KEY = """
    SELECT constraint_column_names FROM duckdb_constraints()
    WHERE database_name = current_database() AND schema_name = current_schema()
      AND table_name = $1 AND constraint_type = 'PRIMARY KEY'
"""
_KEY_ON_SERVER = """
    SELECT array_agg(a.attname::text ORDER BY k.n)
    FROM pg_constraint AS x
    CROSS JOIN unnest(x.conkey) WITH ORDINALITY AS k (number, n)
    JOIN pg_attribute AS a ON a.attrelid = x.conrelid AND a.attnum = k.number
    WHERE x.connamespace = current_schema()::regnamespace AND x.contype = 'p'
      AND x.conrelid = to_regclass(quote_ident($1))
    GROUP BY x.oid
"""
# A name cannot be a value in SQL; these take it as one.
_COUNT = "SELECT count(*) FROM query_table($1)"
_COUNT_ON_SERVER = """
    SELECT (xpath('/row/n/text()', query_to_xml(
        format('SELECT count(*) AS n FROM %I', $1::text), true, true, ''
    )))[1]::text::bigint
"""


class UnknownThingError(DatelineError):
    """A table, view or macro that is not there."""


class Thing(NamedTuple):
    """A table, view or macro; only a macro has parameters."""

    name: str
    kind: str
    comment: str | None
    parameters: str | None

    @property
    def call(self) -> str:
        return self.name if self.parameters is None else f"{self.name}({self.parameters})"


class Column(NamedTuple):
    """A column of a table or view."""

    name: str
    type: str
    nullable: bool
    comment: str | None


def list_things(connection: Reader) -> list[Thing]:
    """Views, then tables, then macros, what one starts with first."""
    sql = _THINGS if is_duckdb(connection) else _THINGS_ON_SERVER
    things = [Thing(*row) for row in connection.execute(sql).fetchall()]
    return sorted(things, key=_place)


def _place(thing: Thing) -> tuple[int, int, str]:
    return KINDS.index(thing.kind), _FIRST.get(thing.name, len(_FIRST)), thing.name


def find_thing(connection: Reader, name: str) -> Thing:
    """The table, view or macro of this name; raise UnknownThingError with the nearest names."""
    check_unicode(name)
    things = {thing.name: thing for thing in list_things(connection)}
    wanted = name.lower()
    if wanted in things:
        return things[wanted]
    import difflib

    near = difflib.get_close_matches(wanted, things, n=3, cutoff=0.6)
    near += [known for known in things if len(wanted) > 2 and wanted in known and known not in near]
    hint = f"did you mean {' or '.join(near[:3])}?" if near else "`dateline schema` lists them"
    raise UnknownThingError(f"there is no table, view or macro '{name}'; {hint}")


def count_rows(connection: Reader, name: str) -> int:
    """How many rows a table or view has."""
    sql = _COUNT if is_duckdb(connection) else _COUNT_ON_SERVER
    (count,) = connection.execute(sql, [name]).fetchone() or (0,)
    return int(count)


def list_columns(connection: Reader, name: str) -> list[Column]:
    """The columns of a table or view, with their types in short."""
    sql = _COLUMNS if is_duckdb(connection) else _COLUMNS_ON_SERVER
    return [
        Column(column, re.sub(r"^STRUCT\(.*\)", "STRUCT", kind), nullable, comment)
        for column, kind, nullable, comment in connection.execute(sql, [name]).fetchall()
    ]


def read_key(connection: Reader, name: str) -> list[str]:
    """The columns of the primary key of a table; none for a view."""
    sql = _KEY if is_duckdb(connection) else _KEY_ON_SERVER
    row = connection.execute(sql, [name]).fetchone()
    return list(row[0]) if row else []


def list_relations(name: str) -> list[Relation]:
    """What a table refers to, and what refers to it."""
    own = [relation for relation in RELATIONS if relation.table == name]
    return own + [one for one in RELATIONS if one.other == name and one not in own]
