"""Commands for SQL of one's own, contained: a statement, and a shell."""

from __future__ import annotations

from pathlib import Path

import click

from db.address import Database
from db.options import (
    choose_folders,
    get_style,
    output_options,
    queries_option,
    remark_end,
    sandbox_options,
)


@click.command()
@click.argument("statement", required=False)
@click.option(
    "--file",
    "-f",
    "script",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    help="Read the statement from this file; - is standard input.",
)
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for $NAME or getvariable('NAME'); may be given again.",
)
@sandbox_options
@output_options(cite=False)
@click.pass_obj
def sql(
    database: Database | None,
    statement: str | None,
    script: Path | None,
    params: tuple[str, ...],
    timeout: float,
    max_rows: int,
    form: str,
    file: Path | None,
) -> None:
    """Run one statement that reads, contained.

    SELECT, FROM, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN. It reaches nothing but the database: no
    file, no network, no setting; and it has a limit of time, of memory and of rows.

    Example: dateline sql "FROM figures SELECT measure, text WHERE company = 'huawei'"
    """
    from db.output import emit_result
    from db.query import list_sources
    from db.reading import find_database, reading
    from db.sandbox import Limits, run_contained
    from db.statement import check_used, read_parameters, read_statement

    text, given = read_statement(statement, script), read_parameters(params)
    check_used(text, given)
    chosen = find_database(database)
    limits = Limits(timeout, max_rows or None)
    with reading(chosen) as connection:
        answer = run_contained(chosen, text, given, given, limits)
        emit_result(answer, form, file, lambda: list_sources(connection), style=get_style())
    remark_end(answer.tally, limits)


@click.command()
@sandbox_options
@queries_option
@click.pass_context
def shell(ctx: click.Context, timeout: float, max_rows: int, folders: tuple[Path, ...]) -> None:
    """Ask with SQL, line by line.

    With history, several lines and completion on a terminal; else what is on standard input is run
    up to the first fault. What `sql` refuses is refused here, too.

    Example: dateline shell
    """
    import sys

    from db.reading import find_database
    from db.sandbox import Limits
    from db.shell import LeaveShell, Shell
    from db.statement import read_statement

    chosen = find_database(ctx.obj)
    limits = Limits(timeout, max_rows or None)
    opened = Shell(chosen, choose_folders(ctx), limits)
    if sys.stdin is not None and sys.stdin.isatty():
        from db.shell_terminal import run_on_terminal

        run_on_terminal(opened)
        return
    try:
        opened.run(read_statement(None, Path("-")))
    except LeaveShell:
        return
