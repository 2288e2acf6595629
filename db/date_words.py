"""Dates in a text, as English and Chinese news write them, and whether words tell a date.

A date may name its year, month and day, or a part of a year ("early", "q1", "h2", "spring"), each
only where its words do. What is counted from another day ("last week") is found, but names nothing.
"31/07/2024" is read in the one order that is possible, "05/03/2024" in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from db.text import level_letters

FULL_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
MONTH_OF = {
    **{name: at for at, name in enumerate(FULL_NAMES, start=1)},
    **{name[:3]: at for at, name in enumerate(FULL_NAMES, start=1)},
    "sept": 9,
}
ORDER = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_PARTS = {
    "early": "early", "beginning": "start", "start": "start", "mid": "mid", "middle": "mid",
    "late": "late", "end": "end", "year": "end", "spring": "spring", "summer": "summer",
    "autumn": "autumn", "fall": "autumn", "winter": "winter",
}  # fmt: skip


class DateWords(NamedTuple):
    """Characters start..end of a text, and what of a date they name."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None


# "May" and "March" are verbs, too, in small letters.
_VERBS = ("march", "may", "mar")
_MONTH = "(?-i:March|MARCH|Mar|MAR|May|MAY)|" + "|".join(
    sorted(MONTH_OF.keys() - _VERBS, key=lambda word: (-len(word), word))
)
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"
_SHORT = r"['’](?P<short>\d\d)"  # '24, but only behind a month or a quarter: "the '24 season"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DAY_2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?"
_NAME = rf"(?P<name>{_MONTH})\b\.?"
_TO = r"\s*(?:[-–—]|\bto\b|\band\b|\bor\b)\s*"
_THIRD = r"early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)(?:\s+of)?"
_THE_YEAR = r"(?:the\s+year\s+)?"
_SURE_NAMES = "|".join(name for name in FULL_NAMES if name not in _VERBS)
# Alone, "May" and "March" may begin a sentence: they are months only after one of these words.
_LEADS = r"in|of|since|by|until|till|from|to|through|during|last|this|next|early|mid|late|as\s+of"
_SEASON = "spring|summer|autumn|fall|winter"
_FISCAL = r"fiscal\s+(?:year\s+)?|FY\s?"
_PART_OF_YEAR = (
    rf"(?P<order>{'|'.join(ORDER)})[\s-]+(?P<fiscal2>fiscal[\s-]+)?(?P<kind>quarter|half)"
    r"|(?P<letter>(?-i:[QH]))(?P<nth>[1-4])"
)
# Whatever the order of the words, a quarter of a fiscal year is none of the calendar.
_FISCAL_BEFORE = rf"(?P<fiscal0>(?:{_FISCAL})['’]?(?:(?:\d\d)?\d\d[\s-]+)?(?:the\s+)?[\s-]*)?"
_OF_A_YEAR = (
    rf"(?:,?\s+(?:of\s+)?(?:the\s+)?(?P<fiscal>{_FISCAL})?{_YEAR}\b"
    r"|,?\s+(?:of\s+)?(?:the\s+)?(?P<fiscal3>fiscal(?:\s+year)?|FY)\s?['’]?(?P<short2>\d\d)?\b"
    rf"|\s?{_SHORT}\b)?"
)
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2024-08-02, 2024-08, 02.08.2024, 8/2/24, 08/2024
        rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])",
        rf"(?<![\d/.])(?P<one>[0-3]?\d)(?P<sign>[/.])(?P<other>[0-3]?\d)(?P=sign){_YEAR}(?!\d)",
        r"(?<![\d/.])(?P<one>[0-3]?\d)/(?P<other>[0-3]?\d)/(?P<short>\d\d)(?![\d/])",
        rf"(?<![\d/.])(?P<month>0?[1-9]|1[0-2])/{_YEAR}(?![\d/])",
        # 2024年8月2日, 8月2日
        rf"{_YEAR}\s?年(?:\s?(?P<month>[01]?\d)\s?月(?:\s?(?P<day>[0-3]?\d)\s?[日号])?)?",
        r"(?<![\d年])(?P<month>1[0-2]|0?[1-9])\s?月(?:\s?(?P<day>[0-3]?\d)\s?[日号])?",
        # August 2nd, 2024; August 2-3; 2 August 2024; 2 and 3 August; early August 2024; Aug. '24
        rf"\b{_NAME}\s+{_DAY}\b(?!\s*(?:%|percent))(?:,?\s+{_YEAR}\b)?",
        rf"\b{_NAME}\s+{_DAY}{_TO}{_DAY_2}\b(?!\s*(?:%|percent))(?:,?\s+{_YEAR}\b)?",
        rf"\b{_DAY}\s+(?:of\s+)?{_NAME}(?:,?\s+{_YEAR}\b)?",
        rf"\b{_DAY}{_TO}{_DAY_2}\s+(?:of\s+)?{_NAME}(?:,?\s+{_YEAR}\b)?",
        rf"\b(?:(?P<part>{_THIRD})[\s-]+)?{_NAME},?\s+(?:of\s+)?(?:{_YEAR}|{_SHORT})\b",
        # the third quarter of fiscal 2025, Q3 2025, H1, 2024Q3, 1Q24, the first six months of 2024
        rf"\b{_FISCAL_BEFORE}(?:{_PART_OF_YEAR})\b{_OF_A_YEAR}",
        rf"\b{_YEAR}[-\s]?(?P<letter>(?-i:[QH]))(?P<nth>[1-4])\b",
        rf"\b(?P<nth>[1-4])(?P<letter>(?-i:[QH]))(?:\s?(?:{_YEAR}|['’]?(?P<short>\d\d)))?\b",
        rf"\bfirst\s+(?P<months>three|six)\s+months(?:\s+of\s+{_YEAR}\b)?",
        # mid-2024, the end of 2023, summer of 2024, early in 2024; early this year, last summer
        rf"\b(?P<part>{_THIRD}|year[\s-]end|{_SEASON})[\s-]+(?:(?:of|in)\s+)?{_THE_YEAR}{_YEAR}\b",
        rf"\b(?P<part>{_THIRD})[\s-]+(?:in\s+)?(?:this|last|next|the)\s+year\b",
        rf"\b(?:this|last|next|that|past|in\s+the)\s+(?P<part>{_SEASON})\b",
        # 2023-24
        rf"(?<![\d-]){_YEAR}[-–/](?P<next>\d\d)(?![\d-])",
        # the 21st century, the 2010s, 2024, FY2024, FY24
        r"\b(?P<century>1[6-9]|2[01])(?:th|st)[\s-]century\b",
        r"\b(?P<decade>(?:1[5-9]|20|21)\d)0s\b",
        rf"\b(?:FY\s?)?{_YEAR}\b(?!\s*(?:percent|%|employees|people|users))",
        r"\b(?-i:FY)\s?['’]?(?P<short>\d\d)\b",
        # in May, August
        rf"\b(?P<lead>{_LEADS})[\s-]+(?:the\s+)?(?P<name>{_MONTH})\b",
        rf"\b(?P<name>{_SURE_NAMES})\b",
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
    """Every date in the order of the text, the longest reading of each, or both if it has two."""
    text = level_letters(text)
    found: list[DateWords] = []
    for date in sorted(set(_find_all(text)), key=_rank):
        last = found[-1] if found else None
        same = last is not None and date[:2] == last[:2] and _count(date) == _count(last)
        if last is None or date.start >= last.end or same:
            found.append(date)
    return _share_years(text, [_mark_fiscal(text, date) for date in found])


