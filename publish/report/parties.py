"""Companies in a report: what belongs to the company, whom it pays, and with whom it deals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.evidence import describe_date
from publish.report.blocks import Block, Heading, Line, Link, Table, Text
from publish.report.events import link_events, link_number
from publish.report.figures import format_ends, name_code, name_company
from publish.report.notes import Notes
from publish.report.selection import Selection

COMPUTED = (
    "As stated, and what this comes to in a year: reckoned (365 days, 52 weeks, 12 months, "
    "4 quarters, 2 half-years), and stated by nobody."
)
STATED = "As stated."
# As queries/counterparties.sql, event by event.
_MET = """
    SELECT DISTINCT k.event_id, p.company_id, r.label
    FROM company_event AS e
    JOIN standing_claim AS k ON k.event_id = e.event_id
    JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
    JOIN role AS r ON r.id = p.role
    WHERE e.company_id = $1
      AND NOT EXISTS (
        SELECT 1
        FROM company_family_period AS m
        WHERE m.company_id = e.company_id
          AND m.member_id = p.company_id
          AND coalesce(m.earliest <= k.event_latest, true)
          AND coalesce(k.event_earliest <= m.latest, true)
      )
    ORDER BY 1, 2, 3
"""


def tell_family(selection: Selection, notes: Notes) -> list[Block]:
    """What belongs to the company, and to what it belongs itself."""
    use = Link("family", "family")
    related = {selection.company, *(() if selection.given["only"] else selection.family)}
    cells: list[list[Line]] = [
        [
            [Text(row["company"])],
            [Text(row["relation"])],
            [Text(row["other"])],
            [Text(describe_date(row["when_edtf"]))],
            link_number(selection, row["event_id"]) if row["event_id"] in selection.numbers else [],
            [notes.cite(row["sources"], use)],
        ]
        for row in selection.ask("company_relations")
        if related & {row["company_id"], row["other_id"]}
        and (row["sources"] or not row["event_id"])  # else nobody knew of what shows it
    ]
    if not cells:
        return []
    columns = ["Company", "Relation", "Other", "When", "Event", "Notes"]
    caption = "Relations between companies, with the event that shows each."
    return [Heading("Family", "family"), Table(caption, columns, cells)]


def tell_payments(selection: Selection, notes: Notes) -> list[Block]:
    """Who pays whom, as stated and for a year."""
    rows = [
        row
        for row in selection.ask("payments_between", company=selection.company)
        if selection.keeps_event(row["event_id"])
        and selection.keeps_company(row["payer"], row["payee"])
    ]
    if not rows:
        return []
    use = Link("payments", "payments")
    yearly = [_tell_year(row) for row in rows]
    columns = ["When", "Payer", "Payee", "Payment", "In a year", "Basis", "Event", "Notes"]
    cells: list[list[Line]] = [
        [
            [Text(describe_date(row["when_edtf"]))],
            [Text(name_company(selection, row["payer"]))],
            [Text(name_company(selection, row["payee"]))],
            [Text(row["text"])],
            [Text(year)],
            [Text(_tell_basis(selection, row))],
            link_number(selection, row["event_id"]),
            [notes.cite(row["sources"], use)],
        ]
        for row, year in zip(rows, yearly, strict=True)
    ]
    caption = COMPUTED if any(yearly) else STATED
    return [Heading("Payments", "payments"), Table(caption, columns, cells)]


def _tell_year(row: Mapping[str, Any]) -> str:
    low, high = row["low_a_year"], row["high_a_year"]
    if row["per"] == "year" or (low is None and high is None):
        return ""
    return format_ends(low, high, row["unit"], "level", row["text"].startswith("about "))


def _tell_basis(selection: Selection, row: Mapping[str, Any]) -> str:
    basis = name_code(selection, "basis", row["basis"])
    plain = row["status"] in ("happened", "ongoing")
    return basis if plain or row["status"] == basis else f"{basis} ({row['status']})"


def tell_counterparties(selection: Selection) -> list[Block]:
    """Who shares events with the company or its family, the most frequent first."""
    events: dict[str, set[str]] = {}
    roles: dict[str, set[str]] = {}
    for event, company, role in selection.read(_MET, selection.company):
        if event in selection.numbers:
            events.setdefault(company, set()).add(event)
            roles.setdefault(company, set()).add(role)
    if not events:
        return []
    order = sorted(events, key=lambda company: (-len(events[company]), company))
    cells: list[list[Line]] = [
        [
            [Text(name_company(selection, company))],
            [Text(f"{len(events[company]):,}")],
            [Text(", ".join(sorted(roles[company])))],
            link_events(selection, list(events[company])),
        ]
        for company in order
    ]
    columns = ["Counterparty", "Events", "Roles", "By number"]
    caption = "Companies outside the family that take part in events of this report."
    return [
        Heading("Counterparties", "counterparties"),
        Table(caption, columns, cells, frozenset({1})),
    ]
