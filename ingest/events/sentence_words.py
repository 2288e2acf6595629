"""The words of a sentence, in small letters, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from db.text import level_letters

_WORD = re.compile(r"[^\W_]++(?:(?:['’&.-]|(?<=\d),(?=\d))[^\W_]++)*+|[;:—–,]")
_APOSTROPHES = str.maketrans("’", "'")


class Word(NamedTuple):
    """A word, or a sign that parts clauses, at characters start..end."""

    text: str
    start: int
    end: int


def list_words(text: str, start: int, end: int) -> list[Word]:
    """The words between two places of a text."""
    return [
        Word(level_letters(match[0]).casefold().translate(_APOSTROPHES), match.start(), match.end())
        for match in _WORD.finditer(text, start, end)
    ]


class Placed(Protocol):
    """What stands at characters start..end."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def drop_places(words: Sequence[Word], places: Iterable[Placed]) -> list[Word]:
    """The words without those of some places, as "on Monday" in "agreed on Monday to buy"."""
    kept = list(words)
    for place in places:
        inside = [at for at, word in enumerate(kept) if place.start <= word.start < place.end]
        if inside:
            first = inside[0]
            if first and kept[first - 1].text in _BEFORE:
                first -= 1
            del kept[first : inside[-1] + 1]
    return kept


_BEFORE = frozenset(("on", "in", "at", "late", "early", "during", "since"))
