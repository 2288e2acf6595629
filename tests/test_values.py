"""Values for the parameters of saved queries, as people give them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from db.errors import EdtfError
from db.name import UnknownNameError
from db.query import SavedQuery, read_query
from db.query_head import QueryError
from db.values import answer

Ask = Callable[..., dict[str, Any]]

HEAD = """\
-- title: What arrives
-- param word text: a word
-- param many integer: a number
-- param only boolean: yes or no
-- param from first_day: a date
-- param to last_day: a date
-- param event event: an event
-- param source source: a source
-- param type event_types: types
-- param status statuses: statuses
-- param company company: a company
"""
ECHO = """
SELECT
    getvariable('word') AS word,
    getvariable('many') AS many,
    getvariable('only') AS only,
    getvariable('from')::DATE AS "from",
    getvariable('to')::DATE AS "to",
    getvariable('event') AS event,
    getvariable('source') AS source,
    getvariable('type') AS type,
    getvariable('status') AS status,
    getvariable('company') AS company
"""


@pytest.fixture
def acme(acme_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(acme_database), read_only=True) as connection:
        yield connection


@pytest.fixture
def ask(acme: duckdb.DuckDBPyConnection, write: Callable[..., Path]) -> Ask:
    """What the SQL is given, those parameters aside that are NULL: `ask(to="2024")`."""
    query = read_query(write("echo.sql", HEAD + ECHO))

    def ask_query(**given: object) -> dict[str, Any]:
        [row] = answer(acme, query, given).dicts()
        return {name: value for name, value in row.items() if value is not None}

    return ask_query


@pytest.fixture
def failing(write: Callable[..., Path]) -> SavedQuery:
    return read_query(write("failing.sql", HEAD + ECHO.replace("SELECT", "SELECT nowhere,", 1)))


def test_what_is_not_given_is_null(ask: Ask) -> None:
    assert ask() == {}
    assert ask(word=None, type=(), status=None, company=None) == {}


def test_plain_values_arrive_as_they_are(ask: Ask) -> None:
    given = {"word": "it's 顶点", "many": 0, "only": False}
    assert ask(**given) == given


def test_what_the_query_has_no_parameter_for_is_left_out(ask: Ask) -> None:
    assert ask(word="a", colour="red") == {"word": "a"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-33", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023-11/2024-02", date(2023, 11, 1), date(2024, 2, 29)),
        ("2024-03~", date(2024, 2, 1), date(2024, 4, 30)),
    ],
)
def test_a_date_may_be_a_month_or_a_year(ask: Ask, text: str, first: date, last: date) -> None:
    assert ask(**{"from": text, "to": text}) == {"from": first, "to": last}


def test_an_end_that_is_open_does_not_matter_where_the_other_is_asked_for(ask: Ask) -> None:
    assert ask(**{"from": "2024/..", "to": "../2024"}) == {
        "from": date(2024, 1, 1),
        "to": date(2024, 12, 31),
    }


@pytest.mark.parametrize(
    ("name", "text"), [("from", "../2024"), ("to", "2024/.."), ("to", "2024/")]
)
def test_an_open_end_is_no_day(ask: Ask, name: str, text: str) -> None:
    with pytest.raises(EdtfError) as caught:
        ask(**{name: text})
    assert str(caught.value) == f"--{name} {text} has no such day; give a day, month or year"


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "03/05/2024"])
def test_what_is_no_date_is_told(ask: Ask, text: str) -> None:
    with pytest.raises(EdtfError):
        ask(**{"from": text})


def test_events_and_sources_are_proved_to_exist(ask: Ask) -> None:
    given = {"event": "acme-founded", "source": "globe-2024-04-01"}
    assert ask(**given) == given
    with pytest.raises(UnknownNameError, match="no event 'acme-fonded'; did you mean acme-founded"):
        ask(event="acme-fonded")
    with pytest.raises(UnknownNameError, match="there is no source 'xyz'"):
        ask(source="xyz")


@pytest.mark.parametrize("given", ["launch,purchase", ("launch", "purchase"), ["launch,purchase"]])
def test_codes_may_be_a_text_or_several(ask: Ask, given: object) -> None:
    assert ask(type=given) == {"type": "launch,purchase"}


def test_an_unknown_code_is_told(ask: Ask) -> None:
    with pytest.raises(UnknownNameError, match="there is no type of event 'lunch'"):
        ask(type=("launch", "lunch"))
    with pytest.raises(UnknownNameError, match="there is no status 'over'"):
        ask(status="over")


def test_a_company_is_not_looked_up_as_long_as_the_query_succeeds(ask: Ask) -> None:
    assert ask(company="Nobody at all") == {"company": "Nobody at all"}


def test_a_query_that_fails_is_explained_by_the_company_that_is_unknown(
    acme: duckdb.DuckDBPyConnection, failing: SavedQuery
) -> None:
    with pytest.raises(UnknownNameError, match="no company is called 'Initec'; did you mean"):
        answer(acme, failing, {"company": "Initec", "word": "a"})


@pytest.mark.parametrize("given", [{"company": "ACME CORP"}, {"company": None}, {"word": "acme"}])
def test_a_query_that_fails_for_another_reason_says_that(
    acme: duckdb.DuckDBPyConnection, failing: SavedQuery, given: dict[str, Any]
) -> None:
    with pytest.raises(QueryError, match=r"failing\.sql: Binder Error: Referenced column "):
        answer(acme, failing, given)


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        ("1e12", "1000000000000"), ("1E3", "1000"), ("1.5e2", "150"), ("-1e2", "-100"),
        ("1e-2", "0.01"), ("12.50", "12.50"), ("0", "0"), ("9" * 38, "9" * 38),
    ],
)  # fmt: skip
def test_a_number_arrives_as_it_was_meant(
    acme: duckdb.DuckDBPyConnection, write: Callable[..., Path], written: str, arrives: str
) -> None:
    text = "-- title: T\n-- param n number: n\nSELECT getvariable('n')::VARCHAR AS n"
    query = read_query(write("number.sql", text))
    assert answer(acme, query, {"n": written}).read().rows == [(arrives,)]


@pytest.mark.parametrize("written", ["nan", "inf", "-Infinity", "1e400", "9" * 39, "1,5", "x"])
def test_what_is_no_number_is_refused(
    acme: duckdb.DuckDBPyConnection, write: Callable[..., Path], written: str
) -> None:
    text = "-- title: T\n-- param n number: n\nSELECT getvariable('n') AS n"
    query = read_query(write("number.sql", text))
    with pytest.raises(QueryError, match="it is no number"):
        answer(acme, query, {"n": written})


def test_a_company_that_is_no_unicode_is_told(ask: Ask) -> None:
    with pytest.raises(QueryError, match=r"'Acm\?' is not written in UTF-8"):
        ask(company="Acm\udce9")
