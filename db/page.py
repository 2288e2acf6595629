"""Everything known of one company, event or source: facts, then tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

import duckdb

from db.grid import describe_date, lay_out, show
from db.query import Result, find_query, run_query
from db.render import write_json, write_markdown, write_plain
from db.text import clean, pad

FORMATS = ("table", "json", "markdown")


@dataclass(frozen=True, slots=True)
class Page:
    """Facts by name, and tables by heading."""

    title: str
    facts: dict[str, Any]
    tables: dict[str, Result]


def company_page(connection: duckdb.DuckDBPyConnection, company: str) -> Page:
    """A company: names, family, first and last event, figures by measure, counterparties."""
    values = {"company": company}
    names = _run(connection, "company_names", values)
    relations = _run(connection, "company_relations", values).dicts()
    events = _run(connection, "timeline", values).dicts()
    dated = [event for event in events if event["when_edtf"] is not None]
    first = names.dicts()[0]
    facts = {
        "company_id": company,
        "name": first["name"],
        "kind": first["kind"],
        "aliases": [_alias(row) for row in names.dicts() if row["alias"]],
        "relations": [
            {key: row[key] for key in ("kind", "other_id", "other", "when_edtf", "event_id")}
            for row in relations
            if row["company_id"] == company
        ],
        "related": [
            {key: row[key] for key in ("kind", "company_id", "company", "when_edtf", "event_id")}
            for row in relations
            if row["other_id"] == company
        ],
        "events": len(events),
        "first_event": _brief(dated[0]) if dated else None,
        "last_event": _brief(dated[-1]) if dated else None,
    }
    tables = {
        "figures": _run(connection, "company_figures", values),
        "counterparties": _run(connection, "counterparties", values),
    }
    return Page(first["name"], facts, tables)


def event_page(connection: duckdb.DuckDBPyConnection, event: str) -> Page:
    """An event: what is known of it, who says so and where, and its figures."""
    values = {"event": event}
    facts = _run(connection, "event_details", values).dicts()[0]
    tables = {
        "claims": _run(connection, "event_claims", values),
        "figures": _run(connection, "event_figures", values),
    }
    return Page(facts["title"], facts, tables)


def source_page(connection: duckdb.DuckDBPyConnection, source: str) -> Page:
    """A source: what is known of the document, what it says, and what it cites."""
    values = {"source": source}
    facts = _run(connection, "source_details", values).dicts()[0]
    tables = {
        "claims": _run(connection, "source_claims", values),
        "citations": _run(connection, "source_citations", values),
    }
    return Page(facts["title"] or facts["description"], facts, tables)


def _run(connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, Any]) -> Result:
    return run_query(connection, find_query(name), values)


def _alias(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row["alias"], "when_edtf": row["when_edtf"]}


def _brief(event: Mapping[str, Any]) -> dict[str, Any]:
    return {key: event[key] for key in ("event_id", "when_edtf", "title")}


def write_page(page: Page, form: str, out: IO[str]) -> None:
    """Write a page as plain text, Markdown or JSON."""
    if form == "json":
        tables = {name: result.dicts() for name, result in page.tables.items()}
        write_json({**page.facts, **tables}, out)
    elif form == "markdown":
        out.write(f"# {clean(page.title)}\n\n")
        out.writelines(f"- **{name}**: {text}\n" for name, text in describe_facts(page))
        for name, result in page.tables.items():
            if result.rows:
                out.write(f"\n## {name.capitalize()}\n\n")
                write_markdown(lay_out(result), out)
    else:
        facts = describe_facts(page)
        width = max(len(name) for name, _ in facts)
        out.write(f"{clean(page.title)}\n\n")
        out.writelines(f"{pad(name, width)}  {text}\n" for name, text in facts)
        for name, result in page.tables.items():
            if result.rows:
                out.write(f"\n{name.capitalize()}\n\n")
                write_plain(lay_out(result), out)


def describe_facts(page: Page) -> list[tuple[str, str]]:
    """The facts that are filled in, each on one line."""
    left_out = {"earliest", "latest", "precision", "title", "name"}
    lines = []
    for name, value in page.facts.items():
        if value in (None, [], "") or name in left_out or name.startswith("published_e"):
            continue
        if name in ("when_edtf", "published"):
            value = describe_date(value)
        label = {"when_edtf": "when", "aliases": "also called"}.get(name, name.replace("_", " "))
        lines.append((label, clean(_describe(value))))
    return lines


def _describe(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_describe, value))
    if isinstance(value, dict):
        when = describe_date(value.get("when_edtf"))
        words = [
            str(value[key]) for key in value if key not in ("when_edtf", "event_id") and value[key]
        ]
        return " ".join(words).replace("_", " ") + (f" ({when})" if when else "")
    return show(value)
