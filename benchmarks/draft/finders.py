"""What is measured: the functions of `ingest` that read a text; a part may not be built yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from benchmarks.draft.annotation import Passage
from ingest.found import FoundAmount, FoundCompany, FoundDate


class Candidate(Protocol):
    """An event that may stand in the text at start..end."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def when(self) -> str | None: ...
    @property
    def companies(self) -> Mapping[str, Sequence[str]]: ...


@dataclass(frozen=True, slots=True)
class Finders:
    """One function from a passage to what is found in it for each part; None: not built.

    `dates` takes the date of publication apart, since dates are also read without it.
    """

    companies: Callable[[Passage], Sequence[FoundCompany]] | None = None
    dates: Callable[[Passage, str | None], Sequence[FoundDate]] | None = None
    amounts: Callable[[Passage], Sequence[FoundAmount]] | None = None
    events: Callable[[Passage], Sequence[Candidate]] | None = None


def load_finders() -> Finders:
    """The finders of `ingest`, as far as they are built."""
    names = _import("ingest.companies.find", "Names")
    dates = _import("ingest.dates.find", "find_dates")
    amounts = _import("ingest.amounts.find", "find_amounts")
    candidates = _import("ingest.events.candidates", "find_candidates")

    def find_dates(passage: Passage, published: str | None) -> Sequence[FoundDate]:
        found: Sequence[FoundDate] = dates(passage.text, published, make_fiscal(passage))
        return found

    def find_amounts(passage: Passage) -> Sequence[FoundAmount]:
        taken = find_dates(passage, passage.published) if dates else ()
        places = [(date.start, date.end) for date in taken]
        found: Sequence[FoundAmount] = amounts(passage.text, dollar=passage.dollar, dates=places)
        return found

    def find_events(passage: Passage) -> Sequence[Candidate]:
        found: Sequence[Candidate] = candidates(
            passage.text,
            names=names(list_pairs(passage)),
            published=passage.published,
            dollar=passage.dollar,
            fiscal=make_fiscal(passage),
        )
        return found

    return Finders(
        companies=names and (lambda passage: names(list_pairs(passage)).find(passage.text)),
        dates=dates and find_dates,
        amounts=amounts and find_amounts,
        events=names and candidates and find_events,
    )


def list_pairs(passage: Passage) -> list[tuple[str, str]]:
    """Each name of each known company, with the company's id."""
    return [(name, id_) for id_, names in passage.companies.items() for name in names]


def make_fiscal(passage: Passage) -> Callable[[int], int | None]:
    """The month in which the fiscal year ends of the company that a place is about, if known.

    That is the company with a known calendar mentioned last before the place, or else the first.
    """

    known = [mention for mention in passage.mentions if mention.id in passage.fiscal]

    def fiscal(at: int) -> int | None:
        before = [mention.id for mention in known if mention.place.start <= at]
        ids = before[-1:] or [mention.id for mention in known[:1]]
        return passage.fiscal[ids[0]] if ids else None

    return fiscal


def _import(module: str, name: str) -> Any:
    """A function of a module; None where either is not there yet."""
    try:
        return getattr(import_module(module), name, None)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return None
