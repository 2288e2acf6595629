"""Names that nobody knows yet: capitals with a cue that they are those of a company."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from ingest.companies.cues import (
    TICKER,
    acts,
    has_word_before,
    is_apposed,
    is_joined,
    noun_after_possessive,
    word_after,
)
from ingest.companies.page import Page, Word
from ingest.companies.persons import Persons, is_role

_WHERE = ("in", "near", "outside", "across", "at", "from")
_ONLY_FIRMS = ("shares", "stock", "chief", "spokesman", "spokeswoman", "spokesperson", "chairman")
DOES = "what it does"
WHOLE = "its last word"
AGENCY, COMPANY = "an agency", "a company"
_BACKED = re.compile(r"-(?:owned|backed|listed|branded|controlled|operated|funded|run)\b")
_PLURAL = re.compile(r"[A-Z]{2,}s")  # "ADRs"
_CJK = r"\u3400-\u9fff"
_CJK_STOPS = "据在与和的由向从对是被将把为及或"
_CJK_NAME = re.compile(
    rf"(?:^|(?<=[{_CJK_STOPS}“”《》（）、，。；：\s]))[{_CJK_STOPS}]?"
    rf"((?:(?![{_CJK_STOPS}])[{_CJK}]){{2,12}}?(?:股份有限公司|有限责任公司|有限公司|集团))",
    re.MULTILINE,
)
# A single word that ends so, and begins a sentence, is seldom a name.
_WORD_ENDS = ("ing", "ings", "ed", "ly", "ion", "ions", "ment", "ments", "ness", "ity", "ism")


def _is_plural(word: Word) -> bool:
    return word.text.endswith("s") and not word.text.endswith(("ss", "us")) and word.text.istitle()


class Guess(NamedTuple):
    """A place that may name a company, its name without the legal form, and why."""

    start: int
    end: int
    name: str
    why: str


class Guesser:
    """Finds unknown names in one article."""

    def __init__(
        self, page: Page, taken: Iterable[tuple[int, int]], known: Iterable[tuple[int, int]]
    ) -> None:
        """Take the article, the places that are taken, and of these the mentions of companies."""
        self.page, self.lists, self.text = page, page.lists, page.text
        self._taken = sorted(taken)
        self._known = sorted(known)
        self._parts = [part for run in page.runs for part in self._cut(run.words)]
        self._persons = Persons(page, self._parts)

    def guess(self) -> list[Guess]:
        """Names with a cue of their own, or beside one that has, in the order of the text."""
        found = self._judge_all(self._parts)
        named = {one.start for one in found}
        companies = ((one.start, one.end) for one in found if one.why.startswith(COMPANY))
        self._known = sorted([*self._known, *companies])
        left = [
            part
            for part in self._parts
            if part[0].start not in named and self._is_listed(part[0].start, part[-1].end)
        ]
        return sorted([*found, *self._judge_all(left), *self._guess_cjk()])

    def _judge_all(self, parts: Iterable[tuple[Word, ...]]) -> list[Guess]:
        return [guess for part in parts if (guess := self._judge(part))]

    def _guess_cjk(self) -> list[Guess]:
        if self.text.isascii():
            return []
        forms = self.lists.cjk_forms
        return [
            Guess(
                match.start(1),
                match.end(),
                forms.sub("", match[1]) or match[1],
                f"{COMPANY}: legal form",
            )
            for match in _CJK_NAME.finditer(self.text)
            if not self._is_taken(match.start(), match.end())
        ]

    def _cut(self, words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
        """The parts of a run that are not taken, nor masked, nor only large by their place."""
        parts: list[list[Word]] = [[]]
        heading = self.page.is_heading(words[0].start)
        for at, word in enumerate(words):
            low = word.text.lower()
            if (
                self._is_taken(word.start, word.end)
                or self.page.is_masked(word.start, word.end)
                or self.page.is_ticker(word.start)
                or self._is_breaker(low, at, words, heading)
            ):
                parts.append([])
            else:
                parts[-1].append(word)
        return [tuple(part) for part in parts if part]

    def _is_taken(self, first: int, last: int) -> bool:
        at = bisect_left(self._taken, (first, first))
        return any(
            start < last and first < end for start, end in self._taken[max(0, at - 1) : at + 2]
        )

    def _is_breaker(self, low: str, at: int, words: tuple[Word, ...], heading: bool) -> bool:
        """Whether a word belongs to no name: a job, a month, a word that begins a sentence."""
        lists = self.lists
        follows = words[at + 1].text.lower() if at + 1 < len(words) else ""
        if is_role(lists, low, follows):
            return True
        if heading:
            return low in lists.common or low in lists.verbs
        if at > 0:
            return False
        if follows and not self._is_apart(words):
            return False
        first = self.page.begins(words[0].start)
        if low in lists.places and follows and follows not in lists.tails:
            return True
        if first and low in lists.kinds and self._is_apart(words):
            return True
        return low in lists.common and (first or not follows)

    def _is_apart(self, words: tuple[Word, ...]) -> bool:
        """Whether the second word does not depend on the first: not "Bank of X"."""
        return len(words) > 1 and self.text[words[0].end : words[1].start].isspace()

    def _judge(self, words: tuple[Word, ...]) -> Guess | None:
        start, end = words[0].start, words[-1].end
        name = self.text[start:end]
        lists = self.lists
        if name in lists.agencies or self._is_agency(words):
            return Guess(start, end, name, f"{AGENCY}: its name")
        if name in lists.press or f"The {name}" in lists.press:
            return None
        for at, word in enumerate(words if not self._goes_on(words[0]) else ()):
            if form := lists.form.match(self.text, word.end):
                return self._name(words[: at + 1], form.end(), "legal form")
        if TICKER.match(self.text, end):
            return self._name(words, end, "ticker")
        if self._persons.has(words) or self._is_no_name(words):
            return None
        if len(words) == 1 and self._looks_common(words[0]):
            return None
        why = self._find_cue(words)
        return self._name(words, end, why) if why else None

    def _goes_on(self, word: Word) -> bool:
        """Whether a word goes on with the name of a known company."""
        at = bisect_left(self._known, (word.start, word.start)) - 1
        return at >= 0 and self._known[at][1] + 1 == word.start

    def _looks_common(self, word: Word) -> bool:
        """Whether a single word is rather one of the language, though nobody listed it."""
        low = word.text.lower()
        if low in self.page.small_words:
            return True
        begins = self.page.begins(word.start) and word_after(self.page, word.end) not in (
            "said",
            "says",
        )
        return begins and low.endswith(_WORD_ENDS)

    def _name(self, words: tuple[Word, ...], end: int, why: str) -> Guess | None:
        bank = words and words[0].text == "Bank" and len(words) > 1
        if not words or (why != WHOLE and not bank and all(map(self._is_word, words))):
            return None
        name = re.sub(r"\s+", " ", self.text[words[0].start : words[-1].end])
        return Guess(words[0].start, end, name, f"{COMPANY}: {why}")

    def _is_word(self, word: Word) -> bool:
        low = word.text.lower()
        lists = self.lists
        return (
            low in lists.common or low in lists.tails or low in lists.places or low in lists.roles
        )

    def _is_agency(self, words: tuple[Word, ...]) -> bool:
        last = words[-1].text.lower()
        return len(words) > 1 and (
            last in self.lists.agency_words
            or words[0].text in ("Ministry", "Department")
            or (words[0].text == "Reserve" and "Bank" in words[1].text)
        )

    def _is_no_name(self, words: tuple[Word, ...]) -> bool:
        lists = self.lists
        lows = [word.text.lower() for word in words]
        if (
            _PLURAL.fullmatch(words[-1].text)
            or lows[-1] in lists.events
            or (len(words) == 1 and len(words[0].text) == 1)
        ):
            return True
        strong = len(lows) > 1 and lows[-1] in lists.strong_tails
        no_names = (lists.places, lists.common, lists.events)
        if not strong and all(any(low in one for one in no_names) for low in lows):
            return True
        return self._is_product(words)

    def _is_product(self, words: tuple[Word, ...]) -> bool:
        after = word_after(self.page, words[-1].end).lower()
        before = (self.page.words_before(words[0].start) or [""])[-1]
        return after in self.lists.product_after or before in self.lists.product_before

    def _find_cue(self, words: tuple[Word, ...]) -> str:
        page, lists = self.page, self.lists
        start, end = words[0].start, words[-1].end
        heading = page.is_heading(start)
        last = words[-1].text.lower()
        if len(words) > 1 and last in lists.tails and not heading and self._is_whole(words):
            return WHOLE
        if words[0].text == "Bank" and len(words) > 1 and not self._is_apart(words):
            return "its first word"
        if not heading and has_word_before(page, start):
            return "the word before"
        if self._persons.stand_before(start):
            return "who is of it"
        if is_apposed(page, end):
            return "what it is"
        if heading:
            return ""
        if _BACKED.match(self.text, end):
            return "what it owns"
        noun = noun_after_possessive(page, end)
        if noun is not None:
            return "what it has" if noun in lists.nouns else ""
        return self._find_weak_cue(words)

    def _is_whole(self, words: tuple[Word, ...]) -> bool:
        """Whether words before "Energy" or "Airlines" make the name of a company of it."""
        first, last = words[0].text.lower(), words[-1].text.lower()
        lists = self.lists
        if last not in lists.vague_tails:
            return first not in lists.common
        if self.page.begins(words[0].start):
            after = word_after(self.page, words[-1].end)
            beside = self.text[words[-1].end : words[-1].end + 2]
            goes_on = after in lists.verbs or beside[:1] in (",", "'", "’") or beside == " ("
            return not self._is_word(words[0]) and goes_on
        return not self._is_word(words[0])

    def _find_weak_cue(self, words: tuple[Word, ...]) -> str:
        """What follows, and what stands beside it."""
        page, lists = self.page, self.lists
        start, end = words[0].start, words[-1].end
        after = word_after(page, end)
        shaped = (
            len(words) == 1
            and not words[0].text.isupper()
            and any(map(str.isupper, words[0].text[1:]))
        )
        if acts(page, end) or after in lists.strong_verbs or (shaped and after in lists.verbs):
            # "Deposits rose 3%": a plural that nobody listed.
            return "" if len(words) == 1 and page.begins(start) and _is_plural(words[0]) else DOES
        if (
            len(words) == 1
            and after in lists.verbs
            and (after in ("said", "says") or after not in lists.speech)
        ):
            return DOES
        owns = after in lists.firm_nouns and (after in _ONLY_FIRMS or not page.begins(start))
        if owns or (after.lower() in lists.firm_nouns and after.isupper()):
            return "what it has"
        before = (page.words_before(start) or [""])[-1]
        if (
            len(words) < 3
            and before not in _WHERE
            and not page.begins(start)
            and self._is_listed(start, end)
        ):
            return "beside another company"
        return ""

    def _beside(self, start: int) -> list[tuple[int, int]]:
        at = bisect_left(self._known, (start, start))
        return self._known[max(0, at - 1) : at + 1]

    def _is_listed(self, start: int, end: int) -> bool:
        return any(
            (stop <= start and is_joined(self.page, stop, start))
            or (first >= end and is_joined(self.page, end, first))
            for first, stop in self._beside(start)
        )
