"""A timeline cut into years or months, in the order that it has.

An event stands under the period that its date names: that of its beginning or, where this is open,
of its end. The order is that of the days that a date may cover (`about 2018` may begin in 2017);
where it puts an event before one of an earlier period, or behind one of a later, the event stands
with that one. So no event is moved, and each period has one heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby
from typing import Any

from db.edtf import parse_edtf

PERIODS = ("year", "month", "none")
UNDATED = "Without a date"
LENGTHS = {"year": len("2024"), "month": len("2024-03")}

Event = Mapping[str, Any]


def head_periods(events: Sequence[Event], by: str) -> dict[int, str]:
    """Headings by the number of the event that they stand before; those without a date are last."""
    dated = [event for event in events if event["when_edtf"] is not None]
    names = [] if by == "none" else _name_periods(dated, LENGTHS[by])
    headings = {}
    at = 0
    for name, group in groupby(names):
        count = len(list(group))
        headings[at] = f"{name} ({_count(count)})"
        at += count
    if undated := len(events) - len(dated):
        headings[len(dated)] = UNDATED if by == "none" else f"{UNDATED} ({_count(undated)})"
    return headings


def _name_periods(events: Sequence[Event], length: int) -> list[str]:
    days = [event["earliest"] or event["latest"] for event in events]
    step = -1 if days and days[0] > days[-1] else 1  # the newest may stand first
    named = [_name_period(event, length) for event in events][::step]
    order = [day.isoformat()[: len(name)] for day, name in zip(days[::step], named, strict=True)]
    # No event may stand under a later period than any that comes after it.
    latest = list(accumulate(map(max, reversed(named), reversed(order)), min))[::-1]
    return list(accumulate(map(min, named, latest), max))[::step]


def _name_period(event: Event, length: int) -> str:
    """The year or month in which a date as it is written begins, or else ends."""
    start, _, end = (part.rstrip("?~%") for part in event["when_edtf"].partition("/"))
    if event["earliest"] is None:
        return (parse_edtf(end).latest or event["latest"]).isoformat()[:length]
    if "-" not in start.replace("-XX", ""):  # a year is no January
        length = LENGTHS["year"]
    return (parse_edtf(start).earliest or event["earliest"]).isoformat()[:length]


def _count(events: int) -> str:
    return f"{events:,} event{'' if events == 1 else 's'}"
