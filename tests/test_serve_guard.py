"""Who may ask the server, and how; what it says to browsers; and that a fault is no traceback."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from web import HOST, Browser

from db.reader import Reader
from publish.serve.html import element, join, link_address
from publish.serve.live import Live
from publish.serve.server import is_loopback, list_hosts, show_host

ADDRESSES = ("/", "/queries", "/api/timeline", "/assets/style.css", "/nowhere", "/sql")


@pytest.fixture
def browser(acme_database: Path) -> Browser:
    return Browser(acme_database)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example:8765", ""]
)
@pytest.mark.parametrize("address", ["/", "/api/timeline", "/assets/style.css"])
def test_a_name_that_is_not_ours_is_not_answered(browser: Browser, host: str, address: str) -> None:
    answer = browser.get(address, host=host)
    assert answer.status_code == 421
    assert answer.headers["content-type"].startswith("text/plain")
    assert "does not answer to that name" in answer.text


def test_a_name_is_ours_in_any_case(browser: Browser) -> None:
    assert browser.get("/queries", host=HOST.upper()).status_code == 200


def test_the_names_of_a_server_have_its_port() -> None:
    assert list_hosts("192.168.1.5", 80, []) == [
        *("127.0.0.1:80", "localhost:80", "[::1]:80", "192.168.1.5:80"),
        *("127.0.0.1", "localhost", "[::1]", "192.168.1.5"),
    ]
    hosts = list_hosts("::", 8765, ["dates.example"])
    assert {"localhost:8765", "[::]:8765", "dates.example", "dates.example:8765"} <= {*hosts}
    assert "localhost" not in hosts


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("pc", False)],  # noqa: S104
)
def test_which_addresses_are_of_this_computer_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
    assert show_host(host) == (f"[{host}]" if host == "::1" else host)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/sql", "/api/sql", "/nowhere"])
def test_nothing_but_reading_is_answered(browser: Browser, method: str, address: str) -> None:
    answer = browser.ask(method, address)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_head_is_answered(browser: Browser) -> None:
    assert browser.ask("HEAD", "/queries").status_code == 200


@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)],
)
def test_another_site_may_not_ask_for_data(browser: Browser, site: str, status: int) -> None:
    assert browser.get("/api/companies", sec_fetch_site=site).status_code == status
    assert browser.get("/queries", sec_fetch_site=site).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("host", [HOST, "evil.example"])
def test_every_answer_has_the_headers(browser: Browser, address: str, host: str) -> None:
    headers = browser.get(address, host=host).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    kept = address.startswith("/assets/") and host == HOST
    assert headers["cache-control"] == ("no-cache" if kept else "no-store")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/events/%00", 400),
        ("/queries/timeline?company=%00", 400),
        ("/events/%FF", 400),
        ("/queries/timeline?company=%C3%28", 400),
        ("/queries/timeline?company=%ED%A0%80", 400),
        ("/sql?q=" + "x" * 20_000, 414),
        ("/events/" + "x" * 3_000, 414),
        ("/queries/..%2F..%2Fetc%2Fpasswd", 404),
        ("/queries/%2e%2e", 404),
        ("/assets/..%2Fapp.py", 404),
        ("/assets/%2e%2e/app.py", 404),
        ("/companies/..%2F..%2Fetc%2Fpasswd", 404),
        ("/events/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404),
        ("/queries/timeline?nothing=1", 400),
        ("/queries/timeline?company=acme&company=globex", 400),
        ("/queries/timeline?page=-1", 400),
        ("/queries/timeline?page=x", 400),
        ("/queries/timeline?size=99999999999999999999999", 400),
        ("/queries/timeline?limit=-5", 400),
        ("/queries/timeline?limit=9" + "9" * 5_000, 400),
        ("/queries/timeline?from=2024&to=2023", 400),
        ("/queries/timeline?company=%E2%80%AEevil", 400),
        ("/api/timeline?offset=-1", 400),
        ("/api/queries/timeline?format=exe", 400),
        ("/api/queries/no_such", 404),
        ("/api/sql", 400),
        ("/api/nowhere", 404),
        ("/api/events/nope", 404),
        ("/nowhere", 404),
    ],
)
def test_a_hostile_address_has_a_plain_answer(
    browser: Browser, address: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = browser.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "<script" not in answer.text
    assert "\u202e" not in answer.text or address.startswith("/queries/timeline?company")
    assert capsys.readouterr().err == ""


def test_a_fault_of_the_program_is_told_in_one_line_only(
    acme_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_reader: Reader, _given: Mapping[str, str]) -> Any:
        raise ZeroDivisionError("of the inner part")

    answer = Browser(acme_database, page=Live(lambda: "<p>", fail)).get("/api/page")
    assert answer.status_code == 500
    assert answer.text.startswith("a fault in Dateline itself;")
    assert "inner part" not in answer.text
    assert capsys.readouterr().err == (
        "Error: a fault in Dateline itself: ZeroDivisionError: of the inner part\n"
    )


def test_the_first_page_and_its_data_can_be_given(acme_database: Path) -> None:
    def read_page(_reader: Reader, given: Mapping[str, str]) -> Any:
        return {"given": given}

    files = {"live.js": ("run()", "text/javascript")}
    browser = Browser(acme_database, page=Live(lambda: "<p>live</p>", read_page, files))
    assert browser.get("/").text == "<p>live</p>"
    assert browser.get("/api/page?company=acme").json() == {"given": {"company": "acme"}}
    for wrong in ("nothing=1", "limit=-5", "limit=2001", "offset=x", "limit=1&limit=2"):
        answer = browser.get(f"/api/page?{wrong}")
        assert answer.status_code == 400
        assert "Binder" not in answer.text
    assert browser.get("/assets/live.js").text == "run()"


def test_without_a_first_page_it_is_the_table_of_the_timeline(browser: Browser) -> None:
    assert browser.get("/").headers["location"] == "/queries/timeline"


def test_what_is_put_into_html_is_escaped() -> None:
    assert element("p", "a < b", title='"&') == '<p title="&quot;&amp;">a &lt; b</p>'
    assert join("<", element("br"), None, ">") == "&lt;<br>&gt;"


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://news.example/1?a=1&b=2", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//evil.example", False),
        ("http://[", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, linked: bool) -> None:
    written = link_address(address)
    assert ("<a " in written) is linked
    assert "<script" not in written
