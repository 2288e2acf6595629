"""Units of time counted from the publication or the last date: "last quarter", "a year later"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ingest.dates.atoms import Atom
from ingest.dates.calendars import (
    add_days,
    count_month,
    count_months,
    first_of,
    keep_valid,
    last_of,
    shift_years,
    write_day,
    write_month,
    write_week,
    write_weekend,
)
from ingest.dates.context import Context, Reading, from_publication, say_lack

_STEPS = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1, "same": 0, "that": 0}
_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_NOT_TOLD = "the date before it, which it counts from, is not told"
_NO_LAST = "no date stands before it to count from"
_PART_MONTHS = {
    "21": 2,
    "22": 5,
    "23": 8,
    "24": 11,
    "33": 0,
    "34": 3,
    "35": 6,
    "36": 9,
    "37": 0,
    "38": 4,
    "39": 8,
    "40": 0,
    "41": 6,
}
_STEM = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def resolve_unit(atom: Atom, context: Context) -> Reading | None:
    """Last week, this quarter, the same month, the following year."""
    step = _STEPS[atom.which]
    if atom.which in ("previous", "following", "same", "that"):
        return _step_last(atom, step, context)
    return _step_publication(atom, step, context)


def _step_publication(atom: Atom, step: int, context: Context) -> Reading:
    published = context.published
    day, anchor = published.date, from_publication(context)
    edtf: str | None = None
    if atom.unit in ("day", "week", "weekend"):
        if day:
            edtf = _step_days(day, atom.unit, step)
    elif published.year and (published.month or atom.unit in ("year", "decade", "century")):
        month = count_month(published.year, published.month or 1)
        ahead = atom.part == "turn" and context.find_tense(atom) != "past"
        if ahead and atom.which == "this" and (published.month or 1) > 6:
            step = 1
        edtf = _write_unit(month + step * _LENGTHS[atom.unit], atom)
    return Reading(edtf, anchor) if edtf else Reading(None, "", say_lack(context))


def _step_days(day: date, unit: str, step: int) -> str | None:
    if unit == "day":
        told = add_days(day, step)
        return write_day(told) if told else None
    return write_week(day, step) if unit == "week" else write_weekend(day, step)


_YEAR_PARTS = {
    "early": "-37",
    "mid": "-38",
    "middle": "-38",
    "late": "-39",
    "start": "-01~",
    "end": "-12~",
    "turn": "-01~",
}


def _write_unit(month: int, atom: Atom) -> str | None:
    """The unit in which a month lies, and the part of it that is named."""
    year, unit = month // 12, atom.unit
    if unit == "year":
        return keep_valid(f"{year:04}{_YEAR_PARTS.get(atom.part, '')}")
    if unit == "quarter":
        first = month // 3 * 3
        if atom.part == "end":
            return f"{write_month(first + 2)}~"
        return f"{year:04}-{33 + month % 12 // 3}"
    if unit == "half":
        return f"{year:04}-{40 + month % 12 // 6}"
    if unit == "month":
        return keep_valid(write_month(month))
    return keep_valid(f"{year // 10:03}X" if unit == "decade" else f"{year // 100:02}XX")


def _step_last(atom: Atom, step: int, context: Context) -> Reading:
    days = atom.unit in ("day", "week", "weekend")
    last = context.find_last(atom.start, days=days)
    if last and atom.unit == "year" and count_months(last) == 12:
        return Reading(shift_years(last, step), f"counted from {last}")
    told = _step_from(first_of(last) if step <= 0 else last_of(last), atom, step) if last else None
    if told is None:
        return Reading(None, "", _lack_last(last))
    return Reading(told, f"counted from {last}")


def _lack_last(last: str | None) -> str:
    if last:
        return f"{last} is not exact enough to count from"
    return _NO_LAST if last is None else _NOT_TOLD


def _step_from(last: str, atom: Atom, step: int) -> str | None:
    stem = _STEM.match(last)
    if stem is None:
        return None
    if atom.unit in ("day", "week", "weekend"):
        return _step_days(date.fromisoformat(stem[0]), atom.unit, step) if stem[3] else None
    code = stem[2]
    if atom.unit == "month" and not (code and code <= "12"):
        return None
    if code is None and atom.unit in ("quarter", "half"):
        return None
    month = _PART_MONTHS[code] if code and code > "12" else int(code or 1) - 1
    return _write_unit(int(stem[1]) * 12 + month + step * _LENGTHS[atom.unit], atom)


def resolve_past(atom: Atom, context: Context) -> Reading:
    """The past decade, the last three years: up to the publication."""
    return _span(atom, context, -1)


def resolve_ahead(atom: Atom, context: Context) -> Reading | None:
    """Within a year, the next 12 months: from the publication on."""
    if atom.which == "within" and context.find_tense(atom) == "past":
        return None
    return _span(atom, context, 1)


def resolve_in(atom: Atom, context: Context) -> Reading | None:
    """In two years: a time to come, or else only how long something took."""
    if atom.which != "time" and context.find_tense(atom) != "future":
        return None
    return resolve_ago(atom._replace(which="from now"), context)


def _span(atom: Atom, context: Context, sign: int) -> Reading:
    published = context.published
    if not published.year:
        return Reading(None, "", say_lack(context))
    text = "-".join(
        f"{part:02}" for part in (published.year, published.month, published.day) if part
    )
    anchor = from_publication(context)
    if atom.number is None:
        return Reading(f"{text}/.." if sign > 0 else f"../{text}", anchor, "how long is not said")
    if atom.unit == "quarter" and published.month:
        return Reading(_span_quarters(published.year, published.month, sign * atom.number), anchor)
    other = _shift_publication(atom, context, sign * atom.number, single=atom.number == 1)
    if other is None:
        return Reading(None, "", say_lack(context))
    near = text[: len(other)] if sign < 0 else text
    edtf = keep_valid(f"{near}/{other}" if sign > 0 else f"{other}/{near}")
    return Reading(edtf, anchor)


def _span_quarters(year: int, month: int, count: int) -> str | None:
    """Whole quarters before or after that of a month."""
    this = count_month(year, month) // 3
    ends = (this + count, this - 1) if count < 0 else (this + 1, this + count)
    first, last = (f"{quarter // 4:04}-{33 + quarter % 4}" for quarter in ends)
    return keep_valid(first if first == last else f"{first}/{last}")


def _shift_publication(atom: Atom, context: Context, count: int, *, single: bool) -> str | None:
    """The publication moved by so many units, as exact as the unit."""
    published = context.published
    year, unit, day = published.year, atom.unit, published.date
    if year is None:
        return None
    if unit in ("hour", "day", "week"):
        step = {"hour": 0, "day": 1, "week": 7}[unit]
        told = add_days(day, count * step) if day else None
        return write_day(told) if told else None
    if unit in ("year", "decade", "century") and not (
        single and unit == "year" and published.month
    ):
        return keep_valid(f"{year + count * _LENGTHS[unit] // 12:04}")
    if not published.month:
        return None
    return keep_valid(write_month(count_month(year, published.month) + count * _LENGTHS[unit]))


def resolve_ago(atom: Atom, context: Context) -> Reading:
    """Three years ago, two weeks from now."""
    if not context.published.year:
        return Reading(None, "", say_lack(context))
    if atom.number is None:
        return Reading(None, from_publication(context), "how long is not said")
    day, anchor = context.published.date, from_publication(context)
    if atom.unit == "year" and abs(atom.number) == 1 and atom.which == "ago":
        last = context.find_last(atom.start, same_sentence=True)
        if last and _is_period(last):
            return Reading(shift_years(last, -1), f"counted from {last}")
    if atom.unit == "week" and day:
        return Reading(write_week(day, atom.number), anchor)
    edtf = _shift_publication(atom, context, atom.number, single=False)
    if edtf and atom.unit in ("decade", "century") and not atom.lead:
        edtf += "~"
    return Reading(edtf, anchor) if edtf else Reading(None, "", say_lack(context))


def _is_period(edtf: str) -> bool:
    return ".." not in edtf and "~" not in edtf and not re.fullmatch(r"\d{4}(?:-\d\d-\d\d)?", edtf)


def resolve_shifted(atom: Atom, context: Context) -> Reading | None:
    """A year earlier, two months later, the same period last year: from the last date."""
    days = atom.unit in ("day", "week", "hour")
    last = context.find_last(atom.start, days=days)
    if months := {"quarter": 3, "half": 6, "month": 1}.get(atom.which):
        last = context.find_lasting(atom.start, months) or last
    if atom.year is not None:  # "the same quarter of 2023"
        moved = (
            shift_years(last, atom.year - int(last[:4])) if last and last[:4].isdigit() else None
        )
        return Reading(moved or f"{atom.year}", f"counted from {last}" if moved else "")
    if atom.number is None:
        return Reading(None, "", "how long is not said")
    if last == "":
        return Reading(None, "", _NOT_TOLD)
    if last is not None and not (".." in last or "X" in last):
        if edtf := _shift_last(last, atom, atom.number):
            # What is only compared with is no date that others count from.
            return Reading(edtf, f"counted from {last}", news=atom.number < 0)
        return Reading(None, "", _lack_last(last))
    if atom.unit == "year" and atom.number < 0 and context.published.year:
        return Reading(
            f"{context.published.year + atom.number:04}", from_publication(context), _NO_LAST
        )
    return Reading(None, "", _NO_LAST)


def _shift_last(last: str, atom: Atom, count: int) -> str | None:
    near = last_of(last) if count > 0 else last
    if atom.unit in ("year", "decade", "century"):
        years = count * _LENGTHS[atom.unit] // 12
        if count > 0 and atom.which != "same":
            return keep_valid(f"{int(near[:4]) + years:04}")
        return shift_years(near[:7] if _is_day(near) else near, years)
    near = first_of(near)
    if atom.unit in ("day", "week", "hour"):
        if not _is_day(near):
            return None
        told = add_days(
            date.fromisoformat(near), count * {"hour": 0, "day": 1, "week": 7}[atom.unit]
        )
        return write_day(told) if told else None
    return _step_from(near, atom._replace(part=""), count)


def _is_day(edtf: str) -> bool:
    return len(edtf) == len("2024-08-02") and edtf[5:7] <= "12"


COUNTED: dict[str, Callable[[Atom, Context], Reading | None]] = {
    "unit": resolve_unit,
    "past": resolve_past,
    "ahead": resolve_ahead,
    "in": resolve_in,
    "ago": resolve_ago,
    "shifted": resolve_shifted,
}
