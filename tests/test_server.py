"""Connections to a server: what is read, and what is said where nothing can be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from postgres import GUEST, Cluster, connect, find_port

from db.address import Server
from db.errors import DatelineError
from db.info import read_info
from db.reader import MissingTableError, StatementError, set_variable
from db.reading import NoDatabaseError, RevisionError, opening, reading
from db.server import ServerError

COMMANDS = (
    ("timeline",), ("companies",), ("events",), ("sources",), ("info",), ("event", "a"),
    ("source", "a"), ("company", "a"), ("query", "launches"), ("check", "--database"),
    ("load", "--remove", "a"), ("migrate", "current"), ("migrate", "history"), ("migrate", "check"),
    ("migrate", "upgrade"), ("migrate", "downgrade", "base"), ("init",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("CAST(1 AS BIGINT)", 1),
        ("CAST(1.5 AS DECIMAL(38, 6))", Decimal("1.500000")),
        ("DATE '2024-03-01'", date(2024, 3, 1)),
        ("TIMESTAMP '2024-03-01 10:00:00'", datetime(2024, 3, 1, 10)),  # noqa: DTZ001
        ("true", True),
        ("CAST(ARRAY['é', NULL] AS VARCHAR[])", ["é", None]),
        ("CAST(NULL AS VARCHAR)", None),
        ("'100% of it'", "100% of it"),
    ],
)
def test_values_are_of_the_types_that_duckdb_gives(server: Server, sql: str, value: Any) -> None:
    with opening(server) as connection:
        [(found,)] = connection.execute(f"SELECT {sql}").fetchall()
    assert (type(found), repr(found)) == (type(value), repr(value))


@pytest.mark.parametrize("value", ["", "=", "it's; --", "字节", "a\\b", "100%"])
def test_a_variable_holds_any_text(server: Server, value: str) -> None:
    with opening(server) as connection:
        set_variable(connection, "company", value)
        assert connection.execute("SELECT getvariable('company')").fetchone() == (value,)
        set_variable(connection, "company", None)
        assert connection.execute("SELECT getvariable('company')").fetchone() == (None,)


def test_who_reads_cannot_write(server: Server) -> None:
    with (
        opening(server) as connection,
        pytest.raises(StatementError, match="read-only transaction"),
    ):
        connection.execute("DELETE FROM claim")


def test_who_reads_sees_the_database_as_it_was_when_he_began(server: Server) -> None:
    count = "SELECT count(*) FROM company_kind"
    with opening(server) as connection, connect(server) as other:
        before = connection.execute(count).fetchone()
        other.execute("DELETE FROM company_kind")
        other.commit()
        assert connection.execute(count).fetchone() == before


def test_what_a_server_lacks_is_told_apart(server: Server) -> None:
    with opening(server) as connection:
        with pytest.raises(MissingTableError, match='relation "nothing" does not exist'):
            connection.execute("SELECT * FROM nothing")
        with pytest.raises(StatementError, match="division by zero"):
            connection.execute("SELECT 1 / 0")
        with pytest.raises(StatementError, match="NUL"):
            connection.execute("SELECT $1::text", ["\0"])


# What cannot be read


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_server_that_does_not_answer_is_one_clear_line(
    run: Run, command: tuple[str, ...]
) -> None:
    away = Server(f"postgresql://ann:secret@127.0.0.1:{find_port()}/news")
    result = run(*command, db=away)
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"Error: {away} cannot be opened: ")
    assert "Connection refused" in line
    assert "secret" not in result.output


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_missing_database_is_one_clear_line(
    run: Run, cluster: Cluster, command: tuple[str, ...]
) -> None:
    result = run(*command, db=cluster.server("nowhere"))
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert 'database "nowhere" does not exist' in line


@pytest.mark.parametrize("command", COMMANDS[:-1], ids=" ".join)
def test_a_database_without_dateline_is_one_clear_line(
    run: Run, cluster: Cluster, command: tuple[str, ...]
) -> None:
    result = run(*command, db=cluster.server("template1"))
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert "holds nothing of Dateline; start with `dateline --db postgresql://" in line


def test_a_wrong_password_is_one_clear_line_without_it(run: Run, cluster: Cluster) -> None:
    cluster.execute("CREATE ROLE {} LOGIN PASSWORD 'right'", GUEST)
    address = cluster.server("acme").url.replace("dateline@", f"{GUEST}:wr0ng@")
    result = run("timeline", db=Server(address))
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert 'password authentication failed for user "guest"' in line
    assert "wr0ng" not in result.output
    allowed = run("timeline", db=Server(address.replace("wr0ng", "right")))
    assert (allowed.exit_code, "right" in allowed.output) == (1, False)
    assert "permission denied for table alembic_version" in allowed.stderr


def test_a_database_of_another_encoding_is_one_clear_line(run: Run, cluster: Cluster) -> None:
    cluster.execute(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'SQL_ASCII' "
        "LOCALE_PROVIDER libc LOCALE 'C'",
        "ascii",
    )
    server = cluster.server("ascii")
    for command in ("init", "timeline"):
        result = run(command, db=server)
        assert (result.exit_code, result.stdout) == (1, "")
        expected = f"Error: {server} is encoded in SQL_ASCII; choose a database in UTF8\n"
        assert result.stderr == expected


REFUSED = (("check", "--database"), ("check", "acme.yaml"), ("load", "acme.yaml"), ("timeline",))


@pytest.mark.parametrize("command", REFUSED, ids=" ".join)
def test_what_this_user_may_not_do_is_one_clear_line(
    run: Run, cluster: Cluster, tmp_path: Path, command: tuple[str, ...]
) -> None:
    shutil.copy(ROOT / "tests" / "acme.yaml", tmp_path)
    server = cluster.create("empty")
    with connect(server) as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute("CREATE ROLE stranger LOGIN")
        connection.execute("GRANT SELECT ON alembic_version TO stranger")
        connection.commit()
        result = run(*command, db=Server(server.url.replace("dateline@", "stranger@")))
        assert (result.exit_code, result.stdout) == (1, "")
        [line] = result.stderr.splitlines()
        assert "permission denied for " in line
        connection.execute("DROP OWNED BY stranger")


def test_a_setting_that_postgresql_does_not_know_is_one_clear_line(run: Run) -> None:
    result = run("timeline", db=Server("postgresql://ann:secret@127.0.0.1/news?colour=red"))
    [line] = result.stderr.splitlines()
    assert 'invalid connection option "colour"' in line
    assert "secret" not in result.output


@pytest.mark.parametrize(
    ("revisions", "error", "said"),
    [
        (["9999"], RevisionError, "which this Dateline does not know"),
        (["0000"], RevisionError, "is older than this Dateline"),
        ([], RevisionError, "has lost the number of its schema revision"),
    ],
)
def test_another_revision_is_told_with_the_remedy(
    server: Server, revisions: list[str], error: type[DatelineError], said: str
) -> None:
    with connect(server) as connection:
        connection.execute("DELETE FROM alembic_version")
        for revision in revisions:
            connection.execute("INSERT INTO alembic_version VALUES (%s)", [revision])
    with pytest.raises(error, match=said), reading(server):
        pass
    assert read_info(server).revision == revisions


def test_the_tables_of_another_program_are_told_apart(cluster: Cluster, run: Run) -> None:
    server = cluster.create()
    with connect(server) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR)")
        connection.execute("INSERT INTO alembic_version VALUES ('abc')")
    with pytest.raises(NoDatabaseError, match="holds nothing of Dateline"), reading(server):
        pass
    result = run("init", db=server)
    assert result.exit_code == 1
    assert "holds the tables of another program" in result.stderr


# The path of reading


def run_fresh(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize("kind", ["file", "server"])
def test_reading_imports_nothing_that_only_writing_needs(
    acme_database: Any, cluster: Cluster, kind: str
) -> None:
    code = """
import sys, cli
cli.cli(["--db", sys.argv[1], "timeline", "--company", "Acme"], standalone_mode=False)
print(*{"sqlalchemy", "alembic", "yaml", "msgspec", "psycopg"} & set(sys.modules), file=sys.stderr)
"""
    address = str(acme_database) if kind == "file" else cluster.server("acme").url
    result = run_fresh(code, address)
    assert result.returncode == 0, result.stderr
    assert result.stderr.split() == ([] if kind == "file" else ["psycopg"])


def test_without_psycopg_the_extra_is_named() -> None:
    code = """
import sys
sys.modules["psycopg"] = None
import cli
cli.main()
"""
    result = run_fresh(code, "--db", "postgresql://ann:secret@127.0.0.1/news", "timeline")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: a database on a PostgreSQL server needs psycopg; install it with "
        "`pip install -e '.[postgres]'` in the checkout of Dateline\n"
    )


def test_a_server_error_is_an_error_of_dateline() -> None:
    assert issubclass(ServerError, DatelineError)
