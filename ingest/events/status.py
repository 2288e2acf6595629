"""Whether what a trigger tells happened, goes on, is planned, forecast, denied or cancelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from db.edtf import parse_edtf
from db.errors import EdtfError
from ingest.events.inflect import ING, PAST, PRESENT, list_forms
from ingest.events.sentence_words import Word
from ingest.events.triggers import Hit

REACH = 9  # words before a trigger that can turn it
NEAR = 4  # words before a trigger in which "not" denies it
_STOPS = frozenset(";:—–")
_ONGOING_TYPES = frozenset(
    ("use", "competition", "market", "risk", "customer", "product", "workforce")
)
_GOING_ON = ("is", "are", "been", "still", "was", "were")
_PRESENT = frozenset(("is", "are", "has", "have", "stands", "holds", "runs", "remains", "makes"))
_WAS = frozenset(("was", "were", "had", "rose", "fell", "grew", "came", "went", "took", "made"))
_ORDER = ("cancelled", "denied", "planned", "forecast", "ended")


class StatusWords:
    """The lexicon's words that turn a trigger."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for status in _ORDER:
            for phrase in lexicon["status"].get(status, ()):
                words = tuple(phrase.casefold().split())
                self._phrases[words[0]].append((status, words))
        irregular = lexicon["irregular"]
        self._own = {
            form: status
            for status, verbs in lexicon["own"].items()
            for verb in verbs
            for form in list_forms(verb.split()[0], irregular)
        }

    def judge(
        self, words: Sequence[Word], hit: Hit, first_day: date | None, published: date | None
    ) -> tuple[str, str]:
        """The status, and the words that tell it ("" where the form of the verb does)."""
        noun = hit.trigger.kind == "noun"
        if not noun and (own := self._own.get(words[hit.first].text)):
            return own, words[hit.first].text
        outside = before = _list_before(words, hit.first)
        # A trigger of several words may hold such words itself: "agreed to buy".
        before = [*before, *(word.text for word in words[hit.first : hit.last])]
        window = before
        if noun:  # the verb of a noun may stand behind it
            behind = [word.text for word in words[hit.last + 1 : hit.last + REACH]]
            window = [*(word.text for word in words[: hit.first]), *behind]
        if found := self._find(window, before[-NEAR:]):
            return found
        if first_day and published and first_day > published and hit.form != PAST:
            return "planned", ""
        return _judge_form(words, hit, outside), ""

    def _find(self, window: Sequence[str], near: Sequence[str]) -> tuple[str, str] | None:
        """The first of the statuses, in their order, that words before a trigger tell."""
        found = [
            (_ORDER.index(status), " ".join(phrase))
            for some, only in ((window, None), (near, "denied"))
            for at, word in enumerate(some)
            for status, phrase in self._phrases.get(word, ())
            if (status == "denied") == (only is not None)
            and tuple(some[at : at + len(phrase)]) == phrase
        ]
        if not found:
            return None
        rank, words = min(found, key=lambda one: one[0])
        return _ORDER[rank], words


def _judge_form(words: Sequence[Word], hit: Hit, before: Sequence[str]) -> str:
    """Whether a verb's form, or the verb that a noun stands with, tells what goes on."""
    kind, form = hit.trigger.kind, hit.form
    after = {word.text for word in words[hit.last + 1 : hit.last + REACH]}
    if form == PAST and "since" in after and _ends_with(before, ("has", "have")):
        return "ongoing"
    if kind == "state" and form != PAST:
        return "ongoing"
    if form == ING and _ends_with(before, _GOING_ON):
        return "ongoing"
    if form == PRESENT and hit.trigger.type in _ONGOING_TYPES:
        return "ongoing"
    if kind == "noun":
        texts = {word.text for word in words}
        present = not texts.isdisjoint(_PRESENT) and texts.isdisjoint(_WAS)
        if present and not any(word.endswith("ed") for word in texts):
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
