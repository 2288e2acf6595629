"""Errors of the program and problems in data.

A `Problem` is a fault in somebody's data: problems are collected and shown together, with file,
line, fault and remedy. A `DatelineError` is raised, and ends a command with one clear line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a data file, and what to do about it. Lines count from 1; 0: no line."""

    file: str
    line: int
    fault: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.fault}; {self.remedy}"


class DatelineError(Exception):
    """Base of every error that Dateline raises on purpose."""


class ValueFault(DatelineError):
    """A written value that cannot be read; says the fault and the remedy apart."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault}; {remedy}")
        self.fault = fault
        self.remedy = remedy


class EdtfError(ValueFault):
    """Text that is not a date of our EDTF subset."""


class AmountError(ValueFault):
    """Text that is not an amount."""


class LocatorError(ValueFault):
    """Text that is not a place in an article."""


class DataProblems(DatelineError):
    """Data files hold problems; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))
