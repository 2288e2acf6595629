"""A draft written down: a record with its open decisions, and how each field was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.text import clean
from ingest.articles.field import Field
from ingest.companies.find import Unknown
from ingest.drafts.amounts import Amount
from ingest.drafts.drafting import CandidateEvent, Draft
from ingest.found import FoundDate
from ingest.review.plain_yaml import write_flow
from ingest.review.yaml_edit import write_scalar

LONGEST = 300  # characters of a passage that a comment shows
_FIELDS = ("title", "publisher", "author", "published", "language", "url")


def write_draft(draft: Draft) -> str:
    """The draft as YAML; what is open stands empty behind `review:`, `title:` or `publisher:`."""
    parts = [_write_head(draft), _write_source(draft)]
    if draft.companies:
        parts.append(["companies:", *_indent(_write_companies(draft))])
    if draft.events:
        events = [list(_indent(_write_event(event, draft))) for event in draft.events]
        parts += [["events:", *events[0]], *events[1:]]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _write_head(draft: Draft) -> list[str]:
    head = [
        f"# A draft of {clean(draft.name)}: a machine's guesses, for a person to decide on.",
        "# Write `review: accept` or `review: drop` for each, and a title in your own words, or",
        "# run `dateline review` on this file. `dateline check` refuses it until all are decided.",
    ]
    return head + [f"# {clean(remark)}" for remark in draft.article.remarks]


def _write_source(draft: Draft) -> list[str]:
    lines = ["source:", f"  id: {write_scalar(draft.id)}"]
    for name in _FIELDS:
        field = draft.fields.get(name)
        if field is not None:
            lines.append(f"  {name}: {write_scalar(clean(field.value))}  # {_explain(field)}")
        elif name in ("title", "publisher", "published"):
            lines.append(f"  {name}:  # not found")
    characters = len(draft.article.text)
    lines.append(f"  text: {{sha256: {draft.sha256}, characters: {characters}}}")
    return lines


def _explain(field: Field) -> str:
    return clean(field.found)


def _write_companies(draft: Draft) -> Iterator[str]:
    for one in draft.companies:
        found = one.found
        yield f"# {_count_named(found)}, first at {found.start}-{found.end}"
        entry: dict[str, Any] = {"id": found.id, "name": clean(found.name), "kind": found.kind}
        if one.aliases:
            entry["aliases"] = [clean(alias) for alias in one.aliases]
        entry["review"] = None
        yield f"- {write_flow(entry)}"


def _count_named(one: Unknown) -> str:
    return "named once" if one.count == 1 else f"named {one.count} times"


def _write_event(event: CandidateEvent, draft: Draft) -> Iterator[str]:
    candidate, text = event.candidate, draft.article.text
    words = clean(" ".join(text[candidate.start : candidate.end].split()))
    if len(words) > LONGEST:
        words = f"{words[: LONGEST - 1]}…"
    yield f"# {candidate.start}-{candidate.end}: {words}"
    yield f"- id: {event.id}"
    yield "  review:"
    yield "  title:"
    trigger = candidate.told.get("type", "")
    because = f"by the words “{_quote(trigger)}”" if trigger else "guessed"
    yield f"  type: {candidate.type}  # {because}"
    if candidate.date is not None:
        when = "" if candidate.when is None else f" {write_scalar(candidate.when)}"
        yield f"  when:{when}  # {_explain_date(candidate.date, text)}"
    told = candidate.told.get("status", "")
    yield f"  status: {candidate.status}" + (f"  # by the words “{told}”" if told else "")
    yield f"  companies: {write_flow(_write_roles(event))}  # roles are guessed"
    if event.known:
        yield "  known:"
        for one in event.known:
            entry = {"event": one.event, "score": str(one.score), "because": one.because}
            yield f"    - {write_flow(entry)}"
    yield "  claims:"
    yield f"    - at: {event.place}"
    if candidate.said_by:
        yield f"      said_by: {write_scalar(candidate.said_by)}"
    if event.inferred:
        yield f"      inferred: {write_flow(dict(event.inferred))}"
    if event.amounts:
        yield "      amounts:"
        for amount in event.amounts:
            yield from (f"        {line}" for line in _write_amount(amount))


def _write_roles(event: CandidateEvent) -> dict[str, Any]:
    return {
        role: ids[0] if len(ids) == 1 else ids for role, ids in event.candidate.companies.items()
    }


def _write_amount(amount: Amount) -> Iterator[str]:
    why = f"  # {clean(amount.why)}" if amount.why else ""
    yield f"- {write_flow(amount.entry)}{why}"


def _explain_date(date: FoundDate, text: str) -> str:
    words = _quote(text[date.start : date.end])
    notes = [part for part in (date.anchor, date.why) if part]
    return clean(", ".join([f"“{words}”", *notes]))


def _quote(words: str) -> str:
    return clean(" ".join(words.split()))


def _indent(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
