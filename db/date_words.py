"""Dates in a text, as English and Chinese news write them, and whether words tell a date.

A date may name its year, month and day, or a part of a year ("early", "q1", "h2", "spring"), each
only where its words do. What is counted from another day ("last week") is found, but names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH_OF = {
    **{name: at for at, name in enumerate(_MONTHS, start=1)},
    **{name[:3]: at for at, name in enumerate(_MONTHS, start=1)},
    "sept": 9,
}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PARTS = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "spring": "spring", "summer": "summer", "autumn": "autumn",
    "fall": "autumn", "winter": "winter",
}  # fmt: skip


class DateWords(NamedTuple):
    """Characters start..end of a text, and what of a date they name."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None


_MONTH = "|".join(sorted(_MONTH_OF, key=lambda word: (-len(word), word)))
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_NAME = rf"(?P<name>{_MONTH})\b\.?"
_EDGE = r"(?:beginning|start|middle|end)\s+of"
_FULL_NAMES = "|".join(name for name in _MONTHS if name not in ("march", "may"))
# "May" and "March" are verbs, too: alone they are months only after one of these words.
_LEADS = r"in|of|since|by|until|till|from|to|through|during|last|this|next|early|mid|late|as\s+of"
_SEASON = "spring|summer|autumn|fall|winter"
_FISCAL = r"fiscal\s+(?:year\s+)?|FY\s?"
_PART_OF_YEAR = (
    rf"(?P<order>{'|'.join(_ORDER)})[\s-]+(?P<kind>quarter|half)|(?P<letter>[QH])(?P<nth>[1-4])"
)
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2024-08-02, 2024-08
        rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])",
        # 2024年8月2日
        rf"{_YEAR}\s?年(?:\s?(?P<month>[01]?\d)\s?月(?:\s?{_DAY}\s?日)?)?",
        # August 2nd, 2024; 2 August 2024; early August 2024
        rf"\b{_NAME}\s+{_DAY}(?:st|nd|rd|th)?\b(?!\s*(?:%|percent))(?:,?\s+{_YEAR}\b)?",
        rf"\b{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_NAME}(?:,?\s+{_YEAR}\b)?",
        rf"\b(?:(?P<part>early|mid|late|{_EDGE})[\s-]+)?{_NAME},?\s+(?:of\s+)?{_YEAR}\b",
        # the third quarter of fiscal 2025, Q3 2025, H1
        rf"\b(?:{_PART_OF_YEAR})\b(?:,?\s+(?:of\s+)?(?:the\s+)?(?P<fiscal>{_FISCAL})?{_YEAR}\b)?",
        # mid-2024, the end of 2023, summer of 2024
        rf"\b(?P<part>early|mid|late|{_SEASON}|(?:the\s+)?{_EDGE})[\s-]+(?:of\s+)?{_YEAR}\b",
        # the 2010s, 2024, FY2024
        r"\b(?P<decade>(?:1[5-9]|20|21)\d)0s\b",
        rf"\b(?:FY\s?)?{_YEAR}\b(?!\s*(?:percent|%|employees|people|users))",
        # in May, August
        rf"\b(?P<lead>{_LEADS})[\s-]+(?:the\s+)?(?P<name>{_MONTH})\b",
        rf"\b(?P<name>{_FULL_NAMES})\b",
    )
]
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|now|currently|recently"
    r"|(?:last|this|next|past|previous|coming)\s+(?:(?:few|several|ten|two|three|\d+)\s+)?"
    r"(?:week|month|quarter|year|decade)s?"
    r"|(?:a\s+few|several|two|three|ten|\d+)\s+(?:day|week|month|year)s?\s+(?:ago|later|earlier)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)


def find_dates(text: str) -> list[DateWords]:
    """Every date in the order of the text, the longest reading of each."""
    found: list[DateWords] = []
    for date in sorted(_find_all(text), key=lambda date: (date.start, -date.end)):
        if not found or date.start >= found[-1].end:
            found.append(date)
    return found


def _find_all(text: str) -> Iterator[DateWords]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield _read(match)
    for match in _RELATIVE.finditer(text):
        yield DateWords(match.start(), match.end(), part="relative")


def _read(match: re.Match[str]) -> DateWords:
    given = {name: value for name, value in match.groupdict().items() if value}
    month = _MONTH_OF[given["name"].lower()] if "name" in given else int(given.get("month", 0))
    year = int(given["year"]) if "year" in given else None
    if "decade" in given:
        return DateWords(*match.span(), int(given["decade"]) * 10, part="decade")
    day = int(given["day"]) if "day" in given else None
    start = match.start("name" if "lead" in given else 0)
    return DateWords(start, match.end(), year, month or None, day, _read_part(given))


def _read_part(given: dict[str, str]) -> str | None:
    if "part" in given:
        word = given["part"].lower().removeprefix("the ").split()[0]
        return _PARTS[word]
    if "fiscal" in given:
        return "fiscal"
    if "kind" in given:
        return f"{given['kind'][0].lower()}{_ORDER[given['order'].lower()]}"
    return f"{given['letter'].lower()}{given['nth']}" if "letter" in given else None


_STEM = re.compile(r"[?~%]*(-?\d{4}|\d{3}X|\d{2}XX)(?:-([?~%]*\d\d|XX))?(?:-([?~%]*\d\d|XX))?")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_THIRDS = {37: "early", 38: "mid", 39: "late"}


def find_unread(edtf: str, dates: Iterable[DateWords]) -> list[str]:
    """The ends of a date (EDTF) of which the words do not name the most exact part."""
    dates = list(dates)
    ends = [end for end in edtf.split("/") if end not in ("", "..")]
    return [end for end in ends if not any(_tells(date, end) for date in dates)]


def _tells(date: DateWords, end: str) -> bool:
    match = _STEM.match(end.split("T")[0])
    if match is None:
        return False
    year, month, day = (part and part.strip("?~%") for part in match.groups())
    if year and year.endswith("X"):
        return date.part == "decade" and str(date.year)[:3] == year[:3]
    same_year = date.year is None or date.year == int(year)
    if day is not None:
        return same_year and (date.month, date.day) == (int(month), int(day))
    if month is None:
        return date.year == int(year)
    return same_year and _tells_month(date, int(month))


def _tells_month(date: DateWords, month: int) -> bool:
    """Whether words tell a month, or a season, quarter, third or half by its EDTF number."""
    if month <= 12:
        edge = {1: "early", 12: "late"}.get(month)
        return date.month == month or (
            date.month is None and edge is not None and date.part == edge
        )
    if month in _SEASONS or month in _THIRDS:
        return date.month is None and date.part == (_SEASONS | _THIRDS)[month]
    if month <= 36:
        return date.part == f"q{month - 32}"
    return date.part == f"h{month - 39}"
