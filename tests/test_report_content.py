"""`dateline report`: what it tells, and that all its parts tell of the same."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from conftest import Load, Run
from news import COMPANIES, news, paid
from report_pages import list_cited, list_noted, read_page

from cli import cli
from db.address import Database, Server
from publish.report.figures import format_total, list_figures, list_totals
from publish.report.method import Making, write_command
from publish.report.parties import tell_counterparties
from publish.report.selection import Selection, select_events

Given = dict[str, Any]
Select = Callable[..., Selection]
Written = Callable[[str, str], str]
NOTHING: Given = {
    "company": None, "only": False, "from": None, "to": None, "known_by": None, "certain": False,
    "type": (), "status": (),
}  # fmt: skip


@pytest.fixture(scope="module")
def seed(seed_database: Path) -> Iterator[Select]:
    """Select events of the seed: `seed("TikTok", only=True)`."""
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        yield lambda company, **given: select_events(
            connection, {**NOTHING, "company": company, **given}
        )


def ask_json(run: Run, database: Path, *words: str) -> list[dict[str, Any]]:
    result = run(*words, "--format", "json", db=database)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout, parse_float=Decimal)
    return found


@pytest.fixture(scope="module")
def written(seed_database: Path) -> Written:
    """A report on a company of the seed, made once: `written("Huawei", "html")`."""

    @cache
    def write_once(company: str, form: str) -> str:
        command = ["--db", str(seed_database), "report", "--company", company, "--format", form]
        return CliRunner().invoke(cli, [*command, "--no-plots"]).stdout

    return write_once


def write(run: Run, database: Database, *words: str) -> str:
    result = run("report", *words, db=database)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_company_and_its_family_are_counted_from_the_data(
    run: Run, acme_database: Path
) -> None:
    text = write(run, acme_database, "--company", "Acme Corp")
    assert "3 events of Acme and its family from 1 source, the first dated 1999" in text
    assert "- **Also called**: Acme Corp; 顶点公司\n" in text
    assert "- **Belongs to it**: Initech (product)\n" in text
    assert "- **Sources**: 1 document, which relays 1 more\n" in text


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("company", ["ByteDance", "Huawei"])
def test_every_note_that_is_used_is_listed_and_every_listed_one_is_used(
    written: Written, company: str, form: str
) -> None:
    text = written(company, form)
    assert list_cited(text) == list_noted(text) != set()


@pytest.mark.parametrize("company", ["ByteDance", "Huawei"])
def test_the_notes_are_the_places_of_the_timeline(
    run: Run, seed_database: Path, written: Written, company: str
) -> None:
    text = written(company, "markdown")
    for event in ask_json(run, seed_database, "timeline", "--company", company):
        for place in event["sources"]:
            assert f"characters {place['start']}–{place['end']}" in text


@pytest.mark.parametrize("company", ["ByteDance", "Huawei", "Microsoft"])
def test_the_latest_figures_are_those_of_the_saved_query(
    run: Run, seed_database: Path, seed: Select, company: str
) -> None:
    wanted = ask_json(run, seed_database, "query", "latest_figures", "--company", company)
    latest, others = list_figures(seed(company))
    every = ask_json(run, seed_database, "query", "company_figures", "--company", company)

    def key(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(row[name]) for name in ("event_id", "text", "source_id", "char_start"))

    assert sorted(map(key, latest)) == sorted(map(key, wanted))
    assert sorted(map(key, latest + others)) == sorted(map(key, every))


@pytest.mark.parametrize("company", ["ByteDance", "Huawei", "Microsoft"])
def test_the_totals_are_those_of_the_command(
    run: Run, seed_database: Path, seed: Select, written: Written, company: str
) -> None:
    wanted = ask_json(run, seed_database, "totals", "--company", company)
    found = list_totals(seed(company))
    names = ("total_id", "low", "high", "unit", "counted", "left_out", "elsewhere")
    assert [[row[name] for name in names] for row in found] == [
        [row[name] for name in names] for row in wanted
    ]
    text = read_page(written(company, "html")).text
    assert all(format_total(row) in text for row in found)


@pytest.mark.parametrize("company", ["ByteDance", "Huawei"])
def test_the_counterparties_are_those_of_the_saved_query(
    run: Run, seed_database: Path, seed: Select, company: str
) -> None:
    wanted = ask_json(run, seed_database, "query", "counterparties", "--company", company)
    [_, table] = tell_counterparties(seed(company))
    found = [["".join(span.text for span in cell) for cell in row[:3]] for row in table.rows]  # type: ignore[union-attr]
    assert found == [[row["counterparty"], f"{row['events']}", row["roles"]] for row in wanted]


TWO_YEARS = (
    COMPANIES,
    news(
        "globe-1",
        f"status: happened, when: 2022, companies: {{payer: acme}}, {paid('20M USD')}",
        event="first-deal",
        published="2022-06-01",
    ),
    news(
        "globe-2",
        f"status: planned, when: 2024, companies: {{payer: acme, payee: globex}}, "
        f"{paid('77M USD', 'per: one_off, basis: planned, company: acme')}",
        event="second-deal",
        published="2024-06-01",
    ),
    news(
        "herald",
        "status: denied, companies: {payer: acme}",
        event="second-deal",
        published="2024-07-01",
    ),
)


@pytest.mark.parametrize(
    "words", [("--to", "2023"), ("--status", "happened"), ("--known-by", "2023")]
)
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_what_is_left_out_is_left_out_everywhere(
    run: Run, load: Load, database: Path, words: tuple[str, ...], form: str
) -> None:
    load(*TWO_YEARS)
    everything = read_page(write(run, database, "--company", "Acme", "--format", form)).text
    assert all(word in everything for word in ("77M", "second-deal", "Globex (payee)", "Herald"))
    text = read_page(write(run, database, "--company", "Acme", *words, "--format", form)).text
    assert "first-deal" in text
    assert "20M" in text
    assert not [word for word in ("77M", "second-deal", "Globex (payee)", "Herald") if word in text]


def test_without_the_family_nothing_of_it_is_told(run: Run, acme_database: Path) -> None:
    own = write(run, acme_database, "--company", "acme", "--only")
    assert "Belongs to it" not in own
    product = write(run, acme_database, "--company", "initech", "--only")
    assert "Acme launches Initech" in product
    assert "20M" not in product


def test_a_relation_is_told_once_something_shows_it(run: Run, acme_database: Path) -> None:
    relation = "| Initech | is a product of | Acme |"
    assert relation in write(run, acme_database, "--company", "acme", "--to", "2000")
    assert relation not in write(run, acme_database, "--company", "acme", "--known-by", "2000")


def test_a_total_that_counts_more_than_the_report_says_so(
    run: Run, load: Load, database: Path
) -> None:
    once = "per: one_off, company: acme"
    load(
        COMPANIES,
        news("globe-1", f"status: happened, when: 2022, {paid('20M USD', once)}", event="first"),
        news("globe-2", f"status: happened, when: 2024, {paid('30M USD', once)}", event="second"),
    )
    words = ("--company", "acme", "--to", "2023")
    assert "| \\$50M *· counts events beyond this report, too* |" in write(run, database, *words)
    assert "beyond this report" not in write(run, database, "--company", "acme")


def test_both_sides_of_a_conflict_are_told_with_who_says_so(
    run: Run, load: Load, database: Path
) -> None:
    subject = "companies: {subject: acme}"
    load(
        COMPANIES,
        news("globe", f"status: happened, when: 2022, {subject}, said_by: a clerk", event="a-deal"),
        news("herald", f"status: happened, when: 2024, {subject}", event="a-deal"),
    )
    text = write(run, database, "--company", "acme")
    assert "  - **2022** – Globe (a clerk) \\[" in text
    assert "  - **2024** – Herald \\[" in text
    assert "*dates differ*" in text


def test_events_that_rest_on_one_source_are_named(run: Run, acme_database: Path) -> None:
    text = write(run, acme_database, "--company", "acme")
    assert "| one article | [The Globe, 2024-04-01](#note-1) | 2 | [1](#event-1)" in text
    assert "| one origin | [The Wire, 2024-03-30](#note-2) | 1 | [3](#event-3) |" in text


def test_a_company_that_nobody_knows_is_the_usual_error(run: Run, acme_database: Path) -> None:
    result = run("report", "--company", "Acmee", db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no company is called 'Acmee'; did you mean acme" in result.stderr


def test_a_report_is_of_one_company(run: Run, acme_database: Path) -> None:
    result = run("report", db=acme_database)
    assert result.exit_code == 2
    assert "--company" in result.stderr


def test_a_company_without_events_has_a_report_that_says_so(
    run: Run, load: Load, database: Path
) -> None:
    load(COMPANIES)
    text = write(run, database, "--company", "acme")
    assert "No event of Acme fits what was asked for." in text
    assert "## Notes" not in text


def test_the_command_makes_the_report_again(run: Run, seed_database: Path) -> None:
    asked = ("--company", "ByteDance", "--from", "2024", "--status", "planned", "--title", "It's A")
    text = write(run, seed_database, *asked)
    command = next(line for line in text.splitlines() if line.startswith("dateline report"))
    assert write(run, seed_database, *shlex.split(command)[2:]) == text


def test_the_command_has_all_that_was_given() -> None:
    given = NOTHING | {
        "company": "A B", "only": True, "from": "2023", "to": "2024", "known_by": "2024-06",
        "certain": True, "type": ("launch", "deal"),
    }  # fmt: skip
    assert write_command(given, Making("html", None, False, "a.html")) == (
        "dateline report --company 'A B' --only --from 2023 --to 2024 --known-by 2024-06 "
        "--certain --type launch --type deal --no-plots --format html --output a.html"
    )


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_report_is_the_same_on_postgresql(
    run: Run, acme_database: Path, acme_server: Server, form: str
) -> None:
    words = ("--company", "Acme", "--known-by", "2024-06", "--to", "2024", "--format", form)
    assert write(run, acme_database, *words) == write(run, acme_server, *words)
