"""A change of the schema that is killed at any moment leaves one whole revision, and no rubbish."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from history import LAST_WITHOUT_LOSS as LAST
from processes import IN_PLACE, Process, Start, list_files
from states import State, read_state, walk

from db.backup import KEPT, list_backups
from db.revision import newest_revision

FIRST = newest_revision()  # that of a database which the present code has made
MOVE = """
revision.MIGRATIONS = Path({migrations!r})
print({move}(Path({database!r}), {target!r}, Care(allow_loss=True)))
"""
BY_COPY = ""
WAYS = pytest.mark.parametrize(
    ("move", "way"),
    [(move, way) for move in ("upgrade", "downgrade") for way in (BY_COPY, IN_PLACE)],
    ids=["up by copy", "up in place", "down by copy", "down in place"],
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the history, what the seed is at each of its revisions, and a file of both ends."""

    states: dict[str, State]
    first: Path
    last: Path


@dataclass
class Killing:
    """A change of the schema that is begun again and again, and killed at random moments."""

    start: Start
    migrations: Path
    stretch: Stretch
    database: Path
    move: str
    way: str
    found: Counter[str] = field(default_factory=Counter)

    @property
    def before(self) -> Path:
        return self.stretch.first if self.move == "upgrade" else self.stretch.last

    @property
    def target(self) -> str:
        return (max if self.move == "upgrade" else min)(self.stretch.states)

    def run(self) -> Process:
        values = {"migrations": self.migrations, "database": self.database, "target": self.target}
        return self.start(self.way + MOVE, move=self.move, **values)

    def kill_at_random(self, moments: int) -> None:
        random = Random(f"{self.move} {self.way}")  # noqa: S311
        shutil.copyfile(self.before, self.database)
        began = time.monotonic()
        self.finish()
        whole = time.monotonic() - began
        for _ in range(moments):
            self.clean()
            shutil.copyfile(self.before, self.database)
            process = self.run()
            time.sleep(random.uniform(0, 1.2 * whole))
            self.found["ended before"] += not process.is_running()
            process.kill()
            self.note_leftovers()
            self.found[self.find_revision()] += 1
            self.finish()

    def clean(self) -> None:
        for path in self.database.parent.glob("*test*"):
            path.unlink()

    def note_leftovers(self) -> None:
        """Count in which part of the work the process died; the copies kept so far are whole."""
        names = list_files(self.database.parent)
        self.found["keeping a copy"] += any(name.endswith(".backup.duckdb.new") for name in names)
        self.found["changing a copy"] += ".test.duckdb.new" in names
        self.found["a log beside it"] += "test.duckdb.wal" in names
        for backup in list_backups(self.database):
            assert backup.path.read_bytes() == self.before.read_bytes()

    def find_revision(self) -> str:
        """The one revision that the file has whole."""
        state = read_state(self.database)
        ((revision,),) = state.rows["alembic_version"]
        assert state == self.stretch.states[revision]
        return str(revision)

    def finish(self) -> None:
        """The same command again ends at its target, and leaves nothing but copies."""
        assert self.run().wait().splitlines()[-1] == f"['{self.target}']"
        assert read_state(self.database) == self.stretch.states[self.target]
        copies = {backup.path.name for backup in list_backups(self.database)}
        assert len(copies) <= KEPT
        names = list_files(self.database.parent)
        assert names - copies == {"test.duckdb", ".test.duckdb.lock"}


def make_stretch(seed: Path, migrations: Path, folder: Path, last: str) -> Stretch:
    stretch = Stretch({}, folder / "first.duckdb", folder / "last.duckdb")
    shutil.copyfile(seed, stretch.first)
    shutil.copyfile(seed, stretch.last)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.revision.MIGRATIONS", migrations)
        stretch.states.update(walk(stretch.last, last))
    return stretch


@pytest.fixture(scope="module")
def long(
    examples_folder: Path, seed_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Stretch:
    return make_stretch(seed_database, examples_folder, tmp_path_factory.mktemp("long"), LAST)


@pytest.fixture(scope="module")
def short(
    examples_folder: Path, seed_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Stretch:
    return make_stretch(seed_database, examples_folder, tmp_path_factory.mktemp("short"), "0103")


@WAYS
def test_a_change_that_is_killed_leaves_a_whole_revision_and_can_be_finished(
    start: Start, examples_folder: Path, short: Stretch, tmp_path: Path, move: str, way: str
) -> None:
    Killing(start, examples_folder, short, tmp_path / "test.duckdb", move, way).kill_at_random(3)


@pytest.mark.slow
@WAYS
def test_of_50_moments_none_loses_anything(
    start: Start,
    examples_folder: Path,
    long: Stretch,
    tmp_path: Path,
    move: str,
    way: str,
    record_property: Callable[[str, object], None],
) -> None:
    killing = Killing(start, examples_folder, long, tmp_path / "test.duckdb", move, way)
    killing.kill_at_random(50)
    found = set(long.states) & set(killing.found)
    counts = ", ".join(f"{what} {killing.found[what]}" for what in sorted(killing.found))
    kind = "in place" if way else "by copy"
    record_property("summary", f"{move} {kind}, 50 kills: {counts}")
    assert found <= {FIRST, LAST} if kind == "by copy" else len(found) > 2
