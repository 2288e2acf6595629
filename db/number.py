"""Numbers as plain digits, exact to the last."""

from __future__ import annotations

from decimal import Decimal


def format_decimal(value: Decimal) -> str:
    """Write a number in plain digits: no exponent, no trailing zeros, "-0" is "0"."""
    return trim_zeros(f"{value:f}")


def trim_zeros(digits: str) -> str:
    """Take the zeros off the end of decimals."""
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
