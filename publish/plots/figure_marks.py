"""The marks of figures: high as the amount is known, wide as its time is."""

from __future__ import annotations

from publish.plots.amount_axis import AmountAxis
from publish.plots.boxes import Box
from publish.plots.figures import Figure
from publish.plots.marks import HEIGHT, Extent, draw_mark
from publish.plots.style import HOLLOW
from publish.plots.svg import Svg

ARROW, HALO, EDGE = 30.0, 11.0, 3.0
SHADE, GLOW = 0.3, 0.55


def _place_ends(figure: Figure, amounts: AmountAxis) -> tuple[float, float]:
    """The upper and the lower edge of what is known of an amount."""
    places = [amounts.place(value) for value in figure.list_values()]
    return min(places), max(places)


def find_box(figure: Figure, extent: Extent, amounts: AmountAxis) -> Box:
    """All that the mark of a figure takes."""
    top, bottom = _place_ends(figure, amounts)
    half = HALO if figure.is_approximate else HEIGHT / 2
    top -= ARROW if figure.high is None else half
    bottom += ARROW if figure.low is None else half
    return Box(extent.start, top, extent.end, bottom)


def draw_figure(svg: Svg, figure: Figure, extent: Extent, amounts: AmountAxis) -> None:
    top, bottom = _place_ends(figure, amounts)
    if figure.is_approximate:
        _draw_halo(svg, figure, extent, top, bottom)
    if top == bottom:
        draw_mark(svg, extent, top, figure.look)
    elif figure.look in HOLLOW:
        draw_mark(svg, _flatten(extent), (top + bottom) / 2, figure.look, bottom - top + HEIGHT)
    else:
        with svg.group(opacity=SHADE):
            draw_mark(svg, _flatten(extent), (top + bottom) / 2, figure.look, bottom - top)
        for y in (top, bottom):
            draw_mark(svg, _flatten(extent), y, figure.look, EDGE)
    if figure.high is None:
        _draw_arrow(svg, figure, extent.middle, top - HEIGHT / 2, -1)
    if figure.low is None:
        _draw_arrow(svg, figure, extent.middle, bottom + HEIGHT / 2, 1)


def _flatten(extent: Extent) -> Extent:
    """A day as a narrow bar, since a range of amounts is no dot."""
    return Extent(extent.start, extent.core_start, extent.core_end, extent.end)


def _draw_halo(svg: Svg, figure: Figure, extent: Extent, top: float, bottom: float) -> None:
    """Soft edges above and below an amount that is approximate."""
    colour = svg.colours[figure.look]
    up = [(top - HALO, 0.0), (top, GLOW)]
    down = [(bottom, GLOW), (bottom + HALO, 0.0)]
    for y, stops in ((top - HALO, up), (bottom, down)):
        svg.add(
            "rect", x=extent.core_start, y=y, width=extent.core_end - extent.core_start,
            height=HALO, fill=svg.fade(colour, stops, upright=True),
        )  # fmt: skip


def _draw_arrow(svg: Svg, figure: Figure, x: float, y: float, way: int) -> None:
    """From an amount to where it has no end; -1 is up."""
    colour, tip = svg.colours[figure.look], y + way * (ARROW - HEIGHT / 2 - 2)
    neck = tip - way * 8
    svg.add("line", x1=x, y1=y, x2=x, y2=neck, stroke=colour, stroke_width=2.5)
    points = f"{x - 5.5:.1f},{neck:.1f} {x + 5.5:.1f},{neck:.1f} {x:.1f},{tip:.1f}"
    svg.add("polygon", points=points, fill=colour)
