"""What the child process of db/sandbox.py runs: one statement of a stranger, contained.

It imports nothing of ours. It opens the file read-only, locks DuckDB's settings, and has the
system refuse to open anything more; only then it looks at the statement. What it answers are
frames on a pipe: a length of four bytes, and a pickle of plain values.
"""

from __future__ import annotations

import os
import pickle
import resource
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from threading import Thread
from typing import Any, BinaryIO

import duckdb

SETTINGS: dict[str, Any] = {
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "max_expression_depth": 200,
    "enable_external_access": False,  # the last: it forbids to set some of the others
}
READING = {
    "SELECT", "WITH", "FROM", "VALUES", "TABLE", "DESCRIBE", "DESC", "SHOW", "SUMMARIZE", "EXPLAIN",
    "PIVOT", "UNPIVOT", "(",
}  # fmt: skip
ONLY_READING = (
    "only a statement that reads is run: SELECT, FROM, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN"
)
BATCH = 500  # rows of a frame
MOST_BYTES = 16 * 2**20  # of a frame
MOST_COLUMNS = 10_000
MOST_OF_A_FAULT = 2_000  # characters
# Python imports what these values need, which it cannot once no file may be opened.
WARM_UP = (
    "SELECT 1::DECIMAL(9, 2), now(), current_date, TIME '12:00', uuid(), INTERVAL 1 DAY, 'a'::BLOB"
)


class RefusedError(Exception):
    """A statement that is not run."""


def main() -> None:
    """Answer the request on standard input by frames on standard output."""
    request = pickle.load(sys.stdin.buffer)  # noqa: S301  our own parent wrote it
    Thread(target=end_with_parent, daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else gets between the frames
    try:
        for frame in answer(request):
            write_frame(out, frame)
    except (RefusedError, duckdb.Error, MemoryError, RuntimeError) as error:
        write_frame(out, ("fault", type(error).__name__, str(error)[:MOST_OF_A_FAULT]))


def end_with_parent() -> None:
    """End when the parent does, which keeps the other end of the pipe open as long as it lives."""
    os.read(0, 1)
    os._exit(1)


def write_frame(out: BinaryIO, frame: tuple[Any, ...]) -> None:
    data = pickle.dumps(frame, protocol=5)
    if len(data) > MOST_BYTES:
        raise RefusedError(f"a row is too large, or {BATCH} rows together are; choose less of it")
    out.write(len(data).to_bytes(4, "big") + data)
    out.flush()


def answer(request: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Frames: the columns, batches of rows, and whether rows were left."""
    connection = open_contained(request)
    yield ("open",)
    statement = check(connection, request["sql"])
    given = request["parameters"]
    cursor = connection.execute(statement, take_parameters(statement, given) or None)
    columns = cursor.description or []
    if len(columns) > MOST_COLUMNS:
        raise RefusedError(
            f"{len(columns):,} columns are too many; choose {MOST_COLUMNS:,} at most"
        )
    yield "head", [column[0] for column in columns], [str(column[1]) for column in columns]
    left = request["rows"]
    while rows := cursor.fetchmany(BATCH if left is None else min(BATCH, left + 1)):
        yield "rows", [tuple(map(make_plain, row)) for row in rows[:left]]
        if left is not None and len(rows) > left:
            yield ("end", True)
            return
        left = None if left is None else left - len(rows)
    yield ("end", False)


def open_contained(request: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """The file, opened read-only; nothing else can be opened any more."""
    connection = duckdb.connect(f"duckdb:{request['path']}", read_only=True)
    connection.execute(WARM_UP).fetchall()
    for name, value in {**request["settings"], **SETTINGS}.items():
        connection.execute(f"SET {name} = ?", [value])
    for name, value in request["variables"].items():
        connection.execute(f'SET VARIABLE "{name}" = ?', [value])
    connection.execute("SET lock_configuration = true")
    for name, most in request["limits"].items():
        limit = getattr(resource, name)
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))
    return connection


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The statement, if it is a single one that reads; raise RefusedError."""
    if "\0" in sql:
        raise RefusedError("a statement ends at a NUL character for DuckDB; take it out")
    tokens = list_tokens(sql)
    if not tokens:
        raise RefusedError("there is no statement")
    if tokens[0][1] not in READING:
        raise RefusedError(f"{ONLY_READING}; this begins with {tokens[0][1][:30]}")
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        pivot = any(token == "PIVOT" for _, token in tokens)  # noqa: S105
        hint = "; name the values of PIVOT: ON column IN (…)" if pivot else ""
        raise RefusedError(f"only one statement is run at a time{hint}")
    [statement] = statements
    if statement.type == duckdb.StatementType.EXPLAIN:
        check(connection, cut_explain(sql, tokens))
    elif statement.type != duckdb.StatementType.SELECT:
        raise RefusedError(ONLY_READING)
    return statement


def list_tokens(sql: str) -> list[tuple[int, str]]:
    """Each token in capitals and the byte where it starts; comments are none."""
    data = sql.encode()
    starts = [at for at, _ in duckdb.tokenize(sql)] if sql.strip() else []
    ends = [*starts[1:], len(data)][: len(starts)]
    found = [
        (at, data[at:end].decode(errors="replace")) for at, end in zip(starts, ends, strict=True)
    ]
    words = [(at, token.strip("\ufeff").split(maxsplit=1)) for at, token in found]
    return [(at, word[0].upper()) for at, word in words if word]


def cut_explain(sql: str, tokens: list[tuple[int, str]]) -> str:
    """The statement that is to be explained, without what is said of how."""
    words = [token for _, token in tokens]
    start = 1
    if words[1:2] == ["ANALYZE"]:
        start = 2
    elif words[1:2] == ["("] and words[2:3] != [] and words[2] not in READING and ")" in words:
        start = words.index(")") + 1
    return sql.encode()[tokens[start][0] :].decode() if start < len(tokens) else ""


def take_parameters(statement: duckdb.Statement, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the statement's `$name`; raise RefusedError where one is missing."""
    missing = sorted(statement.named_parameters - given.keys())
    if missing:
        raise RefusedError("no value for $" + ", $".join(missing))
    return {name: given[name] for name in sorted(statement.named_parameters)}


def make_plain(value: Any) -> Any:
    """A value made of what the parent takes."""
    if isinstance(value, (datetime, time)) and value.tzinfo is not None:
        offset = value.utcoffset()
        return value.replace(tzinfo=None if offset is None else timezone(offset))
    if value is None or isinstance(
        value, (bool, int, float, str, bytes, Decimal, date, time, timedelta)
    ):
        return value
    if isinstance(value, dict):
        return {str(make_plain(key)): make_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [make_plain(item) for item in value]
    return bytes(value) if isinstance(value, (bytearray, memoryview)) else str(value)


if __name__ == "__main__":
    main()
