"""Figures in a text: numbers with scale, range and unit, as English news write them.

A currency or percent that stands with the number is read as its unit; what else is counted is not.
A sign that several currencies have ($, ¥) is read as any of them. "Tens of billions" names no
number but its lower end, 10 billion; a fraction of a whole ("a quarter of") is read as percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: at for at, word in enumerate(_ONES)} | {
    word: 10 * at for at, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6,
    "m": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "t": 10**12, "dozen": 12, "lakh": 10**5, "crore": 10**7, "万": 10**4, "亿": 10**8,
}  # fmt: skip
_VAGUE_SCALES = {"hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
                 "trillions": 10**12}  # fmt: skip
_MANY = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
_FRACTIONS = {
    "half": Decimal(50), "third": Decimal("33.333333"), "quarter": Decimal(25),
    "fifth": Decimal(20), "tenth": Decimal(10), "two-thirds": Decimal("66.666667"),
    "three-quarters": Decimal(75),
}  # fmt: skip
_DOLLARS = ("USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "MXN")
_SIGNS = {
    "US$": ("USD",), "HK$": ("HKD",), "A$": ("AUD",), "C$": ("CAD",), "S$": ("SGD",),
    "NT$": ("TWD",), "R$": ("BRL",), "$": _DOLLARS, "€": ("EUR",), "£": ("GBP",),
    "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "₹": ("INR",), "₩": ("KRW",), "₽": ("RUB",),
    "₺": ("TRY",), "₪": ("ILS",), "฿": ("THB",), "Rs.": ("INR",), "Rs": ("INR",), "RMB": ("CNY",),
}  # fmt: skip
_MONEY = {
    "rmb": ("CNY",), "yuan": ("CNY",), "renminbi": ("CNY",), "元": ("CNY",), "人民币": ("CNY",),
    "us dollar": ("USD",), "u.s. dollar": ("USD",), "hong kong dollar": ("HKD",),
    "australian dollar": ("AUD",), "canadian dollar": ("CAD",), "singapore dollar": ("SGD",),
    "dollar": _DOLLARS, "euro": ("EUR",), "pound": ("GBP",), "yen": ("JPY",), "rupee": ("INR",),
    "won": ("KRW",), "rouble": ("RUB",), "ruble": ("RUB",), "swiss franc": ("CHF",),
    "franc": ("CHF",), "real": ("BRL",), "rand": ("ZAR",), "peso": ("MXN",),
}  # fmt: skip
_CODES = (
    "USD", "EUR", "GBP", "JPY", "CNY", "HKD", "TWD", "KRW", "INR", "AUD", "CAD", "CHF", "SEK",
    "NOK", "DKK", "SGD", "BRL", "RUB", "ZAR", "MXN", "THB", "IDR", "MYR", "PHP", "VND", "TRY",
    "ILS", "AED", "SAR", "PLN", "CZK", "HUF", "NZD",
)  # fmt: skip
PERCENT = ("percent", "percentage_points")


class Figure(NamedTuple):
    """Characters start..end of a text, the ends of the number (None: open), and its unit.

    Several units: the words may mean any of them. None: they name neither a currency nor percent.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    units: tuple[str, ...]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_BIG = "hundred|thousand|million|billion|trillion|dozen"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:[$€£¥￥₹₩₽])?(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![.,]?\d)"
    rf"|(?:(?<=[$€£¥￥₹₩₽])|(?<=\b(?:RMB|{_any_of(_CODES)})))(?P<money>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![.,]?\d)"
    rf"|\b(?P<tens>{_any_of(_TENS)})-(?P<ones>{_any_of(_ONES[1:10])})\b"
    rf"|\b(?P<word>{_any_of(_WORDS)})\b"
    rf"|\b(?P<half>half)\s+an?(?=\s+(?:{_BIG})\b)"
    r"|\b(?P<article>an?)(?=[\s-](?:hundred|thousand|million|billion|trillion|dozen)\b)",
    re.IGNORECASE,
)
_SCALE = re.compile(
    rf"[\s-]?(?P<long>{_any_of(word for word in _SCALES if len(word) > 3)})\b"
    rf"|\s?(?P<short>{_any_of(word for word in _SCALES if len(word) < 4 and word.isascii())})"
    r"(?![^\W\d_])|(?P<character>[万亿])",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\s?%)?(?:\s?[-\N{EN DASH}\N{EM DASH}~]\s?|\s+(?:to|and|or)\s+)(?P<sign>US\$|[$€£¥￥₹])?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+[^\w\s]{0,3}$", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<sign>{_any_of([*_SIGNS, *_CODES])})\s?$")
