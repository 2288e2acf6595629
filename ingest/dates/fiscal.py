"""Quarters, halves and years of the calendar and of companies, and times known by their end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ingest.dates.atoms import Atom
from ingest.dates.calendars import (
    count_month,
    count_months,
    keep_valid,
    shift_years,
    write_month,
    write_months,
)
from ingest.dates.context import Context, Reading, find_year_beside, from_publication, say_lack

_REPORTED = re.compile(r"[\s-](?:results?|earnings|report|figures|financial)\b", re.IGNORECASE)
_RESULTS_FOR = re.compile(
    r"\b(?:results?|earnings|reports?|figures|accounts)\s(?:for|of|from)\s(?:its\s|the\s)?"
    r"(?:[A-Z][a-z]{2,9}\s?[-–]\s?)?$"
)
_WILL = re.compile(
    r"\s(?:will|would|should|may|might|could)\b"
)  # "sales in the quarter would rise"
_FORECAST = re.compile(
    r"[\s-](?:\w{1,20}\s)?(?:guidance|outlook|forecasts?|targets?|projections?)\b", re.IGNORECASE
)
_UNKNOWN = "the company's fiscal year is not known"


def resolve_fiscal(atom: Atom, context: Context) -> Reading:
    """Fiscal 2025, by the month in which the company's year ends."""
    end, why = context.assume_fiscal(atom.start)
    if end is None or atom.year is None:
        return Reading(None, "", _UNKNOWN)
    return _tell_fiscal(atom, end, atom.year)._replace(why=why)


def _tell_fiscal(atom: Atom, end: int, year: int) -> Reading:
    last, anchor = count_month(year, end), f"counted by a fiscal year that ends in month {end}"
    if atom.part == "end":
        return Reading(f"{write_month(last)}~", anchor)
    first, length = _find_third(atom.part, last - 11)
    return Reading(keep_valid(write_months(first, length)), anchor)


def _find_third(part: str, first: int) -> tuple[int, int]:
    thirds = {"early": 0, "start": 0, "turn": 0, "mid": 4, "middle": 4, "late": 8}
    return (first + thirds[part], 4) if part in thirds else (first, 12)


def resolve_fiscal_unit(atom: Atom, context: Context) -> Reading:
    """Last fiscal year, this fiscal quarter."""
    (end, why), published = context.assume_fiscal(atom.start), context.published
    if end is None:
        return Reading(None, "", _UNKNOWN)
    if not published.year or not published.month:
        return Reading(None, "", say_lack(context))
    last = context.find_last(atom.start, same_sentence=True) if atom.which == "previous" else None
    if last and atom.unit == "year" and count_months(last) == 12:
        return Reading(shift_years(last, -1), f"counted from {last}", why)
    this = count_month(published.year, published.month)
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(atom.which, 0)
    if atom.unit == "quarter":
        first = this - (this - end) % 3 + step * 3
        return Reading(write_months(first, 3), from_publication(context), why)
    year = published.year + (published.month > end) + step
    return _tell_fiscal(atom, end, year)._replace(anchor=from_publication(context), why=why)


def resolve_quarter(atom: Atom, context: Context) -> Reading:
    """The third quarter, Q3 2025, the first half of fiscal 2024."""
    end, why = context.find_fiscal(atom.start), ""
    if end is None and (atom.fiscal or (atom.year is None and context.has_fiscal())):
        end, why = context.assume_fiscal(atom.start)
        if end is None and atom.fiscal:
            return Reading(None, "", _UNKNOWN)
    year, anchor = atom.year, ""
    published = context.published
    if year is None and atom.year_from is not None:
        if not published.year:
            return Reading(None, "", say_lack(context))
        year, anchor = _count_year(atom, context, published.year, end)
    bare = year is None
    own = atom.fiscal or (bare and end not in (None, 12) and published.month is not None)
    if bare and not own:
        year = find_year_beside(atom, context)
        anchor = f"counted from {year}" if year else ""
    month = (end or 12) if own else 12
    why = why or _say_whose(atom, end, own=own)
    if year is None:
        year = _guess_year(atom, context, month, own=own)
        anchor = from_publication(context)
    if year is None:
        return Reading(None, "", say_lack(context))
    return Reading(_write_part(atom, year, month), anchor, why)


def _count_year(atom: Atom, context: Context, published: int, end: int | None) -> tuple[int, str]:
    """The year of "this year", "the current fiscal" or "the prior year", and its anchor."""
    step, month = atom.year_from or 0, context.published.month
    last = context.find_last(atom.start) if atom.which == "previous" else None
    if last and last[:4].isdigit():  # "the second quarter of the prior year"
        return int(last[:4]) + step, f"counted from {last}"
    begun = bool(atom.fiscal and month and end and month > end)
    return published + begun + step, from_publication(context)


def _say_whose(atom: Atom, end: int | None, *, own: bool) -> str:
    if own:
        return "" if atom.fiscal else "taken as a quarter of the company's own year"
    if end in (None, 12):
        return ""
    return f"taken as the calendar's; the company's year ends in month {end}"


def _locate(atom: Atom, year: int, end: int) -> tuple[int, int]:
    """The first month and the length of a quarter or half of a year that ends in a month."""
    code = atom.code or 1
    length = 6 if code > 10 else 3
    return count_month(year, end) - 11 + (code % 10 - 1) * length, length


