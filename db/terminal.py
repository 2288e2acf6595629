"""Tables on a terminal, by Rich. Imported only when there is a terminal to print to.

Dates, places and ids are never broken, so that each can be read and copied whole. A table that
leaves too little room for its texts has the columns that do not fit under each row, by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from shutil import get_terminal_size

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from db.evidence import BETWEEN, Notes
from db.grid import SILENT, Grid
from db.page import Page, describe_facts, lay_out_tables
from db.palette import KEY, QUIET
from db.text import clean, display_width, pad

NARROW = 60  # columns below which nothing is set in
NARROWEST = 20  # columns that a text needs at least, to be wrapped and still be read
GAP = 2
INDENT = 4


# As it is, whatever the terminal's encoding: what that lacks is replaced later, sign by sign.
HEAD = box.Box(str(box.SIMPLE_HEAD), ascii=True)


def open_console() -> Console:
    """Standard output as Rich sees it; a dumb terminal, too, is as wide as it is."""
    width, height = get_terminal_size()
    console = Console(width=width, height=height, highlight=False, markup=False, emoji=False)
    if console.color_system == "standard":  # the theme's own colours, which may be unreadable
        console.no_color = True
    return console


def print_grid(grid: Grid, console: Console) -> None:
    """Any table, as wide as the terminal."""
    if not grid.rows:
        return
    if _needed_width(grid) > console.width:
        _print_rows_with_details(grid, console)
        return
    table = _make_table()
    for at, name in enumerate(grid.columns):
        table.add_column(
            Text(name),
            justify="right" if at in grid.right else "left",
            no_wrap=at in grid.whole,
            overflow="fold",
            min_width=_least_width(grid, at),
            style=QUIET if at in grid.stacked else KEY if at in grid.whole else "",
        )
    for row in grid.rows:
        cells = (stack_parts(cell) if at in grid.stacked else cell for at, cell in enumerate(row))
        table.add_row(*map(Text, cells))
    console.print(table)
    print_notes(grid.notes, console)


def _needed_width(grid: Grid) -> int:
    widths = (_least_width(grid, at) for at in range(len(grid.columns)))
    return sum(widths) + GAP * (len(grid.columns) - 1)


def _least_width(grid: Grid, at: int) -> int:
    if at in grid.stacked:
        parts = (part for row in grid.rows for part in row[at].split(BETWEEN))
        return max(display_width(grid.columns[at]), *map(display_width, parts))
    return _width(grid, at) if at in grid.whole else min(_width(grid, at), NARROWEST)


def stack_parts(cell: str) -> str:
    """Each place on a line of its own, so that none is broken."""
    return cell.replace(BETWEEN, "\n")


def _width(grid: Grid, at: int) -> int:
    return max(display_width(grid.columns[at]), *(display_width(row[at]) for row in grid.rows))


def _make_table() -> Table:
    return Table(box=HEAD, pad_edge=False, show_edge=False, padding=(0, GAP - 1, 0, 0))


def _print_rows_with_details(grid: Grid, console: Console) -> None:
    """The first columns in line, as many as there is room for; the others under each row."""
    widths = [_width(grid, at) for at in range(len(grid.columns))]
    ends = [end - GAP for end in accumulate(width + GAP for width in widths)]
    count = max(1, sum(end <= console.width for end in ends))
    console.print(Text(_align(grid.columns[:count], widths, grid.right), "bold"))
    console.print(Rule(style=""))
    for row in grid.rows:
        console.print(Text(_align(row[:count], widths, grid.right), KEY))
        for details in _list_details(grid, row, count, console.width - INDENT):
            console.print(Padding(details, (0, 0, 0, INDENT)), overflow="fold")
    print_notes(grid.notes, console)


def _list_details(grid: Grid, row: Sequence[str], first: int, width: int) -> Iterator[Text]:
    """What does not fit in line: the texts together, then each column of evidence."""
    told = [at for at in range(first, len(row)) if row[at] not in SILENT]
    texts = [_name(grid.columns[at], row[at]) for at in told if at not in grid.stacked]
    if texts:
        yield Text(" · ").join(texts)
    for at in told:
        if at in grid.stacked:
            yield _name(grid.columns[at], fill_lines(row[at], width - len(grid.columns[at]) - 2))


def _name(name: str, text: str) -> Text:
    return Text.assemble((f"{name}: ", QUIET), text)


def fill_lines(cell: str, width: int) -> str:
    """Places in lines of a width, none of them broken."""
    lines: list[str] = []
    for part in cell.split(BETWEEN):
        if lines and display_width(lines[-1] + BETWEEN + part) <= width:
            lines[-1] += BETWEEN + part
        else:
            lines.append(part)
    return f"{BETWEEN.rstrip()}\n".join(lines)


def _align(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> str:
    padded = (pad(cell, widths[at], right=at in right) for at, cell in enumerate(cells))
    return (" " * GAP).join(padded).rstrip()


def print_notes(lines: Sequence[str], console: Console) -> None:
    """The notes below a table, their numbers in line."""
    if not lines:
        return
    console.print()
    if console.width < NARROW:  # an id needs the whole line
        for note in lines:
            console.print(Text(note.replace("  ", " ", 1), overflow="fold"))
        return
    notes = Table.grid(padding=(0, 1, 0, 0))
    notes.add_column(justify="right", style=QUIET, no_wrap=True)
    notes.add_column(overflow="fold")
    for note in lines:
        number, _, text = note.partition("  ")
        notes.add_row(number, Text(text))
    console.print(notes)


def print_page(page: Page, console: Console, notes: Notes | None = None) -> None:
    """Facts, then tables, then the notes of all of them."""
    notes = notes or Notes()
    console.print(Text(clean(page.title), style="bold"))
    console.print()
    facts = Table.grid(padding=(0, GAP, 0, 0))
    facts.add_column(style=KEY, no_wrap=True)
    facts.add_column(overflow="fold")
    for name, text in describe_facts(page, notes):
        facts.add_row(name, Text(text))
    console.print(facts)
    for heading, grid in lay_out_tables(page, notes):
        console.print()
        console.print(Text(heading, style="bold"))
        console.print()
        print_grid(grid, console)
    print_notes(notes.list(), console)
