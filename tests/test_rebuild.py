"""A table changed on DuckDB: what was asked for is done, and all else of it stays."""

from __future__ import annotations

from typing import Any

import pytest
from trial import Trial

from db.history import MigrationError
from db.mover import WouldLoseError

NOTE = """
    CREATE TABLE note (
        id BIGINT PRIMARY KEY,
        text VARCHAR NOT NULL DEFAULT 'nothing: yet, 100%',
        weight INTEGER CHECK (weight > 0)
    );
    COMMENT ON TABLE note IS 'What people''s notes say: 100%';
    COMMENT ON COLUMN note.text IS 'As "written": :text';
    INSERT INTO note VALUES (3, 'c', 30), (1, 'a', 10), (2, 'b', NULL);
"""
ROWS = [(3, "c", 30), (1, "a", 10), (2, "b", None)]
COLUMNS = """
    SELECT column_name, data_type, is_nullable, column_default, comment FROM duckdb_columns()
    WHERE schema_name = 'main' AND table_name = 'note' ORDER BY column_index
"""
ID = ("id", "BIGINT", False, None, None)
TEXT = ("text", "VARCHAR", False, "'nothing: yet, 100%'", 'As "written": :text')
WEIGHT = ("weight", "INTEGER", True, None, None)
REFUSED = r"^revision 0002 failed: "


@pytest.fixture
def note(trial: Trial) -> Trial:
    """A trial with a table `note` of three rows."""
    trial.given(NOTE)
    return trial


def read_constraints(trial: Trial) -> list[tuple[str, str]]:
    sql = """
        SELECT constraint_type, constraint_text FROM duckdb_constraints()
        WHERE schema_name = 'main' AND table_name = 'note' AND constraint_type <> 'NOT NULL'
        ORDER BY ALL
    """
    return trial.execute(sql)


CONSTRAINTS = [("CHECK", "CHECK((weight > 0))"), ("PRIMARY KEY", "PRIMARY KEY(id)")]


def assert_rest_is_kept(trial: Trial) -> None:
    """Comment of the table, key and CHECK are as they were."""
    comment = (
        "SELECT comment FROM duckdb_tables() WHERE table_name = 'note' AND schema_name = 'main'"
    )
    assert trial.execute(comment) == [("What people's notes say: 100%",)]
    assert read_constraints(trial) == CONSTRAINTS
    temporary = "SELECT table_name FROM duckdb_tables() WHERE table_name IN ('rows_set_aside')"
    assert trial.execute(temporary) == []


def read_oid(trial: Trial) -> int:
    """A number that a table keeps for as long as it is not made anew."""
    return int(
        trial.execute("SELECT table_oid FROM duckdb_tables() WHERE table_name = 'note'")[0][0]
    )


# Add a column


@pytest.mark.parametrize(
    ("change", "columns", "rows"),
    [
        (
            "helpers.column('mood', helpers.TEXT, 'How it was', nullable=True)",
            [ID, TEXT, WEIGHT, ("mood", "VARCHAR", True, None, "How it was")],
            [(3, "c", 30, None), (1, "a", 10, None), (2, "b", None, None)],
        ),
        (
            "helpers.column('mood', helpers.TEXT, 'How', nullable=True), value='upper(text)'",
            [ID, TEXT, WEIGHT, ("mood", "VARCHAR", True, None, "How")],
            [(3, "c", 30, "C"), (1, "a", 10, "A"), (2, "b", None, "B")],
        ),
        (
            "helpers.column('mood', helpers.TEXT, 'How', nullable=True), after='id'",
            [ID, ("mood", "VARCHAR", True, None, "How"), TEXT, WEIGHT],
            [(3, None, "c", 30), (1, None, "a", 10), (2, None, "b", None)],
        ),
        (
            "helpers.column('mood', sa.BigInteger(), 'How'), value='7 * id', after='text'",
            [ID, TEXT, ("mood", "BIGINT", False, None, "How"), WEIGHT],
            [(3, "c", 21, 30), (1, "a", 7, 10), (2, "b", 14, None)],
        ),
        (
            """sa.Column('mood', sa.Boolean(), server_default=sa.text('true'), nullable=False),
            value='false'""",
            [ID, TEXT, WEIGHT, ("mood", "BOOLEAN", False, "CAST('t' AS BOOLEAN)", None)],
            [(3, "c", 30, False), (1, "a", 10, False), (2, "b", None, False)],
        ),
    ],
    ids=["in place", "with a value", "after another", "not null", "with a default"],
)
def test_a_column_is_added(note: Trial, change: str, columns: list[Any], rows: list[Any]) -> None:
    note.alter("note", f"table.add_column({change})", changes="adds=['note.mood']")
    note.upgrade()
    assert note.execute(COLUMNS) == columns
    assert note.execute("FROM note") == rows
    assert_rest_is_kept(note)


