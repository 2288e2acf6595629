"""Everything known of one company, event or source: facts, then tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import IO, Any

from db.errors import DatelineError
from db.evidence import Notes, describe_date
from db.grid import DATES, SAID_BY, Grid, drop_silent, lay_out, show
from db.query import Result, find_query, run_query
from db.reader import Reader
from db.render import (
    escape_markdown,
    write_json,
    write_markdown,
    write_markdown_notes,
    write_notes,
    write_plain,
)
from db.text import clean, pad

LABELS = {"when_edtf": "when", "aliases": "also called"}


class PageError(DatelineError):
    """A thing of which nothing is known but its name."""


@dataclass(frozen=True, slots=True)
class Page:
    """Facts by name, and tables by heading."""

    id: str
    title: str
    facts: dict[str, Any]
    tables: dict[str, Result]


def company_page(connection: Reader, company: str) -> Page:
    """A company: names, family, first and last event, figures by measure, counterparties."""
    values = {"company": company}
    names = _run(connection, "company_names", values)
    events = _run(connection, "timeline", values).dicts()
    dated = [event for event in events if event["when_edtf"] is not None]
    first = names.dicts()[0]
    facts = {
        "company_id": company,
        "name": first["name"],
        "kind": first["kind"],
        "aliases": [_alias(row) for row in names.dicts() if row["alias"]],
        "events": len(events),
        "first_event": _brief(dated[0]) if dated else None,
        "last_event": _brief(dated[-1]) if dated else None,
    }
    tables = {
        "relations": _run(connection, "company_relations", values),
        "figures": _run(connection, "company_figures", values),
        "counterparties": _run(connection, "counterparties", values),
        "same_as": _run(connection, "company_same_as", values),
    }
    return Page(company, first["name"], facts, tables)


def event_page(connection: Reader, event: str) -> Page:
    """An event: what is known of it, who says so and where, and its figures."""
    values = {"event": event}
    found = _run(connection, "event_details", values).dicts()
    if not found:
        raise PageError(f"no source speaks of the event '{event}'; load a record that does")
    facts = found[0]
    tables = {
        "claims": _run(connection, "event_claims", values),
        "figures": _run(connection, "event_figures", values),
        "same_as": _run(connection, "event_same_as", values),
    }
    return Page(event, facts["title"], facts, tables)


def source_page(connection: Reader, source: str) -> Page:
    """A source: what is known of the document, what it says, and what it cites."""
    values = {"source": source}
    facts = _run(connection, "source_details", values).dicts()[0]
    columns, rows = _run(connection, "source_citations", values)
    citing = columns.index("source_id")
    facts["cited_by"] = [row[citing] for row in rows if row[citing] != source]
    tables = {
        "claims": _run(connection, "source_claims", values),
        "citations": Result(columns, [row for row in rows if row[citing] == source]),
    }
    return Page(source, facts["title"] or facts["description"], facts, tables)


def _run(connection: Reader, name: str, values: Mapping[str, Any]) -> Result:
    return run_query(connection, find_query(name), values)


def _alias(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row["alias"], "when_edtf": row["when_edtf"]}


def _brief(event: Mapping[str, Any]) -> dict[str, Any]:
    return {key: event[key] for key in ("event_id", "when_edtf", "title", "sources")}


def add_passages(page: Page, passages: Result) -> Page:
    """The page with what stands at the places that its claims name."""
    if not passages.rows:
        return page
    return replace(page, tables={**page.tables, "passages": passages})


def write_page(page: Page, form: str, out: IO[str], notes: Notes) -> None:
    """Write a page as plain text, Markdown or JSON."""
    if form == "json":
        tables = {name: result.dicts() for name, result in page.tables.items()}
        write_json({**page.facts, **tables}, out)
    elif form == "markdown":
        out.write(f"# {escape_markdown(clean(page.title))}\n\n")
        out.writelines(
            f"- **{name}**: {escape_markdown(text)}\n" for name, text in describe_facts(page, notes)
        )
        for heading, grid in lay_out_tables(page, notes):
            out.write(f"\n## {heading}\n\n")
            write_markdown(grid, out)
        write_markdown_notes(notes.list(), out)
    else:
        facts = describe_facts(page, notes)
        width = max(len(name) for name, _ in facts)
        out.write(f"{clean(page.title)}\n\n")
        out.writelines(f"{pad(name, width)}  {text}\n" for name, text in facts)
        for heading, grid in lay_out_tables(page, notes):
            out.write(f"\n{heading}\n\n")
            write_plain(grid, out)
        write_notes(notes.list(), out)


def lay_out_tables(page: Page, notes: Notes) -> list[tuple[str, Grid]]:
    """The tables that hold rows, by heading; what each row or the page itself says is left out.

    The notes are those of the whole page, and stand below the last table.
    """
    grids = [
        (
            name.replace("_", " ").capitalize(),
            drop_silent(lay_out(result, notes), clean(page.id)),
        )
        for name, result in page.tables.items()
        if result.rows
    ]
    for _, grid in grids:
        grid.notes = []
    return grids


def describe_facts(page: Page, notes: Notes) -> list[tuple[str, str]]:
    """The facts that say something, each on one line."""
    silent = {"title", "name"}.union(*(SAID_BY[name] for name in page.facts if name in SAID_BY))
    return [
        (LABELS.get(name, name.replace("_", " ")), clean(_describe(name, value, notes)))
        for name, value in page.facts.items()
        if name not in silent and value is not None and value is not False and value not in ("", [])
    ]


def _describe(name: str, value: Any, notes: Notes) -> str:
    if name == "sources":
        return notes.cite(value)
    if isinstance(value, list):
        return "; ".join(_describe(name, item, notes) for item in value)
    if isinstance(value, dict):
        when = describe_date(value["when_edtf"])
        text = show(value["name" if name == "aliases" else "title"])
        text = f"{text} ({when})" if when else text
        return f"{text} {notes.cite(value.get('sources', []))}".rstrip()
    return describe_date(value) if name in DATES else show(value)
