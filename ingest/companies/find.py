"""The companies that an article names: known ones, and names that are worth to be known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from db.company_words import CompanyNames, Mention
from ingest.companies.known import IDIOM, SURE, Weighed, Weigher
from ingest.companies.lists import Lists
from ingest.companies.local import UNKNOWN, Local, find_again, find_local_names
from ingest.companies.page import Page
from ingest.companies.same import choose_ids, tell_apart
from ingest.companies.unknown import AGENCY, Guess, Guesser
from ingest.found import FoundCompany
from ingest.lexicon import read_lexicon

_SLUG = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name to be suggested: how often it is found, where first, and what it probably is."""

    name: str
    id: str
    count: int
    start: int
    end: int
    kind: str


class Names:
    """What companies are called, made ready to be found in many articles."""

    def __init__(
        self, names: Iterable[tuple[str, str]], lexicon: Mapping[str, Any] | None = None
    ) -> None:
        """Take pairs of a name and the id of a company, and other word lists than ours."""
        self._lists = Lists(read_lexicon("names") if lexicon is None else lexicon)
        pairs = [(normalize("NFC", name.strip()), id_) for name, id_ in names if name.strip()]
        pairs += [(bare, id_) for name, id_ in pairs if (bare := self._strip_form(name))]
        self._apart = tell_apart(pairs)
        self._known = frozenset(name for name, _ in pairs)
        outlets = {name for name in self._lists.press if " " in name or name.isupper()}
        idioms = (self._lists.idioms | outlets) - self._known
        self._names = CompanyNames([*pairs, *((idiom, IDIOM) for idiom in idioms)])

    def _strip_form(self, name: str) -> str:
        """A name without its legal form, where it has one."""
        for form in self._lists.form.finditer(name):
            if form.end() == len(name) and form.start() > 1:
                return name[: form.start()]
        return ""

    def find(self, text: str) -> list[FoundCompany]:
        """Mentions in the order of the text, none overlapping; unknown names have no ids."""
        page = Page(text, self._lists)
        weighed = Weigher(page, self._known.__contains__).weigh(self._find_names(text))
        sure = [one for one in weighed if one.standing == SURE]
        # Of what is no mention, only idioms keep their place: the rest may be part of a name.
        idioms = [(one.start, one.end) for one in weighed if one.standing != SURE and not one.ids]
        known = [(one.start, one.end) for one in sure]
        guesses = Guesser(page, [*known, *idioms], known).guess()
        local = find_local_names(page, sure, guesses, self._known.__contains__)
        again = _find_again(page, sure, guesses, idioms, local)
        found = (
            _list_known(text, sure)
            + _list_guesses(guesses, local)
            + _list_again(text, guesses, again)
        )
        return _drop_overlaps(choose_ids(text, found, self._apart))

    def _find_names(self, text: str) -> list[Mention]:
        """Names and idioms; a product written small is none: "Meta ads" are those of Meta."""
        found = []
        for one in self._names.find(text):
            words = text[one.start : one.end]
            if one.companies == (IDIOM,) and " " in words and self._is_small_product(words):
                first = words.rpartition(" ")[0]
                found += [
                    Mention(one.start + start, one.start + end, ids)
                    for start, end, ids in self._names.find(first)
                ]
            else:
                found.append(one)
        return found

    def _is_small_product(self, words: str) -> bool:
        return words.rpartition(" ")[2].islower() and words not in self._lists.idioms


def _find_again(
    page: Page,
    sure: list[Weighed],
    guesses: list[Guess],
    idioms: list[tuple[int, int]],
    local: list[Local],
) -> list[Mention]:
    """Other words of this article for the same companies: abbreviations, short forms, repeats."""
    if not local:
        return []
    taken = [*idioms, *((one.start, one.end) for one in sure), *((g.start, g.end) for g in guesses)]
    left = _leave_out(find_again(page, local), sorted(taken))
    return [
        one
        for one in left
        if not page.is_masked(one.start, one.end) and not page.is_ticker(one.start)
    ]


def _list_known(text: str, sure: list[Weighed]) -> list[FoundCompany]:
    return [
        FoundCompany(one.start, one.end, one.ids, text[one.start : one.end], one.why)
        for one in sure
    ]


def _list_guesses(guesses: list[Guess], local: list[Local]) -> list[FoundCompany]:
    """Guesses, those that the article tells to be a known company under its ids."""
    ids = {name: ids for name, ids in local if not ids[0].startswith(UNKNOWN)}
    return [
        FoundCompany(one.start, one.end, ids.get(one.name, ()), one.name, one.why)
        for one in guesses
    ]


def _list_again(text: str, guesses: list[Guess], again: list[Mention]) -> list[FoundCompany]:
    why = {guess.name: guess.why for guess in reversed(guesses)}
    found = []
    for start, end, ids in again:
        name = ids[0].removeprefix(UNKNOWN)
        if name != ids[0]:
            found.append(FoundCompany(start, end, (), name, why.get(name, "")))
        else:
            found.append(FoundCompany(start, end, ids, text[start:end], "named in this text"))
    return found


def _leave_out(found: Iterable[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
    """What is not on a place that is taken; both in order."""
    left, at = [], 0
    for one in found:
        while at < len(taken) and taken[at][1] <= one.start:
            at += 1
        if at == len(taken) or taken[at][0] >= one.end:
            left.append(one)
    return left


def _drop_overlaps(found: Iterable[FoundCompany]) -> list[FoundCompany]:
    """The known before the unknown, then the longer; in the order of the text."""
    kept: list[FoundCompany] = []
    for one in sorted(found, key=lambda one: (one.start, not one.ids, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.ids and not kept[-1].ids:
            kept[-1] = one
    return kept


def count_unknown(found: Iterable[FoundCompany]) -> list[Unknown]:
    """Names that nobody knows yet, the most named first, each with an id to suggest."""
    unknown = [one for one in found if not one.ids]
    counts = Counter(one.name for one in unknown)
    firsts = {one.name: one for one in reversed(unknown)}
    listed = sorted(firsts.values(), key=lambda one: (-counts[one.name], one.start))
    return [
        Unknown(
            one.name, make_slug(one.name), counts[one.name], one.start, one.end, _tell_kind(one)
        )
        for one in listed
    ]


def make_slug(name: str) -> str:
    """A readable id of small letters, without marks and white space."""
    bare = "".join(char for char in normalize("NFKD", name) if not "\u0300" <= char <= "\u036f")
    return _SLUG.sub("-", normalize("NFC", bare).casefold()).strip("-")


def _tell_kind(one: FoundCompany) -> str:
    return "agency" if one.why.startswith(AGENCY) else "company"
