"""Saved queries: one SELECT a file, found by the file's name, and their rows.

Dateline's own stand in queries/; people have more in folders of their own, which are run contained.
The same file runs in every DuckDB client, after `SET VARIABLE` for its parameters. A query that
cannot run on PostgreSQL says `engine: duckdb` in its head (db/query_head.py).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from db.query_head import Param, QueryError, read_head
from db.reader import Cursor, Reader, StatementError, is_duckdb, set_variable
from db.revision import ROOT

QUERIES = ROOT / "queries"
BATCH = 1000  # rows fetched at once
MOST_BYTES = 1_000_000  # of a file
NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*", re.IGNORECASE)
FOLDERS = "DATELINE_QUERIES"


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

    @property
    def is_own(self) -> bool:
        """Whether it is somebody's own, and so a stranger's to us."""
        return self.path.parent != QUERIES


class Result(NamedTuple):
    """Rows with the names of their columns."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def stream(self, types: list[str] | None = None) -> Stream:
        """The same rows, to be read once."""
        return Stream(self.columns, types, iter(self.rows))


class Tally:
    """How many rows were read, and whether there were more."""

    def __init__(self) -> None:
        self.count, self.was_cut = 0, False

    def keep(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        while True:
            try:
                row = next(rows)
            except StopIteration as end:
                self.was_cut = bool(end.value)
                return
            self.count += 1
            yield row


class Stream:
    """Rows that are fetched as they are read, once; with DuckDB's types, where they are known.

    The tally is right once they were read; a generator of rows may return that there were more.
    """

    def __init__(
        self, columns: list[str], types: list[str] | None, rows: Iterator[tuple[Any, ...]]
    ) -> None:
        self.columns, self.types, self.tally = columns, types, Tally()
        self.rows = self.tally.keep(rows)

    def dicts(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def read(self) -> Result:
        """All rows at once."""
        return Result(self.columns, list(self.rows))


def make_unique(names: Sequence[str]) -> list[str]:
    """Names of columns, of which one that is there already gets a number."""
    numbers: dict[str, int] = {}
    taken: dict[str, None] = {}
    for name in names:
        unique = name
        while unique in taken:
            numbers[name] = numbers.get(name, 1) + 1
            unique = f"{name}_{numbers[name]}"
        taken[unique] = None
    return list(taken)


def list_queries(folders: Sequence[Path] = ()) -> list[SavedQuery]:
    """All saved queries, by name; raise QueryError for the first that is badly written."""
    return [read_query(path) for _, path in sorted(find_files(folders).items())]


def find_query(name: str, folders: Sequence[Path] = ()) -> SavedQuery:
    """The saved query of this name; raise QueryError with the nearest names if there is none."""
    paths = find_files(folders)
    if name not in paths:
        import difflib

        near = difflib.get_close_matches(name, sorted(paths))
        hint = f"did you mean {' or '.join(near)}?" if near else "`dateline query` lists them"
        raise QueryError(f"there is no saved query '{name}'; {hint}")
    return read_query(paths[name])


def find_files(folders: Sequence[Path] = ()) -> dict[str, Path]:
    """The files of saved queries by name, Dateline's own among them; raise QueryError."""
    found: dict[str, Path] = {}
    for folder in (QUERIES, *dict.fromkeys(folder.resolve() for folder in folders)):
        if not folder.is_dir():
            raise QueryError(f"there is no folder {folder}")
        for path in sorted(folder.glob("*.sql")):
            if not NAME.fullmatch(path.stem):
                raise QueryError(f"{path}: name it by letters, digits, - and _ only")
            if (other := found.setdefault(path.stem, path)) != path:
                raise QueryError(f"{path} has the name of {other}; rename one of them")
    return found


def list_folders() -> list[Path]:
    """The folders of one's own that DATELINE_QUERIES names."""
    return [Path(name) for name in os.environ.get(FOLDERS, "").split(os.pathsep) if name]


def read_query(path: Path) -> SavedQuery:
    """Read a query file; raise QueryError with file and line if it is badly written."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise QueryError(f"{path} is no file of a query, or a very large one; take it away")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not written in UTF-8; write it so") from error
    except OSError as error:
        raise QueryError(f"{path} cannot be read: {error.strerror}") from error
    return SavedQuery(path.stem, path, text, *read_head(path, text))


def check_unicode(value: Any) -> None:
    """Raise QueryError for text with bytes that are not UTF-8, which DuckDB cannot take."""
    if isinstance(value, str) and value.encode("utf-8", "ignore").decode() != value:
        shown = value.encode("utf-8", "replace").decode()
        raise QueryError(f"'{shown}' is not written in UTF-8; write it so")


def run_query(connection: Reader, query: SavedQuery, values: Mapping[str, Any]) -> Result:
    """All rows of a saved query; parameters that are not given are NULL."""
    return stream_query(connection, query, values).read()


def stream_query(connection: Reader, query: SavedQuery, values: Mapping[str, Any]) -> Stream:
    """Run a saved query; its rows are fetched as they are read, before anything else is asked."""
    if query.fields.get("engine") == "duckdb" and not is_duckdb(connection):
        raise QueryError(f"{query.path.name} runs on DuckDB only, and this is PostgreSQL")
    try:
        for param in query.params:
            value = values.get(param.name)
            check_unicode(value)
            set_variable(connection, param.name, value)  # _PARAM lets only identifiers through
        cursor = connection.execute(query.sql)
        first = cursor.fetchmany(BATCH)  # many a fault shows only here
    except (duckdb.Error, StatementError) as error:
        raise _explain(query, error) from error
    described = cursor.description or []
    types = [str(column[1]) for column in described] if is_duckdb(connection) else None
    columns = make_unique([column[0] for column in described])
    return Stream(columns, types, _fetch(query, cursor, first))


def _fetch(
    query: SavedQuery, cursor: Cursor, rows: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    while rows:
        yield from rows
        try:
            rows = cursor.fetchmany(BATCH)
        except duckdb.Error as error:
            raise _explain(query, error) from error


def _explain(query: SavedQuery, error: Exception) -> QueryError:
    return QueryError(f"{query.path.name} failed: {str(error).splitlines()[0]}")


def list_sources(connection: Reader) -> Result:
    """All sources, for the notes below a table."""
    return run_query(connection, find_query("sources"), {})
