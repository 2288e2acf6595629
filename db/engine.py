"""SQLAlchemy engines over a database. Only writing, migrating and checking come here."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from duckdb_sqlalchemy import ConnectionWrapper
from sqlalchemy import (
    URL,
    BindParameter,
    Connection,
    Engine,
    ExceptionContext,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    select,
)  # fmt: skip
from sqlalchemy.pool import NullPool

from db.address import Database, Server
from db.models import TABLES
from db.reader import Reader
from db.reading import open_file

# The oldest format that every DuckDB client from 1.4 on can open, the WebAssembly build included.
STORAGE_VERSION = "v1.4.0"


def make_engine(database: Database, *, read_only: bool = False) -> Engine:
    """An engine that holds the file, or the server's connection, only while one is open.

    Opening to read waits for a writer, and raises BusyError or NoDatabaseError, as all reading.
    """
    if isinstance(database, Server):
        return _make_server_engine(database, read_only=read_only)
    path = database
    # DuckDB looks for pandas anew for each value that it is given: a third of a load's time.
    if "pandas" not in sys.modules and importlib.util.find_spec("pandas") is None:
        sys.modules["pandas"] = None  # type: ignore[assignment]
    url = URL.create("duckdb", database=str(path))
    if read_only:
        return create_engine(
            url, poolclass=NullPool, creator=lambda: ConnectionWrapper(open_file(path))
        )
    config = {"storage_compatibility_version": STORAGE_VERSION}
    return create_engine(url, poolclass=NullPool, connect_args={"config": config})


def _make_server_engine(server: Server, *, read_only: bool) -> Engine:
    """An engine that says what the server refuses as a ServerError."""
    from db.server import connect, explain

    def refuse(context: ExceptionContext) -> None:
        raise explain(server, context.original_exception) from context.original_exception

    engine = create_engine(
        "postgresql+psycopg://",
        poolclass=NullPool,
        creator=lambda: connect(server, read_only=read_only),
    )
    event.listen(engine, "handle_error", refuse)
    return engine


def as_reader(connection: Connection) -> Reader:
    """The same connection, and its transaction, as reading uses it."""
    plain: Any = connection.connection.driver_connection
    if connection.dialect.name == "duckdb":
        return plain  # type: ignore[no-any-return]
    from db.server import ServerReader

    return ServerReader(plain)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; into a file as one JSON text: many times as fast as a parameter for each value.

    A column that a row does not name is NULL; a name that is no column raises KeyError.
    """
    empty = dict.fromkeys(name for row in rows for name in row)
    kinds = {name: str(table.c[name].type.compile(connection.dialect)) for name in empty}
    if connection.dialect.name != "duckdb":
        connection.execute(insert(table), [{**empty, **row} for row in rows])
        return
    data = json.dumps([{**empty, **row} for row in rows], default=str)
    read = select(
        func.unnest(func.from_json_strict(data, _constant(json.dumps([kinds])))).label("row")
    ).subquery()
    values = (func.struct_extract(read.c.row, _constant(name)) for name in empty)
    connection.execute(insert(table).from_select(list(empty), select(*values)))


def analyze_tables(connection: Connection) -> None:
    """Have a server count its rows anew, or its next plans are those for empty tables."""
    if connection.dialect.name != "duckdb":
        format_table = connection.dialect.identifier_preparer.format_table
        connection.exec_driver_sql(f"ANALYZE {', '.join(map(format_table, TABLES.values()))}")


def _constant(text: str) -> BindParameter[str]:
    """A text that DuckDB must know before it runs the statement."""
    return bindparam(None, text, literal_execute=True)
