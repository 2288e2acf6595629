"""Dates of the calendar in words and digits: days, months, years, quarters, halves, decades."""

from __future__ import annotations

import re

from db.date_words import FULL_NAMES, MONTH_OF
from ingest.dates.atoms import (
    DAY,
    DAY_2,
    NAME,
    SHORT,
    TO,
    YEAR,
    Atom,
    given,
    groups,
    pattern,
    read_year,
    read_year_from,
    split_words,
)
from ingest.dates.quarter_words import read_counted_quarter
from ingest.dates.years import is_year

_OF_YEAR = r"(?: of)? (?P<of_year>this|last|next) year\b"
_NO_COUNT = r"(?!\w|[.,:]\d|\s?%|\s(?:percent|per cent|pct|million|billion|crore|people|basis)\b)"
_MONTH = pattern(
    rf"{NAME}(?: {DAY}{_NO_COUNT}(?:{TO}{DAY_2}{_NO_COUNT})?(?:(?:,| of|) {YEAR}|,{YEAR}"
    rf"|{_OF_YEAR})?"
    rf"|(?:,| of|) (?P<year>20\d\d)[-–/](?P<next>\d\d)(?![\w/-])"
    rf"|(?:,| of|) {YEAR}|\s?{SHORT}|-(?P<short>\d\d)(?![\w-])|{_OF_YEAR})?"
)
_DAY_FIRST = pattern(
    rf"{DAY}(?:{TO}{DAY_2})?(?: of)?[\s-]{NAME}(?:(?:,| of|-|) ?{YEAR}|[\s-]?{SHORT}"
    rf"|-(?P<short>\d\d)(?!\w)|{_OF_YEAR})?"
)
_MONTH_QUARTER = pattern(r"[\s-](?P<unit>quarter|half)\b")
_ISO = pattern(
    r"(?P<year>(?:1[5-9]|20"
    r"|21)\d\d)(?P<sign>[-/.])(?P<month>[01]?\d)(?P=sign)(?P<day>[0-3]?\d)(?!\d|[-/]\d)"
)
_ISO_MONTH = pattern(r"(?P<year>(?:1[5-9]|20|21)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w-])")
_SLASHES = pattern(
    r"(?P<one>[0-3]?\d)(?P<sign>[/.-])(?P<other>[0-3]?\d)(?P=sign)"
    r"(?:(?P<year>(?:19|20|21)\d\d)|(?P<short>\d\d))(?![\w/-]|[.,]\d)"
)
_MONTH_SLASH = pattern(rf"(?P<month>0?[1-9]|1[0-2])/{YEAR}(?!/)")
_YEARS = pattern(
    r"(?P<year>(?:1[5-9]|20|21)\d\d)\s?[-–—/]\s?(?P<next>(?:1[5-9]|20|21)\d\d|\d\d)(?![\w%]"
    r"|[-/.,]\d)"
)
_FISCAL_YEAR = pattern(r" (?:fiscal(?: year)?|financial year)(?!\w)")
_YEAR = pattern(YEAR)
_NINE_MONTHS = pattern(
    r"(?P<months>[369]|12)(?-i:M)(?:[\s-]?(?P<fy>FY))?"
    r"(?:['’]?(?P<short>\d\d)|[\s-]?(?P<year>20\d\d)|[\s-]['’](?P<short>\d\d))(?!\w|[.,]\d)"
)
_SHORT_DECADE = pattern(r"(?P<decade>[2-9]0)s\b")
_DECADE = pattern(r"(?P<decade>(?:1[5-9]|20|21)\d)0['’]?s\b")
_CENTURY = pattern(r"(?P<century>1[3-9]|2[01])(?:th|st)[\s-]century\b")
_VERBS = ("may", "march", "mar")
_LONE_BEFORE = re.compile(
    r"(?:^|[^\w])(in|since|during|through|throughout|until|till|last|this|next|early|mid|late|of"
    r"|by|from|to|and|or"
    r"|between|for|before|after|the|end|as|on|than|vs|versus|around|its|month|past"
    r"|over)[\s\u00a0-]{1,3}$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(rf"\b(?:{'|'.join(MONTH_OF)})\.?[-–—]$", re.IGNORECASE)
_SURE = split_words(
    "in since during through throughout until till last next early mid late between"
)
_SAID = re.compile(
    r"\s(?:sales|revenues?|data|figures|quarter|meeting|deadline|output|exports|imports|inflation"
    r"|report|contract|futures|deliveries|was|is|saw|\d)\b"
)


def read_month(text: str, at: int) -> Atom | None:
    """A month by its name, with the day, year or quarter that go with it."""
    match = _MONTH.match(text, at)
    if match is None or (text[at].islower() and given(match, "name") in _VERBS):
        return None
    atom = _read_named(match, text)
    if atom is None:
        return None
    after = _MONTH_QUARTER.match(text, atom.end)
    if after and atom.day is None:
        count = 3 if given(after, "unit") == "quarter" else 6
        return atom._replace(end=after.end(), kind="period", unit="month", number=count)
    atom = _join_that_year(text, atom)
    alone = (
        atom.number is None and atom.day is None and atom.year is None and atom.year_from is None
    )
    return None if alone and not _is_month(text, match) else atom


def _join_that_year(text: str, atom: Atom) -> Atom:
    """ "March of that year", "in May the following year": `number` counts from the last date's."""
    match = _THAT_YEAR.match(text, atom.end)
    if match is None or atom.year is not None or atom.year_from is not None:
        return atom
    step = _THAT_YEARS[given(match, "which")]
    return atom._replace(end=match.end(), number=step)


_THAT_YEARS = {"that": 0, "the same": 0, "the following": 1, "the next": 1, "the previous": -1}
_THAT_YEAR = pattern(rf"(?:,| of| in)? (?P<which>{'|'.join(_THAT_YEARS)}) year(?!\w)")


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month's name alone is one, and no verb and no person's name."""
    start, end = match.span("name")
    if _MONTH_BEFORE.search(text, max(0, start - 12), start):
        return True
    lead = _LONE_BEFORE.search(text[max(0, start - 14) : start])
    word = lead[1].lower() if lead else ""
    if text[start].islower() and (len(match["name"]) < 4 or word not in _SURE):
        return False
    closed = match["name"].lower() in FULL_NAMES and text[match.end() - 1] == "."
    named = (
        not closed
        and re.match(r"['’]?\s?(?-i:[A-Z])[a-z]", text[match.end() : match.end() + 4]) is not None
    )
    if re.match(r"\s+on\b", text[end : end + 5]) and match["name"].lower() == "march" and not word:
        return False
    if word:
        return word in _SURE or not named
    if match["name"].lower() in _VERBS or len(match["name"]) < 4:
        return (
            _SAID.match(text, end) is not None
            and len(match["name"]) > 2
            and text[end : end + 3] != " is"
        )
    before = re.search(r"([A-Z])[\w.]{0,24}\s$", text[max(0, start - 26) : start])
    return not named and not before


def read_day_first(text: str, at: int) -> Atom | None:
    """A day before its month, as in "2 August 2024"."""
    match = _DAY_FIRST.match(text, at)
    if match is None or (match["name"][:1].islower() and given(match, "name") in _VERBS):
        return None
    atom = _read_named(match, text)
    return _join_that_year(text, atom) if atom else None


def _read_named(match: re.Match[str], text: str) -> Atom | None:
    found = groups(match)
    day, last = found.get("day"), found.get("day2")
    month = MONTH_OF[found["name"]]
    if (day and not 1 <= int(day) <= 31) or (last and not 1 <= int(last) <= 31):
        return None
    end, year = match.end(), read_year(match)
    if later := found.get("next"):  # "March 2023-24", of a year that begins in April
        if year is None or int(later) != (year + 1) % 100:
            return None
        year += month < 4
    if found["name"] in FULL_NAMES and text[end - 1] == ".":  # it ends the sentence
        end -= 1
    return Atom(
        match.start(),
        end,
        "date",
        year,
        month,
        int(day) if day else None,
        last=int(last) if last else None,
        year_from=read_year_from(match),
    )


def read_digits(text: str, at: int) -> Atom | None:
    """A date that begins with digits."""
    if at and (
        text[at - 1] in "$€£¥₹#@/\\_=+&%"
        or (at > 1 and text[at - 1] in ".,-:–" and text[at - 2].isdigit())
    ):
        return None
    for read in (_read_numeric, _read_years, _read_counted, read_day_first):
        if atom := read(text, at):
            return atom
    match = _YEAR.match(text, at)
    if match and is_year(text, *match.span("year")):
        return Atom(at, match.end(), year=int(match["year"]))
    return None


def _read_numeric(text: str, at: int) -> Atom | None:
    if match := _ISO.match(text, at) or _ISO_MONTH.match(text, at) or _MONTH_SLASH.match(text, at):
        day = match.groupdict().get("day")
        if "." in match[0] and len(match[0]) < len("2024.08.02"):
            return None  # a version
        month = int(match["month"])
        right = 1 <= month <= 12 and (day is None or 1 <= int(day) <= 31)
        return (
            Atom(at, match.end(), "date", int(match["year"]), month, int(day) if day else None)
            if right
            else None
        )
    match = _SLASHES.match(text, at)
    if match is None or (match["sign"] != "/" and not match["year"]):
        return None
    one, other = int(match["one"]), int(match["other"])
    if not (1 <= one <= 31 and 1 <= other <= 31 and min(one, other) <= 12):
        return None
    if match["sign"] == "/" and one != other and max(one, other) <= 12:
        why = "day and month may be either of the numbers"
        return Atom(at, match.end(), "numeric", read_year(match), one, other, why=why)
    day, month = (one, other) if other <= 12 else (other, one)
    return Atom(at, match.end(), "date", read_year(match), month, day)


def _read_years(text: str, at: int) -> Atom | None:
    if found := read_counted_quarter(text, at):
        return found
    match = _YEARS.match(text, at)
    if match is None:
        return None
    year, following = int(match["year"]), int(match["next"])
    if following < 100:
        following += year // 100 * 100
        if following != year + 1 or match[0][4] not in "-–/":
            return None
    if not year < following <= year + 80:
        return None
    if following == year + 1 and (fiscal := _FISCAL_YEAR.match(text, match.end())):
        return Atom(at, fiscal.end(), "fiscal", following, fiscal=True)
    return Atom(at, match.end(), "years", year, last=following)


def _read_counted(text: str, at: int) -> Atom | None:
    if match := _NINE_MONTHS.match(text, at):
        months, fiscal = int(match["months"]), "fy" in groups(match)
        return Atom(at, match.end(), "months", read_year(match), number=months, fiscal=fiscal)
    if text[max(0, at - 1) : at] in ("'", "’") and not text[max(0, at - 2) : at - 1].isalnum():
        match = _SHORT_DECADE.match(text, at)
        return Atom(at - 1, match.end(), "decade", 1900 + int(match["decade"])) if match else None
    if match := _DECADE.match(text, at):
        return Atom(at, match.end(), "decade", int(match["decade"]) * 10)
    if match := _CENTURY.match(text, at):
        return Atom(at, match.end(), "century", (int(match["century"]) - 1) * 100)
    return None
