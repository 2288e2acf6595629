"""Saved queries in folders of one's own: options, choices, containment, a file to begin with."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from conftest import Run

from cli import cli

PAYERS = """\
-- title: Who pays
-- description: Companies of a kind.
-- param kind text = company: only this kind
--   choices: SELECT DISTINCT kind FROM company ORDER BY kind
-- param order text: how to sort
--   choices: up, down
-- param many integer = 2: at most so many
-- param least number = 0: nothing
-- example: --kind product
SELECT id, kind
FROM company
WHERE kind = coalesce(getvariable('kind')::VARCHAR, 'company')
  AND coalesce(getvariable('least')::DECIMAL, 0) = 0
ORDER BY CASE WHEN getvariable('order')::VARCHAR = 'down' THEN -rank() OVER (ORDER BY id) END, id
LIMIT coalesce(getvariable('many')::BIGINT, 2);
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, chosen by the environment."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "payers.sql").write_text(PAYERS, encoding="utf-8")
    monkeypatch.setenv("DATELINE_QUERIES", str(folder))
    return folder


def complete(*words: str) -> list[str]:
    *done, last = words
    shell = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    return [item.value for item in shell.get_completions(done, last)]


@pytest.mark.usefixtures("own")
def test_help_shows_options_with_their_defaults_and_choices(run: Run) -> None:
    text = " ".join(run("query", "payers", "--help").stdout.split())
    assert "--kind TEXT Only this kind. [default: company]" in text
    assert "--order [up|down] How to sort." in text
    assert "--least NUMBER Nothing. [default: 0]" in text
    assert "--timeout" in text
    assert "Example: dateline query payers --kind product" in text


@pytest.mark.usefixtures("own")
def test_values_and_defaults_reach_the_sql(run: Run, acme_database: Path) -> None:
    def ask(*options: str) -> list[str]:
        done = run("query", "payers", *options, "--format", "json", db=acme_database)
        return [row["id"] for row in json.loads(done.stdout)]

    assert ask() == ["acme", "globex"]
    assert ask("--many", "1", "--order", "down") == ["globex"]
    assert ask("--kind", "product") == ["initech"]


