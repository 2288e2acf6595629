"""The pages of `dateline serve`: forms, rows, paging, and one event, company or source."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Load
from twins import SAME_AS, TWIN
from web import Browser

from db.address import Server
from db.query import list_queries

HOSTILE = """\
source:
  {id: evil-2024, title: "<script>alert(1)</script>", publisher: "</title><b>Evil & Co</b>",
   published: 2024, url: "https://evil.example/?a=1&b=%22"}
companies: [{id: evil, name: "Evil <img src=x onerror=alert(1)>", kind: company}]
events:
  - id: evil-founded
    title: "Evil is <script>founded</script>"
    type: founding
    status: happened
    companies: {subject: evil}
    claims: [{quote: "Evil was [1] founded", said_by: "a [2] \\"clerk\\" <b>"}]
"""


class Elements(HTMLParser):
    """All elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture
def browser(acme_database: Path) -> Browser:
    return Browser(acme_database)


def test_every_query_is_listed_and_shows_its_rows(browser: Browser) -> None:
    listed = browser.get("/queries").text
    for query in list_queries():
        assert f'href="/queries/{query.name}"' in listed
        answer = browser.get(f"/queries/{query.name}")
        assert (query.name, answer.status_code) == (query.name, 200)


@pytest.mark.parametrize(
    "address", ["/queries", "/queries/totals", "/queries/timeline?from=abc", "/sql", "/api",
                "/companies/acme", "/events/acme-pays-globex", "/sources/globe-2024-04-01", "/no"]
)  # fmt: skip
def test_a_page_can_be_read_without_eyes_or_mouse(browser: Browser, address: str) -> None:
    page = Elements(browser.get(address).text)
    labelled = {one["for"] for one in page.all("label")}
    names = [tag for tag, _ in page.found]
    controls = [
        attributes
        for tag, attributes in page.found
        if tag in ("input", "select", "textarea") and attributes.get("type") != "hidden"
    ]
    assert controls
    assert {one["id"] for one in controls} <= labelled
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert names.count("h1") == names.count("main") == 1
    assert page.all("html") == [{"lang": "en"}]
    assert all(one.get("scope") for one in page.all("th"))
    assert {"href": "#main", "class": "skip"} in page.all("a")
    targets = {(one["href"] or "")[1:] for one in page.all("a") if "#" in (one["href"] or "")}
    assert targets <= set(ids)
    assert not [one for _, one in page.found if "style" in one or "onclick" in one]
    assert not page.all("script")


def test_the_timeline_links_to_events_companies_and_notes(browser: Browser) -> None:
    text = browser.get("/queries/timeline").text
    assert '<a href="/events/acme-pays-globex">Acme pays Globex for access · ongoing</a>' in text
    assert '<a href="/companies/Acme">Acme</a> (payer)' in text
    assert '<a href="#note-1">[1]</a> 1-20' in text
    assert '<li id="note-1">The Globe, 2024-04-01, <a href="/sources/globe-2024-04-01">' in text
    assert '<option value="顶点公司"></option>' in text


CHINA = """\
source: {id: news-2024, title: News, publisher: News, published: 2024}
companies:
  - {id: acme, name: Acme, kind: company}
  - id: acme-china
    name: Acme (China)
    kind: company
    relations: [{parent: acme, event: acme-in-china}]
events:
  - id: acme-in-china
    title: Acme has a company in China
    type: founding
    companies: {subject: acme-china}
    claims: [{status: happened, when: 2021}]
"""


def test_a_company_is_linked_by_its_id_and_not_by_its_words(load: Load, database: Path) -> None:
    load(CHINA)
    text = Browser(database).get("/companies/acme").text
    assert '<a href="/companies/acme-china">Acme (China)</a>' in text
    assert '<a href="/companies/acme">Acme</a>' in text


@pytest.mark.parametrize("name", ["companies", "sources", "events"])
def test_an_address_without_a_name_leads_to_the_list(browser: Browser, name: str) -> None:
    answer = browser.get(f"/{name}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/queries/{name}")


def test_conflicts_have_headings_for_people(load: Load, database: Path) -> None:
    load(DIFFERENT)
    text = Browser(database).get("/queries/conflicts").text
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', text)
    assert heads[-4:] == ["one source says", "who", "another says", "who"]


DIFFERENT = """\
source: {id: news-2024, title: News, publisher: News, published: 2024}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - id: acme-founded
    title: Acme is founded
    type: founding
    companies: {subject: acme}
    claims: [{status: happened, when: 2019}, {status: happened, when: 2021}]
"""


