"""Where a database is: a DuckDB file, or a PostgreSQL server by its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from db.errors import DatelineError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")
HIDDEN = "***"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")

_ONE_SLASH = re.compile(rf"({'|'.join(map(re.escape, SCHEMES))}):/", re.IGNORECASE)


class AddressError(DatelineError):
    """An address that cannot be read; never repeats it, as it may hold a password."""


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A database of a PostgreSQL server; shown without its password."""

    url: str

    def __str__(self) -> str:
        from urllib.parse import parse_qsl, urlencode, urlsplit  # a file has no need of it

        parts = urlsplit(self.url)
        user, colon, _ = parts.netloc.rpartition("@")[0].partition(":")
        place = parts.netloc.rpartition("@")[2]
        shown = f"{user}:{HIDDEN}@" if colon else f"{user}@" if user else ""
        options = [
            (name, HIDDEN if "password" in name else value)
            for name, value in parse_qsl(parts.query)
        ]
        query = "?" + urlencode(options, safe="*/:") if options else ""
        return f"postgresql://{shown}{place}{parts.path}{query}"

    def __repr__(self) -> str:
        return f"Server({str(self)!r})"

    def settings(self) -> dict[str, str]:
        """What the address says, by the names that PostgreSQL's own clients give it."""
        from urllib.parse import parse_qsl, unquote, urlsplit

        parts = urlsplit(self.url)
        named = {
            "user": parts.username,
            "password": parts.password,
            "host": _read_host(parts),
            "port": str(parts.port) if parts.port else None,
            "dbname": parts.path.removeprefix("/"),
        }
        given = {name: unquote(value) for name, value in named.items() if value}
        return {**given, **dict(parse_qsl(parts.query))}


Database: TypeAlias = Path | Server


def parse_database(text: str) -> Database:
    """The database that an address or the name of a file stands for; raises AddressError."""
    scheme = _SCHEME.match(text)
    if scheme is None:
        if _ONE_SLASH.match(text):
            raise AddressError(
                "the address of a server has two slashes: postgresql://USER@HOST/DATABASE"
            )
        return Path(text)
    if scheme[1].lower() not in SCHEMES:
        raise AddressError(
            f"databases of '{scheme[1]}' are not known; name a DuckDB file, or a server as "
            "postgresql://USER@HOST/DATABASE"
        )
    if not _is_clear(text):
        raise AddressError(
            "the address of the server cannot be read; write it as "
            "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %2F for a slash in a password, "
            "%40 for an at sign, and so on"
        )
    return Server(text)


def _is_clear(url: str) -> bool:
    """Whether no part can be taken for another: a password with a slash looks like a port."""
    from urllib.parse import parse_qsl, urlsplit

    try:
        parts = urlsplit(url)
        _ = parts.port
        parse_qsl(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        return False
    ambiguous = "#" in url or "@" in parts.path or parts.netloc.count("@") > 1
    return not ambiguous and "%00" not in url and url.isprintable()


def _read_host(parts: SplitResult) -> str | None:
    # The name as it is written: `hostname` is in lower case, which a socket's folder must not be.
    place = parts.netloc.rpartition("@")[2]
    return parts.hostname if place.startswith("[") else place.partition(":")[0]
