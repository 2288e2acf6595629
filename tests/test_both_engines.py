"""PostgreSQL gives the same rows as DuckDB: every view and every saved query, of the same types."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from news import news, paid
from postgres import Cluster
from twins import SAME_AS, TWIN

from db.address import Database
from db.citation import cite
from db.info import read_info
from db.load import load_files
from db.query import Result, SavedQuery, find_query, list_queries, read_query, run_query
from db.query_head import QueryError
from db.reader import Reader, set_variable
from db.reading import reading
from db.values import answer

# Others run the same lines; being watched makes these take twice the time.
pytestmark = pytest.mark.no_cover

VIEWS = (
    "claim_party", "company_event", "company_family", "company_family_period", "company_name",
    "company_tie", "company_timeline", "conflicts", "corroboration", "event_company", "evidence",
    "figure_amount", "figure_link", "figure_opposed", "figures", "known_claim", "search_text",
    "standing_claim", "timeline", "total_figures", "totals", "unique_figures",
)  # fmt: skip
# What a parameter is given, by its type; each alone, and all of them together.
VALUES: Mapping[str, tuple[Any, ...]] = {
    "company": (
        "Acme Corp",
        "globex",
        "acme-inc",
        "ByteDance",
        "字节跳动",
        "MICROSOFT",
        "nobody",
        "",
    ),
    "event": ("acme-pays-globex", "acme-gives-money", "tiktok-pays-microsoft-for-openai-models"),
    "source": ("globe-2024-04-01", "blue-whale-news-2024-08-02"),
    "event_types": ("launch", "founding, purchase,statement"),
    "statuses": ("ongoing", "planned,happened"),
    "measure": ("payment", "revenue"),
    "unit": ("USD", "percent"),
    "basis": ("actual", "planned"),
    "first_day": (date(2024, 1, 1),),
    "last_day": (date(2024, 6, 30), date(2024, 8, 3)),
    "text": (
        *("contradicts", "coarser", "nothing", ""),
        *("ACME glob", '"pays Globex"'),
    ),
    "integer": (1, 2, 10**9),
    "boolean": (True, False),
}


class Pair(NamedTuple):
    """The same records on both engines."""

    duckdb: Reader
    postgres: Reader


@pytest.fixture(scope="session")
def pairs(
    acme_database: Path,
    seed_database: Path,
    cluster: Cluster,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Mapping[str, Pair]]:
    folder = tmp_path_factory.mktemp("merged")
    files = [folder / "twin.yaml", folder / "same-as.yaml"]
    for file, text in zip(files, (TWIN, SAME_AS), strict=True):
        file.write_text(text)
    merged = Path(shutil.copyfile(acme_database, folder / "merged.duckdb"))
    merged_server = cluster.create("acme")
    for database in (merged, merged_server):
        load_files(files, database, wait=0)
    with (
        reading(merged) as merged_file,
        reading(merged_server) as merged_on_server,
        reading(acme_database) as acme,
        reading(seed_database) as seed,
        reading(cluster.create("acme")) as acme_server,
        reading(cluster.create("seed")) as seed_server,
    ):
        yield {
            "acme": Pair(acme, acme_server),
            "seed": Pair(seed, seed_server),
            "merged": Pair(merged_file, merged_on_server),
        }


@pytest.fixture(params=["acme", "merged", "seed"])
def pair(request: pytest.FixtureRequest, pairs: Mapping[str, Pair]) -> Pair:
    """Both engines, without what a query before has set."""
    variables = {param.name for query in list_queries() for param in query.params}
    for connection, variable in product(pairs[request.param], sorted(variables)):
        set_variable(connection, variable, None)
    return pairs[request.param]


def spell(value: Any) -> Any:
    """A value with its type, down to the digits of a decimal and the order of the keys."""
    if isinstance(value, (list, tuple)):
        return [spell(item) for item in value]
    if isinstance(value, dict):
        return [(key, spell(item)) for key, item in value.items()]
    if isinstance(value, datetime):  # when a file was loaded: each database has its own
        return "a time"
    return repr(value)


def choices(query: SavedQuery) -> list[dict[str, Any]]:
    """Values for a query: none, each alone, and sets of all."""
    alone = [{param.name: value} for param in query.params for value in VALUES[param.type]]
    most = max((len(VALUES[param.type]) for param in query.params), default=0)
    together = [
        {param.name: VALUES[param.type][nth % len(VALUES[param.type])] for param in query.params}
        for nth in range(most)
    ]
    return [{}, *alone, *together]


def run(connection: Reader, query: SavedQuery, values: Mapping[str, Any]) -> Any:
    """The columns and rows, or the error without what an engine puts before it."""
    try:
        result = run_query(connection, query, values)
    except QueryError as error:
        return str(error).replace("Invalid Input Error: ", "")
    # When a file was loaded is of the database, not of the records.
    kept = [at for at, name in enumerate(result.columns) if name != "loaded_at"]
    return result.columns, spell([[row[at] for at in kept] for row in result.rows])


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_saved_query_gives_the_same_rows(pair: Pair, query: SavedQuery) -> None:
    if query.fields.get("engine") == "duckdb":
        with pytest.raises(QueryError, match="runs on DuckDB only, and this is PostgreSQL"):
            run_query(pair.postgres, query, {})
        return
    for values in choices(query):
        assert run(pair.postgres, query, values) == run(pair.duckdb, query, values), values


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_citation_holds_the_same_hashes(pair: Pair, query: SavedQuery) -> None:
    here, there = (
        cite(connection, query, {}, answer(connection, query, {}).read())
        for connection in (pair.duckdb, pair.postgres)
    )
    if query.name != "changes":  # each database has its own times of loads
        assert here["rows_sha256"] == there["rows_sha256"]
    assert here["records_sha256"] == there["records_sha256"]


def test_the_values_find_something_and_one_finds_nobody(pairs: Mapping[str, Pair]) -> None:
    query = find_query("timeline")
    for name, company in (("acme", "Acme Corp"), ("seed", "字节跳动")):
        assert run_query(pairs[name].postgres, query, {"company": company}).rows
    with pytest.raises(QueryError, match="no company is called nobody"):
        run_query(pairs["seed"].postgres, query, {"company": "nobody"})


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_gives_the_same_rows(pair: Pair, view: str) -> None:
    columns = "SELECT column_name::VARCHAR FROM information_schema.columns WHERE table_name = $1"
    answers = []
    for connection in pair:
        names = [row[0] for row in connection.execute(columns, [view]).fetchall()]
        rows = connection.execute(f"TABLE {view}").fetchall()
        answers.append((sorted(names), sorted(map(spell, rows))))
    assert answers[0] == answers[1]
    assert answers[0][1] or view in ("conflicts", "figure_link", "figure_opposed")


ONCE = "per: one_off, company: acme"
PLANNED = "per: one_off, basis: planned, company: acme"
# What is planned and cancelled, denied, told in two currencies, and of a company that goes unsaid.
OPPOSED = (
    news("globe-1", f"status: planned, when: 2024-06-15, {paid('10B USD', PLANNED)}", event="one"),
    news("herald-1", "status: cancelled", event="one"),
    news("globe-2", f"status: happened, when: 2024-09, {paid('40M USD', f'{ONCE}, name: a')}",
         event="two", published="2024-12-10"),
    news("herald-2", "status: planned, when: 2024-06-15", "status: denied", event="two"),
    news("globe-3", f"status: happened, {paid('290M CNY', f'{ONCE}, same_as: two/a')}",
         event="three"),
    news("globe-4", f"status: ongoing, {paid('20M USD')}", event="four"),
    news("herald-4", f"status: ongoing, {paid('30M USD', 'per: month')}", event="four"),
)  # fmt: skip


@pytest.mark.parametrize("known_by", [None, date(2024, 11, 1)])
def test_what_is_opposed_or_told_twice_is_so_on_both(
    cluster: Cluster, acme_database: Path, tmp_path: Path, known_by: date | None
) -> None:
    files = [tmp_path / f"{nth}.yaml" for nth in range(len(OPPOSED))]
    for file, text in zip(files, OPPOSED, strict=True):
        file.write_text(text)
    on_file = Path(shutil.copyfile(acme_database, tmp_path / "opposed.duckdb"))
    on_server = cluster.create("acme")
    for database in (on_file, on_server):
        load_files(files, database, wait=0)
    with reading(on_file) as one, reading(on_server) as other:
        for connection in (one, other):
            set_variable(connection, "known_by", known_by)
        for view in ("figure_opposed", "total_figures", "totals", "timeline", "conflicts"):
            rows = [
                sorted(map(spell, connection.execute(f"TABLE {view}").fetchall()))
                for connection in (one, other)
            ]
            assert rows[0], view
            assert rows[0] == rows[1]


def test_no_row_may_be_asked_for(pair: Pair) -> None:
    query = find_query("timeline")
    assert run(pair.postgres, query, {"limit": 0}) == run(pair.duckdb, query, {"limit": 0})


def test_no_view_is_left_out(pairs: Mapping[str, Pair]) -> None:
    found = pairs["acme"].postgres.execute(
        "SELECT viewname::VARCHAR FROM pg_views WHERE schemaname = 'public' ORDER BY 1"
    )
    assert tuple(row[0] for row in found.fetchall()) == VIEWS


def test_a_query_for_duckdb_alone_is_one_clear_error_on_a_server(
    acme_server: Database, tmp_path: Path
) -> None:
    path = tmp_path / "squares.sql"
    path.write_text("-- title: Squares\n-- engine: duckdb\nSELECT [x * x FOR x IN range(3)] AS s")
    query = read_query(path)
    with duckdb.connect() as connection:
        assert run_query(connection, query, {}) == Result(["s"], [([0, 1, 4],)])
    with reading(acme_server) as server, pytest.raises(QueryError) as caught:
        run_query(server, query, {})
    assert str(caught.value) == "squares.sql runs on DuckDB only, and this is PostgreSQL"


def test_a_query_that_fails_leaves_the_connection_fit_for_the_next(pair: Pair) -> None:
    for connection in pair:
        with pytest.raises(QueryError, match="no company is called nobody"):
            run_query(connection, find_query("timeline"), {"company": "nobody"})
        assert run_query(connection, find_query("timeline"), {}).rows


def test_a_name_that_nobody_has_is_told_the_nearest(acme_server: Database) -> None:
    with reading(acme_server) as connection, pytest.raises(Exception, match="did you mean initech"):
        answer(connection, find_query("timeline"), {"company": "Initec"})


def test_info_tells_the_same_of_both(acme_database: Path, acme_server: Database) -> None:
    here, there = read_info(acme_database), read_info(acme_server)
    assert (here.revision, here.counts, here.files) == (there.revision, there.counts, there.files)
    assert there.file == str(acme_server)
    assert there.bytes > 0
    with reading(acme_server) as connection:
        [(version,)] = connection.execute("SHOW server_version").fetchall()
    assert (here.postgresql, there.postgresql) == (None, version)
