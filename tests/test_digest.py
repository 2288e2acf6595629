"""The proof of a revision: what it catches, and what it lets pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from trial import LATER, NEXT, Trial, make_empty

from db.digest import Proof
from db.engine import make_engine
from db.mover import UndeclaredChangeError, WouldLoseError
from db.tables import count_own_rows, find_losses
from db.views import find_broken_views
from migrations.helpers import Changes

TABLES = """
    CREATE TABLE note (id INTEGER, text VARCHAR, mood VARCHAR);
    INSERT INTO note VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', NULL);
    CREATE TABLE code (id VARCHAR, label VARCHAR, owner VARCHAR);
    INSERT INTO code VALUES ('built', 'ours', 'dateline'), ('mine', 'my own', 'me');
    CREATE SCHEMA other;
    CREATE TABLE other.note AS SELECT 7 AS id;
    CREATE TABLE "my.table" AS SELECT 1 AS id, 5 AS owner;
"""
SPLIT = "CREATE TABLE extra AS SELECT id AS note_id, mood FROM note WHERE mood IS NOT NULL"
MOVED = {"note (id, mood)": "extra (note_id, mood)"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of ours with tables of the test."""
    path = tmp_path_factory.mktemp("digest") / "digest.duckdb"
    make_empty(path)
    with make_engine(path).connect() as connection:
        connection.exec_driver_sql(TABLES)
        connection.commit()
    return path


@pytest.fixture
def connection(file: Path) -> Iterator[Connection]:
    """A connection whose changes are taken back at the end."""
    with make_engine(file).connect() as opened:
        yield opened


def find_faults(connection: Connection, sql: str, **changes: Any) -> list[str]:
    """What the proof says of a revision that does this, and declares that."""
    proof = Proof(connection, Changes(**changes), ())
    connection.exec_driver_sql(sql)
    return proof.find_faults()


# What it catches

EXCHANGED = "UPDATE note SET text = CASE id WHEN 1 THEN 'b' ELSE 'a' END WHERE id < 3"
TURNED = "UPDATE note SET text = mood, mood = text WHERE id = 1"


@pytest.mark.parametrize(
    ("sql", "changes", "fault"),
    [
        ("UPDATE note SET text = 'A' WHERE id = 1", {}, "rows of note have changed"),
        ("UPDATE note SET mood = '' WHERE id = 3", {}, "rows of note have changed"),
        (EXCHANGED, {}, "rows of note have changed"),
        (TURNED, {}, "rows of note have changed"),
        ("DELETE FROM note WHERE id = 1", {}, "note had 3 rows and has 2"),
        ("INSERT INTO note FROM note LIMIT 1", {}, "note had 3 rows and has 4"),
        ("INSERT INTO note VALUES (9, 'z', 'z')", {}, "note had 3 rows and has 4"),
        ("ALTER TABLE note DROP mood", {}, "column note.mood is gone"),
        ("ALTER TABLE note ADD colour TEXT", {}, "column note.colour has appeared"),
        ("DROP TABLE note", {}, "table note is gone"),
        ("CREATE TABLE extra (id INTEGER)", {}, "table extra has appeared"),
        ("SELECT 1", {"adds": ["extra"]}, "there is no extra"),
        ("SELECT 1", {"adds": ["note.colour"]}, "column note.colour is gone"),
        ("SELECT 1", {"drops": ["note.mood"]}, "column note.mood has appeared"),
        ("SELECT 1", {"drops": ["note"]}, "table note has appeared"),
        ("SELECT 1", {"moves": {"note.mood": "note.feeling"}}, "column note.feeling is gone"),
        (
            "ALTER TABLE note RENAME mood TO feeling; UPDATE note SET feeling = 'x' WHERE id = 2",
            {"moves": {"note.mood": "note.feeling"}},
            "rows of note have changed",
        ),
        (
            "UPDATE note SET text = NULL WHERE id = 1",
            {"rewrites": ["note.text"]},
            "note.text had 3 values and has 2",
        ),
        (
            "UPDATE note SET mood = 'z' WHERE id = 1",
            {"rewrites": ["note.text"]},
            "rows of note have changed",
        ),
        (
            SPLIT + "; UPDATE extra SET mood = CASE mood WHEN 'x' THEN 'y' ELSE 'x' END",  # noqa: S608
            {"adds": ["extra"], "moves": MOVED},
            "2 rows of extra (note_id, mood) cannot be found again",
        ),
        (
            SPLIT + "; UPDATE extra SET note_id = 9 WHERE note_id = 1",  # noqa: S608
            {"adds": ["extra"], "moves": MOVED},
            "1 rows of extra (note_id, mood) cannot be found again",
        ),
        (
            "CREATE TABLE extra AS FROM note WHERE id > 1; DROP TABLE note",
            {"adds": ["extra"], "drops": ["note"], "moves": {"note": "extra"}},
            "1 rows of extra (id, text, mood) cannot be found again",
        ),
        (
            "UPDATE code SET label = 'yours' WHERE id = 'mine'",
            {"rows": ["code"]},
            "1 rows of code (id, label, owner) cannot be found again",
        ),
        (
            "DELETE FROM code",
            {"rows": ["code"]},
            "1 rows of code (id, label, owner) cannot be found again",
        ),
        (
            "INSERT INTO code VALUES ('more', 'more', 'me')",
            {"rows": ["code"]},
            "code had 1 rows that are not Dateline's own and has 2",
        ),
        (
            "UPDATE code SET owner = 'me'",
            {"rows": ["code"]},
            "code had 1 rows that are not Dateline's own and has 2",
        ),
        ("UPDATE code SET label = 'x' WHERE id = 'built'", {}, "rows of code have changed"),
        ("UPDATE other.note SET id = 8", {}, "rows of other.note have changed"),
        ("DROP TABLE other.note", {}, "table other.note is gone"),
        ('UPDATE "my.table" SET id = 2', {}, "rows of my.table have changed"),
        ("DELETE FROM company_kind WHERE id = 'brand'", {}, "company_kind had 5 rows and has 4"),
    ],
)  # fmt: skip
def test_what_is_not_declared_is_caught(
    connection: Connection, sql: str, changes: Mapping[str, Any], fault: str
) -> None:
    assert fault in find_faults(connection, sql, **changes)


