"""What the revisions share. Revisions import nothing else of Dateline.

The SQL of views, macros and lookup rows lives in files, `sql/<revision>/<name>.sql`; where
PostgreSQL needs other words, beside them in `<name>.postgresql.sql`.
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
        text = _find_sql(revision, name).read_text(encoding="utf-8")
        # Without parameters a percent sign is one, and psycopg takes several statements at once.
        op.get_bind().exec_driver_sql(text, execution_options={"no_parameters": True})


def _find_sql(revision: str, name: str) -> Path:
    own = SQL / revision / f"{name}.postgresql.sql"
    return own if on_postgresql() and own.exists() else SQL / revision / f"{name}.sql"


def drop_views(*names: str) -> None:
    for name in names:
        op.execute(f'DROP VIEW "{name}"')


def drop_macros(*names: str) -> None:
    kind = "FUNCTION" if on_postgresql() else "MACRO"
    for name in names:
        op.execute(f'DROP {kind} "{name}"')
