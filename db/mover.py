"""Run revisions of the schema on a connection, each in a transaction of its own, and prove each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db.digest import Proof
from db.errors import DatelineError
from db.history import MigrationError, name_all, plain_errors, plan, read_scripts
from db.tables import find_losses
from db.views import find_broken_views, list_broken_views
from db.writer import REFUSALS
from migrations import helpers
from migrations.guard import RefusedOperation
from migrations.rebuild import LossError
from migrations.shape import RebuildError

SHOWN = 5


class UndeclaredChangeError(MigrationError):
    """A revision that changed what it does not declare."""


class WouldLoseError(MigrationError):
    """A revision that would take values away for good."""


@dataclass(frozen=True, slots=True)
class Care:
    """How a change of the schema is made, and what is said meanwhile."""

    wait: float = 0
    backup: bool = True
    backup_dir: Path | None = None
    allow_loss: bool = False
    prove: bool = True
    own: Path | None = None
    say: Callable[[str], None] = lambda _line: None


def run_revisions(
    connection: Connection, config: Config, target: str, care: Care, *, upward: bool
) -> None:
    """Run revisions up or down to a target; what was committed before an error stays."""
    with plain_errors():
        scripts = read_scripts(config)
        mover = _Mover(connection, scripts, target, care, upward)
        config.attributes |= {
            "connection": connection,
            "on_version_apply": mover.finish,
            "allow_loss": care.allow_loss,
            "say": care.say,
        }
        with EnvironmentContext(config, scripts, fn=mover.steps), mover.naming_revision():
            scripts.run_env()


def refuse_losses(
    connection: Connection, steps: Sequence[Any], care: Care, *, upward: bool
) -> None:
    """Raise WouldLoseError if steps take values away for good that are there now."""
    if care.allow_loss:
        return
    losses = []
    for step in steps:
        if found := find_losses(connection, read_changes(step.revision, upward=upward)):
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            losses.append(f"{', '.join(found[:SHOWN])}{more} (revision {step.revision.revision})")
    if losses:
        raise WouldLoseError(
            f"this would lose {'; '.join(losses)}: give --allow-loss to let them go"
        )


def read_changes(script: Script, *, upward: bool) -> helpers.Changes:
    """What a revision declares, in the direction of the move."""
    changes: helpers.Changes = getattr(script.module, "changes", helpers.Changes())
    return changes if upward else changes.reversed()


class _Mover:
    """Gives Alembic its steps, and proves each."""

    def __init__(
        self,
        connection: Connection,
        scripts: ScriptDirectory,
        target: str,
        care: Care,
        upward: bool,
    ) -> None:
        self.connection, self.scripts, self.care = connection, scripts, care
        self.target, self.upward = target, upward
        self.proof: Proof | None = None
        self.running = ""
        self.began = 0.0
        self.broken: list[str] = []

    def steps(self, heads: Any, _context: Any) -> Iterator[Any]:
        steps = plan(self.scripts, heads, self.target, upward=self.upward)
        if self.care.prove:
            refuse_losses(self.connection, steps, self.care, upward=self.upward)
            self.broken = list_broken_views(self.connection)
        for number, step in enumerate(steps, start=1):
            self.running, self.began = step.revision.revision, time.monotonic()
            verb = "up to" if self.upward else "down from"
            self.care.say(f"{number} of {len(steps)}: {verb} {self.running}, {step.revision.doc}")
            if self.care.prove:
                self._begin(step.revision)
                refuse_losses(self.connection, [step], self.care, upward=self.upward)
            yield step

    def _begin(self, script: Script) -> None:
        derived = helpers.derived_tables(script.revision)
        for before in name_all(script.down_revision):
            derived |= helpers.derived_tables(before)
        changes = read_changes(script, upward=self.upward)
        self.proof = Proof(self.connection, changes, derived)

    def finish(self, **_what: Any) -> None:
        """Prove what a revision did, before Alembic commits it."""
        if self.proof is None:
            return
        faults = self.proof.find_faults()
        faults += [
            f"view {name} cannot be read any more: {reason}"
            for name, reason in find_broken_views(self.connection, self.broken).items()
        ]
        if faults:
            raise UndeclaredChangeError(
                f"revision {self.running} does not declare what it does: {'; '.join(faults)}"
            )
        tables, rows = len(self.proof.sums), sum(count for count, _ in self.proof.sums.values())
        seconds = time.monotonic() - self.began
        self.care.say(f"   {tables} tables with {rows:,} rows proved the same, {seconds:.1f} s")

    @contextmanager
    def naming_revision(self) -> Iterator[None]:
        """Errors of a revision, of whatever kind, say which one it was."""
        try:
            yield
        except LossError as error:
            raise WouldLoseError(
                f"revision {self.running}: {error}; give --allow-loss to let them go"
            ) from error
        except helpers.NoWayBack as error:
            raise MigrationError(f"there is no way back from {self.running}: {error}") from error
        except (RefusedOperation, RebuildError) as error:
            raise MigrationError(f"revision {self.running} failed: {error}") from error
        except DBAPIError as error:
            if isinstance(error.orig, REFUSALS):  # told by the writer: the disk, or the file
                raise
            reason = str(error.orig).partition("\n")[0]
            raise MigrationError(f"revision {self.running} failed: {reason}") from error
        except SystemExit as error:
            raise MigrationError(f"revision {self.running} failed: it ended the program") from error
        except (CommandError, RevisionError, MigrationError):
            raise
        except DatelineError as error:  # of a server
            raise MigrationError(f"revision {self.running} failed: {error}") from error
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise MigrationError(f"revision {self.running} failed: {reason}") from error
