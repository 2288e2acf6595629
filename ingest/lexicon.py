"""Word lists that people may add to: ours in lexicon/, theirs in a folder of their own.

A file of theirs has the name of ours. Mappings are merged key by key, lists are joined, and what
else is given under a key replaces ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from db.errors import DataProblems, DatelineError

OURS = Path(__file__).parent / "lexicon"


class LexiconError(DatelineError):
    """A folder of word lists that cannot be read."""


@lru_cache(maxsize=32)
def read_lexicon(name: str, folder: Path | None = None) -> Mapping[str, Any]:
    """The word list `name`, such as "triggers", with what a folder adds to it; do not change it."""
    ours: Mapping[str, Any] = _read(OURS / f"{name}.yaml")
    if folder is None:
        return ours
    if not folder.is_dir():
        raise LexiconError(f"{folder} is no folder; name the one that holds your word lists")
    theirs = folder / f"{name}.yaml"
    return _merge(ours, _read(theirs), theirs, ()) if theirs.exists() else ours


def _read(path: Path) -> Mapping[str, Any]:
    from db.document import read_yaml

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path} cannot be read as UTF-8 text; save it so") from error
    document = read_yaml(text.removeprefix("\ufeff"), str(path))
    if document.problems:
        raise DataProblems(document.problems)
    if not isinstance(document.data or {}, dict):
        raise LexiconError(f"{path} is no list of `key: value`; see docs/drafting.md")
    return document.data or {}


def _merge(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], file: Path, path: tuple[str, ...]
) -> Mapping[str, Any]:
    merged = dict(ours)
    for key, value in theirs.items():
        known = ours.get(key)
        if known is not None and type(known) is not type(value):
            fault = f"{file}: `{'.'.join((*path, key))}` is not written as in the list of ours"
            raise LexiconError(f"{fault}; see docs/drafting.md")
        if isinstance(known, dict):
            merged[key] = _merge(known, value, file, (*path, key))
        else:
            merged[key] = [*known, *value] if isinstance(known, list) else value
    return merged
