"""Every example of docs/schema-changes.md runs up and down, and the page says what is so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Run
from history import EXAMPLES, LOSSY, NO_WAY_BACK, make_history, read_examples
from postgres import Cluster, connect
from psycopg import sql

from db.address import Database, Server
from db.catalog import read_catalog
from db.history import MigrationError
from db.migrate import downgrade, upgrade
from db.mover import Care
from db.reading import opening
from db.revision import list_revisions, newest_revision
from migrations import helpers

# Others run the same lines; being watched makes these take twice the time.
pytestmark = pytest.mark.no_cover

PAGE = EXAMPLES.read_text(encoding="utf-8")
LOSING = Care(allow_loss=True, backup=False)
OWN_REVISION = "my-revisions/newsroom_0001_tags.py"
COLUMNS = """
    SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal
    ORDER BY table_name, column_index
"""


@dataclass(frozen=True)
class Store:
    """A populated database of one kind: how it is moved, and all that it holds."""

    upgrade: Callable[[str], object]
    downgrade: Callable[[str], object]
    read: Callable[[], dict[str, Any]]


def read_duckdb(path: Path) -> dict[str, Any]:
    """Schema, order of columns, and all rows."""
    with duckdb.connect(path, read_only=True) as connection:
        found: dict[str, Any] = dict(read_catalog(connection))
        found["order of columns"] = connection.execute(COLUMNS).fetchall()
        for table in found["table"]:
            found[f"rows of {table}"] = connection.table(table).order("ALL").fetchall()
    return found


def read_server(server: Server) -> dict[str, Any]:
    """Schema and all rows. A column that comes anew comes last in PostgreSQL: no order is told."""
    with opening(server) as reader, connect(server) as connection:
        found: dict[str, Any] = dict(read_catalog(reader))
        names = [name.split(".") for name in sorted(found["column"])]
        found["order of columns"] = [(table, name) for table, name in names]
        for table in found["table"]:
            columns = [sql.Identifier(name) for where, name in names if where == table]
            query = sql.SQL("SELECT {} FROM {}").format(
                sql.SQL(", ").join(columns), sql.Identifier(table)
            )
            found[f"rows of {table}"] = sorted(connection.execute(query).fetchall(), key=str)
    return found


def open_store(database: Database) -> Store:
    return Store(
        lambda target: upgrade(database, target, LOSING),
        lambda target: downgrade(database, target, LOSING),
        lambda: read_server(database) if isinstance(database, Server) else read_duckdb(database),
    )


@dataclass(frozen=True)
class Climbed:
    """The seed with all examples but the last, and what was there at each."""

    copy: Callable[[Path], Store]
    seen: dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=["duckdb", "postgresql"])
def climbed(
    request: pytest.FixtureRequest,
    seed_database: Path,
    examples_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Climbed:
    """The seed in a database of each kind that Dateline runs on."""
    database: Database
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        database = cluster.create("seed")
        name = f"test_{cluster.made}"
    else:
        database = tmp_path_factory.mktemp("climbed") / "seed.duckdb"
        shutil.copyfile(seed_database, database)

    def copy(folder: Path) -> Store:
        if isinstance(database, Server):
            return open_store(cluster.create(name))
        return open_store(Path(shutil.copyfile(database, folder / "seed.duckdb")))

    ours, store = newest_revision(), open_store(database)
    seen = {ours: store.read()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.revision.MIGRATIONS", examples_folder)
        for number in list_revisions():
            if ours < number < NO_WAY_BACK:
                store.upgrade(number)
                seen[number] = store.read()
    return Climbed(copy, seen)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the examples, behind our own revisions."""
    ours = list_revisions()
    make_history(tmp_path, monkeypatch)
    return [number for number in list_revisions() if number not in ours]


