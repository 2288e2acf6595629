"""What an amount measures, by the nearest word that tells it."""

from __future__ import annotations

import re

from db.unit_words import word_set
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
    r"\b(?:jobs?|positions|roles|posts|hir\w+|recruit\w*|t(?:ak|ook)\w*|adde?d?)\b", re.IGNORECASE
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
    return _find_nearest(text, reading, told, words, before)


def _find_nearest(
    text: str, reading: Reading, told: list[Cue], words: Words, before: int
) -> str | None:
    allowed = [
        cue
        for cue in told
        if _suits(reading, cue.value, words) and not _is_misleading(text, reading, cue)
    ]
    nearest = min(allowed, key=lambda cue: _distance(text, reading, cue, before), default=None)
    if reading.kind == "money" and _PLANT.match(text, reading.right):
        return "investment"
    if nearest is None or _distance(text, reading, nearest, before) > _FARTHEST:
        return _of_noun(text, reading, words)
    measure = nearest.value
    if reading.kind == "money":
        measure = _refine_money(text, reading, measure, allowed)
    by = _STAFF_BY.fullmatch(text[nearest.end : reading.left])
    if measure == "headcount" and (by or _distance(text, reading, nearest, before) > _HERE):
        moved = [cue for cue in allowed if cue.value in _MOVED_STAFF]
        near = (cue.value for cue in moved if _distance(text, reading, cue, before) < _NEAR)
        measure = next(near, measure)
    return _settle(text, reading, measure, nearest, words)


def _settle(text: str, reading: Reading, measure: str, nearest: Cue, words: Words) -> str | None:
    """The measure that the nearest word means here."""
    if measure in ("profit", "loss") and reading.kind == "money" and abs(reading.high) < _SMALL:
        reading.of = "each share"
        reading.why.append(f"a {measure} so small is taken for that of each share")
        return "earnings_per_share"
    if measure == "staff_change" and not _JOBS.search(text, nearest.start, reading.right):
        return _of_noun(text, reading, words)
    if reading.kind == "ratio" and reading.moved:
        return words.measures[measure].growth or measure
    return measure


_STAFF_BY = re.compile(
    r",\s+or\s+|\s+by\s+(?:(?:up\s+to|about|around|some|another|a\s+further)\s+)?", re.IGNORECASE
)
_LEVELS = ("share_price", "earnings_per_share")
_LARGE = 10**5  # no share costs, or earns, so much
_LOSING = re.compile(r"los(?:t|es?|ing)$", re.IGNORECASE)
_OUTLOOK = re.compile(
    r"\b(?:guidance|forecasts?|outlook|targets?|estimates?|dividends?|prices?|rates?|ratings?|tariffs?|pay|wages|stake|holding)\b",
    re.IGNORECASE,
)
# "A $300 million battery plant": what is built is invested in.
_PLANT = re.compile(
    r"(?:\s\([^()]{0,30}\))?[\s-](?:(?!in\b|for\b|to\b|from\b|at\b|on\b|a\b|the\b|and\b)[^\W\d_]+[\s-]){0,3}(?:plants?|factory|factories|facility|facilities"
    r"|complex|campus|gigafactory|refinery|smelter|fab|terminal|data\s+cent(?:er|re)s?|headquarters|pipeline)\b",
    re.IGNORECASE,
)
_BUILT = re.compile(
    r"\b(?:infrastructure|factor(?:y|ies)|plants?|data\s+cent(?:er|re)s?|facilit(?:y|ies)|capacity|equipment|network)\b",
    re.IGNORECASE,
)
_PAID_FOR = re.compile(
    r"\s(?:(?:in\s+cash|in\s+stock|in\s+shares)\s)?for\s(?:[^\s.;:]+\s){0,5}?(?:stake|holding|shares|company|firm|business|unit"
    r"|maker|owner|operator|division|assets|interest|\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent))",
    re.IGNORECASE,
)
_TAKEN_OVER = re.compile(
    r"\b(?:acqui(?:re[sd]?|ring|sitions?)|takeover|buyout|merger|(?:buy|bought|buying|sale\s+of|sold|sell|selling|take)\s+(?:[^\s.;,]+\s){0,4}(?:stake|shares|business|unit|division|royalty))\b",
    re.IGNORECASE,
)


def _is_misleading(text: str, reading: Reading, cue: Cue) -> bool:
    """Whether a word that tells a measure elsewhere tells none of this amount."""
    if reading.kind == "money":
        if cue.value in _LEVELS and abs(reading.high) >= _LARGE:
            return True
        raising = cue.value == "funding" and text[cue.start : cue.end].lower().startswith("rais")
        around = text[max(0, cue.start - 30) : cue.start], text[cue.end : cue.end + 30]
        return raising and any(map(_OUTLOOK.search, around))
    # A share that loses 5 percent makes no loss.
    return cue.value == "loss" and _LOSING.match(text, cue.start, cue.end) is not None


def _refine_money(text: str, reading: Reading, measure: str, allowed: list[Cue]) -> str:
    """What is paid for a company is the value of a deal; what is spent on plants is invested."""
    around = text[max(0, reading.left - _FARTHEST) : reading.right + _NEAR]
    sentence = text[allowed[0].start : max(reading.right, allowed[-1].end)]
    if (
        measure == "payment"
        and reading.per is None
        and (_PAID_FOR.match(text, reading.right) or _TAKEN_OVER.search(sentence))
    ):
        return "deal_value"
    if measure == "deal_value" and (reading.of or "").startswith("each"):
        return "price"
    if measure == "spending" and _BUILT.search(around[-_NEAR - (reading.right - reading.left) :]):
        return "investment"
    return measure


_TOPICS = word_set(
    """
    revenue profit loss capital_expenditure investment spending debt cash assets funding valuation
    share_price market_share price cash_flow order_intake interest_rate deal_value margin
    operating_margin advertising_revenue cost price_change stake sales headcount users
    """
)


def find_topic(
    text: str, reading: Reading, cues: list[Cue], earlier: list[Cue], words: Words
) -> str | None:
    """The one measure that the sentence before is about, where an amount's own names none."""
    if any(cue.kind == "neutral" for cue in cues):
        return None
    told = [
        cue
        for cue in earlier
        if cue.kind == "measure" and (cue.value in _TOPICS or cue.value.endswith("_growth"))
    ]
    names = {
        cue.value
        for cue in told
        if _suits(reading, cue.value, words) and not _is_misleading(text, reading, cue)
    }
    if len(names) != 1:
        return None
    (measure,) = names
    if reading.kind == "ratio":
        if not reading.moved or reading.of:
            return None
        return words.measures[measure].growth or measure
    return None if (reading.of or "").startswith("each") else measure


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
