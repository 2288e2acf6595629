"""Parquet: DuckDB's own types, decimals exact, nested evidence."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Run

from db.output import OutputError, emit_result
from db.parquet import ParquetError, write_parquet
from db.query import Result, Stream

LONG = Decimal("12345678901234567890.123456")
PLACE = {
    "id": "globe", "publisher": None, "published": "2024~", "start": 1, "end": 20,
    "said_by": None, "origins": ["wire"],
}  # fmt: skip


def read(file: Path) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """The columns with their types, and the rows."""
    rows = duckdb.read_parquet(str(file))
    return list(zip(rows.columns, map(str, rows.types), strict=True)), rows.fetchall()


def test_the_types_are_those_of_duckdb_and_decimals_exact(tmp_path: Path) -> None:
    types = ["DECIMAL(38,6)", "DATE", "VARCHAR[]", "INTEGER", "MAP(VARCHAR, INTEGER)", "BOOLEAN"]
    row = (LONG, date(2024, 3, 1), ["a", "b"], None, {"k": 1}, True)
    write_parquet(Stream(list("abcdef"), types, iter([row])), tmp_path / "rows.parquet")
    assert read(tmp_path / "rows.parquet") == (list(zip("abcdef", types, strict=True)), [row])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([LONG, None, Decimal(1)], "DECIMAL(38,6)"),
        ([1, 2], "DECIMAL(38,0)"),
        ([2**80], "DECIMAL(38,0)"),
        ([date(2024, 3, 1)], "DATE"),
        ([True, None], "BOOLEAN"),
        ([["a"], []], "VARCHAR[]"),
        ([None, None], "VARCHAR"),
        (["a", "=1"], "VARCHAR"),
    ],
)
def test_a_column_without_a_type_gets_that_of_its_values(
    tmp_path: Path, values: list[Any], kind: str
) -> None:
    write_parquet(Result(["a"], [(value,) for value in values]), tmp_path / "rows.parquet")
    assert read(tmp_path / "rows.parquet") == ([("a", kind)], [(value,) for value in values])


def test_evidence_stays_nested(tmp_path: Path) -> None:
    write_parquet(Result(["sources"], [([PLACE],)]), tmp_path / "rows.parquet")
    _, rows = read(tmp_path / "rows.parquet")
    assert rows == [([PLACE],)]


def test_an_integer_of_128_bits_is_not_rounded(tmp_path: Path) -> None:
    write_parquet(Stream(["a"], ["HUGEINT"], iter([(2**80 + 1,)])), tmp_path / "rows.parquet")
    assert read(tmp_path / "rows.parquet") == ([("a", "DECIMAL(38,0)")], [(2**80 + 1,)])


def test_a_number_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParquetError, match=r"^not written as Parquet: 1: Failed to cast"):
        write_parquet(Stream(["a"], ["UHUGEINT"], iter([(2**127,)])), tmp_path / "rows.parquet")


def test_names_that_differ_in_case_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ParquetError, match=r"^not written as Parquet"):
        write_parquet(Result(["a", "A"], [(1, 2)]), tmp_path / "rows.parquet")


def test_rows_that_are_none_leave_a_file_with_columns(tmp_path: Path) -> None:
    write_parquet(Stream(["a"], ["DATE"], iter([])), tmp_path / "rows.parquet")
    assert read(tmp_path / "rows.parquet") == ([("a", "DATE")], [])


def test_bytes_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ParquetError, match=r"^a: bytes are not written as Parquet; choose hex"):
        write_parquet(Stream(["a"], ["BLOB"], iter([])), tmp_path / "rows.parquet")


@pytest.mark.parametrize(
    "command", [["timeline"], ["query", "latest_figures"], ["totals"], ["changes"]]
)
def test_every_command_that_prints_rows_writes_parquet(
    run: Run, acme_database: Path, tmp_path: Path, command: list[str]
) -> None:
    file = tmp_path / "rows.parquet"
    done = run(*command, "--format", "parquet", "--output", str(file), db=acme_database)
    assert (done.exit_code, done.output) == (0, "")
    lines = run(*command, "--format", "jsonl", db=acme_database).stdout.splitlines()
    columns, rows = read(file)
    assert len(rows) == len(lines) > 0
    assert columns[-1][0] == "sources"
    assert columns[-1][1].startswith("STRUCT(id VARCHAR")


def test_a_citation_stands_beside_parquet(run: Run, acme_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    asked = ("timeline", "--format", "parquet", "--cite", "--output", str(file))
    assert run(*asked, db=acme_database).exit_code == 0
    assert run("rerun", str(file), db=acme_database).stdout.startswith("the same ")


def test_a_pipe_gets_the_bytes_and_a_terminal_a_remark(
    run: Run, acme_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = run("companies", "--format", "parquet", db=acme_database).stdout_bytes
    (tmp_path / "piped.parquet").write_bytes(piped)
    assert len(read(tmp_path / "piped.parquet")[1]) == 3
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(OutputError, match="writes bytes; choose a file with --output"):
        emit_result(Result(["a"], [(1,)]), "parquet", None)
