"""A report on a company: everything asked of a database, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from db.reader import Reader
from publish.report.blocks import Block, Drawing, Heading, Plot, Report
from publish.report.doubts import tell_conflicts, tell_support
from publish.report.events import list_marks, tell_events
from publish.report.figures import tell_figures, tell_totals
from publish.report.method import Making, tell_method
from publish.report.notes import Notes
from publish.report.parties import tell_counterparties, tell_family, tell_payments
from publish.report.selection import Selection, select_events, set_clocks
from publish.report.summary import tell_summary

TITLE = "events, figures and sources"

Draw = Callable[[str, Mapping[str, Any]], Plot | None]


def make_report(
    connection: Reader, given: Mapping[str, Any], making: Making, draw: Draw | None = None
) -> Report:
    """The report on the company that is given; raise UnknownNameError if there is none."""
    selection = select_events(connection, given)
    notes = Notes(selection.read_sources(), selection.names)
    drawn = _draw(selection, draw)
    blocks: list[Block] = [
        *tell_summary(selection),
        *drawn["timeline"],
        *tell_family(selection, notes),
        *tell_events(selection, notes),
        *tell_figures(selection, notes),
        *drawn["amounts"],
        *tell_totals(selection, notes),
        *tell_payments(selection, notes),
        *drawn["payments"],
        *tell_counterparties(selection),
        *tell_conflicts(selection, notes),
        *tell_support(selection, notes),
        *drawn["sources"],
    ]
    if notes.count():
        blocks += [Heading("Notes", "notes"), notes.list()]
    used = {mark for event in selection.events for mark in list_marks(event)}
    blocks += tell_method(selection, making, used)
    return Report(making.title or f"{selection.names[selection.company]}: {TITLE}", blocks)


def _draw(selection: Selection, draw: Draw | None) -> dict[str, list[Block]]:
    """The plots by kind, where there is something to draw."""
    drawn: dict[str, list[Block]] = {}
    for kind in ("timeline", "amounts", "payments", "sources"):
        plot = draw(kind, selection.given) if draw else None
        drawn[kind] = [Drawing(kind, plot)] if plot else []
    set_clocks(selection.connection, selection.given)
    return drawn
