"""Dates in a text, and what they tell, counted from its publication and the dates before them.

Repeated times ("every year"), lengths ("for three years") and vague words ("recently") are no
dates. Without a date of publication what depends on it stays unresolved, never today's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from db.text import level_letters
from ingest.dates.atoms import Atom
from ingest.dates.calendars import (
    add_days,
    first_of,
    keep_valid,
    last_of,
    read_publication,
    write_day,
    write_month,
)
from ingest.dates.context import Context, Reading
from ingest.dates.counted import COUNTED
from ingest.dates.fiscal import PERIODS, resolve_fiscal_unit
from ingest.dates.grammar import find_atoms
from ingest.dates.resolve import RESOLVERS
from ingest.found import FoundDate

_KINDS = {**RESOLVERS, **COUNTED, **PERIODS}
_DASH = re.compile(r"\s?[-–—]\s?(?:to[-–])?|\s(?:to|through|until|till)\s(?:the\s)?", re.IGNORECASE)
_AND = re.compile(r"\sand\s(?:the\s)?", re.IGNORECASE)
_LIST = re.compile(r",?\s(?:and|or|to)\s(?:the\s)?|\s?/\s?|,\s|\s?[-–—&]\s?", re.IGNORECASE)
# What slips "from May to June" is moved, and lasts no two months.
_MOVED = re.compile(
    r"\b(?:delay\w*|mov\w+|push\w*|postpon\w+|brought forward|reschedul\w+|chang\w+|shift\w*"
    r"|put back"
    r"|extend\w*|defer\w*|advanc\w+)\b[^.]{0,30}\bfrom\s(?:the\s)?$",
    re.IGNORECASE,
)
_NOT_SPANS = ("numeric", "ago", "shifted", "past", "ahead", "in")


def find_dates(
    text: str,
    published: str | None = None,
    fiscal: Callable[[int], int | None] | None = None,
) -> list[FoundDate]:
    """The dates of a text in its order, none overlapping; raises EdtfError for `published`.

    `fiscal` tells the month in which the fiscal year ends of the company that a place is about.
    """
    plain = level_letters(text)
    context = Context(plain, read_publication(published), fiscal)
    found: list[FoundDate] = []
    atoms = _share_years(plain, find_atoms(plain))
    at = 0
    while at < len(atoms):
        pair = atoms[at : at + 2]
        if len(pair) == 2 and (span := _read_span(plain, pair[0], pair[1], context)):
            found.append(span)
            at += 2
            continue
        if one := _read_one(atoms[at], context):
            found.append(one)
        at += 1
    return found


def _read_one(atom: Atom, context: Context) -> FoundDate | None:
    reading = _read(atom, context)
    if reading is None:
        return None
    edtf = _bound(reading.edtf, atom)
    if edtf is None or ("XXXX" not in edtf and keep_valid(edtf) is None):
        edtf, reading = None, reading._replace(why=reading.why or "there is no such date")
    context.remember(atom.start, reading._replace(edtf=edtf), told=atom.year is not None)
    return FoundDate(atom.start, atom.end, edtf, reading.anchor if edtf else "", reading.why)


def _read(atom: Atom, context: Context) -> Reading | None:
    if atom.kind == "unit" and (atom.fiscal or _is_own_quarter(atom, context)):
        return resolve_fiscal_unit(atom, context)
    return _KINDS[atom.kind](atom, context)


def _is_own_quarter(atom: Atom, context: Context) -> bool:
    """Whether a quarter counted from the publication is one of a company, not of the calendar."""
    if atom.unit != "quarter" or atom.part or atom.which not in ("last", "this", "next"):
        return False
    return (context.find_fiscal(atom.start) or 12) % 3 > 0


def _bound(edtf: str | None, atom: Atom) -> str | None:
    """The date with its bound, as "since" and "by" make it."""
    if edtf is None:
        return None
    if atom.approximate and "/" not in edtf and not edtf.endswith("~"):
        return f"{edtf}~"
    if ".." in edtf or not atom.lead or atom.lead in ("from", "between"):
        return edtf
    if atom.lead in ("since", "after"):
        return f"{first_of(edtf) if atom.lead == 'since' else last_of(edtf)}/.."
    if atom.lead == "before" and not atom.part:
        return f"../{_step_back(first_of(edtf))}"
    return f"../{last_of(edtf)}"


def _step_back(edtf: str) -> str:
    """The day, month or year before."""
    if re.fullmatch(r"\d{4}", edtf):
        return f"{int(edtf) - 1:04}"
    if re.fullmatch(r"\d{4}-(?:0\d|1[0-2])", edtf):
        return write_month(int(edtf[:4]) * 12 + int(edtf[5:]) - 2)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        from datetime import date

        before = add_days(date.fromisoformat(edtf), -1)
        return write_day(before) if before else edtf
    return edtf


def _read_span(text: str, first: Atom, last: Atom, context: Context) -> FoundDate | None:
    """Two dates that are the ends of one, as in "from March to June 2024"."""
    if last.lead not in ("", "until", "by") or first.kind in _NOT_SPANS or last.kind in _NOT_SPANS:
        return None
    if first.lead not in ("", "from", "between", "since") or (
        first.weekday is not None and last.weekday is None
    ):
        return None
    gap = text[first.end : last.start] + (text[last.start : last.start + 8] if last.lead else "")
    joined = (
        _AND.fullmatch(text, first.end, last.start)
        if first.lead == "between"
        else _DASH.fullmatch(text, first.end, last.start)
    )
    if last.lead == "until" and gap.strip().lower().startswith(("until", "till", "through")):
        joined = joined or re.fullmatch(r"\s", text[first.end : last.start])
    if joined is None or (
        first.lead == "from" and _MOVED.search(text, max(0, first.start - 60), first.start)
    ):
        return None
    end = _read(last._replace(lead=""), context)
    if end and end.edtf and first.month and first.year is None and end.edtf[:4].isdigit():
        first = first._replace(year=int(end.edtf[:4]) - (_order(first) > _order(last)))
    through = "through" in gap and first.lead not in ("from", "between")
    if through and (first.month is None) != (last.month is None):
        return None  # "2024 through December 2032"
    start = _read(first, context)
    if start is None or end is None or start.edtf is None or end.edtf is None:
        return None
    edtf = f"{first_of(start.edtf)}/{last_of(end.edtf)}"
    if "XXXX" not in edtf and keep_valid(edtf) is None:
        return None
    place = first.start
    if first.lead == "from":
        before = re.search(
            r"\bfrom\s{1,3}(?:the\s)?$", text[max(0, place - 12) : place], re.IGNORECASE
        )
        place = max(0, place - 12) + before.start() if before else place
    reading = Reading(edtf, start.anchor or end.anchor, start.why or end.why)
    context.remember(place, reading, told=last.year is not None)
    return FoundDate(place, last.end, edtf, reading.anchor, reading.why)


def _share_years(text: str, atoms: list[Atom]) -> list[Atom]:
    """Of dates in a row, as "May and June 2023", all take the year of the one that names it."""
    shared = list(atoms)
    for at in range(len(shared) - 2, -1, -1):
        one, two = shared[at], shared[at + 1]
        if not _are_alike(one, two) or two.start - one.end > 12:
            continue
        if not _LIST.fullmatch(text, one.end, two.start):
            continue
        later = _order(one) > _order(two)
        if one.year is None and two.year is not None:
            shared[at] = one._replace(year=two.year - later, year_from=None, fiscal=two.fiscal)
    for at in range(1, len(shared)):
        one, two = shared[at - 1], shared[at]
        joined = _are_alike(one, two) and _DASH.fullmatch(text, one.end, two.start)
        if joined and one.year is not None and two.year is None and two.year_from is None:
            shared[at] = two._replace(year=one.year + (_order(one) > _order(two)))
    return shared


def _are_alike(one: Atom, two: Atom) -> bool:
    if one.kind != two.kind or one.kind not in ("date", "quarter"):
        return False
    return _order(one) > (0, 0) and _order(two) > (0, 0) and one.year_from is None


def _order(atom: Atom) -> tuple[int, int]:
    return atom.month or atom.code or 0, atom.day or 0
