"""Companies and events under two ids, made one by a `same_as` entry in a record file.

The file is written first and the database after it, since the file is the truth; where the load
finds any problem, the file is put back as it was.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.address import Database
from db.document import read_yaml
from db.errors import DatelineError
from db.load import LoadReport, load_files
from db.name import find_folded, resolve_company, resolve_id
from db.reader import Reader
from db.same_as import SameAs, add_entries, make_file, remove_entry

DEFAULT_FILE = Path("same-as.yaml")
_OWNER = {
    "company": "SELECT owner FROM company_same_as WHERE company_id = $1",
    "event": "SELECT owner FROM event_same_as WHERE event_id = $1",
}
_TARGET_OF = {
    "company": "SELECT company_id FROM company_same_as WHERE same_as = $1 ORDER BY company_id",
    "event": "SELECT event_id FROM event_same_as WHERE same_as = $1 ORDER BY event_id",
}
_FOLDED_COMPANIES = """
    SELECT DISTINCT m.company_id
    FROM company_same_as AS m
    JOIN company AS c ON c.id = m.company_id
    LEFT JOIN company_alias AS a ON a.company_id = m.company_id
    WHERE fold_name($1) IN (m.company_id, fold_name(c.name), fold_name(a.name))
    ORDER BY m.company_id
"""
_OWNS = """
    SELECT 1
    FROM (
        SELECT owner FROM company_same_as UNION ALL SELECT owner FROM event_same_as
        UNION ALL SELECT owner FROM company UNION ALL SELECT owner FROM company_alias
        UNION ALL SELECT owner FROM event UNION ALL SELECT owner FROM source
    ) AS owned
    WHERE owner = $1
    LIMIT 1
"""


class MergeError(DatelineError):
    """Two ids that cannot be made one, or that are not."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry to be written, and what is to be said of it."""

    entry: SameAs
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class Writing:
    """A record file and the text that it is to have."""

    path: Path
    text: str


def plan_merge(connection: Reader, kind: str, name: str, into: str, because: str) -> Planned:
    """The entry that folds one company or event into another; MergeError where it must not."""
    if folded := find_folded(connection, kind, name):
        raise MergeError(
            f"'{folded.id}' is the same as '{folded.same_as}' already; take that back first with "
            f"`dateline {kind} merge --undo {folded.id}`"
        )
    remarks = []
    if folded := find_folded(connection, kind, into):
        remarks.append(f"{folded.id} is itself the same as {folded.same_as}, which is taken")
    own, other = (resolve(connection, kind, one) for one in (name, into))
    if own == other:
        raise MergeError(f"'{name}' and '{into}' are one {kind} already, '{own}'")
    _refuse_target(connection, kind, own, other)
    return Planned(SameAs(kind, own, other, because), remarks)


def resolve(connection: Reader, kind: str, name: str) -> str:
    """The id that stays of a company or an event."""
    if kind == "company":
        return resolve_company(connection, name)
    return resolve_id(connection, kind, name)


def list_folded_into(connection: Reader, kind: str, name: str) -> list[str]:
    """The ids that count as this one."""
    return [row[0] for row in connection.execute(_TARGET_OF[kind], [name]).fetchall()]


def _refuse_target(connection: Reader, kind: str, own: str, other: str) -> None:
    if not (folded := list_folded_into(connection, kind, own)):
        return
    command = f"dateline {kind} merge"
    one = len(folded) == 1
    if list_folded_into(connection, kind, other):
        remedy = (
            f"take {', '.join(folded)} out (`{command} --undo {folded[0]}`) and merge "
            f"{'it' if one else 'them'} into '{other}'"
        )
    else:
        remedy = f"merge the other way, `{command} {other} {own}`"
    raise MergeError(
        f"{', '.join(folded)} {'counts' if one else 'count'} as '{own}', which would be lost; "
        f"{remedy}"
    )


def prepare(connection: Reader, entries: Sequence[SameAs], file: Path | None) -> Writing:
    """A record file with entries added to it; a new one where there is none."""
    path = file or DEFAULT_FILE
    if path.exists():
        text = add_entries(_read_text(path), entries, str(path))
    else:
        name = _make_id(path)
        if connection.execute(_OWNS, [name]).fetchone():
            raise MergeError(
                f"the database holds a file '{name}' already, which is not {path}; name where it "
                "is with --into FILE"
            )
        text = make_file(name, entries)
    return Writing(path, text)


def find_undone(connection: Reader, kind: str, name: str) -> str:
    """The folded id that is meant; MergeError where nothing of that name is folded."""
    if folded := find_folded(connection, kind, name):
        return folded.id
    found = []
    if kind == "company":
        found = [row[0] for row in connection.execute(_FOLDED_COMPANIES, [name]).fetchall()]
    if len(found) == 1:
        return str(found[0])
    if found:
        raise MergeError(f"'{name}' may be {' or '.join(found)}; name one by its id")
    own = resolve(connection, kind, name)
    others = list_folded_into(connection, kind, own)
    verb = "counts" if len(others) == 1 else "count"
    hint = f"; {', '.join(others)} {verb} as it" if others else ""
    raise MergeError(f"the {kind} '{own}' counts as no other; nothing is to be undone{hint}")


def prepare_undo(connection: Reader, kind: str, name: str, file: Path | None) -> Writing:
    """The record file without the entry of a folded id."""
    path = file or DEFAULT_FILE
    owner = connection.execute(_OWNER[kind], [name]).fetchone()[0]
    text = _read_text(path) if path.exists() else ""
    if _read_id(text, path) != owner:
        fault = f"the entry of '{name}' stands in the record file with the id '{owner}'"
        what = f"{path} is another file" if text else f"there is no {path}"
        raise MergeError(f"{fault}, and {what}; name that file with --into FILE")
    return Writing(path, remove_entry(text, kind, name, str(path)))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise MergeError(f"{path} is not UTF-8; save it as UTF-8") from error


def _read_id(text: str, path: Path) -> str | None:
    data = read_yaml(text.lstrip("\ufeff"), str(path)).data
    if not isinstance(data, dict):
        return None
    source = data.get("source")
    found = source.get("id") if isinstance(source, dict) else data.get("id")
    return found if isinstance(found, str) else None


def _make_id(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "same-as"


def carry_out(writing: Writing, database: Database, wait: float) -> LoadReport:
    """Write the file and load it; the file stays as it was if that fails."""
    with _replacing(writing.path.resolve(), writing.text):
        return load_files([writing.path], database, wait=wait)


@contextmanager
def _replacing(path: Path, text: str) -> Iterator[None]:
    """A file with a new text, which has its old one again if what follows fails."""
    old = path.read_bytes() if path.exists() else None
    _write(path, text.encode("utf-8"))
    try:
        yield
    except BaseException:
        if old is None:
            path.unlink()
        else:
            _write(path, old)
        raise


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        if path.exists():
            draft.chmod(path.stat().st_mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
