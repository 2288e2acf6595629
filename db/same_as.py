"""`same_as` entries put into the text of a record file, and taken out again.

The text is edited by splicing at its YAML marks, so that all else stays byte for byte. The result
is read again and proved to say what it should before it is believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import Node

from db.document import read_yaml
from db.errors import DataProblems, DatelineError
from db.marks import BREAK, find_end, find_line_end, find_line_start, find_start, kind_of

# What needs no quotation marks between braces, whatever stands in it.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .;/()+'-]*[\w.;/()+'-])?")
_ID = re.compile(r"[\w.-]+")


class SpliceError(DatelineError):
    """A file that cannot be edited without changing something else in it."""


@dataclass(frozen=True, slots=True)
class SameAs:
    """One entry: a company or an event that counts as another."""

    kind: str
    id: str
    same_as: str
    because: str

    def __str__(self) -> str:
        own, other = write_scalar(self.id, _ID), write_scalar(self.same_as, _ID)
        because = write_scalar(self.because, _PLAIN)
        return f"{{{self.kind}: {own}, same_as: {other}, because: {because}}}"

    def as_data(self) -> dict[str, str]:
        return {self.kind: self.id, "same_as": self.same_as, "because": self.because}


def write_scalar(text: str, plain: re.Pattern[str]) -> str:
    """A text as YAML, in quotation marks unless it is as plain as that."""
    return text if plain.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def make_file(name: str, entries: Sequence[SameAs]) -> str:
    """The text of a new record file that holds only these entries."""
    return f"id: {name}\n\nsame_as:\n" + "".join(f"  - {entry}\n" for entry in entries)


def add_entries(text: str, entries: Sequence[SameAs], file: str) -> str:
    """The text of a record file with entries added; SpliceError where that cannot be done."""
    body = text.lstrip("\ufeff")
    root, before = _read(body, file)
    at, new = _plan_adding(body, root, [str(entry) for entry in entries])
    edited = body[:at] + new + body[at:]
    expected = {**before, "same_as": [*(before.get("same_as") or []), *_as_data(entries)]}
    _prove(
        edited, expected, file, "add by hand, under `same_as:`, " + " and ".join(map(str, entries))
    )
    return text[: len(text) - len(body)] + edited


def remove_entry(text: str, kind: str, name: str, file: str) -> str:
    """The text of a record file without the entry of an id; SpliceError where it has none."""
    body = text.lstrip("\ufeff")
    root, before = _read(body, file)
    entries = before.get("same_as") or []
    found = [at for at, entry in enumerate(entries) if entry.get(kind) == name]
    if not found:
        raise SpliceError(f"{file} has no `same_as` entry of {kind} '{name}'")
    (at,) = found[:1]
    start, end = _plan_removing(body, root, at)
    edited = body[:start] + body[end:]
    left = [entry for nth, entry in enumerate(entries) if nth != at]
    expected = {key: value for key, value in before.items() if key != "same_as"}
    _prove(
        edited,
        {**expected, "same_as": left} if left else expected,
        file,
        f"take the entry of {kind} '{name}' out by hand, and load the file",
    )
    return text[: len(text) - len(body)] + edited


def _as_data(entries: Sequence[SameAs]) -> list[dict[str, str]]:
    return [entry.as_data() for entry in entries]


def _read(body: str, file: str) -> tuple[Any, dict[str, Any]]:
    """The tree of a record and its data; DataProblems if it is no YAML."""
    document = read_yaml(body, file)
    if document.problems:
        raise DataProblems(document.problems)
    root: Any = yaml.compose(body, Loader=yaml.CBaseLoader)
    if root is None or kind_of(root) != "mapping" or root.flow_style:
        raise SpliceError(f"{file} is no record file; start it with `id:` or `source:`")
    return root, document.data


def _find_list(root: Any) -> tuple[Any, Any] | None:
    return next(((key, value) for key, value in root.value if key.value == "same_as"), None)


def _plan_adding(body: str, root: Any, entries: Sequence[str]) -> tuple[int, str]:
    """Where to put what."""
    newline = "\r\n" if "\r\n" in body else "\n"
    found = _find_list(root)
    if found is None:
        gap = newline if body.endswith(("\n", "\r")) else 2 * newline
        lines = [f"{gap}same_as:", *(f"  - {entry}" for entry in entries)]
        return len(body), newline.join(lines) + newline
    key, value = found
    if kind_of(value) == "sequence" and value.flow_style:
        at = find_end(value.value[-1], body) if value.value else find_start(value) + 1
        return at, (", " if value.value else "") + ", ".join(entries)
    if kind_of(value) == "sequence":
        end, indent = find_end(value, body), _find_dash(body, value.value[0])
    else:
        end, indent = int(key.end_mark.index), "  "
    at, _ = find_line_end(body, end)
    return at, "".join(f"{newline}{indent}- {entry}" for entry in entries)


def _find_dash(body: str, item: Node) -> str:
    """The indentation of the dash before an item."""
    before = body[: find_start(item)].rstrip(" \t" + BREAK)
    return body[find_line_start(body, len(before) - 1) : len(before) - 1]


def _plan_removing(body: str, root: Any, at: int) -> tuple[int, int]:
    """From where to where to cut."""
    found = _find_list(root)
    if found is None:
        raise SpliceError("the record has no `same_as`")
    key, value = found
    items = value.value
    if len(items) == 1:
        start = find_line_start(body, find_start(key))
        end = find_line_end(body, find_end(value, body))[1]
        return (start if body[end:].strip() else _skip_blank_line(body, start)), end
    item = items[at]
    if not value.flow_style:
        dash = body.rindex("-", 0, find_start(item))
        return find_line_start(body, dash), find_line_end(body, find_end(item, body))[1]
    if at:
        return find_end(items[at - 1], body), find_end(item, body)
    return find_start(item), find_start(items[1])


def _skip_blank_line(body: str, start: int) -> int:
    """The start of the blank line above, if there is one and something stands before it."""
    above = re.search(r"(?<=[\r\n])(\r\n|\n)$", body[:start])
    return above.start() if above else start


def _prove(edited: str, expected: dict[str, Any], file: str, remedy: str) -> None:
    after = read_yaml(edited, file)
    if after.problems or after.data != expected:
        raise SpliceError(
            f"{file} cannot be edited without changing something else in it; {remedy}"
        )
