"""What goes wrong around a change of the schema is told in one line, and loses nothing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from processes import IN_PLACE, LIMIT_FILES, Process, Start, list_files
from states import read_state

from db.backup import list_backups
from db.migrate import current
from db.revision import newest_revision

FIRST, LAST = newest_revision(), "0102"
UP = """
revision.MIGRATIONS = Path({migrations!r})
def say(line):
    print(line)
    time.sleep({pause})
care = Care(wait={wait}, say=say, backup={backup})
print("ended with", upgrade(Path({database!r}), "0102", care))
"""
# The copy is kept before; only what is written to the log of the file itself is limited.
LIMIT_LOG = """
from db import migrate
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
run = migrate.run_revisions
def limited(*given, **more):
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
    run(*given, **more)
migrate.run_revisions = limited
"""
READ = """
connection = duckdb.connect({database!r}, read_only=True)
titles = connection.execute("SELECT title FROM event")
seen = len(titles.fetchmany(1))
print("open")
while not Path({signal!r}).exists():
    time.sleep(0.01)
seen += len(titles.fetchall())
print(seen, connection.execute("SELECT version_num FROM alembic_version").fetchall())
"""
Begin = Callable[..., Process]


@pytest.fixture
def begin(start: Start, examples_folder: Path) -> Begin:
    """Upgrade a database by two revisions, in a process of its own."""

    def run(
        database: Path, *, first: str = "", wait: float = 0, pause: float = 0, backup: bool = True
    ) -> Process:
        return start(
            first + UP,
            migrations=examples_folder,
            database=database,
            wait=wait,
            pause=pause,
            backup=backup,
        )

    return run


@pytest.fixture
def acme(acme_database: Path, tmp_path: Path) -> Path:
    """A database of the test's own, with the record tests/acme.yaml."""
    return Path(shutil.copyfile(acme_database, tmp_path / "test.duckdb"))


def last_line(process: Process) -> str:
    return process.wait().splitlines()[-1]


# Others at the same time


def test_of_two_upgrades_at_once_one_does_it_and_the_other_finds_nothing_to_do(
    acme: Path, begin: Begin
) -> None:
    said = [process.wait() for process in [begin(acme, wait=60), begin(acme, wait=60)]]
    assert all(text.endswith(f"ended with ['{LAST}']") for text in said)
    assert sorted("1 of 2: up to 0101" in text for text in said) == [False, True]
    assert sorted(len(text.splitlines()) for text in said)[0] == 1
    assert len(list_backups(acme)) == 1


@pytest.mark.parametrize("way", ["", IN_PLACE], ids=["by copy", "in place"])
def test_an_upgrade_that_does_not_wait_says_who_holds_the_file(
    acme: Path, begin: Begin, way: str
) -> None:
    holder = begin(acme, first=way, pause=60)
    holder.expect("kept a copy")
    told = f"BusyError: test.duckdb is being written by process {holder.pid} (-c)"
    assert begin(acme, first=way).wait() == f"{told}; wait longer with --wait"


def test_a_reader_is_not_disturbed_by_an_upgrade(acme: Path, begin: Begin, start: Start) -> None:
    signal = acme.with_name("upgraded")
    reader = start(READ, database=acme, signal=signal)
    reader.expect("open")
    assert last_line(begin(acme)) == f"ended with ['{LAST}']"
    assert current(acme) == [LAST]
    signal.touch()
    assert reader.wait() == f"open\n4 [('{FIRST}',)]"


def test_an_upgrade_in_place_names_the_reader_that_has_to_close(
    acme: Path, begin: Begin, start: Start
) -> None:
    before = acme.read_bytes()
    reader = start(READ, database=acme, signal=acme.with_name("never"))
    reader.expect("open")
    said = last_line(begin(acme, first=IN_PLACE))
    assert said.startswith("BusyError: the database is in use by ")
    assert said.endswith(f"(PID {reader.pid}); close it there, or try again later")
    assert acme.read_bytes() == before
    reader.kill()
    assert last_line(begin(acme, first=IN_PLACE)) == f"ended with ['{LAST}']"


# Files and folders that may not be written to


def test_a_file_that_is_read_only_is_left_alone(acme: Path, begin: Begin) -> None:
    before = acme.read_bytes()
    acme.chmod(0o444)
    told = "test.duckdb is read-only; make it writable with `chmod u+w test.duckdb`"
    assert begin(acme).wait() == f"WriteError: {told}"
    assert acme.read_bytes() == before
    assert list_files(acme.parent) == {"test.duckdb", ".test.duckdb.lock"}


