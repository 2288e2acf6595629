"""What is known before an article is read: names, fiscal years, codes and events of a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from db.reader import Reader
from db.suggest_events import KnownEvents
from db.verify import NAMES
from ingest.companies.find import Names
from ingest.dates.fiscal_ends import read_fiscal_ends
from ingest.lexicon import read_lexicon

_CODES = {
    "types": "SELECT id FROM event_type",
    "measures": "SELECT id FROM measure",
    "units": "SELECT id FROM unit",
}
_MEASURES = "SELECT id, per FROM measure WHERE per IS NOT NULL"


@dataclass(frozen=True)
class Library:
    """What a database holds, and the folder of word lists; it can be sent to another process."""

    names: tuple[tuple[str, str], ...] = ()
    codes: Mapping[str, frozenset[str]] | None = None
    periods: Mapping[str, str] | None = None
    events: KnownEvents | None = None
    lexicon: Path | None = None

    @cached_property
    def finder(self) -> Names:
        """Finds the companies in a text."""
        return Names(self.names, read_lexicon("names", self.lexicon))

    @cached_property
    def names_of(self) -> dict[str, list[str]]:
        """The names on record by the id of a company."""
        names: dict[str, list[str]] = {}
        for name, company in self.names:
            names.setdefault(company, []).append(name)
        return names

    @cached_property
    def years(self) -> dict[str, int]:
        """The months in which fiscal years end, by the id of a company."""
        months = read_fiscal_ends(self.lexicon)
        return {
            company: months[name.casefold()]
            for name, company in self.names
            if name.casefold() in months
        }

    def knows(self, kind: str, code: str) -> bool:
        """Whether a code is one of the database's; any is, where there is none."""
        return self.codes is None or code in self.codes[kind]


def read_library(connection: Reader | None, lexicon: Path | None = None) -> Library:
    """What a database holds; without one only what comes with Dateline is known."""
    if connection is None:
        return Library(lexicon=lexicon)

    def list_codes(query: str) -> Iterable[str]:
        return (str(row[0]) for row in connection.execute(query).fetchall())

    return Library(
        tuple(sorted((str(name), str(one)) for name, one in connection.execute(NAMES).fetchall())),
        {kind: frozenset(list_codes(query)) for kind, query in _CODES.items()},
        {str(code): str(per) for code, per in connection.execute(_MEASURES).fetchall()},
        KnownEvents(connection),
        lexicon,
    )
