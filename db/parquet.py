"""Rows as a Parquet file, written by DuckDB with its own types.

The rows take the way of JSON Lines through a temporary file, their numbers as text, so that
decimals stay exact and memory flat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from db.errors import DatelineError
from db.evidence import find_evidence
from db.query import Result, Stream
from db.render import to_json

EVIDENCE = (
    'STRUCT(id VARCHAR, publisher VARCHAR, published VARCHAR, start INTEGER, "end" INTEGER, '
    "said_by VARCHAR, origins VARCHAR[])[]"
)
KINDS: tuple[tuple[type, str], ...] = (
    (bool, "BOOLEAN"), (int, "DECIMAL(38, 0)"), (float, "DOUBLE"), (datetime, "TIMESTAMP"),
    (date, "DATE"), (str, "VARCHAR"),
)  # fmt: skip
LARGEST = 2**26  # bytes of a row; DuckDB holds twice as many for each of its threads


class ParquetError(DatelineError):
    """Rows that cannot be written as Parquet."""


def write_parquet(result: Result | Stream, file: Path) -> None:
    """Write rows to a file; a column of which DuckDB's type is not known gets one by its values."""
    if isinstance(result, Stream) and result.types is None:
        result = result.read()
    columns = dict(zip(result.columns, _list_types(result), strict=True))
    if blobs := [name for name, kind in columns.items() if "BLOB" in kind]:
        raise ParquetError(f"{', '.join(blobs)}: bytes are not written as Parquet; choose hex(…)")
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        lines = Path(folder) / "rows.jsonl"
        with lines.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(to_json(_spell(row)) + "\n" for row in result.dicts())
        connection.execute("SET temp_directory = ?", [folder])
        connection.execute("SET threads = 1")
        try:
            rows = connection.read_json(
                str(lines), columns=columns, format="newline_delimited", maximum_object_size=LARGEST
            )
            rows.write_parquet(str(file), compression="zstd")
        except duckdb.Error as error:
            reason = str(error).splitlines()[0].rpartition(", in line ")[2]
            raise ParquetError(f"not written as Parquet: {reason}") from error


def _spell(value: Any) -> Any:
    """A value with each number as text, since JSON's own would pass through floating point."""
    if isinstance(value, dict):
        return {name: _spell(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_spell(part) for part in value]
    return str(value) if isinstance(value, (Decimal, int, float)) else value


def _list_types(result: Result | Stream) -> list[str]:
    if isinstance(result, Stream):
        # Parquet has no such integers: DuckDB would write them as floating point.
        return [re.sub(r"U?HUGEINT", "DECIMAL(38, 0)", kind) for kind in result.types or []]
    evidence = find_evidence(result)
    return [
        EVIDENCE if at in evidence else _find_type([row[at] for row in result.rows])
        for at in range(len(result.columns))
    ]


def _find_type(values: Sequence[Any]) -> str:
    """The type that all values have; else they are text."""
    told = [value for value in values if value is not None]
    if told and all(isinstance(value, Decimal) for value in told):
        exponents = (value.as_tuple().exponent for value in told)
        return f"DECIMAL(38, {max(0, *(-e for e in exponents if isinstance(e, int)), 0)})"
    if told and all(isinstance(value, (list, tuple)) for value in told):
        return _find_type([part for value in told for part in value]) + "[]"
    return next(
        (name for kind, name in KINDS if told and all(isinstance(one, kind) for one in told)),
        "VARCHAR",
    )
