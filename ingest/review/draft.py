"""A draft as read: its candidates in the order of their passages, and what decisions make of it.

Each decision is a new text of the draft. It is read again, and proved to say what was decided and
nothing else new, before it is believed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from db.document import read_yaml
from db.errors import DataProblems, DatelineError, LocatorError
from db.marks import find_end, find_start, kind_of
from db.place import Place, parse_place
from db.review import ACCEPT, DROP, KINDS
from ingest.review.yaml_edit import (
    carry_out,
    cut_out,
    find_pair,
    list_scalars,
    plan_removal,
    plan_value,
    put_back,
    write_scalar,
)

_BY_HAND = "decide on it by hand, with a text editor"
# Where an event is named by its id; a figure by the event's id, a slash, and its own name.
_NAMES_EVENT = frozenset({"about", "event", "repeats", "same_as", "part_of"})
_COMMENT = re.compile(r"[ \t]{1,1000}#[ \t]?([^\r\n]{0,2000})")
_SOURCE_FIELDS = ("title", "publisher", "published")
_MOST_ABOVE = 20  # lines of comment
_SPAN = re.compile(r"(?<![\w-])([0-9]{1,12})-([0-9]{1,12})(?![\w-])")


class ReviewError(DatelineError):
    """A draft that cannot be reviewed, or a decision that cannot be written down."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company or an event of a draft: where it stands, and what was decided (None: nothing)."""

    name: str
    at: int
    entry: Mapping[str, Any]
    above: Sequence[str]
    notes: Mapping[str, str]

    @property
    def kind(self) -> str:
        return KINDS[self.name]

    @property
    def id(self) -> str:
        return str(self.entry.get("id") or "without an id")

    @property
    def decision(self) -> str | None:
        found = self.entry.get("review")
        return found if found in (ACCEPT, DROP) else None

    @property
    def lacks_title(self) -> bool:
        """Whether it defines an event, and has no words of the person's own yet."""
        defines = self.entry.get("type") or self.entry.get("about")
        return self.kind == "event" and bool(defines) and not self.entry.get("title")

    @property
    def known(self) -> list[dict[str, Any]]:
        """Known events that it may repeat."""
        found = self.entry.get("known")
        ones = found if isinstance(found, list) else []
        return [one for one in ones if isinstance(one, dict) and isinstance(one.get("event"), str)]

    def list_claims(self) -> list[dict[str, Any]]:
        claims = self.entry.get("claims")
        return [one for one in claims if isinstance(one, dict)] if isinstance(claims, list) else []

    def list_places(self) -> list[Place]:
        """The places of its claims; for a company, the one that a comment tells (no hash)."""
        if self.kind == "company":
            told = _SPAN.findall(" ".join(self.above))  # the name, which comes first, may hold one
            return [Place(int(told[-1][0]), int(told[-1][1]), "")] if told else []
        places = (read_place(claim) for claim in self.list_claims())
        return [place for place in places if place]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft's text (without a byte order mark), its data, its tree, and its candidates."""

    file: str
    text: str
    data: dict[str, Any]
    root: Any
    candidates: list[Candidate]


def read_place(entry: Mapping[str, Any]) -> Place | None:
    """The place of a claim or a passage, if it has one that can be read."""
    at = entry.get("at")
    try:
        return parse_place(at) if isinstance(at, str) else None
    except LocatorError:
        return None


def read_draft(text: str, file: str) -> Draft:
    """Read a draft; DataProblems where it is no YAML, ReviewError where it is no record."""
    document = read_yaml(text, file)
    if document.problems:
        raise DataProblems(document.problems)
    root: Any = yaml.compose(text, Loader=yaml.CBaseLoader)
    if root is None or kind_of(root) != "mapping":
        raise ReviewError(f"{file} is no draft; `dateline draft` makes one from an article")
    found = [
        _read_candidate(text, name, at, node, document.data[name][at])
        for name in KINDS
        if (pair := find_pair(root, name)) and kind_of(pair[1]) == "sequence"
        for at, node in enumerate(pair[1].value)
        if kind_of(node) == "mapping" and find_pair(node, "review")
    ]
    return Draft(file, text, document.data, root, _sort_by_place(found))


