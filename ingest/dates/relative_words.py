"""Dates in words that are counted from another: "last week", "three years ago", "on Monday"."""

from __future__ import annotations

import re

from db.date_words import MONTH_OF
from ingest.dates.atoms import (
    COUNT,
    SEASONS,
    UNIT,
    WEEKDAY_OF,
    WEEKDAY_SHORT,
    YEAR,
    Atom,
    given,
    pattern,
    read_count,
)

_WEEKDAYS = rf"(?P<weekday>{'|'.join(WEEKDAY_OF)})\b"
_SEASONS = rf"(?P<season>{'|'.join(SEASONS)})\b"
_WHICH = (
    r"(?P<which>last|this|next|past|previous|prior|preceding|coming|following|same|that|current"
    r"|present)"
)
_UNITS = r"(?P<unit>day|weekend|week|month|quarter|half|year|decade|century|period|summer|season)"
_THIS_UNIT = pattern(
    rf"{_WHICH}[\s-](?P<fiscal>fiscal[\s-]|financial[\s-])?(?:calendar |full )?{_UNITS}(?!\w)"
    rf"(?! of (?:the |(?:19|20)\d|{'|'.join(MONTH_OF)}))"
)
_THIS_FISCAL = pattern(
    r"(?P<which>last|this|next|past|previous|prior|preceding|coming|following|same|current"
    r"|ongoing) (?P<fiscal>fiscal)(?= ?[.,;:)]| (?:and|but|as|from|on|to|was|is|in|by|with|when|it"
    r"|after|for|against|compared|ends?|ended|ending)\b|$)"
)
_THIS_MANY = pattern(
    rf"(?P<which>last|next|past|previous|prior|coming"
    rf"|following) {COUNT}[\s-](?:(?P<about>or so) )?(?P<unit>day|week|month|quarter|year"
    rf"|decade)s?(?!\w)"
)
_THIS_DAY = pattern(
    rf"(?P<which>last|this|next|past|coming|this past|this coming|following) (?:{_WEEKDAYS}"
    rf"|(?P<weekday>tues?|weds?|thu(?:rs?)?|fri)\b(?!-)|{_SEASONS}"
    rf"|(?P<month>{'|'.join(m for m in MONTH_OF if len(m) > 3)})(?! \d)\b)"
)
_TIME_OF_DAY = pattern(r"(?:this (?:morning|afternoon|evening)|last (?P<back>night|evening))\b")
_AGO = pattern(
    rf"{COUNT}[\s-](?:full |or so )?{UNIT}[\s-](?P<way>ago|earlier|later|prior|from now|hence"
    rf"|after|previously|before(?=\s?[.,;:)\n]|$))(?!\w)"
)
_YEAR_AGO = pattern(
    r"(?:year[\s-](?:ago|earlier)|(?P<prior>(?:prior|previous)[\s-]year))(?:['’]s)?"
    r"(?:[\s-](?P<unit>quarter|period|month|half))?(?![\w-])"
)
_BEFORE = pattern(
    r"(?P<unit>day|week|month|quarter|year) (?P<way>before|earlier|after|ago)(?=\s?[.,;:)\n]|$)"
)
_WITHIN = pattern(
    rf"(?:within (?:the (?:next |coming )?)?|in (?:about |around |just )?){COUNT}[\s-](?P<unit>day"
    rf"|week|month|year)(?:s|['’]s? time|s['’] time)?(?![\w-]| of\b)"
)
_SAME = pattern(
    r"(?:same|corresponding|comparable) (?:period|quarter|month|time|week|day|half|three months"
    r"|six months|nine months|stretch)(?: (?:of|in|from|a))? ?"
    rf"(?:(?P<back>last year|(?:a )?year (?:ago|earlier|before|later)|(?:the )?(?:previous"
    rf"|prior) (?:financial |fiscal )?year|(?:the )?year before)|(?P<of>{YEAR}))"
)
_DAY_AFTER = pattern(rf"\.?,? ?\(?(?:[0-3]?\d(?![\w:-]| ?[ap]\.?m)|(?:{'|'.join(MONTH_OF)})\b)")
_NOT_DAYS = re.compile(
    r"(?:\b(?:black|good|cyber|super|bloody|ash|easter|palm|blue|casual|giving|shrove|fat|holy"
    r"|every|each|manic"
    r"|most|per|typical|freaky)[\s-])$",
    re.IGNORECASE,
)
_NAMES_AFTER = re.compile(
    r"\.com|\.ai|\s(?:school|prayers?|roast|mass|blues)\b|\s(?:night|nights)?\s?(?:football"
    r"|baseball|lights|live|ticket|league)|(?-i:\s(?:Times|Telegraph|Mail|Express|Night|Mirror"
    r"|Guardian|Journal|Books|Capital|Ventures|Labs|Inc))\b",
    re.IGNORECASE,
)
_WHICHES = {
    "past": "past",
    "prior": "previous",
    "preceding": "previous",
    "current": "this",
    "present": "this",
    "ongoing": "this",
    "this past": "last",
    "this coming": "next",
    "coming": "next",
}
_TO_COME = ("next", "following")


