"""What is a conflict, of which kind, and what is none."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Load, Run
from news import COMPANIES, news, paid
from test_views import Connect

PERCENT = "per: level, company: acme"


def conflicts(connection: duckdb.DuckDBPyConnection) -> list[Any]:
    sql = "SELECT kind, field, one_value, other_value FROM conflicts ORDER BY ALL"
    return connection.execute(sql).fetchall()


def between(load: Load, connection: Connect, one: str, other: str) -> list[Any]:
    """The conflicts between two claims of two sources, the first published first."""
    load(
        COMPANIES,
        news("globe", one, published="2024-04-01"),
        news("herald", other, published="2024-04-02"),
    )
    return conflicts(connection())


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("2024-03", "2024-06", [("contradicts", "date", "2024-03", "2024-06")]),
        ("../2024-03", "2024-06", [("contradicts", "date", "../2024-03", "2024-06")]),
        ("2024-37", "2024-03", [("coarser", "date", "2024-03", "2024-37")]),
        ("2024-03", "2024-37", [("coarser", "date", "2024-03", "2024-37")]),
        ("../2024-06", "2024-03", [("coarser", "date", "2024-03", "../2024-06")]),
        ("2024-01/2024-03", "2024-02/2024-05",
         [("overlaps", "date", "2024-01/2024-03", "2024-02/2024-05")]),
        ("2024-33", "2024-01/2024-03", []),
        ("2024-03", "2024-03", []),
    ],
)  # fmt: skip
def test_dates_of_what_happened(
    load: Load, connection: Connect, one: str, other: str, found: list[Any]
) -> None:
    claims = (f"status: happened, when: {one}", f"status: happened, when: {other}")
    assert between(load, connection, *claims) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("when: 2024-03", "when: 2024-06", []),
        ("when: 2024-03", "when: 2024-37", [("coarser", "date", "2024-03", "2024-37")]),
        ("when: 2023/..", "when: 2024/..", []),
        ("when: ../2023", "when: ../2024", []),
        ("when: 2024-01/2024-03", "when: 2024-02/2024-05", []),
        ("when: 2024-03", "note: undated", []),
    ],
)
def test_what_goes_on_may_hold_at_two_times(
    load: Load, connection: Connect, one: str, other: str, found: list[Any]
) -> None:
    claims = (f"status: ongoing, {one}", f"status: ongoing, {other}")
    assert between(load, connection, *claims) == found


def test_a_plan_for_one_day_and_the_deed_on_another_are_no_conflict(
    load: Load, connection: Connect
) -> None:
    plan, deed = "status: planned, when: 2024-03", "status: happened, when: 2024-06"
    assert between(load, connection, plan, deed) == []


def test_two_plans_for_two_days_are(load: Load, connection: Connect) -> None:
    found = between(
        load, connection, "status: planned, when: 2024-03", "status: planned, when: 2024-06"
    )
    assert found == [("contradicts", "date", "2024-03", "2024-06")]


@pytest.mark.parametrize("against", ["denied", "cancelled"])
def test_a_status_conflicts_where_one_side_denies_or_cancels(
    load: Load, connection: Connect, against: str
) -> None:
    found = between(load, connection, f"status: {against}", "status: happened, when: 2024")
    assert found == [("contradicts", "status", "happened", against)]


def test_planned_and_happened_are_no_conflict(load: Load, connection: Connect) -> None:
    assert between(load, connection, "status: planned", "status: happened") == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("20M USD", "30M USD", "contradicts"),
        ("20M USD", "21M USD", "contradicts"),
        ("20M USD", "20M USD", None),
        ("20M USD", "about 20M USD", None),
        ("about 20M USD", "22M USD", "coarser"),
        ("about 20M USD", "23M USD", "contradicts"),
        ("about 100M USD", "120M USD", "contradicts"),
        ("about 230M USD", "234M USD", "coarser"),
        ("20M USD", "20.3M USD", "coarser"),
        ("642B USD", "642.3B USD", "coarser"),
        ("20-23M USD", "23M USD", "coarser"),
        ("20-23M USD", "22-25M USD", "overlaps"),
        ("20-23M USD", "30M USD", "contradicts"),
        ('">20M USD"', "25M USD", "coarser"),
        ('">20M USD"', "15M USD", "contradicts"),
        ("20M USD", "20M EUR", None),
        ("6.1B USD", "6.12B USD", "coarser"),
        ("3200 USD", "3212 USD", "coarser"),
        ("1B USD", "1.4B USD", "contradicts"),
        ('">20M USD"', '"<20M USD"', "contradicts"),
        ("nearly 25M USD", "5M USD", "contradicts"),
        ("nearly 25M USD", "24.6M USD", "coarser"),
    ],
)
def test_values_of_one_figure(
    load: Load, connection: Connect, one: str, other: str, kind: str | None
) -> None:
    claims = [f"status: ongoing, when: 2024-03, {paid(value)}" for value in (one, other)]
    assert [row[0] for row in between(load, connection, *claims)] == ([kind] if kind else [])


def test_an_undated_claim_speaks_of_the_same_figure(load: Load, connection: Connect) -> None:
    one = f"status: ongoing, when: 2024-03, {paid('20M USD')}"
    other = f"status: ongoing, {paid('30M USD')}"
    assert [row[:2] for row in between(load, connection, one, other)] == [
        ("contradicts", "payment")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("basis: actual", "basis: expected"),
        ("basis: actual", "basis: usual"),
        ("name: first-fall", "name: narrowed-fall"),
        ("when: 2022", "when: 2023"),
        ("company: acme", "company: globex"),
    ],
)
def test_figures_of_another_key_are_no_conflict(
    load: Load, connection: Connect, one: str, other: str
) -> None:
    def grown(value: str, more: str) -> str:
        key = f"measure: revenue_growth, value: {value} percent, per: level, {more}"
        return f"status: happened, amounts: [{{{key}}}]"

    assert between(load, connection, grown("29", one), grown("30.6", other)) == []


def test_wholes_that_differ_in_case_only_are_one(load: Load, connection: Connect) -> None:
    one = f"status: ongoing, {paid('20M USD', 'per: month, of: The Cloud')}"
    other = f"status: ongoing, {paid('30M USD', 'per: month, of: the cloud')}"
    assert [row[0] for row in between(load, connection, one, other)] == ["contradicts"]


@pytest.mark.parametrize(
    ("one", "other", "per", "found"),
    [
        ("2023-07/2024-06", "2023", "year", []),
        ("2023-04/2023-06", "2023-03/2023-05", "quarter", []),
        ("2023-07/..", "../2023-12", "month", []),
        ("2023-07/2023-12", "2023", "year", ["contradicts"]),
        ("2023-07/2024-06", "2023-07/2024-06", "year", ["contradicts"]),
        ("2023-07/2024-06", "2023", "one_off", ["contradicts"]),
    ],
)
def test_of_two_times_one_has_to_lie_within_the_other(
    load: Load, connection: Connect, one: str, other: str, per: str, found: list[str]
) -> None:
    claims = [
        "status: ongoing, amounts: [{measure: revenue, company: acme, "
        f"value: {value}, per: {per}, when: {when}}}]"
        for value, when in (("100B USD", one), ("80B USD", other))
    ]
    assert [row[0] for row in between(load, connection, *claims)] == found


def test_whose_a_figure_is_may_go_without_saying(load: Load, connection: Connect) -> None:
    one = f"status: ongoing, {paid('20M USD')}"
    other = f"status: ongoing, {paid('30M USD', 'per: month')}"
    assert [row[:2] for row in between(load, connection, one, other)] == [
        ("contradicts", "payment")
    ]


def test_whose_of_two_companies_a_figure_is_left_open_is_a_question_of_scope(
    load: Load, connection: Connect
) -> None:
    amounts = (
        "amounts: [{measure: payment, value: 20M USD, per: month, company: acme}, "
        "{measure: payment, value: 30M USD, per: month, company: globex}]"
    )
    other = f"status: ongoing, {paid('30M USD', 'per: month')}"
    found = between(load, connection, f"status: ongoing, {amounts}", other)
    assert [row[:2] for row in found] == [("scope", "payment")]


def test_what_was_published_first_stands_first(load: Load, connection: Connect) -> None:
    one, other = (f"status: ongoing, {paid(value)}" for value in ("30M USD", "20M USD"))
    ((_, _, first, second),) = between(load, connection, one, other)
    assert ("30M" in first, "20M" in second) == (True, True)


def test_whom_only_the_denial_names_finds_the_conflict(
    load: Load, run: Run, database: Path
) -> None:
    load(
        COMPANIES,
        news("globe", "status: denied, companies: {subject: acme, affected: globex}"),
        news("herald", "status: planned, companies: {subject: acme}"),
    )
    shown = run("--db", str(database), "conflicts", "--company", "globex").stdout
    assert "contradicts  status" in shown


def test_two_figures_of_one_claim_are_no_conflict(load: Load, connection: Connect) -> None:
    amounts = (
        "status: happened, amounts: "
        "[{measure: share_price_change, value: -7 percent, company: acme, name: first}, "
        "{measure: share_price_change, value: -4 percent, company: acme, name: second}]"
    )
    load(COMPANIES, news("globe", amounts))
    assert conflicts(connection()) == []


def test_a_part_as_large_as_its_whole_is_a_question_of_scope(
    load: Load, connection: Connect
) -> None:
    whole = f"status: planned, {paid('23B USD', 'per: cumulative, basis: planned, name: plan')}"
    more = "per: cumulative, basis: planned, name: part, of: chips, part_of: deal/plan"
    part = f"status: planned, {paid('20-23B USD', more)}"
    found = between(load, connection, whole, part)
    assert [row[:2] for row in found] == [("scope", "payment")]


def test_a_part_that_is_smaller_is_no_conflict(load: Load, connection: Connect) -> None:
    whole = f"status: planned, {paid('23B USD', 'per: cumulative, basis: planned, name: plan')}"
    more = "per: cumulative, basis: planned, name: part, of: chips, part_of: deal/plan"
    part = f"status: planned, {paid('5B USD', more)}"
    assert between(load, connection, whole, part) == []


def test_figures_of_two_wholes_are_a_question_of_scope(load: Load, connection: Connect) -> None:
    one = f"status: ongoing, {paid('20M USD', 'per: month, of: the cloud')}"
    other = f"status: ongoing, {paid('30M USD', 'per: month, of: the models')}"
    assert [row[:2] for row in between(load, connection, one, other)] == [("scope", "payment")]


def test_each_side_has_its_sources_speakers_and_origins(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        news("globe", "status: happened, when: 2024, said_by: a clerk, origin: wire",
             published="2024-04-01", cites="{id: wire, description: a report}"),
        news("herald", "status: denied, said_by: acme", published="2024-04-02"),
    )  # fmt: skip
    ((one, other),) = (
        connection().execute("SELECT one_citations, other_citations FROM conflicts").fetchall()
    )
    assert [(c["id"], c["said_by"], c["origins"]) for c in one] == [("globe", "a clerk", ["wire"])]
    assert [(c["id"], c["said_by"], c["origins"]) for c in other] == [("herald", "acme", [])]


def test_the_seed_holds_those_that_are_wanted_and_no_other(seed_database: Any) -> None:
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        sql = "SELECT event_id, kind, field FROM conflicts ORDER BY ALL"
        assert connection.execute(sql).fetchall() == [
            ("azure-openai-reaches-1b-annualised", "contradicts", "date"),
            ("bytedance-launches-doubao-app", "contradicts", "status"),
            ("bytedance-launches-skylark", "contradicts", "status"),
            ("bytedance-plans-ai-infrastructure-investment", "scope", "investment"),
            ("tiktok-pays-microsoft-for-openai-models", "coarser", "date"),
        ]


@pytest.mark.parametrize("form", ["table", "vertical", "markdown"])
def test_people_read_who_says_it_and_dates_as_words(
    run: Run, seed_database: Path, form: str
) -> None:
    done = run("conflicts", "--company", "TikTok", "--format", form, db=seed_database)
    told = done.stdout.replace("\\", "")
    assert "732-1016 (people who saw internal financial papers) via [" in told
    assert "early 2024" in told
    assert "2024-37" not in told


def test_a_spreadsheet_has_who_says_it(run: Run, seed_database: Path) -> None:
    done = run("conflicts", "--company", "TikTok", "--format", "csv", db=seed_database)
    [row, *_] = csv.DictReader(StringIO(done.stdout))
    assert "people who saw internal financial papers" in row["one_said_by"]
    assert row["other_value"] == "2024-06"
