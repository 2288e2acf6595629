"""A record becomes rows: values read, defaults filled in, and every fault told at its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import dedent
from typing import Any

import pytest

from db.files import parse_record
from db.place import hash_passage
from db.record_rows import make_rows
from db.rows import Codes, Row

CODES = Codes(
    units=frozenset({"USD", "EUR", "percent", "people"}),
    measures={"payment": None, "headcount": "level", "fine": "one_off"},
)
HASH = "9f31c0de12ab34cd"


def read(text: str) -> tuple[list[Row], list[str]]:
    record, problems = parse_record(dedent(text), "a.yaml", "0" * 64)
    assert record is not None, list(map(str, problems))
    rows, problems = make_rows(record, CODES)
    return rows, [str(problem).removeprefix("a.yaml:") for problem in sorted(set(problems))]


def rows_of(text: str, table: str) -> list[dict[str, Any]]:
    rows, problems = read(text)
    assert problems == []
    return [row.values for row in rows if row.table == table]


def problems_of(text: str) -> list[str]:
    return read(text)[1]


def claims_of(events: str, table: str = "claim") -> list[dict[str, Any]]:
    return rows_of(with_source(events), table)


def with_source(events: str) -> str:
    return "source: {id: news, publisher: Example News, title: T}\n" + dedent(events)


def only(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


# Files


def test_every_row_names_the_file_that_set_it() -> None:
    rows, _ = read(
        """
        source: {id: news, publisher: Example News, title: T, cites: [other]}
        companies: [{id: acme, name: Acme, kind: company, aliases: [A], relations: [
          {parent: globex, event: e}]}]
        types: [{id: t, label: T, description: D}]
        events: [{id: e, title: T, type: t, status: happened, companies: {payer: acme},
          claims: [{origin: other, amounts: [
            {measure: fine, value: 1 USD, same_as: f/x, part_of: g/y}]}]}]
        """
    )
    assert {row.values["owner"] for row in rows} == {"news"}
    assert [row.table for row in rows] == [
        "source",
        "source_citation",
        "event_type",
        "company",
        "company_alias",
        "company_relation",
        "event",
        "claim_origin",
        "claim",
        "claim_company",
        "amount",
        "amount_link",
        "amount_link",
    ]


@pytest.mark.parametrize("file_id", ["a", "acme-2024", "a_b-c1", "2024", "a" * 120])
def test_ids_are_lower_case_words_joined_by_single_hyphens(file_id: str) -> None:
    assert problems_of(f"id: {file_id}") == []


@pytest.mark.parametrize(
    "file_id",
    [
        "Acme", "acme news", "acme--news", "-acme", "acme-", "acme.news", "a/b", "café", "a" * 121,
        "acme\\n", "\\t", "١",
    ],
)  # fmt: skip
def test_anything_else_is_no_id(file_id: str) -> None:
    (problem,) = problems_of(f'\nid: "{file_id}"')
    assert problem.startswith("2: '")
    assert problem.endswith(
        "' is not an id; use lower-case letters a-z, digits, and single hyphens between them, "
        "at most 120"
    )


def test_dateline_itself_is_no_file() -> None:
    assert problems_of("\nid: dateline") == ["2: the id 'dateline' is taken; choose another id"]
    assert problems_of("source:\n  title: T\n  publisher: P\n  id: dateline") == [
        "4: the id 'dateline' is taken; choose another id"
    ]


def test_events_need_a_source() -> None:
    text = "id: acme\n\nevents:\n  - {id: e, claims: [{status: nonsense}]}\n"
    assert problems_of(text) == ["3: events without a source; add `source:` to the file"]


# Sources


def test_a_source_is_one_published_document() -> None:
    text = f"""
        source:
          id: news-2024-08-02
          title: Example title
          description: a report
          publisher: Example News
          author: A. Writer
          published: 2024-08~
          published_basis: the page
          language: en
          url: https://example.org
          text: {{sha256: {"0a" * 32}, characters: 11106}}
        """
    assert rows_of(text, "source") == [
        {
            "id": "news-2024-08-02",
            "title": "Example title",
            "description": "a report",
            "publisher": "Example News",
            "author": "A. Writer",
            "published": "2024-08~",
            "published_earliest": date(2024, 7, 1),
            "published_latest": date(2024, 9, 30),
            "published_basis": "the page",
            "language": "en",
            "url": "https://example.org",
            "text_sha256": "0a" * 32,
            "text_characters": 11106,
            "cited_only": False,
            "owner": "news-2024-08-02",
        }
    ]


def test_a_source_may_be_described_instead_of_titled_and_have_no_date() -> None:
    text = "source: {id: news, publisher: P, description: a leaflet}"
    (source,) = rows_of(text, "source")
    assert only(source, "title", "description", "published", "text_sha256", "text_characters") == (
        None, "a leaflet", None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("published: May 2024", "3: 'May 2024' has words in it; write 2024-05"),
        ('title: "A\\nB"', "3: title: not one line of text; write it on one line"),
        ("title: ' '", "3: title: not one line of text; write it on one line"),
        ("title: |\n    A\n", "3: title: not one line of text; write it on one line"),
        ('title: "A\\eB"', "3: title: a control character in it; remove the character"),
        ('title: "A\\u202eB"', "3: title: a control character in it; remove the character"),
        ("text: {sha256: abc, characters: 5}",
         "3: not a SHA-256; let `dateline locate` fill it in"),
        (f"text: {{sha256: {'A' * 64}, characters: 5}}",
         "3: not a SHA-256; let `dateline locate` fill it in"),
        (f"text:\n    sha256: {'a' * 64}\n    characters: -1",
         "5: not the length of a text; let `dateline locate` fill it in"),
        (f"text:\n    sha256: {'a' * 64}\n    characters: {10**12}",
         "5: not the length of a text; let `dateline locate` fill it in"),
    ],
)  # fmt: skip
def test_a_fault_of_a_source_is_told_at_its_line(field: str, problem: str) -> None:
    title = "" if field.startswith("title") else "  title: T\n"
    text = f"source:\n  id: news\n  {field}\n{title}  publisher: P\n"
    assert problems_of(text) == [problem]


def test_a_source_needs_a_title_or_a_description() -> None:
    assert problems_of("\nsource: {id: news, publisher: ' '}") == [
        "2: publisher: not one line of text; write it on one line",
        "2: the source has no title; add `title:`, or `description:`",
    ]


def test_a_cited_source_is_named_or_described() -> None:
    text = """
        source:
          id: news
          title: T
          publisher: P
          cites:
            - other
            - {id: report, publisher: Globex, published: 2024, description: a report}
        """
    citations = rows_of(text, "source_citation")
    names = ("source_id", "cited_id", "publisher", "published_earliest", "description")
    assert [only(row, *names) for row in citations] == [
        ("news", "other", None, None, None),
        ("news", "report", "Globex", date(2024, 1, 1), "a report"),
    ]


def test_a_fault_of_a_cited_source_is_told_at_its_line() -> None:
    text = """\
        source:
          id: news
          title: T
          publisher: P
          cites:
            - Other
            - id: report
              published: last week
        """
    assert [problem.partition(";")[0] for problem in problems_of(text)] == [
        "6: 'Other' is not an id",
        "8: 'last week' has words in it",
    ]


# Codes


def test_a_file_may_hold_codes_of_its_own() -> None:
    text = """
        id: codes
        types: [{id: strike, label: strike, description: Staff stop work}]
        roles: [{id: union, label: union, description: Speaks for the staff}]
        measures:
          - {id: strike-days, label: days of strike, description: Days lost, per: cumulative}
          - {id: bonus, label: bonus, description: Paid on top}
        units:
          - {id: cups, label: cups, description: Cups sold}
          - {id: shares_of_ten, label: tenths, description: Tenths, kind: ratio}
          - {id: DEM, label: German mark, description: Until 2001, kind: currency}
        """
    assert rows_of(text, "event_type") == [
        {"id": "strike", "label": "strike", "description": "Staff stop work", "owner": "codes"}
    ]
    assert only(rows_of(text, "role")[0], "id", "position") == ("union", 100)
    assert [only(row, "id", "per") for row in rows_of(text, "measure")] == [
        ("strike-days", "cumulative"),
        ("bonus", None),
    ]
    assert [only(row, "id", "kind") for row in rows_of(text, "unit")] == [
        ("cups", "count"),
        ("shares_of_ten", "ratio"),
        ("DEM", "currency"),
    ]


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("measures: [{id: m, label: M, description: D, per: monthly}]",
         "2: per: 'monthly' is not known; did you mean 'month'"),
        ("units: [{id: u, label: U, description: D, kind: money}]",
         "2: kind: 'money' is not known; use one of count, ratio, currency"),
        ("units: [{id: u, label: U, description: D, per: year}]",
         "2: only a measure has `per:`; remove it"),
        ("types: [{id: t, label: T, description: D, kind: ratio}]",
         "2: only a unit has `kind:`; remove it"),
        ("roles: [{id: r, label: ' ', description: D}]",
         "2: label: not one line of text; write it on one line"),
    ],
)  # fmt: skip
def test_a_fault_of_a_code_is_told_at_its_line(code: str, problem: str) -> None:
    assert problems_of(f"id: codes\n{code}") == [problem]


@pytest.mark.parametrize("unit", ["DEM", "cups, kind: currency", "Dem, kind: currency"])
def test_only_currencies_have_ids_in_upper_case(unit: str) -> None:
    found = problems_of(f"id: codes\nunits: [{{label: U, description: D, id: {unit}}}]")
    expected = [] if unit.startswith("cups") else [f"2: '{unit[:3]}' is not an id"]
    assert [problem.partition(";")[0] for problem in found] == expected


# Companies


def test_a_company_has_aliases_which_may_be_dated() -> None:
    text = """
        id: companies
        companies:
          - id: acme
            name: Acme
            kind: company
            description: makes anvils
            aliases: [Acme Corp, {name: Acme Labs, when: 2015/2019}]
        """
    assert rows_of(text, "company") == [
        {
            "id": "acme",
            "name": "Acme",
            "kind": "company",
            "description": "makes anvils",
            "owner": "companies",
        }
    ]
    aliases = rows_of(text, "company_alias")
    assert [only(row, "company_id", "name", "earliest", "latest") for row in aliases] == [
        ("acme", "Acme Corp", None, None),
        ("acme", "Acme Labs", date(2015, 1, 1), date(2019, 12, 31)),
    ]


def test_relations_are_numbered_and_name_the_event_that_shows_them() -> None:
    text = """
        id: companies
        companies:
          - {id: acme, relations: [{parent: globex, event: globex-buys-acme}]}
          - id: anvil
            relations:
              - {product_of: acme, event: anvil-launch, when: 2020/..}
              - {variant_of: hammer, event: anvil-launch}
        """
    relations = rows_of(text, "company_relation")
    names = ("number", "company_id", "kind", "other_id", "event_id", "when_edtf")
    assert [only(row, *names) for row in relations] == [
        (1, "acme", "parent", "globex", "globex-buys-acme", None),
        (2, "anvil", "product_of", "acme", "anvil-launch", "2020/.."),
        (3, "anvil", "variant_of", "hammer", "anvil-launch", None),
    ]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("id: Acme, name: Acme, kind: company", "'Acme' is not an id"),
        ("id: acme, name: Acme", "company 'acme' has no kind"),
        ("id: acme, kind: company", "company 'acme' has no name"),
        ("id: acme, description: makes anvils", "company 'acme' has no name"),
        ("id: acme", "nothing is said of company 'acme'"),
        ("id: acme, name: ' ', kind: company", "name: not one line of text"),
        ('id: acme, aliases: [A, "B\\nC"]', "name: not one line of text"),
        ("id: acme, aliases: [{name: A, when: 2o24}]", "'2o24' has words in it"),
        ("id: acme, relations: [{event: e}]", "a relation names one other company"),
        ("id: acme, relations: [{event: e, parent: b, brand_of: c}]",
         "a relation names one other company"),
        ("id: acme, relations: [{event: e, investor_in: acme}]",
         "company 'acme' is related to itself"),
        ("id: acme, relations: [{event: e, parent: b, when: soon}]", "'soon' has words in it"),
    ],
)  # fmt: skip
def test_a_fault_of_a_company_is_told_at_its_line(fields: str, fault: str) -> None:
    found = problems_of(f"id: companies\ncompanies:\n  - {{{fields}}}")
    assert [problem.partition(";")[0] for problem in found] == [f"3: {fault}"]


def test_what_a_half_defined_company_lacks_is_told_with_both_ways_out() -> None:
    (problem,) = problems_of("id: companies\ncompanies: [{id: acme, name: Acme}]")
    assert problem == (
        "2: company 'acme' has no kind; define it by name and kind; to add to one defined "
        "elsewhere, give neither of them and no `description`"
    )


# Events and claims


def test_an_event_has_a_title_and_a_type_and_may_be_about_another() -> None:
    events = """
        events:
          - {id: e, title: Acme warns, type: warning, about: f, claims: [{status: happened}]}
          - {id: f, claims: [{status: happened}]}
        """
    assert claims_of(events, "event") == [
        {"id": "e", "title": "Acme warns", "type": "warning", "about": "f", "owner": "news"}
    ]
    assert [only(row, "number", "event_id", "source_id") for row in claims_of(events)] == [
        (1, "e", "news"),
        (2, "f", "news"),
    ]


def test_a_claim_takes_from_its_event_what_it_does_not_say_itself() -> None:
    events = """
        events:
          - id: e
            when: 2024-03
            status: ongoing
            companies: {payer: acme, payee: [globex, initech]}
            claims:
              - {}
              - {when: 2024-04-05, status: ended, companies: {buyer: acme}}
              - {when: , companies: {}}
        """
    assert [only(row, "number", "when_edtf", "status") for row in claims_of(events)] == [
        (1, "2024-03", "ongoing"),
        (2, "2024-04-05", "ended"),
        (3, None, "ongoing"),
    ]
    companies = claims_of(events, "claim_company")
    assert [only(row, "claim_number", "role", "company_id") for row in companies] == [
        (1, "payer", "acme"),
        (1, "payee", "globex"),
        (1, "payee", "initech"),
        (2, "buyer", "acme"),
    ]


def test_claims_are_numbered_through_the_whole_file() -> None:
    events = """
        events:
          - {id: e, status: happened, claims: [{}, {}]}
          - {id: f, status: happened, claims: [{}]}
        """
    assert [only(row, "number", "event_id") for row in claims_of(events)] == [
        (1, "e"),
        (2, "e"),
        (3, "f"),
    ]


def test_a_claim_says_who_says_it_and_what_the_reader_made_of_it() -> None:
    (claim, plain) = claims_of(
        """
        events:
          - id: e
            status: denied
            claims: [{said_by: acme, inferred: true, note: between the lines}, {}]
        """
    )
    assert only(claim, "said_by", "inferred", "note") == ("acme", True, "between the lines")
    assert only(plain, "said_by", "inferred", "note") == (None, False, None)


@pytest.mark.parametrize(
    ("fields", "origins", "certain"),
    [
        ("", [], None),
        ("origin: wire", ["wire"], True),
        ("origin: [wire], origin_certain: true", ["wire"], True),
        ("origin: wire, origin_certain: false", ["wire"], False),
        ("origin: [wire, paper], origin_certain: false", ["wire", "paper"], False),
    ],
)
def test_origins_are_certain_unless_said_otherwise(
    fields: str, origins: list[str], certain: bool | None
) -> None:
    events = f"events: [{{id: e, status: happened, claims: [{{{fields}}}]}}]"
    assert [row["origin_id"] for row in claims_of(events, "claim_origin")] == origins
    assert [row["origin_certain"] for row in claims_of(events)] == [certain]


def test_a_place_is_kept_with_the_hash_of_its_passage() -> None:
    (claim,) = claims_of(
        f"events: [{{id: e, status: happened, claims: [{{at: 732-1016#{HASH}}}]}}]"
    )
    assert only(claim, "char_start", "char_end", "passage_sha256", "quote") == (
        732, 1016, HASH, None,
    )  # fmt: skip


def test_a_quote_is_kept_and_hashed() -> None:
    (claim,) = claims_of("events: [{id: e, status: happened, claims: [{quote: Acme pays}]}]")
    whole = hash_passage("Acme pays")
    assert only(claim, "char_start", "char_end", "passage_sha256", "quote") == (
        None, None, whole, "Acme pays",
    )  # fmt: skip


def test_a_quote_beside_its_place_gives_the_whole_hash() -> None:
    whole = hash_passage("Acme pays")
    claim = f"{{at: 5-14#{whole[:16]}, quote: Acme  pays}}"
    (row,) = claims_of(f"events: [{{id: e, status: happened, claims: [{claim}]}}]")
    assert only(row, "char_start", "char_end", "passage_sha256") == (5, 14, whole)


DEFINE = (
    "define it by title and type; to add claims to one defined elsewhere, give neither of them "
    "and no `about`"
)
STATUSES = "happened, ongoing, ended, planned, forecast, denied, cancelled"
LOCATE = "run `dateline locate`"
CERTAIN = "name the one, or add `origin_certain: false`"


@pytest.mark.parametrize(
    ("event", "fault", "remedy"),
    [
        ("title: T, claims: [{status: happened}]", "event 'e' has no type", DEFINE),
        ("type: launch, claims: [{status: happened}]", "event 'e' has no title", DEFINE),
        ("about: f, claims: [{status: happened}]", "event 'e' has no title", DEFINE),
        ("title: T, type: launch, about: e, claims: [{status: happened}]",
         "event 'e' is about itself", "name the event that it speaks of, or remove `about:`"),
        ('title: "A\\nB", type: launch, claims: [{status: happened}]',
         "title: not one line of text", "write it on one line"),
        ("claims: []", "event 'e' has no claim", "say where the source speaks of it"),
        ("claims: [{}]", "the claim has no status", f"add one of {STATUSES}"),
        ("status: hapened, claims: [{}, {}]",
         "status: 'hapened' is not known", "did you mean 'happened'"),
        ("claims: [{status: x}]", "status: 'x' is not known", f"use one of {STATUSES}"),
        ("status: happened, claims: [{at: page 4}]",
         "'page 4' is not a place (start-end#hash)", f"write the passage as `quote:` and {LOCATE}"),
        (f"status: happened, claims: [{{at: 5-14#{HASH}, quote: Acme pays}}]",
         "the quote is not the passage that `at` names", f"{LOCATE}, or remove one of the two"),
        ("status: happened, claims: [{origin: [wire, paper]}]",
         "several origins of one claim", CERTAIN),
        ("status: happened, claims: [{origin: [wire, paper], origin_certain: true}]",
         "several origins of one claim", CERTAIN),
        ("status: happened, claims: [{origin_certain: false}]",
         "`origin_certain` without an origin", "name the origin, or remove it"),
        ("status: happened, when: null, claims: [{}, {when: null}]",
         "'null' has words in it", "write numbers such as 2024, 2024-03 or 2024-03-05"),
    ],
)  # fmt: skip
def test_a_fault_of_an_event_is_told_at_its_line(event: str, fault: str, remedy: str) -> None:
    found = problems_of(with_source(f"events:\n  - {{id: e, {event}}}"))
    assert found == [f"3: {fault}; {remedy}"]


def test_a_fault_stands_at_the_line_of_the_value_and_not_of_the_entry() -> None:
    text = """\
        source: {id: news, publisher: P, title: T, text: {sha256: HASH, characters: 100}}
        events:
          - id: e
            title: T
            type: launch
            when: soon
            status: hapened
            about: e
            claims:
              - note: one
              - note: two
                at: 50-101#9f31c0de12ab34cd
                status: hapened
                when: later
                origin:
                  - wire
                  - paper
                amounts:
                  - measure: payment
                    company: acme
                    value: 5 RMB
                    when: now
                    same_as: total
                    part_of:
                      - f/total
                      - total
        """
    found = problems_of(text.replace("HASH", "0" * 64))
    assert [problem.partition(";")[0] for problem in found] == [
        "6: 'soon' has words in it",
        "7: status: 'hapened' is not known",
        "8: event 'e' is about itself",
        "12: the place ends at 101, the text at 100",
        "13: status: 'hapened' is not known",
        "14: 'later' has words in it",
        "15: several origins of one claim",
        "19: a figure of payment needs to say over which time",
        "21: unit 'RMB' is not known",
        "22: 'now' has words in it",
        "23: 'total' names no figure",
        "26: 'total' names no figure",
    ]


# Amounts


def amounts_of(amounts: str, status: str = "happened") -> list[dict[str, Any]]:
    return claims_of(
        f"events: [{{id: e, status: {status}, claims: [{{}}, {{amounts: [{amounts}]}}]}}]", "amount"
    )


def test_an_amount_is_a_figure_of_one_claim() -> None:
    (amount,) = amounts_of(
        "{measure: payment, value: about 20-25M USD, per: month, basis: estimated, company: acme, "
        "of: chips, when: 2024-33, name: chips}"
    )
    assert amount == {
        "source_id": "news",
        "number": 1,
        "claim_number": 2,
        "event_id": "e",
        "company_id": "acme",
        "measure": "payment",
        "of": "chips",
        "basis": "estimated",
        "bound": "exact",
        "approximate": True,
        "low": Decimal("20000000"),
        "high": Decimal("25000000"),
        "unit": "USD",
        "per": "month",
        "name": "chips",
        "text": "about $20M–$25M a month",
        "inferred": None,
        "when_edtf": "2024-33",
        "earliest": date(2024, 1, 1),
        "latest": date(2024, 3, 31),
        "precision": "quarter",
        "owner": "news",
    }


@pytest.mark.parametrize(
    ("fields", "per"),
    [
        ("measure: headcount, value: 5 people", "level"),
        ("measure: fine, value: 5 USD", "one_off"),
        ("measure: fine, value: 5 USD, per: day", "day"),
        ("measure: payment, value: 5 USD, per: year", "year"),
        ("measure: unheard-of, value: 5 USD", "level"),
    ],
)
def test_a_measure_knows_its_usual_time(fields: str, per: str) -> None:
    assert [row["per"] for row in amounts_of(f"{{{fields}}}")] == [per]


@pytest.mark.parametrize("status", ["happened", "ongoing", "ended", "denied", "cancelled"])
def test_what_is_not_ahead_is_actual_unless_said_otherwise(status: str) -> None:
    amounts = amounts_of(
        "{measure: fine, value: 5 USD}, {measure: fine, value: 5 USD, basis: usual}", status
    )
    assert [row["basis"] for row in amounts] == ["actual", "usual"]


@pytest.mark.parametrize("status", ["planned", "forecast"])
def test_what_is_ahead_has_to_say_on_what_basis(status: str) -> None:
    event = f"{{id: e, status: {status}, claims: [{{amounts: [{{measure: fine, value: 5 USD}}]}}]}}"
    assert problems_of(with_source(f"events:\n  - {event}")) == [
        f"3: a figure of something {status} has no basis; add `basis: planned` or so"
    ]


PERIODS = "one_off, cumulative, level, day, week, month, quarter, half_year, year"


@pytest.mark.parametrize(
    ("fields", "fault", "remedy"),
    [
        ("measure: fine, value: 5 RMB", "unit 'RMB' is not known", "use CNY"),
        ("measure: fine, value: 5 USD, per: monthly",
         "per: 'monthly' is not known", "did you mean 'month'"),
        ("measure: payment, value: 5 USD",
         "a figure of payment needs to say over which time", f"add `per:` with one of {PERIODS}"),
        ("measure: fine, value: 5 USD, name: n, part_of: e/n",
         "the figure is linked to itself", "name the other figure"),
        ("measure: fine, value: 5 USD, part_of: /n",
         "'/n' names no figure", "write event-id/figure-name"),
        ("measure: fine, value: 5 USD, part_of: e/",
         "'e/' names no figure", "write event-id/figure-name"),
    ],
)  # fmt: skip
def test_a_fault_of_an_amount_is_told_at_its_line(fields: str, fault: str, remedy: str) -> None:
    event = f"{{id: e, status: happened, claims: [{{amounts: [{{{fields}}}]}}]}}"
    assert problems_of(with_source(f"events:\n  - {event}")) == [f"3: {fault}; {remedy}"]


def test_figures_may_be_the_same_as_others_or_a_part_of_them() -> None:
    events = """
        events:
          - id: e
            status: happened
            claims:
              - amounts:
                  - {measure: fine, value: 5 USD, name: total}
                  - {measure: fine, value: 4 EUR, same_as: e/total, part_of: [f/all, g/a/b]}
        """
    links = claims_of(events, "amount_link")
    assert [only(row, "amount_number", "kind", "event_id", "name") for row in links] == [
        (2, "same_as", "e", "total"),
        (2, "part_of", "f", "all"),
        (2, "part_of", "g", "a/b"),
    ]


def test_a_figure_that_cannot_be_read_keeps_its_name_so_that_no_other_is_blamed() -> None:
    rows, problems = read(
        with_source(
            """
            events: [{id: e, status: happened, claims: [{amounts: [
              {measure: fine, value: much, name: total}]}]}]
            """
        )
    )
    (amount,) = (row.values for row in rows if row.table == "amount")
    assert only(amount, "event_id", "name", "low", "unit", "text") == (
        "e",
        "total",
        None,
        None,
        None,
    )
    assert [problem.partition(";")[0] for problem in problems] == ["4: no number in 'much'"]


def test_texts_too_long_for_any_reader_are_problems() -> None:
    event = (
        "events: [{id: deal, type: launch, title: '%s', claims: [{status: happened, note: '%s'}]}]"
    )
    assert problems_of(with_source(event % ("t" * 1001, "n"))) == [
        "2: title: a line of 1,001 characters; use 1,000 at most"
    ]
    assert problems_of(with_source(event % ("t", "n" * 100_001))) == [
        "2: note has 100,001 characters; use 100,000 at most"
    ]
    assert problems_of(with_source(event % ("t" * 1000, "n" * 100_000))) == []


def test_two_amounts_of_one_claim_need_something_to_be_told_apart_by() -> None:
    paid = "measure: payment, value: 20M USD, per: month"
    text = f"events: [{{id: e, status: happened, claims: [{{amounts: [{{{paid}}}, {{{paid}}}]}}]}}]"
    (problem,) = problems_of(with_source(text))
    assert (
        "the claim gives this figure already; say of what each is, or give each a `name:`"
        in problem
    )
    apart = text.replace("per: month}]", "per: month, of: chips}]")
    assert problems_of(with_source(apart)) == []


def test_a_passage_left_out_needs_a_place_and_a_quote_is_half_the_way() -> None:
    for entry, remedy in (
        ("because: opinion", "write the passage as `quote:` and run `dateline locate`"),
        ("because: opinion, quote: so it is", "run `dateline locate`"),
    ):
        (problem,) = problems_of(with_source(f"left_out: [{{{entry}}}]"))
        assert problem.endswith(f"the passage has no place; {remedy}")
