"""Saved queries: the comment at their head, how they are found, and how they run."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from db import query as module
from db.query import (
    Result,
    check_unicode,
    find_query,
    list_folders,
    list_queries,
    read_query,
    run_query,
)
from db.query_head import TYPES, Param, QueryError

Write = Callable[..., Path]


@pytest.fixture
def queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of saved queries of the test's own."""
    folder = tmp_path / "queries"
    folder.mkdir()
    monkeypatch.setattr(module, "QUERIES", folder)
    for name in ("takeovers", "layoffs", "leases"):
        (folder / f"{name}.sql").write_text(f"-- title: All {name}\nSELECT 1")
    (folder / "notes.txt").write_text("no query")
    return folder


@pytest.fixture
def memory() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


# The head


def test_the_head_of_a_query_is_its_help(write: Write) -> None:
    path = write(
        "pays.sql",
        """\
        -- title: Who pays whom
        -- description: What it shows; goes on in indented
        --   lines,
        --     as many as one likes.
        -- param company company: what the parameter does
        -- param from first_day:no earlier
        -- example: --company Acme
        -- engine: duckdb
        SELECT getvariable('company'), getvariable('from') -- title: not part of the head
        -- nor is this
        """,
    )
    query = read_query(path)
    assert (query.name, query.title, query.path) == ("pays", "Who pays whom", path)
    assert query.sql == path.read_text()
    assert query.fields == {
        "title": "Who pays whom",
        "description": "What it shows; goes on in indented lines, as many as one likes.",
        "example": "--company Acme",
        "engine": "duckdb",
    }
    assert query.params == [
        Param("company", "company", "what the parameter does"),
        Param("from", "first_day", "no earlier"),
    ]


@pytest.mark.parametrize("kind", TYPES)
def test_a_parameter_has_one_of_the_types(write: Write, kind: str) -> None:
    path = write("a.sql", f"-- title: A\n-- param p {kind}: help\nSELECT getvariable('p')")
    assert read_query(path).params == [Param("p", kind, "help")]


def test_a_head_may_be_all_there_is(write: Write) -> None:
    query = read_query(write("a.sql", "-- title: A\n"))
    assert (query.title, query.params) == ("A", [])


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("-- titel: A", "titel: A"),
        ("-- Title: A", "Title: A"),
        ("--", ""),
        ("-- some words", "some words"),
        ("-- param p: help", "param p: help"),
        ("-- param p text", "param p text"),
        ("-- param P text: help", "param P text: help"),
        ('-- param p"x text: help', 'param p"x text: help'),
        ("-- param first p text: help", "param first p text: help"),
        ("-----", "---"),
    ],
)
def test_a_line_that_does_not_belong_in_a_head_is_named_with_its_place(
    write: Write, line: str, shown: str
) -> None:
    path = write("bad.sql", f"-- title: A\n-- example:\n{line}\nSELECT 1")
    with pytest.raises(QueryError) as caught:
        read_query(path)
    assert str(caught.value) == (
        f"{path}:3: '{shown}' is no line of a query's head; write "
        "`title:`, `description:`, `param NAME TYPE: help`, `choices:` below a param, "
        "`example:` or `engine:`"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("--   goes on before anything began\n-- title: A\nSELECT 1", 1),
        ("-- title: A\n-- param p text: help\n--   that goes on\nSELECT 1", 3),
    ],
)
def test_only_a_field_goes_on_in_indented_lines(write: Write, text: str, number: int) -> None:
    path = write("bad.sql", text)
    with pytest.raises(QueryError, match=re.escape(f"{path}:{number}: ")):
        read_query(path)


@pytest.mark.parametrize(
    "text",
    ["", "SELECT 1", "-- description: D\nSELECT 1", "-- title:\nSELECT 1", "\n-- title: A\n"],
)
def test_a_query_has_a_title(write: Write, text: str) -> None:
    path = write("bad.sql", text)
    with pytest.raises(QueryError) as caught:
        read_query(path)
    assert str(caught.value) == f"{path}:1: the query has no title; start with `-- title: …`"


def test_a_hostile_head_is_refused_at_once(write: Write) -> None:
    with pytest.raises(QueryError):
        read_query(write("bad.sql", "-- param " + "a " * 50_000))


