"""What a sentence tells: its events, each with companies, date, status and amounts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from db.sentences import Sentence
from ingest.events.candidate import (
    MEANT,
    NAMED,
    NEED_AMOUNT,
    NOBODY,
    SILENT,
    About,
    Candidate,
    is_told,
)
from ingest.events.clauses import Clause, split_clauses
from ingest.events.roles import Party, add_others, guess_roles
from ingest.events.sentence_words import Word, drop_places, list_words
from ingest.events.speakers import find_speaker
from ingest.events.status import StatusWords, find_end
from ingest.events.triggers import (
    Hit,
    Triggers,
    choose_trigger,
    find_measured,
    guess_trigger,
    read_triggers,
)
from ingest.found import FoundAmount, FoundDate
from ingest.lexicon import read_lexicon

Found = TypeVar("Found", FoundAmount, FoundDate, Party)

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
# A date that tells of something else than the sentence does: "its biggest deal since 2019".
_OF_ANOTHER = re.compile(
    r"\b(?:founded|established|created|incorporated|born|launched|built|bought|dating"
    r"|(?:most|least|best|worst|[a-z]{2,12}est|first|record|time|level|deal|rise|fall|drop)\s+since"
    r"|effective|starts|starting|begins|joins|payable)\s+(?:in|on|from|back\s+to)?\s*$"
    r"|\bsince\s*$|\(\s*$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUESTION = re.compile(r"\?[\"”’')\]]*\s*$")


@lru_cache(maxsize=4)
def _read_status(lexicon: Path | None) -> StatusWords:
    return StatusWords(read_lexicon("triggers", lexicon))


class SentenceReader:
    """Reads the sentences of a text of which companies, dates and amounts are found already."""

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

    def read(
        self, sentence: Sentence, parties: Sequence[Party], carried: Party | None
    ) -> Iterator[Candidate]:
        """The events that a sentence tells of; `carried` is what the text was about before it."""
        start, end = sentence.start, sentence.end
        if _QUESTION.search(self.text, max(start, end - 8), end):
            return
        dates = between(self.dates, start, end)
        words = drop_places(list_words(self.text, start, end), dates)
        words = [word for word in words if not _is_within(word, parties)]
        if not words:
            return
        amounts = self._list_amounts(start, end)
        measures = [one.measure for one in amounts if one.measure]
        hits = self.triggers.find(words)
        hit = _doubt(choose_trigger(hits, measures), amounts)
        hit = hit or guess_trigger(words, measures, self.triggers)
        if hit is None:
            return
        speaker = find_speaker(self.text, sentence, parties)
        if speaker and speaker.aside and (len(parties) > 1 or carried):
            parties = [party for party in parties if party.id != speaker.party.id]
        about = self._name_parties(sentence, hit, parties, carried)
        about = about._replace(said_by=speaker.party.id if speaker else None)
        if not is_told(hit, about.nearness, details=bool(dates) + bool(amounts)):
            return
        clauses = split_clauses(sentence, words, hits, hit) if hit.end > hit.start else []
        if len(clauses) < 2:
            yield self._make(sentence, words, hit, about, dates, amounts)
            return
        yield from self._read_clauses(sentence, words, clauses, parties, about)

    def _read_clauses(
        self,
        sentence: Sentence,
        words: Sequence[Word],
        clauses: Sequence[Clause],
        parties: Sequence[Party],
        about: About,
    ) -> Iterator[Candidate]:
        """An event for each clause; one that names nobody before its verb goes on with who did."""
        doers: list[str] = next(iter(about.roles.values()), [])
        for clause in clauses:
            hit, start, end = clause
            roles = self.triggers.choose_roles(hit.trigger)
            own = [party for party in parties if start <= party.start < end]
            found = guess_roles(self.text, hit, own, roles)
            role = _choose_role(hit, roles)
            if role in found:
                doers = found[role]
            else:
                taken = {one for ids in found.values() for one in ids}
                if rest := [one for one in doers if one not in taken]:
                    found = {role: rest} | found
            yield self._make(
                sentence,
                words,
                hit,
                about._replace(roles=found),
                between(self.dates, start, end),
                self._list_amounts(start, end),
            )

    def _name_parties(
        self, sentence: Sentence, hit: Hit, parties: Sequence[Party], carried: Party | None
    ) -> About:
        """The companies by role that a sentence is about, and how near they are named."""
        roles = self.triggers.choose_roles(hit.trigger)
        found = guess_roles(self.text, hit, parties, roles)
        role = _choose_role(hit, roles)
        meant = _STANDS_FOR.search(self.text, sentence.start, sentence.end)
        before = meant is not None and meant.start() < max(hit.end, sentence.start + 1)
        if carried is None or (parties and (not before or role in found)):
            other = self.triggers.others.get(hit.trigger.type, roles[1])
            add_others(found, hit, parties, roles[0], other)
            return About(found, NAMED if found else NOBODY, "")
        if meant and meant[0].casefold() in ("we", "our"):
            carried = self.main or carried
        if all(carried.id not in ids for ids in found.values()):
            found = {role: [carried.id]} | found
        named = " ".join(self.text[carried.start : carried.end].split())
        why = f"carried over from “{named}” in a sentence before"
        return About(found, NAMED if parties else MEANT if meant else SILENT, why)

    def _list_amounts(self, start: int, end: int) -> list[FoundAmount]:
        """The amounts between two places; what converts another counts within these."""
        first = bisect_left(self.amounts, start, key=lambda one: one.start)
        return [
            one if one.same_as is None else one._replace(same_as=_shift(one.same_as, first))
            for one in between(self.amounts, start, end)
        ]

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
            about.said_by,
            told,
            {"companies": about.why} if about.why else {},
        )

    def _choose_date(self, hit: Hit, dates: Sequence[FoundDate]) -> FoundDate | None:
        """The date nearest to the trigger; one that something is compared with last of all.

        What a company earned is dated by the period in which it did, not by the day it was told.
        """

        def rank(date: FoundDate) -> tuple[bool, bool, bool, int]:
            before = self.text[max(0, date.start - 60) : date.start]
            compared = _COMPARED.search(before) or (
                _OF_ANOTHER.search(before) if hit.trigger.type != "founding" else None
            )
            gap = max(date.start - hit.end, hit.start - date.end, 0)
            day = hit.trigger.type == "results" and _DAY.fullmatch(date.edtf or "") is not None
            return compared is not None, date.edtf is None, day, gap

        return min(dates, key=rank, default=None)


def _is_within(word: Word, parties: Sequence[Party]) -> bool:
    """Whether a word is part of a company's name, and so tells of nothing."""
    return any(party.start <= word.start < party.end for party in parties)


def _shift(position: int, first: int) -> int | None:
    return position - first if position >= first else None


def _choose_role(hit: Hit, roles: tuple[str, str | None]) -> str:
    """The role of the company that stands before a trigger."""
    turned = hit.passive or hit.trigger.reversed
    return roles[1] or roles[0] if turned else roles[0]


def _doubt(hit: Hit | None, amounts: Sequence[FoundAmount]) -> Hit | None:
    """A trigger, unless it needs an amount and has none, or the amount tells more than it."""
    if hit and hit.trigger.kind == "noun" and hit.trigger.type in NEED_AMOUNT and not amounts:
        return None
    measures = [one.measure for one in amounts if one.measure]
    if hit and hit.trigger.weak and find_measured(measures) not in (None, hit.trigger.type):
        return None
    return hit


def between(found: Sequence[Found], start: int, end: int) -> list[Found]:
    """What was found, in the order of the text, that starts between two places."""
    first = bisect_left(found, start, key=lambda one: one.start)
    last = bisect_left(found, end, key=lambda one: one.start)
    return list(found[first:last])
