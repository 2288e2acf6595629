"""The page over the live database: a part of the events at a time, chosen by the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, _browser, visit
from conftest import ROOT, Load, Run
from playwright.sync_api import Page, expect
from serving import Serving, serving

from db.address import Server
from db.reading import reading
from publish.page import live
from publish.page.data import read_page, write_data
from publish.page.live import read_live

__all__ = ["_browser", "visit"]

ACME = (ROOT / "tests" / "acme.yaml").read_text(encoding="utf-8")
LATER = """
source: {id: post-2025-06-01, title: Acme moves, publisher: The Post, published: 2025-06-01}
events:
  - {id: acme-moves, title: Acme moves, type: launch, status: happened, claims: [{when: 2025}]}
"""


def read(database: Path | Server, **given: Any) -> dict[str, Any]:
    with reading(database) as reader:
        return read_live(reader, given)


def list_ids(page: Page) -> list[str]:
    ids: list[str] = page.locator("#table tbody [data-id]").evaluate_all(
        "all => all.map(x => x.dataset.id)"
    )
    return ids


@pytest.fixture(scope="module")
def server(seed_database: Path) -> Iterator[Serving]:
    with serving(seed_database) as opened:
        yield opened


@pytest.fixture
def open_live(server: Serving, visit: Visit) -> Any:
    def open_it(fragment: str = "") -> Page:
        page = visit(f"http://127.0.0.1:{server.port}/", fragment).page
        expect(page.locator("#summary")).to_contain_text("event")
        return page

    return open_it


def test_a_part_holds_what_the_file_does_of_these_events(seed_database: Path) -> None:
    with reading(seed_database) as reader:
        whole = read_page(reader, {})
    part = read(seed_database, limit="20", offset="10")
    wanted = [event["id"] for event in whole["events"]][10:30]
    assert [event["id"] for event in part["events"]] == wanted
    assert [event["claims"] for event in part["events"]] == [
        event["claims"] for event in whole["events"][10:30]
    ]
    assert [event["states"][-1][1] for event in part["events"]] == [
        event["states"][-1][1] for event in whole["events"][10:30]
    ]
    assert part["stops"] == whole["stops"]
    told = {name: part["live"][name] for name in ("offset", "limit", "has_more", "known")}
    assert told == {"offset": 10, "limit": 20, "has_more": True, "known": 253}


def test_choices_do_not_narrow_with_what_is_chosen(seed_database: Path) -> None:
    assert (
        read(seed_database, company="TikTok")["live"]["choices"]
        == (read(seed_database)["live"]["choices"])
    )


def test_a_past_day_has_all_stops_and_no_later_claim(load: Load, database: Path) -> None:
    load(ACME)
    present = read(database)
    past = read(database, known_by=present["stops"][0])
    assert past["stops"] == present["stops"]
    assert past["known_by"] == present["stops"][0]


def test_with_many_figures_totals_are_left_to_their_query(
    acme_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_FIGURES", 0)
    data = read(acme_database)
    assert [data["figures"], data["live"]["has_totals"]] == [[], False]


def test_a_server_tells_the_same(acme_database: Path, acme_server: Server) -> None:
    for given in ({}, {"company": "Acme"}, {"known_by": "2024-03"}):
        on_file, on_server = (read(one, **given) for one in (acme_database, acme_server))
        assert json.loads(write_data(on_file)) == json.loads(write_data(on_server))


def test_the_page_asks_its_own_server_for_what_is_chosen(
    open_live: Any, run: Run, seed_database: Path
) -> None:
    page = open_live("#view=table&company=tiktok&known=2024-07-31")
    asked = ["timeline", "--company", "tiktok", "--known-by", "2024-07-31", "--format", "json"]
    wanted = [row["event_id"] for row in json.loads(run(*asked, db=seed_database).stdout)]
    assert list_ids(page) == wanted
    page.get_by_label("Company and what belongs to it").select_option("huawei")
    page.get_by_label("Known by").fill("8")
    expect(page.locator("#clock output")).to_have_text("everything known now")
    expect(page.locator("#summary")).to_contain_text("23 events of 253")
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("#summary")).to_contain_text("253 events,")


def test_parts_follow_each_other(seed_database: Path, visit: Visit) -> None:
    with reading(seed_database) as reader:
        ids = [event["id"] for event in read_page(reader, {})["events"]]
    with serving(seed_database) as opened:
        address = f"http://127.0.0.1:{opened.port}/"
        page = visit(address, "#view=table&offset=200").page
        expect(page.locator("#part")).to_contain_text("Events 201 to 253")
        assert list_ids(page) == ids[200:]
        page.get_by_role("button", name="Those before").click()
        expect(page.locator("#part")).to_be_hidden()


def test_an_event_opens_as_a_page_of_its_own(open_live: Any) -> None:
    page = open_live("#event=tiktok-pays-microsoft-for-openai-models")
    page.get_by_role("link", name="As a page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("TikTok pays Microsoft")


def test_what_is_wrong_is_said_and_the_page_goes_on(server: Serving, visit: Visit) -> None:
    seen = visit(f"http://127.0.0.1:{server.port}/", "#from=2025")
    page = seen.page
    expect(page.locator("#summary")).to_contain_text("event")
    page.get_by_label("To", exact=True).fill("2024")
    expect(page.locator("#summary")).to_contain_text("is later than")
    page.get_by_label("To", exact=True).fill("2026")
    expect(page.locator("#summary")).to_contain_text("event")
    seen.faults.clear()  # the browser's own, of the answer 400


@pytest.fixture
def acme_live(load: Load, database: Path, visit: Visit) -> Iterator[Page]:
    """The table of ACME, over a database of the test's own."""
    load(ACME)
    with serving(database) as opened:
        page = visit(f"http://127.0.0.1:{opened.port}/", "#view=table").page
        expect(page.locator("#summary")).to_contain_text("event")
        yield page


