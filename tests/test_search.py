"""`dateline search`: events found by words, wherever these stand, and in which order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Load, Run

from db.load import load_files
from db.query import find_query, run_query

ARTICLE = "Nobody saw it.\nThe  hydro\u00adgen\nplant of 100_% cost Globex dearly, said “our man”."
RECORD = f"""\
source:
  id: globe
  title: News
  publisher: Globe
  published: 2024-06-01
  text: {{sha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}, characters: {len(ARTICLE)}}}
companies:
  - {{id: bank, name: Société Générale, kind: company, aliases: [SocGen, 兴业银行]}}
  - {{id: bytedance, name: ByteDance, kind: company, aliases: [字节跳动]}}
  - {{id: globex, name: Globex, kind: company}}
events:
  - id: bank-lends
    title: A bank lends money
    type: investment
    when: 2024-03
    status: happened
    companies: {{payer: bank, payee: bytedance}}
    claims:
      - said_by: a person close to Globex
        amounts:
          - {{measure: sales, value: 20 USD, per: year, company: bank, name: Q1-fee, of: loans, basis: actual}}
  - id: globex-builds
    title: Globex’s plant in Łódź is built
    type: launch
    when: 2023
    status: happened
    claims: [{{at: 15-70#0123456789abcdef}}]
  - id: globexes-meet
    title: Globexes meet bankers
    type: statement
    status: planned
    companies: {{speaker: globex}}
    claims:
      - said_by: bytedance
        quote: What the Ａｌｐｈａ team of ByteDance drinks
"""  # noqa: E501


@pytest.fixture
def searched(database: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of those events, with the text of the article."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "globe.txt").write_text(ARTICLE, encoding="utf-8", newline="")
    (tmp_path / "globe.yaml").write_text(RECORD, encoding="utf-8")
    load_files([tmp_path / "globe.yaml"], database, wait=0, articles=tmp_path / "articles")
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def ask(connection: duckdb.DuckDBPyConnection, text: str | None, **more: Any) -> list[Any]:
    rows = run_query(connection, find_query("search"), {"text": text, **more}).dicts()
    return [(row["event_id"], row["found_in"]) for row in rows]


def ids(connection: duckdb.DuckDBPyConnection, text: str | None, **more: Any) -> list[str]:
    return [event for event, _ in ask(connection, text, **more)]


@pytest.mark.parametrize(
    ("text", "event", "found_in"),
    [
        ("lends", "bank-lends", ["title"]),
        ("societe generale", "bank-lends", ["company"]),
        ("SOCIÉTÉ", "bank-lends", ["company"]),
        ("socgen", "bank-lends", ["alias"]),
        ("兴业", "bank-lends", ["alias"]),
        ("close", "bank-lends", ["speaker"]),
        ("q1-FEE", "bank-lends", ["figure"]),
        ("loans", "bank-lends", ["figure"]),
        ("ｌｅｎｄｓ", "bank-lends", ["title"]),
        ("lodz", "globex-builds", ["title"]),
        ("globex's", "globex-builds", ["title"]),
        ("plant", "globex-builds", ["title", "passage"]),
        ("hydrogen", "globex-builds", ["passage"]),
        ("100_%", "globex-builds", ["passage"]),
        ('"the hydrogen plant"', "globex-builds", ["passage"]),
        ("alpha", "globexes-meet", ["passage"]),
    ],
)
def test_a_word_is_found_in_each_place(
    searched: duckdb.DuckDBPyConnection, text: str, event: str, found_in: list[str]
) -> None:
    assert ask(searched, text) == [(event, found_in)]


def test_a_company_that_speaks_is_found_by_any_of_its_names(
    searched: duckdb.DuckDBPyConnection,
) -> None:
    assert ask(searched, "字节跳动") == [("bank-lends", ["alias"]), ("globexes-meet", ["speaker"])]
    assert ask(searched, "bytedance") == [
        ("bank-lends", ["company"]),
        ("globexes-meet", ["speaker", "passage"]),
    ]


@pytest.mark.parametrize("text", ["b%k", "b_nk", "100%", ".*", "nobody", "our man", "lends plant"])
def test_what_stands_nowhere_is_not_found_and_no_sign_is_a_wildcard(
    searched: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert ask(searched, text) == []


def test_all_words_must_be_found_wherever_each_stands(searched: duckdb.DuckDBPyConnection) -> None:
    assert ask(searched, "lends socgen  LOANS") == [("bank-lends", ["title", "alias", "figure"])]
    assert ask(searched, "lends plant") == []


def test_a_phrase_stays_together_and_may_lack_its_end(searched: duckdb.DuckDBPyConnection) -> None:
    assert ids(searched, "money lends") == ["bank-lends"]
    assert ids(searched, '"money lends"') == []
    assert ids(searched, '"lends money"') == ["bank-lends"]
    assert ids(searched, "“lends money” bank") == ["bank-lends"]
    assert ids(searched, 'bank "lends mon') == ["bank-lends"]
    assert ids(searched, '"société générale a bank"') == []


def test_without_words_all_events_stand_in_order_of_time(
    searched: duckdb.DuckDBPyConnection,
) -> None:
    in_time: list[Any] = [("globex-builds", []), ("bank-lends", []), ("globexes-meet", [])]
    assert ask(searched, None) == ask(searched, "") == ask(searched, '" "') == in_time


def test_a_title_counts_before_a_company_and_a_whole_word_before_a_part(
    searched: duckdb.DuckDBPyConnection,
) -> None:
    assert ask(searched, "globex") == [
        ("globex-builds", ["title", "passage"]),  # a word of its title
        ("globexes-meet", ["title", "company"]),  # a part of one
        ("bank-lends", ["speaker"]),
    ]
    assert ids(searched, "bank") == ["bank-lends", "globexes-meet"]


def test_an_event_counts_by_the_word_that_counts_least(load: Load, connection: Any) -> None:
    companies = "companies:\n  - {id: acme, name: Acme, kind: company, aliases: [Top]}\n"
    head = "source: {id: globe, title: News, publisher: Globe, published: 2024-06-01}\nevents:\n"

    def event(name: str, title: str, when: str = "2024") -> str:
        claim = f"{{status: happened, when: {when}, companies: {{subject: acme}}}}"
        return f"  - {{id: {name}, title: {title}, type: launch, claims: [{claim}]}}\n"

    load(
        "id: companies\n" + companies,
        head
        + event("one", "Sale at the shop")
        + event("two", "Sale of Top")
        + event("three", "Acme opens for sale at Top")
        + event("four", "Sale at the shop", "2023")
        + event("five", "Sales of top hats"),
    )
    # Of "sale top" the title of one has only the first, so that one counts by the alias.
    found = ids(connection(), "sale top")
    assert found == ["three", "two", "five", "four", "one"]


@pytest.mark.parametrize(
    ("more", "events"),
    [
        ({"company": "SocGen"}, ["bank-lends"]),
        ({"company": "bytedance", "only": True}, ["bank-lends"]),
        ({"from": date(2024, 1, 1)}, ["bank-lends"]),
        ({"to": date(2023, 6, 30)}, ["globex-builds"]),
        ({"to": date(2023, 6, 30), "certain": True}, []),
        ({"known_by": date(2024, 5, 31)}, []),
        ({"type": "statement,launch"}, ["globex-builds", "globexes-meet"]),
        ({"status": "planned"}, ["globexes-meet"]),
        ({"limit": 1}, ["globex-builds"]),
        ({"limit": 0}, []),
    ],
    ids=str,
)
def test_filters_are_those_of_the_timeline(
    searched: duckdb.DuckDBPyConnection, more: dict[str, Any], events: list[str]
) -> None:
    assert ids(searched, "globex", **more) == events


def test_what_was_not_known_by_a_day_is_not_searched(load: Load, connection: Any) -> None:
    load(
        "id: companies\ncompanies:\n  - {id: acme, name: Acme, kind: company}\n",
        "source: {id: globe, title: News, publisher: Globe, published: 2024-01-01}\nevents:\n"
        "  - {id: deal, title: A deal, type: purchase, status: happened, "
        "claims: [{said_by: a clerk}]}\n",
        "source: {id: post, title: News, publisher: Post, published: 2024-06-01}\nevents:\n"
        "  - id: deal\n    status: happened\n"
        "    claims: [{said_by: a banker, companies: {buyer: acme}}]\n",
    )
    opened = connection()
    assert ask(opened, "acme banker deal") == [("deal", ["title", "company", "speaker"])]
    early = {"known_by": date(2024, 2, 1)}
    assert ids(opened, "acme", **early) == ids(opened, "banker", **early) == []
    assert ask(opened, "clerk deal", **early) == [("deal", ["title", "speaker"])]


def test_the_names_of_what_is_folded_find_what_stays(load: Load, connection: Any) -> None:
    load(
        "id: companies\ncompanies:\n  - {id: acme, name: Acme, kind: company}\n"
        "  - {id: top, name: Summit, kind: company, aliases: [Peak]}\n"
        "same_as: [{company: top, same_as: acme, because: renamed}]\n",
        "source: {id: globe, title: News, publisher: Globe, published: 2024-01-01}\nevents:\n"
        "  - {id: deal, title: A deal, type: purchase, status: happened, "
        "claims: [{said_by: top, companies: {buyer: top}}]}\n",
    )
    assert ask(connection(), "acme") == [("deal", ["company", "speaker"])]
    for name in ("summit", "peak"):
        assert ask(connection(), name) == [("deal", ["alias", "speaker"])]


# The command


def test_the_command_prints_what_was_found_where_and_who_says_so(
    run: Run, acme_database: Path
) -> None:
    result = run("search", "顶点公司", "GLOBEX", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "event             when     title                        status   found in               "
        "sources\n"
        "----------------  -------  ---------------------------  -------  ---------------------  "
        "-------------------\n"
        "acme-pays-globex  2024-03  Acme pays Globex for access  ongoing  title; company; alias  "
        "[1] 100-160 via [2]\n"
        "\n"
        "1  The Globe, 2024-04-01, Acme shops for models, [globe-2024-04-01]\n"
        "2  The Wire, 2024-03-30, report on Acme, [wire-2024-03-30]\n"
    )


def test_machines_get_every_column_and_the_evidence_last(run: Run, acme_database: Path) -> None:
    result = run("search", "access", "--format", "json", db=acme_database)
    [row] = json.loads(result.stdout)
    assert (row["event_id"], row["found_in"]) == ("acme-pays-globex", ["title", "speaker"])
    assert (row["certainly_between"], row["known_certain"]) == (None, None)
    assert list(row)[-1] == "sources"


def test_what_need_not_lie_between_or_be_known_is_marked(run: Run, acme_database: Path) -> None:
    options = ("--from", "2024-03-10", "--known-by", "2024-03-30")
    head, _, row, *_ = run("search", "access", *options, db=acme_database).stdout.splitlines()
    assert "certainly between  known certain" in head
    assert row[head.index("certainly") :].split()[:2] == ["no", "yes"]


@pytest.mark.parametrize("text", ["", " ", '"', '" "', "“”"])
def test_nothing_to_look_for_is_an_error(run: Run, acme_database: Path, text: str) -> None:
    result = run("search", text, db=acme_database)
    assert result.exit_code == 2
    assert "TEXT is empty: give a word to look for" in result.stderr


def test_what_is_left_out_or_missing_is_remarked(run: Run, acme_database: Path) -> None:
    result = run("search", "acme", "--limit", "1", db=acme_database)
    assert result.stderr == "stopped at --limit 1\n"
    assert run("search", "umbrella", db=acme_database).stderr == "no event fits\n"
    result = run("search", "acme", "--certain", db=acme_database)
    assert (result.exit_code, "--certain narrows --from" in result.stderr) == (2, True)
    result = run("search", "acme", "--company", "Initec", db=acme_database)
    assert (result.exit_code, "did you mean initech" in result.stderr) == (1, True)


def test_a_citation_of_it_can_be_asked_again(run: Run, acme_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.md"
    options = ("--format", "markdown", "--cite", "--output", str(file))
    assert run("search", "globex", *options, db=acme_database).exit_code == 0
    again = run("rerun", str(file), db=acme_database)
    assert (again.exit_code, again.stdout.split(" as on")[0]) == (0, "the same 2 rows")


def test_the_timeline_reads_nothing_of_what_is_searched(acme_database: Path) -> None:
    with duckdb.connect(str(acme_database), read_only=True) as connection:
        plans = connection.execute("EXPLAIN FROM timeline").fetchall()
        views = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND sql ILIKE '%plain(%'"
        ).fetchall()
    assert "source_text" not in str(plans)
    assert views == [("search_text",)]
