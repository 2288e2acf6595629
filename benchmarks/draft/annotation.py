"""Passages annotated by hand, as README.md says; each note is checked against its text.

A note's `words` are in the text; `nth` says which occurrence is meant, the first if not given.
"first words … last words" is the place from the ones to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

from db.edtf import parse_edtf
from db.errors import EdtfError

PASSAGES = Path(__file__).parent / "passages"


def split_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BOUNDS = {"exact", "at_least", "over", "at_most", "under"}
STATUSES = {"happened", "ongoing", "ended", "planned", "forecast", "denied", "cancelled"}
TYPES = split_words(
    """
    access competition customer development expansion founding hiring investment launch
    lawsuit market organisation ownership partnership pricing product purchase regulation
    rename reorganisation results risk sanction share_price spending statement suspension
    test use visit warning workforce acquisition funding ipo layoffs appointment resignation
    fine bankruptcy dividend buyback
    """
)
ROLES = split_words(
    """
    affected beneficiary buyer competitor customer developer employer investee investor
    operator owned owner partner payee payer platform product provider regulator seller
    speaker subject supplier user
    """
)


T = TypeVar("T")


class AnnotationError(ValueError):
    """Annotations that do not fit their text, one a line."""


class Place(NamedTuple):
    start: int
    end: int


class Mention(NamedTuple):
    place: Place
    id: str


class DateNote(NamedTuple):
    place: Place
    edtf: str | None
    also_ok: tuple[str, ...]


class AmountNote(NamedTuple):
    place: Place
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    approximate: bool
    per: str | None
    per_by_date: bool
    measure: str | None
    basis: str | None
    same_as: int | None
    change: str | None


class EventNote(NamedTuple):
    place: Place
    type: str
    also_ok: tuple[str, ...]
    status: str
    date: str | None
    companies: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and what a careful reader finds in it; the notes are in order of the file."""

    id: str
    style: str
    text: str
    published: str | None
    fiscal: Mapping[str, int]
    dollar: str
    companies: Mapping[str, tuple[str, ...]]
    mentions: tuple[Mention, ...]
    unknown: tuple[Place, ...]
    dates: tuple[DateNote, ...]
    amounts: tuple[AmountNote, ...]
    events: tuple[EventNote, ...]
    lenient: tuple[Place, ...]
    lenient_names: tuple[Place, ...]
    lenient_dates: tuple[Place, ...]
    lenient_amounts: tuple[Place, ...]


def read_passages(folder: Path = PASSAGES) -> list[Passage]:
    """The passages of all files of a folder; AnnotationError with all that is wrong."""
    faults: list[str] = []
    passages = [
        passage
        for file in sorted(folder.glob("*.yaml"))
        for data in yaml.safe_load(file.read_text(encoding="utf-8"))
        if (passage := _try_passage(data, file.name, faults))
    ]
    ids = [passage.id for passage in passages]
    faults += [
        f"{name}: two passages have this id" for name in sorted(set(ids)) if ids.count(name) > 1
    ]
    if faults:
        raise AnnotationError("\n".join(faults))
    return passages


def find_words(text: str, words: str, nth: int = 1) -> Place:
    """The place of the nth occurrence of words; ValueError where there is none."""
    first, _, last = words.partition(" … ")
    start = -1
    for _occurrence in range(nth):
        start = text.index(first, start + 1)
    if not last:
        return Place(start, start + len(first))
    return Place(start, text.index(last, start + len(first)) + len(last))


