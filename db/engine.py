"""SQLAlchemy engines over a Dateline file. Only writing, migrating and checking come here."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from duckdb_sqlalchemy import ConnectionWrapper
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.pool import NullPool

from db.reading import open_file

# The oldest format that every DuckDB client from 1.4 on can open, the WebAssembly build included.
STORAGE_VERSION = "v1.4.0"


def make_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine that holds the file only while a connection is open.

    Opening to read waits for a writer, and raises BusyError or NoDatabaseError, as all reading.
    """
    # DuckDB looks for pandas anew for each value that it is given: two thirds of a load's time.
    if "pandas" not in sys.modules and importlib.util.find_spec("pandas") is None:
        sys.modules["pandas"] = None  # type: ignore[assignment]
    url = URL.create("duckdb", database=str(path))
    if read_only:
        return create_engine(
            url, poolclass=NullPool, creator=lambda: ConnectionWrapper(open_file(path))
        )
    config = {"storage_compatibility_version": STORAGE_VERSION}
    return create_engine(url, poolclass=NullPool, connect_args={"config": config})
