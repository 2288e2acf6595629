"""`dateline sql`: a statement of one's own, from where it comes to how it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from db.statement import StatementFault, check_used, read_parameters

FIRST = "SELECT event_id, sources FROM timeline ORDER BY event_id LIMIT 1"


def test_a_statement_is_answered_as_a_table(run: Run, acme_database: Path) -> None:
    done = run("sql", "SELECT id, kind FROM company ORDER BY id LIMIT 2", db=acme_database)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "id      kind",
        "------  -------",
        "acme    company",
        "globex  company",
    ]


def test_evidence_is_numbered_with_notes_as_in_saved_queries(run: Run, acme_database: Path) -> None:
    done = run("sql", "FROM timeline SELECT event_id, citations LIMIT 1", db=acme_database)
    assert "[1]" in done.stdout
    assert "\n1  " in done.stdout


@pytest.mark.parametrize("form", ["vertical", "json", "jsonl", "csv", "markdown"])
def test_every_format_is_there(run: Run, acme_database: Path, form: str) -> None:
    done = run("sql", "SELECT 1.50 AS price", "--format", form, db=acme_database)
    assert done.exit_code == 0
    assert "price" in done.stdout
    assert "1.5" in done.stdout


def test_a_statement_comes_from_a_file_or_from_standard_input(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    script = tmp_path / "q.sql"
    script.write_text("\ufeffSELECT 42 AS answer", encoding="utf-8")
    for done in (
        run("sql", "--file", str(script), db=acme_database),
        run("sql", "-f", "-", db=acme_database, stdin="SELECT 42 AS answer"),
        run("sql", "-", db=acme_database, stdin="SELECT 42 AS answer"),
        run("sql", db=acme_database, stdin="SELECT 42 AS answer"),
    ):
        assert (done.exit_code, done.stdout.split()) == (0, ["answer", "------", "42"])


def test_values_are_given_by_name(run: Run, acme_database: Path) -> None:
    sql = "SELECT count(*) AS n FROM company WHERE id = $id OR id = getvariable('other')"
    done = run(
        "sql", sql, "-p", "id=acme", "-p", "other=globex", "--format", "json", db=acme_database
    )
    assert json.loads(done.stdout) == [{"n": 2}]


def test_a_number_is_compared_as_a_number(run: Run, acme_database: Path) -> None:
    done = run("sql", "FROM range(20) WHERE range > $n", "-p", "n=9", db=acme_database)
    assert len(done.stdout.splitlines()) == 12


def test_the_clock_can_be_turned_back(run: Run, acme_database: Path) -> None:
    command = ("sql", "SELECT count(*) AS n FROM timeline", "--format", "csv")
    now = run(*command, db=acme_database).stdout
    then = run(*command, "-p", "known_by=2000-01-01", db=acme_database).stdout
    assert now != then


@pytest.mark.parametrize("form", ["table", "vertical", "markdown", "csv", "json", "jsonl"])
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT {'a': 1.10::DECIMAL(9, 2), 'b': DATE '2024-01-01', 'c': 'x'::BLOB} AS x",
        "SELECT {'start': 1, 'x': 2} AS x",
        "SELECT {'start': 1, 'end': 5, 'id': 'q', 'more': 'kept'} AS x",
        "SELECT DATE '2024-01-01' AS when_edtf, 5 AS published",
        "SELECT [{'id': 1, 'publisher': 2, 'published': 3, 'start': 'a', 'end': 5, 'said_by': 6, 'origins': 7}] AS sources",  # noqa: E501
        "SELECT [{'id': 'a', 'publisher': 'b', 'published': 'c', 'start': 1::BIGINT, 'end': 5::BIGINT, 'said_by': 'd', 'origins': [NULL]::VARCHAR[]}, NULL] AS sources",  # noqa: E501
    ],
)
def test_any_value_is_written_in_any_format(
    run: Run, acme_database: Path, sql: str, form: str
) -> None:
    done = run("sql", sql, "--format", form, db=acme_database)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout
    assert "kept" in done.stdout or "kept" not in sql


def test_columns_of_evidence_have_names_of_their_own(run: Run, acme_database: Path) -> None:
    sql = "SELECT citations, citations AS sources, 1 AS publishers FROM timeline LIMIT 1"
    done = run("sql", sql, "--format", "csv", db=acme_database)
    names = done.stdout.splitlines()[0].split(",")
    assert sorted(set(names)) == sorted(names)


def test_nan_is_no_time(run: Run, acme_database: Path) -> None:
    assert run("sql", "SELECT 1", "--timeout", "nan", db=acme_database).exit_code == 2


@pytest.mark.parametrize("day", ["2024-03-30", "2024-03", "2024"])
def test_the_clock_takes_a_month_or_a_year(run: Run, acme_database: Path, day: str) -> None:
    sql = "SELECT getvariable('known_by') AS day"
    done = run("sql", sql, "-p", f"known_by={day}", "--format", "csv", db=acme_database)
    last = {"2024-03-30": "2024-03-30", "2024-03": "2024-03-31", "2024": "2024-12-31"}[day]
    assert done.stdout == f"day\n{last}\n"


def test_a_plan_is_drawn_line_by_line(run: Run, acme_database: Path) -> None:
    done = run("sql", "EXPLAIN SELECT 1", db=acme_database)
    assert len(done.stdout.splitlines()) > 5
    assert "PROJECTION" in done.stdout


def test_a_slip_is_named(run: Run, acme_database: Path) -> None:
    assert "; this begins with SELEC\n" in run("sql", "SELEC 1", db=acme_database).stderr


def test_rows_beyond_the_limit_are_said_to_be_left(run: Run, acme_database: Path) -> None:
    command = ("sql", "FROM range(10001)", "--format", "csv")
    done = run(*command, db=acme_database)
    assert len(done.stdout.splitlines()) == 10_001
    assert done.stderr == "stopped at 10,000 rows; --max-rows takes more, 0 all of them\n"
    all_of_them = run(*command, "--max-rows", "0", db=acme_database)
    assert (len(all_of_them.stdout.splitlines()), all_of_them.stderr) == (10_002, "")


def test_nothing_found_is_said(run: Run, acme_database: Path) -> None:
    done = run("sql", "FROM company WHERE false", db=acme_database)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing found\n")


def test_a_statement_that_takes_too_long_is_stopped(run: Run, acme_database: Path) -> None:
    sql = "SELECT sum(i) FROM range(100000000000) AS t(i)"
    done = run("sql", sql, "--timeout", "0.5", db=acme_database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: stopped after 0.5 seconds; ask for less, or allow more with --timeout\n"
    )


def test_a_refused_statement_leaves_the_old_file(
    run: Run, acme_database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.csv"
    file.write_text("kept\n")
    command = ("sql", "DROP TABLE claim", "--format", "csv", "--output", str(file))
    assert run(*command, db=acme_database).exit_code == 1
    assert file.read_text() == "kept\n"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (["a"], "-p a: write NAME=VALUE"),
        (["=1"], "-p =1: write NAME=VALUE"),
        (["a b=1"], "-p a b=1: write NAME=VALUE"),
        (["a=1", "a=2"], "-p a is given twice"),
    ],
)
def test_a_badly_written_value_is_refused(written: list[str], fault: str) -> None:
    with pytest.raises(StatementFault) as caught:
        read_parameters(written)
    assert str(caught.value).startswith(fault)


def test_what_is_no_unicode_is_refused(run: Run, acme_database: Path) -> None:
    for command in (("sql", "SELECT $a", "-p", "a=Acm\udce9"), ("sql", "SELECT 'Acm\udce9'")):
        done = run(*command, db=acme_database)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "is not written in UTF-8; write it so" in done.stderr


def test_a_value_may_hold_anything() -> None:
    assert read_parameters(["a==b", "c="]) == {"a": "=b", "c": ""}


@pytest.mark.parametrize(
    ("sql", "used"),
    [
        ("SELECT $name", True),
        ("SELECT getvariable('name')", True),
        ("SELECT $names", False),
        ("SELECT name", False),
    ],
)
def test_a_value_that_nothing_asks_for_is_refused(sql: str, used: bool) -> None:
    given: dict[str, Any] = {"name": "x"}
    if used:
        check_used(sql, given)
    else:
        with pytest.raises(StatementFault, match=r"^-p name: nothing in the statement asks"):
            check_used(sql, given)


@pytest.mark.parametrize("command", [["sql", "SELECT 1", "-f", "-"], ["sql", "-f", "missing.sql"]])
def test_a_statement_that_cannot_be_read_is_one_clear_line(
    run: Run, acme_database: Path, command: list[str]
) -> None:
    done = run(*command, db=acme_database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
