"""A file that is loaded says what it says now, whole, or nothing is written at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Load

from db import __version__
from db.errors import DataProblems
from db.load import (
    FileReport,
    UnknownFileError,
    build_database,
    check_database,
    check_files,
    load_files,
    remove_files,
)
from db.migrate import downgrade
from db.mover import Care
from db.reading import NoDatabaseError, RevisionError

Connect = Callable[[], duckdb.DuckDBPyConnection]
Write = Callable[[str, str], Path]

COMPANIES = """
id: companies
companies:
  - {id: acme, name: Acme, kind: company, aliases: [Acme Labs]}
  - {id: globex, name: Globex, kind: company}
"""
NEWS = """
source: {id: news, publisher: Example News, title: News of Acme, published: 2024-08-02}
events:
  - id: acme-hires
    title: Acme hires
    type: results
    status: happened
    companies: {subject: acme}
    claims:
      - {at: 100-200#0123456789abcdef, when: 2024-03}
      - {at: 300-400#0123456789abcdef, when: 2024}
  - id: acme-opens
    title: Acme opens an office
    type: launch
    status: planned
    claims: [{at: 500-600#0123456789abcdef}]
"""


@pytest.fixture(scope="module")
def _news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    (folder / "companies.yaml").write_text(COMPANIES)
    (folder / "news.yaml").write_text(NEWS)
    build_database(folder / "news.duckdb", seed=False, wait=0)
    files = [folder / "companies.yaml", folder / "news.yaml"]
    load_files(files, folder / "news.duckdb", wait=0)
    return folder / "news.duckdb"


@pytest.fixture
def news(_news: Path, database: Path) -> None:
    """Load companies and news."""
    shutil.copyfile(_news, database)


def read(database: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def read_state(database: Path) -> dict[str, list[Any]]:
    """All rows, but for the diary of loads."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {
            name: connection.execute(f'FROM "{name}" ORDER BY ALL').fetchall()
            for (name,) in tables
            if name not in ("load", "load_change")
        }


def read_changes(database: Path, load: int) -> list[Any]:
    """What a load has changed: kind, key, action."""
    return read(
        database,
        f"SELECT kind, key, action FROM load_change WHERE load_id = {load} ORDER BY number",  # noqa: S608
    )


def problems_of(act: Callable[[], object]) -> list[str]:
    with pytest.raises(DataProblems) as caught:
        act()
    return [str(problem) for problem in caught.value.problems]


# Loading again


@pytest.mark.usefixtures("news")
def test_the_same_file_twice_changes_nothing(load: Load, database: Path) -> None:
    before = database.read_bytes()
    again = load(COMPANIES, NEWS)
    assert database.read_bytes() == before
    assert again.counts["event"] == 2
    assert [str(file).rpartition("/")[2] for file in again.files] == [
        "record-1.yaml: nothing changed",
        "record-2.yaml: nothing changed",
    ]


@pytest.mark.usefixtures("news")
def test_a_comment_is_no_change(load: Load, database: Path) -> None:
    before = database.read_bytes()
    load(COMPANIES, "# read on 2 August" + NEWS)
    assert database.read_bytes() == before


def test_a_report_tells_each_file_and_what_the_database_holds(load: Load) -> None:
    report = load(COMPANIES, NEWS)
    assert [(file.file, file.added, file.changed, file.removed) for file in report.files] == [
        ("companies", 3, 0, 0),
        ("news", 6, 0, 0),
    ]
    assert str(report.files[1]).endswith("record-2.yaml: 6 added, 0 changed, 0 removed")
    assert report.counts == {"company": 2, "source": 1, "event": 2, "claim": 3, "amount": 0}


@pytest.mark.usefixtures("news")
def test_a_changed_file_replaces_what_it_said_whole(load: Load, database: Path) -> None:
    changed = """
source: {id: news, publisher: Example News, title: News of Acme, published: 2024-08-03}
events:
  - id: acme-hires
    title: Acme hires
    type: results
    status: happened
    companies: {subject: acme}
    claims:
      - {at: 100-200#0123456789abcdef, when: 2024-04}
  - id: acme-sells
    title: Acme sells chairs
    type: launch
    status: happened
    claims: [{at: 700-800#0123456789abcdef}]
"""
    report = load(COMPANIES, changed)
    assert [(file.added, file.changed, file.removed) for file in report.files] == [
        (0, 0, 0),
        (2, 2, 3),
    ]
    assert read_changes(database, 3) == [
        ("claim", "acme-hires 100-200", "changed"),
        ("claim", "acme-hires 300-400", "removed"),
        ("claim", "acme-opens 500-600", "removed"),
        ("claim", "acme-sells 700-800", "added"),
        ("event", "acme-opens", "removed"),
        ("event", "acme-sells", "added"),
        ("source", "news", "changed"),
    ]
    assert read(database, "SELECT id FROM event ORDER BY 1") == [("acme-hires",), ("acme-sells",)]
    assert read(database, "SELECT number, when_edtf FROM claim ORDER BY 1") == [
        (1, "2024-04"),
        (2, None),
    ]
    assert read(database, "SELECT published FROM source") == [("2024-08-03",)]


@pytest.mark.usefixtures("news")
def test_a_claim_put_in_above_others_is_one_addition(load: Load, database: Path) -> None:
    above = "    claims:\n      - {at: 10-20#0123456789abcdef, when: 2023}\n"
    report = load(COMPANIES, NEWS.replace("    claims:\n", above))
    assert (report.files[1].added, report.files[1].changed, report.files[1].removed) == (1, 0, 0)
    assert read_changes(database, 3) == [("claim", "acme-hires 10-20", "added")]
    assert read(database, "SELECT number, char_start FROM claim ORDER BY 1") == [
        (1, 10),
        (2, 100),
        (3, 300),
        (4, 500),
    ]


@pytest.mark.usefixtures("news")
def test_what_changed_is_kept_as_json_before_and_after(load: Load, database: Path) -> None:
    text = NEWS.replace("Acme hires", "Acme hires 字").replace("subject: acme", "subject: globex")
    load(COMPANIES, text)
    rows = read(database, "SELECT kind, key, before, after FROM load_change WHERE load_id = 3")
    changes = {
        (kind, key): (json.loads(before), json.loads(after)) for kind, key, before, after in rows
    }
    before, after = changes["event", "acme-hires"]
    assert before == {"id": "acme-hires", "title": "Acme hires", "type": "results"}
    assert after == {**before, "title": "Acme hires 字"}
    before, after = changes["claim", "acme-hires 100-200"]
    assert (before["companies"], after["companies"]) == (["subject: acme"], ["subject: globex"])
    assert (before["when_edtf"], before["earliest"], before["char_start"]) == (
        "2024-03",
        "2024-03-01",
        100,
    )
    assert len(changes) == 3
    assert "字" in str(rows)


def test_the_diary_tells_file_hash_and_time(database: Path, write: Write, load: Load) -> None:
    path = write("news-of-acme.yaml", NEWS)
    load_files([write("companies.yaml", COMPANIES), path], database, wait=0)
    (row,) = read(
        database,
        "SELECT id, path, sha256, action, loaded_at, dateline_version, added, changed, removed "
        "FROM load WHERE file = 'news'",
    )
    loaded_at = row[4].replace(tzinfo=UTC)
    assert timedelta() <= datetime.now(UTC) - loaded_at < timedelta(minutes=1)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert row[:4] == (2, "news-of-acme.yaml", sha256, "load")
    assert row[5:] == (__version__, 6, 0, 0)


@pytest.mark.usefixtures("news")
def test_only_files_that_changed_stand_in_the_diary(load: Load, database: Path) -> None:
    load(COMPANIES, NEWS.replace("2024-03", "2024-05"))
    assert read(database, "SELECT id, file, changed FROM load ORDER BY id") == [
        (1, "companies", 0),
        (2, "news", 0),
        (3, "news", 1),
    ]


@pytest.mark.usefixtures("news")
def test_what_another_file_adds_stays(load: Load, database: Path) -> None:
    load("id: more\ncompanies: [{id: acme, aliases: [Acme Labs, Acme & Co.]}]")
    load(COMPANIES.replace("Acme Labs", "ACME"), NEWS)
    assert read(database, "SELECT name, owner FROM company_alias ORDER BY ALL") == [
        ("ACME", "companies"),
        ("Acme & Co.", "more"),
        ("Acme Labs", "more"),
    ]


# Withdrawing


def test_a_file_that_is_withdrawn_leaves_nothing(load: Load, database: Path) -> None:
    load(COMPANIES)
    before = read_state(database)
    load(COMPANIES, NEWS + "types: [{id: party, label: party, description: People meet}]\n")
    assert read_state(database) != before
    report = remove_files(["news"], database, wait=0)
    assert report.files == [FileReport("news", None, 0, 0, 7)]
    assert str(report.files[0]) == "news: 0 added, 0 changed, 7 removed"
    assert report.counts["event"] == 0
    assert read_state(database) == before
    assert read(database, "SELECT action, path, sha256, removed FROM load WHERE id = 3") == [
        ("remove", None, None, 7)
    ]
    rows = read(database, "SELECT before, after FROM load_change WHERE load_id = 3 ORDER BY number")
    assert len(rows) == 7
    assert all(after is None and json.loads(before) for before, after in rows)


@pytest.mark.usefixtures("news")
def test_what_others_use_is_not_withdrawn(database: Path) -> None:
    before = database.read_bytes()
    (problem,) = problems_of(lambda: remove_files(["companies"], database, wait=0))
    assert problem.startswith("companies: company 'acme' is no longer defined, but news uses it; ")
    assert database.read_bytes() == before


def test_files_that_use_each_other_are_withdrawn_together(load: Load, database: Path) -> None:
    empty = read_state(database)
    load(COMPANIES, NEWS)
    report = remove_files(["companies", "news", "news"], database, wait=0)
    assert [file.file for file in report.files] == ["companies", "news"]
    assert read_state(database) == empty


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("new", "no loaded file has the id 'new'; loaded are news"),
        ("xyz", "no loaded file has the id 'xyz'; loaded are companies, news"),
        ("dateline", "no loaded file has the id 'dateline'; loaded are companies, news"),
    ],
)
@pytest.mark.usefixtures("news")
def test_a_file_that_is_not_loaded_cannot_be_withdrawn(
    database: Path, name: str, told: str
) -> None:
    before = database.read_bytes()
    with pytest.raises(UnknownFileError) as caught:
        remove_files(["companies", name], database, wait=0)
    assert str(caught.value) == told
    assert database.read_bytes() == before


def test_from_an_empty_database_nothing_can_be_withdrawn(database: Path) -> None:
    with pytest.raises(UnknownFileError, match="loaded are none"):
        remove_files(["news"], database, wait=0)


# Problems


def test_one_problem_anywhere_and_nothing_is_written(
    database: Path, write: Write, load: Load
) -> None:
    before = database.read_bytes()
    good = write("good.yaml", COMPANIES)
    unknown = write("unknown.yaml", NEWS.replace("acme}", "acne}"))
    dates = write("dates.yaml", NEWS.replace("news,", "new-s,").replace("2024-03", "2024-13"))
    problems = problems_of(lambda: load_files([good, unknown, dates], database, wait=0))
    assert [problem.partition(": ")[0] for problem in problems] == [
        f"{dates}:4",  # an event that the other file defines
        f"{dates}:10",  # the thirteenth month
        f"{dates}:12",  # another event of the other file
        f"{unknown}:8",  # a company that nobody knows
    ]
    assert database.read_bytes() == before


def test_what_an_unreadable_file_would_define_raises_no_false_alarm(
    database: Path, write: Write
) -> None:
    broken = write("companies.yaml", COMPANIES + "  - {id: [}\n")
    (problem,) = problems_of(
        lambda: load_files([broken, write("news.yaml", NEWS)], database, wait=0)
    )
    assert problem.startswith(f"{broken}:6: ")


def test_problems_are_shown_without_writing(load: Load, database: Path, write: Write) -> None:
    load(COMPANIES)
    before = database.read_bytes()
    news = write("news.yaml", NEWS)
    assert check_files([news], database) == []
    wrong = write("wrong.yaml", NEWS.replace("acme}", "acne}"))
    faults = {(problem.file, problem.fault) for problem in check_files([wrong], database)}
    assert faults == {(str(wrong), "company 'acne' is not known")}
    assert database.read_bytes() == before


def test_a_load_proves_the_whole_database(load: Load, database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("INSERT INTO company VALUES ('acme', 'Acme', 'firm', NULL, 'x')")
    before = database.read_bytes()
    (problem,) = problems_of(
        lambda: load("id: more\ncompanies: [{id: globex, name: G, kind: brand}]")
    )
    assert problem.startswith("the database: company.kind refers to what does not exist: firm;")
    assert database.read_bytes() == before


# Sources known by citation only


CITED = "SELECT id, publisher, description, title, cited_only, owner FROM source ORDER BY id"
CITING = """
source:
  id: {id}
  publisher: Example News
  title: News
  cites: [{{id: report, publisher: {publisher}, description: {description}}}]
"""
REPORT = "source: {id: report, publisher: The Report, title: On Acme, description: whole}"
ONE = CITING.format(id="one", publisher="B", description="by one")
TWO = CITING.format(id="two", publisher="A", description="by two")


def test_a_full_record_supersedes_what_citations_say_until_it_is_withdrawn(
    load: Load, database: Path
) -> None:
    by_citation = ("report", "B", "by one", None, True, "one")
    load(ONE)
    assert by_citation in read(database, CITED)
    report = load(REPORT)
    assert report.counts["source"] == 2
    full = ("report", "The Report", "whole", "On Acme", False, "report")
    assert full in read(database, CITED)
    assert read(database, "SELECT cited_id FROM source_citation") == [("report",)]
    remove_files(["report"], database, wait=0)
    assert by_citation in read(database, CITED)


def test_of_several_citations_the_first_by_publisher_and_source_is_shown(
    load: Load, database: Path
) -> None:
    load(ONE, TWO)
    assert ("report", "A", "by two", None, True, "two") in read(database, CITED)
    remove_files(["two"], database, wait=0)
    assert ("report", "B", "by one", None, True, "one") in read(database, CITED)


def test_a_source_that_nobody_cites_any_more_is_gone(load: Load, database: Path) -> None:
    load(ONE)
    load(ONE.partition("  cites")[0])
    assert [row[0] for row in read(database, CITED)] == ["one"]


def test_a_full_record_that_is_cited_by_its_id_alone_is_not_withdrawn(
    load: Load, database: Path
) -> None:
    load(REPORT, "source: {id: one, publisher: Example News, title: News, cites: [report]}")
    (problem,) = problems_of(lambda: remove_files(["report"], database, wait=0))
    assert problem.startswith("report: source 'report' is no longer defined, but one uses it")


# The order of loading


def test_the_way_to_a_state_leaves_no_trace_in_it(database: Path, write: Write) -> None:
    base = write("base.yaml", COMPANIES)
    news = write("news.yaml", NEWS)
    more = write(
        "more.yaml",
        """
        source:
          id: more
          publisher: Another Paper
          title: More of Acme
          cites: [{id: report, publisher: The Report, description: on Acme's office}]
        companies: [{id: acme, aliases: [ACME]}]
        events:
          - id: acme-hires
            claims:
              - status: happened
                origin: report
                amounts: [{measure: headcount, value: 50 people, company: acme}]
        """,
    )
    one, report = write("one.yaml", ONE), write("report.yaml", REPORT)
    in_one_go = database.with_name("one-go.duckdb")
    shutil.copyfile(database, in_one_go)
    load_files([base, news, more, one, report], in_one_go, wait=0)

    old = write("old.yaml", NEWS.replace("Acme hires", "Acme fires").replace("2024-03", "2023"))
    for files in ([report], [one], [base], [old], [more], [news]):
        load_files(files, database, wait=0)
    remove_files(["report", "one"], database, wait=0)
    for files in ([one], [more], [report]):
        load_files(files, database, wait=0)

    assert read_state(database) == read_state(in_one_go)
    never_used = {
        "company_relation", "amount_link", "left_out", "source_text", "company_same_as",
        "event_same_as",
    }  # fmt: skip
    assert {table for table, rows in read_state(database).items() if not rows} == never_used
    assert check_database(database) == []


# Databases that are not as expected


@pytest.mark.parametrize(
    "act",
    [
        lambda path, record: load_files([record], path, wait=0),
        lambda path, record: check_files([record], path),
        lambda path, _: remove_files(["news"], path, wait=0),
        lambda path, _: check_database(path),
    ],
    ids=["load", "check", "remove", "check the database"],
)
def test_only_a_database_of_this_revision_is_used(
    database: Path, write: Write, act: Callable[[Path, Path], object]
) -> None:
    record = write("companies.yaml", COMPANIES)
    other = database.with_name("other.duckdb")
    duckdb.connect(str(other)).close()
    with pytest.raises(
        NoDatabaseError, match=r"other\.duckdb is a DuckDB database, but not one of"
    ):
        act(other, record)
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(RevisionError, match=r"test\.duckdb has schema revision 0999, which"):
        act(database, record)


def test_an_older_database_is_to_be_upgraded_first(database: Path, write: Write) -> None:
    downgrade(database, "base", Care())
    before = database.read_bytes()
    with pytest.raises(RevisionError, match=r"--db .*test\.duckdb migrate upgrade"):
        load_files([write("companies.yaml", COMPANIES)], database, wait=0)
    assert database.read_bytes() == before


# Making a database


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write) -> Path:
    """A seed of two files."""
    folder = tmp_path / "seed"
    folder.mkdir()
    write("seed/companies.yaml", COMPANIES)
    write("seed/news.yaml", NEWS)
    monkeypatch.setattr("db.load.SEED", folder)
    return folder


@pytest.mark.usefixtures("seed")
def test_a_database_is_made_with_the_seed_or_empty(tmp_path: Path, database: Path) -> None:
    made = tmp_path / "new.duckdb"
    report = build_database(made, seed=True, wait=0)
    assert report is not None
    assert [file.file for file in report.files] == ["companies", "news"]
    assert report.counts["event"] == 2
    load_files([tmp_path / "seed"], database, wait=0)
    assert read_state(made) == read_state(database)

    empty = build_database(tmp_path / "empty.duckdb", seed=False, wait=0)
    assert empty is not None
    assert (empty.files, set(empty.counts.values())) == ([], {0})


def test_a_database_that_is_there_is_not_made(database: Path) -> None:
    before = database.read_bytes()
    assert build_database(database, seed=True, wait=0) is None
    assert database.read_bytes() == before


def test_a_seed_with_a_problem_makes_no_database(tmp_path: Path, seed: Path) -> None:
    (seed / "companies.yaml").unlink()
    (problem,) = problems_of(lambda: build_database(tmp_path / "new.duckdb", seed=True, wait=0))
    assert problem.startswith(f"{seed / 'news.yaml'}:8: company 'acme' is not known; ")
    assert {path.name for path in tmp_path.iterdir()} == {"seed", ".new.duckdb.lock"}
