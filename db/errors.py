"""Errors of the program: each is raised, and ends a command with one clear line.

Faults in somebody's data are problems (see `problem`): these are collected and shown together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.problem import Problem


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
