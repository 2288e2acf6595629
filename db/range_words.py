"""Whether two numbers with a word or a dash between them are a range, as "20 to 23 billion" is."""

from __future__ import annotations

import re

TO = re.compile(
    r"(?P<dash>\s?[-\N{EN DASH}\N{EM DASH}~]\s?)|\s+(?P<word>to|and|or)\s+", re.IGNORECASE
)
_ABOUT = r"(?:(?:about|around|roughly|some|approximately|nearly|almost|over|only)\s+)?"
_SIGN = (
    r"[^\w\s]{0,3}(?:[A-Z]{1,3}\$|\$(?:US|NZ|[AC])|[A-Z]{2,3}\s?"
    r"|(?:Rs|Rp|RM|Tk|KSh|Dhs?|[NR])\.?\s?)?$"
)
UPPER_SIGN = re.compile(
    r"(?:[A-Z]{1,3}(?=\$)|(?:\$(?:US|NZ|HK|[ACS])|(?:Rs|Rp|RM|Tk|KSh|Ksh|Dhs?|QR|SR|OR|RO|R|N|kr|Kč|Php)\.?\s?"
    r"|(?:RMB|[A-Z]{3})\s?)(?=\d))?"
)
_BETWEEN = re.compile(rf"\bbetween\s+{_ABOUT}{_SIGN}", re.IGNORECASE)
FROM = re.compile(rf"\bfrom\s+{_ABOUT}{_SIGN}", re.IGNORECASE)
# What rises "by" or "to" two numbers may well rise by a range.
_CHANGE = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|fell|fall(?:s|en|ing)?|gr[eo]w(?:s|n|ing|th)?|climb\w*|jump\w*"
    r"|increas\w*|decreas\w*|declin\w*|dropp?\w*|surg\w*|soar\w*|plung\w*|gain\w*|slip\w*|shr[aiu]nk\w*"
    r"|expand\w*|doubl\w*|tripl\w*|went|go(?:es|ing)?|cut|rais\w+|reduc\w+|lower\w*|up|down|sank"
    r"|tumbl\w*|advanc\w*|improv\w*|widen\w*|narrow\w*|swell\w*|swollen|chang\w*|mov\w+)"
    rf"(?:\s+(?!(?:by|to|between|at)\b)[^\W\d]+){{0,4}}\s+{_SIGN}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_DATE_BEFORE = re.compile(
    r"\b(?:(?i:in|since|by|until|till|during|of|fiscal|year|for|through|early|late|mid|end|FY|from)[\s-]"
    r"|(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.?"
    r"|January|February|March|April|June|July|August|September|October|November|December)\s+"
    r"(?:\d{1,2},?\s+)?)$"
)
MODEL_BEFORE = re.compile(
    r"\b(?!(?:About|Around|Between|From|Some|Roughly|Over|Under|Nearly|Almost|Only|Up|To|The|At|By|In|For"
    r"|With|Of|And|Its|Their|Approximately|A|An|As|But|All|Another|These|Those|That|Than|Least|Since"
    r"|Within|Also|Today|Meanwhile|When|While|After|Before|Not|No|Just|Well|Through|Under|Across)\b)[a-z]?[A-Z][A-Za-z]+\s+$"
)


def judge_range(before: str, number: str, between: re.Match[str], *, bare: bool) -> str:
    """Whether two numbers are a range, by the words before them: "sure", "maybe" or "none".

    A bare number has neither scale nor unit.
    """
    word = (between["word"] or "").lower()
    if word == "and":
        return "sure" if _BETWEEN.search(before) else "none"
    if bare and _is_no_end(before, number):
        return "none"
    if word == "to" and _CHANGE.search(before):  # "rose 5 to 8 percent" may be either
        return "maybe" if bare and not FROM.search(before) else "none"
    spaced = (between["dash"] or "-")[0].isspace()
    return "maybe" if word == "or" or spaced or FROM.search(before) else "sure"


def _is_no_end(before: str, number: str) -> bool:
    """Whether a bare number is a year, a day of a month or part of a name."""
    dated = _DATE_BEFORE.search(before)
    if dated and (_YEAR.fullmatch(number) or dated[0][:1].isupper()):
        return True
    return MODEL_BEFORE.search(before) is not None
