"""Tables on a terminal, by Rich. Imported only when there is a terminal to print to."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.grid import Grid, lay_out
from db.page import Page, describe_facts
from db.text import clean

WIDE = 120  # columns from which a timeline has a column for each thing


def print_grid(grid: Grid, console: Console | None = None) -> None:
    """A table that fits the terminal: dates stay whole, long text wraps."""
    console = console or Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for at, name in enumerate(grid.columns):
        table.add_column(
            name,
            justify="right" if at in grid.right else "left",
            no_wrap=at in grid.whole,
            overflow="fold",
            style="cyan" if at in grid.whole else "",
        )
    for at, row in enumerate(grid.rows):
        if at in grid.sections:
            table.add_section()
            table.add_row(Text(grid.sections[at], style="bold"))
        table.add_row(*map(Text, row))
    console.print(table)
    print_notes(grid, console)


def print_timeline(grid: Grid, console: Console | None = None) -> None:
    """A timeline: on a narrow terminal all that is known of an event stands in one column."""
    console = console or Console(highlight=False)
    if console.width >= WIDE:
        print_wide_timeline(grid, console)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("When", no_wrap=True, style="cyan")
    table.add_column("Event", ratio=1, overflow="fold")
    table.add_column("Src", no_wrap=True, justify="right", style="dim")
    for at, (when, title, companies, amounts, sources) in enumerate(grid.rows):
        if at in grid.sections:
            table.add_row(Text(grid.sections[at], style="bold"), "", "")
        table.add_row(when, stack(title, companies, amounts), sources)
    console.print(table)
    print_notes(grid, console)


def print_wide_timeline(grid: Grid, console: Console) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("When", no_wrap=True, style="cyan")
    for name, ratio in (("Event", 5), ("Companies", 4), ("Amounts", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("Src", no_wrap=True, justify="right", style="dim")
    for at, (when, title, companies, amounts, sources) in enumerate(grid.rows):
        if at in grid.sections:
            table.add_row(Text(grid.sections[at], style="bold"), "", "", "", "")
        cells = (Text(companies, style="dim"), Text(amounts, style="green"))
        table.add_row(when, mark_title(title), *cells, sources)
    console.print(table)
    print_notes(grid, console)


def stack(title: str, companies: str, amounts: str) -> Text:
    text = mark_title(title)
    if companies:
        text.append("\n" + companies, style="dim")
    if amounts:
        text.append("\n" + amounts, style="green")
    return text


def mark_title(title: str) -> Text:
    """A title with its marks set apart."""
    words, dot, marks = title.partition(" · ")
    text = Text(words)
    text.append(dot + marks, style="yellow")
    return text


def print_notes(grid: Grid, console: Console) -> None:
    if grid.notes:
        console.print()
        notes = Table.grid(padding=(0, 1))
        notes.add_column(justify="right", style="dim", no_wrap=True)
        notes.add_column(overflow="fold")
        for note in grid.notes:
            number, _, text = note.partition("  ")
            notes.add_row(number, Text(text))
        console.print(notes)


def print_page(page: Page, console: Console | None = None) -> None:
    """Facts, then tables."""
    console = console or Console(highlight=False)
    console.print(Text(clean(page.title), style="bold"))
    console.print()
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="cyan", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, text in describe_facts(page):
        facts.add_row(name, Text(text))
    console.print(facts)
    for name, result in page.tables.items():
        if result.rows:
            console.print()
            console.print(Text(name.capitalize(), style="bold"))
            print_grid(lay_out(result), console)
