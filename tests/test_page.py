"""Everything known of one company, event or source, as a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import Run

from db.evidence import Notes
from db.page import Page, PageError, company_page, describe_facts, event_page, lay_out_tables
from db.query import Result

Golden = Callable[[str, str], None]
PAGES = [("company", "acme"), ("event", "acme-pays-globex"), ("source", "globe-2024-04-01")]


@pytest.mark.parametrize(("kind", "name"), PAGES)
@pytest.mark.parametrize(
    ("form", "ending"), [("table", "txt"), ("markdown", "md"), ("json", "json")]
)
def test_pages_are_as_they_were(
    run: Run, acme_database: Path, golden: Golden, kind: str, name: str, form: str, ending: str
) -> None:
    result = run(kind, name, "--format", form, db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    golden(f"{kind}.{ending}", result.stdout)


def test_a_company_is_found_by_any_of_its_names(run: Run, acme_database: Path) -> None:
    wanted = run("company", "acme", db=acme_database).stdout
    for name in ("Acme", "ACME CORP", "顶点公司"):
        assert run("company", name, db=acme_database).stdout == wanted


def test_the_only_event_of_a_company_is_its_first_and_its_last(
    run: Run, acme_database: Path
) -> None:
    page = json.loads(run("company", "initech", "--format", "json", db=acme_database).stdout)
    assert page["first_event"] == page["last_event"]
    assert page["first_event"]["event_id"] == "initech-launched"


def test_a_company_of_which_no_source_speaks_has_a_page_all_the_same(
    database: Path, connection: Callable[[], duckdb.DuckDBPyConnection]
) -> None:
    with duckdb.connect(str(database)) as writer:
        writer.execute(
            "INSERT INTO company (id, name, kind, owner) VALUES ('hooli', 'Hooli', 'company', 'x')"
        )
    page = company_page(connection(), "hooli")
    assert describe_facts(page, Notes()) == [
        ("company id", "hooli"),
        ("kind", "company"),
        ("events", "0"),
    ]
    assert lay_out_tables(page, Notes()) == []


def test_an_event_of_which_no_source_speaks_is_an_error_with_a_remedy(
    database: Path, connection: Callable[[], duckdb.DuckDBPyConnection]
) -> None:
    with duckdb.connect(str(database)) as writer:
        writer.execute(
            "INSERT INTO event (id, title, type, owner) VALUES ('hooli-rises', 'T', 'launch', 'x')"
        )
    with pytest.raises(PageError, match="no source speaks of the event 'hooli-rises'; load"):
        event_page(connection(), "hooli-rises")


def test_the_page_of_a_cited_source_names_those_that_cite_it(run: Run, acme_database: Path) -> None:
    assert run("source", "wire-2024-03-30", db=acme_database).stdout == (
        "report on Acme\n"
        "\n"
        "source id    wire-2024-03-30\n"
        "description  report on Acme\n"
        "publisher    The Wire\n"
        "published    2024-03-30\n"
        "cited only   yes\n"
        "cited by     globe-2024-04-01\n"
    )


def test_facts_that_say_nothing_are_left_out() -> None:
    facts = {
        "event_id": "acme-founded",
        "title": "Acme is founded",
        "when_edtf": "1999~",
        "earliest": "1998-01-01",
        "dates_differ": False,
        "disputed": True,
        "about": None,
        "note": "",
        "origins": [],
        "claims": 0,
        "aliases": [{"name": "Acme Corp", "when_edtf": "2001/.."}],
    }
    page = Page("acme-founded", "Acme is founded", facts, {})
    assert describe_facts(page, Notes()) == [
        ("event id", "acme-founded"),
        ("when", "about 1999"),
        ("disputed", "yes"),
        ("claims", "0"),
        ("also called", "Acme Corp (from 2001)"),
    ]


def test_columns_that_only_repeat_the_page_are_left_out() -> None:
    claims = Result(["event_id", "source_id", "inferred"], [("e", "s", False), ("e", "t", False)])
    page = Page("e", "E", {}, {"claims": claims, "figures": Result(["event_id"], [])})
    [(heading, grid)] = lay_out_tables(page, Notes())
    assert (heading, grid.columns, grid.rows) == ("Claims", ["source"], [["s"], ["t"]])
