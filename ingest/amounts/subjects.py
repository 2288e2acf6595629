"""What a large number counts that stands alone: "users grew to 98 million"."""

from __future__ import annotations

import re

from db.figure_words import Number
from ingest.amounts.units import KINDS, TIMES, TOKEN, Unit
from ingest.amounts.words import Words, find_phrase

_FAR = 400
_SUBJECT = 90
_LED = re.compile(
    r"\b(?:to|of|at|from|by|reached|reaching|hit|hits|topped|exceeded|surpassed|passed|crossed|totalled|totaled"
    r"|was|were|stood\s+at|employs?|employed|employing|lay(?:s|ing)?\s+off|laid\s+off)\s+(?:(?:over|more\s+than|about|around|nearly|almost|roughly|some|just\s+over"
    r"|at\s+least|approximately|close\s+to|a\s+record)\s+)?$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bfrom\s+\d[\d,.]{0,12}\s+to\s+$")
_APPOSED = re.compile(
    r"[^\W\d_]s(?:,|:|\s[-–—])\s+(?:(?:over|more\s+than|about|around|nearly|almost|roughly|some|up\s+to)\s+)?$",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:production|output|deliver(?:y|ies|ed|s)?|shipments?|capacity|sell|sells|sold|selling|build|builds"
    r"|built|building|produc(?:e|es|ed|ing)|ship|ships|shipped|assembl(?:e|es|ed|ing))\s+"
    r"(?:(?:of|to|at|was|were|is|rose|fell|reached|by|from|about|around|nearly|almost|over|some|more\s+than)\s+){0,3}$",
    re.IGNORECASE,
)
_MOVED = frozenset(("deliveries", "shipments", "bookings"))
_EMPLOYS = re.compile(
    r"\b(?:employ(?:s|ed|ing)?|(?:lay(?:s|ing)?|laid)\s+off)\s+(?:[^\W\d_]+\s+){0,3}$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[\s-]?[^\W_]{0,20}[\d$€£¥₹%]|[-/]")
_CLAUSE = re.compile(r"[.;:!?]\s|[$€£¥₹]|\n\n")
_MANY_ENDS = ("s", "people", "staff", "workforce", "headcount", "personnel", "aircraft")


def find_subject(text: str, number: Number, words: Words) -> Unit | None:
    """The noun before a large number that stands alone: "users grew to 98 million"."""
    digits = text[number.start : number.end]
    before = text[max(0, number.start - _SUBJECT) : number.start]
    small = number.scale < 1000 and "," not in digits and not _FROM_TO.search(before)
    if small or _GOES_ON.match(text, number.end):
        return None
    if not (led := _LED.search(before)) and not _APPOSED.search(before):
        return _find_made(text, number, words)
    if _EMPLOYS.search(before):
        return Unit(number.start, number.end, "people", "people", "counted are those employed")
    before = _CLAUSE.split(before)[-1]
    found = _find_last(before, number, words, beside=not led)
    return found or (_find_made(text, number, words) if led else None)


def _find_last(before: str, number: Number, words: Words, *, beside: bool = False) -> Unit | None:
    """The last noun that is counted; with `beside`, only one at the very end."""
    tokens = [match["word"].lower() for match in TOKEN.finditer(before)]
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 4) if beside else -1, -1):
        found = find_phrase(words.nouns, tokens[at:])
        if found is None or found[1] in TIMES:
            continue
        if not tokens[at + found[0] - 1].endswith(_MANY_ENDS) or (
            beside and at + found[0] < len(tokens)
        ):
            continue
        unit = found[1]
        if unit in _MOVED:  # "deliveries of its cars", "vehicle deliveries"
            unit = _find_thing(tokens, at, words) or unit
        kind = KINDS.get(unit, "count")
        return Unit(number.start, number.end, unit, kind, f"counted are the {tokens[at]}")
    return None


def _find_thing(tokens: list[str], at: int, words: Words) -> str | None:
    if at and (found := find_phrase(words.nouns, tokens[at - 1 :])):
        return found[1] if found[1] not in TIMES else None
    return None


def _find_made(text: str, number: Number, words: Words) -> Unit | None:
    """What is made or sold, by the last thing that was counted before: "It sold 31,887"."""
    if number.scale > 10**6 or not _MADE.search(text, max(0, number.start - 60), number.start):
        return None
    before = text[max(0, number.start - _FAR) : number.start]
    found = _find_last(before, number, words)
    return found if found and found.kind == "count" else None
