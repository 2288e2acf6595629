"""Companies in a text, found by their names.

The longest name wins ("Azure OpenAI" is no mention of OpenAI alone). Names start and end at a
word's edge, but for Chinese, Japanese and Korean, which have none. Case does not matter where a
name is no common word, too: where it is long, or has a capital letter inside (TikTok). Others have
to be written as they are, or in capitals throughout (Meta, SEC).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

LONG = 9
SHORT = 4
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`"
_EDGELESS = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


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
            if len(name.strip()) > 1:
                ids[name.strip()].add(company)
        self._found: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = defaultdict(list)
        for name in sorted(ids, key=lambda name: (-len(name), name)):
            self._found[_key(name)].append((_make_pattern(name), tuple(sorted(ids[name]))))

    def find(self, text: str) -> list[Mention]:
        """Every mention in the order of the text, none within another."""
        found, at = [], 0
        while at < len(text) - 1:
            mention = self._match(text, at)
            if mention is None:
                at += 1
            else:
                found.append(mention)
                at = mention.end
        return found

    def _match(self, text: str, at: int) -> Mention | None:
        for pattern, companies in self._found.get(_key(text[at : at + 2]), ()):
            if match := pattern.match(text, at):
                return Mention(at, match.end(), companies)
        return None


def _key(name: str) -> str:
    return name[:2].casefold()


def _make_pattern(name: str) -> re.Pattern[str]:
    words = [
        "".join(f"[{_APOSTROPHES}]" if char in _APOSTROPHES else re.escape(char) for char in word)
        for word in name.split()
    ]
    body = r"\s+".join(words)
    before = "" if _EDGELESS.match(name[0]) or not name[0].isalnum() else r"(?<![^\W_])"
    after = "" if _EDGELESS.match(name[-1]) or not name[-1].isalnum() else r"(?![^\W_])"
    if _is_distinct(name):
        return re.compile(f"{before}(?:{body}){after}", re.IGNORECASE)
    return re.compile(
        f"{before}(?:{body}|{body.upper()}){after}" if body.isalpha() else f"{before}{body}{after}"
    )


def _is_distinct(name: str) -> bool:
    inner_capital = any(char.isupper() for char in name[1:])
    return len(name) >= LONG or (len(name) > SHORT and inner_capital)
