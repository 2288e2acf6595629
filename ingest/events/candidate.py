"""A candidate event, and what makes a sentence one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.events.inflect import PAST, PRESENT
from ingest.events.triggers import Hit
from ingest.found import FoundAmount, FoundDate

# What is told of itself needs a number to be an event.
NEED_AMOUNT = frozenset(("results", "market", "spending", "share_price", "pricing"))
# How near the company of a sentence is named: not at all, somewhere before, by a word that stands
# for it, or in the sentence.
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
    said_by: str | None = None
    told: dict[str, str] = field(default_factory=dict)
    inferred: dict[str, str] = field(default_factory=dict)


class About(NamedTuple):
    """The companies by role that a sentence is about, how near they are named, and why."""

    roles: dict[str, list[str]]
    nearness: int
    why: str
    said_by: str | None = None


def is_told(hit: Hit, nearness: int, details: int) -> bool:
    """Whether a trigger tells of an event, with the companies and details that stand with it.

    Details are a date and an amount. What names no company has to say more.
    """
    if nearness == NOBODY:
        return False
    if nearness == SILENT:
        return details > 0
    told = hit.trigger.kind != "noun" and (hit.form in (PRESENT, PAST) or not hit.trigger.weak)
    return told or details > 0
