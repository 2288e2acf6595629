"""The days at which the slider of the page stops."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publish.page.stops import MOST, choose_stops


def test_few_days_are_all_stops_in_order_and_once() -> None:
    days = [date(2024, 8, 2), date(2024, 1, 1), date(2024, 8, 2)]
    assert choose_stops(days) == [date(2024, 1, 1), date(2024, 8, 2)]


def test_many_days_stop_at_the_ends_of_their_months() -> None:
    days = [date(2024, 1, 1) + timedelta(n) for n in range(70)]
    assert choose_stops(days) == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]


def test_days_of_many_years_stop_at_the_ends_of_longer_periods() -> None:
    days = [date(1900 + n, 5, 5) for n in range(120)]
    assert choose_stops(days)[:2] == [date(1904, 12, 31), date(1909, 12, 31)]


def test_the_last_day_that_there_is_ends_its_period() -> None:
    days = [date(n, 12, 31) for n in range(1, 10_000)]
    assert choose_stops(days)[-1] == date.max


@given(st.lists(st.dates(), max_size=200))
def test_no_day_comes_after_the_last_stop(days: list[date]) -> None:
    stops = choose_stops(days)
    assert stops == sorted(set(stops))
    assert len(stops) <= max(MOST, 101)
    assert not days or stops[-1] >= max(days)
