"""What a load changes, told thing by thing, as it stood before and stands after."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from textwrap import dedent

import duckdb
import pytest
from conftest import Load

from db.changes import Change, Tables, Values, compare
from db.files import parse_record
from db.record_rows import make_rows
from db.rows import Codes

CODES = Codes(units=frozenset({"USD", "people"}), measures={"payment": "month", "staff": "level"})
CLAIMS = """\
source: {id: news, publisher: Example News, title: T}
events:
  - id: e
    title: Acme grows
    type: results
    status: happened
    claims:
      - {at: 5-9#0123456789abcdef}
      - {at: 20-29#0123456789abcdef, note: second}
"""


def tables(text: str) -> dict[str, list[Values]]:
    """The rows of a record, given as text, by table."""
    record, problems = parse_record(dedent(text), "a.yaml", "")
    assert record is not None, problems
    rows, problems = make_rows(record, CODES)
    assert problems == []
    found: dict[str, list[Values]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row.values)
    return found


def changes(before: str, after: str) -> list[tuple[str, str, str]]:
    found = compare(tables(before) if before else {}, tables(after) if after else {})
    return [(change.action, change.kind, change.key) for change in found]


def test_all_that_a_file_says_is_added_told_by_kind_and_key() -> None:
    text = """
        source: {id: news, publisher: P, title: T, cites: [wire]}
        types: [{id: strike, label: L, description: D}]
        roles: [{id: union, label: L, description: D}]
        measures: [{id: bonus, label: L, description: D}]
        units: [{id: cups, label: L, description: D}]
        companies: [{id: acme, name: Acme, kind: company, aliases: [Acme Corp], relations: [
          {parent: globex, event: e}]}]
        events: [{id: e, title: T, type: strike, status: happened, claims: [
          {at: 5-9#0123456789abcdef}, {}]}]
        """
    things = [
        ("alias", "acme Acme Corp"),
        ("citation", "news wire"),
        ("claim", "e"),
        ("claim", "e 5-9"),
        ("code", "event_type strike"),
        ("code", "measure bonus"),
        ("code", "role union"),
        ("code", "unit cups"),
        ("company", "acme"),
        ("event", "e"),
        ("relation", "acme parent globex"),
        ("source", "news"),
    ]
    assert changes("", text) == [("added", *thing) for thing in things]
    assert changes(text, "") == [("removed", *thing) for thing in things]
    assert changes(text, text) == []


@pytest.mark.parametrize(
    ("old", "new", "thing"),
    [
        ("Example News", "Example Post", ("changed", "source", "news")),
        ("Acme grows", "Acme shrinks", ("changed", "event", "e")),
        ("note: second", "note: other", ("changed", "claim", "e 20-29")),
        (", note: second", "", ("changed", "claim", "e 20-29")),
        ("at: 5-9#0123456789abcdef", "at: 5-9#0123456789abcde0", ("changed", "claim", "e 5-9")),
        ("at: 5-9#0123456789abcdef", "when: 2024, at: 5-9#0123456789abcdef",
         ("changed", "claim", "e 5-9")),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_is_one_change(
    old: str, new: str, thing: tuple[str, str, str]
) -> None:
    assert changes(CLAIMS, CLAIMS.replace(old, new)) == [thing]


def test_a_change_of_place_is_one_claim_less_and_one_more() -> None:
    assert changes(CLAIMS, CLAIMS.replace("5-9#", "5-10#")) == [
        ("added", "claim", "e 5-10"),
        ("removed", "claim", "e 5-9"),
    ]


def test_a_claim_put_in_above_leaves_those_below_as_they_are() -> None:
    more = CLAIMS.replace("claims:\n", "claims:\n      - {at: 1-3#0123456789abcdef}\n")
    assert changes(CLAIMS, more) == [("added", "claim", "e 1-3")]
    assert changes(more, CLAIMS) == [("removed", "claim", "e 1-3")]


def test_claims_of_one_event_at_one_place_are_counted() -> None:
    twice = CLAIMS.replace("20-29", "5-9")
    assert changes("", twice)[:2] == [("added", "claim", "e 5-9"), ("added", "claim", "e 5-9 (2)")]
    assert changes(twice, twice.replace("second", "other")) == [("changed", "claim", "e 5-9 (2)")]


def test_the_order_in_which_claims_are_written_is_no_change() -> None:
    first, second = CLAIMS.splitlines()[-2:]
    turned = CLAIMS.replace(f"{first}\n{second}", f"{second}\n{first}")
    assert turned != CLAIMS
    assert changes(CLAIMS, turned) == []


FULL = """\
source: {id: news, publisher: P, title: T}
events:
  - id: e
    title: T
    type: results
    status: happened
    claims:
      - companies: {payer: acme, payee: [globex, initech]}
        origin: [wire, paper]
        origin_certain: false
        when: 2024-03
        amounts:
          - {measure: payment, value: about 20-25.50M USD, company: acme, same_as: [f/b, f/a]}
          - {measure: staff, value: 5 people, name: total}
"""


def test_a_claim_is_told_with_its_companies_origins_and_amounts() -> None:
    change = compare({}, tables(FULL))[0]
    assert (change.kind, change.key, change.before) == ("claim", "e", None)
    assert json.loads(change.after or "") == {
        "event_id": "e",
        "source_id": "news",
        "status": "happened",
        "inferred": False,
        "when_edtf": "2024-03",
        "earliest": "2024-03-01",
        "latest": "2024-03-31",
        "precision": "month",
        "origin_certain": False,
        "companies": ["payee: globex", "payee: initech", "payer: acme"],
        "origins": ["paper", "wire"],
        "amounts": [
            {
                "event_id": "e",
                "source_id": "news",
                "company_id": "acme",
                "measure": "payment",
                "low": "20000000",
                "high": "25500000",
                "unit": "USD",
                "bound": "exact",
                "approximate": True,
                "basis": "actual",
                "per": "month",
                "text": "about $20M–$25.5M a month",
                "links": ["same_as: f/a", "same_as: f/b"],
            },
            {
                "event_id": "e",
                "source_id": "news",
                "measure": "staff",
                "low": "5",
                "high": "5",
                "unit": "people",
                "bound": "exact",
                "approximate": False,
                "basis": "actual",
                "per": "level",
                "name": "total",
                "text": "5 people",
                "links": [],
            },
        ],
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("payer: acme", "payer: globex"),
        ("[wire, paper]", "[wire]"),
        ("25.50M", "25M"),
        ("[f/b, f/a]", "[f/b]"),
        ("name: total", "name: staff"),
    ],
)
def test_a_change_within_a_claim_is_a_change_of_the_claim(old: str, new: str) -> None:
    assert changes(FULL, FULL.replace(old, new)) == [("changed", "claim", "e")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[globex, initech]", "[initech, globex]"),
        ("[wire, paper]", "[paper, wire]"),
        ("25.50M", "25.5M"),
        ("[f/b, f/a]", "[f/a, f/b]"),
        ("origin_certain: false", "origin_certain: 0"),
    ],
)
def test_another_way_of_writing_the_same_is_no_change(old: str, new: str) -> None:
    assert changes(FULL, FULL.replace(old, new)) == []


def test_numbers_and_days_are_compared_by_value_as_the_database_gives_them() -> None:
    day = date(2024, 3, 1)
    before: Tables = {"unit": [{"id": "u", "factor": Decimal("5.500000"), "since": day}]}
    after: Tables = {"unit": [{"id": "u", "factor": Decimal("5.5"), "since": day}]}
    assert compare(before, after) == []
    assert compare(before, {}) == [
        Change("code", "unit u", '{"factor": "5.5", "id": "u", "since": "2024-03-01"}', None)
    ]


def test_a_source_that_is_only_cited_is_no_thing_of_its_own() -> None:
    assert compare({}, {"source": [{"id": "wire", "cited_only": True}]}) == []


def test_text_is_kept_readable() -> None:
    (change,) = compare({}, {"company": [{"id": "acme", "name": "鋼鐵 Ação"}]})
    assert change == Change("company", "acme", None, '{"id": "acme", "name": "鋼鐵 Ação"}')


def test_a_value_without_a_json_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="bytes has no JSON form"):
        compare({}, {"company": [{"id": "acme", "name": b"Acme"}]})


def test_what_a_load_changes_is_kept_in_the_database(
    load: Load, connection: Callable[[], duckdb.DuckDBPyConnection]
) -> None:
    load(CLAIMS)
    load(CLAIMS.replace("Acme grows", "Acme shrinks").replace(", note: second", ""))
    rows = connection().execute(
        "SELECT action, kind, key, before ->> 'note', after ->> 'title' FROM load_change "
        "WHERE load_id = 2 ORDER BY number"
    )
    assert rows.fetchall() == [
        ("changed", "claim", "e 20-29", "second", None),
        ("changed", "event", "e", None, "Acme shrinks"),
    ]
