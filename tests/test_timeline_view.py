"""Which claim the timeline shows, in the corners: times, origins of denials, dates that differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from conftest import Load, Run
from news import COMPANIES, news

Connect = Callable[[], duckdb.DuckDBPyConnection]


def says(source: str, *claims: str) -> str:
    """A record of one source with claims on the event `deal`; that of `globe` defines it."""
    head = f"source: {{id: {source}, title: News, publisher: {source}, published: 2024-06-01, "
    head += "cites: [{id: wire, description: report}, {id: agency, description: note}]}\n"
    event = "title: Acme buys Globex, type: ownership, " if source == "globe" else ""
    body = ", ".join(f"{{{claim}}}" for claim in claims)
    return f"{head}events:\n  - {{id: deal, {event}claims: [{body}]}}\n"


def test_a_time_is_more_precise_than_its_day(load: Load, connection: Connect) -> None:
    load(
        says("globe", "when: 2024-03-05, status: happened"),
        says("herald", "when: 2024-03-05T10:20:30Z, status: happened"),
    )
    rows = connection().execute("SELECT when_edtf, precision, dates_differ FROM timeline")
    assert rows.fetchall() == [("2024-03-05T10:20:30Z", "time", False)]


def test_the_origin_of_a_denial_is_named_as_its_source_is(load: Load, connection: Connect) -> None:
    load(
        says("globe", "status: happened, origin: wire"),
        says("herald", "status: denied, origin: agency", "status: denied, origin: agency"),
    )
    rows = connection().execute("SELECT sources, origins FROM timeline")
    assert rows.fetchall() == [(["globe", "herald"], ["agency", "wire"])]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("2024", "2024", False),
        ("2024-01/2024-03", "2024-33", False),
        ("2024/..", "2024/", False),
        ("2024/..", "2024", True),
        ("../2024", "2024", True),
        ("2024/..", "../2024", True),
        ("2024-03", "2024-03~", True),
        ("2024-03-05", "2024-03-06", True),
    ],
)
def test_dates_differ_where_an_end_is_another_or_open(
    load: Load, connection: Connect, one: str, other: str, differ: bool
) -> None:
    load(says("globe", f"when: {one}, status: happened", f"when: {other}, status: happened"))
    assert connection().execute("SELECT dates_differ FROM timeline").fetchall() == [(differ,)]


def test_each_claim_that_stands_knows_the_days_that_the_timeline_shows(
    load: Load, connection: Connect
) -> None:
    load(
        says("globe", "when: 2024, status: happened", "status: happened"),
        says("herald", "when: 2024-02, status: happened", "when: 2023-01-01, status: denied"),
    )
    rows = connection().execute(
        "SELECT rank, source_id, number, event_earliest, event_latest FROM standing_claim "
        "ORDER BY rank"
    )
    days = (date(2024, 2, 1), date(2024, 2, 29))
    assert rows.fetchall() == [
        (1, "herald", 1, *days),
        (2, "globe", 1, *days),
        (3, "globe", 2, *days),
    ]


# What came of it stands before what was planned


@pytest.mark.parametrize(
    ("earlier", "later", "shown"),
    [
        ("planned, when: 2024-06-15", "happened, when: 2024-09", ("2024-09", "happened")),
        ("happened, when: 2024-09", "planned, when: 2024-06-15", ("2024-09", "happened")),
        ("planned, when: 2024-06-15", "happened", (None, "happened")),
        ("forecast, when: 2024-06-15", "ongoing, when: 2024", ("2024", "ongoing")),
        ("ongoing, when: 2024-06-15", "ended, when: 2024", ("2024", "ended")),
        ("ongoing, when: 2024-06-15", "happened, when: 2024", ("2024", "happened")),
        # It says neither when, nor that it is over.
        ("ongoing, when: 2024-06-15", "happened", ("2024-06-15", "ongoing")),
        ("ongoing", "happened", (None, "ongoing")),
        # The day of a plan is not that on which it was given up.
        ("planned, when: 2024-06-15", "cancelled", (None, "cancelled")),
        (
            "planned, when: 2024-06-15",
            "denied, when: 2024-06-15T10:00:00Z",
            ("2024-06-15", "planned"),
        ),
        ("denied", "denied, when: 2024", ("2024", "denied")),
        ("planned, when: 2024", "forecast, when: 2024-06", ("2024-06", "forecast")),
    ],
)
def test_what_came_of_it_stands_before_what_was_planned(
    load: Load, connection: Connect, earlier: str, later: str, shown: tuple[str | None, str]
) -> None:
    load(
        COMPANIES,
        news("globe", f"status: {earlier}", published="2024-01-10"),
        news("herald", f"status: {later}", published="2024-12-10"),
    )
    rows = connection().execute("SELECT when_edtf, status FROM timeline")
    assert rows.fetchall() == [shown]


def test_what_happened_is_found_by_its_own_date_and_status(
    load: Load, run: Run, database: Path
) -> None:
    load(
        COMPANIES,
        news("globe", "status: planned, when: 2024-06-15", published="2024-01-10"),
        news("herald", "status: happened, when: 2024-09", published="2024-12-10"),
    )

    def finds(*options: str) -> bool:
        shown = run("timeline", *options, "--format", "jsonl", db=database).stdout
        return '"event_id":"deal"' in shown.replace(" ", "")

    assert finds("--from", "2024-08")
    assert finds("--status", "happened")
    assert not finds("--status", "planned")
    assert finds("--status", "planned", "--known-by", "2024-11")
    assert not finds("--to", "2024-08")


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("planned, when: 2024-06-15", "cancelled", False),
        ("planned, when: 2024-06-15", "happened, when: 2024-09", True),
    ],
)
def test_a_claim_without_a_date_gives_no_other(
    load: Load, connection: Connect, one: str, other: str, differ: bool
) -> None:
    load(COMPANIES, news("globe", f"status: {one}"), news("herald", f"status: {other}"))
    assert connection().execute("SELECT dates_differ FROM timeline").fetchall() == [(differ,)]
