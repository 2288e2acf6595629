"""The revisions of the schema, and in which order a database gets them.

Dateline's own are numbered. A user's own folder has a history of its own beside them, tied to ours
only by `needs = "0003"`, so that the file always names our newest revision in a row of its own.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError

from db import revision
from db.errors import DatelineError
from migrations.helpers import Changes

_NOT_OURS = re.compile(r"(identified by|revision or branch) '(?!\d{4}')")
_RELATIVE = re.compile(r"[+-]\d+")


class MigrationError(DatelineError):
    """A revision that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Step:
    """One revision of the history."""

    revision: str
    title: str
    applied: bool


def make_config(own: Path | None = None) -> Config:
    """Alembic's configuration: our revisions, and those of a user's own folder."""
    config = Config(stdout=StringIO())  # what Alembic says is said by the commands
    folders = [revision.MIGRATIONS / "versions", *([own.resolve()] if own else [])]
    options = {
        "script_location": str(revision.MIGRATIONS),
        "path_separator": "newline",
        "version_locations": "\n".join(map(str, folders)),
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))
    return config


def list_steps(heads: Sequence[str], own: Path | None = None) -> list[Step]:
    """All revisions, ours first, oldest first, and whether a database with these heads has them."""
    with plain_errors():
        scripts = read_scripts(make_config(own))
        applied = list_applied(scripts, heads)
        steps = [
            Step(s.revision, s.doc or "", s.revision in applied)
            for s in reversed(list(scripts.walk_revisions()))
        ]
        away = sorted(applied - {step.revision for step in steps})
        steps += [
            Step(name, "not at hand; name its folder with --migrations", True) for name in away
        ]
        ours = revision.list_revisions()
        return sorted(steps, key=lambda step: step.revision not in ours)


def list_applied(scripts: ScriptDirectory, heads: Sequence[str]) -> set[str]:
    """These revisions and all before them; a user's own that is not at hand stands for itself."""
    at_hand = {script.revision for script in scripts.walk_revisions()}
    known = [head for head in heads if head in at_hand or head.isdigit()]
    before = {s.revision for head in known for s in scripts.iterate_revisions(head, "base")}
    return before | set(heads)


def read_scripts(config: Config) -> ScriptDirectory:
    """All revisions; MigrationError if one of a user's own is tied to one of ours."""
    scripts = ScriptDirectory.from_config(config)
    ours = set(revision.list_revisions())
    for script in _load(scripts):
        if script.revision not in ours and script.revision.isdigit():
            raise MigrationError(
                f"{script.path}: revision {script.revision} is called like those of Dateline; "
                "give it a name with a letter"
            )
        if not isinstance(getattr(script.module, "changes", Changes()), Changes):
            raise MigrationError(f"{script.path}: changes is no helpers.Changes")
        tied = {*name_all(script.down_revision), *name_all(script.dependencies)} & ours
        if script.revision not in ours and tied:
            raise MigrationError(
                f"{script.path}: revision {script.revision} is tied to {min(tied)} of Dateline's; "
                f'leave down_revision and depends_on out, and write needs = "{min(tied)}" instead'
            )
    return scripts


def _load(scripts: ScriptDirectory) -> list[Script]:
    """All revisions; MigrationError with the name of the file if one cannot be run."""
    try:
        _refuse_same_ids(scripts)
        return list(scripts.walk_revisions())
    except (MigrationError, CommandError, RevisionError):
        raise
    except Exception as error:  # a file of a user's own may do anything
        files = [f.filename for f in traceback.extract_tb(error.__traceback__)]
        given = getattr(error, "filename", None) or files[-1]
        file = next((f for f in (given, *reversed(files)) if f in _list_files(scripts)), given)
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise MigrationError(f"{file} cannot be read: {reason}") from error


def _refuse_same_ids(scripts: ScriptDirectory) -> None:
    """Alembic would only warn, and run one of the two."""
    files: dict[str, str] = {}
    for script in scripts._load_revisions():
        if script.revision in files:
            raise MigrationError(
                f"{script.path}: there is a revision {script.revision} already, "
                f"{files[script.revision]}; give yours another id"
            )
        files[script.revision] = script.path


def _list_files(scripts: ScriptDirectory) -> set[str]:
    return {
        str(file)
        for folder in scripts.version_locations or ()
        for file in Path(folder).glob("*.py")
    }


