"""Candidate events: the sentences of a text that tell of one, with what can be read in each.

A sentence is a candidate if it holds a trigger and is about a company: one that it names, or one
that a sentence just before it was about ("The company said …"), which is then marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from db.sentences import Sentence, split_sentences
from ingest.amounts import find_amounts
from ingest.companies import Names, Unknown, count_unknown
from ingest.dates import find_dates
from ingest.found import FoundAmount, FoundCompany, FoundDate, Noise
from ingest.inflect import PAST, PRESENT
from ingest.lexicon import read_lexicon
from ingest.roles import Party, add_others, guess_roles
from ingest.sentence_words import Word, drop_places, list_words
from ingest.status import StatusWords, find_end
from ingest.triggers import (
    Hit,
    Triggers,
    choose_trigger,
    find_measured,
    guess_trigger,
    read_triggers,
)

CARRIED = 4  # sentences for which a company stays what a text is about
LONGEST = 2000  # characters of a sentence; what is longer is a list or a table
Found = TypeVar("Found", FoundAmount, FoundDate, FoundCompany, Party)

_STANDS_FOR = re.compile(
    r"\b(?:it|its|they|their|we|our|(?:the|this)\s+(?:[\w-]+\s+){0,2}(?:company|firm|group|startup"
    r"|start-up|maker|bank|retailer|carmaker|automaker|chipmaker|airline|giant|developer|operator"
    r"|manufacturer|business|platform|carrier|producer|provider|lender|insurer|brand|unicorn|app"
    r"|conglomerate|corporation|miner|supplier|utility|publisher|studio|lab|chain))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:compared\s+(?:with|to)|from|versus|vs\.?|against|than|up\s+on|down\s+on|over)"
    r"(?:\s+[\w$€£¥.,%]+){0,6}\s+(?:in|for|a|the)?\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:of|by|with|from|to|than|for|at|against|via|in|like|as|on|and|or|over|behind)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUESTION = re.compile(r"\?[\"”’')\]]*\s*$")
# What is told of itself needs a number to be an event.
_NEED_AMOUNT = frozenset(("results", "market", "spending", "share_price", "pricing"))


NOBODY, SILENT, MEANT, NAMED = range(4)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters start..end that may tell of an event, and what was read there.

    `companies` holds ids by role; `told` says for a field which words or which guess it rests on,
    `inferred` why a field is not in the words of the passage.
    """

    start: int
    end: int
    type: str
    status: str
    when: str | None
    date: FoundDate | None
    companies: dict[str, list[str]]
    amounts: list[FoundAmount]
    told: dict[str, str] = field(default_factory=dict)
    inferred: dict[str, str] = field(default_factory=dict)


class About(NamedTuple):
    """The companies by role that a sentence is about, how near they are named, and why."""

    roles: dict[str, list[str]]
    nearness: int
    why: str


class Reading(NamedTuple):
    """All that was found in a text."""

    dates: list[FoundDate]
    amounts: list[FoundAmount]
    companies: list[FoundCompany]
    unknown: list[Unknown]
    candidates: list[Candidate]


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
    companies = _outside(names.find(text), noise)
    unknown = count_unknown(companies)
    parties = _list_parties(companies, unknown)
    fiscal = _Fiscal(parties, years or {})
    dates = _outside(find_dates(text, published, fiscal), noise)
    places = [(date.start, date.end) for date in dates]
    amounts = find_amounts(text, dollar=dollar, dates=places)
    search = _Search(text, parties, dates, amounts, published, lexicon)
    candidates = list(search.run(noise))
    return Reading(dates, amounts, companies, unknown, candidates)


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
    companies = names.find(text)
    parties = _list_parties(companies, count_unknown(companies))
    dates = find_dates(text, published, fiscal)
    amounts = find_amounts(text, dollar=dollar, dates=[(one.start, one.end) for one in dates])
    return list(_Search(text, parties, dates, amounts, published, None).run(noise))


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

    def __init__(self, parties: Sequence[Party], years: Mapping[str, int]) -> None:
        self.parties, self.years = parties, years
        self.starts = [party.start for party in parties]

    def __call__(self, position: int) -> int | None:
        at = bisect_left(self.starts, position) - 1
        for party in self.parties[at::-1] if at >= 0 else self.parties[:1]:
            if party.id in self.years:
                return self.years[party.id]
        return None


@lru_cache(maxsize=4)
def _read_status(lexicon: Path | None) -> StatusWords:
    return StatusWords(read_lexicon("triggers", lexicon))


