"""Events packed into rows, so that no label meets another label or a mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

GAP = 7.0  # between a mark and its label
APART = 12.0  # between what belongs to different events


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mark from one pixel to another, and how wide its label is."""

    start: float
    end: float
    label: float


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of mark and label, where the label's room begins, and from where it is set.

    Its width is a guess on the safe side, so what stands before a mark is set towards it.
    """

    mark_row: int
    label_row: int
    label_x: float
    anchor: str = "start"


class Rows:
    """What is taken in each row."""

    def __init__(self) -> None:
        self._taken: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        self.count = 0

    def is_free(self, row: int, start: float, end: float) -> bool:
        return all(
            end + APART <= first or last + APART <= start for first, last in self._taken[row]
        )

    def take(self, row: int, start: float, end: float) -> None:
        self._taken[row].append((start, end))
        self.count = max(self.count, row + 1)


def pack(wanted: Sequence[Wanted], left: float, right: float) -> tuple[list[Placed], int]:
    """A place for each, in the first row that has room, and the number of rows.

    A label stands behind its mark, or before it, or else above it.
    """
    rows = Rows()
    placed = []
    for one in wanted:
        found = next(place for place in _list_places(one, left, right) if _fits(rows, one, place))
        rows.take(found.mark_row, one.start, one.end)
        rows.take(found.label_row, found.label_x, found.label_x + one.label)
        placed.append(found)
    return placed, rows.count


def _list_places(one: Wanted, left: float, right: float) -> Iterator[Placed]:
    for row in count():
        if one.end + GAP + one.label <= right:
            yield Placed(row, row, one.end + GAP)
        if one.start - GAP - one.label >= left:
            yield Placed(row, row, one.start - GAP - one.label, "end")
        if row and one.start + one.label <= right:
            yield Placed(row, row - 1, one.start)
        elif row:
            middle = (one.start + one.end - one.label) / 2
            yield Placed(row, row - 1, max(left, min(middle, right - one.label)), "middle")


def _fits(rows: Rows, one: Wanted, place: Placed) -> bool:
    return rows.is_free(place.mark_row, one.start, one.end) and rows.is_free(
        place.label_row, place.label_x, place.label_x + one.label
    )
