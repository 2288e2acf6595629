"""A cited answer repeated: the same rows, or what differs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Load, Run

HEAD = "source: {id: globe-1, title: News, publisher: The Globe, published: 2024-06-01}\n"
COMPANY = "companies: [{id: acme, name: Acme, kind: company}]\n"
CLAIM = "{status: happened, companies: {subject: acme}, at: 1-9#%s}" % ("0" * 64)
FIRST = "  - {id: %s, title: About %s, type: launch, when: %s, claims: [%s]}\n"
Write = Callable[..., Path]


def record(*events: tuple[str, str]) -> str:
    lines = "".join(FIRST % (name, name, when, CLAIM) for name, when in events)
    return f"{HEAD}{COMPANY}events:\n{lines}"


ONE = record(("acme-one", "2024-01"), ("acme-two", "2024-02"))
OTHER = record(("acme-one", "2024-01"), ("acme-two", "2024-03"), ("acme-three", "2024-04"))
MORE = "{id: more, companies: [{id: hooli, name: Hooli, kind: company}]}"
FORMS = ("table", "markdown", "json", "jsonl", "csv")


@pytest.fixture
def cite(run: Run, database: Path, load: Load, tmp_path: Path) -> Callable[[str], Path]:
    """Cite the timeline of a first record in a file of this form: `cite("csv")`."""

    def cite_timeline(form: str) -> Path:
        load(ONE)
        file = tmp_path / f"answer.{form}"
        options = ("--company", "Acme", "--cite", "--format", form, "--output", str(file))
        assert run("timeline", *options, db=database).output == ""
        return file

    return cite_timeline


def repeat(run: Run, database: Path, file: Path) -> tuple[int, list[str]]:
    result = run("rerun", str(file), db=database)
    assert result.stderr == ""
    first, *lines = result.stdout.splitlines()
    assert re.fullmatch(r"timeline --company Acme, cited \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first)
    return result.exit_code, lines


@pytest.mark.parametrize("form", FORMS)
def test_the_same_records_give_the_same_rows(
    run: Run, database: Path, cite: Callable[[str], Path], form: str
) -> None:
    file = cite(form)
    assert repeat(run, database, file) == (0, ["same rows: 2"])
    if form in ("csv", "jsonl"):
        beside = file.with_name(f"{file.name}.cite.json")
        assert repeat(run, database, beside) == (0, ["same rows: 2"])
        file.unlink()
        assert repeat(run, database, beside) == (0, ["same rows: 2"])


@pytest.mark.parametrize("form", FORMS)
def test_other_records_are_named_and_other_rows_are_counted(
    run: Run, database: Path, load: Load, cite: Callable[[str], Path], form: str
) -> None:
    file = cite(form)
    load(OTHER)
    known = "; 2 added, 1 removed" if form in ("json", "jsonl", "csv") else ""
    assert repeat(run, database, file) == (
        *(1,),
        [f"other rows: 2 then, 3 now{known}", "the records have changed: globe-1 changed"],
    )


def test_records_that_do_not_matter_leave_the_rows_the_same(
    run: Run, database: Path, load: Load, cite: Callable[[str], Path]
) -> None:
    file = cite("json")
    load(ONE, MORE)
    changed = "the records have changed: more loaded since"
    assert repeat(run, database, file) == (0, ["same rows: 2", changed])
    found = json.loads(file.read_text())
    found["citation"]["files"]["gone"] = "00"
    file.write_text(json.dumps(found))
    assert repeat(run, database, file) == (
        *(0,),
        ["same rows: 2", f"{changed}; gone withdrawn since"],
    )


def test_a_query_a_schema_and_a_program_that_have_changed_are_told(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("json")
    found = json.loads(file.read_text())
    found["citation"] |= {
        "query_sha256": "00",
        "schema_revision": ["0001"],
        "dateline": "0.0.1",
    }
    file.write_text(json.dumps(found))
    code, lines = repeat(run, database, file)
    assert code == 0
    assert lines[:2] == ["same rows: 2", "the query timeline has changed"]
    assert lines[2].startswith("the schema revision was 0001, and is 0")
    assert lines[3].startswith("Dateline was 0.0.1, and is ")


def test_rows_that_were_edited_are_told(
    run: Run, database: Path, load: Load, cite: Callable[[str], Path]
) -> None:
    file = cite("json")
    file.write_text(file.read_text().replace("About acme-two", "About something else"))
    edited = "the rows in the file are not those that it cites: it was changed since"
    assert repeat(run, database, file) == (0, ["same rows: 2", edited])


def test_rows_in_another_order_are_told(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("csv")
    beside = file.with_name(f"{file.name}.cite.json")
    found = json.loads(beside.read_text())
    found["citation"]["rows_sha256"] = "00"
    beside.write_text(json.dumps(found))
    assert repeat(run, database, file) == (1, ["the same rows in another order: 2"])


def test_a_table_that_is_part_of_a_longer_text_is_found(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("markdown")
    file.write_text(f"# My article\n\n{file.read_text()}\nMore text with `code`.\n")
    assert repeat(run, database, file) == (0, ["same rows: 2"])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("just a text\n", "holds no citation; `--cite` puts one beside an answer"),
        ("[1, 2]", "holds no citation; `--cite` puts one beside an answer"),
        ('{"citation": 3}', "the citation is no JSON object"),
        ('{"citation": {"query": "timeline"}}', "says nothing readable of `query_sha256`"),
        ("```dateline\n{ half", "its citation is damaged"),
        ("", "holds no citation"),
    ],
)
def test_a_file_without_a_citation_is_one_clear_error(
    run: Run, acme_database: Path, write: Write, text: str, fault: str
) -> None:
    result = run("rerun", str(write("answer.md", text)), db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert fault in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_no_text_or_not_there_is_one_clear_error(
    run: Run, acme_database: Path
) -> None:
    result = run("rerun", str(acme_database), db=acme_database)
    assert "holds no citation: it is no text in UTF-8" in result.stderr
    result = run("rerun", "missing.json", db=acme_database)
    assert result.stderr == "Error: missing.json cannot be read: No such file or directory\n"


def test_a_query_or_a_parameter_that_is_gone_is_one_clear_error(
    run: Run, database: Path, cite: Callable[[str], Path]
) -> None:
    file = cite("json")
    text = file.read_text()
    file.write_text(text.replace('"query": "timeline"', '"query": "../timeline"'))
    result = run("rerun", str(file), db=database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no saved query '../timeline'" in result.stderr
    file.write_text(text.replace('"company": "Acme"', '"colour": "red"'))
    result = run("rerun", str(file), db=database)
    assert "the query timeline has no parameter colour any more" in result.stderr
