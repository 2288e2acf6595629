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
_WHOLE = rf"(?:{_WORD}[\u0300-\u036f]*+)++"
# What a name consists of: whole words, white space, and else single characters.
_PIECE = re.compile(rf"{_WHOLE}|\s++|\S")
_FIRST = re.compile(rf"{_WHOLE}|\S")
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
                node = node.setdefault(_level(piece).casefold(), {})
            node.setdefault(_ENDS, []).append(_make_name(name, tuple(sorted(ids[name]))))

    def find(self, text: str) -> list[Mention]:
        """Every mention in the order of the text, none within another."""
        found, at, tree = [], 0, self._tree
        for piece in _FIRST.finditer(text):
            word = piece[0]
            node = tree.get(word.casefold() if word.isascii() else _level(word).casefold())
            if (
                node is not None
                and piece.start() >= at
                and (mention := _find_longest(text, piece, node))
            ):
                at = mention.end
                found.append(mention)
        return found


def _find_longest(text: str, first: re.Match[str], node: dict[str, Any]) -> Mention | None:
    """The longest name that begins with a piece, from the node of that piece."""
    best, start, end = None, first.start(), first.end()
    pieces = [_level(first[0])]
    while True:
        for name in node.get(_ENDS, ()):
            if _is_written(name, "".join(pieces)) and not (
                name.single and text[end : end + 1] == "-"
            ):
                best = Mention(start, end, name.companies)
                break
        if len(node) == (_ENDS in node) or not (piece := _PIECE.match(text, end)):
            return best
        pieces.append(_level(piece[0]))
        node = node.get(pieces[-1].casefold(), {})
        end = piece.end()
        if not node:
            return best


def _level(piece: str) -> str:
    """A piece with any apostrophe, any white space, and any way to write marks."""
    if piece.isspace():
        return " "
    if len(piece) == 1 and piece in _APOSTROPHES:
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
