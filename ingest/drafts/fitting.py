"""What of a candidate is not in the words of its passage, as `verify` will ask: it is inferred.

A date that is counted from another day, a name that a text uses for a company only once, and a
number that is reckoned ("doubled") are read rightly, but stand nowhere in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from db.amount import parse_amount
from db.date_words import find_dates, find_unread
from db.figure_words import Figure, find_figures
from db.fit import AmountToRead, reads_as
from ingest.events.candidate import Candidate
from ingest.events.roles import Party
from ingest.events.sentence_reader import between
from ingest.found import FoundAmount

_CURRENCY = re.compile(r"[A-Z]{3}")


def infer_date(candidate: Candidate, text: str) -> str:
    """Why the date of a candidate is not in its words; "" if it is, or if there is none."""
    date = candidate.date
    if date is None or candidate.when is None or candidate.when.startswith("XXXX"):
        return ""
    if not find_unread(candidate.when, find_dates(text[candidate.start : candidate.end])):
        return ""
    words = " ".join(text[date.start : date.end].split())
    notes = [part for part in (date.anchor, date.why) if part]
    return ", ".join([f"“{words}”", *notes]) if notes else f"read from “{words}”"


def infer_companies(
    candidate: Candidate,
    text: str,
    parties: Sequence[Party],
    names: Mapping[str, Sequence[str]],
) -> str:
    """Which companies the passage calls by names that are not theirs on record; "" if none."""
    wanted = {one for some in candidate.companies.values() for one in some}
    called: dict[str, str] = {}
    named: set[str] = set()
    for party in between(parties, candidate.start, candidate.end):
        words = " ".join(text[party.start : party.end].split())
        if any(name.casefold() in words.casefold() for name in names.get(party.id, ())):
            named.add(party.id)
        elif party.id in wanted:
            called[party.id] = words
    return ", ".join(
        f"“{words}” is read as {company}"
        for company, words in called.items()
        if company not in named
    )


@lru_cache(maxsize=4)
def _find_figures(passage: str) -> list[Figure]:
    """The figures of a passage, kept for its next amount."""
    return find_figures(passage)


def infer_amount(amount: FoundAmount, entry: Mapping[str, Any], passage: str, words: str) -> str:
    """Why an amount is not in the words of its passage; "" if it is."""
    value = str(entry["value"])
    unit = value.split()[-1]
    read = parse_amount(value, {unit})
    kind = "currency" if _CURRENCY.fullmatch(unit) else "count"
    wanted = AmountToRead(value, read.low, read.high, read.approximate, unit, kind, None, None)
    if any(reads_as(figure, wanted) for figure in _find_figures(passage)):
        return ""
    return amount.why or f"read from “{' '.join(words.split())}”"
