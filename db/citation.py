"""What an answer was asked of, so that it can be cited, asked again and compared.

The hash of the rows is that of their JSON, a row a line, so that it depends neither on the format
in which they were written nor on the engine.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from db import __version__
from db.errors import DatelineError
from db.query import Result, SavedQuery
from db.reader import Reader
from db.render import to_json

FORM = 1
FENCE, HEADING = "```dateline\n", "\nCitation\n"
MOST_FILES = 100  # with more, a citation would be longer than its answer
ENDING = ".cite.json"
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
    """A citation as read from a file, with the rows, each as text, if they stand beside it."""

    citation: dict[str, Any]
    rows: list[str] | None
    form: str


class State(NamedTuple):
    """The schema's revision, the hash of all records, and that of each by the id of its file."""

    revision: list[str]
    records_sha256: str
    files: dict[str, str]


def cite(
    connection: Reader, query: SavedQuery, given: Mapping[str, Any], result: Result
) -> dict[str, Any]:
    """What is needed to ask again: query, parameters, schema, records, and what came of it."""
    state = read_state(connection)
    files = state.files
    return {
        "form": FORM,
        "dateline": __version__,
        "query": query.name,
        "query_sha256": hashlib.sha256(query.path.read_bytes()).hexdigest(),
        "parameters": keep_given(given),
        "revision": state.revision,
        "records_sha256": state.records_sha256,
        "records": files if len(files) <= MOST_FILES else {},
        "run_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "rows": len(result.rows),
        "rows_sha256": hash_lines(map(to_json, result.dicts())),
    }


def read_state(connection: Reader) -> State:
    """What a database holds, told by its schema and the hashes of its records."""
    files = dict(sorted(connection.execute(FILES).fetchall()))
    revision = [row[0] for row in connection.execute(REVISION).fetchall()]
    records = hash_lines(f"{file} {sha256}" for file, sha256 in files.items())
    return State(revision, records, files)


def keep_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that somebody gave, as they were given."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in sorted(given.items())
        if value is not None and value is not False and value != ()
    }


def hash_lines(lines: Iterable[str]) -> str:
    """The SHA-256 of lines, each ended by a line feed."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def name_citation_file(file: Path) -> Path:
    """Where the citation of a file stands that has no room for it: `out.csv.cite.json`."""
    return file.with_name(file.name + ENDING)


def read_citation(path: Path) -> Cited:
    """The citation of a JSON, Markdown or text file, or of the file beside a CSV; CitationError."""
    beside = name_citation_file(path)
    source = beside if beside.exists() else path
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fault = "is not there" if isinstance(error, FileNotFoundError) else "cannot be read as text"
        raise CitationError(f"{source} {fault}; name what a command wrote with --cite") from error
    found = _parse(text)
    citation = found.get("citation", found) if isinstance(found, dict) else None
    if not isinstance(citation, dict) or "query_sha256" not in citation:
        raise CitationError(f"{source} holds no citation; write one by the option --cite")
    _check(citation, source)
    if isinstance(rows := found.get("rows"), list):
        return Cited(citation, list(map(to_json, rows)), "json")
    if source.name.endswith(ENDING):
        return Cited(citation, *_read_rows(source.with_name(source.name.removesuffix(ENDING))))
    return Cited(citation, None, "text")


def _parse(text: str) -> Any:
    """The JSON of the whole text, or that behind the last mark in it."""
    marks = (text.rfind(mark) + len(mark) for mark in (FENCE, HEADING) if mark in text)
    for start in (0, *sorted(marks, reverse=True)):
        body = text[start:].lstrip()
        if body.startswith("{"):
            try:
                return json.JSONDecoder(parse_float=Decimal).raw_decode(body)[0]
            except json.JSONDecodeError:
                continue
    return None


def _read_rows(data: Path) -> tuple[list[str] | None, str]:
    """The rows of a file of CSV or JSON Lines; none if it is gone, or was changed by hand."""
    try:
        text = data.read_bytes().decode("utf-8")
        if text.startswith("{"):
            lines = text.split("\n")[:-1]
            return [to_json(json.loads(line, parse_float=Decimal)) for line in lines], "jsonl"
        return list(map(to_json, csv.DictReader(StringIO(text, newline="")))), "csv"
    except (OSError, ValueError, csv.Error):
        return None, "text"


def _check(citation: Mapping[str, Any], path: Path) -> None:
    if citation.get("form") != FORM:
        raise CitationError(f"{path} has a citation of another form; use the Dateline it names")
    wanted: dict[str, type] = {
        "query": str, "dateline": str, "parameters": dict, "revision": list, "records": dict,
        "records_sha256": str, "run_at": str, "rows": int, "rows_sha256": str,
    }  # fmt: skip
    for name, kind in wanted.items():
        if not isinstance(citation.get(name), kind):
            raise CitationError(f"{path} has a damaged citation: '{name}' is missing or wrong")
    texts = [*citation["revision"], *citation["records"].values()]
    given = citation["parameters"].values()
    values = [one for value in given for one in (value if isinstance(value, list) else [value])]
    if not all(isinstance(text, str) for text in texts):
        raise CitationError(f"{path} has a damaged citation: a hash or a revision is no text")
    if not all(isinstance(value, (str, bool, int)) for value in values):
        raise CitationError(f"{path} has a damaged citation: a parameter is no text")
