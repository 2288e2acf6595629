"""Dates in pictures: as they are known, each with its own mark."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from pictures import find_marks, parse, read_stops

from publish.plots.marks import FADE, RADIUS, SHORTEST, Extent, draw_mark, extend
from publish.plots.spans import Span, read_span
from publish.plots.svg import Svg
from publish.plots.time_axis import APART, TimeAxis, make_axis
from publish.theme import LIGHT

DAY = date(2024, 1, 1).toordinal()
AXIS = TimeAxis(DAY, DAY + 366, 100.0, 832.0)  # two pixels a day


def days(*dates: tuple[int, int, int]) -> list[int]:
    return [date(*one).toordinal() for one in dates]


@pytest.mark.parametrize(
    ("edtf", "first", "core_first", "core_end", "end"),
    [
        ("2024-03", (2024, 3, 1), (2024, 3, 1), (2024, 4, 1), (2024, 4, 1)),
        ("2024-03~", (2024, 2, 1), (2024, 3, 1), (2024, 4, 1), (2024, 5, 1)),
        ("2024?", (2023, 1, 1), (2024, 1, 1), (2025, 1, 1), (2026, 1, 1)),
        ("2024-03/2024-05%", (2024, 3, 1), (2024, 3, 1), (2024, 6, 1), (2024, 7, 1)),
        # Nothing is known of the open side: not even that it took all of the year.
        ("2024/..", (2024, 1, 1), (2024, 1, 1), (2024, 1, 1), (2024, 1, 1)),
        ("../2024", (2025, 1, 1), (2025, 1, 1), (2025, 1, 1), (2025, 1, 1)),
        ("../2024-03-05", (2024, 3, 6), (2024, 3, 6), (2024, 3, 6), (2024, 3, 6)),
        ("../2024-03~", (2024, 4, 1), (2024, 4, 1), (2024, 4, 1), (2024, 5, 1)),
    ],
)
def test_a_date_is_what_was_written_and_what_may_be(
    edtf: str,
    first: tuple[int, int, int],
    core_first: tuple[int, int, int],
    core_end: tuple[int, int, int],
    end: tuple[int, int, int],
) -> None:
    span = read_span(edtf)
    found = [span.first, span.core_first, span.core_end, span.end]
    assert found == days(first, core_first, core_end, end)
    assert (span.open_start, span.open_end) == (edtf.startswith(".."), edtf.endswith(".."))


def place(edtf: str) -> Extent:
    return extend(read_span(edtf), AXIS, 60.0, 900.0)


def test_a_day_is_a_dot_and_a_month_a_bar() -> None:
    dot, bar = place("2024-03-05"), place("2024-03")
    assert (dot.is_dot, dot.end - dot.start) == (True, 2 * RADIUS)
    assert (bar.is_dot, bar.end - bar.start) == (False, 62.0)
    assert bar.is_sharp


def test_an_approximate_date_is_soft_as_far_as_it_may_reach() -> None:
    about = place("2024-03~")
    assert (about.start, about.core_start) == (AXIS.place(days((2024, 2, 1))[0]), 220.0)
    assert about.end > about.core_end


@pytest.mark.parametrize("edtf", ["../2024-06", "2024-06/..", "2024-06/"])
def test_an_open_end_fades_over_a_fixed_length(edtf: str) -> None:
    mark = place(edtf)
    lengths = {mark.core_start - mark.start, mark.end - mark.core_end}
    assert lengths == {0.0, FADE}


@pytest.mark.parametrize(
    ("edtf", "runs_out"),
    [
        ("2023/2024-06", (True, False)),
        ("2024/2030", (True, True)),
        ("1990/..", (True, False)),
        ("../2030", (False, True)),
        ("2024-03", (False, False)),
    ],
)
def test_what_goes_beyond_the_axis_runs_out_of_the_picture(
    edtf: str, runs_out: tuple[bool, bool]
) -> None:
    axis = make_axis([], 100.0, 800.0, (date(2024, 2, 1), date(2024, 12, 31)))
    mark = extend(read_span(edtf), axis, 60.0, 840.0)
    assert (mark.start == mark.core_start == 60.0, mark.end == mark.core_end == 840.0) == runs_out


def test_what_is_short_can_still_be_seen_and_nothing_leaves_the_field() -> None:
    wide = make_axis([read_span("0001/9999")], 0.0, 100.0)
    mark = extend(read_span("2024-03"), wide, 0.0, 100.0)
    assert mark.end - mark.start == pytest.approx(SHORTEST)
    outside = extend(read_span("1990/.."), AXIS, 60.0, 900.0)
    assert 60.0 <= outside.start <= outside.end <= 900.0


def draw(edtf: str, status: str) -> Svg:
    svg = Svg("t", LIGHT)
    with svg.group("mark"):
        draw_mark(svg, place(edtf), 50.0, status)
    return svg


def test_an_end_that_is_not_known_is_painted_from_full_to_nothing() -> None:
    picture = parse(draw("2024-06/..", "ongoing").write(1000, 100, "", ""))
    [(box, element)] = find_marks(picture.find("{http://www.w3.org/2000/svg}g") or picture)
    stops = read_stops(picture, element.attrib["fill"])
    assert [opacity for _, opacity in stops] == [1.0, 1.0, 0.0]
    assert stops[-1][0] == pytest.approx(box.right, abs=0.2)


@pytest.mark.parametrize(
    ("status", "is_hollow", "is_dashed", "is_struck"),
    [
        ("happened", False, False, False),
        ("ongoing", False, False, False),
        ("ended", False, False, False),
        ("planned", True, False, False),
        ("forecast", True, True, False),
        ("denied", False, False, True),
        ("cancelled", False, False, True),
    ],
)
def test_a_status_is_told_by_shape(
    status: str, is_hollow: bool, is_dashed: bool, is_struck: bool
) -> None:
    picture = parse(draw("2024-03", status).write(1000, 100, "", ""))
    group = picture.find("{http://www.w3.org/2000/svg}g")
    assert group is not None
    [(_, mark)] = find_marks(group)
    assert (mark.get("fill") == LIGHT["ground"]) == is_hollow
    assert ("stroke" in mark.attrib) == is_hollow
    assert ("stroke-dasharray" in mark.attrib) == is_dashed
    assert bool(group.findall("{http://www.w3.org/2000/svg}line")) == is_struck


def test_early_years_that_hold_little_are_drawn_closer() -> None:
    spans = [read_span(edtf) for edtf in ("2000", "2010", *(f"2023-{m:02}" for m in range(1, 13)))]
    axis = make_axis(spans, 0.0, 1000.0)
    assert axis.split == date(2023, 1, 1).toordinal()
    assert axis.split_x < 200
    places = [axis.place(day) for day in range(axis.first, axis.end, 30)]
    assert places == sorted(places)
    assert [tick.x for tick in axis.list_ticks()] == sorted(t.x for t in axis.list_ticks())


@pytest.mark.parametrize(
    "edtf", ["2024-03-05", "2024-03", "2024", "2020/2024", "1200/2024", "0001/9999", "9999", "0001"]
)
def test_an_axis_has_ticks_that_do_not_crowd(edtf: str) -> None:
    ticks = make_axis([read_span(edtf)], 0.0, 1000.0).list_ticks()
    assert 1 <= len(ticks) <= 1000 / 42
    assert all(b.x - a.x > 0.6 * min(APART, 42) for a, b in pairwise(ticks))


def test_an_axis_beyond_all_that_is_known_begins_with_its_bound() -> None:
    axis = make_axis([Span(DAY, DAY, DAY + 1, DAY + 1)], 0.0, 100.0, (date(2030, 1, 1), None))
    assert axis.first <= date(2030, 1, 1).toordinal() < axis.end
