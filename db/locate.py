"""Replace the quotes of a record by their places in the article, and put in places chosen.

A record is edited by splicing at its YAML marks: what is not replaced stays byte for byte. The
result is read again and proved to say the same before it is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml import Node

from db.document import read_yaml
from db.errors import DataProblems, DatelineError, LocatorError
from db.marks import BREAK, find_end, find_line_end, find_start, is_block, kind_of
from db.nearest import suggest
from db.place import Article, Place, find_passages, read_article, shorten
from db.problem import Problem
from db.review import drops, is_dropped

Entry = tuple[Node, Node]
Entries = dict[str, Entry]
Chosen = Mapping[tuple[int, int], Place]  # by the number of the event (if it counts) and claim

_EDITOR_BREAK = re.compile(r"\r\n?|\n")
_BLOCK_COMMENT = re.compile(rf"[^#{BREAK}]*(#[^{BREAK}]*)")


@dataclass(frozen=True, slots=True)
class Located:
    """A record with its places, and how many were written; as it was if there are problems."""

    text: str
    problems: list[Problem]
    count: int


def locate_file(record: Path, article: Path, chosen: Chosen | None = None) -> int:
    """Fill the places into a record file; how many. DataProblems, and nothing written, if any."""
    text = read_article(record).text
    located = locate_record(text, read_article(article), file=str(record), chosen=chosen)
    if located.problems:
        raise DataProblems(located.problems)
    draft = record.with_name(f".{record.name}.new")
    try:
        draft.write_bytes(located.text.encode("utf-8"))
        draft.replace(record)
    except OSError as error:
        raise DatelineError(f"{record} cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
    return located.count


def locate_record(
    record: str, article: Article, *, file: str, chosen: Chosen | None = None
) -> Located:
    """Replace each quote of a record by its place in the article, and fill the source's `text`.

    Claims with neither quote nor place get the place chosen for them, if there is one. The record
    is the file's text with its newlines untranslated. Faults are collected as problems.
    """
    body = record.lstrip("\ufeff")  # the YAML parser skips a byte order mark without counting it
    before = read_yaml(body, file)
    edit = _Edit(body, article, file, before.problems, chosen or {})
    if not edit.problems:
        edit.plan(yaml.compose(body, Loader=yaml.CBaseLoader))
    if edit.problems:
        return Located(record, edit.problems, 0)
    new = edit.splice()
    after = read_yaml(new, file)
    if after.problems or after.data != edit.expect(before.data):
        fault = "the places cannot be written without changing something else in the record"
        remedy = "write each entry as `key: value`, on lines of its own, without `?` and `|+`"
        return Located(record, [Problem(file, 0, fault, remedy)], 0)
    return Located(record[: len(record) - len(body)] + new, [], len(edit.places))


class _Refusal(LocatorError):
    """A fault at an index of the record."""

    def __init__(self, index: int, fault: str, remedy: str) -> None:
        super().__init__(fault, remedy)
        self.index = index


@dataclass(slots=True)
class _Edit:
    """What is to be replaced in a record, and what stands against it."""

    record: str
    article: Article
    file: str
    problems: list[Problem]
    chosen: Chosen
    splices: list[tuple[int, int, str]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Turn a refusal into a problem, so that what follows is looked at too."""
        try:
            yield
        except _Refusal as refusal:
            line = len(_EDITOR_BREAK.findall(self.record, 0, refusal.index)) + 1
            self.problems.append(Problem(self.file, line, refusal.fault, refusal.remedy))

    def plan(self, tree: Node | None) -> None:
        """Plan the source's `text` and the place of each quote; collect what is wrong."""
        with self.collecting():
            if tree is None:
                raise _Refusal(0, "the record is empty", "write its `source:` and `events:`")
            entries = _read_entries(tree, "record")
            self._plan_text(entries)
            with self.collecting():
                self._plan_claims(entries)
            for passage in _read_items(entries, "left_out"):
                with self.collecting():
                    self._plan_passage(passage, _read_entries(passage, "passage"))

    def splice(self) -> str:
        """Carry out what was planned."""
        parts, done = [], 0
        for start, end, new in sorted(self.splices):
            parts += [self.record[done:start], new]
            done = end
        return "".join([*parts, self.record[done:]])

    def expect(self, data: Any) -> Any:
        """Replace in the record's data what was planned, so that the new text can be proved."""
        text = {"sha256": self.article.sha256, "characters": str(self.article.characters)}
        places = iter(self.places)
        data["source"]["text"] = text
        entries = [
            ((at, nth), claim)
            for at, event in enumerate(e for e in data.get("events") or [] if not is_dropped(e))
            for nth, claim in enumerate(event.get("claims") or [])
        ]
        entries += [((-1, -1), passage) for passage in data.get("left_out") or []]
        for where, entry in entries:
            if entry.pop("quote", None) is not None or where in self.chosen:
                entry["at"] = str(next(places))
        return data

    def _plan_claims(self, entries: Entries) -> None:
        for at, event in enumerate(e for e in _read_items(entries, "events") if not drops(e)):
            with self.collecting():
                claims = _read_items(_read_entries(event, "event"), "claims")
                for nth, claim in enumerate(claims):
                    with self.collecting():
                        self._plan_claim(claim, self.chosen.get((at, nth)))

    def _plan_text(self, tree: Entries) -> None:
        if "source" not in tree:
            raise _Refusal(0, "the record has no source", "write `source:` with its `id:`")
        source_key, source = tree["source"]
        entries = _read_entries(source, "source")
        if "id" not in entries:
            raise _Refusal(find_start(source_key), "the source has no id", "write its `id:`")
        filled = f"{{sha256: {self.article.sha256}, characters: {self.article.characters}}}"
        if "text" in entries:
            self._refuse_other_article(entries["text"][1])
            self._replace(*entries["text"], "text", filled)
        else:
            self._insert_text(source, *entries["id"], filled)

    def _refuse_other_article(self, text: Node) -> None:
        if kind_of(text) != "mapping" or "sha256" not in (entries := _read_entries(text, "text")):
            return
        key, value = entries["sha256"]
        if value.value not in ("", self.article.sha256):
            fault = "this is not the article that the record's places were taken from"
            remedy = "give that article, or delete `text:` and every `at:` and quote anew"
            raise _Refusal(find_start(key), fault, remedy)

    def _plan_claim(self, claim: Node, chosen: Place | None) -> None:
        entries = _read_entries(claim, "claim")
        if chosen is None:
            self._plan_passage(claim, entries)
        elif "quote" in entries or ("at" in entries and entries["at"][1].value != ""):
            fault = "the claim has a quote or a place already"
            raise _Refusal(find_start(claim), fault, "run `dateline locate` again")
        elif "at" in entries:
            self._replace(*entries["at"], "at", str(chosen))
            self.places.append(chosen)
        else:
            self._insert_place(claim, chosen)

    def _plan_passage(self, node: Node, entries: Entries) -> None:
        if "quote" not in entries:
            return
        place = _locate_quote(*entries["quote"], self.article.text)
        first, *second = [name for name in entries if name in ("quote", "at")]
        self._replace(*entries[first], "at", str(place))
        for name in second:
            self._drop(node, list(entries).index(name))
        self.places.append(place)

    def _insert_place(self, claim: Any, place: Place) -> None:
        """Plan `at` as the first entry of a claim."""
        if not claim.value:
            start, new = find_start(claim) + 1, f"at: {place}"
        elif claim.flow_style:
            start, new = find_start(claim.value[0][0]), f"at: {place}, "
        else:
            key = claim.value[0][0]
            start = find_start(key)
            new = f"at: {place}{self._find_newline(start)}{' ' * key.start_mark.column}"
        self._plan(start, start, new)
        self.places.append(place)

    def _find_newline(self, index: int) -> str:
        """How the line of an index ends; on the last one, as the record's lines do."""
        end, after = find_line_end(self.record, index)
        return self.record[end:after] or ("\r\n" if "\r\n" in self.record else "\n")

    def _insert_text(self, source: Any, key: Node, value: Node, filled: str) -> None:
        end = find_end(value, self.record)
        if source.flow_style:
            new = f", text: {filled}"
        else:
            newline = self._find_newline(end)
            end = find_line_end(self.record, end)[0]
            new = f"{newline}{' ' * key.start_mark.column}text: {filled}"
        self._plan(end, end, new)

    def _replace(self, key: Node, value: Node, name: str, new: str) -> None:
        """Plan `name: new` for an entry; a comment before the value, or at its head, stays."""
        gap = (
            self.record[key.end_mark.index : find_start(value)].lstrip().removeprefix(":").lstrip()
        )
        if key.value == name:
            name = self.record[find_start(key) : key.end_mark.index]
        if is_block(value) and (comment := _BLOCK_COMMENT.match(self.record, find_start(value))):
            new = f"{new} {comment[1]}"
        self._plan(find_start(key), find_end(value, self.record), f"{name}: {gap}{new}")

    def _drop(self, mapping: Any, position: int) -> None:
        """Plan to take out an entry that is not the first, with its comma or its line."""
        key, value = mapping.value[position]
        start, end = find_start(key), find_end(value, self.record)
        if mapping.flow_style:
            before = find_end(mapping.value[position - 1][1], self.record)
            if self.record[before:start].strip() != ",":
                remedy = "take the old `at` out by hand"
                raise _Refusal(start, "a comment stands in the way of the new place", remedy)
            start = before
        else:
            line_end, after = find_line_end(self.record, end)
            comment = self.record[end:line_end].lstrip()
            if comment:
                end = line_end - len(comment)
            else:
                start, end = start - key.start_mark.column, after
        self._plan(start, end, "")

    def _plan(self, start: int, end: int, new: str) -> None:
        # After a quotation mark a comment may follow at once, after a place it may not.
        space = " " if new and self.record.startswith("#", end) else ""
        self.splices.append((start, end, new + space))


