"""Commands that ask what only several sources together can answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.options import Command, complete, output_options, show_query

if TYPE_CHECKING:
    from db.query import Result
    from db.reader import Reader

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


def ask(
    database: Database | None,
    name: str,
    form: str,
    file: Path | None,
    given: Any,
    shape: Callable[[Reader, Result, str], Result] = lambda _, result, __: result,
) -> None:
    if given["certain"] and not given["known_by"]:
        raise click.UsageError("--certain narrows --known-by: give it, too")
    show_query(database, name, given, form, file, shape)


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
@click.option("--measure", help="Only this measure, such as payment.")
@click.option("--unit", help="Only this unit, such as USD.")
@click.option("--basis", help="Only this basis, such as actual.")
@click.option(
    "--annualise",
    is_flag=True,
    help="Reckon what is stated for a shorter time for a year, too, marked as computed.",
)
@click.option(
    "--in",
    "currency",
    metavar="CODE",
    help="Tell money in this currency, too, at the ECB's rate of its time (extra `fx`).",
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
    if currency is None:
        ask(database, "totals", form, file, given)
        return

    def convert(connection: Reader, result: Result, _form: str) -> Result:
        from db.conversion import convert_totals
        from db.query import find_query
        from db.values import read_values

        values = read_values(connection, find_query("total_figures"), given)
        return convert_totals(connection, result, values, currency.upper())

    ask(database, "totals", form, file, given, convert)


@click.command()
@click.option("--since", metavar="DATE", help="Loads on or after this day, month or year (UTC).")
@click.option("--file", "of_file", metavar="ID", help="Only what this file changed, by its id.")
@click.option("--kind", help="Only this kind, such as claim, event or company.")
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
    from db.change_words import shape_changes

    given = {"since": since, "file": of_file, "kind": kind}
    show_query(
        database,
        "changes",
        given,
        form,
        file,
        lambda _, result, form: shape_changes(result, form),
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def rerun(database: Database | None, file: Path) -> None:
    """Ask again what a file cites, and compare.

    FILE is what a command wrote with --cite: JSON, Markdown or text, or a CSV with its .cite.json.

    \b
    Exit code: 0 the rows are the same, 1 they are not.

    Example: dateline timeline --company ByteDance --cite --output timeline.md --format markdown
    """
    from db.citation import cite, compare, read_citation
    from db.query import find_query
    from db.reading import find_database, reading
    from db.values import answer, read_values

    old = read_citation(file)
    query = find_query(old.citation["query"])
    with reading(find_database(database)) as connection:
        given = old.citation["parameters"]
        result = answer(connection, query, given)
        new = cite(connection, query, read_values(connection, query, given), result)
    for line in compare(old, new, result.dicts()):
        click.echo(line)
    if old.citation["rows_sha256"] != new["rows_sha256"]:
        raise click.exceptions.Exit(1)
    click.echo(f"the same {len(result.rows)} rows as on {old.citation['run_at']}")
