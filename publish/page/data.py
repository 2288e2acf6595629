"""What a page shows, as data: events, claims, figures and sources, now and at each stop.

All rules are those of the views. The page chooses among states, filters, and adds the figures that
are counted; it judges nothing itself. Each event and figure has its states by the number of the
stop from which it is so; the number after the last stop is the present.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from db.citation import keep_given, read_state
from db.evidence import describe_date
from db.query import find_query, list_sources
from db.reader import Reader
from db.text import clean
from db.values import read_values
from publish.page.moment import Moment, Row, group_values, read_moment, read_moments, write_day
from publish.page.stops import choose_stops

Watch = Callable[[Sequence[date]], Iterable[date]]

FORMAT = 1  # of the data, for the script that reads it
# What HTML would take for markup, and JavaScript for the end of a line.
UNSAFE = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})

CLAIMS = """
SELECT event_id, source_id, claim_number, char_start, char_end, when_edtf, status,
    coalesce(said_by_company, said_by) AS said_by, origins, origin_certain, inferred, note, quote,
    known_earliest
FROM evidence
WHERE $1::VARCHAR[] IS NULL OR event_id = ANY ($1::VARCHAR[])
ORDER BY event_id, published_latest NULLS LAST, source_id, char_start, claim_number
"""
PARTIES = """
SELECT p.source_id || ' ' || CAST(p.claim_number AS VARCHAR), c.name || ' (' || r.label || ')'
FROM claim_party AS p
JOIN company AS c ON c.id = p.company_id
JOIN role AS r ON r.id = p.role
WHERE $1::VARCHAR[] IS NULL OR EXISTS (
    SELECT 1 FROM known_claim AS k
    WHERE k.source_id = p.source_id
      AND k.number = p.claim_number
      AND k.event_id = ANY ($1::VARCHAR[])
)
ORDER BY p.source_id, p.claim_number, r.position, c.id, r.id
"""
STATED = """
SELECT source_id || ' ' || CAST(claim_number AS VARCHAR), phrase
FROM figures
WHERE $1::VARCHAR[] IS NULL OR event_id = ANY ($1::VARCHAR[])
ORDER BY source_id, claim_number, amount_number
"""
KNOWN = "SELECT DISTINCT known_earliest FROM known_claim WHERE known_earliest IS NOT NULL"
ABOUT = "SELECT event_id, about FROM timeline WHERE about IS NOT NULL ORDER BY event_id"
RESOLVED = "SELECT company_named($1)"
NAMED = "SELECT name FROM company WHERE id = company_named($1)"
COMPANIES = "SELECT id, name, kind FROM company ORDER BY id"
ALIASES = "SELECT company_id, name FROM company_name WHERE kind = 'alias' ORDER BY company_id, name"
LABELS = {
    "types": "SELECT id, label FROM event_type ORDER BY id",
    "statuses": "SELECT id, label FROM status ORDER BY id",
    "measures": "SELECT id, label FROM measure ORDER BY id",
    "units": "SELECT id, label FROM unit ORDER BY id",
    "per": "SELECT id, label FROM per ORDER BY id",
    "bases": "SELECT id, label FROM basis ORDER BY id",
}


def read_page(
    reader: Reader, given: Mapping[str, Any], title: str | None = None, watch: Watch = iter
) -> Row:
    """All that a page of these events shows; `given` are the options of `timeline`.

    Each stop takes as long as the present: each is taken through `watch` when it has been read.
    """
    last = read_values(reader, find_query("timeline"), given).get("known_by")
    now = read_moment(reader, given)
    claims = read_claims(reader)
    stops = [day for day in list_stops(reader) if last is None or day < last]
    each_given = [{**given, "known_by": day.isoformat()} for day in stops]
    with closing(read_moments(reader, each_given)) as past:
        moments = [moment for _, moment in zip(watch(stops), past, strict=True)]
    moments.append(now)
    data = describe(reader, given, moments, claims, title)
    return {**data, "known_by": write_day(last), "stops": [day.isoformat() for day in stops]}


def describe(
    reader: Reader,
    given: Mapping[str, Any],
    moments: Sequence[Moment],
    claims: Mapping[str, list[Row]],
    title: str | None = None,
) -> Row:
    """Events and figures of these moments, with the names of what stands in them."""
    about = dict(reader.execute(ABOUT).fetchall())
    events = [
        {**event, "about": about.get(event["id"]), "claims": claims.get(event["id"], [])}
        for event in _fold(moments, "events")
    ]
    found = {event["id"] for event in events}
    figures = [
        figure
        for figure in _fold(moments, "figures")
        if any(state and state["event"] in found for _, state in figure["states"])
    ]
    return {
        "format": FORMAT,
        "title": clean(title or _name_page(reader, given)),
        "given": keep_given(given),
        "company": _find_company(reader, given.get("company")),
        "database": describe_database(reader),
        "events": events,
        "figures": figures,
        "companies": _read_companies(reader, events, figures),
        "sources": _read_sources(reader, events),
        "labels": {name: dict(reader.execute(sql).fetchall()) for name, sql in LABELS.items()},
    }


def list_stops(reader: Reader) -> list[date]:
    """The days at which something became known, as far as the clock of the views lets see."""
    return choose_stops([row[0] for row in reader.execute(KNOWN).fetchall()])


def write_data(data: Mapping[str, Any]) -> str:
    """The data as JSON that may stand in a page: no character of it means anything to HTML."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def _name_page(reader: Reader, given: Mapping[str, Any]) -> str:
    title = "Timeline"
    if given.get("company"):
        [name] = reader.execute(NAMED, [given["company"]]).fetchone()
        title += f" of {name}"
    return f"{title}, as known by {given['known_by']}" if given.get("known_by") else title


