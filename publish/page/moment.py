"""What is known at one moment: the events, and the figures behind the totals.

Each row is one of the saved queries `timeline` and `total_figures`, as they are with `known_by`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any, cast

import duckdb

from db.evidence import describe_date
from db.number import format_decimal
from db.query import find_query
from db.question import ask
from db.reader import Reader, is_duckdb

AT_ONCE = 4  # moments: each holds all events
OF_CLOCK = ("known_by", "certain")
SOFT = "~?%"  # what EDTF writes behind a date that is approximate or uncertain
UNDER = "SELECT event_id, company_id FROM company_event ORDER BY event_id, company_id"
TEXTS = "SELECT DISTINCT event_id, phrase, text FROM figures ORDER BY event_id, phrase, text"
FAMILIES = """
SELECT member_id, company_id, earliest, latest FROM company_family_period
ORDER BY member_id, company_id, earliest, latest
"""

Row = dict[str, Any]
Moment = dict[str, dict[str, Row]]


def read_moments(reader: Reader, each_given: Sequence[Mapping[str, Any]]) -> Generator[Moment]:
    """One moment after the other; those of a file are read at once, as far as there are cores.

    To plan the queries takes longer than to run them, and DuckDB plans on one core.
    """
    if not is_duckdb(reader):
        yield from (read_moment(reader, given) for given in each_given)
        return
    connection = cast(duckdb.DuckDBPyConnection, reader)

    def read(given: Mapping[str, Any]) -> Moment:
        with closing(connection.cursor()) as own:  # with variables of its own
            return read_moment(own, given)

    pool = ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1))
    try:
        yield from pool.map(read, each_given)
    finally:
        pool.shutdown(cancel_futures=True)


def read_moment(reader: Reader, given: Mapping[str, Any], *, figures: bool = True) -> Moment:
    """Events by id, and figures by id, of what is given; `known_by` in it sets the clock.

    Without figures there are no conflicts either, which are found by comparing them.
    """
    # Figures of all companies: an event of one may tell of another's.
    clock = {name: given.get(name) for name in OF_CLOCK}
    events = ask(reader, find_query("timeline"), given).dicts()
    under = group_values(reader.execute(UNDER).fetchall())
    texts = _group(reader.execute(TEXTS).fetchall())
    conflicts = defaultdict(list)
    for row in ask(reader, find_query("conflicts"), clock).dicts() if figures else ():
        conflicts[row["event_id"]].append(_keep_conflict(row))
    families = _group(reader.execute(FAMILIES).fetchall()) if figures else {}
    stated = ask(reader, find_query("total_figures"), clock).dicts() if figures else []
    return {
        "events": {
            event["event_id"]: {
                **_keep_event(event),
                "short": _find_text(event["amounts"], texts[event["event_id"]]),
                "under": under.get(event["event_id"], []),
                "conflicts": conflicts[event["event_id"]],
            }
            for event in events
        },
        "figures": {
            figure["figure_id"]: {
                **_keep_figure(figure),
                "under": _list_families(figure, families[figure["company"]]),
            }
            for figure in stated
        },
    }


def _keep_event(event: Row) -> Row:
    return {
        "title": event["title"],
        "type": event["type"],
        "status": event["status"],
        "when": event["when_edtf"],
        "words": describe_date(event["when_edtf"]),
        "from": write_day(event["earliest"]),
        "to": write_day(event["latest"]),
        "soft": find_soft_ends(event["when_edtf"]),
        "companies": event["companies"],
        "people": event["participants"],
        "amounts": event["amounts"],
        "differ": event["dates_differ"],
        "disputed": event["disputed"],
        "outside": event["certainly_between"] is False,
        "unsure": event["known_certain"] is False,
        "sources": sorted({place["id"] for place in event["sources"]}),
    }


def _keep_figure(figure: Row) -> Row:
    return {
        "event": figure["event_id"],
        "total": figure["total_id"],
        "company": figure["company"],
        "measure": figure["measure"],
        "of": figure["of"],
        "when": describe_date(figure["when_edtf"]),
        "figure": _name_figure(figure),
        "low": write_number(figure["low"]),
        "high": write_number(figure["high"]),
        "unit": figure["unit"],
        "per": figure["per"],
        "basis": figure["basis"],
        "because": figure["left_out_because"],
        "approximate": figure["approximate"],
        "differ": figure["values_differ"],
        "disputed": figure["disputed"],
        "elsewhere": figure["elsewhere"],
    }


def _name_figure(figure: Row) -> str:
    """Its name, if it has one, and how it is stated, without the event's id before them."""
    return str(
        figure["figure"].removeprefix(figure["event_id"]).removeprefix("/").removeprefix(": ")
    )


def _keep_conflict(row: Row) -> Row:
    is_date = row["field"] == "date"
    return {
        "kind": row["kind"],
        "field": row["field"],
        "sides": [
            {
                "value": describe_date(row[f"{side}_value"]) if is_date else row[f"{side}_value"],
                "sources": sorted({place["id"] for place in row[f"{side}_citations"]}),
            }
            for side in ("one", "other")
        ],
    }


def find_soft_ends(edtf: str | None) -> str:
    """Which ends of a date are about so: `s` its start, `e` its end, `se` both."""
    start, slash, end = (edtf or "").partition("/")
    ends = (start, end if slash else start)
    return "".join(
        name for name, part in zip("se", ends, strict=True) if part.endswith(tuple(SOFT))
    )


def _find_text(amounts: Sequence[str], texts: Iterable[tuple[str, str]]) -> str:
    """The first amount without the name of its measure: `$20M a month`."""
    first = amounts[0] if amounts else ""
    return next((text for phrase, text in texts if phrase in first), first)


def _list_families(figure: Row, families: Collection[tuple[Any, ...]]) -> list[str]:
    """Under which companies a total is found, by the rule of the saved query `totals`."""
    return sorted(
        {
            company
            for company, earliest, latest in families
            if not _ends_before(latest, figure["earliest"])
            and not _ends_before(figure["latest"], earliest)
        }
    )


def _ends_before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start


def group_values(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs as lists by their first part."""
    return {key: [row[0] for row in values] for key, values in _group(rows).items()}


def _group(rows: Iterable[tuple[Any, ...]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return found


def write_day(day: date | None) -> str | None:
    """A day as ISO 8601."""
    return None if day is None else day.isoformat()


def write_number(number: Decimal | None) -> str | None:
    """A number with all its digits, which JSON's own numbers would not keep."""
    return None if number is None else format_decimal(number)
