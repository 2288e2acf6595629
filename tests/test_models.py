"""The models and the migrations make the same tables, and every part of them is explained."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import BigInteger, String, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from db.engine import make_engine
from db.models import (
    BOUNDS,
    BUILT_IN,
    FAMILY_RELATIONS,
    PERIODS,
    STATUSES,
    TABLES,
    Base,
    refers,
)

Connect = Callable[[], duckdb.DuckDBPyConnection]

CATALOG = {
    "tables": "SELECT table_name, comment FROM duckdb_tables()",
    "columns": (
        "SELECT table_name, column_index, column_name, data_type, is_nullable, column_default, "
        "comment FROM duckdb_columns() WHERE table_name IN (SELECT table_name FROM duckdb_tables())"
    ),
    "constraints": (
        "SELECT table_name, constraint_type, constraint_text, constraint_column_names "
        "FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'"
    ),
}


def read_catalog(path: Path, part: str) -> list[Any]:
    query = f"FROM ({CATALOG[part]}) WHERE table_name <> 'alembic_version' ORDER BY ALL"
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def from_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database made from the models, without any migration."""
    path = tmp_path_factory.mktemp("models") / "models.duckdb"
    with make_engine(path).begin() as connection:
        Base.metadata.create_all(connection)
    return path


@pytest.mark.parametrize("part", CATALOG)
def test_models_and_migrations_make_the_same(from_models: Path, database: Path, part: str) -> None:
    by_models = read_catalog(from_models, part)
    assert by_models == read_catalog(database, part)
    assert len(by_models) >= len(TABLES)


def test_all_constraints_of_the_models_are_compared(from_models: Path) -> None:
    kinds = [row[1] for row in read_catalog(from_models, "constraints")]
    assert kinds.count("PRIMARY KEY") == len(TABLES)
    assert kinds.count("CHECK") == sum(
        type(constraint).__name__ == "CheckConstraint"
        for table in TABLES.values()
        for constraint in table.constraints
    )
    assert set(kinds) == {"PRIMARY KEY", "CHECK"}


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("duckdb_tables", "table_name"),
        ("duckdb_views", "view_name"),
        ("duckdb_columns", "concat_ws('.', table_name, column_name)"),
        ("duckdb_functions", "function_name"),  # those that are not internal are macros
    ],
)
def test_everything_has_a_comment(connection: Connect, function: str, name: str) -> None:
    query = f"SELECT {name}, comment FROM {function}() WHERE NOT internal"  # noqa: S608
    rows = connection().execute(query).fetchall()
    assert rows
    assert [name for name, comment in rows if not (comment or "").strip()] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_keeps_the_conventions(table: Table) -> None:
    assert not [column for column in table.c if isinstance(column.type, Text)]
    assert not [column for column in table.c if column.identity or column.server_default]
    keys = table.primary_key.columns
    assert keys
    assert {type(column.type) for column in keys} <= {String, BigInteger}
    numbered = [column for column in keys if isinstance(column.type, BigInteger)]
    assert [column.autoincrement for column in numbered] == [False] * len(numbered)
    assert ("owner" in table.c) == (table.name not in ("load", "load_change"))
    dated = {"when_edtf", "earliest", "latest", "precision"}
    assert len(dated & set(table.c.keys())) in (0, 4)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_references_are_created_on_postgresql_only(table: Table) -> None:
    ddl = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert ddl.count("FOREIGN KEY") == len(table.foreign_key_constraints)
    assert ddl.count("DEFERRABLE INITIALLY DEFERRED") == len(table.foreign_key_constraints)


def test_a_reference_of_several_columns_leads_to_one_table() -> None:
    constraint = refers("source_id claim_number", "claim.source_id number")
    assert [element.target_fullname for element in constraint.elements] == [
        "claim.source_id",
        "claim.number",
    ]


@pytest.mark.parametrize(
    ("table", "codes"), [("status", STATUSES), ("bound", BOUNDS), ("per", PERIODS)]
)
def test_closed_lists_are_those_of_the_lookup_tables(
    connection: Connect, table: str, codes: tuple[str, ...]
) -> None:
    rows = connection().execute(f"SELECT id FROM {table}").fetchall()  # noqa: S608
    assert {row[0] for row in rows} == set(codes)


def test_the_relations_of_a_family_are_those_of_the_lookup_table(connection: Connect) -> None:
    rows = connection().execute("SELECT id FROM relation_kind WHERE in_family").fetchall()
    assert {row[0] for row in rows} == set(FAMILY_RELATIONS)


def test_what_comes_with_dateline_is_its_own(connection: Connect) -> None:
    opened = connection()
    for table in TABLES.values():
        if "owner" in table.c:
            rows = opened.execute(f'SELECT DISTINCT owner FROM "{table.name}"').fetchall()  # noqa: S608
            assert {row[0] for row in rows} <= {BUILT_IN}


def test_the_usual_per_of_a_measure_is_one_of_the_list(connection: Connect) -> None:
    query = "SELECT DISTINCT per FROM measure WHERE per IS NOT NULL"
    assert {row[0] for row in connection().execute(query).fetchall()} <= set(PERIODS)


