"""The date that a field or a byline gives, as EDTF; None where it does not tell one for certain."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from db.date_words import DateWords, find_dates

_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T\s].{0,40})?\s*$", re.DOTALL)
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.{0,10})?\s*$")
LONGEST = 200  # of what may hold a date
# What a program writes where it has none.
_NONE = frozenset(["1970-01-01", "1969-12-31", "1900-01-01", "2000-01-01"])
EARLIEST = 1800


def read_date(text: str) -> str | None:
    """The day, or the month, that a text gives and that nothing in it contradicts, as EDTF."""
    text = text[:LONGEST]
    iso = _ISO.match(text) or _COMPACT.match(text)
    if iso:
        year, month, day = (int(part) if part else None for part in iso.groups())
        return _write(year, month, day)
    found = [words for words in find_dates(text) if words.year and words.month]
    full = [words for words in found if words.day] or found
    days = {_write(*words[2:5]) for words in full}
    return days.pop() if len(days) == 1 else None


def is_two_ways(text: str) -> bool:
    """Whether a text gives a day whose month and day may change places (05/03/2024)."""
    return any(one[:2] == other[:2] for one, other in _pairs(find_dates(text[:LONGEST])))


def _pairs(dates: list[DateWords]) -> list[tuple[DateWords, DateWords]]:
    return [(one, other) for one, other in pairwise(dates) if one.day]


def _write(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or month is None or not EARLIEST <= year < 2200:
        return None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    written = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    return None if written in _NONE else written
