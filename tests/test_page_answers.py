"""The page shows what the commands answer: events, days, totals, at each stop of the slider."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, _browser, visit
from conftest import Run
from pages import ask, list_ids, read_rows
from playwright.sync_api import expect

from db.evidence import describe_date

__all__ = ["_browser", "visit"]


def test_a_company_has_the_events_of_its_timeline(
    seed_page: Path, seed_database: Path, visit: Visit, run: Run
) -> None:
    seen = visit(seed_page, "#view=table")
    seen.page.get_by_label("Company and what belongs to it").select_option("tiktok")
    wanted = ask(run, seed_database, "timeline", "--company", "TikTok")
    assert list_ids(seen.page) == [event["event_id"] for event in wanted]


@pytest.mark.parametrize(
    ("fragment", "arguments"),
    [
        ("type=launch,results", ["--type", "launch", "--type", "results"]),
        ("status=planned", ["--status", "planned"]),
        ("from=2024-03&to=2024-07", ["--from", "2024-03", "--to", "2024-07"]),
        ("from=2024-08-02", ["--from", "2024-08-02"]),
        ("company=bytedance&to=2022", ["--company", "bytedance", "--to", "2022"]),
    ],
)
def test_filters_choose_what_the_timeline_does(
    seed_page: Path,
    seed_database: Path,
    visit: Visit,
    run: Run,
    fragment: str,
    arguments: list[str],
) -> None:
    seen = visit(seed_page, f"#view=table&{fragment}")
    wanted = ask(run, seed_database, "timeline", *arguments)
    assert list_ids(seen.page) == [event["event_id"] for event in wanted]


def test_words_are_found_in_any_case_and_by_other_names(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#view=table").page
    page.get_by_label("Search").fill("字节跳动 FOUNDED")
    assert list_ids(page)[0] == "bytedance-founded"
    page.get_by_label("Search").fill("no such words")
    expect(page.locator("#table")).to_have_text("No event fits.")


def test_at_each_stop_the_page_shows_what_was_known_by_then(
    seed_page: Path, seed_database: Path, visit: Visit, run: Run
) -> None:
    page = visit(seed_page, "#view=table").page
    slider = page.get_by_label("Known by")
    for at, day in enumerate(json.loads(page.locator("#data").text_content() or "")["stops"]):
        slider.fill(str(at))
        expect(page.locator("#clock output")).to_contain_text(day)
        wanted = ask(run, seed_database, "timeline", "--known-by", day)
        rows = dict(zip(list_ids(page), read_rows(page, "table"), strict=True))
        assert set(rows) == {event["event_id"] for event in wanted}
        for event in wanted:
            when, title, _, companies, amounts, _ = rows[event["event_id"]]
            assert when == (describe_date(event["when_edtf"]) or "—")
            assert title.startswith(event["title"])
            assert ("possibly not yet known" in title) is (event["known_certain"] is False)
            assert companies == "; ".join(event["participants"])
            assert amounts == "; ".join(event["amounts"])


@pytest.mark.parametrize("company", [None, "bytedance", "microsoft"])
@pytest.mark.parametrize("known", [None, "2024-07-31"])
def test_totals_are_those_of_the_command(
    seed_page: Path,
    seed_database: Path,
    visit: Visit,
    run: Run,
    company: str | None,
    known: str | None,
) -> None:
    fragment = f"#view=totals&company={company or ''}&known={known or ''}"
    rows = read_rows(visit(seed_page, fragment).page, "totals")
    arguments = ["--company", company] if company else []
    arguments += ["--known-by", known] if known else []
    wanted = ask(run, seed_database, "totals", *arguments)
    names = {row["company_id"]: row["name"] for row in ask(run, seed_database, "companies")}
    assert sorted(row[2].removeprefix("about ") for row in rows) == sorted(map(write_sum, wanted))
    assert sorted(row[0] for row in rows) == sorted(
        names.get(total["company"], "no company") for total in wanted
    )


def write_sum(total: dict[str, Any]) -> str:
    """A total as the page writes it."""
    low, high = (
        None if total[end] is None else write_digits(total[end]) for end in ("low", "high")
    )
    if not total["counted"]:
        return "none"
    if low is None or high is None:
        return f"at most {high}" if low is None else f"at least {low}"
    return low if low == high else f"{low} – {high}"


def write_digits(number: float) -> str:
    return f"{number:,}".replace("-", "−")


def test_what_is_only_perhaps_known_is_counted_apart(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#known=2024-06-01&q=Doubao").page
    expect(page.locator("#clock output")).to_have_text("2024-06-01: 1 certainly known, 125 perhaps")
    expect(page.locator("#legend")).to_contain_text("possibly not yet known")
    page.locator("#undated [data-id]").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("known from 2024-01-01 at the earliest")


def test_events_of_which_sources_say_different_things_can_be_chosen(
    seed_page: Path, seed_database: Path, visit: Visit, run: Run
) -> None:
    page = visit(seed_page, "#view=table").page
    page.locator("#filters").get_by_label("Sources").select_option("differ")
    conflicts = {row["event_id"] for row in ask(run, seed_database, "conflicts")}
    assert conflicts <= set(list_ids(page))
    events = {row["event_id"]: row for row in ask(run, seed_database, "timeline")}
    for name in set(list_ids(page)) - conflicts:
        assert events[name]["dates_differ"] or events[name]["disputed"]


def test_figures_of_others_are_told_beside_the_totals(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#company=microsoft&measure=payment&view=totals").page
    expect(page.locator("#totals")).to_contain_text("TikTok, payment: $20M a month")
