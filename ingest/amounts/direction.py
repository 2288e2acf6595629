"""Whether what an amount tells rises or falls, by the words beside it; what falls is negative."""

from __future__ import annotations

import re

from ingest.amounts.reading import Reading
from ingest.amounts.words import Cue

_AND = re.compile(r",?\s+(?:and|or)\s+(?:by\s+)?")


def is_list(text: str, one: Reading, other: Reading) -> bool:
    """Whether a percentage goes on with what the one before told: "fell 4 and 5 percent"."""
    alike = one.kind == other.kind == "ratio" and one.moved in ("up", "down") and not other.moved
    return alike and not other.change and _AND.fullmatch(text, one.right, other.left) is not None


_ADJACENT = 2
_BLOCK = re.compile(
    r"[;:(]|\b(?:to|from|at|while|and|but|after|of\s+(?:its|their|his|the|a))\b|,\s", re.IGNORECASE
)
_LAST = re.compile(
    r"\b(?:to|from|at|of|its|their|the|a|an|than|with|for|in|on|his|against|below|above)\s+$",
    re.IGNORECASE,
)
# "Fell $3.20, or 4.1%", "lost 45 points (0.6%)".
_OR = re.compile(
    r"\s+(?:by\s+)?(?:(?:a\s+)?(?:further|another|about)\s+)?[^\s,;()]{1,12}(?:\s[^\W\d_]{1,10}){0,3}(?:,\s+or\s+|\s[(])$",
    re.IGNORECASE,
)
_COUNTED = ("users", "people", "count")
_LEAVING = ("users", "subscribers", "customers", "members")
_LOSES = re.compile(r"(?:lost|loses|lose|shed|sheds)\s+", re.IGNORECASE)
_GOES_DOWN = re.compile(
    r"(?:fell|falls|fallen|dropped|declined|decreased|down|slipped|slid|shrank|tumbled|plunged)\s+",
    re.IGNORECASE,
)
_BY_ALONE = re.compile(r"\s+by\s+(?:a\s+(?:net\s+|further\s+)?)?", re.IGNORECASE)
# "A fall in sales of 12%", "a decline in net revenue at its German arm of 12%".
_NOUN_OF = re.compile(
    r"\s+in\s+(?:[^\s,;:.()]+\s+){1,9}of\s+(?:(?:a|an|the|its)\s+)?(?:(?:more|less)\s+than\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:a\s+)?$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:(?:more|less)\s+than\s+)?$", re.IGNORECASE)
_SHARE = re.compile(r"\s+of\s+(?:its|their|the|all|his|our|total|global)\b", re.IGNORECASE)
_AFTER_GAP = re.compile(
    r"(?:[\s-]+(?:year|on|over|quarter|month|sequential|annual|annualised|annualized|organic|further|sharp|net"
    r"|like|for|steep|daily|weekly|surprise|reported|pay|price|wage|sales|revenue|profit|share|rate|tax"
    r"|staff|volume|user|traffic|stock|tariff|overall|the)){0,4}[\s-]+",
    re.IGNORECASE,
)
_FROM_AFTER = re.compile(r"\s+(?:or\s+\S{1,12}\s+)?(?:yoy|y/y|y-o-y|qoq|q/q)\b", re.IGNORECASE)


def read_direction(text: str, reading: Reading, cues: list[Cue]) -> None:
    """Whether a percentage rises or falls by so much; what falls is negative."""
    if reading.moved == "minus":
        if reading.kind in ("ratio", "money"):
            reading.turn()
            reading.moved = "down" if reading.kind == "ratio" else ""
        return
    if reading.moved == "turned":  # below zero already
        reading.moved = "down"
        return
    if reading.kind in _COUNTED and not reading.change:
        _read_fewer(text, reading, cues)
    if reading.kind != "ratio" or reading.change:
        return
    if reading.moved == "fold":
        close = [
            cue
            for cue in cues
            if cue.kind in ("rises", "rises_after") and abs(cue.start - reading.start) < 40
        ]
        reading.moved = "up" if close else "fold"
        return
    moved = reading.moved or _find_direction(text, reading, cues)
    reading.moved = moved
    if moved == "down":
        reading.turn()


def _read_fewer(text: str, reading: Reading, cues: list[Cue]) -> None:
    """What fell by so many is negative; jobs that are cut are told as they are."""
    led = [cue for cue in cues if cue.kind in ("rises", "falls") and cue.end <= reading.left]
    if not led or led[-1].kind != "falls":
        return
    by = _BY_ALONE.fullmatch(text, led[-1].end, reading.left)
    moved = _GOES_DOWN.fullmatch(text, led[-1].start, reading.left)
    left = reading.unit in _LEAVING and _LOSES.fullmatch(text, led[-1].start, reading.left)
    cut = any(cue.value in ("layoffs", "headcount") for cue in cues)
    if left or (moved and reading.kind != "people") or (by and not cut):
        reading.turn()


def _find_direction(text: str, reading: Reading, cues: list[Cue]) -> str:
    if _SHARE.match(text, reading.right):
        return ""
    led = [cue for cue in cues if cue.kind in ("rises", "falls") and cue.end <= reading.left]
    before = led[-1] if led else None
    gap = text[before.end : reading.left] if before else ""
    direct = before is not None and _is_direct(gap)
    if before and direct and len(gap.split()) <= _ADJACENT and not _is_noun(gap):
        return _told(before)
    for cue in cues:
        is_after = cue.kind.endswith("_after") and cue.start >= reading.right
        if is_after and _AFTER_GAP.fullmatch(text, reading.right, cue.start):
            return _told(cue)
    return _told(before) if before and direct else ""


def _is_noun(gap: str) -> bool:
    return gap.strip().lower() in ("its", "the", "a", "their")


def _is_direct(gap: str) -> bool:
    """Whether words between a verb and a number let the verb tell of the number."""
    if (
        _OF.fullmatch(gap)
        or (len(gap) < 60 and _OR.fullmatch(gap))
        or (len(gap) < 80 and _NOUN_OF.match(gap))
        or (len(gap) < 90 and _BY.search(gap))
    ):
        return True
    return len(gap) < 60 and not _LAST.search(gap) and not _BLOCK.search(gap)


def _told(cue: Cue) -> str:
    return "down" if cue.kind.startswith("falls") else "up"
