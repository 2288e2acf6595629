"""A date as known, as days on an axis: what is certain, what may be, and which end is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from db.edtf import parse_edtf

_QUALIFIERS = re.compile("[?~%]")


@dataclass(frozen=True, slots=True)
class Span:
    """Days as ordinals; each end is the day after the last one.

    `first` to `end` is where the date may lie, `core_first` to `core_end` what was written; of a
    date with an open side that is the other side, where it ends or begins.
    """

    first: int
    core_first: int
    core_end: int
    end: int
    open_start: bool = False
    open_end: bool = False

    @property
    def is_soft(self) -> bool:
        return self.first < self.core_first or self.core_end < self.end

    @property
    def is_day(self) -> bool:
        """Whether it is one day, and known as such."""
        return not (self.is_soft or self.open_start or self.open_end) and self.length == 1

    @property
    def length(self) -> int:
        return self.core_end - self.core_first


def read_span(edtf: str) -> Span:
    """The days of a date. "../2023" ends with 2023 and may lie long before: no day is its core."""
    start, slash, last = edtf.partition("/")
    if not slash:
        first, end = _read_days(start)
        return Span(first[0], first[1], end[0], end[1])
    open_start, open_end = start in ("", ".."), last in ("", "..")
    if open_start:
        _, end = _read_days(last)
        return Span(end[0], end[0], end[0], end[1], open_start=True)
    if open_end:
        first, _ = _read_days(start)
        return Span(first[0], first[1], first[1], first[1], open_end=True)
    [first, _], [_, end] = _read_days(start), _read_days(last)
    return Span(first[0], first[1], end[0], end[1])


def _read_days(edtf: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """First day that may be and first as written; day after the last as written, and as may be."""
    wide, plain = parse_edtf(edtf), parse_edtf(_QUALIFIERS.sub("", edtf))
    days = [wide.earliest, plain.earliest, plain.latest, wide.latest]
    first, core_first, core_last, last = ((day or date.min).toordinal() for day in days)
    return (first, core_first), (core_last + 1, last + 1)