def test_an_open_page_tells_that_records_have_changed(load: Load, acme_live: Page) -> None:
    page = acme_live
    look_again(page)
    expect(page.locator("#news")).to_be_hidden()
    load(ACME, LATER)
    page.get_by_label("From", exact=True).press_sequentially("2024-1")
    look_again(page)
    expect(page.locator("#news")).to_contain_text("The records have changed")
    assert page.get_by_label("From", exact=True).input_value() == "2024-1"
    page.get_by_label("From", exact=True).fill("")
    assert "acme-moves" not in list_ids(page)
    page.get_by_role("button", name="Show them").click()
    expect(page.locator("#table")).to_contain_text("Acme moves")
    expect(page.locator("#news")).to_be_hidden()


def test_records_that_come_back_are_no_news(load: Load, database: Path, visit: Visit) -> None:
    load(ACME)
    before = database.read_bytes()
    with serving(database) as opened:
        page = visit(f"http://127.0.0.1:{opened.port}/").page
        expect(page.locator("#summary")).to_contain_text("event")
        load(ACME, LATER)
        look_again(page)
        expect(page.locator("#news")).to_be_visible()
        database.write_bytes(before)
        look_again(page)
        expect(page.locator("#news")).to_be_hidden()


def test_news_of_a_server_that_has_gone_leave_the_page(
    load: Load, database: Path, visit: Visit
) -> None:
    load(ACME)
    with serving(database) as opened:
        seen = visit(f"http://127.0.0.1:{opened.port}/", "#view=table")
        expect(seen.page.locator("#summary")).to_contain_text("event")
        load(ACME, LATER)
        look_again(seen.page)
        opened.end()
        seen.page.get_by_role("button", name="Show them").click()
        expect(seen.page.locator("#summary")).to_contain_text("does not answer")
        assert list_ids(seen.page)
        seen.faults.clear()  # the browser's own, of the request that failed


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("#company=nobody", "no company is called 'nobody'"),
        ("#from=2024-13", "2024-13"),
        ("#type=zzz", "zzz"),
        ("#known=abc", "abc"),
    ],
)
def test_an_address_that_asks_for_what_is_not_here_gives_the_page_and_says_so(
    server: Serving, visit: Visit, fragment: str, told: str
) -> None:
    seen = visit(f"http://127.0.0.1:{server.port}/", fragment)
    expect(seen.page.locator("#summary")).to_contain_text("253 events,")
    expect(seen.page.locator("#part")).to_contain_text(told)
    seen.page.get_by_role("button", name="Reset").click()
    expect(seen.page.locator("#part")).to_be_hidden()
    seen.faults.clear()  # the browser's own, of the answer that says no


