"""Every saved query is one SELECT that answers alike in every DuckDB client; and what they say."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Load, Run

from db.evidence import find_evidence
from db.load import load_files
from db.query import QUERIES, SavedQuery, find_query, list_queries, run_query
from db.query_head import QueryError
from db.render import to_json

Connect = Callable[[], duckdb.DuckDBPyConnection]

DUCKDB = Path(sys.executable).with_name("duckdb")
FLOATING = ("FLOAT", "DOUBLE", "REAL")
SAMPLES = {
    "company": ["bytedance", "ByteDance", "字节跳动"],
    "event": ["tiktok-pays-microsoft-for-openai-models"],
    "source": ["blue-whale-news-2024-08-02"],
}
OF_VIEWS = {"known_by", "certain"}  # parameters that the views read
# Queries whose rows need no evidence beside them, and why.
FOLDING = ("company_same_as", "event_same_as")  # the seed folds nothing
WITHOUT_EVIDENCE = {
    "company_same_as": "that two ids are one is what a record says, not an article",
    "event_same_as": "that two ids are one is what a record says, not an article",
    "company_names": "a name is the spelling of a record, not what an article claims",
    "source_details": "the row is a document, and so itself the evidence",
    "sources": "each row is a document, and so itself the evidence",
}
SOMETIMES_WITHOUT = {
    "changes": "a file of companies has no source; its id, path and hash stand in the row",
}
every_query = pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)


@pytest.fixture(scope="module")
def seed(seed_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        connection.execute("SET threads = 1")
        yield connection


@pytest.fixture(scope="module")
def reversed_seed(
    seed_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The seed with the rows of each table stored in the opposite order."""
    path = shutil.copyfile(seed_database, tmp_path_factory.mktemp("reversed") / "seed.duckdb")
    with duckdb.connect(str(path)) as connection:
        for table in list_tables(connection):
            connection.execute(
                f"CREATE TEMP TABLE backwards AS SELECT * FROM {table} ORDER BY rowid DESC"  # noqa: S608
            )
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
            connection.execute(f"INSERT INTO {table} SELECT * FROM backwards")  # noqa: S608
            connection.execute("DROP TABLE backwards")
        yield connection


def list_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    sql = "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
    return [f'"{name}"' for (name,) in connection.execute(sql).fetchall()]


def choices(query: SavedQuery) -> list[dict[str, Any]]:
    """No parameters at all, and then each sample of each parameter that has some."""
    return [{}] + [
        {param.name: value} for param in query.params for value in SAMPLES.get(param.type, [])
    ]


