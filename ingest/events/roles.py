"""Who does what in a sentence, guessed from where companies stand beside its trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.events.triggers import Hit

_JOINED = re.compile(r"\s*(?:,\s*(?:and|or)?|\band\b|\bor\b|&|/|\bas well as\b)\s*")
_BREAK = re.compile(
    r"[;—–]|,\s+(?:while|whereas|but|after|before|when|as|because|which|who|where|although)\b"
    r"|\b(?:after|before|when|while|because|whether|that|although|since|if)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|who)$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
FARTHEST = 120  # characters from a trigger to its object


class Party(NamedTuple):
    """Characters start..end that name a company, and its id."""

    start: int
    end: int
    id: str


def guess_roles(
    text: str, hit: Hit, parties: Sequence[Party], roles: tuple[str, str | None]
) -> dict[str, list[str]]:
    """The companies of a sentence by role; those that have none in it are left out."""
    subject, thing = roles
    if hit.trigger.reversed and thing is not None:
        subject, thing = thing, subject
    before = [party for party in parties if party.end <= hit.start]
    after = [party for party in parties if party.start >= hit.end]
    within = [party for party in parties if party.end > hit.start and party.start < hit.end]
    doers, things = _choose_before(text, hit, before), _choose_after(text, hit, [*within, *after])
    by = [party for party in after if _BY.search(text, hit.end, party.start)]
    found: dict[str, list[str]] = {}
    if hit.passive or (by and hit.trigger.kind == "noun"):
        _add(found, thing or "affected", doers or [p for p in things if p not in by])
        _add(found, subject, by[:1])
    else:
        _add(found, subject, doers)
        _add(found, thing, things)
    return found


def add_others(
    found: dict[str, list[str]], hit: Hit, parties: Sequence[Party], subject: str, other: str | None
) -> None:
    """Companies that the sentence names besides: the first as its subject, if it has none yet;
    those behind the trigger in the role that others have."""
    if not found:
        _add(found, subject, parties[:1])
    else:
        _add(found, other, [party for party in parties if party.start >= hit.end])


def _add(found: dict[str, list[str]], role: str | None, parties: Sequence[Party]) -> None:
    taken = {one for ids in found.values() for one in ids}
    ids = [one for one in dict.fromkeys(party.id for party in parties) if one not in taken]
    if role is not None and ids:
        found.setdefault(role, []).extend(ids)


def _choose_before(text: str, hit: Hit, before: Sequence[Party]) -> list[Party]:
    """The first company of the trigger's clause, or else of the sentence, with those beside it."""
    if not before:
        return []
    start = before[0].start
    for edge in reversed(list(_BREAK.finditer(text, start, hit.start))):
        if own := [party for party in before if party.start >= edge.end()]:
            return _take_joined(text, own)
        if _RELATIVE.search(edge[0]):  # "Acme, which bought": the company before the word
            return [party for party in before if party.end <= edge.start()][-1:]
    return _take_joined(text, before)


def _choose_after(text: str, hit: Hit, after: Sequence[Party]) -> list[Party]:
    near = [party for party in after if party.start - hit.end <= FARTHEST]
    if not near or _BREAK.search(text, hit.end, near[0].start):
        return []
    return _take_joined(text, near)


def _take_joined(text: str, parties: Sequence[Party]) -> list[Party]:
    taken = [parties[0]]
    for party in parties[1:]:
        if not _JOINED.fullmatch(text, taken[-1].end, party.start):
            break
        taken.append(party)
    return taken
