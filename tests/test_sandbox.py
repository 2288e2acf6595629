"""SQL of a stranger: each attack ends in a clear error or a bounded answer, and changes nothing."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from conftest import ROOT

from db import sandbox, sandbox_child
from db.address import parse_database
from db.query import Result
from db.sandbox import Limits, SandboxError, run_contained

SECRET = "kept in another file"  # noqa: S105
ONLY_READING = "only a statement that reads is run"
ONE = "only one statement is run at a time"
NO_FILE = "file system operations are disabled|no file but the database can be read"
UNKNOWN = "does not exist|not in the catalog"
LONG = "stopped after 1 seconds"
LARGE = "needs more than the 1GB of memory|too large"
# DuckDB may see that it will need too much, or try for too long.
HUGE = f"{LARGE}|{LONG}|DuckDB gave up"
LIMITS = Limits(seconds=1, rows=100)

REFUSED = [
    # files
    ("SELECT * FROM read_csv('{secret}')", NO_FILE),
    ("SELECT * FROM read_csv_auto('{secret}')", NO_FILE),
    ("SELECT * FROM read_text('{secret}')", NO_FILE),
    ("SELECT * FROM read_blob('{secret}')", NO_FILE),
    ("SELECT * FROM read_json('{secret}')", NO_FILE),
    ("SELECT * FROM read_parquet('{secret}')", NO_FILE),
    ("SELECT * FROM read_text('/proc/self/environ')", NO_FILE),
    ("SELECT * FROM glob('{folder}/*')", NO_FILE),
    ("SELECT * FROM '{secret}'", NO_FILE),
    ("FROM '{folder}/*.csv'", NO_FILE),
    ("SELECT * FROM read_duckdb('{other}')", NO_FILE),
    ("SELECT * FROM sniff_csv('{secret}')", NO_FILE),
    ("SELECT * FROM parquet_metadata('{secret}')", NO_FILE),
    ("SELECT * FROM query('FROM read_text(''{secret}'')')", NO_FILE),
    ("SELECT * FROM query_table('{secret}')", NO_FILE),
    ("SELECT * FROM sqlite_scan('{secret}', 't')", UNKNOWN),
    ("COPY (SELECT 1) TO '{written}'", ONLY_READING),
    ("COPY claim FROM '{secret}'", ONLY_READING),
    ("EXPORT DATABASE '{written}'", ONLY_READING),
    ("IMPORT DATABASE '{folder}'", ONLY_READING),
    ("EXPLAIN ANALYZE COPY (SELECT 1) TO '{written}'", ONLY_READING),
    ("EXPLAIN COPY (SELECT 1) TO '{written}'", ONLY_READING),
    ("SELECT * FROM duckdb_extensions()", NO_FILE),
    # the network
    ("SELECT * FROM 'https://localhost/x.parquet'", NO_FILE),
    ("SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')", NO_FILE),
    ("SELECT * FROM read_parquet('s3://bucket/x')", NO_FILE),
    # other databases, extensions, settings
    ("ATTACH '{other}' AS other", ONLY_READING),
    ("ATTACH ':memory:' AS other", ONLY_READING),
    ("DETACH acme", ONLY_READING),
    ("USE memory", ONLY_READING),
    ("INSTALL httpfs", ONLY_READING),
    ("LOAD httpfs", ONLY_READING),
    ("LOAD '{secret}'", ONLY_READING),
    ("SET memory_limit = '100GB'", ONLY_READING),
    ("SET enable_external_access = true", ONLY_READING),
    ("RESET lock_configuration", ONLY_READING),
    ("PRAGMA enable_profiling", ONLY_READING),
    ("PRAGMA database_list", ONLY_READING),
    ("CALL enable_logging(storage = 'file', storage_path = '{written}')", ONLY_READING),
    ("EXPLAIN CALL enable_logging()", ONLY_READING),
    ("CREATE SECRET s (TYPE s3)", ONLY_READING),
    ("SELECT getenv('HOME')", UNKNOWN),
    # writing
    ("INSERT INTO company SELECT * FROM company", ONLY_READING),
    ("UPDATE claim SET status = 'denied'", ONLY_READING),
    ("DELETE FROM claim", ONLY_READING),
    ("DROP TABLE claim", ONLY_READING),
    ("EXPLAIN ANALYZE DELETE FROM claim", ONLY_READING),
    ("EXPLAIN (ANALYZE, FORMAT json) DROP TABLE claim", ONLY_READING),
    ("WITH gone AS (DELETE FROM claim RETURNING *) SELECT * FROM gone", "A CTE needs a SELECT"),
    ("CREATE TABLE t AS SELECT 1", ONLY_READING),
    ("CREATE VIEW v AS SELECT * FROM read_text('{secret}')", ONLY_READING),
    ("CREATE TEMP MACRO m() AS TABLE SELECT * FROM read_text('{secret}')", ONLY_READING),
    ("CHECKPOINT", ONLY_READING),
    ("VACUUM", ONLY_READING),
    ("BEGIN", ONLY_READING),
    ("PREPARE p AS SELECT 1", ONLY_READING),
    ("EXECUTE p", ONLY_READING),
    ("SELECT * FROM force_checkpoint('acme')", "Cannot FORCE CHECKPOINT|read-only"),
    # several statements, and what hides them
    ("SELECT 1; SELECT 2", ONE),
    ("SELECT 1; DROP TABLE claim", ONE),
    ("SELECT 1 -- ;\n; DROP TABLE claim", ONE),
    ("/* SELECT */ DROP TABLE claim", ONLY_READING),
    ("-- SELECT 1\nDROP TABLE claim", ONLY_READING),
    ("/* /* */ SELECT 1 */ DROP TABLE claim", ONLY_READING),
    ("\u00a0DROP TABLE claim", ONLY_READING),
    ("\ufeffDROP TABLE claim", ONLY_READING),
    ("\u200bSELECT 1", ONLY_READING),
    ("ＳＥＬＥＣＴ 1", ONLY_READING),
    ("SELECT 1\u037e DROP TABLE claim", "syntax error"),
    ("SELECT 1\x00; DROP TABLE claim", "NUL character"),
    ("PIVOT claim ON status USING count(*)", f"{ONE}; name the values of PIVOT"),
    ("", "there is no statement"),
    ("-- nothing", "there is no statement"),
    (";", "only a statement that reads|there is no statement"),
    # more than its share
    (
        "WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t) SELECT max(i) FROM t",
        LONG,
    ),
    ("SELECT sum(i) FROM range(100000000000) AS t(i)", LONG),
    ("SELECT count(*) FROM range(1000000) AS a, range(1000000) AS b", LONG),
    ("SELECT levenshtein(repeat('a', 100000), repeat('b', 100000))", LONG),
    ("SELECT range(2000000000)", HUGE),
    ("SELECT length(repeat('x', 2000000000))", HUGE),
    ("SELECT lpad('x', 2000000000, 'y')", HUGE),
    ("SELECT printf('%1000000000d', 1)", HUGE),
    ("SELECT string_agg(repeat('x', 1000)) FROM range(10000000)", HUGE),
    ("SELECT array_agg(i) FROM range(500000000) AS t(i)", HUGE),
    ("SELECT repeat('x', 20000000)", "a row is too large"),
    (f"SELECT {'(' * 100_000}1{')' * 100_000}", "memory exhausted|Parser|gave up"),
    (f"SELECT {'NOT ' * 20_000}true", "memory exhausted|Parser|gave up|depth"),
    (f"SELECT {' + '.join(['1'] * 5000)}", "depth|memory exhausted|gave up"),
]
BOUNDED = [
    "SELECT * FROM range(1000000000)",
    "WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t) SELECT i FROM t LIMIT 1000",
    "SELECT * FROM enable_logging(storage = 'file', storage_path = '{written}')",
    "SELECT * FROM query('FROM enable_logging(storage = ''file'', storage_path = ''{written}'')')",
    "SELECT write_log('x')",
    "SELECT * FROM duckdb_secrets()",
    "SELECT regexp_matches(repeat('a', 100000), '(a*)*b')",
    "SELECT * FROM duckdb_settings()",
    "SELECT chr(0), chr(27)",
]


@pytest.fixture
def around(acme_database: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Files beside the database that nobody may read, change or add to."""
    folder = tmp_path / "around"
    folder.mkdir()
    (folder / "secret.csv").write_text(f"a,b\n{SECRET},1\n", encoding="utf-8")
    (folder / "other.duckdb").write_bytes(acme_database.read_bytes())
    before = hash_files(folder, acme_database.parent)
    names = {"secret": "secret.csv", "other": "other.duckdb", "written": "written"}
    yield {name: str(folder / file) for name, file in names.items()} | {"folder": str(folder)}
    assert hash_files(folder, acme_database.parent) == before


