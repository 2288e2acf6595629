"""A timeline cut into years and months: which events stand under which heading."""

from __future__ import annotations

from typing import Any

import pytest

from db.edtf import parse_edtf
from db.periods import head_periods


def dated(*dates: str | None) -> list[dict[str, Any]]:
    """Events of these dates, in the order in which they are given."""
    return [{"when_edtf": None} if date is None else make_event(date) for date in dates]


def make_event(date: str) -> dict[str, Any]:
    parsed = parse_edtf(date)
    return {"when_edtf": date, "earliest": parsed.earliest, "latest": parsed.latest}


@pytest.mark.parametrize(
    ("dates", "headings"),
    [
        (["2023", "2024-01", "2024-05-07"], {0: "2023 (1 event)", 1: "2024 (2 events)"}),
        (["2023/2026", "2024"], {0: "2023 (1 event)", 1: "2024 (1 event)"}),
        (["2023/..", "2024"], {0: "2023 (1 event)", 1: "2024 (1 event)"}),
        (["../2023", "2024"], {0: "2023 (1 event)", 1: "2024 (1 event)"}),
        (["202X", "2024"], {0: "2020 (1 event)", 1: "2024 (1 event)"}),
        (["2018~", "2019"], {0: "2018 (1 event)", 1: "2019 (1 event)"}),
        (["2018~", "2017-05", "2018"], {0: "2017 (2 events)", 2: "2018 (1 event)"}),
        (["2024/..", "../2023-12~", "2024-03"], {0: "2024 (3 events)"}),
        (["2024", None, None], {0: "2024 (1 event)", 1: "Without a date (2 events)"}),
        ([None], {0: "Without a date (1 event)"}),
        ([], {}),
    ],
)
def test_years_have_the_events_whose_dates_begin_in_them(
    dates: list[str | None], headings: dict[int, str]
) -> None:
    assert head_periods(dated(*dates), "year") == headings


@pytest.mark.parametrize(
    ("dates", "headings"),
    [
        (["2024-01", "2024-01-31", "2024-02"], {0: "2024-01 (2 events)", 2: "2024-02 (1 event)"}),
        (["2024", "2024/..", "2024-02"], {0: "2024 (2 events)", 2: "2024-02 (1 event)"}),
        (["2024-01-01", "2024", "2024-01-02"], {0: "2024 (2 events)", 2: "2024-01 (1 event)"}),
        (["2024-03", "2024-34"], {0: "2024-03 (1 event)", 1: "2024-04 (1 event)"}),
        (["2023-12~", "../2023"], {0: "2023-12 (2 events)"}),
        (["2023-12~", "2023-11-15"], {0: "2023-11 (2 events)"}),
        (["2024-XX", "2024-02"], {0: "2024 (1 event)", 1: "2024-02 (1 event)"}),
    ],
)
def test_a_month_has_what_names_it_and_a_year_alone_is_no_january(
    dates: list[str], headings: dict[int, str]
) -> None:
    assert head_periods(dated(*dates), "month") == headings


@pytest.mark.parametrize("by", ["year", "month"])
def test_the_newest_first_has_the_same_periods(by: str) -> None:
    dates = ["2018~", "2019", "2023-12~", "2023-12", "../2023", "2024", "../2023-12~", "2024-02"]
    onward = list(head_periods(dated(*dates), by).values())
    assert list(head_periods(dated(*reversed(dates)), by).values()) == onward[::-1]


def test_without_periods_only_the_undated_have_a_heading() -> None:
    assert head_periods(dated("2024", None, None), "none") == {1: "Without a date"}
    assert head_periods(dated("2024"), "none") == {}


def test_a_thousand_events_are_counted_with_a_comma() -> None:
    assert head_periods(dated(*["2024"] * 1000), "year") == {0: "2024 (1,000 events)"}
