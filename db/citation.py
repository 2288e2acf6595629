"""What an answer was asked of, so that it can be cited, asked again and compared.

The hash of the rows is that of their JSON, a row a line, so that it depends neither on the format
in which they were written nor on the engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from db import __version__
from db.errors import DatelineError
from db.query import Result, SavedQuery
from db.reader import Reader
from db.render import to_json

FORM = 1
MARKS = ("```dateline\n", "\nCitation\n")
SHOWN = 5
FILES = """
    SELECT l.file, l.sha256
    FROM load AS l
    JOIN (SELECT file, max(id) AS id FROM load GROUP BY file) AS last ON last.id = l.id
    WHERE l.action = 'load'
    ORDER BY l.file
"""
REVISION = "SELECT version_num FROM alembic_version ORDER BY version_num"


class CitationError(DatelineError):
    """A file that holds no citation, or one that cannot be read."""


class Cited(NamedTuple):
    """A citation as read from a file, with the rows if they stand beside it."""

    citation: dict[str, Any]
    rows: list[Any] | None


def cite(
    connection: Reader, query: SavedQuery, values: Mapping[str, Any], result: Result
) -> dict[str, Any]:
    """What is needed to ask again: query, parameters, schema, records, and what came of it."""
    files = dict(connection.execute(FILES).fetchall())
    lines = "".join(f"{file} {sha256}\n" for file, sha256 in sorted(files.items()))
    return {
        "form": FORM,
        "dateline": __version__,
        "query": query.name,
        "query_sha256": _hash(query.sql),
        "parameters": {name: _spell(value) for name, value in sorted(values.items())},
        "revision": [row[0] for row in connection.execute(REVISION).fetchall()],
        "records_sha256": _hash(lines),
        "records": files,
        "run_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "rows": len(result.rows),
        "rows_sha256": _hash("".join(to_json(row) + "\n" for row in result.dicts())),
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _spell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def read_citation(path: Path) -> Cited:
    """The citation of a JSON, Markdown or text file, or of the file beside a CSV; CitationError."""
    beside = path.with_name(f"{path.name}.cite.json")
    source = beside if beside.exists() else path
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CitationError(f"{source} cannot be read as text") from error
    found = _parse(text)
    rows = found.get("rows") if isinstance(found, dict) and "citation" in found else None
    citation = found.get("citation", found) if isinstance(found, dict) else None
    if not isinstance(citation, dict) or "query_sha256" not in citation:
        raise CitationError(f"{source} holds no citation; write one by the option --cite")
    _check(citation, source)
    return Cited(citation, rows if isinstance(rows, list) else None)


def _parse(text: str) -> Any:
    """The JSON of the whole text, or that behind a mark in it."""
    starts = [0, *(text.rfind(mark) + len(mark) for mark in MARKS if mark in text)]
    for start in starts:
        body = text[start:].lstrip()
        if body.startswith("{"):
            try:
                return json.JSONDecoder().raw_decode(body)[0]
            except json.JSONDecodeError:
                continue
    return None


def _check(citation: Mapping[str, Any], path: Path) -> None:
    if citation.get("form") != FORM:
        raise CitationError(f"{path} has a citation of another form; use the Dateline it names")
    wanted: dict[str, type] = {
        "query": str, "parameters": dict, "revision": list, "records": dict, "rows": int,
        "rows_sha256": str,
    }  # fmt: skip
    for name, kind in wanted.items():
        if not isinstance(citation.get(name), kind):
            raise CitationError(f"{path} has a damaged citation: '{name}' is missing or wrong")


def compare(old: Cited, new: Mapping[str, Any], rows: Sequence[Any]) -> list[str]:
    """What is not as it was, in words."""
    was = old.citation
    found = []
    if was["query_sha256"] != new["query_sha256"]:
        found.append(f"the query {new['query']} has changed")
    if was["revision"] != new["revision"]:
        before, now = ", ".join(was["revision"]), ", ".join(new["revision"])
        found.append(f"schema revision {before}, now {now}")
    found += _compare_records(was["records"], new["records"])
    if was["rows"] != new["rows"]:
        found.append(f"{was['rows']} rows, now {new['rows']}")
    if was["rows_sha256"] != new["rows_sha256"]:
        found.append("the rows are not the same")
        found += _compare_rows(old.rows, json.loads(f"[{','.join(map(to_json, rows))}]"))
    return found


def _compare_records(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    changes = {
        "added": sorted(now.keys() - was.keys()),
        "changed": sorted(file for file in was.keys() & now.keys() if was[file] != now[file]),
        "withdrawn": sorted(was.keys() - now.keys()),
    }
    return [f"records {what}: {', '.join(files)}" for what, files in changes.items() if files]


def _compare_rows(was: list[Any] | None, now: Sequence[Any]) -> list[str]:
    if was is None:
        return []
    before, after = ([to_json(row) for row in rows] for rows in (was, now))
    gone = [f"- {row}" for row in before if row not in set(after)]
    new = [f"+ {row}" for row in after if row not in set(before)]
    told = [*gone[:SHOWN], *new[:SHOWN]]
    if len(gone) > SHOWN or len(new) > SHOWN:
        told.append(f"{len(gone)} rows gone, {len(new)} new")
    return told
