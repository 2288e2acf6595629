"""Engines over files of any name, in the oldest format that clients can open."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, ProgrammingError

from db.engine import STORAGE_VERSION, insert_rows, make_engine
from db.models import TABLES
from db.reading import NoDatabaseError

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


DATE = ("when_edtf", "earliest", "latest", "precision")
ROW = {
    "source_id": "news",
    "number": 2**62,
    "claim_number": 1,
    "event_id": "acme-pays",
    "measure": "payment",
    "basis": "actual",
    "bound": "exact",
    "approximate": True,
    "low": Decimal("-12345678901234567890123456789012.123456"),
    "high": Decimal("0.000001"),
    "unit": "USD",
    "per": "year",
    "text": 'it\'s "20M"\\n 字节 \U0001f600 \u2028 \x00 {} [null]',
    "inferred": None,
    "earliest": date(1, 1, 1),
    "latest": date(9999, 12, 31),
    "when_edtf": "",
    "precision": "null",
    "owner": "123",
}


def test_rows_are_inserted_as_they_are(database: Path) -> None:
    amount = TABLES["amount"]
    undated = {k: v for k, v in ROW.items() if k not in DATE}
    rows = [ROW, {**undated, "number": 0, "low": None, "bound": "at_most", "approximate": False}]
    with make_engine(database).begin() as connection:
        insert_rows(connection, amount, rows)
    with make_engine(database, read_only=True).connect() as connection:
        found = connection.execute(select(amount).order_by(amount.c.number.desc())).mappings().all()
    empty = dict.fromkeys(["company_id", "of", "name", *DATE])
    assert [dict(row) for row in found] == [{**empty, **row} for row in rows]


def test_a_time_is_inserted_as_it_is(database: Path) -> None:
    load = TABLES["load"]
    counts = {"added": 0, "changed": 0, "removed": 0}
    moment = datetime(2024, 8, 2, 23, 59, 59)  # noqa: DTZ001
    row = {"id": 1, "file": "a", "action": "load", "loaded_at": moment, "dateline_version": "1"}
    with make_engine(database).connect() as connection:
        insert_rows(connection, load, [{**row, **counts}])
        assert connection.scalar(select(load.c.loaded_at)) == moment


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"number": None}, "NOT NULL"),
        ({"number": "one"}, "cast"),
        ({"earliest": "2024-02-30"}, "date"),
        ({"low": Decimal("1e40")}, "decimal"),
    ],
)
def test_what_does_not_fit_a_table_is_not_inserted(
    database: Path, values: dict[str, Any], fault: str
) -> None:
    with (
        make_engine(database).connect() as connection,
        pytest.raises(DBAPIError, match=fault),
    ):
        insert_rows(connection, TABLES["amount"], [{**ROW, **values}])


def test_a_column_that_is_none_is_not_left_out_in_silence(database: Path) -> None:
    with make_engine(database).connect() as connection, pytest.raises(KeyError, match="colour"):
        insert_rows(connection, TABLES["amount"], [ROW, {**ROW, "number": 2, "colour": "red"}])


@pytest.mark.parametrize(
    ("installed", "imported", "left"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_duckdb_is_kept_from_looking_for_pandas_only_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: bool, imported: bool, left: bool
) -> None:
    modules = {name: module for name, module in sys.modules.items() if name != "pandas"}
    if imported:
        modules["pandas"] = ModuleType("pandas")
    monkeypatch.setattr(sys, "modules", modules)
    found = ModuleSpec("pandas", None) if installed else None
    monkeypatch.setattr("importlib.util.find_spec", lambda _: found)
    make_engine(tmp_path / "new.duckdb")
    assert (modules.get("pandas", "not told") is None) == left
