"""The timeline: events in order of time, as far as they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from db.address import Database
from db.event_options import event_options, read_given, remark_events
from db.options import (
    cite_answer,
    get_style,
    output_options,
    remark_folded,
)
from db.periods import PERIODS


@click.command()
@event_options
@click.option("--reverse", is_flag=True, help="Newest first.")
@click.option(
    "--by",
    type=click.Choice(PERIODS),
    help="Headings in tables and Markdown; without it for years on a terminal, and none elsewhere.",
)
@output_options()
@click.pass_obj
def timeline(
    database: Database | None, /, by: str | None, form: str, file: Path | None, **options: Any
) -> None:
    """Events in order of time, with who says so.

    Example: dateline timeline --company ByteDance --from 2024 --type launch
    """
    from db.output import emit_timeline
    from db.query import find_query, list_sources
    from db.question import ask_stream
    from db.reading import find_database, reading
    from db.shown_figures import read_figures

    given = read_given(options)
    query = find_query("timeline")
    with reading(find_database(database)) as connection:
        answer = ask_stream(connection, query, given)
        citation, answer = cite_answer(connection, query, given, answer)
        emit_timeline(
            answer,
            form,
            file,
            lambda: list_sources(connection),
            citation,
            get_style(),
            figures=lambda: read_figures(connection),
            by=by,
        )
        remark_folded(connection, given)
    remark_events(answer.tally, options["limit"])
