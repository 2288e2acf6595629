"""What a number is counted in: a currency, percent or points, or a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from db.figure_words import Number
from db.range_words import MODEL_BEFORE
from db.unit_words import RATIOS, place_unit, word_set
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


# Codes of currencies that are words or names more often.
_NO_CODES = re.compile(r"(?:ALL|TOP|AMD|TRY|COP|CUP|MOP|GEL|PEN|BOB|SOS|MAD|BAM|ERN|LAK|LEI|GIP)")
_NEVER = ("ALL", "TOP", "AMD")
_PER = r"(?=\s(?:a|per|each|apiece|an|for\s+each)\b|/|-(?:a|per)-)"
_CENTS = re.compile(
    r"[\s-]?(?:(?:(?P<us>U\.?S\.?|American)|(?P<euro>euro))[\s-]+)?(?:(?:cents?|¢)(?![^\W\d_])"
    r"|(?P<pence>pence\b|(?-i:p)\b(?=\s+(?:a|per)\s|[,.;)]|$)(?!\.m))|(?P<paise>paise\b))"
    rf"|(?<=\d)(?-i:c)\b{_PER}|(?P<short>(?<=\d)(?-i:[cp])\b(?!\.m|['’-]))",
    re.IGNORECASE,
)
_SCREENS = frozenset((144, 240, 360, 480, 576, 720, 1080, 1440, 2160, 4320))  # lines of video
_PAID = re.compile(
    r"\b(?:dividends?|eps|earnings|shares?|payout|distribution|interim|final|franked)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# The dollar whose cents are told is mostly named before.
_NAMED = re.compile(
    r"(?P<letters>\b(?:US|U\.S\.|A|AU|NZ|C|CA|HK|S|SG|NT)(?=\$\s?\d))|\$(?P<tail>US|A|NZ|C|HK)(?=\d)"
    r"|(?P<euro>€\s?\d|\beuros?\b)|(?P<rand>\bR\d[\d.,]{0,9}\s?(?:m|bn|million|billion)\b|\brand\b|JSE\b)"
)
_LETTERS = {
    "US": "USD", "U.S.": "USD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "C": "CAD", "CA": "CAD",
    "HK": "HKD", "S": "SGD", "SG": "SGD", "NT": "TWD",
}  # fmt: skip
# Where several currencies have one name, the country nearby decides.
_CUES = {
    "CNY": r"RMB|yuan|renminbi|CNY|Chin(?:a|ese)|Beijing|Shanghai|Shenzhen|Hangzhou|Guangzhou|人民币|元",
    "JPY": r"\byen\b|JPY|Japan|Tokyo|Osaka|Nikkei|Kyoto|Nagoya|円",
    "MXN": "Mexic", "ARS": "Argentin|Buenos Aires", "CLP": "Chile|Santiago",
    "COP": "Colombia|Bogot",
    "PHP": "Philippin|Filipin|Manila", "UYU": "Urugua", "DKK": "Denmark|Danish|Copenhagen",
    "NOK": "Norw|Oslo|Equinor", "SEK": "Swed|Stockholm", "ISK": "Iceland",
    "AED": "UAE|Emirat|Dubai|Abu Dhabi", "MAD": "Morocc|Casablanca", "SAR": "Saudi|Riyadh|Aramco",
    "QAR": "Qatar|Doha", "OMR": "Oman|Muscat", "IRR": "Iran|Tehran", "YER": "Yemen",
    "KWD": "Kuwait", "JOD": "Jordan|Amman", "BHD": "Bahrain|Manama", "IQD": "Iraq|Baghdad",
    "TND": "Tunisia", "RSD": "Serbia|Belgrade", "KES": "Kenya|Nairobi", "UGX": "Uganda|Kampala",
    "TZS": "Tanzania|Dar es Salaam", "ZMW": "Zambia|Lusaka", "MWK": "Malawi", "DOP": "Dominican",
    "CUP": "Cuba|Havana",
}  # fmt: skip
_PATTERNS = {code: re.compile(pattern) for code, pattern in _CUES.items()}
_NEARBY, _FAR = 150, 400
_PAKISTAN = re.compile("Pakistan|Karachi|Islamabad|Lahore")
_INDIA = re.compile("India|Mumbai|Delhi|lakh|crore|Bengaluru")
_TOKEN = re.compile(r"(?P<gap>\s{1,2}|-|)(?P<word>[^\W\d_]+\d{0,4}[^\W\d_]?)(?:['’]s?)?")
_STOP = word_set(
    """
    of in to and or for from at on with by is was were are has have had will would than that which
    who as but a an the its their his her our per into over after before while during since until
    about between through against under including when because if also not it they he she said
    says each every ago later earlier old could can may might should this these those across amid
    despite so then there where whose against versus vs around globally worldwide
    """
)
_ODD_PLURALS = frozenset(("people", "men", "women", "children"))
_PAIR = re.compile(r"\d[-–]$")  # a score, or a part of a number
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?P<dot>\.?)\s?$")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s+$")
_DEFINITE = frozenset(
    ("the", "these", "those", "all", "other", "both", "its", "their", "our", "last", "first")
)
_SURE = re.compile(r"\s+(?:sure|certain|right|true|confident|convinced|committed)\b", re.IGNORECASE)
_SUBJECT = 90
_LED = re.compile(
    r"\b(?:to|of|at|from|by|reached|reaching|hit|hits|topped|exceeded|surpassed|passed|crossed|totalled|totaled"
    r"|was|were|stood\s+at|employs?|employed|employing|lay(?:s|ing)?\s+off|laid\s+off)\s+(?:(?:over|more\s+than|about|around|nearly|almost|roughly|some|just\s+over"
    r"|at\s+least|approximately|close\s+to|a\s+record)\s+)?$",
    re.IGNORECASE,
)
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
# The lira is no pound of weight, and "won" is a verb, too.
_VERBS = frozenset(("won", "real", "rand", "dong", "reais"))


def find_money(text: str, number: Number, dollar: str) -> Unit | None:
    """The currency, percent or points that a number stands with."""
    plus = PLUS.match(text, number.end)
    at = plus.end() if plus else number.end
    if (cents := _CENTS.match(text, at)) and (
        unit := _read_cents(text, number, cents, dollar)
    ):
        return unit
    units, start, end = place_unit(text, number.start, at)
    if not units or units == ("unknown",):
        return None
    if units[0] in RATIOS:
        return _read_ratio(text, number, units[0], Unit(number.start, end, units[0], "ratio"))
    written = text[start : number.start] + text[at:end]
    if _is_no_money(text, number, written, end):
        return None
    unit, why = _choose(
        text, units, start, end, dollar, sign="$" in written or "$" in text[number.start]
    )
    return Unit(start, end, unit, "money", why)


def _read_cents(text: str, number: Number, cents: re.Match[str], dollar: str) -> Unit | None:
    start = number.start
    unit, why = "", ""
    for group, code in (("us", "USD"), ("euro", "EUR"), ("pence", "GBP"), ("paise", "INR")):
        if cents[group]:
            unit = code
    before = text[max(0, start - _FAR) : start]
    if before.endswith("US") and not unit:
        unit, start = "USD", start - 2
    if cents["short"] and not unit:
        if cents["short"] == "p":
            unit = "GBP"
            if number.value in _SCREENS:
                return None
        elif not _PAID.search(before[-90:]):
            return None
    if not unit:
        unit, why = _name_cents(before, text[start : start + _FAR], dollar)
    return Unit(start, cents.end(), unit, "money", why, Decimal("0.01"))


def _name_cents(before: str, after: str, dollar: str) -> tuple[str, str]:
    """The currency of cents: the last one named before, or else the first one after."""
    named = list(_NAMED.finditer(before))[-1:] or list(_NAMED.finditer(after))[:1]
    if not named:
        return dollar, f"cents are taken for those of {dollar}"
    (match,) = named
    letters = match["letters"] or match["tail"]
    unit = _LETTERS[letters] if letters else "EUR" if match["euro"] else "ZAR"
    return unit, "" if unit == dollar else f"cents are taken for those of {unit}"


def _read_ratio(text: str, number: Number, unit: str, read: Unit) -> Unit | None:
    """Points are those of percent only where percent are told nearby."""
    if number.value == 100 and _SURE.match(text, read.end):
        return None
    words = text[number.end : read.end].lower()
    if unit != "percentage_points" or "p" in words.replace("point", ""):
        return read
    around = text[max(0, number.start - 60) : read.end + 60]
    close = "%" in around or "percent" in around or "per cent" in around
    return read if close and number.value < 100 else None


def _is_no_money(text: str, number: Number, written: str, end: int) -> bool:
    word = written.strip(" -").lower()
    small = number.value < 100
    if word in _VERBS:
        return small
    if word in ("pound", "pounds") and text[end : end + 4] == " of ":
        return True
    code = _NO_CODES.search(written)
    return code is not None and (small or code[0] in _NEVER)


def _choose(
    text: str, units: tuple[str, ...], start: int, end: int, dollar: str, *, sign: bool
) -> tuple[str, str]:
    """One of the currencies that have a name, and what had to be assumed."""
    if units == ("INR",) and "up" in text[start:end]:
        around = text[max(0, start - _NEARBY) : end + _NEARBY]
        if _PAKISTAN.search(around) and not _INDIA.search(around):
            return "PKR", "rupees are taken for those of Pakistan"
    if len(units) == 1:
        return units[0], ""
    if "USD" in units:
        name = "US dollars" if dollar == "USD" else dollar
        return dollar, f"a bare $ is taken for {name}" if sign else f"dollars are taken for {name}"
    around = text[max(0, start - _NEARBY) : end + _NEARBY]
    told = [unit for unit in units if unit in _PATTERNS and _PATTERNS[unit].search(around)]
    if len(told) != 1:
        told = [unit for unit in _rank_currencies(text) if unit in units][:1]
    if told:
        return told[0], ""
    return units[0], f"the words may mean {' or '.join(units)}; taken for {units[0]}"


@lru_cache(maxsize=4)
def _rank_currencies(text: str) -> tuple[str, ...]:
    """The currencies of the countries that a text names, the most often named first."""
    counts = {unit: len(pattern.findall(text)) for unit, pattern in _PATTERNS.items()}
    return tuple(sorted((unit for unit in counts if counts[unit]), key=lambda unit: -counts[unit]))


def find_noun(text: str, number: Number, words: Words, *, vague: bool = False) -> Unit | None:
    """The noun that is counted: one of the list, or any in the plural from 1,000 on."""
    plus = PLUS.match(text, number.end)
    start = plus.end() if plus else number.end
    tokens = list(_next_tokens(text, start, vague=vague or number.scale > 1))
    large = number.scale >= 1000 or number.value >= 1000
    for at in range(min(len(tokens), 4 if large else 3)):
        rest = [token[0].lower() for token in tokens[at:]]
        if found := find_phrase(words.nouns, rest):
            count, unit = found
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
        match = _TOKEN.match(text, at)
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


def find_subject(text: str, number: Number, words: Words) -> Unit | None:
    """The noun before a large number that stands alone: "users grew to 98 million"."""
    digits = text[number.start : number.end]
    before = text[max(0, number.start - _SUBJECT) : number.start]
    if (number.scale < 1000 and "," not in digits) or _GOES_ON.match(text, number.end):
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
    tokens = [match["word"].lower() for match in _TOKEN.finditer(before)]
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 4) if beside else -1, -1):
        found = find_phrase(words.nouns, tokens[at:])
        if found is None or found[1] in TIMES or found[1] in MEASURED:
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


def is_name(text: str, number: Number, unit: Unit, words: Words) -> bool:
    """Whether a counted number is rather part of a name, a date or an order: "Windows 11 users"."""
    digits = text[number.start : number.end]
    before = text[max(0, number.start - 30) : number.start]
    if before.endswith((":", "/", "#", ".")) or _PAIR.search(before):
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