def call_duckdb(database: Path, script: str, *options: str) -> list[list[dict[str, Any]]]:
    """The answers of DuckDB's own shell to a script, one list of rows for each SELECT."""
    done = subprocess.run(
        [DUCKDB, "-readonly", "-json", "-cmd", "SET threads = 1", *options, database],
        input=script,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    answers, rest, decoder = [], done.stdout.strip(), json.JSONDecoder(parse_float=Decimal)
    while rest:
        rows, end = decoder.raw_decode(rest)
        answers.append(rows)
        rest = rest[end:].strip()
    return answers


def as_in_json(value: Any) -> Any:
    """A value of Python as DuckDB's shell writes it in JSON."""
    match value:
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case list():
            return [as_in_json(part) for part in value]
        case dict():
            return {name: as_in_json(part) for name, part in value.items()}
    return value


def ask(connection: duckdb.DuckDBPyConnection, name: str, **values: Any) -> list[dict[str, Any]]:
    return run_query(connection, find_query(name), values).dicts()


def list_variables(tree: Any) -> set[str]:
    """The names of the variables that a statement, as DuckDB parses it, asks for."""
    if isinstance(tree, list):
        return set().union(*map(list_variables, tree))
    if not isinstance(tree, dict):
        return set()
    found = set().union(*map(list_variables, tree.values()))
    if tree.get("function_name") == "getvariable":
        found.add(tree["children"][0]["value"]["value"])
    return found


# Every query


@every_query
def test_a_query_is_one_select(query: SavedQuery) -> None:
    assert [one.type for one in duckdb.extract_statements(query.sql)] == [
        duckdb.StatementType.SELECT
    ]


@every_query
def test_a_query_declares_the_parameters_that_it_uses_each_once(query: SavedQuery) -> None:
    row = duckdb.execute("SELECT json_serialize_sql(?)", [query.sql]).fetchone()
    assert row is not None
    tree = json.loads(row[0])
    assert not tree["error"]
    declared = [param.name for param in query.params]
    assert sorted(set(declared)) == sorted(declared)
    assert set(declared) - OF_VIEWS == list_variables(tree) - OF_VIEWS


@every_query
def test_a_query_answers_in_the_shell_of_duckdb_as_it_does_here(
    query: SavedQuery, seed: duckdb.DuckDBPyConnection, seed_database: Path
) -> None:
    chosen = choices(query)
    script = ""
    for values in chosen:
        script += "".join(f"SET VARIABLE \"{name}\" = '{values[name]}';\n" for name in values)
        script += query.sql
        script += "".join(f'\nRESET VARIABLE "{name}";\n' for name in values)
    expected = [as_in_json(run_query(seed, query, values).dicts()) for values in chosen]
    assert call_duckdb(seed_database, script) == expected
    if not query.name.endswith("_same_as"):
        assert expected[0], "the seed has nothing to show"


@every_query
def test_a_query_answers_on_the_command_line_as_in_plain_python(
    query: SavedQuery, seed: duckdb.DuckDBPyConnection, seed_database: Path, run: Run
) -> None:
    for values in choices(query)[:2]:
        plain = seed.cursor()  # without the variables of other tests
        for name, value in values.items():
            plain.execute(f'SET VARIABLE "{name}" = ?', [value])
        plain.execute(query.path.read_text(encoding="utf-8"))
        columns = [column[0] for column in plain.description or []]
        rows = [dict(zip(columns, row, strict=True)) for row in plain.fetchall()]
        options = [part for name, value in values.items() for part in (f"--{name}", value)]
        done = run("query", query.name, *options, "--format", "json", db=seed_database)
        answer, expected = json.loads(done.stdout), json.loads(to_json(rows))
        if query.name == "changes":  # the command tells in words what changed
            told = {"what": None, "before": None, "after": None}
            answer, expected = ([{**row, **told} for row in one] for one in (answer, expected))
        assert answer == expected, values


def test_a_query_file_is_read_by_the_shell_of_duckdb(
    seed: duckdb.DuckDBPyConnection, seed_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(QUERIES.parent)
    option = ("-cmd", "SET VARIABLE company = 'ByteDance'")
    [rows] = call_duckdb(seed_database, ".read queries/timeline.sql\n", *option)
    assert rows == as_in_json(ask(seed, "timeline", company="bytedance"))
    [later] = call_duckdb(
        seed_database, "SET VARIABLE \"from\" = '2024-01-01';\n.read queries/timeline.sql\n"
    )
    assert later == as_in_json(ask(seed, "timeline", **{"from": date(2024, 1, 1)}))
    assert 0 < len(later) < len(ask(seed, "timeline"))


@every_query
def test_the_order_depends_neither_on_threads_nor_on_the_order_of_storage(
    query: SavedQuery, seed: duckdb.DuckDBPyConnection, reversed_seed: duckdb.DuckDBPyConnection
) -> None:
    for values in choices(query)[:2]:
        answers = []
        for connection, threads in ((seed, 4), (reversed_seed, 4), (seed, 1)):
            connection.execute(f"SET threads = {threads}")
            answers.append(run_query(connection, query, values))
        assert answers[1:] == answers[:1] * 2


def test_the_rows_of_the_reversed_seed_are_the_same_in_the_opposite_order(
    seed: duckdb.DuckDBPyConnection, reversed_seed: duckdb.DuckDBPyConnection
) -> None:
    for table in list_tables(seed):
        sql = f"SELECT * FROM {table} ORDER BY rowid"  # noqa: S608
        assert reversed_seed.execute(sql).fetchall() == seed.execute(sql).fetchall()[::-1]


@every_query
def test_every_row_has_its_evidence(query: SavedQuery, seed: duckdb.DuckDBPyConnection) -> None:
    result = run_query(seed, query, {})
    evidence = find_evidence(result)
    if query.name in WITHOUT_EVIDENCE:
        assert evidence == []
        return
    assert evidence
    assert evidence[-1] == len(result.columns) - 1, "evidence comes last"
    documents = {row["source_id"] for row in ask(seed, "sources")}
    for row in result.rows:
        for at in evidence:
            assert row[at] or query.name in SOMETIMES_WITHOUT, row
            assert {place["id"] for place in row[at]} <= documents
            assert {origin for place in row[at] for origin in place["origins"]} <= documents


@every_query
def test_the_example_of_a_query_works(query: SavedQuery, run: Run, seed_database: Path) -> None:
    result = run("query", query.name, *shlex.split(query.fields["example"]), db=seed_database)
    if query.name in FOLDING:
        assert (result.exit_code, result.stderr) == (0, "nothing found\n")
        return
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) > 2


@every_query
def test_no_column_is_a_floating_point_number(
    query: SavedQuery, seed: duckdb.DuckDBPyConnection
) -> None:
    columns = seed.execute("DESCRIBE\n" + query.sql).fetchall()
    assert [name for name, kind, *_ in columns if any(word in kind for word in FLOATING)] == []


@every_query
def test_a_company_that_is_not_there_is_an_error_and_not_an_empty_answer(
    query: SavedQuery, seed: duckdb.DuckDBPyConnection
) -> None:
    if not any(param.type == "company" for param in query.params):
        return
    with pytest.raises(QueryError, match="no company is called Acme"):
        run_query(seed, query, {"company": "Acme"})


# Single queries, by small records

LAST = "initech-is-shown"  # for it has no date
COMPANIES = """\
id: companies
companies:
  - {id: acme, name: Acme, kind: company, aliases: [Acme Corp]}
  - {id: globex, name: Globex, kind: company}
  - {id: umbrella, name: Umbrella, kind: company}
  - id: initech
    name: Initech
    kind: product
    relations: [{product_of: acme, event: initech-is-shown}]
"""


def record(*events: str) -> str:
    """A record of one source with these events, each with one claim."""
    head = "source: {id: globe, title: News, publisher: Globe, published: 2024-06-01}\nevents:\n"
    shown = event(LAST, "status: ongoing, companies: {product: initech}", kind="product")
    return head + "".join((shown, *events))


def event(name: str, *claims: str, kind: str = "purchase") -> str:
    head = f"  - id: {name}\n    title: About {name}\n    type: {kind}\n"
    return head + "    claims:\n" + "".join(f"      - {{{claim}}}\n" for claim in claims)


def amount(measure: str, value: str, *more: str) -> str:
    fields = ", ".join((f"measure: {measure}", f"value: '{value}'", *more))
    return f"amounts: [{{{fields}}}]"


def pay(value: str, per: str) -> str:
    return amount("payment", value, f"per: {per}", "basis: actual", "company: acme")


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["event_id"] for row in rows]


