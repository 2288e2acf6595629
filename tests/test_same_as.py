"""`same_as` entries spliced into record files, and out of them: all else stays byte for byte."""

from __future__ import annotations

import pytest

from db.errors import DataProblems
from db.same_as import SameAs, SpliceError, add_entries, make_file, remove_entry

ENTRY = SameAs("company", "acme-inc", "acme", "one company")
WRITTEN = "{company: acme-inc, same_as: acme, because: one company}"

BLOCK = """\
id: a
same_as:
    -   company: x
        same_as: y
        because: |
          z
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\n", f"id: a\n\nsame_as:\n  - {WRITTEN}\n"),
        ("id: a\r\nunits: []\r\n", f"id: a\r\nunits: []\r\n\r\nsame_as:\r\n  - {WRITTEN}\r\n"),
        ("\ufeffid: a # mine\n", f"\ufeffid: a # mine\n\nsame_as:\n  - {WRITTEN}\n"),
        (
            "same_as:\n- {company: x, same_as: y, because: z} # so\n# k\nid: a\n",
            f"same_as:\n- {{company: x, same_as: y, because: z}} # so\n- {WRITTEN}\n# k\nid: a\n",
        ),
        (BLOCK + "\n# end\n", BLOCK + f"    - {WRITTEN}\n\n# end\n"),
        (
            "id: a\nsame_as: [{event: x, same_as: y, because: z}] # so\n",
            f"id: a\nsame_as: [{{event: x, same_as: y, because: z}}, {WRITTEN}] # so\n",
        ),
    ],
)
def test_an_entry_is_put_in_and_taken_out_again(before: str, after: str) -> None:
    assert add_entries(before, [ENTRY], "a.yaml") == after
    assert remove_entry(after, "company", "acme-inc", "a.yaml") == before


@pytest.mark.parametrize("empty", ["same_as:\n", "same_as: []\n", "same_as: # none yet\n"])
def test_a_list_that_is_empty_is_filled_and_goes_with_its_last_entry(empty: str) -> None:
    filled = add_entries(f"id: a\n{empty}units: []\n", [ENTRY], "a.yaml")
    assert WRITTEN in filled
    assert remove_entry(filled, "company", "acme-inc", "a.yaml") == "id: a\nunits: []\n"


def test_a_last_line_without_its_break_gets_one() -> None:
    assert add_entries("id: a", [ENTRY], "a.yaml") == f"id: a\n\nsame_as:\n  - {WRITTEN}\n"


def test_the_first_of_several_on_one_line_is_taken_out() -> None:
    text = f"id: a\nsame_as: [{WRITTEN}, {{event: x, same_as: y, because: z}}]\n"
    left = "id: a\nsame_as: [{event: x, same_as: y, because: z}]\n"
    assert remove_entry(text, "company", "acme-inc", "a.yaml") == left


def test_a_company_and_an_event_may_have_one_id() -> None:
    text = make_file("a", [ENTRY, SameAs("event", "acme-inc", "acme-rises", "one event")])
    left = "id: a\n\nsame_as:\n  - {event: acme-inc, same_as: acme-rises, because: one event}\n"
    assert remove_entry(text, "company", "acme-inc", "a.yaml") == left


@pytest.mark.parametrize(
    "because", ['"so": yes, {no} # 1', "- a", "null", "it's", "顶点公司", "a  b", " a", "“x”: y"]
)
def test_any_reason_is_read_as_it_was_given(because: str) -> None:
    text = make_file("a", [SameAs("company", "b", "c", because)])
    again = add_entries(text, [ENTRY], "a.yaml")  # reads the file, and proves what it says
    assert text in again


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.yaml is no record file"),
        ("{id: a}\n", "a.yaml is no record file"),
        ("- a\n", "a.yaml is no record file"),
        ("id: a\n...\n", "add by hand, under `same_as:`, {company: acme-inc, same_as: acme"),
    ],
)
def test_what_cannot_be_spliced_is_refused_with_a_remedy(text: str, message: str) -> None:
    with pytest.raises(SpliceError, match=message):
        add_entries(text, [ENTRY], "a.yaml")


def test_what_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(DataProblems, match=r"a\.yaml:2: "):
        add_entries("id: a\nunits: [\n", [ENTRY], "a.yaml")


def test_an_entry_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(SpliceError, match=r"a\.yaml has no `same_as` entry of event 'acme-inc'"):
        remove_entry(make_file("a", [ENTRY]), "event", "acme-inc", "a.yaml")
