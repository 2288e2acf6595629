"""Amounts: parsed from the short text of a record file, and printed as a person would write them.

    [about] [bound] NUMBER[scale] [- NUMBER[scale]] UNIT

- about, around, approximately, roughly, some and ~ make an amount approximate.
- Bounds: over, more than, above, > · at least, >= · under, less than, below, < · at most, up to,
  <= · nearly and almost, which are under and approximate. A range has no bound.
- Scales: K, M, B and T, or thousand, million, billion (10⁹) and trillion (10¹²). A scale at the
  end of a range holds for both ends when the first has none.
- Numbers are ASCII digits, with a point before decimals and commas between groups of three.
  Ranges are joined by a hyphen, an en dash or "to".
- Values are exact, as DECIMAL(38,6) keeps them, and in plain form (no exponent, no trailing
  zeros), whatever the decimal context. What does not fit is refused, never rounded.
- A unit of three upper-case letters is a currency (ISO 4217). Signs such as $ are printed (CLDR's
  English symbols), but never read: a sign does not say which country's money is meant.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from db.errors import AmountError
from db.number import format_decimal, trim_zeros

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_TEXT = 200
LIMIT, MOST_PLACES = Decimal("1E32"), 6

_POWERS = {"": 0, "k": 3, "m": 6, "b": 9, "t": 12}
_POWERS |= {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_OTHER_SCALES = {"mn": "M", "mln": "M", "mm": "M", "bn": "B", "bln": "B", "tn": "T", "trn": "T"}

_APPROXIMATE = {"about", "around", "approximately", "roughly", "some", "~"}
_BOUNDS = {
    "": ("exact", False),
    **dict.fromkeys(("over", "more than", "above", ">"), ("over", False)),
    **dict.fromkeys(("at least", ">=", "≥"), ("at_least", False)),
    **dict.fromkeys(("under", "less than", "below", "<"), ("under", False)),
    **dict.fromkeys(("at most", "up to", "<=", "≤"), ("at_most", False)),
    **dict.fromkeys(("nearly", "almost"), ("under", True)),
}
_LEADS = {"exact": "", "over": "over ", "at_least": "at least ", "at_most": "up to "}
_LEADS |= {"under": "under "}
_PERIODS = {"one_off": "", "level": "", "cumulative": " in total", "half_year": " a half-year"}
_PERIODS |= {period: f" a {period}" for period in ("day", "week", "month", "quarter", "year")}

_SIGNS = {
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$",
    "ILS": "₪", "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱",
    "TWD": "NT$", "USD": "$", "VND": "₫", "XCD": "EC$",
}  # fmt: skip
_CODES = {sign: code for code, sign in _SIGNS.items()} | {"US$": "USD"}
_CURRENCY_WORDS = {
    "rmb": "CNY", "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "euro": "EUR",
    "dollar": "USD, or another dollar's code", "pound": "GBP, or another pound's code",
    "rupee": "INR, or another rupee's code",
}  # fmt: skip
_RATES = {"percent", "percentage_points", "basis_points"}

_NUMBER = r"-?[0-9][0-9,.]*"
_SCALE = r"(?: ?(?:thousand|million|billion|trillion)|[kmbt]| [kmbt](?= ))(?![a-z0-9_])"
_SHAPE = re.compile(
    rf"(?P<words>[^0-9]*?)(?P<low>{_NUMBER})(?P<low_scale>{_SCALE})?"
    rf"(?: ?(?:-|–|to) ?(?P<high>{_NUMBER})(?P<high_scale>{_SCALE})?)?"
    r"(?P<plus> ?\+)?(?P<gap> ?)(?P<unit>.*)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_GROUPED = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]")
_SECOND_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[0-9]")
_SIGN = re.compile(r"[A-Za-z]{0,2}[$¢-¥₠-\u20cf￥]")
_SYMBOL = re.compile(r"~|[<>]=?|[≤≥]")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PLURAL_IES, _PLURAL_S = re.compile(r"ies\Z"), re.compile(r"(?<!s)s\Z")

_BEFORE_A_NUMBER = {
    ".": "write a digit before the point, such as 0.5",
    "+": "leave the plus out",
    **dict.fromkeys("-–—−", "write a negative number with one hyphen, such as -7"),
}
_NAME_A_UNIT = "name a unit such as USD, percent or people"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as one claim states it; the open side of a bound is None, an exact one has two."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    approximate: bool


def parse_amount(text: str, units: Collection[str]) -> Amount:
    """Read an amount whose unit is one of `units`; AmountError if it is not written as above."""
    text = " ".join(text.split())
    _refuse_signs(text)
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise AmountError(f"no number in {text!r}", "write it in figures, such as 20M USD")
    bound, approximate = _read_words(match["words"], units)
    unit = _read_unit(match, units)
    low, high = _read_ends(match)
    if low != high and bound != "exact":
        fault = f"a range cannot have a bound, here {match['words'].strip()!r}"
        raise AmountError(fault, "write the range alone, or one number with the bound")
    open_low, open_high = bound in {"under", "at_most"}, bound in {"over", "at_least"}
    return Amount(None if open_low else low, None if open_high else high, unit, bound, approximate)


def format_amount(amount: Amount, per: str = "one_off") -> str:
    """Print an amount for a reader, such as "about $20M a month"; ValueError for unknown `per`."""
    if per not in _PERIODS:
        raise ValueError(f"unknown per {per!r}")
    ends = sorted({end for end in (amount.low, amount.high) if end is not None})
    joiner = " to " if ends[0] < 0 else "–"
    lead = ("about " if amount.approximate else "") + _LEADS[amount.bound]
    if lead == "about under ":
        lead = "nearly "
    figures = joiner.join(_print_figure(end, amount.unit) for end in ends)
    return f"{lead}{figures}{_print_unit(amount.unit, ends)}{_PERIODS[per]}"


def _refuse_signs(text: str) -> None:
    """Refuse what no amount holds: nothing, too much, signs of money, other scripts' digits."""
    if not text:
        raise AmountError("the amount is empty", "write a figure and its unit, such as 20M USD")
    if len(text) > LONGEST_TEXT:
        raise AmountError(f"{len(text)} characters are too many", "write a figure and its unit")
    if sign := _SIGN.search(text):
        remedy = _spell_out(text, sign[0])
        raise AmountError(f"{sign[0]!r} is a sign, not the code of a currency", remedy)
    if "%" in text:
        raise AmountError("'%' is a sign, not a unit", "write percent")
    if foreign := [letter for letter in text if letter.isnumeric() and not letter.isascii()]:
        raise AmountError(f"{foreign[0]!r} is not a digit from 0 to 9", "write it with 0 to 9")


