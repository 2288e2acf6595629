"""Tables of HTML: rows laid out as everywhere, with links to events, companies and sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from db.evidence import Notes, describe_date
from db.grid import Grid
from db.text import clean
from publish.serve.html import Html, element, join, link, link_address

# Columns and facts that hold ids, and where these lead.
EVENTS = ("event", "event id", "about")
SOURCES = (
    "source", "source id", "cited id", "cited by", "articles", "origins",
    "possible origins", "origin not stated",
)  # fmt: skip
COMPANIES = (
    "company", "company id", "companies", "belongs to", "payer", "payee", "counterparty id",
    "other id", "participants",
)  # fmt: skip
LEADS_TO = {
    **dict.fromkeys(EVENTS, "events"),
    **dict.fromkeys(SOURCES, "sources"),
    **dict.fromkeys(COMPANIES, "companies"),
}
PHRASES = ("text", "verdict", "of", "when", "amounts", "said by")
WORDS = (
    "title", "event", "articles", "origins", "left out", "counted", "passage", "note", "figure",
    "left out because",
)  # fmt: skip
ROLES = ("companies", "participants")  # columns in which a role stands behind a company
ROLE = re.compile(r"(.+?)( \([^()]+\))")
NOTE = re.compile(r"\[(\d{1,6})\]")


def write_grid(grid: Grid, label: str, events: Sequence[str] = ()) -> Html:
    """A table that can be scrolled on its own; `events` are the ids behind its second column."""
    heads = (
        element("th", name, scope="col", class_="number" if at in grid.right else None)
        for at, name in enumerate(grid.columns)
    )
    body = []
    for number, row in enumerate(grid.rows):
        if number in grid.sections:
            body.append(_write_section(grid, grid.sections[number]))
        event = events[number] if events else None
        named = {at: ids[number] for at, ids in grid.companies.items()}
        cells = (_write_cell(grid, at, text, event, named.get(at)) for at, text in enumerate(row))
        body.append(element("tr", *cells))
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *body))
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=label)


def _write_section(grid: Grid, text: str) -> Html:
    return element("tr", element("th", text, scope="rowgroup", colspan=len(grid.columns)))


def _write_cell(
    grid: Grid, at: int, text: str, event: str | None, company: str | None = None
) -> Html:
    name = grid.columns[at].lower()
    kinds = [
        "number" if at in grid.right else "",
        "whole" if at in grid.whole - grid.stacked and name not in LEADS_TO else "",
        "cited" if at in grid.stacked else "",
        "words" if name in WORDS else "phrase" if name in PHRASES else "",
    ]
    if at in grid.stacked:
        content = link_notes(text)
    elif event is not None and at == 1:
        content = link(text, "events", event)
    elif company is not None:
        content = link(text, "companies", company)
    else:
        content = link_text(grid.columns[at], text)
    return element("td", content, class_=" ".join(filter(None, kinds)) or None)


def link_text(name: str, text: str) -> Html:
    """The text of a column or fact, with links where it holds ids or an address."""
    if name == "url":
        return link_address(text)
    kind = LEADS_TO.get(name.lower())
    if kind is None or not text:
        return join(text)
    has_role = name.lower() in ROLES
    linked = [_link_part(part, kind, has_role=has_role) for part in text.split("; ")]
    return join(linked[0], *(join("; ", each) for each in linked[1:]))


def _link_part(text: str, kind: str, *, has_role: bool) -> Html:
    """A link to one thing; a role that stands behind a company is no part of its name."""
    name, role = text, ""
    if has_role and (found := ROLE.fullmatch(text)):
        name, role = found.groups()
    return join(link(name, kind, name), role)


def link_notes(text: str) -> Html:
    """Places of evidence, their numbers as links to the notes."""
    pieces, at = [], 0
    for found in NOTE.finditer(text):
        pieces += [join(text[at : found.start()]), _link_note(found)]
        at = found.end()
    return join(*pieces, text[at:])


def _link_note(found: re.Match[str]) -> Html:
    return element("a", found[0], href=f"#note-{found[1]}")


def write_notes(notes: Notes) -> Html | None:
    """The sources by number, each with its page and its address."""
    listed = [
        element("li", *_describe(source), id=f"note-{number}")
        for number, source in enumerate(notes.sources(), start=1)
    ]
    if not listed:
        return None
    return element("section", element("h2", "Sources"), element("ol", *listed, class_="notes"))


def _describe(source: Mapping[str, Any]) -> list[Html]:
    name = str(source["source_id"])
    words = [source.get("publisher"), describe_date(source.get("published"))]
    title = clean(str(source.get("title") or name))
    pieces = [join(clean(str(word)), ", ") for word in words if word]
    pieces.append(link(title, "sources", name))
    if url := source.get("url"):
        pieces.append(join(" ", element("span", link_address(clean(str(url))), class_="url")))
    return pieces