def test_a_column_that_may_be_null_is_added_without_making_the_table_anew(note: Trial) -> None:
    before = read_oid(note)
    note.alter("note", "table.add_column(helpers.column('mood', helpers.TEXT, 'x', nullable=True))")
    note.upgrade(prove=False)
    assert read_oid(note) == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("helpers.column('mood', helpers.TEXT, 'x')", "NOT NULL constraint failed: note.mood"),
        ("helpers.column('weight', helpers.TEXT, 'x', nullable=True)", "note has a column weight"),
        ("helpers.column('Weight', helpers.TEXT, 'x', nullable=True)", "note has a column Weight"),
        (
            "helpers.column('mood', helpers.TEXT, 'x', nullable=True), after='colour'",
            "note has no column colour",
        ),
        ("helpers.column('mood', sa.Integer(), 'x'), value='text'", "Could not convert string"),
    ],
    ids=["null for the rows", "there already", "in other letters", "after none", "a wrong value"],
)
def test_a_column_that_cannot_be_added_is_told(note: Trial, change: str, told: str) -> None:
    note.alter("note", f"table.add_column({change})")
    assert_refused(note, told)


def assert_refused(trial: Trial, told: str) -> None:
    """The upgrade ends in this message, and the file is the same to the byte."""
    before = trial.database.read_bytes()
    with pytest.raises(MigrationError, match=REFUSED + f".*{told}"):
        trial.upgrade(prove=False)
    assert trial.database.read_bytes() == before


# Rename a column


@pytest.mark.parametrize(
    ("old", "constraints"),
    [
        ("text", CONSTRAINTS),
        ("id", [CONSTRAINTS[0], ("PRIMARY KEY", "PRIMARY KEY(renamed)")]),
        ("weight", [("CHECK", "CHECK((renamed > 0))"), CONSTRAINTS[1]]),
    ],
    ids=["plain", "in the key", "under a CHECK"],
)
def test_a_column_is_renamed(note: Trial, old: str, constraints: list[Any]) -> None:
    note.alter(
        "note",
        f"table.alter_column('{old}', new_column_name='renamed')",
        f"table.alter_column('renamed', new_column_name='{old}')",
        changes=f"moves={{'note.{old}': 'note.renamed'}}",
    )
    note.upgrade()
    renamed = [("renamed" if c[0] == old else c[0], *c[1:]) for c in (ID, TEXT, WEIGHT)]
    assert note.execute(COLUMNS) == renamed
    assert read_constraints(note) == constraints
    assert note.execute("FROM note") == ROWS
    note.downgrade("0001")
    assert note.execute(COLUMNS) == [ID, TEXT, WEIGHT]
    assert note.execute("FROM note") == ROWS
    assert_rest_is_kept(note)


@pytest.mark.parametrize(
    ("index", "after"),
    [
        ("note(text)", "note(renamed)"),
        ("note(weight, text, id)", "note(weight, renamed, id)"),
        ("note(weight)", "note(weight)"),
        ("note((upper(weight::VARCHAR)))", None),
    ],
)
def test_an_index_of_a_user_goes_with_the_column_that_is_renamed(
    note: Trial, index: str, after: str | None
) -> None:
    note.execute(f"CREATE UNIQUE INDEX mine ON {index}")
    [(kept,)] = note.execute(INDEXES)
    note.alter("note", "table.alter_column('text', new_column_name='renamed')")
    note.upgrade(prove=False)
    assert note.execute("SELECT column_name FROM (DESCRIBE note)") == [
        ("id",), ("renamed",), ("weight",)
    ]  # fmt: skip
    assert note.execute(INDEXES) == [(f"CREATE UNIQUE INDEX mine ON {after};" if after else kept,)]


