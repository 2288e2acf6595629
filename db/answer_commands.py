"""Commands about what came when: the changes of loads, and a cited answer asked for again."""

from __future__ import annotations

from pathlib import Path

import click

from db.address import Database
from db.options import output_options, show_query
from db.text import clean

KINDS = (
    *("company", "alias", "relation", "same_as", "source", "citation", "event", "claim"),
    *("left_out", "text", "code"),
)


@click.command()
@click.option("--since", metavar="DATE", help="Loads on or after this day, month or year (UTC).")
@click.option("--file", "file_id", metavar="ID", help="Only loads of the file with this id.")
@click.option(
    "--kind",
    metavar="KIND",
    type=click.Choice(KINDS),
    help=f"Only {', '.join(KINDS[:-1])} or {KINDS[-1]}.",
)
@output_options()
@click.pass_obj
def changes(
    database: Database | None,
    form: str,
    file: Path | None,
    since: str | None,
    file_id: str | None,
    kind: str | None,
) -> None:
    """What loads added, changed and withdrew.

    Example: dateline changes --kind source
    """
    show_query(database, "changes", {"since": since, "file": file_id, "kind": kind}, form, file)


@click.command()
@click.argument("cited", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def rerun(database: Database | None, cited: Path) -> None:
    """Repeat an answer that was cited, and compare.

    The file is one that was written with --cite. Says whether the rows are the same, and what has
    changed: the query, the schema, which record files. Ends with 0 for the same rows, 1 for others.

    Example: dateline rerun answer.md
    """
    from db.reading import find_database
    from db.rerun import describe, describe_question, rerun

    comparison = rerun(cited, find_database(database))
    then = comparison.then
    click.echo(clean(f"{describe_question(then)}, cited {then.date}"))
    for line in describe(comparison):
        click.echo(clean(line))
    if not comparison.same_rows:
        raise click.exceptions.Exit(1)
