"""The sources over time: when they were published, what time they speak of, whom they cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.edtf import describe_edtf
from db.reader import Reader
from publish.plots.asking import (
    Row,
    ask_rows,
    count_things,
    keep_events,
    read_bounds,
    tell_filters,
    tell_sources,
)
from publish.plots.frame import (
    OPEN,
    SMALL,
    SOFT,
    TEXT,
    Frame,
    add_legend,
    close_frame,
    draw_ticks,
    open_frame,
)
from publish.plots.marks import FADE, draw_mark, extend
from publish.plots.measure import cut, measure, tidy
from publish.plots.spans import Span, read_span
from publish.plots.style import Plot, PlotStyle
from publish.plots.time_axis import TimeAxis, make_axis

KIND = "sources"
DRAWN, MOST = 30, 300  # sources, unless told otherwise, and at all
MOST_CITATIONS = 60
ROW = 46.0
NAMES, LEAST_NAMES = 0.27, 170.0  # of the width, for publisher and title
ARCS = 70.0  # pixels at the right, for who cites whom
PUBLISHED, SPAN = "happened", 5.0  # the look of a publication; the height of the time spoken of
WORDS = {PUBLISHED: "published", "ongoing": "time that its claims cover"}


@dataclass(frozen=True, slots=True)
class Source:
    """A source to draw, with its claims that fit."""

    row: Row
    claims: tuple[Row, ...]
    published: Span | None

    @property
    def name(self) -> str:
        return str(self.row["source_id"])

    def list_spans(self) -> list[Span]:
        return [read_span(claim["when_edtf"]) for claim in self.claims if claim["when_edtf"]]

    def tell(self) -> str:
        """When it was published, and how much it says."""
        day = describe_edtf(self.row["published"]) if self.row["published"] else "date not stated"
        if not self.claims:
            return f"{day} · known only by citation" if self.row["cited_only"] else day
        events = len({claim["event_id"] for claim in self.claims})
        told = f"{count_things(len(self.claims), 'claim')} of {count_things(events, 'event')}"
        return f"{day} · {told}"


def draw_sources(reader: Reader, given: Mapping[str, Any], style: PlotStyle) -> Plot | None:
    """The sources whose claims fit, and those that they cite; None where there is none."""
    claims = keep_events(reader, given, ask_rows(reader, "claim_dates", given))
    citations = ask_rows(reader, "source_citations", {})
    found = _list_sources(ask_rows(reader, "sources", {}), claims, citations)
    limit = given.get("limit")
    sources = _choose(found, min(DRAWN if limit is None else limit, MOST))
    spans = [span for source in sources for span in _list_all(source)]
    if not spans:
        return None
    said = count_things(sum(1 for source in sources if source.claims), "source")
    told = f"{said} with claims, and those that they cite; when published, and of what time"
    frame = open_frame(KIND, style, "Sources over time", told)
    looks = [PUBLISHED, *(["ongoing"] if any(s.list_spans() for s in sources) else [])]
    add_legend(frame, looks, _list_signs(spans), WORDS)
    _draw_sources(frame, sources, spans, citations, read_bounds(given))
    return close_frame(
        frame, _list_notes(sources, found), tell_sources(claims), tell_filters(given)
    )


def _list_sources(
    rows: Sequence[Row], claims: Sequence[Row], citations: Sequence[Row]
) -> list[Source]:
    """Those with claims, and those that they cite."""
    of: dict[str, list[Row]] = {}
    for claim in claims:
        of.setdefault(claim["source_id"], []).append(claim)
    cited = {row["cited_id"] for row in citations if row["source_id"] in of}
    return [
        Source(
            row,
            tuple(of.get(row["source_id"], ())),
            read_span(row["published"]) if row["published"] else None,
        )
        for row in rows
        if row["source_id"] in of or row["source_id"] in cited
    ]


def _choose(found: Sequence[Source], most: int) -> list[Source]:
    """Those with most claims, in their order."""
    ranked = sorted(range(len(found)), key=lambda at: (-len(found[at].claims), at))
    return [found[at] for at in sorted(ranked[:most])]


def _list_all(source: Source) -> list[Span]:
    return source.list_spans() + ([source.published] if source.published else [])


def _list_signs(spans: Sequence[Span]) -> list[str]:
    found = {
        SOFT: any(span.is_soft for span in spans),
        OPEN: any(span.open_start or span.open_end for span in spans),
    }
    return [sign for sign, is_used in found.items() if is_used]


def _list_notes(sources: Sequence[Source], found: Sequence[Source]) -> list[str]:
    notes = []
    if len(sources) < len(found):
        left = count_things(len(found) - len(sources), "more source")
        notes.append(f"{left} left out: narrow down by company, from, to, or limit.")
    claims = [claim for source in sources for claim in source.claims]
    undated = sum(1 for claim in claims if not claim["when_edtf"])
    if undated:
        notes.append(f"{count_things(undated, 'claim')} without a date count, but show no time.")
    notes.append("Darker where more claims of a source lie.")
    return notes


def _draw_sources(
    frame: Frame,
    sources: Sequence[Source],
    spans: Sequence[Span],
    citations: Sequence[Row],
    bounds: Any,
) -> None:
    left = frame.left + max(frame.room * NAMES, LEAST_NAMES)
    places = {source.name: at for at, source in enumerate(sources)}
    pairs = [
        (places[row["source_id"]], places[row["cited_id"]])
        for row in citations
        if row["source_id"] in places and row["cited_id"] in places
    ]
    drawn = pairs if len(pairs) <= MOST_CITATIONS else []
    right = frame.right - (ARCS if drawn else 0)
    axis = make_axis(spans, left + FADE, right - FADE, bounds)
    frame.y += 24
    top = frame.y
    middles = [top + (at + 0.5) * ROW for at in range(len(sources))]
    bottom = top + len(sources) * ROW
    _draw_ground(frame, axis, left, top, bottom)
    draw_ticks(frame, axis.list_ticks(), top, bottom, right)
    for source, y in zip(sources, middles, strict=True):
        _draw_source(frame, source, axis, (left, right), y)
    if drawn:
        _draw_citations(frame, drawn, middles, right)
    frame.y = bottom


def _draw_ground(frame: Frame, axis: TimeAxis, left: float, top: float, bottom: float) -> None:
    if axis.split is not None:
        frame.svg.add(
            "rect", x=left, y=top, width=axis.split_x - left, height=bottom - top,
            fill=frame.svg.colours["panel"],
        )  # fmt: skip
    frame.svg.add(
        "line", x1=frame.left, y1=top, x2=frame.right, y2=top,
        stroke=frame.svg.colours["rule"], stroke_width=1,
    )  # fmt: skip


def _draw_source(
    frame: Frame, source: Source, axis: TimeAxis, edges: tuple[float, float], y: float
) -> None:
    svg, (left, right) = frame.svg, edges
    svg.add(
        "line", x1=frame.left, y1=y + ROW / 2, x2=frame.right, y2=y + ROW / 2,
        stroke=svg.colours["rule"], stroke_width=1,
    )  # fmt: skip
    publisher = tidy(source.row["publisher"] or source.name)
    title = tidy(source.row["title"] or "")
    with svg.group(f"{publisher}: {title} ({source.tell()})"):
        room = left - frame.left - 14
        is_main = bool(source.claims)
        svg.text(cut(publisher, room, TEXT, bold=is_main), frame.left, y - 5, TEXT, bold=is_main)
        svg.text(cut(title, room, SMALL), frame.left, y + 5 + SMALL * 0.7, SMALL, fill="muted")
        _draw_claims(frame, source, axis, edges, y + 9)
        words = source.tell()
        room = right - left - 8
        if source.published is None:
            svg.text(cut(words, room, SMALL), left + 4, y - 3, SMALL, fill="muted")
            return
        mark = extend(source.published, axis, left, right)
        draw_mark(svg, mark, y - 7, PUBLISHED)
        words = cut(words, room, SMALL)
        width = measure(words, SMALL)
        if mark.end + 8 + width <= right:
            svg.text(words, mark.end + 8, y - 3, SMALL, halo=True)
        else:
            svg.text(
                words, max(mark.start - 8, left + width), y - 3, SMALL, anchor="end", halo=True
            )


def _draw_claims(
    frame: Frame, source: Source, axis: TimeAxis, edges: tuple[float, float], y: float
) -> None:
    """A thin line over all that is spoken of, and each claim faintly on it."""
    spans = source.list_spans()
    if not spans:
        return
    marks = [extend(span, axis, *edges) for span in spans]
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    colour = frame.svg.colours["ongoing"]
    frame.svg.add("line", x1=first, y1=y, x2=last, y2=y, stroke=colour, stroke_width=1.2)
    opacity = max(0.12, min(0.5, 4 / len(marks)))
    with frame.svg.group(opacity=1.0, fill_opacity=round(opacity, 2)):
        for mark in marks:
            draw_mark(frame.svg, mark, y, "ongoing", SPAN * 2)


def _draw_citations(
    frame: Frame, pairs: Sequence[tuple[int, int]], middles: Sequence[float], x: float
) -> None:
    """Arcs from each source that cites to the one that it cites, with the point there."""
    svg = frame.svg
    svg.text("cites", x + 8, middles[0] - ROW / 2 - 7, SMALL, fill="muted")
    farthest = max(abs(a - b) for a, b in pairs) or 1
    colour = svg.colours["muted"]
    for citing, cited in pairs:
        start, end = middles[citing], middles[cited]
        out = x + 10 + (ARCS - 14) * 1.3 * abs(citing - cited) / farthest
        path = (
            f"M{x + 4:.1f},{start:.1f} C{out:.1f},{start:.1f} "
            f"{out:.1f},{end:.1f} {x + 11:.1f},{end:.1f}"
        )
        svg.add("path", d=path, fill="none", stroke=colour, stroke_width=1.1, stroke_opacity=0.8)
        points = f"{x + 4:.1f},{end:.1f} {x + 12:.1f},{end - 4:.1f} {x + 12:.1f},{end + 4:.1f}"
        svg.add("polygon", points=points, fill=colour)
