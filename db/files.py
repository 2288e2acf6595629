"""Read record files from disk into records, and collect what is wrong with them."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from db import record as entries
from db.document import Document, read_yaml
from db.errors import DatelineError
from db.problem import Problem
from db.record import Record, Where

Item = TypeVar("Item", bound=msgspec.Struct)
LISTS: dict[str, type[msgspec.Struct]] = {
    "companies": entries.CompanyEntry,
    "events": entries.EventEntry,
    "types": entries.CodeEntry,
    "roles": entries.CodeEntry,
    "measures": entries.CodeEntry,
    "units": entries.CodeEntry,
}
WORDS = {
    "object": "fields",
    "array": "a list",
    "str": "text",
    "int": "a number",
    "bool": "true or false",
    "null": "nothing",
}
SINGLE = (entries.SourceEntry, entries.TextEntry)
MAY_BE_TEXT = (entries.AliasEntry, entries.CitedEntry)
PARTS: dict[type[msgspec.Struct], dict[str, type[msgspec.Struct]]] = {
    entries.RecordEntry: {"source": entries.SourceEntry, **LISTS},
    entries.SourceEntry: {"cites": entries.CitedEntry, "text": entries.TextEntry},
    entries.EventEntry: {"claims": entries.ClaimEntry},
    entries.ClaimEntry: {"amounts": entries.AmountEntry},
    entries.CompanyEntry: {"aliases": entries.AliasEntry, "relations": entries.RelationEntry},
}


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The record files named, and all `*.yaml` and `*.yml` below the folders named, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in {".yaml", ".yml"})
            if not inside:
                raise DatelineError(f"{path} holds no record file (*.yaml)")
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            raise DatelineError(f"there is no file {path}")
    return list(found)


def read_records(paths: Iterable[Path]) -> tuple[list[Record], list[Problem]]:
    """Read the files; a file with problems yields no record."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in find_files(paths):
        record, found = read_record(path)
        problems += found
        if record is not None:
            records.append(record)
    return records, problems + _same_id_twice(records)


def read_record(path: Path) -> tuple[Record | None, list[Problem]]:
    """Read one file; the record is None where there are problems."""
    file = str(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DatelineError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(file, line, "not UTF-8", "save the file as UTF-8")]
    return parse_record(text, file, hashlib.sha256(data).hexdigest())


def parse_record(text: str, file: str, sha256: str) -> tuple[Record | None, list[Problem]]:
    """Parse a record file's text; the record is None where there are problems."""
    document = read_yaml(text, file)
    if document.problems:
        return None, document.problems
    content = _Converter(document, file).convert(document.data, entries.RecordEntry, ())
    if content is None:
        return None, document.problems
    record_id = content.source.id if content.source else content.id
    record = Record(file, record_id or "", sha256, content, document.lines)
    problems = [*document.problems, *_check_id(record)]
    return (None if problems else record), problems


def _check_id(record: Record) -> list[Problem]:
    content = record.content
    if content.source is None and content.id is None:
        fault = "the file has neither a source nor an id"
        return [record.problem((), fault, "add `source:`, or `id:` at the top")]
    if content.source is not None and content.id is not None:
        fault = "a file with a source takes its id"
        return [record.problem(("id",), fault, "remove the `id:` at the top")]
    return []


def _same_id_twice(records: Sequence[Record]) -> list[Problem]:
    first: dict[str, Record] = {}
    problems = []
    for record in records:
        other = first.setdefault(record.id, record)
        if other is not record:
            problems.append(
                record.problem(
                    ("source", "id") if record.content.source else ("id",),
                    f"the id '{record.id}' is also that of {other.file}",
                    "give each file an id of its own",
                )
            )
    return problems


class _Converter:
    """Converts plain data into structs part by part, so that one fault does not hide the next."""

    def __init__(self, document: Document, file: str) -> None:
        self.document, self.file = document, file

    def convert(self, data: Any, kind: type[Item], where: Where) -> Item | None:
        parts: dict[str, Any] = {}
        if isinstance(data, dict):
            data = {
                name: value for name, value in data.items() if value is not None or name == "when"
            }
            parts = self.convert_parts(data, kind, where)
        try:
            value = msgspec.convert(data, kind, strict=False)
        except msgspec.ValidationError as error:
            self.report(str(error), kind, where)
            return None
        whole = None not in parts.values()
        return msgspec.structs.replace(value, **parts) if whole else None

    def convert_parts(
        self, data: dict[str, Any], kind: type[msgspec.Struct], where: Where
    ) -> dict[str, Any]:
        """Convert the inner structs of `data` first, and leave stand-ins in their place."""
        parts: dict[str, Any] = {}
        for name, part in PARTS.get(kind, {}).items():
            inner = data.get(name)
            if isinstance(inner, dict) and part in SINGLE:
                parts[name] = self.convert(inner, part, (*where, name))
                del data[name]
            elif isinstance(inner, list):
                items = [
                    item
                    if isinstance(item, str) and part in MAY_BE_TEXT
                    else self.convert(item, part, (*where, name, i))
                    for i, item in enumerate(inner)
                ]
                parts[name] = None if None in items else items
                data[name] = []
        return parts

    def report(self, message: str, kind: type[msgspec.Struct], path: Where) -> None:
        fault, _, place = message.partition(" - at `")
        inner = re.findall(r"\.(\w+)|\[(\d+)\]", place.removesuffix("`"))
        path = (*path, *(name or int(index) for name, index in inner))
        fault, remedy = _explain(fault, kind)
        if unknown := re.search(r"unknown field '(.*)'$", fault):
            path = (*path, unknown[1])
        record = Record(self.file, "", "", entries.RecordEntry(), self.document.lines)
        name = next((step for step in reversed(path) if isinstance(step, str)), None)
        where = f"{name}: " if name and not unknown else ""
        self.document.problems.append(record.problem(path, where + fault, remedy))


def _explain(fault: str, kind: type[msgspec.Struct]) -> tuple[str, str]:
    """A message of msgspec in the words of a record file, with its remedy."""
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", fault):
        known = kind.__struct_fields__
        near = difflib.get_close_matches(match[1], known, n=1)
        remedy = f"did you mean '{near[0]}'" if near else f"known fields are {', '.join(known)}"
        return f"unknown field '{match[1]}'", remedy
    if match := re.fullmatch(r"Object missing required field `(.*)`", fault):
        return f"'{match[1]}' is missing", f"add `{match[1]}:`"
    fault = re.sub(r"`([^`]*)`", lambda types: _in_words(types[1]), fault)
    return fault[:1].lower() + fault[1:], "see docs/records.md for the format"


def _in_words(types: str) -> str:
    return " or ".join(WORDS.get(name, name) for name in types.split(" | "))