DEAL = "status: ongoing, when: 2024-03, companies: {payer: acme, payee: globex}"


PAYMENTS: list[tuple[str, str, tuple[str | None, str | None], tuple[str | None, str | None]]] = [
    ("10 USD", "day", ("304.17", "304.17"), ("3650.00", "3650.00")),
    ("0.01 USD", "day", ("0.30", "0.30"), ("3.65", "3.65")),
    ("10 USD", "week", ("43.33", "43.33"), ("520.00", "520.00")),
    ("20M USD", "month", ("20000000.00", "20000000.00"), ("240000000.00", "240000000.00")),
    ("0.1 USD", "month", ("0.10", "0.10"), ("1.20", "1.20")),
    ("100 EUR", "quarter", ("33.33", "33.33"), ("400.00", "400.00")),
    ("100 USD", "half_year", ("16.67", "16.67"), ("200.00", "200.00")),
    ("100 USD", "year", ("8.33", "8.33"), ("100.00", "100.00")),
    ("-10 USD", "year", ("-0.83", "-0.83"), ("-10.00", "-10.00")),
    (
        *("12345678901234567890.12 USD", "month"),
        ("12345678901234567890.12", "12345678901234567890.12"),
        ("148148146814814814681.44", "148148146814814814681.44"),
    ),
    ("10-20 USD", "month", ("10.00", "20.00"), ("120.00", "240.00")),
    ("over 10 USD", "month", ("10.00", None), ("120.00", None)),
    ("at least 12 USD", "year", ("1.00", None), ("12.00", None)),
    ("under 10 USD", "month", (None, "10.00"), (None, "120.00")),
    ("99999999999999999999T USD", "day", (None, None), (None, None)),
    ("10 USD", "one_off", (None, None), (None, None)),
    ("10 USD", "cumulative", (None, None), (None, None)),
]


