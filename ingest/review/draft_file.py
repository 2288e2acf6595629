"""A draft on disk: read, written whole or not at all, and replaced by its record at the end.

A new text is written beside the file and renamed over it, so that whatever happens the file is as
it was before, or as it is after. A file that somebody else has changed meanwhile is left alone.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from db.document import read_yaml
from db.errors import DataProblems
from db.files import parse_record
from db.place import hash_text
from db.problem import Problem
from db.record import Where
from db.review import list_open
from ingest.review.clean_record import CleanRecord, make_clean
from ingest.review.draft import ReviewError, read_draft
from ingest.review.plain_yaml import write_record

BYTE_ORDER_MARK = "\ufeff"
Check = Callable[[list[Path]], list[Problem]]
Known = Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class Finished:
    """Where the record is, where the draft is kept, what the record holds, and what to say."""

    record: Path
    draft: Path
    companies: int
    events: int
    remarks: list[str]


class DraftFile:
    """A draft's file, and the text that it had when it was read or written last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read()

    def _read(self) -> None:
        try:
            data = self.path.read_bytes()
            text = data.decode("utf-8")
        except OSError as error:
            raise ReviewError(f"{self.path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise ReviewError(f"{self.path} is not UTF-8; save it as UTF-8") from error
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self._mark = text[: len(text) - len(self.text)]
        self._sha256 = hash_text(data)

    def refuse_changed(self) -> None:
        """Raise ReviewError where somebody else has written the file meanwhile."""
        try:
            same = hash_text(self.path.read_bytes()) == self._sha256
        except OSError:
            same = False
        if not same:
            fault = f"{self.path} was changed by somebody else meanwhile, and is left as it is"
            raise ReviewError(f"{fault}; run `dateline review` again to go on with it")

    def write(self, text: str) -> None:
        """Give the file a new text; ReviewError, and nothing written, if it was changed."""
        self.refuse_changed()
        data = (self._mark + text).encode("utf-8")
        write_whole(self.path, data)
        self.text, self._sha256 = text, hash_text(data)

    def finish(self, check: Check, target: Path | None = None, known: Known = list) -> Finished:
        """Write the record that the draft has become, and keep the draft beside it.

        `known` names the companies that other files have defined by now, as `check` knows them.

        ReviewError where something is undecided, DataProblems, with the draft's lines, where the
        record has any; then nothing is written.
        """
        clean = self._make_record(known)
        text = write_record(clean.data)
        if problems := self._check(text, clean, check):
            raise DataProblems(problems)
        self.refuse_changed()
        record = (target or self.path).resolve()
        own = self.path.resolve()
        if record != own and record.exists():
            raise ReviewError(f"{target} is there already; name another file, or remove it")
        kept = _keep(own)
        write_whole(record, text.encode("utf-8"))
        if record != own:
            own.unlink()
        return Finished(
            target or self.path,
            self.path.with_name(kept.name),
            len(clean.data.get("companies", [])),
            len(clean.data.get("events", [])),
            clean.remarks,
        )

    def _make_record(self, known: Known) -> CleanRecord:
        draft = read_draft(self.text, str(self.path))
        if not draft.candidates:
            fault = f"{self.path} holds nothing to review: no entry has a `review:`"
            raise ReviewError(f"{fault}; it is a record already")
        if undecided := list(list_open(draft.data)):
            number = f"{len(undecided)} candidate{'' if len(undecided) == 1 else 's'}"
            remedy = f"run `dateline review {self.path}`, or `dateline check` to see which"
            raise ReviewError(f"{self.path}: {number} not decided on yet; {remedy}")
        _, problems = parse_record(self.text, str(self.path), self._sha256)
        if problems:
            raise DataProblems(problems)
        return make_clean(draft.data, known())

    def _check(self, text: str, clean: CleanRecord, check: Check) -> list[Problem]:
        """What is wrong with the record, at the lines of the draft."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self.path.with_suffix(".yaml").name
            path.write_bytes(text.encode("utf-8"))
            found = check([path])
        new, old = read_yaml(text, "").lines, read_yaml(self.text, "").lines
        return [
            replace(one, file=str(self.path), line=_trace(one.line, new, old, clean.origins))
            if one.file == str(path)
            else one
            for one in found
        ]


def _trace(
    line: int, new: dict[Where, int], old: dict[Where, int], origins: dict[Where, Where]
) -> int:
    """The line of the draft for one of the record."""
    where = max((path for path, at in new.items() if at == line), key=len, default=())
    for cut in (4, 2):
        if where[:cut] in origins:
            where = (*origins[where[:cut]], *where[cut:])
            break
    while where and where not in old:
        where = where[:-1]
    return old.get(where, 0)


def _keep(path: Path) -> Path:
    """Keep a file under a second name, FILE.draft, or the next that is free."""
    names: Iterable[str] = (f"{path.name}.draft{n if n > 1 else ''}" for n in count(1))
    kept = next(one for one in map(path.with_name, names) if not one.exists())
    write_whole(kept, path.read_bytes(), like=path)
    return kept


def write_whole(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Write a file whole, or leave it as it was; a link goes on leading to its file."""
    path = path.resolve()
    new = path.with_name(f".{path.name}.new")
    like = like or path
    try:
        with new.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if like.exists():
            new.chmod(like.stat().st_mode & 0o7777)
        new.replace(path)
    except OSError as error:
        raise ReviewError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        new.unlink(missing_ok=True)
