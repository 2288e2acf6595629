"""The timeline as a picture: lanes of companies, dates as they are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.edtf import describe_edtf
from db.reader import Reader
from publish.plots.asking import (
    Row,
    ask_events,
    count_things,
    name_companies,
    read_bounds,
    tell_filters,
    tell_sources,
)
from publish.plots.frame import (
    DISPUTED,
    LEADING,
    OPEN,
    SOFT,
    TEXT,
    Frame,
    add_legend,
    close_frame,
    draw_ticks,
    open_frame,
)
from publish.plots.marks import FADE, Extent, draw_mark, extend
from publish.plots.measure import cut, measure, tidy, wrap_text
from publish.plots.spans import Span, read_span
from publish.plots.style import STRUCK, Plot, PlotStyle
from publish.plots.time_axis import TimeAxis, make_axis
from publish.plots.timeline_rows import Placed, Wanted, pack

KIND = "timeline"
DRAWN, MOST = 40, 2000  # events, unless told otherwise, and at all
LANES, IN_LANE = 7, 2  # lanes at most; fewer events than this have no lane of their own
DISPUTED_SIGN = "≠"
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
CLOSER = 4.0  # pixels by which a mark moves up to the label above it
OTHERS, NOBODY = "Other companies", "No company"
ROW, PAD = 20.0, 8.0
NAMES, NARROW = 152.0, 760  # the column of names; a narrow picture has them above


@dataclass(frozen=True, slots=True)
class Event:
    """An event to draw."""

    row: Row
    span: Span
    label: str
    lane: str

    @property
    def status(self) -> str:
        return str(self.row["status"])


def draw_timeline(reader: Reader, given: Mapping[str, Any], style: PlotStyle) -> Plot | None:
    """The events that fit and have a date; None where there is none."""
    rows = ask_events(reader, given)
    dated = [row for row in rows if row["when_edtf"]]
    chosen = _choose(dated, given.get("limit"))
    if not chosen:
        return None
    names = name_companies(reader)
    events = [_read_event(row, names) for row in chosen]
    frame = open_frame(KIND, style, _name_plot(given), _tell_subtitle(chosen, dated))
    add_legend(frame, [event.status for event in events], _list_signs(events))
    axis = _draw_lanes(frame, events, read_bounds(given))
    outside = sum(row.get("certainly_between") is False for row in chosen)
    notes = _list_notes(len(chosen), len(dated), len(rows), outside, axis)
    return close_frame(frame, notes, tell_sources(chosen), tell_filters(given))


def _choose(dated: Sequence[Row], limit: int | None) -> list[Row]:
    """Those that most passages speak of, in order of time."""
    most = min(DRAWN if limit is None else limit, MOST)
    ranked = sorted(range(len(dated)), key=lambda at: (-len(dated[at]["sources"]), at))
    return [dated[at] for at in sorted(ranked[:most])]


def _read_event(row: Row, names: Mapping[str, str]) -> Event:
    company = row["companies"][0] if row["companies"] else None
    lane = NOBODY if company is None else names.get(company, company)
    label = tidy(row["title"])
    if row["amounts"]:
        label += f" · {tidy(row['amounts'][0].partition(' (')[0])}"
    return Event(row, read_span(row["when_edtf"]), label, tidy(lane))


def _name_plot(given: Mapping[str, Any]) -> str:
    company = given.get("company")
    return f"Events of {company}" if company else "Events by company"


def _tell_subtitle(chosen: Sequence[Row], dated: Sequence[Row]) -> str:
    shown = count_things(len(chosen), "event")
    if len(chosen) < len(dated):
        shown = f"The {shown} of {len(dated):,} that most passages speak of"
    return f"{shown}, each in the lane of its first company; dates as far as they are known"


def _list_signs(events: Sequence[Event]) -> list[str]:
    found = {
        SOFT: any(event.span.is_soft for event in events),
        OPEN: any(event.span.open_start or event.span.open_end for event in events),
        DISPUTED: any(event.row["disputed"] for event in events),
    }
    return [sign for sign, is_used in found.items() if is_used]


def _list_notes(drawn: int, dated: int, found: int, outside: int, axis: TimeAxis) -> list[str]:
    notes = []
    if drawn < dated:
        left = count_things(dated - drawn, "more dated event")
        told = "is" if dated - drawn == 1 else "are"
        notes.append(f"{left} {told} left out: narrow down by company, from, to, type, or limit.")
    if found > dated:
        told = "is" if found - dated == 1 else "are"
        notes.append(f"{count_things(found - dated, 'event')} without a date {told} not drawn.")
    if outside:
        told = "lies" if outside == 1 else "lie"
        notes.append(f"{count_things(outside, 'event')} possibly {told} outside of this time.")
    if axis.split is not None:
        year = date.fromordinal(axis.split).year
        notes.append(f"The years before {year} are drawn closer together (shaded).")
    return notes


def _make_lanes(events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Companies with most events first; those with few together, at the end, beside others."""
    counts = Counter(event.lane for event in events)
    ranked = sorted(counts, key=lambda lane: (-counts[lane], lane))
    own = [lane for lane in ranked if counts[lane] >= IN_LANE and lane != NOBODY]
    small = [lane for lane in ranked if lane not in own]
    needs_rest = len(own) > LANES or (len(small) > 1 and (bool(own) or len(ranked) > LANES))
    own = own[: LANES - 1] if needs_rest else ranked[:LANES]
    lanes = [(lane, [event for event in events if event.lane == lane]) for lane in own]
    rest = [event for event in events if event.lane not in own]
    return [*lanes, (OTHERS, rest)] if rest else lanes


