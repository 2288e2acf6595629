"""The page: one file that shows the timeline to anyone with a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from db.address import Database
from db.event_options import event_options, read_given
from db.options import file_option, remark_folded


@click.command()
@event_options
@click.option("--title", help="What the page is headed; without it `Timeline of COMPANY`.")
@file_option("The file to write; - is standard output.", Path("timeline.html"))
@click.pass_obj
def page(database: Database | None, /, title: str | None, file: Path, **options: Any) -> None:
    """Write a page with a timeline to zoom, filter and replay.

    One HTML file that needs no network: any browser opens it.

    Example: dateline page --company ByteDance -o bytedance.html
    """
    from db.output import open_output
    from db.reading import find_database, reading
    from publish.page.data import read_page
    from publish.page.html import write_page

    given = read_given(options)
    with reading(find_database(database)) as connection:
        data = read_page(connection, given, title, _show_progress)
        remark_folded(connection, given)
    with open_output(file) as out:
        out.write(write_page(data))
    events = len(data["events"])
    if str(file) != "-":
        name = click.format_filename(file)
        click.echo(f"wrote {name}: {events:,} event{'' if events == 1 else 's'}")


def _show_progress(stops: Sequence[date]) -> Iterator[date]:
    """A bar on a terminal: thousands of events take seconds for each stop of `known by`."""
    if not (stops and sys.stderr and sys.stderr.isatty()):  # it may be closed
        yield from stops
        return
    with click.progressbar(stops, label="known by", file=sys.stderr) as bar:
        yield from bar
