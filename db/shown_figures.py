"""The figures behind the words of a timeline: `price: $20M` as a number that can be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from db.reader import Reader


class Figure(NamedTuple):
    """An amount of a timeline; an end that is None is open."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    per: str
    approximate: bool


Figures = Mapping[tuple[str, str], Figure | None]

_FIGURES = """
SELECT event_id, company_name, phrase, measured, low, high, unit, per, approximate FROM figures
"""


def read_figures(connection: Reader) -> Figures:
    """Figures by event and words; None where the words could mean more than one."""
    found: dict[tuple[str, str], Figure | None] = {}
    for event, company, phrase, measured, *values in connection.execute(_FIGURES).fetchall():
        figure = Figure(*values)
        for words in _list_words(phrase, company, measured):
            same = found.setdefault((event, words), figure) == figure
            found[event, words] = figure if same else None
    return found


def _list_words(phrase: str, company: str | None, measured: str | None) -> list[str]:
    """How `timeline` may write a figure: with whose it is, and when, where that matters."""
    owners = ["", f"{company}'s "] if company else [""]
    times = ["", f", {measured}"] if measured else [""]
    return [f"{owner}{phrase}{time}" for owner, time in product(owners, times)]
