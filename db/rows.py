"""Rows of the tables, each with its place in the record file, and what makes them.

Values are read here (dates, ids, choices); a value that cannot be read becomes a problem with its
line, and the row goes on without it, so that all problems of a file are found at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from db.edtf import parse_edtf
from db.errors import ValueFault
from db.problem import Problem
from db.record import Record, Where
from db.text import clean

Value = TypeVar("Value")
LONGEST_LINE = 1000
LONGEST_TEXT = 100_000
ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
NO_DATE = {"when_edtf": None, "earliest": None, "latest": None, "precision": None}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, and where in its file it is written."""

    table: str
    values: dict[str, Any]
    where: Where


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes that change how a file is read: units, and measures with their usual `per`."""

    units: frozenset[str]
    measures: Mapping[str, str | None]


class RowMaker:
    """Collects the rows of one record and the problems met on the way."""

    def __init__(self, record: Record, codes: Codes) -> None:
        self.record, self.codes = record, codes
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.claims = self.amounts = self.relations = 0

    def add(self, table: str, where: Where, **values: Any) -> None:
        for name, value in values.items():
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                fault = f"{name} has {len(value):,} characters"
                self.problem(where, fault, f"use {LONGEST_TEXT:,} at most")
        self.rows.append(Row(table, {**values, "owner": self.record.id}, where))

    def problem(self, where: Where, fault: str, remedy: str) -> None:
        self.problems.append(self.record.problem(where, fault, remedy))

    def read(self, parse: Callable[[], Value], where: Where) -> Value | None:
        """Parse a value; a fault becomes a problem and the value None."""
        try:
            return parse()
        except ValueFault as error:
            self.problem(where, error.fault, error.remedy)
            return None

    def date(self, when: str | None, where: Where) -> dict[str, Any]:
        if when is None or (date := self.read(lambda: parse_edtf(when), where)) is None:
            return NO_DATE
        return {
            "when_edtf": date.text,
            "earliest": date.earliest,
            "latest": date.latest,
            "precision": date.precision,
        }

    def check_id(self, value: str, where: Where) -> None:
        if not ID.fullmatch(value) or len(value) > 120:
            self.problem(
                where,
                f"'{value[:120]}' is not an id",
                "use lower-case letters a-z, digits, and single hyphens between them, at most 120",
            )

    def check_line(self, value: str | None, where: Where) -> None:
        if value is None:
            return
        if not value.strip() or len(f"{value}.".splitlines()) > 1:
            self.problem(where, f"{where[-1]}: not one line of text", "write it on one line")
        elif len(value) > LONGEST_LINE:
            fault = f"{where[-1]}: a line of {len(value):,} characters"
            self.problem(where, fault, f"use {LONGEST_LINE:,} at most")
        elif clean(value) != value:
            self.problem(where, f"{where[-1]}: a control character in it", "remove the character")

    def check_choice(self, value: str, choices: tuple[str, ...], where: Where) -> None:
        if value not in choices:
            near = difflib.get_close_matches(value, choices, n=1)
            remedy = f"did you mean '{near[0]}'" if near else f"use one of {', '.join(choices)}"
            self.problem(where, f"{where[-1]}: '{value}' is not known", remedy)
