"""A record's data written as YAML, laid out as records are: one event, one claim below the other.

All texts come back as they were. An entry that fits goes into braces on one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.text import display_width
from ingest.review.yaml_edit import write_scalar

WIDTH = 100
_SET_OUT = ("events", "claims", "source")  # never in braces, nor are their entries


def write_record(data: dict[str, Any]) -> str:
    """A whole record file; a blank line before each of its parts, and each event."""
    parts = []
    for name, value in data.items():
        lines = list(_write_entry(name, value, 0))
        if name == "events" and isinstance(value, list):
            starts = [at for at, line in enumerate(lines) if line.startswith("  - ")]
            for at in reversed(starts[1:]):
                lines.insert(at, "")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _write_entry(name: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of `name: value`, set in."""
    head = f"{' ' * indent}{write_scalar(name)}:"
    short = write_flow(value)
    in_line = _is_short(name, value, indent) and (not value or _fits(f"{head} {short}"))
    if value is None:
        yield head
    elif in_line or isinstance(value, str):
        yield f"{head} {short}"
    elif isinstance(value, dict):
        yield head
        for key, inner in value.items():
            yield from _write_entry(key, inner, indent + 2)
    else:
        yield head
        for item in value:
            yield from _write_item(item, indent + 2, set_out=name in _SET_OUT)


def _write_item(item: Any, indent: int, *, set_out: bool) -> Iterator[str]:
    """The lines of one item of a list, behind its dash."""
    dash = f"{' ' * indent}- "
    short = f"{dash}{write_flow(item)}"
    if not isinstance(item, dict) or not item or (not set_out and _fits(short)):
        yield short
        return
    lines = [line for key, value in item.items() for line in _write_entry(key, value, indent + 2)]
    yield dash + lines[0][indent + 2 :]
    yield from lines[1:]


def _is_short(name: str, value: Any, indent: int) -> bool:
    """Whether it may stand in line, if it fits."""
    return not value or (indent > 0 and name not in _SET_OUT and _is_small(value))


def _is_small(value: Any) -> bool:
    """Whether it is a text, or a mapping or list of texts, and not of entries."""
    if isinstance(value, str):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return not any(
        isinstance(one, dict) or (isinstance(one, list) and isinstance(value, list))
        for one in inner
    )


def _fits(line: str) -> bool:
    return display_width(line) <= WIDTH


def write_flow(value: Any) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return write_scalar(value)
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{write_scalar(k)}: {write_flow(v)}" for k, v in value.items()) + "}"
        )
    return "[" + ", ".join(map(write_flow, value)) + "]"