def test_a_parameter_may_have_a_default_and_choices(write: Write) -> None:
    path = write(
        "a.sql",
        """\
        -- title: A
        -- param least number = -1.5: from this on
        -- param basis text: only this basis
        --   choices: actual, planned
        -- param unit text: only this unit
        --   choices: SELECT id
        --     FROM unit
        SELECT
            coalesce(getvariable('least')::DECIMAL, -1.5), getvariable('basis'), getvariable('unit')
        """,
    )
    assert read_query(path).params == [
        Param("least", "number", "from this on", default="-1.5"),
        Param("basis", "text", "only this basis", choices=("actual", "planned")),
        Param("unit", "text", "only this unit", choices_sql="SELECT id FROM unit"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [  # {P} is `getvariable('p')`
        ("-- param p colour: help\nSELECT 1", "2: 'colour' is no type; use one of text, integer"),
        ("-- param p text: help\nSELECT 1", "2: the parameter p is not used"),
        ("-- param p text: help\n-- {P}\nSELECT 1", "3: 'getvariable"),
        ("-- param p text: help\nSELECT 1 -- {P}", "2: the parameter p is not used"),
        ("SELECT 1,\n  getvariable('q')", "3: the SQL asks for 'q', which the head does not name"),
        ("SELECT GetVariable ( 'q' )", "2: the SQL asks for 'q'"),
        (
            "-- param p text: a\n-- param p text: b\nSELECT {P}",
            "3: the parameter p is",
        ),
        (
            "-- param p integer = x: help\nSELECT coalesce({P})",
            "2: the default 'x' is no",
        ),
        (
            "-- param p number = x: help\nSELECT coalesce({P})",
            "2: the default 'x' is no",
        ),
        (
            "-- param p boolean = x: help\nSELECT coalesce({P})",
            "2: the default 'x' is",
        ),
        (
            "-- param p last_day = x: help\nSELECT coalesce({P})",
            "2: the default 'x' is",
        ),
        (
            "-- param p text = c: help\n--   choices: a, b\nSELECT {P}",
            "2: the default 'c' is",
        ),
        (
            "-- param p integer = 3: help\nSELECT {P}",
            "2: the default of p is in the head",
        ),
        ("-- param format text: help\nSELECT {P}", "2: every query has an option --format"),
        ("-- param max_rows integer: help\nSELECT {P}", "2: every query has an option --max-rows"),
        ("-- engine: sqlite\nSELECT 1", "1: the engine is not known"),
    ],
)
def test_what_is_wrong_between_head_and_sql_is_named_with_its_place(
    write: Write, text: str, fault: str
) -> None:
    path = write("bad.sql", "-- title: A\n" + text.replace("{P}", "getvariable('p')"))
    with pytest.raises(QueryError) as caught:
        read_query(path)
    assert str(caught.value).startswith(f"{path}:{fault}")


def test_what_the_views_read_need_not_stand_in_the_sql(write: Write) -> None:
    path = write("a.sql", "-- title: A\n-- param known_by last_day: by then\nFROM timeline")
    assert [param.name for param in read_query(path).params] == ["known_by"]


# Finding


def test_queries_are_listed_by_name(queries: Path) -> None:
    assert [query.name for query in list_queries()] == ["layoffs", "leases", "takeovers"]
    (queries / "leases.sql").write_text("SELECT 1")
    with pytest.raises(QueryError, match=r"leases\.sql:1: the query has no title"):
        list_queries()


def test_the_queries_that_come_with_dateline_are_well_written() -> None:
    assert all(query.title and query.sql for query in list_queries())


def test_a_query_is_found_by_its_name(queries: Path) -> None:
    assert find_query("layoffs") == read_query(queries / "layoffs.sql")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("layoff", "did you mean layoffs?"),
        ("lease", "did you mean leases?"),
        ("layoffs.sql", "did you mean layoffs?"),
        ("../layoffs", "did you mean layoffs?"),
        ("xyz", "`dateline query` lists them"),
        ("notes", "`dateline query` lists them"),
        ("", "`dateline query` lists them"),
        ("..", "`dateline query` lists them"),
        ("x" * 5000, "`dateline query` lists them"),
    ],
)
@pytest.mark.usefixtures("queries")
def test_an_unknown_name_suggests_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        find_query(name)
    assert str(caught.value) == f"there is no saved query '{name}'; {hint}"


