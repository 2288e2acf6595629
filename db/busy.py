"""Wait for a file that another process holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import duckdb

from db.errors import DatelineError

Result = TypeVar("Result")


class BusyError(DatelineError):
    """Somebody else holds the file."""


def pauses(seconds: float) -> Iterator[None]:
    """Sleep between attempts, ever longer, for at most so many seconds."""
    deadline, pause = time.monotonic() + seconds, 0.02
    while time.monotonic() + pause <= deadline:
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)
        yield


def retry(attempt: Callable[[], Result], seconds: float) -> Result:
    """Try again while another process holds the database; BusyError names it in the end."""
    waiting = pauses(seconds)
    while True:
        try:
            return attempt()
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise
            if next(waiting, ...) is ...:
                raise BusyError(_describe(str(error))) from error


def _describe(message: str) -> str:
    _, _, holder = message.partition("Conflicting lock is held in ")
    holder = holder.partition(". ")[0] or "another process"
    return f"the database is in use by {holder}; close it there, or try again later"
