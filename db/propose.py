"""Where the claims of a record that have no place yet may stand in the article.

Sentences, and two that stand together, are scored by what of a claim can be read in them: its
figures, its companies, its date, and words of the event's title, which tell apart what the others
leave alike. It is for a person to say which one it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

from db.company_words import CompanyNames, Mention
from db.date_words import DateWords, find_dates, find_unread
from db.errors import DataProblems
from db.figure_words import Figure, find_figures
from db.files import parse_record
from db.locate import locate_record
from db.place import Place, hash_passage, read_article
from db.record import ClaimEntry, EventEntry, Record, as_list
from db.sentences import Sentence, split_sentences

Found = TypeVar("Found", Figure, Mention, DateWords)

FIGURE, COMPANY, DATE = 6, 2, 2  # a word of the title counts 1
STEM, SHORTEST = 5, 4  # letters by which words are compared, and that a word has at least
SHOWN = 3
_BULLET = re.compile(r"[^\w\"“‘'«(\[$€£¥]+\s")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Proposal(NamedTuple):
    """A passage, and what of the claim can be read in it."""

    place: Place
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A claim without a place: its numbers in the record, event, line, and best passages."""

    where: tuple[int, int]
    event: str
    line: int
    proposals: list[Proposal]


class _Window(NamedTuple):
    """A sentence, or two; and what is found in it."""

    start: int
    end: int
    sentences: int
    figures: Sequence[Figure]
    companies: dict[str, str]
    dates: Sequence[DateWords]
    words: dict[str, str]


def propose_for_file(
    record: Path, article: Path, names: Callable[[], Iterable[tuple[str, str]]]
) -> list[Gap]:
    """As `propose_places`, for files; DataProblems where the record's quotes have any.

    The names are asked for only where a claim needs them. A record that cannot be read to the end
    has no gaps: the faults in it are for a check to tell.
    """
    text, read = read_article(record).text, read_article(article)
    located = locate_record(text, read, file=str(record))
    if located.problems:
        raise DataProblems(located.problems)
    parsed, _ = parse_record(text.lstrip("\ufeff"), str(record), "")
    if parsed is None or not any(_list_gaps(parsed)):
        return []
    return propose_places(parsed, read.text, names())


def propose_places(record: Record, text: str, names: Iterable[tuple[str, str]]) -> list[Gap]:
    """The claims with neither quote nor place, each with at most three passages, the best first.

    Companies are known by the record's own names and by those given, as pairs of name and id.
    """
    gaps = list(_list_gaps(record))
    if not gaps:
        return []
    windows = _list_windows(text, CompanyNames([*names, *_list_own_names(record)]))
    return [
        Gap(
            where,
            event.id,
            record.line(("events", where[0], "claims", where[1])),
            _rank(event, claim, windows, text),
        )
        for where, event, claim in gaps
    ]


def _list_gaps(record: Record) -> Iterator[tuple[tuple[int, int], EventEntry, ClaimEntry]]:
    for at, event in enumerate(record.content.events):
        for nth, claim in enumerate(event.claims):
            if claim.at is None and claim.quote is None:
                yield (at, nth), event, claim


def _list_own_names(record: Record) -> Iterator[tuple[str, str]]:
    for company in record.content.companies:
        if company.name is not None:
            yield company.name, company.id
        for alias in company.aliases:
            yield alias if isinstance(alias, str) else alias.name, company.id


def _list_windows(text: str, names: CompanyNames) -> list[_Window]:
    """Each sentence, then each two without a blank line between, with what they hold."""
    sentences = [_drop_bullet(text, sentence) for sentence in split_sentences(text)]
    spans = [(one.start, one.end, 1) for one in sentences]
    spans += [
        (one.start, other.end, 2)
        for one, other in pairwise(sentences)
        if len(_BREAK.findall(text, one.end, other.start)) < 2
    ]
    figures, dates, mentions = find_figures(text), find_dates(text), names.find(text)
    return [
        _Window(
            start,
            end,
            count,
            _between(figures, start, end),
            _name_companies(text, _between(mentions, start, end)),
            _between(dates, start, end),
            _list_words(text[start:end]),
        )
        for start, end, count in spans
    ]


