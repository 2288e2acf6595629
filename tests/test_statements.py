"""The statements of a change, run by the DuckDB client, do what the change itself does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run
from history import make_history, read_examples
from trial import LATER, NEWEST, NEXT, Trial, read_all

from db.history import MigrationError
from db.migrate import downgrade, upgrade
from db.mover import Care
from db.statements import list_statements

CLIENT = Path(sys.executable).with_name("duckdb")
LOSING = Care(allow_loss=True, backup=False)
OWN = """
    ALTER TABLE claim ADD COLUMN mine VARCHAR DEFAULT 'my :own';
    UPDATE claim SET mine = 'written' WHERE number = 1;
    COMMENT ON COLUMN claim.mine IS 'It''s 100% mine';
    CREATE INDEX "my index" ON event (title);
    CREATE SCHEMA desk;
    CREATE TABLE desk.claim AS SELECT 1 AS id;
    CREATE VIEW my_view AS SELECT id FROM event;
"""


def run_client(path: Path, statements: list[str]) -> None:
    """Give statements to the DuckDB command line client."""
    ended = subprocess.run(
        [CLIENT, "-bail", path],
        input="\n".join(statements),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.fixture
def seed(seed_database: Path, tmp_path: Path) -> Trial:
    """The seed, with things of a user's own."""
    trial = Trial(Path(shutil.copyfile(seed_database, tmp_path / "it's 100%? 字.duckdb")), tmp_path)
    trial.execute(OWN)
    return trial


def assert_client_does_the_same(database: Path, target: str, own: Path | None = None) -> None:
    """Move the database, and a copy by the client; they are the same at the end."""
    by_client = Path(shutil.copyfile(database, database.with_name("by client.duckdb")))
    before = database.read_bytes()
    statements = list_statements(database, target, own=own)
    assert database.read_bytes() == before
    care = Care(allow_loss=True, backup=False, own=own)
    try:
        upgrade(database, target, care)
    except MigrationError:
        downgrade(database, target, care)
    if database.read_bytes() == before:
        downgrade(database, target, care)
    assert database.read_bytes() != before
    run_client(by_client, statements)
    assert read_all(by_client) == read_all(database)


def test_the_client_goes_up_and_down_all_examples_and_to_nothing(
    seed: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path, monkeypatch)
    for target in ("0101", "0105", "0110", "0109", NEWEST):
        assert_client_does_the_same(seed.database, target)
    seed.execute("DROP VIEW my_view")  # which would be left without what it reads
    assert_client_does_the_same(seed.database, "base")


def test_the_client_runs_a_user_s_own_revisions(seed: Trial, tmp_path: Path) -> None:
    own = tmp_path / "my-revisions"
    own.mkdir()
    name = "my-revisions/newsroom_0001_tags.py"
    (tmp_path / name).write_text(read_examples()[name], encoding="utf-8")
    assert_client_does_the_same(seed.database, "heads", own)
    assert_client_does_the_same(seed.database, "newsroom@base", own)


def test_each_revision_is_a_transaction_of_its_own(full_trial: Trial) -> None:
    for name in "ab":
        full_trial.add(f"op.execute('CREATE TABLE {name} (id INTEGER)')")
    text = "\n".join(list_statements(full_trial.database, "heads"))
    parts = re.findall(r"-- \d of 2: [^\n]*\nBEGIN;\n(.*?)\nCOMMIT;", text, re.DOTALL)
    assert [part.splitlines()[0] for part in parts if part] == [
        "CREATE TABLE a (id INTEGER);",
        "CREATE TABLE b (id INTEGER);",
    ]
    assert re.findall(r"SET version_num='(\d+)'", text) == [NEXT, LATER]


@pytest.mark.parametrize(
    ("target", "tables"),
    [("heads", ["a", "b"]), ("head", ["a", "b"]), (NEXT, ["a"]), ("+1", ["a"]), (NEWEST, [])],
)
def test_the_target_may_be_written_as_for_upgrade(
    full_trial: Trial, target: str, tables: list[str]
) -> None:
    for name in "ab":
        full_trial.add(f"op.execute('CREATE TABLE {name} (id INTEGER)')")
    text = "\n".join(list_statements(full_trial.database, target))
    assert re.findall(r"CREATE TABLE (\w+)", text) == tables


@pytest.mark.parametrize(("target", "steps"), [("base", int(NEWEST)), ("-1", 1)])
def test_the_way_back_may_be_written_as_for_downgrade(
    full_trial: Trial, target: str, steps: int
) -> None:
    text = "\n".join(list_statements(full_trial.database, target))
    assert text.startswith(f"-- 1 of {steps}: down from {NEWEST}, ")


def test_a_macro_with_signs_that_mean_something_to_drivers_is_printed_as_it_is(
    full_trial: Trial,
) -> None:
    full_trial.write_sql(NEXT, "share", "CREATE MACRO share(a) AS a % 7 || ' :x' || '%(s)s?';")
    full_trial.add("helpers.run_sql(revision, 'share')")
    assert_client_does_the_same(full_trial.database, "heads")
    assert full_trial.execute("SELECT share(9)") == [("2 :x%(s)s?",)]


def test_the_command_prints_the_statements(run: Run, full_trial: Trial) -> None:
    full_trial.add("op.execute('CREATE TABLE a (id INTEGER)')")
    result = run("migrate", "sql", db=full_trial.database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == list_statements(full_trial.database, "heads")


def test_a_revision_that_is_not_known_is_told(run: Run, database: Path) -> None:
    result = run("migrate", "sql", "0999", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: there is no revision 0999, only 0001")


def test_that_nothing_is_to_be_done_is_said_beside_the_statements(run: Run, database: Path) -> None:
    result = run("migrate", "sql", db=database)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"nothing is to be done: {database} has that revision\n"