class _Search:
    """The walk through the sentences of a text."""

    def __init__(
        self,
        text: str,
        parties: Sequence[Party],
        dates: Sequence[FoundDate],
        amounts: Sequence[FoundAmount],
        published: str | None,
        lexicon: Path | None,
    ) -> None:
        self.text, self.parties, self.dates, self.amounts = text, parties, dates, amounts
        self.published: date | None = find_end(published)
        self.triggers: Triggers = read_triggers(lexicon)
        self.status: StatusWords = _read_status(lexicon)
        count = Counter(party.id for party in parties)
        self.main = max(parties, key=lambda one: (count[one.id], -one.start), default=None)

    def run(self, noise: Sequence[Noise]) -> Iterator[Candidate]:
        topic: Party | None = None
        age = 0
        for sentence in split_sentences(self.text):
            if sentence.end - sentence.start > LONGEST or _is_in(noise, sentence):
                continue
            parties = _between(self.parties, sentence)
            age += 1
            carried = topic if age <= CARRIED else None
            if parties:
                age, topic = 0, self._choose_topic(parties, topic)
            if candidate := self._read(sentence, parties, carried):
                yield candidate

    def _choose_topic(self, parties: Sequence[Party], topic: Party | None) -> Party | None:
        """What a text goes on to be about: the first company that does something, or the last."""
        for party in parties:
            if not _ASIDE.search(self.text, max(0, party.start - 16), party.start):
                return party
        return topic or (parties[0] if parties else None)

    def _read(
        self, sentence: Sentence, parties: Sequence[Party], carried: Party | None
    ) -> Candidate | None:
        start, end = sentence.start, sentence.end
        if _QUESTION.search(self.text, max(start, end - 8), end):
            return None
        dates = _between(self.dates, sentence)
        words = drop_places(list_words(self.text, start, end), dates)
        amounts = self._list_amounts(sentence)
        measures = [one.measure for one in amounts if one.measure]
        hit = choose_trigger(self.triggers.find(words), measures)
        hit = self._doubt(hit, amounts) or guess_trigger(words, measures, self.triggers)
        if hit is None:
            return None
        about = self._name_parties(sentence, hit, parties, carried)
        if not is_told(hit, about.nearness, details=bool(dates) + bool(amounts)):
            return None
        return self._make(sentence, words, hit, about, dates, amounts)

    def _name_parties(
        self, sentence: Sentence, hit: Hit, parties: Sequence[Party], carried: Party | None
    ) -> About:
        """The companies by role that a sentence is about, and how near they are named."""
        roles = self.triggers.choose_roles(hit.trigger)
        found = guess_roles(self.text, hit, parties, roles)
        role = roles[1] or roles[0] if hit.passive or hit.trigger.reversed else roles[0]
        meant = _STANDS_FOR.search(self.text, sentence.start, sentence.end)
        before = meant is not None and meant.start() < max(hit.end, sentence.start + 1)
        if carried is None or (parties and (not before or role in found)):
            add_others(found, parties, roles)
            return About(found, NAMED if found else NOBODY, "")
        if meant and meant[0].casefold() in ("we", "our"):
            carried = self.main or carried
        if all(carried.id not in ids for ids in found.values()):
            found = {role: [carried.id]} | found
        named = " ".join(self.text[carried.start : carried.end].split())
        why = f"carried over from “{named}” in a sentence before"
        return About(found, NAMED if parties else MEANT if meant else SILENT, why)

    def _list_amounts(self, sentence: Sentence) -> list[FoundAmount]:
        """The amounts of a sentence; what converts another counts within these."""
        first = bisect_left(self.amounts, sentence.start, key=lambda one: one.start)
        own = _between(self.amounts, sentence)
        return [
            one if one.same_as is None else one._replace(same_as=one.same_as - first) for one in own
        ]

    def _doubt(self, hit: Hit | None, amounts: Sequence[FoundAmount]) -> Hit | None:
        """A trigger, unless it needs an amount and has none, or the amount tells more than it."""
        if hit and hit.trigger.kind == "noun" and hit.trigger.type in _NEED_AMOUNT and not amounts:
            return None
        measures = [one.measure for one in amounts if one.measure]
        if hit and hit.trigger.weak and find_measured(measures):
            return None
        return hit

    def _make(
        self,
        sentence: Sentence,
        words: Sequence[Word],
        hit: Hit,
        about: About,
        dates: Sequence[FoundDate],
        amounts: Sequence[FoundAmount],
    ) -> Candidate:
        when = self._choose_date(hit, dates)
        latest = find_end(when.edtf) if when else None
        status, because = self.status.judge(words, hit, latest, self.published)
        told = {"type": self.text[hit.start : hit.end]} if hit.end > hit.start else {}
        if because:
            told["status"] = because
        return Candidate(
            sentence.start,
            sentence.end,
            hit.trigger.type,
            status,
            when.edtf if when else None,
            when,
            about.roles,
            list(amounts),
            told,
            {"companies": about.why} if about.why else {},
        )

    def _choose_date(self, hit: Hit, dates: Sequence[FoundDate]) -> FoundDate | None:
        """The date nearest to the trigger; one that something is compared with last of all.

        What a company earned is dated by the period in which it did, not by the day it was told.
        """

        def rank(date: FoundDate) -> tuple[bool, bool, bool, int]:
            compared = _COMPARED.search(self.text, max(0, date.start - 60), date.start)
            gap = max(date.start - hit.end, hit.start - date.end, 0)
            day = hit.trigger.type == "results" and _DAY.fullmatch(date.edtf or "") is not None
            return compared is not None, date.edtf is None, day, gap

        return min(dates, key=rank, default=None)


def _between(found: Sequence[Found], sentence: Sentence) -> list[Found]:
    first = bisect_left(found, sentence.start, key=lambda one: one.start)
    last = bisect_left(found, sentence.end, key=lambda one: one.start)
    return list(found[first:last])


def _is_in(noise: Sequence[Noise], sentence: Sentence) -> bool:
    """Whether most of a sentence is noise."""
    at = bisect_left(noise, sentence.end, key=lambda one: one.start)
    covered = 0
    for one in reversed(noise[:at]):
        if one.end <= sentence.start:
            break
        covered += min(one.end, sentence.end) - max(one.start, sentence.start)
    return 2 * covered > sentence.end - sentence.start


def is_told(hit: Hit, nearness: int, details: int) -> bool:
    """Whether a trigger tells of an event, with the companies and details that stand with it.

    Details are a date and an amount. What names no company has to say more.
    """
    strong = hit.trigger.kind == "verb" and not hit.trigger.weak
    if nearness == NOBODY:
        return False
    if nearness == SILENT:
        return details > (0 if strong or hit.trigger.type in _NEED_AMOUNT else 1)
    told = hit.trigger.kind != "noun" and hit.form in (PRESENT, PAST)
    return strong or told or details > 0