def _name_companies(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """What each company is called first."""
    called: dict[str, str] = {}
    for mention in mentions:
        for company in mention.companies:
            called.setdefault(company, " ".join(text[mention.start : mention.end].split()))
    return called


def _list_words(text: str) -> dict[str, str]:
    """The longer words of a text by their first letters, so that forms of one word are one."""
    words: dict[str, str] = {}
    for word in _WORD.findall(text):
        if len(word) >= SHORTEST:
            words.setdefault(word[:STEM].casefold(), word)
    return words


def _between(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """Those of the things found, in the order of the text, that start between two positions."""
    return found[
        bisect_left(found, start, key=lambda one: one.start) : bisect_left(
            found, end, key=lambda one: one.start
        )
    ]


def _drop_bullet(text: str, sentence: Sentence) -> Sentence:
    """A sentence without the sign of a list before it."""
    match = _BULLET.match(text, sentence.start, sentence.end)
    return Sentence(match.end(), sentence.end) if match else sentence


def _rank(
    event: EventEntry, claim: ClaimEntry, windows: Sequence[_Window], text: str
) -> list[Proposal]:
    """The best passages: most read, then shortest, then first."""
    wanted = _Wanted(event, claim)
    read = [(window, wanted.read(window, text)) for window in windows]
    # Two sentences have to say more than either alone, and more than words of the title.
    first = {window.start: found.score for window, found in read if window.sentences == 1}
    second = {window.end: found.score for window, found in read if window.sentences == 1}
    fit = [
        (-found.score - found.words, window.sentences, window.start, window.end, found.reasons)
        for window, found in read
        if (found.score or found.words > 1)
        and (window.sentences == 1 or found.score > max(first[window.start], second[window.end]))
    ]
    return [
        Proposal(Place(start, end, hash_passage(text[start:end])), reasons)
        for _, _, start, end, reasons in sorted(fit)[:SHOWN]
    ]


class _Found(NamedTuple):
    """How much of a claim stands in a passage, how many words of the title, and what."""

    score: int
    words: int
    reasons: tuple[str, ...]


class _Wanted:
    """What a claim says, as it would be read in words."""

    def __init__(self, event: EventEntry, claim: ClaimEntry) -> None:
        companies = claim.companies if isinstance(claim.companies, dict) else event.companies
        named = [company for value in companies.values() for company in as_list(value)]
        named += [amount.company for amount in claim.amounts if amount.company]
        self.companies = list(dict.fromkeys(named))
        when = claim.when if claim.when is None or isinstance(claim.when, str) else event.when
        self.dates = [
            end
            for date in (when, *(amount.when for amount in claim.amounts))
            for end in (date or "").split("/")
            if end not in ("", "..")
        ]
        self.words = list(_list_words(event.title or ""))
        self.amounts = [
            (amount.value, figures[0])
            for amount in claim.amounts
            if (figures := find_figures(amount.value))
        ]

    def read(self, window: _Window, text: str) -> _Found:
        amounts = [
            value
            for value, figure in self.amounts
            if any(_same(figure, other) for other in window.figures)
        ]
        companies = [window.companies[one] for one in self.companies if one in window.companies]
        dates = [
            text[told[0].start : told[0].end]
            for end in dict.fromkeys(self.dates)
            if (told := [date for date in window.dates if not find_unread(end, [date])])
        ]
        named = _list_words(" ".join(companies))
        words = [
            window.words[one] for one in self.words if one in window.words and one not in named
        ]
        score = FIGURE * len(amounts) + COMPANY * len(companies) + DATE * len(dates)
        reasons = dict.fromkeys([*amounts, *companies, *dates, *words])
        return _Found(score, len(words), tuple(reasons))


def _same(figure: Figure, other: Figure) -> bool:
    """Whether two figures are one number, and may have one unit."""
    if figure.low != other.low:
        return False
    if None not in (figure.high, other.high) and figure.high != other.high:
        return False
    return not (figure.units and other.units) or bool(set(figure.units) & set(other.units))
