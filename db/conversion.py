"""Totals told in another currency, too: figure by figure, each at the rate of its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from db.fx import Rate, check_currency, find_rate
from db.query import Result, find_query, run_query
from db.reader import Reader

OF_VIEWS = ("known_by", "certain")  # what changes a total, and not only which are shown
CENT = Decimal("0.01")
BEYOND_MONEY = Decimal(10) ** 24  # as in the view total_figures
DIGITS = 60  # enough for every figure, rate and sum
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
    totals = [figures[row[result.columns.index("total_id")]] for row in result.rows]
    money = [figure for total in totals for figure in total if figure["unit"] in currencies]
    doubles = _find_doubles(money, to)
    last = len(result.columns) - 1
    rows = []
    for row, total in zip(result.rows, totals, strict=True):
        added = NOTHING
        if total and total[0]["unit"] in currencies - {to}:
            added = _convert(total, doubles, to)
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


def _find_doubles(figures: list[dict[str, Any]], to: str) -> Mapping[str, str]:
    """Which figures are not converted, since the same is: one stated in that unit, or the first."""
    shown = {figure["figure_id"]: figure for figure in figures}
    doubles = {}
    for figure_id, figure in shown.items():
        same = [shown[one] for one in figure["same_as"] if one in shown]
        stands = next((one for one in same if one["unit"] == to), same[0] if same else figure)
        if stands is not figure:
            doubles[figure_id] = f"the same figure as {stands['figure']}, which stands for both"
    return doubles


def _convert(figures: list[dict[str, Any]], doubles: Mapping[str, str], to: str) -> tuple[Any, ...]:
    ends: dict[str, list[Decimal | None]] = {"low": [], "high": []}
    told = []
    for figure in figures:
        if double := doubles.get(figure["figure_id"]):
            told.append(f"{figure['figure']}: {double}")
            continue
        rate = _find_rate(figure, to)
        if not isinstance(rate, Rate):
            return to, None, None, [], f"{figure['figure']}: {rate}"
        told.append(f"{figure['figure']}: 1 {figure['unit']} = {rate.rate} {to}, {rate.method}")
        for name, values in ends.items():
            values.append(_multiply(figure[name], rate))
    if not ends["low"]:
        return to, None, None, [], "; ".join(told)
    return to, _add(ends["low"]), _add(ends["high"]), told, None


def _find_rate(figure: dict[str, Any], to: str) -> Rate | str:
    if any(abs(figure[end] or 0) >= BEYOND_MONEY for end in ("low", "high")):
        return "it is too large to be money"
    return find_rate(figure["unit"], figure["earliest"], figure["latest"], to)


def _multiply(end: Decimal | None, rate: Rate) -> Decimal | None:
    with localcontext(prec=DIGITS):
        return None if end is None else end * rate.rate


def _add(values: list[Decimal | None]) -> Decimal | None:
    if any(value is None for value in values):
        return None
    with localcontext(prec=DIGITS):
        total = sum((value for value in values if value is not None), Decimal(0))
        return total.quantize(CENT, rounding=ROUND_HALF_EVEN)
