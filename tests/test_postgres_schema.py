"""The schema on PostgreSQL: the same as on DuckDB, with foreign keys, comments and order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import category

import duckdb
import psycopg
import pytest
from postgres import Cluster, connect

from db.address import Server
from db.differences import find_differences
from db.migrate import downgrade, upgrade
from db.models import TABLES
from db.mover import Care

Ask = Callable[..., list[Any]]
MACROS = {
    "certainly_in", "citation", "company_named", "event_named", "fold_name", "possibly_in",
    "rounding", "last_place", "trailing_zeros", "plain", "plain_words",
}  # fmt: skip
BORROWED = {"list_sort", "list_distinct", "struct_pack", "error", "getvariable"}
OURS = """
    WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = 'public')
    SELECT relname, 'table or view' AS kind FROM pg_class JOIN ours ON ours.oid = relnamespace
    UNION SELECT proname, 'function' FROM pg_proc JOIN ours ON ours.oid = pronamespace
    UNION SELECT typname, 'type' FROM pg_type JOIN ours ON ours.oid = typnamespace
    UNION SELECT oprname, 'operator' FROM pg_operator JOIN ours ON ours.oid = oprnamespace
"""


@pytest.fixture
def ask(server: Server) -> Iterator[Ask]:
    """The rows of a statement in the test's own database, which has our schema and no records."""
    with connect(server) as connection:
        yield lambda statement, *values: connection.execute(statement, values or None).fetchall()


def test_the_tables_are_what_the_models_say(server: Server) -> None:
    assert find_differences(server) == []


def test_every_reference_of_the_models_is_a_foreign_key_that_waits_for_the_commit(ask: Ask) -> None:
    declared = {
        (table.name, tuple(constraint.column_keys), constraint.referred_table.name)
        for table in TABLES.values()
        for constraint in table.foreign_key_constraints
    }
    found = ask("""
        SELECT
            c.relname, array_agg(a.attname::text ORDER BY k.n), f.relname,
            condeferrable, condeferred
        FROM pg_constraint AS x
        JOIN pg_class AS c ON c.oid = x.conrelid
        JOIN pg_class AS f ON f.oid = x.confrelid
        CROSS JOIN unnest(x.conkey) WITH ORDINALITY AS k (number, n)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE x.contype = 'f'
        GROUP BY x.oid, c.relname, f.relname, condeferrable, condeferred
    """)
    assert {(table, tuple(columns), other) for table, columns, other, _, _ in found} == declared
    assert {row[3:] for row in found} == {(True, True)}


def test_a_reference_that_leads_nowhere_is_refused(server: Server) -> None:
    with connect(server) as connection:
        connection.execute("INSERT INTO event VALUES ('a', 'A', 'no-such-type', NULL, 'o')")
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.commit()


def test_every_table_view_and_function_has_its_comment(ask: Ask) -> None:
    without = ask("""
        SELECT c.relname, a.attname
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
          AND coalesce(obj_description(c.oid, 'pg_class'), '') = ''
    """)
    assert without == []
    functions = dict(
        ask("""
            SELECT proname, obj_description(oid, 'pg_proc') FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
        """)
    )
    assert set(functions) == MACROS | BORROWED
    assert all(functions.values())


def test_comments_are_those_of_duckdb(ask: Ask, database: Any) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        expected = connection.execute("""
            SELECT table_name, column_name, comment FROM duckdb_columns()
            WHERE NOT internal AND schema_name = 'main'
        """).fetchall()
    found = ask("""
        SELECT c.relname, a.attname, col_description(c.oid, a.attnum)
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
    """)
    assert sorted(found) == sorted(expected)


def test_all_text_is_ordered_by_code_point(ask: Ask) -> None:
    other = ask("""
        SELECT table_name, column_name, collation_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
          AND collation_name IS DISTINCT FROM 'C'
          AND table_name IN (
            SELECT table_name FROM information_schema.tables
            WHERE table_type = 'BASE TABLE' AND table_name <> 'alembic_version'
          )
    """)
    assert other == []


def test_the_cluster_itself_orders_otherwise(ask: Ask) -> None:
    assert ask("SELECT 'b' < 'A', 'b' COLLATE \"C\" < 'A', 'é' < 'f'") == [(False, False, True)]
    assert ask("SELECT 'a' < 'B', 'a' COLLATE \"C\" < 'B'") == [(True, False)]