def hash_files(*folders: Path) -> dict[str, str]:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def ask(database: Path, sql: str, limits: Limits = LIMITS, **given: Any) -> Result:
    return run_contained(database, sql, given, given, limits).read()


def test_there_are_attacks_enough() -> None:
    assert len({sql for sql, _ in REFUSED}) == len(REFUSED) >= 60


@pytest.mark.parametrize(("sql", "reason"), REFUSED, ids=lambda text: text[:60])
def test_an_attack_is_refused_in_time(
    acme_database: Path, around: dict[str, str], sql: str, reason: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(SandboxError, match=reason) as caught:
        ask(acme_database, fill(sql, around))
    assert SECRET not in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert time.monotonic() - begun < 30
    assert ask(acme_database, "SELECT 1 AS a").rows == [(1,)]


def fill(sql: str, names: dict[str, str]) -> str:
    for name, path in names.items():
        sql = sql.replace(f"{{{name}}}", path)
    return sql


@pytest.mark.parametrize("sql", BOUNDED)
def test_an_attack_that_is_answered_is_bounded_and_does_nothing(
    acme_database: Path, around: dict[str, str], sql: str
) -> None:
    answer = ask(acme_database, fill(sql, around))
    assert len(answer.rows) <= 100
    assert SECRET not in str(answer)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM company",
        "FROM company SELECT id",
        "(SELECT id FROM company)",
        "WITH c AS (FROM company) FROM c",
        "VALUES (1), (2)",
        "TABLE company",
        "DESCRIBE timeline",
        "DESC SELECT 1",
        "SHOW TABLES",
        "SHOW ALL TABLES",
        "SUMMARIZE claim",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN (FORMAT json) SELECT 1",
        "explain analyze (select 1)",
        "PIVOT claim ON status IN ('happened') USING count(*)",
        "-- a remark\n\n/* and one */ SELECT ';' AS semicolon;",
        "\ufeffSELECT 1",
        "\u00a0SELECT 1",
    ],
)
def test_a_statement_that_reads_is_answered(acme_database: Path, sql: str) -> None:
    assert ask(acme_database, sql).rows


