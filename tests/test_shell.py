"""The shell: what it does with a line, and how it is on a real terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from conftest import ROOT, Run
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from db.errors import DatelineError
from db.sandbox import Limits, SandboxError
from db.shell import LeaveShell, Shell
from db.shell_terminal import read_words

PROMPT = "dateline>"


@pytest.fixture
def shell(acme_database: Path) -> Shell:
    return Shell(acme_database, limits=Limits(5, 100))


def test_a_script_is_run_from_standard_input(run: Run, acme_database: Path) -> None:
    script = (
        ".mode csv\nSELECT 1 AS a; SELECT 2 AS a;\n.set who=acme\nSELECT $who AS who;\n"
        ".quit\nSELECT 3;"
    )
    done = run("shell", db=acme_database, stdin=script)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "a\n1\na\n2\nwho\nacme\n", "")


def test_a_script_ends_at_the_first_fault(run: Run, acme_database: Path) -> None:
    done = run(
        "shell", db=acme_database, stdin=".mode csv\nSELECT 1 AS a;\nDROP TABLE claim;\nSELECT 2;"
    )
    assert (done.exit_code, done.stdout) == (1, "a\n1\n")
    assert done.stderr.startswith("Error: only a statement that reads is run")


def test_tables_and_their_columns_are_described(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run(".tables\n\\d company\n.schema TIMELINE")
    out = capsys.readouterr().out
    assert re.search(r"^timeline +view ", out, re.MULTILINE)
    assert re.search(r"^claim +table ", out, re.MULTILINE)
    assert re.search(r"^id +VARCHAR +Readable id", out, re.MULTILINE)
    assert re.search(r"^event_id +VARCHAR ", out, re.MULTILINE)


def test_a_saved_query_is_run_with_values(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.run(
        ".queries\n.run timeline company=acme 'type=launch'\n.run counterparties company=acme;"
    )
    out = capsys.readouterr().out
    assert re.search(r"^timeline +All events in order of time$", out, re.MULTILINE)
    assert "Globex" in out


def test_the_way_rows_are_written_is_chosen(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run("\\x\nSELECT 1 AS a;\n\\x\n.mode json\nSELECT 1 AS a;")
    assert capsys.readouterr().out == '-[ 1 ]-\na  1\n[\n  {\n    "a": 1\n  }\n]\n'


def test_values_are_set_listed_and_unset(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.run(".set a=1 'b=x y'\n.set\n.unset a\n.set")
    assert capsys.readouterr().out == "a=1\nb=x y\nb=x y\n"


def test_a_file_is_read(shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.sql").write_text(".mode csv\nSELECT 1 AS a;\nSELECT 2 AS b")
    shell.run(f"\\i '{tmp_path / 'a.sql'}'")
    assert capsys.readouterr().out == "a\n1\nb\n2\n"
    (tmp_path / "loop.sql").write_text(f".read {tmp_path / 'loop.sql'}")
    with pytest.raises(DatelineError, match="files read files, 10 deep"):
        shell.run(f".read {tmp_path / 'loop.sql'}")
    assert shell.depth == 0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (".nonsense", "there is no command .nonsense; .help lists them"),
        (".mode colour", ".mode FORMAT: one of table, vertical"),
        (".schema nowhere", "there is no table, view or macro 'nowhere'"),
        (".run nowhere", "there is no saved query 'nowhere'"),
        (".run", ".run QUERY NAME=VALUE"),
        (".run timeline colour=red", "timeline has no parameter colour; it has: certain, company"),
        (".run timeline 'company", "a quotation mark is missing"),
        (".unset a", "a is not set"),
        (".run timeline certain=yes", "--certain yes: it is no boolean"),
        (".set a", "-p a: write NAME=VALUE"),
        ("SELECT * FROM read_text('/etc/hosts');", "file system operations are disabled"),
    ],
)
def test_what_cannot_be_done_is_said(shell: Shell, line: str, fault: str) -> None:
    with pytest.raises(DatelineError) as caught:
        shell.run(line)
    assert fault in str(caught.value)


def test_the_limits_hold(acme_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(acme_database, limits=Limits(0.5, 2), mode="csv")
    shell.run("FROM range(3);")
    assert capsys.readouterr() == (
        "range\n0\n1\n",
        "stopped at 2 rows; --max-rows takes more, 0 all of them\n",
    )
    with pytest.raises(SandboxError, match=r"stopped after 0\.5 seconds"):
        shell.run("SELECT sum(i) FROM range(100000000000) AS t(i);")


def test_a_command_gives_up_an_unfinished_statement(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(LeaveShell):
        shell.run("FROM company\n.quit")
    assert capsys.readouterr() == ("", "the statement lacks its semicolon, and was not run\n")


def test_quitting_leaves(shell: Shell) -> None:
    for word in (".quit", ".exit", "\\q"):
        with pytest.raises(LeaveShell):
            shell.run(word)


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("SELECT * FROM comp", {"company", "company_alias", "company_event"}),
        ("SELECT timeline.ti", {"title"}),
        ("SEL", {"SELECT"}),
        ("FROM figures WHERE company = 'Ac", {"Acme", "Acme Corp"}),
        ("FROM figures WHERE company = '顶", {"顶点公司"}),
        (".mo", {".mode"}),
        (".mode c", {"csv"}),
        ("\\d cl", {"claim", "claim_company"}),
        (".run time", {"timeline"}),
        (".run timeline comp", {"company="}),
        (".run timeline company=", set()),
        ("", set()),
    ],
)
def test_what_may_follow_is_offered(shell: Shell, before: str, offered: set[str]) -> None:
    found = read_words(shell).get_completions(Document(before), CompleteEvent())
    words = {completion.text for completion in found}
    assert offered <= words
    assert bool(words) == bool(offered)


# On a real terminal


@pytest.fixture
def terminal(acme_database: Path, tmp_path: Path) -> Iterator[pexpect.spawn[str]]:
    """A shell in a terminal of its own, with no history yet."""
    environment = {
        **os.environ, "TERM": "xterm", "NO_COLOR": "1", "XDG_STATE_HOME": str(tmp_path),
        "PROMPT_TOOLKIT_NO_CPR": "1", "PAGER": "cat",
    }  # fmt: skip
    child = pexpect.spawn(
        sys.executable,
        [str(ROOT / "cli.py"), "--db", str(acme_database), "shell", "--timeout", "20"],
        env=environment,
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 100),
    )
    child.expect_exact(".quit leaves.")
    child.expect_exact(PROMPT)
    yield child
    child.close(force=True)


def test_a_statement_of_several_lines_is_answered(terminal: pexpect.spawn[str]) -> None:
    terminal.send("SELECT 41 + 1\r")
    terminal.expect_exact("...>")
    terminal.send("AS answer;\r")
    terminal.expect(r"(?s)answer.*─.*42")
    terminal.expect_exact(PROMPT)


def test_a_fault_is_told_and_the_shell_goes_on(terminal: pexpect.spawn[str]) -> None:
    terminal.send("DROP TABLE claim;\r")
    terminal.expect_exact("Error: only a statement that reads is run")
    terminal.send("SELECT 7 * 6 AS n;\r")
    terminal.expect_exact("42")


def test_a_slip_does_not_end_the_shell(terminal: pexpect.spawn[str]) -> None:
    terminal.send(".read /nowhere\r")
    terminal.expect_exact("Error: /nowhere: No such file or directory")
    terminal.send(".read ~nobody-of-this-name/x\r")
    terminal.expect_exact("Error: a fault in Dateline itself: RuntimeError")
    terminal.send("SELECT 7 * 6 AS n;\r")
    terminal.expect_exact("42")


def test_tab_completes_a_table(terminal: pexpect.spawn[str]) -> None:
    terminal.send("SELECT count(*) AS how_many FROM alembic_v\t")
    terminal.expect_exact("ersion")
    terminal.send(";\r")
    terminal.expect_exact("how many")


def test_ctrl_c_stops_a_statement_and_ctrl_d_leaves(terminal: pexpect.spawn[str]) -> None:
    terminal.send("SELECT sum(i) FROM range(100000000000) AS t(i);\r")
    terminal.expect_exact(";")
    terminal.expect(pexpect.TIMEOUT, timeout=1)
    terminal.sendintr()
    terminal.expect_exact("stopped")
    terminal.expect_exact(PROMPT)
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_what_was_typed_is_kept_for_its_owner_alone(
    terminal: pexpect.spawn[str], tmp_path: Path
) -> None:
    terminal.send("SELECT 12345 AS n;\r")
    terminal.expect_exact(PROMPT)
    terminal.send(".quit\r")
    terminal.expect(pexpect.EOF)
    history = tmp_path / "dateline" / "history"
    assert "SELECT 12345 AS n;" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0


def test_the_timeline_is_shown_as_on_the_command_line(terminal: pexpect.spawn[str]) -> None:
    terminal.send(".run timeline company=acme\r")
    terminal.expect_exact("Acme")
    terminal.expect_exact(PROMPT)
