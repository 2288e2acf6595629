"""Bars beside amounts: as long as these are, and none where that would not be honest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.bars import Scale, choose_scale
from db.shown_figures import Figure


def make_figure(
    low: str | None, high: str | None = "same", unit: str = "USD", per: str = "one_off"
) -> Figure:
    ends = (low, low if high == "same" else high)
    first, last = (None if end is None else Decimal(end) for end in ends)
    return Figure(first, last, unit, per, approximate=False)


@pytest.mark.parametrize(
    ("low", "high", "bar"),
    [
        ("800", "800", "████████"),
        ("400", "400", "████"),
        ("450", "450", "████▌"),
        ("412.5", "412.5", "████▏"),
        ("100", "100", "█"),
        ("12.5", "12.5", "▏"),
        ("0.000001", "0.000001", "▏"),  # more than nothing
        ("0", "0", ""),
        ("400", "800", "████░░░░"),  # between 400 and 800
        ("790", "800", "███████░"),
        ("0", "100", "░"),
        ("410", "420", "████░"),
        ("400", None, "████>"),  # 400 or more
        ("0", None, ">"),
        (None, "400", "<░░░░"),  # 400 or less
        (None, "1", "<░"),
        ("-400", "-400", "-████"),
        ("-800", "-400", "-████░░░░"),
        (None, "-400", "-████>"),  # a loss of 400 or more
        ("-1", "1", ""),  # a loss or a profit
        ("-1", None, ""),
    ],
)
def test_a_bar_is_full_up_to_what_is_certain_and_shaded_up_to_what_may_be(
    low: str | None, high: str | None, bar: str
) -> None:
    assert Scale(Decimal(800), "USD", "one_off", width=0).draw(make_figure(low, high)) == bar


def test_amounts_beyond_floating_point_have_bars() -> None:
    top = Decimal("99999999999999999999999999999999.999999")
    scale = Scale(top, "USD", "one_off", width=0)
    half = f"{top / 2:f}"
    assert [scale.draw(make_figure(f"{top:f}")), scale.draw(make_figure(half))] == [
        "████████",
        "████",
    ]


def test_bars_are_in_line_where_one_has_a_sign() -> None:
    figures = [make_figure("-8"), make_figure("4"), make_figure("8", None)]
    scale = choose_scale(figures)
    assert scale is not None
    assert [scale.draw(figure) for figure in figures] == [
        "-████████ ",
        " ████     ",
        " ████████>",
    ]


def test_the_longest_bar_is_the_greatest_amount_of_its_unit_and_period() -> None:
    figures = [
        make_figure("8"),
        make_figure("4"),
        make_figure("64", unit="EUR"),
        make_figure("64", per="year"),
        None,
    ]
    scale = choose_scale(figures)
    assert scale is not None
    assert (scale.top, scale.unit, scale.per) == (Decimal(8), "USD", "one_off")
    drawn = [scale.draw(figure) for figure in figures]
    assert drawn == ["████████", "████    ", "", "", ""]


@pytest.mark.parametrize(
    "figures",
    [
        [],
        [None],
        [make_figure("8")],
        [make_figure("8"), make_figure("8")],
        [make_figure("8"), make_figure("4", unit="EUR")],
        [make_figure("8"), make_figure("4", per="month")],
        [make_figure("8", unit="people"), make_figure("4", unit="people")],
        [make_figure("8", unit="percent"), make_figure("4", unit="percent")],
        [make_figure("0"), make_figure("0")],
        [make_figure("-8", "8"), make_figure("4")],
    ],
)
def test_there_are_no_bars_where_nothing_can_be_compared(figures: list[Figure | None]) -> None:
    assert choose_scale(figures) is None


def test_of_two_kinds_that_for_more_amounts_has_the_bars() -> None:
    yearly = [make_figure(str(value), per="year") for value in (1, 2, 3)]
    once = [make_figure(str(value)) for value in (1, 2)]
    for figures in (yearly + once, once + yearly):
        scale = choose_scale(figures)
        assert scale is not None
        assert scale.per == "year"


def test_the_legend_says_what_a_full_bar_is_and_explains_the_signs_in_use() -> None:
    scale = Scale(Decimal(23_000_000_000), "USD", "cumulative")
    assert scale.explain(["████░░", "█>"]) == [
        ("████████", "$23B in total, linear; other units and periods have no bar"),
        ("░", "possibly"),
        (">", "no upper end"),
    ]