def test_values_come_as_python_has_them(acme_database: Path) -> None:
    values = {
        "1.50::DECIMAL(38, 6)": Decimal("1.500000"),
        "DATE '2024-03-01'": date(2024, 3, 1),
        "TIMESTAMPTZ '2024-03-01 12:00:00+00'": datetime(2024, 3, 1, 12, tzinfo=UTC),
        "INTERVAL 3 DAY": timedelta(days=3),
        "'a\\x00'::BLOB": b"a\0",
        "[1, 2]": [1, 2],
        "{'a': DATE '2024-03-01'}": {"a": date(2024, 3, 1)},
        "MAP {1: 'x'}": {"1": "x"},
        "(1, 'a')": [1, "a"],
        "'00000000-0000-0000-0000-000000000000'::UUID": "00000000-0000-0000-0000-000000000000",
        "1e308 * 10": float("inf"),
        "2::HUGEINT ** 100": 2.0**100,
        "NULL": None,
        "'顶点公司'": "顶点公司",
    }
    answer = ask(acme_database, f"SELECT {', '.join(values)}")
    assert list(answer.rows[0]) == list(values.values())


def test_every_type_of_duckdb_comes_through(acme_database: Path) -> None:
    assert len(ask(acme_database, "FROM test_all_types()").rows) == 3


def test_two_columns_of_one_name_are_both_there(acme_database: Path) -> None:
    assert ask(acme_database, "SELECT 1 AS a, 2 AS a, 3 AS a_2").columns == ["a", "a_2", "a_2_2"]


def test_many_columns_of_one_name_take_no_time(acme_database: Path) -> None:
    sql = f"SELECT {'1,' * 3000}1"
    assert len(ask(acme_database, sql, Limits(10, 1)).columns) == 3001
    with pytest.raises(SandboxError, match=r"^10,001 columns are too many"):
        ask(acme_database, f"SELECT {'1,' * 10_000}1", Limits(20, 1))


def test_a_long_fault_is_cut(acme_database: Path) -> None:
    with pytest.raises(SandboxError) as caught:
        ask(acme_database, "SELECT error(repeat('x', 1000000))")
    assert len(str(caught.value)) <= 2000


def test_waiting_is_counted_once(acme_database: Path) -> None:
    sql = "SELECT sleep_ms(300) FROM range(4)"
    assert len(ask(acme_database, sql, Limits(2, None)).rows) == 4


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this system")
def test_a_child_ends_with_its_parent(acme_database: Path) -> None:
    sql = "SELECT sum(i) FROM range(100000000000) AS t(i)"
    command = [sys.executable, str(ROOT / "cli.py"), "--db", str(acme_database), "sql", sql]
    with subprocess.Popen(command) as parent:
        children = wait_for(lambda: list_children(parent.pid))
        parent.kill()
        parent.wait()
    [child] = children
    assert wait_for(lambda: not Path(f"/proc/{child}").exists() or is_zombie(child))