@pytest.mark.usefixtures("queries")
def test_several_names_that_are_near_are_all_suggested() -> None:
    with pytest.raises(QueryError, match=r"did you mean lea\w+ or l|did you mean layoffs or l"):
        find_query("leasoffs")


def test_queries_of_ones_own_stand_beside_ours(queries: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "top-payers.sql").write_text("-- title: Mine\nSELECT 1")
    assert [query.name for query in list_queries([own, own])][-1] == "top-payers"
    assert find_query("top-payers", [own]).is_own
    assert not find_query("leases", [own]).is_own
    with pytest.raises(QueryError, match="there is no saved query 'top-payers'"):
        find_query("top-payers")


def test_two_queries_of_one_name_are_both_named(queries: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "leases.sql").write_text("-- title: Mine\nSELECT 1")
    with pytest.raises(QueryError) as caught:
        find_query("layoffs", [own])
    assert str(caught.value) == (
        f"{own / 'leases.sql'} has the name of {queries / 'leases.sql'}; rename one of them"
    )


def test_a_folder_that_is_missing_and_a_name_that_is_none_are_said(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"there is no folder .*/missing"):
        list_queries([tmp_path / "missing"])
    (tmp_path / "my query.sql").write_text("-- title: A\nSELECT 1")
    with pytest.raises(QueryError, match=r"my query\.sql: name it by letters, digits"):
        list_queries([tmp_path])


def test_folders_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_QUERIES", f"/a{os.pathsep}/b{os.pathsep}")
    assert list_folders() == [Path("/a"), Path("/b")]
    monkeypatch.delenv("DATELINE_QUERIES")
    assert list_folders() == []


# Running


def test_parameters_reach_the_sql_and_those_not_given_are_null(
    write: Write, memory: duckdb.DuckDBPyConnection
) -> None:
    query = read_query(
        write(
            "a.sql",
            """\
            -- title: A
            -- param text text: t
            -- param from first_day: f
            -- param many integer: m
            SELECT
                getvariable('text')::VARCHAR AS t,
                getvariable('from')::DATE AS f,
                getvariable('many')::INTEGER AS m
            """,
        )
    )
    given = run_query(memory, query, {"text": "it's; -- 顶点", "from": date(2024, 3, 1), "many": 0})
    assert given.dicts() == [{"t": "it's; -- 顶点", "f": date(2024, 3, 1), "m": 0}]
    nothing = run_query(memory, query, {"other": "is left out"})
    assert nothing == Result(["t", "f", "m"], [(None, None, None)])


def test_rows_keep_their_columns_also_where_there_is_no_row(
    write: Write, memory: duckdb.DuckDBPyConnection
) -> None:
    query = read_query(write("a.sql", "-- title: A\nSELECT 1 AS one, 2 AS two WHERE false"))
    result = run_query(memory, query, {})
    assert (result.columns, result.rows, result.dicts()) == (["one", "two"], [], [])


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT * FROM nowhere", "Catalog Error: Table with name nowhere does not exist!"),
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"'),
        ("SELECT error('so it is')", "Invalid Input Error: so it is"),
        ("SELECT 'a'::INTEGER", "Conversion Error: Could not convert string 'a' to INT32"),
    ],
)
def test_a_query_that_fails_is_one_clear_line(
    write: Write, memory: duckdb.DuckDBPyConnection, sql: str, reason: str
) -> None:
    query = read_query(write("bad.sql", f"-- title: A\n{sql}"))
    with pytest.raises(QueryError) as caught:
        run_query(memory, query, {})
    assert str(caught.value).startswith(f"bad.sql failed: {reason}")
    assert "\n" not in str(caught.value)


def test_text_that_is_no_unicode_is_refused(
    write: Write, memory: duckdb.DuckDBPyConnection
) -> None:
    query = read_query(
        write("a.sql", "-- title: A\n-- param text text: t\nSELECT getvariable('text')")
    )
    with pytest.raises(QueryError) as caught:
        run_query(memory, query, {"text": "Acm\udce9"})
    assert str(caught.value) == "'Acm?' is not written in UTF-8; write it so"


@pytest.mark.parametrize("value", [None, 3, True, date(2024, 3, 1), "Acmé", "顶点🏭", ""])
def test_every_other_value_is_let_through(value: object) -> None:
    check_unicode(value)
