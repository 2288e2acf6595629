"""Prove that a revision of the schema changed no row but those that it declares.

Before it runs, each table is counted and its rows are hashed; afterwards the same rows must be
there. A hash is that of a whole row, in the columns that are to stay, so that no value can change
places with another; their sum does not depend on the order of the rows. Where values move, or a
revision has rows of its own, the hashes are kept one by one, and each must be found again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.schema import CreateTableAs

from db.tables import Group, Tables, list_tables, name_table, own_rows, read_group
from migrations.helpers import Changes


@dataclass(slots=True)
class Proof:
    """What stood before a revision, and has to stand after it."""

    connection: Connection
    changes: Changes
    derived: Collection[str]
    tables: Tables = field(init=False)
    sums: dict[str, tuple[int, int]] = field(init=False, default_factory=dict)
    own: dict[str, int] = field(init=False, default_factory=dict)
    filled: dict[Group, int] = field(init=False, default_factory=dict)
    sets: list[tuple[str, Group]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.tables = self._list()
        for table, kept in self._kept().items():
            columns = tuple(kept[name] for name in sorted(kept))
            if table in self.changes.rows:
                given = own_rows(self.tables[table])
                self._keep((table, columns), (table, tuple(sorted(kept))), given)
                self.own[table] = self._count_own(table, self.tables[table])
            else:
                self.sums[table] = self._sum(table, columns)
        for (table, moved), (target, names) in self._moves():
            if moved:
                given = sa.column(moved[-1]).is_not(None)
                self._keep((table, moved), (target, names), given)
            else:  # a whole table, with the names of its columns
                whole = tuple(self.tables[table])
                self._keep((table, whole), (target, whole), sa.true())
        for table, there in self.tables.items():
            for name in there:
                if self._is_rewritten(table, name):
                    self.filled[table, (self._new_name(table, name),)] = self._fill(table, name)

    def find_faults(self) -> list[str]:
        """What is not as it was, although the revision does not declare it."""
        now = self._list()
        if faults := [*self._compare_columns(now)]:
            return faults  # rows are compared only where their columns stand
        return [*self._compare_sums(), *self._compare_sets(), *self._compare_counts(now)]

    def _compare_sums(self) -> Iterator[str]:
        for table, kept in self._kept().items():
            if before := self.sums.get(table):
                count, digest = self._sum(table, sorted(kept))
                if count != before[0]:
                    yield f"{table} had {before[0]:,} rows and has {count:,}"
                elif digest != before[1]:
                    yield f"rows of {table} have changed"

    def _compare_sets(self) -> Iterator[str]:
        for aside, (table, names) in self.sets:
            if missing := self._count_missing(aside, table, names):
                yield f"{missing:,} rows of {_show(table, names)} cannot be found again"
            self.connection.execute(sa.text(f'DROP TABLE "{aside}"'))  # a name of our own

    def _compare_counts(self, now: Tables) -> Iterator[str]:
        for table, count in self.own.items():
            if (found := self._count_own(table, now[table])) != count:
                yield f"{table} had {count:,} rows that are not Dateline's own and has {found:,}"
        for (table, (name,)), count in self.filled.items():
            if (found := self._fill(table, name)) < count:
                yield f"{table}.{name} had {count:,} values and has {found:,}"

    # What is to stand where

    def _list(self) -> Tables:
        tables = list_tables(self.connection)
        return {table: names for table, names in tables.items() if table not in self.derived}

    def _groups(self, texts: Collection[str]) -> list[Group]:
        return [read_group(text, self.tables) for text in texts]

    def _renamed(self) -> dict[tuple[str, str], str]:
        moves = zip(
            self._groups(self.changes.moves), self._groups(self.changes.moves.values()), strict=True
        )
        return {
            (old[0], old[1][0]): new[1][0]
            for old, new in moves
            if old[0] == new[0] and len(old[1]) == len(new[1]) == 1
        }

    def _moves(self) -> Iterator[tuple[Group, Group]]:
        """What moves to another table, or together."""
        for before, after in self.changes.moves.items():
            old, new = read_group(before, self.tables), read_group(after, self.tables)
            if old[0] != new[0] or len(old[1]) > 1:
                yield old, new

    def _new_name(self, table: str, name: str) -> str:
        return self._renamed().get((table, name), name)

    def _is_rewritten(self, table: str, name: str) -> bool:
        """Whether the values of a column, by its name before or after, are made anew."""
        columns = {(table, name), (table, self._new_name(table, name))}
        return any(
            (t, n) in columns for t, names in self._groups(self.changes.rewrites) for n in names
        )

    def _kept(self) -> dict[str, dict[str, str]]:
        """For each table that stays, its columns that stay: the name after, and before."""
        gone = self._groups(self.changes.drops)
        dropped = {(table, name) for table, names in gone for name in names}
        whole = {table for table, names in gone if not names}
        return {
            table: {
                self._new_name(table, name): name
                for name in names
                if (table, name) not in dropped and not self._is_rewritten(table, name)
            }
            for table, names in self.tables.items()
            if table not in whole
        }

    def _compare_columns(self, now: Tables) -> Iterator[str]:
        added = [read_group(text, now) for text in self.changes.adds]
        made = {table for table, names in added if not names}
        expected: dict[str, set[str]] = {}
        for table, kept in self._kept().items():
            rewritten = (n for n in self.tables[table] if self._is_rewritten(table, n))
            expected[table] = set(kept) | {self._new_name(table, name) for name in rewritten}
        for table, names in added:
            expected.setdefault(table, set()).update(names or now.get(table, ()))
        for table in sorted(expected.keys() | now.keys()):
            if table not in now:
                yield f"table {table} is gone" if table in self.tables else f"there is no {table}"
            elif table not in expected:
                yield f"table {table} has appeared"
            elif table not in made:
                there = set(now[table])
                yield from (f"column {table}.{n} is gone" for n in sorted(expected[table] - there))
                yield from (
                    f"column {table}.{n} has appeared" for n in sorted(there - expected[table])
                )

    # Reckoning

    def _hash(self, names: Collection[str]) -> ColumnElement[Any]:
        columns: list[ColumnElement[Any]] = [sa.column(name) for name in names]
        if self.connection.dialect.name == "duckdb":
            return sa.func.hash(*columns)
        texts = (sa.cast(column, sa.Text) for column in columns)  # some types have no hash
        return sa.func.hash_record_extended(sa.func.row(*texts), sa.literal(0, sa.BigInteger))

    def _sum(self, table: str, names: Collection[str]) -> tuple[int, int]:
        digest = sa.func.sum(self._hash(names)) if names else sa.null()
        query = sa.select(sa.func.count(), digest).select_from(name_table(table))
        count, total = self.connection.execute(query).one()
        return count, int(total or 0)

    def _fill(self, table: str, name: str) -> int:
        query = sa.select(sa.func.count(sa.column(name))).select_from(name_table(table))
        return self.connection.scalar(query) or 0

    def _keep(self, before: Group, after: Group, given: ColumnElement[bool]) -> None:
        """Set the hashes of some rows aside."""
        table, names = before
        aside = f"rows_before_{len(self.sets)}"
        while aside in self.tables:  # a user has taken the name
            aside += "_"
        hashes = sa.select(self._hash(names).label("hash")).select_from(name_table(table))
        query = hashes.where(given).distinct()
        self.connection.execute(CreateTableAs(query, aside, temporary=True))
        self.sets.append((aside, after))

    def _count_own(self, table: str, names: Collection[str]) -> int:
        query = sa.select(sa.func.count()).select_from(name_table(table)).where(own_rows(names))
        return self.connection.scalar(query) or 0

    def _count_missing(self, aside: str, table: str, names: Collection[str]) -> int:
        found = sa.select(self._hash(names).label("hash")).select_from(name_table(table)).subquery()
        before: Any = sa.table(aside, sa.column("hash"))
        query = sa.select(sa.func.count()).select_from(before)
        missing = query.where(~sa.exists().where(found.c.hash == before.c.hash))
        return self.connection.scalar(missing) or 0


def _show(table: str, names: Collection[str]) -> str:
    return f"{table} ({', '.join(names)})"
