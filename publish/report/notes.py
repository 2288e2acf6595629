"""Notes: sources numbered by their first use, and below each the passages, as 1.1 and 1.2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.evidence import Place, describe_date
from publish.report.blocks import (
    Address,
    Cite,
    Line,
    Link,
    NotePlace,
    SourceNote,
    SourceNotes,
    Text,
    anchor_note,
)

NO_PLACE = "no place in the text is recorded"
Key = tuple[int | None, int | None, str | None, tuple[str, ...]]


@dataclass(slots=True)
class _Passage:
    number: str
    citation: Place
    origins: tuple[str, ...]
    uses: dict[Link, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Source:
    number: str
    uses: dict[Link, None] = field(default_factory=dict)
    passages: dict[Key, _Passage] = field(default_factory=dict)


class Notes:
    """The numbers of sources and passages, given as they are needed."""

    def __init__(self, sources: Iterable[Mapping[str, Any]], companies: Mapping[str, str]) -> None:
        self._known = {source["id"]: source for source in sources}
        self._companies = companies
        self._sources: dict[str, _Source] = {}

    def cite(self, citations: Iterable[Place], use: Link) -> Cite:
        """The numbers of the places, each once; `use` is where they are named."""
        numbers = {self._number(each, use): None for each in citations if each}
        return Cite(tuple(numbers))

    def link_source(self, source_id: str, use: Link | None = None) -> Link:
        """The name of a source, leading to its note."""
        source = self._find(source_id)
        if use is not None:
            source.uses.setdefault(use)
        return Link(self.name_source(source_id), anchor_note(source.number))

    def name_source(self, source_id: str) -> str:
        """A source in as few words as tell it: `Blue Whale News, 2024-08-02`."""
        known = self._known.get(source_id, {})
        parts = [known.get("publisher") or source_id, describe_date(known.get("published"))]
        return ", ".join(filter(None, parts))

    def name_speaker(self, said_by: str) -> str:
        """Who says it; the id of a company stands for the company."""
        return self._companies.get(said_by, said_by)

    def list(self) -> SourceNotes:
        """All notes by number."""
        return SourceNotes([self._describe(name) for name in list(self._sources)])

    def count(self) -> int:
        return len(self._sources)

    def _find(self, source_id: str) -> _Source:
        return self._sources.setdefault(source_id, _Source(str(len(self._sources) + 1)))

    def _number(self, citation: Place, use: Link) -> str:
        origins = tuple(filter(None, citation["origins"] or ()))
        source = self._find(citation["id"])
        key = (citation["start"], citation["end"], citation["said_by"], origins)
        if key not in source.passages:
            number = f"{source.number}.{len(source.passages) + 1}"
            source.passages[key] = passage = _Passage(number, citation, origins)
            own = Link(number, anchor_note(number))
            for origin in origins:
                self._find(origin).uses.setdefault(own)
        passage = source.passages[key]
        passage.uses.setdefault(use)
        return passage.number

    def _describe(self, source_id: str) -> SourceNote:
        source = self._sources[source_id]
        places = [
            NotePlace(one.number, self._describe_place(one), list(one.uses))
            for one in source.passages.values()
        ]
        return SourceNote(
            source.number, self._describe_source(source_id), list(source.uses), places
        )

    def _describe_source(self, source_id: str) -> Line:
        known = self._known.get(source_id, {})
        parts: list[Line] = []
        if publisher := known.get("publisher"):
            parts.append([Text(publisher, "strong")])
        if known.get("author"):
            parts.append([Text(known["author"])])
        if known.get("title"):
            parts.append([Text(f"“{known['title']}”")])
        elif known.get("description"):
            parts.append([Text(known["description"])])
        if published := describe_date(known.get("published")):
            parts.append([Text(published)])
        if known.get("url"):
            parts.append([Address(known["url"])])
        parts.append([Text(source_id, "code")])
        return join(parts)

    def _describe_place(self, passage: _Passage) -> Line:
        start, end = passage.citation["start"], passage.citation["end"]
        parts: list[Line] = [[Text(NO_PLACE if start is None else f"characters {start}–{end}")]]
        if said_by := passage.citation["said_by"]:
            parts.append([Text(f"said by {self.name_speaker(said_by)}")])
        if passage.origins:
            links = [[self.link_source(origin)] for origin in passage.origins]
            parts.append([Text("after "), *join(links, " and ")])
        return join(parts)


def join(parts: Iterable[Line], between: str = ", ") -> Line:
    """Lines in one, with words between them."""
    joined: list[Any] = []
    for part in parts:
        if joined:
            joined.append(Text(between))
        joined += part
    return joined
