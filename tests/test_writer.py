"""One writer at a time, readers never blocked, the old state or the new: with real processes."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from processes import IN_PLACE, LIMIT_FILES, Start, list_files
from sqlalchemy.exc import ProgrammingError

from db import writer
from db.busy import BusyError
from db.engine import make_engine
from db.errors import DatelineError
from db.load import build_database, check_database, load_files
from db.writer import WriteError, creating, writing

ROOT = Path(__file__).resolve().parent.parent

Write = Callable[..., Path]


LOAD = "print(load_files([Path({record!r})], Path({database!r}), wait={wait}).files[0])"
HOLD = """
with writing(Path({database!r}), wait=0):
    print("writing")
    time.sleep({seconds})
    print("done")
"""
OPEN = """
connection = duckdb.connect({database!r}, read_only={read_only})
connection.execute({sql!r})
print("open")
time.sleep({seconds})
"""


def make_record(name: str, events: int = 1, *, title: str = "Acme opens an office") -> str:
    """A record that says so many things, all with the same title."""
    return f"source: {{id: {name}, title: News, publisher: Example News}}\nevents:\n" + "".join(
        f"  - {{id: {name}-{n}, title: '{title} {n}', type: launch, status: happened, "
        "claims: [{when: 2024}]}\n"
        for n in range(events)
    )


def read_titles(database: Path) -> list[str]:
    """The titles of all events, by a client that knows nothing of Dateline."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("SELECT title FROM event ORDER BY ALL").fetchall()
    return [row[0] for row in rows]


def read_all(database: Path) -> dict[str, list[Any]]:
    """All rows of all tables, but for the time of a load."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {
            name: connection.execute(
                f"SELECT COLUMNS(c -> c <> 'loaded_at') FROM \"{name}\" ORDER BY ALL"  # noqa: S608
            ).fetchall()
            for (name,) in tables
        }


# A writer that dies


def test_a_load_that_is_killed_at_any_moment_leaves_the_old_state_or_the_new(
    database: Path, start: Start, write: Write
) -> None:
    load_files([write("old.yaml", make_record("acme", 20))], database, wait=0)
    old, bytes_before = read_all(database), database.read_bytes()
    record = write("new.yaml", make_record("acme", 20, title="Acme closes an office"))
    began = time.monotonic()
    assert "20 changed" in start(LOAD, record=record, database=database, wait=0).wait()
    whole = time.monotonic() - began
    new = read_all(database)
    assert new != old

    leftovers = 0
    for moment in range(15):
        database.write_bytes(bytes_before)
        process = start(LOAD, record=record, database=database, wait=0)
        time.sleep(whole * moment / 14)
        process.kill()
        leftovers += database.with_name(".test.duckdb.new").exists()
        assert read_all(database) in (old, new)
        if moment % 5 == 4:
            load_files([record], database, wait=0)
            assert read_all(database) == new
            files = {"test.duckdb", ".test.duckdb.lock", "old.yaml", "new.yaml"}
            assert list_files(database.parent) == files
    assert leftovers > 0
    assert check_database(database) == []


def test_what_a_killed_writer_left_beside_its_copy_is_cleaned_too(
    database: Path, write: Write
) -> None:
    for end in ("", ".wal", ".wal.checkpoint", ".wal.recovery"):
        write(f".test.duckdb.new{end}", "of a process that was killed")
    load_files([write("acme.yaml", make_record("acme"))], database, wait=0)
    assert list_files(database.parent) == {"test.duckdb", ".test.duckdb.lock", "acme.yaml"}
    assert read_titles(database) == ["Acme opens an office 0"]


def test_what_a_killed_writer_had_committed_to_its_copy_comes_to_nothing(
    database: Path, start: Start, write: Write
) -> None:
    copy = database.with_name(".test.duckdb.new")
    shutil.copyfile(database, copy)
    sql = "INSERT INTO event VALUES ('x', 'Left over', 'launch', NULL, 'x')"
    process = start(OPEN, database=copy, read_only=False, sql=sql, seconds=60)
    process.expect("open")
    process.kill()
    assert ".test.duckdb.new.wal" in list_files(database.parent)
    load_files([write("acme.yaml", make_record("acme"))], database, wait=0)
    assert read_titles(database) == ["Acme opens an office 0"]


SPILL = """
with writing(Path({database!r}), wait=0) as draft:
    connection = duckdb.connect(draft.path)
    connection.execute("SET memory_limit = '60MB'; SET threads = 1")
    rows = "SELECT sha256(n::VARCHAR) FROM range(2000000) AS t(n)"
    connection.execute("CREATE TEMP TABLE large AS " + rows)
    print("spilled")
    time.sleep(60)
