"""Days on a line of pixels: linear, or linear in two parts where the early years hold little."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from publish.plots.spans import Span

YEAR = 365.25
SHORTEST = 21  # days that an axis shows at least
SPARSE, EARLY = 1 / 3, 0.5  # the early part: at most so many marks in at least so much time
LEAST_SHARE = 0.16  # of the width, for the early part
APART, YEARS_APART = 62, 42  # pixels between two ticks, at least; between two years
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with its words; one that begins a year is strong."""

    x: float
    words: str
    strong: bool


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From a day to another, between two pixels; before `split` time is drawn closer."""

    first: int
    end: int
    left: float
    right: float
    split: int | None = None
    split_x: float = 0.0

    def place(self, day: int) -> float:
        """Where a day begins; what lies outside is at the edge."""
        day = min(max(day, self.first), self.end)
        if self.split is None:
            return _between(day, self.first, self.end, self.left, self.right)
        if day <= self.split:
            return _between(day, self.first, self.split, self.left, self.split_x)
        return _between(day, self.split, self.end, self.split_x, self.right)

    def list_ticks(self) -> list[Tick]:
        """Years, months or days, as many as have room."""
        if self.split is None:
            return list(_list_ticks(self, self.first, self.end))
        early = list(_list_ticks(self, self.first, self.split - 1))
        early = [tick for tick in early if tick.x <= self.split_x - YEARS_APART]
        return early + list(_list_ticks(self, self.split, self.end))


def _between(day: int, first: int, end: int, left: float, right: float) -> float:
    return left + (right - left) * (day - first) / (end - first)


def make_axis(
    spans: Sequence[Span],
    left: float,
    right: float,
    bounds: tuple[date | None, date | None] = (None, None),
) -> TimeAxis:
    """An axis for all of these spans, or for the time between two bounds."""
    first, end = _choose_days(spans, *bounds)
    split = _find_split(spans, first, end)
    if split is None:
        return TimeAxis(first, end, left, right)
    early = sum(1 for span in spans if span.core_end <= split) / len(spans)
    return TimeAxis(first, end, left, right, split, left + (right - left) * max(early, LEAST_SHARE))


def _choose_days(spans: Sequence[Span], low: date | None, high: date | None) -> tuple[int, int]:
    """The first day of an axis and the day after its last."""
    first = low.toordinal() if low else min(span.first for span in spans)
    end = high.toordinal() + 1 if high else max(span.end for span in spans)
    if end - first < SHORTEST:  # a bound may lie beyond all that is known
        middle = first if low else end if high else (first + end) // 2
        first, end = middle - SHORTEST // 2, middle + SHORTEST // 2 + 1
    pad = 0 if low or high else (end - first) // 60
    return max(first - pad, 1), min(max(end + pad, SHORTEST), _LAST)


def _find_split(spans: Sequence[Span], first: int, end: int) -> int | None:
    """The 1 January before which much time holds few marks, if there is one."""
    if end - first < 4 * YEAR or len(spans) < 6:
        return None
    years = range(date.fromordinal(first).year + 1, date.fromordinal(end).year + 1)
    ends = sorted(span.core_end for span in spans)
    fitting = [
        day
        for day in (date(year, 1, 1).toordinal() for year in years)
        if (day - first) / (end - first) >= EARLY
        and bisect_right(ends, day) <= SPARSE * len(spans)
        and end - day >= SHORTEST
    ]
    return max(fitting, default=None)


def _list_ticks(axis: TimeAxis, first: int, end: int) -> Iterator[Tick]:
    """Ticks of one part of the axis."""
    pixels = (axis.place(end) - axis.place(first)) / max(end - first, 1)
    if pixels <= 0:
        return
    for days, step in _STEPS:
        if days * pixels >= (YEARS_APART if step[0] else APART):
            for year, month, day in _list_days(first, end, step):
                at = date(year, month, day).toordinal()
                if first <= at <= end:
                    yield Tick(axis.place(at), *_name_tick(year, month, day, step))
            return


Step = tuple[int, int, int]  # years, months, days
_STEPS: list[tuple[float, Step]] = [
    (1, (0, 0, 1)), (7, (0, 0, 7)), (15, (0, 0, 15)),
    (30, (0, 1, 0)), (91, (0, 3, 0)), (182, (0, 6, 0)),
    *((years * YEAR, (years, 0, 0)) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
]  # fmt: skip


def _list_days(first: int, end: int, step: Step) -> Iterator[tuple[int, int, int]]:
    years, months, days = step
    start, last = date.fromordinal(first).year, date.fromordinal(min(end, _LAST)).year
    for year in range(start, last + 1):
        if years:
            if year % years == 0:
                yield year, 1, 1
            continue
        for month in range(1, 13, months or 1):
            yield year, month, 1
            if days:
                yield from ((year, month, day) for day in range(1 + days, 29, days))


def _name_tick(year: int, month: int, day: int, step: Step) -> tuple[str, bool]:
    if step[0] or (month, day) == (1, 1):
        return str(year), True
    if step[2]:
        return f"{day} {MONTHS[month - 1]}", False
    return MONTHS[month - 1], False
