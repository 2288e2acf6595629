"""Addresses of records that may be followed: those of the web only."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

SAFE = ":/?#[]@!$&'()*+,;=%~"  # as RFC 3986 lets stand


def make_safe_url(url: str) -> str | None:
    """The address with all that is no part of one encoded; None if it is not http or https."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or url != url.strip():
        return None
    return quote(url, safe=SAFE) if url.isprintable() else None
