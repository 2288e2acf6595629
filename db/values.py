"""Values for the parameters of saved queries, as people give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.errors import EdtfError
from db.query import Param, QueryError, Result, SavedQuery, run_query
from db.reader import Reader


def answer(connection: Reader, query: SavedQuery, given: Mapping[str, Any]) -> Result:
    """Run a saved query with values as people give them.

    Dates may be months or years. A name that is unknown, or that several companies have, is an
    error that lists the nearest; the SQL resolves names itself, so they are looked up here only
    where it fails.
    """
    values = read_values(connection, query, given)
    first, last = values.get("from"), values.get("to")
    if first and last and first > last:
        raise EdtfError(f"--from {first} is later than --to {last}", "exchange the two")
    try:
        return run_query(connection, query, values)
    except QueryError:
        from db.name import resolve_company

        for param in query.params:
            if param.type == "company" and param.name in values:
                resolve_company(connection, values[param.name])
        raise


def read_values(connection: Reader, query: SavedQuery, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are given, as the SQL takes them."""
    return {
        param.name: _read(connection, param, given[param.name])
        for param in query.params
        if given.get(param.name) not in (None, ())
    }


def _read(connection: Reader, param: Param, value: Any) -> Any:
    if param.type in ("event", "source"):
        from db.name import resolve_id

        return resolve_id(connection, param.type, value)
    if param.type in ("event_types", "statuses"):
        from db.name import resolve_codes

        names = value if isinstance(value, str) else ",".join(value)
        return resolve_codes(connection, param.type, names)
    if param.type in ("measure", "unit", "basis"):
        from db.name import resolve_code

        return resolve_code(connection, param.type, value)
    if param.type in ("first_day", "last_day"):
        return _read_day(param, value)
    return value


def _read_day(param: Param, text: str) -> Any:
    """The first or the last day of a date, which may be a month or a year."""
    from db.edtf import parse_edtf

    date = parse_edtf(text)
    day = date.earliest if param.type == "first_day" else date.latest
    if day is None:
        raise EdtfError(f"--{param.name} {text} has no such day", "give a day, month or year")
    return day