@pytest.mark.usefixtures("own")
def test_what_is_no_choice_is_refused(run: Run, acme_database: Path) -> None:
    done = run("query", "payers", "--kind", "produkt", db=acme_database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: there is no kind 'produkt'; did you mean product?\n"
    done = run("query", "payers", "--order", "x", db=acme_database)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'x' is not one of 'up', 'down'" in done.stderr


@pytest.mark.usefixtures("own")
def test_the_shell_is_offered_queries_and_choices(
    acme_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_DB", str(acme_database))
    assert complete("query", "paye") == ["payers"]
    assert complete("query", "payers", "--kind", "") == ["company", "product"]
    assert complete("query", "payers", "--order", "u") == ["up"]


def test_a_folder_may_be_named_on_the_line(
    run: Run, acme_database: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_QUERIES")
    assert run("query", "payers", db=acme_database).exit_code == 1
    assert run("query", "--queries", str(own), "payers", db=acme_database).exit_code == 0
    assert "payers " in run("query", "--queries", str(own)).stdout


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT * FROM read_text('{secret}')", "file system operations are disabled"),
        ("DROP TABLE claim", "only a statement that reads is run"),
        ("SELECT 1; SELECT 2", "only one statement is run at a time"),
        ("SELECT sum(i) FROM range(100000000000) AS t(i)", "stopped after 1 seconds"),
    ],
)
def test_a_query_of_a_stranger_is_contained(
    run: Run, acme_database: Path, own: Path, sql: str, fault: str
) -> None:
    secret = own / "secret.txt"
    secret.write_text("secret")
    (own / "evil.sql").write_text(f"-- title: Evil\n{sql.replace('{secret}', str(secret))}")
    done = run("query", "evil", "--timeout", "1", db=acme_database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: {own / 'evil.sql'}: ")
    assert fault in done.stderr


def test_choices_of_a_stranger_are_contained(run: Run, acme_database: Path, own: Path) -> None:
    (own / "evil.sql").write_text(
        "-- title: Evil\n-- param p text: p\n"
        "--   choices: SELECT content FROM read_text('/etc/hosts')\n"
        "SELECT getvariable('p')"
    )
    done = run("query", "evil", "--p", "x", db=acme_database)
    assert "file system operations are disabled" in done.stderr


@pytest.mark.usefixtures("own")
def test_more_rows_than_the_limit_are_said_to_be_left(run: Run, acme_database: Path) -> None:
    done = run("query", "payers", "--max-rows", "1", db=acme_database)
    assert done.stderr == "stopped at 1 rows; --max-rows takes more, 0 all of them\n"


def test_an_answer_can_be_cited_and_repeated(run: Run, acme_database: Path, own: Path) -> None:
    file = str(own / "answer.md")
    command = ("query", "payers", "--format", "markdown", "--cite", "--output", file)
    assert run(*command, db=acme_database).exit_code == 0
    assert run("rerun", file, db=acme_database).stdout.startswith("the same 2 rows")


def test_a_cited_query_of_ones_own_is_asked_for_with_its_folder(
    run: Run, acme_database: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(own / "answer.json")
    command = ("query", "payers", "--format", "json", "--cite", "--output", file)
    assert run(*command, db=acme_database).exit_code == 0
    monkeypatch.delenv("DATELINE_QUERIES")
    done = run("rerun", file, db=acme_database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "a query of your own is found by --queries DIR" in done.stderr
    assert run("rerun", file, "--queries", str(own), db=acme_database).exit_code == 0


def test_only_a_whole_answer_is_cited(run: Run, acme_database: Path, own: Path) -> None:
    (own / "many.sql").write_text("-- title: Many\nSELECT '=' || range AS \"=a\" FROM range(10001)")
    file = str(own / "answer.csv")
    command = ("query", "many", "--format", "csv", "--cite", "--output", file)
    done = run(*command, db=acme_database)
    assert done.exit_code == 2
    assert "--cite needs the whole answer: give --max-rows 0" in done.stderr
    for more in ((), ("--raw",)):
        assert run(*command, "--max-rows", "0", *more, db=acme_database).exit_code == 0
        again = run("rerun", file, db=acme_database)
        assert (again.exit_code, again.stdout[:19]) == (0, "the same 10001 rows")


def test_what_is_no_plain_file_does_not_hide_the_others(run: Run, own: Path) -> None:
    os.mkfifo(own / "pipe.sql")
    (own / "zero.sql").symlink_to("/dev/zero")
    (own / "gone.sql").symlink_to(own / "nowhere")
    (own / "folder.sql").mkdir()
    (own / "large.sql").write_text("-- title: Large\n" + " " * 1_000_000)
    done = run("query")
    assert done.exit_code == 1
    assert "payers" in done.stdout
    assert done.stderr.count("is no file of a query, or a very large one") == 5


def test_choices_keep_to_the_limits_of_the_query(run: Run, acme_database: Path, own: Path) -> None:
    head = "-- title: T\n-- param p text: p\n--   choices: {}\nSELECT getvariable('p')"
    slow = "SELECT sum(i) FROM range(100000000000) AS t(i)"
    (own / "slow.sql").write_text(head.format(slow))
    done = run("query", "slow", "--p", "x", "--timeout", "1", db=acme_database)
    assert "stopped after 1 seconds" in done.stderr
    (own / "many.sql").write_text(head.format("SELECT i FROM range(20000) AS t(i)"))
    done = run("query", "many", "--p", "15000", db=acme_database)
    assert "p has more than 10,000 choices" in done.stderr


def test_a_badly_written_query_does_not_hide_the_others(run: Run, own: Path) -> None:
    (own / "bad.sql").write_text("SELECT 1")
    done = run("query")
    assert done.exit_code == 1
    assert "payers" in done.stdout
    assert done.stderr == (
        f"Error: {own / 'bad.sql'}:1: the query has no title; start with `-- title: …`\n"
    )


def test_a_file_to_begin_with_runs_as_it_is(run: Run, acme_database: Path, own: Path) -> None:
    done = run("query", "--new", "my_figures")
    path = own / "my_figures.sql"
    assert done.stdout == (f"wrote {path}; run it by `dateline query --queries {own} my_figures`\n")
    shown = run("query", "my_figures", "--company", "acme", db=acme_database)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "[1]" in shown.stdout
    text = path.read_text(encoding="utf-8")
    again = run("query", "--new", "my_figures")
    assert again.exit_code == 1
    assert again.stderr == (
        f"Error: there is a query my_figures already: {path}; choose another name\n"
    )
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "fault"),
    [("timeline", "there is a query timeline already"), ("a b", "'a b' is no name of a query")],
)
@pytest.mark.usefixtures("own")
def test_a_name_that_cannot_be_is_refused(run: Run, name: str, fault: str) -> None:
    assert fault in run("query", "--new", name).stderr


def test_a_file_to_begin_with_needs_a_folder(run: Run) -> None:
    done = run("query", "--new", "mine")
    assert done.exit_code == 1
    assert "name a folder of your own: `dateline query --queries DIR --new NAME`" in done.stderr


def test_a_head_cannot_control_a_terminal(run: Run, own: Path) -> None:
    (own / "evil.sql").write_text(
        "-- title: \x1b[31mred\n-- param p text: \x1b[2Jgone\nSELECT getvariable('p')"
    )
    assert "\x1b" not in run("query").stdout + run("query", "evil", "--help").stdout
