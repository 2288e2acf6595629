"""YAML as plain data with a line for each part.

All scalars stay text, as written. Refused, each with its line: text that is not YAML, keys given
twice, anchors and aliases, several documents, and nesting deeper than any record needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from db.errors import ValueFault
from db.problem import Problem
from db.record import Where

MAX_DEPTH = 30


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
    try:
        events = yaml.parse(text, Loader=yaml.CBaseLoader)
        document.data = _Builder(events, document, file).build()
    except YamlFault as fault:
        document.problems.append(Problem(file, fault.line, fault.fault, fault.remedy))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        document.problems.append(
            Problem(file, line, f"not YAML: {error.problem}", "correct the line or the one above")
        )
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        document.problems.append(
            Problem(file, line, f"not YAML: {error.reason}", "remove the control character")
        )
    return document


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Builder:
    """Builds plain data from the parser's events, so that every part keeps its line."""

    def __init__(self, events: Iterator[Any], document: Document, file: str) -> None:
        self.events, self.document, self.file = events, document, file

    def build(self) -> Any:
        data = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.document.lines:
                    raise YamlFault(
                        _line(event),
                        "a second document starts here",
                        "keep one record a file",
                    )
                data = self.value(next(self.events), ())
        return data

    def value(self, event: Any, path: Where) -> Any:
        line = _line(event)
        self.document.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise YamlFault(line, "anchors and aliases are not read here", "write the value out")
        if isinstance(event, yaml.ScalarEvent):
            return None if event.value == "" and event.implicit[0] else event.value
        if len(path) > MAX_DEPTH:
            raise YamlFault(line, "nested too deeply", "see docs/records.md for the format")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: Where) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
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
