"""What of a thing has changed, in words: `when_edtf: 2024-03 → 2024-04`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from db.query import Result

# What follows from another field, and need not be told beside it.
FOLLOWS = {
    "when_edtf": {"earliest", "latest", "precision"},
    "published": {"published_earliest", "published_latest"},
    "text": {"low", "high", "unit", "per", "bound", "approximate"},
}
HASH = 12  # digits that tell a hash from another


def explain_changes(result: Result) -> Result:
    """The rows with `before` and `after` decoded, and `changed`, which says what differs."""
    columns = [*result.columns]
    before, after = columns.index("before"), columns.index("after")
    columns.insert(before, "changed")
    return Result(columns, [_explain(row, before, after) for row in result.rows])


def _explain(row: tuple[Any, ...], before: int, after: int) -> tuple[Any, ...]:
    cells = [*row]
    for at in (before, after):
        cells[at] = None if row[at] is None else json.loads(row[at])
    old, new = cells[before], cells[after]
    changed = [] if old is None or new is None else list(describe_change(old, new))
    return (*cells[:before], changed, *cells[before:])


def describe_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Each field that differs, but for those that follow from another that does."""
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    for name in sorted(changed - set().union(*(FOLLOWS.get(name, set()) for name in changed))):
        yield from _describe(name, old.get(name), new.get(name))


def _describe(name: str, old: Any, new: Any) -> Iterator[str]:
    if _is_table(old) and _is_table(new) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            for line in describe_change(one, other):
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
