"""The command line as a whole: help, examples, exit codes, and what goes where."""

from __future__ import annotations

import errno
import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import click
import duckdb
import pytest
from click.testing import CliRunner
from conftest import ROOT, Run

import cli as program
from db.errors import DatelineError
from db.revision import newest_revision
from docs.make_cli import describe_commands, list_contexts

CONTEXTS = list(list_contexts(program.cli, "dateline"))
PATHS = [context.command_path for context in CONTEXTS]
CONTROLS = "\x1b\x9b\u202e\u2066\x07"
EVIL = f"Evil{CONTROLS}\nCorp"


@pytest.fixture(scope="module", autouse=True)
def seed_kept_open(seed_database: Path) -> Iterator[None]:
    """To open a database takes longer than to ask it."""
    with duckdb.connect(str(seed_database), read_only=True):
        yield


RECORD = """\
source: {id: acme-news-2024, title: News, publisher: Acme News, published: 2024}
companies: [{id: acme, name: Acme, kind: company}]
events:
  - id: acme-founded
    title: Acme is founded
    type: founding
    status: happened
    companies: {subject: acme}
    claims: [{quote: Acme was founded}]
"""


def find_example(context: click.Context) -> str:
    lines = (context.command.help or "").splitlines()
    return next(line.strip() for line in lines if line.strip().startswith("Example: "))


@pytest.mark.parametrize("context", CONTEXTS, ids=PATHS)
def test_every_command_and_option_has_help(context: click.Context) -> None:
    assert context.command.help
    for param in context.command.get_params(context):
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert param.help.endswith("."), param.help


