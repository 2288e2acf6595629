"""Values for the parameters of saved queries, as people give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import DatelineError, EdtfError
from db.query import SavedQuery, Stream, check_unicode, stream_query
from db.query_head import Param, QueryError, read_boolean, read_number
from db.reader import Reader, is_duckdb

if TYPE_CHECKING:
    from db.sandbox import Limits

MOST_CHOICES = 10_000
SHOWN = 20  # choices that an error lists
DATABASE = "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"


def answer(
    connection: Reader,
    query: SavedQuery,
    given: Mapping[str, Any],
    limits: Limits | None = None,
) -> Stream:
    """Run a saved query with values as people give them; one that is not ours, contained.

    Dates may be months or years. A name that is unknown, or that several companies have, is an
    error that lists the nearest; the SQL resolves names itself, so they are looked up here only
    where it fails.
    """
    values = read_values(connection, query, given, limits)
    first, last = values.get("from"), values.get("to")
    if isinstance(first, date) and isinstance(last, date) and first > last:
        raise EdtfError(f"--from {first} is later than --to {last}", "exchange the two")
    try:
        if query.is_own:
            return _run_own(connection, query, values, limits)
        return stream_query(connection, query, values)
    except DatelineError:
        from db.name import resolve_company

        for param in query.params:
            if param.type == "company" and param.name in values:
                resolve_company(connection, values[param.name])
        raise


def _run_own(
    connection: Reader, query: SavedQuery, values: Mapping[str, Any], limits: Limits | None
) -> Stream:
    from db.sandbox import Limits, SandboxError, run_contained

    if not is_duckdb(connection):
        raise QueryError(f"{query.path} is your own, and run contained: on DuckDB only")
    [path] = connection.execute(DATABASE).fetchone()
    try:
        return run_contained(Path(path), query.sql, values, {}, limits or Limits())
    except SandboxError as error:
        raise QueryError(f"{query.path}: {error}") from error


def list_choices(
    connection: Reader, query: SavedQuery, param: Param, limits: Limits | None = None
) -> list[str]:
    """What a parameter may be, where its head says so; a SELECT of one's own is run contained."""
    if param.choices_sql is None:
        return list(param.choices)
    asking = query._replace(sql=param.choices_sql, params=[])
    stream = (
        _run_own(connection, asking, {}, limits and limits._replace(rows=MOST_CHOICES))
        if query.is_own
        else stream_query(connection, asking, {})
    )
    found = [str(row[0]) for row in stream.rows]
    if stream.tally.was_cut:
        raise QueryError(f"{query.path}: {param.name} has more than {len(found):,} choices")
    return found


def read_values(
    connection: Reader,
    query: SavedQuery,
    given: Mapping[str, Any],
    limits: Limits | None = None,
) -> dict[str, Any]:
    """The values that are given, or are there by default, as the SQL takes them."""
    found = {}
    for param in query.params:
        value = given.get(param.name)
        if value in (None, ()):
            value = param.default
        if value not in (None, ()):
            check_unicode(value)
            _check_choice(connection, query, param, value, limits)
            found[param.name] = _read(connection, param, value)
    return found


def _check_choice(
    connection: Reader, query: SavedQuery, param: Param, value: Any, limits: Limits | None
) -> None:
    if not param.choices and param.choices_sql is None:
        return
    choices = list_choices(connection, query, param, limits)
    if str(value) not in choices:
        import difflib

        near = difflib.get_close_matches(str(value), choices)
        hint = (
            f"did you mean {' or '.join(near)}?"
            if near
            else f"it is one of {', '.join(choices[:SHOWN])}"
        )
        raise QueryError(f"there is no {param.name} '{value}'; {hint}")


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
    kinds: dict[str, Callable[[Any], Any]] = {"integer": int, "number": read_number}
    kinds["boolean"] = bool if isinstance(value, bool) else read_boolean
    try:
        return kinds.get(param.type, str)(value)
    except (ValueError, InvalidOperation) as error:
        raise QueryError(f"--{param.name} {value}: it is no {param.type}") from error


def _read_day(param: Param, text: str) -> Any:
    """The first or the last day of a date, which may be a month or a year."""
    from db.edtf import parse_edtf

    date = parse_edtf(text)
    day = date.earliest if param.type == "first_day" else date.latest
    if day is None:
        raise EdtfError(f"--{param.name} {text} has no such day", "give a day, month or year")
    return day