def leave_out(found: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    """All that was found but the values of one column."""
    at = [name for where, name in found["order of columns"] if where == table].index(column)
    rows = [(*row[:at], *row[at + 1 :]) for row in found[f"rows of {table}"]]
    return {**found, f"rows of {table}": sorted(rows, key=str)}


def test_every_example_runs_up_and_down_and_all_is_as_it_was(
    climbed: Climbed, history: list[str], tmp_path: Path
) -> None:
    store, numbers = climbed.copy(tmp_path), [*climbed.seen, NO_WAY_BACK]
    assert numbers == [newest_before(history), *history]
    store.upgrade(NO_WAY_BACK)
    found = [*climbed.seen.values(), store.read()]
    for before, after in pairwise(found):
        assert after != before
    with pytest.raises(MigrationError) as told:
        store.downgrade(numbers[-2])
    assert str(told.value) == (
        f"there is no way back from {NO_WAY_BACK}: "
        "who has read what cannot be told from the older tables"
    )
    assert store.read() == found[-1]


def newest_before(history: list[str]) -> str:
    return max(number for number in list_revisions() if number < history[0])


@pytest.mark.usefixtures("history")
def test_every_example_but_the_last_goes_back_to_what_was_before(
    climbed: Climbed, tmp_path: Path
) -> None:
    store = climbed.copy(tmp_path)
    assert store.read() == list(climbed.seen.values())[-1]
    for number, before in list(climbed.seen.items())[-2::-1]:
        store.downgrade(number)
        found = store.read()
        if number < LOSSY:
            assert set(column(found, "load", "dateline_version")) == {"unknown"}
            found, before = (leave_out(one, "load", "dateline_version") for one in (found, before))
        assert found == before, number


def column(found: dict[str, Any], table: str, name: str) -> list[Any]:
    at = [column for where, column in found["order of columns"] if where == table].index(name)
    return [row[at] for row in found[f"rows of {table}"]]


def test_the_examples_follow_each_other_and_are_all_there(history: list[str]) -> None:
    assert history == [f"{number:04}" for number in range(101, 101 + len(history))]
    assert {LOSSY, NO_WAY_BACK} <= set(history)


# A user's own


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / OWN_REVISION
    path.parent.mkdir()
    path.write_text(read_examples()[OWN_REVISION], encoding="utf-8")
    return path.parent


def test_a_user_s_own_tables_stay_through_our_revisions_and_go_alone(
    seed_database: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copyfile(seed_database, tmp_path / "seed.duckdb"))
    care = Care(allow_loss=True, backup=False, own=own)
    assert upgrade(path, "heads", care) == [newest_revision(), "newsroom_0001"]
    with duckdb.connect(path) as connection:
        connection.execute("INSERT INTO tag SELECT id, 'ours' FROM event LIMIT 3")
        connection.execute("UPDATE company SET desk = 'tech' WHERE kind = 'company'")
    tags, desks = read_own(path)
    assert len(tags) == 3
    assert ("tech",) in {row[1:] for row in desks}

    make_history(tmp_path, monkeypatch)
    assert upgrade(path, "heads", care) == [NO_WAY_BACK, "newsroom_0001"]
    assert read_own(path) == (tags, desks)
    upgraded = read_duckdb(path)
    assert downgrade(path, "newsroom@base", care) == [NO_WAY_BACK]
    without = read_duckdb(path)
    assert set(upgraded["table"]) - set(without["table"]) == {"tag"}
    assert ("company", "desk") not in without["order of columns"]
    assert without["view"] == upgraded["view"]


def read_own(path: Path) -> tuple[list[Any], list[Any]]:
    with duckdb.connect(path, read_only=True) as connection:
        tags = connection.execute("FROM tag ORDER BY ALL").fetchall()
        return tags, connection.execute("SELECT id, desk FROM company ORDER BY id").fetchall()


# What the page says


def test_every_helper_that_the_page_names_is_there() -> None:
    names = set(re.findall(r"helpers\.([A-Za-z_]+)", PAGE)) - {"py"}
    assert "alter_table" in names
    assert [name for name in sorted(names) if not hasattr(helpers, name)] == []


def form(text: str) -> list[str]:
    """Lines without what differs from one run to another."""
    text = re.sub(r"\S*/(?=news)", "", text)
    return [re.sub(r"\d[\d,.]*", "#", line) for line in text.splitlines()]


@pytest.fixture
def news(seed_database: Path, tmp_path: Path, history: list[str]) -> Path:
    """A database in the working directory, in a history with the examples."""
    assert history
    shutil.copyfile(seed_database, tmp_path / "news.duckdb")
    return Path("news.duckdb")


SHOWN = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGE, re.DOTALL)


def test_an_upgrade_says_what_the_page_shows(run: Run, news: Path) -> None:
    result = run("migrate", "upgrade", "0101", db=news)
    assert SHOWN[0][0] == "dateline --db news.duckdb migrate upgrade"
    assert form(result.stderr + result.stdout) == form(SHOWN[0][1])


def test_a_loss_is_told_as_the_page_shows(run: Run, news: Path) -> None:
    assert run("migrate", "upgrade", "0109", db=news).exit_code == 0
    result = run("migrate", "upgrade", LOSSY, db=news)
    assert result.exit_code == 1
    assert SHOWN[1][0] == "dateline migrate upgrade"
    assert form(result.stderr) == form(SHOWN[1][1])
