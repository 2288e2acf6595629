"""A cited answer asked for again, and compared with what it was."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from db.address import Database
from db.cite import Citation, CiteError, cite, hash_lines, read_citation, write_canonical
from db.evidence import spread
from db.query import Result, find_query
from db.reading import reading
from db.render import CITATION_LINE, FENCE, name_citation_file, show_csv
from db.values import EXTRA, answer

# The block at the end of a table or a Markdown text.
_BLOCK = re.compile(rf"^(?:{re.escape(FENCE)}|{re.escape(CITATION_LINE)})\n(?=\{{)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CitedAnswer:
    """A citation, and the rows as the file has them; None where it has them only for reading."""

    citation: Citation
    rows: list[str] | None
    form: str

    @property
    def edited(self) -> bool:
        """Whether the file has other rows than those cited, as far as that can be told."""
        if self.rows is None or self.form == "csv":
            return False
        return hash_lines(self.rows) != self.citation.rows_sha256


@dataclass(frozen=True, slots=True)
class Comparison:
    """A cited answer beside the one of now."""

    then: Citation
    now: Citation
    added: int | None
    removed: int | None
    edited: bool

    @property
    def same_rows(self) -> bool:
        return self.then.rows_sha256 == self.now.rows_sha256


def rerun(file: Path, database: Database) -> Comparison:
    """Ask again what a file cites; raise CiteError if it cites nothing that can be asked."""
    cited = read_cited(file)
    citation = cited.citation
    query = find_query(citation.query)
    known = {param.name for param in query.params} | EXTRA.get(query.name, set())
    if unknown := citation.parameters.keys() - known:
        names = ", ".join(sorted(unknown))
        raise CiteError(f"{file}: the query {query.name} has no parameter {names} any more")
    with reading(database) as connection:
        result = answer(connection, query, citation.parameters)
        now = cite(connection, database, query, citation.parameters, result)
    if cited.rows is None:
        return Comparison(citation, now, None, None, edited=False)
    old, new = Counter(cited.rows), Counter(_list_rows(result, cited.form))
    added, removed = (new - old).total(), (old - new).total()
    return Comparison(citation, now, added, removed, cited.edited)


def _list_rows(result: Result, form: str) -> Iterable[str]:
    """Each row as one text, as it is after a way through a file of that form."""
    if form != "csv":
        return map(write_canonical, result.dicts())
    texts = spread(result)
    return (
        write_canonical(dict(zip(texts.columns, map(show_csv, row), strict=True)))
        for row in texts.rows
    )


def read_cited(file: Path) -> CitedAnswer:
    """The citation that a file holds, or that stands beside it."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CiteError(f"{file} holds no citation: it is no text in UTF-8") from error
    except OSError as error:
        raise CiteError(f"{file} cannot be read: {error.strerror}") from error
    try:
        return _find_citation(file, text)
    except CiteError as error:
        raise CiteError(f"{file}: {error}") from error


def _find_citation(file: Path, text: str) -> CitedAnswer:
    beside = name_citation_file(file)
    if (found := _read_json(text)) is not None:
        rows = found.get("rows")
        if rows is not None:
            return CitedAnswer(
                read_citation(found["citation"]), list(map(write_canonical, rows)), "json"
            )
        data = file.with_name(file.name.removesuffix(".cite.json"))
        return _join(read_citation(found["citation"]), data)
    if blocks := list(_BLOCK.finditer(text)):
        try:
            block, _ = json.JSONDecoder().raw_decode(text, blocks[-1].end())
        except ValueError as error:
            raise CiteError("its citation is damaged") from error
        return CitedAnswer(read_citation(block), None, "text")
    if beside.is_file() and (found := _read_json(beside.read_text(encoding="utf-8"))) is not None:
        return _join(read_citation(found["citation"]), file)
    raise CiteError("holds no citation; `--cite` puts one beside an answer")


def _read_json(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text, parse_float=Decimal)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "citation" in found else None


def _join(citation: Citation, data: Path) -> CitedAnswer:
    """A citation of its own file, with the rows of the file beside it, if that is there."""
    if not data.is_file() or data.name.endswith(".cite.json"):
        return CitedAnswer(citation, None, "text")
    try:
        text = data.read_bytes().decode("utf-8")
        if text.startswith("{"):
            lines = [json.loads(line, parse_float=Decimal) for line in text.splitlines() if line]
            return CitedAnswer(citation, list(map(write_canonical, lines)), "jsonl")
        rows = csv.DictReader(StringIO(text, newline=""))
        return CitedAnswer(citation, list(map(write_canonical, rows)), "csv")
    except (ValueError, csv.Error, TypeError):  # it was changed by hand: its rows cannot be told
        return CitedAnswer(citation, None, "text")


def describe_question(citation: Citation) -> str:
    """The query and its parameters, as options: `timeline --company ByteDance`."""
    words = [citation.query]
    for name, value in citation.parameters.items():
        option = f"--{name.replace('_', '-')}"
        values = value if isinstance(value, list) else [value]
        words += [option if one is True else f"{option} {one}" for one in values]
    return " ".join(words)


def describe(comparison: Comparison) -> list[str]:
    """What differs, a line each, the rows first."""
    then, now = comparison.then, comparison.now
    lines = [_describe_rows(comparison)]
    if comparison.edited:
        lines.append("the rows in the file are not those that it cites: it was changed since")
    if then.query_sha256 != now.query_sha256:
        lines.append(f"the query {then.query} has changed")
    if then.schema_revision != now.schema_revision:
        before, after = ", ".join(then.schema_revision), ", ".join(now.schema_revision)
        lines.append(f"the schema revision was {before}, and is {after}")
    if then.records_sha256 != now.records_sha256:
        lines.append("the records have changed: " + _describe_files(then.files, now.files))
    if then.dateline != now.dateline:
        lines.append(f"Dateline was {then.dateline}, and is {now.dateline}")
    return lines


def _describe_rows(comparison: Comparison) -> str:
    then, now = comparison.then.rows, comparison.now.rows
    if comparison.same_rows:
        return f"same rows: {now}"
    counts = f"{then} then, {now} now"
    if comparison.added is None or comparison.removed is None:
        return f"other rows: {counts}"
    if not comparison.added and not comparison.removed and not comparison.edited:
        return f"the same rows in another order: {now}"
    if not comparison.added and not comparison.removed:
        return f"the same rows as in the file, but not as cited: {counts}"
    return f"other rows: {counts}; {comparison.added} added, {comparison.removed} removed"


def _describe_files(then: dict[str, str] | None, now: dict[str, str] | None) -> str:
    if then is None or now is None:
        return "too many files to be listed"
    changes = [
        *(f"{name} changed" for name in then if name in now and then[name] != now[name]),
        *(f"{name} loaded since" for name in now if name not in then),
        *(f"{name} withdrawn since" for name in then if name not in now),
    ]
    return "; ".join(changes)
