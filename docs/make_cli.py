"""Write docs/cli.md: the help of every command, as `--help` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

PAGE = Path(__file__).resolve().with_name("cli.md")
HEAD = """\
# The command line

Written by `python docs/make_cli.py` from the help of the commands; change it there.
"""


def describe_commands() -> str:
    """The whole page."""
    from cli import cli

    return HEAD + "".join(
        f"\n## `{ctx.command_path}`\n\n```text\n{ctx.get_help()}\n```\n"
        for ctx in list_contexts(cli, "dateline")
    )


def list_contexts(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[click.Context]:
    """A context for a command and for each command below it."""
    ctx = click.Context(
        command, parent=parent, info_name=name, terminal_width=80, **command.context_settings
    )
    yield ctx
    if isinstance(command, click.Group):
        for below in command.list_commands(ctx):
            found = command.get_command(ctx, below)
            if found is not None:
                yield from list_contexts(found, below, ctx)


if __name__ == "__main__":
    sys.path.insert(0, str(PAGE.parent.parent))
    PAGE.write_text(describe_commands(), encoding="utf-8", newline="\n")
