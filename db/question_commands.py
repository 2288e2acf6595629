"""Commands that ask what only several sources together can answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from db.address import Database
from db.options import (
    Command,
    choose_folders,
    complete,
    output_options,
    queries_option,
    show_query,
)
from db.text import clean

THINGS = (
    *("company", "alias", "relation", "same_as", "source", "citation", "event", "claim"),
    *("left_out", "text", "code"),
)
KINDS = ("contradicts", "overlaps", "scope", "coarser")


def narrowing_options(command: Command) -> Command:
    """`--company`, `--known-by` and `--certain`, alike on all of them."""
    options: tuple[Callable[[Command], Command], ...] = (
        click.option(
            "--company",
            shell_complete=complete("company"),
            help="A company by id, name or alias, with all that belongs to it.",
        ),
        click.option(
            "--known-by",
            metavar="DATE",
            help="Only what may have been known by this day, month or year.",
        ),
        click.option("--certain", is_flag=True, help="Only what was certainly known by then."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def ask(database: Database | None, name: str, form: str, file: Path | None, given: Any) -> None:
    if given["certain"] and not given["known_by"]:
        raise click.UsageError("--certain narrows --known-by: give it, too")
    show_query(database, name, given, form, file)


@click.command()
@narrowing_options
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@output_options()
@click.pass_obj
def conflicts(database: Database | None, /, form: str, file: Path | None, **given: Any) -> None:
    """Show where sources do not say the same.

    Dates, statuses and figures, two sides a row, each with who says so.

    Example: dateline conflicts --company ByteDance
    """
    ask(database, "conflicts", form, file, given)


@click.command()
@narrowing_options
@click.option("--event", shell_complete=complete("event"), help="One event, by its id.")
@click.option(
    "--articles", type=click.IntRange(1), help="Only events that at least so many articles tell of."
)
@output_options()
@click.pass_obj
def corroboration(database: Database | None, /, form: str, file: Path | None, **given: Any) -> None:
    """Show how well each event is supported.

    Its articles, and the reports on which they rest: two that relay one report are one origin.

    Example: dateline corroboration --articles 2
    """
    ask(database, "corroboration", form, file, given)


@click.command()
@narrowing_options
@click.option(
    "--measure", shell_complete=complete("measure"), help="Only this measure, such as payment."
)
@click.option("--unit", shell_complete=complete("unit"), help="Only this unit, such as USD.")
@click.option("--basis", shell_complete=complete("basis"), help="Only this basis, such as actual.")
@click.option(
    "--annualise",
    is_flag=True,
    help="Reckon what is stated for a shorter time for a year, too, marked as computed.",
)
@click.option(
    "--in",
    "currency",
    metavar="CODE",
    help="Tell money in this currency, too, at the ECB's rate of its time; needs "
    "`pip install -e '.[fx]'`.",
)
@output_options()
@click.pass_obj
def totals(
    database: Database | None,
    /,
    form: str,
    file: Path | None,
    currency: str | None,
    **given: Any,
) -> None:
    """Add up what may be added.

    Each figure is counted once; what was left out is named, and why.

    Example: dateline totals --company ByteDance --unit USD
    """
    ask(database, "totals", form, file, {**given, "in": currency})


@click.command()
@click.option("--since", metavar="DATE", help="Loads on or after this day, month or year (UTC).")
@click.option("--file", "of_file", metavar="ID", help="Only what this file changed, by its id.")
@click.option(
    "--kind",
    metavar="KIND",
    type=click.Choice(THINGS),
    help=f"Only {', '.join(THINGS[:-1])} or {THINGS[-1]}.",
)
@output_options()
@click.pass_obj
def changes(
    database: Database | None,
    since: str | None,
    of_file: str | None,
    kind: str | None,
    form: str,
    file: Path | None,
) -> None:
    """Show what loads added, changed and took away.

    Example: dateline changes --since 2024
    """
    given = {"since": since, "file": of_file, "kind": kind}
    show_query(database, "changes", given, form, file)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@queries_option
@click.pass_context
def rerun(ctx: click.Context, file: Path, folders: tuple[Path, ...]) -> None:
    """Ask again what a file cites, and compare.

    FILE is what a command wrote with --cite: JSON, Markdown or text, or a CSV with its .cite.json.

    \b
    Exit code: 0 the rows are the same, 1 they are not.

    Example: dateline rerun answer.json
    """
    from db.reading import find_database, reading
    from db.rerun import rerun

    with reading(find_database(ctx.obj)) as connection:
        found = rerun(connection, file, choose_folders(ctx))
    if not found.compared:
        click.echo("the rows in the file were not compared, only those that it cites", err=True)
    for line in found.differences:
        click.echo(clean(line))
    if not found.same:
        raise click.exceptions.Exit(1)
    click.echo(f"the same {found.citation['rows']} rows as on {clean(found.citation['run_at'])}")
