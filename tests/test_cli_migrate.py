"""`dateline migrate`: what a person is told of the schema of a database."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from conftest import Run

from db.revision import list_revisions, newest_revision


def test_current_and_history_tell_the_revisions(run: Run, database: Path) -> None:
    result = run("migrate", "current", db=database)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{newest_revision()}\n", "")
    lines = run("migrate", "history", db=database).stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["*", one] for one in list_revisions()]
    assert all(len(line.split()) > 2 for line in lines)


def test_check_says_one_thing_of_its_own(run: Run, database: Path) -> None:
    result = run("migrate", "check", db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "the tables are as expected\n"


def test_check_names_what_differs(run: Run, database: Path) -> None:
    with duckdb.connect(str(database)) as writer:
        writer.execute("CREATE TABLE notes (id INTEGER)")
    result = run("migrate", "check", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "notes" in result.stderr
    assert "Traceback" not in result.stderr


def test_down_to_nothing_and_up_again(run: Run, database: Path) -> None:
    result = run("migrate", "downgrade", "base", db=database)
    assert (result.exit_code, result.stdout) == (0, f"{database} has revision none\n")
    assert run("migrate", "current", db=database).stdout == "none\n"
    assert "*" not in run("migrate", "history", db=database).stdout
    refused = run("timeline", db=database)
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"Error: {database} is older than this Dateline; bring it up to date with "
        f"`dateline --db {database} migrate upgrade`\n"
    )
    result = run("migrate", "upgrade", db=database)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "1 of 1: up to 0001, first schema"
    assert result.stdout == f"{database} has revision {newest_revision()}\n"
    assert run("timeline", db=database).stderr == "no event fits\n"


@pytest.mark.parametrize("command", ["upgrade", "downgrade"])
def test_a_revision_that_is_not_known_is_one_clear_line(
    run: Run, database: Path, command: str
) -> None:
    result = run("migrate", command, "nonsense", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nonsense" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_database_from_the_future_asks_for_a_newer_dateline(run: Run, database: Path) -> None:
    with duckdb.connect(str(database)) as writer:
        writer.execute("UPDATE alembic_version SET version_num = '9999'")
    result = run("timeline", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {database} has schema revision 9999, which this Dateline does not know; "
        "install a newer Dateline: `pip install --upgrade dateline`\n"
    )


def test_migrate_alone_shows_its_help(run: Run) -> None:
    result = run("migrate")
    assert result.exit_code == 2
    assert "Usage: dateline migrate" in result.output
