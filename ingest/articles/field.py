"""A field of a source, such as its date of publication, and how it was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.text import clean

LONGEST_VALUE = 500  # of a title, and of any other field


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the source, and the part of the article in which it was found."""

    value: str
    found: str


def tidy(text: str) -> str:
    """One line, its white space single, without control characters."""
    return " ".join(clean(" ".join(text.split())).split())[:LONGEST_VALUE].strip()


def choose(name: str, found: Iterable[Field]) -> tuple[Field | None, list[str]]:
    """The first of the values found for a field, and a remark where another says otherwise."""
    values = list(found)
    if not values:
        return None, []
    first = values[0]
    others: dict[str, Field] = {}
    for other in values[1:]:
        if not _agree(first.value, other.value):
            others.setdefault(other.value.casefold(), other)
    if name != "published" or not others:
        return first, []
    told = "; ".join(f"{one.value} in {one.found}" for one in [first, *others.values()])
    return first, [f"dates of publication differ: {told}; the first was taken"]


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
