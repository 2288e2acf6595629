"""The schema's revisions by their file names, without Alembic: reading only needs to compare.

Revisions are numbered `0001_first_schema.py`, `0002_…`; a user's own branch of the history has
other ids, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = ROOT / "migrations"
_NUMBERED = re.compile(r"(\d{4})_\w+\.py")


def list_revisions() -> list[str]:
    """Our revisions, oldest first."""
    files = (MIGRATIONS / "versions").iterdir()
    return sorted(match[1] for file in files if (match := _NUMBERED.fullmatch(file.name)))


def newest_revision() -> str:
    """The revision that this code is written for."""
    return list_revisions()[-1]


def list_pending(found: Collection[str]) -> list[str]:
    """Our revisions that a file does not have yet, oldest first; none if it is a newer one's."""
    ours = [revision for revision in found if revision.isdigit()]
    return [revision for revision in list_revisions() if revision > max(ours, default="")]


def compare_age(found: Collection[str]) -> str:
    """Whether a file with these revisions is `current`, `older` or `newer` than this code."""
    known = list_revisions()
    if known[-1] in found:
        return "current"
    if any(revision.isdigit() and revision > known[-1] for revision in found):
        return "newer"
    return "older"
