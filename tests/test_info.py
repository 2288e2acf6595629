"""What `dateline info` tells of a database file."""

from __future__ import annotations

import json
import platform
import shutil
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from conftest import Run

from db import __version__
from db.info import AGES, read_info, write_info
from db.revision import list_revisions, newest_revision

VERSIONS = (
    f"dateline {__version__}, duckdb {duckdb.__version__}, python {platform.python_version()}"
)


def set_revision(path: Path, *revisions: str) -> None:
    with duckdb.connect(str(path)) as writer:
        writer.execute("DELETE FROM alembic_version")
        for revision in revisions:
            writer.execute("INSERT INTO alembic_version VALUES (?)", [revision])


def test_info_tells_what_the_file_holds(run: Run, acme_database: Path) -> None:
    result = run("info", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    newest = newest_revision()
    assert result.stdout == (
        f"file             {acme_database} ({acme_database.stat().st_size:,} bytes)\n"
        f"schema revision  {newest} (newest: {newest})\n"
        "made by          this Dateline, or one with the same schema\n"
        "companies        3\n"
        "sources          1\n"
        "cited sources    1\n"
        "events           4\n"
        "claims           5\n"
        "amounts          1\n"
        "loaded files     globe-2024-04-01\n"
        f"versions         {VERSIONS}\n"
    )


def test_info_is_json_as_well(run: Run, acme_database: Path) -> None:
    told = json.loads(run("info", "--format", "json", db=acme_database).stdout)
    assert told == {
        "file": str(acme_database),
        "bytes": acme_database.stat().st_size,
        "revision": [newest_revision()],
        "newest_revision": newest_revision(),
        "schema": "current",
        "pending": [],
        "counts": {
            "companies": 3,
            "sources": 1,
            "cited_sources": 1,
            "events": 4,
            "claims": 5,
            "amounts": 1,
        },
        "files": ["globe-2024-04-01"],
        "dateline": __version__,
        "duckdb": duckdb.__version__,
        "python": platform.python_version(),
    }


def test_an_empty_database_has_loaded_no_file(run: Run, database: Path) -> None:
    lines = run("info", db=database).stdout.splitlines()
    assert "companies        0" in lines
    assert "loaded files     none" in lines


@pytest.mark.parametrize(
    ("revisions", "shown", "age", "pending"),
    [
        (["0000"], "0000", "older", list_revisions()),
        (["9999"], "9999", "newer", []),
        ([], "none", "older", list_revisions()),
    ],
)
def test_a_file_of_another_revision_is_told_of_without_its_contents(
    run: Run, database: Path, revisions: list[str], shown: str, age: str, pending: list[str]
) -> None:
    set_revision(database, *revisions)
    result = run("info", db=database)
    assert result.exit_code == 0
    assert [line.split("  ")[0] for line in result.stdout.splitlines()] == [
        *("file", "schema revision", "made by"),
        *(["pending"] if pending else []),
        "versions",
    ]
    assert f"schema revision  {shown} (newest: {newest_revision()})\n" in result.stdout
    told = json.loads(run("info", "--format", "json", db=database).stdout)
    assert (told["revision"], told["counts"], told["files"]) == (revisions, {}, [])
    assert (told["schema"], told["pending"]) == (age, pending)
    assert f"made by          {AGES[age]}\n" in result.stdout


def test_a_branch_of_the_users_own_stands_beside_ours(run: Run, database: Path) -> None:
    set_revision(database, newest_revision(), "my-notes")
    line = run("info", db=database).stdout.splitlines()[1]
    assert line == f"schema revision  {newest_revision()}, my-notes (newest: {newest_revision()})"


def test_a_file_that_is_no_database_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database\n" * 1000)
    result = run("info", db=path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {path} is not a DuckDB database\n"


def test_a_name_that_controls_a_terminal_is_shown_without_doing_so(
    acme_database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "red\x1b[31m.duckdb"
    shutil.copyfile(acme_database, path)
    out = StringIO()
    write_info(read_info(path), "table", out)
    assert "red[31m.duckdb" in out.getvalue()
    assert "\x1b" not in out.getvalue()
