"""What the chart draws: dates and amounts as they are known, labels, many events, paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Visit, _browser, visit
from conftest import Load
from pages import make_page, settle
from playwright.sync_api import Page, expect

from db.reading import reading
from publish.page.data import read_page
from publish.page.html import write_page

__all__ = ["_browser", "visit"]

LABELS = """() => [...document.querySelectorAll("#lanes .event, #lanes .heap")].flatMap(node => {
    const words = node.querySelector("text");
    if (!words.textContent.trim()) return [];
    const box = words.getBoundingClientRect();
    return [[node.dataset.id ?? "heap", box.left, box.top, box.right, box.bottom]];
})"""


SIZED = """
source: {id: news, title: News, publisher: Example, published: 2024-09-01}
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
    least = "all => [...new Set(all.map(cell => getComputedStyle(cell).minWidth))]"
    assert page.locator("#table td").evaluate_all(least) == ["0px"]
    assert page.evaluate(
        """() => [...document.querySelectorAll("#paper text")].every(text => {
            const box = text.getBoundingClientRect();
            return box.left >= -1 && box.right <= innerWidth + 1;
        })"""
    )
