"""Days, months, years and seasons: from what words name to the date they tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ingest.dates.atoms import Atom
from ingest.dates.calendars import Publication, add_days, count_month, keep_valid, write_day
from ingest.dates.context import Context, Reading, find_year_beside, from_publication, say_lack


def _resolve_date(atom: Atom, context: Context) -> Reading:
    published = context.published
    year, anchor, why = atom.year, "", atom.why
    if year is None and atom.year_from is not None and published.year:
        year, anchor = published.year + atom.year_from, from_publication(context)
    elif year is None and atom.year_from is None:
        year, anchor, why = _guess_year(atom, context)
    if year is None:
        return Reading(_write(None, atom), "", why or say_lack(context))
    edtf = keep_valid(_write(year, atom))
    if edtf is None:
        return Reading(None, anchor, "there is no such day")
    return Reading(edtf, anchor, why, _is_news(edtf, context))


def _is_news(edtf: str, context: Context) -> bool:
    """Whether a date is a day of the week before publication, as news names it."""
    day = context.published.date
    if day is None or len(edtf) != len("2024-08-02") or "/" in edtf:
        return False
    return 0 <= (day - date.fromisoformat(edtf)).days < 8 if "X" not in edtf else False


_PARTS = {
    "early": "37",
    "mid": "38",
    "late": "39",
    "start": "01~",
    "end": "12~",
    "middle": "38",
    "turn": "01~",
}


def _write(year: int | None, atom: Atom) -> str | None:
    head = f"{year:04}" if year else "XXXX"
    if atom.month and atom.day:
        first = f"{head}-{atom.month:02}-{atom.day:02}"
        return (
            f"{first}/{first[:-2]}{atom.last:02}" if atom.last and atom.last > atom.day else first
        )
    if atom.month or atom.code:
        return f"{head}-{atom.month or atom.code:02}"
    if year is None:
        return None
    return f"{head}-{_PARTS[atom.part]}" if atom.part in _PARTS else head


def _guess_year(atom: Atom, context: Context) -> tuple[int | None, str, str]:
    if atom.number is not None:  # "of that year"
        last = context.find_last(atom.start)
        year = int(last[:4]) + atom.number if last and last[:4].isdigit() else None
        return year, f"counted from {last}" if year else "", ""
    if year := find_year_beside(atom, context) if not atom.which else None:
        return year, f"counted from {year}", ""
    published = context.published
    if not published.year or not published.month:
        return None, "", ""
    month = atom.month or 1
    tense = {"last": "past", "next": "future"}.get(atom.which) or context.find_tense(atom)
    anchor = from_publication(context)
    if atom.which == "this":
        return published.year, anchor, ""
    this = count_month(published.year, published.month)
    if atom.day and published.day:
        return _nearest_day(atom, published, tense), anchor, ""
    offset = (month - published.month) % 12  # months ahead
    if atom.which and offset == 0:
        offset = 12
    if tense == "future":
        return (this + offset) // 12, anchor, ""
    if offset == 0 and not atom.which:
        return published.year, anchor, ""
    near = (tense == "" and 0 < offset <= 2) or (tense == "near" and offset <= 6)
    why = "" if tense else "no verb says whether it was or is to come"
    return (this + offset - (0 if near else 12)) // 12, anchor, why


def _nearest_day(atom: Atom, published: Publication, tense: str) -> int | None:
    year, day = published.year or 0, published.date
    assert_day = (atom.month or 1, atom.day or 1)
    this = (published.month or 1, published.day or 1)
    if atom.weekday is not None:
        return _match_weekday(atom, year)
    ahead = _days_between(day, year, assert_day)
    if tense == "near":
        return year + ((ahead or 0) < -183) - ((ahead or 0) > 183)
    if tense == "future":
        return year if ahead is None or ahead >= -7 else year + 1
    if assert_day <= this:
        return year + 1 if tense == "" and (ahead or 0) < -330 else year
    # "It has until April 29": a bound so near is one to come, whatever the verb says.
    reach = 3 if tense == "past" and atom.lead not in ("by", "until") else 60
    return year if (ahead or 0) <= reach else year - 1


def _days_between(day: date | None, year: int, month_day: tuple[int, int]) -> int | None:
    try:
        return (date(year, *month_day) - day).days if day else None
    except ValueError:
        return None


def _match_weekday(atom: Atom, year: int) -> int:
    for candidate in (year, year - 1, year + 1):
        try:
            if date(candidate, atom.month or 1, atom.day or 1).weekday() == atom.weekday:
                return candidate
        except ValueError:
            continue
    return year


def _resolve_weekday(atom: Atom, context: Context) -> Reading:
    day = context.published.date
    if day is None or atom.weekday is None:
        return Reading(None, "", say_lack(context))
    back, ahead = (day.weekday() - atom.weekday) % 7, (atom.weekday - day.weekday()) % 7
    if atom.which == "last":
        offset = -(back or 7)
    elif atom.which in ("next", "following"):
        offset = ahead or 7
    elif atom.which == "this":
        offset = atom.weekday - day.weekday()
    else:
        offset = ahead if context.find_tense(atom) in ("future", "near") else -back
    told = add_days(day, offset)
    return Reading(write_day(told) if told else None, from_publication(context), "", True)


def _resolve_day(atom: Atom, context: Context) -> Reading:
    day = context.published.date
    if day is None:
        return Reading(None, "", say_lack(context))
    told = add_days(day, atom.number or 0)
    return Reading(write_day(told) if told else None, from_publication(context), "", True)


def _resolve_years(atom: Atom, context: Context) -> Reading:
    return Reading(f"{atom.year}/{atom.last}")


def _resolve_numeric(atom: Atom, context: Context) -> Reading:
    """02/11/25: the month first, or the day, if the text or the publication tells."""
    one, other, published = atom.month or 1, atom.day or 1, context.published.date
    if context.has_month_first():
        edtf = _write(atom.year, atom)
        return Reading(keep_valid(edtf), "", "read with the month first, as elsewhere in the text")
    days = [f"{atom.year:04}-{month:02}-{day:02}" for month, day in ((one, other), (other, one))]
    over = [day for day in days if published and day <= write_day(published)]
    if len(over) == 1 and context.find_tense(atom) == "past":
        return Reading(over[0], "", "the other order of day and month lies after publication")
    return Reading(None, "", atom.why)


def _resolve_decade(atom: Atom, context: Context) -> Reading:
    return Reading(f"{(atom.year or 0) // 10}X")


def _resolve_century(atom: Atom, context: Context) -> Reading:
    return Reading(f"{(atom.year or 0) // 100}XX")


def _resolve_season(atom: Atom, context: Context) -> Reading | None:
    published = context.published
    if not published.year or not published.month:
        return Reading(None, "", say_lack(context))
    first = {21: 3, 22: 6, 23: 9, 24: 12}[atom.code or 21]
    this, tense = count_month(published.year, published.month), context.find_tense(atom)
    starts = [count_month(published.year + step, first) for step in (-2, -1, 0, 1, 2)]
    begun = [start for start in starts if start <= this]
    ahead = [start for start in starts if start + 2 >= this]
    if atom.which == "this":
        start = begun[-1] if begun[-1] + 2 >= this or tense == "past" else ahead[0]
    elif atom.which == "last":
        start = [start for start in starts if start + 2 < this][-1]
    elif atom.which == "next":
        start = next(start for start in starts if start > this)
    else:
        start = ahead[0] if tense == "future" else begun[-1]
    return Reading(f"{start // 12:04}-{atom.code}", from_publication(context))


RESOLVERS: dict[str, Callable[[Atom, Context], Reading | None]] = {
    "date": _resolve_date,
    "weekday": _resolve_weekday,
    "day": _resolve_day,
    "years": _resolve_years,
    "numeric": _resolve_numeric,
    "decade": _resolve_decade,
    "century": _resolve_century,
    "season": _resolve_season,
}
