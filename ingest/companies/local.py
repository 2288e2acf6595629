"""Names that hold in one article only: abbreviations, former names, short forms, repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from db.company_words import CompanyNames, Mention
from ingest.companies.cues import TICKER
from ingest.companies.known import Weighed
from ingest.companies.page import Page, Run, Word
from ingest.companies.unknown import Guess

UNKNOWN = "\0?"  # before a name in the place of an id
_QUOTES = "\"'“”‘’「」"
_PART = r"[A-Z][\w&.-]{1,20}"
_BRACKET = re.compile(
    rf"[ \u00a0]?[(（](?:or |the |hereinafter |“the )?[{_QUOTES}]?({_PART}(?: {_PART}){{0,2}})"
    rf"[{_QUOTES}]?(?:[,.)）]| or | and )"
)
_FORMER = re.compile(
    r"[ \u00a0]?[,(]?[ \u00a0]?(?:(?:which was |the company )?"
    r"(?:formerly|previously|once|earlier|originally|then)(?: (?:known as|called|named))?"
    r"|(?:now|since)(?: (?:known as|called|named|renamed|rebranded))?|f/k/a|fka|n[ée]e"
    r"|also known as|aka|doing business as|d/b/a|trading as"
    r"|(?:was |has been |is being )?(?:rebranded|renamed)(?: (?:to|as|itself))?)[ \u00a0][“\"'‘]?"
)

Local = tuple[str, tuple[str, ...]]


def find_local_names(
    page: Page, sure: list[Weighed], guesses: list[Guess], is_known: Callable[[str], bool]
) -> list[Local]:
    """Names with the ids of known companies, or a mark and the name of an unknown one."""
    whole = [(one.end, page.text[one.start : one.end], one.ids) for one in sure]
    whole += [(one.end, one.name, (UNKNOWN + one.name,)) for one in guesses]
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for guess in guesses:
        names[guess.name].add((UNKNOWN + guess.name,))
    for end, name, ids in whole:
        for other in (*_list_beside(page, end, name), *_list_former(page, end)):
            names[other].add(ids)
        for short in _shorten(page, name):
            names[short].add(ids)
    return [
        (name, next(iter(chosen)))
        for name, ids in sorted(names.items())
        if len(chosen := _prefer_known(ids)) == 1 and not is_known(name) and len(name) > 1
    ]


def _prefer_known(ids: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    known = {one for one in ids if not one[0].startswith(UNKNOWN)}
    return known or ids


def _list_beside(page: Page, end: int, name: str) -> Iterator[str]:
    """Abbreviations in brackets, and tickers."""
    if ticker := TICKER.match(page.text, end):
        symbol = next(group for group in ticker.groups() if group).split(".")[0].split(":")[0]
        if len(symbol) > 2 and symbol.isalpha() and symbol.lower() not in page.lists.common:
            yield symbol
        return
    found = _BRACKET.match(page.text, end)
    if found and _abbreviates(found[1], name) and found[1].lower() not in page.lists.common:
        yield found[1]


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation stand in a name in this order, from its first."""
    if short.isupper() or sum(map(str.isupper, short)) > 1:
        letters = iter(name.casefold())
        bare = [char for char in short.casefold() if char.isalnum()]
        return bare[0] == name[0].casefold() and all(char in letters for char in bare)
    return short.casefold() in name.casefold()


def _list_former(page: Page, end: int) -> Iterator[str]:
    found = _FORMER.match(page.text, end)
    run = page.run_at(found.end()) if found else None
    if found and run and run.start == found.end():
        words = run.words
        if words[0].text.lower() not in page.lists.given | page.lists.places | page.lists.roles:
            yield re.sub(r"\s+", " ", page.text[words[0].start : words[-1].end])


def _shorten(page: Page, name: str) -> Iterator[str]:
    """The first word of a longer name, or its first two, where they are no words of their own."""
    form = page.lists.form.search(name)
    words = (name[: form.start()] if form else name).split()
    if len(words) < 2 or not words[0][0].isupper():
        return
    if len(words) > 2 and words[1].lower() not in ("of", "&", "and", "de"):
        yield " ".join(words[:2])
    if len(words) == 2 and words[0].lower() in page.lists.given and _is_name(page, words[1]):
        yield words[1]
    if _is_name(page, words[0]):
        yield words[0].rstrip(",")


def _is_name(page: Page, word: str) -> bool:
    """Whether a word is none of those that mean something by themselves."""
    lists, low = page.lists, word.rstrip(",").lower()
    no_name = (
        *(lists.common, lists.places, lists.given, lists.ambiguous, lists.strict, lists.roles),
        *(lists.tails, lists.nouns, lists.verbs, lists.kinds, lists.agency_words, lists.events),
    )
    return len(low) > 2 and low not in page.small_words and not any(low in one for one in no_name)


def find_again(page: Page, local: list[Local]) -> list[Mention]:
    """Where names of one article stand in it, the longest first, in order."""
    if not all(name[0].isascii() or name[0].isupper() for name, _ in local):  # no runs of capitals
        return CompanyNames((name, id_) for name, ids in local for id_ in ids).find(page.text)
    by_word: dict[str, list[Local]] = defaultdict(list)
    for name, ids in sorted(local, key=lambda one: -len(one[0])):
        by_word[name.split(" ")[0]].append((name, ids))
    found: list[Mention] = []
    for run in page.runs:
        for word in run.words:
            if word.text not in by_word or (found and found[-1].end > word.start):
                continue
            if not _is_surname(page, run, word):
                found += _match(page.text, word.start, by_word[word.text])
    return found


def _is_surname(page: Page, run: Run, word: Word) -> bool:
    """Whether a title, or another word that is no word of the language, stands before it."""
    at = run.words.index(word)
    if at == 0 or page.is_titled(word.start):
        return at == 0 and page.is_titled(word.start)
    lists, before = page.lists, run.words[at - 1].text.lower()
    words = (lists.common, lists.roles, lists.places, lists.kinds, lists.verbs)
    return before in lists.given or not any(before in one for one in words)


def _match(text: str, start: int, names: list[Local]) -> list[Mention]:
    for name, ids in names:
        end = start + len(name)
        if text.startswith(name, start) and not text[end : end + 1].isalnum():
            return [Mention(start, end, ids)]
    return []