def _mark_fiscal(text: str, date: DateWords) -> DateWords:
    counted = date.part is not None and date.part[0] in "qh" and date.part[1:].isdigit()
    after = counted and _FISCAL_AFTER.match(text, date.end)
    return date._replace(part="fiscal") if after else date


_FISCAL_AFTER = re.compile(
    r",?\s+(?:(?:of|in|the|its|their|\d{4}|'?\d\d)\s+){0,3}(?:fiscal|FY)", re.IGNORECASE
)
_JOINED = re.compile(
    r"\s*(?:[-–—/]|,\s*(?:and\s+|or\s+)?|\b(?:and|or|to|through)\b)\s*(?:the\s+)?",
    re.IGNORECASE,
)


def _share_years(text: str, dates: list[DateWords]) -> list[DateWords]:
    """Of dates in a row, as "May and June 2023", all take the year of the last."""
    shared = list(dates)
    for at in range(len(shared) - 2, -1, -1):
        date, after = shared[at], shared[at + 1]
        bare = date.year is None and (date.month is not None or _is_part(date.part))
        alike = (date.month is None) == (after.month is None) and after.year is not None
        # "December to March 2023" began in the year before.
        later = (date.month or 0) > (after.month or 0)
        if bare and alike and not later and _JOINED.fullmatch(text, date.end, after.start):
            part = "fiscal" if after.part == "fiscal" else date.part
            shared[at] = date._replace(year=after.year, part=part)
    return shared


def _is_part(part: str | None) -> bool:
    return part is not None and part != "relative" and not part.isdigit()


