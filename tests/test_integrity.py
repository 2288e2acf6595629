"""Every reference that leads nowhere is found, whoever put it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKeyConstraint

from db.engine import make_engine
from db.integrity import find_orphans
from db.load import LoadReport, check_database
from db.migrate import make_config
from db.models import TABLES
from db.problem import Problem

Load = Callable[..., LoadReport]

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
    type: acquisition
    status: happened
    companies: {buyer: globex}
    claims:
      - origin: the-example-report
        amounts:
          - {measure: price, value: 20M USD, company: globex, name: price}
          - {measure: price, value: 20M USD, company: globex, same_as: globex-buys-acme/price}
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
    pytest.param(constraint, id=f"{table.name}.{'+'.join(constraint.column_keys)}")
    for table in TABLES.values()
    for constraint in table.foreign_key_constraints
]


def find(database: Path) -> list[Problem]:
    with make_engine(database, read_only=True).connect() as connection:
        return find_orphans(connection, "news.duckdb")


def break_reference(connection: duckdb.DuckDBPyConnection, constraint: ForeignKeyConstraint) -> str:
    """Let one row refer to nothing; what it then refers to."""
    table, column = constraint.table.name, constraint.column_keys[-1]
    target = constraint.referred_table.name
    if target in CLOSED:
        found = connection.execute(f'SELECT min("{column}") FROM "{table}"').fetchone()  # noqa: S608
        assert found is not None
        connection.execute(f'DELETE FROM "{target}" WHERE id = ?', found)  # noqa: S608
        return str(found[0])
    nowhere = "nowhere" if str(constraint.columns[column].type) == "VARCHAR" else "999"
    row = f'SELECT min(rowid) FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608
    update = f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ({row}) RETURNING *'  # noqa: S608
    changed = connection.execute(update, [nowhere])
    names = [description[0] for description in changed.description or []]
    values = dict(zip(names, changed.fetchone() or (), strict=True))
    return "/".join(str(values[name]) for name in constraint.column_keys)


@pytest.mark.parametrize("constraint", REFERENCES)
def test_a_reference_that_leads_nowhere_is_named(
    load: Load, database: Path, constraint: ForeignKeyConstraint
) -> None:
    load(FULL)
    assert find(database) == []
    with duckdb.connect(str(database)) as connection:
        value = break_reference(connection, constraint)
    name = f"{constraint.table.name}.{'+'.join(constraint.column_keys)}"
    assert Problem(
        "news.duckdb",
        0,
        f"{name} refers to what does not exist: {value}",
        "load the files that define it again",
    ) in find(database)


def test_a_figure_that_is_named_by_none_is_found(load: Load, database: Path) -> None:
    load(FULL)
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE amount SET name = 'cost' WHERE name = 'price'")
    assert [str(problem) for problem in find(database)] == [
        "news.duckdb: amount_link.event_id+name refers to what does not exist: "
        "globex-buys-acme/price; load the files that define it again"
    ]


def test_many_of_a_kind_are_counted_and_each_is_named_once(load: Load, database: Path) -> None:
    load(FULL)
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "INSERT INTO company SELECT 'c' || i, 'C', 'kind-' || (i % 8), NULL, 'c' "
            "FROM range(100) t(i)"
        )
    (problem,) = find(database)
    assert problem.fault == (
        "company.kind refers to what does not exist: kind-0, kind-1, kind-2, kind-3, kind-4 "
        "and 3 more"
    )


def test_the_seed_has_no_reference_that_leads_nowhere(seed_database: Path) -> None:
    assert find(seed_database) == []


def test_the_whole_database_can_be_proved_at_any_time(load: Load, database: Path) -> None:
    load(FULL)
    assert check_database(database) == []
    with duckdb.connect(str(database)) as connection:
        connection.execute("DELETE FROM company WHERE id = 'acme'")
    assert [str(problem) for problem in check_database(database)] == [
        f"{database}: company_alias.company_id refers to what does not exist: acme; "
        "load the files that define it again",
        f"{database}: company_relation.company_id refers to what does not exist: acme; "
        "load the files that define it again",
    ]


def test_revisions_create_on_postgresql_the_references_of_the_models() -> None:
    created = {
        (table, columns, target, names)
        for script in ScriptDirectory.from_config(make_config()).walk_revisions()
        for table, columns, target, names in getattr(script.module, "FOREIGN_KEYS", ())
    }
    assert created == {
        (
            table.name,
            " ".join(constraint.column_keys),
            constraint.referred_table.name,
            " ".join(element.column.name for element in constraint.elements),
        )
        for table in TABLES.values()
        for constraint in table.foreign_key_constraints
    }
