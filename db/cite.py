"""A citation of an answer: what was asked of which database, and what came out.

It holds what it takes to ask again and to tell whether the answer is the same. The rows are hashed
as canonical JSON, a line each, so that the hash depends neither on the format nor on the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from db import __version__
from db.address import Database
from db.errors import DatelineError
from db.query import Result, SavedQuery
from db.reader import Reader
from db.reading import read_revisions
from db.render import to_json

MOST_FILES = 100  # with more, a citation would be longer than the answer
LOADED = """
    SELECT l.file, l.sha256
    FROM load AS l
    JOIN (SELECT file, max(id) AS id FROM load GROUP BY file) AS last ON last.id = l.id
    WHERE l.action = 'load'
    ORDER BY l.file
"""


class CiteError(DatelineError):
    """A citation that is not there, or cannot be read or made."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What was asked, of what, when, and what came out; `files` is None where there are many."""

    query: str
    query_sha256: str
    parameters: dict[str, Any]
    dateline: str
    schema_revision: list[str]
    records_sha256: str
    files: dict[str, str] | None
    date: str
    rows: int
    rows_sha256: str


def cite(
    connection: Reader,
    database: Database,
    query: SavedQuery,
    given: Mapping[str, Any],
    result: Result,
) -> Citation:
    """The citation of an answer that was just given."""
    files = list_loaded(connection)
    return Citation(
        query=query.name,
        query_sha256=sha256(query.path.read_bytes()).hexdigest(),
        parameters=keep_given(given),
        dateline=__version__,
        schema_revision=read_revisions(connection, database),
        records_sha256=hash_lines(f"{name} {digest}" for name, digest in files.items()),
        files=files if len(files) <= MOST_FILES else None,
        date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        rows=len(result.rows),
        rows_sha256=hash_lines(map(write_canonical, result.dicts())),
    )


def list_loaded(connection: Reader) -> dict[str, str]:
    """The files whose records the database holds, each with the SHA-256 of its bytes."""
    rows = connection.execute(LOADED).fetchall()
    return {name: digest or "-" for name, digest in sorted(rows)}


def keep_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that somebody gave, as they were given."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in sorted(given.items())
        if value is not None and value is not False and value != ()
    }


def hash_lines(lines: Iterable[str]) -> str:
    """The SHA-256 of lines, each ended by a line feed."""
    digest = sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def write_canonical(value: Any) -> str:
    """A value as JSON on one line, its keys in order."""
    return to_json(_sort_keys(value))


def _sort_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _sort_keys(value[name]) for name in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [_sort_keys(item) for item in value]
    return value


def as_dict(citation: Citation) -> dict[str, Any]:
    """The citation as JSON has it; without the files where they are not listed."""
    return {name: value for name, value in asdict(citation).items() if value is not None}


def read_citation(found: Any) -> Citation:
    """The citation that a JSON object is; raise CiteError if it is none."""
    if not isinstance(found, dict):
        raise CiteError("the citation is no JSON object")
    wanted: dict[str, type | tuple[type, ...]] = {field.name: str for field in fields(Citation)}
    wanted |= {
        "parameters": dict,
        "schema_revision": list,
        "files": (dict, type(None)),
        "rows": int,
    }
    for name, kind in wanted.items():
        if not isinstance(found.get(name), kind):
            raise CiteError(f"the citation says nothing readable of `{name}`")
    read: dict[str, Any] = {name: found.get(name) for name in wanted}
    return Citation(**read)
