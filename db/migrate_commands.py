"""`dateline migrate` and `dateline restore`: options, one call of the library, one answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database, Server
from db.errors import DatelineError
from db.options import remark, wait_option

if TYPE_CHECKING:
    from db.mover import Care

Command = Callable[..., Any]
OWN = "DATELINE_MIGRATIONS"


@dataclass(frozen=True, slots=True)
class Target:
    """The database to change, and the folder of a user's own revisions."""

    given: Database | None
    own: Path | None

    @property
    def database(self) -> Database:
        from db.reading import find_database

        return find_database(self.given)


def remark_own_revisions(database: Database) -> None:
    """Say of a new database that a user's own revisions are still to come."""
    if folder := os.environ.get(OWN):
        remark(
            f"the revisions in {folder} are yet to come: `dateline --db {database} migrate upgrade`"
        )


@click.group()
@click.option(
    "--migrations",
    "own",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar=OWN,
    help="Folder of your own revisions, which come after Dateline's; or DATELINE_MIGRATIONS.",
)
@click.pass_context
def migrate(ctx: click.Context, own: Path | None) -> None:
    """Bring the schema of a database up to date, or back.

    Example: dateline migrate upgrade
    """
    ctx.obj = Target(ctx.obj, own)


def moving_options(command: Command) -> Command:
    """What `upgrade` and `downgrade` have in common."""
    for option in reversed(
        (
            click.option("--no-backup", is_flag=True, help="Keep no copy of the file beside it."),
            click.option(
                "--backup-dir",
                type=click.Path(path_type=Path),
                help="Keep the copy in this folder instead; there none is removed.",
            ),
            click.option(
                "--allow-loss",
                is_flag=True,
                help="Let values go that the revision takes away for good.",
            ),
            wait_option,
        )
    ):
        command = option(command)
    return command


def take_care(target: Target, options: dict[str, Any]) -> Care:
    from db.mover import Care

    options = dict(options, backup=not options["no_backup"], own=target.own, say=remark)
    del options["no_backup"]
    return Care(**options)


@migrate.command()
@click.argument("revision", default="heads")
@moving_options
@click.pass_obj
def upgrade(target: Target, /, revision: str, **options: Any) -> None:
    """Upgrade to a revision, or to the newest, losing nothing.

    A copy of a database that holds records is kept beside it, the last three of them. Rows are
    counted and compared before and after each revision.

    Example: dateline --db news.duckdb migrate upgrade
    """
    from db.migrate import upgrade as run

    database = target.database
    found = run(database, revision, take_care(target, options))
    click.echo(f"{database} has revision {show_revisions(found)}")


@migrate.command()
@click.argument("revision")
@moving_options
@click.pass_obj
def downgrade(target: Target, /, revision: str, **options: Any) -> None:
    """Go back to a revision; `base` takes away all tables.

    What an older revision has no place for is lost, and needs --allow-loss.

    Example: dateline --db news.duckdb migrate downgrade 0001 --allow-loss
    """
    from db.migrate import downgrade as run

    database = target.database
    found = run(database, revision, take_care(target, options))
    click.echo(f"{database} has revision {show_revisions(found)}")


def show_revisions(revisions: list[str]) -> str:
    return ", ".join(revisions) or "none"


@migrate.command()
@click.pass_obj
def current(target: Target) -> None:
    """The revision that the database has.

    Example: dateline migrate current
    """
    from db.migrate import current as run

    click.echo(show_revisions(run(target.database)))


@migrate.command()
@click.pass_obj
def history(target: Target) -> None:
    """All revisions; those that the database has are marked.

    Example: dateline migrate history
    """
    from db.migrate import history as run

    for step in run(target.database, target.own):
        click.echo(f"{'*' if step.applied else ' '} {step.revision}  {step.title}")


@migrate.command()
@click.pass_obj
def check(target: Target) -> None:
    """Prove that the schema is what this Dateline expects.

    Tables, columns, constraints, views, macros, their comments, and the codes that come with it.

    Example: dateline migrate check
    """
    from db.differences import find_differences
    from db.history import MigrationError

    if found := find_differences(target.database, target.own):
        raise MigrationError("\n".join(found))
    click.echo("the tables are as expected")


@migrate.command()
@click.argument("revision", default="heads")
@click.pass_obj
def sql(target: Target, revision: str) -> None:
    """Print the statements of a change without running them.

    Example: dateline migrate sql base
    """
    from db.statements import list_statements

    database = target.database
    statements = list_statements(database, revision, own=target.own)
    for statement in statements:
        click.echo(statement)
    if not statements:
        remark(f"nothing is to be done: {database} has that revision")


@click.command()
@click.argument("backup", required=False, type=click.Path(path_type=Path))
@wait_option
@click.pass_obj
def restore(given: Database | None, backup: Path | None, wait: float) -> None:
    """Bring a copy of the database back, or list them.

    The copies lie beside the database; `migrate` keeps them. The database as it is now is kept as
    one more first.

    Example: dateline --db news.duckdb restore
    """
    from db.backup import list_backups
    from db.reading import DEFAULT, choose_database
    from db.restore import restore_backup

    database = choose_database(given) or DEFAULT
    if isinstance(database, Server):
        raise DatelineError(f"{database} has no copies here; use pg_restore for what pg_dump kept")
    if backup is None:
        backups = list_backups(database)
        for one in backups:
            click.echo(f"{one.path}  revision {one.revision}, {one.when}")
        if not backups:
            remark(f"no copy of {database} is kept beside it")
        return
    found = restore_backup(backup, database, wait=wait, say=remark)
    click.echo(f"{database} is as it was in {backup}, with revision {show_revisions(found)}")
