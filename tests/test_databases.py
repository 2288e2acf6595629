"""Files that released revisions have written, against databases that the present code makes.

The kept files are in tests/databases, each with the record that was loaded into it.
"""

from __future__ import annotations

import gzip
import shutil
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

# Others run the same lines; being watched makes these take twice the time.
pytestmark = pytest.mark.no_cover

FOLDER = Path(__file__).resolve().parent / "databases"
KEPT = sorted(FOLDER.glob("*.duckdb.gz"))
WHEN = "SELECT id, loaded_at, dateline_version FROM load"


@pytest.fixture(scope="module", params=KEPT, ids=lambda path: path.name.removesuffix(".duckdb.gz"))
def kept(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def old(kept: Path, tmp_path: Path) -> Path:
    """A database that a released revision has written."""
    return unpack(kept, tmp_path / "old.duckdb")


def unpack(kept: Path, path: Path) -> Path:
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    return path


@pytest.fixture(scope="module")
def halfway(kept: Path, examples_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same at the last revision without loss of a longer history: to be copied."""
    path = unpack(kept, tmp_path_factory.mktemp("ahead") / "halfway.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.revision.MIGRATIONS", examples_folder)
        upgrade(path, LAST_WITHOUT_LOSS, LOSING)
    return path


@pytest.fixture(scope="module")
def ahead(halfway: Path, examples_folder: Path) -> Path:
    """The same at the end of that history: for reading only."""
    path = Path(shutil.copyfile(halfway, halfway.with_name("ahead.duckdb")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.revision.MIGRATIONS", examples_folder)
        upgrade(path, "heads", LOSING)
    return path


@pytest.fixture(scope="module")
def empty_ahead(examples_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> State:
    """What a new database without any record holds that is made by a longer history."""
    path = tmp_path_factory.mktemp("ahead") / "empty.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.revision.MIGRATIONS", examples_folder)
        build_database(path, seed=False, wait=0)
    return read_state(path)


@pytest.fixture
def fresh(kept: Path, old: Path, database: Path) -> Path:
    """A new database with the same record, as if it had been loaded at the same moment."""
    path = database
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
    ahead: Path, fresh: Path, examples_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.revision.MIGRATIONS", examples_folder)
    upgrade(fresh, "heads", LOSING)
    assert_equal(read_state(ahead), read_state(fresh))


def test_an_old_file_has_the_schema_that_an_empty_new_one_is_made_with(
    ahead: Path, empty_ahead: State
) -> None:
    found = read_state(ahead)
    assert (found.catalog, found.columns) == (empty_ahead.catalog, empty_ahead.columns)


@pytest.mark.usefixtures("examples")
def test_an_old_file_is_as_it_was_after_the_way_up_and_down(
    kept: Path, old: Path, halfway: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(halfway, tmp_path / "back.duckdb"))
    downgrade(path, kept.name.partition("-")[0], LOSING)
    assert_equal(read_state(path), read_state(old))


FORGETFUL = '''
"""make the table of figures anew without one of its rules"""

from migrations import helpers

revision, down_revision = "0112", "0111"


def upgrade() -> None:
    with helpers.alter_table("amount") as table:
        table.drop_check_constraint("ck_amount_order_of_ends", "low <= high")
'''


def test_a_check_that_a_revision_forgets_is_noticed(
    ahead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path, monkeypatch, **{"0112": FORGETFUL})
    path = Path(shutil.copyfile(ahead, tmp_path / "forgetful.duckdb"))
    before = read_state(path)
    upgrade(path, "heads", LOSING)
    found = read_state(path)
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
