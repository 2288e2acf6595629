"""YAML as plain data with a line for each part.

All scalars stay text, as written; empty text is no text. Refused, each with its line: text that is
not YAML, keys given twice, anchors, aliases and tags, several documents, and nesting deeper than
any record needs. Lines are counted as editors do, which end none at U+0085, U+2028 and U+2029.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from db.errors import ValueFault
from db.problem import Problem
from db.record import Where

MAX_DEPTH = 30
# What the parser finds wrong, and what to do about it.
REMEDIES = {
    "mapping values are not allowed": "put a text that holds a colon in quotation marks",
    "unexpected end of stream": "close the quotation mark that opens here",
    "expected ',' or": "close the bracket that opens here, or put its texts in quotation marks",
    "expected ':'": "write `name: value`, or indent a text that goes on from the line above",
    "expected key": "indent the fields of an entry alike, and quote a text that holds quotes whole",
    "cannot start any token": "indent with spaces, not tabs, and quote a text that starts with @",
}
# Of these the parser's own line is where it gave up; the fault lies where the thing began.
FOUND_LATE = ("unexpected end of stream", "expected ',' or", "expected ':'")


class YamlFault(ValueFault):
    """A fault that ends the reading of a file: line (from 1), fault, remedy."""

    def __init__(self, line: int, fault: str, remedy: str) -> None:
        super().__init__(fault, remedy)
        self.line = line


@dataclass(slots=True)
class Document:
    """Plain data (dict, list, str, None) and the line of each part, by its path."""

    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_yaml(text: str, file: str) -> Document:
    """Read one YAML document; what is wrong with it stands in its problems."""
    document = Document()
    lines = _Lines(text)
    try:
        events = yaml.parse(text, Loader=yaml.CBaseLoader)
        document.data = _Builder(events, document, file, lines).build()
    except YamlFault as fault:
        document.problems.append(Problem(file, fault.line, fault.fault, fault.remedy))
    except yaml.MarkedYAMLError as error:
        document.problems.append(_explain(error, file, lines))
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode()  # the position counts bytes
        remedy = f"remove the character U+{error.character:04X}"
        document.problems.append(
            Problem(file, lines.at(len(before)), f"not YAML: {error.reason}", remedy)
        )
    return document


def _explain(error: yaml.MarkedYAMLError, file: str, lines: _Lines) -> Problem:
    fault = str(error.problem)
    known = next((part for part in REMEDIES if part in fault), "")
    mark: Any = error.context_mark if known in FOUND_LATE else error.problem_mark
    remedy = REMEDIES.get(known, "correct the line or the one above")
    return Problem(file, lines.at(mark.index), f"not YAML: {fault}", remedy)


class _Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.starts = [match.end() for match in re.finditer(r"\r\n?|\n", text)]
        self.last = len(text.rstrip()) - 1

    def at(self, index: int) -> int:
        """The line of a character; what the parser misses at the end belongs to the last line."""
        return bisect_right(self.starts, min(index, self.last)) + 1


class _Builder:
    """Builds plain data from the parser's events, so that every part keeps its line."""

    def __init__(self, events: Iterator[Any], document: Document, file: str, lines: _Lines) -> None:
        self.events, self.document, self.file, self.lines = events, document, file, lines

    def build(self) -> Any:
        data = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.document.lines:
                    raise YamlFault(
                        self.line(event), "a second document starts here", "keep one record a file"
                    )
                data = self.value(next(self.events), ())
        return data

    def line(self, event: Any) -> int:
        return self.lines.at(event.start_mark.index)

    def value(self, event: Any, path: Where) -> Any:
        line = self.line(event)
        self.document.lines.setdefault(path, line)
        self.refuse_signs(event)
        if isinstance(event, yaml.ScalarEvent):
            return event.value or None
        if len(path) > MAX_DEPTH:
            raise YamlFault(line, "nested too deeply", "see docs/records.md for the format")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def refuse_signs(self, event: Any) -> None:
        """Refuse what YAML would take out of a text: `&name`, `*name` and `!name` at its start."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            fault, signs = "anchors and aliases are not read here", "& or *"
        elif event.tag not in (None, "tag:yaml.org,2002:str"):
            fault, signs = "tags are not read here", "!"
        else:
            return
        remedy = f"write the value out, and quote a text that starts with {signs}"
        raise YamlFault(self.line(event), fault, remedy)

    def sequence(self, path: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: Where) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = self.line(event)
            self.refuse_signs(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlFault(line, "a key that is not a word", "write `key: value`")
            key = event.value
            if key in items:
                self.document.problems.append(
                    Problem(self.file, line, f"'{key}' is given twice", "keep one of the two")
                )
            self.document.lines[(*path, key)] = line
            items[key] = self.value(next(self.events), (*path, key))
        return items
