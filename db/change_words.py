"""What of a thing a load changed, in words: `when_edtf: 2024-03 → 2024-04`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from db.query import Result

NAMES = ("title", "name", "label", "status", "cited_id", "because")
# What follows from another field, and need not be told beside it.
FOLLOWS = {
    "when_edtf": {"earliest", "latest", "precision"},
    "published": {"published_earliest", "published_latest"},
    "text": {"low", "high", "unit", "per", "bound", "approximate"},
}
HASH = 12  # digits that tell a hash from another


def tell_changes(result: Result) -> Result:
    """The rows with `before` and `after` as objects, and `what`, which tells them in words."""
    columns = [*result.columns]
    before, after = columns.index("before"), columns.index("after")
    columns.insert(before, "what")
    return Result(columns, [_tell(row, before, after) for row in result.rows])


def _tell(row: tuple[Any, ...], before: int, after: int) -> tuple[Any, ...]:
    cells = [*row]
    for at in (before, after):
        cells[at] = None if row[at] is None else json.loads(row[at])
    what = tell_change(cells[before], cells[after])
    return (*cells[:before], what, *cells[before:])


def tell_change(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[str]:
    """The fields that differ, `title: old → new`; of what is new or gone what it is."""
    if old is None or new is None:
        content = old or new or {}
        return [str(content[name]) for name in NAMES if content.get(name)][:1]
    return list(_compare(old, new))


def _compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    for name in sorted(changed - set().union(*(FOLLOWS.get(name, set()) for name in changed))):
        yield from _tell_field(name, old.get(name), new.get(name))


def _tell_field(name: str, old: Any, new: Any) -> Iterator[str]:
    if _is_table(old) and _is_table(new) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            for line in _compare(one, other):
                yield f"{name} {number}, {line}"
    else:
        yield f"{name}: {_word(name, old)} → {_word(name, new)}"


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _word(name: str, value: Any) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_word(name, item) for item in value)
    if isinstance(value, dict):
        return str(value.get("text") or json.dumps(value, ensure_ascii=False))
    return str(value)[:HASH] if name.endswith("sha256") else str(value)
