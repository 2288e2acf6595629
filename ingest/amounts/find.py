"""Amounts in a text: number, unit, bound, period, basis and measure, as records write them."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from db.number import format_decimal
from db.text import level_letters
from ingest.amounts.bounds import read_bounds
from ingest.amounts.context import Context, read_context
from ingest.amounts.parts import find_fractions, find_multiples, find_negatives, find_vague_numbers
from ingest.amounts.periods import take_period
from ingest.amounts.ranges import find_numbers, link_changes, link_conversions
from ingest.amounts.reading import Reading
from ingest.amounts.words import Words, prepare_words
from ingest.found import FoundAmount
from ingest.lexicon import read_lexicon

_LEADS = {
    "exact": "",
    "over": "over ",
    "at_least": "at least ",
    "at_most": "up to ",
    "under": "under ",
}
_SCALES = (("T", 12), ("B", 9), ("M", 6))


def find_amounts(
    text: str,
    *,
    dollar: str = "USD",
    dates: Sequence[tuple[int, int]] = (),
    measures: Mapping[str, Any] | None = None,
) -> list[FoundAmount]:
    """Every amount in the order of the text, none within another; `dates` are places of dates."""
    text = level_letters(text)
    words = prepare_words(read_lexicon("measures") if measures is None else measures)
    readings = _find_all(text, words, dollar, sorted(dates))
    if not readings:
        return []
    link_conversions(text, readings)
    link_changes(text, [reading for reading in readings if reading.same_as is None])
    originals = list(readings)
    kept = read_context(Context(text, words), readings)
    _renumber(originals, kept)
    return [reading.finish() for reading in kept]


def write_value(amount: FoundAmount) -> str:
    """The value as a record file writes it, such as "about at least 20M USD"."""
    ends = sorted({end for end in (amount.low, amount.high) if end is not None})
    lead = ("about " if amount.approximate else "") + _LEADS[amount.bound]
    if lead == "about under ":
        lead = "nearly "
    joiner = " to " if ends[0] < 0 else "-"
    return f"{lead}{joiner.join(_write_ends(ends))} {amount.unit}"


def _find_all(text: str, words: Words, dollar: str, dates: list[tuple[int, int]]) -> list[Reading]:
    """What has a number and a unit; of two that overlap, the first, or the longer."""
    found: list[Reading] = []
    ways: list[Iterable[Reading]] = [
        find_numbers(text, words, dollar, dates),
        find_fractions(text, words, dollar),
        find_multiples(text),
        find_vague_numbers(text, words, dollar),
        find_negatives(text, dollar),
    ]
    for reading in heapq.merge(*ways, key=lambda reading: (reading.start, -reading.end)):
        reading.left, reading.right = reading.start, reading.end
        if (found and reading.start < found[-1].right) or not reading.fits():
            continue
        if _is_dated(reading, dates):
            continue
        read_bounds(text, reading)
        take_period(text, reading, words)
        if found:
            reading.left = max(reading.left, found[-1].right)
        found.append(reading)
    return found


def _is_dated(reading: Reading, dates: list[tuple[int, int]]) -> bool:
    at = bisect_right(dates, (reading.start, 10**12))
    return at > 0 and dates[at - 1][1] > reading.start


def _renumber(originals: list[Reading], kept: list[Reading]) -> None:
    """Point to the place of what is converted among what is kept, and share what is known of it."""
    places = {id(reading): at for at, reading in enumerate(kept)}
    for reading in kept:
        if reading.same_as is None:
            continue
        first = originals[reading.same_as]
        reading.same_as = places[id(first)]
        reading.measure, reading.basis, reading.per = first.measure, first.basis, first.per
        reading.of, reading.change = first.of, first.change


def _write_ends(ends: list[Decimal]) -> list[str]:
    scale = next(
        (scale for scale in _SCALES if all(_is_short(end, scale[1]) for end in ends)), None
    )
    if scale is None:
        return [_group(end) for end in ends]
    return [f"{_group(end.scaleb(-scale[1]))}{scale[0]}" for end in ends]


def _is_short(value: Decimal, power: int) -> bool:
    """Whether a number is no longer with a scale than without."""
    scaled = format_decimal(abs(value).scaleb(-power))
    return abs(value) >= 10**power and len(scaled.partition(".")[2]) <= 3


def _group(value: Decimal) -> str:
    whole, point, places = format_decimal(value).partition(".")
    return f"{int(whole):,}{point}{places}" if whole != "-0" else f"-0{point}{places}"
