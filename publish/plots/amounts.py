"""Figures over time: how much, and when, both as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from db.reader import Reader
from publish.plots.amount_axis import AmountAxis, describe_unit, make_amount_axis
from publish.plots.asking import Row, count_things, read_bounds, tell_filters, tell_sources
from publish.plots.boxes import Box
from publish.plots.figure_marks import ARROW, draw_figure, find_box
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
from publish.plots.labels import LINE, SIZE, Label, place_labels
from publish.plots.marks import FADE, Extent, extend
from publish.plots.measure import measure, tidy
from publish.plots.style import Plot, PlotStyle
from publish.plots.time_axis import TimeAxis, make_axis

KIND = "amounts"
DRAWN, MOST = 25, 200  # figures, unless told otherwise, and at all
HEIGHTS = (260.0, 60.0)  # of the field, at least and for each figure
TALLEST, MOST_TALL = 1000.0, 1500.0
TALLER = (1.3, 1.7, 2.3)  # tried until each figure has a label
CLEAR = 2.0  # pixels between a label and the line of nought
BELOW, MORE_BELOW = 30.0, 110.0  # room for labels below the axis
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
    # Of a company's events, whosever the figure is: each label names its owner.
    whose = f" in events of {given['company']}" if given.get("company") else ""
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


@dataclass(frozen=True, slots=True)
class Field:
    """Where everything stands."""

    box: Box
    times: TimeAxis
    amounts: AmountAxis
    extents: list[Extent]
    labels: list[Label | None]


def _draw_field(
    frame: Frame, figures: Sequence[Figure], numbers: Sequence[Any], given: Mapping[str, Any]
) -> list[Figure]:
    """Axes, marks and labels; gives back the figures that have no label."""
    frame.y += 24
    field = _lay_out(frame, figures, numbers, read_bounds(given), 1.0)
    for taller in TALLER:
        if None in field.labels:
            tried = _lay_out(frame, figures, numbers, read_bounds(given), taller)
            field = min(field, tried, key=lambda one: one.labels.count(None))
    _draw_axes(frame, field.times, field.amounts, field.box)
    for figure, extent in zip(figures, field.extents, strict=True):
        with frame.svg.group(_tell(figure)):
            draw_figure(frame.svg, figure, extent, field.amounts)
    for label in field.labels:
        if label is not None:
            _draw_label(frame, label)
    frame.y = field.box.bottom + 4
    return [one for one, label in zip(figures, field.labels, strict=True) if label is None]


def _lay_out(
    frame: Frame,
    figures: Sequence[Figure],
    numbers: Sequence[Any],
    bounds: tuple[date | None, date | None],
    taller: float,
) -> Field:
    least, each = HEIGHTS
    top = frame.y
    height = min(max(least, each * len(figures)), TALLEST) * taller
    bottom = top + min(height, MOST_TALL)
    below = BELOW + MORE_BELOW * (taller - 1)
    amounts = make_amount_axis(numbers, top + ARROW, bottom - below)
    left = frame.left + max(measure(words, SMALL) for _, words in amounts.list_ticks()) + 10
    times = make_axis([one.span for one in figures], left + FADE, frame.right - FADE, bounds)
    box = Box(left, top, frame.right, bottom)
    extents = [extend(figure.span, times, left, frame.right) for figure in figures]
    marks = [find_box(one, at, amounts) for one, at in zip(figures, extents, strict=True)]
    nought = amounts.place(Decimal(0))
    strike = Box(left, nought, frame.right, nought).grow(CLEAR)
    labels = place_labels([figure.list_lines() for figure in figures], marks, box, strike)
    return Field(box, times, amounts, extents, labels)


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