_AFTER = re.compile(
    r"\s?(?P<percent>%|\uff05)|[\s-]?(?P<word>percent|per\s+cent|pct)\b"
    r"|[\s-](?P<points>percentage|basis)[\s-]points?\b"
    rf"|[\s-]?(?P<money>{_any_of(_MONEY)})(?:e?s)?(?![^\W\d_])"
    rf"|\s?(?P<code>{_any_of(_CODES)})\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"\b(?:(?P<many>{_any_of(_MANY)})\s+of\s+)?(?P<scale>{_any_of(_VAGUE_SCALES)})\b"
    rf"(?:\s+of\s+(?P<money>{_any_of(_MONEY)})s?\b)?",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:an?|one)\s+(?P<one>{_any_of(_FRACTIONS)})\s+of\b"
    r"|\b(?P<part>half|two-thirds|three-quarters)\s+(?:of|the|its|their)\b",
    re.IGNORECASE,
)


def find_figures(text: str) -> list[Figure]:
    """Every figure in the order of the text, none within another."""
    found: list[Figure] = []
    for figure in sorted([*_find_numbers(text), *_find_vague(text), *_find_parts(text)]):
        if not found or figure.start >= found[-1].end:
            found.append(figure)
    return found


def _find_numbers(text: str) -> Iterator[Figure]:
    at = 0
    while match := _NUMBER.search(text, at):
        figure = _read_figure(text, match)
        yield figure
        at = figure.end


def _read_figure(text: str, match: re.Match[str]) -> Figure:
    low, scale, end = _read_scaled(text, match)
    high = low
    # "From 5 to 8" tells of a change, not of a range.
    if not _FROM.search(text, max(0, match.start() - 10), match.start()) and (
        upper := _read_upper(text, end)
    ):
        value, scale_of_upper, after = upper
        lower = low * scale_of_upper if scale == 1 else low
        if lower <= value:
            low, high, end = lower, value, after
    units, end = _read_unit(text, match.start(), end)
    return Figure(match.start(), end, low, high, units)


def _read_upper(text: str, end: int) -> tuple[Decimal, int, int] | None:
    """The upper end of a range, if one follows; "77.6% to $19 billion" is none."""
    between = _TO.match(text, end)
    number = _NUMBER.match(text, between.end()) if between else None
    if between is None or number is None or number["article"]:
        return None
    upper = _read_scaled(text, number)
    after = _AFTER.match(text, upper[2])
    in_percent = after is not None and (after["percent"] or after["word"])
    return None if "%" in between[0] and not in_percent else upper


def _read_scaled(text: str, match: re.Match[str]) -> tuple[Decimal, int, int]:
    """The number, what it was multiplied by, and where it ends."""
    value, scale, end = _read_number(match), 1, match.end()
    while found := _SCALE.match(text, end):
        scale *= _SCALES[(found["long"] or found["short"] or found["character"]).lower()]
        end = found.end()
    return value * scale, scale, end


def _read_number(match: re.Match[str]) -> Decimal:
    if digits := match["digits"] or match["money"]:
        return Decimal(re.sub("[,\u00a0\u202f]", "", digits))
    if match["article"]:
        return Decimal(1)
    if match["half"]:
        return Decimal("0.5")
    if match["tens"]:
        return Decimal(_WORDS[match["tens"].lower()] + _WORDS[match["ones"].lower()])
    return Decimal(_WORDS[match["word"].lower()])


def _read_unit(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The units that the words before and after a number allow, and where those after it end."""
    sign_at_start = 1 if text[start] in "$€£¥￥₹₩₽" else 0
    before = _BEFORE.search(text, max(0, start - 5), start + sign_at_start)
    after = _AFTER.match(text, end)
    units: tuple[str, ...] = ()
    if before:
        units = _SIGNS.get(before["sign"]) or (before["sign"],)
    if after:
        said = _name_unit(after)
        # "$20 million US dollars" is told twice; a sign alone is the vaguer of the two.
        units = tuple(unit for unit in said if unit in units) or said if units else said
        end = after.end()
    return units, end


def _name_unit(match: re.Match[str]) -> tuple[str, ...]:
    if match["points"]:
        return (
            ("percentage_points",) if match["points"].lower() == "percentage" else ("basis_points",)
        )
    if match["percent"] or match["word"]:
        return PERCENT
    if match["code"]:
        return (match["code"].upper(),)
    return _MONEY[match["money"].lower()]


def _find_vague(text: str) -> Iterator[Figure]:
    for match in _VAGUE.finditer(text):
        low = Decimal(_VAGUE_SCALES[match["scale"].lower()])
        if match["many"]:
            low *= _MANY[match["many"].lower()]
        units = _MONEY[match["money"].lower()] if match["money"] else ()
        yield Figure(match.start(), match.end(), low, None, units)


def _find_parts(text: str) -> Iterator[Figure]:
    for match in _PART.finditer(text):
        value = _FRACTIONS[(match["one"] or match["part"]).lower()]
        yield Figure(match.start(), match.end(), value, value, PERCENT)
