"""Quarters, halves and the first months of a year, by their numbers."""

from __future__ import annotations

import re

from ingest.dates.atoms import (
    NUMBERS,
    QUARTERS,
    SHORT,
    YEAR,
    Atom,
    groups,
    pattern,
    read_count,
    read_year,
    read_year_from,
)

_TAIL = (
    r"(?:(?:,|)(?: of)? (?:the )?(?P<fy>fiscal (?:year )?|financial year |FY\s?)?"
    r"(?P<year>20\d\d)[-–/](?P<next>(?:20)?\d\d)(?![\w%-]|[.,]\d)"
    r"(?: fiscal(?: year)?| financial year)?"
    rf"|(?:,|) (?:of )?(?:the |its |their )?(?P<fy>fiscal (?:year )?|financial year |FY\s?)?"
    rf"(?:{YEAR}|{SHORT})"
    r"|(?:[\s-]?| of (?:the )?)(?P<fy>FY)[\s-]?['’]?(?:(?P<year>20\d\d)|(?P<short>\d\d))(?!\w)"
    r"| (?:of )?(?P<of_year>this|last|next|the|that) (?P<fy>fiscal |financial )?year\b"
    r"| of (?:the )?(?P<of_year>current|prior|previous|same|last|this) "
    r"(?:(?P<fy>fiscal |financial )?year|(?P<fy>fiscal))\b"
    r"|(?: of(?: its| their| the)?)? (?P<fy>fiscal(?: year)?|financial year)\b"
    r"|\s?['’](?P<short>\d\d)(?!\w)"
    r"| (?P<short>2\d)(?!\w|[.,]\d|\s?%|\s(?:\w+illion|bn|mn|per|percent|people|of)\b))?"
)
_ORDER = pattern(
    rf"(?P<order>{'|'.join(QUARTERS)}|last)[\s-](?P<fq>fiscal[\s-])?(?P<kind>quarter|half)"
    rf"(?:(?<=r)s)?(?!\w)"
    rf"(?! (?:of|in) (?!(?:its|their) (?:fiscal|financial)\b"
    rf"|the (?:year|fiscal|financial|current|prior|previous|same|last|20\d\d)\b"
    rf"|this|last|next|current|(?:19|20|21)\d\d|fiscal|FY|calendar|[JFMASOND][a-z]+ ))"
    rf"{_TAIL}"
)
# Of "the second or third quarter", the second takes its kind from what follows.
_ORDERS = pattern(
    rf"(?P<order>{'|'.join(QUARTERS)})(?=(?: and| or| to|-to-|[-–]) ?(?:the )?"
    rf"(?:{'|'.join(QUARTERS)})[\s-](?P<kind>quarter|half))"
)
_LETTER = pattern(
    rf"(?P<letter>[QH])(?P<nth>[1-4])(?:(?P<fy>FY)['’]?(?:(?P<year>20\d\d)|(?P<short>\d\d))(?!\w)"
    rf"|(?!\w){_TAIL})"
)
_LETTER_LAST = pattern(
    rf"(?P<nth>[1-4])(?P<letter>(?-i:[QH]))(?:(?:\s?(?P<fy>FY))?\s?['’]?(?:(?P<year>20\d\d)"
    rf"|(?P<short>\d\d))(?!\w)|(?: {YEAR})?(?!\w))"
)
_YEAR_LETTER = pattern(r"(?P<year>(?:19|20|21)\d\d)[-\s]?(?P<letter>[QH])(?P<nth>[1-4])(?!\w)")
_MONTHS_OF = pattern(
    rf"first (?P<months>{'|'.join(NUMBERS)}|\d\d?) (?P<unit>months|quarters)(?!\w)"
    rf"(?:(?: of|,)? (?:{YEAR}"
    r"|(?:of )?(?P<of_year>this|last|the) (?P<fy>fiscal |financial )?year\b))?"
)
_NO_LENGTH = pattern(r" (?:of|after|since|on|in|at|with|as)\b")


def read_quarter(text: str, at: int) -> Atom | None:
    """A quarter or half by its number, as in "third quarter of fiscal 2025", "H1" or "Q3 FY24"."""
    if match := _LETTER.match(text, at):
        return _read_quarter(match)
    if match := _MONTHS_OF.match(text, at):
        found = groups(match)
        months = (read_count(found["months"]) or 0) * (3 if found["unit"] == "quarters" else 1)
        dated = not {"year", "of_year"}.isdisjoint(found)
        if not 2 <= months <= 11 or (not dated and _NO_LENGTH.match(text, match.end())):
            return None
        atom = Atom(at, match.end(), "months", read_year(match), number=months)
        return atom._replace(year_from=read_year_from(match), fiscal="fy" in found)
    match = _ORDER.match(text, at) or _ORDERS.match(text, at)
    return _read_quarter(match) if match else None


def read_counted_quarter(text: str, at: int) -> Atom | None:
    """A quarter or half that begins with digits, as in "2024Q3" or "1Q24"."""
    match = _YEAR_LETTER.match(text, at) or _LETTER_LAST.match(text, at)
    return _read_quarter(match) if match else None


def _read_quarter(match: re.Match[str]) -> Atom | None:
    found = groups(match)
    quarter = (found.get("letter") or found["kind"])[0] == "q"
    nth = int(found["nth"]) if "nth" in found else QUARTERS.get(found["order"], 4)
    if not quarter and nth > 2:
        return None
    year, later = read_year(match), found.get("next", "")
    prior = found.get("of_year") in ("prior", "previous", "same")
    if later:  # "of 2024-25", a year that is named by both of its years
        if year is None or int(later[-2:]) != (year + 1) % 100:
            return None
        year += 1
    return Atom(
        match.start(),
        match.end(),
        "quarter",
        year,
        code=nth if quarter else nth + 10,
        year_from=read_year_from(match),
        which="previous" if prior else "",
        fiscal=bool(later) or "fy" in found or "fq" in found,
    )
