"""Writing to a server: all or nothing, one after another, and nobody waits for ever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT, Run
from postgres import Cluster, connect

from db.address import Server
from db.busy import BusyError
from db.errors import DataProblems
from db.history import MigrationError
from db.load import build_database, check_database, load_files, remove_files
from db.migrate import downgrade
from db.models import TABLES
from db.mover import Care
from db.server import ServerError
from db.transaction import changing

Write = Callable[..., Path]
ACME = ROOT / "tests" / "acme.yaml"
RECORD = """
source:
  id: paper-{n}
  title: Paper {n}
  publisher: The Paper
  published: 2024
  text: {{sha256: {hash}, characters: 90}}
companies: [{{id: firm-{n}, name: Firm {n}, kind: company}}]
events:
  - id: firm-{n}-founded
    title: Firm {n} is founded
    type: founding
    when: 20{n}
    status: happened
    companies: {{subject: firm-{n}}}
    claims: [{{at: 1-20#0123456789abcdef}}, {{at: 30-40#0123456789abcdef}}]
"""


def record(n: int) -> str:
    return RECORD.format(n=n, hash="0" * 64)


def read_tables(server: Server) -> dict[str, list[Any]]:
    """All that is said, without the notes of when it was loaded."""
    with connect(server) as connection:
        return {
            name: sorted(
                str(sorted(map(str, row))) for row in connection.execute(f'TABLE "{name}"')
            )
            for name in TABLES
            if name not in ("load", "load_change")
        }


def count(server: Server, table: str) -> int:
    with connect(server) as connection:
        return len(connection.execute(f'TABLE "{table}"').fetchall())


def test_to_load_twice_changes_nothing(server: Server) -> None:
    first = load_files([ACME], server, wait=0)
    before = read_tables(server)
    second = load_files([ACME], server, wait=0)
    assert read_tables(server) == before
    assert second.counts == first.counts
    assert str(second.files[0]) == f"{ACME}: nothing changed"
    assert count(server, "load") == 1


def test_a_changed_file_replaces_what_it_said(server: Server, write: Write) -> None:
    text = ACME.read_text(encoding="utf-8")
    load_files([write("acme.yaml", text)], server, wait=0)
    changed = text.replace("20M USD", "25M USD").replace("title: Acme is founded", "title: Begun")
    [report] = load_files([write("acme.yaml", changed)], server, wait=0).files
    assert (report.added, report.changed, report.removed) == (0, 2, 0)
    with connect(server) as connection:
        assert connection.execute("SELECT low::bigint FROM amount").fetchall() == [(25_000_000,)]
    load_files([write("acme.yaml", text)], server, wait=0)
    with connect(server) as connection:
        assert connection.execute("SELECT low::bigint FROM amount").fetchall() == [(20_000_000,)]


def test_what_is_removed_is_gone(server: Server) -> None:
    before = read_tables(server)
    load_files([ACME], server, wait=0)
    remove_files(["globe-2024-04-01"], server, wait=0)
    assert read_tables(server) == before
    assert check_database(server) == []


def test_a_problem_in_one_file_and_nothing_is_written(server: Server, write: Write) -> None:
    before = read_tables(server)
    bad = write("bad.yaml", record(10).replace("subject: firm-10", "subject: nobody"))
    with pytest.raises(DataProblems, match="nobody"):
        load_files([ACME, bad], server, wait=0)
    assert read_tables(server) == before


def test_a_reference_that_leads_nowhere_is_found(acme_server: Server) -> None:
    with connect(acme_server) as connection:
        connection.execute("SET session_replication_role = replica")  # keys are not looked at
        connection.execute("DELETE FROM company WHERE id = 'globex'")
    [problem] = check_database(acme_server)
    assert str(problem) == (
        f"{acme_server}: claim_company.company_id refers to what does not exist: globex; "
        "load the files that define it again"
    )


def test_the_same_files_give_the_same_rows_as_on_duckdb(
    acme_server: Server, acme_database: Path
) -> None:
    with duckdb.connect(str(acme_database), read_only=True) as connection:
        expected = {
            # Columns that a later revision adds stand last on a server, whatever the models say.
            name: sorted(
                str(sorted(map(str, row)))
                for row in connection.execute(f'FROM "{name}"').fetchall()
            )
            for name in TABLES
            if name not in ("load", "load_change")
        }
    assert read_tables(acme_server) == expected


# A new database


def test_init_makes_what_is_not_there_and_leaves_what_is(cluster: Cluster) -> None:
    server = cluster.create()
    assert build_database(server, seed=False, wait=0) is not None
    before = read_tables(server)
    assert build_database(server, seed=True, wait=0) is None
    assert read_tables(server) == before


def test_init_makes_anew_what_was_taken_back_to_the_base(acme_server: Server) -> None:
    downgrade(acme_server, "base", Care(allow_loss=True))
    assert build_database(acme_server, seed=False, wait=0) is not None
    assert count(acme_server, "event") == 0


def test_init_leaves_nothing_where_it_fails(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: Write
) -> None:
    server = cluster.create()
    folder = tmp_path / "seed"
    folder.mkdir()
    (folder / "bad.yaml").write_text("events: 1")
    monkeypatch.setattr("db.load.SEED", folder)
    with pytest.raises(DataProblems):
        build_database(server, seed=True, wait=0)
    with connect(server) as connection:
        assert (
            connection.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'").fetchall()
            == []
        )


def test_tables_of_others_are_not_touched(cluster: Cluster) -> None:
    server = cluster.create()
    with connect(server) as connection:
        connection.execute("CREATE TABLE event (id INTEGER)")
    with pytest.raises(MigrationError, match=r'0001 failed: .*relation "event" already exists'):
        build_database(server, seed=False, wait=0)


# Several writers


def test_writers_at_once_lose_no_claim(server: Server, write: Write) -> None:
    files = [write(f"paper-{n}.yaml", record(n)) for n in range(10, 18)]
    command = [sys.executable, str(ROOT / "cli.py"), "--db", server.url, "load", "--wait", "60"]
    writers = [subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE) for file in files]
    for writer in writers:
        writer.communicate(timeout=120)
    assert [writer.returncode for writer in writers] == [0] * len(files)
    assert (count(server, "claim"), count(server, "event"), count(server, "load")) == (16, 8, 8)
    assert check_database(server) == []


def test_a_writer_that_waits_in_vain_names_the_other(server: Server, run: Run) -> None:
    with changing(server, wait=0), connect(server) as other:
        [(name, process)] = other.execute(
            "SELECT application_name, pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE 'dateline%'"
        ).fetchall()
        result = run("load", str(ACME), "--wait", "0.1", db=server)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            f"Error: {server} is being written by {name} (server process {process}); "
            "wait longer with --wait\n"
        )
        with pytest.raises(BusyError):
            build_database(server, seed=False, wait=0)
    assert run("load", str(ACME), "--wait", "0", db=server).exit_code == 0


def test_who_reads_is_not_held_up_by_who_writes(acme_server: Server, run: Run) -> None:
    with changing(acme_server, wait=0) as transaction:
        transaction.connection.exec_driver_sql("DELETE FROM amount_link")
        transaction.connection.exec_driver_sql("DELETE FROM amount")
        assert "$20M a month" in run("timeline", db=acme_server).stdout


def test_what_is_not_committed_has_never_been(server: Server) -> None:
    with changing(server, wait=0) as transaction:
        transaction.connection.exec_driver_sql("DELETE FROM event_type")
    assert count(server, "event_type") > 0


def lose_connection(server: Server) -> None:
    end_others = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
    """
    with changing(server, wait=0) as transaction, connect(server) as other:
        other.execute(end_others)
        transaction.connection.exec_driver_sql("DELETE FROM event_type")


def test_a_server_that_goes_away_is_one_clear_line(server: Server) -> None:
    with pytest.raises(ServerError, match="refuses: ") as caught:
        lose_connection(server)
    assert "\n" not in str(caught.value)
