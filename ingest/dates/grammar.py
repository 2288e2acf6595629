"""Where a text has words that tell a date, and what they name: a reader for each first word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from db.date_words import MONTH_OF
from ingest.dates.atoms import NUMBERS, QUARTERS, SEASONS, VAGUE, WEEKDAY_OF, WEEKDAY_SHORT, Atom
from ingest.dates.calendar_words import read_digits, read_month
from ingest.dates.led_words import (
    Reader,
    read_fiscal,
    read_lead,
    read_part,
    read_period,
    read_year_end,
)
from ingest.dates.quarter_words import read_quarter
from ingest.dates.relative_words import (
    read_ago,
    read_before,
    read_deictic,
    read_this,
    read_weekday,
    read_within,
)

_Leading = Callable[[str, int, Reader], Atom | None]
_TOKEN = re.compile(r"[^\W_]++")
_THE = re.compile(r"\bthe[\s\u00a0]$", re.IGNORECASE)
_NO_ARTICLE = ("date", "decade", "century", "years", "weekday", "season", "day", "numeric")
_CJK = re.compile(
    r"(?<!\d)(?P<year>(?:1[5-9]|20|21)\d\d)\s?[年년](?:\s?(?P<month>1[0-2]"
    r"|0?[1-9])\s?[月월](?:\s?(?P<day>[0-3]?\d)\s?[日号號일])?)?"
    r"|(?<![\d年])(?P<month2>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day2>[0-3]?\d)\s?[日号號일])?(?![\w]?份?报)"
)


def _read_season(text: str, at: int) -> Atom | None:
    """A season with its year, or after "in" or "this": "fall" alone is mostly a verb."""
    match = _SEASON.match(text, at)
    if match is None:
        return None
    code = SEASONS[match["season"].lower()]
    if match["year"]:
        return Atom(at, match.end(), year=int(match["year"]), code=code)
    if match["of_year"]:
        year_from = {"this": 0, "last": -1, "next": 1}[match["of_year"].lower()]
        return Atom(at, match.end(), code=code, year_from=year_from)
    before = text[max(0, at - 8) : at].lower()
    if _SEASON_OF.match(text, match.end()):
        return None
    if before.endswith(("in ", "in the ", "since ", "by ", "until ", "late ", "early ")) and (
        code != 23 or match["season"].lower() == "autumn" or before.endswith("the ")
    ):
        return Atom(at, match.end(), "season", code=code)
    return None


_SEASON_OF = re.compile(
    r"[-\s](?!(?:and|but|or|when|as|after|before|to|with|for|at|in|on|because|if|it|the)\b)[a-z]"
)
_SEASON = re.compile(
    r"(?P<season>spring|summer|autumn|fall|winter)\b(?:(?:\s(?:of|in))?\s(?P<year>(?:19|20"
    r"|21)\d\d)(?!\w)|\s(?:of\s)?(?P<of_year>this|last|next)\syear\b)?",
    re.IGNORECASE,
)


def _with(reader: _Leading, below: Reader | None) -> Reader:
    """A reader of words that lead a date, with what reads the date after them."""
    if below is None:
        return lambda text, at: None
    return lambda text, at: reader(text, at, below)


def _list_readers(below: Reader | None) -> dict[str, tuple[Reader, ...]]:
    """The readers by the word with which a date may begin; the first that reads it decides."""
    lead, part = _with(read_lead, below), _with(read_part, below)
    period, fiscal = _with(read_period, below), _with(read_fiscal, below)
    readers: dict[str, tuple[Reader, ...]] = {}
    tables: tuple[tuple[str | tuple[str, ...] | dict[str, int], tuple[Reader, ...]], ...] = (
        (dict(MONTH_OF), (read_month,)),
        ({**WEEKDAY_OF, **WEEKDAY_SHORT}, (read_weekday,)),
        (("today", "yesterday", "tomorrow", "tonight"), (read_deictic,)),
        (
            "this next past previous prior preceding coming following same that current ongoing",
            (read_this,),
        ),
        ("corresponding comparable", (read_this,)),
        ("last", (read_this, part, read_quarter)),
        ({**NUMBERS, **dict.fromkeys(VAGUE, 0)}, (read_ago, period)),
        ("early mid late end middle turn close earlier later latter", (part,)),
        ("since by until till before after through around about circa from between c", (lead,)),
        ("approximately roughly effective starting not no up", (lead,)),
        ("nearly almost just more over at", (lead,)),
        ("some", (lead, read_ago)),
        ("beginning", (part, lead)),
        ("start", (part,)),
        ("prior", (read_ago, read_this, lead)),
        ("within in", (read_within,)),
        (dict(QUARTERS), (period, read_quarter, part)),
        ("q1 q2 q3 q4 h1 h2", (read_quarter,)),
        ("fiscal financial", (fiscal,)),
        ("year", (read_year_end, read_ago, read_before, period)),
        ("yearend", (read_year_end,)),
        ("day week months half", (read_before, period)),
        ("month quarter", (read_year_end, read_before, period)),
        (dict(SEASONS), (_read_season,)),
        ("full", (_read_full,)),
    )
    for words, found in tables:
        for word in words.split() if isinstance(words, str) else words:
            readers[word] = (*readers.get(word, ()), *found) if word == "second" else found
    return readers


def _read_full(text: str, at: int) -> Atom | None:
    match = _FULL_YEAR.match(text, at)
    if match is None:
        return None
    after = match.end() + 1
    found = read_digits(text, after) if text[after : after + 1].isdigit() else None
    if found and found.year and not found.month:
        return found._replace(start=at)
    the = _FOR_THE.search(text, max(0, at - 12), at)
    if match["fiscal"]:
        return (
            Atom(at, match.end(), "unit", which="this", unit="year", fiscal=True) if the else None
        )
    if the or _RESULTS.match(text, match.end()):
        return Atom(at, match.end(), "full")
    return None


_FULL_YEAR = re.compile(
    r"full[\s-](?P<fiscal>(?:fiscal|financial)\s)?year(?![\w’'])", re.IGNORECASE
)
_FOR_THE = re.compile(r"\b(?:for|over|in|of|expects|sees|expected) the\s$", re.IGNORECASE)
_RESULTS = re.compile(
    r"[\s-](?:\w{1,12}[\s-]){0,2}(?:sales|revenues?|profits?|earnings|results?|guidance|outlook|income"
    r"|forecasts?|targets?|loss(?:es)?|ebitda|capex|dividends?|margins?|growth|figures|turnover|output"
    r"|production|estimates?|net|eps|projections?|deliveries|expectations|range)\b",
    re.IGNORECASE,
)


def _build_reader(below: Reader | None) -> Reader:
    """A reader of what begins at a place; `below` reads what comes after words that lead it."""
    readers = _list_readers(below)
    fiscal, period = _with(read_fiscal, below), _with(read_period, below)

    def read(text: str, at: int) -> Atom | None:
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        word = token[0]
        low = word.lower()
        for reader in readers.get(low, ()):
            if atom := reader(text, at):
                return atom
        if word[0] in "0123456789":
            return read_digits(text, at) or read_ago(text, at) or period(text, at)
        if low in readers or not (len(word) > 3 or low == "fy"):
            return None
        if low[:2] == "fy":
            return fiscal(text, at)
        return read_quarter(text, at) if low[:2] in _LETTERS else None

    return read


_LETTERS = frozenset(("q1", "q2", "q3", "q4", "h1", "h2"))
_DEPTH = 4  # "since early in the first half of 2024"


def _build() -> Reader:
    reader = _build_reader(None)
    for _ in range(_DEPTH):
        reader = _build_reader(reader)
    return reader


read_at = _build()


def find_atoms(text: str) -> list[Atom]:
    """What tells a date in a text, in order, none overlapping."""
    found = list(_find_words(text))
    if "年" in text or "月" in text or "년" in text or "월" in text:
        found = _merge(found, [_read_cjk(match) for match in _CJK.finditer(text)])
    return found


def _find_words(text: str) -> Iterator[Atom]:
    done = 0
    for token in _TOKEN.finditer(text):
        at = token.start()
        if at < done:
            continue
        atom = read_at(text, at)
        if atom is None:
            continue
        atom = _join_weekday(text, _take_article(text, atom, done))
        done = atom.end
        yield atom


def _take_article(text: str, atom: Atom, done: int) -> Atom:
    """ "The" before "end of 2023" belongs to it; before "2008" it does not."""
    plain = atom.kind in _NO_ARTICLE and not atom.part
    if (
        plain
        or atom.lead not in ("", "from")
        or text[atom.start - 1 : atom.start] not in (" ", "\u00a0", "\n")
    ):
        return atom
    the = _THE.search(text, max(done, atom.start - 5), atom.start)
    return atom._replace(start=the.start()) if the else atom


_WEEKDAY_GAP = re.compile(r",?\s{1,2}(?:the\s)?|\.\s|,")


def _join_weekday(text: str, atom: Atom) -> Atom:
    """A weekday and the day that follows it are one date."""
    if atom.kind != "weekday" or atom.which:
        return atom
    gap = _WEEKDAY_GAP.match(text, atom.end)
    day = read_at(text, gap.end()) if gap else None
    if day is None or day.kind != "date" or not day.day:
        return atom
    return day._replace(start=atom.start, weekday=atom.weekday, lead=atom.lead)


def _read_cjk(match: re.Match[str]) -> Atom:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    year = int(match["year"]) if match["year"] else None
    return Atom(
        match.start(),
        match.end(),
        "date",
        year,
        int(month) if month else None,
        int(day) if day else None,
    )


def _merge(words: list[Atom], signs: list[Atom]) -> list[Atom]:
    spans = [(atom.start, atom.end) for atom in signs]
    kept = [a for a in words if not any(a.start < end and start < a.end for start, end in spans)]
    return sorted([*kept, *signs])
