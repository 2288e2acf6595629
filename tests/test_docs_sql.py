"""docs/sql.md names everything that the database holds, and its examples run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
from conftest import ROOT

from db.examples import list_examples
from docs.make_sql import describe_schema

Connect = Callable[[], duckdb.DuckDBPyConnection]

DOC = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
SECTIONS = {
    part.partition("`")[0]: part for part in re.split(r"^### `", DOC, flags=re.MULTILINE)[1:]
}
BLOCKS = re.findall(r"^```sql\n(.*?)\n```", DOC, flags=re.MULTILINE | re.DOTALL)


def test_each_table_and_view_has_a_section_with_its_columns(connection: Connect) -> None:
    found: dict[str, list[str]] = {}
    columns = (
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    )
    for table, column in connection().execute(columns).fetchall():
        found.setdefault(table, []).append(column)
    told = {
        name: re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) for name, text in SECTIONS.items()
    }
    assert told == found


def test_the_meanings_are_those_that_the_database_itself_gives(connection: Connect) -> None:
    opened = connection()
    columns = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    for table, column, meaning in opened.execute(columns).fetchall():
        line = re.compile(rf"^\| `{column}` \| [^|]+ \| {re.escape(meaning)} \|$", re.MULTILINE)
        assert line.search(SECTIONS[table]), (table, column, meaning)
    for kind in ("table", "view"):
        sql = f"SELECT {kind}_name, comment FROM duckdb_{kind}s() WHERE NOT internal"  # noqa: S608
        for name, meaning in opened.execute(sql).fetchall():
            assert f"{meaning}." in SECTIONS[name], name


def test_each_macro_is_named_with_its_parameters_and_meaning(connection: Connect) -> None:
    sql = "SELECT function_name, parameters, comment FROM duckdb_functions() WHERE NOT internal"
    macros = connection().execute(sql).fetchall()
    assert macros
    for name, parameters, meaning in macros:
        assert f"| `{name}({', '.join(parameters)})` | {meaning} |" in DOC


def test_each_table_but_codes_and_revision_is_in_the_diagram(connection: Connect) -> None:
    diagram = DOC.partition("erDiagram\n")[2].partition("```")[0]
    told = set(re.findall(r"^ +(\w+) \S+ (\w+) :", diagram, re.MULTILINE))
    sql = (
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal "
        "AND table_name <> 'alembic_version' AND table_name NOT IN "
        "(SELECT table_name FROM duckdb_columns() WHERE column_name = 'label')"
    )
    tables = {name for (name,) in connection().execute(sql).fetchall()}
    assert {name for pair in told for name in pair} == tables


def test_the_reference_is_what_the_database_says_of_itself() -> None:
    assert describe_schema(DOC) == DOC, "run `python docs/make_sql.py`"


def test_its_queries_are_the_examples_and_the_setting_of_variables(seed_database: Path) -> None:
    setting, *examples = BLOCKS
    assert examples == [example.sql for example in list_examples()]
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        connection.execute(setting)
