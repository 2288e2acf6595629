"""What a reader has to know of a report: its limits, its words, and how it is made again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import __version__
from db.citation import read_state
from db.text import clean
from publish.report.blocks import Block, Code, Heading, Item, Items, Line, Paragraph, Text
from publish.report.selection import Selection

OPTIONS = ("company", "only", "from", "to", "known_by", "certain", "type", "status")
DATES = (
    "Dates are as exact as the sources: 2024-03 is a month; early, mid and late are thirds of a "
    "year; “about” allows for one unit more on either side; “from” and “until” leave an end open. "
    "An event stands under the year in which its date begins. Events without a date borrow none."
)
STATUSES = (
    ("planned", "somebody means to do it, or it is due"),
    ("forecast", "somebody expects it"),
    ("ongoing", "it goes on, or held at the date given"),
    ("ended", "it went on before, and no longer does"),
    ("cancelled", "it was planned, and given up"),
    ("denied", "every source that speaks of it says that it is not so"),
    ("disputed", "some source denies it"),
    ("dates differ", "sources give dates that do not agree; the most exact is shown"),
    ("one source", "one document only tells of it"),
    ("possibly outside", "its date may lie outside the time that was asked for"),
    ("possibly not yet known", "it need not have been known by the day that was asked for"),
)
NUMBERS = (
    "A note is the number of a source and of a passage in it: 2.3 is the third passage of source "
    "2. Characters are counted from the start of the source's text. “After” names the report "
    "that the source relays."
)
BASES = (
    "Figures are given as the sources give them. Actual, planned, announced, expected, estimated "
    "and run-rate figures are kept apart, and so are totals of them."
)


@dataclass(frozen=True, slots=True)
class Making:
    """How the report was asked for, beside the choice of events."""

    form: str = "markdown"
    title: str | None = None
    plots: bool = True
    file_name: str | None = None


def count(number: int, noun: str) -> str:
    """A number of things: `1 event`, `2 events`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_command(given: Mapping[str, Any], making: Making) -> str:
    """The command that makes the report again."""
    words = ["dateline", "report"]
    for name in OPTIONS:
        option, value = f"--{name.replace('_', '-')}", given[name]
        if value is True:
            words.append(option)
        elif isinstance(value, tuple):
            words += [part for each in value for part in (option, clean(each))]
        elif value:
            words += [option, clean(value)]
    words += ["--title", clean(making.title)] if making.title else []
    words += [] if making.plots else ["--no-plots"]
    words += ["--format", making.form]
    words += ["--output", clean(making.file_name)] if making.file_name else []
    return shlex.join(words)


def describe_limits(given: Mapping[str, Any]) -> list[str]:
    """What was asked for, in words."""
    span = " ".join(f"{name} {given[name]}" for name in ("from", "to") if given[name])
    certain = "certainly" if given["certain"] else "possibly"
    limits = [
        "without what belongs to the company" if given["only"] else "",
        f"events that {certain} lie in the time {span}" if span else "",
        f"only what was {certain} known by {given['known_by']}" if given["known_by"] else "",
        f"types: {', '.join(given['type'])}" if given["type"] else "",
        f"status: {', '.join(given['status'])}" if given["status"] else "",
    ]
    return [limit for limit in limits if limit]


def tell_method(selection: Selection, making: Making, used: set[str]) -> list[Block]:
    """The method note; of the marks it explains those that are used."""
    state = read_state(selection.connection)
    words = [
        Item([Text(mark, "strong"), Text(f": {meaning}")])
        for mark, meaning in STATUSES
        if mark in used
    ]
    limits = describe_limits(selection.given)
    points: list[Line] = [
        [Text(DATES)],
        [Text(BASES)],
        [Text(NUMBERS)],
    ]
    if limits:
        points.append([Text("Limits of this report: "), Text("; ".join(limits) + ".")])
    again: Line = [
        Text("The report holds no time of making: Dateline "),
        Text(__version__),
        Text(" makes it again, to the byte, from a database of schema revision "),
        Text(", ".join(state.revision), "code"),
        Text(f" with the same {count(len(state.files), 'record file')} (SHA-256 of the list "),
        Text(state.records_sha256, "code"),
        Text(") by this command:"),
    ]
    blocks: list[Block] = [
        Heading("Method", "method"),
        *(Paragraph(point) for point in points),
    ]
    if words:
        blocks += [Paragraph([Text("What stands beside an event means:")]), Items(words)]
    return [*blocks, Paragraph(again), Code(write_command(selection.given, making))]
