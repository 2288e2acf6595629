"""The timeline: events in order of time, as far as they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from db.address import Database
from db.options import (
    STATUSES,
    cite_answer,
    complete,
    get_style,
    output_options,
    remark,
    remark_folded,
)
from db.periods import PERIODS


@click.command()
@click.option(
    "--company",
    shell_complete=complete("company"),
    help="A company by id, name or alias, with all that belongs to it.",
)
@click.option("--only", is_flag=True, help="Leave out what belongs to the company.")
@click.option(
    "--from",
    "from_",
    metavar="DATE",
    help="Events that may lie on or after this day, month or year.",
)
@click.option(
    "--to", metavar="DATE", help="Events that may lie on or before this day, month or year."
)
@click.option(
    "--known-by", metavar="DATE", help="Only what may have been known by this day, month or year."
)
@click.option(
    "--certain",
    is_flag=True,
    help="Only what certainly lies between --from and --to, and was certainly known by --known-by.",
)
@click.option(
    "--type",
    "type_",
    multiple=True,
    shell_complete=complete("event_types"),
    help="Only this type of event; may be given again.",
)
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(STATUSES),
    help="Only this status; may be given again.",
)
@click.option("--limit", type=click.IntRange(0, 10**9), help="At most so many events.")
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

    given = {name.rstrip("_"): value for name, value in options.items()}
    if given["certain"] and not (given["from"] or given["to"] or given["known_by"]):
        raise click.UsageError("--certain narrows --from, --to or --known-by: give one of them")
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
    if options["limit"] == answer.tally.count:
        remark(f"stopped at --limit {options['limit']}")
    elif not answer.tally.count:
        remark("no event fits")
