"""What the commands share: completion from the data, and commands made from saved queries."""

from __future__ import annotations

import shutil
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import click
import duckdb
import pytest
from click.shell_completion import ShellComplete
from conftest import Run

from cli import cli
from db.options import prepare_standard_output
from db.query import QUERIES, SavedQuery, find_query, list_queries
from db.query_commands import make_command, make_option
from db.query_head import Param, QueryError


def complete(*words: str) -> list[str]:
    """What the shell would offer in place of the last word."""
    *done, last = words
    shell = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    return [item.value for item in shell.get_completions(done, last)]


@pytest.fixture
def chosen(acme_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that is chosen by DATELINE_DB."""
    monkeypatch.setenv("DATELINE_DB", str(acme_database))
    return acme_database


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("timeline", "--company", ""), ["Acme", "Globex", "Initech", "acme", "globex", "initech"]),
        (("timeline", "--company", "AC"), ["Acme", "acme"]),
        (("events", "--company", "g"), ["Globex", "globex"]),
        (("company", "init"), ["Initech", "initech"]),
        (("query", "launches", "--company", "init"), ["Initech", "initech"]),
        (("company", "nobody"), []),
        (("event", "acme-"), ["acme-founded", "acme-pays-globex"]),
        (("query", "event_claims", "--event", "globex"), ["globex-plans-more"]),
        (("source", ""), ["globe-2024-04-01", "wire-2024-03-30"]),
        (("query", "source_claims", "--source", "wire"), ["wire-2024-03-30"]),
        (("timeline", "--type", "laun"), ["launch"]),
        (("events", "--type", "found"), ["founding"]),
        (("query", "timeline", "--type", "found"), ["founding"]),
        (("timeline", "--status", "for"), ["forecast"]),
        (("query", "timeline", "--status", "for"), ["forecast"]),
        (("query", "pay"), ["payments_between"]),
        (("timeline", "--format", "js"), ["json", "jsonl"]),
        (("migrate", "up"), ["upgrade"]),
        (("ti",), ["timeline"]),
    ],
)
def test_the_shell_is_offered_what_the_database_holds(
    words: tuple[str, ...], offered: list[str]
) -> None:
    assert [name for name in complete(*words) if not name.startswith("顶")] == offered


def test_chinese_names_are_offered(chosen: Path) -> None:
    assert chosen.exists()
    assert complete("company", "顶") == ["顶点公司"]


def test_the_database_may_be_chosen_on_the_line(acme_database: Path, tmp_path: Path) -> None:
    assert complete("--db", str(acme_database), "company", "glo") == ["Globex", "globex"]
    assert complete("--db", str(tmp_path / "missing"), "company", "glo") == []
    assert complete("company", "glo") == []
    assert list(tmp_path.iterdir()) == []


def test_names_that_a_shell_would_take_apart_are_not_offered(
    acme_database: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(acme_database, tmp_path / "copy.duckdb"))
    with duckdb.connect(str(path)) as writer:
        for number, name in enumerate(("Two Words", "$(reboot)", "a;b", "new\nline", "it's")):
            writer.execute(
                "INSERT INTO company (id, name, kind, owner) VALUES (?, ?, 'company', 'x')",
                [f"odd-{number}", name],
            )
    offered = complete("--db", str(path), "company", "")
    assert {f"odd-{number}" for number in range(5)} <= set(offered)
    assert not {"Two Words", "$(reboot)", "a;b", "new\nline", "it's", "Acme Corp"} & set(offered)


def test_every_saved_query_is_a_command(run: Run) -> None:
    listed = run("query").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [query.name for query in list_queries()]
    assert "timeline           All events in order of time" in listed


def test_a_query_that_is_not_there_fails_with_the_nearest(run: Run, acme_database: Path) -> None:
    result = run("query", "payments_betwen", db=acme_database)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: there is no saved query 'payments_betwen'; did you mean payments_between?\n"
    )


def test_the_help_of_a_query_is_made_from_its_head() -> None:
    query = SavedQuery(
        "odd_one",
        QUERIES / "odd_one.sql",
        "SELECT 1",
        {"title": "An odd one", "description": "It shows nothing.", "example": "--only"},
        [
            Param("only", "boolean", "leave out the rest"),
            Param("limit", "integer", "at most so many"),
            Param("from", "first_day", "on or after this date"),
        ],
    )
    command = make_command(query)
    assert command.help == (
        "An odd one.\n\nIt shows nothing.\n\nExample: dateline query odd_one --only"
    )
    assert command.get_short_help_str() == "An odd one"
    assert [param.opts[0] for param in command.params] == [
        *("--only", "--limit", "--from", "--format", "--output", "--pager", "--wide", "--raw"),
        "--cite",
    ]


@pytest.mark.parametrize(
    ("type_", "kind", "metavar"),
    [
        ("text", click.STRING, None),
        ("company", click.STRING, None),
        ("integer", click.INT, None),
        ("boolean", click.BOOL, None),
        ("first_day", click.STRING, "DATE"),
        ("last_day", click.STRING, "DATE"),
    ],
)
def test_a_parameter_is_an_option_of_its_type(
    type_: str, kind: click.ParamType[Any], metavar: str | None
) -> None:
    option = make_option(find_query("timeline"), Param("what", type_, "what it does"))
    assert (option.type, option.metavar, option.help) == (kind, metavar, "What it does.")
    assert option.is_flag == (type_ == "boolean")


class Screen(TextIOWrapper):
    """Standard output of a person whose terminal knows no letters but ours."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_question_mark_for_a_letter_that_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = BytesIO()
    monkeypatch.setattr(sys, "stdout", Screen(screen, encoding="ascii"))
    prepare_standard_output()
    print("Acme 顶", flush=True)  # noqa: T201
    assert screen.getvalue() == b"Acme ?\n"


def test_standard_output_that_is_no_file_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notebook = StringIO()
    monkeypatch.setattr(sys, "stdout", notebook)
    prepare_standard_output()
    assert sys.stdout is notebook


def test_a_query_is_found_only_by_a_plain_name() -> None:
    with pytest.raises(QueryError, match="no saved query"):
        find_query("../timeline")