@pytest.mark.parametrize("context", CONTEXTS, ids=PATHS)
def test_no_line_of_help_is_cut_or_too_long(context: click.Context) -> None:
    text = context.get_help()
    assert not any(line.endswith("...") for line in text.splitlines() if "Usage:" not in line)
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("context", CONTEXTS, ids=PATHS)
def test_the_example_of_every_command_runs(
    context: click.Context,
    seed_database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    example = find_example(context).removeprefix("Example: ")
    program_name, *arguments = shlex.split(example)
    assert example.startswith("dateline ")
    assert set(context.command_path.split()) <= {program_name, *arguments}
    if "articles/" in arguments:
        shutil.copytree(request.getfixturevalue("articles"), tmp_path / "articles")
    changes = {"load", "merge", "migrate"} & set(arguments)
    if changes or ("news.duckdb" in arguments and "init" not in arguments):
        shutil.copyfile(seed_database, tmp_path / "news.duckdb")
        shutil.copyfile(
            seed_database, tmp_path / f"news.{newest_revision()}.20240802T101500Z.backup.duckdb"
        )
    (tmp_path / "my-article.yaml").write_text(RECORD)
    (tmp_path / "my-draft.yaml").write_text(RECORD.replace("type:", "review: accept\n    type:"))
    (tmp_path / "my-article.txt").write_text("In 1999 Acme was founded.\n")
    monkeypatch.setenv("DATELINE_DB", str(tmp_path / "news.duckdb" if changes else seed_database))
    if "rerun" in arguments:
        cited = ["sources", "--cite", "--format", "json", "--output", "answer.json"]
        assert CliRunner().invoke(program.cli, cited).exit_code == 0
    if "serve" in arguments:  # real servers: tests/test_serve_process.py
        monkeypatch.setattr("publish.serve.server.run", lambda *given: given[-1].close())
        monkeypatch.setattr("click.launch", lambda _: 0)
        arguments += ["--port", "0"]
    result = CliRunner().invoke(program.cli, arguments, prog_name="dateline")
    nothing = "nothing found\n" if arguments[-1].endswith("_same_as") else ""  # in the seed
    if "downgrade" in arguments:  # which says each thing that it does
        assert "down from" in result.stderr
        nothing = result.stderr
    assert (result.exit_code, result.stderr) == (0, nothing)


def test_the_page_of_all_help_is_up_to_date() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == describe_commands(), "run `python docs/make_cli.py`"


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.startswith("dateline, version ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("timeline",), 0),
        (("timeline", "--type", "launch", "--to", "1990"), 0),
        (("timeline", "--company", "nobody"), 1),
        (("timeline", "--from", "2024-13"), 1),
        (("event", "nothing"), 1),
        (("source", "nothing"), 1),
        (("query", "nothing"), 1),
        (("timeline", "--limit", "few"), 2),
        (("timeline", "--status", "odd"), 2),
        (("timeline", "--format", "pdf"), 2),
        (("timeline", "extra"), 2),
        (("company",), 2),
        (("nothing",), 2),
        (("--nothing",), 2),
        (("load",), 2),
        (("check",), 2),
    ],
)
def test_0_is_an_answer_1_a_fault_that_is_named_and_2_a_command_that_is_not_understood(
    run: Run, acme_database: Path, arguments: tuple[str, ...], code: int
) -> None:
    result = run(*arguments, db=acme_database)
    assert result.exit_code == code
    assert "Traceback" not in result.output
    if code:
        assert result.stdout == ""
        assert "Error: " in result.stderr


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.duckdb", "there is no database missing.duckdb; make one with `dateline --db"),
        (".", ". is not a DuckDB database"),
        ("notes.txt", "notes.txt is not a DuckDB database"),
        ("other.duckdb", "other.duckdb is a DuckDB database, but not one of Dateline"),
    ],
)
def test_a_file_that_is_no_database_of_ours_is_one_clear_line(
    run: Run, path: str, message: str
) -> None:
    Path("notes.txt").write_text("no database\n" * 1000)
    duckdb.connect("other.duckdb").close()
    result = run("timeline", db=Path(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_first_reading_command_makes_a_database_and_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, small_seed: Path
) -> None:
    monkeypatch.setattr("db.load.SEED", small_seed)
    result = run("timeline", "--limit", "1", "--format", "jsonl")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["event_id"]
    assert "dateline.duckdb was not there: made it" in result.stderr
    assert "made it" not in run("timeline", "--limit", "1").stderr


@pytest.fixture(scope="module")
def hostile_database(
    acme_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A database into which somebody has put signs that control a terminal."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    shutil.copyfile(acme_database, path)
    with duckdb.connect(str(path)) as writer:
        for table, column in (
            ("company", "name"), ("company_alias", "name"), ("event", "title"),
            ("source", "title"), ("source", "publisher"), ("source", "url"), ("claim", "said_by"),
            ("claim", "note"), ("amount", "of"), ("source", "description"),
        ):  # fmt: skip
            writer.execute(f"UPDATE {table} SET {column} = concat({column}, ?)", [EVIL])  # noqa: S608
    with duckdb.connect(str(path), read_only=True):
        yield path


@pytest.mark.parametrize(
    "command",
    [
        ("timeline",),
        ("companies",),
        ("events",),
        ("sources",),
        ("company", "acme"),
        ("event", "acme-pays-globex"),
        ("source", "globe-2024-04-01"),
        ("query", "counterparties"),
    ],
)
def test_no_sign_that_controls_a_terminal_is_let_through(
    run: Run, hostile_database: Path, command: tuple[str, ...]
) -> None:
    for form in ("table", "markdown"):
        text = run(*command, "--format", form, db=hostile_database).stdout
        assert "Evil" in text
        assert not set(CONTROLS) & set(text)
        assert not any(line.startswith("Corp") for line in text.splitlines())
    text = run(*command, "--format", "json", db=hostile_database).stdout
    assert not set(CONTROLS) & set(text)
    assert any(EVIL in found for found in list_texts(json.loads(text)))


def list_texts(value: Any) -> Iterator[str]:
    """All texts inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from list_texts(inner)


def test_not_even_in_an_error(run: Run, hostile_database: Path) -> None:
    result = run("company", f"Acme{EVIL}!", db=hostile_database)
    assert result.exit_code == 1
    assert "did you mean" in result.stderr
    assert not set(CONTROLS) & set(result.stderr)


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let `dateline companies` meet an error where nobody expects one."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("db.question.ask_stream", fail)


def call_main(monkeypatch: pytest.MonkeyPatch, database: Path) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["dateline", "--db", str(database), "companies"])
    with pytest.raises(SystemExit) as ended:
        program.main()
    return ended.value.code


def test_a_fault_of_the_program_itself_is_one_line_and_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], acme_database: Path
) -> None:
    fail_with(monkeypatch, ZeroDivisionError("by\x1b zero\nand more"))
    assert call_main(monkeypatch, acme_database) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "Error: a fault in Dateline itself: ZeroDivisionError: by zero\n"
        "Set DATELINE_DEBUG=1 to see where, and please report it.\n"
    )


def test_with_dateline_debug_the_fault_is_shown_whole(
    monkeypatch: pytest.MonkeyPatch, acme_database: Path
) -> None:
    fail_with(monkeypatch, ZeroDivisionError("by zero"))
    monkeypatch.setenv("DATELINE_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["dateline", "--db", str(acme_database), "companies"])
    with pytest.raises(ZeroDivisionError):
        program.main()


def interrupted_in_duckdb() -> RuntimeError:
    error = RuntimeError("Query interrupted")
    error.__context__ = KeyboardInterrupt()
    return error


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (DatelineError("one\x1b[31m fault\nanother"), 1, "Error: one[31m fault\nanother\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "Error: No space left on device\n"),
        (PermissionError(errno.EACCES, "Denied", "a.csv"), 1, "Error: a.csv: Denied\n"),
        (OSError("odd"), 1, "Error: odd\n"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, ""),
        (KeyboardInterrupt(), 130, ""),
        (interrupted_in_duckdb(), 130, ""),
    ],
)
def test_errors_end_a_command_with_a_line_or_in_silence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    acme_database: Path,
    error: BaseException,
    code: int,
    message: str,
) -> None:
    fail_with(monkeypatch, error)
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO()))
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    assert call_main(monkeypatch, acme_database) == code
    assert capsys.readouterr().err == message


def test_another_runtime_error_is_a_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], acme_database: Path
) -> None:
    fail_with(monkeypatch, RuntimeError("odd"))
    assert call_main(monkeypatch, acme_database) == 1
    assert "a fault in Dateline itself: RuntimeError: odd" in capsys.readouterr().err


def test_a_pipe_is_utf_8_whatever_the_system_says(
    monkeypatch: pytest.MonkeyPatch, acme_database: Path
) -> None:
    pipe = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(pipe, encoding="ascii", newline="\r\n"))
    assert call_main(monkeypatch, acme_database) == 0
    assert "顶点公司".encode() in pipe.getvalue()
    assert b"\n" in pipe.getvalue()
    assert b"\r" not in pipe.getvalue()


def test_a_command_that_is_called_by_another_program_writes_to_what_it_is_given(
    run: Run, acme_database: Path
) -> None:
    assert run("companies", db=acme_database).stdout.startswith("company id")
