"""Where sources do not say the same, and how well each event is supported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db.evidence import Place, describe_date
from publish.report.blocks import Block, Heading, Item, Items, Line, Link, Paragraph, Table, Text
from publish.report.events import link_event, link_events
from publish.report.notes import Notes, join
from publish.report.selection import Row, Selection

KINDS = {
    "contradicts": "Contradictions: both cannot be right",
    "overlaps": "Overlaps: both share a part only",
    "scope": "Scope: a part and a whole, or figures of different things",
    "coarser": "Precision: one is more exact, and fits the other",
}
SUPPORT = (
    "Articles that relay one report are one origin; an article that does not say on what it "
    "rests is never counted as independent."
)
NO_CONFLICT = "On these events the sources do not differ in date, status or figures."
ALONE = "one article"
ONE_ORIGIN = "one origin"


def list_conflicts(selection: Selection) -> list[Row]:
    """The conflicts of the chosen events."""
    return [
        row
        for row in selection.ask("conflicts", company=selection.company)
        if selection.keeps_event(row["event_id"])
        and (not selection.given["only"] or row["event_id"] in selection.numbers)
    ]


def tell_conflicts(selection: Selection, notes: Notes) -> list[Block]:
    """Each conflict with both sides, and who says so."""
    blocks: list[Block] = [Heading("Conflicts", "conflicts")]
    rows = list_conflicts(selection)
    if not rows:
        return [*blocks, Paragraph([Text(NO_CONFLICT)])]
    use = Link("conflicts", "conflicts")
    for kind, heading in KINDS.items():
        items = [_tell(selection, row, notes, use) for row in rows if row["kind"] == kind]
        if items:
            blocks += [Heading(heading, f"conflicts-{kind}", 3), Items(items)]
    return blocks


def _tell(selection: Selection, row: Mapping[str, Any], notes: Notes, use: Link) -> Item:
    head: Line = [
        *link_event(selection, row["event_id"], row["title"]),
        Text(f" – {row['field'].replace('_', ' ')}", "quiet"),
    ]
    sides: list[Line] = []
    for side in ("one", "other"):
        value = row[f"{side}_value"] or "no date"
        value = describe_date(value) if row["field"] == "date" else value
        citations = row[f"{side}_citations"] or []
        said: Line = [Text(value, "strong"), Text(" – "), *_name_speakers(citations, notes)]
        sides.append([*said, Text(" "), notes.cite(citations, use)])
    return Item(head, sides)


def _name_speakers(citations: Sequence[Place], notes: Notes) -> Line:
    """Who says it: each publication once, with the speaker and the report that it relays."""
    names = dict.fromkeys(_name_speaker(each, notes) for each in citations if each)
    return [Text("; ".join(names))]


def _name_speaker(citation: Place, notes: Notes) -> str:
    name = notes.name_source(citation["id"])
    if citation["said_by"]:
        name += f" ({notes.name_speaker(citation['said_by'])})"
    if origins := list(filter(None, citation["origins"] or ())):
        name += " after " + " and ".join(map(notes.name_source, origins))
    return name


def tell_support(selection: Selection, notes: Notes) -> list[Block]:
    """How many events rest on how much, and which on one article or one origin."""
    rows = [
        row
        for row in selection.ask("corroboration", company=selection.company)
        if row["event_id"] in selection.numbers
    ]
    if not rows:
        return []
    counted = Counter(row["verdict"] for row in rows)
    order = sorted(counted, key=lambda verdict: (-counted[verdict], verdict))
    cells: list[list[Line]] = [
        [[Text(verdict)], [Text(f"{counted[verdict]:,}")]] for verdict in order
    ]
    return [
        Heading("Corroboration", "corroboration"),
        Table(SUPPORT, ["Support", "Events"], cells, frozenset({1})),
        *_tell_alone(selection, rows, notes),
        *_tell_others(selection, rows, notes),
    ]


def _tell_alone(selection: Selection, rows: Iterable[Row], notes: Notes) -> list[Block]:
    """Which events rest on one article, and which on one report that articles relay."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row["verdict"] == ALONE:
            groups[ALONE, row["articles"][0]].append(row["event_id"])
        elif row["verdict"] == ONE_ORIGIN:
            groups[ONE_ORIGIN, row["origins"][0]].append(row["event_id"])
    use = Link("corroboration", "corroboration")
    order = sorted(groups, key=lambda group: (group[0], -len(groups[group]), group))
    cells: list[list[Line]] = [
        [
            [Text(group[0])],
            [notes.link_source(group[1], use)],
            [Text(f"{len(groups[group]):,}")],
            link_events(selection, groups[group]),
        ]
        for group in order
    ]
    columns = ["Resting on", "Source", "Events", "By number"]
    caption = "Events that rest on one article, or on one report that articles relay."
    return [Table(caption, columns, cells, frozenset({2}))] if cells else []


def _tell_others(selection: Selection, rows: Iterable[Row], notes: Notes) -> list[Block]:
    """Events of which several articles tell."""
    use = Link("corroboration", "corroboration")
    cells: list[list[Line]] = []
    for row in rows:
        if row["article_count"] > 1:
            articles = [[notes.link_source(each, use)] for each in row["articles"]]
            origins = [[notes.link_source(each, use)] for each in row["origins"]]
            title = link_event(selection, row["event_id"], row["title"])
            verdict = [Text(row["verdict"])]
            cells.append([title, join(articles, "; "), join(origins, "; "), verdict])
    columns = ["Event", "Articles", "Original reports", "Support"]
    return [Table("Events of which several articles tell.", columns, cells)] if cells else []
