"""What stands around every plot: title, subtitle, legend, notes and caption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publish.plots.marks import Extent, draw_mark
from publish.plots.measure import cut, measure, tidy, wrap_text
from publish.plots.style import Plot, PlotStyle
from publish.plots.svg import Svg
from publish.plots.time_axis import Tick

MARGIN = 24.0
TITLE, SUBTITLE, TEXT, SMALL = 22.0, 14.0, 12.5, 11.5
LEADING = 1.35
SAMPLE = 30.0  # pixels of a sample in the legend
MOST_TITLE_LINES, MOST_CAPTION_LINES = 3, 12
STATUS_WORDS = {
    "happened": "happened", "ongoing": "goes on", "ended": "ended", "planned": "planned (hollow)",
    "forecast": "forecast (dashed)", "denied": "denied (struck)", "cancelled": "cancelled (struck)",
}  # fmt: skip
SOFT, OPEN, DISPUTED = "soft", "open", "disputed"


@dataclass(slots=True)
class Frame:
    """A picture that grows downwards: `y` is where the next thing begins."""

    svg: Svg
    style: PlotStyle
    title: str
    y: float = MARGIN

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.style.width - MARGIN

    @property
    def room(self) -> float:
        return self.right - self.left

    def write_lines(
        self,
        text: str,
        size: float,
        *,
        fill: str = "ink",
        bold: bool = False,
        most: int = MOST_CAPTION_LINES,
    ) -> None:
        """A text in as many lines as it needs, up to a number."""
        lines = wrap_text(tidy(text), self.room, size, bold=bold)
        if len(lines) > most:
            lines[most - 1] = cut(f"{lines[most - 1]}…", self.room, size, bold=bold)
        for line in lines[:most]:
            self.y += size * LEADING
            self.svg.text(line, self.left, self.y - size * 0.3, size, fill=fill, bold=bold)


def open_frame(kind: str, style: PlotStyle, title: str, subtitle: str) -> Frame:
    """A picture with its title, which the style may replace."""
    chosen = tidy(style.title or "") or tidy(title)
    frame = Frame(Svg(kind, style.colours), style, chosen)
    frame.write_lines(chosen, TITLE, bold=True, most=MOST_TITLE_LINES)
    frame.y += 2
    frame.write_lines(subtitle, SUBTITLE, fill="muted", most=MOST_TITLE_LINES)
    frame.y += 8
    return frame


def add_legend(
    frame: Frame,
    statuses: Iterable[str],
    signs: Iterable[str],
    names: Mapping[str, str] | None = None,
) -> None:
    """What the marks in use mean; a plot may have its own names for them."""
    x = frame.left
    used, marked = set(statuses), set(signs)
    rows = [
        (status, (names or {}).get(status, words))
        for status, words in STATUS_WORDS.items()
        if status in used
    ]
    rows += [(SOFT, "soft end: approximate")] if SOFT in marked else []
    rows += [(OPEN, "fades out: open, or not known")] if OPEN in marked else []
    rows += [(DISPUTED, "disputed")] if DISPUTED in marked else []
    for look, words in rows:
        taken = SAMPLE + 6 + measure(words, SMALL) + 18
        if x > frame.left and x + taken > frame.right:
            x, frame.y = frame.left, frame.y + 20
        _draw_sample(frame.svg, look, x, frame.y + 10)
        frame.svg.text(words, x + SAMPLE + 6, frame.y + 14, SMALL, fill="muted")
        x += taken
    frame.y += 28 if rows else 0


def _draw_sample(svg: Svg, look: str, x: float, y: float) -> None:
    end = x + SAMPLE
    if look == DISPUTED:
        svg.text("≠", x + SAMPLE - 12, y + 5, 14.0, fill="mark", bold=True)
    elif look == SOFT:
        draw_mark(svg, Extent(x, x + 9, end - 9, end), y, "ended")
    elif look == OPEN:
        draw_mark(svg, Extent(x, x, x + 8, end), y, "ended")
    else:
        draw_mark(svg, Extent(x, x, end, end), y, look)


def draw_ticks(
    frame: Frame, ticks: Sequence[Tick], top: float, bottom: float, right: float
) -> None:
    """Lines of time from top to bottom, with their words above; none overlaps another."""
    last = 0.0
    for tick in ticks:
        frame.svg.add(
            "line", x1=tick.x, y1=top, x2=tick.x, y2=bottom, stroke=frame.svg.colours["rule"],
            stroke_width=1, stroke_opacity=1.0 if tick.strong else 0.6,
        )  # fmt: skip
        width = measure(tick.words, SMALL, bold=tick.strong)
        start = min(max(tick.x - width / 2, frame.left), right - width)
        if start >= last + 6:
            fill = "ink" if tick.strong else "muted"
            frame.svg.text(tick.words, start, top - 7, SMALL, fill=fill, bold=tick.strong)
            last = start + width


def close_frame(frame: Frame, notes: Sequence[str], sources: str, filters: str) -> Plot:
    """Notes and caption below, and the picture is whole."""
    asked = f"Filters: {filters}." if filters else ""
    parts = [*notes, asked, f"Sources: {sources}." if sources else ""]
    caption = " ".join(tidy(part) for part in parts if part)
    frame.y += 14
    frame.svg.add(
        "line", x1=frame.left, y1=frame.y, x2=frame.right, y2=frame.y,
        stroke=frame.svg.colours["rule"], stroke_width=1,
    )  # fmt: skip
    frame.y += 6
    for part in (" ".join(filter(None, [*notes, asked])), parts[-1]):
        frame.write_lines(part, SMALL, fill="muted")
    height = round(frame.y + MARGIN * 0.75)
    width = frame.style.width
    svg = frame.svg.write(width, height, frame.title, caption)
    return Plot(svg, width, height, frame.title, caption)
