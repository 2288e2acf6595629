"""Evidence beside each row: places with the numbers of notes for people, columns for machines.

A column of evidence holds a list of citations: id, publisher, published, start, end, said_by,
origins. It is called `sources`, or ends in `citations` where a row has more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from db.edtf import describe_edtf
from db.errors import EdtfError
from db.query import Result, Stream, make_unique
from db.text import clean

MOST = 4  # places that a table shows in one row; Markdown has them all
SHOWN_OF_MORE = 3
TYPES = {
    *((name, "VARCHAR") for name in ("id", "publisher", "published", "said_by")),
    ("origins", "VARCHAR[]"),
    ("start", "BIGINT"),
    ("end", "BIGINT"),
}
KEYS = {"id", "publisher", "published", "start", "end", "said_by", "origins"}
COLUMNS = ("source_ids", "publishers", "published", "places", "said_by", "origins")
BETWEEN = "; "

Place = Mapping[str, Any]


class Notes:
    """The numbers of sources, given as they are needed, and what each of them is."""

    def __init__(self, sources: Iterable[Mapping[str, Any]] = (), most: int | None = None) -> None:
        self._known = {source["source_id"]: source for source in sources}
        self._numbers: dict[str, int] = {}
        self._most = most

    def cite(self, citations: Sequence[Place], *, speakers: bool = False) -> str:
        """Places of a row, each with its note: `[1] 732-1016; [2] 40-118 via [3]`.

        With speakers each says by whom, as `[1] 732-1016 (a clerk) via [3]`.
        """
        places = _fold(citations)
        shown = len(places)
        if self._most is not None and shown > self._most:
            shown = SHOWN_OF_MORE
            places = _put_each_source_first(places)
        cited = [self._cite_place(each, speakers=speakers) for each in places[:shown]]
        if left := len(places) - shown:
            cited.append(f"+{left} more")
        return BETWEEN.join(cited)

    def _cite_place(self, citation: Place, *, speakers: bool) -> str:
        if citation["id"] not in self._known:  # what the place itself says of its source
            self._known[citation["id"]] = {"source_id": citation["id"], **citation}
        words = [self._number(citation["id"]), show_place(citation["start"], citation["end"])]
        if speakers and citation["said_by"]:
            words.append(f"({citation['said_by']})")
        if origins := list(filter(None, citation["origins"] or ())):
            words += ["via", ", ".join(map(self._number, origins))]
        return " ".join(filter(None, words))

    def _number(self, source_id: str) -> str:
        return f"[{self._numbers.setdefault(source_id, len(self._numbers) + 1)}]"

    def sources(self) -> Sequence[Mapping[str, Any]]:
        """The sources that have a number, in its order."""
        return [self._known.get(name, {"source_id": name}) for name in self._numbers]

    def list(self) -> list[str]:
        """The notes by number: `1  The Globe, 2024-04-01, Acme shops, [globe-1]`."""
        return [
            f"{number}  {describe_source(source)}"
            for number, source in enumerate(self.sources(), start=1)
        ]


def _fold(citations: Sequence[Place]) -> list[Place]:
    """Each place once, however many claims are made of it."""
    places: dict[Any, Place] = {}
    for each in filter(None, citations):
        key = (each["id"], each["start"], each["end"], tuple(each["origins"] or ()))
        places.setdefault(key, each)
    return list(places.values())


def _put_each_source_first(places: Sequence[Place]) -> list[Place]:
    """The first place of every source before the others, so that a row cut short names most."""
    firsts = {each["id"]: at for at, each in reversed(list(enumerate(places)))}
    at_first = [firsts[each["id"]] == at for at, each in enumerate(places)]
    return [
        each
        for wanted in (True, False)
        for each, first in zip(places, at_first, strict=True)
        if first is wanted
    ]


def show_citation(citation: Place) -> str:
    """A place in a source, for one line of text: `blue-whale-news-2024-08-02 732-1016`."""
    return f"{citation['id']} {show_place(citation['start'], citation['end'])}".rstrip()


def show_place(start: int | None, end: int | None) -> str:
    return "" if start is None else f"{start}-{end}"


def describe_date(text: str | None) -> str:
    """A date as a reader would write it; one that is no EDTF is shown as it stands."""
    try:
        return describe_edtf(text) if text else ""
    except EdtfError:
        return text or ""


def describe_source(source: Mapping[str, Any]) -> str:
    """A source in one line: publisher, date, title, address, id."""
    parts = [
        source.get("publisher"),
        describe_date(source.get("published")),
        source.get("title"),
        source.get("url"),
        f"[{source['source_id']}]",
    ]
    return clean(", ".join(str(part) for part in parts if part))


def find_evidence(result: Result | Stream) -> list[int]:
    """The columns that hold evidence, told by their types, or else by what is in them."""
    named = [
        at
        for at, name in enumerate(result.columns)
        if name == "sources" or name.endswith("citations")
    ]
    if isinstance(result, Stream):
        return [at for at in named if result.types and _is_type_of_evidence(result.types[at])]
    return [at for at in named if all(_is_evidence(row[at]) for row in result.rows)]


def _is_type_of_evidence(kind: str) -> bool:
    fields = set(re.findall(r'[(,] *"?(\w+)"? (\w+(?:\[\])?)', kind))
    return kind.startswith("STRUCT(") and kind.endswith(")[]") and fields >= TYPES


def _is_evidence(value: Any) -> bool:
    """Whether it is a list of places; a query may have ids under that name."""
    if value is None:
        return True
    return isinstance(value, list) and all(
        item is None or (isinstance(item, dict) and item.keys() >= KEYS and _has_types(item))
        for item in value
    )


def _has_types(place: Place) -> bool:
    texts = ("id", "publisher", "published", "said_by")
    return all(isinstance(place[name], str | None) for name in texts) and all(
        isinstance(place[name], int | None) for name in ("start", "end")
    )


def spread(result: Result | Stream) -> Stream:
    """Evidence as columns of text, one part for each place, so that the nth parts belong together.

    Several origins of one place are joined by a comma. Where the rows have a column of such a name,
    the new one is called `source_…`.
    """
    spreading = find_evidence(result)
    if not spreading:
        return Stream(result.columns, None, iter(result.rows))
    kept = [at for at in range(len(result.columns)) if at not in spreading]
    columns = [result.columns[at] for at in kept]
    taken = set(columns)
    for at in spreading:
        side = result.columns[at].removesuffix("citations").removesuffix("sources")
        columns += [_name(side + name, taken) for name in COLUMNS]
    rows = (
        (*(row[at] for at in kept), *(cell for at in spreading for cell in _spread_one(row[at])))
        for row in result.rows
    )
    return Stream(make_unique(columns), None, rows)


def _name(name: str, taken: set[str]) -> str:
    return f"source_{name}" if name in taken else name


def _spread_one(citations: Sequence[Place] | None) -> Iterator[str]:
    found = [citation for citation in citations or () if citation]
    for parts in (
        [citation["id"] for citation in found],
        [citation["publisher"] or "" for citation in found],
        [citation["published"] or "" for citation in found],
        [show_place(citation["start"], citation["end"]) for citation in found],
        [(citation["said_by"] or "").replace(BETWEEN, ", ") for citation in found],
        [", ".join(filter(None, citation["origins"] or [])) for citation in found],
    ):
        yield BETWEEN.join(parts) if any(parts) else ""
