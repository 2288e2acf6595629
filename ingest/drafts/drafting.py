"""An article becomes a draft: its source, the companies that it names, its candidate events."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
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
from ingest.drafts.fitting import infer_companies, infer_date
from ingest.drafts.library import Library
from ingest.events.candidate import Candidate
from ingest.events.candidates import Reading, read_text
from ingest.found import FoundCompany

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
_POSSESSIVE = re.compile(r"['’]s?$")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class NewCompany:
    """A company that is not known yet, and what else the text calls it."""

    found: Unknown
    aliases: Sequence[str]


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
    inferred: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in an article, ready to be written."""

    id: str
    name: str
    article: ArticleText
    sha256: str
    fields: Mapping[str, Field]
    companies: Sequence[NewCompany]
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
    companies = [
        NewCompany(one, list_aliases(article.text, one, reading.companies))
        for one in reading.unknown
        if one.id in named
    ]
    names = library.names_of | {one.found.id: [one.found.name, *one.aliases] for one in companies}
    events = list(_name_events(article.text, candidates, library, reading, names, published))
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
    if first is None or " ".join(text[first.start : first.end].split()).lstrip("# ") != title:
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


def list_aliases(text: str, company: Unknown, mentions: Sequence[FoundCompany]) -> list[str]:
    """What a text calls a new company besides its name, such as the short form of it."""
    found: dict[str, None] = {}
    for mention in mentions:
        words = _POSSESSIVE.sub("", " ".join(text[mention.start : mention.end].split()))
        if mention.name == company.name and company.name.casefold() not in words.casefold():
            found.setdefault(words)
    return list(found)


def _name_events(
    text: str,
    candidates: Sequence[Candidate],
    library: Library,
    reading: Reading,
    names: Mapping[str, Sequence[str]],
    published: str | None,
) -> Iterator[CandidateEvent]:
    """The candidates with ids that no event has yet, and with what `verify` will not find."""
    taken: Counter[str] = Counter(library.events.ids if library.events else ())
    for candidate in candidates:
        passage = text[candidate.start : candidate.end]
        base = _make_base(candidate, published)
        made, number = base, 1
        while taken[made]:
            number += 1
            made = f"{base}-{number}"
        taken[made] += 1
        inferred = dict(candidate.inferred)
        if why := infer_date(candidate, text):
            inferred["when"] = why
        if why := infer_companies(candidate, text, reading.parties, names):
            inferred.setdefault("companies", why)
        yield CandidateEvent(
            made,
            candidate,
            Place(candidate.start, candidate.end, hash_passage(passage)),
            write_amounts(made, candidate, text, library, reading.dates),
            _find_known(candidate, library),
            inferred,
        )


def _make_base(candidate: Candidate, published: str | None) -> str:
    """An id by the first company, the type and the date, or else the day on which it was told."""
    company = next(iter(next(iter(candidate.companies.values()))))
    parts = [company, candidate.type.replace("_", "-")]
    if candidate.when and _DAY.fullmatch(candidate.when):
        parts.append(candidate.when)
    elif published and _DAY.fullmatch(published):
        parts += ["told", published]
    return "-".join(parts)


def _find_known(candidate: Candidate, library: Library) -> list[Known]:
    """Events of the database that a candidate may repeat, by amount, company, date and type."""
    if library.events is None:
        return []
    like = library.events.find_like(_as_event(candidate), MIN_SCORE)
    return [
        Known(event.id, score, f"“{event.title}”; {because}")
        for score, event, because in like[:MOST_KNOWN]
    ]


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
