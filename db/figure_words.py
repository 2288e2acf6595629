"""Figures in a text: numbers with scale, range and unit, as English news write them.

A currency or percent that stands with the number is read as its unit; what else is counted is not.
A sign that several currencies have ($, ¥) is read as any of them. "Tens of billions" names no
number but its lower end, 10 billion; a fraction of a whole ("a quarter of") is read as percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from db.range_words import FROM, TO, UPPER_SIGN, judge_range
from db.text import level_letters
from db.unit_words import CJK, MONEY, PERCENT, any_of, is_code, read_unit

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {word: at for at, word in enumerate(ONES)} | {
    word: 10 * at for at, word in enumerate(_TENS, start=2)
}
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6,
    "mm": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "trillion": 10**12, "trn": 10**12, "tn": 10**12, "t": 10**12, "dozen": 12,
    "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "crore": 10**7, "crores": 10**7, "cr": 10**7,
    "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12, "mrd": 10**9,
    "mio": 10**6, "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip
VAGUE_SCALES = {"hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
                 "trillions": 10**12, "dozens": 12}  # fmt: skip
MANY = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
PLACES = 6  # to which thirds are cut


BROKEN = ("hundred", "thousand", "million", "billion", "trillion")


def _break(word: str) -> str:
    """A pattern of a word that a hyphen breaks at the end of a line."""
    places = range(2, len(word) - 1)
    return "|".join(rf"{word[:at]}[-\u2010\u00ad]\s?\n\s{{0,3}}{word[at:]}" for at in places)


class Figure(NamedTuple):
    """Characters start..end of a text, the ends of the number (None: open), and its unit.

    Several units: the words may mean any of them. None: they name neither a currency nor percent.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    units: tuple[str, ...]


