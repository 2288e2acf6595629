"""Hold what a database says of its sources against their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from db.articles import Text, Wanted, find_moved, find_texts, read_articles, stands
from db.company_words import CompanyNames
from db.fit import AmountToRead, ClaimToRead, find_misses
from db.place import Place, hash_passage
from db.reader import Reader

SOURCES = """
    SELECT s.id, s.text_sha256, t.text
    FROM source AS s LEFT JOIN source_text AS t ON t.source_id = s.id
    WHERE NOT s.cited_only ORDER BY s.id
"""
CLAIMS = """
    SELECT source_id, number, event_id, char_start, char_end, passage_sha256, quote, when_edtf,
        CASE WHEN inferred THEN coalesce(note, 'implied') END, when_inferred, companies_inferred
    FROM claim ORDER BY source_id, number
"""
COMPANIES = """
    SELECT DISTINCT p.source_id, p.claim_number, p.company_id, c.name
    FROM claim_company AS p JOIN company AS c ON c.id = p.company_id
    ORDER BY p.source_id, p.claim_number, p.company_id
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
    SELECT c.name, s.same_as FROM company_same_as AS s JOIN company AS c ON c.id = s.company_id
"""


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
    wanted = [one for one in sources.values() if source in (None, one.id)]
    every = [Wanted(one.id, one.sha256, one.text, one.places()) for one in sources.values()]
    texts = find_texts(every, read_articles(folder))
    names = CompanyNames(connection.execute(NAMES).fetchall())
    verdicts = [_verify(one, texts.get(one.id), names) for one in wanted]
    _find_unsupported(sources, verdicts)
    return verdicts


def _read_sources(connection: Reader) -> dict[str, _Source]:
    sources = {row[0]: _Source(*row) for row in connection.execute(SOURCES).fetchall()}
    companies: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for source, claim, company, name in connection.execute(COMPANIES).fetchall():
        companies[source, claim][company] = name
    amounts: dict[tuple[str, int], list[AmountToRead]] = defaultdict(list)
    for source, claim, *values in connection.execute(AMOUNTS).fetchall():
        amounts[source, claim].append(AmountToRead(*values))
    for row in connection.execute(CLAIMS).fetchall():
        source, number, event, start, end, sha256, quote, when, *inferred = row
        key = (source, number)
        read = ClaimToRead(source, number, event, when, companies[key], amounts[key], *inferred)
        place = None if start is None else Place(start, end, sha256)
        sources[source].claims.append(_Claim(read, place, quote))
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
        _verify_claim(verdict, claim, text, names)
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


def _verify_claim(verdict: Verdict, claim: _Claim, text: Text | None, names: CompanyNames) -> None:
    passage = claim.quote
    if text and claim.place:
        passage = text.article.text[claim.place.start : claim.place.end]
        if not hash_passage(passage).startswith(claim.place.sha256):
            _note_lost(verdict, claim.read.event, claim.place, text)
            return
    elif text and claim.quote is None:
        fault = "the claim has no place in the text"
        verdict.faults.append(Fault(claim.read.event, "", "at", fault))
    if passage is None:
        return
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


def _find_unsupported(sources: Mapping[str, _Source], verdicts: Sequence[Verdict]) -> None:
    """Events that lost a claim and have no other, so that nothing supports them any more."""
    lost: dict[str, int] = defaultdict(int)
    for verdict in verdicts:
        for orphan in verdict.orphans:
            if orphan.event:
                lost[orphan.event] += 1
    total: dict[str, int] = defaultdict(int)
    for source in sources.values():
        for claim in source.claims:
            total[claim.read.event] += 1
    for verdict in verdicts:
        events = {orphan.event for orphan in verdict.orphans if orphan.event}
        verdict.unsupported = sorted(event for event in events if lost[event] == total[event])
