"""`dateline company` and `dateline event`: a page of one thing, and two of them made one."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.options import complete, remark, wait_option

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from db.load import LoadReport

into_option = click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Record file that holds the entry, instead of same-as.yaml.",
)
HELP = """Make two {kinds} one: A is folded into B.

    A `same_as` entry is written into a record file (same-as.yaml in this folder, made where it is
    missing), and the file is loaded. What is said of A then counts for B; A still finds B.

    Example: dateline {kind} merge {example}

    Example: dateline {kind} merge --undo {undone}
"""
EXAMPLES = {
    "company": ("companies", 'facebook meta --because "its name until 2021"', "facebook"),
    "event": (
        "events",
        'bytedance-is-multinational bytedance-expands-beyond-china --because "told twice"',
        "bytedance-is-multinational",
    ),
}


class ThingGroup(click.Group):
    """Commands on one kind of thing; a first word that is none of them names the thing to show."""

    def __init__(self, show: click.Command, *commands: click.Command) -> None:
        super().__init__(show.name, help=show.help, no_args_is_help=False)
        self.show = show
        self.add_command(self._name_show(show), "show")
        for command in commands:
            self.add_command(command)

    @staticmethod
    def _name_show(show: click.Command) -> click.Command:
        """The same command by its full name, for things that are called like a command."""
        named = copy(show)
        example = f"Example: dateline {show.name} "
        named.help = (show.help or "").replace(example, f"{example}show ")
        return named

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of the command that shows the thing, unless another is named."""
        completing = extra.get("resilient_parsing") and not args
        if completing or args[:1] in (["-h"], ["--help"]) or (args and args[0] in self.commands):
            return super().make_context(info_name, args, parent, **extra)
        return self.show.make_context(info_name, args, parent, **extra)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands, and the names of things."""
        if incomplete.startswith("-"):
            return self.show.shell_complete(ctx, incomplete)
        names = self.show.params[0].shell_complete(ctx, incomplete)
        return [*super().shell_complete(ctx, incomplete), *names]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for pieces in (self.show.collect_usage_pieces(ctx), ["COMMAND [ARGS]..."]):
            formatter.write_usage(ctx.command_path, " ".join(pieces))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.show.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def make_merge(kind: str) -> click.Command:
    """`merge` for companies or for events."""
    kinds, example, undone = EXAMPLES[kind]

    @click.argument("names", nargs=-1, metavar="A B", shell_complete=complete(kind))
    @click.option("--because", metavar="TEXT", help="Why they are the same; kept with the entry.")
    @click.option("--undo", "undoing", is_flag=True, help="Take the entry of A out again.")
    @into_option
    @wait_option
    @click.pass_obj
    def merge_two(
        database: Database | None,
        names: tuple[str, ...],
        because: str | None,
        undoing: bool,
        into: Path | None,
        wait: float,
    ) -> None:
        if undoing:
            if len(names) != 1 or because is not None:
                raise click.UsageError("--undo takes the one id that counts as another")
            undo_merge(kind, names[0], into, database, wait)
        elif len(names) != 2:
            raise click.UsageError("name two ids, A that is folded and B that stays; or --undo A")
        elif because is None:
            raise click.UsageError("say why they are the same: --because TEXT")
        else:
            merge_pair(kind, names, because, into, database, wait)

    text = HELP.format(kind=kind, kinds=kinds, example=example, undone=undone)
    return click.command("merge", help=text)(merge_two)


def merge_pair(
    kind: str,
    names: tuple[str, ...],
    because: str,
    file: Path | None,
    database: Database | None,
    wait: float,
) -> None:
    """Fold one into the other, and say what was done."""
    from db import merge
    from db.reading import find_database, reading

    path = find_database(database)
    with reading(path) as connection:
        planned = merge.plan_merge(connection, kind, names[0], names[1], because)
        for line in planned.remarks:
            remark(line)
        writing = merge.prepare(connection, [planned.entry], file)
    tell(merge.carry_out(writing, path, wait))
    click.echo(f"{planned.entry.id} now counts as {planned.entry.same_as}")


def undo_merge(
    kind: str, name: str, file: Path | None, database: Database | None, wait: float
) -> None:
    """Take an entry out again, and say what was done."""
    from db import merge
    from db.reading import find_database, reading

    path = find_database(database)
    with reading(path) as connection:
        found = merge.find_undone(connection, kind, name)
        writing = merge.prepare_undo(connection, kind, found, file)
    tell(merge.carry_out(writing, path, wait))
    click.echo(f"{found} stands for itself again")


def tell(report: LoadReport) -> None:
    """What the load of each file did."""
    for one in report.files:
        click.echo(str(one))
