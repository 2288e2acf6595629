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
from db.review import settle

Item = TypeVar("Item", bound=msgspec.Struct)
SUFFIXES = (".yaml", ".yml")
LISTS: dict[str, type[msgspec.Struct]] = {
    "companies": entries.CompanyEntry,
    "events": entries.EventEntry,
    "left_out": entries.LeftOutEntry,
    "same_as": entries.SameAsEntry,
    "types": entries.CodeEntry,
    "roles": entries.CodeEntry,
    "measures": entries.CodeEntry,
    "units": entries.CodeEntry,
}
# What msgspec calls a kind of value, in words, and how a person writes one.
KINDS = {
    "object": ("fields", "write `name: value` for each, indented alike"),
    "array": ("a list", "write each item after a dash"),
    "str": ("text", "write text, in quotation marks if it starts with [ or {"),
    "int": ("a number", "write digits only"),
    "bool": ("true or false", "write true or false"),
    "null": ("nothing", ""),
}
SINGLE = (entries.SourceEntry, entries.TextEntry)
MAY_BE_TRUE = (entries.InferredEntry,)
MAY_BE_TEXT = (entries.AliasEntry, entries.CitedEntry)
PARTS: dict[type[msgspec.Struct], dict[str, type[msgspec.Struct]]] = {
    entries.RecordEntry: {"source": entries.SourceEntry, **LISTS},
    entries.SourceEntry: {"cites": entries.CitedEntry, "text": entries.TextEntry},
    entries.EventEntry: {"claims": entries.ClaimEntry},
    entries.ClaimEntry: {"amounts": entries.AmountEntry, "inferred": entries.InferredEntry},
    entries.CompanyEntry: {"aliases": entries.AliasEntry, "relations": entries.RelationEntry},
}


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The record files named, and all `*.yaml` and `*.yml` below the folders named, each once."""
    found: dict[Path, Path] = {}
    for path in paths:
        try:
            for file in _find_inside(path):
                found.setdefault(file.resolve(), file)
        except OSError as error:
            raise DatelineError(f"{path} cannot be read: {error.strerror}") from error
    return list(found.values())


def _find_inside(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise DatelineError(f"there is no file {path}")
    inside = sorted(
        p
        for p in path.rglob("*")
        if p.suffix in SUFFIXES and p.is_file() and not _is_hidden(p.relative_to(path))
    )
    if not inside:
        raise DatelineError(f"{path} holds no record file (*.yaml)")
    return inside


def _is_hidden(path: Path) -> bool:
    """Whether it lies in a folder such as .venv or .git, or is hidden itself."""
    return any(part.startswith(".") for part in path.parts)


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
    dropped = settle(document, file)
    content = _Converter(document, file).convert(document.data, entries.RecordEntry, ())
    if content is None:
        return None, document.problems
    record_id = content.source.id if content.source else content.id
    record = Record(file, record_id or "", sha256, content, document.lines, dropped)
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
        self.document = document
        self.record = Record(file, "", "", entries.RecordEntry(), document.lines)

    def convert(self, data: Any, kind: type[Item], where: Where) -> Item | None:
        parts: dict[str, Any] = {}
        if isinstance(data, dict):
            left_out = set(kind.__struct_fields__) - {"when"}
            data = {k: v for k, v in data.items() if v is not None or k not in left_out}
            parts = self.convert_parts(data, kind, where)
        try:
            value = msgspec.convert(data, kind, strict=False)
        except msgspec.ValidationError:
            self.report(data, kind, where)
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
            single = part in SINGLE or (part in MAY_BE_TRUE and isinstance(inner, dict))
            if inner is not None and single:
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

    def report(self, data: Any, kind: type[msgspec.Struct], where: Where) -> None:
        """Say what is wrong with an entry: with each of its fields by itself."""
        if not isinstance(data, dict):
            self.report_value(data, kind, where)
            return
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        for name, value in data.items():
            if name in fields:
                self.report_value(value, fields[name].type, (*where, name))
            else:
                remedy = _suggest(name, value, kind.__struct_fields__)
                self.problem((*where, name), f"unknown field '{name}'", remedy)
        for name, field in fields.items():
            if field.required and name not in data:
                self.problem(where, f"'{name}' is missing", f"add `{name}:`", part=where)

    def report_value(self, value: Any, kind: Any, where: Where) -> None:
        for inner, message in _find_faults(value, kind).items():
            path = (*where, *inner)
            self.problem(path, *_explain(message), part=path)

    def problem(self, where: Where, fault: str, remedy: str, *, part: Where = ()) -> None:
        """Add a problem; its fault begins with the name of the `part` of the file."""
        name = next((f"{step}: " for step in reversed(part) if isinstance(step, str)), "")
        self.document.problems.append(self.record.problem(where, name + fault, remedy))


def _find_faults(value: Any, kind: Any) -> dict[Where, str]:
    """What msgspec finds wrong with a value, by the place within it.

    It does not say which part of a mapping is wrong, so that each is tried by itself.
    """
    parts = [{key: part} for key, part in value.items()] if isinstance(value, dict) else []
    faults: dict[Where, str] = {}
    for part in parts or [value]:
        try:
            msgspec.convert(part, kind, strict=False)
        except msgspec.ValidationError as error:
            fault, _, place = str(error).partition(" - at `")
            keys = tuple(part) if "[...]" in place else ()
            faults[(*keys, *map(int, re.findall(r"\[(\d+)\]", place)))] = fault
    return faults


def _suggest(name: str, value: Any, known: tuple[str, ...]) -> str:
    """The remedy for a field that no such entry has."""
    if near := difflib.get_close_matches(name, known, n=1):
        return f"did you mean '{near[0]}'"
    if value is None:
        return "remove it, or put a text that holds a comma in quotation marks"
    return f"known fields are {', '.join(known)}"


def _explain(message: str) -> tuple[str, str]:
    """A message of msgspec in the words of a record file, with its remedy."""
    kinds = [types.removesuffix(" | null").split(" | ") for types in message.split("`")[1::2]]
    if not kinds:
        return message[:1].lower() + message[1:], "write fewer digits"
    expected, got = (" or ".join(KINDS[name][0] for name in names) for names in kinds)
    remedy = "fill it in, or remove it" if got == "nothing" else KINDS[kinds[0][0]][1]
    return f"expected {expected}, got {got}", remedy
