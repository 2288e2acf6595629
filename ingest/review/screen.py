"""What a review shows of a candidate: its passage within what surrounds it, its fields, and why.

Everything is as wide as the terminal. A passage is marked by a bar at its left, so that it stands
out without colour, too; what comes from the article or the draft is cleaned before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from db.articles import stands
from db.palette import KEY, MARK, QUIET
from db.place import Place
from db.record import as_list
from db.sentences import Sentence, split_sentences
from db.text import clean
from ingest.review.draft import Candidate, read_place

LONGEST = 700  # characters of a passage that are shown; of a longer one the middle is left out
AROUND = 240  # and of a sentence before or after it
NAMES = 12  # columns for the names of fields
BAR = "▌ "
KEYS = (
    ("a", "accept"), ("e", "edit"), ("m", "merge"), ("d", "drop"), ("u", "undo"), ("n", "next"),
    ("b", "back"), ("s", "leave"), ("?", "help"),
)  # fmt: skip
END_KEYS = (("w", "write the record"), ("u", "undo"), ("b", "back"), ("s", "leave as it is"))
HELP = (
    ("a", "accept: it becomes part of the record; an empty title is asked for"),
    ("e", "edit its YAML in $EDITOR; decide on it afterwards"),
    ("m", "merge: it becomes a claim on another event, by its number or id"),
    ("d", "drop: its passage is listed as left out; a reason may be given"),
    ("u", "undo the last decision; again, the one before"),
    ("n →", "on to the next, nothing decided"),
    ("b ←", "back to the one before; what is decided may be decided anew"),
    ("s q", "save and leave: every decision is in the file already"),
    ("?", "this help"),
)
SHOWN = ("title", "type", "about", "when", "status", "companies")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the article, with those before and after them in their sentence and around it."""

    before: str
    lead: str
    words: str
    tail: str
    after: str


class Surroundings:
    """An article's text and its sentences; passages are cut out of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = split_sentences(text)

    def find(self, place: Place) -> Passage | None:
        """The passage at a place; None where other words stand there than the draft was made of."""
        start, end = place.start, place.end
        if not 0 <= start < end <= len(self.text):
            return None
        if place.sha256 and not stands(place, self.text):
            return None
        own = [at for at, one in enumerate(self.sentences) if one.start < end and start < one.end]
        if not own:
            return Passage("", "", self.text[start:end], "", "")
        first, last = self.sentences[own[0]], self.sentences[own[-1]]
        before = self.sentences[own[0] - 1] if own[0] else Sentence(0, 0)
        after = self.sentences[own[-1] + 1] if own[-1] + 1 < len(self.sentences) else Sentence(0, 0)
        return Passage(
            self.text[before.start : before.end],
            self.text[first.start : start],
            self.text[start:end],
            self.text[end : last.end],
            self.text[after.start : after.end],
        )


def fold(text: str) -> str:
    """On one line, without control characters, white space folded; space at an end stays one."""
    line = clean(text)
    inner = " ".join(line.split())
    if not inner:
        return " " if line else ""
    return (" " if line[0].isspace() else "") + inner + (" " if line[-1].isspace() else "")


def shorten_middle(text: str, most: int) -> str:
    """A text without its middle, if it is too long, and how much that is."""
    if len(text) <= most:
        return text
    head, tail = most * 2 // 3, most // 3
    left = len(text) - head - tail
    return f"{text[:head].rstrip()} … ({left:,} characters) … {text[-tail:].lstrip()}"


def show_candidate(
    one: Candidate,
    *,
    at: int,
    total: int,
    counts: Mapping[str, int],
    surroundings: Surroundings | None,
    faults: Sequence[str],
) -> Group:
    """Everything that is to be seen of a candidate."""
    decided = {"accept": "accepted", "drop": "dropped"}.get(one.decision or "", "undecided")
    parts: list[RenderableType] = [
        _head(f"{at + 1} of {total} · {one.kind} · {decided}", counts),
        Rule(style=QUIET),
        *_show_passages(one, surroundings),
        Text(),
        _show_fields(one),
        *_show_known(one),
    ]
    if faults:
        parts += [Text(), Text("To be mended before the record is written:", MARK)]
        parts += [_set_in(Text(clean(fault)), 2) for fault in faults]
    return Group(*parts)


def _head(text: str, counts: Mapping[str, int]) -> Text:
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return Text.assemble((text, "bold"), (f" · {told}" if told else "", QUIET))


def _show_passages(one: Candidate, surroundings: Surroundings | None) -> Iterator[RenderableType]:
    places = one.list_places()
    found = [surroundings.find(place) for place in places] if surroundings else []
    passages = [passage for passage in found if passage]
    for passage in passages:
        alone = len(passages) == 1
        yield from _show_passage(passage, around=alone)
    if passages and len(passages) == len(places):
        return
    quotes = [claim["quote"] for claim in one.list_claims() if isinstance(claim.get("quote"), str)]
    told = [*one.above, *quotes]
    if not passages and told:
        yield Text("In the words of the draft:", QUIET)
        yield _bar(Text(shorten_middle(fold(" ".join(told)), LONGEST)))
    elif not passages:
        yield Text("The words of its passage are not at hand.", QUIET)


def _show_passage(passage: Passage, *, around: bool) -> Iterator[RenderableType]:
    if around and passage.before:
        yield _set_in(Text(shorten_middle(fold(passage.before), AROUND), "dim"), len(BAR))
    words = Text.assemble(
        (shorten_middle(fold(passage.lead).lstrip(), AROUND), ""),
        (shorten_middle(fold(passage.words), LONGEST), f"bold {KEY}"),
        (shorten_middle(fold(passage.tail).rstrip(), AROUND), ""),
    )
    yield _bar(words)
    if around and passage.after:
        yield _set_in(Text(shorten_middle(fold(passage.after), AROUND), "dim"), len(BAR))


def _set_in(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns))


class _Bar:
    """A text with a bar at the left of each of its lines."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: Any) -> Iterator[Text]:
        for line in self.text.wrap(console, max(options.max_width - len(BAR), 8), overflow="fold"):
            yield Text.assemble((BAR, KEY), line)


