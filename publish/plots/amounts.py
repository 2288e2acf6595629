"""Figures over time: how much, and when, both as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from db.reader import Reader
from publish.plots.amount_axis import AmountAxis, describe_unit, make_amount_axis
from publish.plots.asking import Row, count_things, read_bounds, tell_filters, tell_sources
from publish.plots.boxes import Box
from publish.plots.figures import Figure, Kind, choose_kind, list_kinds, merge_figures, read_figures
from publish.plots.frame import (
    OPEN,
    SMALL,
    SOFT,
    Frame,
    add_legend,
    close_frame,
    draw_ticks,
    open_frame,
)
from publish.plots.labels import LINE, SIZE, Label, place_label
from publish.plots.marks import FADE, HEIGHT, Extent, draw_mark, extend
from publish.plots.measure import measure, tidy
from publish.plots.style import HOLLOW, Plot, PlotStyle
from publish.plots.time_axis import TimeAxis, make_axis

KIND = "amounts"
DRAWN, MOST = 25, 200  # figures, unless told otherwise, and at all
HEIGHTS = (260.0, 60.0)  # of the field, at least and for each figure
TALLEST = 1600.0
ARROW, HALO, EDGE = 30.0, 11.0, 3.0
BELOW = 30.0  # room for labels below nought
SHADE, GLOW = 0.3, 0.55
WORDS = {"happened": "actual", "forecast": "expected or estimated (dashed)"}


def draw_amounts(reader: Reader, given: Mapping[str, Any], style: PlotStyle) -> Plot | None:
    """The figures of one measure, unit and period; None where none has a date."""
    rows = read_figures(reader, given)
    kind = choose_kind(rows)
    if kind is None:
        return None
    of_kind = [row for row in rows if (row["measure"], row["unit"], row["per"]) == kind]
    merged = merge_figures(rows, kind)
    figures = _choose(merged, given.get("limit"))
    if not figures:
        return None
    stated = list(chain.from_iterable(figure.rows for figure in figures))
    numbers = list(chain.from_iterable(figure.list_values() for figure in figures))
    unit = describe_unit(kind[1], make_amount_axis(numbers, 0, 1).scale, kind[2])
    told = f"{tidy(unit)}; each figure stands at the time that it measures"
    frame = open_frame(KIND, style, _name_plot(of_kind, given), told)
    add_legend(frame, [figure.look for figure in figures], _list_signs(figures), WORDS)
    unlabelled = _draw_field(frame, figures, numbers, given)
    notes = _list_notes(len(merged), of_kind, figures, unlabelled)
    notes += _tell_others(rows, kind)
    return close_frame(frame, notes, tell_sources(stated), tell_filters(given))


def _choose(figures: Sequence[Figure], limit: int | None) -> list[Figure]:
    """Those that most claims state, in order of time."""
    most = min(DRAWN if limit is None else limit, MOST)
    ranked = sorted(range(len(figures)), key=lambda at: (-len(figures[at].rows), at))
    return [figures[at] for at in sorted(ranked[:most])]


def _name_plot(rows: Sequence[Row], given: Mapping[str, Any]) -> str:
    measured = tidy(rows[0]["measure_label"])
    whose = f" of {given['company']}" if given.get("company") else ""
    return f"{measured[:1].upper()}{measured[1:]}{whose}"


def _list_signs(figures: Sequence[Figure]) -> list[str]:
    found = {
        SOFT: any(one.span.is_soft or one.is_approximate for one in figures),
        OPEN: any(one.span.open_start or one.span.open_end for one in figures),
    }
    return [sign for sign, is_used in found.items() if is_used]


def _list_notes(
    dated: int, rows: Sequence[Row], figures: Sequence[Figure], unlabelled: Sequence[Figure]
) -> list[str]:
    notes = []
    if len(figures) < dated:
        left = count_things(dated - len(figures), "more figure")
        notes.append(f"{left} left out: narrow down by company, from, to, or limit.")
    if undated := sum(1 for row in rows if not row["when_edtf"]):
        notes.append(f"Without a date, and not drawn: {count_things(undated, 'figure')}.")
    if any(len(figure.list_values()) == 1 for figure in figures):
        notes.append("An arrow leads to where an amount has no end.")
    for figure in unlabelled:
        notes.append(f"Not labelled for lack of room: {', '.join(figure.list_lines())}.")
    return notes


def _tell_others(rows: Sequence[Row], kind: Kind) -> list[str]:
    others = [other for other in list_kinds(rows) if other != kind]
    if not others:
        return []
    named = [f"{measure} in {unit}".replace("_", " ") for measure, unit, _ in others]
    shown = ", ".join(dict.fromkeys(named[:4]))
    more = f" and {len(others) - 4} more" if len(others) > 4 else ""
    return [f"Other figures, by measure and unit: {shown}{more}."]


def _draw_field(
    frame: Frame, figures: Sequence[Figure], numbers: Sequence[Any], given: Mapping[str, Any]
) -> list[Figure]:
    """Axes, marks and labels; gives back the figures that have no label."""
    least, each = HEIGHTS
    frame.y += 24
    top = frame.y
    bottom = top + min(max(least, each * len(figures)), TALLEST)
    amounts = make_amount_axis(numbers, top + ARROW, bottom - BELOW)
    left = frame.left + max(measure(words, SMALL) for _, words in amounts.list_ticks()) + 10
    spans = [figure.span for figure in figures]
    times = make_axis(spans, left + FADE, frame.right - FADE, read_bounds(given))
    field = Box(left, top, frame.right, bottom)
    _draw_axes(frame, times, amounts, field)
    extents = [extend(figure.span, times, left, frame.right) for figure in figures]
    marks = [_box(one, at, amounts) for one, at in zip(figures, extents, strict=True)]
    taken, labels = list(marks), []
    for figure, mark in zip(figures, marks, strict=True):
        label = place_label(figure.list_lines(), mark, taken, field)
        taken += [label.box.grow(3)] if label else []
        labels.append(label)
    for figure, extent, label in zip(figures, extents, labels, strict=True):
        with frame.svg.group(_tell(figure)):
            _draw_figure(frame, figure, extent, amounts)
            if label is not None:
                _draw_label(frame, label)
    frame.y = bottom + 4
    return [figure for figure, label in zip(figures, labels, strict=True) if label is None]


def _tell(figure: Figure) -> str:
    return f"{tidy(figure.rows[0]['title'])}: {', '.join(figure.list_lines())}"


def _draw_axes(frame: Frame, times: TimeAxis, amounts: AmountAxis, field: Box) -> None:
    svg = frame.svg
    if times.split is not None:
        svg.add(
            "rect", x=field.left, y=field.top, width=times.split_x - field.left,
            height=field.bottom - field.top, fill=svg.colours["panel"],
        )  # fmt: skip
    for y, words in amounts.list_ticks():
        svg.add(
            "line", x1=field.left, y1=y, x2=field.right, y2=y, stroke_width=1,
            stroke=svg.colours["muted" if words == "0" else "rule"],
        )  # fmt: skip
        svg.text(words, field.left - 8, y + 4, SMALL, fill="muted", anchor="end")
    draw_ticks(frame, times.list_ticks(), field.top, field.bottom, field.right)


def _place_ends(figure: Figure, amounts: AmountAxis) -> tuple[float, float]:
    """The upper and the lower edge of what is known of an amount."""
    places = [amounts.place(value) for value in figure.list_values()]
    return min(places), max(places)


def _box(figure: Figure, extent: Extent, amounts: AmountAxis) -> Box:
    """All that the mark of a figure takes."""
    top, bottom = _place_ends(figure, amounts)
    half = HALO if figure.is_approximate else HEIGHT / 2
    top -= ARROW if figure.high is None else half
    bottom += ARROW if figure.low is None else half
    return Box(extent.start, top, extent.end, bottom)


def _draw_figure(frame: Frame, figure: Figure, extent: Extent, amounts: AmountAxis) -> None:
    svg = frame.svg
    top, bottom = _place_ends(figure, amounts)
    if figure.is_approximate:
        _draw_halo(frame, figure, extent, top, bottom)
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
        _draw_arrow(frame, figure, extent.middle, top - HEIGHT / 2, -1)
    if figure.low is None:
        _draw_arrow(frame, figure, extent.middle, bottom + HEIGHT / 2, 1)


def _flatten(extent: Extent) -> Extent:
    """A day as a narrow bar, since a range of amounts is no dot."""
    return Extent(extent.start, extent.core_start, extent.core_end, extent.end)


def _draw_halo(frame: Frame, figure: Figure, extent: Extent, top: float, bottom: float) -> None:
    """Soft edges above and below an amount that is approximate."""
    svg, colour = frame.svg, frame.svg.colours[figure.look]
    up = [(top - HALO, 0.0), (top, GLOW)]
    down = [(bottom, GLOW), (bottom + HALO, 0.0)]
    for y, stops in ((top - HALO, up), (bottom, down)):
        svg.add(
            "rect", x=extent.core_start, y=y, width=extent.core_end - extent.core_start,
            height=HALO, fill=svg.fade(colour, stops, upright=True),
        )  # fmt: skip


def _draw_arrow(frame: Frame, figure: Figure, x: float, y: float, way: int) -> None:
    """From an amount to where it has no end; -1 is up."""
    colour, tip = frame.svg.colours[figure.look], y + way * (ARROW - HEIGHT / 2 - 2)
    neck = tip - way * 8
    frame.svg.add("line", x1=x, y1=y, x2=x, y2=neck, stroke=colour, stroke_width=2.5)
    points = f"{x - 5.5:.1f},{neck:.1f} {x + 5.5:.1f},{neck:.1f} {x:.1f},{tip:.1f}"
    frame.svg.add("polygon", points=points, fill=colour)


def _draw_label(frame: Frame, label: Label) -> None:
    svg, box = frame.svg, label.box
    if label.leader is not None:
        (x1, y1), (x2, y2) = label.leader
        svg.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=svg.colours["muted"], stroke_width=0.8)
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[label.anchor]
    for at, (line, of) in enumerate(label.lines):
        y = box.top + at * LINE + SIZE
        fill = "ink" if of < 2 else "muted"
        svg.text(line, x, y, SIZE, fill=fill, bold=not of, anchor=label.anchor, halo=True)
