"""The commands against a server: what they print is what they print of a file."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run
from postgres import Cluster, connect

from db.address import Server
from db.revision import newest_revision

ACME = ROOT / "tests" / "acme.yaml"
READING = (
    ("timeline",),
    ("timeline", "--company", "Acme Corp", "--format", "json"),
    ("timeline", "--company", "acme", "--only", "--reverse", "--format", "csv"),
    ("timeline", "--from", "2024", "--to", "2024-06", "--type", "launch", "--status", "happened"),
    ("timeline", "--limit", "1"),
    ("timeline", "--limit", "0"),
    ("timeline", "--company", "nobody"),
    ("timeline", "--company", "Initec"),
    ("timeline", "--from", "2025", "--to", "2024"),
    ("companies", "--format", "jsonl"),
    ("events", "--type", "purchase,founding"),
    ("events", "--type", "lunch"),
    ("event", "acme-pays-globex"),
    ("event", "acme-pays-globex", "--format", "json"),
    ("event", "acme-pays-globe"),
    ("sources", "--format", "csv"),
    ("source", "globe-2024-04-01", "--format", "markdown"),
    ("source", "nothing"),
    ("company", "顶点公司"),
    ("company", "Acme", "--format", "json"),
    ("company", "nobody"),
    ("query",),
    ("query", "payments_between", "--company", "acme", "--format", "json"),
    ("query", "latest_figures", "--format", "csv"),
    ("query", "no_such"),
    ("check", str(ACME)),
    ("check", "--database"),
    ("migrate", "current"),
    ("migrate", "history"),
    ("migrate", "check"),
)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_command_says_of_a_server_what_it_says_of_a_file(
    run: Run, cluster: Cluster, acme_database: Path, command: tuple[str, ...]
) -> None:
    here, there = run(*command, db=acme_database), run(*command, db=cluster.server("acme"))
    assert (there.exit_code, there.stdout, there.stderr) == (
        here.exit_code,
        here.stdout,
        here.stderr,
    )


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgres"])
def test_the_environment_names_a_server_as_well(
    run: Run, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    address = cluster.server("acme").url.replace("postgresql", scheme)
    monkeypatch.setenv("DATELINE_DB", address)
    assert "Acme launches Initech" in run("timeline").stdout


def test_a_database_from_nothing_to_nothing(
    run: Run, cluster: Cluster, write: Callable[..., Path]
) -> None:
    server = cluster.create()
    made = run("init", "--empty", db=server)
    counts = "0 companies, 0 sources, 0 events, 0 claims, 0 amounts"
    assert (made.exit_code, made.stdout) == (0, f"made {server}: {counts}\n")
    again = run("init", db=server)
    assert (again.exit_code, again.stderr) == (
        1,
        f"Error: {server} is there already; it was left as it is\n",
    )
    loaded = run("load", str(ACME), db=server)
    assert loaded.stdout.endswith(
        f"{server} holds 3 companies, 2 sources, 4 events, 5 claims, 1 amount\n"
    )
    changed = write("acme.yaml", ACME.read_text(encoding="utf-8").replace("Acme Corp", "Acme Ltd"))
    assert "1 added, 0 changed, 1 removed" in run("load", str(changed), db=server).stdout
    assert run("load", "--remove", "nothing", db=server).exit_code == 1
    removed = run("load", "--remove", "globe-2024-04-01", db=server)
    assert removed.stdout.endswith(f"{server} holds {counts}\n")
    down = run("migrate", "downgrade", "base", "--allow-loss", db=server)
    assert down.stdout == f"{server} has revision none\n"
    assert "is older than this Dateline" in run("timeline", db=server).stderr
    up = run("migrate", "upgrade", db=server)
    assert up.stdout == f"{server} has revision {newest_revision()}\n"
    assert run("migrate", "check", db=server).exit_code == 0


def test_init_on_a_server_brings_the_seed(run: Run, cluster: Cluster, small_seed: Path) -> None:
    server = cluster.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.load.SEED", small_seed)
        assert "3 companies" in run("init", db=server).stdout
    assert "Acme launches Initech" in run("timeline", db=server).stdout


def test_a_password_is_never_shown(run: Run, cluster: Cluster) -> None:
    server = Server(cluster.create("acme").url.replace("dateline@", "dateline:s3cret@"))
    shown = str(server)
    assert "dateline:***@" in shown
    for command in (
        *(["info"], ["info", "--format", "json"], ["init"], ["load", str(ACME)]),
        *(["migrate", "downgrade", "base", "--allow-loss"], ["timeline"], ["check", "--database"]),
    ):
        result = run(*command, db=server)
        assert shown in result.output
        assert "s3cret" not in result.output


def test_who_is_granted_what_the_page_says_can_read_or_write(run: Run, cluster: Cluster) -> None:
    page = (ROOT / "docs" / "postgresql.md").read_text(encoding="utf-8")
    (grants,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    server = cluster.create("empty")
    cluster.execute("CREATE ROLE bob LOGIN")
    cluster.execute("CREATE ROLE carla LOGIN")
    with connect(server) as connection:
        connection.execute(grants)
    reader, writer = (
        Server(server.url.replace("dateline@", f"{who}@")) for who in ("bob", "carla")
    )
    assert run("load", str(ACME), db=writer).exit_code == 0
    assert "Acme launches Initech" in run("timeline", db=reader).stdout
    refused = run("load", "--remove", "globe-2024-04-01", db=reader)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "permission denied" in refused.stderr


@pytest.mark.parametrize(
    "address",
    ["postgresql://ann:s3/cret@host/news", "mysql://ann:s3cret@host/news", "postgresql://h:p/n"],
)
def test_a_bad_address_is_one_clear_line(run: Run, address: str) -> None:
    for command in (["timeline"], ["init"], ["load", str(ACME)], ["migrate", "current"]):
        result = run("--db", address, *command)
        assert (result.exit_code, result.stdout) == (1, "")
        [line] = result.stderr.splitlines()
        assert line.startswith("Error: ")
        assert "cret" not in line


def test_a_file_of_any_name_is_still_a_file(run: Run, tmp_path: Path) -> None:
    result = run("timeline", db=tmp_path / "postgresql:a")
    assert "there is no database" in result.stderr


def test_names_are_completed_from_a_server(cluster: Cluster) -> None:
    words = {
        "COMP_WORDS": "dateline timeline --company ini",
        "COMP_CWORD": "3",
        "_DATELINE_COMPLETE": "bash_complete",
        "DATELINE_DB": cluster.server("acme").url,
    }
    code = "import cli; cli.cli(prog_name='dateline')"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=words, capture_output=True, text=True
    )
    assert found.stdout.split() == ["plain,Initech", "plain,initech"]


def test_alembic_itself_takes_the_address(cluster: Cluster) -> None:
    address = {"DATELINE_DB": cluster.server("empty").url}
    alembic = [sys.executable, "-m", "alembic", "check"]
    done = subprocess.run(alembic, cwd=ROOT, env=address, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "No new upgrade operations detected.\n")
