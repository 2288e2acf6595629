"""Words around an amount that tell what it measures, made ready from the list measures.yaml."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from db.unit_words import CJK

REACH = 200  # characters on either side of an amount within which words tell of it
_TOKEN = re.compile(rf"[^\W_{CJK}]+")
_FOREIGN = re.compile(rf"[{CJK}]+")
_GROUPS = ("falls", "rises", "falls_after", "rises_after")
Phrase = tuple[str, ...]


class Cue(NamedTuple):
    """Characters start..end of a text that hint at something: `kind` "basis", `value` "planned"."""

    start: int
    end: int
    kind: str
    value: str


class Measure(NamedTuple):
    """What a measure is measured in, the measure of its change, and its own period."""

    units: frozenset[str]
    growth: str | None
    per: str | None


class Words:
    """The list, by the first word of each phrase."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.measures = dict(_read_measures(given))
        self.nouns = _by_head(_read_nouns(given))
        self.singles = _by_head(_read_singles(given))
        self.noun_measures = {
            unit: noun["measure"] for unit, noun in given["nouns"].items() if "measure" in noun
        }
        self.noun_periods = {
            unit: str(noun["per"]) for unit, noun in given["nouns"].items() if "per" in noun
        }
        self.few = frozenset(map(str, given["few"]))
        self.each = _by_head((_split(word), str(word)) for word in given["each"])
        self.names = frozenset(map(str, given["names"]))
        self.not_nouns = frozenset(map(str, given["not_nouns"]))
        cues = list(_read_cues(given))
        self._cues = _by_head((_split(word), hint) for word, hint in cues if _split(word))
        self._foreign = [(word, hint) for word, hint in cues if _FOREIGN.fullmatch(word)]

    def find_cues(self, text: str) -> list[Cue]:
        """Every hint in a text, in its order; the longest phrase at each word."""
        found = list(self._find_words(text))
        if not text.isascii():
            for word, (kind, value) in self._foreign:
                for match in re.finditer(re.escape(word), text):
                    found.append(Cue(match.start(), match.end(), kind, value))
            found.sort()
        return found

    def _find_words(self, text: str) -> Iterator[Cue]:
        places = list(_TOKEN.finditer(text))
        tokens = [match[0].lower() for match in places]
        at = 0
        while at < len(tokens):
            step = 1
            for phrase, hints in self._cues.get(tokens[at], ()):
                start = places[at].start()
                if tokens[at] == "may" and text[start] == "M":  # the month
                    break
                if len(phrase) == 1 or _is_here(places, tokens, at, phrase):
                    step = len(phrase)
                    for kind, value in hints:
                        yield Cue(start, places[at + step - 1].end(), kind, value)
                    if len(phrase) > 1 and _is_only_plan(hints) and phrase[-1] in self._cues:
                        step -= 1  # "to cut" is planned, and "cut" tells what
                    elif len(phrase) > 1 and phrase[0] == "of":  # also "sales" in "of sales"
                        yield from self._find_rest(places, tokens, at + 1, at + step)
                    break
            at += step

    def _find_rest(
        self, places: list[re.Match[str]], tokens: list[str], at: int, end: int
    ) -> Iterator[Cue]:
        for phrase, hints in self._cues.get(tokens[at], ()):
            if tuple(tokens[at:end]) == phrase:
                for kind, value in hints:
                    yield Cue(places[at].start(), places[end - 1].end(), kind, value)


def _is_only_plan(hints: list[tuple[str, str]]) -> bool:
    return all(kind == "basis" and value != "actual" for kind, value in hints)


def find_phrase(
    phrases: Mapping[str, list[tuple[Phrase, list[Any]]]], tokens: list[str]
) -> tuple[int, Any] | None:
    """The longest phrase that the tokens begin with: how many of them, and what it stands for."""
    for phrase, values in phrases.get(tokens[0], ()):
        if tokens[: len(phrase)] == list(phrase):
            return len(phrase), values[0]
    return None


def near(cues: list[Cue], start: int, end: int) -> list[Cue]:
    """The hints between two places."""
    first = bisect_left(cues, start, key=lambda cue: cue.start)
    return cues[first : bisect_right(cues, end, key=lambda cue: cue.start)]


def prepare_words(given: Mapping[str, Any]) -> Words:
    """The list made ready, and kept for the next text."""
    return _prepare(_Same(given))


class _Same:
    """A list that is told from others by what object it is."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.given is other.given

    def __hash__(self) -> int:
        return id(self.given)


@lru_cache(maxsize=8)
def _prepare(same: _Same) -> Words:
    return Words(same.given)


def _is_here(places: list[re.Match[str]], tokens: list[str], at: int, phrase: Phrase) -> bool:
    """Whether a phrase of several words stands at a place, with nothing but gaps within it."""
    if at + 1 >= len(tokens) or tokens[at + 1] != phrase[1]:
        return False
    end = at + len(phrase)
    if tuple(tokens[at:end]) != phrase:
        return False
    return places[end - 1].end() - places[at].start() <= sum(map(len, phrase)) + 2 * len(phrase)


def singular(word: str) -> str:
    """A plural noun without its ending: "cities" is "city"."""
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    long = word.endswith(("ches", "shes", "xes", "sses"))
    return word[:-2] if long else word.removesuffix("s")


def _read_singles(given: Mapping[str, Any]) -> Iterator[tuple[Phrase, str]]:
    for thing in given.get("things", ()):
        *first, last = _split(thing)
        yield (*first, singular(last)), "_".join(_split(thing))


def _split(word: object) -> Phrase:
    return tuple(_TOKEN.findall(str(word).lower()))


def _by_head(pairs: Iterable[tuple[Phrase, Any]]) -> dict[str, list[tuple[Phrase, list[Any]]]]:
    """Phrases under their first word, the longest first, each with all that it stands for."""
    together: dict[Phrase, list[Any]] = {}
    for phrase, value in pairs:
        if phrase:
            together.setdefault(phrase, []).append(value)
    heads: dict[str, list[tuple[Phrase, list[Any]]]] = {}
    for phrase in sorted(together, key=len, reverse=True):
        heads.setdefault(phrase[0], []).append((phrase, together[phrase]))
    return heads


def _read_measures(given: Mapping[str, Any]) -> Iterator[tuple[str, Measure]]:
    for name, measure in given["measures"].items():
        unit = measure["unit"]
        units = frozenset(unit if isinstance(unit, list) else [unit])
        yield name, Measure(units, measure.get("growth"), measure.get("per"))


def _read_nouns(given: Mapping[str, Any]) -> Iterator[tuple[Phrase, str]]:
    for unit, noun in given["nouns"].items():
        for word in noun["words"]:
            yield _split(word), unit
    for thing in given.get("things", ()):
        yield _split(thing), "_".join(_split(thing))


def _read_cues(given: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, measure in given["measures"].items():
        yield from ((str(word), ("measure", name)) for word in measure["words"])
    for kind in ("basis", "periods"):
        for name, words in given[kind].items():
            yield from ((str(word), (kind, name)) for word in words)
    for kind in _GROUPS:
        yield from ((str(word), (kind, "")) for word in given[kind])
    yield from ((str(word), ("neutral", "")) for word in given["neutral"])
