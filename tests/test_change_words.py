"""What of a thing has changed, and the changes of loads as a command."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import news
import pytest
from conftest import Load, Run

from db.change_words import tell_change, tell_changes
from db.query import Result

Thing = dict[str, Any]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"title": "One"}, {"title": "Two"}, ["title: One → Two"]),
        ({}, {"note": "N"}, ["note: nothing → N"]),
        ({"note": "N"}, {}, ["note: N → nothing"]),
        ({"inferred": False}, {"inferred": True}, ["inferred: no → yes"]),
        (
            {"when_edtf": "2024-03", "earliest": "2024-03-01", "latest": "2024-03-31"},
            {"when_edtf": "2024-04", "earliest": "2024-04-01", "latest": "2024-04-30"},
            ["when_edtf: 2024-03 → 2024-04"],
        ),
        ({"earliest": "2024-03-01"}, {}, ["earliest: 2024-03-01 → nothing"]),
        ({"sha256": "a" * 64}, {"sha256": "b" * 64}, [f"sha256: {'a' * 12} → {'b' * 12}"]),
        (
            {"companies": ["buyer: acme"]},
            {"companies": ["buyer: acme", "seller: globex"]},
            ["companies: buyer: acme → buyer: acme, seller: globex"],
        ),
        (
            {"amounts": [{"text": "$1", "low": "1", "basis": "actual"}, {"text": "$5"}]},
            {"amounts": [{"text": "$2", "low": "2", "basis": "planned"}, {"text": "$5"}]},
            ["amounts 1, basis: actual → planned", "amounts 1, text: $1 → $2"],
        ),
        ({"amounts": [{"text": "$1"}]}, {"amounts": []}, ["amounts: $1 → nothing"]),
        ({"b": 1, "a": 1}, {"b": 2, "a": 2}, ["a: 1 → 2", "b: 1 → 2"]),
    ],
)  # fmt: skip
def test_each_field_that_differs_is_told_but_not_what_follows_from_it(
    old: Thing, new: Thing, lines: list[str]
) -> None:
    assert tell_change(old, new) == lines


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"title": "Acme opens", "status": "happened"}, ["Acme opens"]),
        ({"status": "happened"}, ["happened"]),
        ({"passage_sha256": "0"}, []),
    ],
)
def test_what_is_new_or_gone_is_told_by_what_it_is(content: Thing, what: list[str]) -> None:
    assert tell_change(None, content) == tell_change(content, None) == what


def test_before_and_after_are_decoded() -> None:
    columns = ["key", "before", "after", "path"]
    old, new = '{"title": "One"}', '{"title": "Two"}'
    rows = [("a", None, new, "p"), ("b", old, new, "p"), ("c", old, None, "p")]
    assert tell_changes(Result(columns, rows)) == Result(
        ["key", "what", "before", "after", "path"],
        [
            ("a", ["Two"], None, {"title": "Two"}, "p"),
            ("b", ["title: One → Two"], {"title": "One"}, {"title": "Two"}, "p"),
            ("c", ["One"], {"title": "One"}, None, "p"),
        ],
    )


COMPANIES = "{id: companies, companies: [{id: acme, name: %s, kind: company}]}"
RECORD = """\
source:
  id: globe-1
  title: News
  publisher: The Globe
  published: 2024-06-01
  cites: [{id: wire-1, publisher: The Wire, description: a report}]
