"""Dates as they are known: a subset of EDTF (ISO 8601-2:2019), read into the days between.

Both days are included; None stands where an interval is open (`..`) or unknown (empty). Days before
year 1 or after year 9999 are clamped to `date.min` and `date.max`.

- Dates: `2024`, `2024-03`, `2024-03-05`, years 0001-9999, proleptic Gregorian.
- Times: `2024-03-05T10:20:30`, bare or with `Z`, `+08` or `+05:30`. The day is the one written,
  hours run 00-23, and a time takes no qualifier and no part in an interval.
- Unspecified digits: `202X`, `20XX`, `2024-XX`, `2024-XX-XX`, `2024-03-XX`.
- Parts of a year: 21-24 seasons, 33-36 quarters, 37-39 thirds (four months each: early, mid, late),
  40-41 halves. Seasons are the northern meteorological ones, by convention: spring is March to May,
  and winter runs from 1 December to the last day of February of the next year.
- One trailing qualifier: `?` uncertain, `~` approximate, `%` both. Each widens both ends once, by
  one unit of the date's precision: `2024-03~` is 2024-02-01 to 2024-04-30.
- Intervals `a/b` of all these but times: from the earliest day of `a` to the latest of `b`. An
  interval is reversed if, without qualifiers, the first day of `a` lies after the last day of `b`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from db.errors import EdtfError

_Days = tuple[date, date]
_Span = tuple[_Days, _Days, str]  # as written, as widened by the qualifier, and the precision

_DATE = re.compile(
    r"(?:([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}|XX))?|-XX(?:-XX)?)?|([0-9]{2}[0-9X])X)([?~%]?)"
)
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)
_NO_DATE = ("", "..")
_MONTHS_IN = {"month": 1, "season": 3, "quarter": 3, "third": 4, "half": 6}
_MONTHS_IN |= {"year": 12, "decade": 120, "century": 1200}
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_PART_NAMES = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PART_NAMES |= {"33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4"}
_PART_NAMES |= {"37": "early", "38": "mid", "39": "late", "40": "H1", "41": "H2"}
# What may follow the year: its precision, and its first month counted from 0.
_CODES = {
    **{f"{month + 1:02}": ("month", month) for month in range(12)},
    **{str(21 + n): ("season", 2 + 3 * n) for n in range(4)},
    **{str(33 + n): ("quarter", 3 * n) for n in range(4)},
    **{str(37 + n): ("third", 4 * n) for n in range(3)},
    **{str(40 + n): ("half", 6 * n) for n in range(2)},
}


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as written, and the days between which it lies, both included."""

    text: str
    earliest: date | None
    latest: date | None
    precision: str


def parse_edtf(text: str) -> Edtf:
    """Read a date of the subset above; raises EdtfError with fault and remedy."""
    if read := _read(text):
        return read
    raise _explain(text)


def describe_edtf(text: str) -> str:
    """Say a date for a reader of a table, as in `about 2023-12`; raises EdtfError."""
    parse_edtf(text)
    start, slash, end = text.partition("/")
    if not slash:
        return _describe_date(text)
    if start == "..":
        return f"until {_describe_date(end)}"
    if end == "..":
        return f"from {_describe_date(start)}"
    return f"{_describe_date(start) or '?'} to {_describe_date(end) or '?'}"


def _describe_date(text: str) -> str:
    plain = text.rstrip("?~%")
    year, _, code = plain.partition("-")
    if code in _PART_NAMES:
        name = f"{_PART_NAMES[code]} {year}"
    elif year.endswith("XX"):
        name = f"{year[:2]}00s (century)"
    elif year.endswith("X"):
        name = f"{year[:3]}0s"
    else:
        name = plain.replace("-XX", "").replace("T", " ")
    about = "about " if text.endswith(("~", "%")) else ""
    return f"{about}{name}{'?' if text.endswith(('?', '%')) else ''}"


def _read(text: str) -> Edtf | None:
    start, slash, end = text.partition("/")
    if slash:
        return _read_interval(text, start, end)
    span = _read_date(text) or _read_time(text)
    return Edtf(text, *span[1], span[2]) if span else None


def _read_interval(text: str, start: str, end: str) -> Edtf | None:
    first, last = _read_date(start), _read_date(end)
    if first is None and (last is None or start not in _NO_DATE):
        return None
    if last is None and end not in _NO_DATE:
        return None
    if first and last and first[0][0] > last[0][1]:
        return None
    return Edtf(text, first[1][0] if first else None, last[1][1] if last else None, "interval")


def _read_date(text: str) -> _Span | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, stem, qualifier = match.groups("")
    if day and day != "XX":
        precision, days = "day", _read_day(year, month, day)
    else:
        precision, days = _read_months(year, month, day, stem)
    if days is None:
        return None
    return days, _widen(days, precision) if qualifier else days, precision


