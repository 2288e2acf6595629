"""Evidence beside each row: numbered places and notes for people, columns for spreadsheets."""

from __future__ import annotations

from typing import Any

import pytest

from db.evidence import Notes, find_evidence, spread
from db.query import Result


def cited(source_id: str, start: int | None, *origins: str, **more: Any) -> dict[str, Any]:
    end = None if start is None else start + 10
    place = {"id": source_id, "publisher": "The Globe", "published": "2024", "start": start}
    return {**place, "end": end, "said_by": None, "origins": list(origins), **more}


@pytest.mark.parametrize(
    ("citations", "shown"),
    [
        ([], ""),
        ([cited("globe", 1)], "[1] 1-11"),
        ([cited("globe", None)], "[1]"),
        ([cited("globe", 1), cited("blog", 2)], "[1] 1-11; [2] 2-12"),
        ([cited("globe", 1), cited("globe", 5)], "[1] 1-11; [1] 5-15"),
        ([cited("globe", 1, "wire")], "[1] 1-11 via [2]"),
        ([cited("globe", 1, "wire", "blog")], "[1] 1-11 via [2], [3]"),
        ([cited("globe", 1), cited("globe", 1, said_by="a man")], "[1] 1-11"),
        ([cited("globe", 1), cited("globe", 1, "wire")], "[1] 1-11; [1] 1-11 via [2]"),
        ([cited("globe", 1, origins=None)], "[1] 1-11"),
    ],
)
def test_a_place_has_the_number_of_its_note(citations: list[dict[str, Any]], shown: str) -> None:
    assert Notes().cite(citations) == shown


def test_a_table_shows_four_places_and_of_more_three_with_each_source_first() -> None:
    four = [cited("globe", start) for start in range(4)]
    six = [*four, cited("blog", 1), cited("wire", 1)]
    notes = Notes(most=4)
    assert notes.cite(four) == "[1] 0-10; [1] 1-11; [1] 2-12; [1] 3-13"
    assert notes.cite(six) == "[1] 0-10; [2] 1-11; [3] 1-11; +3 more"
    assert len(notes.list()) == 3
    assert Notes().cite(six).count(";") == 5


def test_a_note_says_what_is_known_of_a_source() -> None:
    known = {"source_id": "globe", "publisher": "The Globe", "published": "2024~"}
    notes = Notes([{**known, "title": "Acme shops", "url": "https://globe.example"}])
    notes.cite([cited("globe", 1, "wire"), cited("blog", 1, publisher=None, published=None)])
    assert notes.list() == [
        "1  The Globe, about 2024, Acme shops, https://globe.example, [globe]",
        "2  [wire]",
        "3  [blog]",
    ]


def test_evidence_is_told_by_its_name_and_by_what_it_holds() -> None:
    place = [cited("globe", 1)]
    result = Result(
        ["sources", "one_citations", "other", "titles"], [(place, None, place, []), ([], [], 1, [])]
    )
    assert find_evidence(result) == [0, 1]
    assert find_evidence(Result(["sources"], [(["globe"],)])) == []
    assert find_evidence(Result(["sources"], [])) == [0]


def test_columns_of_evidence_have_a_part_for_each_place() -> None:
    places = [
        cited("globe", 1, "wire", "agency", said_by="a clerk; a cook"),
        cited("blog", None, publisher=None),
    ]
    result = Result(["sources", "event_id"], [(places, "acme-founded"), ([], "b"), (None, "c")])
    assert spread(result).read() == Result(
        ["event_id", "source_ids", "publishers", "published", "places", "said_by", "origins"],
        [
            (
                *("acme-founded", "globe; blog", "The Globe; ", "2024; 2024"),
                *("1-11; ", "a clerk, a cook; ", "wire, agency; "),
            ),
            ("b", *[""] * 6),
            ("c", *[""] * 6),
        ],
    )


def test_a_column_that_the_rows_have_keeps_its_name() -> None:
    result = Result(["published", "sources"], [("2023", [cited("globe", 1)])])
    assert spread(result).columns == [
        *("published", "source_ids", "publishers", "source_published", "places"),
        *("said_by", "origins"),
    ]


def test_each_side_of_a_row_has_columns_of_its_own() -> None:
    place = [cited("globe", 1)]
    columns = spread(Result(["one_citations", "other_citations"], [(place, place)])).columns
    assert columns[::6] == ["one_source_ids", "other_source_ids"]
