"""The time over which an amount flows: "a month", "quarterly", "in total", "per share"."""

from __future__ import annotations

import re

from db.unit_words import word_set
from ingest.amounts.reading import Reading
from ingest.amounts.words import REACH, Cue, Words, find_phrase

_UNITS = {"annum": "year", "yr": "year", "mo": "month", "qtr": "quarter", "half-year": "half_year"}
_PERIOD = re.compile(
    r"\s{0,2}(?:\b(?:an?|per|each|every)\s+|/\s?|-an?-|-per-)(?:single\s+)?"
    r"(?P<unit>half-year|day|week|month|quarter|year|annum|yr|mo|qtr)\b"
    r"(?!\s+(?:ago|earlier|before|later|after|from\s+(?:now|today)|old|on|prior|since|ended|or)\b|-old|-on)"
    r"|\s?(?P<adverb>daily|weekly|monthly|quarterly|annually|yearly|p\.a\.)",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}
_EACH = re.compile(
    r"[\s-]?(?:\b(?P<lead>per|an?|each|every|for\s+each|for\s+every)[\s-]+|(?P<slash>/)\s?)"
    r"(?P<count>(?:[\d,.]{1,12}\s+)?(?:(?:thousand|million|billion)\s+)?)(?P<rest>[^\W\d_]+(?:\s[^\W\d_]+){0,2})",
    re.IGNORECASE,
)
_APIECE = re.compile(r"\s(?:apiece|each)\b", re.IGNORECASE)
_FLOWS = word_set(
    """
    revenue profit loss capital_expenditure cash_flow advertising_revenue research_spending cost
    dividend earnings_per_share spending sales
    """
)
_ADJECTIVES = re.compile(
    r"\b(?:(?P<year>annual|yearly)|(?P<month>monthly)|(?P<week>weekly)|(?P<day>daily)|(?P<quarter>quarterly))"
    r"\s(?:[^\W\d_]+[\s-]){0,5}$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\s+(?:(?:[^\W\d_]+\s){0,3})?(?:in\s+total|so\s+far|to\s+date|in\s+all|altogether|cumulatively|since\s+(?:its|it|the|then|\d))",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:in\s+total|so\s+far|cumulative|to\s+date|totall?ing)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)


_LATER = 20  # a word behind an amount counts as so many characters further off


def take_period(text: str, reading: Reading, words: Words) -> None:
    """Take in the words for a period, or for what it is paid for, right behind an amount."""
    if reading.kind == "ratio" or reading.kind == "time":
        return
    if reading.kind == "money" and (match := _APIECE.match(text, reading.right)):
        reading.of, reading.right = "each", match.end()
    elif reading.kind == "money" and (match := _EACH.match(text, reading.right)):
        _take_each(reading, match, words)
    if match := _PERIOD.match(text, reading.right):
        unit = (match["unit"] or "").lower()
        adverb = (match["adverb"] or "").lower()
        reading.per = _UNITS.get(unit, unit) or _ADVERBS.get(adverb, "year")
        reading.right = match.end()


def _take_each(reading: Reading, match: re.Match[str], words: Words) -> None:
    tokens = match["rest"].lower().split()
    singular = [token.removesuffix("s") if match["count"] else token for token in tokens]
    for skipped in range(min(2, len(tokens))):  # "per million input tokens"
        found = find_phrase(words.each, tokens[skipped:])
        if found := found or find_phrase(words.each, singular[skipped:]):
            break
    else:
        return
    count, thing = found[0] + skipped, " ".join([*tokens[:skipped], found[1]])
    length = len(" ".join(match["rest"].split(" ")[:count]))
    many = " ".join(match["count"].split())
    reading.of = f"each {many} {thing}s" if many else f"each {thing}"
    if thing.endswith("share") or thing in ("ads", "adr"):
        reading.of = "each share"
    reading.right = match.start("rest") + length


def read_period(text: str, reading: Reading, cues: list[Cue], words: Words) -> None:
    """The period that words around an amount tell, unless it was told right behind it."""
    if reading.per or (reading.of or "").startswith("each"):
        return
    if reading.kind in ("money", "tokens") or (
        reading.kind == "count" and reading.measure == "sales"
    ):
        reading.per = _find_period(text, reading, cues)
    if reading.per is None and reading.measure in words.measures:
        reading.per = words.measures[reading.measure].per
    if reading.per is None:
        reading.per = "level" if reading.kind == "users" else words.noun_periods.get(reading.unit)


def _find_period(text: str, reading: Reading, cues: list[Cue]) -> str | None:
    if _TOTAL.match(text, reading.right) or _TOTAL_BEFORE.search(
        text, max(0, reading.left - 60), reading.left
    ):
        return "cumulative"
    if match := _ADJECTIVES.search(text, max(0, reading.left - 60), reading.left):
        return match.lastgroup
    if reading.measure not in _FLOWS:
        return None
    told = [
        cue
        for cue in cues
        if cue.kind == "periods" and cue.value not in ("cumulative", "day", "week", "month")
    ]
    nearest = min(told, key=lambda cue: _gap(text, reading, cue), default=None)
    return nearest.value if nearest and _gap(text, reading, nearest) <= REACH else None


def _gap(text: str, reading: Reading, cue: Cue) -> int:
    if cue.end <= reading.left:
        return reading.left - cue.end
    gap = text[reading.right : cue.start]
    return (
        _LATER + len(gap) + (2 * REACH if ", while" in gap or ";" in gap or " while " in gap else 0)
    )
