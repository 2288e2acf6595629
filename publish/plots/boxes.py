"""Boxes in a picture that must not meet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """What something takes of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def grow(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def move(self, down: float) -> Box:
        return Box(self.left, self.top + down, self.right, self.bottom + down)

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


Point = tuple[float, float]
SAMPLES = 24  # points at which a line is looked at


def crosses(start: Point, end: Point, boxes: Iterable[Box]) -> bool:
    """Whether a line comes near one of the boxes."""
    points = [
        (
            start[0] + (end[0] - start[0]) * at / SAMPLES,
            start[1] + (end[1] - start[1]) * at / SAMPLES,
        )
        for at in range(1, SAMPLES)
    ]
    return any(
        box.left <= x <= box.right and box.top <= y <= box.bottom
        for box in boxes
        for x, y in points
    )
