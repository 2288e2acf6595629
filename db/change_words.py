"""What a load changed, in words for a table and as objects for JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db.query import Result

NAMES = ("title", "name", "label", "status", "cited_id", "because")
LONGEST = 60


def shape_changes(result: Result, form: str) -> Result:
    """Rows of the query `changes` for a format: in words, with objects, or as they are."""
    if form in ("table", "markdown"):
        columns = ["loaded_at", "file", "action", "kind", "key", "what"]
        rows = [
            (*(row[name] for name in columns[:-1]), tell_change(row["before"], row["after"]))
            for row in result.dicts()
        ]
        return Result(columns, rows)
    if form in ("json", "jsonl"):
        opened = {result.columns.index(name) for name in ("before", "after")}
        return Result(
            result.columns,
            [
                tuple(_parse(cell) if at in opened else cell for at, cell in enumerate(row))
                for row in result.rows
            ],
        )
    return result


def tell_change(before: str | None, after: str | None) -> str:
    """The fields that differ, `title: old → new`; of what is new or gone what it is."""
    old, new = _parse(before) or {}, _parse(after) or {}
    if not old or not new:
        return _name(old or new)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return "; ".join(f"{name}: {_show(old.get(name))} → {_show(new.get(name))}" for name in names)


def _parse(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _name(content: Mapping[str, Any]) -> str:
    return next((_show(content[name]) for name in NAMES if content.get(name)), "")


def _show(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
