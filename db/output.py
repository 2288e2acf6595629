"""Where results go: a terminal, a pipe or a file.

A pipe and a file get the same bytes: UTF-8, lines ended by a line feed, no colour. A file is put
in place only once it is whole, so that a command that fails leaves the old one as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from db.errors import DatelineError
from db.evidence import MOST, Notes
from db.grid import Grid, lay_out
from db.query import Stream
from db.render import write_json, write_markdown, write_plain, write_result, write_vertical

if TYPE_CHECKING:
    from db.page import Page
    from db.query import Result

Citation = Mapping[str, Any]
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
    if form in FOR_PEOPLE:
        rows = result.read() if isinstance(result, Stream) else result
        grid = lay_out(rows, _take_notes(form, sources))
        _emit_grid(grid, form, file, timeline=False, citation=citation, style=style)
        return
    _emit_rows(result, form, file, citation, style)


def emit_timeline(
    result: Result | Stream,
    form: str,
    file: Path | None,
    sources: Callable[[], Result],
    citation: Citation | None = None,
    style: Style = Style(),  # noqa: B008  it cannot be changed
) -> None:
    """Events in order of time."""
    from db.grid import lay_out_timeline

    if form in FOR_PEOPLE:
        grid = lay_out_timeline(list(result.dicts()), _take_notes(form, sources))
        _emit_grid(grid, form, file, timeline=True, citation=citation, style=style)
        return
    _emit_rows(result, form, file, citation, style)


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
    if form == "table" and file is None and _on_terminal():
        from db.terminal import print_page

        print_page(page, notes=notes)
        if below is not None:
            below(page, form, sys.stdout)
        return
    with open_output(file) as out:
        write_page(page, form, out, notes)
        if below is not None and form != "json":
            below(page, form, out)


def _emit_grid(
    grid: Grid,
    form: str,
    file: Path | None,
    *,
    timeline: bool,
    citation: Citation | None,
    style: Style,
) -> None:
    if form == "table" and file is None and _on_terminal() and not style.wide:
        from db import terminal

        (terminal.print_timeline if timeline else terminal.print_grid)(grid)
        _write_citation(citation, form, sys.stdout)
        return
    write = {"table": write_plain, "vertical": write_vertical, "markdown": write_markdown}[form]
    with open_output(file) as out:
        write(grid, out)
        _write_citation(citation, form, out)


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


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _is_database(file: Path) -> bool:
    """Whether writing to the file would destroy a database, or what stands beside one."""
    if file.suffix in (".wal", ".lock"):
        return True
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(12)[8:] == b"DUCK"
