"""Counting in days, months and years, and writing what comes of it as EDTF."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from db.edtf import parse_edtf
from db.errors import EdtfError

_YEARS = re.compile(r"(?<![\dX-])(\d{4})(?=[-/~]|$)(?:-(\d\d)(?:-(\d\d))?)?")


class Publication(NamedTuple):
    """What is certain of the date of publication: its year, month and day, as far as they are."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The day, where it is certain."""
        if self.year and self.month and self.day:
            return date(self.year, self.month, self.day)
        return None


def read_publication(edtf: str | None) -> Publication:
    """What is certain of a date of publication (EDTF); raises EdtfError."""
    if not edtf:
        return Publication("")
    read = parse_edtf(edtf)
    first, last = read.earliest, read.latest
    if not first or not last or first.year != last.year:
        return Publication(edtf)
    if first.month != last.month:
        return Publication(edtf, first.year)
    day = first.day if first == last else None
    return Publication(edtf, first.year, first.month, day)


def write_month(count: int) -> str:
    """A month counted from January of year 0, as EDTF."""
    return f"{count // 12:04}-{count % 12 + 1:02}"


def count_month(year: int, month: int) -> int:
    """The number of a month, counted from January of year 0."""
    return year * 12 + month - 1


def write_day(day: date) -> str:
    """A day as EDTF."""
    return day.isoformat()


def write_months(first: int, length: int) -> str:
    """The months from one on as EDTF: an interval, or a whole year of the calendar."""
    if length == 12 and first % 12 == 0:
        return f"{first // 12:04}"
    return f"{write_month(first)}/{write_month(first + length - 1)}"


def add_days(day: date, days: int) -> date | None:
    """A day so many days away; None beyond the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def write_week(day: date, weeks: int = 0) -> str | None:
    """The week, Monday to Sunday, so many weeks from that of a day."""
    return _write_days(day, weeks * 7 - day.weekday(), 6)


def write_weekend(day: date, weeks: int = 0) -> str | None:
    """Saturday and Sunday of the week, so many weeks from that of a day."""
    return _write_days(day, weeks * 7 + 5 - day.weekday(), 1)


def _write_days(day: date, offset: int, length: int) -> str | None:
    first = add_days(day, offset)
    last = add_days(day, offset + length)
    return f"{first}/{last}" if first and last else None


def shift_years(edtf: str, years: int) -> str | None:
    """A date moved by whole years; 29 February becomes 28 February where there is none."""

    def move(match: re.Match[str]) -> str:
        year, month, day = int(match[1]) + years, match[2], match[3]
        if (month, day) == ("02", "29") and not _is_leap(year):
            day = "28"
        return "-".join(part for part in (f"{year:04}", month, day) if part)

    return keep_valid(_YEARS.sub(move, edtf))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def keep_valid(edtf: str | None) -> str | None:
    """The date, or None if there is no such date."""
    if edtf is None:
        return None
    try:
        parse_edtf(edtf)
    except EdtfError:
        return None
    return edtf


def first_of(edtf: str) -> str:
    """The start of an interval, or its end where the start is open, or the date itself."""
    start, slash, end = edtf.partition("/")
    return end if slash and start in ("", "..") else start


def last_of(edtf: str) -> str:
    """The end of an interval, or its start where the end is open, or the date itself."""
    start, slash, end = edtf.partition("/")
    return end if slash and end not in ("", "..") else start


_MONTHS = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:/(\d{4})-(0[1-9]|1[0-2]))?")


def count_months(edtf: str) -> int:
    """How many months a month, a quarter or an interval of months lasts; 0 for what else it is."""
    if re.fullmatch(r"\d{4}-(?:3[3-6]|4[01])", edtf):
        return 3 if edtf[5] == "3" else 6
    match = _MONTHS.fullmatch(edtf)
    if re.fullmatch(r"\d{4}", edtf):
        return 12
    if match is None:
        return 0
    first = count_month(int(match[1]), int(match[2]))
    return count_month(int(match[3]), int(match[4])) - first + 1 if match[3] else 1


def precision_of(edtf: str) -> str:
    """The precision of a date as db.edtf names it."""
    return parse_edtf(edtf).precision
