"""What the commands share: options, completion, errors, and a command for each saved query."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from db.errors import DatelineError

if TYPE_CHECKING:
    from db.query import Param, SavedQuery

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
PAGE_FORMATS = ("table", "json", "markdown")
STATUSES = ("happened", "ongoing", "ended", "planned", "forecast", "denied", "cancelled")
Command = Callable[..., Any]


class CommandLine(click.Group):
    """The one place that turns errors into a line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            raise click.exceptions.Exit(130) from None


def complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Shell completion from the data; silent where there is no database."""

    def candidates(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        from db.name import list_names
        from db.reading import DEFAULT, reading

        chosen = ctx.find_root().params.get("database") or os.environ.get("DATELINE_DB")
        try:
            with reading(Path(chosen or DEFAULT)) as connection:
                names = list_names(connection, kind)
        except DatelineError:
            return []
        return [name for name in names if name.lower().startswith(incomplete.lower())]

    return candidates


def output_options(formats: tuple[str, ...] = FORMATS) -> Callable[[Command], Command]:
    """`--format` and `--output`, alike on every command that prints rows."""

    def add(command: Command) -> Command:
        command = click.option(
            "--output",
            "file",
            type=click.File("w", encoding="utf-8", lazy=False, atomic=True),
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


wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    help="Seconds to wait for another process that writes.",
)


def remark(text: str) -> None:
    """A line for the person at the terminal, not for the pipe."""
    click.echo(text, err=True)


def show_query(
    database: Path | None, name: str, given: dict[str, Any], form: str, file: IO[str] | None
) -> None:
    """Run a saved query and print its rows."""
    from db.output import emit_result
    from db.query import find_query
    from db.reading import find_database, reading
    from db.values import answer

    query = find_query(name)
    with reading(find_database(database)) as connection:
        result = answer(connection, query, given)
    emit_result(result, form, file)
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
    def run(database: Path | None, /, form: str, file: IO[str] | None, **given: Any) -> None:
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
        [f"--{param.name}", f"p_{param.name}"],
        type=kinds.get(param.type, str),
        is_flag=param.type == "boolean",
        default=None,
        metavar="DATE" if param.type in ("first_day", "last_day") else None,
        help=param.help[:1].upper() + param.help[1:] + ".",
        shell_complete=complete(param.type) if param.type in lists else None,
    )
