"""Faults in somebody's data, with their place and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from db.text import clean

LONGEST_FAULT = 400


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a data file, and what to do about it. Lines count from 1; 0: no line."""

    file: str
    line: int
    fault: str
    remedy: str

    def __str__(self) -> str:
        """One line, whatever the file holds."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        more = "…" if len(self.fault) > LONGEST_FAULT else ""
        return clean(f"{place}: {self.fault[:LONGEST_FAULT]}{more}; {self.remedy}")