def _rank(date: DateWords) -> tuple[int | str, ...]:
    named = (str(one) for one in date[2:])
    return (date.start, -date.end, -_count(date), *named)


def _count(date: DateWords) -> int:
    """How much of a date is named."""
    return sum(one is not None for one in date[2:])


def _find_all(text: str) -> Iterator[DateWords]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield from _read(match)
    for match in _RELATIVE.finditer(text):
        yield DateWords(match.start(), match.end(), part="relative")


def _read(match: re.Match[str]) -> Iterator[DateWords]:
    given = {name: value for name, value in match.groupdict().items() if value}
    start, end = match.start("name" if "lead" in given else 0), match.end()
    year, month, part = _read_year(given), _read_month(given), _read_part(given)
    if "one" in given:
        one, other = int(given["one"]), int(given["other"])
        yield from _read_both_orders(DateWords(start, end, year), one, other)
    elif "day2" in given:
        second = match.start("day2")
        yield DateWords(start, second, year, month, int(given["day"]))
        yield DateWords(second, end, year, month, int(given["day2"]))
    elif "next" in given:
        if year and int(given["next"]) == year % 100 + 1 and int(given["next"]) > 12:
            yield DateWords(start, match.end("year"), year)
            yield DateWords(match.start("next"), end, year + 1)
    else:
        day = int(given["day"]) if "day" in given else None
        yield DateWords(start, end, year, month, day, part)


def _read_both_orders(date: DateWords, one: int, other: int) -> Iterator[DateWords]:
    for month, day in {(one, other), (other, one)}:
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield date._replace(month=month, day=day)


def _read_year(given: dict[str, str]) -> int | None:
    if "year" in given:
        return int(given["year"])
    if short := given.get("short") or given.get("short2"):
        return 2000 + int(short)
    if "decade" in given:
        return int(given["decade"]) * 10
    return (int(given["century"]) - 1) * 100 if "century" in given else None


def _read_month(given: dict[str, str]) -> int | None:
    if "name" in given:
        return MONTH_OF[given["name"].lower()]
    return int(given["month"]) or None if "month" in given else None


def _read_part(given: dict[str, str]) -> str | None:
    if any(name.startswith("fiscal") for name in given):
        return "fiscal"
    for name in ("decade", "century"):
        if name in given:
            return name
    if "part" in given:
        return _PARTS[re.split(r"[\s-]", given["part"].lower().removeprefix("the "))[0]]
    if "months" in given:
        return {"three": "q1", "six": "h1"}[given["months"].lower()]
    if "kind" in given:
        return f"{given['kind'][0].lower()}{ORDER[given['order'].lower()]}"
    return f"{given['letter'].lower()}{given['nth']}" if "letter" in given else None


_STEM = re.compile(r"[?~%]*(\d{4}|\d{3}X|\d{2}XX)(?:-[?~%]*(\d\d|XX))?(?:-[?~%]*(\d\d|XX))?")
# "Early" and "late" are thirds of a year, no months; its start and end may be either.
_TELLING = {
    1: ("start",), 12: ("end",), 21: ("spring",), 22: ("summer",), 23: ("autumn",),
    24: ("winter",), 37: ("early", "start"), 38: ("mid",), 39: ("late", "end"),
    **{32 + nth: (f"q{nth}",) for nth in range(1, 5)}, 40: ("h1",), 41: ("h2",),
}  # fmt: skip


def find_unread(edtf: str, dates: Iterable[DateWords]) -> list[str]:
    """The ends of a date (EDTF) of which the words do not name the most exact part."""
    dates = list(dates)
    ends = [end for end in edtf.split("/") if end not in ("", "..")]
    return [end for end in ends if not any(_tells(date, end) for date in dates)]


def _tells(date: DateWords, end: str) -> bool:
    match = _STEM.match(end)
    if match is None:
        return False
    year, month, day = (None if part == "XX" else part for part in match.groups())
    if year is None or year.endswith("X"):
        part = "century" if year is None or year.endswith("XX") else "decade"
        return date.part == part and str(date.year).startswith((year or "").rstrip("X"))
    if month is None:
        return date.year == int(year) and date.part not in ("decade", "century")
    if date.year not in (None, int(year)):
        return False
    if day is not None:
        return (date.month, date.day) == (int(month), int(day))
    return _tells_part(date, int(month))


def _tells_part(date: DateWords, part: int) -> bool:
    """Whether words tell a month, or a season, quarter, third or half by its EDTF number."""
    if date.month is not None:
        return date.month == part
    return date.part in _TELLING.get(part, ())
