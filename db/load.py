"""Load record files into a database, all or nothing.

The rows of a file are replaced whole in one transaction, so a file that is loaded again says what
it says now and nothing else. What changed is written down in `load` and `load_change`.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, literal, select

from db import __version__
from db.address import Database
from db.articles import read_articles
from db.batch import Batch
from db.changes import Change, Tables, compare
from db.check import check_definitions, check_records
from db.engine import analyze_tables, as_reader, insert_rows, make_engine
from db.errors import DataProblems, DatelineError
from db.files import read_records
from db.integrity import find_orphans
from db.kept_texts import keep_texts
from db.models import BUILT_IN, TABLES
from db.place import Article
from db.problem import Problem
from db.reading import check_revision
from db.record import Record
from db.revision import ROOT
from db.standing import Standing
from db.transaction import Transaction, changing, making

SEED = ROOT / "seed"
OWNED = [table for table in TABLES.values() if "owner" in table.c]
COUNTED = ("company", "source", "event", "claim", "amount")


class UnknownFileError(DatelineError):
    """A file id that the database does not know."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the load of one file did."""

    file: str
    path: str | None
    added: int
    changed: int
    removed: int

    def __str__(self) -> str:
        if not (self.added or self.changed or self.removed):
            return f"{self.path or self.file}: nothing changed"
        return (
            f"{self.path or self.file}: {self.added} added, {self.changed} changed, "
            f"{self.removed} removed"
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, file by file, and how much the database then holds."""

    files: list[FileReport]
    counts: dict[str, int]
    without_text: list[str] = field(default_factory=list)


def load_files(
    paths: Iterable[Path], database: Database, *, wait: float, articles: Path | None = None
) -> LoadReport:
    """Load record files; raise DataProblems, with nothing written, if there is any problem.

    With a folder of articles the texts of the sources are kept in the database.
    """
    records, problems = read_records(paths)
    texts = read_articles(articles) if articles else None
    with _changing(database, wait) as transaction:
        report = _load(transaction.connection, records, problems, texts)
        _finish(transaction, report)
        return report


def check_files(paths: Iterable[Path], database: Database) -> list[Problem]:
    """All problems of record files, seen together with the database. Nothing is written."""
    records, problems = read_records(paths)
    with _reading(database) as connection:
        return _check(connection, records, problems).problems


def check_database(database: Database) -> list[Problem]:
    """Prove over the whole database what every load proves of itself."""
    with _reading(database) as connection:
        return find_orphans(connection, str(database))


def remove_files(files: Sequence[str], database: Database, *, wait: float) -> LoadReport:
    """Withdraw all that loaded files said; raise DataProblems if others use it."""
    with _changing(database, wait) as transaction:
        connection = transaction.connection
        _find_loaded(connection, files)
        batch = Batch()
        check_definitions(batch, Standing(connection, files))
        if batch.problems:
            raise DataProblems(batch.problems)
        before = _read_rows(connection, files)
        changes = {file: compare(before[file], {}) for file in files}
        _delete_rows(connection, before)
        _derive_cited_sources(connection)
        report = _report(connection, _note(connection, changes, {}))
        _finish(transaction, report)
        return report


def build_database(database: Database, *, seed: bool, wait: float) -> LoadReport | None:
    """Make a new database, with or without the seed; None if another process just made it."""
    from db.migrate import make_schema

    with making(database, wait=wait) as transaction:
        if transaction is None:
            return None
        make_schema(transaction.connection)
        records, problems = read_records([SEED]) if seed else ([], [])
        report = _load(transaction.connection, records, problems)
        _finish(transaction, report)
        transaction.commit()  # also where there was nothing to load
        return report


@contextmanager
def _reading(database: Database) -> Iterator[Connection]:
    """A connection to read with; RevisionError unless the database is one that we know."""
    with make_engine(database, read_only=True).connect() as connection:
        check_revision(as_reader(connection), database)
        yield connection


@contextmanager
def _changing(database: Database, wait: float) -> Iterator[Transaction]:
    """The right to write, and a transaction; RevisionError unless the database is one we know."""
    with changing(database, wait=wait) as transaction:
        check_revision(as_reader(transaction.connection), database)
        yield transaction


def _check(connection: Connection, records: Sequence[Record], problems: Sequence[Problem]) -> Batch:
    standing = Standing(connection, [record.id for record in records])
    # A file that could not be read defines nothing, and would only raise false alarms in others.
    batch = check_records(records, standing, references=not problems)
    batch.problems += problems
    return batch


def _load(
    connection: Connection,
    records: Sequence[Record],
    problems: Sequence[Problem],
    articles: Mapping[Path, Article] | None = None,
) -> LoadReport:
    batch = _check(connection, records, problems)
    if batch.problems:
        raise DataProblems(batch.problems)
    before = _read_rows(connection, batch.records)
    after = _group_by_file(batch)
    without_text = keep_texts(before, after, articles)
    changes = {file: compare(before[file], after[file]) for file in batch.records}
    changed = [file for file in batch.records if changes[file]]
    _delete_rows(connection, {file: before[file] for file in changed})
    _insert_rows(connection, [after[file] for file in changed])
    _derive_cited_sources(connection)
    report = _report(connection, _note(connection, changes, batch.records))
    return replace(report, without_text=without_text)


def _group_by_file(batch: Batch) -> dict[str, dict[str, list[Any]]]:
    files: dict[str, dict[str, list[Any]]] = {file: defaultdict(list) for file in batch.records}
    for table, rows in batch.rows.items():
        for record, row in rows:
            files[record.id][table].append(row.values)
    return dict(files)


def _read_rows(connection: Connection, files: Collection[str]) -> dict[str, Tables]:
    """What the files said until now."""
    found: dict[str, dict[str, list[Any]]] = {file: defaultdict(list) for file in files}
    for table in OWNED:
        query = select(table).where(table.c.owner.in_(files))
        for row in connection.execute(query).mappings():
            found[row["owner"]][table.name].append(dict(row))
    return dict(found)


def _delete_rows(connection: Connection, files: Mapping[str, Tables]) -> None:
    """Take away what the files said, and the sources derived from what all files cite."""
    connection.execute(delete(TABLES["source"]).where(TABLES["source"].c.cited_only))
    for table in OWNED:
        if owners := [file for file, tables in files.items() if tables.get(table.name)]:
            connection.execute(delete(table).where(table.c.owner.in_(owners)))


def _insert_rows(connection: Connection, files: Sequence[Tables]) -> None:
    for table in OWNED:
        if rows := [row for tables in files for row in tables.get(table.name, [])]:
            insert_rows(connection, table, rows)


def _derive_cited_sources(connection: Connection) -> None:
    """Make the sources known only by citation anew; a full record supersedes them."""
    source, citation = TABLES["source"], TABLES["source_citation"]
    names = [name for name in citation.c.keys() if name not in ("source_id", "cited_id")]  # noqa: SIM118
    described = citation.c.title.is_not(None) | citation.c.description.is_not(None)
    full = exists().where(source.c.id == citation.c.cited_id)
    nth = func.row_number().over(
        partition_by=citation.c.cited_id, order_by=(citation.c.publisher, citation.c.source_id)
    )
    ranked = (
        select(citation.c.cited_id, *(citation.c[name] for name in names), nth.label("nth"))
        .where(described, ~full)
        .subquery()
    )
    columns = [ranked.c.cited_id, *(ranked.c[name] for name in names), literal(True)]
    connection.execute(
        insert(source).from_select(
            ["id", *names, "cited_only"], select(*columns).where(ranked.c.nth == 1)
        )
    )


def _note(
    connection: Connection, changes: Mapping[str, Sequence[Change]], records: Mapping[str, Record]
) -> list[FileReport]:
    """Write down what changed, file by file; a file without a record is withdrawn."""
    load = TABLES["load"]
    last = connection.scalar(select(func.max(load.c.id))) or 0
    changed = [file for file in changes if changes[file]]
    if numbered := list(enumerate(changed, start=last + 1)):
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        always = {"loaded_at": now, "dateline_version": __version__}
        insert_rows(
            connection,
            load,
            [
                {"id": number, **_describe(file, records), **_count(changes[file]), **always}
                for number, file in numbered
            ],
        )
        insert_rows(
            connection,
            TABLES["load_change"],
            [
                {"load_id": number, "number": nth, **_spell_out(change)}
                for number, file in numbered
                for nth, change in enumerate(changes[file], start=1)
            ],
        )
    paths = {file: record.file for file, record in records.items()}
    return [FileReport(file, paths.get(file), **_count(changes[file])) for file in changes]


def _describe(file: str, records: Mapping[str, Record]) -> dict[str, str | None]:
    if (record := records.get(file)) is None:
        return {"file": file, "action": "remove", "path": None, "sha256": None}
    path = Path(record.file).name
    return {"file": file, "action": "load", "path": path, "sha256": record.sha256}


def _count(changes: Iterable[Change]) -> dict[str, int]:
    actions = Counter(change.action for change in changes)
    return {name: actions[name] for name in ("added", "changed", "removed")}


def _spell_out(change: Change) -> dict[str, str | None]:
    return {name: getattr(change, name) for name in ("kind", "key", "action", "before", "after")}


def _report(connection: Connection, files: list[FileReport]) -> LoadReport:
    counts = {
        name: connection.scalar(select(func.count()).select_from(TABLES[name])) or 0
        for name in COUNTED
    }
    return LoadReport(files, counts)


def _find_loaded(connection: Connection, files: Sequence[str]) -> None:
    """Raise UnknownFileError unless some row belongs to each file."""
    loaded = {
        owner
        for table in OWNED
        for owner in connection.scalars(select(table.c.owner).distinct())
        if owner != BUILT_IN
    }
    for file in files:
        if file not in loaded:
            near = difflib.get_close_matches(file, sorted(loaded), n=3) or sorted(loaded)
            raise UnknownFileError(
                f"no loaded file has the id '{file}'; loaded are {', '.join(near) or 'none'}"
            )


def _finish(transaction: Transaction, report: LoadReport) -> None:
    """Prove the whole and commit, if anything changed."""
    if any(file.added or file.changed or file.removed for file in report.files):
        if orphans := find_orphans(transaction.connection, "the database"):
            raise DataProblems(orphans)
        analyze_tables(transaction.connection)
        transaction.commit()
