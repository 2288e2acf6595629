"""What the words of a date name, before anything is counted from another date."""

from __future__ import annotations

import re
from typing import NamedTuple

from db.date_words import MONTH_OF, ORDER

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_OF = {name: at for at, name in enumerate(WEEKDAYS)}
WEEKDAY_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
    "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty-six": 26, "twenty-seven": 27, "twenty-four": 24, "thirty-six": 36, "thirty-nine": 39,
    "forty": 40, "fifty-two": 52, "fifty-three": 53, "twenty": 20, "thirty": 30, "fifty": 50,
}  # fmt: skip
VAGUE = ("few", "several", "couple", "some", "many")
QUARTERS = {**ORDER, "final": 4}


class Atom(NamedTuple):
    """Characters start..end, and what they name; `kind` says how the rest is to be read.

    `year_from` is a year counted from that of publication; `last` the second day or year of a
    range within the words; `lead` the word before that makes it a bound, `part` early, mid, late.
    """

    start: int
    end: int
    kind: str = "date"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    code: int | None = None
    last: int | None = None
    year_from: int | None = None
    weekday: int | None = None
    which: str = ""
    number: int | None = None
    unit: str = ""
    fiscal: bool = False
    approximate: bool = False
    lead: str = ""
    part: str = ""
    why: str = ""


SP = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t]?\r?\n[ \t]{0,3})"  # at most one line break
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)(?![\w]|[.,]\d)"
SHORT = r"['’](?P<short>\d\d)(?!\w)"
NAME = rf"(?P<name>{'|'.join(sorted(MONTH_OF, key=lambda name: (-len(name), name)))})\b\.?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\w)"
DAY_2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?!\w)"
TO = r"(?:\s?[-–—]\s?|\s(?:to|and|through)\s|\s?&\s?)"
COUNT = rf"(?P<count>\d{{1,3}}|(?:{'|'.join(NUMBERS)})|(?:a\s)?(?:{'|'.join(VAGUE)})(?:\sof)?)"
UNIT = r"(?P<unit>hour|day|week|month|quarter|year|decade|centur)(?:s|ies|y)?"
YEAR_WORDS = {
    "this": 0,
    "last": -1,
    "next": 1,
    "the": 0,
    "that": 0,
    "current": 0,
    "prior": -1,
    "previous": -1,
    "same": 0,
}


def split_words(text: str) -> frozenset[str]:
    """A list of words, written as one text."""
    return frozenset(text.split())


def pattern(text: str) -> re.Pattern[str]:
    """A pattern of the grammar; each space in it stands for what may part two words.

    A group may be named the same in several branches; `groups` reads the one that matched.
    """
    seen: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}__{seen[name]}>" if seen[name] > 1 else match[0]

    return re.compile(_GROUP.sub(number, text).replace(" ", SP), re.IGNORECASE)


_GROUP = re.compile(r"\(\?P<(\w+)>")


def groups(match: re.Match[str]) -> dict[str, str]:
    """What the groups of a match hold, in small letters; those that hold nothing are left out."""
    return {
        name.split("__")[0]: value.lower() for name, value in match.groupdict().items() if value
    }


def given(match: re.Match[str], name: str) -> str:
    """What one group of a match holds, in small letters, or ""."""
    return groups(match).get(name, "")


def read_count(words: str) -> int | None:
    """A number in words or digits; None for "a few"."""
    return int(words) if words.isdigit() else NUMBERS.get(words)


def read_year(match: re.Match[str]) -> int | None:
    """The year that a match names, in four digits or two."""
    found = groups(match)
    if "year" in found:
        return int(found["year"])
    return 2000 + int(found["short"]) if "short" in found else None


def read_year_from(match: re.Match[str]) -> int | None:
    """The year that a match counts from that of publication ("this year")."""
    return YEAR_WORDS.get(given(match, "of_year"))
