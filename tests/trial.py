"""Revisions that a test writes behind ours, and a database of its own to run them on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

import duckdb
import pytest

from db import migrate
from db.engine import make_engine
from db.mover import Care
from db.revision import list_revisions, newest_revision

ROOT = Path(__file__).resolve().parent.parent
NEWEST = newest_revision()  # of ours
NEXT, LATER = (f"{int(NEWEST) + more:04}" for more in (1, 2))  # of a test's, behind ours
REVISION = '''"""{title}"""

import sqlalchemy as sa
from alembic import op

from migrations import helpers

revision, down_revision = "{number}", {before}
changes = helpers.Changes({changes})
{more}

def upgrade() -> None:
{up}


def downgrade() -> None:
{down}
'''


def make_empty(path: Path) -> None:
    """Make a new file by the revisions that there are."""
    with make_engine(path).connect() as connection:
        migrate.make_schema(connection)
        connection.commit()


@dataclass
class Trial:
    """A database, and a history that the test goes on with."""

    database: Path
    migrations: Path
    said: list[str] = field(default_factory=list)

    def add(self, up: str, down: str = "pass", *, changes: str = "", more: str = "") -> str:
        """Write the next revision of ours, given what its functions do; its number."""
        before = max(list_revisions(), default="0000")
        number = f"{int(before) + 1:04}"
        text = REVISION.format(
            title=f"trial {number}",
            number=number,
            before=None if before == "0000" else repr(before),
            changes=changes,
            more=more,
            up=indent(up, "    "),
            down=indent(down, "    "),
        )
        path = self.migrations / "versions" / f"{number}_trial.py"
        path.write_text(text, encoding="utf-8")
        return number

    def alter(self, table: str, up: str, down: str = "pass", *, changes: str = "") -> str:
        """Write a revision that changes one table: `alter("note", "table.drop_column('text')")`."""
        start = f"with helpers.alter_table({table!r}) as table:\n"
        up, down = (start + indent(text, "    ") for text in (up, down))
        return self.add(up, down, changes=changes)

    def given(self, sql: str) -> None:
        """Run a revision that makes a table of the test."""
        self.add(f"op.get_bind().exec_driver_sql({sql!r})")
        if self.database.exists():
            self.upgrade(prove=False)
        else:
            make_empty(self.database)

    def write_sql(self, revision: str, name: str, sql: str) -> None:
        path = self.migrations / "sql" / revision / f"{name}.sql"
        path.parent.mkdir(exist_ok=True)
        path.write_text(sql, encoding="utf-8")

    def upgrade(self, target: str = "heads", **care: Any) -> list[str]:
        return migrate.upgrade(self.database, target, self._care(care))

    def downgrade(self, target: str, **care: Any) -> list[str]:
        return migrate.downgrade(self.database, target, self._care(care))

    def _care(self, care: dict[str, Any]) -> Care:
        return Care(**{"backup": False, "say": self.said.append, **care})

    def execute(self, sql: str) -> list[Any]:
        with duckdb.connect(self.database) as connection:
            return connection.execute(sql).fetchall()


CATALOG = (
    "SELECT schema_name, table_name, sql, comment FROM duckdb_tables()",
    "SELECT table_name, sql FROM duckdb_indexes()",
    "SELECT view_name, sql, comment FROM duckdb_views() WHERE NOT internal",
    "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal",
    "SELECT function_name, macro_definition, comment FROM duckdb_functions() WHERE NOT internal",
)


def read_all(path: Path) -> dict[str, list[Any]]:
    """All that a database has: its tables, views and macros, and all rows in their order."""
    with duckdb.connect(path, read_only=True) as connection:
        found = {
            sql: connection.execute(f"FROM ({sql}) ORDER BY ALL").fetchall() for sql in CATALOG
        }
        for schema, table, *_ in found[CATALOG[0]]:
            name = f'"{schema}"."{table}"'
            found[name] = connection.execute(f"FROM {name}").fetchall()
    return found


def make_trial(folder: Path, monkeypatch: pytest.MonkeyPatch, database: Path | None) -> Trial:
    """With a database of ours, the history goes on behind ours; without, the test writes all."""
    target = folder / "trial"
    shutil.copytree(ROOT / "migrations", target, ignore=shutil.ignore_patterns("__pycache__"))
    if database is None:
        shutil.rmtree(target / "versions")
        (target / "versions").mkdir()
    monkeypatch.setattr("db.revision.MIGRATIONS", target)
    return Trial(database or folder / "trial.duckdb", target)
