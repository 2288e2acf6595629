"""The words of a sentence, in small letters, with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

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