"""


@pytest.mark.parametrize("way", ["", IN_PLACE], ids=["by copy", "in place"])
def test_what_a_killed_writer_had_no_memory_for_is_cleaned_too(
    database: Path, start: Start, write: Write, way: str
) -> None:
    process = start(way + SPILL, database=database)
    process.expect("spilled")
    process.kill()
    assert any(name.endswith(".tmp") for name in list_files(database.parent))
    record = write("acme.yaml", make_record("acme"))
    assert "added" in start(way + LOAD, record=record, database=database, wait=0).wait()
    assert list_files(database.parent) == {"test.duckdb", ".test.duckdb.lock", "acme.yaml"}


def test_the_leftovers_of_another_database_are_left_alone(database: Path, write: Write) -> None:
    other = write(".test.duckdb.new.new", "of the database test.duckdb.new")
    load_files([write("acme.yaml", make_record("acme"))], database, wait=0)
    assert other.exists()


def test_the_log_that_the_crash_of_another_program_left_is_not_lost(
    database: Path, start: Start, write: Write
) -> None:
    sql = "CREATE TABLE remark AS SELECT 'mine' AS text"
    process = start(OPEN, database=database, read_only=False, sql=sql, seconds=60)
    process.expect("open")
    process.kill()
    assert "test.duckdb.wal" in list_files(database.parent)
    load_files([write("acme.yaml", make_record("acme"))], database, wait=0)
    assert "test.duckdb.wal" not in list_files(database.parent)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("SELECT text FROM remark").fetchall() == [("mine",)]
    assert read_titles(database) == ["Acme opens an office 0"]


# Readers


def test_an_open_reader_neither_blocks_a_load_nor_is_disturbed(
    database: Path, start: Start, write: Write
) -> None:
    load_files([write("acme.yaml", make_record("acme", 300))], database, wait=0)
    reader = start(
        """
connection = duckdb.connect({database!r}, read_only=True)
titles = connection.execute("SELECT title FROM event")
seen = len(titles.fetchmany(10))
print("open")
while not Path({signal!r}).exists():
    time.sleep(0.01)
