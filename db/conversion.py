"""Totals told in another currency, too: figure by figure, each at the rate of its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from db.fx import Rate, check_currency, find_rate
from db.query import Result, find_query, run_query
from db.reader import Reader

OF_VIEWS = ("known_by", "certain")  # what changes a total, and not only which are shown
CENT = Decimal("0.01")
CURRENCIES = "SELECT id FROM unit WHERE kind = 'currency'"
ADDED = ["in_unit", "low_in", "high_in", "rates", "no_rate"]
NOTHING: tuple[Any, ...] = (None, None, None, [], None)


def convert_totals(
    connection: Reader, result: Result, values: Mapping[str, Any], to: str
) -> Result:
    """The rows of the query `totals` with columns for the other currency before the evidence."""
    check_currency(to)
    currencies = {row[0] for row in connection.execute(CURRENCIES).fetchall()}
    figures = _find_figures(connection, values)
    last = len(result.columns) - 1
    rows = []
    for row in result.rows:
        total = dict(zip(result.columns, row, strict=True))
        added = NOTHING
        if total["unit"] in currencies and total["unit"] != to:
            added = _convert(figures[total["total_id"]], to)
        rows.append((*row[:last], *added, row[last]))
    return Result([*result.columns[:last], *ADDED, result.columns[last]], rows)


def _find_figures(
    connection: Reader, values: Mapping[str, Any]
) -> Mapping[str, list[dict[str, Any]]]:
    """The figures that are counted, by their total; all of them, whatever the totals are of."""
    values = {name: value for name, value in values.items() if name in OF_VIEWS}
    figures = defaultdict(list)
    for figure in run_query(connection, find_query("total_figures"), values).dicts():
        if figure["left_out_because"] is None:
            figures[figure["total_id"]].append(figure)
    return figures


def _convert(figures: list[dict[str, Any]], to: str) -> tuple[Any, ...]:
    ends: dict[str, list[Decimal | None]] = {"low": [], "high": []}
    told = []
    for figure in figures:
        rate = find_rate(figure["unit"], figure["earliest"], figure["latest"], to)
        if not isinstance(rate, Rate):
            return to, None, None, [], f"{figure['figure']}: {rate}"
        told.append(f"{figure['figure']}: 1 {figure['unit']} = {rate.rate} {to}, {rate.method}")
        for name, values in ends.items():
            end = figure[name]
            values.append(None if end is None else end * rate.rate)
    return to, _add(ends["low"]), _add(ends["high"]), told, None


def _add(values: list[Decimal | None]) -> Decimal | None:
    if not values or any(value is None for value in values):
        return None
    total = sum((value for value in values if value is not None), Decimal(0))
    return total.quantize(CENT, rounding=ROUND_HALF_EVEN)