def _sort_by_place(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Companies first; what has no place stays behind the one before it."""
    last, keyed = (-1, -1), []
    for one in candidates:
        group = list(KINDS).index(one.name)
        start = min((place.start for place in one.list_places()), default=None)
        last = (group, start if start is not None else last[1] if last[0] == group else -1)
        keyed.append((last, one))
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def _read_candidate(text: str, name: str, at: int, node: Any, entry: dict[str, Any]) -> Candidate:
    return Candidate(
        name, at, entry, _read_above(text, find_start(node)), dict(_read_notes(text, node, ""))
    )


def _read_notes(text: str, node: Any, path: str) -> Iterator[tuple[str, str]]:
    """The comment behind each part of an entry, by its path, such as `claims.0.amounts.1`."""
    if kind_of(node) == "scalar" or node.flow_style:
        if found := _COMMENT.match(text, find_end(node, text)):
            yield path, found[1].strip()
    elif kind_of(node) == "sequence":
        for at, one in enumerate(node.value):
            yield from _read_notes(text, one, f"{path}.{at}".lstrip("."))
    else:
        for key, value in node.value:
            inner = f"{path}.{key.value}".lstrip(".")
            colon = text.find(":", key.end_mark.index) + 1
            if find_start(value) > colon and (found := _COMMENT.match(text, colon)):
                yield inner, found[1].strip()
            yield from _read_notes(text, value, inner)


def _read_above(text: str, start: int) -> list[str]:
    """The lines of comment right above an entry."""
    found: list[str] = []
    end = text.rfind("\n", 0, start) + 1
    while end > 0 and len(found) < _MOST_ABOVE:
        first = text.rfind("\n", 0, end - 1) + 1
        line = text[first:end].strip()
        if not line.startswith("#"):
            break
        found.insert(0, line.lstrip("#").strip())
        end = first
    return found


def find_node(draft: Draft, one: Candidate) -> Any:
    """The part of the tree that is a candidate."""
    pair = find_pair(draft.root, one.name)
    if pair is None:
        raise ReviewError(f"{draft.file} has no `{one.name}:`")
    return pair[1].value[one.at]


def list_unknown_fields(draft: Draft) -> list[str]:
    """Which of the title, the publisher and the date of publication the source lacks."""
    source = draft.data.get("source")
    if not isinstance(source, dict):
        return []
    wanted = ("publisher", "published") if source.get("description") else _SOURCE_FIELDS
    return [name for name in wanted if not source.get(name)]


def set_source(draft: Draft, name: str, value: str) -> str:
    """The draft's text with a field of its source given."""
    pair = find_pair(draft.root, "source")
    if pair is None:
        raise ReviewError(f"{draft.file} has no source; write it with a text editor")
    expected = copy.deepcopy(draft.data)
    expected["source"][name] = value
    splice = plan_value(draft.text, pair[1], name, write_scalar(value))
    return _prove(draft, carry_out(draft.text, [splice]), expected)


def accept(draft: Draft, one: Candidate, title: str | None = None) -> str:
    """The draft's text with a candidate accepted, and its title put in."""
    fields = {"review": ACCEPT} | ({"title": title} if title else {})
    return _change(draft, one, fields, ["because"])


def drop(draft: Draft, one: Candidate, because: str = "") -> str:
    """The draft's text with a candidate dropped, and why."""
    fields = {"review": DROP} | ({"because": because} if because else {})
    return _change(draft, one, fields, [] if because else ["because"])


def merge(draft: Draft, one: Candidate, event: str) -> str:
    """The draft's text with a candidate made into claims on another event.

    What the draft says of the old id is said of the other from then on.
    """
    if one.kind != "event" or event == one.entry.get("id"):
        raise ReviewError(f"{one.id} cannot become a claim on {event}")
    gone = ["title", "type", "about", "because"]
    return _change(draft, one, {"id": event, "review": ACCEPT}, gone)


def _change(draft: Draft, one: Candidate, fields: Mapping[str, str], gone: Iterable[str]) -> str:
    node, text = find_node(draft, one), draft.text
    splices = [plan_value(text, node, name, write_scalar(new)) for name, new in fields.items()]
    removals = {name: plan_removal(text, node, name) for name in gone}
    splices += [splice for splice in removals.values() if splice]
    kept = {key: value for key, value in one.entry.items() if key not in removals}
    entry = {**kept, **fields}
    expected = copy.deepcopy(draft.data)
    expected[one.name][one.at] = entry
    if "id" in fields and not _has_twin(draft, one):
        old, new = str(one.entry.get("id")), fields["id"]
        for scalar in list_scalars(draft.root, _NAMES_EVENT):
            if (renamed := _rename(scalar.value, old, new)) is not None:
                start, end = find_start(scalar), find_end(scalar, text)
                if not any(start >= first and end <= last for first, last, _ in splices):
                    splices.append((start, end, write_scalar(renamed)))
        expected = _rename_all(expected, old, new)
    return _prove(draft, carry_out(text, splices), expected)


def _has_twin(draft: Draft, one: Candidate) -> bool:
    """Whether the id goes on being that of another entry."""
    events = draft.data["events"]
    return any(
        at != one.at and isinstance(event, dict) and event.get("id") == one.entry.get("id")
        for at, event in enumerate(events)
    )


def _rename(value: str, old: str, new: str) -> str | None:
    if value == old:
        return new
    return new + value[len(old) :] if value.startswith(f"{old}/") else None


def _rename_all(data: Any, old: str, new: str, named: bool = False) -> Any:
    if isinstance(data, str):
        renamed = _rename(data, old, new) if named else None
        return data if renamed is None else renamed
    if isinstance(data, list):
        return [_rename_all(one, old, new, named) for one in data]
    if isinstance(data, dict):
        return {
            key: value if key == "known" else _rename_all(value, old, new, key in _NAMES_EVENT)
            for key, value in data.items()
        }
    return data


def write_out(draft: Draft, one: Candidate) -> str:
    """A candidate as it is written, by itself."""
    return cut_out(draft.text, find_node(draft, one))


def replace(draft: Draft, one: Candidate, written: str) -> str:
    """The draft's text with a candidate as somebody has written it anew."""
    document = read_yaml(written, one.id)
    if document.problems:
        raise DataProblems(document.problems)
    if not isinstance(document.data, dict):
        raise ReviewError("an entry is written as `name: value` lines")
    expected = copy.deepcopy(draft.data)
    expected[one.name][one.at] = document.data
    text = carry_out(draft.text, [put_back(draft.text, find_node(draft, one), written)])
    return _prove(draft, text, expected)


def _prove(draft: Draft, text: str, expected: Any) -> str:
    after = read_yaml(text, draft.file)
    if after.problems or after.data != expected:
        fault = f"{draft.file}: the decision cannot be written without changing something else"
        raise ReviewError(f"{fault}; {_BY_HAND}")
    return text
