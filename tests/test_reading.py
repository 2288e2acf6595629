"""Opening a database to read: which file, built when missing, and what is said of a bad one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import portalocker
import pytest
from conftest import ROOT, Run

from db import reading as module
from db.busy import BusyError
from db.errors import DatelineError
from db.name import list_names
from db.query import find_query, run_query
from db.query_head import QueryError
from db.reading import (
    DEFAULT,
    NoDatabaseError,
    RevisionError,
    find_database,
    open_file,
    read_revisions,
    reading,
)
from db.revision import newest_revision

BLOCKS_FROM, BLOCK = 12288, 262144  # a DuckDB file: three headers, then blocks of one size
HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
"""
FIRST_COMMAND = """
import sys
from pathlib import Path
import db.load
db.load.SEED = Path(sys.argv.pop(1))
import cli
cli.main()
"""


@pytest.fixture
def acme(acme_database: Path, tmp_path: Path) -> Path:
    """A database with a few records, of the test's own."""
    return Path(shutil.copyfile(acme_database, tmp_path / "acme.duckdb"))


def set_revisions(path: Path, *revisions: str) -> None:
    with duckdb.connect(str(path)) as writer:
        writer.execute("DELETE FROM alembic_version")
        for revision in revisions:
            writer.execute("INSERT INTO alembic_version VALUES (?)", [revision])


def ask(path: Path) -> str:
    """What a reader of the timeline is told: nothing, or the one line of an error."""
    before = path.read_bytes() if path.is_file() else b""
    told = ""
    try:
        with reading(path) as connection:
            run_query(connection, find_query("timeline"), {})
    except DatelineError as error:
        told = str(error)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert "\n" not in told
    return told


# Which file


def test_the_file_that_is_given_is_used_before_that_of_the_environment(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_DB", "other.duckdb")
    assert find_database(database) == database
    assert find_database(str(database)) == database


def test_the_file_of_the_environment_is_used_before_the_default(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    DEFAULT.touch()
    monkeypatch.setenv("DATELINE_DB", str(database))
    assert find_database(None) == database


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    DEFAULT.touch()
    monkeypatch.setenv("DATELINE_DB", "")
    assert find_database(None) == DEFAULT


def test_a_default_file_that_is_there_is_taken_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    DEFAULT.write_text("whatever")
    assert find_database(None) == DEFAULT
    assert DEFAULT.read_text() == "whatever"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_chosen_file_that_is_not_there_is_not_made(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by_variable: bool
) -> None:
    if by_variable:
        monkeypatch.setenv("DATELINE_DB", "news.duckdb")
    result = run("timeline", db=None if by_variable else Path("news.duckdb"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: there is no database news.duckdb; make one with `dateline --db news.duckdb init`\n"
    )
    assert list(tmp_path.iterdir()) == []


# Built when missing


def test_the_default_file_is_built_once_and_that_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, small_seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("db.load.SEED", small_seed)
    assert find_database(None) == DEFAULT
    assert capsys.readouterr() == (
        "",
        "dateline.duckdb was not there: made it from the articles that come with Dateline\n",
    )
    built = DEFAULT.read_bytes()
    with reading(find_database(None)) as connection:
        assert list_names(connection, "source") == ["globe-2024-04-01", "wire-2024-03-30"]
    assert capsys.readouterr() == ("", "")
    assert DEFAULT.read_bytes() == built


def test_two_first_commands_at_once_build_the_file_once_and_both_answer(small_seed: Path) -> None:
    command = [sys.executable, "-c", FIRST_COMMAND, str(small_seed), "companies", "--format", "csv"]
    pipe, environment = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment)
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert answers[0][0] == answers[1][0]
    assert "globex" in answers[0][0]
    said = "".join(err for _, err in answers)
    assert said.count("made it") == said.count("\n") == 1


def test_a_file_that_another_program_is_building_is_waited_for(
    acme_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = Path(f".{DEFAULT}.lock").open("a+")  # noqa: SIM115 - closed by the other thread
    portalocker.lock(lock, portalocker.LOCK_EX)

    def finish() -> None:
        shutil.copyfile(acme_database, DEFAULT)
        lock.close()

    builder = threading.Timer(0.3, finish)
    builder.start()
    assert find_database(None) == DEFAULT
    builder.join()
    assert DEFAULT.read_bytes() == acme_database.read_bytes()
    assert capsys.readouterr() == ("", "")


# Files that cannot be read


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a DuckDB database"),
        (b"D", "is not a DuckDB database"),
        (b"When,What\n2024,Acme\n" * 1000, "is not a DuckDB database"),
        (b"SQLite format 3\0" + bytes(8192), "is not a DuckDB database"),
        (bytes(8) + b"DUCK", "is damaged or cannot be read: "),
        (bytes(8) + b"DUCK" + bytes(20000), "is damaged or cannot be read: "),
    ],
)
def test_a_file_that_is_no_duckdb_file_is_told_in_one_line(
    run: Run, content: bytes, message: str
) -> None:
    path = Path("notes.duckdb")
    path.write_bytes(content)
    told = ask(path)
    assert told.startswith(f"notes.duckdb {message}")
    result = run("timeline", db=path)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {told}\n")
    assert path.read_bytes() == content


def test_a_folder_is_no_database(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news.duckdb"
    folder.mkdir()
    assert ask(folder) == f"{folder} is not a DuckDB database"
    assert run("timeline", db=folder).exit_code == 1
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "CREATE TABLE company (id INTEGER)",
        "CREATE TABLE alembic_version (version INTEGER)",
    ],
)
def test_a_duckdb_file_of_somebody_else_is_told_so(run: Run, sql: str) -> None:
    path = Path("other.duckdb")
    with duckdb.connect(str(path)) as writer:
        writer.execute(sql)
    assert ask(path) == "other.duckdb is a DuckDB database, but not one of Dateline"
    assert run("companies", db=path).exit_code == 1


