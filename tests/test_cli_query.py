"""Saved queries as commands: parameters, formats, errors; and the lists made from them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from conftest import Run


def test_a_query_answers_for_the_company_that_is_asked_for(run: Run, acme_database: Path) -> None:
    result = run("query", "payments_between", "--company", "GLOBEX", db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "event             payer  payee   when     text          basis   status   low a month  "
        "high a month  low a year  high a year  sources\n"
        "----------------  -----  ------  -------  ------------  ------  -------  -----------  "
        "------------  ----------  -----------  -------------------\n"
        "acme-pays-globex  acme   globex  2024-03  $20M a month  actual  ongoing     20000000  "
        "    20000000   240000000    240000000  [1] 100-160 via [2]\n"
        "\n"
        "1  The Globe, 2024-04-01, Acme shops for models, [globe-2024-04-01]\n"
        "2  The Wire, 2024-03-30, report on Acme, [wire-2024-03-30]\n"
    )


def test_a_query_gives_machines_every_column(run: Run, acme_database: Path) -> None:
    text = run("query", "payments_between", "--format", "json", db=acme_database).stdout
    [payment] = json.loads(text)
    assert payment["low_a_year"] == payment["high_a_year"] == 240000000
    assert (payment["low"], payment["unit"], payment["per"]) == (20000000, "USD", "month")
    text = run("query", "payments_between", "--format", "csv", db=acme_database).stdout
    [row] = csv.DictReader(StringIO(text))
    assert list(row) == [
        *list(payment)[:-1],
        *("source_ids", "publishers", "published", "places", "said_by", "origins"),
    ]
    [place] = payment["sources"]
    assert (row["source_ids"], row["places"]) == (place["id"], f"{place['start']}-{place['end']}")
    assert row["origins"] == "wire-2024-03-30"
    assert row["low_a_year"] == "240000000"


def test_parameters_of_every_type_reach_the_sql(run: Run, acme_database: Path) -> None:
    options = ("--company", "acme", "--only", "--from", "2023", "--to", "2024-03", "--reverse")
    more = ("--type", "purchase,launch", "--status", "ongoing,happened", "--limit", "5")
    text = run("query", "timeline", *options, *more, "--format", "jsonl", db=acme_database).stdout
    assert [json.loads(line)["event_id"] for line in text.splitlines()] == [
        *("acme-pays-globex", "initech-launched")
    ]
    claims = run("query", "event_claims", "--event", "initech-launched", db=acme_database).stdout
    assert [line.split()[1:3] for line in claims.splitlines()[2:4]] == [["The", "Globe"]] * 2
    nothing = run("query", "source_claims", "--source", "wire-2024-03-30", db=acme_database)
    assert (nothing.stdout, nothing.stderr) == ("", "nothing found\n")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("launches", "--company", "acmee"), 1, "no company is called 'acmee'; did you mean "),
        (("event_claims", "--event", "acme"), 1, "there is no event 'acme'; did you mean acme-"),
        (("source_claims", "--source", "globe"), 1, "there is no source 'globe'; did you mean "),
        (("timeline", "--type", "zzz"), 1, "there is no type of event 'zzz'; there are "),
        (("timeline", "--status", "over"), 1, "there is no status 'over'; there are "),
        (("timeline", "--from", "soon"), 1, "'soon'"),
        (("timeline", "--limit", "few"), 2, "'few' is not a valid integer"),
        (("timeline", "--nothing"), 2, "No such option"),
        (("nothing_at_all",), 1, "there is no saved query 'nothing_at_all'; `dateline query` "),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said(
    run: Run, acme_database: Path, options: tuple[str, ...], code: int, message: str
) -> None:
    result = run("query", *options, db=acme_database)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_companies_events_and_sources_are_listed(run: Run, acme_database: Path) -> None:
    companies = run("companies", "--format", "jsonl", db=acme_database).stdout.splitlines()
    assert [json.loads(line)["company_id"] for line in companies] == ["acme", "globex", "initech"]
    events = run("events", "--company", "globex", "--format", "csv", db=acme_database).stdout
    assert [row["event_id"] for row in csv.DictReader(StringIO(events))] == [
        *("acme-pays-globex", "globex-plans-more")
    ]
    chosen = run("events", "--type", "launch", "--status", "happened", db=acme_database).stdout
    assert [line.split()[0] for line in chosen.splitlines()[2:3]] == ["initech-launched"]
    sources = run("sources", "--format", "json", db=acme_database).stdout
    assert [(row["source_id"], row["cited_only"]) for row in json.loads(sources)] == [
        *(("globe-2024-04-01", False), ("wire-2024-03-30", True))
    ]


def test_a_list_without_rows_is_remarked_on(run: Run, acme_database: Path) -> None:
    result = run("events", "--type", "lawsuit", db=acme_database)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing found\n")
    result = run("events", "--type", "lawsuit", "--format", "json", db=acme_database)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", "nothing found\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("company", "glob"), "no company is called 'glob'; did you mean globex"),
        (("event", "acme-pays"), "there is no event 'acme-pays'; did you mean acme-pays-globex?"),
        (("source", "xyz"), "there is no source 'xyz'; `dateline sources` lists them"),
    ],
)
def test_a_page_of_what_is_not_there_fails_with_the_nearest(
    run: Run, acme_database: Path, arguments: tuple[str, str], message: str
) -> None:
    result = run(*arguments, db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {message}")
