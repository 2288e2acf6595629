"""`dateline migrate`: what a person is told of the schema of a database."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Run
from history import read_examples
from trial import LATER, NEWEST, NEXT, Trial

from db.backup import list_backups
from db.revision import list_revisions, newest_revision
from db.writer import writing


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
    assert (
        result.stderr.splitlines()[0] == f"1 of {len(list_revisions())}: up to 0001, first schema"
    )
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
        "get a newer Dateline: `git pull` and `pip install -e .` in its checkout\n"
    )


def test_migrate_alone_shows_its_help(run: Run) -> None:
    result = run("migrate")
    assert result.exit_code == 2
    assert "Usage: dateline migrate" in result.output


# Options


ADD = "op.execute('CREATE TABLE extra (id INTEGER)')"
DROP = "op.execute('DROP TABLE extra')"


@pytest.fixture
def extra(full_trial: Trial) -> Trial:
    """A database with a company, and a revision that makes a table."""
    full_trial.execute("INSERT INTO company VALUES ('x', 'X', 'company', 'what', 'me')")
    full_trial.add(ADD, DROP, changes="adds=['extra']")
    return full_trial


@pytest.mark.parametrize(
    ("options", "beside", "elsewhere"),
    [
        ([], 1, 0),
        (["--no-backup"], 0, 0),
        (["--backup-dir", "copies"], 0, 1),
        (["--backup-dir", "."], 1, 0),
        (["--no-backup", "--backup-dir", "copies"], 0, 0),
    ],
)
def test_a_copy_is_kept_where_it_is_wanted(
    run: Run, extra: Trial, options: list[str], beside: int, elsewhere: int
) -> None:
    copies = Path("copies")
    copies.mkdir()
    for command in (["upgrade"], ["downgrade", NEWEST]):
        result = run("migrate", *command, *options, db=extra.database)
        assert result.exit_code == 0, result.stderr
        assert result.stderr.startswith("kept a copy: ") == bool(beside + elsewhere)
    assert len(list_backups(extra.database)) == 2 * beside
    assert len(list(copies.iterdir())) == 2 * elsewhere


@pytest.mark.parametrize("folder", ["nowhere", "~/nowhere", "a file"])
def test_a_folder_for_copies_that_is_none_is_told(run: Run, extra: Trial, folder: str) -> None:
    Path("a file").touch()
    result = run("migrate", "upgrade", "--backup-dir", folder, db=extra.database)
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: there is no folder {folder} to keep a copy in; make it, or go on with "
        "--no-backup\n"
    )


def test_a_copy_of_a_revision_that_failed_is_taken_away_and_that_is_told(
    run: Run, full_trial: Trial
) -> None:
    full_trial.execute("INSERT INTO company VALUES ('x', 'X', 'company', 'what', 'me')")
    full_trial.add("op.execute('DROP TABLE nothing')")
    result = run("migrate", "upgrade", db=full_trial.database)
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "kept a copy",
        "1 of 1",
        "took the copy away again",
        "Error",
    ]
    assert list_backups(full_trial.database) == []


def test_values_are_let_go_only_where_that_is_allowed(run: Run, extra: Trial) -> None:
    back = "table.add_column(helpers.column('description', helpers.TEXT, 'x', nullable=True))"
    extra.alter(
        "company", "table.drop_column('description')", back, changes="drops=['company.description']"
    )
    before = extra.database.read_bytes()
    result = run("migrate", "upgrade", db=extra.database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: this would lose 1 value of company.description (revision {LATER}): give "
        "--allow-loss to let them go\n"
    )
    assert extra.database.read_bytes() == before
    assert list_backups(extra.database) == []
    assert run("migrate", "upgrade", "--allow-loss", db=extra.database).exit_code == 0


@pytest.mark.parametrize("command", [["upgrade"], ["downgrade", "base"]])
def test_another_writer_is_waited_for_as_long_as_is_said(
    run: Run, extra: Trial, command: list[str]
) -> None:
    with writing(extra.database, wait=0):
        result = run("migrate", *command, "--wait", "0.1", db=extra.database)
    assert result.exit_code == 1
    assert "is being written by process" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_of_one_s_own_is_named_by_option_or_environment(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "my-revisions/newsroom_0001_tags.py"
    Path("my-revisions").mkdir()
    Path(name).write_text(read_examples()[name], encoding="utf-8")
    result = run("migrate", "--migrations", "my-revisions", "upgrade", db=database)
    assert result.stdout == f"{database} has revision {newest_revision()}, newsroom_0001\n"
    assert "not at hand" in run("migrate", "history", db=database).stdout
    info = run("info", db=database).stdout
    assert f"{newest_revision()}, newsroom_0001 (newest: {newest_revision()})" in info
    monkeypatch.setenv("DATELINE_MIGRATIONS", "my-revisions")
    history = run("migrate", "history", db=database).stdout
    assert history.splitlines()[-1] == "* newsroom_0001  tags of the newsroom"
    assert run("migrate", "check", db=database).stdout == "the tables are as expected\n"
    assert "DROP TABLE tag;" in run("migrate", "sql", "newsroom@base", db=database).stdout
    assert run("migrate", "downgrade", "newsroom@base", db=database).exit_code == 0
    assert run("migrate", "current", db=database).stdout == f"{newest_revision()}\n"


def test_a_new_database_says_what_of_a_user_s_own_is_yet_to_come(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_MIGRATIONS", "my-revisions")
    result = run("init", "--empty", db=Path("news.duckdb"))
    assert result.exit_code == 0
    assert result.stderr == (
        "the revisions in my-revisions are yet to come: "
        "`dateline --db news.duckdb migrate upgrade`\n"
    )


@pytest.mark.parametrize("command", [["upgrade"], ["downgrade", "base"], ["sql"], ["current"]])
def test_a_file_that_is_no_database_is_told_as_by_every_command(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    path = tmp_path / "README.md"
    path.write_text("no database\n" * 1000)
    result = run("migrate", *command, db=path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {path} is not a DuckDB database\n"


def test_a_folder_that_is_not_there_is_told(run: Run, database: Path) -> None:
    result = run("migrate", "--migrations", "nowhere", "upgrade", db=database)
    assert result.exit_code == 2
    assert "Directory 'nowhere' does not exist" in result.stderr


def test_info_names_what_is_to_come(run: Run, extra: Trial) -> None:
    shown = run("info", db=extra.database).stdout
    assert f"{NEWEST} (newest: {NEXT})" in shown
    assert re.search(rf"^pending +{NEXT}$", shown, re.MULTILINE)
    found = json.loads(run("info", "--format", "json", db=extra.database).stdout)
    assert (found["schema"], found["pending"]) == ("older", [NEXT])


# A file of another revision

COMMANDS = (
    ["timeline"],
    ["companies"],
    ["events"],
    ["sources"],
    ["company", "x"],
    ["event", "x"],
    ["source", "x"],
    ["query", "companies"],
    ["load", "a.yaml"],
    ["load", "--remove", "x"],
    ["check", "a.yaml"],
    ["check", "--database"],
    ["migrate", "check"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("age", ["older", "newer"])
def test_every_command_names_what_to_do_with_a_file_of_another_revision(
    run: Run, extra: Trial, command: list[str], age: str
) -> None:
    shutil.copyfile(ROOT / "tests" / "acme.yaml", "a.yaml")
    if age == "newer":
        extra.execute("UPDATE alembic_version SET version_num = '9999'")
    before = extra.database.read_bytes()
    result = run(*command, db=extra.database)
    assert (result.exit_code, result.stdout) == (1, "")
    remedy = {
        "older": f"`dateline --db {extra.database} migrate upgrade`",
        "newer": "`git pull` and `pip install -e .` in its checkout",
    }
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith(f"{remedy[age]}\n")
    assert extra.database.read_bytes() == before


@pytest.mark.parametrize("command", [["upgrade"], ["downgrade", "base"], ["sql"], ["history"]])
def test_a_file_of_a_newer_dateline_is_not_migrated(
    run: Run, extra: Trial, command: list[str]
) -> None:
    extra.execute("UPDATE alembic_version SET version_num = '9999'")
    before = extra.database.read_bytes()
    result = run("migrate", *command, db=extra.database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: No such revision or branch '9999'; get a newer Dateline: "
        "`git pull` and `pip install -e .` in its checkout\n"
    )
    assert extra.database.read_bytes() == before
