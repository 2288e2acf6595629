"""Rows laid out for people: what a table shows, whatever it is printed as.

Columns made for machines (earliest and latest day, low and high, hashes) are left out where
another column says the same in words; JSON and CSV have them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from db.edtf import describe_edtf
from db.errors import EdtfError
from db.number import format_decimal
from db.query import Result
from db.text import clean

SAID_BY = {
    "when_edtf": {"earliest", "latest", "precision"},
    "published": {"published_earliest", "published_latest"},
    "text_characters": {"text_sha256"},
    "relation": {"kind", "company_id", "other_id"},
    "text": {"low", "high", "unit", "per", "bound", "approximate"},
    "char_start": {"char_end", "passage_sha256"},
    "command": {"kind", "id", "same_as"},
}
HEADINGS = {"when_edtf": "when", "char_start": "place", "event_id": "event", "source_id": "source"}
SILENT = {"", "no"}  # cells that say nothing
DATES = {"when_edtf", "published"}


@dataclass(slots=True)
class Grid:
    """A table of text, with notes below it and headings between its rows."""

    columns: list[str]
    rows: list[list[str]]
    right: set[int] = field(default_factory=set)  # columns of numbers
    whole: set[int] = field(default_factory=set)  # columns never wrapped
    sections: dict[int, str] = field(default_factory=dict)  # before the row of this number
    notes: list[str] = field(default_factory=list)


def describe_date(text: str | None) -> str:
    """A date as a reader would write it; one that is no EDTF is shown as it stands."""
    try:
        return describe_edtf(text) if text else ""
    except EdtfError:
        return text or ""


def show(value: Any) -> str:
    """A value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return show_citation(value)
    if isinstance(value, list):
        return "; ".join(show(item) for item in value)
    return str(value)


def show_citation(citation: Mapping[str, Any]) -> str:
    """A place in a source: `blue-whale-news-2024-08-02 732-1016`."""
    return f"{citation['id']} {show_place(citation['start'], citation['end'])}".rstrip()


def show_place(start: int | None, end: int | None) -> str:
    return "" if start is None else f"{start}-{end}"


def lay_out(result: Result) -> Grid:
    """Any result as a table for people."""
    said = set().union(*(SAID_BY[name] for name in result.columns if name in SAID_BY))
    shown = [index for index, name in enumerate(result.columns) if name not in said]
    rows = [[_cell(result, row, index) for index in shown] for row in result.rows]
    names = [result.columns[index] for index in shown]
    numbers = {
        at
        for at, index in enumerate(shown)
        if any(_is_number(row[index]) for row in result.rows) and names[at] != "char_start"
    }
    return Grid(
        [HEADINGS.get(name, name).replace("_", " ") for name in names],
        rows,
        right=numbers,
        whole={at for at, name in enumerate(names) if _is_whole(name)},
    )


def drop_silent(grid: Grid, own: str) -> Grid:
    """Leave out the columns that say nothing in any row, or only the id of the page itself."""
    silent = {own, *SILENT}
    kept = [
        at for at in range(len(grid.columns)) if not all(row[at] in silent for row in grid.rows)
    ]
    return Grid(
        [grid.columns[at] for at in kept],
        [[row[at] for at in kept] for row in grid.rows],
        right={new for new, at in enumerate(kept) if at in grid.right},
        whole={new for new, at in enumerate(kept) if at in grid.whole},
    )


def _is_whole(name: str) -> bool:
    return name in DATES or name == "char_start" or name.endswith("_id")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _cell(result: Result, row: Sequence[Any], index: int) -> str:
    name = result.columns[index]
    if name in DATES:
        return clean(describe_date(row[index]))
    if name == "char_start" and "char_end" in result.columns:
        return show_place(row[index], row[result.columns.index("char_end")])
    return clean(show(row[index]))


def lay_out_timeline(
    events: Sequence[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]]
) -> Grid:
    """Events in order of time; their sources are numbered, and listed as notes."""
    known = {source["source_id"]: source for source in sources}
    numbers: dict[str, int] = {}
    rows: list[list[str]] = []
    sections: dict[int, str] = {}
    for at, event in enumerate(events):
        if event["when_edtf"] is None and not sections:
            sections[at] = "Without a date"
        cited = {numbers.setdefault(c["id"], len(numbers) + 1): c for c in event["sources"]}
        rows.append(
            [
                clean(describe_date(event["when_edtf"])),
                clean(event["title"]) + _marks(event),
                clean("; ".join(event["participants"])),
                clean("; ".join(event["amounts"])),
                "; ".join(_name_source(cited[number], number) for number in sorted(cited)),
            ]
        )
    notes = [f"{number}  {describe_source(known[name])}" for name, number in numbers.items()]
    columns = ["When", "Event", "Companies", "Amounts", "Sources"]
    return Grid(columns, rows, whole={0}, sections=sections, notes=notes)


def _name_source(citation: Mapping[str, Any], number: int) -> str:
    return clean(f"{citation['publisher'] or citation['id']} [{number}]")


def _marks(event: Mapping[str, Any]) -> str:
    marks = [
        "" if event["status"] == "happened" else str(event["status"]),
        "dates differ" if event["dates_differ"] else "",
        "disputed" if event["disputed"] else "",
        "possibly outside" if event["certainly_between"] is False else "",
        "possibly not yet known" if event["known_certain"] is False else "",
    ]
    return "".join(f" · {mark}" for mark in marks if mark)


def describe_source(source: Mapping[str, Any]) -> str:
    """A source in one line: publisher, date, title, address, id."""
    parts = [
        source["publisher"],
        describe_date(source["published"]),
        source["title"],
        source["url"],
        f"[{source['source_id']}]",
    ]
    return clean(", ".join(str(part) for part in parts if part))