CLAIM = {
    "source_id": "'s'", "number": "1", "event_id": "'e'", "status": "'happened'",
    "inferred": "false", "owner": "'s'",
}  # fmt: skip
AMOUNT = {
    "source_id": "'s'", "number": "1", "claim_number": "1", "event_id": "'e'", "measure": "'m'",
    "basis": "'actual'", "bound": "'exact'", "approximate": "false", "low": "1", "high": "1",
    "unit": "'USD'", "per": "'year'", "text": "'1'", "owner": "'s'",
}  # fmt: skip
ALIAS = {"company_id": "'c'", "name": "'n'", "owner": "'s'"}
SOURCE = {"id": "'s'", "title": "'t'", "cited_only": "false", "owner": "'s'"}
CITATION = {"source_id": "'s'", "cited_id": "'c'", "owner": "'s'"}
LINK = {
    "source_id": "'s'", "amount_number": "1", "kind": "'same_as'", "event_id": "'e'",
    "name": "'n'", "owner": "'s'",
}  # fmt: skip
LOAD = {
    "id": "1", "file": "'f'", "action": "'load'", "loaded_at": "'2024-01-01'",
    "dateline_version": "'1'", "added": "0", "changed": "0", "removed": "0",
}  # fmt: skip
CHANGE = {"load_id": "1", "number": "1", "kind": "'k'", "key": "'k'", "action": "'added'"}
ORDERED = {
    "when_edtf": "'2024'", "precision": "'year'", "earliest": "'2024-01-01'",
    "latest": "'2024-12-31'",
}  # fmt: skip
DISORDERED = {**ORDERED, "earliest": "'2025-01-01'"}
PUBLISHED = {"published_earliest": "'2024-01-01'", "published_latest": "'2024-12-31'"}
PLACE = {"char_start": "0", "char_end": "9", "passage_sha256": "'a'"}

Given = dict[str, str]


PutIn = Callable[[str, Given], None]


@pytest.fixture(scope="module")
def _open(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = shutil.copyfile(_empty, tmp_path_factory.mktemp("rows") / "rows.duckdb")
    with duckdb.connect(str(path)) as connection:
        yield connection


@pytest.fixture
def put_in(_open: duckdb.DuckDBPyConnection) -> Iterator[PutIn]:
    """Insert a row, by plain SQL: `put_in("claim", {"number": "1"})`. It is gone after the test."""

    def insert(table: str, values: Given) -> None:
        names, texts = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
        _open.execute(f'INSERT INTO "{table}" ({names}) VALUES ({texts})')  # noqa: S608

    _open.begin()
    yield insert
    _open.rollback()


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("claim", CLAIM),
        ("claim", {**CLAIM, **ORDERED}),
        ("claim", {**CLAIM, **ORDERED, "latest": "NULL"}),
        ("claim", {**CLAIM, **PLACE}),
        ("claim", {**CLAIM, "passage_sha256": "'a'"}),
        ("amount", AMOUNT),
        ("amount", {**AMOUNT, "bound": "'at_least'", "high": "NULL"}),
        ("amount", {**AMOUNT, "bound": "'under'", "low": "NULL"}),
        ("company_alias", {**ALIAS, **ORDERED}),
        ("source", {**SOURCE, **PUBLISHED, "text_characters": "0"}),
        ("source", {**SOURCE, "title": "NULL", "description": "'d'"}),
        ("source_citation", {**CITATION, **PUBLISHED}),
        ("amount_link", LINK),
        ("load", LOAD),
        ("load_change", CHANGE),
    ],
)
def test_a_row_that_keeps_the_rules_is_taken(put_in: PutIn, table: str, row: Given) -> None:
    put_in(table, row)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("claim", {**CLAIM, "status": "'rumoured'"}),
        ("claim", {**CLAIM, **DISORDERED}),
        ("claim", {**CLAIM, "earliest": "'2024-01-01'"}),
        ("claim", {**CLAIM, "precision": "'year'"}),
        ("claim", {**CLAIM, **ORDERED, "precision": "NULL"}),
        ("claim", {**CLAIM, **PLACE, "char_end": "NULL"}),
        ("claim", {**CLAIM, **PLACE, "char_start": "-1"}),
        ("claim", {**CLAIM, **PLACE, "char_end": "0"}),
        ("claim", {**CLAIM, **PLACE, "passage_sha256": "NULL"}),
        ("amount", {**AMOUNT, "bound": "'about'"}),
        ("amount", {**AMOUNT, "per": "'decade'"}),
        ("amount", {**AMOUNT, "low": "2"}),
        ("amount", {**AMOUNT, "high": "NULL"}),
        ("amount", {**AMOUNT, "bound": "'at_least'"}),
        ("amount", {**AMOUNT, "bound": "'over'", "low": "NULL"}),
        ("amount", {**AMOUNT, "bound": "'at_most'"}),
        ("amount", {**AMOUNT, "bound": "'under'", "high": "NULL"}),
        ("amount", {**AMOUNT, **DISORDERED}),
        ("company_alias", {**ALIAS, **DISORDERED}),
        ("company_alias", {**ALIAS, "latest": "'2024-01-01'"}),
        ("source", {**SOURCE, "title": "NULL"}),
        ("source", {**SOURCE, "text_characters": "-1"}),
        ("source", {**SOURCE, **PUBLISHED, "published_latest": "'2023-01-01'"}),
        ("source_citation", {**CITATION, **PUBLISHED, "published_latest": "'2023-01-01'"}),
        ("amount_link", {**LINK, "kind": "'like'"}),
        ("load", {**LOAD, "action": "'reload'"}),
        ("load_change", {**CHANGE, "action": "'moved'"}),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(put_in: PutIn, table: str, row: Given) -> None:
    with pytest.raises(duckdb.ConstraintException, match="CHECK constraint failed"):
        put_in(table, row)
