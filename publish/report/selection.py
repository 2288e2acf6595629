"""What a report is of: a company, what belongs to it, and the events that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from db.name import resolve_company
from db.query import Result, find_query
from db.question import ask
from db.reader import Reader, set_variable
from db.values import read_values

OF_EVENTS = ("from", "to", "type", "status")  # what narrows events, whosever they are
OF_CLAIMS = ("known_by", "certain")  # what the views read
_NAMES = "SELECT id, name, kind FROM company ORDER BY id"
_FAMILY = "SELECT DISTINCT member_id FROM company_family WHERE company_id = $1 ORDER BY member_id"
_SOURCES = """
    SELECT id, publisher, author, published, title, description, url FROM source ORDER BY id
"""
_LABELS = {
    "measure": "SELECT id, label FROM measure ORDER BY id",
    "basis": "SELECT id, label FROM basis ORDER BY id",
}

Row = dict[str, Any]


@dataclass
class Selection:
    """A company by its id, and what was given to choose its events."""

    connection: Reader
    company: str
    given: Mapping[str, Any]

    def ask(self, name: str, **given: Any) -> list[Row]:
        """The rows of a saved query, as of the day by which they are to have been known."""
        return self.answer(name, **given).dicts()

    def answer(self, name: str, **given: Any) -> Result:
        """The same with the names of the columns."""
        known = {each: self.given[each] for each in OF_CLAIMS}
        return ask(self.connection, find_query(name), {**known, **given})

    def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self.connection.execute(sql, list(values)).fetchall()

    @cached_property
    def events(self) -> list[Row]:
        """The events in order of time; those without a date come last."""
        events: list[Row] = ask(self.connection, find_query("timeline"), self.given).dicts()
        return events

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the events, in the order of the timeline."""
        return {event["event_id"]: at for at, event in enumerate(self.events, start=1)}

    @property
    def is_narrowed(self) -> bool:
        """Whether some events are left out, whosever they are."""
        return any(self.given[name] for name in OF_EVENTS)

    @cached_property
    def _fitting(self) -> set[str]:
        """The events that fit what was given, whosever they are."""
        given = {**self.given, "company": None, "only": False}
        rows = ask(self.connection, find_query("timeline"), given).dicts()
        return {event["event_id"] for event in rows}

    def keeps_event(self, event: str) -> bool:
        """Whether an event fits, also one that stands in no timeline of the company."""
        return not self.is_narrowed or event in self._fitting

    def keeps_company(self, *companies: str | None) -> bool:
        """Whether one of them is the company, where what belongs to it is left out."""
        return not self.given["only"] or self.company in companies

    @cached_property
    def _companies(self) -> list[tuple[Any, ...]]:
        return self.read(_NAMES)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of all companies."""
        return {row[0]: row[1] for row in self._companies}

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {row[0]: row[2] for row in self._companies}

    @cached_property
    def family(self) -> list[str]:
        """What belongs to the company, without itself."""
        return [row[0] for row in self.read(_FAMILY, self.company) if row[0] != self.company]

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """What codes mean, by their kind."""
        return {kind: {row[0]: row[1] for row in self.read(sql)} for kind, sql in _LABELS.items()}

    def read_sources(self) -> Iterator[Row]:
        """All sources, as they are described in notes."""
        columns = ("id", "publisher", "author", "published", "title", "description", "url")
        return (dict(zip(columns, row, strict=True)) for row in self.read(_SOURCES))


def select_events(connection: Reader, given: Mapping[str, Any]) -> Selection:
    """The selection for a company by id, name or alias; raise UnknownNameError."""
    company = resolve_company(connection, given["company"])
    selection = Selection(connection, company, given)
    set_clocks(connection, given)
    return selection


def set_clocks(connection: Reader, given: Mapping[str, Any]) -> None:
    """Show the views as of a day, also to queries that do not name it."""
    values = read_values(connection, find_query("timeline"), given)
    for name in OF_CLAIMS:
        set_variable(connection, name, values.get(name))


def list_used_sources(events: Sequence[Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    """The sources that tell of the events, and those that these only relay."""
    places = [place for event in events for place in event["sources"]]
    told = {place["id"] for place in places}
    origins = {origin for place in places for origin in place["origins"] or () if origin}
    return told, origins - told
