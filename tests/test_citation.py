"""An answer can be cited, asked again, and compared with what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import Load, Run
from news import COMPANIES, news

from db.address import Database
from db.citation import cite, hash_lines, keep_given
from db.query import find_query, run_query
from db.reading import reading
from db.render import to_json

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
DAMAGED = (
    '{"query_sha256": "0", "form": 1, "query": "events", "dateline": "1", "parameters": '
    '{"type": [[]]}, "revision": ["0002"], "records": {}, "records_sha256": "0", '
    '"run_at": "2024", "rows": 1, "rows_sha256": "0"}'
)
DEAL = "status: happened, when: 2024-03, companies: {payer: acme}"


@pytest.fixture
def dateline(run: Run, database: Path, load: Load) -> Callable[..., Result]:
    load(COMPANIES, news("globe", DEAL))
    return lambda *words: run("--db", str(database), *map(str, words))


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_can_be_asked_again(
    dateline: Callable[..., Result], tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"answer.{form}"
    written = dateline("timeline", "--company", "Acme", "--cite", "--format", form, "--output", out)
    assert written.exit_code == 0
    again = dateline("rerun", out)
    assert again.exit_code == 0
    assert again.stdout.startswith("the same 1 rows as on 2")


@pytest.mark.parametrize(
    "command", ["companies", "events", "sources", "query launches", "conflicts", "totals"]
)
def test_every_command_that_prints_rows_can_cite(
    dateline: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    out = tmp_path / "answer.md"
    dateline(*command.split(), "--cite", "--format", "markdown", "--output", out)
    assert dateline("rerun", out).exit_code == 0


def test_a_citation_says_what_was_asked_of_what(
    dateline: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "answer.json"
    dateline(
        "timeline", "--company", "Acme", "--from", "2024", "--type", "purchase", "--cite",
        "--format", "json", "--output", out,
    )  # fmt: skip
    citation = json.loads(out.read_text(encoding="utf-8"))["citation"]
    assert citation["query"] == "timeline"
    assert citation["parameters"] == {"company": "Acme", "from": "2024", "type": ["purchase"]}
    assert list(citation["records"]) == ["companies", "globe"]
    assert citation["rows"] == 1


def test_rows_that_are_no_longer_the_same_are_told(
    dateline: Callable[..., Result], load: Load, tmp_path: Path
) -> None:
    out = tmp_path / "answer.json"
    dateline("events", "--cite", "--format", "json", "--output", out)
    load(COMPANIES, news("globe", DEAL.replace("2024-03", "2024-04")), news("herald", DEAL))
    again = dateline("rerun", out)
    assert again.exit_code == 1
    lines = again.stdout.splitlines()
    assert lines[:4] == [
        "records added: herald",
        "records changed: globe",
        "the rows are not the same",
        "1 rows gone, 1 new",
    ]
    assert [line[0] for line in lines[4:]] == ["-", "+"]


def test_a_record_that_changes_nothing_of_the_answer_is_told_and_the_rows_are_the_same(
    dateline: Callable[..., Result], load: Load, tmp_path: Path
) -> None:
    out = tmp_path / "answer.csv"
    dateline("timeline", "--company", "Acme", "--cite", "--format", "csv", "--output", out)
    load(COMPANIES.replace("name: Globex", "name: Globex Ltd"), news("globe", DEAL))
    again = dateline("rerun", out)
    assert again.exit_code == 0
    assert again.stdout.startswith("records changed: companies\nthe same 1 rows")


def test_a_withdrawn_file_is_told(dateline: Callable[..., Result], tmp_path: Path) -> None:
    out = tmp_path / "answer.txt"
    dateline("sources", "--cite", "--output", out)
    dateline("load", "--remove", "globe")
    again = dateline("rerun", out)
    assert again.exit_code == 1
    assert "records withdrawn: globe\n1 rows, now 0\n" in again.stdout


def test_a_changed_query_and_another_schema_are_told(
    dateline: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "answer.json"
    dateline("events", "--cite", "--format", "json", "--output", out)
    text = json.loads(out.read_text(encoding="utf-8"))
    text["citation"] |= {"query_sha256": "0" * 64, "revision": ["0001"]}
    out.write_text(json.dumps(text), encoding="utf-8")
    told = dateline("rerun", out).stdout
    assert told.startswith("the query events has changed\nschema revision 0001, now ")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no citation here", "holds no citation; write one by the option --cite"),
        ("{}", "holds no citation"),
        ('{"query_sha256": "0"}', "has a citation of another form"),
        ('{"query_sha256": "0", "form": 1}', "has a damaged citation: 'query' is missing or wrong"),
        (
            DAMAGED,
            "has a damaged citation: a parameter is no text",
        ),
        ("```dateline\n{broken\n```", "holds no citation"),
    ],
)
def test_a_file_without_a_whole_citation_is_a_clear_error(
    dateline: Callable[..., Result], tmp_path: Path, text: str, fault: str
) -> None:
    path = tmp_path / "answer.md"
    path.write_text(text, encoding="utf-8")
    result = dateline("rerun", path)
    assert result.exit_code == 1
    assert fault in result.stderr


def test_a_file_that_is_not_there_is_a_clear_error(
    dateline: Callable[..., Result], tmp_path: Path
) -> None:
    assert "none.md is not there; name what" in dateline("rerun", tmp_path / "none.md").stderr


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_csv_has_its_citation_in_a_file_and_so_needs_one(
    dateline: Callable[..., Result], form: str
) -> None:
    result = dateline("events", "--cite", "--format", form)
    assert result.exit_code == 1
    assert "needs --output FILE" in result.stderr


def test_without_cite_nothing_is_added(dateline: Callable[..., Result]) -> None:
    assert "Citation" not in dateline("events").stdout
    assert json.loads(dateline("events", "--format", "json").stdout)[0]["event_id"] == "deal"


def test_the_rows_have_the_same_hash_on_a_server(
    acme_database: Path, acme_server: Database
) -> None:
    hashes = set()
    for database in (acme_database, acme_server):
        with reading(database) as connection:
            for name in ("timeline", "totals", "event_figures"):
                query = find_query(name)
                result = run_query(connection, query, {})
                hashes.add((name, cite(connection, query, {}, result)["rows_sha256"]))
    assert len(hashes) == 3


def test_many_files_are_hashed_but_not_listed(
    dateline: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> dict[str, object]:
        text = dateline("events", "--cite", "--format", "json").stdout
        found: dict[str, object] = json.loads(text)["citation"]
        return found

    listed = ask()
    monkeypatch.setattr("db.citation.MOST_FILES", 1)
    assert ask()["records"] == {}
    assert ask()["records_sha256"] == listed["records_sha256"]


def test_only_parameters_that_were_given_are_kept_and_as_they_were() -> None:
    given = {"type": ("launch",), "limit": 0, "only": False, "to": None, "status": ()}
    assert keep_given(given) == {"limit": 0, "type": ["launch"]}


def test_the_records_are_hashed_as_a_shell_would(dateline: Callable[..., Result]) -> None:
    citation = json.loads(dateline("events", "--cite", "--format", "json").stdout)["citation"]
    lines = "".join(f"{file} {digest}\n" for file, digest in citation["records"].items())
    assert citation["records_sha256"] == hashlib.sha256(lines.encode()).hexdigest()


def test_the_rows_of_a_json_answer_give_its_hash(dateline: Callable[..., Result]) -> None:
    answer = json.loads(dateline("events", "--cite", "--format", "json").stdout)
    assert hash_lines(map(to_json, answer["rows"])) == answer["citation"]["rows_sha256"]


def test_suggestions_which_no_saved_query_gives_cannot_be_cited(
    dateline: Callable[..., Result],
) -> None:
    assert "No such option" in dateline("suggest", "companies", "--cite").stderr
