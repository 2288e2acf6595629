"""Numbers as plain digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.number import format_decimal, trim_zeros


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("0", "0"),
        ("0.000000", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("20000000.000000", "20000000"),
        ("1E+9", "1000000000"),
        ("1E-6", "0.000001"),
        ("-12.50", "-12.5"),
        ("0.1", "0.1"),
        ("99999999999999999999999999999999.999999", "99999999999999999999999999999999.999999"),
    ],
)
def test_a_number_is_written_with_all_its_digits_and_no_more(number: str, digits: str) -> None:
    assert format_decimal(Decimal(number)) == digits


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_the_digits_are_exactly_the_number(number: Decimal) -> None:
    digits = format_decimal(number)
    assert Decimal(digits) == number
    assert "E" not in digits
    assert not ("." in digits and digits.endswith("0"))


def test_only_the_zeros_of_decimals_are_taken_off() -> None:
    assert trim_zeros("1200") == "1200"
    assert trim_zeros("12.00") == "12"
