"""What a database file is and holds, and with what it is read."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import duckdb

from db import __version__
from db.reading import explaining_damage, open_file, read_revisions
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
FILES = """
    SELECT file FROM load GROUP BY file HAVING arg_max(action, id) = 'load' ORDER BY file
"""
AGES = {
    "current": "this Dateline, or one with the same schema",
    "older": "an older Dateline; `dateline migrate upgrade` brings it up to date",
    "newer": "a newer Dateline; `pip install --upgrade dateline` to read it",
}


@dataclass(frozen=True, slots=True)
class Info:
    """Facts of a database file."""

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


def read_info(path: Path) -> Info:
    """Facts of a database file, whatever its revision; counts only if this code can read it."""
    with open_file(path) as connection, explaining_damage(path):
        revision = read_revisions(connection, path)
        counts: dict[str, int] = {}
        files: list[str] = []
        if compare_age(revision) == "current":
            cursor = connection.execute(COUNTS)
            names = [column[0] for column in cursor.description or []]
            counts = dict(zip(names, cursor.fetchone() or (), strict=True))
            files = [row[0] for row in connection.execute(FILES).fetchall()]
    return Info(
        str(path),
        path.stat().st_size,
        revision,
        newest_revision(),
        compare_age(revision),
        list_pending(revision),
        counts,
        files,
        __version__,
        duckdb.__version__,
        platform.python_version(),
    )


def write_info(info: Info, form: str, out: IO[str]) -> None:
    """Write the facts, a line each, or as JSON."""
    if form == "json":
        write_json(asdict(info), out)
        return
    lines = {
        "file": f"{info.file} ({info.bytes:,} bytes)",
        "schema revision": f"{', '.join(info.revision) or 'none'} (newest: {info.newest_revision})",
        "made by": AGES[info.schema],
        **({"pending": ", ".join(info.pending)} if info.pending else {}),
        **{name.replace("_", " "): f"{count:,}" for name, count in info.counts.items()},
        **({"loaded files": ", ".join(info.files) or "none"} if info.counts else {}),
        "versions": f"dateline {info.dateline}, duckdb {info.duckdb}, python {info.python}",
    }
    out.writelines(f"{name:<16} {clean(text)}\n" for name, text in lines.items())