def _draw_lanes(
    frame: Frame, events: Sequence[Event], bounds: tuple[date | None, date | None]
) -> TimeAxis:
    beside = frame.style.width >= NARROW
    left = frame.left + (NAMES if beside else 0)
    axis = make_axis([e.span for e in events], left + FADE, frame.right - FADE, bounds)
    lanes = _make_lanes(events)
    laid = [(name, inside, *_lay_out(inside, axis, left, frame.right)) for name, inside in lanes]
    head = 0.0 if beside else 20.0
    heights = [
        max(rows * ROW, len(_wrap_name(name)) * TEXT * LEADING if beside else 0) + 2 * PAD + head
        for name, *_, rows in laid
    ]
    frame.y += 24
    top, y = frame.y, frame.y
    bottom = top + sum(heights)
    _draw_grounds(frame, axis, left, top, heights)
    draw_ticks(frame, axis.list_ticks(), top, bottom, frame.right)
    for (name, inside, marks, places, _), height in zip(laid, heights, strict=True):
        _name_lane(frame, name, y, beside=beside)
        for event, extent, place in zip(inside, marks, places, strict=True):
            _draw_event(frame, event, extent, place, y + PAD + head, frame.right - left)
        y += height
    frame.y = bottom
    return axis


def _lay_out(
    events: Sequence[Event], axis: TimeAxis, left: float, right: float
) -> tuple[list[Extent], list[Placed], int]:
    marks = [extend(event.span, axis, left, right) for event in events]
    wanted = [
        Wanted(mark.start, mark.end, min(_measure_label(event), right - left))
        for event, mark in zip(events, marks, strict=True)
    ]
    places, rows = pack(wanted, left, right)
    return marks, places, rows


def _measure_label(event: Event) -> float:
    return measure(event.label, TEXT) + _measure_sign(event) + 1


def _measure_sign(event: Event) -> float:
    return measure(f"{DISPUTED_SIGN} ", TEXT, bold=True) if event.row["disputed"] else 0.0


def _draw_grounds(
    frame: Frame, axis: TimeAxis, left: float, top: float, heights: Sequence[float]
) -> None:
    svg, bottom = frame.svg, top + sum(heights)
    if axis.split is not None:
        svg.add(
            "rect", x=left, y=top, width=axis.split_x - left, height=bottom - top,
            fill=svg.colours["panel"],
        )  # fmt: skip
    y = top
    for height in (*heights, 0.0):
        svg.add(
            "line", x1=frame.left, y1=y, x2=frame.right, y2=y,
            stroke=svg.colours["rule"], stroke_width=1,
        )  # fmt: skip
        y += height


def _name_lane(frame: Frame, name: str, y: float, *, beside: bool) -> None:
    if not beside:
        shown = cut(name, frame.room, TEXT, bold=True)
        frame.svg.text(shown, frame.left, y + PAD + TEXT, TEXT, bold=True)
        return
    for at, line in enumerate(_wrap_name(name)):
        line_y = y + PAD + TEXT + 1 + at * TEXT * LEADING
        frame.svg.text(line, frame.left, line_y, TEXT, bold=True)


def _wrap_name(name: str) -> list[str]:
    """The name of a lane in two lines at most."""
    room = NAMES - 12
    first, *more = wrap_text(name, room, TEXT, bold=True) or [""]
    return [first, cut(" ".join(more), room, TEXT, bold=True)] if more else [first]


def _draw_event(
    frame: Frame, event: Event, extent: Extent, place: Placed, top: float, room: float
) -> None:
    svg = frame.svg
    told = "; ".join(
        [
            f"{event.label} ({describe_edtf(event.row['when_edtf'])}, {event.status})",
            *(["disputed"] if event.row["disputed"] else []),
        ]
    )
    with svg.group(told):
        closer = CLOSER if place.mark_row > place.label_row else 0
        mark_y = top + (place.mark_row + 0.5) * ROW - closer
        draw_mark(svg, extent, mark_y, event.status)
        sign = _measure_sign(event)
        words = cut(event.label, room - sign, TEXT)
        width = min(_measure_label(event), room)
        svg.text(
            words,
            place.label_x + width * SHIFT[place.anchor],
            top + (place.label_row + 0.5) * ROW + TEXT * 0.36,
            TEXT,
            struck=event.status in STRUCK,
            anchor=place.anchor,
            mark=DISPUTED_SIGN if sign else "",
        )
