"""Companies and dates of a passage against its annotations, field by field."""

from __future__ import annotations

import re

from benchmarks.draft.annotation import DateNote, Passage, Place, split_words
from benchmarks.draft.finders import Finders
from benchmarks.draft.tally import (
    Miss,
    Placed,
    Tallies,
    cut,
    is_lenient,
    overlap,
    pair,
    share_half,
    show,
)
from db.edtf import parse_edtf
from db.errors import EdtfError
from ingest.found import FoundAmount, FoundCompany, FoundDate

_TELLS_A_YEAR = re.compile(r"(?:19|20)\d\d|\bFY ?\d\d|['’]\d\d|\d\d/\d\d")
_FUNCTION_WORDS = split_words(
    """
    a an the in on at by of to from for since until till before after over about around
    during as
    """
)


def score_companies(passage: Passage, finders: Finders, tallies: Tallies) -> None:
    """Count mentions of known companies, and names suggested that nobody knows."""
    if finders.companies is None:
        return
    found = finders.companies(passage)
    known = [one for one in found if one.ids]
    pairs, left = pair(passage.mentions, known, lambda note, one: one.ids == (note.id,))
    for note, one in pairs:
        count(tallies, "companies", passage, note.place, note.id, one, one is not None)
        if one is not None:
            count_place(tallies, passage, note.place, one)
    for one in left:
        if not is_lenient(one, passage.lenient_names):
            count(tallies, "companies", passage, one, None, one, False)
    _score_unknown(passage, [one for one in found if not one.ids], tallies)


def _score_unknown(passage: Passage, found: list[FoundCompany], tallies: Tallies) -> None:
    left = list(found)
    for place in passage.unknown:
        one = max(left, key=lambda one: overlap(place, one), default=None)
        right = one is not None and share_half(place, one)
        if one is not None and right:
            left.remove(one)
        count(tallies, "unknown names", passage, place, "suggested", one if right else None, right)
    for one in left:
        if not is_lenient(one, passage.lenient_names):
            count(tallies, "unknown names", passage, one, None, one, False)


def score_dates(passage: Passage, finders: Finders, tallies: Tallies) -> None:
    """Count dates found, what they tell, and those that are not in the text."""
    if finders.dates is None:
        return
    found = finders.dates(passage, passage.published)
    pairs, left = pair(passage.dates, found, lambda note, one: share_half(note.place, one))
    for note, one in pairs:
        count(tallies, "dates found", passage, note.place, str(note.edtf), one, one is not None)
        if one is not None:
            right = tells_same(note, one.edtf)
            count(tallies, "dates right", passage, note.place, str(note.edtf), one, right)
            count(tallies, "dates not invented", passage, one, "", one, not _resolves(note, one))
            count_place(tallies, passage, note.place, one)
    for one in left:
        if not is_lenient(one, passage.lenient_dates):
            count(tallies, "dates found", passage, one, None, one, False)
            count(tallies, "dates not invented", passage, one, "no date", one, False)
    if passage.published is not None and not _TELLS_A_YEAR.search(passage.text):
        for one in finders.dates(passage, None):
            right = one.edtf is None or "XXXX" in one.edtf
            count(tallies, "dates not invented", passage, one, "unresolved", one, right)


def tells_same(note: DateNote, edtf: str | None) -> bool:
    """Whether a date is one of those annotated, or has the same first and last day."""
    if note.edtf is None:
        return edtf is None or "XXXX" in edtf or edtf in note.also_ok
    expected = (note.edtf, *note.also_ok)
    return edtf in expected or (edtf is not None and _days(edtf) in map(_days, expected))


def _days(edtf: str) -> object:
    try:
        read = parse_edtf(edtf)
    except EdtfError:
        return edtf
    return read.earliest, read.latest


def _resolves(note: DateNote, one: FoundDate) -> bool:
    """Whether a date was told that the text does not tell."""
    untold = note.edtf is None or "XXXX" in note.edtf
    return untold and not tells_same(note, one.edtf)


def count_place(tallies: Tallies, passage: Passage, place: Place, one: Placed) -> None:
    """Count places that are those annotated, but for small words at either end."""
    expected, got = (_trim(passage.text[p.start : p.end]) for p in (place, one))
    miss = Miss(passage.id, cut(passage, place), " ".join(expected), " ".join(got))
    tallies.count("places exact", "place", "place", expected == got, miss)


def _trim(words: str) -> list[str]:
    kept = re.findall(r"[\w.,/%$€£₹¥’'&+-]+", words)
    while kept and kept[0].lower() in _FUNCTION_WORDS:
        kept.pop(0)
    while kept and kept[-1].lower() in _FUNCTION_WORDS:
        kept.pop()
    return kept


def count(
    tallies: Tallies,
    name: str,
    passage: Passage,
    place: Placed | Place,
    expected: str | None,
    got: FoundCompany | FoundDate | FoundAmount | None,
    right: bool,
) -> None:
    miss = Miss(
        passage.id, cut(passage, place), str(expected or "nothing"), _describe(got, passage)
    )
    tallies.count(name, expected, None if got is None else "", right, miss)


def _describe(got: FoundCompany | FoundDate | FoundAmount | None, passage: Passage) -> str:
    if got is None:
        return "nothing"
    words = f"at {cut(passage, got)!r}"
    if isinstance(got, FoundCompany):
        return show(", ".join(got.ids) or got.name, words)
    if isinstance(got, FoundDate):
        return show(str(got.edtf), words)
    about = "about" if got.approximate else ""
    return show(got.low, got.high, got.unit, got.bound, about, got.per and f"per {got.per}", words)