def _read_time(text: str) -> _Span | None:
    match = _TIME.fullmatch(text)
    days = _read_day(*match.groups()) if match else None
    return (days, days, "time") if days else None


def _read_day(year: str, month: str, day: str) -> _Days | None:
    try:
        written = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return written, written


def _read_months(year: str, month: str, day: str, stem: str) -> tuple[str, _Days | None]:
    """Return the precision and the days of whole months; None where there are no such months."""
    if stem:
        precision = "century" if stem[2] == "X" else "decade"
        start = int(stem.replace("X", "0")) * 120
    elif year == "0000" or (month and month not in _CODES) or (day and month > "12"):
        return "", None
    else:
        precision, offset = _CODES[month] if month else ("year", 0)
        start = int(year) * 12 + offset
    return precision, (_first_day(start), _last_day(start + _MONTHS_IN[precision] - 1))


def _widen(days: _Days, precision: str) -> _Days:
    earliest, latest = days
    if precision == "day":
        before = max(earliest.toordinal() - 1, 1)
        after = min(latest.toordinal() + 1, date.max.toordinal())
        return date.fromordinal(before), date.fromordinal(after)
    months = _MONTHS_IN[precision]
    start = earliest.year * 12 + earliest.month - 1 - months
    end = latest.year * 12 + latest.month - 1 + months
    return _first_day(start), _last_day(end)


