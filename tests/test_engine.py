"""Engines over files of any name, in the oldest format that clients can open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from sqlalchemy.exc import ProgrammingError

from db.engine import STORAGE_VERSION, make_engine
from db.reading import NoDatabaseError

ROOT = Path(__file__).resolve().parent.parent
NAMES = [
    "with space.duckdb",
    "100%25 sure.duckdb",
    "what?.duckdb",
    "a?read_only=true&b.duckdb",
    "a#b.duckdb",
    "it's.duckdb",
    'so "called".duckdb',
    "user:word@host.duckdb",
    "back\\slash.duckdb",
    "字节跳动.duckdb",
    "e\u0301té.duckdb",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / f"in {name}".replace("?", "!")  # DuckDB can write to no folder with a "?"
    folder.mkdir()
    path = folder / name
    with make_engine(path).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE remark AS SELECT 1 AS number")
        connection.commit()
    assert [file.name for file in folder.iterdir()] == [name]
    with make_engine(path, read_only=True).connect() as connection:
        assert connection.exec_driver_sql("SELECT number FROM remark").scalar() == 1


def test_a_new_file_has_the_format_that_all_clients_can_open(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    make_engine(path).connect().close()
    with duckdb.connect(str(path), read_only=True) as connection:
        tags = connection.execute(
            "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"
        ).fetchone()
    assert STORAGE_VERSION == "v1.4.0"
    assert tags == ("v1.4.0+",)


def test_the_file_is_held_only_while_a_connection_is_open(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    engine = make_engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE remark (text VARCHAR)")
        connection.commit()
    open_file = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    subprocess.run([sys.executable, "-c", open_file, str(path)], check=True)


def test_an_engine_that_reads_cannot_write(database: Path) -> None:
    with (
        make_engine(database, read_only=True).connect() as connection,
        pytest.raises(ProgrammingError, match="read-only"),
    ):
        connection.exec_driver_sql("CREATE TABLE remark (text VARCHAR)")


def test_an_engine_that_reads_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError):
        make_engine(tmp_path / "gone.duckdb", read_only=True).connect()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_is_told_as_by_all_reading(tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("not a database " * 1000)
    with pytest.raises(NoDatabaseError, match="is not a DuckDB database"):
        make_engine(path, read_only=True).connect()


PANDAS = """
import importlib.util, sys, types
from pathlib import Path
from db.engine import make_engine
{given}
make_engine(Path("new.duckdb"))
print(sys.modules.get("pandas", "not looked for"))
"""


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("importlib.util.find_spec = lambda name: None", "None"),
        ("importlib.util.find_spec = lambda name: name", "not looked for"),
        ("sys.modules['pandas'] = 'imported before'", "imported before"),
    ],
)
def test_duckdb_does_not_look_for_pandas_only_where_there_is_none(given: str, left: str) -> None:
    command = [sys.executable, "-c", PANDAS.format(given=given)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == f"{left}\n"
