"""The views keep their contract: each rule is shown by a small record that would break it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from textwrap import indent
from typing import Any

import duckdb
import pytest
from conftest import Load

Connect = Callable[[], duckdb.DuckDBPyConnection]

COMPANIES = """\
id: companies
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
  - {id: initech, name: Initech, kind: company}
"""


def source(name: str, published: str | None, *claims: str, cites: str = "") -> str:
    """A record of one source with claims on the event `deal`; the first defines it."""
    lines = [f"source:\n  id: {name}\n  title: About the deal\n  publisher: {name.title()}\n"]
    if published:
        lines.append(f"  published: {published}\n")
    if cites:
        lines.append(f"  cites: [{cites}]\n")
    lines.append("events:\n  - id: deal\n")
    if name == "globe":
        lines.append("    title: Acme pays Globex\n    type: purchase\n")
    lines.append("    claims:\n")
    lines += [indent(f"- {{{claim}}}\n", "      ") for claim in claims]
    return "".join(lines)


def only_row(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    rows = connection.execute(sql).fetchall()
    assert len(rows) == 1
    return rows[0] if len(rows[0]) > 1 else rows[0][0]


TIMELINE = (
    "event_id when_edtf earliest latest precision title type status companies amounts sources "
    "origins dates_differ disputed"
)
CONTRACT = {
    "timeline": TIMELINE,
    "company_timeline": "company_id company direct roles " + TIMELINE,
    "company_family": "company_id member_id",
    "figures": "event_id source_id char_start char_end company measure of low high unit bound "
    "approximate basis per when_edtf earliest latest text",
    "evidence": "event_id source_id char_start char_end passage_sha256 said_by origin_id "
    "when_edtf status",
    "source": "id title publisher published text_sha256 text_characters",
    "company": "id name kind",
}


@pytest.mark.parametrize("view", CONTRACT)
def test_a_view_holds_at_least_the_columns_that_others_build_on(
    connection: Connect, view: str
) -> None:
    found = [row[0] for row in connection().table(view).description]
    assert [name for name in CONTRACT[view].split() if name not in found] == []
    if view == "company_timeline":
        assert found[:4] == ["company_id", "company", "direct", "roles"]


def test_lists_are_lists_of_text(load: Load, connection: Connect) -> None:
    load(COMPANIES, source("globe", None, "status: happened, companies: {payer: acme}"))
    row = only_row(
        connection(),
        "SELECT typeof(companies), typeof(amounts), typeof(sources), typeof(origins) FROM timeline",
    )
    assert row == ("VARCHAR[]",) * 4


def test_money_is_decimal_to_the_last_digit(load: Load, connection: Connect) -> None:
    claim = "status: happened, amounts: [{measure: fine, value: '12345678901234567890.123456 USD'}]"
    load(source("globe", None, claim))
    low, kind = only_row(connection(), "SELECT low, typeof(low) FROM figures")
    assert (low, kind) == (Decimal("12345678901234567890.123456"), "DECIMAL(38,6)")


# Which claim the timeline shows


def test_the_most_precise_claim_is_shown(load: Load, connection: Connect) -> None:
    load(
        source("globe", "2024-04-01", "when: 2024, status: planned"),
        source("herald", "2024-05-01", "when: 2024-03, status: happened"),
        source("ledger", "2024-03-01", "when: 2024-37, status: ongoing"),
    )
    row = only_row(
        connection(), "SELECT when_edtf, earliest, latest, precision, status FROM timeline"
    )
    assert row == ("2024-03", date(2024, 3, 1), date(2024, 3, 31), "month", "happened")


@pytest.mark.parametrize("vague", ["2024/..", "../2024", "1900/2024"])
def test_a_closed_date_is_more_precise_than_an_open_one_and_any_than_none(
    load: Load, connection: Connect, vague: str
) -> None:
    load(
        source("globe", "2024-04-01", f"when: {vague}, status: happened", "status: happened"),
        source("herald", "2024-05-01", "when: 2000/2024, status: happened"),
    )
    assert only_row(connection(), "SELECT when_edtf FROM timeline") == "2000/2024"


def test_of_equally_precise_claims_the_one_published_first_is_shown(
    load: Load, connection: Connect
) -> None:
    load(
        source("globe", "2024-04-02", "when: 2024-02, status: happened"),
        source("herald", "2024-04-01", "when: 2024-02, status: ended"),
        source("ledger", None, "when: 2024-02, status: happened"),
    )
    assert only_row(connection(), "SELECT status FROM timeline") == "ended"


def test_of_claims_published_on_one_day_the_first_by_source_id_is_shown(
    load: Load, connection: Connect
) -> None:
    load(
        source("herald", "2024-04-01", "when: 2024-02, status: ongoing"),
        source("globe", "2024-04-01", "when: 2024-02, status: happened"),
    )
    assert only_row(connection(), "SELECT status FROM timeline") == "happened"


def test_a_denied_claim_is_never_shown_beside_others_and_its_companies_do_not_count(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        source("globe", "2024-04-01", "when: 2024, status: happened, companies: {payer: acme}"),
        source(
            "herald",
            "2024-03-01",
            "when: 2024-02-03, status: denied, companies: {payer: initech}, "
            "amounts: [{measure: fine, value: 5M USD}]",
        ),
    )
    row = only_row(
        connection(),
        "SELECT when_edtf, status, companies, amounts, sources, disputed FROM timeline",
    )
    assert row == ("2024", "happened", ["acme"], [], ["globe", "herald"], True)


def test_an_event_of_which_all_claims_are_denied_is_shown_as_denied(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        source("globe", "2024-04-01", "when: 2024, status: denied, companies: {payer: acme}"),
    )
    row = only_row(connection(), "SELECT when_edtf, status, companies, disputed FROM timeline")
    assert row == ("2024", "denied", ["acme"], False)


def test_a_cancelled_plan_is_disputed_only_if_another_claim_stands(
    load: Load, connection: Connect
) -> None:
    load(source("globe", None, "status: cancelled"))
    assert only_row(connection(), "SELECT disputed FROM timeline") is False
    load(source("globe", None, "status: cancelled", "status: planned"))
    assert only_row(connection(), "SELECT disputed FROM timeline") is True


def test_dates_differ_where_claims_cover_other_days_and_not_where_one_has_none(
    load: Load, connection: Connect
) -> None:
    load(source("globe", None, "when: 2024-01/2024-03, status: happened", "status: happened"))
    assert only_row(connection(), "SELECT dates_differ FROM timeline") is False
    load(
        source(
            "globe",
            None,
            "when: 2024-33, status: happened",
            "when: 2024-01/2024-03, status: happened",
        )
    )
    assert only_row(connection(), "SELECT dates_differ FROM timeline") is False
    load(source("globe", None, "when: 2024, status: happened", "when: 2024-03, status: happened"))
    assert only_row(connection(), "SELECT dates_differ FROM timeline") is True
    load(source("globe", None, "when: 2024, status: denied", "when: 2024-03, status: happened"))
    assert only_row(connection(), "SELECT dates_differ FROM timeline") is False


def test_companies_are_united_over_the_claims_in_the_order_of_their_roles(
    load: Load, connection: Connect
) -> None:
    load(
        COMPANIES,
        source("globe", None, "status: happened, companies: {supplier: initech, payee: globex}"),
        source("herald", None, "status: happened, companies: {payer: acme, user: initech}"),
    )
    companies, participants = only_row(connection(), "SELECT companies, participants FROM timeline")
    assert companies == ["acme", "globex", "initech"]
    assert participants == ["Acme (payer)", "Globex (payee)", "Initech (supplier, user)"]


def test_a_figure_told_twice_in_the_same_words_is_listed_once(
    load: Load, connection: Connect
) -> None:
    fine = "amounts: [{measure: fine, value: 5M USD}]"
    share = "amounts: [{measure: market_share, value: nearly 25 percent, of: the market}]"
    plan = "amounts: [{measure: payment, value: 2B USD, per: year, basis: planned}]"
    load(
        source("globe", None, f"status: happened, {fine}", f"status: happened, {share}"),
        source("herald", None, f"status: happened, {fine}", f"status: planned, {plan}"),
    )
    assert only_row(connection(), "SELECT amounts FROM timeline") == [
        "fine: $5M",
        "market share: nearly 25% (of the market)",
        "payment: $2B a year (planned)",
    ]


def test_figures_that_read_alike_are_told_apart_by_company_and_date(
    load: Load, connection: Connect
) -> None:
    quarter = "measure: revenue, value: 1B USD, per: quarter, company: acme"
    share = "measure: market_share, value: 25 percent, of: the market"
    load(
        COMPANIES,
        source(
            "globe",
            None,
            f"status: happened, amounts: [{{{quarter}, when: 2024-33}}, "
            f"{{{quarter}, when: 2024-34}}]",
        ),
    )
    assert only_row(connection(), "SELECT amounts FROM timeline") == [
        "revenue: $1B a quarter, 2024-33",
        "revenue: $1B a quarter, 2024-34",
    ]
    load(
        COMPANIES,
        source(
            "globe",
            None,
            f"status: happened, amounts: [{{{share}, company: acme}}, "
            f"{{{share}, company: globex}}]",
        ),
    )
    assert only_row(connection(), "SELECT amounts FROM timeline") == [
        "Acme's market share: 25% (of the market)",
        "Globex's market share: 25% (of the market)",
    ]


def test_an_event_without_a_date_is_there_without_one(load: Load, connection: Connect) -> None:
    load(source("globe", "2024-04-01", "status: ongoing"))
    row = only_row(connection(), "SELECT when_edtf, earliest, latest, precision FROM timeline")
    assert row == (None, None, None, None)


def test_every_place_is_cited_in_the_order_of_publication(load: Load, connection: Connect) -> None:
    sha = "9f31c0de12ab34cd"
    load(
        source("globe", "2024-04-02", f"status: happened, at: 5-9#{sha}"),
        source("herald", "2024-04-01", f"status: happened, at: 7-8#{sha}", "status: happened"),
    )
    citations = only_row(connection(), "SELECT citations FROM timeline")
    assert [(c["id"], c["publisher"], c["published"], c["start"], c["end"]) for c in citations] == [
        ("herald", "Herald", "2024-04-01", 7, 8),
        ("herald", "Herald", "2024-04-01", None, None),
        ("globe", "Globe", "2024-04-02", 5, 9),
    ]
    assert {(c["said_by"], *c["origins"]) for c in citations} == {(None,)}


# Evidence and figures


def test_evidence_names_the_one_origin_or_all_that_are_possible(
    load: Load, connection: Connect
) -> None:
    cites = "{id: wire, description: report}, {id: agency, description: report}"
    load(
        source(
            "globe",
            None,
            "status: happened, origin: wire, when: 2020",
            "status: happened, origin: [wire, agency], origin_certain: false, when: 2021",
            "status: happened, when: 2022",
            cites=cites,
        )
    )
    rows = connection().execute(
        "SELECT origin_id, origins, origin_certain FROM evidence ORDER BY when_edtf"
    )
    assert rows.fetchall() == [
        ("wire", ["wire"], True),
        (None, ["agency", "wire"], False),
        (None, [], None),
    ]


def test_a_speaker_that_is_a_company_has_its_name_shown(load: Load, connection: Connect) -> None:
    load(
        COMPANIES,
        source(
            "globe", None, "status: happened, said_by: acme", "status: happened, said_by: a clerk"
        ),
    )
    rows = connection().execute(
        "SELECT said_by, said_by_company FROM evidence ORDER BY claim_number"
    )
    assert rows.fetchall() == [("acme", "Acme"), ("a clerk", None)]


def test_a_figure_has_its_own_date_or_else_that_of_its_claim(
    load: Load, connection: Connect
) -> None:
    own = "{measure: fine, value: 5M USD, when: 2023/..}"
    load(
        source(
            "globe",
            None,
            f"when: 2024, status: happened, amounts: [{own}, {{measure: fine, value: 6M USD}}]",
        )
    )
    rows = connection().execute(
        "SELECT when_edtf, earliest, latest FROM figures ORDER BY amount_number"
    )
    assert rows.fetchall() == [
        ("2023/..", date(2023, 1, 1), None),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("value", "low", "high", "bound", "approximate", "text"),
    [
        ("20M USD", 20_000_000, 20_000_000, "exact", False, "$20M"),
        ("about 20-23B USD", 20_000_000_000, 23_000_000_000, "exact", True, "about $20B–$23B"),
        ("over 100M people", 100_000_000, None, "over", False, "over 100M people"),
        ("at least 5 percent", 5, None, "at_least", False, "at least 5%"),
        ("up to 5 percent", None, 5, "at_most", False, "up to 5%"),
        ("nearly 25 percent", None, 25, "under", True, "nearly 25%"),
    ],
)
def test_the_open_side_of_a_figure_is_null(
    load: Load, connection: Connect, value: str, low: int | None, high: int | None,
    bound: str, approximate: bool, text: str,
) -> None:  # fmt: skip
    amount = f"{{measure: users, value: {value}, per: level}}"
    load(source("globe", None, f"status: happened, amounts: [{amount}]"))
    row = only_row(connection(), "SELECT low, high, bound, approximate, text FROM figures")
    assert row == (low, high, bound, approximate, text)


# Families

FAMILY = """\
source: {id: register, title: Register, publisher: Register}
companies:
  - {id: parent, name: Parent, kind: company}
  - {id: child, name: Child, kind: company, relations: [{parent: parent, event: shown}]}
  - {id: toy, name: Toy, kind: product, relations: [{product_of: child, event: shown}]}
  - {id: toy-abroad, name: Toy abroad, kind: product, relations: [{variant_of: toy, event: shown}]}
  - {id: label, name: Label, kind: brand, relations: [{brand_of: parent, event: shown}]}
  - {id: holding, name: Holding, kind: company, relations: [{investor_in: parent, event: shown}]}
  - id: bought
    name: Bought
    kind: company
    relations: [{parent: parent, event: shown, when: 2020/2022}]