SUM = """\
source: {id: news-2024, title: News, publisher: News, published: 2024}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - id: acme-pays
    title: Acme pays
    type: purchase
    companies: {payer: acme}
    claims:
      - status: happened
        when: 2024
        amounts: [{measure: payment, value: 20B-23B USD, per: one_off, company: acme}]
"""


def test_totals_show_exact_digits_with_commas_and_first_what_is_counted(
    load: Load, database: Path
) -> None:
    load(SUM)
    browser = Browser(database)
    text = browser.get("/queries/totals").text
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', text)
    assert heads[:7] == ["company", "measure", "amount", "unit", "per", "basis", "counted"]
    assert "total id" not in heads
    assert "<td>20,000,000,000 to 23,000,000,000</td>" in text
    assert '"low": 20000000000' in browser.get("/api/totals").text


def test_of_a_long_description_the_first_sentence_is_shown(browser: Browser) -> None:
    text = browser.get("/queries/totals").text
    first, rest = text.partition("<details>")[::2]
    assert "One row for each company, measure, unit, basis and per.</p>" in first
    assert "<p>Each figure is counted once" in rest.partition("</details>")[0]


def test_a_form_is_filled_in_and_its_faults_stand_at_its_fields(browser: Browser) -> None:
    answer = browser.get("/queries/timeline?from=abc&type=lunch&company=nobody&status=planned")
    assert answer.status_code == 400
    fields = Elements(answer.text)
    shown = {one["name"]: one for one in fields.all("input") if one.get("name")}
    assert (shown["company"]["value"], shown["from"]["value"]) == ("nobody", "abc")
    assert shown["from"]["aria-describedby"] == "p-from-help p-from-fault"
    assert re.search(r'id="p-from-fault">&#x27;abc&#x27; has words in it', answer.text)
    assert "there is no type of event &#x27;lunch&#x27;; did you mean launch?" in answer.text
    assert "no company is called &#x27;nobody&#x27;" in answer.text
    assert '<option value="planned" selected>' in answer.text
    assert '<option value="lunch" selected>' in answer.text


def test_a_fault_of_no_single_field_stands_above_the_form(browser: Browser) -> None:
    answer = browser.get("/queries/timeline?from=2025&to=2024")
    assert answer.status_code == 400
    assert '<p class="fault" role="alert">--from 2025-01-01 is later than' in answer.text


def test_rows_come_in_pages(browser: Browser) -> None:
    first = browser.get("/queries/timeline?size=3&company=Acme").text
    assert "1–3 of 4 rows" in first or "3 rows" in first
    text = browser.get("/queries/timeline?size=3").text
    assert "1–3 of 4 rows" in text
    assert '<a href="/queries/timeline?page=2&amp;size=3" rel="next">' in text
    text = browser.get("/queries/timeline?page=2&size=3").text
    assert "4–4 of 4 rows" in text
    assert 'rel="prev"' in text
    assert 'rel="next"' not in text
    assert "of 4 rows" in browser.get("/queries/timeline?page=9&size=3").text


def test_a_page_offers_the_same_as_data(browser: Browser) -> None:
    text = browser.get("/queries/timeline?company=acme&status=planned&status=ongoing").text
    assert (
        'href="/api/queries/timeline?company=acme&amp;status=planned%2Congoing&amp;format=csv"'
        in text
    )


@pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("/events/acme-pays-globex", "people with access"),
        ("/companies/acme", "顶点公司"),
        ("/companies/ACME%20Corp", "/queries/timeline?company=acme"),
        ("/companies/%E9%A1%B6%E7%82%B9%E5%85%AC%E5%8F%B8", "<h1>Acme</h1>"),
        ("/sources/globe-2024-04-01", "acme-pays-globex"),
        ("/sources/wire-2024-03-30", "report on Acme"),
    ],
)
def test_a_thing_has_a_page(browser: Browser, address: str, holds: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert holds in answer.text


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/events/acme-pays-globe", "did you mean acme-pays-globex"),
        ("/companies/acmee", "did you mean acme?"),
        ("/sources/globe-2024-04-0", "did you mean globe-2024-04-01"),
        ("/queries/timelin", "did you mean timeline"),
    ],
)
def test_what_is_not_there_names_the_nearest(browser: Browser, address: str, near: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 404
    assert near in answer.text


def test_names_and_titles_of_a_stranger_stay_text(load: Load, database: Path) -> None:
    load(HOSTILE)
    browser = Browser(database)
    addresses = (
        *(f"/queries/{query.name}" for query in list_queries()),
        *("/companies/evil", "/events/evil-founded", "/sources/evil-2024"),
        "/sql?q=SELECT+title,+'<script>x</script>'+AS+\"<b>\"+FROM+event",
        "/queries/timeline?company=%22%3E%3Cscript%3E",
    )
    for address in addresses:
        page = Elements(browser.get(address).text)
        assert not page.all("script"), address
        assert not page.all("img"), address
        assert not page.all("b"), address
        assert not [one for _, one in page.found if any(name.startswith("on") for name in one)]


def test_an_id_that_counts_as_another_says_so(load: Load, database: Path) -> None:
    load((ROOT / "tests" / "acme.yaml").read_text(), TWIN, SAME_AS)
    browser = Browser(database)
    for address in ("/companies/acme-inc", "/queries/timeline?company=acme-inc"):
        assert "acme-inc is the same as acme, which is shown" in browser.get(address).text
    assert "is the same as" not in browser.get("/companies/acme").text


def test_a_query_of_ones_own_is_shown(acme_database: Path, write: Callable[..., Path]) -> None:
    path = write(
        "own.sql",
        """\
        -- title: Units <b>of mine</b>
        -- param unit text = USD: a unit
        --   choices: SELECT id FROM unit ORDER BY id
        -- param all boolean = true: all of them
        SELECT id FROM unit WHERE id = coalesce(getvariable('unit'), 'USD')
        AND coalesce(getvariable('all')::BOOLEAN, true)
        """,
    )
    write("broken.sql", "SELECT 1")
    browser = Browser(acme_database, [path.parent])
    listed = browser.get("/queries").text
    assert "Units &lt;b&gt;of mine&lt;/b&gt;" in listed
    assert "the query has no title" in listed
    text = browser.get("/queries/own?unit=EUR").text
    assert "<td>EUR</td>" in text
    assert '<option value="EUR" selected>' in text
    assert "Nothing found." in browser.get("/queries/own?all=false").text
    assert browser.get("/queries/own?unit=XYZQ").status_code == 400
    assert browser.get("/queries/broken").status_code == 400


def test_a_statement_is_run_contained(browser: Browser) -> None:
    text = browser.get("/sql?q=SELECT+id+FROM+company+ORDER+BY+id").text
    assert "<td>globex</td>" in text
    assert "3 rows" in text
    assert "format=csv" in text
    refused = browser.get("/sql?q=DROP+TABLE+company")
    assert refused.status_code == 400
    assert "only a statement that reads is run" in refused.text
    assert ">DROP TABLE company</textarea>" in refused.text
    text = browser.get("/sql?q=FROM+range(10001)").text
    assert "stopped at 10,000 rows; there are more; the first 1,000 are shown" in text


def test_a_link_of_another_site_does_not_run_a_statement(browser: Browser) -> None:
    text = browser.get("/sql?q=SELECT+41%2B1+AS+answer", sec_fetch_site="cross-site").text
    assert "SELECT 41+1 AS answer</textarea>" in text
    assert "<td" not in text


def test_only_so_many_statements_run_at_once(browser: Browser) -> None:
    with browser.service.sandbox(), browser.service.sandbox():
        for address in ("/sql?q=SELECT+1", "/api/sql?q=SELECT+1"):
            answer = browser.get(address)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert "2 statements are running already" in answer.text
    assert browser.get("/api/sql?q=SELECT+1").status_code == 200


def test_a_server_of_postgresql_is_shown_alike(acme_server: Server, browser: Browser) -> None:
    there = Browser(acme_server)
    for address in (
        "/queries/timeline?company=Acme&from=2024",
        "/companies/acme",
        "/events/acme-pays-globex",
        "/api/timeline?known_by=2024&limit=2",
        "/api/queries/totals?format=csv",
        "/api/companies/acme",
    ):
        answer, wanted = there.get(address), browser.get(address)
        assert answer.status_code == 200
        named = f"</strong> {acme_server}</p>"
        assert answer.text.replace(named, "") == re.sub(
            "</strong> acme.duckdb</p>", "", wanted.text
        )
    assert "ask it with psql" in there.get("/sql").text
    assert there.get("/api/sql?q=SELECT+1").status_code == 400
    assert there.get("/queries/timeline?limit=-1").status_code == 400