def test_payments_are_reckoned_to_the_cent(load: Load, connection: Connect) -> None:
    deals = [f"{DEAL}, {pay(value, per)}" for value, per, *_ in PAYMENTS]
    load(COMPANIES, record(*(event(f"deal-{n:02}", deal) for n, deal in enumerate(deals))))
    ends = ("low_a_month", "high_a_month", "low_a_year", "high_a_year")
    rows = ask(connection(), "payments_between")
    found = [(row["per"], *(row[end] for end in ends)) for row in rows]
    assert found == [
        (per, *(end and Decimal(end) for end in (*a_month, *a_year)))
        for _, per, a_month, a_year in PAYMENTS
    ]


def test_who_pays_whom_is_told_for_each_pair_and_an_unknown_side_is_empty(
    load: Load, connection: Connect
) -> None:
    both = "companies: {payer: [acme, umbrella], payee: globex}"
    load(
        COMPANIES,
        record(
            event("alone", f"status: happened, companies: {{payer: acme}}, {pay('1 USD', 'year')}"),
            event("both", f"status: happened, when: 2024, {both}, {pay('2 USD', 'year')}"),
            event(
                "revenue",
                "status: happened, companies: {payer: acme, payee: globex}, "
                + amount("revenue", "3 USD", "per: year", "basis: actual", "company: globex"),
            ),
            event(
                "unit",
                f"status: happened, companies: {{payer: initech, payee: umbrella}}, "
                f"{pay('4 USD', 'year')}",
            ),
        ),
    )
    opened = connection()
    pairs = [
        (row["event_id"], row["payer"], row["payee"]) for row in ask(opened, "payments_between")
    ]
    assert pairs == [
        ("both", "acme", "globex"),
        ("both", "umbrella", "globex"),
        ("alone", "acme", None),
        ("unit", "initech", "umbrella"),
    ]
    of_globex = ask(opened, "payments_between", company="globex")
    assert [row["payer"] for row in of_globex] == ["acme", "umbrella"]
    of_acme = ask(opened, "payments_between", company="acme corp")
    assert [(row["event_id"], row["payer"]) for row in of_acme] == [
        *(("both", "acme"), ("alone", "acme"), ("unit", "initech"))
    ]


def test_the_latest_figure_of_each_kind_is_shown_and_no_denied_one(
    load: Load, connection: Connect
) -> None:
    def revenue(value: str, when: str, status: str = "happened", basis: str = "actual") -> str:
        figure = amount("revenue", value, "per: year", f"basis: {basis}", "company: acme")
        return f"when: {when}, status: {status}, {figure}"

    load(
        COMPANIES,
        record(
            event("results-2021", revenue("1 USD", "2021"), kind="results"),
            event("results-2022", revenue("2 USD", "2022"), revenue("3 USD", "2022")),
            event("results-2023", revenue("4 USD", "2023", "denied"), kind="results"),
            event("outlook", revenue("5 USD", "2020", "forecast", "expected"), kind="results"),
            event("in-euros", revenue("6 EUR", "2019"), kind="results"),
        ),
    )
    opened = connection()
    rows = ask(opened, "latest_figures")
    assert [(row["event_id"], row["text"]) for row in rows] == [
        ("in-euros", "€6 a year"),
        ("results-2022", "$2 a year"),
        ("results-2022", "$3 a year"),
        ("outlook", "$5 a year"),
    ]
    assert ask(opened, "latest_figures", company="Acme") == rows
    assert ask(opened, "latest_figures", company="globex") == []


