"""Examples of SQL over the views and tables: shown by `schema NAME`, and in docs/sql.md.

They stand in examples.sql, each below a comment that says what it asks. Each runs on both engines,
and together they use every table, view and macro.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".sql")


class Example(NamedTuple):
    """A query with what it asks."""

    title: str
    sql: str


def list_examples() -> list[Example]:
    """All examples, in their order."""
    parts = re.split(r"^-- ", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [
        Example(title, sql.strip()) for title, _, sql in (part.partition("\n") for part in parts)
    ]


def find_examples(name: str) -> list[Example]:
    """The examples that read a table or view, or call a macro."""
    used = re.compile(rf"\b(?:FROM|JOIN) {re.escape(name)}\b|\b{re.escape(name)}\(")
    return [example for example in list_examples() if used.search(example.sql)]
