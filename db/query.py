"""Saved queries: one SELECT a file, whose head comment is its help.

    -- title: Who pays whom
    -- description: What it shows; goes on in indented
    --   lines.
    -- param company company: what the parameter does
    -- example: --company TikTok

A parameter has a name, a type and a help text. In the SQL it is `getvariable('name')`, NULL where
it is not given, so that the same file runs in every DuckDB client after `SET VARIABLE`. A query
that cannot run on PostgreSQL says `engine: duckdb`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from db.errors import DatelineError
from db.reader import Reader, StatementError, is_duckdb, set_variable
from db.revision import ROOT

QUERIES = ROOT / "queries"
TYPES = (
    "text", "integer", "boolean", "first_day", "last_day", "company", "event", "source",
    "event_types", "statuses", "measure", "unit", "basis",
)  # fmt: skip
_FIELD = re.compile(r"(title|description|example|engine):(.*)")
_PARAM = re.compile(r"param ([a-z_]+) ([a-z_]+): *(.*)")


class QueryError(DatelineError):
    """A saved query that is not there, is badly written, or fails."""


class Param(NamedTuple):
    """A parameter of a saved query."""

    name: str
    type: str
    help: str


class SavedQuery(NamedTuple):
    """A saved query and its help."""

    name: str
    path: Path
    sql: str
    fields: dict[str, str]
    params: list[Param]

    @property
    def title(self) -> str:
        return self.fields["title"]


class Result(NamedTuple):
    """Rows with the names of their columns."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def list_queries() -> list[SavedQuery]:
    """All saved queries, by name."""
    return [read_query(path) for path in sorted(QUERIES.glob("*.sql"))]


def find_query(name: str) -> SavedQuery:
    """The saved query of this name; raise QueryError with the nearest names if there is none."""
    paths = {path.stem: path for path in QUERIES.glob("*.sql")}
    if name not in paths:
        import difflib

        near = difflib.get_close_matches(name, sorted(paths))
        hint = f"did you mean {' or '.join(near)}?" if near else "`dateline query` lists them"
        raise QueryError(f"there is no saved query '{name}'; {hint}")
    return read_query(paths[name])


def read_query(path: Path) -> SavedQuery:
    """Read a query file; raise QueryError with file and line if its head is badly written."""
    text = path.read_text(encoding="utf-8")
    query = SavedQuery(path.stem, path, text, {}, [])
    last = ""
    for number, line in enumerate(_head(text), start=1):
        if line.startswith("  ") and last:
            query.fields[last] += " " + line.strip()
        elif match := _FIELD.fullmatch(line.strip()):
            last = match[1]
            query.fields[last] = match[2].strip()
        elif (match := _PARAM.fullmatch(line.strip())) and match[2] in TYPES:
            last = ""
            query.params.append(Param(match[1], match[2], match[3]))
        else:
            raise QueryError(
                f"{path}:{number}: '{line.strip()}' is no line of a query's head; write "
                "`title:`, `description:`, `param NAME TYPE: help`, `example:` or `engine:`"
            )
    if not query.fields.get("title"):
        raise QueryError(f"{path}:1: the query has no title; start with `-- title: …`")
    return query


def _head(text: str) -> Iterator[str]:
    """The lines of the comment at the top, without their dashes."""
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").removeprefix(" ")


def check_unicode(value: Any) -> None:
    """Raise QueryError for text with bytes that are not UTF-8, which DuckDB cannot take."""
    if isinstance(value, str) and value.encode("utf-8", "ignore").decode() != value:
        shown = value.encode("utf-8", "replace").decode()
        raise QueryError(f"'{shown}' is not written in UTF-8; write it so")


def run_query(connection: Reader, query: SavedQuery, values: Mapping[str, Any]) -> Result:
    """Run a saved query; parameters that are not given are NULL."""
    if query.fields.get("engine") == "duckdb" and not is_duckdb(connection):
        raise QueryError(f"{query.path.name} runs on DuckDB only, and this is PostgreSQL")
    try:
        for param in query.params:
            value = values.get(param.name)
            check_unicode(value)
            set_variable(connection, param.name, value)  # _PARAM lets only identifiers through
        cursor = connection.execute(query.sql)
        columns = [column[0] for column in cursor.description or []]
        return Result(columns, cursor.fetchall())
    except (duckdb.Error, StatementError) as error:
        reason = str(error).splitlines()[0]
        raise QueryError(f"{query.path.name} failed: {reason}") from error


def list_sources(connection: Reader) -> Result:
    """All sources, for the notes below a table."""
    return run_query(connection, find_query("sources"), {})
