"""What the revisions share. Revisions import nothing else of Dateline.

The SQL of views, macros and lookup rows lives in files, `sql/<revision>/<name>.sql`.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

SQL = Path(__file__).parent / "sql"


def on_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def run_sql(revision: str, *names: str) -> None:
    """Run SQL files of a revision, in the order given."""
    for name in names:
        text = (SQL / revision / f"{name}.sql").read_text(encoding="utf-8")
        op.get_bind().exec_driver_sql(text)


def drop_views(*names: str) -> None:
    for name in names:
        op.execute(f'DROP VIEW "{name}"')


def drop_macros(*names: str) -> None:
    for name in names:
        op.execute(f'DROP MACRO "{name}"')
