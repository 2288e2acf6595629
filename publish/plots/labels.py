"""Labels of several lines beside their marks, where they meet neither marks nor each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publish.plots.boxes import Box, Point, crosses
from publish.plots.measure import cut, measure, wrap_text

SIZE, LINE = 12.0, 15.5
WIDEST = 270.0
INSET = 12.0  # pixels from the ends of a mark to where a line may lead to it
GAP, FIRST, STEP, TRIES = 8.0, 6.0, 9.0, 150


Leader = tuple[Point, Point] | None
_ASIDE = (0.0, 0.6, -0.6, 1.2, -1.2, 1.9, -1.9)  # widths of the label to either side


class Label(NamedTuple):
    """Lines in a box; a line leads to the mark where that is not beside it."""

    lines: list[tuple[str, int]]
    box: Box
    anchor: str
    leader: Leader


def shape_lines(lines: Sequence[str]) -> tuple[list[tuple[str, int]], float, float]:
    """Lines that fit, each with the number of the one that it comes from, their width and height.

    The first is bold; a long one goes on in a second line.
    """
    shown: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        first, *more = wrap_text(line, WIDEST, SIZE, bold=not at)
        shown.append((first, at))
        if more:
            shown.append((cut(" ".join(more), WIDEST, SIZE, bold=not at), at))
    width = max(measure(line, SIZE, bold=not at) for line, at in shown)
    return shown, width, len(shown) * LINE


def place_labels(
    wanted: Sequence[Sequence[str]], marks: Sequence[Box], frame: Box, strike: Box
) -> list[Label | None]:
    """A place for each label, one after the other; None for one that has no room.

    None lies on `strike`, a line that would seem to strike it out; a leader may cross it.
    """
    taken, labels = list(marks), list[Label | None]()
    lines: list[tuple[Point, Point]] = []
    for words, mark in zip(wanted, marks, strict=True):
        label = _place_label(words, mark, taken, lines, frame, strike)
        labels.append(label)
        if label is not None:
            taken.append(label.box.grow(3))
            lines += [label.leader] if label.leader else []
    return labels


def _place_label(
    words: Sequence[str],
    mark: Box,
    taken: Sequence[Box],
    lines: Sequence[tuple[Point, Point]],
    frame: Box,
    strike: Box,
) -> Label | None:
    """The place nearest to the mark that is free; None where there is none."""
    shown, width, height = shape_lines(words)
    others = [other for other in taken if not other.meets(mark)]
    for box, anchor, leader in _list_boxes(mark, width, height, frame):
        if not frame.holds(box) or any(box.meets(other) for other in (*taken, strike)):
            continue
        if leader is not None and crosses(*leader, others):
            continue
        if not any(crosses(*line, [box.grow(3)]) for line in lines):
            return Label(shown, box, anchor, leader)
    return None


def _list_boxes(
    mark: Box, width: float, height: float, frame: Box
) -> Iterator[tuple[Box, str, Leader]]:
    """Boxes for a label, the nearest first: beside the mark, above and below, then further off."""
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    right, left = mark.right + GAP, mark.left - GAP
    yield Box(right, y - height / 2, right + width, y + height / 2), "start", None
    yield Box(left - width, y - height / 2, left, y + height / 2), "end", None
    for top in (mark.top - 3 - height, mark.bottom + 3):
        yield Box(x - width / 2, top, x + width / 2, top + height), "middle", None
    for far in range(1, TRIES):
        for aside in _ASIDE:
            middle = x + aside * width
            middle = min(max(middle, frame.left + width / 2), frame.right - width / 2)
            start = min(max(middle, mark.left + INSET), mark.right - INSET)
            start = start if mark.right - mark.left > 2 * INSET else x
            end = min(max(start, middle - width / 2 + 8), middle + width / 2 - 8)
            box = Box(middle - width / 2, 0, middle + width / 2, height)
            above, below = mark.top - FIRST - far * STEP, mark.bottom + FIRST + far * STEP
            yield box.move(above - height), "middle", ((start, mark.top), (end, above + 2))
            yield box.move(below), "middle", ((start, mark.bottom), (end, below - 2))
