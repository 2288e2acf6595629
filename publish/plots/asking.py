"""What plots ask: saved queries, by the same options as the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from db.edtf import describe_edtf, parse_edtf
from db.query import find_query
from db.question import ask
from db.reader import Reader

Row = dict[str, Any]
FILTERS = {
    "company": "company {}",
    "only": "without what belongs to it",
    "from": "from {}",
    "to": "to {}",
    "known_by": "as known by {}",
    "certain": "only what is certain",
    "type": "type {}",
    "status": "status {}",
    "measure": "measure {}",
    "unit": "unit {}",
    "per": "per {}",
}
MOST_SOURCES = 8  # named in a caption


def ask_rows(reader: Reader, name: str, given: Mapping[str, Any]) -> list[Row]:
    """The rows of a saved query, given those of its parameters that were given."""
    query = find_query(name)
    known = {param.name for param in query.params}
    return ask(reader, query, {k: v for k, v in given.items() if k in known}).dicts()


def ask_events(reader: Reader, given: Mapping[str, Any]) -> list[Row]:
    """The events that fit, all of them."""
    return ask_rows(reader, "timeline", {**given, "limit": None, "reverse": None})


def keep_events(reader: Reader, given: Mapping[str, Any], rows: Iterable[Row]) -> list[Row]:
    """The rows whose event fits."""
    fitting = {event["event_id"] for event in ask_events(reader, given)}
    return [row for row in rows if row["event_id"] in fitting]


def name_companies(reader: Reader) -> dict[str, str]:
    """The names of all companies by id."""
    return {row["company_id"]: row["name"] for row in ask_rows(reader, "companies", {})}


def read_bounds(given: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days between which is asked."""
    first, last = given.get("from"), given.get("to")
    return (
        parse_edtf(str(first)).earliest if first else None,
        parse_edtf(str(last)).latest if last else None,
    )


def tell_filters(given: Mapping[str, Any]) -> str:
    """What was asked for, in words: `company TikTok, from 2024`."""
    told = []
    for name, words in FILTERS.items():
        value = given.get(name)
        if value not in (None, (), [], False, ""):
            shown = ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
            told.append(words.format(shown.replace("_", " ")))
    return ", ".join(told)


def tell_sources(rows: Iterable[Mapping[str, Any]]) -> str:
    """Who says so: publishers with their dates, those that say most first."""
    counts: dict[tuple[str, str | None], int] = {}
    for place in _list_places(rows):
        key = (place["publisher"] or place["id"], place["published"])
        counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts, key=lambda key: (-counts[key], key[0], key[1] or ""))
    named = [f"{who} ({describe_edtf(day)})" if day else who for who, day in ranked]
    more = f"; and {len(named) - MOST_SOURCES} more" if len(named) > MOST_SOURCES else ""
    return "; ".join(named[:MOST_SOURCES]) + more


def _list_places(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        yield from row["sources"] or ()


def count_things(count: int, one: str, many: str | None = None) -> str:
    """`1 event`, `1,200 events`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
