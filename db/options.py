"""What the commands share: options, completion, errors, and a command for each saved query."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.errors import DatelineError
from db.formats import FORMATS
from db.pager import CHOSEN
from db.text import LACKING, clean

if TYPE_CHECKING:
    from db.output import Style
    from db.query import SavedQuery, Stream, Tally
    from db.reader import Reader
    from db.sandbox import Limits

PAGE_FORMATS = ("table", "json", "markdown")
PLAIN_WORD = re.compile(r"[\w.:@%+-]+")
STATUSES = ("happened", "ongoing", "ended", "planned", "forecast", "denied", "cancelled")
CITED, WIDE, RAW = "dateline.cite", "dateline.wide", "dateline.raw"
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


Completion = Callable[[click.Context, click.Parameter, str], list[str]]


def complete(kind: str) -> Completion:
    """Shell completion by the names of a kind of thing in the data."""

    def list_them(connection: Reader) -> list[str]:
        from db.name import list_names

        return list_names(connection, kind)

    return complete_from(list_them)


def complete_from(list_them: Callable[[Reader], list[str]]) -> Completion:
    """Shell completion from the data; silent where there is no database."""

    def candidates(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        from db.reading import DEFAULT, choose_database, reading

        try:
            chosen = choose_database(ctx.find_root().params.get("database")) or DEFAULT
            with reading(chosen) as connection:
                names = list_them(connection)
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
                callback=_remember(CITED),
                help="Add what was asked of what, for `rerun` to repeat and compare.",
            )(command)
        if formats == FORMATS:
            command = _add_style(command)
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


def file_option(
    help: str,  # noqa: A002  as Click calls it
    default: Path | None = None,
) -> Callable[[Command], Command]:
    """`--output FILE` of a command that writes one file, with - for standard output."""
    return click.option(
        "--output",
        "-o",
        "file",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        default=default,
        show_default=default is not None,
        help=help,
    )


def _add_style(command: Command) -> Command:
    """What is seldom needed, and kept beside the command's own options."""
    command = click.option(
        "--raw",
        is_flag=True,
        expose_value=False,
        callback=_remember(RAW),
        help="CSV as it is: without an apostrophe before what a spreadsheet would run.",
    )(command)
    return click.option(
        "--wide",
        is_flag=True,
        expose_value=False,
        callback=_remember(WIDE),
        help="A table with a line for each row, however long.",
    )(command)


def _remember(key: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def remember(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        ctx.meta[key] = value

    return remember


def _remember_pager(ctx: click.Context, _param: click.Parameter, value: bool | None) -> None:
    ctx.meta[CHOSEN] = value


wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    help="Seconds to wait for another process that writes.",
)


def _refuse_nan(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    if isnan(value):
        raise click.BadParameter("nan is no number of seconds")
    return value


def sandbox_options(command: Command) -> Command:
    """The limits of a statement that is run contained."""
    command = click.option(
        "--max-rows",
        type=click.IntRange(0, 10**12),
        default=10_000,
        show_default=True,
        help="Take so many rows, and say so if there are more; 0 takes all.",
    )(command)
    return click.option(
        "--timeout",
        type=click.FloatRange(0.1, 86_400),
        callback=_refuse_nan,
        default=30.0,
        show_default=True,
        help="Seconds that it may take.",
    )(command)


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


def cite_answer(
    connection: Reader, query: SavedQuery, given: Mapping[str, Any], answer: Stream
) -> tuple[dict[str, Any] | None, Stream]:
    """The citation of an answer, where --cite asks for it, and the answer, still to be read."""
    if not click.get_current_context().meta.get(CITED):
        return None, answer
    from db.citation import cite

    result = answer.read()
    if answer.tally.was_cut:
        raise click.UsageError("--cite needs the whole answer: give --max-rows 0")
    return cite(connection, query, given, result), result.stream(answer.types)


def get_style() -> Style:
    """How the command that runs is to write its rows."""
    from db.output import Style

    meta = click.get_current_context().meta
    return Style(wide=meta.get(WIDE, False), raw=meta.get(RAW, False))


def show_query(
    database: Database | None,
    query: SavedQuery | str,
    given: dict[str, Any],
    form: str,
    file: Path | None,
    limits: Limits | None = None,
) -> None:
    """Run a saved query and print its rows."""
    from db.output import emit_result
    from db.query import find_query, list_sources
    from db.question import ask_stream
    from db.reading import find_database, reading

    if isinstance(query, str):
        query = find_query(query)
    with reading(find_database(database)) as connection:
        answer = ask_stream(connection, query, given, limits)
        citation, answer = cite_answer(connection, query, given, answer)
        emit_result(answer, form, file, lambda: list_sources(connection), citation, get_style())
        remark_folded(connection, given)
    remark_end(answer.tally, limits)


def remark_end(tally: Tally, limits: Limits | None = None) -> None:
    """Say so where there were no rows, or more of them."""
    if tally.was_cut and limits and limits.rows:
        remark(f"stopped at {limits.rows:,} rows; --max-rows takes more, 0 all of them")
    elif not tally.count:
        remark("nothing found")


def queries_option(command: Command) -> Command:
    """Folders with saved queries of one's own, beside those of DATELINE_QUERIES."""
    return click.option(
        "--queries",
        "folders",
        multiple=True,
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Folder with saved queries of your own, may be given again; more by DATELINE_QUERIES.",
    )(command)


def choose_folders(ctx: click.Context) -> list[Path]:
    """The folders of one's own queries, as given to the command or by DATELINE_QUERIES."""
    from db.query import list_folders

    return [*ctx.params.get("folders", ()), *list_folders()]