INDEXES = "SELECT sql FROM duckdb_indexes() WHERE table_name = 'note' ORDER BY index_name"


def test_an_index_that_reckons_with_the_column_has_to_be_dropped_first(note: Trial) -> None:
    note.execute('CREATE INDEX "my index" ON note((upper(text)))')
    note.alter("note", "table.alter_column('text', new_column_name='renamed')")
    assert_refused(note, "drop the index my index first: it reads text")


@pytest.mark.parametrize("name", ["id", "ID", "weight"])
def test_a_column_cannot_take_the_name_of_another(note: Trial, name: str) -> None:
    note.alter("note", f"table.alter_column('text', new_column_name={name!r})")
    assert_refused(note, "already exists|has a column")


# Change a type


@pytest.mark.parametrize(
    ("change", "kind", "values"),
    [
        ("'weight', type_=sa.BigInteger()", "BIGINT", [30, 10, None]),
        ("'weight', type_=helpers.TEXT", "VARCHAR", ["30", "10", None]),
        ("'weight', type_=sa.SmallInteger(), using='weight / 10'", "SMALLINT", [3, 1, None]),
        ("'weight', type_=sa.Numeric(38, 6)", "DECIMAL(38,6)", [30, 10, None]),
        ("'weight', type_=sa.Integer(), using='id + weight'", "INTEGER", [33, 11, None]),
    ],
)
def test_a_type_is_changed(note: Trial, change: str, kind: str, values: list[Any]) -> None:
    note.alter("note", f"table.alter_column({change})", changes="rewrites=['note.weight']")
    if kind == "VARCHAR":
        note.execute("CREATE OR REPLACE TABLE note AS SELECT id, text, weight FROM note")
    note.upgrade()
    assert note.execute(COLUMNS)[2][:2] == ("weight", kind)
    assert note.execute("SELECT weight FROM note") == [(value,) for value in values]


@pytest.mark.parametrize(
    ("kind", "values", "new", "lost"),
    [
        ("BIGINT", "(1), (2), (0)", "sa.Boolean()", 1),
        ("VARCHAR", "('1'), ('007'), (' 7')", "sa.Integer()", 2),
        ("DOUBLE", "(1.5), (2), (NULL)", "sa.BigInteger()", 1),
        ("TIMESTAMP", "('2024-08-02 10:00:00'), ('2024-08-02'), (NULL)", "sa.Date()", 1),
        ("DECIMAL(9,3)", "(1.125), (1.1), (1)", "sa.Numeric(9, 1)", 1),
    ],
)
def test_a_type_that_cannot_hold_a_value_is_refused(
    trial: Trial, kind: str, values: str, new: str, lost: int
) -> None:
    trial.given(f"CREATE TABLE note (value {kind}); INSERT INTO note VALUES {values}")  # noqa: S608
    trial.alter("note", f"table.alter_column('value', type_={new})")
    before = trial.database.read_bytes()
    with pytest.raises(WouldLoseError) as told:
        trial.upgrade(prove=False)
    assert str(told.value) == (
        f"revision 0002: {lost} values of note.value would not be the same; "
        "give --allow-loss to let them go"
    )
    assert trial.database.read_bytes() == before
    trial.upgrade(prove=False, allow_loss=True)
    assert trial.execute("SELECT count(*) FROM note") == [(3,)]


def test_a_value_that_is_none_of_the_new_type_is_refused_even_where_losses_are_allowed(
    note: Trial,
) -> None:
    note.alter("note", "table.alter_column('text', type_=sa.Integer())")
    for allowed in (False, True):
        with pytest.raises(MigrationError, match=r"failed: .*Could not convert string 'c' to INT"):
            note.upgrade(prove=False, allow_loss=allowed)
    assert note.execute("FROM note") == ROWS


@pytest.mark.parametrize("kind", ["FLOAT", "DOUBLE"])
def test_numbers_that_are_none_and_without_end_keep_through_a_change_of_type(
    trial: Trial, kind: str
) -> None:
    rows = "('nan'), ('inf'), ('-inf'), (NULL), (-0.0)"
    trial.given(f"CREATE TABLE note (value {kind}); INSERT INTO note VALUES {rows}")  # noqa: S608
    shown = trial.execute("SELECT value::VARCHAR FROM note")
    change = "table.alter_column('value', type_=sa.Double())"
    trial.alter("note", change, changes="rewrites=['note.value']")
    trial.upgrade()
    assert trial.execute("SELECT value::VARCHAR FROM note") == shown


