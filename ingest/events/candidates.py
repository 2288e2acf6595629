"""Candidate events: the sentences of a text that tell of one, with what can be read in each.

A sentence is a candidate if it holds a trigger and is about a company: one that it names, or one
that a sentence just before it was about ("The company said …"), which is then marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from db.sentences import Sentence, split_sentences
from ingest.amounts.find import find_amounts
from ingest.companies.find import Names, Unknown, count_unknown
from ingest.companies.short import unite_short
from ingest.dates.find import find_dates
from ingest.events.candidate import Candidate
from ingest.events.roles import Party
from ingest.events.sentence_reader import SentenceReader, between
from ingest.found import FoundAmount, FoundCompany, FoundDate, Noise
from ingest.lexicon import read_lexicon

CARRIED = 4  # sentences for which a company stays what a text is about
LONGEST = 2000  # characters of a sentence; what is longer is a list or a table
Found = TypeVar("Found", FoundDate, FoundCompany)

_ASIDE = re.compile(
    r"\b(?:of|by|with|from|to|than|for|at|against|via|in|like|as|on|and|or|over|behind)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


class Reading(NamedTuple):
    """All that was found in a text."""

    dates: list[FoundDate]
    amounts: list[FoundAmount]
    companies: list[FoundCompany]
    unknown: list[Unknown]
    candidates: list[Candidate]
    parties: list[Party]


def read_text(
    text: str,
    names: Names,
    *,
    published: str | None = None,
    dollar: str = "USD",
    years: Mapping[str, int] | None = None,
    noise: Sequence[Noise] = (),
    lexicon: Path | None = None,
) -> Reading:
    """Find dates, amounts, companies and candidate events in a text, in its order.

    `years` are months in which fiscal years end, by the id of a company.
    """
    companies = unite_short(_outside(names.find(text), noise))
    unknown = count_unknown(companies)
    parties = _list_parties(companies, unknown)
    fiscal = _Fiscal(text, parties, years or {})
    dates = _outside(find_dates(text, published, fiscal), noise)
    places = [(date.start, date.end) for date in dates]
    measures = read_lexicon("measures", lexicon)
    amounts = find_amounts(text, dollar=dollar, dates=places, measures=measures)
    reader = SentenceReader(text, parties, dates, amounts, published, lexicon)
    candidates = list(_walk(text, reader, noise))
    return Reading(dates, amounts, companies, unknown, candidates, parties)


def find_candidates(
    text: str,
    *,
    names: Names,
    published: str | None = None,
    dollar: str = "USD",
    fiscal: Callable[[int], int | None] | None = None,
    noise: Sequence[Noise] = (),
) -> list[Candidate]:
    """The candidate events of a text, in its order."""
    companies = unite_short(names.find(text))
    parties = _list_parties(companies, count_unknown(companies))
    dates = find_dates(text, published, fiscal)
    amounts = find_amounts(text, dollar=dollar, dates=[(one.start, one.end) for one in dates])
    reader = SentenceReader(text, parties, dates, amounts, published, None)
    return list(_walk(text, reader, noise))


def _outside(found: Sequence[Found], noise: Sequence[Noise]) -> list[Found]:
    """What does not stand in noise."""
    starts = [one.start for one in noise]

    def is_noise(place: Found) -> bool:
        at = bisect_left(starts, place.end) - 1
        return at >= 0 and noise[at].end > place.start

    return [one for one in found if not is_noise(one)]


def _list_parties(companies: Sequence[FoundCompany], unknown: Sequence[Unknown]) -> list[Party]:
    """Companies by one id each: that of a known one, or that which is suggested."""
    suggested = {one.name: one.id for one in unknown}
    parties = []
    for one in companies:
        known = one.ids[0] if len(one.ids) == 1 else None
        if found := known or (None if one.ids else suggested.get(one.name)):
            parties.append(Party(one.start, one.end, found))
    return parties


class _Fiscal:
    """The month in which the fiscal year ends of the company that is spoken of at a place."""

    def __init__(self, text: str, parties: Sequence[Party], years: Mapping[str, int]) -> None:
        self.text, self.parties, self.years = text, parties, years

    def __call__(self, position: int) -> int | None:
        """That of the first company in the sentence, or else of the last one before it."""
        start = max(self.text.rfind(stop, 0, position) for stop in (". ", ".\n", "\n\n"))
        end = min(_find(self.text, stop, position) for stop in (". ", ".\n", "\n\n"))
        own = between(self.parties, start, end)
        if own:
            return next((self.years[one.id] for one in own if one.id in self.years), None)
        before = bisect_left(self.parties, position, key=lambda one: one.start)
        return self.years.get(self.parties[before - 1].id) if before else None


def _find(text: str, stop: str, position: int) -> int:
    found = text.find(stop, position)
    return len(text) if found < 0 else found


def _walk(text: str, reader: SentenceReader, noise: Sequence[Noise]) -> Iterator[Candidate]:
    """The candidates of each sentence that is no noise; what a text is about is carried on."""
    topic: Party | None = None
    age = 0
    for sentence in split_sentences(text):
        if sentence.end - sentence.start > LONGEST or _is_in(noise, sentence):
            continue
        parties = between(reader.parties, sentence.start, sentence.end)
        age += 1
        carried = topic if age <= CARRIED else None
        if parties:
            age, topic = 0, _choose_topic(text, parties, topic)
        yield from reader.read(sentence, parties, carried)


def _choose_topic(text: str, parties: Sequence[Party], topic: Party | None) -> Party | None:
    """What a text goes on to be about: the first company that does something, or the last."""
    for party in parties:
        if not _ASIDE.search(text, max(0, party.start - 16), party.start):
            return party
    return topic or (parties[0] if parties else None)


def _is_in(noise: Sequence[Noise], sentence: Sentence) -> bool:
    """Whether most of a sentence is noise."""
    at = bisect_left(noise, sentence.end, key=lambda one: one.start)
    covered = 0
    for one in reversed(noise[:at]):
        if one.end <= sentence.start:
            break
        covered += min(one.end, sentence.end) - max(one.start, sentence.start)
    return 2 * covered > sentence.end - sentence.start
