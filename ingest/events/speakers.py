"""Who says so, where a sentence names a company as its speaker: "…, Acme said", "according to"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from db.sentences import Sentence
from ingest.events.roles import Party

_SAYS = (
    r"(?:said|says|told|wrote|reported|reports|estimates?|estimated|announced|confirmed|added|noted"
    r"|showed|data\s+show(?:ed|s)?|figures\s+show(?:ed|s)?)"
)
_AFTER = re.compile(rf"(?:['’]s)?\s+(?:has\s+|also\s+)?{_SAYS}\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:according\s+to|analysts?\s+(?:at|from)|economists?\s+at|data\s+(?:from|by)"
    r"|figures\s+(?:from|by)|estimates?\s+(?:from|by)|as\s+reported\s+by|reported\s+by)"
    r"\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
REACH = 60


class Speaker(NamedTuple):
    """A company that says what a sentence tells; `aside` if the sentence is not about it."""

    party: Party
    aside: bool


def find_speaker(text: str, sentence: Sentence, parties: Sequence[Party]) -> Speaker | None:
    """The company that a sentence names as its speaker; None if there is none."""
    for party in parties:
        if _BEFORE.search(text, max(sentence.start, party.start - REACH), party.start):
            return Speaker(party, aside=True)
        says = _AFTER.match(text, party.end, sentence.end)
        if says:
            told_before = text[sentence.start : party.start].rstrip().endswith((",", "”", '"'))
            closes = sentence.end - says.end() < REACH and party.start - sentence.start > REACH // 2
            return Speaker(party, aside=told_before and closes)
    return None
