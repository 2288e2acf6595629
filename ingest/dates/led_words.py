"""Words that change the date after them, as "early" and "since" do; and fiscal years."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.dates.atoms import COUNT, QUARTERS, Atom, given, groups, pattern, read_count, read_year

Reader = Callable[[str, int], Atom | None]

_PART = pattern(
    r"(?:(?P<part>early|mid|late|early[\s-]to[\s-]mid|mid[\s-]to[\s-]late)(?: in"
    r"|[\s-]on)?[\s-](?:the )?"
    r"|(?P<within>earlier|later)(?= (?:in|on|this|that|next)\b)(?: in| on)? (?:the )?"
    r"|(?P<part>beginning|start|middle|end|close|turn)(?:-|(?: of|-of-) )(?:the )?"
    r"|(?P<half>first|second|latter|last) (?:half|week|days|weeks|part|fortnight) (?:of|in) )"
)
_OF_THIS = re.compile(
    r"(?:the\s)?(?P<unit>year|month|quarter|week|decade)\b(?!\s(?:ended|to)\b)",
    re.IGNORECASE,
)
_YEAR_END = pattern(
    r"(?:(?P<unit>year|month|quarter)[\s-]?end|year['’]s end)(?: (?P<year>20\d\d)(?!\w))?(?!\w)"
)
_LEAD = pattern(
    r"(?P<lead>nearly|almost|some|just over|a little over|more than|over|at least|no later than"
    r"|not later than|no earlier than|up to|since|by|until|till|before|prior to|after"
    r"|through to|through"
    r"|around|about|circa|approximately"
    r"|roughly|some ?time in|c(?:a)?\.|from|between|starting|beginning|effective)(?:\s?(?:in|on"
    r"|from|around|about|at|at least|as early as|as late as|the time of))?\s{0,3}(?:the )?"
)
_BOUNDS = {
    "no later than": "by", "not later than": "by", "up to": "until", "till": "until",
    "through": "until",
    "through to": "until", "no earlier than": "since", "prior to": "before", "circa": "about",
    "c.": "about", "ca.": "about", "around": "about", "approximately": "about",
    "roughly": "about", "starting": "since", "beginning": "since", "effective": "on",
}  # fmt: skip
_AGO_ONLY = {
    "nearly": "about", "almost": "about", "some": "about", "just over": "about",
    "a little over": "about", "more than": "until", "over": "until", "at least": "until",
}  # fmt: skip
_PARTS = {
    "beginning": "start",
    "close": "end",
    "early-to-mid": "early",
    "mid-to-late": "late",
}
_PERIOD = pattern(
    rf"(?:(?:first )?{COUNT}[\s-]|(?:{'|'.join(QUARTERS)})[\s-](?:fiscal[\s-])?)?"
    r"(?P<unit>quarter|year|half[\s-]?year|half|month|week)s?(?:[\s-]period)?,?"
    r" (?:(?:(?:that|which) )?(?:ended|ending)|(?:that|which) ends|to|through)(?: on| in)? "
)
_FISCAL = pattern(
    r"(?:fiscal|financial)[\s-](?:year )?(?:(?P<year>(?:19|20"
    r"|21)\d\d)(?:[-–/](?P<next>(?:20)?\d\d)(?!\w))?|['’]?(?P<short>\d\d))(?![\w%]|[.,]\d)"
)
_FY = pattern(
    r"FY\s?['’]?(?:(?P<year>20\d\d)"
    r"|(?P<short>\d\d))(?:[-–/](?P<next>(?:20)?\d\d)(?!\w))?(?:[\s-]?(?P<letter>[QH])(?P<nth>[1-4])|E)?(?!\w)"
)
_FISCAL_WORD = pattern(r"(?:fiscal|financial) ")
_FISCAL_QUARTER = pattern(
    r"(?:fiscal|financial)(?:[\s-]year)?(?:[\s-](?P<year>20\d\d))?['’]?s?[\s-]"
    rf"(?:(?P<order>{'|'.join(QUARTERS)})[\s-](?P<kind>quarter|half)|(?P<letter>[QH])(?P<nth>[1-4]))"
    r"(?:,?(?: of)? (?:(?:fiscal|FY) ?)?(?P<year>20\d\d)(?!\w))?(?!\w)"
)


def read_part(text: str, at: int, read: Reader) -> Atom | None:
    """Early, mid, late, the beginning or end of what `read` finds after it."""
    match = _PART.match(text, at)
    if match is None:
        return None
    word = given(match, "part") or given(match, "within") or given(match, "half")
    part = _PARTS.get(word.replace(" ", "-"), word)
    if match["half"]:
        found = read(text, match.end())
        return found._replace(start=at) if found and found.month and not found.day else None
    if found := read(text, match.end()):
        if found.lead or found.part:
            return None
        return found._replace(start=at, part="" if match["within"] else part)
    of = _OF_THIS.match(text, match.end())
    middle = word == "mid" and of and given(of, "unit") in ("month", "quarter", "year", "week")
    if of and (middle or word not in ("early", "mid", "late", "earlier", "later")):
        return Atom(at, of.end(), "unit", which="this", unit=given(of, "unit"), part=part)
    return None


def read_year_end(text: str, at: int) -> Atom | None:
    """The end of a year, as "year-end" or "year-end 2024"."""
    match = _YEAR_END.match(text, at)
    if match is None:
        return None
    if match["year"]:
        return Atom(at, match.end(), year=int(match["year"]), part="end")
    unit = given(match, "unit") or "year"
    return Atom(at, match.end(), "unit", which="this", unit=unit, part="end")


def read_lead(text: str, at: int, read: Reader) -> Atom | None:
    """A bound ("since", "by") or "about", with the date that `read` finds after it."""
    match = _LEAD.match(text, at)
    if match is None or text[max(0, at - 1) : at] == "-":
        return None
    lead = " ".join(given(match, "lead").split())
    found = read(text, match.end()) or _read_weekend(text, match, lead)
    if found is None or (found.lead and found.lead != "about"):
        return None
    if after := _read_after(text, found, lead):
        return after._replace(start=at)
    lead = _name_lead(lead, found)
    if lead in ("until", "before", "since") and re.search(
        r"\b(?:not|n['’]t|half|part|mid)[\s-]?(?:way )?$", text[max(0, at - 9) : at]
    ):
        return found
    if lead in _AGO_ONLY:
        if found.kind != "ago":
            return None
        lead = _AGO_ONLY[lead]
    if _is_only_described(text, match, found):
        return found
    if lead == "about":
        return (
            found._replace(start=at, approximate=True)
            if found.kind in ("date", "ago", "shifted", "quarter", "decade") and not found.day
            else found
        )
    if lead in ("on", "sometime in", "some time in"):
        return found
    start = at if lead != "from" else found.start
    return found._replace(start=start, lead=lead)


_BEGINNINGS = ("starting", "beginning", "effective", "since")
_OUT = pattern(r" (?:is|are) (?:out|over)(?!\w)")
_ONWARDS = pattern(
    r" (?:onwards?|on|forwards?)(?=\s?[.,;:)\n]|\s(?:and|as|the|it|to|but|in|will|would)\b|$)"
)
_WEEKEND = pattern(r"weekend(?![\w’'-])")


def _name_lead(lead: str, found: Atom) -> str:
    """The bound that a word makes; "starting on 1 April" is no more than "on 1 April"."""
    dated = found.month or found.weekday is not None
    if lead in ("starting", "beginning") and dated and found.year is None:
        return "on"
    return _BOUNDS.get(lead, lead)


def _read_after(text: str, found: Atom, lead: str) -> Atom | None:
    """A date with the words after it that make it a bound: "before 2026 is out", "from 2028 on"."""
    if lead == "before" and found.kind in ("date", "unit"):
        out = _OUT.match(text, found.end)
        return found._replace(end=out.end(), lead="by") if out else None
    if lead in ("from", *_BEGINNINGS) and found.kind in ("date", "fiscal", "quarter", "weekday"):
        on = _ONWARDS.match(text, found.end)
        return found._replace(end=on.end(), lead="since") if on else None
    return None


def _read_weekend(text: str, match: re.Match[str], lead: str) -> Atom | None:
    """The weekend of "through the weekend"."""
    the = match[0].lower().rstrip().endswith(" the")
    if lead not in ("by", "until", "till", "through", "before") or not the:
        return None
    end = _WEEKEND.match(text, match.end())
    return Atom(match.end(), end.end(), "unit", which="this", unit="weekend") if end else None


def _is_only_described(text: str, match: re.Match[str], found: Atom) -> bool:
    """Whether the date only describes a noun: "since the 2008 crisis", "by Monday's end"."""
    if text[found.end : found.end + 1] in ("’", "'"):
        return True
    the = match[0].lower().rstrip().endswith(" the")
    if not the or found.part or found.kind not in ("date", "years", "quarter", "weekday"):
        return False
    return (found.kind in ("date", "years") and not found.day) or _NOUN.match(
        text, found.end
    ) is not None


_NOUN = re.compile(
    r"[\s-](?!(?:and|or|but|when|as|to|of|in|on|with|for|at|by|because|which|that|was|is|are|will"
    r"|has|have|had"
    r"|it|its|the|after|before|if|while|this|last|next|from|until)\b)[a-z]"
)


def read_period(text: str, at: int, read: Reader) -> Atom | None:
    """A time by its end, as in "three months to June" or "the quarter ended June 30, 2024"."""
    match = _PERIOD.match(text, at)
    if match is None:
        return None
    end = read(text, match.end())
    if end is None or end.kind != "date" or not end.month or end.part not in ("", "end"):
        return None
    if end.lead:
        return None
    unit = given(match, "unit").replace(" ", "-")
    count = read_count(given(match, "count")) if match["count"] else 1
    if count is None or (unit == "month" and not match["count"]):
        return None
    months = {"quarter": 3, "year": 12, "half": 6, "halfyear": 6, "half-year": 6}.get(
        unit, 1
    ) * count
    weeks = count if unit == "week" else None
    return end._replace(
        start=at,
        kind="period",
        unit="week" if weeks else "month",
        number=weeks or months,
        last=None,
        part="",
    )


def read_fiscal(text: str, at: int, read: Reader) -> Atom | None:
    """A fiscal year, or a quarter or half of one."""
    word = _FISCAL_WORD.match(text, at)
    found = read(text, word.end()) if word else None
    if found and found.kind == "period":
        return found._replace(start=at)
    if match := _FISCAL_QUARTER.match(text, at):
        return _read_fiscal_quarter(match)
    if match := _FISCAL.match(text, at) or _FY.match(text, at):
        return _read_fiscal_year(match)
    if found and found.kind == "quarter":
        return found._replace(start=at, fiscal=True)
    return None


def _read_fiscal_year(match: re.Match[str]) -> Atom | None:
    found, year = groups(match), read_year(match) or 0
    if "next" in found and int(found["next"][-2:]) == (year + 1) % 100:
        year += 1  # "2023-24" is named by both of its years
    if "letter" in found:
        return _read_fiscal_quarter(match)
    return Atom(match.start(), match.end(), "fiscal", year, fiscal=True)


def _read_fiscal_quarter(match: re.Match[str]) -> Atom | None:
    found = groups(match)
    quarter = (found.get("kind") or found["letter"])[0] == "q"
    nth = int(found["nth"]) if "nth" in found else QUARTERS[found["order"]]
    if not quarter and nth > 2:
        return None
    code = nth if quarter else nth + 10
    return Atom(match.start(), match.end(), "quarter", read_year(match), code=code, fiscal=True)