# What it lets pass


@pytest.mark.parametrize(
    ("up", "down", "changes"),
    [
        ("SELECT 1", "SELECT 1", {}),
        (
            "ALTER TABLE note ADD colour TEXT DEFAULT 'red'",
            "ALTER TABLE note DROP colour",
            {"adds": ["note.colour"]},
        ),
        (
            "ALTER TABLE note DROP mood",
            "ALTER TABLE note ADD mood TEXT",
            {"drops": ["note.mood"]},
        ),
        (
            "CREATE TABLE extra AS SELECT 1 AS id",
            "DROP TABLE extra",
            {"adds": ["extra"]},
        ),
        (
            "ALTER TABLE note RENAME mood TO feeling",
            "ALTER TABLE note RENAME feeling TO mood",
            {"moves": {"note.mood": "note.feeling"}},
        ),
        (
            "UPDATE note SET text = upper(text)",
            "UPDATE note SET text = lower(text)",
            {"rewrites": ["note.text"]},
        ),
        (
            "ALTER TABLE note RENAME text TO words; UPDATE note SET words = upper(words)",
            "ALTER TABLE note RENAME words TO text; UPDATE note SET text = lower(text)",
            {"moves": {"note.text": "note.words"}, "rewrites": ["note.words"]},
        ),
        (
            SPLIT + "; ALTER TABLE note DROP mood",
            """ALTER TABLE note ADD mood TEXT;
            UPDATE note SET mood = e.mood FROM extra AS e WHERE e.note_id = id; DROP TABLE extra""",
            {"adds": ["extra"], "drops": ["note.mood"], "moves": MOVED},
        ),
        (
            "CREATE TABLE extra AS FROM note; DROP TABLE note",
            "CREATE TABLE note AS FROM extra; DROP TABLE extra",
            {"adds": ["extra"], "drops": ["note"], "moves": {"note": "extra"}},
        ),
        (
            """INSERT INTO code VALUES ('new', 'new', 'dateline');
            UPDATE code SET label = 'x' WHERE id = 'built'""",
            "DELETE FROM code WHERE owner = 'dateline'",
            {"rows": ["code"]},
        ),
        (
            """CREATE TABLE copy AS FROM note ORDER BY id DESC; DELETE FROM note;
            INSERT INTO note FROM copy; DROP TABLE copy""",
            "SELECT 1",
            {},
        ),
    ],
)  # fmt: skip
def test_what_is_declared_passes_in_both_directions(
    connection: Connection, up: str, down: str, changes: Mapping[str, Any]
) -> None:
    assert find_faults(connection, up, **changes) == []
    back = Changes(**changes).reversed()
    proof = Proof(connection, back, ())
    connection.exec_driver_sql(down)
    assert proof.find_faults() == []


def test_a_derived_table_is_no_concern_of_the_proof(connection: Connection) -> None:
    proof = Proof(connection, Changes(), {"note", "extra"})
    connection.exec_driver_sql("DROP TABLE note; CREATE TABLE extra (id INTEGER)")
    assert proof.find_faults() == []


CELLS = st.one_of(st.none(), st.sampled_from(["", "0", "a", "b", "NULL", "ä", " "]))
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, data=st.data())
def test_any_single_cell_that_changes_is_caught(
    rows: list[tuple[str | None, ...]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, 2))
    value = data.draw(CELLS.filter(lambda value: value != rows[at][column]))
    with SMALL.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (number INTEGER, a TEXT, b TEXT, c TEXT)")
        for number, row in enumerate(rows):
            connection.exec_driver_sql("INSERT INTO t VALUES (?, ?, ?, ?)", (number, *row))
        proof = Proof(connection, Changes(), ())
        change = f"UPDATE t SET {'abc'[column]} = ? WHERE number = ?"  # noqa: S608
        connection.exec_driver_sql(change, (value, at))
        assert proof.find_faults() == ["rows of t have changed"]