# NULL or not, and comments


def test_a_column_may_be_null_or_not(note: Trial) -> None:
    note.alter(
        "note",
        "table.alter_column('text', nullable=True)",
        "table.alter_column('text', nullable=False)",
    )
    note.upgrade()
    assert note.execute(COLUMNS)[1] == ("text", "VARCHAR", True, *TEXT[3:])
    assert_rest_is_kept(note)
    note.downgrade("0001")
    assert note.execute(COLUMNS) == [ID, TEXT, WEIGHT]
    assert note.execute("FROM note") == ROWS


def test_a_column_that_holds_a_null_cannot_be_made_to_hold_none(note: Trial) -> None:
    note.alter("note", "table.alter_column('weight', nullable=False)")
    assert_refused(note, "NOT NULL constraint failed: note.weight")


def test_a_comment_is_changed(note: Trial) -> None:
    note.alter("note", "table.alter_column('text', comment=\"It's 100% :new\")")
    note.upgrade()
    assert note.execute(COLUMNS) == [ID, (*TEXT[:4], "It's 100% :new"), WEIGHT]
    assert note.execute("FROM note") == ROWS
    assert_rest_is_kept(note)


# Drop a column


def test_a_column_is_dropped_and_no_other(note: Trial) -> None:
    note.alter("note", "table.drop_column('text')", changes="drops=['note.text']")
    note.upgrade(allow_loss=True)
    assert note.execute(COLUMNS) == [ID, WEIGHT]
    assert note.execute("FROM note") == [(3, 30), (1, 10), (2, None)]
    assert_rest_is_kept(note)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("weight", r"drop the CHECK \(weight > 0\) first: it reads weight"),
        ("id", "id belongs to a key of note"),
        ("colour", "note has no column colour"),
    ],
)
def test_a_column_that_something_needs_is_not_dropped(note: Trial, name: str, told: str) -> None:
    note.alter("note", f"table.drop_column({name!r})")
    assert_refused(note, told)


def test_a_column_of_a_unique_is_not_dropped(trial: Trial) -> None:
    trial.given("CREATE TABLE note (id INTEGER, a TEXT, b TEXT, UNIQUE (a, b))")
    trial.alter("note", "table.drop_column('b')")
    assert_refused(trial, "b belongs to a key of note")


def test_a_column_that_an_index_of_a_user_reads_is_not_dropped(note: Trial) -> None:
    note.execute("CREATE INDEX mine ON note(text)")
    note.alter("note", "table.drop_column('text')")
    assert_refused(note, "drop the index mine first: it reads text")


# CHECKs


def test_a_check_is_added(note: Trial) -> None:
    condition = "text <> ' :x' AND text NOT LIKE '100%'"
    note.alter("note", f'table.create_check_constraint("ck_note_text", "{condition}")')
    note.upgrade()
    with pytest.raises(Exception, match="CHECK constraint failed"):
        note.execute("INSERT INTO note VALUES (4, ' :x', 1)")
    with pytest.raises(Exception, match="CHECK constraint failed"):
        note.execute("INSERT INTO note VALUES (4, '100 apples'[:3] || '!', 1)")
    assert note.execute("FROM note") == ROWS


def test_a_check_that_a_row_fails_is_not_added(note: Trial) -> None:
    note.alter("note", 'table.create_check_constraint("ck_note_text", "text > \'a\'")')
    assert_refused(note, "CHECK constraint failed")


@pytest.mark.parametrize(
    "condition",
    ["weight > 0", "(weight>0)", "weight  >\t0", '"weight" > 0', "\n weight > 0 -- as ever\n"],
)
def test_a_check_is_dropped_however_it_is_spelled(note: Trial, condition: str) -> None:
    note.alter("note", f"table.drop_check_constraint('ck_note_weight', {condition!r})")
    note.upgrade()
    assert read_constraints(note) == CONSTRAINTS[1:]
    assert note.execute("FROM note") == ROWS


def test_a_check_that_is_not_there_is_told_with_those_that_are(note: Trial) -> None:
    note.alter("note", "table.drop_check_constraint('ck_note_weight', 'weight > 1')")
    assert_refused(
        note, r"note has no CHECK \(weight > 1\) \(ck_note_weight\); it has: \(weight > 0\)$"
    )


