"""What the revisions share. Revisions import nothing else of Dateline.

- `changes` of a revision declares what its upgrade changes; a downgrade is the reverse. What is not
  declared is proved to be the same before the revision is committed.
- `views` of a revision names the files of all views and macros that hold after it, in the order in
  which they build on each other; or it is a function of those that held before. A file is taken
  from the newest revision that has it, up to this one: `sql/<revision>/<name>.sql`. A revision that
  adds none, and leaves none out, needs no `views`.
- A file `<name>.postgresql.sql` is taken on PostgreSQL in place of `<name>.sql`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from migrations.rebuild import Rebuild, refuse_lossy_cast
from migrations.shape import RebuildError

# On PostgreSQL text is ordered by code point, as on DuckDB, whatever the database's collation.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MADE = re.compile(r"^CREATE (VIEW|MACRO|FUNCTION|TABLE) (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a revision means to change; everything else must come out as it went in.

    Tables are written `claim`, columns `claim.note`, columns that move together
    `company (id, description)`, the last being the one whose NULLs do not count.
    """

    adds: Sequence[str] = ()
    """Tables and columns that the upgrade makes, and the downgrade takes away."""
    drops: Sequence[str] = ()
    """Tables and columns that the upgrade takes away, and the downgrade makes again."""
    moves: Mapping[str, str] = field(default_factory=dict)
    """Where values stand before, and where the same values stand after: a rename, a split."""
    rewrites: Sequence[str] = ()
    """Columns, named as after the upgrade, whose values are made anew; none may become NULL."""
    rows: Sequence[str] = ()
    """Tables whose rows that come with Dateline may come, go and change; no others may."""

    def reversed(self) -> Changes:
        """What the downgrade changes."""
        back = {after: before for before, after in self.moves.items()}
        return replace(self, adds=self.drops, drops=self.adds, moves=back)


class NoWayBack(Exception):
    """Raised by a downgrade that cannot be; says why."""