def _locate_quote(key: Node, value: Node, text: str) -> Place:
    """Find the one place of a quote; raise _Refusal where there is none, or several."""
    quote = value.value
    if not isinstance(quote, str) or not quote.strip():
        raise _Refusal(find_start(key), "the quote holds no words", "copy them from the article")
    places = find_passages(quote, text)
    if not places:
        fault = f"the quote “{shorten(quote)}” is not in the article"
        raise _Refusal(find_start(key), fault, suggest(quote, text))
    if len(places) > 1:
        first = ", ".join(f"{place.start}-{place.end}" for place in places[:3])
        more = ", …" if len(places) > 3 else ""
        fault = f"the quote “{shorten(quote)}” stands {len(places)} times, at {first}{more}"
        raise _Refusal(find_start(key), fault, "add more words before or after it")
    return places[0]


def _read_entries(node: Node, name: str) -> Entries:
    if kind_of(node) != "mapping":
        raise _Refusal(find_start(node), f"the {name} is not a mapping", "write `key: value` lines")
    return {key.value: (key, value) for key, value in node.value}


def _read_items(entries: Entries, name: str) -> list[Node]:
    if name not in entries or entries[name][1].value == "":
        return []
    key, value = entries[name]
    if kind_of(value) != "sequence":
        raise _Refusal(find_start(key), f"`{name}` is not a list", "write each item after a dash")
    return list(value.value)
