"""Hold what a database says of its sources against their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from db.articles import Text, Wanted, find_moved, find_texts, read_articles, stands
from db.company_words import CompanyNames
from db.fit import AmountToRead, ClaimToRead, find_misses
from db.place import Place, find_passages
from db.reader import Reader

SOURCES = """
    SELECT s.id, s.text_sha256, t.text
    FROM source AS s LEFT JOIN source_text AS t ON t.source_id = s.id
    WHERE NOT s.cited_only ORDER BY s.id
"""
CLAIMS = """
    SELECT c.source_id, c.number, coalesce(m.same_as, c.event_id), c.event_id, c.char_start,
        c.char_end, c.passage_sha256, c.quote, c.when_edtf,
        CASE WHEN c.inferred THEN coalesce(c.note, 'implied') END, c.when_inferred,
        c.companies_inferred
    FROM claim AS c LEFT JOIN event_same_as AS m ON m.event_id = c.event_id
    ORDER BY c.source_id, c.number
"""
COMPANIES = """
    SELECT DISTINCT p.source_id, p.claim_number, coalesce(m.same_as, c.id) AS company_id, c.name
    FROM claim_company AS p
    JOIN company AS c ON c.id = p.company_id
    LEFT JOIN company_same_as AS m ON m.company_id = c.id
    ORDER BY p.source_id, p.claim_number, company_id, c.name
"""
AMOUNTS = """
    SELECT
        a.source_id, a.claim_number, a.text, a.low, a.high, a.approximate, a.unit, u.kind,
        a.when_edtf, a.inferred
    FROM amount AS a JOIN unit AS u ON u.id = a.unit ORDER BY a.source_id, a.number
"""
LEFT_OUT = """
    SELECT source_id, char_start, char_end, passage_sha256 FROM left_out
    ORDER BY source_id, number
"""
NAMES = """
    SELECT name, id FROM company UNION SELECT name, company_id FROM company_alias
    UNION
    SELECT n.name, s.same_as FROM company_same_as AS s
    JOIN (
        SELECT name, id FROM company UNION SELECT name, company_id FROM company_alias
    ) AS n ON n.id = s.company_id