events:
  - {id: shown, title: A register shows them, type: ownership, claims: [{status: ongoing}]}
"""


def events(*lines: str) -> str:
    body = "".join(
        f"  - {{id: {name}, title: T, type: launch, claims: [{{{claim}}}]}}\n"
        for name, claim in (line.split(" ", 1) for line in lines)
    )
    return "source: {id: globe, title: News, publisher: Globe}\nevents:\n" + body


def test_a_family_is_all_that_belongs_to_a_company_but_never_its_investors(
    load: Load, connection: Connect
) -> None:
    load(FAMILY)
    rows = connection().execute("SELECT company_id, member_id FROM company_family ORDER BY ALL")
    family: dict[str, list[str]] = {}
    for company, member in rows.fetchall():
        family.setdefault(company, []).append(member)
    assert family == {
        "parent": ["bought", "child", "label", "parent", "toy", "toy-abroad"],
        "child": ["child", "toy", "toy-abroad"],
        "toy": ["toy", "toy-abroad"],
        "toy-abroad": ["toy-abroad"],
        "label": ["label"],
        "bought": ["bought"],
        "holding": ["holding"],
    }


def test_an_event_appears_under_each_company_once_and_tells_whose_it_is(
    load: Load, connection: Connect
) -> None:
    happened = "status: happened, companies:"
    load(
        FAMILY,
        events(
            f"own {happened} {{developer: parent, product: toy}}",
            f"childs {happened} {{developer: child, product: [toy, toy-abroad]}}",
        ),
    )
    rows = connection().execute(
        "SELECT event_id, company, direct, roles FROM company_timeline "
        "WHERE company_id IN ('parent', 'holding') ORDER BY event_id"
    )
    assert rows.fetchall() == [
        ("childs", "Parent", False, ["developer", "product"]),
        ("own", "Parent", True, ["developer", "product"]),
    ]


def test_a_dated_relation_counts_only_where_it_may_overlap_the_event(
    load: Load, connection: Connect
) -> None:
    mine = "status: happened, companies: {subject: bought}"
    load(
        FAMILY,
        events(
            f"before when: 2019, {mine}", f"first-day when: 2020-01-01, {mine}",
            f"perhaps when: 2019~, {mine}", f"open when: 2022/.., {mine}",
            f"after when: 2023-01-01, {mine}", f"undated {mine}",
        ),
    )  # fmt: skip
    rows = connection().execute(
        "SELECT event_id FROM company_timeline WHERE company_id = 'parent' AND NOT direct "
        "ORDER BY event_id"
    )
    assert [row[0] for row in rows.fetchall()] == ["first-day", "open", "perhaps", "undated"]


def test_families_that_go_round_in_dated_circles_end(load: Load, connection: Connect) -> None:
    load(
        """\
        source: {id: register, title: Register, publisher: Register}
        companies:
          - {id: a, name: A, kind: company, relations: [{parent: b, event: shown, when: 2019/2021}]}
          - {id: b, name: B, kind: company, relations: [{parent: a, event: shown, when: 2020/2022}]}
        events:
          - {id: shown, title: They own each other, type: ownership, claims: [{status: ongoing}]}
        """
    )
    rows = connection().execute("SELECT * FROM company_family ORDER BY ALL").fetchall()
    assert rows == [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]


# Names

NAMES = """\
id: names
companies:
  - {id: mercury, name: Mercury Records, kind: company}
  - {id: mercury-bank, name: Mercury, kind: company, aliases: [Café Néro, 水星]}
  - {id: one, name: One, kind: company, aliases: [Twin]}
  - {id: two, name: Two, kind: company, aliases: [TWIN]}