def test_a_check_is_changed_together_with_its_column(note: Trial) -> None:
    change = (
        "table.drop_check_constraint('ck_note_weight', 'weight > 0')\n"
        "table.drop_column('weight')\n"
        "table.add_column(helpers.column('mass', sa.Double(), 'x', nullable=True), "
        "value='weight / 10')\n"
        "table.create_check_constraint('ck_note_mass', 'mass > 0')"
    )
    note.alter("note", change)
    note.upgrade(prove=False)
    assert note.execute("FROM note") == [(3, "c", 3.0), (1, "a", 1.0), (2, "b", None)]
    assert read_constraints(note) == [("CHECK", "CHECK((mass > 0))"), CONSTRAINTS[1]]


# What a table may be like


def test_names_of_all_kinds_and_values_of_all_types_come_through(trial: Trial) -> None:
    trial.given("""
        CREATE TYPE mood AS ENUM ('good', 'it''s bad');
        CREATE SEQUENCE counter;
        CREATE TABLE "my ""notes"" all" (
            "order" INTEGER DEFAULT nextval('counter'),
            "of" VARCHAR DEFAULT 'a :b ::c \\:d %(e)s %',
            "two words" STRUCT("x y" INTEGER, z VARCHAR[])[],
            "say ""hi"" to" MAP(VARCHAR, DECIMAL(38, 6)),
            "select" mood,
            "ключ" TIMESTAMP,
            zone TIMESTAMP WITH TIME ZONE,
            many UNION(number INTEGER, word VARCHAR),
            huge HUGEINT, bits BIT, bytes BLOB, fixed DOUBLE[2], id UUID, span INTERVAL,
            price DECIMAL(9, 2),
            PRIMARY KEY ("order"),
            UNIQUE ("of", "select"),
            CHECK ("of" <> ' :x'),
            CHECK ("order" % 2 < 7)
        );
        CREATE INDEX "my index" ON "my ""notes"" all" ("of", "ключ");
        CREATE INDEX reckoned ON "my ""notes"" all" ((price + 1));
        INSERT INTO "my ""notes"" all" VALUES
            (9, 'x', [{'x y': 1, 'z': ['a', NULL]}, NULL], MAP {'k:1': 1.5}, 'it''s bad',
             '2024-08-02 10:11:12.131415', '2024-08-02 10:11:12+02', 'w', -(2::HUGEINT ** 100),
             '0101', '\\x00\\xFF'::BLOB, ['0.1'::DOUBLE, 'nan'],
             '6b0e5a5e-3a3e-4b3c-9f6e-0d6f5b1f0b11', INTERVAL 3 MONTH, 1.10),
            (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    """)
    [before, rows] = [trial.execute(PICTURE), trial.execute(SHOWN)]
    trial.alter(
        'my "notes" all',
        "table.add_column(sa.Column('extra', sa.Integer()), value='1', after='of')",
        "table.drop_column('extra')",
    )
    trial.upgrade(prove=False)
    assert trial.execute('SELECT extra, "of" FROM "my ""notes"" all"') == [(1, "x"), (1, None)]
    trial.downgrade("0001", prove=False)
    assert trial.execute(PICTURE) == before
    assert trial.execute(SHOWN) == rows


PICTURE = """
    SELECT sql, comment FROM duckdb_tables() UNION ALL
    SELECT sql, comment FROM duckdb_indexes() ORDER BY ALL
"""
SHOWN = 'SELECT n::VARCHAR FROM "my ""notes"" all" AS n'


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "CREATE TABLE mine (note_id BIGINT REFERENCES note (id)); INSERT INTO mine VALUES (1)",
            r"main.mine has FOREIGN KEY \(note_id\) REFERENCES note\(id\), so note cannot be made",
        ),
        (
            "CREATE OR REPLACE TABLE note (text VARCHAR COLLATE NOCASE, id BIGINT)",
            "note has a column with VARCHAR COLLATE NOCASE, so note cannot be made anew",
        ),
        (
            "CREATE OR REPLACE TABLE note (id BIGINT, text VARCHAR, g INT AS (id + 1))",
            "note has a column with GENERATED ALWAYS AS, so note cannot be made anew",
        ),
        (
            """CREATE TABLE other (id BIGINT PRIMARY KEY);
            CREATE OR REPLACE TABLE note (id BIGINT REFERENCES other (id), text VARCHAR)""",
            r"note has FOREIGN KEY \(id\) REFERENCES other\(id\), so note cannot be made anew",
        ),
    ],
    ids=["referred to", "with a collation", "with a reckoned column", "that refers"],
)
def test_a_table_that_cannot_be_made_again_as_it_is_is_left_alone(
    note: Trial, table: str, told: str
) -> None:
    note.execute(table)
    note.alter("note", "table.alter_column('text', nullable=True)")
    assert_refused(note, told)


