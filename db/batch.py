"""Files to be loaded together: their rows, and the problems found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from db.problem import Problem
from db.record import Record
from db.record_rows import make_rows
from db.rows import Codes, Row

Key = tuple[Any, ...]


@dataclass(slots=True)
class Batch:
    """Files to be loaded together: their rows, and the problems found."""

    records: dict[str, Record] = field(default_factory=dict)
    rows: dict[str, list[tuple[Record, Row]]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)

    def add(self, record: Record, codes: Codes) -> None:
        rows, problems = make_rows(record, codes)
        self.records[record.id] = record
        self.problems += problems
        for row in rows:
            self.rows[row.table].append((record, row))

    def keys(self, table: str, columns: Iterable[str]) -> set[Key]:
        columns = tuple(columns)
        return {values_of(row, columns) for _, row in self.rows[table]}


def values_of(row: Row, columns: Iterable[str]) -> Key:
    return tuple(row.values[name] for name in columns)
