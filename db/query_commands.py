"""The command for saved queries: each file is a command, with options made from its head."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.options import (
    choose_folders,
    complete,
    complete_from,
    output_options,
    queries_option,
    remark,
    sandbox_options,
    show_query,
)

if TYPE_CHECKING:
    from db.query import SavedQuery
    from db.query_head import Param

PLAIN = ("text", "integer", "number", "boolean", "first_day", "last_day")  # no list of names

LONG = 40  # characters of choices, beyond which they stand in the text of the help


class QueryGroup(click.Group):
    """Each saved query is a command; its options and help are made from its head comment."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from db.query import list_queries

        return [query.name for query in list_queries(choose_folders(ctx))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        from db.query import find_query

        return make_command(find_query(cmd_name, choose_folders(ctx)))


def make_command(query: SavedQuery) -> click.Command:
    """A command that runs a saved query; one's own has limits, since it is run contained."""

    @output_options()
    @click.pass_obj
    def run(database: Database | None, /, form: str, file: Path | None, **given: Any) -> None:
        limits = None
        if query.is_own:
            from db.sandbox import Limits

            limits = Limits(given.pop("timeout"), given.pop("max_rows") or None)
        given = {name.removeprefix("p_"): value for name, value in given.items()}
        show_query(database, query, given, form, file, limits)

    example = f"dateline query {query.name} {query.fields.get('example', '')}".rstrip()
    command = click.command(
        query.name,
        help=f"{query.title}.\n\n{query.fields.get('description', '')}\n\nExample: {example}",
        short_help=query.title,
    )(sandbox_options(run) if query.is_own else run)
    options = [make_option(query, param) for param in query.params]
    command.params = [*options, *command.params]
    return command


def make_option(query: SavedQuery, param: Param) -> click.Option:
    """An option of the type, with the default and the choices that the head names."""
    kinds: dict[str, Any] = {"integer": int, "boolean": bool}
    is_flag = param.type == "boolean"
    name = param.name.replace("_", "-")
    on = f"--{name}/--no-{name}" if param.default == "true" else f"--{name}"
    return click.Option(
        [on, f"p_{param.name}"],
        type=click.Choice(param.choices) if param.choices else kinds.get(param.type, str),
        is_flag=is_flag,
        default=param.default == "true" if is_flag and param.default else param.default,
        show_default=param.default is not None,
        metavar=_name_value(param),
        help=_describe(param),
        shell_complete=complete_param(query, param),
    )


def _name_value(param: Param) -> str | None:
    """What stands for the value in the help; None leaves it to Click."""
    if param.type in ("first_day", "last_day"):
        return "DATE"
    if param.type == "number":
        return "NUMBER"
    return param.name.upper() if len("|".join(param.choices)) > LONG else None


def _describe(param: Param) -> str:
    text = param.help[:1].upper() + param.help[1:]
    if len("|".join(param.choices)) > LONG:
        text += f" ({', '.join(param.choices)})"
    return f"{text}."


def complete_param(query: SavedQuery, param: Param) -> Any:
    """Completion from the data, by the type of a parameter or by its choices."""
    if param.choices or param.choices_sql is not None:
        from db.values import list_choices

        return complete_from(lambda connection: list_choices(connection, query, param))
    return None if param.type in PLAIN else complete(param.type)


@click.group(cls=QueryGroup, invoke_without_command=True)
@queries_option
@click.option(
    "--new",
    metavar="NAME",
    help="Write a file to begin a query of your own with, in the first of your folders.",
)
@click.pass_context
def query(ctx: click.Context, folders: tuple[Path, ...], new: str | None) -> None:
    """Run a saved query; without a name, list them all.

    Example: dateline query payments_between --company TikTok
    """
    if ctx.invoked_subcommand is not None:
        return
    chosen = choose_folders(ctx)
    if new is not None:
        from db.query_new import write_skeleton

        path = write_skeleton(new, chosen)
        click.echo(f"wrote {path}; run it by `dateline query --queries {path.parent} {path.stem}`")
        return
    list_them(chosen)


def list_them(folders: list[Path]) -> None:
    """All queries with their titles; one that is badly written is told, and fails the command."""
    from db.query import find_files, read_query
    from db.query_head import QueryError

    paths = find_files(folders)
    width = max(map(len, paths))
    failed = False
    for name, path in sorted(paths.items()):
        try:
            click.echo(f"{name:<{width}}  {read_query(path).title}")
        except QueryError as error:
            failed = True
            remark(f"Error: {error}")
    if failed:
        raise click.exceptions.Exit(1)
