"""Bring a kept copy of a database back, and keep what stands in its place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from db.backup import BackupError, copy_file, forget_old_copies, keep_copy
from db.migrate import current
from db.reading import NoDatabaseError
from db.writer import Draft, creating, replacing


def restore_backup(
    backup: Path, database: Path, *, wait: float, say: Callable[[str], None]
) -> list[str]:
    """Put a copy in the place of a database; the revisions it then has."""
    if not backup.is_file():
        raise BackupError(f"there is no copy {backup}; `dateline restore` lists those at hand")
    revisions = current(backup)  # proves that it can be read, and is Dateline's
    if database.exists() and backup.samefile(database):
        raise BackupError(f"{backup} is the database itself")

    def keep(source: IO[bytes]) -> None:
        try:
            before = current(database)
        except NoDatabaseError:
            before = ["damaged"]
        kept = keep_copy(source, database, before, None)
        say(f"kept what was there: {kept}")

    placing: AbstractContextManager[Draft | None]
    if database.exists():
        placing = replacing(database, wait=wait, keep=keep)
    else:
        placing = creating(database, wait=wait)
    with placing as draft:
        if draft is None:
            raise BackupError(f"{database} has just been made; it was left as it is")
        with backup.open("rb") as source:
            copy_file(source, draft.path)
        if current(draft.path) != revisions:
            raise BackupError(f"{backup} cannot be copied whole; {database} is as it was")
        draft.changed = True
    forget_old_copies(database, spare=backup)
    return revisions
