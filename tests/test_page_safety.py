"""The page asks for nothing, and nothing in its data runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Visit, _browser, visit
from conftest import Load
from pages import make_page
from playwright.sync_api import expect

__all__ = ["_browser", "visit"]

HOSTILE = """
source:
  id: hostile
  title: "</script><script>window.hurt = 1</script>"
  publisher: "<img src=x onerror='window.hurt = 2'>"
  published: 2024-03-04
  url: "javascript:window.hurt=3"
companies:
  - {id: evil, name: "</title><svg onload='window.hurt=4'>", kind: company}
events:
  - id: evil-event
    title: "<b>bold</b> ${alert(1)} `x` &lt; {{1+1}} \\"' ]]> <!-- "
    type: launch
    when: 2024-02
    status: happened
    companies: {developer: evil}
    claims: [{said_by: "<script>window.hurt = 5</script>", note: "<style>*{display:none}</style>"}]
"""


def test_it_opens_with_all_events_and_asks_for_nothing(seed_page: Path, visit: Visit) -> None:
    seen = visit(seed_page)
    expect(seen.page.locator("#summary")).to_contain_text("253 events, 94 with a date")
    assert seen.page.locator("#lanes .event").count() > 10
    assert seen.requests == [seed_page.as_uri()]


def test_hostile_data_stay_text(load: Load, database: Path, tmp_path: Path, visit: Visit) -> None:
    load(HOSTILE)
    page = visit(make_page(database, tmp_path / "hostile.html"), "#event=evil-event").page
    expect(page.locator("#detail-title")).to_contain_text("<b>bold</b> ${alert(1)}")
    expect(page.get_by_role("dialog")).to_contain_text("<script>window.hurt = 5</script>")
    for view in ("table", "totals", "sources", "timeline"):
        page.locator(f"[data-view={view}]").click()
    expect(page.locator("#lanes .lane-name").first).to_contain_text("</title>")
    assert page.evaluate(
        "[window.hurt, document.querySelectorAll('a[href^=javascript]').length]"
    ) == [None, 0]
    assert page.locator("#data").count() == 1


def test_what_gets_into_the_page_can_neither_run_nor_ask_for_anything(
    acme_page: Path, visit: Visit
) -> None:
    seen = visit(acme_page)
    ran = seen.page.evaluate(
        """async () => {
            const script = document.createElement("script");
            script.textContent = "window.hurt = 1";
            document.body.append(script);
            const image = new Image();
            image.src = "https://example.com/a.png";
            await new Promise(done => { image.onerror = image.onload = done; });
            const fetched = await fetch("https://example.com/").then(() => "yes", () => "refused");
            return [window.hurt ?? null, fetched];
        }"""
    )
    assert ran == [None, "refused"]
    assert all("Content Security Policy" in fault for fault in seen.faults)
    assert seen.faults
    seen.faults.clear()
    seen.requests[:] = [url for url in seen.requests if "example.com" not in url]


@pytest.mark.parametrize(
    "fragment",
    [
        "#company=nobody&type=,,&known=yesterday&at=x..y&event=none&view=other",
        "#%E0%A4%A&q=%00<script>&from=2024-13&to=9999-99-99&known=0000",
        "#at=2024-05-01..2024-04-01&lanes=constructor&amounts=__proto__&company=__proto__",
    ],
)
def test_an_address_that_makes_no_sense_does_no_harm(
    acme_page: Path, visit: Visit, fragment: str
) -> None:
    expect(visit(acme_page, fragment).page.locator("#summary")).to_contain_text("event")


def test_a_source_of_the_web_is_a_link_that_tells_it_nothing(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(
        """
        source: {id: news, title: News, publisher: Example, published: 2024-09-01,
                 url: "https://example.com/news"}
        companies: [{id: acme, name: Acme, kind: company}]
        events:
          - {id: small, title: Small, type: purchase, when: 2024-01-05, status: happened,
             companies: {payer: acme}, claims: [{}]}
        """
    )
    page = visit(make_page(database, tmp_path / "link.html"), "#event=small").page
    link = page.get_by_role("dialog").get_by_role("link", name="News")
    assert link.get_attribute("href") == "https://example.com/news"
    assert link.get_attribute("rel") == "noopener noreferrer"
