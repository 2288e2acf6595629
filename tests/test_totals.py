"""Totals count each figure once, and refuse what must not be added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Load, Run
from news import COMPANIES, news, paid
from test_views import Connect

ONCE = "per: one_off, company: acme"
HAPPENED = "status: happened"


def totals(connection: Connect) -> list[Any]:
    sql = """
        SELECT CAST(low AS BIGINT), CAST(high AS BIGINT), unit, per, basis
        FROM totals ORDER BY company, unit, per, basis, when_edtf, low
    """
    return connection().execute(sql).fetchall()


def left_out(connection: Connect) -> list[str]:
    sql = "SELECT left_out_because FROM total_figures WHERE left_out_because IS NOT NULL ORDER BY 1"
    return [row[0] for row in connection().execute(sql).fetchall()]


def test_a_figure_that_three_claims_state_is_counted_once(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"status: ongoing, when: 2024-03, {paid('20M USD')}"),
        news(
            "herald",
            f"status: ongoing, when: 2024-37, {paid('about 20M USD')}",
            f"status: ongoing, {paid('about 20M USD')}",
        ),
    )
    assert totals(connection) == [(20_000_000, 20_000_000, "USD", "month", "actual")]


def test_one_off_payments_of_several_events_are_added(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, when: 2023, {paid('20M USD', ONCE)}", event="first"),
        news("globe-2", f"{HAPPENED}, when: 2024, {paid('10-15M USD', ONCE)}", event="second"),
    )
    assert totals(connection) == [(30_000_000, 35_000_000, "USD", "one_off", "actual")]


def test_an_open_end_leaves_the_sum_open(load: Load, connection: Connect) -> None:
    over = paid('">10M USD"', ONCE)
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {paid('20M USD', ONCE)}", event="first"),
        news("globe-2", f"{HAPPENED}, {over}", event="second"),
    )
    assert totals(connection)[0][:2] == (30_000_000, None)


@pytest.mark.parametrize(
    "other",
    [
        "per: month, company: acme",
        "per: cumulative, company: acme",
        "per: one_off, basis: planned, company: acme",
        "per: one_off, company: globex",
    ],
)
def test_what_differs_in_per_basis_or_company_is_a_total_of_its_own(
    load: Load, connection: Connect, other: str
) -> None:
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {paid('20M USD', ONCE)}", event="first"),
        news("globe-2", f"{HAPPENED}, {paid('5M USD', other)}", event="second"),
    )
    assert sorted(row[0] for row in totals(connection)) == [5_000_000, 20_000_000]


def test_two_currencies_are_two_totals(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {paid('20M USD', ONCE)}", event="first"),
        news("globe-2", f"{HAPPENED}, {paid('20M EUR', ONCE)}", event="second"),
    )
    assert [row[2] for row in totals(connection)] == ["EUR", "USD"]


def test_payments_a_month_of_two_months_are_two_totals(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, when: 2024-03, {paid('20M USD')}", event="first"),
        news("globe-2", f"{HAPPENED}, when: 2024-04, {paid('20M USD')}", event="second"),
        news("globe-3", f"{HAPPENED}, when: 2024-04, {paid('1M USD')}", event="third"),
    )
    assert [row[0] for row in totals(connection)] == [20_000_000, 21_000_000]


def test_a_part_is_left_out_beside_its_whole(load: Load, connection: Connect) -> None:
    whole = f"status: planned, {paid('23B USD', 'per: cumulative, basis: planned, name: plan')}"
    more = "per: cumulative, basis: planned, name: chips, of: chips, part_of: deal/plan"
    load(COMPANIES, news("globe", whole, f"status: planned, {paid('20-23B USD', more)}"))
    assert [row[0] for row in totals(connection)] == [23_000_000_000]
    assert left_out(connection) == ["a part of deal/plan"]


def test_a_double_is_left_out_and_of_two_that_name_each_other_one_is_counted(
    load: Load, connection: Connect
) -> None:
    one = paid("20M USD", f"{ONCE}, name: one, same_as: second/other")
    other = paid("20M USD", f"{ONCE}, name: other, same_as: first/one")
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {one}", event="first"),
        news("globe-2", f"{HAPPENED}, {other}", event="second"),
    )
    assert [row[0] for row in totals(connection)] == [20_000_000]
    assert left_out(connection) == ["the same figure as first/one"]


def test_levels_and_sums_so_far_are_not_added(load: Load, connection: Connect) -> None:
    def head(value: str) -> str:
        return (
            f"{HAPPENED}, amounts: [{{measure: headcount, value: {value} people, company: acme}}]"
        )

    so_far = "per: cumulative, company: acme"
    load(
        COMPANIES,
        news("globe-1", head("100"), f"{HAPPENED}, {paid('20M USD', so_far)}", event="first"),
        news("globe-2", head("50"), f"{HAPPENED}, {paid('5M USD', so_far)}", event="second"),
    )
    assert left_out(connection) == [
        "levels are not added",
        "sums so far are not added: one may hold the other",
    ]


def test_a_revenue_told_by_two_events_is_counted_once(load: Load, connection: Connect) -> None:
    def revenue(value: str) -> str:
        key = f"measure: revenue, value: {value}, per: year, company: acme"
        return f"{HAPPENED}, when: 2023, amounts: [{{{key}}}]"

    load(
        COMPANIES,
        news("globe-1", revenue("120B USD"), event="first"),
        news("globe-2", revenue("120B USD"), event="second"),
    )
    assert [row[0] for row in totals(connection)] == [120_000_000_000]
    assert left_out(connection) == ["revenue is not added up over events; counted is that of first"]


def test_what_is_denied_is_not_counted(load: Load, connection: Connect) -> None:
    load(COMPANIES, news("globe", f"status: denied, {paid('20M USD')}"))
    assert totals(connection) == []


PLANNED = "per: one_off, basis: planned, company: acme"


@pytest.mark.parametrize("amount", ["", f", {paid('10B USD', PLANNED)}"])
def test_a_plan_that_was_cancelled_is_left_out_with_who_says_so(
    load: Load, connection: Connect, amount: str
) -> None:
    load(
        COMPANIES,
        news("globe", f"status: planned, {paid('10B USD', PLANNED)}", published="2024-01-02"),
        news("herald", f"status: cancelled{amount}", published="2024-02-02"),
    )
    sql = "SELECT low, high, disputed, counted, left_out, len(citations) FROM totals"
    left = ["deal: $10B – cancelled, says herald"]
    assert connection().execute(sql).fetchall() == [(None, None, False, [], left, 2)]
    opened = connection()
    opened.execute("SET VARIABLE known_by = '2024-01-31'")
    assert opened.execute("SELECT CAST(low AS BIGINT) FROM totals").fetchall() == [(10**10,)]


def test_a_plan_that_was_cancelled_spoils_no_other(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe-1", f"status: planned, {paid('10B USD', PLANNED)}", event="first"),
        news("herald-1", "status: cancelled", event="first"),
        news("globe-2", f"status: planned, {paid('5M USD', PLANNED)}", event="second"),
        news("globe-3", f"status: happened, when: 2024, {paid('1M USD', ONCE)}", event="third"),
        news("herald-3", "status: cancelled", event="third"),
    )
    assert [row[0] for row in totals(connection)] == [1_000_000, 5_000_000]
    assert left_out(connection) == ["cancelled, says herald-1"]


def test_a_plan_that_was_carried_out_after_all_is_counted_as_disputed(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        news("globe", f"status: planned, {paid('10B USD', PLANNED)}"),
        news("herald", "status: cancelled"),
        news("post", "status: happened, when: 2024"),
    )
    sql = "SELECT CAST(low AS BIGINT), disputed FROM totals"
    assert connection().execute(sql).fetchall() == [(10**10, True)]


@pytest.mark.parametrize(
    ("denial", "disputed", "sources"),
    [
        ("status: denied", True, ["globe", "herald"]),
        (f"status: denied, {paid('20M USD', ONCE)}", True, ["globe", "herald"]),
        ("status: denied, amounts: [{measure: headcount, value: 7 people}]", False, ["globe"]),
        (f"status: denied, {paid('20M USD', 'per: one_off, company: globex')}", False, ["globe"]),
        ("status: cancelled", False, ["globe"]),
    ],
)
def test_a_figure_that_is_denied_is_counted_as_disputed(
    load: Load, connection: Connect, denial: str, disputed: bool, sources: list[str]
) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, when: 2024, {paid('20M USD', ONCE)}"),
        news("herald", denial),
    )
    sql = "SELECT CAST(low AS BIGINT), disputed, list_transform(citations, c -> c.id) FROM totals"
    assert connection().execute(sql).fetchall() == [(20_000_000, disputed, sources)]
    sql = "SELECT disputed, list_transform(citations, c -> c.id) FROM total_figures"
    assert connection().execute(sql).fetchall() == [(disputed, sources)]


def test_a_denial_of_several_figures_stands_once_among_the_evidence(
    load: Load, connection: Connect
) -> None:
    amounts = (
        "amounts: [{measure: payment, value: 20M USD, per: one_off, company: acme, of: chips}, "
        "{measure: payment, value: 5M USD, per: one_off, company: acme, of: cloud}]"
    )
    load(COMPANIES, news("globe", f"{HAPPENED}, {amounts}"), news("herald", "status: denied"))
    sql = "SELECT disputed, list_transform(citations, c -> c.id) FROM totals"
    assert connection().execute(sql).fetchall() == [(True, ["globe", "globe", "herald"])]


def test_claims_that_do_not_agree_give_the_whole_span(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"status: ongoing, when: 2024-03, {paid('20M USD')}"),
        news("herald", f"status: ongoing, when: 2024-03, {paid('30M USD')}"),
    )
    assert totals(connection)[0][:2] == (20_000_000, 30_000_000)
    assert connection().execute("SELECT values_differ FROM totals").fetchall() == [(True,)]


def test_a_total_has_the_places_of_all_its_figures(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {paid('20M USD', ONCE)}", event="first"),
        news("globe-2", f"{HAPPENED}, {paid('5M USD', ONCE)}", event="second"),
    )
    ((citations,),) = connection().execute("SELECT citations FROM totals").fetchall()
    assert [citation["id"] for citation in citations] == ["globe-1", "globe-2"]


def test_the_seed_counts_20_million_once_and_23_billion_once(seed_database: Any) -> None:
    import duckdb

    with duckdb.connect(str(seed_database), read_only=True) as connection:
        sql = (
            "SELECT company, measure, CAST(low AS BIGINT), CAST(high AS BIGINT), per, basis "
            "FROM totals WHERE unit = 'USD' AND company IN ('bytedance', 'tiktok') ORDER BY ALL"
        )
        assert connection.execute(sql).fetchall() == [
            ("bytedance", "investment", 23 * 10**9, 23 * 10**9, "cumulative", "planned"),
            ("bytedance", "revenue", 120 * 10**9, None, "year", "actual"),
            ("tiktok", "payment", 20 * 10**6, 20 * 10**6, "month", "actual"),
        ]


# What two sources may be telling of one figure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{ONCE}, of: chips", ONCE),
        (f"{ONCE}, name: total", ONCE),
        (f"{ONCE}, of: chips", f"{ONCE}, of: AI chips"),
    ],
)
def test_what_no_source_tells_apart_is_not_added(
    load: Load, connection: Connect, one: str, other: str
) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, {paid('20M USD', one)}"),
        news("herald", f"{HAPPENED}, {paid('20M USD', other)}"),
    )
    assert [row[0] for row in totals(connection)] == [20_000_000]
    (because,) = left_out(connection)
    assert because.startswith("perhaps the same as deal")


def test_what_one_source_tells_apart_is_added(load: Load, connection: Connect) -> None:
    amounts = (
        "amounts: [{measure: payment, value: 20M USD, per: one_off, company: acme, of: chips}, "
        "{measure: payment, value: 5M USD, per: one_off, company: acme, of: cloud}]"
    )
    load(COMPANIES, news("globe", f"{HAPPENED}, {amounts}"))
    assert [row[0] for row in totals(connection)] == [25_000_000]


def test_whose_a_figure_is_may_go_without_saying(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", f"{HAPPENED}, {paid('20M USD', ONCE)}"),
        news("herald", f"{HAPPENED}, {paid('20M USD', 'per: one_off')}"),
    )
    sql = "SELECT company, company_name, len(counted), len(citations) FROM totals"
    assert connection().execute(sql).fetchall() == [("acme", "Acme", 1, 2)]


def test_purposes_that_differ_in_case_only_are_one(load: Load, connection: Connect) -> None:
    rent, gpu = "per: month, company: acme, of: GPU rent", "per: month, company: acme, of: gpu rent"
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, when: 2024-03, {paid('20M USD', rent)}", event="first"),
        news("globe-2", f"{HAPPENED}, when: 2024-03, {paid('5M USD', gpu)}", event="second"),
    )
    assert [row[0] for row in totals(connection)] == [25_000_000]


def test_an_undated_rate_is_added_to_nothing(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {paid('20M USD')}", event="first"),
        news("globe-2", f"{HAPPENED}, {paid('5M USD')}", event="second"),
    )
    assert sorted(row[0] for row in totals(connection)) == [5_000_000, 20_000_000]


def test_sums_so_far_of_two_dates_are_two(load: Load, connection: Connect) -> None:
    so_far = "per: cumulative, company: acme"
    load(
        COMPANIES,
        news("globe", f"status: ongoing, when: 2022, {paid('20M USD', so_far)}"),
        news("herald", f"status: ongoing, when: 2023, {paid('30M USD', so_far)}"),
    )
    assert sorted(row[0] for row in totals(connection)) == [20_000_000, 30_000_000]
    assert (
        connection().execute("SELECT field FROM conflicts WHERE kind <> 'coarser'").fetchall() == []
    )


# Ways of links


def chain(*figures: tuple[str, str, str]) -> list[str]:
    """A record for each figure: name, value, and what more it says."""
    return [
        news(f"globe-{name}", f"{HAPPENED}, {paid(value, f'name: {name}, {more}')}", event=name)
        for name, value, more in figures
    ]


OFF = "per: one_off, company: acme"


@pytest.mark.parametrize(
    ("figures", "total", "missed"),
    [
        # a part of two
        ((("v", "30M EUR", OFF), ("w", "20M USD", OFF),
          ("p", "5M USD", f"{OFF}, part_of: [v/v, w/w]")), 20, 1),
        # a part of the same in another currency
        ((("a", "14M CNY", OFF), ("b", "2M USD", f"{OFF}, same_as: a/a"),
          ("c", "1M USD", f"{OFF}, part_of: a/a")), 2, 1),
        # a part of a part that is only estimated
        ((("c", "100M USD", OFF), ("b", "60M USD", f"{OFF}, basis: estimated, part_of: c/c"),
          ("a", "10M USD", f"{OFF}, part_of: b/b")), 100, 1),
        # rings
        ((("a", "5M USD", f"{OFF}, same_as: b/b"), ("b", "5M USD", f"{OFF}, same_as: c/c"),
          ("c", "5M USD", f"{OFF}, same_as: a/a")), 5, 2),
        ((("a", "5M USD", f"{OFF}, part_of: b/b"), ("b", "5M USD", f"{OFF}, part_of: a/a")), 5, 1),
        # a part of a part of another purpose
        ((("c", "100M USD", "per: month, company: acme"),
          ("b", "60M USD", "per: month, company: acme, of: cloud, part_of: c/c"),
          ("a", "10M USD", "per: month, company: acme, of: storage, part_of: b/b")), 100, 2),
    ],
)  # fmt: skip
def test_links_are_followed_to_their_end_and_nothing_is_lost(
    load: Load,
    connection: Connect,
    figures: tuple[tuple[str, str, str], ...],
    total: int,
    missed: int,
) -> None:
    load(COMPANIES, *chain(*figures))
    sql = (
        "SELECT CAST(low AS BIGINT) // 1000000, len(left_out) FROM totals "
        "WHERE unit = 'USD' AND basis = 'actual'"
    )
    assert connection().execute(sql).fetchall() == [(total, missed)]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (("40M USD", ONCE), ("290M CNY", ONCE),
         ["first/one: $40M – the same figure as second/all, in CNY",
          "second/all: CN¥290M – the same figure as first/one, in USD"]),
        (("20M USD", "per: month, company: acme"), ("240M USD", "per: year, company: acme"),
         ["first/one: $20M a month – the same figure as second/all, per year",
          "second/all: $240M a year – the same figure as first/one, per month"]),
    ],
)  # fmt: skip
def test_the_same_figure_in_two_totals_is_named_in_both(
    load: Load,
    connection: Connect,
    one: tuple[str, str],
    other: tuple[str, str],
    words: list[str],
) -> None:
    first = paid(one[0], f"{one[1]}, name: one, same_as: second/all")
    second = paid(other[0], f"{other[1]}, name: all")
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, when: 2024, {first}", event="first"),
        news("globe-2", f"{HAPPENED}, when: 2024, {second}", event="second"),
    )
    rows = connection().execute("SELECT elsewhere, left_out FROM totals").fetchall()
    assert sorted(rows) == [([line], []) for line in words]


def test_a_part_of_a_figure_in_another_total_is_named_there(
    load: Load, connection: Connect
) -> None:
    part = paid("1M USD", f"{ONCE}, part_of: second/all")
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {part}", event="first"),
        news("globe-2", f"{HAPPENED}, {paid('290M CNY', f'{ONCE}, name: all')}", event="second"),
    )
    rows = connection().execute("SELECT elsewhere FROM totals ORDER BY unit").fetchall()
    assert rows == [([],), (["first: $1M – a part of second/all, in CNY"],)]


def test_every_figure_is_counted_or_named(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        *chain(
            ("a", "5M USD", f"{OFF}, part_of: b/b"),
            ("b", "6M USD", f"{OFF}, same_as: c/c"),
            ("c", "6M USD", f"{OFF}, part_of: a/a"),
            ("d", "7M EUR", f"{OFF}, same_as: [a/a, e/e]"),
            ("e", "8M USD", "per: month, company: acme"),
        ),
    )
    sql = "SELECT (SELECT count(*) FROM unique_figures), (SELECT count(*) FROM total_figures)"
    assert connection().execute(sql).fetchall() == [(5, 5)]


def test_a_figure_beyond_all_money_does_not_spoil_the_others(
    load: Load, connection: Connect
) -> None:
    huge = "99999999999999999999999999999999 USD"
    load(
        COMPANIES,
        news("globe-1", f"{HAPPENED}, {paid(huge, ONCE)}", event="first"),
        news("globe-2", f"{HAPPENED}, {paid(huge, ONCE)}", event="second"),
        news("globe-3", f"{HAPPENED}, {paid('20M EUR', ONCE)}", event="third"),
    )
    sql = "SELECT unit, len(counted), len(left_out) FROM totals ORDER BY 1"
    assert connection().execute(sql).fetchall() == [("EUR", 1, 0), ("USD", 1, 1)]


@pytest.mark.parametrize("command", [("totals",), ("query", "total_figures")])
@pytest.mark.parametrize(
    ("option", "given", "near"),
    [("--measure", "paymnt", "payment"), ("--unit", "usdd", "USD"), ("--basis", "plan", "planned")],
)
def test_a_code_that_is_unknown_is_an_error_with_the_nearest(
    run: Run, seed_database: Path, command: tuple[str, ...], option: str, given: str, near: str
) -> None:
    found = run(*command, option, given, db=seed_database)
    assert (found.exit_code, found.stdout) == (1, "")
    assert f"there is no {option[2:]} '{given}'; did you mean {near}" in found.stderr


def test_a_unit_may_be_given_in_any_case(run: Run, seed_database: Path) -> None:
    small, large = (run("totals", "--unit", unit, db=seed_database) for unit in ("usd", "USD"))
    assert (small.exit_code, small.stdout) == (0, large.stdout)
