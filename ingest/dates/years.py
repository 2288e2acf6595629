"""Whether four digits are a year, or a number, a price, or part of a name."""

from __future__ import annotations

import re

from ingest.dates.atoms import split_words

# After these words a year is likely.
_LEADS = split_words(
    """
    in of since by until till for from to through during before after around about circa early late
    mid end year calendar and or between than vs versus throughout over spring summer autumn fall
    winter fiscal fy quarter half season beginning starting ca annual as approximately roughly
    within into ending ended
    """
)
_TITLES = split_words(
    """
    turnover profit sales ebitda income loss cash eps results report year outlook guidance budget
    statement revenue earnings update
    """
)
_NO_YEAR_BEFORE = split_words(
    """
    p pp invoice order case docket application patent resolution directive regulation iso rfc
    iec booth hall stand floor desk lane flight room page pages model version no number nr suite
    unit route highway section article rule item gate bus train channel series form act. chapter
    box ref id serial code rs inr usd cny rmb eur gbp jpy aed hk$ us$ chf cad aud sgd version v
    ver build class type mark apartment apt street lot grade zip pin $ € £ ¥ ₹ ext extension tel
    phone psi rpm
    """
)
# What is counted or paid: "2000 people", "1999 yuan".
_UNITS = split_words(
    """
    people employees workers staff jobs users customers subscribers members men women children
    shares units cars vehicles homes houses stores shops outlets branches dollars dollar euros
    euro yuan rupees rupee yen pounds pound won pesos reais rubles roubles francs baht ringgit
    rupiah rmb renminbi dirhams riyals lira crore lakh million billion trillion thousand percent
    pct bn mn m k km kg g mg mm cm miles metres meters feet ft tonnes tons barrels mw gw kw gwh
    mwh mah hp rpm pages points times hours minutes seconds days weeks months years ppm degrees
    watts patients students companies firms hectares acres square cubic per or-more mhz ghz bps
    basis bp gb mb tb litres liters gallons ounces grams pieces orders flights planes aircraft
    rooms beds seats passengers
    """
)
_CAPITAL_NOUNS = split_words(
    """
    annual budget results election olympics games report tax season guidance revenue sales earnings
    forecast outlook q1 q2 q3 q4 h1 h2 agm us uk eu presidential ipo form adjusted ebitda eps capex
    """
)
_PLURAL_FINE = split_words(
    """
    levels bonds sales results earnings revenues profits was is has its as this elections
    olympics games accounts plans targets estimates forecasts losses financials figures numbers
    holidays markets models prices exports imports deliveries shipments sees rises falls
    alongside across towards goals bonuses us savings costs taxes series proceedings rules
    always besides less regulations onwards
    """
)
_ROW = re.compile(r"[ \t|]{1,8}(?:19|20)\d\d(?![\w,.])")  # the head of a table
_PHONE = re.compile(r"(?:^|[^\w,.])\+?(?!(?:19|20)\d\d[ -])\d{2,4}[ -](?:\d{3,4}[ -]){0,2}$")
_WORD_BEFORE = re.compile(r"([^\s()\[\]]{1,24})([\s\u00a0-]{1,3}|[(\[]|\s[(\[])$")
_WORD_AFTER = re.compile(r"[\s\u00a0-]{1,3}([^\W\d_]{1,24}(?:['’]s)?)")


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four digits at start..end are a year, by the words beside them."""
    before, after = text[max(0, start - 28) : start], _WORD_AFTER.match(text, end)
    if _touches(text, start, end):
        return False
    following = after[1] if after else ""
    if following.lower() in _UNITS:
        return False
    found = _WORD_BEFORE.search(before)
    word = found[1].strip("\"'“”‘’*_.,;:—–-") if found else ""
    low = "year" if word.lower().endswith("-year") else word.lower()
    if low in _NO_YEAR_BEFORE or _PHONE.search(before):
        return False
    if found and "\n" in found[2] and low not in _LEADS:
        return _opens(text, end, following)
    if found is None or found[1][-1] in '.!?:;"”—–|•' or not word:
        return _opens(text, end, following)
    if low in _SIGNS:
        return True
    if low in _LEADS:
        return not _is_counted(following) or (low not in _AMOUNTS and _is_recent(text, start))
    if low in _DETERMINERS or low.endswith(("'s", "’s")):
        return _is_recent(text, start) and _may_follow(following)
    if found[2].strip() in ("(", "["):
        return not following[:1].isupper() or text[end : end + 1] in ")];,"
    named = word[:1].isupper() and low not in _TITLES
    return not named and _may_follow(following) and not _is_counted(following)


def _may_follow(following: str) -> bool:
    """Whether a word may follow a year: no name does ("the 2024 Model Y", "1600 Main Street")."""
    if following == "of":
        return False
    return not following[:1].isupper() or following.lower() in _CAPITAL_NOUNS


def _is_recent(text: str, start: int) -> bool:
    return "1900" <= text[start : start + 4] <= "2100" and text[start + 2 : start + 4] != "00"


_DETERMINERS = split_words("the its their a an his her our this that your my whose")
_SIGNS = split_words("© (c) copyright december q1 q2 q3 q4 h1 h2")
_AMOUNTS = split_words("to by about over around than from or and approximately roughly as within")


def _touches(text: str, start: int, end: int) -> bool:
    """Whether a sign beside the digits makes them a part of something longer."""
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if left and left in ",.:~":
        return text[max(0, start - 2) : start - 1].isdigit()
    if (left and left in _GLUED) or (right and right in _GLUED):
        return True
    if right and right in ".,:" and text[end + 1 : end + 2].isdigit():
        return True
    if left == "-":
        return _JOINING.search(text[max(0, start - 8) : start]) is None
    return right == "-" and text[end + 1 : end + 2].isdigit()


_GLUED = "$€£¥₹₩#@/\\_=+&%°"
_JOINING = re.compile(r"\b(?:mid|pre|post|end|early|late|non)-$", re.IGNORECASE)


def _is_counted(following: str) -> bool:
    """Whether the word that follows looks like what is counted: a plural in small letters."""
    if not following[:1].islower():
        return False
    return (
        following.endswith("s")
        and not following.endswith(("ss", "us", "is", "'s", "’s"))
        and following not in _PLURAL_FINE
        and len(following) > 3
    )


def _opens(text: str, end: int, following: str) -> bool:
    """Whether digits at the head of a line are a year: a noun follows, or they are alone."""
    if not following:
        if _ROW.match(text, end):
            return True
        return text[end : end + 1] in ("", "\n", "\r", ":", ",", ".", ")", "|", "\t", ";")
    return _may_follow(following) and not _is_counted(following)
