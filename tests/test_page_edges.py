"""The page at the edges of what it may be given: words, years, addresses, keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import Visit, _browser, visit
from conftest import Load, Run
from pages import ask, list_ids, make_page, settle
from playwright.sync_api import expect

__all__ = ["_browser", "visit"]

LONG = "W" * 900
RECORD = """
source: {{id: long, title: "{title}", publisher: "{title}", published: 2024-03-04}}
companies: [{{id: acme, name: "{title}", kind: company}}]
events:
"""
EVENT = """
  - id: event-{number}
    title: "{title}"
    type: launch
    status: happened
    companies: {{developer: acme}}
    claims: [{{when: {when}, said_by: "{title}"}}]
"""


def write_record(title: str, *dates: str) -> str:
    """One event for each date, which may be empty."""
    events = [
        EVENT.format(number=at, title=title, when=when) for at, when in enumerate(dates, start=1)
    ]
    return RECORD.format(title=title) + "".join(events)


@pytest.fixture
def crowd(load: Load, database: Path, tmp_path: Path) -> Path:
    """A page of sixty events, a day after the other."""
    days = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 21)]
    load(write_record("Acme launches something", *days))
    return make_page(database, tmp_path / "crowd.html")


def test_a_word_without_end_makes_no_page_wider(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(write_record(LONG, "2024-02", ""))
    page = visit(make_page(database, tmp_path / "long.html"), phone=True).page
    for view in ("timeline", "table", "totals", "sources"):
        page.locator(f"[data-view={view}]").click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def test_a_tower_of_accents_stays_in_its_line(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(write_record("a" + "\u0301" * 300, "2024-02"))
    page = visit(make_page(database, tmp_path / "tower.html")).page
    assert page.locator("#lanes .event text").first.text_content() == "a" + "\u0301" * 3 + " "


def test_the_way_past_the_chart_leads_to_the_table_and_keeps_the_filters(
    seed_page: Path, visit: Visit
) -> None:
    page = visit(seed_page, "#status=planned").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#table")).to_be_focused()
    expect(page).to_have_url(re.compile(r"#view=table&status=planned$"))


def test_what_an_address_names_and_no_page_has_is_left_out(acme_page: Path, visit: Visit) -> None:
    page = visit(acme_page, "#type=other,launch,launch&status=none&measure=many&from=May").page
    expect(page).to_have_url(re.compile(r"#type=launch$"))


def test_a_window_beyond_the_years_comes_back_by_its_address(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(write_record("Ages", "0001/9999"))
    page = visit(make_page(database, tmp_path / "ages.html")).page
    page.get_by_label("Zoom out").click()
    expect(page).to_have_url(re.compile(r"#at=0000-01-01..9999-12-31$"))
    page.reload()
    expect(page).to_have_url(re.compile(r"#at=0000-01-01..9999-12-31$"))


def test_the_keyboard_stays_in_the_chart_where_an_event_goes_into_a_count(
    crowd: Path, visit: Visit
) -> None:
    page = visit(crowd).page
    lanes = page.locator("#lanes")
    lanes.focus()
    for key in ["+"] * 20 + ["End"] + ["-"] * 20:
        page.keyboard.press(key)
        settle(page)
    assert lanes.evaluate("lanes => lanes.contains(document.activeElement)")


LATER = """
source: {id: later, title: Later, publisher: Later, published: 2024-09-01}
events:
  - {id: event-2, claims: [{when: 2020-03-01, status: happened}]}
"""


def test_at_each_stop_the_order_is_that_of_the_dates_known_by_then(
    load: Load, run: Run, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(write_record("Acme grows", "2021-05", "2022"))
    load(LATER)
    file = make_page(database, tmp_path / "order.html")
    for fragment, known in [("", []), ("&known=2024-06", ["--known-by", "2024-06"])]:
        page = visit(file, f"#view=table{fragment}").page
        wanted = [row["event_id"] for row in ask(run, database, "timeline", *known)]
        assert wanted == (["event-1", "event-2"] if known else ["event-2", "event-1"])
        assert list_ids(page) == wanted


def test_a_list_of_events_that_met_goes_with_its_view(crowd: Path, visit: Visit) -> None:
    page = visit(crowd).page
    page.locator("#lanes .heap").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Lanes").select_option("type")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_report_on_a_name_without_end_is_no_wider_than_a_phone(
    load: Load, run: Run, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(write_record(LONG, "2024-02"))
    file = tmp_path / "report.html"
    run("report", "--company", "acme", "-o", str(file), db=database)
    page = visit(file, phone=True).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