"""


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("mercury", "mercury"),  # an id goes before the names of others
        ("MERCURY", "mercury"),
        ("mercury records", "mercury"),
        (" Mercury-Bank ", "mercury-bank"),
        ("CAFÉ NÉRO", "mercury-bank"),
        ("cafe\u0301 ne\u0301ro", "mercury-bank"),
        ("水星", "mercury-bank"),
        (None, None),
    ],
)
def test_a_company_is_found_by_id_name_or_alias_in_any_case(
    load: Load, connection: Connect, name: str | None, company: str | None
) -> None:
    load(NAMES)
    assert connection().execute("SELECT company_named(?)", [name]).fetchone() == (company,)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Venus", "no company is called Venus"),
        ("twin", "twin may be one or two: name one of these ids"),
        ("mercury's", "no company is called mercury's"),
    ],
)
def test_an_unknown_or_ambiguous_name_is_an_error_in_any_client(
    load: Load, connection: Connect, name: str, message: str
) -> None:
    load(NAMES)
    with pytest.raises(duckdb.InvalidInputException, match=message):
        connection().execute("SELECT company_named(?)", [name]).fetchall()


def test_every_table_view_column_and_macro_says_what_it_is(connection: Connect) -> None:
    rows = connection().execute(
        """
        SELECT table_name FROM duckdb_tables() WHERE comment IS NULL
        UNION ALL SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
            WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT function_name FROM duckdb_functions()
            WHERE comment IS NULL AND function_type = 'macro' AND NOT internal
        """
    )
    assert rows.fetchall() == []
