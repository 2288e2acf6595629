"""Texts whose dates are marked, {words=EDTF}, as cases of a test."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"\{([^{}=]*)=([^{}]*)\}")


class Case(NamedTuple):
    """A text, the date of its publication, and the words and dates in it."""

    text: str
    published: str | None
    dates: list[tuple[str, str | None]]


def read_cases(marked: str) -> list[Case]:
    """A case of each line but `# …`; `@ 2024-08-02` gives the publication of those below it."""
    published: str | None = None
    cases = []
    for line in marked.strip().splitlines():
        if line.startswith("@"):
            published = line[1:].strip() or None
        elif line and not line.startswith("#"):
            dates = [(words, None if edtf == "?" else edtf) for words, edtf in _MARK.findall(line)]
            cases.append(Case(_MARK.sub(r"\1", line), published, dates))
    return cases
