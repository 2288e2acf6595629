"""Which claim the timeline shows, in the corners: times, origins of denials, dates that differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pytest
from conftest import Load

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
