"""The month in which the fiscal year of a company ends, from a word list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ingest.lexicon import LexiconError, read_lexicon


def read_fiscal_ends(folder: Path | None = None) -> Mapping[str, int]:
    """The months (1-12) by the company's name in small letters, with what a folder adds to ours."""
    return {
        name.lower(): _read_month(name, month)
        for name, month in read_lexicon("fiscal", folder).items()
    }


def _read_month(name: str, month: object) -> int:
    text = str(month).strip()
    if not text.isdecimal() or not 1 <= int(text) <= 12:
        raise LexiconError(f"fiscal.yaml: `{name}: {month}` is no month; write one from 1 to 12")
    return int(text)
