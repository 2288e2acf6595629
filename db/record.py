"""A record file: what one source says, as a person writes it down.

The structs mirror the YAML of docs/records.md, field for field. All scalars arrive as text (dates
are not turned into dates, nor `no` into false) and are converted here. A field left empty is the
same as a field left out, but for a claim's own `when:`, which then undoes its event's default, and
for `review:`, which then is still to be decided (see `review`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import UNSET, Struct, UnsetType

from db.problem import Problem

Where = tuple[str | int, ...]
RELATIONS = ("parent", "brand_of", "product_of", "variant_of", "investor_in")


class Entry(Struct, forbid_unknown_fields=True, kw_only=True):
    """Part of a record file; an unknown field is a problem."""


class TextEntry(Entry):
    sha256: str
    characters: int


class CitedEntry(Entry):
    """A source known only because another cites it."""

    id: str
    title: str | None = None
    description: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: str | None = None
    url: str | None = None


class SourceEntry(Entry):
    id: str
    publisher: str
    title: str | None = None
    description: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    url: str | None = None
    text: TextEntry | None = None
    cites: list[str | CitedEntry] = []


class AliasEntry(Entry):
    name: str
    when: str | None = None


class RelationEntry(Entry):
    event: str
    when: str | None = None
    parent: str | None = None
    brand_of: str | None = None
    product_of: str | None = None
    variant_of: str | None = None
    investor_in: str | None = None

    def targets(self) -> list[tuple[str, str]]:
        """The kinds of relation that are filled in, each with the other company."""
        found = ((kind, getattr(self, kind)) for kind in RELATIONS)
        return [(kind, other) for kind, other in found if other is not None]


class CompanyEntry(Entry):
    """Defines a company where it holds `name` and `kind`; else adds to one defined elsewhere."""

    id: str
    name: str | None = None
    kind: str | None = None
    description: str | None = None
    aliases: list[str | AliasEntry] = []
    relations: list[RelationEntry] = []
    review: str | None = None


class AmountEntry(Entry):
    measure: str
    value: str
    per: str | None = None
    basis: str | None = None
    company: str | None = None
    of: str | None = None
    when: str | None = None
    name: str | None = None
    same_as: str | list[str] = []
    part_of: str | list[str] = []
    inferred: str | None = None


class InferredEntry(Entry):
    """Why a field of a claim is not in the words of its passage."""

    when: str | None = None
    companies: str | None = None


class ClaimEntry(Entry):
    at: str | None = None
    quote: str | None = None
    when: str | UnsetType | None = UNSET
    status: str | None = None
    companies: dict[str, str | list[str]] | UnsetType = UNSET
    said_by: str | None = None
    origin: str | list[str] = []
    origin_certain: bool | UnsetType = UNSET
    inferred: bool | InferredEntry = False
    note: str | None = None
    amounts: list[AmountEntry] = []


class EventEntry(Entry):
    """Defines an event where it holds `title` and `type`; else adds claims to one from elsewhere.

    `when`, `status` and `companies` are defaults for the claims of this file.
    """

    id: str
    claims: list[ClaimEntry]
    title: str | None = None
    type: str | None = None
    about: str | None = None
    when: str | None = None
    status: str | None = None
    companies: dict[str, str | list[str]] = {}
    review: str | None = None


class LeftOutEntry(Entry):
    """A passage that no claim was made of."""

    because: str
    at: str | None = None
    quote: str | None = None
    repeats: str | None = None


class SameAsEntry(Entry):
    """Two ids of one company, or of one event; the one named first is folded into the other."""

    same_as: str
    because: str
    company: str | None = None
    event: str | None = None


class CodeEntry(Entry):
    """A code of the file's own. `per` and `additive` are read for measures, `kind` for units."""

    id: str
    label: str
    description: str
    per: str | None = None
    additive: bool = False
    kind: str | None = None


class RecordEntry(Entry):
    """A whole file."""

    id: str | None = None
    source: SourceEntry | None = None
    companies: list[CompanyEntry] = []
    events: list[EventEntry] = []
    left_out: list[LeftOutEntry] = []
    same_as: list[SameAsEntry] = []
    types: list[CodeEntry] = []
    roles: list[CodeEntry] = []
    measures: list[CodeEntry] = []
    units: list[CodeEntry] = []


@dataclass(frozen=True, slots=True)
class Record:
    """A record file as read: its content, and where each part stands in the file.

    `dropped` names what a review has dropped, by kind and id; the content is without it.
    """

    file: str
    id: str
    sha256: str
    content: RecordEntry
    lines: Mapping[Where, int]
    dropped: frozenset[tuple[str, str]] = frozenset()

    def line(self, path: Where) -> int:
        """The line of a part of the file; that of the nearest part around it where it has none."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Where, fault: str, remedy: str) -> Problem:
        return Problem(self.file, self.line(path), fault, remedy)


def as_list(value: str | list[str]) -> list[str]:
    """Several in one place are a list; one may stand alone."""
    return [value] if isinstance(value, str) else value
