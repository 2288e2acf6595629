"""The marks of dates as they are known.

A bar is a period, a dot a day. Ends that are approximate are soft, an open end fades out over a
fixed length. What is planned or forecast is hollow (forecast: dashed), what is denied or cancelled
is struck.
"""

from __future__ import annotations

from dataclasses import dataclass

from publish.plots.spans import Span
from publish.plots.style import HOLLOW, STRUCK
from publish.plots.svg import Svg, Value
from publish.plots.time_axis import TimeAxis

FADE = 40.0  # pixels over which an open end fades out
SOFT = 8.0  # pixels of a soft end, at least
SHORTEST = 6.0  # pixels of a bar, at least
RADIUS = 5.0
HEIGHT = 9.0
STROKE = 1.8
LONGEST_STRIKE = 10.0
DASHES = "4 2.5"


@dataclass(frozen=True, slots=True)
class Extent:
    """A mark in pixels: from `start` to `core_start` it comes up, from `core_end` on it fades."""

    start: float
    core_start: float
    core_end: float
    end: float
    is_dot: bool = False

    @property
    def is_sharp(self) -> bool:
        return self.start == self.core_start and self.core_end == self.end

    @property
    def middle(self) -> float:
        return (self.core_start + self.core_end) / 2


def extend(span: Span, axis: TimeAxis, left: float, right: float) -> Extent:
    """Where a date stands on an axis, within two edges; what goes beyond it runs out there."""
    core_start, core_end = axis.place(span.core_first), axis.place(span.core_end)
    if span.is_day or core_end - core_start < SHORTEST:
        middle, half = (core_start + core_end) / 2, RADIUS if span.is_day else SHORTEST / 2
        middle = min(max(middle, left + half), right - half)
        core_start, core_end = middle - half, middle + half
    start, end = core_start, core_end
    if span.open_start:
        start = max(core_start - FADE, left)
    elif span.first < span.core_first:
        start = max(min(axis.place(span.first), core_start - SOFT), left)
    if span.open_end:
        end = min(core_end + FADE, right)
    elif span.end > span.core_end:
        end = min(max(axis.place(span.end), core_end + SOFT), right)
    if span.core_first < axis.first:
        start = core_start = left
    if span.core_end > axis.end:
        end = core_end = right
    return Extent(start, core_start, core_end, end, span.is_day)


def draw_mark(svg: Svg, extent: Extent, y: float, status: str, height: float = HEIGHT) -> None:
    """The mark of a date around a line."""
    colour = svg.colours[status]
    look = _choose_look(svg, extent, status, colour)
    if extent.is_dot:
        radius = RADIUS - (STROKE / 2 if status in HOLLOW else 0)
        svg.add("circle", cx=extent.middle, cy=y, r=radius, **look)
    else:
        inset = STROKE / 2 if status in HOLLOW else 0
        svg.add(
            "rect",
            x=extent.start + inset,
            y=y - height / 2 + inset,
            width=extent.end - extent.start - 2 * inset,
            height=height - 2 * inset,
            rx=2.0,
            **look,
        )
    if status in STRUCK:
        _strike(svg, extent, y, height)


def _choose_look(svg: Svg, extent: Extent, status: str, colour: str) -> dict[str, Value]:
    paint = colour if extent.is_sharp else svg.fade(colour, _list_stops(extent))
    if status not in HOLLOW:
        return {"fill": paint}
    ground = svg.colours["ground"] if extent.is_sharp else "none"
    look: dict[str, Value] = {"fill": ground, "stroke": paint, "stroke_width": STROKE}
    if status == "forecast":
        look["stroke_dasharray"] = DASHES
    return look


def _list_stops(extent: Extent) -> list[tuple[float, float]]:
    stops = [(extent.core_start, 1.0), (extent.core_end, 1.0)]
    if extent.start < extent.core_start:
        stops.insert(0, (extent.start, 0.0))
    if extent.end > extent.core_end:
        stops.append((extent.end, 0.0))
    return stops


def _strike(svg: Svg, extent: Extent, y: float, height: float) -> None:
    """A stroke across the mark, in two colours so that it shows on the mark and beside it."""
    reach = min(height / 2 + 3, LONGEST_STRIKE)
    middle = extent.middle
    line: dict[str, Value] = {
        "x1": middle - reach, "y1": y + reach, "x2": middle + reach, "y2": y - reach
    }  # fmt: skip
    svg.add("line", stroke=svg.colours["ground"], stroke_width=4.0, **line)
    svg.add("line", stroke=svg.colours["ink"], stroke_width=1.6, **line)
