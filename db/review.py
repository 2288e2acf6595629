"""What counts of a record under review: `review: accept` counts, `review: drop` does not.

A draft holds candidates, companies and events with a `review:` that is empty until somebody has
decided. Here they are settled before anything else is read: what is accepted is an entry like any
other, what is dropped is as if it were not there, and what nobody has decided is a problem.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from typing import Any

from db.document import Document
from db.marks import kind_of
from db.problem import Problem
from db.record import Where

KINDS = {"companies": "company", "events": "event"}
ACCEPT, DROP = "accept", "drop"
CHOICES = "write `review: accept` or `review: drop`"
Tell = Callable[[Where, str, str], None]


def is_dropped(entry: Any) -> bool:
    """Whether an entry counts as absent."""
    return isinstance(entry, dict) and entry.get("review") == DROP


def drops(node: Any) -> bool:
    """The same of an entry that is a YAML node."""
    pairs = node.value if kind_of(node) == "mapping" else []
    return any(key.value == "review" and value.value == DROP for key, value in pairs)


def list_open(data: Any) -> Iterator[tuple[str, int]]:
    """The candidates that nobody has decided on: their list, and their position in it."""
    for name in KINDS:
        for at, entry in enumerate(_list_entries(data, name)):
            if "review" in entry and entry["review"] is None:
                yield name, at


def settle(document: Document, file: str) -> frozenset[tuple[str, str]]:
    """Leave in a document what counts, each part with its line; the kind and id of what does not.

    Only where there are candidates is anything changed.
    """

    def tell(where: Where, fault: str, remedy: str) -> None:
        line = document.lines.get(where, 1)
        document.problems.append(Problem(file, line, fault, remedy))

    gone: set[tuple[str, str]] = set()
    data = document.data
    for name, kind in KINDS.items():
        entries = data.get(name) if isinstance(data, dict) else None
        if not isinstance(entries, list) or not any(_is_candidate(one) for one in entries):
            continue
        kept = [at for at, one in enumerate(entries) if _counts(one, kind, (name, at), file, tell)]
        left = set(range(len(entries))) - set(kept)
        gone |= {(kind, str(entries[at].get("id"))) for at in left if is_dropped(entries[at])}
        data[name] = [_strip(entries[at]) for at in kept]
        _move_lines(document, name, {old: new for new, old in enumerate(kept)})
    return frozenset(gone)


def _list_entries(data: Any, name: str) -> list[dict[str, Any]]:
    """The mappings of a list; one that is none stands in as an empty one."""
    entries = data.get(name) if isinstance(data, dict) else None
    if not isinstance(entries, list):
        return []
    return [entry if isinstance(entry, dict) else {} for entry in entries]


def _is_candidate(entry: Any) -> bool:
    return isinstance(entry, dict) and ("review" in entry or "known" in entry)


def _counts(entry: Any, kind: str, where: Where, file: str, tell: Tell) -> bool:
    """Whether an entry is read on; what is wrong with its `review:` is told."""
    if not _is_candidate(entry):
        return True
    if "review" not in entry:
        fault = "`known:` without `review:`"
        tell((*where, "known"), fault, "remove it; it stands beside a `review:` only")
        return False
    decided = entry["review"]
    if decided is None:
        named = f" '{entry['id']}'" if isinstance(entry.get("id"), str) else ""
        remedy = f"{CHOICES}, or run `dateline review {shlex.quote(file)}`"
        tell((*where, "review"), f"{kind}{named} has not been reviewed", remedy)
    elif decided not in (ACCEPT, DROP):
        shown = f"'{decided}' is not known" if isinstance(decided, str) else "expected text"
        tell((*where, "review"), f"review: {shown}", CHOICES)
    return bool(decided == ACCEPT)


def _strip(entry: Any) -> Any:
    """An entry without what only a review needs."""
    if not _is_candidate(entry):
        return entry
    return {key: value for key, value in entry.items() if key not in ("review", "known")}


def _move_lines(document: Document, name: str, moved: dict[int, int]) -> None:
    """Let the lines follow the entries of a list to their new positions."""
    lines: dict[Where, int] = {}
    for where, line in document.lines.items():
        if len(where) < 2 or where[0] != name:
            lines[where] = line
        elif isinstance(where[1], int) and where[1] in moved:
            lines[(name, moved[where[1]], *where[2:])] = line
    document.lines = lines