"""


STANDS, LOST, UNCHECKED = "stands", "lost", "unchecked"


class Fault(NamedTuple):
    """What does not hold: where in the text, of which event, which field, and what of it."""

    event: str | None
    place: str
    field: str
    fault: str
    because: str | None = None


@dataclass(slots=True)
class Verdict:
    """What was found of one source."""

    source: str
    state: str
    path: str | None = None
    claims: int = 0
    left_out: int = 0
    amounts: int = 0
    faults: list[Fault] = field(default_factory=list)
    orphans: list[Fault] = field(default_factory=list)
    inferred: list[Fault] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    left_unchecked: list[str] = field(default_factory=list)
    events: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shift: int = 0

    @property
    def checked(self) -> bool:
        return self.state != "not at hand"

    @property
    def clean(self) -> bool:
        return not (self.faults or self.orphans or self.state == "changed")


@dataclass(frozen=True, slots=True)
class _Claim:
    read: ClaimToRead
    supports: str
    place: Place | None
    quote: str | None


@dataclass(slots=True)
class _Source:
    id: str
    sha256: str | None
    text: str | None
    claims: list[_Claim] = field(default_factory=list)
    left_out: list[Place] = field(default_factory=list)

    def places(self) -> list[Place]:
        return [claim.place for claim in self.claims if claim.place] + self.left_out


def verify_sources(
    connection: Reader, folder: Path | None, source: str | None = None
) -> list[Verdict]:
    """Hold each source, or one, against its text in a folder of articles, or as it was kept."""
    sources = _read_sources(connection)
    every = [Wanted(one.id, one.sha256, one.text, one.places()) for one in sources.values()]
    texts = find_texts(every, read_articles(folder))
    names = CompanyNames(connection.execute(NAMES).fetchall())
    # All of them, since what one source loses another may hold.
    verdicts = [_verify(one, texts.get(one.id), names) for one in sources.values()]
    _find_unsupported(verdicts)
    return [verdict for verdict in verdicts if source in (None, verdict.source)]


def _read_sources(connection: Reader) -> dict[str, _Source]:
    sources = {row[0]: _Source(*row) for row in connection.execute(SOURCES).fetchall()}
    companies: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for source, claim, company, name in connection.execute(COMPANIES).fetchall():
        companies[source, claim][company] = name
    amounts: dict[tuple[str, int], list[AmountToRead]] = defaultdict(list)
    for source, claim, *values in connection.execute(AMOUNTS).fetchall():
        amounts[source, claim].append(AmountToRead(*values))
    for row in connection.execute(CLAIMS).fetchall():
        source, number, supports, event, start, end, sha256, quote, when, *inferred = row
        key = (source, number)
        read = ClaimToRead(source, number, event, when, companies[key], amounts[key], *inferred)
        place = None if start is None else Place(start, end, sha256)
        sources[source].claims.append(_Claim(read, supports, place, quote))
    for source, start, end, sha256 in connection.execute(LEFT_OUT).fetchall():
        sources[source].left_out.append(Place(start, end, sha256))
    return sources


def _verify(source: _Source, text: Text | None, names: CompanyNames) -> Verdict:
    verdict = Verdict(
        source.id,
        _name_state(text),
        str(text.path) if text and text.path else None,
        len(source.claims),
        len(source.left_out),
        sum(len(claim.read.amounts) for claim in source.claims),
    )
    for claim in source.claims:
        state, passage = _read_passage(verdict, claim, text)
        verdict.events[state].add(claim.supports)
        if passage is not None:
            _note_misses(verdict, claim, passage, names)
    for place in source.left_out if text else ():
        if text and not stands(place, text.article.text):
            _note_lost(verdict, None, place, text)
    return verdict


def _name_state(text: Text | None) -> str:
    if text is None:
        return "not at hand"
    if not text.same:
        return "changed"
    return "as read" if text.path else "as kept"


def _read_passage(verdict: Verdict, claim: _Claim, text: Text | None) -> tuple[str, str | None]:
    """Whether the passage of a claim stands, is lost or was not checked, and its words."""
    event, place = claim.read.event, claim.place
    if text is None:
        return UNCHECKED, claim.quote
    if place:
        passage = text.article.text[place.start : place.end]
        if stands(place, text.article.text):
            return STANDS, passage
        _note_lost(verdict, event, place, text)
        return LOST, None
    if claim.quote is None:
        verdict.faults.append(Fault(event, "", "at", "the claim has no place in the text"))
        return UNCHECKED, None
    if find_passages(claim.quote, text.article.text):
        return STANDS, claim.quote
    listed = verdict.faults if text.same else verdict.orphans
    listed.append(Fault(event, "quote", "at", "not in the text"))
    return LOST, None


def _note_misses(verdict: Verdict, claim: _Claim, passage: str, names: CompanyNames) -> None:
    where = f"{claim.place.start}-{claim.place.end}" if claim.place else "quote"
    for miss in find_misses(claim.read, passage, names):
        listed = verdict.faults if miss.because is None else verdict.inferred
        listed.append(Fault(claim.read.event, where, *miss))


def _note_lost(verdict: Verdict, event: str | None, place: Place, text: Text) -> None:
    """A passage that is not at its place: an orphan where the article changed, else a fault."""
    moved = find_moved(place, text.article.text, verdict.shift)
    if moved:
        verdict.shift = moved[0] - place.start
    fault = f"now at {moved[0]}-{moved[1]}" if moved else "no longer in the text"
    if text.same:
        fault = (
            "not the passage that was read" if moved is None else f"stands at {moved[0]}-{moved[1]}"
        )
    listed = verdict.faults if text.same else verdict.orphans
    listed.append(Fault(event, f"{place.start}-{place.end}", "at", fault))


def _find_unsupported(verdicts: Sequence[Verdict]) -> None:
    """Events that lost a claim and have no other that stands: none at all, or none checked."""
    standing = {event for verdict in verdicts for event in verdict.events[STANDS]}
    unchecked = {event for verdict in verdicts for event in verdict.events[UNCHECKED]}
    for verdict in verdicts:
        if verdict.state == "changed":
            lost = verdict.events[LOST] - standing
            verdict.unsupported = sorted(lost - unchecked)
            verdict.left_unchecked = sorted(lost & unchecked)
