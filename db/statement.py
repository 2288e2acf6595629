"""A statement of one's own, and the values for it, as they come from a command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.errors import DatelineError, EdtfError
from db.query import check_unicode
from db.query_head import OF_VIEWS

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST_CHARACTERS = 1_000_000


class StatementFault(DatelineError):
    """A statement that cannot be read, or values that do not belong to it."""


def read_statement(statement: str | None, script: Path | None) -> str:
    """The statement as given, else from a file or standard input; raise StatementFault."""
    if statement is not None and script is not None:
        raise StatementFault("give the statement, or a file with --file, not both")
    if statement is None and script is None and not _is_piped():
        raise StatementFault('there is no statement; write `dateline sql "SELECT …"`, or --file')
    source = str(script or statement or "-")
    if source == "-" and sys.stdin is None:
        raise StatementFault("standard input is closed")
    if source == "-":
        text = _decode(sys.stdin.buffer.read(), "standard input")
    elif script is not None:
        text = _decode(script.read_bytes(), source)
    else:
        text = source
    check_unicode(text)
    if len(text) > MOST_CHARACTERS:
        raise StatementFault(f"the statement has more than {MOST_CHARACTERS:,} characters")
    return text


def _is_piped() -> bool:
    """Whether something is on standard input that is no person."""
    return sys.stdin is not None and not sys.stdin.isatty()


def _decode(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatementFault(f"{source} is not written in UTF-8; write it so") from error


def read_parameters(written: Sequence[str]) -> dict[str, str]:
    """`NAME=VALUE`, each name once; raise StatementFault or QueryError."""
    found: dict[str, str] = {}
    for each in written:
        name, equals, value = each.partition("=")
        if not equals or not NAME.fullmatch(name):
            raise StatementFault(f"-p {each}: write NAME=VALUE, the name in letters, digits and _")
        check_unicode(value)
        if name in found:
            raise StatementFault(f"-p {name} is given twice")
        found[name] = _read_last_day(value) if name == "known_by" else value
    return found


def _read_last_day(text: str) -> str:
    """The last day of a day, month or year, which the views compare with; raise EdtfError."""
    from db.edtf import parse_edtf

    day = parse_edtf(text).latest
    if day is None:
        raise EdtfError(f"known_by={text} has no last day", "give a day, month or year")
    return day.isoformat()


def check_used(sql: str, given: Mapping[str, Any]) -> None:
    """Raise StatementFault for a value that nothing in the statement, and no view, asks for."""
    for name in given:
        if name not in OF_VIEWS and not re.search(rf"(\$|['\"]){name}\b", sql):
            raise StatementFault(
                f"-p {name}: nothing in the statement asks for it; write ${name} where it belongs"
            )
