"""Prove that a revision of the schema changed no row but those that it declares.

Before it runs, each table is counted and its rows are hashed; afterwards the same rows must be
there. A hash is that of a whole row, in the columns that are to stay, so that no value can change
places with another; their sum does not depend on the order of the rows. Where values move, or a
revision has rows of its own, the hashes are kept one by one, and each must be found again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.schema import CreateTableAs
from sqlalchemy.sql import quoted_name

from migrations.helpers import Changes

BUILT_IN = "dateline"
VERSIONS = "alembic_version"
_GROUP = re.compile(r"([\w.]+) \(([^)]+)\)")
_TABLES = sa.text("""
    SELECT t.table_schema, t.table_name, c.column_name
    FROM information_schema.tables AS t
    JOIN information_schema.columns AS c
        ON c.table_catalog = t.table_catalog AND c.table_schema = t.table_schema
        AND c.table_name = t.table_name
    WHERE t.table_type = 'BASE TABLE' AND t.table_catalog = current_database()
      AND t.table_schema NOT IN ('information_schema', 'pg_catalog')
    ORDER BY t.table_schema, t.table_name, c.ordinal_position
""")

Tables = dict[str, list[str]]
Group = tuple[str, tuple[str, ...]]
"""A table and some of its columns; none stands for all."""


def list_tables(connection: Connection) -> Tables:
    """The columns of each table; a table of another schema is named with it."""
    main = connection.scalar(sa.select(sa.func.current_schema()))
    tables: Tables = {}
    for schema, table, column in connection.execute(_TABLES):
        if table != VERSIONS:
            name = table if schema == main else _qualify(connection, schema, table)
            tables.setdefault(name, []).append(column)
    return tables


def _qualify(connection: Connection, schema: str, name: str) -> str:
    """A name that is written into SQL as it is, and read by people."""
    quote = connection.dialect.identifier_preparer.quote
    return quoted_name(f"{quote(schema)}.{quote(name)}", quote=False)


def read_group(text: str, tables: Collection[str]) -> Group:
    """`claim`, `claim.note` or `company (id, description)`, as revisions declare them."""
    if match := _GROUP.fullmatch(text):
        return match[1], tuple(name.strip() for name in match[2].split(","))
    table, _, name = text.rpartition(".")
    return (table, (name,)) if table and text not in tables else (text, ())


def find_losses(connection: Connection, changes: Changes) -> list[str]:
    """What a revision is about to take away for good, counted; what Dateline set is no loss."""
    tables = list_tables(connection)
    moved = {
        (table, name)
        for table, names in (read_group(text, tables) for text in changes.moves)
        for name in names or tables.get(table, ())
    }
    losses = []
    for table, names in (read_group(text, tables) for text in changes.drops):
        if table not in tables:
            continue
        lost = [name for name in names or tables[table] if (table, name) not in moved]
        if not names and len(lost) == len(tables[table]):
            counted = {("row", table): sa.func.count()}
        else:
            counted = {("value", f"{table}.{n}"): sa.func.count(sa.column(n)) for n in lost}
        for (what, where), count in counted.items():
            query = sa.select(count).select_from(_table(table)).where(_own(tables[table]))
            if found := connection.scalar(query) or 0:
                losses.append(f"{found:,} {what}{'' if found == 1 else 's'} of {where}")
    return losses


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
                given = _own(self.tables[table])
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
        query = sa.select(sa.func.count(), digest).select_from(_table(table))
        count, total = self.connection.execute(query).one()
        return count, int(total or 0)

    def _fill(self, table: str, name: str) -> int:
        query = sa.select(sa.func.count(sa.column(name))).select_from(_table(table))
        return self.connection.scalar(query) or 0

    def _keep(self, before: Group, after: Group, given: ColumnElement[bool]) -> None:
        """Set the hashes of some rows aside."""
        table, names = before
        aside = f"rows_before_{len(self.sets)}"
        while aside in self.tables:  # a user has taken the name
            aside += "_"
        hashes = sa.select(self._hash(names).label("hash")).select_from(_table(table))
        query = hashes.where(given).distinct()
        self.connection.execute(CreateTableAs(query, aside, temporary=True))
        self.sets.append((aside, after))

    def _count_own(self, table: str, names: Collection[str]) -> int:
        query = sa.select(sa.func.count()).select_from(_table(table)).where(_own(names))
        return self.connection.scalar(query) or 0

    def _count_missing(self, aside: str, table: str, names: Collection[str]) -> int:
        found = sa.select(self._hash(names).label("hash")).select_from(_table(table)).subquery()
        before: Any = sa.table(aside, sa.column("hash"))
        query = sa.select(sa.func.count()).select_from(before)
        missing = query.where(~sa.exists().where(found.c.hash == before.c.hash))
        return self.connection.scalar(missing) or 0


def _table(name: str) -> sa.TableClause:
    return sa.table(name)  # one of another schema has its quotes already


def _own(columns: Collection[str]) -> ColumnElement[bool]:
    """Rows that did not come with Dateline."""
    if "owner" in columns:
        owner = sa.cast(sa.column("owner"), sa.String)  # in a table of a user's it may be a number
        return owner.is_distinct_from(BUILT_IN)
    return sa.true()


def _show(table: str, names: Collection[str]) -> str:
    return f"{table} ({', '.join(names)})"


def count_own_rows(connection: Connection) -> int:
    """How many rows a database holds that did not come with Dateline."""
    return sum(
        connection.scalar(sa.select(sa.func.count()).select_from(_table(table)).where(_own(names)))
        or 0
        for table, names in list_tables(connection).items()
    )


def list_broken_views(connection: Connection) -> list[str]:
    """Views that cannot be read in the database as it was committed."""
    if connection.dialect.name != "duckdb":  # PostgreSQL lets none break
        return []
    broken = []
    with connection.engine.connect() as other:  # a file that is gone would end our transaction
        for view in _list_views(connection):
            try:
                other.execute(_first_rows(view))
            except sa.exc.DBAPIError:
                broken.append(view)
            other.rollback()
    return broken


def find_broken_views(connection: Connection, known: Collection[str]) -> Mapping[str, str]:
    """Views beside the known that cannot be read, with the reason."""
    if connection.dialect.name != "duckdb":
        return {}
    broken = {}
    for view in _list_views(connection):
        if view not in known:
            try:
                connection.execute(_first_rows(view))
            except sa.exc.DBAPIError as error:
                broken[view] = str(error.orig).partition("\n")[0]
    return broken


def _first_rows(view: str) -> sa.Select[Any]:
    return sa.select(sa.text("*")).select_from(_table(view)).limit(0)


def _list_views(connection: Connection) -> list[str]:
    # A table that is gone must not be found again among the variables of this program.
    connection.exec_driver_sql("SET python_enable_replacements = false")
    query = sa.text("SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal")
    return sorted(_qualify(connection, *row) for row in connection.execute(query))