@pytest.mark.parametrize(
    ("dates", "latest"),
    [
        (("2023", "2024"), {"2024"}),
        (("2024-03", "2024-01/2024-04"), {"2024-03", "2024-01/2024-04"}),
        (("2024-03", "2024"), {"2024-03", "2024"}),
        (("2024-03", "2024-03-31/2024-05"), {"2024-03", "2024-03-31/2024-05"}),
        (("2024-03", "2024-04/2024-05"), {"2024-04/2024-05"}),
        (("2022/..", "2024"), {"2022/..", "2024"}),
        (("../2023", "2024"), {"2024"}),
        (("../2024", "2024"), {"../2024", "2024"}),
        (("../2022", "../2023"), {"../2022", "../2023"}),
        (("2001", None), {"2001"}),
        (("../2001", None), {"../2001"}),
        (("1990", "2023", "2024~"), {"2023", "2024~"}),  # about 2024 may be 2023
        ((None, None), {None}),
    ],
)
def test_the_latest_figures_are_those_that_no_other_follows_for_certain(
    load: Load, connection: Connect, dates: tuple[str | None, ...], latest: set[str | None]
) -> None:
    def revenue(number: int, when: str | None) -> str:
        told = f"when: '{when}', " if when else ""
        figure = amount("revenue", f"{number} USD", "per: year", "company: acme")
        return event(f"results-{number}", f"{told}status: happened, {figure}", kind="results")

    load(COMPANIES, record(*(revenue(number, when) for number, when in enumerate(dates, start=1))))
    assert {row["when_edtf"] for row in ask(connection(), "latest_figures")} == latest


PAST_AND_FUTURE = record(
    event("open-end", "when: 2018/.., status: ongoing, companies: {operator: initech}"),
    event("open-start", "when: ../2019, status: happened, companies: {payer: globex}"),
    event("first", "when: 2020, status: happened, companies: {developer: acme}", kind="launch"),
    event("second", "when: 2021-07, status: happened, companies: {payer: acme, payee: globex}"),
    event("third", "when: 2022/2023, status: planned, companies: {subject: umbrella}", kind="test"),
)
IN_TIME = ["open-end", "open-start", "first", "second", "third"]


