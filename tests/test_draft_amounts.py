"""Amounts of an article are found with number, unit, bound, period, basis and measure."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

import pytest
from amount_cases import CASES, NONE
from amount_check import CHECK, Case
from hypothesis import given, settings
from hypothesis import strategies as st

from db.amount import parse_amount
from db.unit_words import word_set
from ingest.amounts.find import find_amounts, write_value
from ingest.found import FoundAmount
from ingest.lexicon import read_lexicon


class _AnyUnit(list[str]):
    """Units of which none is unknown."""

    def __contains__(self, unit: object) -> bool:
        return True


UNITS: Collection[str] = _AnyUnit()


def _tell(text: str, amount: FoundAmount) -> tuple[object, ...]:
    ends = (amount.low, amount.high, amount.unit, amount.bound, amount.approximate)
    return text[amount.start : amount.end], *ends


def _read(told: tuple[str, ...]) -> tuple[object, ...]:
    value = parse_amount(told[1], UNITS)
    return told[0], value.low, value.high, value.unit, value.bound, value.approximate


@pytest.mark.parametrize("case", CHECK + CASES, ids=lambda case: case[0][:50])
def test_every_amount_of_the_words_is_found_as_a_reader_takes_it(case: Case) -> None:
    text, told = case
    found = find_amounts(text)
    assert [_tell(text, amount) for amount in found] == [_read(one) for one in told]
    for amount, one in zip(found, told, strict=True):
        for name, value in (pair.split("=") for pair in _extras(one)):
            assert str(getattr(amount, name)) == value, name


def _extras(told: tuple[str, ...]) -> list[str]:
    """ "per=month of=each user" in pairs; a value may have spaces."""
    pairs: list[str] = []
    for word in told[2].split() if len(told) > 2 else []:
        if "=" in word:
            pairs.append(word)
        else:
            pairs[-1] += f" {word}"
    return pairs


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("🚀🚀 Acme spends $20 million 🎉 on chips", "$20 million"),
        ("\ufeffAcme spends $20 million", "$20 million"),
        ("Acme\r\nspends\r\n$20\r\nmillion", "$20\r\nmillion"),
        ("Acme\r\nspends $20 million\r\na month", "$20 million\r\na month"),
        (unicodedata.normalize("NFD", "Société Générale a gagné $20 million"), "$20 million"),
        ("שילמה $20 million בשנה", "$20 million"),
        ("\u202bدفعت 20 million USD\u202c", "20 million USD"),
        ("\u0130\u017f\u212a pays $20 million", "$20 million"),
        ("fees of $20\u00a0million", "$20\u00a0million"),
        ("1\u202f250\u202f000 euros", "1\u202f250\u202f000 euros"),
    ],
)
def test_places_are_exact_to_the_character(text: str, words: str) -> None:
    (amount,) = find_amounts(text)
    assert text[amount.start : amount.end] == words


@pytest.mark.parametrize(
    ("text", "dollar", "unit", "why"),
    [
        ("$5m", "USD", "USD", "a bare $ is taken for US dollars"),
        ("$5m", "AUD", "AUD", "a bare $ is taken for AUD"),
        ("5 million dollars", "CAD", "CAD", "dollars are taken for CAD"),
        ("US$5m", "AUD", "USD", ""),
        ("C$5m", "USD", "CAD", ""),
        ("¥5m", "USD", "CNY", "the words may mean CNY or JPY; taken for CNY"),
        ("¥5m in Beijing", "USD", "CNY", ""),
        ("¥5m in Osaka", "USD", "JPY", ""),
        ("5 million pesos", "USD", "MXN", None),
        ("5 million pesos in Chile", "USD", "CLP", ""),
    ],
)
def test_what_had_to_be_assumed_of_a_currency_is_said(
    text: str, dollar: str, unit: str, why: str | None
) -> None:
    (amount,) = find_amounts(text, dollar=dollar)
    assert amount.unit == unit
    assert amount.why == why or (why is None and amount.why)


def test_numbers_within_dates_are_no_amounts() -> None:
    text = "In 2024 customers paid 2,500 dollars; by 31 March members left."
    dates = [(3, 7), (text.index("31"), text.index("31") + 8)]
    assert [text[one.start : one.end] for one in find_amounts(text, dates=dates)] == [
        "2,500 dollars"
    ]
    assert find_amounts("1,200 users", dates=[(0, 5)]) == []


def test_a_list_of_ones_own_adds_words(tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").write_text(
        "nouns: {widgets: {words: [widgets]}}\nmeasures: {revenue: {words: [takings]}}\n"
    )
    measures = read_lexicon("measures", tmp_path)
    text = "takings of $5m from 30 widgets"
    money, count = find_amounts(text, measures=measures)
    assert (money.measure, count.unit) == ("revenue", "widgets")
    assert [one.measure for one in find_amounts(text)] == [None]


def test_measures_that_the_table_lacks_can_be_written_into_a_record() -> None:
    schema = (Path(__file__).parent.parent / "migrations/sql/0001/lookups.sql").read_text()
    table = schema.partition("INSERT INTO measure ")[2]
    words = read_lexicon("measures")
    for name, measure in {**words["measures"], **words["counted"]}.items():
        if f"('{name}'," not in table:
            assert measure["label"]
            assert measure["description"]


@pytest.mark.parametrize(
    ("low", "high", "unit", "bound", "approximate", "value"),
    [
        (20_000_000, None, "USD", "at_least", True, "about at least 20M USD"),
        (20 * 10**9, 23 * 10**9, "USD", "exact", False, "20B-23B USD"),
        (None, 25, "percent", "under", True, "nearly 25 percent"),
        (-8, -5, "percent", "exact", False, "-8 to -5 percent"),
        (500_000, 1_000_000, "EUR", "exact", True, "about 500,000-1,000,000 EUR"),
        (115_000, None, "people", "over", False, "over 115,000 people"),
    ],
)
def test_values_are_written_as_record_files_write_them(
    low: int | None, high: int | None, unit: str, bound: str, approximate: bool, value: str
) -> None:
    ends = (None if low is None else Decimal(low), None if high is None else Decimal(high))
    assert write_value(FoundAmount(0, 1, *ends, unit, bound, approximate)) == value


PIECES = st.sampled_from(
    sorted(
        word_set(
            """
            $ € ¥ 20 1.5 1,200 5 to - – from between and million billion bn % percent a month per
            share users stores nearly up at least fell rose by of the revenue ( ) , . years third
            contract half doubled tens millions 亿元 万 crore Rs basis points or more -plus + 2024
            GPT-4 🎉 1.250 3-2 no. an estimated
            """
        )
    )
)
WORDS = st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=12).map("".join)


@given(WORDS | st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_amounts_are_in_order_apart_and_can_be_read_back(text: str) -> None:
    found = find_amounts(text)
    end = 0
    for at, amount in enumerate(found):
        assert end <= amount.start < amount.end <= len(text)
        end = amount.end
        assert amount.same_as is None or amount.same_as < at
        value = parse_amount(write_value(amount), UNITS)
        told = (amount.low, amount.high, amount.unit, amount.bound, amount.approximate)
        assert (value.low, value.high, value.unit, value.bound, value.approximate) == told


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize(
    "piece",
    [
        "1,", "11,", "111 ", "1.000.", "$", "5% and ", "$5 to ", "from $5 ", "million ",
        "tens of ", "a third of ", "up to ", "about ", "fell ", "revenue ", "1-", "(",
        "$1m (", "half ", "twenty-", "Rs ", "亿", "万元", "5亿", "A", "A1 ", "users ",
        "5 users ", ". A", "\n", " ", "more than ", "per ", "$5 a ", "two hundred and ",
        "doubled ",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    start = time.process_time()
    find_amounts(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 20
