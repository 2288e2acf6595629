"""The data under /api: what the commands print, as problems where it cannot be had."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Load, Run
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from web import Browser

from db.query import list_queries
from publish.serve import api
from publish.serve.asked import FORMATS
from publish.serve.openapi import describe_api

EXACT = """\
source: {id: globe-2024, title: News, publisher: The Globe, published: 2024}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - id: acme-earns
    title: Acme earns
    type: results
    when: 2023
    status: happened
    companies: {subject: acme}
    claims:
      - quote: Acme earned it
        amounts: [{measure: revenue, value: 12345678901234567.123456 USD, per: year, basis: actual}]
"""


@pytest.fixture
def browser(acme_database: Path) -> Browser:
    return Browser(acme_database)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        *((query.name, "json") for query in list_queries()),
        *(("timeline", "jsonl"), ("timeline", "csv"), ("totals", "jsonl"), ("totals", "csv")),
    ],
)
def test_a_saved_query_is_what_the_command_prints(
    browser: Browser, run: Run, acme_database: Path, query: str, form: str
) -> None:
    printed = run("query", query, "--format", form, db=acme_database)
    answer = browser.get(f"/api/queries/{query}?format={form}")
    assert answer.status_code == 200
    assert answer.text == printed.stdout
    assert answer.headers["content-type"].partition(";")[0] == FORMATS[form]


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/api/events/acme-pays-globex", ("event", "acme-pays-globex")),
        ("/api/companies/Acme%20Corp", ("company", "Acme Corp")),
        ("/api/sources/globe-2024-04-01", ("source", "globe-2024-04-01")),
        (
            "/api/queries/timeline?company=acme&only=true&type=launch&type=purchase&known_by=2024",
            (
                *("timeline", "--company", "acme", "--only", "--known-by", "2024"),
                *("--type", "launch", "--type", "purchase"),
            ),
        ),
        ("/api/sql?q=FROM+company+ORDER+BY+id", ("sql", "FROM company ORDER BY id")),
    ],
)
def test_an_answer_is_what_the_command_prints(
    browser: Browser, run: Run, acme_database: Path, address: str, command: tuple[str, ...]
) -> None:
    printed = run(*command, "--format", "json", db=acme_database)
    assert printed.exit_code == 0
    assert browser.get(address).text == printed.stdout


@pytest.mark.parametrize("name", ["timeline", "search"])
def test_events_come_in_pages(browser: Browser, name: str) -> None:
    whole = browser.get(f"/api/{name}").json()
    assert (len(whole["rows"]), whole["next"]) == (4, None)
    found, address = [], f"/api/{name}?limit=3"
    while address:
        page = browser.get(address).json()
        found += page["rows"]
        address = page["next"]
    assert found == whole["rows"]
    assert browser.get(f"/api/{name}?limit=0").json()["rows"] == []
    assert browser.get(f"/api/{name}?offset=99").json()["rows"] == []
    assert browser.get(f"/api/{name}?limit=1001").status_code == 400


@pytest.mark.parametrize("name", ["companies", "sources", "totals"])
def test_a_list_has_the_rows_of_its_query(browser: Browser, name: str) -> None:
    rows = browser.get(f"/api/queries/{name}").json()
    assert rows
    assert browser.get(f"/api/{name}").json() == {"rows": rows}


def test_numbers_keep_all_their_digits(load: Load, database: Path) -> None:
    load(EXACT)
    text = Browser(database).get("/api/totals").text
    [row] = json.loads(text, parse_float=Decimal)["rows"]
    assert row["low"] == Decimal("12345678901234567.123456")


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/timeline?company=nobody", 400, "no company is called 'nobody'"),
        ("/api/timeline?form=x", 400, "there is no parameter 'form'; there are company, only"),
        ("/api/timeline?only=perhaps", 400, "--only perhaps: it is no boolean"),
        ("/api/events/acme-pays", 404, "did you mean acme-pays-globex"),
        ("/api/queries/totall", 404, "did you mean totals"),
        ("/api/sql?q=DROP+TABLE+event", 400, "only a statement that reads is run"),
        ("/api/sql?q=SELECT+error('told+late')+FROM+range(3)", 400, "told late"),
        ("/api/nowhere", 404, "there is no such page"),
    ],
)
def test_a_fault_is_a_problem(browser: Browser, address: str, status: int, detail: str) -> None:
    answer = browser.get(address)
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in problem["detail"]
    assert problem["type"] == "about:blank"


def test_a_statement_of_many_rows_says_that_there_are_more(browser: Browser) -> None:
    answer = browser.get("/api/sql?q=FROM+range(10001)&format=jsonl")
    assert answer.text.count("\n") == 10_000
    assert answer.headers["dateline-more-rows"] == "true"
    assert "dateline-more-rows" not in browser.get("/api/sql?q=FROM+range(10000)").headers


def test_a_large_answer_is_sent_in_pieces(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "IN_MEMORY", 100)
    monkeypatch.setattr(api, "PIECE", 100)
    rows = browser.get("/api/sql?q=SELECT+range,'顶点'+AS+name+FROM+range(1000)").json()
    assert rows[999] == {"range": 999, "name": "顶点"}


def test_the_queries_are_described(browser: Browser) -> None:
    rows = {row["name"]: row for row in browser.get("/api/queries").json()["rows"]}
    assert set(rows) == {query.name for query in list_queries()}
    names = [param["name"] for param in rows["totals"]["parameters"]]
    assert names[:3] == ["company", "measure", "unit"]
    assert names[-1] == "in"


def test_the_description_of_the_api_is_valid(browser: Browser) -> None:
    described = browser.get("/api/openapi.json").json()
    validate(described, cls=OpenAPIV31SpecValidator)
    assert described == json.loads(json.dumps(describe_api(list_queries())))
    for path in ("/api/timeline", "/api/queries/payments_between", "/api/sql"):
        assert path in described["paths"]


def test_every_described_address_answers(browser: Browser) -> None:
    things = {"events": "acme-founded", "companies": "acme", "sources": "globe-2024-04-01"}
    for path, methods in browser.get("/api/openapi.json").json()["paths"].items():
        kind = path.split("/")[2]
        if path.startswith("/api/queries/"):  # see above
            continue
        address = path.replace("{id}", things.get(kind, "")) + ("?q=FROM+unit" * (kind == "sql"))
        assert browser.get(address).status_code == 200, address
        given = methods["get"].get("parameters", [])
        assert all(one["name"] and one["schema"] for one in given)


def test_queries_of_ones_own_are_described_and_answered(
    acme_database: Path, write: Callable[..., Path]
) -> None:
    path = write(
        "own.sql",
        """\
        -- title: Units
        -- param many integer = 2: how many
        -- param basis text = actual: a basis
        --   choices: actual, planned
        SELECT id, coalesce(getvariable('basis'), 'actual') AS basis FROM unit ORDER BY id
        LIMIT coalesce(getvariable('many')::BIGINT, 2)
        """,
    )
    browser = Browser(acme_database, [path.parent])
    described = browser.get("/api/openapi.json").json()
    validate(described, cls=OpenAPIV31SpecValidator)
    [many, basis, _] = described["paths"]["/api/queries/own"]["get"]["parameters"]
    assert many["schema"] == {"type": "integer", "default": 2}
    assert basis["schema"] == {
        "type": "string",
        "enum": ["actual", "planned"],
        "default": "actual",
    }
    assert len(browser.get("/api/queries/own?many=3&basis=planned").json()) == 3
    with browser.service.sandbox(), browser.service.sandbox():
        assert browser.get("/api/queries/own").status_code == 503


def test_people_have_a_page_of_all_addresses(
    browser: Browser,
) -> None:
    text = browser.get("/api").text
    assert '<a href="/api/timeline"><code>/api/timeline</code></a>' in text
    assert "<code>/api/events/{id}</code>" in text