def _write_part(atom: Atom, year: int, end: int) -> str | None:
    first, length = _locate(atom, year, end)
    if atom.part == "end":
        return f"{write_month(first + length - 1)}~"
    if end != 12:
        return keep_valid(write_months(first, length))
    code = atom.code or 1
    return keep_valid(f"{year:04}-{29 + code if code > 10 else 32 + code}")


def _guess_year(atom: Atom, context: Context, end: int, *, own: bool) -> int | None:
    published = context.published
    if not published.year or not published.month:
        return None
    this = count_month(published.year, published.month)
    tense = context.find_tense(atom)
    if is_reported(atom, context):
        tense = "begun" if tense == "future" else "past"
    elif _FORECAST.match(context.text, atom.end) or _WILL.match(context.text, atom.end):
        tense = "future"
    years = [published.year + step for step in (-2, -1, 0, 1, 2)]
    spans = [(year, *_locate(atom, year, end)) for year in years]
    if tense in ("future", "near"):
        return next((year for year, first, length in spans if first + length > this), None)
    # Of the calendar, a quarter in its last month is as good as over; "it will publish its
    # first-quarter results" may be of one that has only begun.
    left = 2 if tense == "begun" else 0 if own else 1
    ended = [year for year, first, length in spans if first + length <= this + left]
    return ended[-1] if ended else None


def is_reported(atom: Atom, context: Context) -> bool:
    """Whether a time is that of results, which come after it."""
    if _REPORTED.match(context.text, atom.end):
        return True
    return _RESULTS_FOR.search(context.text, max(0, atom.start - 40), atom.start) is not None


def resolve_months(atom: Atom, context: Context) -> Reading:
    """The first nine months of a year."""
    published, anchor, end, why = context.published, "", 12, ""
    year = atom.year
    if year is None and atom.year_from is not None and published.year:
        year, anchor = published.year + atom.year_from, from_publication(context)
    elif year is None and published.year and published.month:
        year = find_year_beside(atom, context)
        over = published.month > (atom.number or 1) or context.find_tense(atom) == "future"
        year = year or published.year - (not over)
        anchor = from_publication(context)
    if atom.fiscal:
        told, why = context.assume_fiscal(atom.start)
        if told is None:
            return Reading(None, "", _UNKNOWN)
        end = told
    if year is None:
        return Reading(None, "", say_lack(context))
    if end == 12 and atom.number in (3, 6):
        return Reading(f"{year:04}-{33 if atom.number == 3 else 40}", anchor)
    return Reading(write_months(count_month(year, end) - 11, atom.number or 1), anchor, why)


def resolve_period(atom: Atom, context: Context) -> Reading:
    """The quarter ended June 30, 2024; the three months to June."""
    published, anchor, year = context.published, "", atom.year
    if year is None and atom.year_from is not None and published.year:
        year, anchor = published.year + atom.year_from, from_publication(context)
    elif year is None and (beside := find_year_beside(atom, context)):
        year, anchor = beside, f"counted from {beside}"
    elif year is None and published.year and published.month:
        ahead = context.find_tense(atom) == "future" and not is_reported(atom, context)
        month = atom.month or 1
        year = published.year + (month < published.month if ahead else -(month > published.month))
        anchor = from_publication(context)
    if year is None or not atom.month:
        return Reading(None, "", say_lack(context))
    return Reading(_write_period(atom, year), anchor)


def _write_period(atom: Atom, year: int) -> str | None:
    count = atom.number or 1
    if atom.unit == "week":
        try:
            last = date(year, atom.month or 1, atom.day or 0)
        except ValueError:
            return None
        return f"{last - timedelta(7 * count - 1)}/{last}"
    month = count_month(year, atom.month or 1)
    if atom.day and atom.day <= 8:  # a year of 52 weeks may end early in the month after
        month -= 1
    return keep_valid(write_months(month - count + 1, count))


def resolve_full(atom: Atom, context: Context) -> Reading:
    """The full year: the one told before, or that of which the publication may speak."""
    published, end = context.published, context.find_fiscal(atom.start) or 12
    if not published.year or not published.month:
        return Reading(None, "", say_lack(context))
    told = find_year_beside(atom, context)
    if told in (published.year - 1, published.year) and end == 12:
        return Reading(f"{told:04}", f"counted from {told}")
    last = context.find_last(atom.start, same_sentence=True)
    if last and last.endswith("-36") and end == 12:  # the fourth quarter's
        return Reading(last[:4], f"counted from {last}")
    ahead = _FORECAST.match(context.text, atom.end) or context.find_tense(atom) != "past"
    year = published.year + (published.month > end)
    since_end = (published.month - end - 1) % 12  # whole months since the last year ended
    year -= not ahead and since_end < 4
    return _tell_fiscal(atom, end, year)._replace(anchor=from_publication(context))


PERIODS: dict[str, Callable[[Atom, Context], Reading | None]] = {
    "fiscal": resolve_fiscal,
    "quarter": resolve_quarter,
    "months": resolve_months,
    "period": resolve_period,
    "full": resolve_full,
}
