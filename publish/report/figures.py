"""Figures of a report: the latest of each kind, those before, and totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from db.amount import Amount, format_amount
from db.evidence import describe_date
from publish.report.blocks import Block, Heading, Line, Link, Table, Text
from publish.report.events import link_number, name_events
from publish.report.notes import Notes
from publish.report.selection import Row, Selection

KIND = ("company", "measure", "of", "unit", "per", "basis")  # as in queries/latest_figures.sql
COLUMNS = ["Company", "Measure", "Figure", "Of", "Basis", "When", "Event", "Notes"]
LEFT_OUT = "SELECT total_id, event_id, figure, left_out_because FROM total_figures ORDER BY 1, 3, 4"
OPEN = "open at both ends"
SAFE = (
    "Each figure is counted once, however many sources state it; what may not be added is left "
    "out and named with the reason."
)
WHOLE = (
    "A total is whole: where it counts events outside the limits of this report, too, that is said."
)


def list_figures(selection: Selection) -> tuple[list[Row], list[Row]]:
    """The figures of each kind that may be the latest, and all others, of the chosen events."""
    rows = [
        row
        for row in selection.ask("company_figures", company=selection.company)
        if selection.keeps_event(row["event_id"]) and selection.keeps_company(row["company"])
    ]
    stated: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] != "denied":
            stated[_kind(row)].append(row)
    latest = [row for row in rows if row["status"] != "denied" and _is_latest(row, stated)]
    others = [row for row in rows if row not in latest]
    return latest, others


def _kind(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in KIND)


def _is_latest(row: Row, stated: Mapping[tuple[Any, ...], list[Row]]) -> bool:
    """Whether no figure of its kind is certainly later; as in queries/latest_figures.sql."""
    others = stated[_kind(row)]
    if row["earliest"] is None and row["latest"] is None:
        return all(other["earliest"] is other["latest"] is None for other in others)
    end = row["latest"] or date.max
    return all(end >= (other["earliest"] or date.min) for other in others)


def tell_figures(selection: Selection, notes: Notes) -> list[Block]:
    """Tables of the latest figures, and of the others."""
    latest, others = list_figures(selection)
    blocks: list[Block] = []
    if latest or others:
        blocks.append(Heading("Figures", "figures"))
    for name, anchor, rows in (
        ("Latest figures", "latest-figures", latest),
        ("Other figures", "other-figures", others),
    ):
        if rows:
            use = Link(name.lower(), anchor)
            blocks.append(Heading(name, anchor, 3))
            cells = [_tell(selection, row, notes, use) for row in rows]
            caption = (
                "Of each company, measure, unit and basis the figure that no other follows for "
                "certain; where several may be the latest, each."
            )
            if rows is others:
                caption = "Earlier figures, those without a date, and those that a source denies."
            blocks.append(Table(caption, COLUMNS, cells))
    return blocks


def _tell(selection: Selection, row: Mapping[str, Any], notes: Notes, use: Link) -> list[Line]:
    when = describe_date(row["when_edtf"])
    basis = name_code(selection, "basis", row["basis"])
    if row["status"] in ("denied", "cancelled"):
        basis += f" ({row['status']})"
    return [
        [Text(name_company(selection, row["company"]))],
        [Text(name_code(selection, "measure", row["measure"]))],
        [Text(row["text"])],
        [Text(row["of"] or "")],
        [Text(basis)],
        [Text(when)],
        link_number(selection, row["event_id"]),
        [notes.cite(row["sources"], use)],
    ]


def name_company(selection: Selection, company: str | None) -> str:
    return selection.names.get(company or "", company or "")


def name_code(selection: Selection, kind: str, code: str) -> str:
    """What a code means in words."""
    return selection.labels[kind].get(code, code)


def list_totals(selection: Selection) -> list[Row]:
    """The totals that count a chosen event, as `totals` gives them, and whether others, too."""
    counted = defaultdict(set)
    for total, event, _, left_out_because in selection.read(LEFT_OUT):
        if left_out_because is None:
            counted[total].add(event)
    rows = []
    for row in selection.ask("totals", company=selection.company):
        kept = {event: selection.keeps_event(event) for event in counted[row["total_id"]]}
        if selection.keeps_company(row["company"]) and any(kept.values()):
            rows.append({**row, "beyond": not all(kept.values())})
    return rows


def tell_totals(selection: Selection, notes: Notes) -> list[Block]:
    """A table of totals, with what was counted and what was left out."""
    rows = list_totals(selection)
    if not rows:
        return []
    use = Link("totals", "totals")
    columns = ["Company", "Measure", "Total", "Of", "Basis", "When", "Counted", "Notes"]
    cells = [
        [
            [Text(name_company(selection, row["company"]))],
            [Text(name_code(selection, "measure", row["measure"]))],
            [Text(format_total(row)), *_tell_doubts(row)],
            [Text(row["of"] or "")],
            [Text(name_code(selection, "basis", row["basis"]))],
            [Text(describe_date(row["when_edtf"]))],
            name_events(selection, "; ".join(row["counted"])),
            [notes.cite(row["sources"], use)],
        ]
        for row in rows
    ]
    caption = f"{SAFE} {WHOLE}" if selection.is_narrowed else SAFE
    blocks: list[Block] = [
        Heading("Totals", "totals"),
        Table(caption, columns, cells),
    ]
    return blocks + _tell_left_out(selection, rows)


def _tell_doubts(row: Mapping[str, Any]) -> list[Text]:
    doubts = [
        "sources differ" if row["values_differ"] else "",
        "disputed" if row["disputed"] else "",
        "counts events beyond this report, too" if row["beyond"] else "",
    ]
    return [Text(f" · {doubt}", "mark") for doubt in doubts if doubt]


def _tell_left_out(selection: Selection, rows: list[Row]) -> list[Block]:
    """What is in no total, or in several, each with the reason."""
    blocks: list[Block] = []
    for name, caption, title in (
        ("left_out", "Left out of the totals, and why.", "Left out"),
        ("elsewhere", "Counted in other totals, too: such totals are not to be added.", "Counted"),
    ):
        cells: list[list[Line]] = [
            [[Text(_name_total(selection, row))], name_events(selection, text)]
            for row in rows
            for text in row[name]
        ]
        if cells:
            blocks.append(Table(caption, ["Total", title], cells))
    return blocks


def _name_total(selection: Selection, row: Mapping[str, Any]) -> str:
    owner = name_company(selection, row["company"])
    measure = name_code(selection, "measure", row["measure"])
    named = f"{owner}, {measure}" if owner else measure
    return f"{named}: {format_total(row)}"


def format_total(row: Mapping[str, Any]) -> str:
    """A total in words, as figures are written: `about $20M–$23M a month`."""
    return format_ends(row["low"], row["high"], row["unit"], row["per"], bool(row["approximate"]))


def format_ends(
    low: Decimal | None, high: Decimal | None, unit: str, per: str, approximate: bool = False
) -> str:
    """A number, a range, or one open at an end."""
    if low is None and high is None:
        return OPEN
    bound = "at_least" if high is None else "at_most" if low is None else "exact"
    return format_amount(Amount(low, high, unit, bound, approximate), per)
