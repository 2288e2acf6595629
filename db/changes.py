"""What a load changes: each thing that a file says, as one JSON document, before and after.

A claim is told by its event and its place, not by its number, so that a claim put in above does
not make all those below look changed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from db.number import format_decimal
from db.place import hash_text

Values = Mapping[str, Any]
Tables = Mapping[str, list[Values]]
Thing = tuple[str, str]
CODE_TABLES = ("event_type", "role", "measure", "unit")
SAME_AS_TABLES = ("company_same_as", "event_same_as")
LEFT_OUT = {"owner", "number", "claim_number", "amount_number", "cited_only"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a file says otherwise than before; None where it did not or does not."""

    kind: str
    key: str
    before: str | None
    after: str | None

    @property
    def action(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def compare(before: Tables, after: Tables) -> list[Change]:
    """The changes from one state of a file's rows to another, ordered by kind and key."""
    old, new = _documents(before), _documents(after)
    return [
        Change(kind, key, old.get((kind, key)), new.get((kind, key)))
        for kind, key in sorted(old.keys() | new.keys())
        if old.get((kind, key)) != new.get((kind, key))
    ]


def _documents(tables: Tables) -> dict[Thing, str]:
    found: dict[Thing, str] = {}
    seen: Counter[Thing] = Counter()
    for kind, key, content in _things(tables):
        seen[kind, key] += 1
        nth = seen[kind, key]
        found[kind, key if nth == 1 else f"{key} ({nth})"] = json.dumps(
            content, ensure_ascii=False, sort_keys=True, default=_encode
        )
    return found


def _things(tables: Tables) -> Iterable[tuple[str, str, Any]]:
    for table in CODE_TABLES:
        for row in tables.get(table, []):
            yield "code", f"{table} {row['id']}", _content(row)
    for row in tables.get("company", []):
        yield "company", row["id"], _content(row)
    for row in tables.get("company_alias", []):
        yield "alias", f"{row['company_id']} {row['name']}", _content(row)
    for row in sorted(tables.get("company_relation", []), key=lambda row: row["number"]):
        yield "relation", f"{row['company_id']} {row['kind']} {row['other_id']}", _content(row)
    for row in tables.get("source", []):
        if not row["cited_only"]:
            yield "source", row["id"], _content(row)
    for row in tables.get("source_citation", []):
        yield "citation", f"{row['source_id']} {row['cited_id']}", _content(row)
    for row in tables.get("event", []):
        yield "event", row["id"], _content(row)
    yield from _claims(tables)
    yield from _passages_and_pairs(tables)


def _passages_and_pairs(tables: Tables) -> Iterable[tuple[str, str, Any]]:
    for row in tables.get("source_text", []):
        yield "text", row["source_id"], {"sha256": hash_text(row["text"].encode())}
    for row in sorted(tables.get("left_out", []), key=lambda row: row["number"]):
        place = f"{row['source_id']} {row['char_start']}-{row['char_end']}"
        yield "left_out", place, _content(row)
    for table in SAME_AS_TABLES:
        for row in tables.get(table, []):
            yield (
                "same_as",
                f"{row[table.replace('same_as', 'id')]} {row['same_as']}",
                _content(row),
            )


def _claims(tables: Tables) -> Iterable[tuple[str, str, Any]]:
    companies, origins = _group(tables, "claim_company"), _group(tables, "claim_origin")
    amounts = _group(tables, "amount")
    links = _group(tables, "amount_link", "amount_number")
    for row in sorted(tables.get("claim", []), key=lambda row: row["number"]):
        place = "" if row["char_start"] is None else f" {row['char_start']}-{row['char_end']}"
        number = row["number"]
        content = _content(row)
        content["companies"] = sorted(f"{c['role']}: {c['company_id']}" for c in companies[number])
        content["origins"] = sorted(o["origin_id"] for o in origins[number])
        content["amounts"] = [
            {
                **_content(amount),
                "links": sorted(
                    f"{link['kind']}: {link['event_id']}/{link['name']}"
                    for link in links[amount["number"]]
                ),
            }
            for amount in sorted(amounts[number], key=lambda amount: amount["number"])
        ]
        yield "claim", f"{row['event_id']}{place}", content


def _group(tables: Tables, table: str, by: str = "claim_number") -> dict[int, list[Values]]:
    groups: dict[int, list[Values]] = defaultdict(list)
    for row in tables.get(table, []):
        groups[row[by]].append(row)
    return groups


def _content(row: Values) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in LEFT_OUT and v is not None}


def _encode(value: Any) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
