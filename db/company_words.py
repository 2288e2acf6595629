"""Companies in a text, found by their names.

The longest name wins ("Azure OpenAI" is no mention of OpenAI alone). Names start and end at a
word's edge, but for Chinese, Japanese and Korean, which have none; nor has a word beside them.
Case does not matter where a name is no common word, too: where it is long, or has a capital inside
a word (TikTok). Others have to be written as they are, or in capitals throughout (Meta, SEC).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

LONG = 9
SHORT = 4
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`"
_EDGELESS = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = rf"[^\W_{_EDGELESS}]"
# What a name may begin with: a whole word, or else a single character.
_PIECE = re.compile(rf"{_WORD}++|\S")


class Mention(NamedTuple):
    """Characters start..end of a text, and the ids of the companies that are called so."""

    start: int
    end: int
    companies: tuple[str, ...]


class CompanyNames:
    """What companies are called, made ready to be found."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name and the id of a company."""
        ids: dict[str, set[str]] = defaultdict(set)
        for name, company in names:
            ids[name.strip()].add(company)
        # By what a name begins with, so that most words of a text are looked up and left at once.
        self._found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for name in sorted(ids, key=lambda name: (-len(name), name)):
            if first := _PIECE.match(name):
                self._found[first[0].casefold()].append((name, tuple(sorted(ids[name]))))

    def find(self, text: str) -> list[Mention]:
        """Every mention in the order of the text, none within another."""
        found, at = [], 0
        for piece in _PIECE.finditer(text):
            if piece.start() < at or (names := self._found.get(piece[0].casefold())) is None:
                continue
            for name, companies in names:
                if match := _make_pattern(name).match(text, piece.start()):
                    at = match.end()
                    found.append(Mention(piece.start(), at, companies))
                    break
        return found


@lru_cache(maxsize=4096)
def _make_pattern(name: str) -> re.Pattern[str]:
    """What a name looks like in a text that is read from where one of its pieces starts."""
    after = rf"(?!{_WORD})" if re.match(_WORD, name[-1]) else ""
    if len(name) == 1:
        return re.compile(rf"{re.escape(name)}{after}(?!-)")  # no "X-ray"
    if _is_distinct(name):
        return re.compile(f"{_spell(name)}{after}", re.IGNORECASE)
    return re.compile(f"(?:{_spell(name)}|{_spell(name.upper())}){after}")


def _spell(name: str) -> str:
    """A name with any apostrophe and any white space, where it has one."""
    words = [
        "".join(f"[{_APOSTROPHES}]" if char in _APOSTROPHES else re.escape(char) for char in word)
        for word in name.split()
    ]
    return r"\s+".join(words)


def _is_distinct(name: str) -> bool:
    inner_capital = any(a.isalnum() and b.isupper() for a, b in pairwise(name))
    return len(name) >= LONG or (len(name) > SHORT and inner_capital)