def on_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def column(name: str, kind: Any, comment: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A column as the models have it: with a comment, and no number of its own."""
    return sa.Column(name, kind, comment=comment, nullable=nullable, autoincrement=False)


# Files of SQL


def run_sql(revision: str, *names: str) -> None:
    """Run SQL files of a revision, in the order given."""
    for name in names:
        _run_file(_folder() / revision, name)


def view_files(revision: str | None) -> list[tuple[Path, str]]:
    """Folder and name of the files of all views and macros that hold after a revision."""
    if revision is None:
        return []
    chain = list(context.script.iterate_revisions(revision, "base"))
    names: Sequence[str] = ()
    for script in reversed(chain):
        views = getattr(script.module, "views", names)
        names = views(names) if callable(views) else views
    folders = [_folder() / script.revision for script in chain]
    found = []
    for name in names:
        folder = next((one for one in folders if (one / f"{name}.sql").exists()), None)
        if folder is None:
            raise RebuildError(f"there is no file {name}.sql of {revision} or a revision before it")
        found.append((folder, name))
    return found


@contextmanager
def views_replaced(before: str | None, after: str | None) -> Iterator[None]:
    """Take away the views and macros of one revision, and make those of another at the end.

    `with views_replaced(down_revision, revision):` around an upgrade, the other way round in a
    downgrade. Their comments and derived tables (`CREATE TABLE … AS` in such a file) come anew.
    """
    for kind, name in reversed(list(_made_by(before))):
        op.execute(f'DROP {kind} "{name}"')
    yield
    for folder, name in view_files(after):
        _run_file(folder, name)


def derived_tables(revision: str) -> set[str]:
    """Tables that the files of a revision's views make: their rows are no data of their own."""
    return {name for kind, name in _made_by(revision) if kind == "TABLE"}


def _made_by(revision: str | None) -> Iterator[tuple[str, str]]:
    for folder, file in view_files(revision):
        for match in _MADE.finditer(_find_file(folder, file).read_text(encoding="utf-8")):
            yield match[1], match[2]


def _folder() -> Path:
    return Path(context.script.dir) / "sql"


def _find_file(folder: Path, name: str) -> Path:
    special = folder / f"{name}.postgresql.sql"
    return special if on_postgresql() and special.exists() else folder / f"{name}.sql"


def _run_file(folder: Path, name: str) -> None:
    text = _find_file(folder, name).read_text(encoding="utf-8")
    if op.get_context().as_sql:
        op.get_context().impl.static_output(text)
    else:  # without parameters a % is one, and psycopg takes several statements at once
        op.get_bind().exec_driver_sql(text, execution_options={"no_parameters": True})


# Tables


@contextmanager
def alter_table(table: str) -> Iterator[Rebuild | Alter]:
    """Change a table: `with alter_table("claim") as table: table.drop_column("note")`.

    On PostgreSQL each change is an ALTER TABLE; on DuckDB the table is made anew at the end.
    """
    changes = Alter(table) if on_postgresql() else Rebuild(table)
    yield changes
    changes.apply()


class Alter:
    """The changes of one table on PostgreSQL, made at once; see Rebuild for what each does."""

    def __init__(self, table: str) -> None:
        self.table = table
        # PostgreSQL alters no table whose rows still wait for the check of a foreign key.
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        op.execute("SET CONSTRAINTS ALL DEFERRED")

    def add_column(
        self, column: sa.Column[Any], *, value: str | None = None, after: str | None = None
    ) -> None:
        del after  # PostgreSQL knows no order of columns but that of their making
        nullable, column.nullable = column.nullable, True
        op.add_column(self.table, column)
        if value is not None:
            op.execute(
                sa.update(sa.table(self.table, sa.column(column.name))).values(
                    {column.name: sa.literal_column(value)}
                )
            )
        if not nullable:
            op.alter_column(self.table, column.name, nullable=False)

    def alter_column(
        self, name: str, *, type_: Any = None, using: str | None = None, **changes: Any
    ) -> None:
        if type_ is not None:
            if using is None and not op.get_context().as_sql:
                known = sa.inspect(op.get_bind()).get_columns(self.table)
                old = next(c["type"] for c in known if c["name"] == name)
                refuse_lossy_cast(self.table, sa.Column(name, old), type_)
            op.alter_column(
                self.table,
                name,
                type_=type_,
                postgresql_using=using or f'"{name}"::{type_.compile(op.get_context().dialect)}',
            )
        if changes:
            op.alter_column(self.table, name, **changes)

    def drop_column(self, name: str) -> None:
        op.drop_column(self.table, name)

    def create_check_constraint(self, name: str, condition: str) -> None:
        op.create_check_constraint(op.f(name), self.table, sa.text(condition))

    def drop_check_constraint(self, name: str, condition: str) -> None:
        del condition
        op.drop_constraint(op.f(name), self.table, type_="check")

    def apply(self) -> None:
        """Nothing is left to be done."""


def create_foreign_key(table: str, columns: str, target: str) -> None:
    """`create_foreign_key("claim", "event_id", "event.id")`, on PostgreSQL only.

    On DuckDB foreign keys forbid replacing what a file said in one transaction. Several columns are
    separated by a space, as in the models.
    """
    if on_postgresql():
        other, _, _ = target.partition(".")
        op.create_foreign_key(
            f"fk_{table}_{columns.replace(' ', '_')}",
            table,
            other,
            columns.split(),
            [name.rpartition(".")[2] for name in target.split()],
            deferrable=True,
            initially="DEFERRED",
        )


def drop_foreign_key(table: str, columns: str) -> None:
    """Take a foreign key away, on PostgreSQL only."""
    if on_postgresql():
        op.drop_constraint(f"fk_{table}_{columns.replace(' ', '_')}", table, type_="foreignkey")
