"""What a database holds besides the files that are about to be replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from db.models import BUILT_IN, FAMILY_RELATIONS, TABLES
from db.rows import Codes

CHUNK = 2000


class Standing:
    """Questions to the database that leave out the rows of the files `replaced`."""

    def __init__(self, connection: Connection, replaced: Collection[str]) -> None:
        self.connection = connection
        self.replaced = sorted(set(replaced) - {BUILT_IN})  # no file takes that name

    def codes(self) -> Codes:
        unit, measure = TABLES["unit"], TABLES["measure"]
        return Codes(
            units=frozenset(self.connection.scalars(self.kept(select(unit.c.id), "unit"))),
            measures={
                row.id: row.per
                for row in self.connection.execute(
                    self.kept(select(measure.c.id, measure.c.per), "measure")
                )
            },
        )

    def kept(self, query: Select[Any], table: str) -> Select[Any]:
        """The query without rows of the replaced files, and without what loads derive."""
        columns = TABLES[table].c
        if table == "source":
            query = query.where(~columns.cited_only)
        return query.where(columns.owner.not_in(self.replaced))

    def replaced_keys(self, table: str, columns: Collection[str]) -> dict[tuple[Any, ...], str]:
        """What the replaced files defined until now, and which of them."""
        taken = [TABLES[table].c[name] for name in columns]
        owner = TABLES[table].c.owner
        query = select(*taken, owner).where(owner.in_(self.replaced))
        if table == "source":
            query = query.where(~TABLES[table].c.cited_only)
        return {tuple(row[:-1]): row[-1] for row in self.connection.execute(query)}

    def ids(self, table: str) -> list[tuple[str]]:
        """Ids for suggestions."""
        columns = TABLES[table].c
        query = select(columns.id).where(columns.owner.not_in(self.replaced))
        rows = self.connection.execute(query.order_by(columns.id).limit(50_000))
        return [(row[0],) for row in rows]

    def names(self) -> list[tuple[str, str]]:
        """What companies are called, each with its id."""
        company, alias = TABLES["company"].c, TABLES["company_alias"].c
        queries = (
            self.kept(select(company.name, company.id), "company"),
            self.kept(select(alias.name, alias.company_id), "company_alias"),
        )
        return [(row[0], row[1]) for query in queries for row in self.connection.execute(query)]

    def relations(self) -> list[tuple[str, str]]:
        """Undated relations by which a company belongs to another."""
        table = TABLES["company_relation"]
        query = select(table.c.company_id, table.c.other_id).where(
            table.c.kind.in_(FAMILY_RELATIONS), table.c.when_edtf.is_(None)
        )
        rows = self.connection.execute(self.kept(query, "company_relation"))
        return [(row[0], row[1]) for row in rows]

    def folded(self, table: str) -> dict[str, str]:
        """Which ids count as which others: rows of company_same_as or event_same_as."""
        own, target, *_ = TABLES[table].c
        rows = self.connection.execute(self.kept(select(own, target), table))
        return {row[0]: row[1] for row in rows}

    def owners(self, table: str, keys: Collection[tuple[Any, ...]]) -> dict[tuple[Any, ...], str]:
        """Which of these primary keys are taken, and by which file."""
        columns = list(TABLES[table].primary_key)
        found = {}
        for query in self._among(table, columns, keys):
            for row in self.connection.execute(query):
                found[tuple(row[:-1])] = row[-1]
        return found

    def existing(
        self, table: str, columns: Collection[str], keys: Collection[tuple[Any, ...]]
    ) -> set[tuple[Any, ...]]:
        """Which of these values of `columns` stand in the table."""
        taken = [TABLES[table].c[name] for name in columns]
        return {
            tuple(row[:-1])
            for query in self._among(table, taken, keys)
            for row in self.connection.execute(query)
        }

    def described(self, ids: Collection[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
        """Which of these sources are described where another cites them."""
        columns = TABLES["source_citation"].c
        return {
            tuple(row[:-1])
            for query in self._among("source_citation", [columns.cited_id], ids)
            for row in self.connection.execute(
                query.where(columns.title.is_not(None) | columns.description.is_not(None))
            )
        }

    def users(
        self, table: str, columns: Collection[str], keys: Collection[tuple[Any, ...]]
    ) -> set[tuple[tuple[Any, ...], str]]:
        """Which of these values are used in the table, with the files that use them."""
        taken = [TABLES[table].c[name] for name in columns]
        return {
            (tuple(row[:-1]), row[-1])
            for query in self._among(table, taken, keys)
            for row in self.connection.execute(query.distinct())
        }

    def _among(
        self, table: str, columns: list[Any], keys: Collection[tuple[Any, ...]]
    ) -> Iterator[Select[Any]]:
        owner = TABLES[table].c.owner
        remaining = iter(sorted(set(keys), key=repr))
        while chunk := list(islice(remaining, CHUNK)):
            yield self.kept(select(*columns, owner).where(tuple_(*columns).in_(chunk)), table)
