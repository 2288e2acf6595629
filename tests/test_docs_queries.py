"""What docs/queries.md shows runs, and finds something in the seed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT, Run

PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("dateline ")
]
[QUERY] = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_shows_commands() -> None:
    assert len(COMMANDS) >= 3


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_finds_something(
    run: Run, seed_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("question.sql").write_text("FROM company")
    done = run(*shlex.split(command)[1:], db=seed_database)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout or Path("answer.csv").read_text().count("\n") > 1


def test_the_query_of_the_page_runs_by_its_own_example(
    run: Run, seed_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "large.sql").write_text(QUERY, encoding="utf-8")
    example = re.search(r"-- example: (.*)", QUERY)
    assert example is not None
    command = ("query", "--queries", str(tmp_path), "large", *shlex.split(example[1]))
    done = run(*command, db=seed_database)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "[1]" in done.stdout
