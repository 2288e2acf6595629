"""What was known by a day, and what lies in a period: possibly, or certainly."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from conftest import Load, Run
from news import COMPANIES, news
from test_views import Connect


@pytest.mark.parametrize(
    ("when", "possibly", "certainly"),
    [
        ("2024-03", True, True),
        ("2024", True, False),
        ("2023-12", False, False),
        ("2024-06-30", True, True),
        ("2024-07", False, False),
        ("2023-12/2024-02", True, False),
        ("2024/..", True, False),
        ("../2024-03", True, False),
        (None, False, False),
    ],
)
def test_a_date_lies_between_two_days(
    load: Load, connection: Connect, when: str | None, possibly: bool, certainly: bool
) -> None:
    claim = "status: happened" + (f", when: {when}" if when else "")
    load(COMPANIES, news("globe", claim))
    sql = """
        SELECT possibly_in(when_edtf, earliest, latest, DATE '2024-01-01', DATE '2024-06-30'),
               certainly_in(when_edtf, earliest, latest, DATE '2024-01-01', DATE '2024-06-30')
        FROM timeline
    """
    assert connection().execute(sql).fetchall() == [(possibly, certainly)]


def test_a_period_may_be_open_on_either_side(connection: Connect) -> None:
    sql = """
        SELECT possibly_in('2024', DATE '2024-01-01', DATE '2024-12-31', NULL, DATE '2024-06-30'),
               certainly_in('2024', DATE '2024-01-01', DATE '2024-12-31', DATE '2024-01-01', NULL),
               certainly_in('../2024', NULL, DATE '2024-12-31', NULL, DATE '2024-12-31'),
               certainly_in(NULL, NULL, NULL, NULL, NULL)
    """
    assert connection().execute(sql).fetchall() == [(True, True, True, False)]


def known(connection: duckdb.DuckDBPyConnection, day: str, *, certain: bool = False) -> list[Any]:
    connection.execute(f"SET VARIABLE known_by = '{day}'")
    connection.execute(f"SET VARIABLE certain = {str(certain).lower()}")
    return connection.execute("SELECT when_edtf, known_certain FROM timeline").fetchall()


def test_a_claim_is_known_from_the_day_of_its_source(load: Load, connection: Connect) -> None:
    load(COMPANIES, news("globe", "status: happened, when: 2024-03", published="2024-04-02"))
    opened = connection()
    assert known(opened, "2024-04-01") == []
    assert known(opened, "2024-04-02") == [("2024-03", True)]
    opened.execute("RESET VARIABLE known_by")
    assert opened.execute("SELECT when_edtf, known_certain FROM timeline").fetchall() == [
        ("2024-03", None)
    ]


def test_a_claim_is_known_from_the_day_of_its_origin(load: Load, connection: Connect) -> None:
    cites = "{id: wire, published: 2024-03-31, description: a report}"
    claim = "status: happened, when: 2024-03, origin: wire"
    load(COMPANIES, news("globe", claim, published="2024-04-02", cites=cites))
    assert known(connection(), "2024-03-31") == [("2024-03", True)]
    assert known(connection(), "2024-03-30") == []


def test_an_origin_later_than_its_source_is_not_believed(load: Load, connection: Connect) -> None:
    cites = "{id: wire, published: 2024-07-20, description: a report}"
    claim = "status: happened, when: 2024-03, origin: wire"
    load(COMPANIES, news("globe", claim, published="2024-06-10", cites=cites))
    assert known(connection(), "2024-06-15") == [("2024-03", True)]


def test_an_uncertain_origin_makes_it_only_possible(load: Load, connection: Connect) -> None:
    cites = "{id: wire, published: 2024-03-31, description: a report}"
    claim = "status: happened, when: 2024-03, origin: wire, origin_certain: false"
    load(COMPANIES, news("globe", claim, published="2024-04-02", cites=cites))
    assert known(connection(), "2024-03-31") == [("2024-03", False)]
    assert known(connection(), "2024-03-31", certain=True) == []
    assert known(connection(), "2024-04-02", certain=True) == [("2024-03", True)]


@pytest.mark.parametrize(
    ("published", "day", "possibly", "certainly"),
    [
        ("2024/..", "2024-06-30", True, False),
        ("2024/..", "2023-12-31", False, False),
        ("../2024", "1990-01-01", True, False),
        ("../2024", "2024-12-31", True, True),
        (None, "1990-01-01", True, False),
        ("2024-04", "2024-04-15", True, False),
    ],
)
def test_a_source_of_uncertain_date_is_known_possibly_by_default(
    load: Load,
    connection: Connect,
    published: str | None,
    day: str,
    possibly: bool,
    certainly: bool,
) -> None:
    load(COMPANIES, news("globe", "status: happened", published=published))
    assert bool(known(connection(), day)) is possibly
    assert bool(known(connection(), day, certain=True)) is certainly


def test_the_most_precise_claim_is_the_one_known_by_then(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", "status: planned, when: 2024", published="2024-01-02"),
        news("herald", "status: happened, when: 2024-05-06", published="2024-05-07"),
    )
    assert known(connection(), "2024-03-01") == [("2024", True)]
    assert known(connection(), "2024-06-01") == [("2024-05-06", True)]


def test_every_view_is_turned_back(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", "status: happened, companies: {payer: acme}", published="2024-01-02"),
        news("herald", "status: denied, companies: {payer: globex}", published="2024-05-07"),
    )
    opened = connection()
    opened.execute("SET VARIABLE known_by = '2024-03-01'")
    for view, rows in (
        ("conflicts", 0),
        ("evidence", 1),
        ("corroboration", 1),
        ("event_company", 1),
    ):
        assert len(opened.table(view).fetchall()) == rows, view
    opened.execute("RESET VARIABLE known_by")
    assert len(opened.execute("SELECT 1 FROM conflicts").fetchall()) == 1


def test_the_command_marks_what_is_not_certain_and_certain_narrows(
    run: Run, seed_database: Any
) -> None:
    seed = ("--db", str(seed_database), "timeline")
    by_march = run(*seed, "--known-by", "2024-06-30").stdout
    assert "possibly not yet known" in by_march
    assert "TikTok pays Microsoft a monthly sum" in by_march  # the blog may be as old as that
    assert "no event fits" in run(*seed, "--known-by", "2023", "--certain").stderr
    from_may = run(*seed, "--from", "2024-05", "--to", "2024-06")
    assert "possibly outside" in from_may.stdout
    certain = run(*seed, "--from", "2024-05", "--to", "2024-06", "--certain").stdout
    assert "possibly outside" not in certain
    assert "search results" in certain
    assert "narrows" in run(*seed, "--certain").stderr
