"""What a number is counted in: a currency, percent or points, or a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from db.figure_words import Number
from db.range_words import MODEL_BEFORE
from db.unit_words import word_set
from ingest.amounts.bounds import PLUS
from ingest.amounts.words import Words, find_phrase

TIMES = frozenset(("years", "months", "weeks", "days"))
# What is measured, not counted, is an amount also below ten.
MEASURED = word_set(
    """
    kilowatts megawatts gigawatts terawatts kilowatt_hours megawatt_hours gigawatt_hours
    terawatt_hours kilograms tonnes kilometres miles square_feet square_metres square_kilometres
    square_miles hectares acres litres gallons teu cubic_metres cubic_feet barrels
    """
)
KINDS = {"people": "people", "users": "users", "tokens": "tokens"}


class Unit(NamedTuple):
    """A unit, and where number and unit start and end; `part` is 1/100 for cents."""

    start: int
    end: int
    unit: str
    kind: str
    why: str = ""
    part: Decimal = Decimal(1)


TOKEN = re.compile(r"(?P<gap>\s{1,2}|-|)(?P<word>[^\W\d_]+\d{0,4}[^\W\d_]?)(?:['’]s?)?")
_STOP = word_set(
    """
    of in to and or for from at on with by is was were are has have had will would than that which
    who as but a an the its their his her our per into over after before while during since until
    about between through against under including when because if also not it they he she said
    says each every ago later earlier old could can may might should this these those across amid
    despite so then there where whose against versus vs around globally worldwide
    """
)
# "100 km/h" is how fast.
_SPEED = re.compile(
    r"\s?/\s?(?:h|s|l|hr|hour)\b|\s(?:per|an)\s(?:hour|second|litre|liter|gallon)\b"
)
_LENGTHS = ("kilometres", "miles")
_ODD_PLURALS = frozenset(("people", "men", "women", "children"))
_PAIR = re.compile(r"\d[-–]$")  # a score, or a part of a number
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?P<dot>\.?)\s?$")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s+$")
_DEFINITE = frozenset(
    ("the", "these", "those", "all", "other", "both", "its", "their", "our", "last", "first")
)


def find_noun(text: str, number: Number, words: Words, *, vague: bool = False) -> Unit | None:
    """The noun that is counted: one of the list, or any in the plural from 1,000 on."""
    plus = PLUS.match(text, number.end)
    start = plus.end() if plus else number.end
    tokens = list(_next_tokens(text, start, vague=vague or number.scale > 1))
    if tokens and tokens[0][::2] == ("strong", "-"):  # "a 120-strong team"
        return Unit(number.start, tokens[0][1], "people", "people")
    large = number.scale >= 1000 or number.value >= 1000
    for at in range(min(len(tokens), 4 if large else 3)):
        rest = [token[0].lower() for token in tokens[at:]]
        if found := find_phrase(words.nouns, rest):
            count, unit = found
            if unit in _LENGTHS and _SPEED.match(text, tokens[at + count - 1][1]):
                return None
            kind = "time" if unit in TIMES else KINDS.get(unit, "count")
            return Unit(number.start, tokens[at + count - 1][1], unit, kind)
        if (at or tokens[0][2] == "-") and (found := find_phrase(words.singles, rest)):
            count, unit = found  # "a 348-villa resort"
            if tokens[at][2] == "-" or tokens[0][2] == "-":
                return Unit(number.start, tokens[at + count - 1][1], unit, "count")
        if tokens[0][2] == "":  # "7nm"
            return None
        if large and at < 3 and not vague and _is_plural(tokens[at][0], words):
            return Unit(number.start, tokens[at][1], rest[0], "count")
    return None


def _next_tokens(text: str, at: int, *, vague: bool) -> Iterator[tuple[str, int, str]]:
    """The next words up to one that begins something else: word, end and gap before it."""
    for count in range(7):
        match = TOKEN.match(text, at)
        if match is None or (count and not match["gap"]):
            return
        word = match["word"].lower()
        skipped = vague and (word == "of" and not count)
        if word in _STOP and not skipped:
            return
        if not skipped:
            yield match["word"], match.end("word"), match["gap"]
        at = match.end()


def _is_plural(word: str, words: Words) -> bool:
    if word in _ODD_PLURALS:
        return True
    plain = word.islower() and len(word) > 3 and word.endswith("s")
    return plain and not word.endswith(("ss", "us", "is")) and word not in words.not_nouns


def is_name(text: str, number: Number, unit: Unit, words: Words) -> bool:
    """Whether a counted number is rather part of a name, a date or an order: "Windows 11 users"."""
    digits = text[number.start : number.end]
    before = text[max(0, number.start - 30) : number.start]
    beside = before.endswith("/") and unit.unit not in MEASURED  # "600 MW/1,200 MWh"
    if beside or before.endswith((":", "#", ".")) or _PAIR.search(before):
        return True
    word = _WORD_BEFORE.search(before)
    said = word["word"].lower() if word else ""
    if said in words.names or before.endswith("Group of ") or _MONTH.search(before):
        return True
    plain = digits.isdigit()
    if plain and _YEAR.fullmatch(digits):
        return int(digits) % 100 != 0 or said in ("in", "of", "by", "since", "until", "the", "year")
    if number.scale == 1 and number.value < 1000 and said in _DEFINITE and unit.kind != "time":
        return number.value < 100
    glued = digits[-1:].isalpha() and digits[-2:-1].isdigit()
    return (plain or glued) and MODEL_BEFORE.search(before) is not None


def is_few(number: Number, unit: Unit, words: Words) -> bool:
    """Whether so few are counted that it is no amount ("three questions")."""
    if number.scale > 1 or unit.kind == "time" or unit.unit in MEASURED:
        return False
    return number.value < (2 if unit.unit in words.few else 10)
