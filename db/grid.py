"""Rows laid out for people: what a table shows, whatever it is printed as.

Columns made for machines (earliest and latest day, low and high, hashes) are left out where
another column says the same in words; JSON and CSV have them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from db.evidence import KEYS, Notes, describe_date, find_evidence, show_citation, show_place
from db.number import format_decimal
from db.periods import head_periods
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
    "loaded_at": {"load_id"},
    "what": {"before", "after"},
}
NAMED_BY = {  # columns of names of companies, and those of their ids
    "company": "company_id", "other": "other_id", "counterparty": "counterparty_id",
    "company_name": "company", "payer_name": "payer", "payee_name": "payee", "name": "company_id",
}  # fmt: skip
PLACE = {"source_id", "char_start", "origins"}  # said by evidence, where a row is one place
HEADINGS = {
    "when_edtf": "when", "char_start": "place", "event_id": "event", "source_id": "source",
    "one_value": "one source says", "one_citations": "who",
    "other_value": "another says", "other_citations": "who",
}  # fmt: skip
SIDE = "_citations"  # evidence of one side of two: who says it is what tells them apart
SHORT_HASH = 12
SILENT = {"", "no"}  # cells that say nothing
WHOLE = {"char_start", "loaded_at", "sha256"}
DATES = {"when_edtf", "published"}


@dataclass(slots=True)
class Grid:
    """A table of text, with notes below it and headings between its rows."""

    columns: list[str]
    rows: list[list[str]]
    right: set[int] = field(default_factory=set)  # columns of numbers
    whole: set[int] = field(default_factory=set)  # columns never wrapped
    stacked: set[int] = field(default_factory=set)  # columns whose parts may have a line each
    companies: dict[int, list[str | None]] = field(default_factory=dict)  # ids behind names
    sections: dict[int, str] = field(default_factory=dict)  # before the row of this number
    notes: list[str] = field(default_factory=list)


def show(value: Any) -> str:
    """A value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return "".join(f"\\x{byte:02X}" for byte in value)  # as DuckDB reads and writes them
    if isinstance(value, dict):
        return show_citation(value) if _is_place(value) else _spell_out(value)
    if isinstance(value, list):
        return "; ".join(show(item) for item in value)
    return str(value)


def _is_place(value: Mapping[str, Any]) -> bool:
    return {"id", "start", "end"} <= value.keys() <= KEYS and isinstance(value["id"], str)


def _spell_out(value: dict[str, Any]) -> str:
    from db.render import to_json  # which draws grids itself

    return to_json(value)


def lay_out(result: Result, notes: Notes | None = None) -> Grid:
    """Any result as a table for people; evidence takes its numbers from the notes."""
    notes = notes or Notes()
    evidence = find_evidence(result)
    sides = {index for index in evidence if result.columns[index].endswith(SIDE)}
    shown = _choose_columns(result, evidence)
    rows = [
        [
            clean(notes.cite(row[index] or [], speakers=index in sides))
            if index in evidence
            else _cell(result, row, index)
            for index in shown
        ]
        for row in result.rows
    ]
    names = [result.columns[index] for index in shown]
    numbers = {
        at
        for at, index in enumerate(shown)
        if any(_is_number(row[index]) for row in result.rows) and names[at] != "char_start"
    }
    stacked = {at for at, index in enumerate(shown) if index in evidence}
    return Grid(
        [clean(HEADINGS.get(name, name)).replace("_", " ") for name in names],
        rows,
        right=numbers,
        whole=stacked | {at for at, name in enumerate(names) if _is_whole(name)},
        stacked=stacked,
        companies={
            at: [row[result.columns.index(NAMED_BY[name])] for row in result.rows]
            for at, name in enumerate(names)
            if NAMED_BY.get(name) in result.columns
        },
        notes=notes.list(),
    )


def _choose_columns(result: Result, evidence: Sequence[int]) -> list[int]:
    """The columns for people: without those that another says in words."""
    said = set().union(*(SAID_BY[name] for name in result.columns if name in SAID_BY))
    if evidence and "char_start" in result.columns:
        said |= PLACE
    return [index for index, name in enumerate(result.columns) if name not in said]


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
        stacked={new for new, at in enumerate(kept) if at in grid.stacked},
        companies={new: grid.companies[at] for new, at in enumerate(kept) if at in grid.companies},
        notes=grid.notes,
    )


def _is_whole(name: str) -> bool:
    return name in WHOLE or name in DATES or name.endswith("_id")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _tells_dates(result: Result, row: Sequence[Any]) -> bool:
    """Whether two sides are dates, as in a row of conflicts."""
    return "field" in result.columns and row[result.columns.index("field")] == "date"


def _cell(result: Result, row: Sequence[Any], index: int) -> str:
    name = result.columns[index]
    is_date = name in DATES or (name.endswith("_value") and _tells_dates(result, row))
    if is_date and isinstance(row[index], str):
        return clean(describe_date(row[index]))
    if name == "char_start" and "char_end" in result.columns:
        return show_place(row[index], row[result.columns.index("char_end")])
    if name == "sha256":
        return clean(show(row[index])[:SHORT_HASH])
    return clean(show(row[index]))


def lay_out_timeline(events: Sequence[Mapping[str, Any]], notes: Notes, by: str = "none") -> Grid:
    """Events in order of time; their sources are numbered, and listed as notes."""
    rows = [
        [
            clean(describe_date(event["when_edtf"])),
            clean(event["title"]) + "".join(f" · {mark}" for mark in tell_marks(event)),
            clean("; ".join(event["participants"])),
            clean("; ".join(event["amounts"])),
            clean(notes.cite(event["sources"])),
        ]
        for event in events
    ]
    columns = ["When", "Event", "Companies", "Amounts", "Sources"]
    sections = head_periods(events, by)
    return Grid(columns, rows, whole={0}, stacked={4}, sections=sections, notes=notes.list())


def tell_marks(event: Mapping[str, Any]) -> list[str]:
    """Where an event did not simply happen, as words."""
    marks = [
        "" if event["status"] == "happened" else str(event["status"]),
        "dates differ" if event["dates_differ"] else "",
        "disputed" if event["disputed"] else "",
        "possibly outside" if event["certainly_between"] is False else "",
        "possibly not yet known" if event["known_certain"] is False else "",
    ]
    return [mark for mark in marks if mark]