events:
  - id: acme-opens
    title: Acme opens
    type: launch
    claims:
      - {at: 1-9#%s, status: happened, when: %s, companies: {subject: acme}, origin: wire-1}
"""


@pytest.fixture
def loaded(database: Path, load: Load) -> Path:
    load(COMPANIES % "Acme", RECORD % ("0" * 64, "2024-01"))
    load(COMPANIES % "Acme Ltd", RECORD % ("0" * 64, "2024-02"))
    return database


def ask(run: Run, database: Path, *options: str) -> list[dict[str, Any]]:
    result = run("changes", *options, "--format", "json", db=database)
    assert result.exit_code == 0
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def test_every_change_has_its_load_its_file_and_what_stood_before_and_after(
    run: Run, loaded: Path
) -> None:
    rows = ask(run, loaded)
    assert [(row["file"], row["action"], row["kind"], row["key"]) for row in rows] == [
        ("companies", "added", "company", "acme"),
        ("globe-1", "added", "citation", "globe-1 wire-1"),
        ("globe-1", "added", "claim", "acme-opens 1-9"),
        ("globe-1", "added", "event", "acme-opens"),
        ("globe-1", "added", "source", "globe-1"),
        ("companies", "changed", "company", "acme"),
        ("globe-1", "changed", "claim", "acme-opens 1-9"),
    ]
    claim = rows[-1]
    assert claim["what"] == ["when_edtf: 2024-01 → 2024-02"]
    assert claim["before"]["earliest"] == "2024-01-01"
    assert claim["after"]["earliest"] == "2024-02-01"
    assert claim["path"] == "record-2.yaml"
    assert len(claim["sha256"]) == 64
    assert claim["sources"] == [
        {
            "id": "globe-1",
            "publisher": "The Globe",
            "published": "2024-06-01",
            "start": 1,
            "end": 9,
            "said_by": None,
            "origins": ["wire-1"],
        }
    ]
    assert rows[0]["sources"] == []


def test_loads_are_narrowed_by_day_file_and_kind(run: Run, loaded: Path) -> None:
    assert len(ask(run, loaded, "--since", "2020")) == 7
    assert ask(run, loaded, "--since", "2999-01") == []
    assert len(ask(run, loaded, "--file", "companies")) == 2
    assert [row["key"] for row in ask(run, loaded, "--kind", "event")] == ["acme-opens"]
    assert run("changes", "--kind", "thing", db=loaded).exit_code == 2


def test_what_is_withdrawn_is_told(run: Run, loaded: Path) -> None:
    assert run("load", "--remove", "globe-1", db=loaded).exit_code == 0
    rows = ask(run, loaded, "--file", "globe-1")[-4:]
    assert [(row["action"], row["kind"]) for row in rows] == [
        *(("removed", "citation"), ("removed", "claim"), ("removed", "event")),
        ("removed", "source"),
    ]
    assert all(row["path"] is row["sha256"] is row["after"] is None for row in rows)
    assert rows[1]["before"]["when_edtf"] == "2024-02"


def test_a_table_says_what_changed_and_a_spreadsheet_has_all(run: Run, loaded: Path) -> None:
    table = run("changes", "--kind", "company", db=loaded).stdout
    assert "name: Acme → Acme Ltd" in table
    assert "{" not in table
    text = run("changes", "--kind", "company", "--format", "csv", db=loaded).stdout
    [_, row] = csv.DictReader(StringIO(text))
    assert json.loads(row["before"])["name"] == "Acme"
    assert row["what"] == "name: Acme → Acme Ltd"
    assert "T" in row["loaded_at"]


def test_changes_can_be_cited_and_repeated(run: Run, loaded: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.json"
    options = ("--kind", "claim", "--cite", "--format", "json", "--output", str(file))
    assert run("changes", *options, db=loaded).output == ""
    assert run("rerun", str(file), db=loaded).stdout.startswith("the same 2 rows as on ")


def test_the_saved_query_says_the_same(run: Run, loaded: Path) -> None:
    result = run("query", "changes", "--format", "json", db=loaded)
    assert json.loads(result.stdout) == ask(run, loaded)


def test_a_merge_is_a_change(run: Run, database: Path, load: Load) -> None:
    merged = "same_as: [{company: globex, same_as: acme, because: one company}]\n"
    load(f"{news.COMPANIES}{merged}")
    [row] = ask(run, database, "--kind", "same_as")
    assert (row["key"], row["what"]) == ("globex acme", ["one company"])
