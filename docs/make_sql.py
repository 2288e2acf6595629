"""Write the reference in docs/sql.md: macros, views and tables, with the database's own comments.

What stands before `## Macros`, and between it and `## Views`, is written by hand and stays.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

PAGE = Path(__file__).resolve().with_name("sql.md")
FIRST_VIEWS = (
    "timeline", "company_timeline", "figures", "evidence", "conflicts", "corroboration", "totals",
    "total_figures", "unique_figures", "figure_amount",
)  # fmt: skip
FIRST_TABLES = (
    "company", "company_alias", "company_relation", "company_same_as", "source", "source_citation",
    "source_text", "event", "event_same_as", "claim", "claim_company", "claim_origin", "left_out",
    "amount", "amount_link",
)  # fmt: skip
VIEWS = "## Views\n\nStart here. Views join what the tables keep apart.\n"
TABLES = "## Tables\n\nThe last ones are lists of codes, and what each load did.\n"
MACROS = "## Macros\n\n| macro | meaning |\n|---|---|\n"


def describe_schema(page: str) -> str:
    """The page with its reference made anew."""
    from db.load import build_database

    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        build_database(path, seed=False, wait=10)
        with duckdb.connect(str(path), read_only=True) as connection:
            macros = MACROS + "".join(_describe_macros(connection))
            views = "".join(_describe(connection, "view", FIRST_VIEWS))
            tables = "".join(_describe(connection, "table", FIRST_TABLES))
    by_hand, _, rest = page.partition("## Macros\n")
    examples = rest[rest.index("\n## ") : rest.index("\n## Views\n")]
    return f"{by_hand}{macros}{examples}\n{VIEWS}{views}\n{TABLES}{tables}"


def _describe_macros(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "SELECT function_name, parameters, comment FROM duckdb_functions() "
        "WHERE NOT internal ORDER BY function_name"
    ).fetchall()
    return [f"| `{name}({', '.join(names)})` | {meaning} |\n" for name, names, meaning in found]


def _describe(
    connection: duckdb.DuckDBPyConnection, kind: str, first: tuple[str, ...]
) -> list[str]:
    listed = {
        "view": "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1",
        "table": "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY 1",
    }
    meanings = dict(connection.execute(listed[kind]).fetchall())
    names = [*first, *(name for name in meanings if name not in first)]
    return [
        f"\n### `{name}`\n\n{meanings[name]}.\n\n| column | type | meaning |\n|---|---|---|\n"
        + "".join(_describe_columns(connection, name))
        for name in names
    ]


def _describe_columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    columns = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() "
        "WHERE table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    return [f"| `{name}` | {_shorten(kind)} | {meaning} |\n" for name, kind, meaning in columns]


def _shorten(kind: str) -> str:
    return re.sub(r"^STRUCT\(.*\)", "STRUCT", kind)


if __name__ == "__main__":
    sys.path.insert(0, str(PAGE.parent.parent))
    PAGE.write_text(describe_schema(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
