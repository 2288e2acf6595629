"""What stands at the head of a report: everything in it is counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from db.evidence import describe_date
from publish.report.blocks import Block, Facts, Heading, Line, Paragraph, Text
from publish.report.events import link_event, list_marks
from publish.report.method import count, describe_limits
from publish.report.selection import Selection, list_used_sources

PLURALS = {"company": "companies", "agency": "agencies", "product": "products"}


def tell_summary(selection: Selection) -> list[Block]:
    """A sentence, and facts by name."""
    events = selection.events
    dated = [event for event in events if event["when_edtf"]]
    told, relayed = list_used_sources(events)
    blocks: list[Block] = [
        Paragraph([Text(_write_lead(selection, len(dated), len(told)))], is_lead=True),
        Heading("Summary", "summary"),
    ]
    rows: list[tuple[str, Line]] = [("Company", _describe_company(selection))]
    if names := _list_aliases(selection):
        rows.append(("Also called", [Text("; ".join(names))]))
    if not selection.given["only"] and selection.family:
        rows.append(("Belongs to it", [Text("; ".join(_list_family(selection)))]))
    rows.append(("Events", [Text(f"{len(events):,}, {len(dated):,} of them with a date")]))
    if dated:
        rows.append(("First", _describe_event(selection, dated[0])))
        rows.append(("Last", _describe_event(selection, dated[-1])))
    if counts := _count_marks(events):
        rows.append(("Marked", [Text(counts)]))
    verb = "relays" if len(told) == 1 else "relay"
    relays = f", which {verb} {len(relayed):,} more" if relayed else ""
    rows.append(("Sources", [Text(f"{count(len(told), 'document')}{relays}")]))
    if limits := describe_limits(selection.given):
        rows.append(("Limits", [Text("; ".join(limits))]))
    return [*blocks, Facts(rows)]


def _write_lead(selection: Selection, dated: int, sources: int) -> str:
    events = selection.events
    name = selection.names[selection.company]
    family = len(selection.family)
    of = name if selection.given["only"] or not family else f"{name} and its family"
    if not events:
        return f"No event of {of} fits what was asked for."
    span = ""
    if dated:
        first, last = (describe_date(events[at]["when_edtf"]) for at in (0, dated - 1))
        span = f", the first dated {first}, the last {last}" if dated > 1 else f", dated {first}"
    rest = f"; {len(events) - dated:,} without a date" if len(events) > dated else ""
    return f"{count(len(events), 'event')} of {of} from {count(sources, 'source')}{span}{rest}."


def _describe_company(selection: Selection) -> Line:
    company = selection.company
    return [Text(selection.names[company]), Text(f" ({selection.kinds[company]})", "quiet")]


def _list_aliases(selection: Selection) -> list[str]:
    rows = selection.ask("company_names", company=selection.company)
    found = [(row["alias"], describe_date(row["when_edtf"])) for row in rows if row["alias"]]
    return [f"{alias} ({when})" if when else alias for alias, when in found]


def _list_family(selection: Selection) -> list[str]:
    """Names by kind: `CapCut, Lark (products)`."""
    kinds: dict[str, list[str]] = {}
    for member in selection.family:
        kinds.setdefault(selection.kinds[member], []).append(selection.names[member])
    return [
        f"{', '.join(sorted(names))} ({PLURALS.get(kind, kind) if len(names) > 1 else kind})"
        for kind, names in sorted(kinds.items())
    ]


def _describe_event(selection: Selection, event: dict[str, Any]) -> Line:
    when = describe_date(event["when_edtf"])
    return [Text(f"{when}: "), *link_event(selection, event["event_id"], event["title"])]


def _count_marks(events: list[dict[str, Any]]) -> str:
    counted = Counter(mark for event in events for mark in list_marks(event))
    order = sorted(counted, key=lambda mark: (-counted[mark], mark))
    return "; ".join(f"{mark} {counted[mark]:,}" for mark in order)
