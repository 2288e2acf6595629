"""An article becomes a draft: its source, the companies that it names, its candidate events."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.edtf import parse_edtf
from db.errors import EdtfError
from db.place import Place, hash_passage, hash_text
from db.suggest_events import Event, Figure
from ingest.amounts.find import write_value
from ingest.articles.field import Field
from ingest.articles.read import ArticleText, read_article
from ingest.companies.find import Unknown
from ingest.drafts.amounts import Amount, write_amounts
from ingest.drafts.library import Library
from ingest.events.candidate import Candidate
from ingest.events.candidates import read_text

MIN_SCORE = 60
MOST_KNOWN = 3
_WORD = re.compile(r"[a-z0-9]+")
_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "its",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    ]
)
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Known:
    """An event of the database that a candidate may repeat; score of 100, and why."""

    event: str
    score: int
    because: str


@dataclass(frozen=True, slots=True)
class CandidateEvent:
    """A candidate with its id, its place, its amounts and the events that it may repeat."""

    id: str
    candidate: Candidate
    place: Place
    amounts: list[Amount]
    known: list[Known]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in an article, ready to be written."""

    id: str
    name: str
    article: ArticleText
    sha256: str
    fields: Mapping[str, Field]
    companies: Sequence[Unknown]
    events: Sequence[CandidateEvent]


def draft_article(
    data: bytes, name: str, library: Library, given: Mapping[str, str], dollar: str = "USD"
) -> Draft:
    """Draft the record of one article; what is given goes before what is found in it."""
    article = read_article(data, name)
    fields = dict(article.fields) | {key: Field(value, "given") for key, value in given.items()}
    published = fields["published"].value if "published" in fields else None
    reading = read_text(
        article.text,
        library.finder,
        published=published,
        dollar=dollar,
        years=library.years,
        noise=article.noise,
        lexicon=library.lexicon,
    )
    candidates = drop_headline(article.text, fields, reading.candidates)
    named = {one for event in candidates for ids in event.companies.values() for one in ids}
    companies = [one for one in reading.unknown if one.id in named]
    events = list(_name_events(article.text, candidates, library))
    sha256 = hash_text(article.data)
    made = _name_source(fields, name, sha256)
    short = name.rpartition("/")[2]
    return Draft(made, short, article, sha256, fields, companies, events)


def drop_headline(
    text: str, fields: Mapping[str, Field], candidates: Sequence[Candidate]
) -> Sequence[Candidate]:
    """The candidates without the title of the text, where a sentence tells the same."""
    title = fields["title"].value if "title" in fields else ""
    first = candidates[0] if candidates else None
    if first is None or " ".join(text[first.start : first.end].split()) != title:
        return candidates
    named = {one for ids in first.companies.values() for one in ids}
    told_again = any(
        other.type == first.type
        and named & {one for ids in other.companies.values() for one in ids}
        for other in candidates[1:]
    )
    return candidates[1:] if told_again else candidates


def _name_source(fields: Mapping[str, Field], name: str, sha256: str) -> str:
    """Who and when, and the first words of the title; the file's name for what is not known."""
    publisher = make_slug(fields["publisher"].value) if "publisher" in fields else ""
    day = fields["published"].value if "published" in fields else ""
    title = make_slug(fields["title"].value, 4, _STOP_WORDS) if "title" in fields else ""
    stem = make_slug(name.rsplit("/", 1)[-1].rsplit(".", 1)[0]) if name != "-" else ""
    when = day if _DAY.fullmatch(day) else ""
    parts = [publisher or stem, when, title if publisher else ""]
    made = "-".join(part for part in parts if part)
    return made or f"article-{sha256[:12]}"


def make_slug(text: str, words: int = 6, without: Collection[str] = ()) -> str:
    """The first words of a text as they stand in ids."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = [word for word in _WORD.findall(plain.replace("'", "")) if word not in without]
    return "-".join(found[:words])[:60].strip("-")


def _name_events(
    text: str, candidates: Sequence[Candidate], library: Library
) -> Iterator[CandidateEvent]:
    taken: dict[str, int] = {}
    for candidate in candidates:
        place = Place(
            candidate.start,
            candidate.end,
            hash_passage(text[candidate.start : candidate.end]),
        )
        company = next(iter(next(iter(candidate.companies.values()))))
        when = candidate.when if candidate.when and _DAY.fullmatch(candidate.when) else ""
        base = "-".join(part for part in (company, candidate.type.replace("_", "-"), when) if part)
        taken[base] = taken.get(base, 0) + 1
        made = base if taken[base] == 1 else f"{base}-{taken[base]}"
        amounts = write_amounts(made, candidate, library)
        yield CandidateEvent(made, candidate, place, amounts, _find_known(candidate, library))


def _find_known(candidate: Candidate, library: Library) -> list[Known]:
    """Events of the database that a candidate may repeat, by amount, company, date and type."""
    if library.events is None:
        return []
    like = library.events.find_like(_as_event(candidate), MIN_SCORE)
    return [Known(event.id, score, because) for score, event, because in like[:MOST_KNOWN]]


def _as_event(candidate: Candidate) -> Event:
    earliest = latest = None
    when = candidate.when
    if when is not None:
        try:
            read = parse_edtf(when)
            earliest, latest = read.earliest, read.latest
        except EdtfError:
            when = None
    companies = [one for ids in candidate.companies.values() for one in ids]
    event = Event("", "", candidate.type, when, earliest, latest, companies, [], None, 0)
    event.figures = [
        Figure(one.measure or "", one.unit, one.per or "", one.low, one.high, write_value(one))
        for one in candidate.amounts
    ]
    return event
