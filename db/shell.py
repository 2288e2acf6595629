"""The interactive shell: statements contained as in `sql`, and commands in the habits of others."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.address import Database
from db.errors import DatelineError
from db.formats import FORMATS
from db.output import emit_result
from db.query import Stream, find_files, find_query, list_sources, read_query
from db.question import ask_stream, list_parameters
from db.reader import Reader
from db.reading import reading
from db.sandbox import Limits, run_contained
from db.schema import find_thing, list_columns, list_things
from db.script import is_command, is_command_name, split
from db.statement import NAME, read_parameters, read_statement
from db.text import clean

MODES = tuple(name for name in FORMATS if name != "parquet")
HELP = """\
A statement only reads, ends with a semicolon, and may take several lines.

.tables            \\d        tables, views and macros
.schema NAME       \\d NAME   columns, and what they mean
.queries                     saved queries
.run QUERY NAME=VALUE …      a saved query, with values for its parameters
.set NAME=VALUE              a value for $NAME and getvariable('NAME'); alone: what is set
.unset NAME                  no value any more
.mode FORMAT                 how rows are written: table, vertical, json, jsonl, csv, markdown
                   \\x        a block for each row, and back
.read FILE         \\i FILE   the statements and commands of a file
.help              \\?        this
.quit              \\q        leave; so does Ctrl-D. Ctrl-C stops a statement.
"""
SHORT = {
    "\\d": ".tables", "\\dt": ".tables", "\\dv": ".tables", "\\?": ".help", "\\q": ".quit",
    "\\i": ".read", ".exit": ".quit", ".d": ".schema",
}  # fmt: skip
DEEPEST = 10  # files that read files


class ShellError(DatelineError):
    """A command that the shell does not know, or cannot carry out."""


class LeaveShell(Exception):
    """Somebody wants to leave."""


@dataclass
class Shell:
    """What a person has chosen, and what is done with what they type."""

    database: Database
    folders: Sequence[Path] = ()
    limits: Limits = field(default_factory=Limits)
    mode: str = "table"
    values: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    def run(self, text: str) -> None:
        """Run commands and statements in their order; raise DatelineError or LeaveShell."""
        for part in split(text):
            head, _, last = part.rpartition("\n")
            if is_command(part):
                self.run_command(part)
            elif head and is_command_name(last):
                say("the statement lacks its semicolon, and was not run")
                self.run_command(last.strip())
            else:
                self.run_statement(part)

    def run_statement(self, sql: str) -> None:
        self.show(
            lambda _: run_contained(self.database, sql, self.values, self.values, self.limits)
        )

    def show(self, ask: Callable[[Reader], Stream]) -> None:
        """Print an answer; the database is open only so long, so that others can write."""
        with reading(self.database) as connection:
            answer = ask(connection)
            emit_result(answer, self.mode, None, lambda: list_sources(connection))
        if answer.tally.was_cut:
            say(f"stopped at {self.limits.rows:,} rows; --max-rows takes more, 0 all of them")
        elif not answer.tally.count:
            say("nothing found")

    def run_command(self, line: str) -> None:
        name, _, rest = line.rstrip("; ").partition(" ")
        try:
            words = shlex.split(rest)
        except ValueError as error:
            raise ShellError(f"{line}: a quotation mark is missing") from error
        if name == "\\d" and words:
            name = ".schema"
        command = COMMANDS.get(SHORT.get(name, name))
        if command is None:
            raise ShellError(f"there is no command {name}; .help lists them")
        command(self, words)


def say(text: str) -> None:
    """A line for the person, not for the pipe."""
    print(*map(clean, text.split("\n")), sep="\n", file=sys.stderr, flush=True)  # noqa: T201


def _show_help(_shell: Shell, _words: Sequence[str]) -> None:
    sys.stdout.write(HELP)


def _list_tables(shell: Shell, _words: Sequence[str]) -> None:
    def ask(connection: Reader) -> Stream:
        things = ((thing.name, thing.kind, thing.comment) for thing in list_things(connection))
        return Stream(["name", "kind", "meaning"], None, things)

    shell.show(ask)


def _describe(shell: Shell, words: Sequence[str]) -> None:
    if not words:
        _list_tables(shell, words)
        return

    def ask(connection: Reader) -> Stream:
        thing = find_thing(connection, words[0].strip('"'))
        columns = [
            (column.name, column.type, column.comment)
            for column in list_columns(connection, thing.name)
        ]
        say(f"{thing.call}: {thing.comment}")
        return Stream(["column", "type", "meaning"], None, iter(columns))

    shell.show(ask)


def _list_queries(shell: Shell, _words: Sequence[str]) -> None:
    paths = sorted(find_files(shell.folders).items())
    width = max(len(name) for name, _ in paths)
    for name, path in paths:
        sys.stdout.write(f"{name:<{width}}  {read_query(path).title}\n")


def _run_query(shell: Shell, words: Sequence[str]) -> None:
    if not words:
        raise ShellError(".run QUERY NAME=VALUE …; .queries lists them")
    query = find_query(words[0], shell.folders)
    given: dict[str, Any] = read_parameters(words[1:])
    if unknown := sorted(given.keys() - list_parameters(query)):
        known = ", ".join(sorted(list_parameters(query))) or "none"
        raise ShellError(f"{query.name} has no parameter {unknown[0]}; it has: {known}")
    shell.show(lambda connection: ask_stream(connection, query, given, shell.limits))


def _set_value(shell: Shell, words: Sequence[str]) -> None:
    shell.values.update(read_parameters(words))
    if not words:
        for name, value in sorted(shell.values.items()):
            sys.stdout.write(f"{name}={value}\n")


def _unset_value(shell: Shell, words: Sequence[str]) -> None:
    for name in words:
        if not NAME.fullmatch(name) or shell.values.pop(name, None) is None:
            raise ShellError(f"{name} is not set; .set lists what is")


def _choose_mode(shell: Shell, words: Sequence[str]) -> None:
    if len(words) != 1 or words[0] not in MODES:
        raise ShellError(f".mode FORMAT: one of {', '.join(MODES)}; it is {shell.mode}")
    shell.mode = words[0]


def _expand(shell: Shell, _words: Sequence[str]) -> None:
    shell.mode = "table" if shell.mode == "vertical" else "vertical"
    say(f"rows are written as {shell.mode}")


def _read_file(shell: Shell, words: Sequence[str]) -> None:
    if len(words) != 1:
        raise ShellError(".read FILE")
    if shell.depth == DEEPEST:
        raise ShellError(f"{words[0]}: files read files, {DEEPEST} deep")
    shell.depth += 1
    try:
        shell.run(read_statement(None, Path(words[0]).expanduser()))
    finally:
        shell.depth -= 1


def _leave(_shell: Shell, _words: Sequence[str]) -> None:
    raise LeaveShell


COMMANDS: dict[str, Callable[[Shell, Sequence[str]], None]] = {
    ".help": _show_help,
    ".tables": _list_tables,
    ".schema": _describe,
    ".queries": _list_queries,
    ".run": _run_query,
    ".set": _set_value,
    ".unset": _unset_value,
    ".mode": _choose_mode,
    "\\x": _expand,
    ".read": _read_file,
    ".quit": _leave,
}
