"""Who pays whom: flows between payers and payees, as thick as they are large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from db.reader import Reader
from publish.plots.amount_axis import describe_unit
from publish.plots.asking import count_things, tell_filters, tell_sources
from publish.plots.flows import Flow, choose_scale, read_flows
from publish.plots.frame import LEADING, SMALL, TEXT, Frame, add_legend, close_frame, open_frame
from publish.plots.marks import DASHES
from publish.plots.measure import cut, measure, tidy, wrap_text
from publish.plots.style import HOLLOW, STRUCK, Plot, PlotStyle
from publish.plots.svg import Value

KIND = "payments"
DRAWN, MOST = 24, 300  # flows, unless told otherwise, and at all
THICKEST, THINNEST = 64.0, 2.0
BAND = 38.0  # pixels of height for a flow, at least
NODE, GAP = 10.0, 12.0
BEND = 0.66  # of the width: how late a flow turns
WORDY, WORDIER, NARROW = 0.4, 0.55, 800  # of the width for words; more in a narrow picture
NAMES, LEAST_NAMES = 0.22, 60.0  # of the width, on either side, at most; pixels at least
BESIDE = 8.0  # pixels between a node and its name
FILLED, PALE = 0.38, 0.1  # how opaque a flow is
NOT_STATED = "not stated"
WORDS = {"happened": "actual", "forecast": "expected (dashed)"}


@dataclass(frozen=True, slots=True)
class Band:
    """A flow with its thickness, and where it leaves and arrives."""

    flow: Flow
    thickness: float
    leaves: float
    arrives: float

    @property
    def is_to_scale(self) -> bool:
        return self.thickness > THINNEST


def draw_payments(reader: Reader, given: Mapping[str, Any], style: PlotStyle) -> Plot | None:
    """The payments and investments that fit; None where there is none."""
    found, halves = read_flows(reader, given)
    scale = choose_scale(found)
    ranked = sorted(range(len(found)), key=lambda at: (*_rank(found[at], scale), at))
    limit = given.get("limit")
    flows = [found[at] for at in ranked[: min(DRAWN if limit is None else limit, MOST)]]
    if not flows:
        return None
    scale = choose_scale(flows)
    frame = open_frame(KIND, style, _name_plot(given), _tell_scale(scale))
    add_legend(frame, [flow.look for flow in flows], (), WORDS)
    _draw_flows(frame, flows, scale)
    notes = _list_notes(flows, scale, len(found), halves)
    rows = list(chain.from_iterable(flow.list_rows() for flow in flows))
    return close_frame(frame, notes, tell_sources(rows), tell_filters(given))


def _rank(flow: Flow, scale: tuple[str, str] | None) -> tuple[bool, bool, bool, Any]:
    """What is to scale first, then other amounts, then pairs of which both are known."""
    is_half = not (flow.payer and flow.payee)
    return flow.measure != scale, flow.measure is None, is_half, -flow.size


def _name_plot(given: Mapping[str, Any]) -> str:
    company = given.get("company")
    return f"Who pays whom: {company}" if company else "Who pays whom"


def _tell_scale(scale: tuple[str, str] | None) -> str:
    if scale is None:
        return "Payers on the left, payees on the right; no amount of money is stated"
    unit = tidy(describe_unit(scale[0], "", scale[1]))
    return f"Payers on the left, payees on the right; as thick as the amount ({unit})"


def _list_notes(
    flows: Sequence[Flow], scale: tuple[str, str] | None, found: int, halves: int
) -> list[str]:
    notes = []
    if len(flows) < found:
        left = count_things(found - len(flows), "more flow")
        notes.append(f"{left} left out: narrow down by company, from, to, or limit.")
    if any(flow.measure is None for flow in flows):
        notes.append("A thin dashed line: the amount is not stated.")
    if any(flow.measure is not None and not _is_scaled(flow, scale) for flow in flows):
        notes.append("A thin solid line: an amount that is not to scale.")
    if any(flow.measure is not None for flow in flows):
        notes.append("Each amount stands for itself; amounts side by side may not be added.")
    for whole in flows:
        if told := whole.tell_parts():
            notes.append(f"Part of {whole.tell_amount()}, and not drawn beside it: {told}.")
    if halves:
        told = count_things(halves, "event names", "events name")
        notes.append(f"Not drawn: {told} one side only, and no amount.")
    return notes


def _draw_flows(frame: Frame, flows: Sequence[Flow], scale: tuple[str, str] | None) -> None:
    largest = max((float(flow.size) for flow in flows if _is_scaled(flow, scale)), default=0.0)
    sizes = [
        max(float(flow.size) / largest * THICKEST, THINNEST + 1)
        if _is_scaled(flow, scale)
        else THINNEST
        for flow in flows
    ]
    left_x = frame.left + _measure_names(frame, [flow.payer for flow in flows])
    right_x = frame.right - _measure_names(frame, [flow.payee for flow in flows])
    frame.y += 26
    for words, x, anchor in (("Pays", left_x, "end"), ("Is paid", right_x, "start")):
        frame.svg.text(words, x, frame.y - 8, SMALL, fill="muted", bold=True, anchor=anchor)
    leaves, left_nodes, left_end = _stack([flow.payer for flow in flows], sizes, frame.y)
    arrives, right_nodes, right_end = _stack_by(flows, sizes, leaves, frame.y)
    bands = [Band(*parts) for parts in zip(flows, sizes, leaves, arrives, strict=True)]
    for band in bands:
        _draw_band(frame, band, left_x, right_x)
    for band in bands:
        _write_band(frame, band, left_x, right_x)
    for nodes, x, is_left in ((left_nodes, left_x, True), (right_nodes, right_x, False)):
        for name, (top, bottom) in nodes.items():
            room = (x - frame.left if is_left else frame.right - x) - BESIDE
            _draw_node(frame, name, (x, top, bottom, room), is_left=is_left)
    frame.y = max(left_end, right_end)


def _measure_names(frame: Frame, names: Sequence[str]) -> float:
    """The width of a column of names."""
    widest = max(measure(name or NOT_STATED, TEXT, bold=True) for name in names)
    return min(max(widest + BESIDE + 1, LEAST_NAMES), frame.room * NAMES)


def _is_scaled(flow: Flow, scale: tuple[str, str] | None) -> bool:
    return scale is not None and flow.measure == scale and bool(flow.size) and not flow.is_shared


Nodes = dict[str, tuple[float, float]]


def _stack(
    names: Sequence[str], sizes: Sequence[float], top: float
) -> tuple[list[float], Nodes, float]:
    """The middle of each flow at its node, the nodes with their edges, and where they end."""
    middles = [0.0] * len(names)
    nodes: Nodes = {}
    y = top
    for name in _order(names):
        start = y
        for at in (at for at, other in enumerate(names) if other == name):
            height = max(sizes[at] + 6, BAND)
            middles[at] = y + height / 2
            y += height
        nodes[name] = (start, y)
        y += GAP
    return middles, nodes, y - GAP


def _order(names: Sequence[str]) -> list[str]:
    """As they come; what is not known last."""
    return sorted(dict.fromkeys(names), key=lambda name: name == "")


def _stack_by(
    flows: Sequence[Flow], sizes: Sequence[float], leaves: Sequence[float], top: float
) -> tuple[list[float], Nodes, float]:
    """The same for payees, in the order in which flows leave, so that few cross."""
    order = sorted(range(len(flows)), key=lambda at: leaves[at])
    names = [flows[at].payee for at in order]
    found, nodes, end = _stack(names, [sizes[at] for at in order], top)
    middles = [0.0] * len(flows)
    for place, at in enumerate(order):
        middles[at] = found[place]
    return middles, nodes, end


def _draw_band(frame: Frame, band: Band, left: float, right: float) -> None:
    svg, flow = frame.svg, band.flow
    start, end = left + NODE, right - NODE
    colour = svg.colours[flow.look]
    told = f"{flow.payer or NOT_STATED} → {flow.payee or NOT_STATED}: {flow.tell()}"
    with svg.group(f"{told}; {tidy(flow.rows[0]['title'])}", fill="none"):
        if not band.is_to_scale:
            dashes: dict[str, Value] = {} if flow.measure else {"stroke_dasharray": DASHES}
            path = f"M{_curve(start, band.leaves, end, band.arrives)}"
            svg.add("path", d=path, stroke=colour, stroke_width=THINNEST, **dashes)
            return
        half = band.thickness / 2
        there = _curve(start, band.leaves - half, end, band.arrives - half)
        back = _curve(end, band.arrives + half, start, band.leaves + half)
        ribbon = f"M{there} L{back} Z"
        if flow.look not in HOLLOW:
            svg.add("path", d=ribbon, fill=colour, fill_opacity=FILLED)
            return
        edge: dict[str, Value] = {"stroke_dasharray": DASHES} if flow.look == "forecast" else {}
        svg.add("path", d=ribbon, fill=colour, fill_opacity=PALE, stroke=colour,
                stroke_width=1.6, **edge)  # fmt: skip


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """A line from a point to another that sets out and arrives level."""
    bend = (x2 - x1) * BEND
    return f"{x1:.1f},{y1:.1f} C{x1 + bend:.1f},{y1:.1f} {x2 - bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"


def _write_band(frame: Frame, band: Band, left: float, right: float) -> None:
    """What a flow is, on it where it leaves, in two lines at most."""
    wordy = WORDY if frame.room > NARROW else WORDIER
    room = (right - left) * wordy - NODE - 8
    first, *more = wrap_text(band.flow.tell(), room, SMALL)
    lines = [first, cut(" ".join(more), room, SMALL)] if more else [first]
    y = band.leaves - (len(lines) - 1) * SMALL * LEADING / 2 + SMALL * 0.36
    if not band.is_to_scale:
        y = band.leaves + (SMALL + 3 if len(lines) == 1 else SMALL * 0.36 - 8)
    for line in lines:
        struck = band.flow.look in STRUCK
        halo = not (band.is_to_scale or struck)
        frame.svg.text(line, left + NODE + 8, y, SMALL, struck=struck, halo=halo)
        y += SMALL * LEADING


def _draw_node(
    frame: Frame, name: str, place: tuple[float, float, float, float], *, is_left: bool
) -> None:
    x, top, bottom, room = place
    svg = frame.svg
    svg.add(
        "rect", x=x if is_left else x - NODE, y=top + 2, width=NODE, height=bottom - top - 4,
        rx=2.0, fill=svg.colours["ink" if name else "rule"],
    )  # fmt: skip
    first, *more = wrap_text(name or NOT_STATED, room, TEXT, bold=bool(name))
    lines = [first, cut(" ".join(more), room, TEXT, bold=bool(name))] if more else [first]
    y = (top + bottom) / 2 - (len(lines) - 1) * TEXT * LEADING / 2 + TEXT * 0.36
    for line in lines:
        svg.text(
            line, x - BESIDE if is_left else x + BESIDE, y, TEXT, bold=bool(name),
            fill="ink" if name else "muted", anchor="end" if is_left else "start",
        )  # fmt: skip
        y += TEXT * LEADING