SMALL = make_engine(Path(":memory:"))


# Losses


@pytest.mark.parametrize(
    ("changes", "losses"),
    [
        ({"drops": ["note.mood"]}, ["2 values of note.mood"]),
        ({"drops": ["note.text", "note.mood"]}, ["3 values of note.text", "2 values of note.mood"]),
        ({"drops": ["note"]}, ["3 rows of note"]),
        ({"drops": ["code"]}, ["1 row of code"]),
        ({"drops": ["code.label"]}, ["1 value of code.label"]),
        ({"drops": ["company_kind"]}, []),
        ({"drops": ["nothing"]}, []),
        ({"drops": ["note.mood"], "moves": MOVED}, []),
        ({"drops": ["note"], "moves": {"note": "extra"}}, []),
        ({"drops": ["note"], "moves": MOVED}, ["3 values of note.text"]),
        ({"adds": ["note.mood"]}, []),
    ],
)
def test_losses_are_values_that_are_there_and_not_ours(
    connection: Connection, changes: Mapping[str, Any], losses: list[str]
) -> None:
    assert find_losses(connection, Changes(**changes)) == losses


def test_a_user_s_own_rows_are_counted_whatever_their_owner_is(connection: Connection) -> None:
    assert count_own_rows(connection) == 3 + 1 + 1 + 1


# Views


def test_views_that_cannot_be_read_are_named_in_any_schema(connection: Connection) -> None:
    connection.exec_driver_sql("""
        CREATE TABLE thing AS SELECT 1 AS id;
        CREATE VIEW mine AS SELECT id FROM thing;
        CREATE VIEW other.mine AS SELECT id FROM thing;
        CREATE VIEW other."my view" AS SELECT 1 AS id;
    """)
    assert find_broken_views(connection, ()) == {}
    connection.exec_driver_sql("ALTER TABLE thing RENAME id TO number")
    assert list(find_broken_views(connection, ())) == ["main.mine", "other.mine"]
    assert list(find_broken_views(connection, ["main.mine"])) == ["other.mine"]


# Through a revision


def test_a_revision_that_does_more_than_it_declares_leaves_the_file_as_it_was(
    full_trial: Trial,
) -> None:
    full_trial.add("op.execute(\"DELETE FROM status WHERE id = 'denied'\")")
    before = full_trial.database.read_bytes()
    with pytest.raises(UndeclaredChangeError) as told:
        full_trial.upgrade()
    assert str(told.value) == (
        f"revision {NEXT} does not declare what it does: status had 7 rows and has 6"
    )
    assert full_trial.database.read_bytes() == before


def test_a_view_of_a_user_that_a_revision_breaks_is_told(full_trial: Trial) -> None:
    full_trial.execute("CREATE VIEW mine AS SELECT description FROM company")
    full_trial.alter(
        "company", "table.drop_column('description')", changes="drops=['company.description']"
    )
    with pytest.raises(
        UndeclaredChangeError, match=r"view main\.mine cannot be read any more: Bind"
    ):
        full_trial.upgrade()


def test_a_view_is_broken_though_a_variable_of_this_program_has_the_name_of_its_table(
    full_trial: Trial,
) -> None:
    full_trial.execute("CREATE VIEW mine AS SELECT id FROM event")
    with pytest.raises(UndeclaredChangeError, match="Table with name event does not exist"):
        full_trial.downgrade("base")


def test_a_view_of_a_user_that_was_broken_before_stands_in_no_way(full_trial: Trial) -> None:
    Path("prices.csv").write_text("id\n1\n")
    full_trial.execute("CREATE VIEW lost AS FROM 'prices.csv'; CREATE VIEW wrong AS FROM lost")
    Path("prices.csv").unlink()
    full_trial.add("op.execute('CREATE TABLE extra (id INTEGER)')", changes="adds=['extra']")
    assert full_trial.upgrade() == [NEXT]


def test_losses_of_all_steps_are_told_before_any(full_trial: Trial) -> None:
    full_trial.execute("INSERT INTO company VALUES ('x', 'X', 'company', 'what', 'me')")
    full_trial.add("op.execute('CREATE TABLE extra (id INTEGER)')", changes="adds=['extra']")
    drops = "drops=['company.description']"
    full_trial.alter("company", "table.drop_column('description')", changes=drops)
    with pytest.raises(WouldLoseError) as told:
        full_trial.upgrade()
    assert str(told.value) == (
        f"this would lose 1 value of company.description (revision {LATER}): "
        "give --allow-loss to let them go"
    )
    assert full_trial.said == []
