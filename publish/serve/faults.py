"""What goes wrong in a request, and the status of HTTP that says so."""

from __future__ import annotations

from db.errors import DatelineError
from db.reading import NoDatabaseError
from db.text import clean

RETRY_AFTER = "2"  # seconds


class RequestError(DatelineError):
    """A request that asks for what nobody can give, as a parameter that there is not."""


class NotFoundError(DatelineError):
    """A thing, a saved query or a page that is not there."""


class UnavailableError(DatelineError):
    """The database cannot be opened now."""


class TooManyError(DatelineError):
    """All places for a statement of one's own are taken."""


class TookTooLongError(DatelineError):
    """A question that was stopped."""


UNAVAILABLE = (UnavailableError, NoDatabaseError, TooManyError, TookTooLongError)


def find_status(error: DatelineError) -> int:
    """The status that a fault has."""
    if isinstance(error, NotFoundError):
        return 404
    return 503 if isinstance(error, UNAVAILABLE) else 400


def describe(error: DatelineError) -> str:
    """What a fault says, without control characters."""
    return "\n".join(clean(line) for line in str(error).split("\n"))