def _try_passage(data: Any, file: str, faults: list[str]) -> Passage | None:
    name = data.get("id", "?") if isinstance(data, dict) else "?"
    before = len(faults)
    try:
        passage = _read_passage(data)
        faults += [f"{file}: {name}: {fault}" for fault in _list_faults(passage)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        faults.append(f"{file}: {name}: {type(error).__name__} {error}")
    return passage if len(faults) == before else None


def _read_passage(data: dict[str, Any]) -> Passage:
    text = data.pop("text")
    published = data.pop("published", None)
    passage = Passage(
        id=data.pop("id"),
        style=data.pop("style"),
        text=text,
        published=None if published is None else str(published),
        fiscal=data.pop("fiscal", {}),
        dollar=data.pop("dollar", "USD"),
        companies={key: tuple(names) for key, names in data.pop("companies").items()},
        mentions=_read_notes(data, "mentions", text, _read_mention),
        dates=_read_notes(data, "dates", text, _read_date),
        amounts=_read_notes(data, "amounts", text, _read_amount),
        events=_read_notes(data, "events", text, _read_event),
        **{
            kind: _read_notes(data, kind, text, lambda _note, place: place)
            for kind in ("unknown", "lenient", "lenient_names", "lenient_dates", "lenient_amounts")
        },
    )
    if data:
        raise ValueError(f"unknown keys {sorted(data)}")
    return passage


def _read_notes(
    data: dict[str, Any], kind: str, text: str, read: Callable[[dict[str, Any], Place], T]
) -> tuple[T, ...]:
    """Read the notes of one kind, and empty them, so that what is left over is not understood."""
    read_notes = []
    for item in data.pop(kind, ()):
        note: dict[str, Any] = {"words": item} if isinstance(item, str) else item
        words, nth = note.pop("words"), note.pop("nth", 1)
        try:
            place = find_words(text, words, nth)
        except ValueError:
            raise ValueError(f"{kind}: {words!r} does not stand in the text {nth} times") from None
        read_notes.append(read(note, place))
        if note:
            raise ValueError(f"{kind}: {words!r} has unknown keys {sorted(note)}")
    return tuple(read_notes)


def _read_mention(note: dict[str, Any], place: Place) -> Mention:
    return Mention(place, note.pop("id"))


def _read_date(note: dict[str, Any], place: Place) -> DateNote:
    edtf = note.pop("edtf")
    also_ok = tuple(str(date) for date in note.pop("also_ok", ()))
    return DateNote(place, None if edtf is None else str(edtf), also_ok)


def _read_amount(note: dict[str, Any], place: Place) -> AmountNote:
    low, high = note.pop("low"), note.pop("high")
    return AmountNote(
        place,
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        unit=note.pop("unit"),
        bound=note.pop("bound", "exact"),
        approximate=note.pop("approximate", False),
        per=note.pop("per", None),
        per_by_date=note.pop("per_by_date", False),
        measure=note.pop("measure", None),
        basis=note.pop("basis", None),
        same_as=note.pop("same_as", None),
        change=note.pop("change", None),
    )


def _read_event(note: dict[str, Any], place: Place) -> EventNote:
    date = note.pop("date", None)
    companies = note.pop("companies", {})
    return EventNote(
        place,
        type=note.pop("type"),
        also_ok=tuple(note.pop("also_ok", ())),
        status=note.pop("status"),
        date=None if date is None else str(date),
        companies={
            role: (ids,) if isinstance(ids, str) else tuple(ids) for role, ids in companies.items()
        },
    )


def _list_faults(passage: Passage) -> Iterator[str]:
    ids = {mention.id for mention in passage.mentions}
    ids |= {key for event in passage.events for keys in event.companies.values() for key in keys}
    yield from (f"no company {key!r} in the table" for key in sorted(ids - set(passage.companies)))
    dates = [passage.published, *(event.date for event in passage.events)]
    dates += [text for note in passage.dates for text in (note.edtf, *note.also_ok)]
    yield from (fault for text in dates if text and (fault := _check_date(text)))
    for number, amount in enumerate(passage.amounts, 1):
        yield from (f"amount {number}: {fault}" for fault in _check_amount(amount, passage))
    for event in passage.events:
        wrong = {event.type, *event.also_ok} - TYPES | ({event.status} - STATUSES)
        yield from (
            f"no such word {word!r}" for word in sorted(wrong | set(event.companies) - ROLES)
        )


def _check_date(text: str) -> str | None:
    """What is wrong with a date; only its year may be missing, as in XXXX-06."""
    try:
        parse_edtf(text.replace("XXXX", "2000"))
    except EdtfError as error:
        return str(error)
    return None


def _check_amount(amount: AmountNote, passage: Passage) -> Iterator[str]:
    open_low = amount.low is None
    open_high = amount.high is None
    if amount.bound not in BOUNDS:
        yield f"no bound {amount.bound!r}"
    if open_low != (amount.bound in {"under", "at_most"}):
        yield f"low {amount.low} does not fit the bound {amount.bound}"
    if open_high != (amount.bound in {"over", "at_least"}):
        yield f"high {amount.high} does not fit the bound {amount.bound}"
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        yield "low is above high"
    if amount.same_as is not None and not 1 <= amount.same_as <= len(passage.amounts):
        yield f"no amount {amount.same_as} that it could be the same as"