def test_a_day_before_all_that_is_known_is_told(server: Serving, visit: Visit) -> None:
    page = visit(f"http://127.0.0.1:{server.port}/", "#known=1999").page
    expect(page.locator("#part")).to_contain_text("known “1999”")
    expect(page.locator("#summary")).to_contain_text("253 events,")


def test_the_way_back_leads_to_an_event_of_another_part(open_live: Any) -> None:
    page = open_live("#event=tiktok-pays-microsoft-for-openai-models")
    page.keyboard.press("Escape")
    page.get_by_label("Company and what belongs to it").select_option("huawei")
    expect(page.locator("#summary")).to_contain_text("23 events")
    page.go_back()
    expect(page.locator("#detail")).to_contain_text("TikTok pays Microsoft")
    expect(page.locator("#part")).to_be_hidden()


def test_keys_are_not_heard_while_another_answer_is_awaited(open_live: Any) -> None:
    page = open_live()
    page.evaluate("document.body.setAttribute('aria-busy', 'true')")
    page.locator("#lanes").press("Home")
    assert page.evaluate("document.activeElement.id") == "lanes"
    page.evaluate("document.body.removeAttribute('aria-busy')")
    page.locator("#lanes").press("Home")
    assert page.evaluate("document.activeElement.id") != "lanes"


def test_an_offset_beyond_the_end_leads_back(open_live: Any) -> None:
    page = open_live("#offset=900")
    expect(page.locator("#part")).to_have_text("So far on there is no event. To the first")
    page.get_by_role("button", name="To the first").click()
    expect(page.locator("#summary")).to_contain_text("253 events,")
    assert "null" not in page.locator("#part").inner_text()


def test_the_views_fit_a_telephone(server: Serving, visit: Visit) -> None:
    page = visit(f"http://127.0.0.1:{server.port}/").page
    expect(page.locator("#summary")).to_contain_text("253 events,")
    page.set_viewport_size({"width": 390, "height": 844})
    tall = "all => Math.max(...all.map(one => one.getBoundingClientRect().height))"
    assert page.locator("#views > *").evaluate_all(tall) < 50
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def look_again(page: Page) -> None:
    """As somebody does who comes back to the tab; done when it was asked for the database."""
    with page.expect_response("**/api/database"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_what_is_asked_of_changed_records_makes_the_page_anew(load: Load, acme_live: Page) -> None:
    page = acme_live
    stops = page.get_by_label("Known by").get_attribute("max")
    load(ACME, LATER)
    page.get_by_label("From", exact=True).fill("2024")
    expect(page.locator("#table")).to_contain_text("Acme moves")
    assert page.get_by_label("From", exact=True).input_value() == "2024"
    expect(page.locator("#clock output")).to_have_text("everything known now")
    assert int(page.get_by_label("Known by").get_attribute("max") or 0) > int(stops or 0)


def test_a_server_that_has_gone_is_told(seed_database: Path, visit: Visit) -> None:
    with serving(seed_database) as opened:
        seen = visit(f"http://127.0.0.1:{opened.port}/")
        expect(seen.page.locator("#summary")).to_contain_text("253 events")
        opened.end()
        seen.page.get_by_label("Company and what belongs to it").select_option("tiktok")
        expect(seen.page.locator("#summary")).to_contain_text("does not answer")
        seen.faults.clear()  # the browser's own, of the request that failed