def test_a_column_is_added_in_place_to_a_table_that_another_refers_to(note: Trial) -> None:
    note.execute("CREATE TABLE mine (note_id BIGINT REFERENCES note (id))")
    note.alter("note", "table.add_column(helpers.column('mood', helpers.TEXT, 'x', nullable=True))")
    note.upgrade(prove=False)
    assert note.execute("SELECT mood FROM note") == [(None,)] * 3


def test_a_table_of_the_same_name_in_another_schema_is_another(note: Trial) -> None:
    note.execute("""
        CREATE SCHEMA mine;
        CREATE TABLE mine.note (id INTEGER, other INTEGER CHECK (other > 5), UNIQUE (other));
        CREATE INDEX mine_id ON mine.note (id);
        INSERT INTO mine.note VALUES (1, 6);
    """)
    note.alter("note", "table.alter_column('text', nullable=True)")
    note.upgrade()
    assert note.execute("FROM mine.note") == [(1, 6)]
    assert note.execute("FROM note") == ROWS
    assert_rest_is_kept(note)


def test_tables_of_a_user_may_bear_the_names_that_a_revision_uses_for_a_while(note: Trial) -> None:
    note.execute("""
        CREATE TABLE rows_set_aside AS SELECT 1 AS mine;
        CREATE TABLE check_probe (weight INTEGER CHECK (weight > 77));
        CREATE TABLE rows_before_0 AS SELECT 2 AS mine;
    """)
    change = (
        "table.drop_check_constraint('ck_note_weight', 'weight > 0')\n"
        "table.create_check_constraint('ck_note_weight', 'weight > 1')"
    )
    note.alter("note", change, changes="rows=['note']")
    note.upgrade()
    assert note.execute("FROM rows_set_aside, rows_before_0") == [(1, 2)]
    assert read_constraints(note) == [("CHECK", "CHECK((weight > 1))"), CONSTRAINTS[1]]


def test_an_empty_table_and_one_of_many_rows_keep_their_order(trial: Trial) -> None:
    trial.given("""
        CREATE TABLE empty (id BIGINT);
        CREATE TABLE note AS SELECT (i * 7919) % 300_000 AS id, repeat('x', i % 50) AS text
        FROM range(300_000) AS r(i);
        INSERT INTO note VALUES (-1, repeat('long', 1_000_000));
    """)
    for table in ("empty", "note"):
        trial.alter(table, "table.add_column(sa.Column('c', sa.Integer()), value='1')")
    trial.upgrade(prove=False)
    assert trial.execute("FROM empty") == []
    moved = "SELECT count(*) FROM note WHERE rowid < 300_000 AND id <> (rowid * 7919) % 300_000"
    assert trial.execute(moved) == [(0,)]
    assert trial.execute("SELECT id, length(text), c FROM note WHERE rowid = 300_000") == [
        (-1, 4_000_000, 1)
    ]
    assert trial.said[-1] == "   note: 300,001 rows made anew"


def test_a_table_that_is_not_there_is_told(note: Trial) -> None:
    note.alter("remark", "table.drop_column('text')")
    assert_refused(note, "there is no table remark$")


def test_all_is_as_it_was_when_a_later_part_of_the_revision_fails(note: Trial) -> None:
    note.add(
        "with helpers.alter_table('note') as table:\n"
        "    table.drop_column('text')\n"
        "op.execute('DROP TABLE nothing')"
    )
    assert_refused(note, "Table with name nothing does not exist")


def test_nothing_is_changed_where_the_revision_breaks_off_between_its_changes(note: Trial) -> None:
    note.alter("note", "table.drop_column('text')\nraise ValueError('enough')")
    assert_refused(note, "ValueError: enough")