def test_a_folder_that_may_not_be_written_to_is_named(acme: Path, begin: Begin) -> None:
    folder = Path(tempfile.mkdtemp())  # that of the test is closed to all other users
    try:
        copy = Path(shutil.copyfile(acme, folder / "test.duckdb"))
        folder.chmod(0o555)
        # Nothing is forbidden to root; but what is imported late may be closed to all others.
        somebody = "import encodings.utf_8_sig; os.getuid() or os.setuid(65534)\n"
        told = f"WriteError: {folder} cannot be written to: Permission denied"
        assert begin(copy, first=somebody).wait() == told
        assert copy.read_bytes() == acme.read_bytes()
        assert list_files(folder) == {"test.duckdb"}
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


# A full disk


def limit_files(size: int) -> str:
    """No file of the process can become larger; what a full disk says, without one."""
    return LIMIT_FILES.format(limit=size)


@pytest.mark.parametrize(
    ("share", "backup", "told"),
    [
        (0.5, True, "BackupError: no copy can be kept at .*: File too large; nothing was changed"),
        (0.5, False, "WriteError: test.duckdb cannot be written: File too large"),
        (1.0, True, "WriteError: test.duckdb cannot be written"),
    ],
    ids=["keeping a copy", "making the copy to change", "changing the copy"],
)
def test_a_file_that_cannot_grow_leaves_all_as_it_was(
    acme: Path, begin: Begin, share: float, backup: bool, told: str
) -> None:
    before = acme.read_bytes()
    limit = limit_files(int(len(before) * share))
    assert_told(last_line(begin(acme, first=limit, backup=backup)), told)
    assert acme.read_bytes() == before
    assert list_files(acme.parent) == {"test.duckdb", ".test.duckdb.lock"}


def test_in_place_a_disk_that_is_full_at_once_leaves_the_file_as_it_was(
    acme: Path, begin: Begin
) -> None:
    before = acme.read_bytes()
    limit = IN_PLACE + LIMIT_LOG.format(limit=200)
    said = last_line(begin(acme, first=limit, backup=False))
    assert said.startswith("WriteError: test.duckdb cannot be written: ")
    assert acme.read_bytes() == before
    assert current(acme) == [FIRST]
    assert last_line(begin(acme, first=IN_PLACE)) == f"ended with ['{LAST}']"


def test_in_place_a_disk_that_is_full_later_keeps_what_was_done_and_a_copy(
    acme: Path, begin: Begin
) -> None:
    before = acme.read_bytes()
    said = begin(acme, first=IN_PLACE + LIMIT_LOG.format(limit=1000)).wait().splitlines()
    (copy,) = list_backups(acme)
    now = f"{acme} has revision 0101 now; how it was before is kept in {copy.path}"
    assert said[-2] == now
    assert said[-1].startswith("WriteError: test.duckdb cannot be written: ")
    assert current(acme) == ["0101"]
    assert copy.path.read_bytes() == before
    assert last_line(begin(acme, first=IN_PLACE)) == f"ended with ['{LAST}']"


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes; only root can have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("NO TEST OF A FULL DISK: only root can mount a small one")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("copies", "way", "told"),
    [
        (1.5, "", "BackupError: no copy can be kept at .*: No space left on device"),
        (2.5, "", "WriteError: test.duckdb cannot be written: No space left on device"),
        (3, "", "WriteError: test.duckdb cannot be written"),
        (2, IN_PLACE, "WriteError: test.duckdb cannot be written: "),
    ],
    ids=["keeping a copy", "making the copy to change", "changing the copy", "in place"],
)
def test_a_full_disk_loses_nothing_and_once_there_is_room_the_upgrade_is_done(
    acme: Path, begin: Begin, tmp_path: Path, copies: float, way: str, told: str
) -> None:
    before, size = read_state(acme), acme.stat().st_size
    with small_disk(tmp_path / "disk", int(size * copies) + 2**12) as disk:
        full = Path(shutil.copyfile(acme, disk / "test.duckdb"))
        assert_told(last_line(begin(full, first=way)), told)
        assert read_state(full) == before
        kept = {backup.path.name for backup in list_backups(full)}
        assert list_files(disk) - {"test.duckdb.wal"} - kept == {"test.duckdb", ".test.duckdb.lock"}
        assert len(kept) <= (1 if way else 0)
        subprocess.run(["mount", "-o", f"remount,size={size * 9}", str(disk)], check=True)
        assert last_line(begin(full, first=way)) == f"ended with ['{LAST}']"


def assert_told(said: str, start: str) -> None:
    """The last line that a process has said starts so."""
    before, pattern, after = start.partition(".*")
    assert said.startswith(before)
    assert not pattern or after in said
