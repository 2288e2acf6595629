"""Fractions, multiples and vague numbers: "a third", "doubled", "tens of millions"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from db.figure_words import BIG, SCALES, WORDS, Number, find_parts, find_vague
from db.unit_words import any_of, read_unit
from ingest.amounts.money import find_money
from ingest.amounts.reading import Reading
from ingest.amounts.units import find_noun
from ingest.amounts.words import Words

_FOLDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_MULTIPLE = re.compile(
    rf"\b(?:(?P<verb>(?P<stem>{any_of(_TIMES)})(?:ed|ing|es)|(?P<half>halv(?:ed|ing)))"
    r"|(?:to|will|would|could|may|might|should|can)\s+"
    r"(?:(?:more\s+than|nearly|almost|at\s+least|about|roughly)\s+)?"
    rf"(?P<base>(?P<stem2>{any_of(_TIMES)})e|(?P<halve>halve))"
    rf"|(?P<fold>(?P<count>{any_of(_FOLDS)}|\d{{1,3}})[\s-]?fold))\b(?!\s+(?:down|back|as)\b|-)",
    re.IGNORECASE,
)
_OF_END = re.compile(
    r"\s+(?:of|(?P<less>less|lower|smaller)|(?P<more>more|higher|larger))$", re.IGNORECASE
)
_OF_A_BIG = re.compile(rf"\s+of\s+an?\s+(?P<big>{BIG})\b", re.IGNORECASE)
_NO_WHOLE = re.compile(
    r"\s+of\s+(?:an?|the)\s+(?:century|hour|minute|year|way|day|season|game|match|month|decade|mile)\b"
    r"|\s+of\s+(?:(?:19|20)\d\d|next|last|this|fiscal)\b",
    re.IGNORECASE,
)
_HALF_LEAD = re.compile(
    r"\b(?:by|nearly|almost|about|around|roughly|than|over|only|just|to|under|approximately|least)\s+$",
    re.IGNORECASE,
)
_HALF_NEXT = re.compile(
    r"\s+(?:the|its|their|all|his|our|those|that)\b(?!\s+(?:year|time|battle|story))", re.IGNORECASE
)


def find_fractions(text: str, words: Words, dollar: str) -> Iterator[Reading]:
    """Parts of a whole in percent, and parts of a million."""
    for figure in find_parts(text):
        if figure.low is None or _NO_WHOLE.match(
            text, figure.start + len(_bare(text[figure.start : figure.end]))
        ):
            continue
        said = text[figure.start : figure.end]
        end = figure.start + len(_bare(said))
        if text[figure.start : end].lower() == "half" and not _is_half(
            text, figure.start, end, said
        ):
            continue
        if big := _OF_A_BIG.match(text, end):
            scale = SCALES.get(big["big"].lower(), 1)
            number = Number(figure.start, big.end(), figure.low * scale / 100, scale)
            unit = find_money(text, number, dollar) or find_noun(text, number, words)
            if unit:
                value = number.value * unit.part
                yield Reading(unit.start, unit.end, value, value, unit.unit, unit.kind)
            continue
        reading = Reading(figure.start, end, figure.low, figure.low, "percent", "ratio")
        if (compared := _OF_END.search(said)) and (compared["less"] or compared["more"]):
            reading.moved = "down" if compared["less"] else "up"
            reading.end = figure.end
        yield reading


def _bare(said: str) -> str:
    return _OF_END.sub("", said)


def _is_half(text: str, start: int, end: int, said: str) -> bool:
    if len(said) > end - start:
        return True
    led = _HALF_LEAD.search(text, max(0, start - 20), start)
    return bool(led or _HALF_NEXT.match(text, end))


def find_multiples(text: str) -> Iterator[Reading]:
    """What doubled grew by 100 percent."""
    for match in _MULTIPLE.finditer(text):
        group = "verb" if match["verb"] else "base" if match["base"] else "fold"
        if match["half"] or match["halve"]:
            value, moved = Decimal(50), "down"
        else:
            stem = match["stem"] or match["stem2"]
            count = match["count"]
            times = _TIMES[stem.lower()] if stem else WORDS.get(count.lower()) or int(count)
            value, moved = Decimal(100 * (times - 1)), "up"
        start, end = match.span(group)
        reading = Reading(start, end, value, value, "percent", "ratio", moved=moved)
        reading.why.append(f"{text[start:end]!r} is told as growth by {value:f} percent")
        if moved == "down":
            reading.why[:] = [f"{text[start:end]!r} is told as a fall by 50 percent"]
        if group == "fold":
            reading.moved = "fold"
        yield reading


def find_vague_numbers(text: str, words: Words, dollar: str) -> Iterator[Reading]:
    """ "Tens of millions of dollars": at least the lowest number that the words allow."""
    for figure in find_vague(text):
        if figure.low is None:
            continue
        number = Number(figure.start, figure.end, figure.low, int(figure.low))
        unit = None
        if figure.units:
            several = len(figure.units) > 1 and "USD" in figure.units
            code = dollar if several else figure.units[0]
            reading = Reading(figure.start, figure.end, figure.low, figure.low, code, "money")
            if several:
                reading.why.append(
                    f"dollars are taken for {'US dollars' if dollar == 'USD' else dollar}"
                )
        else:
            unit = find_noun(text, number, words, vague=True)
            if unit is None or unit.kind == "time":
                continue
            reading = Reading(unit.start, unit.end, figure.low, figure.low, unit.unit, unit.kind)
        reading.bound, reading.approximate = "at_least", True
        reading.why.append(
            f"{text[figure.start : figure.end]!r} gives only the order of the number"
        )
        yield reading


_ACCOUNT = re.compile(
    r"(?:(?P<sign>(?:(?<![^\W\d_])[A-Z]{1,3})?[$€£¥₹]|\b[A-Z]{3}|\bRs\.?)\s?\(|\((?P<inner>[$€£¥₹])?)"
    r"(?P<digits>\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?)\)"
    r"(?:(?P<scale>\s?(?:hundred|thousand|million|billion|trillion|mn|bn|[mbk])\b)"
    r"|(?P<share>(?=\s(?:per|a)\s(?:[^\W\d_]+\s){0,2}share\b))|(?P<percent>\s?%))?",
)


def find_negatives(text: str, dollar: str) -> Iterator[Reading]:
    """Numbers in brackets, as accounts write what is below zero: "$(3.8) million"."""
    for match in _ACCOUNT.finditer(text):
        scale = (match["scale"] or "").strip().lower()
        sign = match["sign"] or match["inner"]
        if not (
            match["sign"] or match["share"] is not None or match["percent"] or (sign and scale)
        ):
            continue
        if match["percent"]:
            unit, kind, why = "percent", "ratio", ""
        else:
            unit, why = _name_sign(sign or "$", dollar)
            kind = "money"
        if not unit:
            continue
        value = -Decimal(match["digits"].replace(",", "")) * SCALES.get(scale, 1)
        reading = Reading(match.start(), match.end(), value, value, unit, kind)
        if kind == "ratio":
            reading.moved = "turned"
        if why:
            reading.why.append(why)
        yield reading


def _name_sign(sign: str, dollar: str) -> tuple[str, str]:
    units, _ = read_unit(sign + "1", len(sign), len(sign) + 1)
    if "USD" in units and len(units) > 1:
        return dollar, f"a bare $ is taken for {'US dollars' if dollar == 'USD' else dollar}"
    return (units[0], "") if units and units != ("unknown",) else ("", "")
