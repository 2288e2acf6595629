"""The page as a reader has it: in a real browser, by pointer, keyboard, slider and address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, _browser, visit
from conftest import Load, Run
from playwright.sync_api import Page, expect

from db.evidence import describe_date
from db.reading import reading
from publish.page.data import read_page
from publish.page.html import write_page

__all__ = ["_browser", "visit"]

TIKTOK_PAYS = "tiktok-pays-microsoft-for-openai-models"
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


@pytest.fixture(scope="module")
def seed_page(seed_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_page(seed_database, tmp_path_factory.mktemp("page") / "timeline.html")


@pytest.fixture(scope="module")
def acme_page(acme_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_page(acme_database, tmp_path_factory.mktemp("page") / "acme.html")


def make_page(database: Path, file: Path, **given: Any) -> Path:
    with reading(database) as reader:
        file.write_text(write_page(read_page(reader, given)), encoding="utf-8")
    return file


def read_rows(page: Page, view: str) -> list[list[str]]:
    """All rows of a table, after all that `Show more` brings."""
    while (more := page.locator(f"#{view} .again:visible")).count():
        more.click()
    rows: list[list[str]] = page.locator(f"#{view} tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return rows


def list_ids(page: Page) -> list[str]:
    while (more := page.locator("#table .again:visible")).count():
        more.click()
    opening = page.locator("#table tbody [data-id]")
    ids: list[str] = opening.evaluate_all("all => all.map(x => x.dataset.id)")
    return ids


def ask(run: Run, database: Path, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run(*arguments, "--format", "json", db=database).stdout)
    return rows


def test_it_opens_with_all_events_and_asks_for_nothing(seed_page: Path, visit: Visit) -> None:
    seen = visit(seed_page)
    expect(seen.page.locator("#summary")).to_contain_text("253 events, 94 with a date")
    assert seen.page.locator("#lanes .event").count() > 10
    assert seen.requests == [seed_page.as_uri()]


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


def test_the_strip_has_the_scale_of_the_axis_when_all_is_shown(
    seed_page: Path, visit: Visit
) -> None:
    page = visit(seed_page).page
    page.locator("#zoom").get_by_text("All", exact=True).click()
    settle(page)
    places = "all => all.map(x => [x.textContent, Number(x.getAttribute('x'))])"
    axis = dict(page.locator("#axis text").evaluate_all(places))
    strip = page.locator("#overview text").evaluate_all(places)
    assert len(strip) > 3
    assert all(abs(axis[year] - x) < 1 for year, x in strip if year in axis)


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


LABELS = """() => [...document.querySelectorAll("#lanes .event, #lanes .heap")].flatMap(node => {
    const words = node.querySelector("text");
    if (!words.textContent.trim()) return [];
    const box = words.getBoundingClientRect();
    return [[node.dataset.id ?? "heap", box.left, box.top, box.right, box.bottom]];
})"""


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "fragment", ["", "#lanes=type", "#lanes=none&amounts=size", "#company=bytedance&lanes=status"]
)
def test_labels_neither_meet_nor_leave_the_picture(
    seed_page: Path, visit: Visit, phone: bool, fragment: str
) -> None:
    page = visit(seed_page, fragment, phone=phone).page
    for press in ("", "All", "+", "+", "+"):
        if press:
            page.locator("#zoom").get_by_text(press, exact=True).click()
            settle(page)
        check_labels(page)


def settle(page: Page) -> None:
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def check_labels(page: Page) -> None:
    picture = page.locator("#lanes").bounding_box()
    assert picture is not None
    labels = page.evaluate(LABELS)
    for at, (name, left, top, right, bottom) in enumerate(labels):
        assert left >= picture["x"] - 0.5, name
        assert right <= picture["x"] + picture["width"] + 0.5, name
        for other, left_, top_, right_, bottom_ in labels[at + 1 :]:
            apart = right <= left_ or right_ <= left or bottom <= top_ + 2 or bottom_ <= top + 2
            assert apart, f"{name} meets {other}"


SIZED = """
source: {id: news, title: News, publisher: Example, published: 2024-09-01,
         url: "https://example.com/news"}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - {id: small, title: Small, type: purchase, when: 2024-01-05, status: happened,
     companies: {payer: acme}, claims: [{amounts: [
       {measure: payment, value: 25M USD, per: one_off, basis: actual, company: acme}]}]}
  - {id: large, title: Large, type: purchase, when: 2024-03-05, status: happened,
     companies: {payer: acme}, claims: [{amounts: [
       {measure: payment, value: 100M USD, per: one_off, basis: actual, company: acme}]}]}
  - {id: range, title: Range, type: purchase, when: 2024-05-05, status: happened,
     companies: {payer: acme}, claims: [{amounts: [
       {measure: payment, value: 25M to 100M USD, per: one_off, basis: actual, company: acme}]}]}
  - {id: other, title: Other, type: purchase, when: 2024-06-05, status: happened,
     companies: {payer: acme}, claims: [{amounts: [
       {measure: payment, value: 900M CNY, per: one_off, basis: actual, company: acme}]}]}
