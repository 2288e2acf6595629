"""Numbers with their units, alone or as the ends of a range or of a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from db.figure_words import NUMBER, Number, is_name, read_scaled, read_upper
from db.range_words import FROM, judge_range
from ingest.amounts import units
from ingest.amounts.money import find_money
from ingest.amounts.reading import Reading
from ingest.amounts.subjects import find_subject
from ingest.amounts.units import Unit, find_noun
from ingest.amounts.words import Words

LONGEST = 40  # digits; more are no amount
_RANGES = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|spread|between)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[\s(\[])(?:[-−–]|(?<!or\s)minus\s)$")
_PLUS = re.compile(r"(?:^|[\s(\[])\+$")


def find_numbers(
    text: str, words: Words, dollar: str, dates: list[tuple[int, int]]
) -> Iterator[Reading]:
    """Every number that has a unit, in the order of the text."""
    at, known = 0, 0
    while match := NUMBER.search(text, at):
        while known < len(dates) and dates[known][1] <= match.start():
            known += 1
        dated = known < len(dates) and dates[known][0] < match.end()
        if dated:
            at = max(match.end(), dates[known][1])
            continue
        if is_name(text, match, at) or match.end() - match.start() > LONGEST:
            at = match.end()
            continue
        number = _settle(text, match)
        at = number.end
        if reading := _read(text, number, words, dollar):
            yield reading
            at = max(at, reading.end)


def _settle(text: str, match: re.Match[str]) -> Number:
    """ "20.000" as thousands, "1.250" as one and a quarter."""
    number = read_scaled(text, match)
    digits = match["digits"] or match["money"] or ""
    if number.scale == 1 and re.fullmatch(r"[1-9]\d{0,2}\.000", digits):
        return number._replace(value=number.value * 1000)
    return number


def _read(text: str, number: Number, words: Words, dollar: str) -> Reading | None:
    money = find_money(text, number, dollar)
    if money and money.kind == "money" and _is_thousands(text, number, money):
        number = number._replace(value=number.value * 1000)
    if money and (reading := _read_tolerance(text, number, money, dollar)):
        return reading
    end = money.end if money else number.end
    follows = read_upper(text, end)
    if follows and (reading := _read_pair(text, number, money, follows, words, dollar)):
        return reading
    noun = None if money else find_noun(text, number, words)
    if noun and (reading := _read_twice(text, number, noun, words)):
        return reading
    unit = money or noun or find_subject(text, number, words)
    if unit is None or (not money and _is_no_amount(text, number, unit, words)):
        return None
    value = number.value * unit.part
    return _make(text, number, unit, value, value)


def _is_no_amount(text: str, number: Number, unit: Unit, words: Words) -> bool:
    return units.is_few(number, unit, words) or units.is_name(text, number, unit, words)


def _make(text: str, number: Number, unit: Unit, low: Decimal, high: Decimal) -> Reading | None:
    reading = Reading(unit.start, unit.end, low, high, unit.unit, unit.kind)
    if unit.why:
        reading.why.append(unit.why)
    if minus := _MINUS.search(text, max(0, unit.start - 7), unit.start):
        reading.start = minus.end() - len(minus[0].lstrip(" ([\n\t"))
        reading.moved = "minus"
    elif _PLUS.search(text, max(0, unit.start - 2), unit.start):
        reading.start = unit.start - 1
        if unit.kind == "ratio":
            reading.moved = "up"
        elif unit.kind not in ("money", "time"):
            reading.bound = "at_least"
            reading.why.append("a plus before the number is taken for at least")
    return reading


_GROUPED = re.compile(r"[$€£¥₹]?[1-9]\d{1,2}\.\d{3}")


def _is_thousands(text: str, number: Number, money: Unit) -> bool:
    """Whether a point stands between thousands: no price of ten or more has three decimals."""
    digits = text[number.start : number.end]
    whole = money.part == 1 and not digits.endswith("000")
    return whole and _GROUPED.fullmatch(digits) is not None


_TOLERANCE = re.compile(
    r",?\s{0,2}(?:[(\[]\s?)?(?:\bplus\s+or\s+minus\b|\bplus/minus\b|\bgive\s+or\s+take\b|\+\s?/\s?[-−–]|±)\s{0,2}",
    re.IGNORECASE,
)


def _read_tolerance(text: str, number: Number, money: Unit, dollar: str) -> Reading | None:
    """ "$255 million, plus or minus $5 million" and "$43 billion, plus or minus 2%" as ranges."""
    link = _TOLERANCE.match(text, money.end)
    match = NUMBER.match(text, link.end()) or NUMBER.match(text, link.end() + 1) if link else None
    if match is None:
        return None
    more = read_scaled(text, match)
    unit = find_money(text, more, dollar)
    if unit is None or unit.start > match.start():
        return None
    middle = number.value * money.part
    if unit.unit == money.unit:
        by = more.value * unit.part
    elif unit.unit == "percent":
        by = middle * more.value / 100
    else:
        return None
    whole = money._replace(end=unit.end)
    return _make(text, number, whole, middle - by, middle + by)


def _read_twice(text: str, number: Number, noun: Unit, words: Words) -> Reading | None:
    """A range both ends of which name what is counted: "300 GWh to 400 GWh"."""
    follows = read_upper(text, noun.end)
    if follows is None:
        return None
    between, upper = follows
    other = find_noun(text, upper, words)
    if other is None or other.unit != noun.unit or number.value >= upper.value:
        return None
    if _is_no_amount(text, number._replace(scale=upper.scale), noun, words):
        return None
    if _judge(text, number, noun, between) != "range":
        return None
    whole = other._replace(start=number.start)
    return _make(text, number, whole, number.value, upper.value)


def _read_pair(
    text: str, number: Number, money: Unit | None, follows: tuple[re.Match[str], Number],
    words: Words, dollar: str,
) -> Reading | None:  # fmt: skip
    """A range; or the first of two numbers that share a unit, as in "from 20 to 23 billion"."""
    between, upper = follows
    unit = find_money(text, upper, dollar)
    named = None
    if unit is None and not money:
        named = unit = find_noun(text, upper, words) or _find_subject(text, number, upper, words)
    if unit is None and money and money.end == number.end and money.start <= number.start:
        unit = money._replace(start=upper.start, end=upper.end)  # "$20-23 billion"
    if unit is None or (money and money.unit != unit.unit):
        return None
    if named and _is_no_amount(text, number._replace(scale=upper.scale), named, words):
        return None
    part = money.part if money else unit.part
    low, high = number.value * part, upper.value * unit.part
    if number.scale == 1 and low * upper.scale < high:
        low *= upper.scale
    start = money.start if money else number.start
    whole = unit._replace(start=start, why=unit.why or (money.why if money else ""))
    kind = _judge(text, number, money, between)
    if kind == "range" and low < high:
        return _make(text, number, whole, low, high)
    if kind == "change" and not money:
        return _make(text, number, whole._replace(end=number.end), low, low)
    return None


def _find_subject(text: str, number: Number, upper: Number, words: Words) -> Unit | None:
    """What a range counts by the noun before it: "deliveries of 46k-51k"."""
    large = number._replace(scale=max(number.scale, upper.scale), end=upper.end)
    return find_subject(text, large, words)


def _judge(text: str, number: Number, money: Unit | None, between: re.Match[str]) -> str:
    before = text[max(0, number.start - 60) : number.start]
    word = (between["word"] or "").lower()
    bare = number.scale == 1 and not money
    if word == "to" and FROM.search(before):
        return "range" if _is_spread(before) else "change"
    if word == "or":
        return "none" if money else "range"
    if word == "to" and _OF_RANGE.search(before):
        return "range"
    judged = judge_range(before, text[number.start : number.end], between, bare=bare)
    return "none" if judged == "none" else "range"


_PRICED = re.compile(
    r"\b(?:priced|prices|costs?|costing|fees|salaries|sizes|fares|rents|estimates|starting|bids|sums|values)"
    r"\s+(?:[^\W\d_]+\s+)?from\s+\S{0,4}$",
    re.IGNORECASE,
)
_FORESEEN = re.compile(
    r"\b(?:guidance|forecasts?|forecasting|expect(?:s|ed|ing)?|outlook|estimated|sees|projects|projected)\b"
    r"[^.;]{0,40}\bfrom\s+\S{0,4}$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:rais|cut|lower|increas|rose|ris|fell|fall|lift|reduc|narrow|chang|revis|hik|drop|went|up|down|slash|push"
    r"|go|mov|grow|grew|climb|jump|expand|doubl|swing|switch|shift|convert|improv|widen|surg|soar|declin|shr[aiu]nk)",
    re.IGNORECASE,
)


def _is_spread(before: str) -> bool:
    """Whether "from" begins a range, and no change."""
    if _RANGES.search(before):
        return True
    led = _PRICED.search(before) or _FORESEEN.search(before)
    return led is not None and not _CHANGED.search(before)


_OF_RANGE = re.compile(r"\bof\s+(?:about|around|roughly|some)?\s*$", re.IGNORECASE)
_TO_END = re.compile(r"\bto\s+$", re.IGNORECASE)
_FROM_END = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_UP_FROM = re.compile(
    r"\b(?:up|down|increase|decrease|compared|rise|fall|higher|lower)\b", re.IGNORECASE
)
_TO_BEFORE = re.compile(
    r"\b(?:to|at|of|was|were|hit|reached|topped|over|above|than|below|under)\s+(?:a\s+record\s+)?$",
    re.IGNORECASE,
)
_BETWEEN_ENDS = 60


def link_changes(text: str, readings: list[Reading]) -> None:
    """Mark what "from X to Y" and "to Y from X" tell as the ends of a change."""
    for one, other in pairwise(readings):
        gap = text[one.right : other.left]
        if one.change or (
            one.unit != other.unit
            or len(gap) > _BETWEEN_ENDS
            or ";" in gap
            or "\n\n" in gap
            or ". " in gap
        ):
            continue
        before = text[max(0, one.left - 40) : one.left]
        if _FROM_END.search(before) and _TO_END.search(gap) and not _is_spread(before):
            one.change, other.change = "from", "to"
        elif _FROM_END.search(gap) and (_UP_FROM.search(gap) or _TO_BEFORE.search(before)):
            one.change, other.change = "to", "from"


_SAME = re.compile(
    r"[^()\[\].;]{0,30}?[(\[（]\s*(?:(?:=|or|i\.e\.,?|equivalent\s+to|equal\s+to|worth|at)\s*)?$"
    r"|,?\s+(?:or|equivalent\s+to|equal\s+to|the\s+equivalent\s+of|which\s+is|i\.e\.,?)\s+$"
    r"|\s?[/=]\s?$",
    re.IGNORECASE,
)


def link_conversions(text: str, readings: list[Reading]) -> None:
    """Mark money that is told again in another currency."""
    for at, (one, other) in enumerate(pairwise(readings)):
        if one.kind != "money" or other.kind != "money" or one.unit == other.unit:
            continue
        gap = text[one.right : other.left]
        chained = one.same_as is not None and re.fullmatch(r"\s?[,;/]\s?(?:or\s+)?", gap)
        if chained or (len(gap) <= 45 and _SAME.fullmatch(gap)):
            other.same_as = one.same_as if one.same_as is not None else at
