"""Currencies, percent and points that a number stands with; cents are parts of a currency."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from db.figure_words import Number
from db.unit_words import RATIOS, place_unit
from ingest.amounts.bounds import PLUS
from ingest.amounts.units import Unit

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
    r"(?P<letters>\b(?:US|U\.S\.|A|AU|NZ|C|CA|HK|S|SG|NT)(?=\$\s?\d))"
    r"|\$(?P<tail>US|A|NZ|C|HK)(?=\d)"
    r"|(?P<euro>€\s?\d|\beuros?\b)"
    r"|(?P<rand>\bR\d[\d.,]{0,9}\s?(?:m|bn|million|billion)\b|\brand\b|JSE\b)"
)
_LETTERS = {
    "US": "USD", "U.S.": "USD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "C": "CAD", "CA": "CAD",
    "HK": "HKD", "S": "SGD", "SG": "SGD", "NT": "TWD",
}  # fmt: skip
# Where several currencies have one name, the country nearby decides.
_CUES = {
    "CNY": r"RMB|yuan|renminbi|CNY|Chin(?:a|ese)|Beijing|Shanghai|Shenzhen|Hangzhou|Guangzhou"
    r"|人民币|元|Alibaba|Tencent|Baidu|Huawei|BYD|Xiaomi|JD\.com|Meituan|PetroChina|Sinopec",
    "JPY": r"\byen\b|JPY|Japan|Tokyo|Osaka|Nikkei|Kyoto|Nagoya|円|Toyota|Nissan"
    r"|Honda|Sony|SoftBank|Nintendo|Panasonic|Hitachi|Mitsubishi|Mitsui|Sumitomo|Uniqlo|Mizuho",
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
# Points of an index are told with their percentage: "lost 45 points, or 0.6%".
_INDEX = re.compile(
    r"\b(?:index|indexes|indices|Dow|Nasdaq|S&P|Nikkei|Topix|FTSE|Sensex|Nifty|DAX|Hang\s+Seng|ASX|CAC|Stoxx|KOSPI|TSX"
    r"|Ibovespa|Russell|benchmark|gauge)\b[^.;]{0,80}$"
)
_IN_PERCENT = re.compile(r",?\s+(?:\(|or\s+|\(or\s+)[-+]?\d[\d.]{0,6}\s?(?:%|per\s?cent)")
_SURE = re.compile(r"\s+(?:sure|certain|right|true|confident|convinced|committed)\b", re.IGNORECASE)
# The lira is no pound of weight, and "won" is a verb, too.
_VERBS = frozenset(("won", "real", "rand", "dong", "reais"))


def find_money(text: str, number: Number, dollar: str) -> Unit | None:
    """The currency, percent or points that a number stands with."""
    plus = PLUS.match(text, number.end)
    at = plus.end() if plus else number.end
    if (cents := _CENTS.match(text, at)) and (unit := _read_cents(text, number, cents, dollar)):
        return unit
    units, start, end = place_unit(text, number.start, at)
    if not units or units == ("unknown",):
        return None
    if units[0] in RATIOS:
        return _read_ratio(text, number, units[0], Unit(number.start, end, units[0], "ratio"))
    written = text[start : number.start] + text[at:end]
    if _is_no_money(text, number, written, end):
        return None
    sign = "$" in written or "$" in text[number.start]
    code, why = _choose(text, units, start, end, dollar, sign=sign)
    return Unit(start, end, code, "money", why)


def _read_cents(text: str, number: Number, cents: re.Match[str], dollar: str) -> Unit | None:
    start, why = number.start, ""
    told = (("us", "USD"), ("euro", "EUR"), ("pence", "GBP"), ("paise", "INR"))
    code = next((code for group, code in told if cents[group]), "")
    before = text[max(0, start - _FAR) : start]
    if before.endswith("US") and not code:
        code, start = "USD", start - 2
    if cents["short"] and not code:
        if cents["short"] == "p":
            code = "GBP" if number.value not in _SCREENS else ""
        if not code and (cents["short"] == "p" or not _PAID.search(before[-90:])):
            return None
    if not code:
        code, why = _name_cents(before, text[start : start + _FAR], dollar)
    return Unit(start, cents.end(), code, "money", why, Decimal("0.01"))


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
    if _INDEX.search(text, max(0, number.start - 100), number.start) or _IN_PERCENT.match(
        text, read.end
    ):
        return None
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
