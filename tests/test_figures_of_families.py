"""A figure counts for a family only while its company may belong to that family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from conftest import Load

from db.query import find_query, run_query

Connect = Callable[[], duckdb.DuckDBPyConnection]

# Acme owned Initech from 2020 to 2022. Initech paid, earned and invested before, then and after.
FAMILY = """\
source: {id: register, title: Register, publisher: Register}
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
  - {id: initech, name: Initech, kind: company,
     relations: [{parent: acme, event: owned, when: 2020/2022}]}
events:
  - {id: owned, title: Acme owns Initech, type: ownership, claims: [{status: ended}]}
"""


def deal(name: str, when: str) -> str:
    figures = ", ".join(
        f"{{measure: {measure}, value: 1M USD, per: year, company: initech}}"
        for measure in ("payment", "revenue", "investment")
    )
    head = f"{{id: {name}, title: About {name}, type: purchase, {when}status: happened, "
    parties = "companies: {payer: initech, payee: globex}"
    return f"  - {head}{parties}, claims: [{{amounts: [{figures}]}}]}}\n"


DEALS = "source: {id: globe, title: News, publisher: Globe}\nevents:\n" + "".join(
    (
        deal("before", "when: 2019, "),
        deal("first-year", "when: 2020, "),
        deal("maybe", "when: 2022/.., "),
        deal("after", "when: 2023, "),
        deal("undated", ""),
    )
)
WHILE_OWNED = {"first-year", "maybe", "undated"}
FIGURES = ("company_figures", "investments", "revenues", "payments_between")


def ask(connection: duckdb.DuckDBPyConnection, name: str, company: str) -> list[dict[str, Any]]:
    return run_query(connection, find_query(name), {"company": company}).dicts()


@pytest.mark.parametrize("query", FIGURES)
def test_figures_of_a_former_unit_stay_out_once_it_is_sold(
    load: Load, connection: Connect, query: str
) -> None:
    load(FAMILY, DEALS)
    opened = connection()
    assert {row["event_id"] for row in ask(opened, query, "Acme")} == WHILE_OWNED
    assert {row["event_id"] for row in ask(opened, query, "Initech")} == {
        *WHILE_OWNED,
        "before",
        "after",
    }


def test_the_latest_figure_of_a_family_is_the_last_while_it_was_one(
    load: Load, connection: Connect
) -> None:
    load(FAMILY, DEALS)
    opened = connection()
    assert {row["event_id"] for row in ask(opened, "latest_figures", "Initech")} == {
        "after",
        "maybe",  # 2022/.. may be later than 2023
    }
    assert {row["event_id"] for row in ask(opened, "latest_figures", "Acme")} == {"maybe"}


def test_a_former_unit_is_a_counterparty_like_any_other(load: Load, connection: Connect) -> None:
    sold = "source: {id: globe, title: News, publisher: Globe}\nevents:\n"
    for name, when in (("then", "2021"), ("later", "2024")):
        parties = "companies: {partner: [acme, initech]}"
        sold += f"  - {{id: {name}, title: T, type: partnership, when: {when}, status: happened, "
        sold += f"{parties}, claims: [{{}}]}}\n"
    load(FAMILY, sold)
    rows = ask(connection(), "counterparties", "Acme")
    assert [(row["counterparty_id"], row["events"]) for row in rows] == [("initech", 1)]


@pytest.mark.parametrize("query", ["timeline", "events"])
def test_several_types_or_statuses_may_have_spaces_between_them(
    load: Load, connection: Connect, query: str
) -> None:
    load(FAMILY, DEALS)
    values = {"type": "launch, ownership", "status": "ended , happened"}
    rows = run_query(connection(), find_query(query), values).dicts()
    assert [row["event_id"] for row in rows] == ["owned"]