def _spell_out(text: str, sign: str) -> str:
    """The remedy for a currency sign: the same amount with a code, if that would be well formed."""
    if sign in "¥￥":
        return "write CNY or JPY, whichever is meant, after the number"
    code = _CODES.get(sign, "")
    bare = " ".join(text.replace(sign, "").removesuffix(code).split())
    match = _SHAPE.fullmatch(f"{bare} {code}")
    if code and match and match["unit"] == code and _look_up_words(match["words"]):
        return f"write {bare} {code}" + (" if US dollars are meant" if sign == "$" else "")
    return "write the code of the currency after the number, such as 20M USD"


def _look_up_words(words: str) -> tuple[str, bool] | None:
    """Bound and approximation that the words before a number give; None if they mean neither."""
    words = " ".join(_SYMBOL.sub(r" \g<0> ", words).lower().split())
    first, _, rest = words.partition(" ")
    if first not in _APPROXIMATE:
        return _BOUNDS.get(words)
    return (_BOUNDS[rest][0], True) if rest in _BOUNDS else None


def _read_words(words: str, units: Collection[str]) -> tuple[str, bool]:
    if found := _look_up_words(words):
        return found
    last = words.split()[-1]
    if last in units or last.lower().removesuffix("s") in _CURRENCY_WORDS:
        remedy = "write the unit after the number, such as 20M USD"
    else:
        remedy = _BEFORE_A_NUMBER.get(last[-1], "write about, over, at least, under or at most")
    raise AmountError(f"{words.strip()!r} before the number is not understood", remedy)


def _read_unit(match: re.Match[str], units: Collection[str]) -> str:
    unit: str = match["unit"]
    if not match["gap"] and _EXPONENT.match(unit):
        raise AmountError("a number with an exponent", "write the digits or a scale, such as 20M")
    if unit not in units:
        raise _unit_fault(unit, units)
    if match["plus"]:
        number = match.string[match.start("low") : match.start("plus")]
        remedy = "leave it out" if match["high"] else f"write at least {number} {unit}"
        raise AmountError("a plus after the number", remedy)
    if not match["gap"]:
        raise AmountError(f"no space before the unit {unit!r}", "write a space between them")
    return unit


