"""What is found in a text; places are code points, the end is not included (RFC 5147 `char=`)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class FoundDate(NamedTuple):
    """Words that tell a date, and the date that they tell.

    `edtf` is None where it cannot be told, and unresolved (`XXXX-06`) where only the year is
    missing; `anchor` says what a relative date was counted from ("" for one that needs none), and
    `why` why it was not told, or what had to be assumed.
    """

    start: int
    end: int
    edtf: str | None
    anchor: str = ""
    why: str = ""


class FoundAmount(NamedTuple):
    """Words that tell an amount: number, unit, bound and period, as records write them.

    `low` and `high` are the ends of a range, equal for a single number, None on an open side.
    `unit` is an id of the lookup table `unit`, or a plural noun of the text ("cars"). `same_as` is
    the position in the list of the amount that this one converts; `of` the words of the whole.
    `change` is "from" or "to" where the number is an end of a change. `why` says what was assumed.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str = "exact"
    approximate: bool = False
    per: str | None = None
    basis: str | None = None
    measure: str | None = None
    of: str | None = None
    same_as: int | None = None
    change: str | None = None
    why: str = ""


class FoundCompany(NamedTuple):
    """Words that name a company; several ids where the name is of several and nothing decides.

    No ids: a name that nobody knows yet, to be suggested; `name` is then without its legal form.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    name: str
    why: str = ""


class Noise(NamedTuple):
    """Characters that are no part of an article's own text, and what they are ("menu")."""

    start: int
    end: int
    kind: str