def wait_for(ask: Callable[[], Any]) -> Any:
    """What comes of asking, once it is something; nothing after ten seconds."""
    end = time.monotonic() + 10
    while not (found := ask()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def is_zombie(process: str) -> bool:
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True


def test_values_are_bound_and_never_part_of_the_statement(acme_database: Path) -> None:
    value = "x'; DROP TABLE claim; --"
    sql = "SELECT $name AS one, getvariable('name') AS other"
    assert ask(acme_database, sql, name=value).rows == [(value, value)]
    with pytest.raises(SandboxError, match=r"^no value for \$name$"):
        ask(acme_database, sql)


def test_more_rows_than_the_limit_are_cut_and_it_is_known(acme_database: Path) -> None:
    for wanted, cut in ((99, False), (100, False), (101, True), (100_000, True)):
        stream = run_contained(acme_database, f"FROM range({wanted})", {}, {}, LIMITS)
        assert len(stream.read().rows) == min(wanted, 100)
        assert (stream.tally.count, stream.tally.was_cut) == (min(wanted, 100), cut)
    everything = run_contained(acme_database, "FROM range(2345)", {}, {}, Limits(10, None))
    assert len(everything.read().rows) == 2345


def test_time_is_not_counted_in_which_nobody_reads(acme_database: Path) -> None:
    stream = run_contained(acme_database, "FROM range(100000)", {}, {}, Limits(1, None))
    first = next(stream.rows)
    time.sleep(1.5)
    assert (first, sum(1 for _ in stream.rows)) == ((0,), 99_999)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this system")
def test_a_child_ends_when_nobody_wants_its_rows(acme_database: Path) -> None:
    before = list_children()
    stream = run_contained(acme_database, "FROM range(1000000000)", {}, {}, Limits(30, None))
    next(stream.rows)
    [child] = list_children() - before
    del stream
    assert child not in list_children()


def list_children(parent: int | None = None) -> set[str]:
    """The contained processes that one has started, by their numbers; else those of this one."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            started_by = (process / "stat").read_text().rpartition(")")[2].split()[1]
            command = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if started_by == str(parent or os.getpid()) and b"sandbox_child" in command:
            found.add(process.name)
    return found


def test_a_fault_of_the_statement_is_told_with_its_place(acme_database: Path) -> None:
    with pytest.raises(SandboxError) as caught:
        ask(acme_database, "SELECT nope FROM company")
    assert str(caught.value).startswith('Binder Error: Referenced column "nope" not found')
    assert "LINE 1: SELECT nope FROM company" in str(caught.value)


def test_the_environment_is_kept_from_the_child(
    acme_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    start = subprocess.Popen

    def watch(*args: Any, **kwargs: Any) -> Any:
        seen.update(kwargs)
        return start(*args, **kwargs)

    monkeypatch.setenv("DATELINE_PASSWORD", "secret")
    monkeypatch.setattr("subprocess.Popen", watch)
    assert ask(acme_database, "SELECT 1 AS a").rows == [(1,)]
    assert "DATELINE_PASSWORD" not in seen["env"]


def test_a_server_is_not_asked() -> None:
    server = parse_database("postgresql://me@localhost/news")
    with pytest.raises(SandboxError, match="is no file of DuckDB; ask it with psql"):
        run_contained(server, "SELECT 1", {}, {}, LIMITS)


class Evil:
    """What a child that was taken over might send."""

    def __reduce__(self) -> Any:
        return (os.system, ("true",))


def test_nothing_but_plain_values_is_taken_from_a_child() -> None:
    with pytest.raises(SandboxError, match=r"the child process sent a posix\.system"):
        sandbox._Unpickler(BytesIO(pickle.dumps(("rows", [Evil()])))).load()


@pytest.mark.parametrize(
    ("sql", "rest"),
    [
        ("EXPLAIN SELECT 1", "SELECT 1"),
        ("EXPLAIN ANALYZE SELECT 1", "SELECT 1"),
        ("EXPLAIN (FORMAT json, ANALYZE) SELECT 1", "SELECT 1"),
        ("explain /* é */ (select 1)", "(select 1)"),
        ("EXPLAIN", ""),
    ],
)
def test_what_is_to_be_explained_is_found(sql: str, rest: str) -> None:
    assert sandbox_child.cut_explain(sql, sandbox_child.list_tokens(sql)) == rest


def test_a_statement_ends_once_nobody_waits_for_its_answer(acme_database: Path) -> None:
    given_up = Event()
    given_up.set()
    slow = "SELECT sum(hash(a.range + b.range)) FROM range(10000000) AS a, range(10000000) AS b"
    with pytest.raises(SandboxError, match="nobody waits for the answer"):
        run_contained(acme_database, slow, {}, {}, Limits(given_up=given_up))
