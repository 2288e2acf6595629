"""The days at which the slider `known by` stops: those on which something became known.

Where these are many, the last days of months, quarters or years stand for them, so that a page
holds few states and is made in reasonable time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

MOST = 40
MONTHS = (1, 3, 12, 60, 120, 600, 1200)  # of a step; the last is a century


def choose_stops(days: Sequence[date], most: int = MOST) -> list[date]:
    """Each day where there are no more than `most`, else the last days of their periods."""
    chosen = sorted(set(days))
    for months in MONTHS:
        if len(chosen) <= most:
            break
        chosen = sorted({_last_day(day, months) for day in days})
    return chosen


def _last_day(day: date, months: int) -> date:
    """The last day of the period of so many months that a day lies in."""
    after = (day.year * 12 + day.month - 1) // months * months + months
    year, month = divmod(after, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, 1) - timedelta(days=1)
