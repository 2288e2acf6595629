"""Record files are found, read and turned into records, with every fault at its line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from db.errors import DatelineError
from db.files import find_files, parse_record, read_record, read_records
from db.record import CitedEntry, Record, RecordEntry, RelationEntry, as_list

Write = Callable[[str, str], Path]


def parse(text: str) -> tuple[Record | None, list[str]]:
    record, problems = parse_record(dedent(text), "a.yaml", "0" * 64)
    assert (record is None) == bool(problems)
    return record, [str(problem).removeprefix("a.yaml:") for problem in sorted(problems)]


def record_of(text: str) -> Record:
    record, problems = parse(text)
    assert record is not None, problems
    return record


def problems_of(text: str) -> list[str]:
    return parse(text)[1]


# Finding


def test_files_are_found_as_named_and_all_below_a_folder_in_order(tmp_path: Path) -> None:
    (tmp_path / "more" / "old.yaml").mkdir(parents=True)
    for name in ("b.yaml", "a.yml", "more/c.yaml", "notes.txt", "more/.c.yaml.new"):
        (tmp_path / name).write_text("id: a")
    assert find_files([tmp_path / "notes.txt", tmp_path]) == [
        tmp_path / "notes.txt",
        tmp_path / "a.yml",
        tmp_path / "b.yaml",
        tmp_path / "more" / "c.yaml",
    ]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path, write: Write) -> None:
    path = write("a.yaml", "id: a")
    roundabout = tmp_path / "more" / ".." / "a.yaml"
    (tmp_path / "more").mkdir()
    assert find_files([path, Path("a.yaml"), roundabout, tmp_path]) == [path]


def test_a_file_that_is_not_there_is_named(write: Write) -> None:
    with pytest.raises(DatelineError, match=r"there is no file missing\.yaml"):
        find_files([write("a.yaml", "id: a"), Path("missing.yaml")])


def test_a_name_that_no_file_can_have_is_named() -> None:
    with pytest.raises(DatelineError, match=r"x cannot be read: File name too long"):
        find_files([Path("x" * 5000)])


def test_a_folder_without_records_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("id: a")
    with pytest.raises(DatelineError, match=r"holds no record file \(\*\.yaml\)"):
        find_files([tmp_path])


# Reading


def test_a_record_holds_its_file_its_id_and_the_hash_of_its_bytes(write: Write) -> None:
    path = write("a.yaml", "id: acme\ncompanies:\n  - {id: acme, name: Acme, kind: company}\n")
    record, problems = read_record(path)
    assert problems == []
    assert record is not None
    assert (record.file, record.id) == (str(path), "acme")
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record.line(("companies", 0, "name")) == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_newline_are_read(tmp_path: Path, newline: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(f"\ufeffid: acme{newline}foo: 1{newline}".encode())
    _, problems = read_record(path)
    assert [problem.line for problem in problems] == [2]


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"id: a\n# caf\xe9\n", 2), ("id: a\n".encode("utf-16"), 1), (b"id: a\n\xed\xa0\x80", 2)],
)
def test_a_file_in_another_encoding_is_a_problem_with_its_line(
    tmp_path: Path, data: bytes, line: int
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    _, problems = read_record(path)
    assert list(map(str, problems)) == [f"{path}:{line}: not UTF-8; save the file as UTF-8"]


def test_what_cannot_be_opened_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"cannot be read: Is a directory"):
        read_record(tmp_path)


def test_the_problems_of_all_files_are_found_together(write: Write) -> None:
    paths = [
        write("a.yaml", "id: a\nfoo: 1\n"),
        write("b.yaml", "id: b\n"),
        write("c.yaml", "id: c\nid: d\n"),
    ]
    records, problems = read_records(paths)
    assert [record.id for record in records] == ["b"]
    assert [(Path(problem.file).name, problem.line) for problem in problems] == [
        ("a.yaml", 2),
        ("c.yaml", 2),
    ]


def test_two_files_of_one_id_are_a_problem_of_the_second(write: Write) -> None:
    source = "source:\n  publisher: P\n  title: T\n  id: acme\n"
    paths = [write("a.yaml", source), write("b.yaml", source), write("c.yaml", "\nid: acme\n")]
    _, problems = read_records(paths)
    fault = f"the id 'acme' is also that of {paths[0]}; give each file an id of its own"
    assert list(map(str, problems)) == [f"{paths[1]}:4: {fault}", f"{paths[2]}:2: {fault}"]


# What a file says


def test_a_field_left_empty_is_a_field_left_out() -> None:
    record = record_of(
        """
        source: {id: a, publisher: Example News, title: "", author: , text: , cites: }
        companies:
        events:
          - id: e
            title:
            when: ''
            companies:
            claims:
              - {at: , status: , companies: , origin: , origin_certain: , inferred: , amounts: }
        """
    )
    plain = record_of(
        """
        source: {id: a, publisher: Example News}
        events: [{id: e, claims: [{}]}]
        """
    )
    assert record.content == plain.content


def test_an_empty_date_of_a_claim_is_not_a_date_left_out() -> None:
    record = record_of(
        """
        source: {id: a, publisher: Example News}
        events: [{id: e, when: 2024, claims: [{when: }, {when: ""}, {}]}]
        """
    )
    assert [claim.when for claim in record.content.events[0].claims] == [None, None, UNSET]


def test_text_stays_as_it_is_written() -> None:
    record = record_of(
        """
        source: {id: "007", publisher: no, title: null, published: 2024-08-02, author: 1e3}
        companies: [{id: acme, aliases: [no, 2024, {name: ~, when: 2024-08-02}, 1.0]}]
        """
    )
    source, company = record.content.source, record.content.companies[0]
    assert source is not None
    assert (source.id, source.publisher, source.title) == ("007", "no", "null")
    assert (source.published, source.author) == ("2024-08-02", "1e3")
    assert [a if isinstance(a, str) else (a.name, a.when) for a in company.aliases] == [
        "no",
        "2024",
        ("~", "2024-08-02"),
        "1.0",
    ]


def test_a_cited_source_is_an_id_or_what_is_known_of_it() -> None:
    record = record_of(
        "source: {id: a, publisher: P, cites: [b, {id: c, description: a report}]}\n"
    )
    assert record.content.source is not None
    assert record.content.source.cites == ["b", CitedEntry(id="c", description="a report")]


@pytest.mark.parametrize(
    ("written", "read"), [("true", True), ("false", False), ("True", True), ("0", False)]
)
def test_true_and_false_are_read(written: str, read: bool) -> None:
    record = record_of(
        f"""
        source: {{id: a, publisher: P}}
        events: [{{id: e, claims: [{{inferred: {written}}}]}}]
        """
    )
    assert record.content.events[0].claims[0].inferred is read


def test_a_relation_says_which_kinds_are_filled_in() -> None:
    relation = RelationEntry(event="e", parent="acme", variant_of="globex")
    assert relation.targets() == [("parent", "acme"), ("variant_of", "globex")]


def test_one_may_stand_where_several_may() -> None:
    assert as_list("acme") == ["acme"]
    assert as_list(["acme", "globex"]) == ["acme", "globex"]


def test_a_part_without_a_line_of_its_own_has_that_of_the_part_around_it() -> None:
    record = Record("a.yaml", "a", "", RecordEntry(), {(): 2, ("source",): 3})
    assert record.line(("source", "title")) == 3
    assert record.line(("events", 4, "claims")) == 2
    assert Record("a.yaml", "a", "", RecordEntry(), {}).line(("id",)) == 1


# What is wrong with a file

FIELDS = "write `name: value` for each, indented alike"
TEXT = "write text, in quotation marks if it starts with [ or {"
FILL = "fill it in, or remove it"
ADD_ID = "add `source:`, or `id:` at the top"
KNOWN = (
    "known fields are id, source, companies, events, left_out, same_as, types, roles, measures, "
    "units"
)
COMMA = "remove it, or put a text that holds a comma in quotation marks"
QUOTE = "write the value out, and quote a text that starts with & or *"
LIST = "write each item after a dash"


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        ("", "1: expected fields, got nothing", FILL),
        ("Acme buys Globex", "1: expected fields, got text", FIELDS),
        ("\n- id: a", "2: expected fields, got a list", FIELDS),
        ("{}", "1: the file has neither a source nor an id", ADD_ID),
        ("id:\nevents: []", "1: the file has neither a source nor an id", ADD_ID),
        (
            "source: {id: a, publisher: P}\nid: b",
            "2: a file with a source takes its id",
            "remove the `id:` at the top",
        ),
        ("id: a\nsource: null", "2: source: expected fields, got text", FIELDS),
        ("id: a\nsource: [b]", "2: source: expected fields, got a list", FIELDS),
        ("source:\n  publisher: P", "1: source: 'id' is missing", "add `id:`"),
        ("source:\n  id: a\n  publisher:", "1: source: 'publisher' is missing", "add `publisher:`"),
        ("id: a\ncompanis: []", "2: unknown field 'companis'", "did you mean 'companies'"),
        ("id: a\nfoo: 1", "2: unknown field 'foo'", KNOWN),
        (
            "id: a\ncompanies:\n  - {id: b, name: B, Inc., kind: company}",
            "3: unknown field 'Inc.'",
            COMMA,
        ),
        ("id: a\ncompanies:\n  id: acme", "2: companies: expected a list, got fields", LIST),
        (
            "id: a\ncompanies:\n  - id: b\n  - acme",
            "4: companies: expected fields, got text",
            FIELDS,
        ),
        ("id: a\ncompanies:\n  - id: b\n  -\n", "4: companies: expected fields, got nothing", FILL),
        (
            "id: a\ncompanies:\n  - id: b\n    relations:\n      - parent: c",
            "5: relations: 'event' is missing",
            "add `event:`",
        ),
        ("id: a\nevents:\n  - id: e", "3: events: 'claims' is missing", "add `claims:`"),
        (
            "id: a\nevents:\n  - id: e\n    claims:\n      - at:\n        inferred: yes",
            "6: inferred: expected true or false or fields, got text",
            "write true or false",
        ),
        (
            "id: a\nevents:\n  - id: e\n    claims:\n      - at:\n        origin_certain: null",
            "6: origin_certain: expected true or false, got text",
            "write true or false",
        ),
        (
            "id: a\nevents:\n  - id: e\n    claims:\n      - companies: null",
            "5: companies: expected fields, got text",
            FIELDS,
        ),
        (
            "id: a\nevents:\n  - id: e\n    claims:\n      - origin: {id: b}",
            "5: origin: expected text or a list, got fields",
            TEXT,
        ),
        (
            "id: a\nevents:\n  - id: e\n    claims:\n      - origin:\n        - b\n        - [c]",
            "7: origin: expected text, got a list",
            TEXT,
        ),
        (
            "id: a\nevents:\n  - id: e\n    title: {a: b, c: d}\n    claims: []",
            "4: title: expected text, got fields",
            TEXT,
        ),
        (
            "id: a\nsource:\n  text:\n    sha256: b\n    characters: many\n  id: a\n  publisher: P",
            "5: characters: expected a number, got text",
            "write digits only",
        ),
        (
            "source:\n  text:\n    sha256: b\n    characters: 1e999\n  id: a\n  publisher: P",
            "4: characters: number out of range",
            "write fewer digits",
        ),
        (
            "id: a\nsource: {id: a, publisher: P, text: null}",
            "2: text: expected fields, got text",
            FIELDS,
        ),
        ("id: a\nid: b", "2: 'id' is given twice", "keep one of the two"),
        ("id: a\nsource: &b", "2: anchors and aliases are not read here", QUOTE),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(text: str, fault: str, remedy: str) -> None:
    assert problems_of(text) == [f"{fault}; {remedy}"]


def test_each_role_that_is_not_filled_in_rightly_is_told_at_its_own_line() -> None:
    problems = problems_of(
        """\
        id: a
        events:
          - id: e
            claims:
              - companies:
                  payee: globex
                  payer: {id: acme}
                  seller:
                  buyer: [acme, [initech]]
        """
    )
    assert problems == [
        f"7: payer: expected text or a list, got fields; {TEXT}",
        f"8: seller: expected text or a list, got nothing; {FILL}",
        f"9: buyer: expected text, got a list; {TEXT}",
    ]


def test_no_fault_hides_another() -> None:
    problems = problems_of(
        """\
        foo: 1
        source:
          titel: T
          text: {sha256: a, characters: many, sha: b}
          cites:
            - {id: c, published: [2024]}
            - {titel: d}
        companies:
          - {name: Acme}
          - {id: b, aliases: [{when: 2023}], relations: [{event: e, owner: c}]}
        events:
          - {id: e, claims: [{inferred: perhaps, amounts: [{value: 1}, {measure: m}]}]}
        units:
          - {id: cups}
        """
    )
    assert [problem.partition(";")[0] for problem in problems] == [
        "1: unknown field 'foo'",
        "2: source: 'id' is missing",
        "2: source: 'publisher' is missing",
        "3: unknown field 'titel'",
        "4: characters: expected a number, got text",
        "4: unknown field 'sha'",
        "6: published: expected text, got a list",
        "7: cites: 'id' is missing",
        "7: unknown field 'titel'",
        "9: companies: 'id' is missing",
        "10: aliases: 'name' is missing",
        "10: unknown field 'owner'",
        "12: amounts: 'measure' is missing",
        "12: amounts: 'value' is missing",
        "12: inferred: expected true or false or fields, got text",
        "14: units: 'description' is missing",
        "14: units: 'label' is missing",
    ]


ANY = st.recursive(
    st.none() | st.text() | st.sampled_from(["null", "true", "1", "-1", "1e999", "9" * 5000]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=9) | st.sampled_from(["id", "when", "name"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(RecordEntry.__struct_fields__), ANY))
def test_any_data_is_a_record_or_has_problems(data: dict[str, Any]) -> None:
    parse(write_yaml(data))


def write_yaml(value: Any) -> str:
    """Data as YAML on one line, all text in quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_yaml(k)}: {write_yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_yaml, value)) + "]"
    if value is None:
        return ""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'


def test_what_lies_in_hidden_folders_is_no_record(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "package.yaml").write_text("id: package\n", encoding="utf-8")
    (tmp_path / "acme.yaml").write_text("id: acme\n", encoding="utf-8")
    assert find_files([tmp_path]) == [tmp_path / "acme.yaml"]