"""


def test_amounts_are_drawn_as_areas_of_one_unit(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(SIZED)
    page = visit(make_page(database, tmp_path / "sizes.html"), "#amounts=size").page

    def list_radii(name: str) -> list[float]:
        radii: list[float] = page.locator(f"#lanes [data-id={name}] circle.sized").evaluate_all(
            "all => all.map(circle => Number(circle.getAttribute('r')))"
        )
        return radii

    [small], [large] = list_radii("small"), list_radii("large")
    assert large == pytest.approx(2 * small)  # four times the area
    assert list_radii("range") == pytest.approx([large, small])
    assert list_radii("other") == []
    expect(page.locator("#legend")).to_contain_text("Area of circles: US Dollar, once")


def test_a_source_of_the_web_is_a_link_that_tells_it_nothing(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(SIZED)
    page = visit(make_page(database, tmp_path / "link.html"), "#event=small").page
    link = page.get_by_role("dialog").get_by_role("link", name="News")
    assert link.get_attribute("href") == "https://example.com/news"
    assert link.get_attribute("rel") == "noopener noreferrer"


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


def test_dates_are_drawn_as_they_are_known(
    load: Load, database: Path, tmp_path: Path, visit: Visit
) -> None:
    load(
        """
        source: {id: news, title: News, publisher: Example, published: 2024-09-01}
        companies: [{id: acme, name: Acme, kind: company}]
        events:
          - {id: a-day, title: Day, type: launch, when: 2024-03-05, status: happened,
             companies: {developer: acme}, claims: [{}]}
          - {id: a-period, title: Period, type: launch, when: 2024-01/2024-06, status: happened,
             companies: {developer: acme}, claims: [{}]}
          - {id: about, title: About, type: launch, when: 2023~, status: happened,
             companies: {developer: acme}, claims: [{}]}
          - {id: open, title: Open, type: launch, when: 2024/.., status: ongoing,
             companies: {developer: acme}, claims: [{}]}
          - {id: plan, title: Plan, type: launch, when: 2024, status: planned,
             companies: {developer: acme}, claims: [{}]}
          - {id: hope, title: Hope, type: launch, when: 2025, status: forecast,
             companies: {developer: acme}, claims: [{}]}
          - {id: both, title: Both, type: launch, when: 2024-02, status: happened,
             companies: {developer: acme}, claims: [{}, {status: denied}]}
          - {id: denied, title: Denied, type: launch, when: 2024-04, status: denied,
             companies: {developer: acme}, claims: [{}]}
          - {id: never, title: Never dated, type: launch, status: happened,
             companies: {developer: acme}, claims: [{}]}
        """
    )
    page = visit(make_page(database, tmp_path / "dates.html")).page

    def count(of: str, what: str) -> int:
        return page.locator(f"#lanes [data-id={of}] {what}").count()

    assert [count("a-day", what) for what in ("circle.glyph", "rect[fill^=url]")] == [1, 0]
    assert count("a-period", "rect[fill='currentColor']") == 2
    assert [
        count("about", "rect[fill='currentColor']"),
        count("about", "rect[fill*='-ss-']"),
    ] == [
        0,
        1,
    ]
    assert [count("open", "rect[fill='currentColor']"), count("open", "rect[fill*='-ho-']")] == [
        1,
        1,
    ]
    assert [count("plan", "rect.outline[fill=none]"), count("plan", "rect[fill^=url]")] == [1, 0]
    assert count("hope", "rect.outline[fill=none]") == 1
    dashes = "([outline]) => getComputedStyle(outline).strokeDasharray"
    outlines = {
        name: page.locator(f"#lanes [data-id={name}] rect.outline").evaluate_all(dashes)
        for name in ("plan", "hope")
    }
    assert outlines == {"plan": "none", "hope": "3px, 2px"}
    expect(page.locator("#lanes [data-id=both] .sign")).to_contain_text("≠")
    assert count("a-day", ".sign") == 0
    assert [count("denied", ".strike"), count("a-day", ".strike")] == [1, 0]
    assert count("never", "*") == 0
    expect(page.locator("#undated")).to_contain_text("Without a date (1)")
    expect(page.locator("#undated")).to_contain_text("Never dated")


@pytest.mark.parametrize("view", ["timeline", "table", "totals", "sources"])
def test_a_phone_need_not_scroll_sideways(seed_page: Path, visit: Visit, view: str) -> None:
    page = visit(seed_page, f"#view={view}", phone=True).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Filters").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_gets_the_chart_and_all_rows(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page, "#view=totals").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#table tbody tr:visible").count() == 253
    assert page.locator("#totals tbody tr:visible").count() > 20
    assert page.locator("form:visible, nav:visible, #lanes:visible").count() == 0
    assert page.locator("#paper > svg:visible").count() == page.locator("#lanes .lane-name").count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#paper *").count() == 0
    expect(page.locator("#timeline")).to_be_hidden()
    expect(page.locator("#totals")).to_be_visible()


def test_nothing_on_paper_leaves_the_page(seed_page: Path, visit: Visit) -> None:
    page = visit(seed_page).page
    page.set_viewport_size({"width": 1030, "height": 700})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        """() => [...document.querySelectorAll("#paper text")].every(text => {
            const box = text.getBoundingClientRect();
            return box.left >= -1 && box.right <= innerWidth + 1;
        })"""
    )


def test_the_replay_goes_through_all_stops(acme_page: Path, visit: Visit) -> None:
    page = visit(acme_page).page
    page.get_by_role("button", name="Replay").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#clock output")).to_contain_text("everything known now", timeout=20_000)
    expect(page.get_by_role("button", name="Replay")).to_be_visible()


@pytest.fixture
def many(acme_database: Path, tmp_path: Path) -> Path:
    """A page of 10,000 events, made of those of Acme with other days."""
    with reading(acme_database) as reader:
        data = read_page(reader, {})
    dated = next(event for event in data["events"] if event["states"][-1][1]["from"])
    [_, state] = dated["states"][-1]
    data["events"] = [
        {
            **dated,
            "id": f"event-{n}",
            "states": [
                [
                    0,
                    {
                        **state,
                        "from": day,
                        "to": day,
                        "when": day,
                        "words": day,
                        "title": f"Event {n}",
                    },
                ]
            ],
        }
        for n in range(10_000)
        for day in [f"{2000 + n % 20}-{1 + n % 12:02}-{1 + n % 28:02}"]
    ]
    data["figures"] = []
    file = tmp_path / "many.html"
    file.write_text(write_page(data), encoding="utf-8")
    return file


def test_of_ten_thousand_events_only_what_is_seen_is_drawn_and_each_is_counted(
    many: Path, visit: Visit
) -> None:
    page = visit(many).page
    page.locator("#zoom").get_by_text("All").click()
    settle(page)
    assert page.locator("#lanes *").count() < 3_000
    counts = page.locator("#lanes .heap text").all_text_contents()
    heaped = sum(int(count.strip("+").replace(",", "")) for count in counts)
    assert page.locator("#lanes .event").count() + heaped == 10_000
    page.locator("#lanes .heap").first.click()
    expect(page.locator("#detail-title")).to_contain_text("events")
    page.get_by_role("dialog").locator("[data-id]").first.click()
    expect(page.locator("#detail-title")).to_contain_text("Event ")
