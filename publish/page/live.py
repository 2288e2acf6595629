"""The page over a database that is asked anew: one moment, and so many events at a time.

What a page in a file chooses itself (company, time, type, status, what was known by a day) is asked
of the database, and so is the part of the events that is shown. Totals are read with them unless
there are too many figures to add for each request; then the query `totals` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from db.query import find_query
from db.reader import Reader, set_variable
from db.values import read_values
from publish.page.data import describe, list_stops, read_claims
from publish.page.moment import Row, read_moment, write_day

T = TypeVar("T")

AT_ONCE = 2_000  # events
MOST_FIGURES = 20_000  # of a database whose totals are read with its events
MOST_COMPANIES = 500  # to choose from, those with most events

FIGURES = "SELECT count(*) FROM amount"
EVENTS = "SELECT count(*) FROM timeline"
COMPANIES = """
SELECT u.company_id, c.name, count(*) AS events
FROM company_event AS u
JOIN company AS c ON c.id = u.company_id
GROUP BY u.company_id, c.name
ORDER BY events DESC, c.name, u.company_id
LIMIT $1
"""
TYPES = "SELECT DISTINCT t.id, t.label FROM event AS e JOIN event_type AS t ON t.id = e.type"
STATUSES = "SELECT id, label FROM status"
MEASURES = "SELECT DISTINCT m.id, m.label FROM amount AS a JOIN measure AS m ON m.id = a.measure"


def read_live(reader: Reader, given: Mapping[str, Any]) -> Row:
    """What the page shows of these events now; `given` are the options of `timeline`."""
    values = read_values(reader, find_query("timeline"), given)
    limit = min(values.get("limit", AT_ONCE), AT_ONCE)
    stops = _read_present(reader, values, lambda: list_stops(reader))
    choices = _read_present(reader, values, lambda: _read_choices(reader))
    [figures] = reader.execute(FIGURES).fetchone()
    moment = read_moment(reader, {**given, "limit": limit + 1}, figures=figures <= MOST_FIGURES)
    has_more = len(moment["events"]) > limit
    moment["events"] = dict(list(moment["events"].items())[:limit])
    [known] = reader.execute(EVENTS).fetchone()
    data = describe(reader, given, [moment], read_claims(reader, list(moment["events"])))
    return {
        **data,
        "known_by": write_day(values.get("known_by")),
        "stops": [day.isoformat() for day in stops],
        "live": {
            "offset": values.get("offset") or 0,
            "limit": limit,
            "has_more": has_more,
            "has_totals": figures <= MOST_FIGURES,
            "known": known,
            "choices": choices,
        },
    }


def _read_present(reader: Reader, values: Mapping[str, Any], read: Callable[[], T]) -> T:
    """What is read with the clock of the views at the present; it is put back afterwards."""
    set_variable(reader, "known_by", None)
    found = read()
    set_variable(reader, "known_by", values.get("known_by"))
    return found


def _read_choices(reader: Reader) -> Row:
    """What there is to choose from, whatever is shown."""
    rows = reader.execute(COMPANIES, [MOST_COMPANIES]).fetchall()
    return {
        "companies": [[name, f"{called} ({count:,})"] for name, called, count in rows],
        **{
            name: sorted((list(row) for row in reader.execute(sql).fetchall()), key=lambda r: r[1])
            for name, sql in (("type", TYPES), ("status", STATUSES), ("measure", MEASURES))
        },
    }