seen += len(titles.fetchall())
print(seen, connection.execute("SELECT count(*) FROM event").fetchone()[0])
""",
        database=database,
        signal=database.with_name("loaded"),
    )
    reader.expect("open")
    load_files([write("acme.yaml", make_record("acme", 5))], database, wait=0)
    assert len(read_titles(database)) == 5
    write("loaded", "")
    assert reader.wait() == "open\n300 300"


# Other writers


def test_a_second_writer_waits_for_the_first(database: Path, start: Start, write: Write) -> None:
    holder = start(HOLD, database=database, seconds=0.4)
    holder.expect("writing")
    load_files([write("acme.yaml", make_record("acme"))], database, wait=20)
    assert "done" in holder.said.read_text()
    assert read_titles(database) == ["Acme opens an office 0"]


def test_a_second_writer_gives_up_after_its_time_and_names_the_first(
    database: Path, start: Start, write: Write
) -> None:
    holder = start(HOLD, database=database, seconds=60)
    holder.expect("writing")
    record = write("acme.yaml", make_record("acme"))
    began = time.monotonic()
    with pytest.raises(BusyError) as caught:
        load_files([record], database, wait=0.3)
    assert 0.1 < time.monotonic() - began < 20
    assert str(caught.value) == (
        f"test.duckdb is being written by process {holder.pid} (-c); wait longer with --wait"
    )


def test_a_writer_that_has_not_said_its_name_is_another_process(database: Path) -> None:
    import fcntl

    with database.with_name(".test.duckdb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with (
            pytest.raises(BusyError, match="is being written by another process; wait"),
            writing(database, wait=0),
        ):
            pass


def test_of_several_writers_at_once_none_is_lost(
    database: Path, start: Start, write: Write
) -> None:
    names = ("acme", "globex", "initech")
    records = [write(f"{name}.yaml", make_record(name, 20)) for name in names]
    writers = [start(LOAD, record=record, database=database, wait=30) for record in records]
    for record, one in zip(records, writers, strict=True):
        assert one.wait() == f"{record}: 41 added, 0 changed, 0 removed"
    with duckdb.connect(str(database), read_only=True) as connection:
        loads = connection.execute("SELECT id, file FROM load ORDER BY id").fetchall()
    assert [number for number, _ in loads] == [1, 2, 3]
    assert sorted(file for _, file in loads) == sorted(names)
    assert len(read_titles(database)) == 60
    assert check_database(database) == []


def test_another_program_that_writes_is_named(database: Path, start: Start, write: Write) -> None:
    other = start(OPEN, database=database, read_only=False, sql="SELECT 1", seconds=60)
    other.expect("open")
    before = database.read_bytes()
    record = write("acme.yaml", make_record("acme"))
    with pytest.raises(BusyError) as caught:
        load_files([record], database, wait=0.1)
    assert f"(PID {other.pid})" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    other.kill()
    assert database.read_bytes() == before
    load_files([record], database, wait=0)


def test_no_other_program_can_write_to_what_is_being_replaced(
    database: Path, start: Start, write: Write
) -> None:
    with writing(database, wait=0):
        other = start(OPEN, database=database, read_only=False, sql="SELECT 1", seconds=60)
        assert "Could not set lock" in other.wait()
        reader = start(OPEN, database=database, read_only=True, sql="SELECT 1", seconds=0)
        assert reader.wait() == "open"


def test_a_program_that_takes_the_file_from_under_a_writer_is_named(
    database: Path, start: Start
) -> None:
    def write_too_late() -> None:
        with writing(database, wait=0) as draft:
            other = start(OPEN, database=draft.path, read_only=False, sql="SELECT 1", seconds=60)
            other.expect("open")
            make_engine(draft.path).connect()

    with pytest.raises(WriteError, match=r"test\.duckdb cannot be written: .*\(PID"):
        write_too_late()


def test_of_two_that_make_the_same_database_one_is_told(
    tmp_path: Path, start: Start, write: Write
) -> None:
    code = "print(build_database(Path({database!r}), seed=False, wait=30) is not None)"
    both = [start(code, database=tmp_path / "new.duckdb") for _ in range(2)]
    assert sorted(one.wait() for one in both) == ["False", "True"]
    assert check_database(tmp_path / "new.duckdb") == []


# Large files are written in place


@pytest.fixture
def in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "IN_PLACE_ABOVE", 0)


@pytest.mark.usefixtures("in_place")
def test_a_large_file_is_changed_in_place(database: Path, write: Write) -> None:
    inode = database.stat().st_ino
    record = write("acme.yaml", make_record("acme"))
    load_files([record], database, wait=0)
    assert read_titles(database) == ["Acme opens an office 0"]
    assert database.stat().st_ino == inode
    assert list_files(database.parent) == {"test.duckdb", ".test.duckdb.lock", "acme.yaml"}
    before = database.read_bytes()
    load_files([record], database, wait=0)
    assert database.read_bytes() == before


@pytest.mark.usefixtures("in_place")
def test_nothing_is_written_in_place_if_there_is_a_problem(database: Path, write: Write) -> None:
    before = database.read_bytes()
    record = write("acme.yaml", make_record("acme").replace("launch", "lunch"))
    with pytest.raises(DatelineError, match="lunch"):
        load_files([record], database, wait=0)
    assert database.read_bytes() == before


@pytest.mark.usefixtures("in_place")
def test_readers_of_a_large_file_have_to_close(database: Path, start: Start, write: Write) -> None:
    reader = start(OPEN, database=database, read_only=True, sql="SELECT 1", seconds=60)
    reader.expect("open")
    record = write("acme.yaml", make_record("acme"))
    with pytest.raises(BusyError, match=rf"\(PID {reader.pid}\); close it there"):
        load_files([record], database, wait=0)
    reader.kill()
    load_files([record], database, wait=0)
    assert read_titles(database) == ["Acme opens an office 0"]


def test_a_load_in_place_that_is_killed_leaves_the_old_state_or_the_new(
    database: Path, start: Start, write: Write
) -> None:
    record = write("acme.yaml", make_record("acme", 20))
    for moment in range(4):
        before = database.read_bytes()
        process = start(IN_PLACE + LOAD, record=record, database=database, wait=0)
        time.sleep(0.1 * moment)
        process.kill()
        assert len(read_titles(database)) in (0, 20)
        database.with_name("test.duckdb.wal").unlink(missing_ok=True)
        database.write_bytes(before)


# Files and folders


@pytest.mark.parametrize("name", ["100%25 sure, 字节.duckdb", "a?b#c.duckdb"])
def test_a_database_may_have_any_name(
    database: Path, start: Start, write: Write, name: str
) -> None:
    database = database.rename(database.with_name(name))
    record = write("acme.yaml", make_record("acme", 150))
    limit = LIMIT_FILES.format(limit=database.stat().st_size)
    said = start(limit + LOAD, record=record, database=database, wait=0).wait()
    assert "cannot be written whole" in said
    assert read_titles(database) == []
    load_files([record], database, wait=0)
    assert len(read_titles(database)) == 150
    assert list_files(database.parent) == {name, f".{name}.lock", "acme.yaml"}


def test_a_symbolic_link_stays_one(database: Path, write: Write) -> None:
    link = database.with_name("link.duckdb")
    link.symlink_to(database)
    load_files([write("acme.yaml", make_record("acme"))], link, wait=0)
    assert link.is_symlink()
    assert read_titles(database) == ["Acme opens an office 0"]
    assert ".link.duckdb.lock" not in list_files(database.parent)


def test_the_permissions_of_a_file_stay(database: Path, write: Write) -> None:
    database.chmod(0o640)
    load_files([write("acme.yaml", make_record("acme"))], database, wait=0)
    assert stat.S_IMODE(database.stat().st_mode) == 0o640


def test_what_is_not_changed_is_not_written(database: Path) -> None:
    before = database.stat()
    with writing(database, wait=0) as draft:
        draft.path.write_bytes(b"")
    assert (database.stat().st_ino, database.stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )
    with creating(database.with_name("new.duckdb"), wait=0) as new:
        assert new is not None
        new.path.write_bytes(b"")
    assert not database.with_name("new.duckdb").exists()


def test_a_database_that_is_there_is_not_made_anew(database: Path) -> None:
    before = database.read_bytes()
    with creating(database, wait=0) as draft:
        assert draft is None
    assert database.read_bytes() == before


def test_a_copy_that_is_still_open_is_not_swapped_in(database: Path) -> None:
    opened: list[duckdb.DuckDBPyConnection] = []

    def leave_open() -> None:
        with writing(database, wait=0) as draft:
            opened.append(duckdb.connect(draft.path))
            opened[0].execute("CREATE TABLE remark (text VARCHAR)")
            draft.changed = True

    before = database.read_bytes()
    with pytest.raises(WriteError, match=r"cannot be written whole: .*; it is as it was"):
        leave_open()
    opened[0].close()
    assert database.read_bytes() == before
    assert list_files(database.parent) == {"test.duckdb", ".test.duckdb.lock"}


def test_what_the_file_system_refuses_is_told(database: Path) -> None:
    with (
        pytest.raises(WriteError, match=r"test\.duckdb cannot be written: Not a directory"),
        writing(database, wait=0) as draft,
    ):
        (draft.path / "below").touch()


def test_a_missing_database_is_not_made_by_writing(tmp_path: Path) -> None:
    with (
        pytest.raises(DatelineError, match=r"there is no database .*gone\.duckdb"),
        writing(tmp_path / "gone.duckdb", wait=0),
    ):
        pass


def test_no_database_is_made_beside_the_log_of_another(tmp_path: Path, write: Write) -> None:
    log = write("new.duckdb.wal", "of a database that was deleted")
    with pytest.raises(WriteError, match=r"new\.duckdb\.wal is left of a database that is gone"):
        build_database(tmp_path / "new.duckdb", seed=False, wait=0)
    assert log.exists()
    assert not (tmp_path / "new.duckdb").exists()


@pytest.mark.parametrize(
    ("folder", "reason"), [("missing", "No such file"), ("file.txt", "Not a directory")]
)
def test_a_folder_that_is_none_is_named(
    tmp_path: Path, write: Write, folder: str, reason: str
) -> None:
    write("file.txt", "")
    database = tmp_path / folder / "new.duckdb"
    with pytest.raises(WriteError, match=rf"{folder} cannot be written to: {reason}"):
        build_database(database, seed=False, wait=0)


def test_a_folder_that_may_not_be_written_to_is_named(database: Path, start: Start) -> None:
    folder = Path(tempfile.mkdtemp())  # that of the test is closed to all other users
    try:
        shutil.copyfile(database, folder / "test.duckdb")
        (folder / "acme.yaml").write_text(make_record("acme"))
        folder.chmod(0o555)
        # Nothing is forbidden to root; but what is imported late may be closed to all others.
        somebody = "import encodings.utf_8_sig; os.getuid() or os.setuid(65534)\n"
        record, copy = folder / "acme.yaml", folder / "test.duckdb"
        said = start(somebody + LOAD, record=record, database=copy, wait=0).wait()
        assert said == f"WriteError: {folder} cannot be written to: Permission denied"
        assert copy.read_bytes() == database.read_bytes()
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_that_is_no_database_is_told(database: Path, write: Write) -> None:
    text = write("text.duckdb", "not a database " * 1000)
    with pytest.raises(WriteError, match=r"text\.duckdb is not a DuckDB database$"):
        load_files([write("acme.yaml", make_record("acme"))], text, wait=0)


def test_a_fault_of_the_program_is_not_blamed_on_the_file(database: Path) -> None:
    with (
        pytest.raises(ProgrammingError),
        writing(database, wait=0) as draft,
        make_engine(draft.path).connect() as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM no_such_table")


# A full disk


SMALL_LOG = """
from sqlalchemy import Engine, event
event.listen(Engine, "connect", lambda c, _: c.execute("SET checkpoint_threshold = '1KB'"))
"""


@pytest.mark.parametrize(
    ("settings", "share", "fault"),
    [
        ("", 0, "File too large"),
        ("", 0.5, "File too large"),
        (SMALL_LOG, 1, "Failed to create checkpoint because of error: Could not write file"),
        (IN_PLACE, 0.005, "Failed to commit: Could not write file"),
        (IN_PLACE + SMALL_LOG, 1, "Failed to create checkpoint because of error"),
    ],
    ids=["nothing", "half a copy", "a copy", "in place", "in place, no checkpoint"],
)
def test_a_full_disk_leaves_the_old_state(
    database: Path, start: Start, write: Write, settings: str, share: float, fault: str
) -> None:
    record = write("acme.yaml", make_record("acme", 150))
    limit = LIMIT_FILES.format(limit=int(database.stat().st_size * share))
    before = read_all(database)
    said = start(settings + limit + LOAD, record=record, database=database, wait=0).wait()
    assert said.startswith("WriteError: test.duckdb cannot be written: ")
    assert fault in said
    assert len(said.splitlines()) == 1
    assert read_all(database) == before
    assert ".test.duckdb.new" not in list_files(database.parent)


def test_a_copy_that_could_not_be_closed_whole_is_not_swapped_in(
    database: Path, start: Start, write: Write
) -> None:
    before = database.read_bytes()
    record = write("acme.yaml", make_record("acme", 150))
    limit = LIMIT_FILES.format(limit=len(before))
    said = start(limit + LOAD, record=record, database=database, wait=0).wait()
    assert said == (
        "WriteError: test.duckdb cannot be written whole: the disk may be full; it is as it was"
    )
    assert database.read_bytes() == before
    assert list_files(database.parent) == {"test.duckdb", ".test.duckdb.lock", "acme.yaml"}


def test_in_place_what_was_committed_stays_though_the_file_cannot_grow(
    database: Path, start: Start, write: Write
) -> None:
    record = write("acme.yaml", make_record("acme", 150))
    limit = LIMIT_FILES.format(limit=database.stat().st_size)
    code = IN_PLACE + limit + LOAD
    assert "301 added" in start(code, record=record, database=database, wait=0).wait()
    assert len(read_titles(database)) == 150


# The command


def test_the_command_ends_in_one_line_when_the_disk_is_full(database: Path, write: Write) -> None:
    record = write("acme.yaml", make_record("acme"))
    code = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv.pop(1)); "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)); "
        "from cli import main; main()"
    )
    command = [sys.executable, "-c", code, str(ROOT), "--db", str(database), "load", str(record)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "Error: test.duckdb cannot be written: File too large\n"


def test_a_log_that_is_none_is_told_and_nothing_waits_for_ever(
    database: Path, write: Write
) -> None:
    database.with_name("test.duckdb.wal").write_text("hello\n", encoding="utf-8")
    with pytest.raises(WriteError, match="is no log of this database, or is damaged"):
        load_files([write("acme.yaml", make_record("acme"))], database, wait=0)
    assert database.with_name("test.duckdb.wal").read_text(encoding="utf-8") == "hello\n"
