"""Bring a database to a revision of the schema, through Alembic, without losing a row.

Each revision runs in a transaction of its own, and is proved before that is committed (see
`digest`). A file that can be copied is changed as a copy, so a command that fails leaves the file
as it was; a larger one, and a server's database, keep the revisions that were done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from db.address import Database, Server
from db.backup import forget_old_copies, keep_copy
from db.engine import as_reader, make_engine
from db.errors import DatelineError
from db.history import (
    MigrationError,
    Step,
    list_steps,
    make_config,
    plain_errors,
    plan,
    read_scripts,
)
from db.mover import Care, refuse_losses, run_revisions
from db.reading import opening, read_revisions
from db.tables import count_own_rows
from db.transaction import changing
from db.writer import find_log, writing

UNPROVED = Care(prove=False, allow_loss=True)


def make_schema(connection: Connection) -> None:
    """Make all tables and views in a new database."""
    run_revisions(connection, make_config(), "heads", UNPROVED, upward=True)


def upgrade(database: Database, target: str, care: Care) -> list[str]:
    """Upgrade a database to a revision; the revisions it then has."""
    return _move(database, target, care, upward=True)


def downgrade(database: Database, target: str, care: Care) -> list[str]:
    """Downgrade a database to a revision; the revisions it then has."""
    return _move(database, target, care, upward=False)


def current(database: Database) -> list[str]:
    """The revisions that a database has; NoDatabaseError if it is not one of Dateline."""
    with opening(database) as connection:
        return read_revisions(connection, database)


def history(database: Database | None, own: Path | None = None) -> list[Step]:
    """All revisions, oldest first, and whether the database has them."""
    return list_steps(current(database) if database else [], own)


def _move(database: Database, target: str, care: Care, *, upward: bool) -> list[str]:
    if isinstance(database, Server):
        current(database)  # proves that it is Dateline's; of a file this is seen while it is held
        # The transaction holds the right to write; each revision has one of its own.
        with changing(database, wait=care.wait), make_engine(database).connect() as connection:
            run_revisions(connection, make_config(care.own), target, care, upward=upward)
    else:
        _move_file(database, target, care, upward=upward)
    return current(database)


def _move_file(path: Path, target: str, care: Care, *, upward: bool) -> None:
    move = _Move(path, target, care, upward=upward)
    with move.telling(), writing(path, wait=care.wait, keep=move.prepare) as draft:
        if not move.steps:
            return
        with make_engine(draft.path).connect() as connection:
            if draft.path == move.path:
                move.check_unchanged()
            run_revisions(connection, make_config(care.own), target, care, upward=upward)
            connection.rollback()  # what a revision left open is not there
            if read_revisions(as_reader(connection), draft.path) == move.before:
                raise MigrationError("a revision took back what it did; nothing was changed")
        draft.changed = True
    forget_old_copies(path)


class _Move:
    """What is to be done to a file, and the copy that is kept of it if it holds rows of its own."""

    def __init__(self, path: Path, target: str, care: Care, *, upward: bool) -> None:
        self.path, self.target, self.care, self.upward = path.resolve(), target, care, upward
        self.before: list[str] = []
        self.steps: list[Any] = []
        self.seen: os.stat_result | None = None
        self.copy: Path | None = None

    def prepare(self, source: IO[bytes]) -> None:
        """Look at the file while nobody else can change it, and keep a copy."""
        self.seen = os.fstat(source.fileno())
        self.before = current(self.path)
        with plain_errors():
            scripts = read_scripts(make_config(self.care.own))
            self.steps = plan(scripts, self.before, self.target, upward=self.upward)
        if self.steps:
            with make_engine(self.path, read_only=True).connect() as connection:
                if self.care.prove:
                    refuse_losses(connection, self.steps, self.care, upward=self.upward)
                rows = count_own_rows(connection) if self.care.backup else 0
            if rows:
                self.copy = keep_copy(source, self.path, self.before, self.care.backup_dir)
                self.care.say(f"kept a copy: {self.copy}")

    @contextmanager
    def telling(self) -> Iterator[None]:
        """After an error: no copy stays of a file that is as it was, else both are told."""
        try:
            yield
        except BaseException:
            if self.copy and self._is_as_it_was():
                self.copy.unlink(missing_ok=True)
                self.care.say("took the copy away again: the database is as it was")
            elif self.seen:
                self._tell()
            raise

    def check_unchanged(self) -> None:
        """A file in place was free for a moment between its copy and its change."""
        if not self._is_as_it_was():
            raise MigrationError(f"another program has just written to {self.path}; try again")

    def _is_as_it_was(self) -> bool:
        if self.seen is None or not self.path.exists() or find_log(self.path).exists():
            return False
        now, then = self.path.stat(), self.seen
        parts = ("st_ino", "st_mtime_ns", "st_size")
        return all(getattr(now, part) == getattr(then, part) for part in parts)

    def _tell(self) -> None:
        with suppress(DatelineError):  # what went wrong is told in any case
            if (found := current(self.path)) != self.before:
                kept = f"; how it was before is kept in {self.copy}" if self.copy else ""
                self.care.say(f"{self.path} has revision {', '.join(found) or 'none'} now{kept}")