def _bar(text: Text) -> Any:
    return _Bar(text)


def _show_fields(one: Candidate) -> Group:
    """The fields of a candidate, each with the draft's reason for it."""
    table = _make_columns()
    names = SHOWN if one.kind == "event" else ("name", "kind", "description", "aliases")
    for name in names:
        value, note = one.entry.get(name), one.notes.get(name, "")
        if value is None and not note and not (name == "title" and one.lacks_title):
            continue
        shown = Text(_tell(value)) if value else Text("(none yet)", MARK)
        table.add_row(name, _with_note(shown, note))
    for nth, claim in enumerate(one.list_claims()):
        for name, value, part in _list_claim(claim):
            note = one.notes.get(f"claims.{nth}.{part}", "")
            table.add_row(name, _with_note(Text(value), note))
    if isinstance(because := one.entry.get("because"), str):
        table.add_row("because", Text(clean(because)))
    heading = Text(clean(one.id), "bold")
    if one.kind == "company" and one.above:
        heading.append(f"  {clean(' '.join(one.above))}", QUIET)
    return Group(heading, table)


def _make_columns() -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=NAMES, style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _with_note(shown: Text, note: str) -> Text:
    return shown if not note else Text.assemble(shown, "  ", (f"# {clean(note)}", QUIET))


def _list_claim(claim: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The fields of a claim: name, value, and the path of its part."""
    place = read_place(claim)
    yield "claim", f"at {place.start}-{place.end}" if place else "without a place", "at"
    for name in ("when", "status", "companies", "said_by", "origin", "inferred", "note"):
        if claim.get(name):
            yield f"  {name}", _tell(claim[name]), name
    amounts = claim.get("amounts")
    for nth, amount in enumerate(amounts if isinstance(amounts, list) else []):
        told = _tell_amount(amount) if isinstance(amount, dict) else _tell(amount)
        yield "  amount", told, f"amounts.{nth}"


def _tell_amount(amount: Mapping[str, Any]) -> str:
    rest = {
        key: value for key, value in amount.items() if key not in ("measure", "value") and value
    }
    told = "; ".join(f"{key} {_tell(value)}" for key, value in rest.items())
    head = f"{_tell(amount.get('measure'))}: {_tell(amount.get('value'))}"
    return f"{head} ({told})" if told else head


def _tell(value: Any) -> str:
    """A value in a line."""
    if isinstance(value, dict):
        return "; ".join(f"{clean(str(key))}: {_tell(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_tell, value))
    return clean(str(value)) if value is not None else "(empty)"


def _show_known(one: Candidate) -> Iterator[RenderableType]:
    if not one.known:
        return
    yield Text()
    yield Text("May repeat a known event; m and its number merge:", QUIET)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", min_width=4)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for number, known in enumerate(one.known, start=1):
        because = " ".join(as_list(known.get("because") or ""))
        told = Text.assemble((clean(known["event"]), KEY), (f"  {clean(because)}", QUIET))
        table.add_row(str(number), _tell(known.get("score", "")), told)
    yield table


def show_end(counts: Mapping[str, int], total: int) -> Group:
    """What is to be seen behind the last candidate."""
    if counts["open"]:
        told = f"{counts['open']} of {total} still undecided; n goes to the first of them."
    else:
        told = "All is decided. Write the record now? The draft is kept beside it."
    return Group(_head(f"{total} candidates", counts), Rule(style=QUIET), Text(told))


def show_keys(keys: Iterable[tuple[str, str]], width: int) -> Text:
    """The keys and what they do; a line breaks between two of them only."""
    shown, used = Text(), 0
    for key, name in keys:
        size = len(key) + 1 + len(name)
        if used:
            fits = used + 2 + size <= width
            shown.append("  " if fits else "\n")
            used = used + 2 if fits else 0
        shown.append(key, "bold").append(f" {name}")
        used += size
    return shown


def show_help() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for key, told in HELP:
        table.add_row(key, told)
    return table
