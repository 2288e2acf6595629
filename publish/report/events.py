"""The timeline of a report: by year, and what has no date at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from db.evidence import describe_date
from db.grid import tell_marks
from db.periods import head_periods
from publish.report.blocks import Block, Entries, Entry, Heading, Line, Link, Paragraph, Span, Text
from publish.report.notes import Notes, join
from publish.report.selection import Selection

NO_DATE = "no date"
ONE_SOURCE = "one source"
NO_EVENT = "No event fits what was asked for."
# An id with the name of a figure behind it, as `acme-pays-globex/plan`.
_ID = re.compile(r"(?<![\w/-])([a-z0-9]+(?:-[a-z0-9]+)+)(?:/([\w.-]*\w))?")


def tell_events(selection: Selection, notes: Notes) -> list[Block]:
    """Every event under its year."""
    blocks: list[Block] = [Heading("Timeline", "timeline")]
    if not selection.events:
        return [*blocks, Paragraph([Text(NO_EVENT)])]
    headings = head_periods(selection.events, "year")
    ends = [*sorted({0, *headings}), len(selection.events)]
    for start, end in pairwise(ends):
        heading = headings.get(start, "")
        period = heading.partition(" (")[0]
        anchor = "events-without-a-date" if not period[:1].isdigit() else f"events-{period}"
        blocks.append(Heading(heading, anchor, 3))
        events = selection.events[start:end]
        blocks.append(
            Entries([_tell(each, at, notes) for at, each in enumerate(events, start=start + 1)])
        )
    return blocks


def _tell(event: Mapping[str, Any], number: int, notes: Notes) -> Entry:
    use = Link(f"event {number}", f"event-{number}")
    told = [
        Text("; ".join(event["participants"]), "quiet"),
        Text("; ".join(event["amounts"])),
    ]
    lines: list[list[Span]] = [[text] for text in told if text.text] or [[]]
    lines[-1] += [Text(" "), notes.cite(event["sources"], use)]
    when = describe_date(event["when_edtf"]) or NO_DATE
    return Entry(number, use.anchor, when, event["title"], list_marks(event), list(lines))


def list_marks(event: Mapping[str, Any]) -> list[str]:
    """What is to be known of an event beside its date and title, in words."""
    marks = tell_marks(event)
    if len({place["id"] for place in event["sources"]}) == 1:
        marks.append(ONE_SOURCE)
    return marks


def link_event(selection: Selection, event: str, title: str | None = None) -> Line:
    """An event by its title or its number, leading to the timeline if it stands there."""
    number = selection.numbers.get(event)
    if number is None:
        return [Text(title) if title else Text(event, "code")]
    return [Link(title or f"event {number}", f"event-{number}")]


def link_number(selection: Selection, event: str) -> Line:
    """The number of an event, leading to the timeline if it stands there."""
    if event in selection.numbers:
        return link_events(selection, [event])
    return link_event(selection, event)


def link_events(selection: Selection, events: list[str]) -> Line:
    """Events by their numbers, in order."""
    numbers = sorted(selection.numbers[event] for event in events)
    return join([[Link(str(number), f"event-{number}")] for number in numbers])


def name_events(selection: Selection, text: str) -> Line:
    """Words in which events stand by their ids, with their numbers instead."""
    line: list[Any] = []
    at = 0
    for match in _ID.finditer(text):
        event, figure = match.groups()
        if event in selection.numbers:
            line += [Text(text[at : match.start()]), *link_event(selection, event)]
            at = match.end()
            if figure:
                line.append(Text(f" ({figure})"))
    return [*line, Text(text[at:])]
