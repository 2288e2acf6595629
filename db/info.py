"""What a database is and holds, and with what it is read."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from typing import IO

import duckdb

from db import __version__
from db.address import Database, Server
from db.citation import FILES
from db.reader import Reader
from db.reading import opening, read_revisions
from db.render import write_json
from db.revision import compare_age, list_pending, newest_revision
from db.text import clean

COUNTS = """
    SELECT
        (SELECT count(*) FROM company) AS companies,
        (SELECT count(*) FROM source WHERE NOT cited_only) AS sources,
        (SELECT count(*) FROM source WHERE cited_only) AS cited_sources,
        (SELECT count(*) FROM event) AS events,
        (SELECT count(*) FROM claim) AS claims,
        (SELECT count(*) FROM amount) AS amounts
"""
AGES = {
    "current": "this Dateline, or one with the same schema",
    "older": "an older Dateline; `dateline migrate upgrade` brings it up to date",
    "newer": "a newer Dateline; to read it, `git pull` and `pip install -e .` in the checkout",
}
SERVER = "SELECT pg_database_size(current_database()), current_setting('server_version')"


@dataclass(frozen=True, slots=True)
class Info:
    """Facts of a database; `file` is the address of one on a server."""

    file: str
    bytes: int
    revision: list[str]
    newest_revision: str
    schema: str
    pending: list[str]
    counts: dict[str, int]
    files: list[str]
    dateline: str
    duckdb: str
    python: str
    postgresql: str | None = None


def read_info(database: Database) -> Info:
    """Facts of a database, whatever its revision; counts only if this code can read it."""
    with opening(database) as connection:
        revision = read_revisions(connection, database)
        counts: dict[str, int] = {}
        files: list[str] = []
        if compare_age(revision) == "current":
            cursor = connection.execute(COUNTS)
            names = [column[0] for column in cursor.description or []]
            counts = dict(zip(names, cursor.fetchone() or (), strict=True))
            files = [row[0] for row in connection.execute(FILES).fetchall()]
        size, server = _measure(connection, database)
    return Info(
        str(database),
        size,
        revision,
        newest_revision(),
        compare_age(revision),
        list_pending(revision),
        counts,
        files,
        __version__,
        duckdb.__version__,
        platform.python_version(),
        server,
    )


def _measure(connection: Reader, database: Database) -> tuple[int, str | None]:
    """The size in bytes, and the version of the server."""
    if isinstance(database, Server):
        size, version = connection.execute(SERVER).fetchone()
        return size, version
    return database.stat().st_size, None


def write_info(info: Info, form: str, out: IO[str]) -> None:
    """Write the facts, a line each, or as JSON."""
    if form == "json":
        known = asdict(info)
        if info.postgresql is None:
            del known["postgresql"]
        write_json(known, out)
        return
    engine = f"postgresql {info.postgresql}" if info.postgresql else f"duckdb {info.duckdb}"
    lines = {
        "server" if info.postgresql else "file": f"{info.file} ({info.bytes:,} bytes)",
        "schema revision": f"{', '.join(info.revision) or 'none'} (newest: {info.newest_revision})",
        "made by": AGES[info.schema],
        **({"pending": ", ".join(info.pending)} if info.pending else {}),
        **{name.replace("_", " "): f"{count:,}" for name, count in info.counts.items()},
        **({"loaded files": ", ".join(info.files) or "none"} if info.counts else {}),
        "versions": f"dateline {info.dateline}, {engine}, python {info.python}",
    }
    out.writelines(f"{name:<16} {clean(text)}\n" for name, text in lines.items())