def _find_company(reader: Reader, name: str | None) -> str | None:
    """The company whose page it is, by its id."""
    if not name:
        return None
    found: str = reader.execute(RESOLVED, [name]).fetchone()[0]
    return found


def describe_database(reader: Reader) -> Row:
    """What the page was made of, so that it can be made again."""
    state = read_state(reader)
    return {"revision": state.revision, "records_sha256": state.records_sha256}


def _fold(moments: Sequence[Moment], kind: str) -> list[Row]:
    """Things with their states, each by the stop from which it is so; None: not known any more.

    In the order of the last moment that has them.
    """
    order = {key: None for moment in reversed(moments) for key in moment[kind]}
    folded = []
    for key in order:
        states: list[tuple[int, Row | None]] = []
        for at, moment in enumerate(moments):
            state = moment[kind].get(key)
            if state != (states[-1][1] if states else None):
                states.append((at, state))
        folded.append({"id": key, "states": states})
    return folded


def read_claims(reader: Reader, events: list[str] | None = None) -> Mapping[str, list[Row]]:
    """The claims by event, of some or of all, those published first at first."""
    parties = group_values(reader.execute(PARTIES, [events]).fetchall())
    stated = group_values(reader.execute(STATED, [events]).fetchall())
    found = defaultdict(list)
    for event, source, number, *values in reader.execute(CLAIMS, [events]).fetchall():
        start, end, when, status, said_by, origins, certain, inferred, note, quote, known = values
        found[event].append(
            {
                "source": source,
                "start": start,
                "end": end,
                "words": describe_date(when),
                "status": status,
                "said_by": said_by,
                "origins": origins or [],
                "origin_certain": certain,
                "inferred": inferred,
                "note": note,
                "quote": quote,
                "known": write_day(known),
                "people": parties.get(f"{source} {number}", []),
                "amounts": stated.get(f"{source} {number}", []),
            }
        )
    return found


def _read_companies(reader: Reader, events: Iterable[Row], figures: Iterable[Row]) -> Row:
    """The companies that are named, by id."""
    used: set[str] = set()
    for thing in (*events, *figures):
        for _, state in thing["states"]:
            if state:
                used.update(state["under"], state.get("companies", ()), [state.get("company")])
    aliases = group_values(reader.execute(ALIASES).fetchall())
    return {
        name: {"name": called, "kind": kind, "aliases": aliases.get(name, [])}
        for name, called, kind in reader.execute(COMPANIES).fetchall()
        if name in used
    }


def _read_sources(reader: Reader, events: Iterable[Row]) -> Row:
    """The sources of the claims, and the reports that these relay, by id."""
    used: set[str] = set()
    for event in events:
        for claim in event["claims"]:
            used.update([claim["source"]], claim["origins"])
    return {
        source["source_id"]: {
            "publisher": source["publisher"],
            "published": describe_date(source["published"]),
            "title": source["title"],
            "url": source["url"],
            "cited_only": source["cited_only"],
        }
        for source in list_sources(reader).dicts()
        if source["source_id"] in used
    }
