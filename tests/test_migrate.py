"""The schema's history: up, down, and the same again; through the library and through Alembic."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from trial import NEXT

from db import revision
from db.busy import BusyError
from db.differences import find_differences as differences
from db.engine import make_engine
from db.history import MigrationError, make_config
from db.load import build_database
from db.migrate import current, downgrade, history, make_schema, upgrade
from db.mover import Care
from db.reading import NoDatabaseError, RevisionError
from db.revision import newest_revision

LOSING = Care(allow_loss=True, backup=False)
ROOT = Path(__file__).resolve().parent.parent
HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""
ALEMBIC = """
import sys
from alembic.config import main
for line in sys.stdin:
    print("$ alembic", line, flush=True)
    main(line.split())
"""

CATALOG = {
    "tables": "SELECT table_name, sql, comment FROM duckdb_tables()",
    "views": "SELECT view_name, sql, comment FROM duckdb_views() WHERE NOT internal",
    "columns": (
        "SELECT table_name, column_index, column_name, data_type, is_nullable, comment "
        "FROM duckdb_columns() WHERE NOT internal"
    ),
    "constraints": "SELECT table_name, constraint_text FROM duckdb_constraints()",
    "macros": (
        "SELECT function_name, parameters, macro_definition, comment FROM duckdb_functions() "
        "WHERE NOT internal"
    ),
}


def execute(path: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(path)) as connection:
        return connection.execute(sql).fetchall()


def read_catalog(path: Path) -> dict[str, list[Any]]:
    """All that a database has of tables, views and macros."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: connection.execute(f"FROM ({query}) ORDER BY ALL").fetchall()
            for name, query in CATALOG.items()
        }


def read_rows(path: Path) -> dict[str, list[Any]]:
    tables = execute(path, "SELECT table_name FROM duckdb_tables() ORDER BY 1")
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: connection.execute(f'FROM "{name}" ORDER BY ALL').fetchall() for (name,) in tables
        }


def test_a_new_database_has_the_newest_revision_and_differs_in_nothing(database: Path) -> None:
    assert current(database) == [newest_revision()]
    assert differences(database) == []


def test_up_down_and_up_again_is_the_same_database(database: Path) -> None:
    catalog, rows = read_catalog(database), read_rows(database)
    assert downgrade(database, "base", LOSING) == []
    assert upgrade(database, "heads", LOSING) == [newest_revision()]
    assert read_catalog(database) == catalog
    assert read_rows(database) == rows


def test_at_the_base_nothing_of_ours_is_left(database: Path) -> None:
    downgrade(database, "base", LOSING)
    catalog = read_catalog(database)
    assert [name for name, *_ in catalog["tables"]] == ["alembic_version"]
    assert catalog["views"] == []
    assert catalog["macros"] == []
    assert current(database) == []


def test_what_a_user_has_added_is_left_alone(database: Path) -> None:
    execute(database, "CREATE TABLE remark AS SELECT 'mine' AS text")
    downgrade(database, "base", LOSING)
    upgrade(database, "heads", LOSING)
    assert execute(database, "FROM remark") == [("mine",)]


def test_an_upgrade_of_what_is_newest_changes_nothing(database: Path) -> None:
    before = database.stat()
    assert upgrade(database, "heads", LOSING) == [newest_revision()]
    after = database.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_migration_that_fails_leaves_the_file_as_it_was(database: Path) -> None:
    execute(database, "CREATE VIEW mine AS SELECT 1; DROP VIEW timeline")  # which it wants to drop
    before = database.read_bytes()
    with pytest.raises(Exception, match="timeline"):
        downgrade(database, "base", LOSING)
    assert database.read_bytes() == before


@pytest.mark.parametrize("move", [upgrade, downgrade])
def test_a_revision_that_does_not_exist_is_told(
    database: Path, move: Callable[..., list[str]]
) -> None:
    with pytest.raises(MigrationError, match="there is no revision 0999, only 0001"):
        move(database, "0999", LOSING)


@pytest.mark.parametrize("move", [current, differences, history])
def test_what_is_no_database_is_told(tmp_path: Path, move: Callable[[Path], object]) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("not a database " * 1000)
    with pytest.raises(NoDatabaseError, match="is not a DuckDB database"):
        move(path)


def test_two_cannot_migrate_at_once(database: Path) -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(BusyError, match=rf"\(PID {holder.pid}\)"):
            downgrade(database, "base", LOSING)
        holder.communicate()
    assert current(database) == [newest_revision()]


# The history


def test_the_history_marks_what_a_file_has(database: Path) -> None:
    steps = history(database)
    assert [step.revision for step in steps] == revision.list_revisions()
    assert (steps[0].title, steps[0].applied) == ("first schema", True)
    downgrade(database, "base", LOSING)
    assert [step.applied for step in history(database)] == [False] * len(steps)
    assert history(None) == history(database)


def test_a_file_of_a_newer_dateline_has_a_revision_that_is_told(database: Path) -> None:
    execute(database, "UPDATE alembic_version SET version_num = '0999'")
    assert current(database) == ["0999"]
    with pytest.raises(MigrationError, match="No such revision or branch '0999'"):
        history(database)
    with pytest.raises(RevisionError, match="get a newer Dateline"):
        differences(database)


