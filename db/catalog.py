"""The schema of a database as it is, part by part, to compare it with what it should be.

Alembic's comparison knows nothing of CHECKs, views, macros, their comments, and the rows that come
with Dateline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from db.reader import Reader, is_duckdb

HERE = "database_name = current_database() AND schema_name = current_schema()"
DUCKDB = {
    "table": f"SELECT table_name, comment FROM duckdb_tables() WHERE {HERE}",  # noqa: S608
    "column": f"""
        SELECT table_name || '.' || column_name, data_type, is_nullable, column_default, comment
        FROM duckdb_columns() WHERE {HERE} AND NOT internal
    """,  # noqa: S608
    "constraint": f"""
        SELECT table_name || ': ' || constraint_text
        FROM duckdb_constraints() WHERE {HERE} AND constraint_type <> 'NOT NULL'
    """,  # noqa: S608
    "view": f"SELECT view_name, sql, comment FROM duckdb_views() WHERE {HERE} AND NOT internal",  # noqa: S608
    "macro": f"""
        SELECT function_name, parameters, macro_definition, comment
        FROM duckdb_functions() WHERE {HERE} AND NOT internal
    """,  # noqa: S608
}
LOOKUPS = f"""
    SELECT table_name FROM duckdb_columns()
    WHERE {HERE} AND column_name IN ('id', 'label', 'description', 'owner')
    GROUP BY table_name HAVING count(*) = 4 ORDER BY table_name
"""  # noqa: S608
BUILT_IN_ROWS = "SELECT id, COLUMNS(*) FROM query_table(?) WHERE owner = 'dateline'"
POSTGRESQL = {
    "table": """
        SELECT relname::text, obj_description(oid, 'pg_class') FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    """,
    "column": """
        SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v')
    """,
    "constraint": """
        SELECT conrelid::regclass || ': ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0
    """,
    "view": """
        SELECT relname::text, pg_get_viewdef(oid), obj_description(oid, 'pg_class') FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'v'
    """,
    "function": """
        SELECT proname::text, pg_get_function_arguments(oid), pg_get_function_result(oid), prosrc,
            obj_description(oid, 'pg_proc')
        FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    """,
    "list of codes": """
        SELECT table_name::text, query_to_xml(
            format('SELECT * FROM %I WHERE owner = ''dateline'' ORDER BY id', table_name),
            true, false, ''
        )::text
        FROM information_schema.columns
        WHERE table_schema = current_schema()
          AND column_name IN ('id', 'label', 'description', 'owner')
        GROUP BY table_name HAVING count(*) = 4
    """,
}
Catalog = dict[str, dict[str, Any]]


def read_catalog(connection: Reader) -> Catalog:
    """Each part of the schema by kind and name, and the built-in rows of the lookup tables."""
    if not is_duckdb(connection):
        return {kind: _read(connection, query) for kind, query in POSTGRESQL.items()}
    catalog: Catalog = {kind: _read(connection, query) for kind, query in DUCKDB.items()}
    for (table,) in connection.execute(LOOKUPS).fetchall():
        catalog[f"code of {table}"] = _read(connection, BUILT_IN_ROWS, [table])
    return catalog


def _read(connection: Reader, query: str, values: Collection[str] = ()) -> dict[str, Any]:
    return {row[0]: row[1:] for row in connection.execute(query, list(values)).fetchall()}


def compare_catalogs(
    found: Mapping[str, Mapping[str, Any]], expected: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """What is missing in a schema, or is not as it should be; what was added is no fault."""
    gone = {
        name for kind in ("table", "view") for name in expected[kind].keys() - found[kind].keys()
    }
    for kind, parts in expected.items():
        for name in sorted(parts):
            if kind == "column" and name.partition(".")[0] in gone:
                continue
            if name not in found.get(kind, {}):
                yield f"{kind} {name} is missing"
            elif found[kind][name] != parts[name]:
                yield f"{kind} {name} is not as it should be"