@pytest.fixture(scope="module")
def past_and_future(
    _empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with those events, made once for all questions."""
    folder = tmp_path_factory.mktemp("past-and-future")
    path = Path(shutil.copyfile(_empty, folder / "test.duckdb"))
    (folder / "companies.yaml").write_text(COMPANIES, encoding="utf-8")
    (folder / "globe.yaml").write_text(PAST_AND_FUTURE, encoding="utf-8")
    load_files([folder / "companies.yaml", folder / "globe.yaml"], path, wait=0)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("values", "events"),
    [
        ({}, [*IN_TIME, LAST]),
        ({"limit": 2}, IN_TIME[:2]),
        ({"limit": 0}, []),
        ({"reverse": True}, [*IN_TIME[::-1], LAST]),
        ({"reverse": False}, [*IN_TIME, LAST]),
        ({"reverse": True, "limit": 1}, ["third"]),
        ({"offset": 0}, [*IN_TIME, LAST]),
        ({"limit": 2, "offset": 1}, IN_TIME[1:3]),
        ({"reverse": True, "offset": len(IN_TIME)}, [LAST]),
        ({"offset": len(IN_TIME) + 1}, []),
        ({"from": date(2021, 7, 31)}, ["open-end", "second", "third"]),
        ({"from": date(2021, 8, 1)}, ["open-end", "third"]),
        ({"from": date(2019, 12, 31)}, IN_TIME),
        ({"to": date(2020, 1, 1)}, ["open-end", "open-start", "first"]),
        ({"to": date(2019, 12, 31)}, ["open-end", "open-start"]),
        ({"to": date(2017, 12, 31)}, ["open-start"]),
        ({"from": date(2020, 6, 1), "to": date(2020, 6, 1)}, ["open-end", "first"]),
        ({"type": "launch"}, ["first"]),
        ({"type": "test,launch"}, ["first", "third"]),
        ({"status": "ongoing,planned"}, ["open-end", "third", LAST]),
        ({"type": "launch", "status": "planned"}, []),
        ({"company": "acme"}, ["open-end", "first", "second", LAST]),
        ({"company": "acme", "only": True}, ["first", "second"]),
        ({"company": "acme", "only": False}, ["open-end", "first", "second", LAST]),
        ({"company": "INITECH"}, ["open-end", LAST]),
    ],
    ids=str,
)
def test_the_timeline_shows_what_is_asked_for(
    past_and_future: duckdb.DuckDBPyConnection, values: dict[str, Any], events: list[str]
) -> None:
    assert ids(ask(past_and_future, "timeline", **values)) == events


def test_the_timeline_of_a_company_shows_the_same_events_as_its_view(
    past_and_future: duckdb.DuckDBPyConnection,
) -> None:
    opened = past_and_future
    for values in ({}, {"only": True}, {"from": date(2021, 7, 31)}, {"to": date(2020, 1, 1)}):
        rows = ask(opened, "company_timeline", company="Acme", **values)
        assert ids(rows) == ids(ask(opened, "timeline", company="Acme", **values))
    rows = ask(opened, "company_timeline", company="Acme")
    assert [row["direct"] for row in rows] == [False, True, True, False]


def test_undated_events_are_listed_apart(past_and_future: duckdb.DuckDBPyConnection) -> None:
    opened = past_and_future
    assert ids(ask(opened, "events_undated")) == [LAST]
    assert ids(ask(opened, "events_undated", company="acme")) == [LAST]
    assert ids(ask(opened, "events_undated", company="globex")) == []


def test_counterparties_are_counted_by_event_without_the_own_family(
    load: Load, connection: Connect
) -> None:
    both = "status: happened, companies: {payer: [acme, initech], payee: globex}"
    load(
        COMPANIES,
        record(
            event("one", both, both),
            event("two", "status: happened, companies: {buyer: initech, seller: globex}"),
            event("three", "status: happened, companies: {partner: [acme, umbrella]}"),
        ),
    )
    opened = connection()
    rows = ask(opened, "counterparties", company="acme")
    assert [(row["counterparty"], row["events"], row["roles"]) for row in rows] == [
        ("Globex", 2, "payee, seller"),
        ("Umbrella", 1, "partner"),
    ]
    others = [row["counterparty_id"] for row in ask(opened, "counterparties", company="initech")]
    assert others == ["globex", "acme"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("launches", ["launch", "rename"]),
        ("partnerships", ["customer", "partnership", "purchase"]),
        ("regulation", ["regulation", "sanction"]),
    ],
)
def test_events_of_some_types_have_a_query_of_their_own(
    load: Load, connection: Connect, query: str, kinds: list[str]
) -> None:
    every = sorted(("customer", "launch", "partnership", "purchase", "regulation", "rename"))
    claim = "status: happened, when: 2024, companies: {subject: acme}"
    load(COMPANIES, record(*(event(kind, claim, kind=kind) for kind in (*every, "sanction"))))
    opened = connection()
    assert ids(ask(opened, query)) == kinds
    assert ids(ask(opened, query, company="Acme")) == kinds
    assert ask(opened, query, company="Globex") == []
    assert ids(ask(opened, query, **{"from": date(2024, 12, 31), "to": date(2025, 1, 1)})) == kinds
    assert ask(opened, query, **{"from": date(2025, 1, 1)}) == []
    assert ask(opened, query, to=date(2023, 12, 31)) == []
