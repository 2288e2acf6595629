"""A citation of an answer: what it holds, and that it depends neither on form nor on engine."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Load, Run

from db import __version__
from db.cite import CiteError, as_dict, hash_lines, keep_given, read_citation, write_canonical
from db.query import QUERIES

GIVEN = ("timeline", "--company", "Acme", "--type", "launch", "--limit", "5", "--cite")
CITATION = {
    "query": "timeline",
    "query_sha256": "aa",
    "parameters": {"company": "Acme"},
    "dateline": "0.1.0",
    "schema_revision": ["0002"],
    "records_sha256": "bb",
    "files": {"globe-1": "cc"},
    "date": "2024-08-02T10:15:00Z",
    "rows": 1,
    "rows_sha256": "dd",
}


def cite_json(run: Run, database: Path, *command: str) -> dict[str, Any]:
    result = run(*command, "--format", "json", db=database)
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_citation_holds_what_was_asked_of_what_and_what_came_out(
    run: Run, acme_database: Path
) -> None:
    answer = cite_json(run, acme_database, *GIVEN)
    assert list(answer) == ["citation", "rows"]
    citation = answer["citation"]
    assert list(citation) == list(CITATION)
    query = (QUERIES / "timeline.sql").read_bytes()
    assert citation["query"] == "timeline"
    assert citation["query_sha256"] == hashlib.sha256(query).hexdigest()
    assert citation["parameters"] == {"company": "Acme", "limit": 5, "type": ["launch"]}
    assert citation["dateline"] == __version__
    assert citation["rows"] == len(answer["rows"]) == 1
    assert citation["rows_sha256"] == hash_lines(map(write_canonical, answer["rows"]))


def test_the_records_are_hashed_by_file_and_those_withdrawn_are_left_out(
    run: Run, database: Path, load: Load
) -> None:
    load(
        "{id: one, companies: [{id: acme, name: Acme, kind: company}]}",
        "{id: two, companies: [{id: hooli, name: Hooli, kind: company}]}",
    )
    both = cite_json(run, database, "companies", "--cite")["citation"]
    lines = "".join(f"{name} {digest}\n" for name, digest in both["files"].items())
    assert list(both["files"]) == ["one", "two"]
    assert both["records_sha256"] == hashlib.sha256(lines.encode()).hexdigest()
    assert run("load", "--remove", "two", db=database).exit_code == 0
    one = cite_json(run, database, "companies", "--cite")["citation"]
    assert one["files"] == {"one": both["files"]["one"]}
    assert one["records_sha256"] != both["records_sha256"]


def test_many_files_are_hashed_but_not_listed(
    run: Run, acme_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = cite_json(run, acme_database, "companies", "--cite")["citation"]
    monkeypatch.setattr("db.cite.MOST_FILES", 0)
    citation = cite_json(run, acme_database, "companies", "--cite")["citation"]
    assert "files" not in citation
    assert citation["records_sha256"] == listed["records_sha256"]
    assert read_citation(citation).files is None


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "jsonl"])
def test_the_hash_of_the_rows_is_the_same_in_every_form(
    run: Run, acme_database: Path, tmp_path: Path, form: str
) -> None:
    wanted = cite_json(run, acme_database, *GIVEN)["citation"]["rows_sha256"]
    file = tmp_path / "out"
    result = run(*GIVEN, "--format", form, "--output", str(file), db=acme_database)
    assert (result.exit_code, result.output) == (0, "")
    beside = tmp_path / "out.cite.json"
    assert beside.exists() == (form in ("csv", "jsonl"))
    assert wanted in (beside if beside.exists() else file).read_text(encoding="utf-8")


def test_a_table_ends_with_its_citation_and_markdown_has_it_in_a_fence(
    run: Run, acme_database: Path
) -> None:
    table = run(*GIVEN, db=acme_database).stdout
    assert "\n\nCitation, for `dateline rerun`\n{\n" in table
    assert table.endswith("\n}\n")
    markdown = run(*GIVEN, "--format", "markdown", db=acme_database).stdout
    assert "\n\n```dateline\n{\n" in markdown
    assert markdown.endswith("\n}\n```\n")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("output", [(), ("--output", "-")])
def test_a_citation_beside_a_file_needs_a_file(
    run: Run, acme_database: Path, form: str, output: tuple[str, ...]
) -> None:
    result = run("companies", "--cite", "--format", form, *output, db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: a citation of {form} stands in a file beside it; choose where with --output\n"
    )


def test_without_cite_nothing_is_added(run: Run, acme_database: Path) -> None:
    assert "citation" not in run("companies", "--format", "json", db=acme_database).stdout
    assert "rerun" not in run("companies", db=acme_database).stdout


@pytest.mark.parametrize(
    "command",
    [
        *(("companies",), ("events",), ("sources",), ("timeline",), ("conflicts",)),
        *(("corroboration",), ("totals",), ("query", "launches"), ("query", "timeline")),
    ],
)
def test_every_command_that_prints_rows_can_cite(
    run: Run, acme_database: Path, command: tuple[str, ...]
) -> None:
    result = run(*command, "--cite", "--format", "json", db=acme_database)
    assert json.loads(result.stdout)["citation"]["query"] == command[-1]


def test_rows_are_hashed_as_json_with_sorted_keys_and_plain_numbers() -> None:
    row = {"b": Decimal("20.500000"), "a": [{"d": None, "c": date(2024, 3, 1)}], "é": "ü\n"}
    assert write_canonical(row) == (
        '{"a": [{"c": "2024-03-01", "d": null}], "b": 20.5, "é": "ü\\n"}'
    )
    assert write_canonical({"n": Decimal(20)}) == write_canonical({"n": 20})


def test_only_parameters_that_were_given_are_kept() -> None:
    given = {"type": ("launch",), "limit": 0, "only": False, "to": None, "status": ()}
    assert keep_given(given) == {"limit": 0, "type": ["launch"]}


@pytest.mark.parametrize("name", list(CITATION))
def test_a_citation_that_lacks_something_is_told(name: str) -> None:
    assert as_dict(read_citation(CITATION)) == CITATION
    broken = {**CITATION, name: 1.5}
    with pytest.raises(CiteError, match=f"says nothing readable of `{name}`"):
        read_citation(broken)


def test_what_is_no_object_is_no_citation() -> None:
    with pytest.raises(CiteError, match="no JSON object"):
        read_citation(["timeline"])