def _unit_fault(unit: str, units: Collection[str]) -> AmountError:
    """Say why a text after a number is no unit, with the unit that was probably meant."""
    words = unit.lower().split()
    known = {name.lower(): name for name in sorted(units)}
    joined = "_".join(words)
    if unit.lower() in _POWERS:
        return AmountError("no unit after the number", _NAME_A_UNIT)
    if joined not in known and _SECOND_NUMBER.search(unit):
        remedy = "write one number such as 115,000, or a range such as 20-23B, and then one unit"
        return AmountError(f"another number in {unit!r}", remedy)
    if joined not in known and unit.split()[0] in units:
        remedy = "end with one unit; a period belongs in per, a second unit in an amount of its own"
        return AmountError(f"more than a unit after the number: {unit!r}", remedy)
    return AmountError(f"unit {unit!r} is not known", _find_unit(words, joined, known))


def _find_unit(words: list[str], joined: str, known: dict[str, str]) -> str:
    """The remedy for an unknown unit: what it is called here."""
    if joined in known:
        return f"write {known[joined]}"
    if scale := _OTHER_SCALES.get(words[0]):
        return f"write the scale as {scale}, such as 20{scale}"
    if currency := _CURRENCY_WORDS.get(words[-1].removesuffix("s")):
        return f"use {currency}"
    nearest = difflib.get_close_matches(joined, known, n=1, cutoff=0.75)
    return f"write {known[nearest[0]]}" if nearest else _NAME_A_UNIT


def _read_ends(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    parts = match.groupdict("")
    low_scale, high_scale = (parts[name].strip().lower() for name in ("low_scale", "high_scale"))
    if match["high"] is None:
        value = _read_number(match["low"], low_scale, match.string)
        return value, value
    if low_scale and not high_scale:
        fault = "the first number of the range has a scale and the second has none"
        raise AmountError(fault, "write the scale at the end for both, or one on each")
    low = _read_number(match["low"], low_scale or high_scale, match.string)
    high = _read_number(match["high"], high_scale, match.string)
    if low == high:
        raise AmountError("both ends of the range are equal", "write one number")
    if low > high:
        remedy = "write the lower number first, and a scale on each if they differ"
        raise AmountError("the range ends below its start", remedy)
    return low, high


def _read_number(digits: str, scale: str, text: str) -> Decimal:
    if not _GROUPED.fullmatch(digits):
        remedy = "write thousands as in 115,000 and decimals as in 30.6"
        if _DECIMAL_COMMA.fullmatch(digits):
            remedy = f"write {text.replace(digits, digits.replace(',', '.'))}"
        raise AmountError(f"{digits!r} is not a number", remedy)
    value = _shift(Decimal(digits.replace(",", "")), _POWERS[scale])
    if value.copy_abs() >= LIMIT:
        raise AmountError(f"{digits + scale!r} is 10^32 or more", "check the digits and the scale")
    if _count_places(value) > MOST_PLACES:
        fault = f"{digits + scale!r} has more than {MOST_PLACES} decimal places"
        raise AmountError(fault, "write fewer; nothing is rounded in silence")
    return value


def _print_figure(value: Decimal, unit: str) -> str:
    if unit in _RATES:
        return trim_zeros(f"{value:,f}") + ("%" if unit == "percent" else "")
    minus = "-" if value < 0 else ""
    sign = _SIGNS.get(unit, f"{unit} ") if _CURRENCY.fullmatch(unit) else ""
    return f"{minus}{sign}{_shorten(value.copy_abs())}"


def _print_unit(unit: str, ends: list[Decimal]) -> str:
    """The unit's name after its figures, in the singular for exactly one."""
    if unit == "percent" or _CURRENCY.fullmatch(unit):
        return ""
    name = unit.replace("_", " ")
    if ends == [1]:
        name = "person" if name == "people" else _PLURAL_S.sub("", _PLURAL_IES.sub("y", name))
    return f" {name}"


def _shorten(value: Decimal) -> str:
    """Print a million and more with its scale, unless that wants more than three decimals."""
    scale = next((scale for scale in "TBM" if value >= 10 ** _POWERS[scale.lower()]), "")
    scaled = _shift(value, -_POWERS[scale.lower()])
    if scale and _count_places(scaled) <= 3:
        return f"{scaled:,f}{scale}"
    return trim_zeros(f"{value:,f}")


def _shift(value: Decimal, power: int) -> Decimal:
    """Multiply by a power of ten, exactly: a Decimal made from text heeds no context."""
    return Decimal(format_decimal(Decimal(f"{value:f}E{power}")))


def _count_places(value: Decimal) -> int:
    return len(format_decimal(value).partition(".")[2])