BIG = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
# "12,34,567" is grouped as in India; "20.000" and "20 000" are thousands; "1,5 billion" has a
# decimal comma.
_DIGITS = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![\d,])"
    r"|\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?"
    r"|[1-9]\d{0,2}(?:[ \u2009]\d{3})+(?![\d.,]\d|\d)"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}(?!\d)"
    rf"|\d+,\d{{1,2}}(?=\s?(?:%|percent|per\s+cent|{BIG}|bn|mn|[€£$]))|\d+(?:\.\d+)?"
)
NUMBER = re.compile(
    rf"(?:(?<![^\W{CJK}])(?<![.,])[$€£¥￥₹₩₽]?(?P<digits>{_DIGITS})"
    rf"|(?:(?<=\b(?-i:[A-Z]{{3}}))|(?<=\b(?-i:Rs|Rp|RM|Tk|Dh|OR|RO|QR|SR|kr|Kč|Ft))"
    r"|(?<=\b(?-i:KSh|Ksh|USh|TSh|Dhs|Php|PhP))|(?<=\b(?-i:[NR]))|(?<=\$US)|(?<=\$NZ)|(?<=\$HK)|(?<=\$AU)"
    r"|(?<=\$[ACS])|(?<=\b(?-i:US))(?=[\d.]{1,6}\s?(?:c|¢|cents?)\b))"
    rf"(?P<money>{_DIGITS}))(?![.,]?\d|(?:st|nd|rd|th)\b)"
    rf"|\b(?P<tens>{any_of(_TENS)})-(?P<ones>{any_of(ONES[1:10])})\b"
    rf"|\b(?P<word>{any_of(WORDS)})\b"
    rf"|\b(?P<half>half)\s+an?(?=\s+(?:{BIG})\b)"
    rf"|\b(?P<article>an?)(?=[\s-](?:{BIG})\b)",
    re.IGNORECASE,
)
_AND_SO_MANY = re.compile(
    rf"\s+(?:and\s+)?(?:(?P<tens>{any_of(_TENS)})-(?P<ones>{any_of(ONES[1:10])})"
    rf"|(?P<word>{any_of(WORDS)}))\b",
    re.IGNORECASE,
)
_SHORT_SCALES = [word for word in SCALES if len(word) < 4 and word.isascii()]
_SCALE = re.compile(
    rf"(?:\s{{0,2}}|-)(?P<long>{any_of(word for word in SCALES if len(word) > 3)})\b"
    rf"|\s?(?P<short>(?-i:MM)|{any_of(word for word in _SHORT_SCALES if word != 'mm')})"
    rf"(?![^\W_])|(?P<character>[千万萬亿億兆])"
    rf"|(?:\s{{0,2}}|-)(?P<broken>{'|'.join(map(_break, BROKEN))})\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:[$€£¥￥₹₩₽₦₱]|\b(?:[A-Z]{3}|R|N|Rs\.?|Rp|RM|Tk))\s?$")
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]*-$")
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
_VAGUE = re.compile(
    rf"\b(?:(?:(?P<many>{any_of(MANY)})\s+of\s+)?(?P<scale>{any_of(VAGUE_SCALES)})"
    rf"|(?:(?:several|many|multiple|a\s+few)\s+|multi-?)(?P<one>{BIG}))\b"
    rf"(?:[\s-]+(?:of\s+)?(?P<money>{any_of(MONEY)})(?:e?s)?\b)?",
    re.IGNORECASE,
)
# "In a quarter" and "two quarters" tell of time, and "a third company" comes after a second.
_PART = re.compile(
    r"(?:\b(?P<lead>by|to|about|around|roughly|approximately|nearly|almost|over|under|than|only|just"
    r"|least|most|some|(?P<verb>los[te]|loses|shed|fell|falls|rose|gained|dropped|jumped|grew|down|up"
    r"|plunged|slumped|tumbled|sank|slid))\s+)?"
    rf"\b(?P<count>an?|{any_of(ONES[1:10])})(?P<hyphen>[\s-])(?P<part>{any_of(PARTS)})(?P<s>s?)\b"
    r"(?!-?\s*part(?:y|ies)\b)"
    r"(?:(?P<of>\s+(?:of(?!\s+(?:fiscal|growth|losses|decline|\d{4}))|less|more|lower|higher|smaller|larger)"
    r"\b)|(?P<alone>\s*(?:$|[.,;:)!?]|(?=(?:in|to|from|at|since|on|this|last|over|and|or|but|during"
    r"|year|after|as|compared|by)\b))))?",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:\b(?P<which>first|second|latter|other|last|the|and\s+a|1st|2nd|this|each|either|back)[\s-]+)?"
    r"\bhalf\b(?!-|\s+(?:an?|year|hour|dozen|ended|time)\b)(?P<of>\s+of\b)?",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number as read: where, how much, what of it was a scale."""

    start: int
    end: int
    value: Decimal
    scale: int


def find_figures(text: str) -> list[Figure]:
    """Every figure in the order of the text; within another only ends of what may be a range."""
    text = level_letters(text)
    found: list[Figure] = []
    end = 0
    groups = [*_find_numbers(text), *([one] for one in (*find_vague(text), *find_parts(text)))]
    for group in sorted(groups, key=lambda group: (group[0].start, -group[0].end)):
        if group[0].start >= end:
            found += group
            end = max(figure.end for figure in group)
    return found


def _find_numbers(text: str) -> Iterator[list[Figure]]:
    at = 0
    while match := NUMBER.search(text, at):
        if is_name(text, match, at):
            at = match.end()
            continue
        group = _read_figures(text, match)
        yield group
        at = max(figure.end for figure in group)


def is_name(text: str, match: re.Match[str], at: int) -> bool:
    """Whether a number is part of a name, as in "GPT-4" or "RTX4090"."""
    start = match.start()
    if match["money"]:
        return not is_code(text[max(0, start - 3) : start])
    if not match["digits"] or start - 1 == at or text[start - 1 : start] != "-":
        return False
    return _NAME_BEFORE.search(text, max(0, start - 30), start) is not None


def _read_figures(text: str, match: re.Match[str]) -> list[Figure]:
    """A number, or a range; with its ends on their own where it may be none."""
    low = read_scaled(text, match)
    units, end = read_unit(text, low.start, low.end)
    alone = _read_both_ways(text, match, Figure(low.start, end, low.value, low.value, units))
    if (follows := read_upper(text, end)) is None:
        return alone
    between, upper = follows
    upper_units, upper_end = read_unit(text, upper.start, upper.end)
    after = text[low.end : end].strip()
    shared = set(units) & set(upper_units)
    if (upper_units and units and not shared) or (after and not upper_units):
        return alone
    value = low.value * upper.scale if low.scale == 1 else low.value
    before = text[max(0, low.start - 60) : low.start]
    bare = low.scale == 1 and not units
    whole = judge_range(before, text[low.start : low.end], between, bare=bare)
    of_both = tuple(unit for unit in upper_units if unit in shared) or upper_units or units
    if whole == "none" or value > upper.value:
        if whole == "none" and between["word"] == "to" and not after and value <= upper.value:
            same = low.scale == 1 and (not units or text[upper.start] not in "$€£¥￥₹₩₽")
            scaled = value if same and FROM.search(before) else low.value
            return [Figure(low.start, end, scaled, scaled, units or of_both)]
        return alone
    figures = [Figure(low.start, upper_end, value, upper.value, of_both)]
    if whole == "maybe":
        figures.append(Figure(low.start, end, value, value, units or of_both))
        figures.append(Figure(upper.start, upper_end, upper.value, upper.value, of_both))
    return figures


def _read_both_ways(text: str, match: re.Match[str], figure: Figure) -> list[Figure]:
    """ "20.000" as thousands, "1.250" also as one and a quarter: which one it is cannot be told."""
    digits = match["digits"] or match["money"] or ""
    if not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) or figure.low is None:
        return [figure]
    large = figure._replace(low=figure.low * 1000, high=figure.low * 1000)
    return [large] if digits.endswith("000") else [large, figure]


def read_upper(text: str, end: int) -> tuple[re.Match[str], Number] | None:
    """What may be the upper end of a range, and the word or dash before it."""
    between = TO.match(text, end)
    if between is None:
        return None
    sign = UPPER_SIGN.match(text, between.end())
    at = sign.end() if sign else between.end()
    number = NUMBER.match(text, at) or NUMBER.match(text, at + 1)
    if number is None or number["article"] or (number.start() > at and text[at] not in "$€£¥￥₹₩₽"):
        return None
    return between, read_scaled(text, number)


def read_scaled(text: str, match: re.Match[str]) -> Number:
    """The number that a match of NUMBER begins, with its scale."""
    value, scale, end = _read_number(match), 1, match.end()
    if more := _AND_A_HALF.match(text, end):
        value, end = value + Decimal("0.5"), more.end()
    while found := _SCALE.match(text, end):
        if found["short"] == "t" and _is_weight(text, match):
            break
        scale *= SCALES[_name_scale(found)]
        end = found.end()
        more = None if match["digits"] or match["money"] else _AND_SO_MANY.match(text, end)
        if more and scale == 100:
            value, scale, end = value * 100 + _read_words(more), 1, more.end()
    return Number(match.start(), end, value * scale, scale)


def _is_weight(text: str, match: re.Match[str]) -> bool:
    """Whether "t" stands for tonnes; it is short for trillion only beside a currency."""
    start = match.start("digits") if match["digits"] else match.end() - len(match["money"] or "")
    return _SIGNED.search(text, max(0, start - 5), start) is None


def _name_scale(found: re.Match[str]) -> str:
    if broken := found["broken"]:
        return re.sub(r"[^a-z]", "", broken.lower())
    return (found["long"] or found["short"] or found["character"]).lower()


def _read_number(match: re.Match[str]) -> Decimal:
    if digits := match["digits"] or match["money"]:
        if re.fullmatch(r"\d+,\d{1,2}", digits):
            return Decimal(digits.replace(",", "."))
        if digits.count(".") > 1:
            return Decimal(digits.replace(".", ""))
        return Decimal(re.sub("[, \u00a0\u2009\u202f]", "", digits))
    if match["article"]:
        return Decimal(1)
    if match["half"]:
        return Decimal("0.5")
    return _read_words(match)


def _read_words(match: re.Match[str]) -> Decimal:
    if match["tens"]:
        return Decimal(WORDS[match["tens"].lower()] + WORDS[match["ones"].lower()])
    return Decimal(WORDS[match["word"].lower()])


def find_vague(text: str) -> Iterator[Figure]:
    """Numbers of which only the order is told, as in "tens of millions"."""
    for match in _VAGUE.finditer(text):
        word = (match["scale"] or match["one"]).lower()
        low = Decimal(VAGUE_SCALES.get(word) or SCALES[word])
        if match["many"]:
            low *= MANY[match["many"].lower()]
        units = MONEY[match["money"].lower()] if match["money"] else ()
        yield Figure(match.start(), match.end(), low, None, units)


def find_parts(text: str) -> Iterator[Figure]:
    """Fractions of a whole, in percent."""
    for match in _PART.finditer(text):
        part, count = match["part"].lower(), match["count"].lower()
        several = match["s"] and part != "quarter"
        lead = match["lead"] and match["alone"] is not None
        if part == "quarter" and match["lead"]:  # "in about a quarter" tells of time
            lead = lead and (match["lead"].lower() in ("by", "to") or match["verb"] is not None)
        if lead or match["of"] or match["hyphen"] == "-" or several:
            value = round(Decimal(100 * WORDS.get(count, 1)) / PARTS[part], PLACES)
            yield Figure(
                match.start("count"), match.end("of" if match["of"] else "s"), value, value, PERCENT
            )
    for match in _HALF.finditer(text):
        if not match["which"]:
            yield Figure(match.start(), match.end(), Decimal(50), Decimal(50), PERCENT)
