"""Candidate events of a passage against its annotations: sentence, type, date, roles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from benchmarks.draft.annotation import DateNote, EventNote, Passage, Place
from benchmarks.draft.fields import tells_same
from benchmarks.draft.finders import Candidate, Finders
from benchmarks.draft.tally import Miss, Tallies, cut, share_half

# Two names of one kind of event: records that know the first may call it the second.
_SAME_TYPES = {
    "acquisition": "ownership",
    "appointment": "reorganisation",
    "bankruptcy": "insolvency",
    "buyback": "payout",
    "dividend": "payout",
    "financing": "investment",
    "fine": "sanction",
    "funding": "investment",
    "ipo": "listing",
    "layoffs": "workforce",
    "resignation": "reorganisation",
}


def score_events(passage: Passage, finders: Finders, tallies: Tallies) -> None:
    """Count sentences with an event, and what is told of each of those that were found."""
    if finders.events is None:
        return
    candidates = finders.events(passage)
    sentences = list(dict.fromkeys(event.place for event in passage.events))
    lenient = [place for place in passage.lenient if place not in sentences]
    strict = [one for one in candidates if not _touches(one, lenient) or _touches(one, sentences)]
    _score_sentences("events strict", passage, sentences, strict, tallies)
    _score_sentences("events lenient", passage, sentences + lenient, candidates, tallies)
    for place, events in groupby(passage.events, key=lambda event: event.place):
        on_it = [one for one in candidates if share_half(place, one)]
        for event in events:
            if on_it:
                _score_event(passage, event, on_it, tallies)


def _touches(one: Candidate, places: Sequence[Place]) -> bool:
    return any(share_half(place, one) for place in places)


def _score_sentences(
    name: str,
    passage: Passage,
    places: Sequence[Place],
    candidates: Sequence[Candidate],
    tallies: Tallies,
) -> None:
    """Count each sentence once for recall, and each candidate for precision.

    Several candidates on one sentence with an event are as good as one.
    """
    for place in places:
        on_it = [one for one in candidates if share_half(place, one)]
        got = on_it[0].type if on_it else None
        miss = Miss(passage.id, cut(passage, place), "an event", "nothing")
        tallies.count(name, "event", got, got is not None, miss)
    for one in candidates:
        if not _touches(one, places):
            miss = Miss(passage.id, cut(passage, one), "nothing", f"{one.type} {one.status}")
            tallies.count(name, None, one.type, False, miss)


def _score_event(
    passage: Passage, event: EventNote, candidates: Sequence[Candidate], tallies: Tallies
) -> None:
    types = (event.type, *event.also_ok)
    known = {_level(type_) for type_ in types}
    roles = _list_roles(event)
    one = max(
        candidates,
        key=lambda one: (
            _level(one.type) in known,
            one.status == event.status,
            len(roles & _list_roles(one)),
        ),
    )

    def count(name: str, expected: str, got: str, right: bool) -> None:
        miss = Miss(passage.id, cut(passage, event.place), expected, got)
        tallies.count(name, expected, got, right, miss)

    count("event types", " or ".join(types), one.type, _level(one.type) in known)
    count("event status", event.status, one.status, one.status == event.status)
    if event.date is not None:
        note = DateNote(event.place, event.date, ())
        count("event dates", event.date, str(one.when), tells_same(note, one.when))
    _score_roles(passage, event, one, tallies)


def _score_roles(passage: Passage, event: EventNote, one: Candidate, tallies: Tallies) -> None:
    """Count the companies of an event, in any role and in the role annotated."""
    if not event.companies:
        return
    expected, got = _list_roles(event), _list_roles(one)
    words = cut(passage, event.place)
    for name, want, have in (
        ("event companies", {id_ for _, id_ in expected}, {id_ for _, id_ in got}),
        ("event roles", {" ".join(pair) for pair in expected}, {" ".join(pair) for pair in got}),
    ):
        for item in sorted(want | have):
            note, found = (item if item in side else None for side in (want, have))
            miss = Miss(passage.id, words, note or "nothing", found or "nothing")
            tallies.count(name, note, found, note == found, miss)


def _list_roles(event: EventNote | Candidate) -> set[tuple[str, str]]:
    return {(role, id_) for role, ids in event.companies.items() for id_ in ids}


def _level(type_: str) -> str:
    return _SAME_TYPES.get(type_, type_)
