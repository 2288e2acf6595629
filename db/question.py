"""A question: a saved query with what somebody gave, answered with what SQL cannot say, too.

All that asks goes this way, so that what is cited is what was shown, and is repeated as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.query import Result, SavedQuery, Stream
from db.reader import Reader
from db.values import answer, read_values

if TYPE_CHECKING:
    from db.sandbox import Limits

MARKS = {"certainly_between": ("from", "to"), "known_certain": ("known_by",)}
MORE = {"totals": {"in"}}  # what a command takes beside the parameters of its query


def ask(connection: Reader, query: SavedQuery, given: Mapping[str, Any]) -> Result:
    """The answer of a saved query, and what is reckoned or told of its rows."""
    return ask_stream(connection, query, given).read()


def ask_stream(
    connection: Reader,
    query: SavedQuery,
    given: Mapping[str, Any],
    limits: Limits | None = None,
) -> Stream:
    """The same as it comes; it has to be read before anything else is asked."""
    stream = answer(connection, query, given, limits)
    if query.is_own:
        return stream
    if query.name == "changes":
        from db.change_words import tell_changes

        return tell_changes(stream.read()).stream()
    if query.name == "totals" and given.get("in"):
        from db.conversion import convert_totals

        result = stream.read()
        values = read_values(connection, query, given)
        return convert_totals(connection, result, values, str(given["in"]).upper()).stream()
    return stream


def list_parameters(query: SavedQuery) -> set[str]:
    """The names of all that may be given."""
    return {param.name for param in query.params} | MORE.get(query.name, set())


def drop_marks(result: Result, given: Mapping[str, Any]) -> Result:
    """The rows without the marks of what was not asked for, which would be empty columns."""
    silent = {name for name, asked in MARKS.items() if not any(map(given.get, asked))}
    kept = [at for at, name in enumerate(result.columns) if name not in silent]
    return type(result)(
        [result.columns[at] for at in kept], [tuple(row[at] for at in kept) for row in result.rows]
    )
