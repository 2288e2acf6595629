"""Which sentences of the texts a claim cites, which are left out with a reason, and which neither.

A sentence has something to check if it holds a date, a figure or a company of the database.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from db.articles import Text, Wanted, find_texts, read_articles
from db.company_words import CompanyNames
from db.date_words import find_dates
from db.figure_words import find_figures
from db.place import find_passages, shorten
from db.reader import Reader
from db.sentences import Sentence, split_sentences
from db.verify import NAMES

SOURCES = """
    SELECT s.id, s.text_sha256, t.text
    FROM source AS s LEFT JOIN source_text AS t ON t.source_id = s.id
    WHERE NOT s.cited_only ORDER BY s.id
"""
CLAIMS = """
    SELECT source_id, char_start, char_end, quote FROM claim
    WHERE char_start IS NOT NULL OR quote IS NOT NULL ORDER BY source_id, number
"""
LEFT_OUT = """
    SELECT source_id, char_start, char_end, because FROM left_out
    ORDER BY source_id, char_start, char_end, number
"""
_WORD = re.compile(r"[^\W_]")


class LeftOut(NamedTuple):
    """Characters start..end that no claim was made of, and why."""

    start: int
    end: int
    because: str


class Passage(NamedTuple):
    """A sentence neither cited nor listed: its place, what it holds, its words in a line."""

    start: int
    end: int
    holds: list[str]
    words: str


@dataclass(slots=True)
class Coverage:
    """What was counted of one source; nothing unless its text is the one that was read."""

    source: str
    text: str
    sentences: int = 0
    to_check: int = 0
    cited: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    open: list[Passage] = field(default_factory=list)
    other: list[Passage] = field(default_factory=list)

    @property
    def looked_at(self) -> bool:
        return self.text == "as read"

    @property
    def share(self) -> Decimal | None:
        """How many of the sentences with something to check are cited, in percent."""
        if not self.to_check:
            return None
        return (Decimal(100 * self.cited) / self.to_check).quantize(Decimal("0.1"))


def measure_coverage(
    connection: Reader, folder: Path | None, source: str | None = None
) -> list[Coverage]:
    """Count the sentences of each source, or of one, in a folder's texts or in those kept."""
    rows = connection.execute(SOURCES).fetchall()
    texts = find_texts((Wanted(*row) for row in rows), read_articles(folder))
    claims, left_out = _read_claims(connection), _read_left_out(connection)
    names = CompanyNames(connection.execute(NAMES).fetchall())
    found = []
    for name in (row[0] for row in rows if source in (None, row[0])):
        text = texts.get(name)
        coverage = Coverage(name, _name_state(text))
        if text and text.same:
            cited = _find_cited(claims[name], text.article.text)
            _measure(coverage, text.article.text, cited, left_out[name], names)
        found.append(coverage)
    return found


def _name_state(text: Text | None) -> str:
    if text is None:
        return "not at hand"
    return "as read" if text.same else "changed"


def _read_claims(connection: Reader) -> Mapping[str, list[tuple[int | None, int, str | None]]]:
    claims = defaultdict(list)
    for source, start, end, quote in connection.execute(CLAIMS).fetchall():
        claims[source].append((start, end, quote))
    return claims


def _read_left_out(connection: Reader) -> Mapping[str, list[LeftOut]]:
    left_out = defaultdict(list)
    for source, *rest in connection.execute(LEFT_OUT).fetchall():
        left_out[source].append(LeftOut(*rest))
    return left_out


def _find_cited(claims: Iterable[tuple[int | None, int, str | None]], text: str) -> bytearray:
    """Which characters a claim cites, by its place or by the words that it quotes."""
    cited = bytearray(len(text))
    for start, end, quote in claims:
        if start is not None:
            places = [(start, end)]
        else:
            places = [(place.start, place.end) for place in find_passages(quote or "", text)]
        for first, last in places:
            cited[first:last] = b"\1" * len(cited[first:last])
    return cited


def _measure(
    coverage: Coverage,
    text: str,
    cited: bytearray,
    left_out: Sequence[LeftOut],
    names: CompanyNames,
) -> None:
    found = {
        "company": [mention.start for mention in names.find(text)],
        "figure": [figure.start for figure in find_figures(text)],
        "date": [date.start for date in find_dates(text)],
    }
    for sentence in split_sentences(text):
        start, end = sentence.start, sentence.end
        if not _WORD.search(text, start, end):  # a line of stars
            continue
        coverage.sentences += 1
        holds = [kind for kind, starts in found.items() if _holds(starts, sentence)]
        coverage.to_check += bool(holds)
        if cited.find(1, start, end) >= 0:
            coverage.cited += bool(holds)
        elif because := _find_reason(left_out, sentence):
            coverage.left_out.update([because] if holds else [])
        else:
            listed = coverage.open if holds else coverage.other
            listed.append(Passage(start, end, holds, shorten(text[start:end])))


def _holds(starts: Sequence[int], sentence: Sentence) -> bool:
    at = bisect_left(starts, sentence.start)
    return at < len(starts) and starts[at] < sentence.end


def _find_reason(left_out: Iterable[LeftOut], sentence: Sentence) -> str | None:
    """Why a sentence is left out, by the first passage that overlaps it."""
    for one in left_out:
        if one.start < sentence.end and sentence.start < one.end:
            return one.because
    return None
