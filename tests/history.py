"""Histories of the schema for tests: ours, followed by the examples of docs/schema-changes.md."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from db.revision import newest_revision

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "schema-changes.md"
_BLOCK = re.compile(r"^```(?:python|sql)\n(?:#|--) (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LOSSY = "0110"  # the example that drops a column
NO_WAY_BACK = "0111"
LAST_WITHOUT_LOSS = "0109"


def read_examples() -> dict[str, str]:
    """The complete revisions and SQL files of the page, by file name."""
    newest = newest_revision()
    text = EXAMPLES.read_text(encoding="utf-8").replace('"0101", "0100"', f'"0101", "{newest}"')
    return {match[1]: match[2] for match in _BLOCK.finditer(text)}


def make_history(folder: Path, monkeypatch: pytest.MonkeyPatch, **more: str) -> Path:
    """A copy of our migrations, followed by the examples, that the code takes for its own.

    `more` are further revisions by number: `make_history(path, patch, **{"0112": "..."})`.
    """
    examples = read_examples()  # they follow on the newest revision that is known by now
    target = make_short_history(folder, monkeypatch, **more)
    for name, text in examples.items():
        if name.startswith("migrations/"):
            path = target / name.removeprefix("migrations/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif "/" not in name:
            (target / "versions" / name).write_text(text, encoding="utf-8")
    return target


def make_short_history(folder: Path, monkeypatch: pytest.MonkeyPatch, **more: str) -> Path:
    """The same without the examples."""
    target = folder / "migrations"
    shutil.copytree(ROOT / "migrations", target, ignore=shutil.ignore_patterns("__pycache__"))
    for number, text in more.items():
        (target / "versions" / f"{number}_more.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr("db.revision.MIGRATIONS", target)
    return target
