"""What a report is made of, before it is written in any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Text:
    """Words, all in one style."""

    text: str
    style: Literal["plain", "strong", "mark", "quiet", "code"] = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place in the report itself."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a document, a link only where it is one of the web."""

    url: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The numbers of notes."""

    numbers: tuple[str, ...]


Span = Text | Link | Address | Cite
Line = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    anchor: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, by name."""

    rows: list[tuple[str, Line]]


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list, and what belongs below it."""

    line: Line
    below: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Items:
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[list[Line]]
    right: frozenset[int] = frozenset()  # columns of numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the timeline."""

    number: int
    anchor: str
    when: str
    title: str
    marks: list[str]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Entries:
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A passage with the number of its note, what is known of it, and where it is used."""

    number: str
    line: Line
    uses: list[Link]


@dataclass(frozen=True, slots=True)
class SourceNote:
    number: str
    line: Line
    uses: list[Link]
    places: list[NotePlace]


@dataclass(frozen=True, slots=True)
class SourceNotes:
    notes: list[SourceNote]


class Plot(Protocol):
    """A drawing, as publish.plots makes it."""

    @property
    def svg(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def caption(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Drawing:
    kind: str
    plot: Plot


Block = Heading | Paragraph | Facts | Items | Table | Entries | Code | SourceNotes | Drawing


@dataclass(frozen=True, slots=True)
class Report:
    """A title, what stands below it, and the blocks in their order."""

    title: str
    blocks: list[Block]


def anchor_note(number: str) -> str:
    """Where a note stands: `note-1-2` for the note 1.2."""
    return "note-" + number.replace(".", "-")
