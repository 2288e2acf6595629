"""Sentences of a text, as exact places in it.

A sentence never crosses a blank line, a bullet, or the end of a line, unless the lines of the text
were cut to a width, as in mail. White space at either end belongs to no sentence, nor does a byte
order mark; every other character belongs to exactly one, so that a heading, a bullet and a line
of stars are sentences, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

NARROW, WIDE = 40, 100  # widths to which lines are cut
LONGEST_WORD = 30  # a longer one is an address, or a script without spaces


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What stands before a name or an example: the sentence goes on.
_GOES_ON = _words(
    """
    adm approx asst ca capt cf cmdr col cpl dr e.g eg esp gen gov hon i.e ie incl lt maj messrs
    mme mr mrs ms mt p.s prof rep resp rev sen sens sgt st supt viz vs
    """
)
# Before a number only: "No. 5", "Aug. 2". Else it is a word of its own, and the sentence ends.
_BEFORE_NUMBER = _words(
    """
    abt apr art aug ch dec feb fig figs jan jul jun mar no nos nov oct p para pg pp pt ref sec sep
    sept ver vol vols
    """
)
# Either: a sentence ends here only where a word follows that mostly begins one ("Inc. The …").
_MAY_END = _words(
    """
    al ave bhd blvd bros calif co corp cos esq gmbh inc intl jr llc ltd mass mfg ph.d plc pty rd sr
    univ
    """
)
_STARTERS = _words(
    """
    a about according after all also although among an and another any are as at because before
    both but by can despite did do does during each earlier even every few finally first for from
    further furthermore had has have he her here his how however i if in indeed instead is it its
    last later like many meanwhile more moreover most much my neither nevertheless nor not now of
    on once one only or other others our over perhaps she should similarly since so some soon still
    such that the their then there therefore these they this those though through thus to today
    together under unlike until we well what when where whether which while who why will with
    without would yesterday yet you your
    """
)

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PLAIN_WORD = re.compile(r"[^\W\d_][\w'’-]*+[,;:.!?)”’\"]*+(?=\s|$)")
_BULLET = re.compile(r"(?:[-*+•‣◦▪▫●○■□–—·∙]|\(?(?:\d{1,3}|[A-Za-z])[.)])(?=\s|$)")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_CLOSERS = r"(?:[\"'”’»›)\]}」』】》〉）]|\[\d{1,3}\])*+"
# After a stop of Latin script there has to be a space; after one of Chinese or Hindi there is none.
_STOP = re.compile(
    rf"(?:(?<![.!?…؟۔])[.!?…؟۔]++{_CLOSERS}(?=\s)|(?<![。！？｡।॥])[。！？｡।॥][.!?…。！？]*+{_CLOSERS})\s*+"
)
_OPENERS = "\"'“”‘’«»„([{¿¡*_"
_NEXT_WORD = re.compile(rf"[{re.escape(_OPENERS)}]*+([^\W_][\w.’'-]*+)")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """Characters start..end of a text; the end is not included."""

    start: int
    end: int


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order, disjoint, without white space at their ends."""
    lines = _list_lines(text)
    return [
        sentence
        for start, end in _join_cut_lines(text, lines)
        for sentence in _cut_paragraph(text, start, end)
    ]


def _list_lines(text: str) -> list[Sentence]:
    """The lines that hold something."""
    body = 1 if text.startswith("\ufeff") else 0
    lines = (_trim(text, *match.span()) for match in _LINE.finditer(text, body))
    return [line for line in lines if line.start < line.end]


def _trim(text: str, start: int, end: int) -> Sentence:
    stripped = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Sentence(start, start + len(stripped))


def _join_cut_lines(text: str, lines: list[Sentence]) -> Iterator[tuple[int, int]]:
    """Paragraphs, headings and bullets: lines, joined where they were cut to a width."""
    width = _find_width(text, lines)
    first = lines[0].start if lines else 0
    for line, below in pairwise(lines):
        if width is None or not _was_cut(text, line, below, width):
            yield first, line.end
            first = below.start
    if lines:
        yield first, lines[-1].end


def _find_width(text: str, lines: list[Sentence]) -> int | None:
    """The width to which a text was cut; the lines before small letters show it."""
    cut = [
        (line.end - line.start, len(word[0]))
        for line, below in pairwise(lines)
        if (word := _match_small_word(text, below)) and _are_neighbours(text, line, below)
    ]
    width = max((length for length, _ in cut), default=0)
    full = sum(length + 1 + word > width for length, word in cut)
    return width if NARROW <= width <= WIDE and 2 * full > len(cut) else None


def _was_cut(text: str, line: Sentence, below: Sentence, width: int) -> bool:
    """Whether a line ends only because the next word had no more room in it."""
    if not _are_neighbours(text, line, below) or _BULLET.match(text, below.start):
        return False
    if _match_small_word(text, below):
        return True
    word = text[below.start : below.end].split(maxsplit=1)[0]
    length = line.end - line.start
    return len(word) <= LONGEST_WORD and length <= width < length + 1 + len(word)


def _match_small_word(text: str, line: Sentence) -> re.Match[str] | None:
    """The first word of a line, if it is one that goes on with a sentence."""
    return _PLAIN_WORD.match(text, line.start) if text[line.start].islower() else None


def _are_neighbours(text: str, line: Sentence, below: Sentence) -> bool:
    """Whether no blank line stands between two lines."""
    return len(_BREAK.findall(text, line.end, below.start)) == 1


def _cut_paragraph(text: str, start: int, end: int) -> Iterator[Sentence]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends_sentence(text, first, stop, end):
            yield _trim(text, first, stop.end())
            first = stop.end()
    yield Sentence(first, end)


def _ends_sentence(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    signs = stop[0]
    if signs[0] in "。！？｡।॥":
        return True
    found = _NEXT_WORD.match(text, stop.end(), end)
    word = found[1] if found else ""
    if word[:1].islower() and not word[1:2].isupper():  # "iPhone" may begin a sentence
        return False
    if signs[0] != "." or signs.startswith(".."):
        return True
    if _NUMBERED.fullmatch(text, first, stop.start()):
        return False  # "1. The first point"
    return _word_ends_sentence(_word_before(text, first, stop.start()), word)


def _word_before(text: str, first: int, end: int) -> str:
    words = text[max(first, end - LONGEST_WORD) : end].split()
    return words[-1].lstrip(_OPENERS) if words else ""


def _word_ends_sentence(before: str, word: str) -> bool:
    """Whether a full stop after the one word, and before the other, ends a sentence."""
    low = before.lower()
    if low in _BEFORE_NUMBER and word[:1].isdigit():
        return False
    if len(before) > 1 and before.isupper() and "." not in before:  # "SEC" is no section
        return True
    if low in _GOES_ON:
        return False
    if low in _MAY_END or (before != "I" and _INITIALS.fullmatch(before)):
        return word.lower() in _STARTERS
    return True
