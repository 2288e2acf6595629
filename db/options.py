"""What the commands share: options, completion, errors, and a command for each saved query."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.errors import DatelineError
from db.pager import CHOSEN
from db.text import LACKING, clean

if TYPE_CHECKING:
    from db.query import Param, Result, SavedQuery
    from db.reader import Reader

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
PAGE_FORMATS = ("table", "json", "markdown")
PLAIN_WORD = re.compile(r"[\w.:@%+-]+")
STATUSES = ("happened", "ongoing", "ended", "planned", "forecast", "denied", "cancelled")
CITED = "dateline.cite"
INTERRUPTED = 130  # 128 and the number of the signal, as shells reckon
Command = Callable[..., Any]


class CommandLine(click.Group):
    """The one place that turns errors into a line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            lines = map(clean, str(error).split("\n"))
            raise click.ClickException("\n".join(lines)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has seen enough; Click ends quietly
                raise
            raise click.ClickException(describe_os_error(error)) from error
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except RuntimeError as error:
            if isinstance(error.__context__, KeyboardInterrupt):  # as DuckDB tells of Ctrl-C
                raise click.exceptions.Exit(INTERRUPTED) from None
            raise


def describe_os_error(error: OSError) -> str:
    named = f"{error.filename}: " if error.filename else ""
    return named + (error.strerror or str(error))


def prepare_standard_output() -> None:
    """Make a pipe as exact as a file; a terminal that lacks a letter shows one like it."""
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors=LACKING)
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Shell completion from the data; silent where there is no database."""

    def candidates(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        from db.name import list_names
        from db.reading import DEFAULT, choose_database, reading

        try:
            chosen = choose_database(ctx.find_root().params.get("database")) or DEFAULT
            with reading(chosen) as connection:
                names = list_names(connection, kind)
        except DatelineError:
            return []
        return [
            name
            for name in names
            # Shells take the rest for several words, or for commands; everything has a plain id.
            if PLAIN_WORD.fullmatch(name) and name.lower().startswith(incomplete.lower())
        ]

    return candidates


def output_options(
    formats: tuple[str, ...] = FORMATS, *, cite: bool = True
) -> Callable[[Command], Command]:
    """`--format` and `--output`, alike on every command; `--cite` where it prints saved rows."""

    def add(command: Command) -> Command:
        if cite and formats == FORMATS:
            command = click.option(
                "--cite",
                is_flag=True,
                expose_value=False,
                callback=_remember_to_cite,
                help="Add what was asked of what, for `rerun` to repeat and compare.",
            )(command)
        command = click.option(
            "--pager/--no-pager",
            default=None,
            expose_value=False,
            callback=_remember_pager,
            help="Page on a terminal, or do not; without it where the table does not fit.",
        )(command)
        command = click.option(
            "--output",
            "file",
            type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
            help="Write to this file instead of the terminal.",
        )(command)
        return click.option(
            "--format",
            "form",
            type=click.Choice(formats),
            default="table",
            show_default=True,
            help="How to write the result.",
        )(command)

    return add


def _remember_to_cite(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    ctx.meta[CITED] = value


def _remember_pager(ctx: click.Context, _param: click.Parameter, value: bool | None) -> None:
    ctx.meta[CHOSEN] = value


wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    help="Seconds to wait for another process that writes.",
)


articles_option = click.option(
    "--articles",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder with the texts of the sources; without it texts that the database keeps.",
)


def remark(text: str) -> None:
    """A line for the person at the terminal, not for the pipe."""
    click.echo(text, err=True)


def remark_folded(connection: Reader, given: Mapping[str, Any]) -> None:
    """Say so where what is given counts as another company or event."""
    from db.name import find_folded

    for kind in ("company", "event"):
        name = given.get(kind)
        if name and (folded := find_folded(connection, kind, name)):
            remark(str(folded))


def make_citation(
    connection: Reader, query: SavedQuery, given: Mapping[str, Any], result: Result
) -> dict[str, Any] | None:
    """The citation of an answer, where --cite asks for it."""
    if not click.get_current_context().meta.get(CITED):
        return None
    from db.citation import cite

    return cite(connection, query, given, result)


def show_query(
    database: Database | None, name: str, given: dict[str, Any], form: str, file: Path | None
) -> None:
    """Run a saved query and print its rows."""
    from db.output import emit_result
    from db.query import find_query, list_sources
    from db.question import ask
    from db.reading import find_database, reading

    query = find_query(name)
    with reading(find_database(database)) as connection:
        result = ask(connection, query, given)
        citation = make_citation(connection, query, given, result)
        emit_result(result, form, file, lambda: list_sources(connection), citation)
        remark_folded(connection, given)
    if not result.rows:
        remark("nothing found")


class QueryGroup(click.Group):
    """Each saved query is a command; its options and help are made from its head comment."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from db.query import list_queries

        return [query.name for query in list_queries()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        from db.query import find_query

        return make_command(find_query(cmd_name))


def make_command(query: SavedQuery) -> click.Command:
    """A command that runs a saved query."""

    @output_options()
    @click.pass_obj
    def run(database: Database | None, /, form: str, file: Path | None, **given: Any) -> None:
        given = {name.removeprefix("p_"): value for name, value in given.items()}
        show_query(database, query.name, given, form, file)

    example = f"dateline query {query.name} {query.fields.get('example', '')}".rstrip()
    command = click.command(
        query.name,
        help=f"{query.title}.\n\n{query.fields.get('description', '')}\n\nExample: {example}",
        short_help=query.title,
    )(run)
    command.params = [*map(make_option, query.params), *command.params]
    return command


def make_option(param: Param) -> click.Option:
    kinds: dict[str, Any] = {"integer": int, "boolean": bool}
    lists = ("company", "event", "source", "event_types", "statuses")
    return click.Option(
        [f"--{param.name.replace('_', '-')}", f"p_{param.name}"],
        type=kinds.get(param.type, str),
        is_flag=param.type == "boolean",
        default=None,
        metavar="DATE" if param.type in ("first_day", "last_day") else None,
        help=param.help[:1].upper() + param.help[1:] + ".",
        shell_complete=complete(param.type) if param.type in lists else None,
    )
