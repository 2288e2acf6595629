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

from db.text import level_letters


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
    "m": 10**6, "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12,
    "trn": 10**12, "tn": 10**12, "t": 10**12, "dozen": 12, "lakh": 10**5, "crore": 10**7,
    "万": 10**4, "亿": 10**8,
}  # fmt: skip
_VAGUE_SCALES = {"hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
                 "trillions": 10**12, "dozens": 12}  # fmt: skip
_MANY = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
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
    "franc": ("CHF",), "brazilian real": ("BRL",), "reai": ("BRL",), "rand": ("ZAR",),
    "peso": ("MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP", "CUP"), "nt dollar": ("TWD",),
    "new taiwan dollar": ("TWD",), "new zealand dollar": ("NZD",), "taka": ("BDT",),
    "lira": ("TRY",), "zloty": ("PLN",), "baht": ("THB",), "ringgit": ("MYR",), "rupiah": ("IDR",),
    "dong": ("VND",), "naira": ("NGN",), "hryvnia": ("UAH",), "shekel": ("ILS",),
    "dirham": ("AED", "MAD"), "riyal": ("SAR", "QAR"), "forint": ("HUF",), "koruna": ("CZK",),
    "krona": ("SEK", "ISK"), "kronor": ("SEK",), "krone": ("NOK", "DKK"), "kroner": ("NOK", "DKK"),
    "chinese yuan": ("CNY",), "american dollar": ("USD",), "usd": ("USD",), "eur": ("EUR",),
    "gbp": ("GBP",), "cny": ("CNY",),
}  # fmt: skip
# In capitals only: "all", "top" and "try" are words, too.
_CODES = _words(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
    BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB
    XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG
    """
)
PERCENT = ("percent", "percentage_points")
RATIOS = (*PERCENT, "basis_points")
PLACES = 6  # to which thirds are cut


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
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?:(?<![^\W{_CJK}])(?<![.,])[$€£¥￥₹₩₽]?(?P<digits>{_DIGITS})"
    rf"|(?<=\b(?-i:[A-Z]{{3}}))(?P<money>{_DIGITS}))(?![.,]?\d|(?:st|nd|rd|th)\b)"
    rf"|\b(?P<tens>{_any_of(_TENS)})-(?P<ones>{_any_of(_ONES[1:10])})\b"
    rf"|\b(?P<word>{_any_of(_WORDS)})\b"
    rf"|\b(?P<half>half)\s+an?(?=\s+(?:{_BIG})\b)"
    rf"|\b(?P<article>an?)(?=[\s-](?:{_BIG})\b)",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]*-$")
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
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
_BEFORE = re.compile(rf"(?P<sign>{_any_of(_SIGNS)}|\b[A-Z]{{3}})\s?$")
_AFTER = re.compile(
    r"\s?(?P<percent>%|\uff05)|[\s-]?(?P<word>percent|per\s+cent|pct)\b"
    r"|[\s-](?P<points>percentage|basis)[\s-]points?\b"
    rf"|[\s-]?(?P<money>{_any_of(_MONEY)})(?:e?s)?(?![^\W\d_{_CJK}])"
    rf"|\s?(?P<code>(?-i:{_any_of(_CODES)}))\b"
    r"|\s?(?P<sign>[$€£¥￥₹₩₽₺₪฿])(?!\s?\d)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"\b(?:(?:(?P<many>{_any_of(_MANY)})\s+of\s+)?(?P<scale>{_any_of(_VAGUE_SCALES)})"
    rf"|(?:(?:several|many|multiple|a\s+few)\s+|multi-?)(?P<one>{_BIG}))\b"
    rf"(?:[\s-]+(?:of\s+)?(?P<money>{_any_of(_MONEY)})(?:e?s)?\b)?",
    re.IGNORECASE,
)
# "In a quarter" and "two quarters" tell of time, and "a third company" comes after a second.
_PART = re.compile(
    r"(?:\b(?P<lead>by|to|about|around|roughly|approximately|nearly|almost|over|under|than|only|just"
    r"|least|most|some)\s+)?"
    rf"\b(?P<count>an?|{_any_of(_ONES[1:10])})(?P<hyphen>[\s-])(?P<part>{_any_of(_PARTS)})(?P<s>s?)\b"
    r"(?P<of>\s+(?:of|less|more|lower|higher|smaller|larger)\b)?",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<!first )(?<!second )(?<!latter )(?<!other )(?<!last )(?<!the )(?<!and a )"
    r"\bhalf\b(?!-|\s+(?:an?|year|hour|dozen|ended|time)\b)(?:\s+of\b)?",
    re.IGNORECASE,
)


class _Number(NamedTuple):
    """A number as read: where, how much, what of it was a scale."""

    start: int
    end: int
    value: Decimal
    scale: int


def find_figures(text: str) -> list[Figure]:
    """Every figure in the order of the text, none within another."""
    text = level_letters(text)
    found: list[Figure] = []
    every = [*_find_numbers(text), *_find_vague(text), *_find_parts(text)]
    for figure in sorted(every, key=lambda figure: (figure.start, -figure.end)):
        if not found or figure.start >= found[-1].end:
            found.append(figure)
    return found


def _find_numbers(text: str) -> Iterator[Figure]:
    at = 0
    while match := _NUMBER.search(text, at):
        if _is_name(text, match, at):
            at = match.end()
            continue
        figure = _read_figure(text, match)
        yield figure
        at = figure.end


def _is_name(text: str, match: re.Match[str], at: int) -> bool:
    """Whether a number is part of a name, as in "GPT-4" or "RTX4090"."""
    start = match.start()
    if match["money"]:
        return text[start - 3 : start] not in _CODES | {"RMB"}
    if not match["digits"] or start - 1 == at or text[start - 1 : start] != "-":
        return False
    return _NAME_BEFORE.search(text, max(0, start - 30), start) is not None


def _read_figure(text: str, match: re.Match[str]) -> Figure:
    low = _read_scaled(text, match)
    units, end = _read_unit(text, low.start, low.end)
    upper = _read_upper(text, low.end)
    if upper is None:
        return Figure(low.start, end, low.value, low.value, units)
    lower = low.value * upper.scale if low.scale == 1 else low.value
    if lower > upper.value:
        return Figure(low.start, end, low.value, low.value, units)
    units_of_both, end_of_both = _read_unit(text, low.start, upper.end)
    if _FROM.search(text, max(0, low.start - 10), low.start):
        # "From 5 to 8 billion" tells of a change, not of a range.
        return Figure(low.start, low.end, lower, lower, units or units_of_both)
    return Figure(low.start, end_of_both, lower, upper.value, units_of_both)


def _read_upper(text: str, end: int) -> _Number | None:
    """The upper end of a range, if one follows; "77.6% to $19 billion" is none."""
    between = _TO.match(text, end)
    number = _NUMBER.match(text, between.end()) if between else None
    if between is None or number is None or number["article"]:
        return None
    upper = _read_scaled(text, number)
    after = _AFTER.match(text, upper.end)
    in_percent = after is not None and (after["percent"] or after["word"])
    return None if "%" in between[0] and not in_percent else upper


def _read_scaled(text: str, match: re.Match[str]) -> _Number:
    value, scale, end = _read_number(match), 1, match.end()
    if more := _AND_A_HALF.match(text, end):
        value, end = value + Decimal("0.5"), more.end()
    while found := _SCALE.match(text, end):
        scale *= _SCALES[(found["long"] or found["short"] or found["character"]).lower()]
        end = found.end()
    return _Number(match.start(), end, value * scale, scale)


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
        units = _SIGNS.get(before["sign"]) or tuple({before["sign"]} & _CODES)
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
        return (match["code"],)
    return _SIGNS[match["sign"]] if match["sign"] else _MONEY[match["money"].lower()]


def _find_vague(text: str) -> Iterator[Figure]:
    for match in _VAGUE.finditer(text):
        word = (match["scale"] or match["one"]).lower()
        low = Decimal(_VAGUE_SCALES.get(word) or _SCALES[word])
        if match["many"]:
            low *= _MANY[match["many"].lower()]
        units = _MONEY[match["money"].lower()] if match["money"] else ()
        yield Figure(match.start(), match.end(), low, None, units)


def _find_parts(text: str) -> Iterator[Figure]:
    for match in _PART.finditer(text):
        part, count = match["part"].lower(), match["count"].lower()
        several = match["s"] and part != "quarter"
        if match["lead"] or match["of"] or match["hyphen"] == "-" or several:
            value = round(Decimal(100 * _WORDS.get(count, 1)) / _PARTS[part], PLACES)
            yield Figure(match.start("count"), match.end(), value, value, PERCENT)
    for match in _HALF.finditer(text):
        yield Figure(match.start(), match.end(), Decimal(50), Decimal(50), PERCENT)
