"""Requests at once: nothing of one is seen by another, and a file that is replaced is read anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Thread

import duckdb
import pytest
from conftest import ROOT, Load
from web import Browser

from db.load import load_files
from db.reader import set_variable
from publish.serve import service
from publish.serve.faults import UnavailableError
from publish.serve.readers import FileReaders

NEWS = """\
source: {id: news-2024, title: News, publisher: News, published: 2024}
companies: [{id: hooli, name: Hooli, kind: company}]
events:
  - id: hooli-founded
    title: Hooli is founded
    type: founding
    status: happened
    companies: {subject: hooli}
    claims: [{quote: Hooli was founded}]
"""
VARIABLE = "SELECT getvariable('known_by')"
DAYS = ("2023", "2024-03-30", "2024-04", "2025")


def count_companies(browser: Browser) -> int:
    answer = browser.get("/api/companies")
    assert answer.status_code == 200, answer.text
    return len(answer.json()["rows"])


def test_a_variable_of_one_reader_is_not_seen_by_another(acme_database: Path) -> None:
    readers = FileReaders(acme_database)
    with readers.reading() as one, readers.reading() as other:
        set_variable(one, "known_by", "2020-01-01")
        assert other.execute(VARIABLE).fetchone() == (None,)
        with readers.reading() as third:
            assert third.execute(VARIABLE).fetchone() == (None,)


def test_requests_at_once_have_each_their_own_answer(acme_database: Path) -> None:
    browser = Browser(acme_database)
    addresses = [f"/api/timeline?known_by={day}" for day in DAYS] + ["/api/timeline"]
    alone = {address: browser.get(address).text for address in addresses}
    assert len(set(alone.values())) >= 2
    asked = addresses * 4
    together = browser.get_at_once(asked)
    assert [answer.text for answer in together] == [alone[address] for address in asked]


def test_nothing_can_be_written(acme_database: Path) -> None:
    with (
        FileReaders(acme_database).reading() as reader,
        pytest.raises(duckdb.Error, match="read-only"),
    ):
        reader.execute("DELETE FROM claim")


def test_a_load_is_seen_by_the_next_request(load: Load, database: Path) -> None:
    browser = Browser(database)
    assert count_companies(browser) == 0
    load(NEWS)
    assert count_companies(browser) == 1
    load_files([ROOT / "tests" / "acme.yaml"], database, wait=0)
    assert count_companies(browser) == 4


def test_who_reads_a_file_that_is_replaced_reads_it_to_the_end(load: Load, database: Path) -> None:
    readers, found = FileReaders(database), list[int]()

    def read() -> None:
        with readers.reading() as reader:
            found.append(reader.execute("SELECT count(*) FROM company").fetchone()[0])

    with readers.reading() as old:
        load(NEWS)
        later = Thread(target=read)
        later.start()
        assert old.execute("SELECT count(*) FROM company").fetchone() == (0,)
    later.join()
    assert found == [1]


def test_who_reads_the_old_file_too_long_is_told_of(
    load: Load, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.serve.readers.PATIENCE", 0.0)
    readers = FileReaders(database)
    with readers.reading():
        load(NEWS)
        with pytest.raises(UnavailableError, match="was replaced"), readers.reading():
            pass


def test_between_requests_the_file_is_free_for_a_writer(database: Path) -> None:
    browser = Browser(database)
    count_companies(browser)
    with duckdb.connect(str(database)) as writer:
        writer.execute("DELETE FROM claim")


def break_by_removing(path: Path) -> None:
    path.unlink()


def break_by_garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


def break_by_age(path: Path) -> None:
    with duckdb.connect(str(path)) as writer:
        writer.execute("UPDATE alembic_version SET version_num = '0001'")


def break_by_future(path: Path) -> None:
    with duckdb.connect(str(path)) as writer:
        writer.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (break_by_removing, "there is no database"),
        (break_by_garbage, "is not a DuckDB database"),
        (break_by_age, "is older than this Dateline"),
        (break_by_future, "get a newer Dateline"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of_until_it_can(
    database: Path, broken: object, message: str, tmp_path: Path
) -> None:
    kept = shutil.copyfile(database, tmp_path / "kept.duckdb")
    browser = Browser(database)
    assert count_companies(browser) == 0
    assert callable(broken)
    broken(database)
    for address in ("/queries/companies", "/api/companies", "/companies/acme", "/sql?q=SELECT+1"):
        answer = browser.get(address)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert message in answer.text
    assert browser.get("/queries").status_code == 200
    kept.replace(database)
    assert count_companies(browser) == 0


def test_a_question_that_takes_too_long_is_stopped(
    acme_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "SECONDS", 0.0)
    answer = Browser(acme_database).get("/api/totals")
    assert answer.status_code == 503
    assert "ask for less" in answer.json()["detail"]
