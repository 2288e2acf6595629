"""YAML is read as plain text with a line for each part, or refused with a line and a remedy."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.document import Document, YamlFault, read_yaml
from db.problem import Problem


def problem_in(text: str) -> Problem:
    document = read_yaml(text, "a.yaml")
    assert document.data is None or document.problems
    (problem,) = document.problems
    return problem


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "null", "~", "true", "2024-08-02", "1.0", "0x1F", "1e3", "012", "12:30:45", "."],
)
def test_whatever_other_readers_turn_into_something_stays_text(text: str) -> None:
    assert read_yaml(f"title: {text}", "a.yaml").data == {"title": text}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("title:", {"title": None}),
        ("title: ''", {"title": None}),
        ('title: ""', {"title": None}),
        ("title: # none yet", {"title": None}),
        ("title: |\n", {"title": None}),
        ("title: ' '", {"title": " "}),
        ("names:\n-\n- b\n", {"names": [None, "b"]}),
        ("{name: Acme, Inc.}", {"name": "Acme", "Inc.": None}),
        ("title: !!str 5", {"title": "5"}),
        ("title: >\n  Acme\n  buys\n", {"title": "Acme buys\n"}),
        ("title: Acme\n  buys", {"title": "Acme buys"}),
        ('title: "Acme\\tbuys \\u00e9"', {"title": "Acme\tbuys é"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("--- {a: b}\n...\n", {"a": "b"}),
        ("? a\n: b", {"a": "b"}),
        ("", None),
        ("# nothing but a remark\n", None),
        ("---\n", None),
    ],
)
def test_yaml_becomes_plain_data(text: str, data: object) -> None:
    document = read_yaml(text, "a.yaml")
    assert document.data == data
    assert document.problems == []


def test_every_part_has_the_line_on_which_it_begins() -> None:
    document = read_yaml(
        "# a remark\n"
        "id: acme\n"
        "\n"
        "names: [Acme,\n"
        "  Acme Corp]\n"
        "events:\n"
        "  - id: one\n"
        "    note: |\n"
        "      several\n"
        "      lines\n"
        "    when:\n"
        "  -\n"
        "    id: two\n",
        "a.yaml",
    )
    assert document.lines == {
        (): 2,
        ("id",): 2,
        ("names",): 4,
        ("names", 0): 4,
        ("names", 1): 5,
        ("events",): 6,
        ("events", 0): 7,
        ("events", 0, "id"): 7,
        ("events", 0, "note"): 8,
        ("events", 0, "when"): 11,
        ("events", 1): 13,
        ("events", 1, "id"): 13,
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "é", "中", "😀"])
def test_lines_are_counted_as_an_editor_counts_them(newline: str, odd: str) -> None:
    text = newline.join([f"title: 'a{odd}{odd}b'", f"# {odd}", "note: c", "when: d"])
    assert read_yaml(text, "a.yaml").lines[("when",)] == 4


@pytest.mark.parametrize(
    ("text", "line", "fault", "remedy"),
    [
        (
            "a: b\ntitle: Acme: the story\n",
            2,
            "not YAML: mapping values are not allowed in this context",
            "put a text that holds a colon in quotation marks",
        ),
        (
            'a: b\ntitle: "Acme\nc: d\n',
            2,
            "not YAML: found unexpected end of stream",
            "close the quotation mark that opens here",
        ),
        (
            "a: b\nc: {d: e\nf: g\n",
            2,
            "not YAML: did not find expected ',' or '}'",
            "close the bracket that opens here, or put its texts in quotation marks",
        ),
        (
            "a: [b, c\nd: e\n\n",
            1,
            "not YAML: did not find expected ',' or ']'",
            "close the bracket that opens here, or put its texts in quotation marks",
        ),
        (
            "a: b\nAcme buys\nGlobex: c\n",
            2,
            "not YAML: could not find expected ':'",
            "write `name: value`, or indent a text that goes on from the line above",
        ),
        (
            "a:\n  b: c\n d: e\n",
            3,
            "not YAML: did not find expected key",
            "indent the fields of an entry alike, and quote a text that holds quotes whole",
        ),
        (
            'title: "Acme" buys\n',
            1,
            "not YAML: did not find expected key",
            "indent the fields of an entry alike, and quote a text that holds quotes whole",
        ),
        (
            "a:\n\tb: c\n",
            2,
            "not YAML: found character that cannot start any token",
            "indent with spaces, not tabs, and quote a text that starts with @",
        ),
        (
            "a: - b\n",
            1,
            "not YAML: block sequence entries are not allowed in this context",
            "correct the line or the one above",
        ),
        (
            "a: [\n\n\n",
            1,
            "not YAML: did not find expected node content",
            "correct the line or the one above",
        ),
        (
            "# é 中\n# 😀\na: 'x\x07'\n",
            3,
            "not YAML: control characters are not allowed",
            "remove the character U+0007",
        ),
        ("a: b\n---\nc: d\n", 2, "a second document starts here", "keep one record a file"),
        ("---\n---\nc: d\n", 2, "a second document starts here", "keep one record a file"),
        ("a: b\nc: d\na: e\n", 3, "'a' is given twice", "keep one of the two"),
        ("a: b\n[c]: d\n", 2, "a key that is not a word", "write `key: value`"),
        ("a: b\n? {c: d}\n: e\n", 2, "a key that is not a word", "write `key: value`"),
        (
            "a: b\nc: &d e\n",
            2,
            "anchors and aliases are not read here",
            "write the value out, and quote a text that starts with & or *",
        ),
        (
            "a: b\n&c d: e\n",
            2,
            "anchors and aliases are not read here",
            "write the value out, and quote a text that starts with & or *",
        ),
        (
            "a: b\nc: [*d]\n",
            2,
            "anchors and aliases are not read here",
            "write the value out, and quote a text that starts with & or *",
        ),
        (
            "a: b\ntitle: !Yahoo buys Acme\n",
            2,
            "tags are not read here",
            "write the value out, and quote a text that starts with !",
        ),
        (
            "a: b\nc: !!map {d: e}\n",
            2,
            "tags are not read here",
            "write the value out, and quote a text that starts with !",
        ),
        (
            "a:\n  " + "[" * 40 + "]" * 40,
            2,
            "nested too deeply",
            "see docs/records.md for the format",
        ),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line_and_a_remedy(
    text: str, line: int, fault: str, remedy: str
) -> None:
    assert problem_in(text) == Problem("a.yaml", line, fault, remedy)


def test_each_key_that_is_given_twice_is_reported() -> None:
    document = read_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\n", "a.yaml")
    assert [(p.line, p.fault) for p in document.problems] == [
        (2, "'a' is given twice"),
        (3, "'c' is given twice"),
    ]


def test_a_fault_that_ends_the_reading_keeps_what_was_found_before_it() -> None:
    document = read_yaml("a: 1\na: 2\nb: *c\n", "a.yaml")
    assert [problem.line for problem in document.problems] == [2, 3]
    assert document.data is None


def test_a_fault_says_what_is_wrong_and_what_to_do() -> None:
    fault = YamlFault(3, "tags are not read here", "write the value out")
    assert str(fault) == "tags are not read here; write the value out"
    assert fault.line == 3


@settings(deadline=None)
@given(st.text())
@example("\ufeff\ufeffa: b")
@example("%YAML 1.2\n---\na: b")
@example("%YAML 9.9\n---\na: b")
@example("%TAG ! x\n--- !a b")
@example("a: >x\n  b")
@example("a: '\\ud800'")
@example('a: "\\ud800"')
@example("...")
def test_any_text_is_read_or_refused(text: str) -> None:
    check_any(text)


SIGNS = [*"ab:-[]{}&*!|>'\"#%@`,? \n\t~.", "- ", ": ", "\n  ", "---"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIGNS)))
def test_any_signs_of_yaml_are_read_or_refused(signs: list[str]) -> None:
    check_any("".join(signs))


def check_any(text: str) -> None:
    document = read_yaml(text, "a.yaml")
    lines = text.count("\n") + text.count("\r") + 1
    for problem in document.problems:
        assert 1 <= problem.line <= lines
        assert problem.fault
        assert problem.remedy
    assert all(1 <= line <= lines for line in document.lines.values())
    assert is_plain(document)


def is_plain(document: Document) -> bool:
    waiting = [document.data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            assert all(isinstance(key, str) for key in value)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        else:
            assert value is None or (isinstance(value, str) and value)
    return True


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "a: " + "x" * 100_000,
        "x" * 100_000 + ": a",
        "'" + "''" * 50_000,
        "a: &a [" + "*a, " * 50_000,
        "a: b\n" * 20_000,
        "#" * 100_000,
        "\r" * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(1000)),
    ],
)
def test_a_hostile_file_ends_soon(text: str) -> None:
    start = time.perf_counter()
    read_yaml(text, "a.yaml")
    assert time.perf_counter() - start < 3
