"""Results written as table, JSON, JSON Lines, CSV and Markdown."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.grid import Grid
from db.query import Result
from db.render import to_json, write_json, write_markdown, write_plain, write_result, write_vertical
from db.text import display_width, is_control

RESULT = Result(
    ["event_id", "price", "earliest", "disputed", "companies", "sources", "note"],
    [
        (
            "acme-buys-initech",
            Decimal("20.500000"),
            date(2024, 3, 1),
            False,
            ["acme", "initech"],
            [{"id": "globe-1", "start": 1, "end": 9}],
            None,
        ),
        ("acme-founded", Decimal("0.000001"), None, True, [], [], 'says "no", loudly'),
    ],
)
GRID = Grid(
    ["when", "company", "price"],
    [["2024", "Acme", "20"], ["", "字节跳动", "1000"]],
    right={2},
    sections={1: "Without a date"},
    notes=["1  The Globe", "2  A blog"],
)


def write(writer: Callable[[Any, IO[str]], None], value: Any) -> str:
    out = StringIO()
    writer(value, out)
    return out.getvalue()


def render(result: Result, form: str) -> str:
    out = StringIO()
    write_result(result, form, out)
    return out.getvalue()


def test_json_is_a_list_of_objects_with_the_columns_in_their_order() -> None:
    assert render(RESULT, "json") == (
        "[\n"
        "  {\n"
        '    "event_id": "acme-buys-initech",\n'
        '    "price": 20.5,\n'
        '    "earliest": "2024-03-01",\n'
        '    "disputed": false,\n'
        '    "companies": ["acme", "initech"],\n'
        '    "sources": [\n'
        "      {\n"
        '        "id": "globe-1",\n'
        '        "start": 1,\n'
        '        "end": 9\n'
        "      }\n"
        "    ],\n"
        '    "note": null\n'
        "  },\n"
        "  {\n"
        '    "event_id": "acme-founded",\n'
        '    "price": 0.000001,\n'
        '    "earliest": null,\n'
        '    "disputed": true,\n'
        '    "companies": [],\n'
        '    "sources": [],\n'
        '    "note": "says \\"no\\", loudly"\n'
        "  }\n"
        "]\n"
    )


def test_json_lines_hold_the_same_objects_one_a_line() -> None:
    lines = render(RESULT, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render(RESULT, "json"))


def test_csv_has_every_column_and_lists_joined_by_semicolons() -> None:
    assert render(RESULT, "csv") == (
        "event_id,price,earliest,disputed,companies,sources,note\n"
        "acme-buys-initech,20.5,2024-03-01,false,acme; initech,globe-1 1-9,\n"
        'acme-founded,0.000001,,true,,,"says ""no"", loudly"\n'
    )


def test_a_result_without_rows_is_an_empty_list_or_only_a_head() -> None:
    empty = Result(["event_id", "title"], [])
    assert render(empty, "json") == "[]\n"
    assert render(empty, "jsonl") == ""
    assert render(empty, "csv") == "event_id,title\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("12345678901234567890123456789012.123456"),) * 2,
        (Decimal("100.000000"), "100"),
        (Decimal("-0.000000"), "0"),
        (2**100, str(2**100)),
        (0.1, "0.1"),
        (float("nan"), "null"),
        (float("inf"), "null"),
        (True, "true"),
        (None, "null"),
        (date(2024, 3, 1), '"2024-03-01"'),
        ({}, "{}"),
        ({"a": [1, {"b": None}]}, '{"a": [1, {"b": null}]}'),
        ((1, 2), "[1, 2]"),
        ("字节跳动", '"字节跳动"'),
        ("a\nb\t", '"a\\nb\\t"'),
        ("\x1b[31m", '"\\u001b[31m"'),
        ("\x7f\x9b", '"\\u007f\\u009b"'),
        ("\u202e\u2066", '"\\u202e\\u2066"'),
        ("\u2028", '"\\u2028"'),
    ],
)
def test_json_values_are_exact_and_cannot_control_a_terminal(value: Any, written: Any) -> None:
    assert to_json(value) == str(written)


PLAIN = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    PLAIN | st.decimals(allow_nan=False, allow_infinity=False, places=6),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES)
def test_any_value_comes_back_from_json_as_it_went_in(value: Any) -> None:
    for written in (to_json(value), write(write_json, value)):
        assert json.loads(written, parse_float=Decimal) == value
        assert not any(is_control(char) for char in written if char != "\n")


def list_cells(result: Result, *, raw: bool) -> list[list[str]]:
    out = StringIO()
    write_result(result, "csv", out, raw=raw)
    return list(csv.reader(StringIO(out.getvalue(), newline="")))


@given(st.lists(st.text(), min_size=1, max_size=4), st.text())
def test_any_text_comes_back_from_csv(cells: list[str], name: str) -> None:
    result = Result([name] * len(cells), [tuple(cells)])
    assert list_cells(result, raw=True) == [[name] * len(cells), cells]
    for shown, cell in zip(list_cells(result, raw=False)[1], cells, strict=True):
        assert shown in (cell, f"'{cell}")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-29%", "-29%"),
        ("-7 percent", "'-7 percent"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        (["=1", "2"], "'=1; 2"),
        (Decimal("-7"), "-7"),
        (-7, "-7"),
        ("1=1", "1=1"),
        ("", ""),
        (None, ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_harmless_in_csv(value: Any, cell: str) -> None:
    assert list_cells(Result(["a"], [(value,)]), raw=False)[1:] == ([[cell]] if cell else [[""]])
    assert list_cells(Result(["=a"], []), raw=False) == [["'=a"]]


def test_a_block_for_each_row_has_a_line_for_each_cell_that_says_something() -> None:
    assert write(write_vertical, GRID) == (
        "-[ 1 ]-\n"
        "when     2024\n"
        "company  Acme\n"
        "price    20\n"
        "\n"
        "Without a date\n"
        "\n"
        "-[ 2 ]-\n"
        "company  字节跳动\n"
        "price    1000\n"
        "\n"
        "1  The Globe\n"
        "2  A blog\n"
    )


def test_a_plain_table_is_aligned_by_the_width_that_letters_take() -> None:
    assert write(write_plain, GRID) == (
        "when  company   price\n"
        "----  --------  -----\n"
        "2024  Acme         20\n"
        "\n"
        "Without a date\n"
        "      字节跳动   1000\n"
        "\n"
        "1  The Globe\n"
        "2  A blog\n"
    )


def test_a_plain_table_without_rows_is_nothing() -> None:
    assert write(write_plain, Grid(["when"], [])) == ""


@given(st.lists(st.tuples(*[st.text("aé字ｱ ", max_size=9)] * 2), min_size=1))
def test_every_column_of_a_plain_table_begins_at_one_place(rows: list[tuple[str, str]]) -> None:
    grid = Grid(["a", "b", "c"], [[*row, "|"] for row in rows])
    lines = write(write_plain, grid).splitlines()[2:]
    assert len({display_width(line.rpartition("|")[0]) for line in lines}) == 1


def test_a_markdown_table_has_its_notes_as_a_numbered_list() -> None:
    assert write(write_markdown, GRID) == (
        "| when | company | price |\n"
        "| --- | --- | ---: |\n"
        "| 2024 | Acme | 20 |\n"
        "| **Without a date** | | |\n"
        "|  | 字节跳动 | 1000 |\n"
        "\n"
        "1. The Globe\n"
        "2. A blog\n"
    )


def test_signs_that_mean_something_in_markdown_are_escaped() -> None:
    grid = Grid(["t"], [["a|b*c_d`e[f](g)<h>#\\"]], notes=["1  *x*"])
    assert write(write_markdown, grid).splitlines()[2:] == [
        "| a\\|b\\*c\\_d\\`e\\[f\\](g)\\<h\\>\\#\\\\ |",
        "",
        "1. \\*x\\*",
    ]