@pytest.mark.parametrize("revisions", [(), ("my_branch",)])
def test_a_file_that_has_lost_its_revision_names_the_command_that_brings_a_copy_back(
    run: Run, acme: Path, revisions: tuple[str, ...]
) -> None:
    set_revisions(acme, *revisions)
    told = ask(acme)
    assert told == (
        f"{acme} holds claims, but has lost the number of its schema revision; bring back a copy "
        f"with `dateline --db {acme} restore`"
    )
    assert run("companies", db=acme).stderr == f"Error: {told}\n"


def test_an_older_file_names_the_command_that_brings_it_up_to_date(run: Run, acme: Path) -> None:
    set_revisions(acme, "0000")
    told = ask(acme)
    assert told == (
        f"{acme} is older than this Dateline; bring it up to date with "
        f"`dateline --db {acme} migrate upgrade`"
    )
    result = run("companies", db=acme)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {told}\n")


@pytest.mark.parametrize("revisions", [("9999",), ("9999", "my_branch")])
def test_a_newer_file_wants_a_newer_dateline(
    run: Run, acme: Path, revisions: tuple[str, ...]
) -> None:
    set_revisions(acme, *revisions)
    told = ask(acme)
    assert told == (
        f"{acme} has schema revision 9999, which this Dateline does not know; "
        "get a newer Dateline: `git pull` and `pip install -e .` in its checkout"
    )
    assert run("companies", db=acme).stderr == f"Error: {told}\n"


def test_a_file_with_revisions_of_somebody_else_is_none_of_ours() -> None:
    path = Path("other.duckdb")
    with duckdb.connect(str(path)) as writer:
        writer.execute("CREATE TABLE alembic_version AS SELECT '3f2a9c' AS version_num")
    assert ask(path) == f"{path} is a DuckDB database, but not one of Dateline"


def test_revisions_that_are_numbers_are_read_as_text() -> None:
    path = Path("numbers.duckdb")
    with duckdb.connect(str(path)) as writer:
        writer.execute("CREATE TABLE alembic_version AS SELECT 9999 AS version_num")
    with pytest.raises(RevisionError, match="schema revision 9999"), reading(path):
        pass


