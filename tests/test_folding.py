"""Two ids of one thing: every view and query answers as if there had been one from the start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT, Run
from twins import FOLDED, SAME_AS, TWIN, write_as_one

from db.load import load_files
from db.query import SavedQuery, list_queries, run_query

Write = Callable[[str, str], Path]
Rows = dict[str, list[Any]]
ACME = ROOT / "tests" / "acme.yaml"
TELLING = ("company_same_as", "event_same_as")  # the queries that name what is folded
COMPANIES = (None, "acme", "acme-inc", "Acme Incorporated", "globex", "piper", "hooli")
# What loads changed is told by the ids that the files have.
every_query = pytest.mark.parametrize(
    "query",
    [query for query in list_queries() if query.name != "changes"],
    ids=lambda query: query.name,
)


@pytest.fixture(scope="module")
def merged(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from open_with(_empty, tmp_path_factory.mktemp("merged"), TWIN, SAME_AS)


@pytest.fixture(scope="module")
def as_one(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from open_with(_empty, tmp_path_factory.mktemp("one"), write_as_one())


def open_with(empty: Path, folder: Path, *records: str) -> Iterator[duckdb.DuckDBPyConnection]:
    path = folder / "test.duckdb"
    path.write_bytes(empty.read_bytes())
    files = [folder / f"{n}.yaml" for n in range(len(records))]
    for file, text in zip(files, records, strict=True):
        file.write_text(text)
    load_files([ACME, *files], path, wait=0)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def list_views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    sql = "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1"
    return [row[0] for row in connection.execute(sql).fetchall()]


def read_views(connection: duckdb.DuckDBPyConnection) -> Rows:
    return {
        view: sorted(connection.table(view).fetchall(), key=repr) for view in list_views(connection)
    }


def read_queries(connection: duckdb.DuckDBPyConnection) -> Rows:
    return {
        query.name: run_query(connection, query, {}).rows
        for query in list_queries()
        if query.name != "changes"
    }


def give(query: SavedQuery, name: str, value: str | None) -> dict[str, Any]:
    return {name: value} if any(param.name == name for param in query.params) else {}


def test_every_view_answers_as_if_there_had_been_one_id(
    merged: duckdb.DuckDBPyConnection, as_one: duckdb.DuckDBPyConnection
) -> None:
    wanted = "SELECT * FROM {} WHERE name NOT IN ('acme-inc')"
    for view in list_views(merged):
        sql = {
            "known_claim": "SELECT * EXCLUDE stated_event_id FROM {}",
            "company_name": wanted,  # the folded id finds the company, too
        }.get(view, "SELECT * FROM {}")
        found, expected = (
            sorted(connection.execute(sql.format(view)).fetchall(), key=repr)
            for connection in (merged, as_one)
        )
        assert found == expected, view
        assert found, view


@every_query
def test_every_query_answers_as_if_there_had_been_one_id(
    merged: duckdb.DuckDBPyConnection, as_one: duckdb.DuckDBPyConnection, query: SavedQuery
) -> None:
    if query.name in TELLING:
        return
    for company in COMPANIES:
        values = give(query, "company", company)
        expected = run_query(
            as_one, query, give(query, "company", FOLDED.get(company or "", company))
        )
        assert run_query(merged, query, values) == expected, values
    values = give(query, "event", "acme-gives-money")
    assert run_query(merged, query, values) == run_query(
        as_one, query, give(query, "event", "acme-pays-globex")
    )


@every_query
def test_no_query_shows_a_folded_id(merged: duckdb.DuckDBPyConnection, query: SavedQuery) -> None:
    shown = repr(run_query(merged, query, {}).rows)
    told = [folded for folded in FOLDED if f"'{folded}'" in shown]
    expected = {"company_same_as": ["acme-inc"], "event_same_as": ["acme-gives-money"]}
    assert told == expected.get(query.name, [])


def test_merging_and_undoing_brings_back_exactly_the_old_rows(
    run: Run, database: Path, write: Write
) -> None:
    load_files([ACME, write("twin.yaml", TWIN)], database, wait=0)
    before = read_all(database)
    for kind, folded, stays in (
        ("company", "acme-inc", "acme"),
        ("event", "acme-gives-money", "acme-pays-globex"),
    ):
        result = run(kind, "merge", folded, stays, "--because", "one", db=database)
        assert (result.exit_code, result.stderr) == (0, "")
    changed = read_all(database)
    same = {name for name in before if before[name] == changed[name]}
    assert same == {"sources", "source_details", "source_citations"}
    for kind, folded in (("event", "acme-gives-money"), ("company", "acme-inc")):
        result = run(kind, "merge", "--undo", folded, db=database)
        assert (result.exit_code, result.stderr) == (0, "")
    assert read_all(database) == before


def read_all(database: Path) -> Rows:
    with duckdb.connect(str(database), read_only=True) as connection:
        views = {f"view {name}": rows for name, rows in read_views(connection).items()}
        return views | read_queries(connection)


def test_a_folded_id_finds_what_stays_and_a_remark_says_so(
    run: Run, database: Path, write: Write
) -> None:
    load_files([ACME, write("twin.yaml", TWIN), write("same.yaml", SAME_AS)], database, wait=0)
    remark = "acme-inc is the same as acme, which is shown\n"
    for arguments in (
        ("company", "{}"),
        ("timeline", "--company", "{}"),
        ("events", "--company", "{}"),
        ("query", "counterparties", "--company", "{}"),
    ):
        folded = run(*(one.format("acme-inc") for one in arguments), db=database)
        stays = run(*(one.format("acme") for one in arguments), db=database)
        assert (folded.stdout, folded.stderr, stays.stderr) == (stays.stdout, remark, "")
    folded = run("event", "acme-gives-money", db=database)
    assert folded.stdout == run("event", "acme-pays-globex", db=database).stdout
    assert folded.stderr == "acme-gives-money is the same as acme-pays-globex, which is shown\n"
    by_name = run("company", "Acme Incorporated", db=database)
    assert (by_name.exit_code, by_name.stderr) == (0, "")


def test_the_pages_tell_what_was_folded_in_and_why(run: Run, database: Path, write: Write) -> None:
    load_files([ACME, write("twin.yaml", TWIN), write("same.yaml", SAME_AS)], database, wait=0)
    page = run("company", "acme", db=database).stdout
    assert page.partition("Same as\n\n")[2].partition("\n\n")[0] + "\n" == (
        "folded id  name               kind     because      file\n"
        "---------  -----------------  -------  -----------  -------\n"
        "acme-inc   Acme Incorporated  company  one company  same-as\n"
    )
    page = run("event", "acme-pays-globex", db=database).stdout
    assert "one payment" in page.partition("Same as\n\n")[2]
    assert "Same as" not in run("company", "globex", db=database).stdout


def test_lists_and_completion_hold_only_what_stays(run: Run, database: Path, write: Write) -> None:
    load_files([ACME, write("twin.yaml", TWIN), write("same.yaml", SAME_AS)], database, wait=0)
    assert "acme-inc" not in run("companies", db=database).stdout
    assert "acme-gives-money" not in run("events", db=database).stdout
    wrong = run("event", "acme-gives-mone", db=database)
    assert "acme-gives-money" not in wrong.stderr


def test_what_is_folded_is_told_as_a_change(run: Run, database: Path, write: Write) -> None:
    load_files([ACME, write("twin.yaml", TWIN)], database, wait=0)
    run("company", "merge", "acme-inc", "acme", "--because", "one", db=database)
    run("company", "merge", "--undo", "acme-inc", db=database)
    with duckdb.connect(str(database), read_only=True) as connection:
        changes = connection.execute(
            "SELECT action, key, coalesce(before, after) FROM load_change WHERE kind = 'same_as' "
            "ORDER BY load_id"
        ).fetchall()
    content = '{"because": "one", "company_id": "acme-inc", "same_as": "acme"}'
    assert changes == [
        ("added", "acme-inc acme", content),
        ("removed", "acme-inc acme", content),
    ]