def name_all(names: str | Sequence[str] | None) -> Sequence[str]:
    """One revision, several or none, as Alembic keeps them, as several."""
    return (names,) if isinstance(names, str) else names or ()


def plan(scripts: ScriptDirectory, heads: Sequence[str], target: str, *, upward: bool) -> list[Any]:
    """Alembic's steps from the revisions that a database has to another, in their order."""
    if not target:
        raise MigrationError("name a revision; `dateline migrate history` lists them")
    list_applied(scripts, heads)  # each revision of ours has to be known
    check_target(scripts, target)
    steps = _list_steps(scripts, heads, target, upward=upward)
    check_needs(scripts, heads, steps, upward=upward)
    return steps


def check_target(scripts: ScriptDirectory, target: str) -> None:
    """Raise MigrationError, with what there is, for a target that is not known or not clear."""
    known = [s.revision for s in reversed(list(scripts.walk_revisions()))]
    known.sort(key=lambda name: name not in revision.list_revisions())
    branch = target.partition("@")[0]  # Alembic takes one that it does not know for an empty one
    if target == "head" and len(scripts.get_heads()) > 1:
        raise MigrationError(
            "head is not clear beside revisions of your own; leave it out to have all, or name one "
            f"of {', '.join(known)}"
        )
    if branch in ("base", "head", "heads") or _RELATIVE.fullmatch(target):
        return
    try:
        scripts.get_revisions(_RELATIVE.sub("", branch) or branch)
    except (CommandError, RevisionError) as error:
        of_own = "" if branch.isdigit() else "; if it is of your own, name its folder with "
        raise MigrationError(
            f"there is no revision {branch}, only {', '.join(known)}"
            f"{of_own and of_own + '--migrations'}"
        ) from error


def _list_steps(
    scripts: ScriptDirectory, heads: Sequence[str], target: str, *, upward: bool
) -> list[Any]:
    ours = [head for head in heads if head in revision.list_revisions()]
    own = [head for head in heads if head not in ours]
    if not upward:
        return list(scripts._downgrade_revs(target, tuple(heads)))  # type: ignore[arg-type]
    if target != "heads":
        return list(scripts._upgrade_revs(target, tuple(heads)))  # type: ignore[arg-type]
    steps = scripts._upgrade_revs(revision.newest_revision(), tuple(ours))  # type: ignore[arg-type]
    for head in sorted(set(scripts.get_heads()) - {revision.newest_revision()}):
        steps += scripts._upgrade_revs(head, tuple(own))  # type: ignore[arg-type]
    return list(steps)


def check_needs(
    scripts: ScriptDirectory, heads: Sequence[str], steps: Sequence[Any], *, upward: bool
) -> None:
    """Raise MigrationError if a user's own revision would be without one of ours that it needs."""
    have = list_applied(scripts, heads)
    at_hand = {script.revision for script in scripts.walk_revisions()}
    for step in steps:
        name = step.revision.revision
        have = have | {name} if upward else have - {name}
        for own in sorted(have - set(revision.list_revisions())):
            if own not in at_hand:
                continue  # an upgrade takes away nothing that it may need
            needs = getattr(scripts.get_revision(own).module, "needs", None)
            if needs is not None and needs not in have:
                branch = min(scripts.get_revision(own).branch_labels, default=own)
                remedy = f"upgrade {needs}" if upward else f"downgrade {branch}@base"
                raise MigrationError(
                    f"revision {own} needs {needs}; first `dateline migrate {remedy}`"
                )


def list_own_parts(config: Config) -> set[str]:
    """Tables and columns that revisions of a user's own add, as these declare them."""
    ours = set(revision.list_revisions())
    return {
        part
        for script in read_scripts(config).walk_revisions()
        if script.revision not in ours and hasattr(script.module, "changes")
        for part in script.module.changes.adds
    }


@contextmanager
def plain_errors() -> Iterator[None]:
    """Alembic's errors as ours."""
    try:
        yield
    except (CommandError, RevisionError) as error:
        reason = str(error)
        if _NOT_OURS.search(reason):
            reason += "; if it is of your own, name its folder with --migrations"
        elif reason.startswith("No such revision or branch"):
            reason += "; get a newer Dateline: `git pull` and `pip install -e .` in its checkout"
        raise MigrationError(reason) from error