# Differences


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ALTER TABLE company ADD COLUMN colour VARCHAR", "remove_column.*colour"),
        ("ALTER TABLE company DROP COLUMN description", "add_column.*description"),
        ("ALTER TABLE event ALTER about SET NOT NULL", "modify_nullable.*about"),
        ("ALTER TABLE load ALTER added TYPE INTEGER", "modify_type.*added"),
        ("COMMENT ON COLUMN company.name IS 'What it is called'", "modify_comment.*name"),
        ("COMMENT ON TABLE company IS 'Firms'", "add_table_comment.*company"),
        ("DROP TABLE load_change", "add_table.*load_change"),
        ("CREATE TABLE remark (text VARCHAR)", "remove_table.*remark"),
    ],
)
def test_tables_that_are_not_as_expected_are_told(database: Path, change: str, told: str) -> None:
    execute(database, change)
    assert re.search(told, "\n".join(differences(database)))


def test_a_file_of_an_older_revision_is_to_be_upgraded(database: Path) -> None:
    downgrade(database, "base", LOSING)
    with pytest.raises(RevisionError, match=r"`dateline --db .* migrate upgrade`"):
        differences(database)


def test_another_branch_that_is_not_at_hand_is_told(database: Path) -> None:
    execute(database, "INSERT INTO alembic_version VALUES ('3f2a91c0de12')")
    with pytest.raises(MigrationError, match="Can't locate revision identified by '3f2a91c0de12'"):
        differences(database)


def test_another_duckdb_database_is_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    execute(path, "CREATE TABLE remark (text VARCHAR)")
    before = path.read_bytes()
    with pytest.raises(NoDatabaseError, match="not one of Dateline"):
        differences(path)
    assert path.read_bytes() == before


# Files and folders of any name


def test_a_database_may_have_any_name(tmp_path: Path) -> None:
    name = "100%25 sure? 字节#1.duckdb"
    path = tmp_path / name
    build_database(path, seed=False, wait=0)
    assert current(path) == [newest_revision()]
    assert {file.name for file in tmp_path.iterdir()} == {name, f".{name}.lock"}


def test_the_schema_of_a_new_file_is_in_the_format_that_all_clients_open(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    with make_engine(path).connect() as connection:
        make_schema(connection)
    tags = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"
    assert execute(path, tags) == [("v1.4.0+",)]
    assert list(tmp_path.iterdir()) == [path]


def test_dateline_may_stand_in_a_folder_of_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "100% mine %(here)s"
    shutil.copytree(ROOT / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("db.revision.MIGRATIONS", folder)
    assert make_config().get_main_option("script_location") == str(folder)
    assert [step.revision for step in history(None)] == revision.list_revisions()


# The `alembic` command


def run_alembic(folder: Path, *commands: str, database: Path) -> str:
    """Run the `alembic` command in a folder, several times in one process; what it says."""
    ended = subprocess.run(
        [sys.executable, "-c", ALEMBIC],
        input="\n".join(commands),
        cwd=folder,
        env={**os.environ, "DATELINE_DB": str(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_alembic_command_works_in_a_checkout(tmp_path: Path) -> None:
    path = tmp_path / "by alembic.duckdb"
    said = run_alembic(ROOT, "upgrade head", "check", "history", database=path)
    assert "No new upgrade operations detected" in said
    assert "0001" in said.partition("$ alembic history")[2]
    assert current(path) == [newest_revision()]


def test_a_revision_made_by_alembic_is_found_and_applied(tmp_path: Path, database: Path) -> None:
    tree = tmp_path / "checkout"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("db", "migrations"):
        shutil.copytree(ROOT / name, tree / name, ignore=ignored)
    shutil.copyfile(ROOT / "pyproject.toml", tree / "pyproject.toml")
    models = tree / "db" / "models.py"
    text = models.read_text(encoding="utf-8")
    name = '    name: Mapped[str] = column("Name for people")\n'
    assert name in text
    colour = '    colour: Mapped[str | None] = column("Colour of its sign")\n'
    models.write_text(text.replace(name, name + colour), encoding="utf-8")

    run_alembic(tree, "revision -m Bare", database=database)
    (bare,) = (tree / "migrations" / "versions").glob(f"{NEXT}_bare.py")
    run_ruff(tree, bare)
    bare.unlink()
    revise = "revision --autogenerate --rev-id 0999 -m Colours"
    said = run_alembic(tree, revise, "upgrade head", "downgrade -1", "history", database=database)
    made = tree / "migrations" / "versions" / "0999_colours.py"
    assert "op.add_column('company', sa.Column('colour'" in made.read_text(encoding="utf-8")
    assert "-> 0999 (head), Colours" in said
    assert differences(database) == []


def run_ruff(folder: Path, file: Path) -> None:
    """Check a file by the rules of the checkout that it is in."""
    for command in (["check"], ["format", "--check"]):
        ended = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(file)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_file_of_somebody_else_gets_no_tables_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    execute(path, "CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(NoDatabaseError, match="not one of Dateline"):
        upgrade(path, "heads", LOSING)
    assert execute(path, "SELECT table_name FROM duckdb_tables()") == [("theirs",)]
