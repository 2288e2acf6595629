"""A copy brought back: what it replaces is kept, and what is no copy is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Run

from db.backup import BackupError, list_backups
from db.busy import BusyError
from db.migrate import current
from db.reading import NoDatabaseError
from db.restore import restore_backup
from db.revision import newest_revision
from db.writer import WriteError

HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
"""
CRASH = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1], config={"checkpoint_threshold": "1TB"})
connection.execute("INSERT INTO company VALUES ('late', 'Late', 'company', NULL, 'me')")
os._exit(1)
"""
READ_COMPANIES = "SELECT id FROM company ORDER BY id"


def execute(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(path) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def copy(database: Path) -> Path:
    """A copy of the database as it was before it got a company."""
    path = database.with_name(f"test.{newest_revision()}.20240802T101500Z.backup.duckdb")
    shutil.copyfile(database, path)
    execute(database, "INSERT INTO company VALUES ('new', 'New', 'company', NULL, 'me')")
    return path


def restore(copy: Path, database: Path) -> tuple[list[str], list[str]]:
    said: list[str] = []
    return restore_backup(copy, database, wait=0, say=said.append), said


def test_what_stood_there_is_kept_and_can_be_brought_back(database: Path, copy: Path) -> None:
    revisions, said = restore(copy, database)
    assert revisions == [newest_revision()]
    assert execute(database, READ_COMPANIES) == []
    [kept] = [one.path for one in list_backups(database) if one.path != copy]
    assert said == [f"kept what was there: {kept}"]
    restore(kept, database)
    assert execute(database, READ_COMPANIES) == [("new",)]


def test_the_copy_stays_as_it_is_however_often_it_is_brought_back(
    database: Path, copy: Path
) -> None:
    before = copy.read_bytes()
    for _ in range(5):
        restore(copy, database)
    assert copy.read_bytes() == before
    assert len(list_backups(database)) == 4  # the last three, and the one that is in use


def test_a_damaged_database_is_replaced_and_kept(database: Path, copy: Path) -> None:
    damaged = b"x" * 10_000
    database.write_bytes(damaged)
    restore(copy, database)
    assert execute(database, READ_COMPANIES) == []
    [kept] = [one for one in list_backups(database) if one.path != copy]
    assert (kept.revision, kept.path.read_bytes()) == ("damaged", damaged)


def test_a_database_that_is_gone_is_made_again(database: Path, copy: Path) -> None:
    database.unlink()
    assert restore(copy, database) == ([newest_revision()], [])
    assert execute(database, READ_COMPANIES) == []


def test_a_link_stays_a_link(database: Path, copy: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(database)
    restore(copy, link)
    assert link.is_symlink()
    assert execute(database, READ_COMPANIES) == []


def test_a_copy_of_a_newer_revision_is_brought_back_as_it_is(database: Path, copy: Path) -> None:
    execute(copy, "UPDATE alembic_version SET version_num = '9999'")
    assert restore(copy, database)[0] == ["9999"]
    assert current(database) == ["9999"]


@pytest.mark.parametrize(
    ("make", "error", "told"),
    [
        (lambda path: path.unlink(), BackupError, "there is no copy .*; `dateline restore` lists"),
        (lambda path: path.write_text("x" * 9999), NoDatabaseError, "is not a DuckDB database"),
        (lambda path: path.write_bytes(b""), NoDatabaseError, "is not a DuckDB database"),
        (
            lambda path: execute(path, "DROP TABLE alembic_version"),
            NoDatabaseError,
            "is a DuckDB database, but not one of Dateline",
        ),
        (
            lambda path: path.write_bytes(path.read_bytes()[:100_000]),
            NoDatabaseError,
            "is damaged or cannot be read",
        ),
    ],
    ids=["missing", "text", "empty", "of another", "cut off"],
)
def test_what_is_no_copy_is_refused_and_the_database_stays(
    database: Path, copy: Path, make: Callable[[Path], object], error: type[Exception], told: str
) -> None:
    make(copy)
    before = database.read_bytes()
    with pytest.raises(error, match=told):
        restore(copy, database)
    assert database.read_bytes() == before
    assert [one.path for one in list_backups(database)] in ([], [copy])


def test_the_database_is_no_copy_of_itself(database: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(database)
    for path in (database, link):
        with pytest.raises(BackupError, match="is the database itself"):
            restore(path, database)


@pytest.fixture
def hold(database: Path) -> Iterator[Callable[[Path], None]]:
    """Let another program hold a file for writing to the end of the test."""
    holders = []

    def hold_file(path: Path) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", HOLD, str(path)]
        holders.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))
        assert holders[-1].stdout is not None
        assert holders[-1].stdout.readline() == "open\n"

    yield hold_file
    for holder in holders:
        holder.communicate("\n")


def test_a_database_that_another_program_writes_to_is_left(
    database: Path, copy: Path, hold: Callable[[Path], None]
) -> None:
    hold(database)
    with pytest.raises(BusyError, match="in use by"):
        restore(copy, database)
    assert [one.path for one in list_backups(database)] == [copy]


def test_what_a_crash_left_in_the_log_is_kept_with_the_old_file(database: Path, copy: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(database)], check=False)
    log = database.with_name("test.duckdb.wal")
    assert log.exists()
    restore(copy, database)
    assert not log.exists()
    assert execute(database, READ_COMPANIES) == []
    [kept] = [one.path for one in list_backups(database) if one.path != copy]
    assert execute(kept, READ_COMPANIES) == [("late",), ("new",)]


def test_the_log_of_a_damaged_database_is_not_left_to_the_copy(database: Path, copy: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(database)], check=False)
    database.write_bytes(b"x" * 10_000)
    with pytest.raises(WriteError, match=r"test\.duckdb\.wal .* move it away and try again"):
        restore(copy, database)
    database.with_name("test.duckdb.wal").unlink()
    restore(copy, database)
    assert execute(database, READ_COMPANIES) == []


def test_the_log_of_a_database_that_is_gone_is_told(database: Path, copy: Path) -> None:
    database.unlink()
    database.with_name("test.duckdb.wal").write_bytes(b"log")
    with pytest.raises(WriteError, match=r"\.wal is left of a database that is gone; remove it"):
        restore(copy, database)


# The command


def test_the_command_lists_the_copies(run: Run, database: Path, copy: Path) -> None:
    result = run("restore", db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{copy}  revision {newest_revision()}, 2024-08-02T10:15:00Z\n"


def test_the_command_says_so_where_there_is_no_copy(run: Run, database: Path) -> None:
    result = run("restore", db=database)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"no copy of {database} is kept beside it\n"


def test_the_command_brings_a_copy_back(run: Run, database: Path, copy: Path) -> None:
    result = run("restore", str(copy), db=database)
    assert (result.exit_code, result.stdout) == (
        0, f"{database} is as it was in {copy}, with revision {newest_revision()}\n"
    )  # fmt: skip
    assert result.stderr.startswith("kept what was there: ")


@pytest.mark.parametrize("arguments", [[], ["gone.duckdb"]])
def test_a_folder_that_is_not_there_is_one_clear_line(run: Run, arguments: list[str]) -> None:
    result = run("restore", *arguments, db=Path("nowhere/news.duckdb"))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
