"""Rows laid out for people: what is shown, what is left out, and in which words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from db.evidence import Notes, describe_date, describe_source
from db.grid import Grid, drop_silent, lay_out, lay_out_timeline, show
from db.query import Result
from db.text import clean


def make_event(**changed: Any) -> dict[str, Any]:
    return {
        "when_edtf": "2024-03",
        "title": "Acme buys Initech",
        "status": "happened",
        "participants": ["Acme (buyer)", "Initech (bought)"],
        "amounts": ["price: $20M"],
        "sources": [make_citation("globe-1")],
        "dates_differ": False,
        "disputed": False,
        "certainly_between": None,
        "known_certain": None,
        **changed,
    }


def make_citation(source_id: str, *origins: str, **changed: Any) -> dict[str, Any]:
    return {
        "id": source_id,
        "publisher": "The Globe",
        "published": "2024-04-01",
        "start": 1,
        "end": 9,
        "said_by": None,
        "origins": list(origins),
        **changed,
    }


def make_source(source_id: str, **changed: Any) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "publisher": "The Globe",
        "published": "2024-04-01",
        "title": "Acme shops",
        "url": None,
        **changed,
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (Decimal("20.500000"), "20.5"),
        (Decimal("1E+9"), "1000000000"),
        (3, "3"),
        (date(2024, 3, 1), "2024-03-01"),
        (["a", "b"], "a; b"),
        ([], ""),
        ({"id": "globe-1", "start": 1, "end": 9}, "globe-1 1-9"),
        ({"id": "globe-1", "start": None, "end": None}, "globe-1"),
        ([{"id": "globe-1", "start": 1, "end": 9}], "globe-1 1-9"),
        ("text", "text"),
    ],
)
def test_a_value_is_shown_as_one_text(value: Any, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2023-12~", "about 2023-12"),
        ("2024-37", "early 2024"),
        ("../2026", "until 2026"),
        (None, ""),
        ("", ""),
        ("some day", "some day"),
    ],
)
def test_a_date_is_shown_in_words_and_what_is_none_as_it_stands(
    written: str | None, shown: str
) -> None:
    assert describe_date(written) == shown


def test_columns_for_machines_give_way_to_the_column_that_says_the_same() -> None:
    result = Result(
        [
            *("when_edtf", "earliest", "latest", "text", "low", "high", "unit"),
            *("char_start", "char_end", "passage_sha256"),
        ],
        [
            (
                *("2024-03", date(2024, 3, 1), date(2024, 3, 31), "$20M", Decimal(20), None, "USD"),
                *(5, 9, "ab"),
            )
        ],
    )
    grid = lay_out(result)
    assert grid.columns == ["when", "text", "place"]
    assert grid.rows == [["2024-03", "$20M", "5-9"]]


def test_columns_for_machines_stay_where_nothing_else_says_the_same() -> None:
    result = Result(["earliest", "low", "char_start"], [(date(2024, 3, 1), Decimal("1.50"), 5)])
    grid = lay_out(result)
    assert grid.columns == ["earliest", "low", "place"]
    assert grid.rows == [["2024-03-01", "1.5", "5"]]


def test_numbers_stand_at_the_right_and_dates_places_and_ids_stay_whole() -> None:
    result = Result(
        ["event_id", "published", "title", "events", "mean", "cited_only", "char_start"],
        [("acme-founded", "2024", "Acme is founded", 3, 1.5, False, 7)],
    )
    grid = lay_out(result)
    assert grid.columns == ["event", "published", "title", "events", "mean", "cited only", "place"]
    assert grid.right == {3, 4}
    assert grid.whole == {0, 1, 6}


def test_a_table_without_rows_has_its_columns() -> None:
    grid = lay_out(Result(["event_id", "low"], []))
    assert (grid.columns, grid.rows) == (["event", "low"], [])


def test_what_controls_a_terminal_is_taken_out_of_every_cell() -> None:
    grid = lay_out(Result(["title", "published"], [("Ac\x1b[31mme\n", "\x9bsoon")]))
    assert grid.rows == [["Ac[31mme ", "soon"]]


def test_columns_that_say_nothing_in_any_row_are_dropped() -> None:
    grid = Grid(
        ["event", "inferred", "note", "amounts", "source"],
        [["a", "no", "", "1", "s"], ["a", "", "", "no", "s"]],
        right={3},
        whole={0, 4},
    )
    dropped = drop_silent(grid, "a")
    assert dropped == Grid(["amounts", "source"], [["1", "s"], ["no", "s"]], right={0}, whole={1})


def test_an_event_has_its_date_title_companies_amounts_and_numbered_sources() -> None:
    grid = lay_out_timeline([make_event()], Notes([make_source("globe-1")]))
    assert grid.columns == ["When", "Event", "Companies", "Amounts", "Sources"]
    assert grid.rows == [
        [
            "2024-03",
            "Acme buys Initech",
            "Acme (buyer); Initech (bought)",
            "price: $20M",
            "[1] 1-9",
        ]
    ]
    assert grid.notes == ["1  The Globe, 2024-04-01, Acme shops, [globe-1]"]


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"status": "happened"}, "Acme buys Initech"),
        ({"status": "planned"}, "Acme buys Initech · planned"),
        ({"dates_differ": True}, "Acme buys Initech · dates differ"),
        (
            {"status": "ongoing", "dates_differ": True, "disputed": True},
            "Acme buys Initech · ongoing · dates differ · disputed",
        ),
    ],
)
def test_a_title_is_marked_where_an_event_did_not_simply_happen(
    changed: dict[str, Any], title: str
) -> None:
    grid = lay_out_timeline([make_event(**changed)], Notes())
    assert grid.rows[0][1] == title


def test_sources_are_numbered_in_the_order_in_which_they_are_first_needed() -> None:
    globe = make_citation("globe-1")
    blog = make_citation("blog-1", "globe-1", start=None, end=None)
    events = [make_event(sources=[blog]), make_event(sources=[blog, globe])]
    sources = [make_source(name) for name in ("blog-1", "globe-1", "unused")]
    grid = lay_out_timeline(events, Notes(sources))
    assert [row[4] for row in grid.rows] == ["[1] via [2]", "[1] via [2]; [2] 1-9"]
    assert [note[:3] for note in grid.notes] == ["1  ", "2  "]
    assert [note.rpartition(" ")[2] for note in grid.notes] == ["[blog-1]", "[globe-1]"]


def test_events_without_a_date_stand_below_a_heading_of_their_own() -> None:
    events = [make_event(), make_event(when_edtf=None), make_event(when_edtf=None)]
    grid = lay_out_timeline(events, Notes())
    assert grid.sections == {1: "Without a date"}
    assert [row[0] for row in grid.rows] == ["2024-03", "", ""]


def test_a_source_is_described_by_what_is_known_of_it() -> None:
    full = make_source("globe-1", url="https://globe.example/1")
    assert describe_source(full) == (
        "The Globe, 2024-04-01, Acme shops, https://globe.example/1, [globe-1]"
    )
    bare = make_source("globe-1", publisher=None, published=None, title=None)
    assert describe_source(bare) == "[globe-1]"


def test_evidence_takes_the_place_of_what_it_says() -> None:
    result = Result(
        ["source_id", "char_start", "char_end", "title", "origins", "sources"],
        [("globe-1", 1, 9, "Acme shops", ["wire-1"], [make_citation("globe-1", "wire-1")])],
    )
    grid = lay_out(result, Notes([make_source("globe-1")]))
    assert (grid.columns, grid.rows) == (["title", "sources"], [["Acme shops", "[1] 1-9 via [2]"]])
    assert grid.notes == ["1  The Globe, 2024-04-01, Acme shops, [globe-1]", "2  [wire-1]"]
    assert grid.whole == grid.stacked == {1}


def test_ids_that_stand_beside_evidence_of_more_than_one_place_stay() -> None:
    result = Result(["source_id", "sources"], [("globe-1", [make_citation("blog-1")])])
    assert lay_out(result).rows == [["globe-1", "[1] 1-9"]]


def test_names_of_columns_cannot_control_a_terminal() -> None:
    assert lay_out(Result(["a\x1b[31m\nb"], [(1,)])).columns == [clean("a\x1b[31m\nb")]