def _first_day(month: int) -> date:
    """Return the first day of a month counted from January of year 0."""
    return date(month // 12, month % 12 + 1, 1) if month >= 12 else date.min


def _last_day(month: int) -> date:
    """Return the last day of a month counted from January of year 0."""
    return _first_day(month + 1) - timedelta(1) if month < 119_999 else date.max


# Everything below runs only for text that is refused, so patterns are compiled when first needed.

_LONGEST = 60
_PIECE = r"[0-9]+x{0,2}|[a-z]+[1-4]?\b"
_PLAIN = str.maketrans(dict.fromkeys("‐‑−-", "-") | dict.fromkeys("–—/", "/"))
_WORDS = {name.lower(): code for code, name in _PART_NAMES.items()} | {"fall": "23"}
_WORDS |= {
    name[:n].lower(): f"{month:02}" for month, name in enumerate(_MONTH_NAMES, 1) for n in (3, 4, 9)
}
_ABOUT = {"c", "ca", "circa", "about", "around", "approx", "approximately", "roughly"}
_DOUBT = {"maybe", "perhaps", "possibly", "probably"}
_NOISE = {"st", "nd", "rd", "th", "of", "the", "in"}
_NUMBERS = "write numbers such as 2024, 2024-03 or 2024-03-05"
_FAULTS = (
    (r"^$", "is empty", "write a date such as 2024-03, or leave the field out"),
    (r"^[./]+$", "has no date", "leave the field out, or give one end, as in ../2026"),
    (r"^\s|\s$", "has white space around it", "write it without"),
    (r"[\[\]{}]", "is a set of dates", "write an interval such as 2024-03/2024-05"),
    (r"^-[0-9]|^0000|^Y-?[0-9]|[0-9]E[0-9]", "is no year from 0001 to 9999", "leave the date out"),
    (r"S[0-9]", "counts significant digits", "write 195X for a decade, 1950~ for about 1950"),
    (r"[0-9]-?W[0-9]", "is a week", "write its days, as in 2024-03-04/2024-03-10"),
    (r"[0-9]T.*/|/.*[0-9]T", "is an interval of times", "write days, 2024-03-05/2024-03-06"),
    (r"[0-9]T.*[?~%]", "is a time with a qualifier", "write the day alone, as in 2024-03-05~"),
    (r"[0-9]T", "has a time that is not hh:mm:ss from 00:00:00 to 23:59:59",
     "write 2024-03-05T10:20:30, with Z or +08:00 if known, or the day alone"),
    (r"^XX|^[0-9]XX", "leaves its century unspecified", "write its year, or 20XX, or leave it out"),
    (r"X", "has an X where none may be", "write 202X, 20XX, 2024-XX, 2024-03-XX or an interval"),
    (r"[?~%].", "has a qualifier that is not one sign at the end", "write it last, as in 2024-03~"),
    (r"[0-9-]x|[0-9]t[0-9]|[0-9]z$", "has a sign in lower case", "write X, T and Z"),
    (r"[a-z]|[A-Z](?!$)", "has words in it", _NUMBERS),
    (r"[^\x00-\x7f]", "has signs other than the ASCII digits 0-9, hyphen and slash", _NUMBERS),
    (r"\s", "has white space in it", "write it without"),
    (r"/.*/", "has more than one slash", "write 2024-03-05, or an interval 2024/2025"),
    (r"", "is not written year-month-day with 4, 2 and 2 digits", _NUMBERS),
)  # fmt: skip


def _explain(text: str) -> EdtfError:
    if len(text) > _LONGEST:
        return EdtfError(f"{text[:_LONGEST]!r}… is too long for a date", _NUMBERS)
    if fault := _explain_calendar(text):
        return fault
    fixes = _correct(text)
    if not fixes and text.count("/") == 1 and (fault := _explain_interval(text)):
        return fault
    wrong, remedy = next((w, r) for pattern, w, r in _FAULTS if re.search(pattern, text))
    return EdtfError(f"{text!r} {wrong}", f"write {' or '.join(fixes)}" if fixes else remedy)


def _explain_calendar(text: str) -> EdtfError | None:
    """Explain a text of the right shape whose month or day does not exist."""
    match = re.fullmatch(r"(?!0000)([0-9]{4})-([0-9]{2})(?:-([0-9]{2}|XX)(?:T.*)?)?[?~%]?", text)
    if match is None:
        return None
    year, month, day = match.groups()
    if month not in _CODES or (day and month > "12"):
        remedy = "months are 01-12 (21-24 seasons, 33-36 quarters, 37-39 thirds, 40-41 halves)"
        return EdtfError(f"{text!r} has the month {month}", remedy)
    last = _last_day(int(year) * 12 + int(month) - 1).day
    if day == "XX" or 1 <= int(day) <= last:
        return None
    remedy = f"write 01-{last}: {_MONTH_NAMES[int(month) - 1]} {year} has {last} days"
    return EdtfError(f"{text!r} has the day {day}", remedy)


def _explain_interval(text: str) -> EdtfError | None:
    """Explain the end that is no date, or else the order of the two; None for times."""
    start, end = text.split("/")
    for part in (start, end):
        if part not in _NO_DATE and _read(part) is None:
            fault = _explain(part)
            return EdtfError(f"{fault.fault} (in {text!r})", fault.remedy)
    if "T" in text or not text.strip("./"):
        return None
    return EdtfError(f"{text!r} ends before it starts", f"write {end}/{start}")


def _correct(text: str) -> list[str]:
    """Return what a near miss may have meant; each is a date of the subset."""
    ascii_digits = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    plain = " ".join(ascii_digits.translate(_PLAIN).lower().split())
    plain = re.sub(r"^(?:until |\.\.)(?=[^/])", "../", plain)
    plain = re.sub(r"^(?:from |since )(.*)", r"\1/..", plain)
    guesses = [plain.upper(), plain.upper().replace(" ", "T"), *_correct_date(plain)]
    parts = re.split(r" ?/ ?| to | - |(?<=[0-9]{4})-(?=[0-9]{4}$)", plain)
    if len(parts) == 2:
        start, end = parts
        guesses += [f"{a}/{b}" for a in _correct_date(start) for b in _correct_date(end)]
        guesses.append(f"{start}/{start[: -len(end)]}{end}".upper())
    return [guess for guess in dict.fromkeys(guesses) if _read(guess)]


def _correct_date(plain: str) -> list[str]:
    spaced = re.sub(r"\b([0-9]{4})([0-9]{2})([0-9]{2})?\b", r"\1-\2-\3", plain)
    spaced = re.sub(r"\b([0-9]{3})0s\b", r"\1x", spaced)
    tokens = re.findall(_PIECE, spaced)
    words = [token for token in tokens if not token[0].isdigit() and token not in _NOISE]
    about = "~" in plain or "%" in plain or not _ABOUT.isdisjoint(words)
    doubt = "?" in plain or "%" in plain or not _DOUBT.isdisjoint(words)
    codes = [_WORDS.get(word, "") for word in words if word not in _ABOUT | _DOUBT]
    strange = re.search(r"^-|\.\.|[^ ,./~?%0-]", re.sub(_PIECE, "0", spaced))
    if strange or "" in codes or not tokens:
        return [plain.upper()]
    qualifier = "%" if about and doubt else "~" * about or "?" * doubt
    numbers = [token for token in tokens if token[0].isdigit()]
    return [f"{guess}{qualifier}".upper() for guess in _order(numbers, codes)]


def _order(numbers: list[str], codes: list[str]) -> list[str]:
    """Return the dates that these numbers may form; 03.05.2024 is March or May."""
    years = [number for number in numbers if len(number) == 4]
    rest = [number.zfill(2) for number in numbers if len(number) != 4]
    if len(years) != 1 or len(codes) > 1:
        return []
    orders = [codes + rest, codes + rest[::-1]] if numbers[-1:] == years else [codes + rest]
    return ["-".join([*years, *order]) for order in orders if not order or codes or order[0] < "13"]
