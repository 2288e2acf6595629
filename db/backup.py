"""Verified copies of a database, kept beside it before its schema changes.

`news.duckdb` of revision 0001 is kept as `news.0001.20240802T101500Z.backup.duckdb`; copies of
`news.db` end in `.backup.db`, so that each database knows its own. The last `KEPT` of a database
stay. In a folder that a person names all copies stay: others may lie there.
A copy is read back and compared byte by byte before it counts.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from db.errors import DatelineError

KEPT = 3
CHUNK = 2**20
_NAME = re.compile(r"\.([\w+-]+)\.(\d{8}T\d{6}Z)(?:-(\d+))?\.backup")


class BackupError(DatelineError):
    """A copy that cannot be kept, or is not one."""


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A copy of a database as it was."""

    taken: str
    number: int
    revision: str
    path: Path

    @property
    def when(self) -> str:
        """When it was taken, in UTC (ISO 8601)."""
        t = self.taken
        return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[9:11]}:{t[11:13]}:{t[13:15]}Z"


def list_backups(database: Path) -> list[Backup]:
    """The copies of a database that are kept beside it, oldest first."""
    return sorted(
        Backup(match[2], int(match[3] or 0), match[1], path)
        for path in database.resolve().parent.iterdir()
        if (match := _match(path.name, database))
    )


def _match(name: str, database: Path) -> re.Match[str] | None:
    """Whether a file is called as copies of this database are, and of no other."""
    real = database.resolve()
    if not name.startswith(real.stem) or not name.endswith(real.suffix):
        return None
    return _NAME.fullmatch(name[len(real.stem) : len(name) - len(real.suffix)])


def keep_copy(
    source: IO[bytes], database: Path, revisions: Sequence[str], folder: Path | None
) -> Path:
    """Keep a copy of an open file, proved equal; raise BackupError, with nothing left, if not."""
    beside = database.resolve().parent
    if not (folder or beside).is_dir():
        raise BackupError(
            f"there is no folder {folder} to keep a copy in; make it, or go on with --no-backup"
        )
    name = _name_copy(database.resolve(), revisions, folder or beside)
    target, draft = (folder or beside) / name, (folder or beside) / f".{name}.new"
    try:
        copy_file(source, draft)
        if not _is_same(source, draft):
            raise BackupError(f"the copy {target} cannot be read back as it was written")
        draft.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BackupError(
            f"no copy can be kept at {target}: {reason}; nothing was changed. Name another folder "
            "with --backup-dir, or go on with --no-backup"
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return target


def forget_old_copies(database: Path, *, spare: Path | None = None) -> None:
    """Remove the copies beside a database but for the last few, and what a killed process left."""
    for backup in list_backups(database)[:-KEPT]:
        if spare is None or not spare.samefile(backup.path):
            backup.path.unlink(missing_ok=True)
    for path in database.resolve().parent.iterdir():
        name = path.name.removeprefix(".").removesuffix(".new")
        if path.name == f".{name}.new" and _match(name, database):
            path.unlink(missing_ok=True)


def _name_copy(database: Path, revisions: Sequence[str], folder: Path) -> str:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    shown = re.sub(r"[^\w+-]", "_", "+".join(revisions)) or "none"
    start = f"{database.stem}.{shown}.{now}"
    ends = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (f"{start}{end}.backup{database.suffix}" for end in ends)
    there = {path.name for path in folder.iterdir()}
    return next(name for name in names if name not in there)


def copy_file(source: IO[bytes], target: Path) -> None:
    """Copy an open file to the disk, for good."""
    source.seek(0)
    with target.open("wb") as copy:
        shutil.copyfileobj(source, copy, CHUNK)
        copy.flush()
        os.fsync(copy.fileno())


def _is_same(source: IO[bytes], copy: Path) -> bool:
    """Byte by byte, which is faster than two hashes."""
    source.seek(0)
    with copy.open("rb") as written:
        while chunk := source.read(CHUNK):
            if written.read(CHUNK) != chunk:
                return False
        return not written.read(1)
