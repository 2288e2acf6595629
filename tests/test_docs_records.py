"""docs/records.md is true: its examples are checked, its tables compared, its sessions run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import msgspec
import pytest
import yaml
from conftest import ROOT, Run
from sqlalchemy import Connection

from db import record as entries
from db.amount import format_amount, parse_amount
from db.check import check_records
from db.edtf import parse_edtf
from db.engine import make_engine
from db.errors import DataProblems
from db.files import parse_record
from db.load import check_files, load_files
from db.problem import Problem
from db.standing import Standing

TEXT = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
CONTEXT = ("acme.yaml", "companies.yaml", "codes.yaml", "example-post.yaml")
FAULTY = "faulty.yaml"
STRUCTS: dict[str, type[msgspec.Struct]] = {
    "The file": entries.RecordEntry,
    "`source:`": entries.SourceEntry,
    "`text:`": entries.TextEntry,
    "An entry of `cites:`": entries.CitedEntry,
    "An entry of `companies:`": entries.CompanyEntry,
    "An entry of `aliases:`": entries.AliasEntry,
    "An entry of `relations:`": entries.RelationEntry,
    "An entry of `events:`": entries.EventEntry,
    "An entry of `claims:`": entries.ClaimEntry,
    "`inferred:` of a claim": entries.InferredEntry,
    "An entry of `amounts:`": entries.AmountEntry,
    "An entry of `left_out:`": entries.LeftOutEntry,
    "An entry of `same_as:`": entries.SameAsEntry,
    "An entry of `types:`, `roles:`, `measures:` or `units:`": entries.CodeEntry,
}
SOURCE = "source:\n  id: example\n  publisher: Example News\n"
TITLED = SOURCE + "  description: D\n"
EVENT = "events:\n  - id: acme-rents-computers\n    claims:\n"
LENGTH = f"  text: {{sha256: {'0' * 64}, characters: 409}}\n"
# Around a part of a file, so that it can be checked by itself.
FRAMES = {
    "In the file": "@\n",
    "Below `source:`": TITLED + "  @\n",
    "In an entry of `companies:`": "id: example\ncompanies:\n  - @\n",
    "In an entry of `events:`": TITLED + "events:\n  - @\n",
    "In a claim": TITLED + LENGTH + EVENT + "      - @\n",
    "In an amount": TITLED + EVENT + "      - status: happened\n        amounts:\n          - @\n",
    "In an entry of `types:`, `roles:`, `measures:` or `units:`": "id: example\n@\n",
}


@dataclass(frozen=True)
class Table:
    heading: str
    columns: list[str]
    rows: list[list[str]]


def read_tables() -> Iterator[Table]:
    heading = ""
    for part in re.split(
        r"\n\n", re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    ):
        if part.lstrip().startswith("#"):
            heading = part.strip().lstrip("# ")
        elif part.startswith("| "):
            cells = [line.strip("| ").split(" | ") for line in part.splitlines()]
            yield Table(heading, cells[0], cells[2:])


TABLES = list(read_tables())


def table(heading: str, first: str) -> Table:
    (found,) = (t for t in TABLES if t.heading == heading and t.columns[0] == first)
    return found


def codes_in(heading: str, first: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", " ".join(row[0] for row in table(heading, first).rows)))


def examples() -> list[str]:
    return [text for language, name, text in BLOCKS if language == "yaml" and name != FAULTY]


def make_whole(text: str) -> str:
    """An example as a file: parts of one get a source."""
    return text if {"id", "source"} & yaml.safe_load(text).keys() else TITLED + text


@pytest.fixture(scope="module")
def context(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the files of the document that have a name."""
    folder = tmp_path_factory.mktemp("records")
    database = folder / "context.duckdb"
    database.write_bytes(_empty.read_bytes())
    files = [folder / name for name in CONTEXT]
    for file in files:
        file.write_text(block(file.name), encoding="utf-8")
    load_files(files, database, wait=0)
    return database


def block(name: str) -> str:
    (found,) = (text for _, given, text in BLOCKS if given == name)
    return str(found)


