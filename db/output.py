"""Where results go: a terminal, a pipe or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

from db.grid import Grid, lay_out
from db.render import write_markdown, write_plain, write_result

if TYPE_CHECKING:
    from db.page import Page
    from db.query import Result


def emit_result(result: Result, form: str, file: IO[str] | None) -> None:
    """Rows of any query."""
    if form in ("table", "markdown"):
        _emit_grid(lay_out(result), form, file, timeline=False)
    else:
        write_result(result, form, file or sys.stdout)


def emit_timeline(
    result: Result, sources: Callable[[], Result], form: str, file: IO[str] | None
) -> None:
    """Events in order of time; `sources` are asked for only where they are listed."""
    from db.grid import lay_out_timeline

    if form in ("table", "markdown"):
        grid = lay_out_timeline(result.dicts(), sources().dicts())
        _emit_grid(grid, form, file, timeline=True)
    else:
        write_result(result, form, file or sys.stdout)


def emit_page(page: Page, form: str, file: IO[str] | None) -> None:
    """Facts and tables of one thing."""
    from db.page import write_page

    if form == "table" and file is None and sys.stdout.isatty():
        from db.terminal import print_page

        print_page(page)
    else:
        write_page(page, form, file or sys.stdout)


def _emit_grid(grid: Grid, form: str, file: IO[str] | None, *, timeline: bool) -> None:
    if form == "markdown":
        write_markdown(grid, file or sys.stdout)
    elif file is None and sys.stdout.isatty():
        from db import terminal

        (terminal.print_timeline if timeline else terminal.print_grid)(grid)
    else:
        write_plain(grid, file or sys.stdout)
