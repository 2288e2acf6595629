"""Write results as table, blocks, JSON, JSON Lines, CSV or Markdown.

JSON and CSV carry every column; CSV has evidence in columns of its own. Decimals are written with
all their digits and no trailing zeros, never through floating point; dates as ISO 8601; lists in
CSV cells are joined by `; `.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import IO, Any

from db.evidence import spread
from db.grid import Grid, show
from db.number import format_decimal
from db.query import Result, Stream
from db.text import display_width, is_control, pad

# With their full-width forms, as OWASP lists them for CSV injection.
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*%?")


def write_result(result: Result | Stream, form: str, out: IO[str], *, raw: bool = False) -> None:
    """Write rows in one of the formats for machines, each as it comes.

    In CSV a text that a spreadsheet would run is made harmless, unless it is to be raw.
    """
    if form == "csv":
        spread_out = spread(result)
        out.write(to_csv([show_csv(name, raw=raw) for name in spread_out.columns]))
        for row in spread_out.rows:
            out.write(to_csv([show_csv(value, raw=raw) for value in row]))
    elif form == "jsonl":
        out.writelines(to_json(row) + "\n" for row in result.dicts())
    else:
        write_json_rows(result.dicts(), out)


def write_json_rows(rows: Iterable[dict[str, Any]], out: IO[str]) -> None:
    """Write rows as an indented array."""
    opening, line = "[", "\n  "
    for row in rows:
        out.write(opening + line + _indent(row, line))
        opening = ","
    out.write("[]\n" if opening == "[" else "\n]\n")


def to_csv(cells: Sequence[str]) -> str:
    """A line of CSV (RFC 4180, but ended by a line feed); a return inside a cell is quoted, too."""
    if list(cells) == [""]:
        return '""\n'
    return ",".join(map(_quote, cells)) + "\n"


def _quote(cell: str) -> str:
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def show_csv(value: Any, *, raw: bool = True) -> str:
    """A cell of CSV; with an apostrophe before what a spreadsheet would run as a formula."""
    if isinstance(value, (str, list, dict)):
        text = value if isinstance(value, str) else show(value)
        runs = not raw and text.startswith(RUN_BY_SPREADSHEETS) and not NUMBER.fullmatch(text)
        return f"'{text}" if runs else text
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else show(value)


def write_json(value: Any, out: IO[str]) -> None:
    """Write a value as indented JSON (RFC 8259)."""
    out.write(_indent(value, "\n") + "\n")


def to_json(value: Any) -> str:
    """A value as JSON on one line."""
    if isinstance(value, dict):
        items = (f"{_encode_text(name)}: {to_json(item)}" for name, item in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(to_json, value)) + "]"
    return _encode_scalar(value)


def _indent(value: Any, line: str) -> str:
    """A value as JSON on several lines; `line` is a line break with the indent so far."""
    inner = line + "  "
    if isinstance(value, dict) and value:
        items = (f"{_encode_text(name)}: {_indent(item, inner)}" for name, item in value.items())
        return "{" + inner + ("," + inner).join(items) + line + "}"
    # A list of plain values stays on one line.
    if isinstance(value, (list, tuple)) and any(isinstance(item, (dict, list)) for item in value):
        return "[" + inner + ("," + inner).join(_indent(item, inner) for item in value) + line + "]"
    return to_json(value)


def _encode_text(text: str) -> str:
    encoded = _load_encoder()(text)
    if encoded.isprintable():
        return encoded
    # JSON lets through some that mean something to terminals.
    return "".join(f"\\u{ord(char):04x}" if is_control(char) else char for char in encoded)


@cache
def _load_encoder() -> Callable[[str], str]:
    from json.encoder import encode_basestring  # seldom needed: a table does without

    return encode_basestring


def _encode_scalar(value: Any) -> str:
    if isinstance(value, str):
        return _encode_text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):  # a mean, in somebody's own query
        return repr(value) if isfinite(value) else "null"
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, (date, time)):
        return f'"{value.isoformat()}"'
    return _encode_text(show(value))


def write_plain(grid: Grid, out: IO[str]) -> None:
    """A table as plain text: a line a row, nothing cut, columns aligned."""
    if not grid.rows:
        return
    widths = [
        max(display_width(cell) for cell in column)
        for column in zip(grid.columns, *grid.rows, strict=True)
    ]
    _write_line(grid.columns, widths, grid, out)
    out.write("  ".join("-" * width for width in widths) + "\n")
    for at, row in enumerate(grid.rows):
        if at in grid.sections:
            out.write(f"\n{grid.sections[at]}\n")
        _write_line(row, widths, grid, out)
    write_notes(grid.notes, out)


def write_vertical(grid: Grid, out: IO[str]) -> None:
    """Each row as a block with a line for each column that has something in it."""
    width = max(map(display_width, grid.columns), default=0)
    for at, row in enumerate(grid.rows):
        if at in grid.sections:
            out.write(f"{grid.sections[at]}\n\n")
        out.write(f"-[ {at + 1} ]-\n")
        for name, cell in zip(grid.columns, row, strict=True):
            if cell:
                out.write(f"{pad(name, width)}  {cell}\n")
        out.write("\n" if at + 1 < len(grid.rows) else "")
    write_notes(grid.notes, out)


def write_notes(notes: Sequence[str], out: IO[str]) -> None:
    """The notes below a table, a line each."""
    if notes:
        out.write("\n" + "".join(f"{note}\n" for note in notes))


def _write_line(cells: Sequence[str], widths: Sequence[int], grid: Grid, out: IO[str]) -> None:
    padded = (
        pad(cell, width, right=at in grid.right)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    out.write("  ".join(padded).rstrip() + "\n")


def write_markdown(grid: Grid, out: IO[str]) -> None:
    """A table in GitHub's Markdown; notes become a numbered list."""
    out.write("| " + " | ".join(map(escape_markdown, grid.columns)) + " |\n")
    rules = ("---:" if at in grid.right else "---" for at in range(len(grid.columns)))
    out.write("| " + " | ".join(rules) + " |\n")
    for at, row in enumerate(grid.rows):
        if at in grid.sections:
            out.write(f"| **{grid.sections[at]}** |" + " |" * (len(grid.columns) - 1) + "\n")
        out.write("| " + " | ".join(map(escape_markdown, row)) + " |\n")
    write_markdown_notes(grid.notes, out)


def write_markdown_notes(notes: Sequence[str], out: IO[str]) -> None:
    """The notes as a numbered list."""
    for at, note in enumerate(notes):
        number, _, text = note.partition("  ")
        out.write(("" if at else "\n") + f"{number}. {escape_markdown(text)}\n")


def escape_markdown(text: str) -> str:
    for char in "\\`*_[]<>|#&":
        text = text.replace(char, "\\" + char)
    return text
