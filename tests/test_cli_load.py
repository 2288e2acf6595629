"""`dateline init`, `load`, `check` and `locate`: what a person is told of what was done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Run

Write = Callable[[str, str], Path]
RECORD = """\
source: {id: globe-1, title: News, publisher: The Globe, published: 2024}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - id: acme-founded
    title: Acme is founded
    type: founding
    status: happened
    when: 1999
    companies: {subject: acme}
    claims: [{at: 1-9#0123456789abcdef}]
"""
BROKEN = RECORD.replace("1999", "19999").replace("subject: acme", "subject: acmee")


def hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_init_makes_an_empty_database(run: Run) -> None:
    result = run("init", "--empty", db=Path("news.duckdb"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "made news.duckdb: 0 companies, 0 sources, 0 events, 0 claims, 0 amounts\n"
    )
    assert run("timeline", db=Path("news.duckdb")).stderr == "no event fits\n"


def test_init_makes_a_database_with_the_articles(
    run: Run, monkeypatch: pytest.MonkeyPatch, small_seed: Path
) -> None:
    monkeypatch.setattr("db.load.SEED", small_seed)
    monkeypatch.setenv("DATELINE_DB", "chosen.duckdb")
    result = run("init")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "made chosen.duckdb: 3 companies, 2 sources, 4 events, 5 claims, 1 amount\n"
    )
    assert run("company", "Acme Corp").stdout.startswith("Acme\n")


@pytest.mark.parametrize("options", [(), ("--empty",)])
def test_init_leaves_what_is_there_alone(run: Run, write: Write, options: tuple[str, ...]) -> None:
    path = write("news.duckdb", "not even a database\n")
    result = run("init", *options, db=path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {path} is there already; it was left as it is\n"
    assert path.read_text() == "not even a database\n"


def test_load_tells_what_changed_and_what_the_database_holds(
    run: Run, database: Path, write: Write
) -> None:
    path = write("globe.yaml", RECORD)
    result = run("load", str(path), db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{path}: 4 added, 0 changed, 0 removed\n"
        f"{database} holds 1 company, 1 source, 1 event, 1 claim, 0 amounts\n"
    )
    assert f"{path}: nothing changed\n" in run("load", str(path), db=database).stdout


def test_load_takes_all_the_records_in_a_folder(run: Run, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "globe.yaml").write_text(RECORD)
    (folder / "other.yaml").write_text(
        "source: {id: other-1, title: T, publisher: P, published: 2024}\n"
    )
    result = run("load", str(folder), db=database)
    assert result.exit_code == 0
    assert "holds 1 company, 2 sources, 1 event, 1 claim, 0 amounts" in result.stdout


def test_load_can_withdraw_what_a_file_said(run: Run, database: Path, write: Write) -> None:
    run("load", str(write("globe.yaml", RECORD)), db=database)
    result = run("load", "--remove", "globe-1", db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "globe-1: 0 added, 0 changed, 4 removed\n"
        f"{database} holds 0 companies, 0 sources, 0 events, 0 claims, 0 amounts\n"
    )
    result = run("load", "--remove", "globe-1", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no loaded file has the id 'globe-1'" in result.stderr


@pytest.mark.parametrize("command", ["load", "check"])
def test_all_problems_are_shown_with_file_and_line_and_nothing_is_written(
    run: Run, database: Path, write: Write, command: str
) -> None:
    path = write("globe.yaml", BROKEN)
    before = hash_file(database)
    result = run(command, str(path), db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}:8: '19999'" in result.stderr
    assert f"{path}:9: " in result.stderr
    assert "'acmee'" in result.stderr
    assert hash_file(database) == before


def test_check_finds_nothing_in_a_good_record_and_writes_nothing(
    run: Run, database: Path, write: Write
) -> None:
    before = hash_file(database)
    result = run("check", str(write("globe.yaml", RECORD)), db=database)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "no problem found\n", "")
    assert hash_file(database) == before


def test_check_proves_the_whole_database(run: Run, database: Path) -> None:
    result = run("check", "--database", db=database)
    assert (result.exit_code, result.stdout) == (0, "no problem found\n")
    with duckdb.connect(str(database)) as writer:
        writer.execute(
            "INSERT INTO event (id, title, type, owner) VALUES ('lost', 'T', 'nothing', 'x')"
        )
    result = run("check", "--database", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "event.type refers to what does not exist: nothing" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("load",),
        ("load", "a.yaml", "--remove", "a"),
        ("check",),
        ("check", "a.yaml", "--database"),
        ("load", "a.yaml", "--wait", "-1"),
    ],
)
def test_a_command_that_makes_no_sense_is_explained(
    run: Run, database: Path, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, db=database)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: dateline ")


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_record_that_is_not_there_is_named(run: Run, database: Path, command: str) -> None:
    result = run(command, "missing.yaml", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "missing.yaml" in result.stderr


def test_locate_puts_places_in_for_quotes(run: Run, write: Write, database: Path) -> None:
    record = write(
        "globe.yaml", RECORD.replace("at: 1-9#0123456789abcdef", "quote: Acme was founded")
    )
    article = write("globe.txt", "In 1999 Acme was founded.\n")
    result = run("locate", str(record), str(article))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{record}: 1 place filled in\n"
    assert "quote" not in record.read_text()
    assert "at: 8-24#" in record.read_text()
    assert run("check", str(record), db=database).stdout == "no problem found\n"


def test_the_records_of_the_articles_have_no_problem(run: Run, database: Path) -> None:
    result = run("check", str(ROOT / "seed"), db=database)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "no problem found\n", "")
