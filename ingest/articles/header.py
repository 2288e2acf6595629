"""What the first lines of a text say of it: title, author, date of publication, publisher.

A date counts only where it stands as one: alone on a line, after "Published", in a byline, or in a
dateline that names the year. When a text was changed says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.date_words import find_dates
from ingest.articles.field import Field, choose, tidy
from ingest.articles.noise_lines import MARKS, PEOPLE, classify_line, is_name
from ingest.articles.noise_words import OUTLETS, SECTIONS
from ingest.articles.written_date import is_two_ways, read_date

LINES = 15  # that are looked at
LONGEST_TITLE = 180
_LOOKED_AT = 20_000  # characters in which these lines have to lie
_STOPS = (".", "。", ";", ":", ",", "!”", ".”", '."')
_PUBLISHED = re.compile(
    r"(?:^|[|·•,–—-]\s{0,3})(?:(?:this )?(?:story|article|post) (?:was )?)?(?:(?:first |originally )?(?:published|posted|released|issued)(?: on| at)?"
    r"|(?:publication |publish(?:ed)? |release )?date(?=\s{0,2}[:：])"
    r"|发布时间|发表于|日期)\s{0,3}[:：]?\s{0,3}(?P<rest>.{4,120})",
    re.IGNORECASE,
)
_BEHIND_A_DATE = re.compile(r"\s[|·•]|\sby\s|\(|\s[-–—]\s", re.IGNORECASE)
_CHANGED = re.compile(r"(?:last )?(?:updat|modif|edit|correct|revis|chang|access|retriev)\w{0,6}\b|更新", re.IGNORECASE)  # fmt: skip
_BYLINE = re.compile(
    rf"(?:(?i:written |reported |posted )?(?:[Bb]y|BY):?\s|(?i:author)s?\s?[:：]\s?)(?P<who>{PEOPLE})"
)
# BEIJING, Aug 2 (Reuters) - …; NEW YORK, Aug. 2, 2024 /PRNewswire/ -- …; (Reuters) - …
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’'/ ]{1,40}(?:, [A-Z][\w. ]{1,25}){0,2})?(?:[,:]|\s[-–—])?\s{0,2}"
    r"(?P<when>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?\s{0,2}[:,]?\s{0,2}[-–—]{0,2}\s{0,2}"
    r"(?:\((?P<agency>[A-Z][\w&. ]{1,30}|dpa(?:-AFX)?)\)|/(?P<wire>[A-Z][\w ]{2,30})/|(?P<bare>(?<=\d{4})(?=\s{0,2}[-–—]{1,2}\s[A-Z“])))\s{0,2}[-–—]{1,2}(?:\s|(?=[A-Z“]))"
)
_REPORTER = re.compile(
    r"(?P<publisher>[A-Z][\w’' ]{2,40}(?:News|Times|Daily|Agency|Post|Herald|Journal)), .{0,30}"
    r"\((?i:reporter)s? (?P<who>[A-Z][\w ,’'-]{2,60})\)"
)
_SOURCE = re.compile(r"(?i:source|publisher|publication|via)\s?[:：]\s?(?P<who>[A-Z][\w&.’' -]{1,50}|[\u4e00-\u9fff]{2,20})$|来源[:：]\s?(?P<who2>\S{2,30})$")  # fmt: skip
# Example Weekly, August 2, 2024; 2024-08-02 10:22 Source: Example Weekly
_OUTLET = re.compile(
    r"(?P<who>[A-Z][\w&’']{1,20}(?: [A-Z][\w&’']{0,20}){1,4}), (?P<when>[\w., ]{8,30})$"
    r"|(?P<when2>[\w.,:/ -]{8,30}?)\s{1,3}(?i:source)\s?[:：]\s?(?P<who2>[A-Z][\w&.’' -]{1,50})$"
)
_URL = re.compile(
    r"(?:(?i:url|link|source url|canonical|original)\s?[:：]\s?)?(?P<url>https?://\S{4,400})$"
)
_OUTLETS = re.compile(rf"(?:{OUTLETS})(?: News)?")
_WIRES = {"PRNewswire": "PR Newswire", "Business Wire": "Business Wire", "BUSINESS WIRE": "Business Wire",
          "GLOBE NEWSWIRE": "GlobeNewswire", "PRNEWSWIRE": "PR Newswire"}  # fmt: skip
_AROUND_A_DATE = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:at|on|ist|gmt|utc|est|edt|et|pt|pst|pdt|cet|cest|bst|sgt|hkt|am|pm|a\.m\.|p\.m\.|local time|(?:eastern|central|mountain|pacific|british|european|india|china|japan|singapore|hong kong)\s(?:(?:standard|daylight|summer)\s)?time|\d{1,3} min(?:ute)?s? read|hrs)\b|\d{1,2}[:.]\d{2}(?::\d{2})?|星期.|[\W_])",
    re.IGNORECASE,
)
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "for",
        "said",
        "on",
        "with",
        "as",
        "its",
        "it",
        "was",
        "by",
        "at",
        "from",
        "has",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_HAN, _KANA = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


def read_header(text: str) -> tuple[dict[str, Field], list[str]]:
    """The fields that the first lines give, and what a person should know of them."""
    lines = _list_lines(text)
    found: dict[str, list[Field]] = {
        "title": list(_find_title(text, lines)),
        "publisher": list(_find_publisher(lines)),
        "author": list(_find_author(lines)),
        "published": _find_published(lines),
        "language": list(_guess_language(text)),
        "url": list(_find_url(lines)),
    }
    fields: dict[str, Field] = {}
    remarks = []
    for name, values in found.items():
        chosen, told = choose(name, values)
        remarks += told
        if chosen is not None:
            fields[name] = chosen
    if "published" not in fields:
        remarks += _name_unclear(lines)
    return fields, remarks


def _list_lines(text: str) -> list[str]:
    lines = text[:_LOOKED_AT].removeprefix("\ufeff").splitlines()
    return [line.strip() for line in lines if line.strip()][:LINES]


def _find_title(text: str, lines: list[str]) -> Iterator[Field]:
    for line in lines[:4]:
        bare = tidy(line.strip(MARKS))
        if classify_line(line) or bare.lower() in SECTIONS or _is_date(bare):
            continue
        wide = len(_HAN.findall(bare)) >= 4
        fits = (
            len(bare) <= LONGEST_TITLE and not bare.endswith(_STOPS) and not _DATELINE.match(bare)
        )
        if (
            fits
            and (len(bare.split()) >= 2 or wide)
            and len(lines) > 1
            and len(text) > 2 * len(bare)
        ):
            yield Field(bare, "first line")
        return


def _find_author(lines: list[str]) -> Iterator[Field]:
    for line in lines:
        match = _BYLINE.match(line.strip(MARKS)) if len(line) < 250 else None
        if (match and is_name(match["who"]) and classify_line(line) == "byline") or (
            match and line.lower().startswith("author")
        ):
            yield Field(tidy(match["who"]), "byline")
        elif reporter := _REPORTER.match(line):
            yield Field(tidy(reporter["who"]), "dateline")


def _find_publisher(lines: list[str]) -> Iterator[Field]:
    for line in lines:
        match = _DATELINE.match(line)
        if match and (name := _name_agency(match)):
            yield Field(_WIRES.get(name, name), "dateline")
        if match := _REPORTER.match(line):
            yield Field(match["publisher"], "dateline")
        if outlet := _match_outlet(line):
            yield Field(tidy(outlet["who"] or outlet["who2"]), "line with a date")
        match = _SOURCE.match(line) if len(line) < 80 else None
        if match and (match["who2"] or len(match["who"].split()) <= 5):
            yield Field(tidy(match["who"] or match["who2"]), "source line")


def _name_agency(dateline: re.Match[str]) -> str | None:
    """The agency of a dateline; "Tesla Inc (TSLA) - " begins no dateline."""
    name, place = dateline["agency"] or dateline["wire"], dateline["place"] or ""
    known = name is not None and (name in _WIRES or _OUTLETS.fullmatch(name))
    return name if known or dateline["when"] or place.isupper() else None


def _find_published(lines: list[str]) -> list[Field]:
    """The dates of publication, the plainest first."""
    found: list[tuple[int, Field]] = []
    for line in lines:
        found += ((rank, Field(day, how)) for rank, day, how in _read_line(line))
    return [field for _, field in sorted(found, key=lambda one: one[0])]


def _read_line(line: str) -> Iterator[tuple[int, str, str]]:
    bare = line.strip(MARKS)
    dateline = _DATELINE.match(bare)
    if dateline and (day := read_date(dateline["when"] or "")):
        yield 3, day, "dateline"
    if dateline or len(bare) > 200:
        return
    told = bare
    if changed := _CHANGED.search(bare):
        told = bare[: changed.start()]
    yield from _read_told(told, bare)


def _read_told(told: str, bare: str) -> Iterator[tuple[int, str, str]]:
    """The date of a line as it was before it tells of a change."""
    if published := _PUBLISHED.search(told):
        rest = _BEHIND_A_DATE.split(published["rest"], maxsplit=1)[0]
        if published.start() < 60 and (day := read_date(rest)) and _is_date(rest):
            yield 0, day, "line of publication"
    elif _BYLINE.match(told) or classify_line(told or " ") in ("byline", "reading time"):
        if day := read_date(told):
            yield 2, day, "byline"
    elif outlet := _match_outlet(bare):
        if day := read_date(outlet["when"] or outlet["when2"]):
            yield 1, day, "line with a date"
    elif (day := read_date(told)) and _is_date(told):
        yield 1, day, "line with a date"


def _match_outlet(line: str) -> re.Match[str] | None:
    """A line that is a publisher and a date."""
    match = _OUTLET.match(line) if len(line) < 100 else None
    return match if match and _is_date(match["when"] or match["when2"]) else None


def _is_date(line: str) -> bool:
    """Whether a line is a date, with its weekday and time at most."""
    dates = find_dates(line)
    rest = line if dates else "no date"
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    return not _AROUND_A_DATE.sub("", rest).strip("T0123456789Z ")


def _name_unclear(lines: list[str]) -> Iterator[str]:
    for line in lines:
        bare = line.strip(MARKS)
        known = _PUBLISHED.match(bare) or _BYLINE.match(bare) or len(bare) < 30
        if known and len(bare) < 120 and is_two_ways(bare):
            yield f"the day in “{bare[:60]}” can be read in two ways; say which: --published"
            return


def _find_url(lines: list[str]) -> Iterator[Field]:
    for at, line in enumerate(lines):
        match = _URL.match(line.strip("<> "))
        if match and (at < 2 or not line.startswith(("http", "<http"))):
            yield Field(match["url"].rstrip(">"), "line with an address")


def _guess_language(text: str) -> Iterator[Field]:
    sample = text[:5_000]
    letters = sum(char.isalpha() for char in sample)
    if _KANA.search(sample) is None and len(_HAN.findall(sample)) * 2 > letters > 20:
        yield Field("zh", "guessed from its characters")
        return
    words = [word.lower() for word in _WORD.findall(sample)]
    common = sum(word in _COMMON for word in words)
    if len(words) >= 20 and common * 7 >= len(words):
        yield Field("en", "guessed from its words")
