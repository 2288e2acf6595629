"""Companies in a text, found by their names.

The longest name wins ("Azure OpenAI" is no mention of OpenAI alone). Names start and end at a
word's edge, but for Chinese, Japanese and Korean, which have none; nor has a word beside them.
Case does not matter where a name is no common word, too: where it is long, or has a capital inside
a word (TikTok). Others have to be written as they are, or in capitals throughout (Meta, SEC).
Letters with their marks apart (Unicode's NFD) are the same as those that have them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import normalize

LONG = 9
SHORT = 4
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`"
_EDGELESS = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = rf"[^\W_{_EDGELESS}]"
# What a name consists of: whole words, white space, and else single characters.
_PIECE = re.compile(rf"(?:{_WORD}[\u0300-\u036f]*+)++|\s++|\S")
_ENDS = ""  # the key of the names that end at a node; no piece is empty


class Mention(NamedTuple):
    """Characters start..end of a text, and the ids of the companies that are called so."""

    start: int
    end: int
    companies: tuple[str, ...]


class _Name(NamedTuple):
    """A name in the spellings that it may have; any case where there is no spelling."""

    spellings: tuple[str, ...]
    companies: tuple[str, ...]
    single: bool


class CompanyNames:
    """What companies are called, made ready to be found."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name and the id of a company."""
        ids: dict[str, set[str]] = defaultdict(set)
        for name, company in names:
            if name := "".join(_level(piece) for piece in _PIECE.findall(name.strip())):
                ids[name].add(company)
        # A tree by pieces: what begins no name is looked up once, whatever the number of names.
        self._tree: dict[str, Any] = {}
        for name in sorted(ids):
            node = self._tree
            for piece in _PIECE.findall(name):
                node = node.setdefault(piece.casefold(), {})
            node.setdefault(_ENDS, []).append(_make_name(name, tuple(sorted(ids[name]))))

    def find(self, text: str) -> list[Mention]:
        """Every mention in the order of the text, none within another."""
        pieces = _PIECE.findall(text)
        keys = [_level(piece).casefold() for piece in pieces]
        found, at, place, tree = [], 0, 0, self._tree
        for index, key in enumerate(keys):
            if index >= at and key in tree:
                best = self._find_longest(text, pieces, keys, index, place)
                if best is not None:
                    mention, at = best
                    found.append(mention)
            place += len(pieces[index])
        return found

    def _find_longest(
        self, text: str, pieces: list[str], keys: list[str], index: int, start: int
    ) -> tuple[Mention, int] | None:
        """The longest name that begins at a piece, and the piece after it."""
        best, node, end = None, self._tree, start
        for at in range(index, len(keys)):
            node = node.get(keys[at])
            if node is None:
                break
            end += len(pieces[at])
            if _ENDS not in node:
                continue
            written = "".join(map(_level, pieces[index : at + 1]))
            for name in node[_ENDS]:
                if _is_written(name, written) and not (name.single and text[end : end + 1] == "-"):
                    best = Mention(start, end, name.companies), at + 1
                    break
        return best


def _level(piece: str) -> str:
    """A piece with any apostrophe, any white space, and any way to write marks."""
    if piece.isspace():
        return " "
    if piece in _APOSTROPHES:
        return "'"
    return piece if piece.isascii() else normalize("NFC", piece)


def _make_name(name: str, companies: tuple[str, ...]) -> _Name:
    if len(name) == 1:
        return _Name((name,), companies, single=True)  # no "X-ray"
    return _Name(() if _is_distinct(name) else (name, name.upper()), companies, single=False)


def _is_written(name: _Name, written: str) -> bool:
    return not name.spellings or written in name.spellings


def _is_distinct(name: str) -> bool:
    inner_capital = any(a.isalnum() and b.isupper() for a, b in pairwise(name))
    return len(name) >= LONG or (len(name) > SHORT and inner_capital)
