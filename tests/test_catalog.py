"""What `migrate check` tells that Alembic's comparison does not see."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from db.catalog import compare_catalogs, read_catalog
from db.differences import find_differences


def execute(path: Path, sql: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(sql)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP VIEW company_timeline", ["view company_timeline is missing"]),
        ("DROP MACRO fold_name", ["macro fold_name is missing"]),
        (
            "COMMENT ON VIEW timeline IS NULL",
            ["view timeline is not as it should be"],
        ),
        (
            "COMMENT ON COLUMN timeline.companies IS 'x'",
            ["column timeline.companies is not as it should be"],
        ),
        ("COMMENT ON MACRO fold_name IS NULL", ["macro fold_name is not as it should be"]),
        (
            "CREATE OR REPLACE MACRO fold_name(a) AS a",
            ["macro fold_name is not as it should be"],
        ),
        ("DELETE FROM status WHERE id = 'denied'", ["code of status denied is missing"]),
        (
            "UPDATE status SET label = 'x' WHERE id = 'denied'",
            ["code of status denied is not as it should be"],
        ),
        (
            "UPDATE role SET position = 99 WHERE id = 'payer'",
            ["code of role payer is not as it should be"],
        ),
    ],
)
def test_what_is_missing_or_changed_is_told(database: Path, change: str, told: list[str]) -> None:
    execute(database, change)
    assert find_differences(database) == told


def test_a_view_of_another_query_is_told(database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        expected = read_catalog(connection)
    execute(database, "CREATE OR REPLACE VIEW company_name AS FROM company_alias")
    with duckdb.connect(database, read_only=True) as connection:
        told = list(compare_catalogs(read_catalog(connection), expected))
    assert "view company_name is not as it should be" in told


def test_a_check_that_is_lost_is_told(database: Path) -> None:
    execute(
        database,
        """
        CREATE TEMP TABLE kept AS FROM load_change;
        DROP TABLE load_change;
        CREATE TABLE load_change AS FROM kept;
        """,
    )
    told = "\n".join(find_differences(database))
    assert "constraint load_change: CHECK((\"action\" IN ('added'" in told
    assert "constraint load_change: PRIMARY KEY(load_id, number) is missing" in told
    assert "table load_change is not as it should be" in told  # its comment


@pytest.mark.parametrize(
    "change",
    [
        "CREATE VIEW mine AS SELECT 1 AS id",
        "CREATE TABLE mine (id INTEGER PRIMARY KEY, label VARCHAR CHECK (label <> ''))",
        "ALTER TABLE company ADD COLUMN mine VARCHAR DEFAULT 'x'",
        "CREATE MACRO mine(a) AS a",
        "CREATE INDEX mine ON event (title)",
        "CREATE SCHEMA mine; CREATE TABLE mine.event AS SELECT 1 AS id",
        "CREATE SEQUENCE mine; CREATE TYPE my_type AS ENUM ('a')",
        "INSERT INTO status VALUES ('rumoured', 'rumoured', 'x', 'me')",
    ],
)
def test_what_a_user_added_is_no_fault(database: Path, change: str) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        expected = read_catalog(connection)
    execute(database, change)
    with duckdb.connect(database, read_only=True) as connection:
        assert list(compare_catalogs(read_catalog(connection), expected)) == []