def read_deictic(text: str, at: int) -> Atom | None:
    """Today, yesterday, tomorrow and tonight."""
    word = re.compile(r"\w+").match(text, at)
    if word is None or text[max(0, at - 4) : at] == "USA ":
        return None
    days = {"yesterday": -1, "tomorrow": 1}.get(word[0].lower(), 0)
    return Atom(at, word.end(), "day", number=days)


def read_weekday(text: str, at: int) -> Atom | None:
    """A weekday by its name; what is a title or comes every week is none."""
    match = re.compile(r"[A-Za-z]+").match(text, at)
    if match is None or text[at].islower():
        return None
    low, end = match[0].lower(), match.end()
    if low in WEEKDAY_SHORT:
        if text[end : end + 1] == "." and re.match(r"\s[\da-zJFMASOND]|,", text[end + 1 : end + 3]):
            end += 1
        dated = _DAY_AFTER.match(text, match.end())
        if not dated and not _is_short_day(text, at, end):
            return None
        return Atom(at, end, "weekday", weekday=WEEKDAY_SHORT[low])
    if _NOT_DAYS.search(text[max(0, at - 12) : at]) or _NAMES_AFTER.match(text, end):
        return None
    return Atom(at, end, "weekday", weekday=WEEKDAY_OF[low])


_SHORT_LEADS = re.compile(r"(?:^|\W)(?:on|by|since|until|till|late|early)\s$", re.IGNORECASE)
_CLOCK = re.compile(r",?\s[0-2]?\d(?::\d\d|\s?[ap]\.?m)", re.IGNORECASE)
_ONLY_DAYS = ("tues", "wed", "weds", "thu", "thur", "thurs", "fri")
_WEEK_ROW = re.compile(r"\s?[-–—/&,]\s?(?:mon|tue|wed|thu|fri|sat|sun|\d)", re.IGNORECASE)


def _is_short_day(text: str, at: int, end: int) -> bool:
    """Whether "Thu" or "Tues" without a date is a day, led or timed, in no row of days."""
    before = text[max(0, at - 8) : at]
    low = text[at:end].rstrip(".").lower()
    if before[-1:] in ("-", "–", "/") or _WEEK_ROW.match(text, end) or low == "sun":
        return False
    if _SHORT_LEADS.search(before):
        return True
    if before.endswith((", ", " and ", " or ", " & ")) or low not in _ONLY_DAYS:
        return False
    if _CLOCK.match(text, end):
        return True
    return low != "wed" and re.match(r"\.?\s[A-Z]|['’]", text[end : end + 3]) is None


def read_this(text: str, at: int) -> Atom | None:
    """Words such as "last week", "the next five years", "this summer", "last Friday"."""
    if match := _TIME_OF_DAY.match(text, at):
        return Atom(at, match.end(), "day", number=-1 if match["back"] else 0)
    if match := _THIS_DAY.match(text, at):
        return _read_this_day(match)
    if match := _THIS_MANY.match(text, at):
        which = (
            "past" if given(match, "which") in ("last", "past", "previous", "prior") else "ahead"
        )
        return _count_off(match, which)
    if match := _SAME.match(text, at):
        return _read_same(match)
    if match := _THIS_FISCAL.match(text, at):
        which = _WHICHES.get(given(match, "which"), given(match, "which"))
        which = "last" if which == "past" else which
        return Atom(at, match.end(), "unit", which=which, unit="year", fiscal=True)
    match = _THIS_UNIT.match(text, at)
    return _read_this_unit(match, text) if match else None


