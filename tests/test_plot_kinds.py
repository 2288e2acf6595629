"""What each kind of picture shows, by small records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import duckdb
import pytest
from conftest import Load
from pictures import SVG, find_group, find_marks, list_groups, list_words, parse

from publish.plots.draw import draw_plot
from publish.plots.errors import PlotError
from publish.plots.marks import DASHES, STROKE
from publish.plots.style import Plot, PlotStyle
from publish.theme import LIGHT

Connect = Callable[[], duckdb.DuckDBPyConnection]
Draw = Callable[..., Plot]

HEAD = """\
source: {id: globe, title: News, publisher: Globe, published: 2024-06-01}
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
  - {id: umbrella, name: Umbrella, kind: company}
events:
"""


def event(name: str, claim: str, kind: str = "purchase") -> str:
    head = f"  - id: {name}\n    title: About {name}\n    type: {kind}\n"
    return f"{head}    claims:\n      - {{{claim}}}\n"


def amount(measure: str, value: str, per: str = "year", *more: str, basis: str = "actual") -> str:
    fields = ", ".join(
        (f"measure: {measure}", f"value: '{value}'", f"per: {per}", f"basis: {basis}", *more)
    )
    return f"amounts: [{{{fields}, company: acme}}]"


@pytest.fixture
def draw(load: Load, connection: Connect) -> Draw:
    """Draw what events tell: `draw("amounts", event(…), event(…))`."""

    def draw_events(kind: str, *events: str, width: int = 1200, **given: Any) -> Plot:
        load(HEAD + "".join(events))
        plot = draw_plot(connection(), kind, given, PlotStyle(width))
        assert plot is not None
        return plot

    return draw_events


def find_mark(picture: Element, start: str) -> Element:
    [(_, mark)] = find_marks(find_group(picture, start))
    return mark


# The timeline


def test_an_event_stands_once_in_the_lane_of_its_first_company(draw: Draw) -> None:
    of_acme = "status: happened, when: 2024-03, companies: {payer: acme, payee: globex}"
    picture = parse(
        draw(
            "timeline",
            event("one", of_acme),
            event("two", of_acme),
            event("three", "status: happened, when: 2024-04, companies: {subject: globex}"),
            event("four", "status: happened, when: 2024-04, companies: {subject: umbrella}"),
        ).svg
    )
    words = [word.text for word in list_words(picture)]
    assert [words.count(f"About {name}") for name in ("one", "two", "three", "four")] == [1] * 4
    assert "Acme" in words
    assert "Other companies" in words
    assert "Globex" not in words


def test_companies_with_one_event_each_keep_their_lanes(draw: Draw) -> None:
    of = "status: happened, when: 2024-03, companies: {subject: %s}"
    picture = parse(
        draw("timeline", *(event(f"of-{one}", of % one) for one in ("acme", "globex"))).svg
    )
    words = [word.text for word in list_words(picture)]
    assert {"Acme", "Globex"} <= set(words)
    assert "Other companies" not in words


def test_what_may_lie_outside_of_the_time_is_told(draw: Draw) -> None:
    inside, perhaps = "status: happened, when: 2024-03", "status: happened, when: 2019/.."
    plot = draw("timeline", event("in", inside), event("out", perhaps), **{"from": "2024-02"})
    words = " ".join(word.text or "" for word in list_words(parse(plot.svg)))
    assert "1 event possibly lies outside of this time." in words


def test_a_label_is_the_title_with_its_first_amount(draw: Draw) -> None:
    claim = "status: happened, when: 2024-03, companies: {payer: acme}, "
    plot = draw("timeline", event("deal", claim + amount("payment", "20M USD", "month")))
    assert "About deal · payment: $20M a month" in [w.text for w in list_words(parse(plot.svg))]


def test_what_is_planned_is_hollow_and_what_is_denied_is_struck(draw: Draw) -> None:
    picture = parse(
        draw(
            "timeline",
            event("plan", "status: planned, when: 2024-03, companies: {payer: acme}"),
            event("guess", "status: forecast, when: 2024-03, companies: {payer: acme}"),
            event("no", "status: denied, when: 2024-03, companies: {payer: acme}"),
            event("yes", "status: happened, when: 2024-03, companies: {payer: acme}"),
        ).svg
    )
    plan, guess = find_mark(picture, "About plan"), find_mark(picture, "About guess")
    assert (plan.get("fill"), plan.get("stroke")) == (LIGHT["ground"], LIGHT["planned"])
    assert (plan.get("stroke-dasharray"), guess.get("stroke-dasharray")) == (None, DASHES)
    assert plan.get("stroke-width") == str(STROKE)
    assert find_mark(picture, "About yes").get("fill") == LIGHT["happened"]
    [denied] = find_group(picture, "About no").findall(f"{SVG}text")
    assert denied.get("text-decoration") == "line-through"


def test_what_is_disputed_has_its_sign(draw: Draw) -> None:
    claims = "status: happened, when: 2024-03}\n      - {status: denied"
    plot = draw("timeline", event("deal", claims))
    assert "≠ About deal" in [word.text for word in list_words(parse(plot.svg))]
    assert "disputed" in [word.text for word in list_words(parse(plot.svg))]


def test_a_label_is_cut_only_where_the_width_of_the_picture_forces_it(draw: Draw) -> None:
    long = event("x" * 60 + " end", "status: happened, when: 2024")
    long = long.replace("id: " + "x" * 60 + " end", "id: long")
    wide = [word.text for word in list_words(parse(draw("timeline", long).svg))]
    narrow = [word.text for word in list_words(parse(draw("timeline", long, width=480).svg))]
    assert any(word.endswith("x end") for word in wide)
    assert any(word.startswith("About xx") and word.endswith("…") for word in narrow)


# Amounts


def test_a_range_reaches_from_its_low_to_its_high_end(draw: Draw) -> None:
    claim = "status: happened, when: 2024-03, companies: {subject: acme}, "
    picture = parse(
        draw(
            "amounts",
            event("range", claim + amount("revenue", "20B-40B USD")),
            event("exact", claim + amount("revenue", "40B USD")),
        ).svg
    )
    boxes = [box for box, _ in find_marks(find_group(picture, "About range"))]
    [(exact, _)] = find_marks(find_group(picture, "About exact"))
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    assert abs(top - (exact.top + exact.bottom) / 2) < 3
    assert bottom - top > 40


@pytest.mark.parametrize(("value", "way"), [("over 20B USD", -1), ("under 20B USD", 1)])
def test_an_open_end_is_an_arrow(draw: Draw, value: str, way: int) -> None:
    claim = "status: happened, when: 2024, companies: {subject: acme}, "
    plot = draw("amounts", event("bound", claim + amount("revenue", value)))
    group = find_group(parse(plot.svg), "About bound")
    [(bar, _)] = find_marks(group)
    [arrow] = group.findall(f"{SVG}polygon")
    tip = float(arrow.attrib["points"].split()[-1].split(",")[1])
    assert (tip - (bar.top + bar.bottom) / 2) * way > 15
    assert "An arrow leads to where an amount has no end." in plot.caption


def test_what_is_expected_is_apart_from_what_is_actual(draw: Draw) -> None:
    claim = "status: happened, when: 2024, companies: {subject: acme}, "
    later = claim.replace("2024", "2025")
    picture = parse(
        draw(
            "amounts",
            event("actual", claim + amount("revenue", "20B USD")),
            event("expected", later + amount("revenue", "25B USD", basis="expected")),
            event("planned", later + amount("revenue", "15B USD", basis="planned")),
        ).svg
    )
    assert find_mark(picture, "About actual").get("fill") == LIGHT["happened"]
    assert find_mark(picture, "About expected").get("stroke-dasharray") == DASHES
    assert find_mark(picture, "About planned").get("stroke") == LIGHT["planned"]


def test_an_approximate_amount_has_soft_edges(draw: Draw) -> None:
    claim = "status: happened, when: 2024, companies: {subject: acme}, "
    plot = draw("amounts", event("some", claim + amount("revenue", "about 20B USD")))
    marks = find_marks(find_group(parse(plot.svg), "About some"))
    assert sum("url(" in mark.get("fill", "") for _, mark in marks) == 2


def test_the_kind_with_most_figures_is_drawn_unless_one_is_named(draw: Draw) -> None:
    claim = "status: happened, when: 2024, companies: {subject: acme}, "
    events = (
        event("a", claim + amount("revenue", "20B USD")),
        event("b", claim + amount("revenue", "21B USD")),
        event("c", claim + amount("payment", "5M EUR", "month")),
        *(event(f"d{n}", claim + amount("headcount", f"{n}00 people", "level")) for n in (1, 2, 3)),
    )
    plot = draw("amounts", *events)
    assert plot.title == "Revenue"
    assert "USD billion a year" in plot.svg
    assert "headcount in people" in plot.caption
    chosen = draw("amounts", *events, measure="payment")
    assert (chosen.title, "EUR million a month" in chosen.svg) == ("Payment", True)


# Payments


DEAL = "status: happened, when: 2024, companies: {payer: acme, payee: globex}, "


def test_a_flow_is_as_thick_as_its_amount_and_none_is_added(draw: Draw) -> None:
    plot = draw(
        "payments",
        event("large", DEAL + amount("payment", "20M USD")),
        event("small", DEAL + amount("payment", "10M USD")),
        event("other", DEAL + amount("payment", "10M USD", "month")),
    )
    flows = [(told, group) for told, group in list_groups(parse(plot.svg)) if "→" in told]
    heights = [measure_flow(group) for _, group in flows]
    assert [told.split(": ")[1] for told, _ in flows] == [
        *("$20M a year, 2024; About large", "$10M a year, 2024; About small"),
        "$10M a month, 2024; About other",
    ]
    assert heights[0] == pytest.approx(2 * heights[1])
    assert heights[2] == 0
    assert "amounts side by side may not be added" in plot.caption


def measure_flow(group: Element) -> float:
    """How high a ribbon is where it leaves; 0 for a line."""
    [path] = group.findall(f"{SVG}path")
    points = path.attrib["d"].replace("M", "").replace("Z", "").split()
    return (
        float(points[-1].split(",")[1]) - float(points[0].split(",")[1])
        if "L" in path.attrib["d"]
        else 0.0
    )


def test_a_flow_without_an_amount_is_a_thin_dashed_line(draw: Draw) -> None:
    plot = draw("payments", event("deal", DEAL.rstrip(", ")))
    [(told, group)] = [(t, g) for t, g in list_groups(parse(plot.svg)) if "→" in t]
    [path] = group.findall(f"{SVG}path")
    assert "amount not stated" in told
    assert (path.get("stroke-dasharray"), path.get("stroke-width")) == (DASHES, "2")


def test_one_figure_that_several_claims_state_is_one_flow(draw: Draw) -> None:
    both = DEAL + amount("payment", "about 20M USD") + "}\n      - {"
    plot = draw("payments", event("deal", both + DEAL + amount("payment", "20M USD")))
    assert [told for told, _ in list_groups(parse(plot.svg)) if "→" in told] == [
        "Acme → Globex: $20M a year, 2024; About deal"
    ]


def test_a_payment_of_several_is_not_drawn_as_thick_for_each(draw: Draw) -> None:
    shared = DEAL.replace("payer: acme", "payer: [acme, umbrella]")
    plot = draw("payments", event("deal", shared + amount("payment", "20M USD")))
    flows = [group for told, group in list_groups(parse(plot.svg)) if "shared by several" in told]
    assert [measure_flow(flow) for flow in flows] == [0, 0]


def test_a_part_is_told_on_its_whole_and_not_drawn_beside_it(draw: Draw) -> None:
    part = amount("payment", "about 20M-23M USD", "one_off", "part_of: whole/plan")
    plot = draw(
        "payments",
        event("part", DEAL + part),
        event("whole", DEAL + amount("payment", "23M USD", "one_off", "name: plan")),
    )
    assert [told for told, _ in list_groups(parse(plot.svg)) if "→" in told] == [
        "Acme → Globex: $23M, of which about $20M–$23M, 2024; About whole"
    ]
    assert "Part of $23M, and not drawn beside it: about $20M–$23M." in plot.caption


def test_a_part_whose_whole_is_not_drawn_is_drawn(draw: Draw) -> None:
    part = amount("payment", "20M USD", "one_off", "part_of: whole/plan")
    plot = draw(
        "payments",
        event("part", DEAL + part),
        event(
            "whole",
            DEAL.replace("2024", "2020") + amount("payment", "23M USD", "one_off", "name: plan"),
        ),
        **{"from": "2023"},
    )
    assert [told for told, _ in list_groups(parse(plot.svg)) if "→" in told] == [
        "Acme → Globex: $20M, 2024; About part"
    ]


def test_a_figure_told_of_two_events_is_one_flow(draw: Draw) -> None:
    again = amount("payment", "23M USD", "one_off", "same_as: deal/sum")
    plot = draw(
        "payments",
        event("deal", DEAL + amount("payment", "23M USD", "one_off", "name: sum")),
        event("again", DEAL + again),
    )
    assert len([told for told, _ in list_groups(parse(plot.svg)) if "→" in told]) == 1


# Sources


def test_a_source_tells_when_it_was_published_and_how_much_it_says(draw: Draw) -> None:
    plot = draw(
        "sources",
        event("one", "status: happened, when: 2023-03}\n      - {status: ongoing, when: 2024-03"),
        event("two", "status: happened"),
    )
    [(told, group)] = list_groups(parse(plot.svg))
    assert told == "Globe: News (2024-06-01 · 3 claims of 2 events)"
    assert [mark.tag for _, mark in find_marks(group)].count(f"{SVG}circle") == 1
    assert "Claims without a date, which show no time: 1." in plot.caption


# Errors


def test_a_kind_or_width_that_is_not_drawn_is_an_error(load: Load, connection: Connect) -> None:
    with pytest.raises(PlotError, match="there is no plot 'pie'; it is one of timeline"):
        draw_plot(connection(), "pie", {})
    with pytest.raises(PlotError, match="a width of 10 is not drawn; take 480 to 8000"):
        draw_plot(connection(), "timeline", {}, PlotStyle(10))
