"""Every reference that leads nowhere is found, whoever put it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, ForeignKeyConstraint

from db.engine import make_engine
from db.history import make_config
from db.integrity import find_orphans
from db.load import build_database, check_database, load_files
from db.models import TABLES
from db.problem import Problem

# At least one row in every table, and a value in every column that refers to another.
FULL = """
source:
  id: example-news
  title: Acme grows
  publisher: Example News
  cites:
    - {id: the-example-report, description: report on Acme, publisher: The Example}
companies:
  - {id: globex, name: Globex, kind: company}
  - id: acme
    name: Acme
    kind: company
    aliases: [Acme Labs]
    relations: [{parent: globex, event: globex-buys-acme}]
types: [{id: party, label: party, description: People meet}]
roles: [{id: host, label: host, description: Who invites}]
measures: [{id: guests, label: guests, description: Who came, per: level}]
units: [{id: dogs, label: dogs, description: Dogs}]
events:
  - id: globex-buys-acme
    title: Globex buys Acme
    type: party
    status: happened
    companies: {buyer: globex}
    claims:
      - origin: the-example-report
        amounts:
          - {measure: price, value: 20M USD, per: one_off, company: globex, name: price}
          - {measure: price, value: 20M USD, per: one_off, same_as: globex-buys-acme/price}
  - id: globex-comments
    title: Globex comments on the purchase
    type: statement
    about: globex-buys-acme
    status: happened
    claims: [{companies: {speaker: globex}}]
"""
# Columns with a closed list of values: here the row that they refer to has to go.
CLOSED = {"status", "bound", "per"}

REFERENCES = [
    constraint
    for table in TABLES.values()
    if table.name not in ("left_out", "source_text", "company_same_as", "event_same_as")  # no rows
    for constraint in sorted(table.foreign_key_constraints, key=lambda c: tuple(c.column_keys))
]


@pytest.fixture(scope="module")
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    folder = tmp_path_factory.mktemp("full")
    database, record = folder / "full.duckdb", folder / "full.yaml"
    record.write_text(FULL, encoding="utf-8")
    build_database(database, seed=False, wait=0)
    load_files([record], database, wait=0)
    with make_engine(database).connect() as connection:
        yield connection


@pytest.fixture
def loaded(_loaded: Connection) -> Iterator[Connection]:
    """A database that holds the full record; what the test changes is undone."""
    yield _loaded
    _loaded.rollback()


def find(connection: Connection) -> list[str]:
    return [str(problem) for problem in find_orphans(connection, "news.duckdb")]


def name_reference(constraint: ForeignKeyConstraint) -> str:
    return f"{constraint.table.name}.{'+'.join(constraint.column_keys)}"


def break_reference(connection: Connection, constraint: ForeignKeyConstraint) -> str:
    """Let one row refer to nothing; what it then refers to."""
    table, column = constraint.table.name, constraint.column_keys[-1]
    target = constraint.referred_table.name
    if target in CLOSED:
        found = connection.exec_driver_sql(f'SELECT min("{column}") FROM "{table}"').scalar_one()  # noqa: S608
        connection.exec_driver_sql(f"DELETE FROM \"{target}\" WHERE id = '{found}'")  # noqa: S608
        return str(found)
    nowhere = "nowhere" if str(constraint.columns[column].type) == "VARCHAR" else "999"
    row = f'SELECT min(rowid) FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608
    update = f'UPDATE "{table}" SET "{column}" = \'{nowhere}\' WHERE rowid = ({row}) RETURNING *'  # noqa: S608
    values = connection.exec_driver_sql(update).mappings().one()
    return "/".join(str(values[name]) for name in constraint.column_keys)


def test_what_was_loaded_has_no_reference_that_leads_nowhere(loaded: Connection) -> None:
    assert find(loaded) == []


@pytest.mark.parametrize("constraint", REFERENCES, ids=name_reference)
def test_a_reference_that_leads_nowhere_is_named(
    loaded: Connection, constraint: ForeignKeyConstraint
) -> None:
    value = break_reference(loaded, constraint)
    fault = f"{name_reference(constraint)} refers to what does not exist: {value}"
    assert f"news.duckdb: {fault}; load the files that define it again" in find(loaded)


def test_a_figure_that_is_named_by_none_is_found(loaded: Connection) -> None:
    loaded.exec_driver_sql("UPDATE amount SET name = 'cost' WHERE name = 'price'")
    (problem,) = find(loaded)
    assert "amount_link.event_id+name refers to what does not exist: globex-buys-acme/price" in (
        problem
    )


def test_many_of_a_kind_are_counted_and_each_is_named_once(loaded: Connection) -> None:
    loaded.exec_driver_sql(
        "INSERT INTO company SELECT 'c' || i, 'C', 'kind-' || (i % 8), NULL, 'c' "
        "FROM range(100) t(i)"
    )
    (problem,) = find(loaded)
    assert "does not exist: kind-0, kind-1, kind-2, kind-3, kind-4 and 3 more; load" in problem


def test_the_seed_has_no_reference_that_leads_nowhere(seed_database: Path) -> None:
    assert check_database(seed_database) == []


def test_the_whole_database_can_be_proved_at_any_time(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("INSERT INTO company VALUES ('acme', 'Acme', 'firm', NULL, 'acme')")
    remedy = "load the files that define it again"
    fault = "company.kind refers to what does not exist: firm"
    assert check_database(database) == [Problem(str(database), 0, fault, remedy)]


def test_revisions_create_on_postgresql_the_references_of_the_models() -> None:
    created = {
        (table, columns, target)
        for script in ScriptDirectory.from_config(make_config()).walk_revisions()
        for table, columns, target in getattr(script.module, "FOREIGN_KEYS", ())
    }
    assert created == {
        (
            table.name,
            " ".join(constraint.column_keys),
            f"{constraint.referred_table.name}."
            + " ".join(element.column.name for element in constraint.elements),
        )
        for table in TABLES.values()
        for constraint in table.foreign_key_constraints
    }
