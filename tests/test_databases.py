"""Files that released revisions have written, against databases that the present code makes.

The kept files are in tests/databases, each with the record that was loaded into it.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest
from history import LAST_WITHOUT_LOSS, make_history
from states import LOSING, State, read_state

from db.catalog import compare_catalogs
from db.differences import find_differences
from db.load import build_database, check_database, load_files
from db.migrate import downgrade, upgrade
from db.revision import list_revisions

FOLDER = Path(__file__).resolve().parent / "databases"
KEPT = sorted(FOLDER.glob("*.duckdb.gz"))
WHEN = "SELECT id, loaded_at, dateline_version FROM load"


@pytest.fixture(params=KEPT, ids=lambda path: path.name.removesuffix(".duckdb.gz"))
def kept(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def old(kept: Path, tmp_path: Path) -> Path:
    """A database that a released revision has written."""
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    return path


@pytest.fixture
def fresh(kept: Path, old: Path, tmp_path: Path) -> Path:
    """A new database with the same record, as if it had been loaded at the same moment."""
    path = tmp_path / "fresh.duckdb"
    build_database(path, seed=False, wait=0)
    record = kept.with_name(kept.name.replace(".duckdb.gz", ".yaml"))
    load_files([record], path, wait=0)
    with duckdb.connect(str(old), read_only=True) as connection:
        moments = connection.execute(WHEN).fetchall()
    with duckdb.connect(str(path)) as connection:
        for number, *moment in moments:
            set_moment = "UPDATE load SET loaded_at = ?, dateline_version = ? WHERE id = ?"
            connection.execute(set_moment, [*moment, number])
    return path


def list_missing() -> list[str]:
    """Revisions that are no longer the newest, and of which no file is kept."""
    kept = {path.name.partition("-")[0] for path in KEPT}
    return [revision for revision in list_revisions()[:-1] if revision not in kept]


def test_each_released_revision_has_a_file() -> None:
    assert list_missing() == []


def test_the_names_of_kept_files_say_what_wrote_them(kept: Path, old: Path) -> None:
    with duckdb.connect(str(old), read_only=True) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert row == (kept.name.partition("-")[0],)
    assert kept.stat().st_size < 200_000


@pytest.mark.usefixtures("examples")
def test_a_revision_without_a_file_is_noticed() -> None:
    assert "0101" in list_missing()
    assert "0111" not in list_missing()


def test_an_old_file_that_is_upgraded_equals_a_new_one(old: Path, fresh: Path) -> None:
    upgrade(old, "heads", LOSING)
    assert_equal(read_state(old), read_state(fresh))
    assert find_differences(old) == []
    assert check_database(old) == []


def test_an_old_file_goes_through_a_longer_history_as_a_new_one_does(
    old: Path, fresh: Path, examples_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.revision.MIGRATIONS", examples_folder)
    upgrade(fresh, "heads", LOSING)
    upgrade(old, "heads", LOSING)
    assert_equal(read_state(old), read_state(fresh))


@pytest.mark.usefixtures("examples")
def test_an_old_file_has_the_schema_that_an_empty_new_one_is_made_with(
    old: Path, tmp_path: Path
) -> None:
    build_database(tmp_path / "empty.duckdb", seed=False, wait=0)
    upgrade(old, "heads", LOSING)
    expected, found = read_state(tmp_path / "empty.duckdb"), read_state(old)
    assert (found.catalog, found.columns) == (expected.catalog, expected.columns)


@pytest.mark.usefixtures("examples")
def test_an_old_file_is_as_it_was_after_the_way_up_and_down(kept: Path, old: Path) -> None:
    before = read_state(old)
    upgrade(old, LAST_WITHOUT_LOSS, LOSING)
    downgrade(old, kept.name.partition("-")[0], LOSING)
    assert_equal(read_state(old), before)


FORGETFUL = '''
"""make the table of figures anew without one of its rules"""

from migrations import helpers

revision, down_revision = "0112", "0111"


def upgrade() -> None:
    with helpers.alter_table("amount") as table:
        table.drop_check_constraint("ck_amount_order_of_ends", "low <= high")
'''


def test_a_check_that_a_revision_forgets_is_noticed(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path, monkeypatch, **{"0112": FORGETFUL})
    upgrade(old, "0111", LOSING)
    before = read_state(old)
    upgrade(old, "heads", LOSING)
    found = read_state(old)
    told = ["constraint amount: CHECK((low <= high)) is missing"]
    assert list(compare_catalogs(found.catalog, before.catalog)) == told
    with pytest.raises(AssertionError, match=r"low <= high"):
        assert_equal(found, before)


def assert_equal(found: State, expected: State) -> None:
    """Part by part, so that a failure shows the part."""
    assert list(compare_catalogs(found.catalog, expected.catalog)) == []
    assert found.catalog == expected.catalog
    assert found.columns == expected.columns
    assert found.rows.keys() == expected.rows.keys()
    for table, rows in expected.rows.items():
        assert found.rows[table] == rows, table
