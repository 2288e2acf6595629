"""The whole history up, down and up again: every row is where it was, and as it was."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from history import LAST_WITHOUT_LOSS as LAST
from history import LOSSY
from states import LOSING, State, read_state, walk

from benchmarks.big import make_big
from db.history import MigrationError
from db.load import check_database
from db.migrate import downgrade, upgrade
from db.revision import newest_revision

# Others run the same lines; being watched makes these take twice the time.
pytestmark = pytest.mark.no_cover

FIRST = newest_revision()
# The number of each row is hashed with it, so that rows that change places are noticed.
DIGEST = """
    SELECT count(*), sum(hash(numbered)) FROM (
        SELECT *, row_number() OVER () AS row_number FROM "{table}"
    ) AS numbered
"""


def digest(path: Path) -> dict[str, Any]:
    """How many rows each table has, and a sum of their hashes in their order."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {t: connection.execute(DIGEST.format(table=t)).fetchone() for (t,) in tables}


class Walked(NamedTuple):
    """A file that went up to the last revision without loss, and what it held at each."""

    path: Path
    states: dict[str, State]


@pytest.fixture(scope="module", params=["empty", "seed"])
def walked(
    request: pytest.FixtureRequest, examples_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Walked:
    name = {"empty": "_empty", "seed": "seed_database"}[request.param]
    source: Path = request.getfixturevalue(name)
    path = Path(shutil.copyfile(source, tmp_path_factory.mktemp("walked") / "walked.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.revision.MIGRATIONS", examples_folder)
        return Walked(path, walk(path, LAST))


@pytest.fixture
def path(walked: Walked, tmp_path: Path) -> Path:
    """A copy of it for the test."""
    return Path(shutil.copyfile(walked.path, tmp_path / "walked.duckdb"))


@pytest.mark.usefixtures("examples")
def test_each_revision_is_the_same_on_the_way_down_and_up_again(walked: Walked, path: Path) -> None:
    on_the_way_up = walked.states
    for revision in sorted(on_the_way_up, reverse=True)[1:]:
        downgrade(path, revision, LOSING)
        assert read_state(path) == on_the_way_up[revision]
    upgrade(path, LAST, LOSING)
    assert read_state(path) == on_the_way_up[LAST]


@pytest.mark.usefixtures("examples")
def test_what_a_revision_drops_is_all_that_is_lost_on_the_way_back(
    walked: Walked, path: Path
) -> None:
    before = walked.states[FIRST]
    upgrade(path, LOSSY, LOSING)
    downgrade(path, FIRST, LOSING)
    with duckdb.connect(str(path)) as connection:
        versions = "SELECT DISTINCT dateline_version FROM load"
        assert connection.execute(versions).fetchall() in ([], [("unknown",)])
    after = read_state(path)
    assert (after.catalog, after.columns) == (before.catalog, before.columns)
    lost = [table for table in before.rows if after.rows[table] != before.rows[table]]
    assert lost == (["load"] if before.rows["load"] else [])


@pytest.mark.usefixtures("examples")
def test_a_revision_without_a_way_back_changes_nothing_when_asked_to_go(path: Path) -> None:
    upgrade(path, "heads", LOSING)
    before = path.read_bytes()
    with pytest.raises(MigrationError, match="there is no way back from 0111: who has read what"):
        downgrade(path, FIRST, LOSING)
    assert path.read_bytes() == before


def test_a_database_for_benchmarks_is_whole_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one, other, third = (
        digest(make_big(tmp_path / f"{name}.duckdb", 3000, seed))
        for name, seed in (("one", 1), ("other", 1), ("third", 2))
    )
    assert check_database(tmp_path / "one.duckdb") == []
    assert one == other
    assert one["event"] != third["event"]
    counts = {table: one[table][0] for table in ("event", "claim", "claim_company")}
    assert counts == {"event": 3000, "claim": 3000, "claim_company": 6000}
    assert 2700 < one["amount"][0] < 3000


def test_rows_that_change_places_are_noticed(tmp_path: Path) -> None:
    path = make_big(tmp_path / "small.duckdb", 2000)
    before = digest(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TEMP TABLE aside AS SELECT * FROM event ORDER BY title; "
            "DELETE FROM event; CHECKPOINT"
        )
        connection.execute("INSERT INTO event FROM aside")
    after = digest(path)
    assert [table for table in before if after[table] != before[table]] == ["event"]


@pytest.mark.slow
def test_a_million_events_go_up_down_and_up_again(
    tmp_path: Path, examples_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_big(tmp_path / "big.duckdb", 1_000_000)
    assert check_database(path) == []
    monkeypatch.setattr("db.revision.MIGRATIONS", examples_folder)
    first = digest(path)
    upgrade(path, LAST, LOSING)
    last = digest(path)
    downgrade(path, FIRST, LOSING)
    assert digest(path) == first
    upgrade(path, LAST, LOSING)
    assert digest(path) == last