def _read_this_day(match: re.Match[str]) -> Atom:
    which = _WHICHES.get(given(match, "which"), given(match, "which"))
    which = "last" if which == "past" else which
    atom = Atom(match.start(), match.end(), which=which)
    if given(match, "weekday"):
        return atom._replace(kind="weekday", weekday=_number_weekday(given(match, "weekday")))
    if match["season"]:
        return atom._replace(kind="season", code=SEASONS[given(match, "season")])
    return atom._replace(month=MONTH_OF[given(match, "month")])


def _number_weekday(name: str) -> int:
    return WEEKDAY_OF[name] if name in WEEKDAY_OF else WEEKDAY_SHORT[name]


def _read_this_unit(match: re.Match[str], text: str) -> Atom | None:
    which, unit = given(match, "which"), given(match, "unit")
    which = _WHICHES.get(which, which)
    the = text[max(0, match.start() - 4) : match.start()].lower() == "the "
    counted_day = which in ("same", "that", "previous", "following") or (the and which == "next")
    if unit in ("period", "season", "summer") or (unit == "day" and not counted_day):
        return None
    before = text[max(0, match.start() - 16) : match.start() - 4].rstrip().lower() if the else ""
    spanning = before.endswith(("over", "within", "during", "throughout", "in"))
    if which == "past" or (the and which == "last" and spanning and unit != "quarter"):
        return _count_off(match, "past", 1)
    if the and which == "next":
        if before.endswith(("over", "within", "during", "throughout")):
            return _count_off(match, "ahead", 1)
        which = "following"
    return Atom(
        match.start(), match.end(), "unit", which=which, unit=unit, fiscal=bool(match["fiscal"])
    )


def _count_off(match: re.Match[str], kind: str, count: int | None = None) -> Atom:
    count = count or read_count(given(match, "count"))
    unit = given(match, "unit")
    return Atom(
        match.start(), match.end(), kind, number=count, unit="week" if unit == "weekend" else unit
    )


def _read_same(match: re.Match[str]) -> Atom:
    year = int(match["year"]) if match["of"] else None
    count = 1 if given(match, "back").endswith("later") else -1
    return Atom(
        match.start(), match.end(), "shifted", year, number=count, unit="year", which="same"
    )


def read_ago(text: str, at: int) -> Atom | None:
    """So many days, months or years ago, earlier or later; or the year before."""
    if match := _YEAR_AGO.match(text, at):
        which = given(match, "unit")
        previous = given(match, "prior") and not which
        return (
            None
            if previous
            else Atom(at, match.end(), "shifted", number=-1, unit="year", which=which)
        )
    match = _AGO.match(text, at)
    if match is None or (at > 1 and text[at - 1] in ".,-$€£₹" and match["count"].isdigit()):
        return None
    unit, count, way = given(match, "unit"), read_count(given(match, "count")), given(match, "way")
    unit = "century" if unit == "centur" else unit
    if way == "after":
        return None
    sign = 1 if way in ("later", "from now", "hence") else -1
    kind = "ago" if way in ("ago", "from now", "hence") else "shifted"
    return Atom(at, match.end(), kind, number=count * sign if count else None, unit=unit, which=way)


def read_before(text: str, at: int) -> Atom | None:
    """The year before, the day after: counted from the last date."""
    match = _BEFORE.match(text, at)
    if match is None or text[max(0, at - 4) : at].lower() != "the ":
        return None
    which = "following" if given(match, "way") == "after" else "previous"
    return Atom(at, match.end(), "unit", which=which, unit=given(match, "unit"))


def read_within(text: str, at: int) -> Atom | None:
    """Within a year, in three months: a time ahead, if the sentence speaks of what is to come."""
    match = _WITHIN.match(text, at)
    if match is None:
        return None
    if given(match, "count") == "some" or (
        match[0].lower().startswith("in") and read_count(given(match, "count")) is None
    ):
        return None
    inside = match[0].lower().startswith("within")
    timed = "time" in match[0].lower()
    kind = "ahead" if inside else "in"
    return _count_off(match, kind)._replace(which="time" if timed else "within")
