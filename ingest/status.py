"""Whether what a trigger tells happened, goes on, is planned, forecast, denied or cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from db.edtf import parse_edtf
from db.errors import EdtfError
from ingest.inflect import ING, PAST, PRESENT
from ingest.triggers import Hit
from ingest.words import Word

REACH = 9  # words before a trigger that can turn it
NEAR = 4  # words before a trigger in which "not" denies it
_STOPS = frozenset(";:—–")
_ONGOING_TYPES = frozenset(
    ("use", "competition", "market", "risk", "customer", "product", "workforce")
)
_ORDER = ("cancelled", "denied", "planned", "forecast", "ended")


class StatusWords:
    """The lexicon's words that turn a trigger, by their last word."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._phrases: list[tuple[str, tuple[str, ...]]] = [
            (status, tuple(phrase.casefold().split()))
            for status in _ORDER
            for phrase in lexicon["status"].get(status, ())
        ]
        self._firsts = frozenset(phrase[0] for _, phrase in self._phrases)

    def judge(
        self, words: Sequence[Word], hit: Hit, latest: date | None, published: date | None
    ) -> tuple[str, str]:
        """The status, and the words that tell it ("" where the form of the verb does)."""
        before = _list_before(words, hit.first)
        # A trigger of several words may hold such words itself: "agreed to buy".
        before += [word.text for word in words[hit.first : hit.last]]
        near = before[-NEAR:]
        if self._firsts.isdisjoint(before):
            return self._judge_form(hit, before, latest, published), ""
        for status, phrase in self._phrases:
            window = near if status == "denied" else before
            if _holds(window, phrase):
                if status == "forecast" and hit.trigger.type == "statement":
                    continue
                return status, " ".join(phrase)
        return self._judge_form(hit, before, latest, published), ""

    def _judge_form(
        self, hit: Hit, before: Sequence[str], latest: date | None, published: date | None
    ) -> str:
        kind, form = hit.trigger.kind, hit.form
        if latest and published and latest > published and form != PAST:
            return "planned"
        if kind == "state" and form != PAST:
            return "ongoing"
        if form == ING and _ends_with(before, ("is", "are", "been", "still")):
            return "ongoing"
        if form == PRESENT and hit.trigger.type in _ONGOING_TYPES:
            return "ongoing"
        if kind == "noun" and hit.trigger.type in _ONGOING_TYPES:
            return "ongoing"
        return "happened"


def _list_before(words: Sequence[Word], first: int) -> list[str]:
    """The words before a trigger in its own clause."""
    before: list[str] = []
    for word in reversed(words[max(0, first - REACH) : first]):
        if word.text in _STOPS:
            break
        if word.text != ",":
            before.insert(0, word.text)
    return before


def _holds(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))


def _ends_with(words: Sequence[str], some: Iterable[str]) -> bool:
    return bool(words) and (words[-1] in some or (len(words) > 1 and words[-2] in some))


def find_end(edtf: str | None) -> date | None:
    """The first day of a date (EDTF) that can be read; None for any other."""
    if edtf is None:
        return None
    try:
        found = parse_edtf(edtf)
    except EdtfError:
        return None
    return found.earliest
