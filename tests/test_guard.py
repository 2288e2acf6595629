"""What damages a DuckDB file is refused, with the helper to use instead; what does not works."""

from __future__ import annotations

import pytest
from trial import Trial

from db.history import MigrationError

NOTE = """
    CREATE TABLE note (
        id BIGINT PRIMARY KEY, text VARCHAR, free VARCHAR, weight INTEGER CHECK (weight > 0)
    );
    INSERT INTO note VALUES (1, 'a', 'x', 10);
"""
REMEDY = 'use `with helpers.alter_table("note") as table:` (migrations/helpers.py)'


@pytest.fixture
def note(trial: Trial) -> Trial:
    """A trial with a table `note`."""
    trial.given(NOTE)
    return trial


@pytest.mark.parametrize(
    ("code", "operation"),
    [
        (
            "with op.batch_alter_table('note') as batch:\n    batch.drop_column('free')",
            "batch_alter_table",
        ),
        (
            """with op.batch_alter_table('note', recreate='always') as batch:
    batch.add_column(sa.Column('more', sa.Integer()))""",
            "batch_alter_table",
        ),
        ("op.rename_table('note', 'remark')", "rename_table"),
        ("op.drop_column('note', 'weight')", "drop_column of a column under a CHECK"),
        (
            """op.create_index('mine', 'note', ['free'])
op.alter_column('note', 'text', new_column_name='words')""",
            "an ALTER of a table with an index",
        ),
        (
            "op.create_index('mine', 'note', ['free'])\nop.drop_column('note', 'text')",
            "an ALTER of a table with an index",
        ),
    ],
    ids=["batch", "batch always", "rename", "drop under a CHECK", "alter, index", "drop, index"],
)  # fmt: skip
def test_what_damages_a_file_is_refused(note: Trial, code: str, operation: str) -> None:
    note.add(code)
    before = note.database.read_bytes()
    with pytest.raises(MigrationError) as told:
        note.upgrade(prove=False)
    assert str(told.value) == f"revision 0002 failed: {operation} is not safe on DuckDB; {REMEDY}"
    assert note.database.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("op.add_column('note', sa.Column('more', sa.Integer()))", [(1, "a", "x", 10, None)]),
        ("op.drop_column('note', 'free')", [(1, "a", 10)]),
        ("op.alter_column('note', 'text', new_column_name='words')", [(1, "a", "x", 10)]),
        (
            """with op.batch_alter_table('note', recreate='never') as batch:
    batch.add_column(sa.Column('more', sa.Integer()))""",
            [(1, "a", "x", 10, None)],
        ),
    ],
    ids=["add", "drop", "rename", "batch in place"],
)
def test_what_is_safe_works_as_ever(note: Trial, code: str, rows: list[object]) -> None:
    note.add(code)
    note.upgrade(prove=False)
    assert note.execute("FROM note") == rows
    checks = "SELECT constraint_text FROM duckdb_constraints() WHERE constraint_type = 'CHECK'"
    assert note.execute(checks) == [("CHECK((weight > 0))",)]
