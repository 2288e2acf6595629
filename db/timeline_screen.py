"""A timeline on a terminal.

A wide one has a column for each thing, and bars beside amounts; on a narrow one all that is known
of an event stands in one column, and on a very narrow one that column stands below the date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from db.bars import Scale, choose_scale
from db.evidence import BETWEEN, Notes, describe_date
from db.grid import tell_marks
from db.palette import KEY, MARK, MONEY, QUIET
from db.periods import head_periods
from db.shown_figures import Figure, Figures
from db.signs import STATUSES, explain, sign
from db.terminal import GAP, INDENT, fill_lines, print_notes, stack_parts
from db.text import clean, display_width

WIDE = 120  # columns from which there is a column for each thing
NARROWEST = 32  # columns that an event needs beside its date
NO_DATE = "–"
BREAKS = {" to ": "\nto ", "from about ": "from\nabout ", "until about ": "until\nabout "}
BETWEEN_SIGNS = "   "
SAID_BY_SIGNS = {*STATUSES, "disputed"}


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is shown."""

    when: str
    signs: str
    title: str
    marks: list[str]
    companies: str
    amounts: list[tuple[str, Figure | None]]
    places: str


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide each column is; none where it has nothing to say."""

    when: int
    signs: int
    event: int
    companies: int = 0
    amounts: int = 0
    places: int = 0


def print_timeline(
    events: Sequence[Mapping[str, Any]],
    notes: Notes,
    figures: Figures,
    by: str,
    console: Console,
) -> None:
    """Events in order of time, under headings, with a legend and notes below."""
    if not events:
        return
    rows = [_make_row(event, notes, figures) for event in events]
    shown = [figure for row in rows for _, figure in row.amounts]
    scale = choose_scale(shown) if console.width >= WIDE else None
    widths = _share_width(rows, console.width, scale.width if scale else 0)
    if not widths.amounts:
        scale = None
    headings = head_periods(events, by)
    _print_names(widths, console)
    if 0 not in headings:
        console.print(Rule(style=QUIET))
    starts = sorted({0, *headings})
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        if start in headings:
            _print_heading(headings[start], console, first=start == 0)
        _print_rows(rows[start:end], widths, scale, console)
    _print_legend(MARK, explain(row.signs for row in rows), console)
    if scale:
        bars = scale.explain([scale.draw(figure) for figure in shown])
        _print_legend(MONEY, bars, console, first=not any(row.signs for row in rows))
    print_notes(notes.list(), console)


def _make_row(event: Mapping[str, Any], notes: Notes, figures: Figures) -> Row:
    amounts = [(clean(text), figures.get((event["event_id"], text))) for text in event["amounts"]]
    return Row(
        break_date(describe_date(event["when_edtf"])) or NO_DATE,
        sign(event),
        clean(event["title"]),
        [mark for mark in tell_marks(event) if mark not in SAID_BY_SIGNS],
        clean(BETWEEN.join(event["participants"])),
        amounts,
        clean(notes.cite(event["sources"])),
    )


def break_date(date: str) -> str:
    """A date in lines as short as they may be: none breaks a day, month or year."""
    date = clean(date)
    for words, broken in BREAKS.items():
        date = date.replace(words, broken)
    return date


def _share_width(rows: Sequence[Row], width: int, bars: int) -> Widths:
    """Dates and places get what they need; titles, companies and amounts share the rest."""
    when = _widest(line for row in rows for line in row.when.split("\n"))
    signs = _widest(row.signs for row in rows)
    taken = when + GAP + (signs + 1 if signs else 0)
    places = _widest(["Sources", *(part for row in rows for part in row.places.split(BETWEEN))])
    names = [" · ".join([row.title, *row.marks]) for row in rows]
    parties = [row.companies for row in rows if row.companies]
    amounts = [" " * (bars + 1) + text for row in rows for text, _ in row.amounts]
    rest = width - taken - places - GAP * (1 + bool(parties) + bool(amounts))
    if width >= WIDE and rest >= 3 * NARROWEST // 2:
        share = rest * 4 // 13
        companies = _fit_column("Companies", parties, share)
        most = max(share, rest - companies - _widest(names))
        figures = _fit_column("Amounts", amounts, most)
        return Widths(when, signs, rest - companies - figures, companies, figures, places)
    if width - taken < NARROWEST:
        return Widths(0, signs, width - INDENT)
    return Widths(when, signs, width - taken)


def _widest(texts: Iterable[str]) -> int:
    return max(map(display_width, texts), default=0)


def _fit_column(name: str, texts: Collection[str], most: int) -> int:
    """The width of a column with its name, up to the most; none where it says nothing."""
    return min(max(_widest(texts), len(name)), most) if texts else 0


def _print_names(widths: Widths, console: Console) -> None:
    if not widths.when:
        console.print(Text("Event", "bold"))
        return
    table = _make_table(widths)
    cells = ["When"]
    cells += [""] if widths.signs else []
    cells += ["Event"]
    cells += ["Companies"] if widths.companies else []
    cells += ["Amounts"] if widths.amounts else []
    cells += ["Sources"] if widths.places else []
    table.add_row(*(Text(cell, "bold") for cell in cells))
    console.print(table)


def _print_heading(heading: str, console: Console, *, first: bool) -> None:
    if not first:
        console.print()
    console.print(Rule(Text(heading, "bold"), align="left", style=QUIET))


def _print_rows(rows: Sequence[Row], widths: Widths, scale: Scale | None, console: Console) -> None:
    if not widths.when:
        for row in rows:
            console.print(Text.assemble((row.when.replace("\n", " "), KEY), " ", (row.signs, MARK)))
            console.print(Padding(_stack(row, widths.event, console), (0, 0, 0, INDENT)))
        return
    table = _make_table(widths)
    for row in rows:
        cells: list[RenderableType] = [Text(row.when, KEY)]
        cells += [Text(row.signs.rjust(widths.signs), MARK)] if widths.signs else []
        if not widths.places:
            cells += [_stack(row, widths.event, console)]
        else:
            cells += [_set_apart(_style_title(row, widths.event, console))]
            cells += [_set_apart(Text(row.companies))] if widths.companies else []
            cells += [_set_apart(_draw_amounts(row, scale))] if widths.amounts else []
            cells += [Text(stack_parts(row.places), QUIET)]
        table.add_row(*cells)
    console.print(table)


def _make_table(widths: Widths) -> Table:
    table = Table.grid()
    table.add_column(width=widths.when + GAP, no_wrap=True)
    if widths.signs:
        table.add_column(width=widths.signs + 1, no_wrap=True)
    texts = (widths.event, widths.companies, widths.amounts)
    for width in filter(None, texts):
        table.add_column(width=width + (GAP if widths.places else 0), overflow="fold")
    if widths.places:
        table.add_column(width=widths.places, no_wrap=True)
    return table


def _set_apart(cell: RenderableType) -> Padding:
    return Padding(cell, (0, GAP, 0, 0))


def _style_title(row: Row, width: int, console: Console) -> Text:
    """The title with its marks behind it, none of them torn from its dot."""
    title = Text(row.title, "bold")
    used = title.wrap(console, width, overflow="fold")[-1].cell_len
    for mark in row.marks:
        told = f"· {mark}"
        fits = used + 1 + display_width(told) <= width
        used = display_width(told) + (used + 1 if fits else 0)
        title.append(" " if fits else "\n").append(told, f"not bold {MARK}")
    return title


def _stack(row: Row, width: int, console: Console) -> Text:
    """All that is known of an event, below each other."""
    amounts = BETWEEN.join(text for text, _ in row.amounts)
    parts = [
        _style_title(row, width, console),
        Text(row.companies),
        Text(amounts, MONEY),
        Text(fill_lines(row.places, width), QUIET),
    ]
    return Text("\n", overflow="fold").join(part for part in parts if part)


def _draw_amounts(row: Row, scale: Scale | None) -> Text:
    """Amounts below each other, each behind its bar."""
    lines = []
    for text, figure in row.amounts:
        bar = scale.draw(figure) if scale else ""
        lines.append(f"{bar} {text}" if bar else text)
    return Text("\n".join(lines), MONEY)


def _print_legend(
    style: str, signs: Sequence[tuple[str, str]], console: Console, *, first: bool = True
) -> None:
    """What signs mean, in as few lines as hold them, each beside its sign."""
    lines: list[Text] = []
    for each, meaning in signs:
        told = Text.assemble((each, style), (f" {meaning}", QUIET))
        if lines and lines[-1].cell_len + len(BETWEEN_SIGNS) + told.cell_len <= console.width:
            lines[-1].append(BETWEEN_SIGNS).append_text(told)
        else:
            lines.append(told)
    if lines and first:
        console.print()
    for line in lines:
        console.print(line)
