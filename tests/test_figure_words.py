"""Figures are read from words as news write them: number, scale, range, unit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from db.figure_words import find_figures
from db.fit import AmountToRead, reads_as

B, M = 10**9, 10**6


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("pays $20 million a month", "$20 million", 20 * M, 20 * M, "USD"),
        ("about $20-23 billion is set aside", "$20-23 billion", 20 * B, 23 * B, "USD"),
        ("revenue of 642B RMB", "642B RMB", 642 * B, 642 * B, "CNY"),
        ("RMB 50 million in all", "50 million", 50 * M, 50 * M, "CNY"),
        ("US$5.5bn was spent", "5.5bn", 5_500 * M, 5_500 * M, "USD"),
        ("HK$3 million", "3 million", 3 * M, 3 * M, "HKD"),
        ("costs USD20m", "20m", 20 * M, 20 * M, "USD"),
        ("half a million euros", "half a million euros", 500_000, 500_000, "EUR"),
        ("rose from $5 billion to $8 billion", "$5 billion", 5 * B, 5 * B, "USD"),
        ("€3m–€5m", "€3m–€5m", 3 * M, 5 * M, "EUR"),
        ("$1,234.56", "$1,234.56", Decimal("1234.56"), Decimal("1234.56"), "USD"),
        ("1.2万亿元", "1.2万亿元", 1_200 * B, 1_200 * B, "CNY"),
        ("a hundred million dollars", "a hundred million dollars", 100 * M, 100 * M, "USD"),
        ("tens of billions of dollars", "tens of billions of dollars", 10 * B, None, "USD"),
        ("soared 77.6% to $19 billion", "77.6%", Decimal("77.6"), Decimal("77.6"), "percent"),
        ("typically 8-10% of it", "8-10%", 8, 10, "percent"),
        ("twenty-five percent", "twenty-five percent", 25, 25, "percent"),
        ("by 5 percentage points", "5 percentage points", 5, 5, "percentage_points"),
        ("about a quarter of the market", "a quarter of", 25, 25, "percent"),
        ("half of its sales", "half of", 50, 50, "percent"),
        ("nearly half in May", "half", 50, 50, "percent"),
        ("fell by a quarter", "a quarter", 25, 25, "percent"),
        ("three quarters of it", "three quarters of", 75, 75, "percent"),
        ("one-fifth", "one-fifth", 20, 20, "percent"),
        ("down 40 basis points", "40 basis points", 40, 40, "basis_points"),
        ("rose from 20 to 23 billion yuan", "20", 20 * B, 20 * B, "CNY"),
        ("from 20 to 23 billion yuan", "20 to 23 billion yuan", 20 * B, 23 * B, "CNY"),
        ("$1.2trn", "$1.2trn", 1_200 * B, 1_200 * B, "USD"),
        ("20 million €", "20 million €", 20 * M, 20 * M, "EUR"),
        ("NGN 5 million", "5 million", 5 * M, 5 * M, "NGN"),
        (
            "one and a half million euros",
            "one and a half million euros",
            1_500_000,
            1_500_000,
            "EUR",
        ),
        ("several billion dollars", "several billion dollars", B, None, "USD"),
        ("$20m-23m", "$20m-23m", 20 * M, 23 * M, "USD"),
    ],
)
def test_a_figure_with_a_unit_is_read(
    text: str, words: str, low: int, high: int | None, unit: str
) -> None:
    figure = find_figures(text)[0]
    assert text[figure.start : figure.end] == words
    assert figure.low == low
    assert figure.high == high
    assert unit in figure.units


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("+115,000 employees", 115_000, 115_000),
        ("170 million U.S. users", 170 * M, 170 * M),
        ("hundreds of millions of users", 100 * M, None),
        ("between 5 and 7 years", 5, 7),
        ("in 6 to 12 months", 6, 12),
        ("seven apps", 7, 7),
        ("\u017fix apps", 6, 6),
        ("5 m\u0130ll\u0131on apps", 5 * M, 5 * M),
        ("two dozen engineers", 24, 24),
        ("5 real rivals", 5, 5),
        ("for 3 top engineers", 3, 3),
        ("sub-5 scores", 5, 5),
        ("约3.5万人", 35_000, 35_000),
        ("a few dozen shops", 12, None),
    ],
)
def test_what_is_counted_has_no_unit(text: str, low: int, high: int | None) -> None:
    (figure,) = find_figures(text)
    assert figure.low == low
    assert figure.high == high
    assert not figure.units


def test_a_sign_of_several_currencies_is_any_of_them() -> None:
    assert {"USD", "HKD"} <= set(find_figures("$5")[0].units)
    assert set(find_figures("¥5")[0].units) == {"CNY", "JPY"}


@pytest.mark.parametrize(
    "text",
    [
        "version 3.5.1",
        "the H20 chip",
        "GPT-4",
        "the RTX4090",
        "the 15th",
        "the first half",
        "a third company",
        "in a quarter",
        "half an hour",
        "to a third party",
        "by third parties",
        "lasted about a quarter.",
        "First-half sales",
        "in the first\nhalf of May",
        "someone",
        "no number",
        "",
    ],
)
def test_what_is_no_figure_is_not_read(text: str) -> None:
    assert find_figures(text) == []


def test_figures_come_in_the_order_of_the_text() -> None:
    figures = find_figures("29%, then $19 billion, then 15 years")
    assert [str(figure.low) for figure in figures] == ["29", "19000000000", "15"]


@pytest.mark.parametrize(("text", "stated"), [("a third of", 33), ("a third of", "33.3")])
def test_a_third_is_cut_where_it_is_stated(text: str, stated: str | int) -> None:
    (figure,) = find_figures(text)
    percent = AmountToRead(
        "", Decimal(stated), Decimal(stated), False, "percent", "ratio", None, None
    )
    assert reads_as(figure, percent)
    assert not reads_as(figure, percent._replace(low=Decimal(30), high=Decimal(30)))


@pytest.mark.parametrize(
    ("words", "told", "untold"),
    [
        ("rose from 3,000 in 2023 to 5,000 in 2024", "5000 people", "2023-5000 people"),
        ("hired 3,000 people in 2023 and 4,000 in 2024", "4000 people", "2023-4000 people"),
        ("Sales rose $200 million to $5.2 billion", "5200000000 USD", "200000000-5200000000 USD"),
        ("fell from 8 to 5 percent, rose from 5 to 8 percent", "8 percent", "5-8 percent"),
        ("$1 billion, $2 billion and $3 billion", "2000000000 USD", "2000000000-3000000000 USD"),
        ("$1 billion, $2 billion and $3 billion", "3000000000 USD", "1000000000-2000000000 USD"),
        ("grew 5% and 8% in the two years", "5 percent", "5-8 percent"),
        ("in 2024 – 3,000 people", "3000 people", "2024-3000 people"),
        ("On July 5 and 2,000 people", "2000 people", "5-2000 people"),
        ("The Boeing 737 and 4,000 people", "4000 people", "737-4000 people"),
        ("between 5 and 8 percent", "5-8 percent", "5 percent"),
        ("20 to 23 billion dollars", "20000000000-23000000000 USD", "23000000000 USD"),
        ("$20-23 billion", "20000000000-23000000000 USD", "20000000000 USD"),
        ("paid CA$20 million", "20000000 CAD", "20000000 USD"),
        ("paid CA$20 million", "20000000 CAD", "20000000 AUD"),
        ("AU$20", "20 AUD", "20 USD"),
        ("NZ$20", "20 NZD", "20 USD"),
        ("HK$20", "20 HKD", "20 USD"),
        ("US$20", "20 USD", "20 AUD"),
        ("S$20", "20 SGD", "20 USD"),
        ("NT$20", "20 TWD", "20 USD"),
        ("MX$20", "20 MXN", "20 USD"),
        ("R$20", "20 BRL", "20 USD"),
        ("QQ$20 and 3 people", "3 people", "20 USD"),
        ("CA$20-23 million", "20000000-23000000 CAD", "20000000-23000000 USD"),
        ("CA$20 million to CA$23 million", "20000000-23000000 CAD", "20000000 CAD"),
        ("$3MM", "3000000 USD", "3 USD"),
        ("20.000 people", "20000 people", "20 people"),
        ("20 000 people", "20000 people", "20 people"),
        ("20\u2009000 people", "20000 people", "20 people"),
        ("20\u00a0000 people", "20000 people", "20 people"),
        ("1.250 people", "1250 people", "1 people"),
        ("5 percentage points", "5 percentage_points", "5 percent"),
        ("5 pp", "5 percentage_points", "5 percent"),
        ("5 points", "5 percentage_points", "5 percent"),
        ("5 percent", "5 percent", "5 percentage_points"),
        ("5 basis points", "5 basis_points", "5 percentage_points"),
        ("1,5 billion people", "1500000000 people", "15000000000 people"),
        ("one hundred and fifty people", "150 people", "100 people"),
        ("one hundred fifty million people", "150000000 people", "50000000 people"),
    ],
)
def test_one_figure_is_told_and_another_is_not(words: str, told: str, untold: str) -> None:
    figures = find_figures(words)
    assert any(reads_as(figure, state(told)) for figure in figures)
    assert not any(reads_as(figure, state(untold)) for figure in figures)


def state(text: str) -> AmountToRead:
    """An amount, as "5-8 percent"."""
    number, unit = text.split()
    low, _, high = number.partition("-")
    kind = "currency" if unit.isupper() else "count"
    return AmountToRead("", Decimal(low), Decimal(high or low), False, unit, kind, None, None)


def test_every_currency_of_the_database_can_be_read(seed_database: Path) -> None:
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        codes = connection.execute("SELECT id FROM unit WHERE kind = 'currency'").fetchall()
    unread = [code for (code,) in codes if code not in find_figures(f"5 million {code}")[0].units]
    assert unread == []
