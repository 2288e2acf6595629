"""Names of persons, which are none of companies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.companies.lists import Lists
from ingest.companies.page import Page, Word

_AGE = re.compile(r", \d\d[,.;]|,? who\b|, aged ")
# Jobs and titles that begin names of companies, too: "General Catalyst".
_OF_COMPANIES = frozenset(
    [
        "general",
        "king",
        "prince",
        "captain",
        "premier",
        "partner",
        "head",
        "royal",
        "queen",
        "lord",
        "coach",
    ]
)


class Persons:
    """Tells persons in one article, by their titles, given names and surnames."""

    def __init__(self, page: Page, names: Iterable[tuple[Word, ...]]) -> None:
        """Take the article, and all its names, the words of each."""
        self.page, self.lists = page, page.lists
        self._surnames: set[str] = set()
        for words in names:
            if len(words) > 1 and self.has(words):
                self._surnames.add(words[-1].text)

    def has(self, words: tuple[Word, ...]) -> bool:
        """Whether words are the name of a person."""
        lists = self.lists
        if self.page.is_titled(words[0].start):
            return True
        if words[-1].text.lower() in lists.tails or lists.form.match(self.page.text, words[-1].end):
            return False
        before = (self.page.words_before(words[0].start) or [""])[-1]
        return self._has_whole(words, before) if len(words) > 1 else self._has_one(words[0], before)

    def stand_before(self, start: int) -> bool:
        """Whether a person is "of" what stands at a place, or "at" it."""
        run = self.page.run_at(start - 5)
        if run is None or run.end != start - 4 or len(run.words) < 2:
            return False
        return self.page.text[run.end : start] in (" of ", " at ") and self.has(run.words)

    def _has_whole(self, words: tuple[Word, ...], before: str) -> bool:
        first, lists = words[0].text.lower(), self.lists
        initials = all(len(word.text.replace(".", "")) == 1 for word in words[:-1])
        named = first in lists.given_or_sur or words[-1].text.lower() in lists.surnames
        told = initials or named or before in lists.roles
        return len(words) < 5 and (told or bool(_AGE.match(self.page.text, words[-1].end)))

    def _has_one(self, word: Word, before: str) -> bool:
        low, lists = word.text.lower(), self.lists
        if low in lists.surnames or word.text in self._surnames:
            return True
        return before not in lists.kinds and (before in lists.roles or low in lists.given)


def is_role(lists: Lists, word: str, after: str) -> bool:
    """Whether a word is a job or a title, and no part of the name that goes on with another."""
    if word in _OF_COMPANIES and after and after not in lists.given_or_sur:
        return False
    return word in lists.roles and not (word in lists.given and after)