@pytest.mark.parametrize("text", examples())
def test_each_example_is_free_of_problems(text: str, context: Path, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(make_whole(text), encoding="utf-8")
    assert check_files([path], context) == []


def test_the_examples_hold_each_field() -> None:
    written = set(re.findall(r"[\s{](\w+):", "\n".join(examples())))
    for struct in STRUCTS.values():
        assert set(struct.__struct_fields__) - written == set()


@pytest.mark.parametrize("heading", STRUCTS)
def test_each_field_is_told_and_whether_it_is_needed(heading: str) -> None:
    told = {row[0].strip("`"): row[1] == "yes" for row in table(heading, "field").rows}
    fields = msgspec.structs.fields(STRUCTS[heading])
    assert told == {field.name: field.required for field in fields}


def test_every_kind_of_entry_has_its_table() -> None:
    kinds = {
        value
        for value in vars(entries).values()
        if isinstance(value, type) and issubclass(value, entries.Entry)
    }
    assert set(STRUCTS.values()) == kinds - {entries.Entry}


@pytest.mark.parametrize("row", table("Dates", "written").rows, ids=lambda row: str(row[0]))
def test_each_date_means_the_days_that_are_told(row: list[str]) -> None:
    found = parse_edtf(row[0].strip("`"))

    def show(day: date | None) -> str:
        return "open" if day is None else day.isoformat()

    assert [show(found.earliest), show(found.latest)] == row[2:]


@pytest.mark.parametrize("row", table("Amounts", "value").rows, ids=lambda row: str(row[0]))
def test_each_amount_is_shown_as_is_told(row: list[str], context: Path) -> None:
    value, per, shown = (cell.strip("`") for cell in row)
    with duckdb.connect(str(context), read_only=True) as connection:
        units = {unit for (unit,) in connection.execute("SELECT id FROM unit").fetchall()}
    assert format_amount(parse_amount(value, units), per) == shown


@pytest.mark.parametrize(
    ("heading", "first", "lookup"),
    [
        ("Amounts", "per", "per"),
        ("Amounts", "basis", "basis"),
        ("Statuses, types and roles", "status", "status"),
        ("Companies and relations", "kind", "company_kind"),
        ("Companies and relations", "relation", "relation_kind"),
    ],
)
def test_each_code_of_a_closed_list_is_told(
    heading: str, first: str, lookup: str, context: Path
) -> None:
    with duckdb.connect(str(context), read_only=True) as connection:
        rows = connection.execute(f"SELECT id FROM {lookup}").fetchall()  # noqa: S608
    assert codes_in(heading, first) == {code for (code,) in rows}


@pytest.mark.parametrize(
    "line", [s for name, _, t in BLOCKS if name == "sh" for s in t.splitlines()]
)
def test_each_list_is_shown_by_the_command_that_is_told(line: str, context: Path) -> None:
    client, database, option, query = shlex.split(line)
    assert (client, database, option) == ("duckdb", "dateline.duckdb", "-c")
    with duckdb.connect(str(context), read_only=True) as connection:
        assert connection.execute(query).fetchall()


PROBLEMS = [
    (t.heading, *row) for t in TABLES if t.columns == ["written", "problem"] for row in t.rows
]


@pytest.fixture(scope="module")
def connection(context: Path) -> Iterator[Connection]:
    with make_engine(context, read_only=True).connect() as connection:
        yield connection


@pytest.mark.parametrize(("heading", "written", "problem"), PROBLEMS)
def test_each_problem_is_told_as_it_is_shown(
    heading: str, written: str, problem: str, connection: Connection
) -> None:
    text = FRAMES[heading].replace("@", written[1:-1])
    record, problems = parse_record(text, "example.yaml", "")
    if record is not None:
        problems = check_records(
            [record], Standing(connection, [record.id]), references=True
        ).problems
    assert say(problems) == [bare(problem)]


def bare(cell: str) -> str:
    """What a cell shows as code: between single signs, or double ones where it holds such signs."""
    return cell[2:-2].strip() if cell.startswith("``") else cell[1:-1]


def say(problems: Iterable[Problem]) -> list[str]:
    """Problems without their places."""
    return [line.partition(": ")[2] for line in str(DataProblems(list(problems))).splitlines()]


RING = "  - {id: %s, relations: [{parent: %s, event: acme-rents-computers}]}\n"
PLANNED = "      - {status: planned, amounts: [{measure: headcount, value: 5 people}]}\n"
WHOLE_FILES = [
    [b"id: caf\xe9"],
    [b"id: a\x07"],
    [b"id: - a"],
    [b"id: a\n---\nid: b"],
    [b"id: " + b"[" * 40],
    [b"id: example", b"id: example"],
    [SOURCE.encode()],
    [(f"id: a\ncompanies:\n{RING}{RING}" % ("acme", "globex", "globex", "acme")).encode()],
    [f"{TITLED}{EVENT}{PLANNED}".encode()],
    [b"source: {id: example-news-2024-09-01, publisher: Example News, title: T}"],
]


def test_each_problem_of_a_whole_file_is_told_as_it_is_shown(context: Path, tmp_path: Path) -> None:
    found = set()
    for files in WHOLE_FILES:
        paths = [tmp_path / name for name in ("first.yaml", "second.yaml")][: len(files)]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        found |= {line.replace(f"{tmp_path}/", "") for line in say(check_files(paths, context))}
    told = [bare(line[2:]) for line in TEXT.splitlines() if re.match("- `.*; .*`$", line)]
    assert len(told) == len(WHOLE_FILES)
    assert set(told) <= found


def test_every_part_of_a_file_has_its_problems() -> None:
    assert {heading for heading, *_ in PROBLEMS} == FRAMES.keys()


def test_the_sessions_run_as_they_are_told(tmp_path: Path, run: Run) -> None:
    for language, name, text in BLOCKS:
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
        elif language == "console":
            for part in text.split("$ ")[1:]:
                command, _, told = part.partition("\n")
                shown = run(*shlex.split(command)[1:]).output
                if "timeline" in command:  # its layout is another's to change
                    assert set(told.split()) <= set(shown.split())
                else:
                    assert shown == told
