"""The schema of a DuckDB file as it is, part by part, to compare it with what it should be.

Alembic's comparison knows nothing of CHECKs, views, macros, their comments, and the rows that come
with Dateline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import duckdb

HERE = "database_name = current_database() AND schema_name = current_schema()"
PARTS = {
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
Catalog = dict[str, dict[str, Any]]


def read_catalog(connection: duckdb.DuckDBPyConnection) -> Catalog:
    """Each part of the schema by kind and name, and each built-in row of a lookup table."""
    catalog: Catalog = {kind: _read(connection, query) for kind, query in PARTS.items()}
    for (table,) in connection.execute(LOOKUPS).fetchall():
        catalog[f"code of {table}"] = _read(connection, BUILT_IN_ROWS, [table])
    return catalog


def _read(
    connection: duckdb.DuckDBPyConnection, query: str, values: Collection[str] = ()
) -> dict[str, Any]:
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
