"""Counts of one field: how much there is, how much was found, how much of that is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from benchmarks.draft.annotation import Passage, Place


class Placed(Protocol):
    """Something found at start..end."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Noted(Protocol):
    """Something annotated at a place."""

    @property
    def place(self) -> Place: ...


N = TypeVar("N", bound=Noted)
F = TypeVar("F", bound=Placed)


@dataclass(frozen=True, slots=True)
class Miss:
    """What was not as annotated; `words` are those of the text."""

    passage: str
    words: str
    expected: str
    got: str


@dataclass(slots=True)
class Tally:
    """`n` annotated, `found` by the rules, `right` of both."""

    n: int = 0
    found: int = 0
    right: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.n if self.n else 0.0


class Tallies(dict[str, Tally]):
    """A tally for each field, made when it is first counted."""

    def __missing__(self, name: str) -> Tally:
        self[name] = Tally()
        return self[name]

    def count(self, name: str, note: str | None, got: str | None, right: bool, miss: Miss) -> None:
        """Count what is annotated, what was found in its place (None: nothing), or both."""
        tally = self[name]
        tally.n += note is not None
        tally.found += got is not None
        tally.right += right
        if not right:
            tally.misses.append(miss)


def overlap(one: Placed | Place, other: Placed | Place) -> int:
    """How many characters two places share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def share_half(one: Placed | Place, other: Placed | Place) -> bool:
    """Whether two places share at least half of the one or of the other."""
    shared = overlap(one, other)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def is_lenient(found: Placed, places: Iterable[Place]) -> bool:
    return any(overlap(found, place) for place in places)


def pair(
    notes: Sequence[N], found: Sequence[F], fits: Callable[[N, F], bool]
) -> tuple[list[tuple[N, F | None]], list[F]]:
    """Each note with the unused find that fits and shares most with it, and the finds left over."""
    left = list(found)
    pairs: list[tuple[N, F | None]] = []
    for note in notes:
        fitting = [one for one in left if overlap(note.place, one) and fits(note, one)]
        best = max(fitting, key=lambda one: overlap(note.place, one), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((note, best))
    return pairs, left


def cut(passage: Passage, place: Placed | Place) -> str:
    """The words at a place, on one line, and not too many."""
    words = " ".join(passage.text[place.start : place.end].split())
    return words if len(words) <= 90 else f"{words[:60]} … {words[-25:]}"


def show(*parts: object, leave: Collection[object] = (None, "", False, "exact")) -> str:
    return " ".join(str(part) for part in parts if part not in leave) or "nothing"
