"""Where results go: a terminal, a pipe or a file.

A pipe and a file get the same bytes: UTF-8, lines ended by a line feed, no colour. A file is put
in place only once it is whole, so that a command that fails leaves the old one as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from db.errors import DatelineError
from db.evidence import MOST, Notes
from db.grid import Grid, lay_out
from db.query import Stream
from db.render import write_json, write_markdown, write_plain, write_result, write_vertical
from db.text import clean

if TYPE_CHECKING:
    from rich.console import Console

    from db.page import Page
    from db.query import Result
    from db.shown_figures import Figures

Citation = Mapping[str, Any]
EXPLAINED = ["explain_key", "explain_value"]
FOR_PEOPLE = ("table", "vertical", "markdown")


class OutputError(DatelineError):
    """A file that cannot be written."""


class Style(NamedTuple):
    """How rows are written: lines as long as they are, CSV as it is."""

    wide: bool = False
    raw: bool = False


def emit_result(
    result: Result | Stream,
    form: str,
    file: Path | None,
    sources: Callable[[], Result] | None = None,
    citation: Citation | None = None,
    style: Style = Style(),  # noqa: B008  it cannot be changed
) -> None:
    """Rows of any query; `sources` are asked for only where they are listed as notes."""
    if form == "table" and result.columns == EXPLAINED:
        with open_output(file) as out:  # a plan is a drawing of several lines
            out.writelines(f"{clean(line)}\n" for row in result.rows for line in row[1].split("\n"))
        return
    if form in FOR_PEOPLE:
        rows = result.read() if isinstance(result, Stream) else result
        grid = lay_out(rows, _take_notes(form, sources))
        _emit_grid(grid, form, file, citation, style)
        return
    _emit_rows(result, form, file, citation, style)


def emit_timeline(
    result: Result | Stream,
    form: str,
    file: Path | None,
    sources: Callable[[], Result],
    citation: Citation | None = None,
    style: Style = Style(),  # noqa: B008  it cannot be changed
    *,
    figures: Callable[[], Figures] = dict,
    by: str | None = None,
) -> None:
    """Events in order of time; the `figures` behind their words are asked for where they are drawn.

    A terminal has them by year, unless something else is asked for.
    """
    from db.grid import lay_out_timeline

    if form not in FOR_PEOPLE:
        _emit_rows(result, form, file, citation, style)
        return
    events, notes = list(result.dicts()), _take_notes(form, sources)
    if _is_drawn(form, file, style):
        from db.timeline_screen import print_timeline

        with _terminal(citation) as console:
            print_timeline(events, notes, figures(), by or "year", console)
        return
    _emit_grid(lay_out_timeline(events, notes, by or "none"), form, file, citation, style)


def _emit_rows(
    result: Result | Stream,
    form: str,
    file: Path | None,
    citation: Citation | None,
    style: Style,
) -> None:
    """Rows for a machine; the citation of all but JSON stands in a file of its own."""
    if isinstance(result, Stream) and result.types is None:  # only their values tell what they are
        result = result.read()
    beside = citation is not None and form != "json"
    if beside and (file is None or str(file) == "-"):
        raise OutputError(
            f"--cite with --format {form} needs --output FILE: it writes FILE.cite.json"
        )
    if form == "parquet":
        _emit_parquet(result, file)
    else:
        with open_output(file) as out:
            if citation is not None and form == "json":
                write_json({"citation": citation, "rows": list(result.dicts())}, out)
            else:
                write_result(result, form, out, raw=style.raw)
    if beside and file is not None:
        from db.citation import name_citation_file

        with open_output(name_citation_file(file)) as out:
            write_json(citation, out)


def _emit_parquet(result: Result | Stream, file: Path | None) -> None:
    """Bytes for a file, or for a pipe; raise OutputError for a terminal."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    from db.parquet import write_parquet

    if file is not None and str(file) != "-":
        with replacing(file) as draft:
            write_parquet(result, draft)
        return
    if sys.stdout is None or _on_terminal():
        raise OutputError("--format parquet writes bytes; choose a file with --output")
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "rows.parquet"
        write_parquet(result, draft)
        with draft.open("rb") as rows:
            copyfileobj(rows, sys.stdout.buffer)
        sys.stdout.flush()


def _write_citation(citation: Citation | None, form: str, out: IO[str]) -> None:
    if citation is None:
        return
    from db.citation import FENCE, HEADING

    out.write(f"\n{FENCE}" if form == "markdown" else HEADING)
    write_json(citation, out)
    out.write("```\n" if form == "markdown" else "")


def _take_notes(form: str, sources: Callable[[], Result] | None) -> Notes:
    return Notes(sources().dicts() if sources else (), MOST if form == "table" else None)


def emit_page(
    page: Page,
    form: str,
    file: Path | None,
    sources: Callable[[], Result] | None = None,
    below: Callable[[Page, str, IO[str]], None] | None = None,
) -> None:
    """Facts and tables of one thing; `below` writes what else people see."""
    from db.page import write_page

    notes = Notes() if form == "json" else _take_notes(form, sources)
    if _is_drawn(form, file):
        from db.terminal import print_page

        with _terminal() as console:
            print_page(page, console, notes)
            if below is not None:
                more = StringIO()
                below(page, form, more)
                console.print(more.getvalue(), markup=False, soft_wrap=True, end="")
        return
    with open_output(file) as out:
        write_page(page, form, out, notes)
        if below is not None and form != "json":
            below(page, form, out)


def _emit_grid(
    grid: Grid, form: str, file: Path | None, citation: Citation | None, style: Style
) -> None:
    if _is_drawn(form, file, style):
        from db.terminal import print_grid

        with _terminal(citation) as console:
            print_grid(grid, console)
        return
    write = {"table": write_plain, "vertical": write_vertical, "markdown": write_markdown}[form]
    with open_output(file) as out:
        write(grid, out)
        _write_citation(citation, form, out)


def _is_drawn(form: str, file: Path | None, style: Style = Style()) -> bool:  # noqa: B008
    """Whether a table goes to a person's terminal, and is to fit it."""
    return form == "table" and file is None and not style.wide and _on_terminal()


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


@contextmanager
def _terminal(citation: Citation | None = None) -> Iterator[Console]:
    """What is drawn is shown at the end, by a pager where it does not fit."""
    from db.pager import show
    from db.terminal import open_console

    console = open_console()
    with console.capture() as drawn:
        yield console
    rest = StringIO()
    _write_citation(citation, "table", rest)
    show(drawn.get() + rest.getvalue(), console.height)


@contextmanager
def open_output(file: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that replaces the old one at the end; raises OutputError."""
    if file is None or str(file) == "-":
        if sys.stdout is None:
            raise OutputError("standard output is closed; choose a file with --output")
        yield sys.stdout
        sys.stdout.flush()
        return
    with replacing(file) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        yield out


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A file to write that takes the place of another at the end; raises OutputError."""
    if _is_database(file):
        raise OutputError(f"{file} is or belongs to a DuckDB database; choose another file")
    try:
        if file.exists() and not file.is_file():  # a device or a named pipe
            yield file
        else:
            yield from _replace(file.resolve())
    except OSError as error:
        raise OutputError(f"{file} cannot be written: {error.strerror}; choose another") from error


def _replace(file: Path) -> Iterator[Path]:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        yield draft
        if file.exists():
            draft.chmod(file.stat().st_mode)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _is_database(file: Path) -> bool:
    """Whether writing to the file would destroy a database, or what stands beside one."""
    if file.suffix in (".wal", ".lock"):
        return True
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(12)[8:] == b"DUCK"