def test_a_branch_of_the_users_own_beside_ours_is_fine(run: Run, acme: Path) -> None:
    set_revisions(acme, newest_revision(), "my_branch")
    assert ask(acme) == ""
    with open_file(acme) as connection:
        assert read_revisions(connection, acme) == [newest_revision(), "my_branch"]
    assert run("companies", db=acme).exit_code == 0


def test_a_reader_cannot_write(acme: Path) -> None:
    with (
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
        reading(acme) as connection,
    ):
        connection.execute("DELETE FROM company")


def test_a_file_is_free_again_once_it_was_read(acme: Path) -> None:
    ask(acme)
    with duckdb.connect(str(acme)) as writer:
        writer.execute("DELETE FROM company")


# Damage


@pytest.mark.parametrize("size", [100, 4096, 8192, 12288, 12289, BLOCKS_FROM + BLOCK, -BLOCK * 8])
def test_a_file_that_was_cut_short_is_told_in_one_line(run: Run, acme: Path, size: int) -> None:
    content = acme.read_bytes()[:size]
    acme.write_bytes(content)
    message = ask(acme)
    assert message
    result = run("timeline", db=acme)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {message}\n")
    assert acme.read_bytes() == content


@pytest.fixture(scope="module")
def damaged(acme_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The database with one of its blocks damaged, by where that shows; each block was tried."""
    path = tmp_path_factory.mktemp("damaged") / "acme.duckdb"
    whole = acme_database.read_bytes()
    found = {}
    for start in range(BLOCKS_FROM, len(whole), BLOCK):
        content = bytearray(whole)
        content[start + 16] ^= 0xFF
        path.write_bytes(content)
        found[show_damage(path)] = bytes(content)
        assert path.read_bytes() == content
    return found


def show_damage(path: Path) -> str:
    """Where the damage shows first: each time as one line that says so."""
    step, told = "opening", None
    try:
        with reading(path) as connection:
            step = "names"
            assert list_names(connection, "company")
            step = "query"
            run_query(connection, find_query("sources"), {})
    except DatelineError as error:
        told = error
    if told is None:
        return "nowhere"
    assert isinstance(told, QueryError if step == "query" else NoDatabaseError)
    assert "Corrupt" in str(told)
    assert "\n" not in str(told)
    return step


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("opening", "acme.duckdb is damaged or cannot be read: IO Error: Corrupt "),
        ("names", "companies.sql failed: IO Error: Corrupt "),
        ("query", "sources.sql failed: IO Error: Corrupt "),
    ],
)
def test_damage_is_one_clear_line_wherever_it_shows(
    run: Run, damaged: dict[str, bytes], step: str, message: str
) -> None:
    path = Path("acme.duckdb")
    path.write_bytes(damaged[step])
    result = run("companies" if step == "names" else "sources", db=path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {message}")
    assert result.stderr.count("\n") == 1
    assert path.read_bytes() == damaged[step]


def test_other_errors_of_a_reader_are_left_as_they_are(acme: Path) -> None:
    with pytest.raises(duckdb.CatalogException), reading(acme) as connection:
        connection.execute("SELECT * FROM nothing_of_this_name")


# A file that another process holds


@pytest.fixture
def hold() -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Let another program hold a file for writing, until a line is sent to it."""
    holders: list[subprocess.Popen[str]] = []

    def hold_file(path: Path) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", HOLD, str(path)]
        holders.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))
        assert holders[-1].stdout is not None
        assert holders[-1].stdout.readline() == "open\n"
        return holders[-1]

    yield hold_file
    for holder in holders:
        holder.kill()
        holder.communicate()


def test_a_reader_waits_for_a_writer_and_then_names_it(
    acme: Path,
    hold: Callable[[Path], subprocess.Popen[str]],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holder = hold(acme)
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    with pytest.raises(BusyError), reading(acme):
        pass
    result = run("timeline", db=acme)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: the database is in use by ")
    assert f"(PID {holder.pid})" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_reader_goes_on_once_the_writer_lets_go(
    acme: Path, hold: Callable[[Path], subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = hold(acme)
    monkeypatch.setattr(module, "PATIENCE", 20)
    assert holder.stdin is not None
    holder.stdin.write("let go\n")
    holder.stdin.flush()
    assert ask(acme) == ""
