"""What a database holds at each revision of a history, to be found again after it was changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from db.catalog import Catalog, read_catalog
from db.migrate import current, upgrade
from db.mover import Care
from db.revision import list_revisions

LOSING = Care(allow_loss=True, backup=False)
COLUMNS = """
    SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal
    ORDER BY table_name, column_index
"""


class State(NamedTuple):
    """A whole database: its catalog, its columns in their order, its rows in theirs."""

    catalog: Catalog
    columns: list[Any]
    rows: dict[str, list[Any]]


def read_state(path: Path) -> State:
    """All that a file holds, read by a client that knows nothing of Dateline."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        rows = {name: connection.execute(f'FROM "{name}"').fetchall() for (name,) in tables}
        return State(read_catalog(connection), connection.execute(COLUMNS).fetchall(), rows)


def walk(path: Path, last: str) -> dict[str, State]:
    """Upgrade a file to a revision, one by one; its state at each, its first included."""
    (first,) = current(path)
    states = {first: read_state(path)}
    for revision in list_revisions():
        if first < revision <= last:
            upgrade(path, revision, LOSING)
            states[revision] = read_state(path)
    return states
