"""A revision that fails half-way: nothing of it stays, and one line says why."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import Result
from conftest import Run
from history import make_short_history
from processes import list_files
from states import read_state

from db import writer
from db.backup import list_backups
from db.revision import newest_revision

GOOD = f"""
'''add a mood'''

from migrations import helpers

revision, down_revision = "0901", "{newest_revision()}"
changes = helpers.Changes(adds=["claim.mood"])


def upgrade() -> None:
    with helpers.alter_table("claim") as table:
        table.add_column(helpers.column("mood", helpers.TEXT, "How it is said", nullable=True))
"""
BAD = """
'''add a weight, and fail'''

import sqlalchemy as sa
from alembic import op

from migrations import helpers

revision, down_revision = "0902", "0901"
changes = helpers.Changes(adds=["event.weight"])


def upgrade() -> None:
    with helpers.alter_table("event") as table:
        column = helpers.column("weight", sa.BigInteger(), "How much it matters")
        table.add_column(column, value="1", after="title")
"""
REMEDY = 'use `with helpers.alter_table("claim") as table:` (migrations/helpers.py)'
BROKEN = (
    "Constraint Error: CHECK constraint failed on table claim with expression CHECK((number < 3))"
)
FAULTS = {
    "SQL that fails": (
        'op.execute("DELETE FROM no_such_table")',
        "revision 0902 failed: Catalog Error: Table with name no_such_table does not exist!",
    ),
    "Python that fails": (
        'raise ValueError("no more ideas")',
        "revision 0902 failed: ValueError: no more ideas",
    ),
    "a dangerous operation": (
        'op.rename_table("claim", "statement")',
        f"revision 0902 failed: rename_table is not safe on DuckDB; {REMEDY}",
    ),
    "a batch operation": (
        'with op.batch_alter_table("claim") as batch: batch.drop_column("note")',
        f"revision 0902 failed: batch_alter_table is not safe on DuckDB; {REMEDY}",
    ),
    "a row that goes undeclared": (
        """op.execute("DELETE FROM claim WHERE event_id = 'acme-founded'")""",
        "revision 0902 does not declare what it does: claim had 5 rows and has 4",
    ),
    "a value that changes undeclared": (
        """op.execute("UPDATE claim SET said_by = 'me' WHERE event_id = 'acme-founded'")""",
        "revision 0902 does not declare what it does: rows of claim have changed",
    ),
    "a table that appears undeclared": (
        'op.execute("CREATE TABLE half (id INTEGER)")',
        "revision 0902 does not declare what it does: table half has appeared",
    ),
    "a CHECK that the rows break": (
        'with helpers.alter_table("claim") as t: t.create_check_constraint("ck", "number < 3")',
        f"revision 0902 failed: {BROKEN}",
    ),
}


@pytest.fixture
def acme(acme_database: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "database"
    folder.mkdir()
    return Path(shutil.copyfile(acme_database, folder / "test.duckdb"))


@pytest.fixture
def upgrade_badly(
    acme: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Result]:
    """Upgrade by a revision that is good, and one that ends in a fault."""

    def upgrade(fault: str) -> Result:
        revisions = {"0901": GOOD, "0902": BAD + indent(fault, "    ") + "\n"}
        make_short_history(tmp_path, monkeypatch, **revisions)
        return run("migrate", "upgrade", db=acme)

    return upgrade


@pytest.mark.parametrize(("fault", "told"), FAULTS.values(), ids=FAULTS)
def test_a_revision_that_fails_half_way_leaves_every_byte_as_it_was(
    acme: Path, upgrade_badly: Callable[[str], Result], fault: str, told: str
) -> None:
    before = acme.read_bytes()
    result = upgrade_badly(fault)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == f"Error: {told}"
    assert result.stderr.splitlines()[-3:-1] == [
        "2 of 2: up to 0902, add a weight, and fail",
        "took the copy away again: the database is as it was",
    ]
    assert acme.read_bytes() == before
    assert list_files(acme.parent) == {"test.duckdb", ".test.duckdb.lock"}


@pytest.mark.parametrize(("fault", "told"), FAULTS.values(), ids=FAULTS)
def test_in_place_the_revisions_before_the_one_that_fails_stay_and_this_is_told(
    acme: Path,
    run: Run,
    upgrade_badly: Callable[[str], Result],
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    told: str,
) -> None:
    monkeypatch.setattr(writer, "IN_PLACE_ABOVE", 0)
    before = read_state(acme)
    result = upgrade_badly(fault)
    (copy,) = list_backups(acme)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-2:] == [
        f"{acme} has revision 0901 now; how it was before is kept in {copy.path}",
        f"Error: {told}",
    ]
    assert run("migrate", "current", db=acme).stdout == "0901\n"
    assert read_state(copy.path) == before
    after = read_state(acme)
    assert after.rows["event"] == before.rows["event"]
    assert after.rows["claim"] == [(*row, None) for row in before.rows["claim"]]


@pytest.mark.parametrize("folder", ["missing", "file.txt"])
def test_a_folder_for_copies_that_is_none_is_told_before_anything_is_done(
    acme: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "file.txt").touch()
    make_short_history(tmp_path, monkeypatch, **{"0901": GOOD})
    before = acme.read_bytes()
    result = run("migrate", "upgrade", "--backup-dir", str(tmp_path / folder), db=acme)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: there is no folder {tmp_path / folder} to keep a copy in; make it, or go on "
        "with --no-backup\n"
    )
    assert acme.read_bytes() == before
    assert list_files(acme.parent) == {"test.duckdb", ".test.duckdb.lock"}
