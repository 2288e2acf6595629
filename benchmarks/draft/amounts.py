"""Amounts of a passage against its annotations, field by field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from benchmarks.draft.annotation import AmountNote, Passage, split_words
from benchmarks.draft.fields import count, count_place
from benchmarks.draft.finders import Finders
from benchmarks.draft.tally import Miss, Tallies, cut, is_lenient, pair, show
from ingest.found import FoundAmount

_RATIOS = {"percent", "percentage_points", "basis_points"}
_PERIODS = {"cumulative", "day", "week", "month", "quarter", "half_year", "year"}
_NO_PERIOD = (None, "level", "one_off")
_TURNED = {"at_least": "at_most", "at_most": "at_least", "over": "under", "under": "over"}
# Two names of one measure, or of which a reader is rarely sure which is meant.
_SAME_WORDS = {
    "announced": "planned",
    "cost": "price",
    "dividend": "payment",
    "estimated": "expected",
    "funding": "investment",
    "layoffs": "staff_change",
    "loss": "profit",
    "margin": "operating_margin",
    "share_price": "price",
    "spending": "payment",
    "subscribers": "users",
    "buyback": "payment",
}
_PEOPLE = split_words(
    """
    people person clients colleagues customers cuts employees engineers farmers investors jobs
    members passengers patients positions redundancies residents riders roles staff staffers
    subscribers users visitors volunteers workers
    """
)


def score_amounts(passage: Passage, finders: Finders, tallies: Tallies) -> None:
    """Count amounts: value and unit first, and of those that are right all that goes with them."""
    if finders.amounts is None:
        return
    found = finders.amounts(passage)
    pairs, left = pair(passage.amounts, found, lambda note, one: True)
    for note, one in pairs:
        _score_amount(passage, note, one, tallies)
        if one is not None and has_value(note, one, passage):
            count_place(tallies, passage, note.place, one)
    _score_links(passage, pairs, found, tallies)
    for one in left:
        if not is_lenient(one, passage.lenient_amounts):
            for name in ("amounts", "amounts with bound", "amounts with bound and period"):
                count(tallies, name, passage, one, None, one, False)


def _score_amount(
    passage: Passage, note: AmountNote, one: FoundAmount | None, tallies: Tallies
) -> None:
    expected = show(note.low, note.high, note.unit, note.bound, note.approximate and "about")
    right = one is not None and has_value(note, one, passage)
    bound = right and has_bound(note, one) if one else False
    period = bound and has_period(note, one.per) if one else False
    count(tallies, "amounts", passage, note.place, expected, one, right)
    count(tallies, "amounts with bound", passage, note.place, expected, one, bound)
    with_period = show(expected, note.per and f"per {note.per}")
    count(tallies, "amounts with bound and period", passage, note.place, with_period, one, period)
    if one is None or not right:
        for name, value in (("measure", note.measure), ("basis", note.basis)):
            if value is not None:
                count(tallies, f"amount {name}", passage, note.place, value, None, False)
        return
    if (note.low or note.high or 0) < 0:
        signed = (one.low or one.high or Decimal()) < 0
        count(tallies, "amount below zero", passage, note.place, expected, one, signed)
    _count_word(tallies, "amount measure", passage, note, note.measure, one.measure)
    _count_word(tallies, "amount basis", passage, note, note.basis, one.basis)


def _count_word(
    tallies: Tallies,
    name: str,
    passage: Passage,
    note: AmountNote,
    expected: str | None,
    got: str | None,
) -> None:
    """Count a measure or basis; where none is annotated, a guess is neither right nor wrong."""
    if expected is None:
        return
    miss = Miss(passage.id, cut(passage, note.place), expected, str(got))
    right = got is not None and _level(got) == _level(expected)
    tallies.count(name, expected, got, right, miss)


def _level(word: str) -> str:
    return _SAME_WORDS.get(word, word)


def _score_links(
    passage: Passage,
    pairs: list[tuple[AmountNote, FoundAmount | None]],
    found: Sequence[FoundAmount],
    tallies: Tallies,
) -> None:
    """Count "the same money"; which of the two amounts names the other does not matter."""
    places = [found.index(one) if one is not None else None for _, one in pairs]
    got = {frozenset((at, one.same_as)) for at, one in enumerate(found) if one.same_as is not None}
    for at, (note, one) in enumerate(pairs):
        if note.same_as is None:
            continue
        link = frozenset((places[at], places[note.same_as - 1]))
        linked = one if link in got else None
        count(tallies, "amount same_as", passage, note.place, "same_as", linked, linked is not None)
        got.discard(link)
    for link in got:
        one = found[max(at for at in link if at is not None)]
        count(tallies, "amount same_as", passage, one, None, one, False)


def has_value(note: AmountNote, one: FoundAmount, passage: Passage) -> bool:
    """Whether numbers and unit are those annotated; which sides are open is the bound's matter."""
    ends = sorted({abs(end) for end in (note.low, note.high) if end is not None})
    got = sorted({abs(end) for end in (one.low, one.high) if end is not None})
    near = all(abs(a - b) <= a / 1000 for a, b in zip(ends, got, strict=False))  # "a third": 33.3
    return len(ends) == len(got) and near and has_unit(note, one.unit, passage)


def has_unit(note: AmountNote, unit: str, passage: Passage) -> bool:
    """Whether a unit is the one annotated; for what is counted, a noun beside it does as well."""
    if unit == note.unit:
        return True
    if note.unit.isupper() or unit.isupper() or {unit, note.unit} & _RATIOS or not unit:
        return False
    last = re.split(r"[\s_-]", unit.lower())[-1]
    if {last, note.unit} <= _PEOPLE or _stem(last) == _stem(re.split(r"[\s_-]", note.unit)[-1]):
        return True
    return _stem(last) in map(
        _stem, re.findall(r"\w+", passage.text[note.place.start : note.place.end + 25].lower())
    )


def has_bound(note: AmountNote, one: FoundAmount) -> bool:
    """Whether bound and "about" are those annotated; of a fall without its sign, turned."""
    ends = [end for end in (note.low, note.high, one.low, one.high) if end is not None]
    turned = min(ends) < 0 < max(ends) and None in (note.low, note.high)
    bound = _TURNED[note.bound] if turned else note.bound
    return (one.bound, one.approximate) == (bound, note.approximate)


def has_period(note: AmountNote, per: str | None) -> bool:
    """Whether a period is the one annotated.

    One that only a date tells may be left to the date. What is no period (a share, a user) may be
    left out, or give way to the period that it is paid for.
    """
    if note.per is None:
        return per in _NO_PERIOD
    if per in _NO_PERIOD:
        return note.per_by_date or note.per not in _PERIODS
    return _stem_last(per or "") == _stem_last(note.per) or note.per not in _PERIODS


def _stem_last(words: str) -> str:
    return _stem(re.split(r"[\s_-]", words)[-1])


def _stem(noun: str) -> str:
    for ending in ("ies", "es", "s"):
        if noun.endswith(ending) and len(noun) > len(ending) + 2:
            return noun[: -len(ending)].rstrip("e")
    return noun.rstrip("ey")
