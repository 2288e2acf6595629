"""A sentence that tells of several events, taken apart: "Acme bought Globex and opened a plant"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from db.sentences import Sentence
from ingest.events.sentence_words import Word
from ingest.events.triggers import Hit, is_finite

MOST = 3  # events of one sentence
APART = 2  # words at least between two triggers
_JOINS = frozenset(("and", "while", "but", ";", "whereas"))


class Clause(NamedTuple):
    """Characters start..end of a sentence, and the trigger that they stand around."""

    hit: Hit
    start: int
    end: int


def split_clauses(
    sentence: Sentence, words: Sequence[Word], hits: Sequence[Hit], main: Hit
) -> list[Clause]:
    """The clauses of a sentence that tell of events, in order; mostly it is one, the whole."""
    chosen = [main]
    for hit in hits:
        if len(chosen) < MOST and all(_is_other(hit, one, words) for one in chosen):
            chosen.append(hit)
    chosen.sort(key=lambda one: one.first)
    edges = [sentence.start]
    for one, other in pairwise(chosen):
        join = _find_join(words, one, other)
        edges.append(words[join].start if join is not None else other.start)
    return [
        Clause(hit, edges[at], edges[at + 1] if at + 1 < len(edges) else sentence.end)
        for at, hit in enumerate(chosen)
    ]


def _is_other(hit: Hit, one: Hit, words: Sequence[Word]) -> bool:
    """Whether a trigger tells of something else than another one, in a clause of its own."""
    first, second = sorted((hit, one), key=lambda either: either.first)
    return (
        hit.trigger.kind == "verb"
        and not hit.trigger.weak
        and hit.trigger.type not in (one.trigger.type, "statement")
        and is_finite(hit.form)
        and second.first - first.last > APART
        and _find_join(words, first, second) is not None
    )


def _find_join(words: Sequence[Word], first: Hit, second: Hit) -> int | None:
    """The last word between two triggers that joins clauses."""
    for at in range(second.first - 1, first.last, -1):
        if words[at].text in _JOINS:
            return at
    return None
