"""An empty database of the same kind as another, to try a schema on; it comes to nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from db.address import Database, Server
from db.engine import make_engine


@contextmanager
def scratch(database: Database) -> Iterator[Connection]:
    """A connection to an empty database: a file elsewhere, or a schema that is rolled back."""
    if isinstance(database, Server):
        with make_engine(database).connect() as connection:
            connection.execute(text("CREATE SCHEMA dateline_scratch"))
            connection.execute(text("SET LOCAL search_path TO dateline_scratch"))
            yield connection
            connection.rollback()
    else:
        with (
            tempfile.TemporaryDirectory() as folder,
            make_engine(Path(folder) / "scratch.duckdb").connect() as connection,
        ):
            yield connection
