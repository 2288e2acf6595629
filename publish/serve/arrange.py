"""Rows of sums and figures arranged for people: amounts in one column, what says most first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from db.number import trim_zeros
from db.query import Result

ENDS = {"low": "high", "low_a_year": "high_a_year"}
NAMES = {"low": "amount", "low_a_year": "amount_a_year"}
FIRST = (
    "company", "measure", "figure", "low", "unit", "per", "basis", "left_out_because", "counted",
    "left_out",
)  # fmt: skip
MACHINES = ("total_id", "figure_id", "earliest", "latest")


def arrange(result: Result) -> Result:
    """The same rows with each low and high as one amount, and without ids of figures."""
    order = list(_order(result.columns))
    rows = [tuple(_read(result.columns, row, name) for name in order) for row in result.rows]
    return Result([NAMES.get(name, name) for name in order], rows)


def is_arranged(columns: Sequence[str]) -> bool:
    """Whether rows have bounds, and no words that tell them."""
    return {"low", "high"} <= set(columns) and "text" not in columns


def _order(columns: Sequence[str]) -> Iterator[str]:
    hidden = {*ENDS.values(), *MACHINES}
    yield from (name for name in FIRST if name in columns)
    yield from (name for name in columns if name not in hidden and name not in FIRST)


def _read(columns: Sequence[str], row: Sequence[Any], name: str) -> Any:
    value = row[columns.index(name)]
    return tell_bounds(value, row[columns.index(ENDS[name])]) if name in ENDS else value


def tell_bounds(low: Decimal | None, high: Decimal | None) -> str:
    """All digits, with commas: `20,000 to 23,000`, `at least 20,000`."""
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"at least {_write(low)}" if high is None else f"at most {_write(high)}"
    return _write(low) if low == high else f"{_write(low)} to {_write(high)}"


def _write(value: Decimal | None) -> str:
    return "" if value is None else trim_zeros(f"{value:,f}")
