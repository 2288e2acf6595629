"""Single changes to an entry of a YAML text, as splices: what is not changed stays byte for byte.

A splice is a start, an end and what stands between them from now on. A comment behind a value
stays with it; one behind an entry that is taken out goes with the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from yaml import Node

from db.marks import BREAK, find_end, find_line_end, find_line_start, find_start, kind_of

Splice = tuple[int, int, str]

_PLAIN = re.compile(
    r"\w(?:[\w .;/()+'~?%-]{0,998}[\w.;/()+'~?%-])?"
    r"|[0-9]{1,12}-[0-9]{1,12}#[0-9a-f]{16,64}"
    r"|https?://[\w./~%?=&#+-]{1,900}"
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_COLON = re.compile(r"[ \t]{0,100}:")
_BEFORE_SIGN = re.compile(r"[ \t]{1,100}(?=[,}\]])")


def write_scalar(text: str) -> str:
    """A text as YAML: as it is where it is plain, else in quotation marks; read back the same."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def find_pair(mapping: Any, name: str) -> tuple[Node, Node] | None:
    """The key and the value of an entry, if the mapping has it."""
    return next(((key, value) for key, value in mapping.value if key.value == name), None)


def carry_out(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices made; they do not overlap, and at one place keep their order."""
    parts, done = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def find_newline(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def plan_value(text: str, mapping: Any, name: str, value: str) -> Splice:
    """Give an entry a value, written as YAML; a new one stands behind `review:`."""
    if (pair := find_pair(mapping, name)) is None:
        return _plan_new(text, mapping, f"{name}: {value}")
    key, old = pair
    start, end = find_start(old), find_end(old, text)
    if end > start:
        return start, end, value + (" " if text.startswith("#", end) else "")
    colon = _COLON.match(text, key.end_mark.index)
    at = colon.end() if colon else key.end_mark.index
    gap = _BEFORE_SIGN.match(text, at)
    return at, gap.end() if gap else at, f" {value}" if colon else f": {value}"


def _plan_new(text: str, mapping: Any, entry: str) -> Splice:
    if mapping.flow_style:
        end = find_end(mapping.value[-1][1], text)
        return end, end, f", {entry}"
    key, value = find_pair(mapping, "review") or mapping.value[0]
    end = find_line_end(text, find_end(value, text))[0]
    return end, end, f"{find_newline(text)}{' ' * key.start_mark.column}{entry}"


def plan_removal(text: str, mapping: Any, name: str) -> Splice | None:
    """Take an entry out, with its lines or its comma; None where there is none."""
    names = [key.value for key, _ in mapping.value]
    if name not in names:
        return None
    at = names.index(name)
    key, value = mapping.value[at]
    if at == 0:
        after = mapping.value[1][0] if len(names) > 1 else None
        end = find_start(after) if after else find_end(value, text)
        return find_start(key), end, ""
    if mapping.flow_style:
        return find_end(mapping.value[at - 1][1], text), find_end(value, text), ""
    end = find_line_end(text, find_end(value, text))[1]
    return find_line_start(text, find_start(key)), end, ""


def find_extent(text: str, item: Any) -> tuple[int, int]:
    """From where to where an item of a list is written, with a comment behind its last line."""
    end = find_end(item, text)
    if kind_of(item) == "mapping" and not item.flow_style:
        end = find_line_end(text, end)[0]
    return find_start(item), end


def cut_out(text: str, item: Any) -> str:
    """An item of a list by itself, its lines set out to the left margin."""
    start, end = find_extent(text, item)
    first, *rest = re.split(r"\r\n?|\n", text[start:end])
    column = int(item.start_mark.column)
    lines = [line[column:] if not line[:column].strip() else line.lstrip() for line in rest]
    return "\n".join([first, *lines]) + "\n"


def put_back(text: str, item: Any, written: str) -> Splice:
    """Write an item anew, its lines set in as the old one's were."""
    first, *rest = written.strip(BREAK).split("\n")
    indent = " " * item.start_mark.column
    lines = [indent + line if line.strip() else "" for line in rest]
    start, end = find_extent(text, item)
    return start, end, find_newline(text).join([first, *lines])


def list_scalars(node: Any, names: frozenset[str], *, named: bool = False) -> Iterator[Node]:
    """Every text that is the value of one of these names, or stands in a list that is.

    What is `known:` beside a candidate is passed over.
    """
    if kind_of(node) == "scalar":
        if named:
            yield node
    elif kind_of(node) == "sequence":
        for one in node.value:
            yield from list_scalars(one, names, named=named)
    else:
        for key, value in node.value:
            if key.value != "known":
                yield from list_scalars(value, names, named=key.value in names)
