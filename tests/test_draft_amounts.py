"""Amounts of an article are found with number, unit, bound, period, basis and measure."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Collection
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.amount import parse_amount
from ingest.amounts import find_amounts, write_value
from ingest.found import FoundAmount
from tests.amount_cases import CASES, NONE
from tests.amount_check import CHECK, Case


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
