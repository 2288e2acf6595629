"""Commands about answers: one that was cited, asked for again."""

from __future__ import annotations

from pathlib import Path

import click

from db.address import Database
from db.text import clean


@click.command()
@click.argument("cited", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def rerun(database: Database | None, cited: Path) -> None:
    """Repeat an answer that was written with --cite, and compare it.

    Says whether the rows are the same, and what has changed: the query, the schema, which record
    files. Ends with 0 for the same rows, 1 for others.

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
