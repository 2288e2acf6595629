"""The page in hand: pointer, keyboard, address, way back, small screens, and aids for readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import Visit, _browser, visit
from pages import TIKTOK_PAYS, settle
from playwright.sync_api import expect

__all__ = ["_browser", "visit"]


def test_an_event_opens_by_click_with_who_says_so_and_where(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#company=tiktok").page
    page.locator(f"#lanes [data-id={TIKTOK_PAYS}]").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", level=2)).to_have_text(
        "TikTok pays Microsoft a monthly sum for the use of OpenAI's models"
    )
    expect(panel).to_contain_text("Who says so (5)")
    expect(panel).to_contain_text("characters 732–1016")
    expect(panel).to_contain_text("people who saw internal financial papers")
    expect(panel).to_contain_text("payment: $20M a month")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(f"#lanes [data-id={TIKTOK_PAYS}]")).to_be_focused()


def test_the_keyboard_alone_reaches_and_opens_events(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page).page
    page.locator("#lanes").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.dataset.id")
    assert len({first, second, below}) == 3
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "detail-title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.id") == below


def test_each_control_is_reached_by_tab(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page).page
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(({name, id, dataset: {view, name: of}}) => name || id || view || of)"
                "(document.activeElement)"
            )
        )
    wanted = ["timeline", "table", "totals", "sources", "q", "company", "type", "status", "measure",
              "doubt", "from", "to", "lanes", "amounts", "reset", "known"]  # fmt: skip
    assert [name for name in reached if name in wanted][: len(wanted)] == wanted


def test_the_pointer_moves_and_zooms_the_chart(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#company=bytedance").page

    def read_axis() -> list[str]:
        ticks: list[str] = page.locator("#axis text").evaluate_all(
            "all => all.map(text => text.textContent + Math.round(text.getAttribute('x')))"
        )
        return ticks

    begun = read_axis()
    box = page.locator("#lanes").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 700, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 100, steps=4)
    page.mouse.up()
    settle(page)
    moved = read_axis()
    assert moved != begun
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    settle(page)
    assert read_axis() != moved
    assert page.evaluate("scrollY") == 0
    page.mouse.wheel(0, 200)
    assert page.evaluate(
        """() => new Promise(done => {
            const look = () => (scrollY > 0 ? done(true) : requestAnimationFrame(look));
            look();
        })"""
    )


def test_the_replay_goes_through_all_stops(acme_page: Path, visit: Visit) -> None:
    page = visit(acme_page).page
    page.get_by_role("button", name="Replay").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#clock output")).to_contain_text("everything known now", timeout=20_000)
    expect(page.get_by_role("button", name="Replay")).to_be_visible()


def test_an_address_brings_the_view_back(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page).page
    page.get_by_label("Company and what belongs to it").select_option("bytedance")
    page.get_by_label("Known by").fill("4")
    page.get_by_label("Lanes", exact=True).select_option("type")
    page.get_by_role("button", name="Zoom in").click()
    page.locator("#lanes .event").first.click()
    title = page.locator("#detail-title").text_content()
    expect(page).to_have_url(re.compile("event=.*at="))
    fragment = page.evaluate("location.hash")
    shown = page.locator("#lanes .event").evaluate_all("all => all.map(x => x.dataset.id)")
    again = visit(seed_page, fragment).page
    expect(again.locator("#summary")).to_have_text(page.locator("#summary").text_content() or "")
    expect(again.locator("#detail-title")).to_have_text(title or "")
    assert again.locator("#lanes .event").evaluate_all("all => all.map(x => x.dataset.id)") == shown


def test_the_way_back_leads_from_an_event_and_a_view(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page).page
    page.locator("[data-view=table]").click()
    page.locator("#table [data-id]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#table")).to_be_visible()
    page.go_back()
    expect(page.locator("#lanes")).to_be_visible()


def test_what_an_address_names_and_is_not_there_is_told(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#company=foo&event=bar&from=soon").page
    expect(page.locator("#part")).to_contain_text("company “foo”, event “bar”, from “soon”")


@pytest.mark.parametrize("view", ["timeline", "table", "totals", "sources"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_no_serious_barrier(
    seed_page: Path, visit: Visit, view: str, dark: bool, phone: bool
) -> None:
    seen = visit(seed_page, f"#view={view}&company=tiktok", dark=dark, phone=phone)
    assert seen.find_barriers() == []


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_no_serious_barrier_in_an_open_event(
    seed_page: Path, visit: Visit, phone: bool
) -> None:
    seen = visit(seed_page, f"#event={TIKTOK_PAYS}", phone=phone)
    assert seen.find_barriers() == []


@pytest.mark.parametrize("view", ["timeline", "table", "totals", "sources"])
def test_a_phone_need_not_scroll_sideways(seed_page: Path, visit: Visit, view: str) -> None:
    page = visit(seed_page, f"#view={view}", phone=True).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Filters").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_axis_always_has_a_year(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#at=2024-02-01..2024-02-20").page
    settle(page)
    words = page.locator("#axis text").all_text_contents()
    assert re.fullmatch(r"Feb \d+ 2024", words[0])
    assert [word for word in words if "2024" in word] == words[:1]


def test_a_date_that_is_none_is_explained(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page).page
    field = page.get_by_label("From", exact=True)
    field.fill("March 2024")
    field.blur()
    assert "2024-03" in str(field.evaluate("field => field.validationMessage"))
    field.fill("2024-03")
    field.blur()
    assert field.evaluate("field => field.validationMessage") == ""
