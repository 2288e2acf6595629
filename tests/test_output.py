"""Where results go: a pipe, a file, never half a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from conftest import ROOT, Run

from cli import cli
from db.output import OutputError, emit_result, open_output
from db.query import Result

RESULT = Result(["company", "events"], [("Acme", 3), ("顶点公司", 12)])


@pytest.mark.parametrize("form", ["table", "vertical", "markdown", "csv", "json", "jsonl"])
def test_a_file_gets_the_bytes_that_a_pipe_gets(
    run: Run, acme_database: Path, tmp_path: Path, form: str
) -> None:
    command = ("timeline", "--company", "acme")
    piped = run(*command, "--format", form, db=acme_database)
    file = tmp_path / "out"
    written = run(*command, "--format", form, "--output", str(file), db=acme_database)
    assert (written.exit_code, written.output) == (0, "")
    assert file.read_bytes() == piped.stdout_bytes
    assert b"Acme" in file.read_bytes()
    assert b"\x1b" not in file.read_bytes()


@pytest.mark.parametrize(
    "command", [("company", "acme"), ("event", "acme-founded"), ("query", "launches"), ("info",)]
)
def test_every_command_that_prints_rows_can_write_a_file(
    run: Run, acme_database: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    piped = run(*command, db=acme_database)
    file = tmp_path / "out.txt"
    assert run(*command, "--output", str(file), db=acme_database).output == ""
    assert file.read_bytes() == piped.stdout_bytes


def test_a_dash_is_standard_output(run: Run, acme_database: Path, tmp_path: Path) -> None:
    piped = run("companies", db=acme_database)
    assert run("companies", "--output", "-", db=acme_database).stdout == piped.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_fails_leaves_the_old_file_as_it_was(
    run: Run, acme_database: Path, write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    file = write("kept.csv", "worth keeping\n")
    result = run("timeline", "--company", "nobody", "--output", str(file), db=acme_database)
    assert result.exit_code == 1
    assert file.read_text() == "worth keeping\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_fault_half_way_leaves_the_old_file_and_no_other(
    write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    file = write("kept.txt", "worth keeping\n")
    with pytest.raises(KeyboardInterrupt):
        write_half(file)
    assert file.read_text() == "worth keeping\n"
    assert list(tmp_path.iterdir()) == [file]


def write_half(file: Path) -> None:
    with open_output(file) as out:
        out.write("half")
        raise KeyboardInterrupt


def test_a_new_file_has_the_mode_of_the_old_one(write: Callable[[str, str], Path]) -> None:
    file = write("private.csv", "old\n")
    file.chmod(0o640)
    emit_result(RESULT, "csv", file)
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_text(encoding="utf-8") == "company,events\nAcme,3\n顶点公司,12\n"


def test_a_link_still_leads_to_the_file_that_was_written(
    write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    file = write("real.csv", "old\n")
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    emit_result(RESULT, "csv", link)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("company,events\n")


def test_a_device_is_written_to_and_not_replaced() -> None:
    before = Path(os.devnull).stat()
    emit_result(RESULT, "csv", Path(os.devnull))
    assert Path(os.devnull).stat().st_ino == before.st_ino


@pytest.mark.parametrize("name", ["missing/out.csv", "file.txt/out.csv"])
def test_a_file_that_cannot_be_written_is_one_clear_line(
    run: Run, acme_database: Path, write: Callable[[str, str], Path], name: str
) -> None:
    write("file.txt", "a file, not a folder\n")
    result = run("companies", "--output", name, db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {name} cannot be written: N")
    assert result.stderr.count("\n") == 1


def test_a_folder_is_no_file_to_write(run: Run, acme_database: Path, tmp_path: Path) -> None:
    result = run("companies", "--output", str(tmp_path), db=acme_database)
    assert result.exit_code == 2
    assert "is a directory" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_clear_line() -> None:
    with pytest.raises(OutputError, match="/dev/full cannot be written: No space left on device"):
        emit_result(RESULT, "csv", Path("/dev/full"))


class Terminal(StringIO):
    """Standard output of a person."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("command", "drawn"),
    [
        (("timeline",), True),
        (("companies",), True),
        (("company", "acme"), True),
        (("timeline", "--format", "markdown"), False),
        (("companies", "--format", "json"), False),
        (("company", "acme", "--format", "markdown"), False),
        (("timeline", "--output", "-"), False),
        (("company", "acme", "--output", "-"), False),
    ],
)
def test_only_a_table_that_goes_to_a_terminal_is_drawn_for_it(
    acme_database: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], drawn: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stdout", screen := Terminal())
    cli.main(["--db", str(acme_database), *command], standalone_mode=False)
    assert ("\x1b[" in screen.getvalue()) == drawn


def test_a_file_is_written_in_silence_at_a_terminal_too(
    acme_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", screen := Terminal())
    file = tmp_path / "out.txt"
    command = ["--db", str(acme_database), "timeline", "--output", str(file)]
    cli.main(command, standalone_mode=False)
    assert screen.getvalue() == ""
    assert b"\x1b" not in file.read_bytes()


def test_standard_output_is_not_closed(capsys: pytest.CaptureFixture[str]) -> None:
    emit_result(RESULT, "csv", None)
    sys.stdout.write("more\n")
    assert capsys.readouterr().out.endswith("more\n")


def test_a_database_is_never_written_over(run: Run, database: Path) -> None:
    link = database.with_name("link.duckdb")
    link.symlink_to(database)
    before = database.read_bytes()
    for target in (database, link, database.with_name("test.duckdb.wal")):
        result = run("companies", "--output", str(target), db=database)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "is or belongs to a DuckDB database; choose another file" in result.stderr
    assert database.read_bytes() == before
    assert not database.with_name("test.duckdb.wal").exists()


def test_closed_standard_output_is_one_clear_line(database: Path) -> None:
    command = f"{sys.executable} {ROOT / 'cli.py'} --db {database} companies >&-"
    done = subprocess.run(  # noqa: S602
        command, shell=True, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "Error: standard output is closed; choose a file with --output\n"
