"""A cited answer asked for again, and compared with what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from db.citation import CitationError, Cited, cite, hash_lines, read_citation
from db.evidence import spread
from db.query import Result, SavedQuery, find_query
from db.query_head import QueryError
from db.question import ask_stream, list_parameters
from db.reader import Reader
from db.render import show_csv, to_json
from db.sandbox import Limits

SHOWN = 5
LIMITS = Limits(seconds=300, rows=None)  # of a query of one's own: only whole answers are cited


class Rerun(NamedTuple):
    """What is not as it was, in words, and whether the rows are."""

    differences: list[str]
    same: bool
    citation: Mapping[str, Any]
    compared: bool  # whether the rows in the file were at hand, and not only their hash


def rerun(connection: Reader, file: Path, folders: Sequence[Path] = ()) -> Rerun:
    """Ask again what a file cites; raise CitationError if that cannot be asked any more."""
    old = read_citation(file)
    given = {
        name: str(value) if type(value) is int else value
        for name, value in old.citation["parameters"].items()
    }
    query = _find(file, old.citation["query"], folders)
    if unknown := sorted(given.keys() - list_parameters(query)):
        raise CitationError(
            f"{file}: the query {query.name} has no parameter {', '.join(unknown)} any more"
        )
    result = ask_stream(connection, query, given, LIMITS).read()
    new = cite(connection, query, given, result)
    same = old.citation["rows_sha256"] == new["rows_sha256"] and not _is_edited(old, new, result)
    return Rerun(compare(old, new, result), same, old.citation, old.rows is not None)


def _find(file: Path, name: str, folders: Sequence[Path]) -> SavedQuery:
    try:
        return find_query(name, folders)
    except QueryError as error:
        raise CitationError(
            f"{file}: {error}; a query of your own is found by --queries DIR"
        ) from error


def compare(old: Cited, new: Mapping[str, Any], result: Result) -> list[str]:
    """What is not as it was, in words."""
    was = old.citation
    found = []
    if was["query_sha256"] != new["query_sha256"]:
        found.append(f"the query {new['query']} has changed")
    if was["dateline"] != new["dateline"]:
        found.append(f"Dateline {was['dateline']}, now {new['dateline']}")
    if was["revision"] != new["revision"]:
        before, now = ", ".join(was["revision"]), ", ".join(new["revision"])
        found.append(f"schema revision {before}, now {now}")
    if was["records_sha256"] != new["records_sha256"]:
        found += _compare_records(was["records"], new["records"])
    if was["rows"] != new["rows"]:
        found.append(f"{was['rows']} rows, now {new['rows']}")
    if _is_edited(old, new, result):
        found.append("the rows in the file are not those that it cites: it was changed since")
    if was["rows_sha256"] != new["rows_sha256"]:
        found.append("the rows are not the same")
        found += _compare_rows(old, result)
    return found


def _compare_records(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    if not was or not now:
        return ["records changed: there are too many files to list them"]
    changes = {
        "added": sorted(now.keys() - was.keys()),
        "changed": sorted(file for file in was.keys() & now.keys() if was[file] != now[file]),
        "withdrawn": sorted(was.keys() - now.keys()),
    }
    return [f"records {what}: {', '.join(files)}" for what, files in changes.items() if files]


def _is_edited(old: Cited, new: Mapping[str, Any], result: Result) -> bool:
    """Whether the rows beside a citation are others than cited.

    Those of CSV have no types and so no hash; they are known only while the answer is the same.
    """
    if old.rows is None:
        return False
    if old.form != "csv":
        return bool(hash_lines(old.rows) != old.citation["rows_sha256"])
    unchanged = old.citation["rows_sha256"] == new["rows_sha256"]
    return unchanged and old.rows not in _list_ways(result)


def list_rows(result: Result, form: str, *, raw: bool = False) -> list[str]:
    """Each row as one text, as it is after a way through a file of this form."""
    if form != "csv":
        return list(map(to_json, result.dicts()))
    texts = spread(result)
    names = [show_csv(name, raw=raw) for name in texts.columns]
    return [
        to_json(dict(zip(names, (show_csv(value, raw=raw) for value in row), strict=True)))
        for row in texts.rows
    ]


def _list_ways(result: Result) -> list[list[str]]:
    """The rows as CSV has them, without and with --raw."""
    return [list_rows(result, "csv", raw=raw) for raw in (False, True)]


def _compare_rows(old: Cited, result: Result) -> list[str]:
    if (was := old.rows) is None:
        return []
    # Whether the file was written with --raw can be seen by which of the two is nearer.
    ways = _list_ways(result) if old.form == "csv" else [list_rows(result, old.form)]
    now = max(ways, key=lambda rows: (Counter(was) & Counter(rows)).total())
    before, after = Counter(was), Counter(now)
    gone = _list_in_order(was, before - after)
    new = _list_in_order(now, after - before)
    if not gone and not new:
        return ["they are the same, but in another order"]
    told = [f"{len(gone)} rows gone, {len(new)} new"]
    return [*told, *(f"- {row}" for row in gone[:SHOWN]), *(f"+ {row}" for row in new[:SHOWN])]


def _list_in_order(rows: list[str], wanted: Counter[str]) -> list[str]:
    found = []
    for row in rows:
        if wanted[row] > 0:
            wanted[row] -= 1
            found.append(row)
    return found
