"""What an amount measures, by the nearest word that tells it."""

from __future__ import annotations

import re

from ingest.amounts.reading import Reading
from ingest.amounts.words import Cue, Words

_BEHIND = 14  # a word behind the amount counts as so many characters further off
_CROSSING = 10  # so does one before the amount before
_BLOCKED = 60  # and one in another clause
BLOCK = re.compile(
    r"[,;:()—–]|\b(?:and|while|but|which|versus|vs|compared|against|from|to|with|on|or|after|before)\b",
    re.IGNORECASE,
)
_BESIDE = 5  # right behind, as in "$5bn of revenue"
_FARTHEST = 160
_JOINED = re.compile(
    r"\s*(?:-|\b(?:in|of|for|as)\b)?\s*(?:(?:a|an|its|the|annual|quarterly|total|net)\s+)?",
    re.IGNORECASE,
)
_SHARES_MONEY = (
    "payment",
    "valuation",
    "investment",
    "share_price",
    "deal_value",
    "buyback",
    "funding",
)
_STAFF = re.compile(r"\b(?:employees|staff|workforce|headcount|staffers)\b", re.IGNORECASE)
# A group that creates, or adds, 120,000 employees hires nobody.
_JOBS = re.compile(
    r"\b(?:jobs?|positions|roles|posts|hir\w+|recruit\w*|t[ao]k\w*|adde?d?)\b", re.IGNORECASE
)
_MOVED_STAFF = ("layoffs", "staff_change")
_NEAR, _HERE = 60, 8
_SPENT = ("spending", "investment", "research_spending")
_SMALL = 100  # no company earns so little
_TERM_AFTER = re.compile(r"[\s-]{1,2}(?:[^\W\d_]+[\s-]){0,3}$")
_TERM_BEFORE = re.compile(
    r"\s(?:(?:for|of|is|was|are|were|lasts|runs|lasting|running|to|than|over|about|at)\s){0,3}$"
)


def find_measure(
    text: str, reading: Reading, cues: list[Cue], words: Words, before: int
) -> str | None:
    """The measure of an amount, or None where no word tells it."""
    told = [cue for cue in cues if cue.kind == "measure"]
    if reading.kind == "time":
        return _find_term(text, reading, told)
    if reading.of == "each share":
        return _find_per_share(reading, told)
    if reading.of and reading.kind == "ratio" and (measure := _find_share(reading.of, told)):
        return measure
    if reading.kind == "people" and reading.per:  # visitors a day
        return None
    allowed = [cue for cue in told if _suits(reading, cue.value, words)]
    nearest = min(allowed, key=lambda cue: _distance(text, reading, cue, before), default=None)
    if nearest is None or _distance(text, reading, nearest, before) > _FARTHEST:
        return _of_noun(text, reading, words)
    measure = nearest.value
    if measure == "headcount" and _distance(text, reading, nearest, before) > _HERE:
        moved = [cue for cue in allowed if cue.value in _MOVED_STAFF]
        measure = next(
            (cue.value for cue in moved if _distance(text, reading, cue, before) < _NEAR), measure
        )
    if measure in ("profit", "loss") and reading.kind == "money" and abs(reading.high) < _SMALL:
        reading.of = "each share"
        reading.why.append(f"a {measure} so small is taken for that of each share")
        return "earnings_per_share"
    if measure == "staff_change" and not _JOBS.search(text, nearest.start, reading.right):
        return _of_noun(text, reading, words)
    if reading.kind == "ratio" and reading.moved:
        return words.measures[measure].growth or measure
    return measure


_WHOLES = (
    ("market_share", re.compile(r"\bmarkets?\b|\bshipments\b", re.IGNORECASE)),
    (
        "share_of_sales",
        re.compile(r"\b(?:sales|revenues?|turnover|income|profits?)\b", re.IGNORECASE),
    ),
    ("stake", re.compile(r"\b(?:shares|equity|stock|company)\b(?!['’])", re.IGNORECASE)),
)


def _find_share(whole: str, told: list[Cue]) -> str | None:
    """What a part of a whole measures, by the whole."""
    for measure, pattern in _WHOLES:
        if pattern.search(whole):
            spent = measure == "share_of_sales" and any(cue.value in _SPENT for cue in told)
            return "share_of_revenue" if spent else measure
    return None


def _of_noun(text: str, reading: Reading, words: Words) -> str | None:
    if reading.kind == "people" and _STAFF.search(text, reading.start, reading.end):
        return "headcount"
    if reading.kind == "money" and (reading.of or "").startswith("each"):
        return "price"
    return words.noun_measures.get(reading.unit)


def _suits(reading: Reading, name: str, words: Words) -> bool:
    measure = words.measures[name]
    if reading.kind == "ratio":
        grown = name.endswith(("_growth", "_change")) and name != "staff_change"
        if reading.moved:
            return measure.growth is not None or grown
        return "ratio" in measure.units and (not grown or name == "revenue_growth")
    if reading.kind == "count":
        return "count" in measure.units and reading.unit not in (
            "shares",
            "countries",
            "parameters",
            "stores",
        )
    return reading.kind in measure.units


def _distance(text: str, reading: Reading, cue: Cue, before: int) -> int:
    if cue.end <= reading.left:
        return reading.left - cue.end + (_CROSSING if cue.end <= before else 0)
    if cue.start < reading.right:  # within the words for bound and period
        return 0
    gap = text[reading.right : cue.start]
    if _JOINED.fullmatch(gap):
        return _BESIDE if gap.strip(" -") else 1
    return len(gap) + _BEHIND + (_BLOCKED if BLOCK.search(gap) else 0)


def _find_term(text: str, reading: Reading, told: list[Cue]) -> str | None:
    """A length of time measures something only beside a contract, or what takes so long."""
    for cue in told:
        if cue.value not in ("duration", "lead_time"):
            continue
        if cue.start >= reading.right and _TERM_AFTER.fullmatch(text, reading.right, cue.start):
            return cue.value
        if cue.end <= reading.left and _TERM_BEFORE.fullmatch(text, cue.end, reading.left):
            return cue.value
    for cue in told:  # what takes so long may be told farther away
        gap = max(reading.left - cue.end, cue.start - reading.right)
        if cue.value == "lead_time" and 0 <= gap < _NEAR:
            return cue.value
    return None


def _find_per_share(reading: Reading, told: list[Cue]) -> str:
    near = sorted(
        told, key=lambda cue: min(abs(reading.left - cue.end), abs(cue.start - reading.right))
    )
    for cue in near:
        if cue.value in ("profit", "loss", "earnings_per_share"):
            return "earnings_per_share"
        if cue.value == "dividend":
            return "dividend"
        if cue.value in _SHARES_MONEY or cue.value == "price":
            return "price"
    return "earnings_per_share" if reading.low < 20 else "price"
