"""`dateline timeline`: its formats on the articles that come with Dateline, and its options."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from conftest import Run

from cli import cli

Golden = Callable[[str, str], None]


@pytest.fixture(scope="module", autouse=True)
def seed_kept_open(seed_database: Path) -> Iterator[None]:
    """To open a database takes longer than to ask it."""
    with duckdb.connect(str(seed_database), read_only=True):
        yield


def list_ids(run: Run, database: Path, *options: str) -> list[str]:
    """The ids of the events of a timeline."""
    result = run("timeline", *options, "--format", "json", db=database)
    assert result.exit_code == 0
    return [event["event_id"] for event in json.loads(result.stdout)]


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("table", "timeline.txt"),
        ("markdown", "timeline.md"),
        ("csv", "timeline.csv"),
        ("json", "timeline.json"),
        ("jsonl", "timeline.jsonl"),
    ],
)
def test_the_timeline_of_bytedance_is_as_it_was(
    run: Run, seed_database: Path, golden: Golden, form: str, file: str
) -> None:
    result = run("timeline", "--company", "ByteDance", "--format", form, db=seed_database)
    assert (result.exit_code, result.stderr) == (0, "")
    golden(file, result.stdout)


@pytest.fixture(scope="module")
def events(seed_database: Path) -> list[dict[str, Any]]:
    """All events of the seed, as JSON gives them."""
    command = ["--db", str(seed_database), "timeline", "--format", "json"]
    found: list[dict[str, Any]] = json.loads(CliRunner().invoke(cli, command).stdout)
    return found


def test_json_has_the_names_of_the_view_in_a_fixed_order(
    seed_database: Path, events: list[dict[str, Any]]
) -> None:
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        view = [row[0] for row in connection.execute("DESCRIBE timeline").fetchall()]
    names = list(events[0])
    assert all(list(event) == names for event in events)
    assert set(names) - set(view) == {"certainly_between"}
    assert names == [
        *("event_id", "when_edtf", "earliest", "latest", "precision", "title", "type", "status"),
        *("companies", "amounts", "origins", "dates_differ", "disputed", "participants"),
        *("certainly_between", "known_certain", "sources"),
    ]


def test_json_has_dates_in_iso_8601_and_the_place_of_every_citation(
    events: list[dict[str, Any]],
) -> None:
    for event in events:
        for day in (event["earliest"], event["latest"]):
            assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        assert event["sources"]
        for source in event["sources"]:
            assert list(source) == [
                *("id", "publisher", "published", "start", "end", "said_by", "origins")
            ]
            assert 0 <= source["start"] < source["end"]


def test_all_formats_for_machines_hold_the_same_events(
    run: Run, seed_database: Path, events: list[dict[str, Any]]
) -> None:
    lines = run("timeline", "--format", "jsonl", db=seed_database).stdout.splitlines()
    assert [json.loads(line) for line in lines] == events
    text = run("timeline", "--format", "csv", db=seed_database).stdout
    rows = list(csv.DictReader(StringIO(text)))
    assert list(rows[0]) == [
        *list(events[0])[:-1],
        *("source_ids", "publishers", "published", "places", "said_by", "source_origins"),
    ]
    assert [row["event_id"] for row in rows] == [event["event_id"] for event in events]


def test_figures_keep_all_their_digits_in_json(database: Path, load: Any, run: Run) -> None:
    load(
        """
        source: {id: globe-1, title: T, publisher: The Globe, published: 2024}
        companies: [{id: acme, name: Acme, kind: company}]
        events:
          - id: acme-pays
            title: Acme pays
            type: purchase
            status: happened
            companies: {payer: acme}
            claims:
              - at: 1-9#0123456789abcdef
                amounts:
                  - {measure: payment, value: 12345678901234567890.123456 USD, per: one_off}
        """
    )
    text = run("query", "event_figures", "--format", "json", db=database).stdout
    [figure] = json.loads(text, parse_float=Decimal)
    assert figure["low"] == Decimal("12345678901234567890.123456")


def test_a_company_is_found_by_id_name_and_alias_in_any_case(run: Run, seed_database: Path) -> None:
    wanted = list_ids(run, seed_database, "--company", "bytedance")
    for name in ("ByteDance", "BYTEDANCE", "字节跳动", "字节", "Byte Dance"):
        assert list_ids(run, seed_database, "--company", name) == wanted


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("tiktok's", "did you mean tiktok or Tik Tok?"),
        ("Bytdance", "did you mean bytedance or "),
        ("Open AI Inc", "did you mean "),
        ("zzz", "`dateline companies` lists them"),
        ("", "`dateline companies` lists them"),
    ],
)
def test_a_name_that_is_unknown_fails_with_the_nearest(
    run: Run, seed_database: Path, name: str, hint: str
) -> None:
    result = run("timeline", "--company", name, db=seed_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: no company is called '{name}'; ")
    assert hint in result.stderr


def test_a_name_of_several_companies_fails_and_lists_their_ids(
    database: Path, load: Any, run: Run
) -> None:
    load(
        """
        source: {id: globe-1, title: T, publisher: The Globe, published: 2024}
        companies:
          - {id: acme-rockets, name: Acme Rockets, kind: company, aliases: [Acme]}
          - {id: acme-anvils, name: Acme Anvils, kind: company, aliases: [ACME]}
        """
    )
    result = run("timeline", "--company", "acme", db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: 'acme' may be any of these: acme-anvils (Acme Anvils, company), "
        "acme-rockets (Acme Rockets, company); name one by its id\n"
    )


def test_only_leaves_out_what_belongs_to_the_company(run: Run, seed_database: Path) -> None:
    every = list_ids(run, seed_database, "--company", "bytedance")
    own = list_ids(run, seed_database, "--company", "bytedance", "--only")
    assert "tiktok-pays-microsoft-for-openai-models" in set(every) - set(own)
    assert "bytedance-founded" in own
    assert [event for event in every if event in own] == own


@pytest.mark.parametrize(
    ("options", "events"),
    [
        (("--from", "1999-12-31"), ["acme-founded", "initech-launched", "acme-pays-globex"]),
        (("--from", "2000"), ["initech-launched", "acme-pays-globex"]),
        (("--from", "2024-01-31"), ["initech-launched", "acme-pays-globex"]),
        (("--from", "2024-02"), ["acme-pays-globex"]),
        (("--from", "2025"), []),
        (("--to", "1998"), []),
        (("--to", "1999-01"), ["acme-founded"]),
        (("--to", "2023-10"), ["acme-founded"]),
        (("--to", "2023-11"), ["acme-founded", "initech-launched"]),
        (("--to", "2024"), ["acme-founded", "initech-launched", "acme-pays-globex"]),
        (("--from", "2023", "--to", "2023"), ["initech-launched"]),
        (("--from", "2024-03", "--to", "2024-03"), ["acme-pays-globex"]),
    ],
)
def test_from_and_to_keep_what_may_lie_between_and_nothing_without_a_date(
    run: Run, acme_database: Path, options: tuple[str, ...], events: list[str]
) -> None:
    assert list_ids(run, acme_database, *options) == events


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--from", "2024-13"), "'2024-13' has the month 13; "),
        (("--to", "2024-02-30"), "'2024-02-30'"),
        (("--from", "last week"), "'last week'"),
        (("--from", ""), "''"),
        (("--to", "2024/.."), "--to 2024/.. has no such day; give a day, month or year"),
    ],
)
def test_a_date_that_is_none_is_one_clear_line(
    run: Run, acme_database: Path, options: tuple[str, ...], message: str
) -> None:
    result = run("timeline", *options, db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_types_and_statuses_may_be_given_again(run: Run, acme_database: Path) -> None:
    assert list_ids(run, acme_database, "--type", "launch") == ["initech-launched"]
    both = list_ids(run, acme_database, "--type", "launch", "--type", "founding")
    assert both == ["acme-founded", "initech-launched"]
    either = list_ids(run, acme_database, "--status", "planned", "--status", "ongoing")
    assert either == ["acme-pays-globex", "globex-plans-more"]
    none = list_ids(run, acme_database, "--type", "launch", "--status", "planned")
    assert none == []


def test_an_unknown_type_or_status_fails_and_lists_the_known(run: Run, acme_database: Path) -> None:
    result = run("timeline", "--type", "zzz", db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no type of event 'zzz'; there are access, " in result.stderr
    result = run("timeline", "--status", "over", db=acme_database)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'over' is not one of 'happened', 'ongoing'" in result.stderr


def test_a_time_that_ends_before_it_starts_is_an_error(run: Run, acme_database: Path) -> None:
    result = run("timeline", "--from", "2025", "--to", "2024", db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--from 2025-01-01 is later than --to 2024-12-31" in result.stderr


@pytest.mark.parametrize(("limit", "remark"), [(0, True), (1, True), (4, True), (9, False)])
def test_a_limit_that_is_reached_is_remarked_on(
    run: Run, acme_database: Path, limit: int, remark: bool
) -> None:
    result = run("timeline", "--limit", str(limit), "--format", "jsonl", db=acme_database)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == min(limit, 4)
    assert result.stderr == (f"stopped at --limit {limit}\n" if remark else "")


def test_reverse_begins_with_the_newest_and_still_ends_with_the_undated(
    run: Run, acme_database: Path
) -> None:
    ids = list_ids(run, acme_database)
    assert ids == ["acme-founded", "initech-launched", "acme-pays-globex", "globex-plans-more"]
    assert list_ids(run, acme_database, "--reverse") == [*reversed(ids[:3]), ids[3]]
    assert list_ids(run, acme_database, "--reverse", "--limit", "1") == ["acme-pays-globex"]


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "markdown"])
def test_no_event_is_an_answer_with_a_remark_beside_it(
    run: Run, acme_database: Path, form: str
) -> None:
    result = run("timeline", "--to", "1990", "--format", form, db=acme_database)
    assert (result.exit_code, result.stderr) == (0, "no event fits\n")
    assert "acme" not in result.stdout.lower()


def test_a_disputed_event_and_dates_that_differ_are_marked(run: Run, seed_database: Path) -> None:
    text = run("timeline", "--company", "ByteDance", db=seed_database).stdout
    assert re.search(r"ByteDance launches Doubao, .* · disputed", text)
    assert re.search(r"TikTok pays Microsoft .* · ongoing · dates differ", text)