def test_a_downgrade_leaves_nothing_of_ours_and_an_upgrade_brings_it_back(server: Server) -> None:
    with connect(server) as connection:
        before = connection.execute(OURS).fetchall()
    assert downgrade(server, "base", Care()) == []
    with connect(server) as connection:
        left = {name for name, _ in connection.execute(OURS)}
    assert {name for name in left if "alembic_version" not in name} == set()
    upgrade(server, "heads", Care())
    with connect(server) as connection:
        assert sorted(connection.execute(OURS).fetchall()) == sorted(before)
    assert find_differences(server) == []


# Functions under DuckDB's names


@pytest.mark.parametrize("function", ["list_sort", "list_distinct"])
@pytest.mark.parametrize("items", [["b", "B", None, "a", "é", "a"], ["", None], [None], [], None])
def test_a_list_is_treated_as_by_duckdb(
    ask: Ask, function: str, items: list[str | None] | None
) -> None:
    with duckdb.connect() as connection:
        duck = connection.execute(f"SELECT {function}(?::VARCHAR[])", [items]).fetchall()
    # Columns have the order C by themselves.
    [(found,)] = ask(f'SELECT {function}(%s::VARCHAR[] COLLATE "C")', items)
    [(expected,)] = duck
    if function == "list_distinct" and items:  # in no order
        found, expected = sorted(found), sorted(expected)
    assert found == expected


@pytest.mark.parametrize("number", [-250, -50, 0, 99, 250, 10**30 + 99])
def test_a_number_is_divided_as_by_duckdb(ask: Ask, number: int) -> None:
    call = f"SELECT CAST({number} AS HUGEINT) // 100"
    with duckdb.connect() as connection:
        assert ask(call) == connection.execute(call).fetchall()


def list_texts() -> list[str]:
    """Every character somewhere, and alone or between others where its case or place may count."""
    characters = [char for char in map(chr, range(1, 0x110000)) if category(char) != "Cs"]
    alone = [char for char in characters if char.lower() != char or category(char) == "Zs"]
    joined = ["x".join(characters[at : at + 1000]) for at in range(0, len(characters), 1000)]
    return [*alone, *joined, *(f"Σ{char}Σ" for char in alone), "İstanbul", "ẞ", " e\u0301 "]


def ask_duckdb(database: Any, function: str, texts: list[str]) -> list[Any]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(f"SELECT {function}(unnest(?))", [texts]).fetchall()


def ask_postgresql(ask: Ask, function: str, texts: list[str]) -> list[Any]:
    given = "unnest(%s::text[]) WITH ORDINALITY AS given (text, number)"
    return ask(f"SELECT {function}(text) FROM {given} ORDER BY number", texts)  # noqa: S608


def test_a_name_is_folded_as_duckdb_folds_it_for_every_character(ask: Ask, database: Any) -> None:
    names = list_texts()
    expected = ask_duckdb(database, "fold_name", names)
    found = ask_postgresql(ask, "fold_name", names)
    different = [(name, a, b) for name, a, b in zip(names, expected, found, strict=True) if a != b]
    assert different == []


def test_a_text_is_searched_as_in_duckdb_for_every_character(ask: Ask, database: Any) -> None:
    texts = [*list_texts(), "Société  Générale", "Ｂｙｔｅ\u3000ｶﾞ", "한글", "“Łódź” – ﬁn\u00adal"]
    expected = ask_duckdb(database, "plain", texts)
    found = ask_postgresql(ask, "plain", texts)
    different = [(text, a, b) for text, a, b in zip(texts, expected, found, strict=True) if a != b]
    assert different == []
    plain = [row[0] for row in expected]
    assert plain[-4:] == ["societe generale", "byte カ", "한글", '"lodz" - final']
    words = "SELECT plain_words(unnest(?))"
    with duckdb.connect(str(database), read_only=True) as connection:
        told = connection.execute(words, [plain]).fetchall()
    assert ask_postgresql(ask, "plain_words", plain) == told


@pytest.mark.parametrize(
    ("setting", "value"),
    [(None, None), ("", None), ("=", ""), ("ByteDance", "ByteDance"), ("==a", "=a"), ("=é'", "é'")],
)
def test_a_variable_is_a_setting(ask: Ask, setting: str | None, value: str | None) -> None:
    if setting is not None:
        ask("SELECT set_config('dateline.company', %s, true)", setting)
    assert ask("SELECT getvariable('company')") == [(value,)]


def test_a_name_that_nobody_has_ends_the_query(cluster: Cluster) -> None:
    with (
        connect(cluster.server("acme")) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="no company is called 100% of it"),
    ):
        connection.execute("SELECT company_named('100% of it')")
