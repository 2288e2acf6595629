"""The command line as real processes: pipes, signals, shells, imports, and how it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import portalocker
import pytest
from conftest import ROOT

Write = Callable[[str, str], Path]
CLI = [sys.executable, str(ROOT / "cli.py")]
HEAVY = {
    *("sqlalchemy", "alembic", "yaml", "msgspec", "rich", "portalocker"),
    *("difflib", "csv", "json"),
}


def start(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("command", "lines"),
    [("timeline --format json", 1), ("query", 0)],
)
def test_a_reader_that_has_seen_enough_is_left_in_peace(
    seed_database: Path, command: str, lines: int
) -> None:
    result = start(
        *("bash", "-c"),
        f'"{sys.executable}" "{ROOT / "cli.py"}" {command} | head -n {lines}',
        DATELINE_DB=str(seed_database),
    )
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == lines


@pytest.fixture
def locked(database: Path) -> Iterator[Path]:
    """A database to which somebody else is writing all the time."""
    lock = database.with_name(f".{database.name}.lock")
    with lock.open("a+") as handle:
        portalocker.lock(handle, portalocker.LOCK_EX)
        yield lock


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux shows open files")
def test_ctrl_c_ends_a_command_that_waits_without_a_word(
    locked: Path, database: Path, write: Write
) -> None:
    record = write("a.yaml", "source: {id: a-1, title: T, publisher: P, published: 2024}\n")
    process = subprocess.Popen(
        [*CLI, "--db", str(database), "load", str(record), "--wait", "30"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while locked not in list_open_files(process.pid):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "")


def list_open_files(process: int) -> set[Path]:
    found = set()
    for link in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.add(link.readlink())
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "--company", "ByteDance"),
        ("search", "azure", "--company", "ByteDance"),
        ("schema",),
        ("schema", "timeline"),
        ("schema", "--mermaid"),
    ],
    ids=" ".join,
)
def test_what_is_read_into_a_pipe_imports_nothing_that_it_does_not_need(
    seed_database: Path, arguments: tuple[str, ...]
) -> None:
    # DuckDB itself imports csv, by way of importlib.metadata.
    found = find_imported(HEAVY, "import sys, duckdb", "--db", str(seed_database), *arguments)
    assert found == ""


@pytest.mark.parametrize("arguments", [("--help",), ("timeline", "--help"), ("--version",)])
def test_help_does_not_start_the_database_engine(arguments: tuple[str, ...]) -> None:
    assert find_imported({*HEAVY, "csv", "duckdb"}, "import sys", *arguments) == ""


def find_imported(modules: set[str], before: str, *arguments: str) -> str:
    """Which of the modules a command imports that another import has not brought, afresh."""
    code = (
        f"{before}\n"
        "known = set(sys.modules)\n"
        "from cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        f"    print(*sorted({modules!r} & set(sys.modules) - known), end='', file=sys.stderr)\n"
    )
    result = start(sys.executable, "-c", code, *arguments, PYTHONPATH=str(ROOT))
    assert result.returncode == 0
    assert result.stdout
    return result.stderr


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with a program named `dateline`, as an installation makes it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    file = folder / "dateline"
    file.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from dateline import main\n"
        "main()\n"
    )
    file.chmod(0o755)
    return folder


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_names_ids_and_queries(program: Path, acme_database: Path) -> None:
    script = (
        'eval "$(_DATELINE_COMPLETE=bash_source dateline)"\n'
        "complete -p dateline\n"
        "for line in 'company 顶' 'event acme-p' 'query pay'; do\n"
        "  COMP_WORDS=(dateline $line); COMP_CWORD=2; COMPREPLY=()\n"
        "  _dateline_completion dateline\n"
        "  printf '%s\\n' \"${COMPREPLY[@]}\"\n"
        "done\n"
    )
    path = f"{program}{os.pathsep}{os.environ['PATH']}"
    result = start("bash", "-c", script, PATH=path, DATELINE_DB=str(acme_database))
    assert result.stderr == ""
    assert result.stdout.splitlines()[1:] == ["顶点公司", "acme-pays-globex", "payments_between"]
    assert "-F _dateline_completion dateline" in result.stdout


def test_the_launcher_runs_from_a_checkout() -> None:
    result = start(sys.executable, "-m", "dateline", "--version", PYTHONPATH=str(ROOT))
    assert (result.returncode, result.stderr) == (0, "")
    assert "version" in result.stdout


def test_the_launcher_runs_from_an_installation(tmp_path: Path) -> None:
    app = tmp_path / "site" / "dateline" / "app"
    app.mkdir(parents=True)
    shutil.copy(ROOT / "dateline" / "__init__.py", app.parent)
    for folder in ("db", "migrations", "queries", "seed"):
        shutil.copytree(ROOT / folder, app / folder)
    shutil.copy(ROOT / "cli.py", app)
    code = "try: import dateline; dateline.main()\nfinally: import cli; print(cli.__file__)"
    command = (sys.executable, "-c", code, "--db", "new.duckdb", "init", "--empty")
    made = start(*command, PYTHONPATH=str(tmp_path / "site"))
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines()[0].startswith("made new.duckdb: ")
    assert made.stdout.splitlines()[1] == str(app / "cli.py")
