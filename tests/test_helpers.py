"""SQL files of views, macros and derived tables: which are taken, in which order."""

from __future__ import annotations

import pytest
from trial import Trial

from db.history import MigrationError
from migrations.helpers import Changes

REPLACED = "with helpers.views_replaced({}, {}):\n    pass"
UP, DOWN = (
    REPLACED.format("down_revision", "revision"),
    REPLACED.format("revision", "down_revision"),
)


@pytest.fixture
def views(trial: Trial) -> Trial:
    """A table, and two views of it of which the second reads the first."""
    trial.given("CREATE TABLE note AS SELECT 1 AS id")
    trial.write_sql("0002", "first", "CREATE VIEW first AS SELECT id FROM note;")
    trial.write_sql(
        "0002",
        "second",
        """
CREATE VIEW second AS SELECT id + 1 AS id FROM first;
COMMENT ON VIEW second IS 'It''s 100% :second';
CREATE MACRO twice(a) AS a * 2 % 7 || ' :x';
""",
    )
    trial.add(UP, DOWN, more="views = ('first', 'second')")
    trial.upgrade(prove=False)
    return trial


def read_views(trial: Trial) -> list[tuple[str, str | None]]:
    sql = "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
    return trial.execute(sql)


BOTH = [("first", None), ("second", "It's 100% :second")]


def test_views_and_macros_are_made_in_order_and_taken_away(views: Trial) -> None:
    assert read_views(views) == BOTH
    assert views.execute("SELECT id, twice(5) FROM second") == [(2, "3 :x")]
    views.downgrade("0001", prove=False)
    assert read_views(views) == []
    macros = "SELECT function_name FROM duckdb_functions() WHERE NOT internal"
    assert views.execute(macros) == []


def test_a_file_is_taken_from_the_newest_revision_that_has_it(views: Trial) -> None:
    views.add("pass")
    views.write_sql("0004", "first", "CREATE VIEW first AS SELECT id * 100 AS id FROM note;")
    views.add(UP, DOWN)
    views.upgrade(prove=False)
    assert views.execute("FROM second") == [(101,)]
    assert read_views(views) == BOTH
    views.downgrade("0003", prove=False)
    assert views.execute("FROM second") == [(2,)]
    assert read_views(views) == BOTH


@pytest.mark.parametrize(
    "named", ["views = ('zero', 'first')", "def views(before): return ('zero', *before[:1])"]
)
def test_views_come_and_go_as_a_revision_names_them(views: Trial, named: str) -> None:
    views.write_sql("0003", "zero", "CREATE VIEW zero AS SELECT 0 AS id;")
    views.add(UP, DOWN, more=named)
    views.upgrade(prove=False)
    assert read_views(views) == [("first", None), ("zero", None)]
    views.downgrade("0002", prove=False)
    assert read_views(views) == BOTH


def test_a_file_of_postgresql_is_left_alone_on_duckdb(views: Trial) -> None:
    views.write_sql("0002", "first.postgresql", "this is no SQL")
    views.add(UP, DOWN)
    views.upgrade(prove=False)
    assert read_views(views) == BOTH


def test_a_table_that_is_reckoned_from_others_is_made_anew(trial: Trial) -> None:
    trial.given("CREATE TABLE note AS SELECT 1 AS id")
    trial.write_sql("0002", "counted", "CREATE TABLE counted AS SELECT count(*) AS n FROM note;")
    trial.add(UP, DOWN, more="views = ('counted',)")
    trial.upgrade()
    assert trial.execute("FROM counted") == [(1,)]
    trial.execute("INSERT INTO note VALUES (2), (3)")
    trial.add(UP, DOWN)
    trial.upgrade()
    assert trial.execute("FROM counted") == [(3,)]
    trial.downgrade("0001")
    assert trial.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1") == [
        ("alembic_version",), ("note",)
    ]  # fmt: skip


def test_a_file_that_is_missing_is_told_by_its_name(trial: Trial) -> None:
    trial.given("CREATE TABLE note AS SELECT 1 AS id")
    trial.add(UP, more="views = ('forgotten',)")
    for proved in (False, True):
        with pytest.raises(MigrationError, match=r"failed: .*there is no file forgotten\.sql"):
            trial.upgrade(prove=proved)


def test_several_files_of_several_statements_are_run_in_the_order_given(trial: Trial) -> None:
    trial.given("CREATE TABLE note (text VARCHAR)")
    trial.write_sql("0002", "one", "INSERT INTO note VALUES ('100% :a'); DELETE FROM note;")
    trial.write_sql("0002", "two", "INSERT INTO note VALUES ('%s %(b)s ?'); -- the end; :c")
    trial.add("helpers.run_sql(revision, 'one', 'two')", changes="rows=['note']")
    trial.upgrade(prove=False)
    assert trial.execute("FROM note") == [("%s %(b)s ?",)]


def test_a_file_that_fails_halfway_leaves_nothing(trial: Trial) -> None:
    trial.given("CREATE TABLE note (text VARCHAR)")
    trial.write_sql("0002", "one", "INSERT INTO note VALUES ('a'); INSERT INTO nothing VALUES (1);")
    trial.add("helpers.run_sql(revision, 'one')")
    with pytest.raises(MigrationError, match="Table with name nothing does not exist"):
        trial.upgrade(prove=False)
    assert trial.execute("FROM note") == []


def test_the_way_back_is_the_reverse_of_what_is_declared() -> None:
    changes = Changes(adds=["a"], drops=["b"], moves={"b.x": "a.y"}, rewrites=["c.z"], rows=["d"])
    back = changes.reversed()
    assert (back.adds, back.drops, back.moves) == (["b"], ["a"], {"a.y": "b.x"})
    assert (back.rewrites, back.rows) == (["c.z"], ["d"])
    assert back.reversed() == changes


def test_foreign_keys_are_of_no_effect_on_duckdb(trial: Trial) -> None:
    trial.given("CREATE TABLE note (id BIGINT PRIMARY KEY, other_id BIGINT)")
    trial.add(
        "helpers.create_foreign_key('note', 'other_id', 'note.id')",
        "helpers.drop_foreign_key('note', 'other_id')",
    )
    trial.upgrade()
    kinds = "SELECT constraint_type FROM duckdb_constraints() WHERE table_name = 'note' ORDER BY 1"
    assert trial.execute(kinds) == [("NOT NULL",), ("PRIMARY KEY",)]
    assert trial.downgrade("0001") == ["0001"]
