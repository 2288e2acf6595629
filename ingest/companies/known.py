"""Names that are known: which of them are mentions here, and which only look like one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from db.company_words import Mention
from ingest.companies.cues import (
    TICKER,
    has_word_before,
    is_apposed,
    is_joined,
    noun_after_possessive,
    word_after,
)
from ingest.companies.page import Page, Word

NO, WEAK, SURE = 0, 1, 2
IDIOM = "\0"  # the id of what is no mention, but takes its place
_COMPOUND = re.compile(
    r"-(?!owned|backed|led|style|based|run|built|made|funded|controlled|branded|like|affiliated)[a-z]"
)
_BUSY = frozenset(
    [
        "but",
        "and",
        "when",
        "while",
        "after",
        "before",
        "if",
        "as",
        "at",
        "in",
        "on",
        "for",
        "with",
        "from",
        "by",
        "to",
        "of",
        "why",
        "how",
        "what",
        "that",
    ]
)

_OF_A_PLACE = ("an", "ese", "ish", "ch", "us", "uk", "u.s", "u.k", "swiss")
_PERSONAL = re.compile(
    r"[ \u00a0](?:was born|died|married|wrote|testified)\b|,? who\b"
    r"|['’]s[ \u00a0](?:wife|husband|widow|son|daughter|family)\b"
)
_POSSESSOR = re.compile(r"['’]s[ \u00a0]")
_HELPERS = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "have",
        "can",
        "could",
        "may",
        "might",
        "must",
        "does",
        "did",
    ]
)
_SAYS = ("said", "says")
_ARTICLES = ("the", "a", "an", "this", "each", "every", "no")
_BEFORE_LETTER = ("on", "platform", "via", "network")
_QUOTED = ("“”", '""', "‘’")
_AND_ANOTHER = re.compile(r"(?:,|,? and)[ \u00a0]([A-Z]\w{1,20})")


class Weighed(NamedTuple):
    """A name at a place, and whether it stands for a company there."""

    start: int
    end: int
    ids: tuple[str, ...]
    standing: int
    why: str = ""


class Weigher:
    """Tells mentions from what only looks like one, in one article."""

    def __init__(self, page: Page, is_known: Callable[[str], bool]) -> None:
        """Take the article, and what tells whether a word is a whole name that is known."""
        self.page, self.lists, self.text = page, page.lists, page.text
        self._is_known = is_known

    def weigh(self, mentions: Iterable[Mention]) -> list[Weighed]:
        """Every name with its standing; names that stand make those beside them stand."""
        found: list[Weighed] = []
        for mention in mentions:
            weighed = self._weigh(mention)
            if weighed.standing == WEAK and found and self._is_beside(found[-1], weighed):
                weighed = weighed._replace(standing=SURE, why="beside another company")
            elif found and found[-1].standing == WEAK and self._is_beside(weighed, found[-1]):
                found[-1] = found[-1]._replace(standing=SURE, why="beside another company")
            found.append(weighed)
        sure = {id_ for one in found if one.standing == SURE for id_ in one.ids}
        return [
            one._replace(standing=SURE, why="named elsewhere in the text")
            if one.standing == WEAK and sure.intersection(one.ids)
            else one
            for one in found
        ]

    def _is_beside(self, sure: Weighed, weak: Weighed) -> bool:
        first, second = sorted((sure, weak))
        between = self.text[first.end : min(second.start, first.end + 20)]
        joined = is_joined(self.page, first.end, second.start) or _POSSESSOR.fullmatch(between)
        return sure.standing == SURE and bool(joined)

    def _weigh(self, mention: Mention) -> Weighed:
        start, end, ids = mention
        name = self.text[start:end]
        ids = tuple(id_ for id_ in ids if id_ != IDIOM)
        nothing = Weighed(start, end, ids, NO)
        if not ids or self.page.is_masked(start, end):
            return nothing
        if name.isupper() and self._is_cash(start):
            return Weighed(start - 1, end, ids, SURE, "ticker")
        if stop := self._end_of_form(name, end):
            return Weighed(start, stop, ids, SURE, "legal form")
        if not any(char.isupper() for char in name):
            plain = name.isalpha() and name.isascii()
            return nothing if plain and self._is_common(name) else Weighed(start, end, ids, SURE)
        return self._weigh_capital(nothing, name)

    def _end_of_form(self, name: str, end: int) -> int:
        """Where the legal form of a name ends, words before it included; 0 where there is none."""
        lists = self.lists
        form = lists.legal.match(self.text, end) or lists.cjk_forms.match(self.text, end)
        vague = form and form[0].strip().split(" ")[0].lower() in lists.tails - lists.other_tails
        if form and not (vague and form[0].count(" ") > 1 and self._is_common(name)):
            return form.end()
        run = self.page.run_at(end - 1)
        for word in [word for word in run.words if word.start > end][:2] if run else ():
            if word.text.lower() in lists.other_tails or word.text.lower() in lists.product_words:
                return 0
            if not self._is_common(name) and (form := lists.form.match(self.text, word.end)):
                return form.end()
        return 0

    def _is_cash(self, start: int) -> bool:
        return self.text[max(0, start - 2) : start].strip("( ,\n") == "$"

    def _is_common(self, name: str) -> bool:
        """Whether a name is a word, too."""
        low = name.lower()
        if low in self.lists.ambiguous or low in self.lists.common or low in self.lists.strict:
            return True
        return (
            low.isalpha()
            and name.istitle()
            and (low in self.page.small_words or low in self.lists.given)
        )

    def _weigh_capital(self, nothing: Weighed, name: str) -> Weighed:
        start, end, ids = nothing[:3]
        before, after = self._neighbours(start, end)
        if after and (stop := self._longer_name(after, start)):
            return nothing._replace(end=stop)
        if _PERSONAL.match(self.text, end):
            return nothing
        single = " " not in name
        if single and (self.page.is_titled(start) or (before and self._is_person(before))):
            return nothing
        if not (single and self._is_common(name)):
            return Weighed(start, end, ids, SURE)
        if self._is_of_a_place(before):
            return nothing
        why = self._find_cue(name, start, end)
        if why:
            return Weighed(start, end, ids, SURE, why)
        if _COMPOUND.match(self.text, end) or self._is_part(before, after, start):
            return nothing
        if name.lower() not in self.lists.strict and self._is_within(name, start, end):
            return Weighed(start, end, ids, SURE, "a capital within a sentence")
        return Weighed(start, end, ids, WEAK)

    def _neighbours(self, start: int, end: int) -> tuple[Word | None, Word | None]:
        """The words with a capital beside a name."""
        run = self.page.run_at(start)
        if run is None:
            return None, None
        before = [word for word in run.words if word.end <= start and word.end >= start - 3]
        after = [word for word in run.words if word.start >= end and word.start <= end + 2]
        return before[-1] if before else None, after[0] if after else None

    def _longer_name(self, after: Word, start: int) -> int:
        """The end of a product's or another company's name that begins with this one; or 0."""
        word = after.text.lower()
        if self._is_known(after.text) or self.page.is_heading(start):
            return 0
        if word in self.lists.product_words or word in self.lists.other_tails:
            return after.end
        return 0

    def _is_person(self, before: Word) -> bool:
        """Whether a given name stands before: "Harrison Ford"."""
        word = before.text.lower()
        return (
            word in self.lists.given
            and word not in self.lists.common
            and not self._is_known(before.text)
        )

    def _is_part(self, before: Word | None, after: Word | None, start: int) -> bool:
        """Whether a common word is part of another name: "Big Apple", "Target Field"."""
        if self.page.is_heading(start):
            return False
        if after and not self._is_neutral(after):
            return True
        if not before or self.page.begins(before.start):
            return False  # it is told by _is_within, where the first word is no common one
        return not self._is_neutral(before)

    def _is_of_a_place(self, before: Word | None) -> bool:
        """Whether a place is named with it, which it belongs to: "Mississippi Delta"."""
        low = before.text.lower() if before else ""
        return low in self.lists.places and not low.endswith(_OF_A_PLACE)

    def _is_neutral(self, word: Word) -> bool:
        low, lists = word.text.lower(), self.lists
        neutral = (lists.roles, lists.verbs, lists.places, lists.nouns, lists.kinds, lists.common)
        return self._is_known(word.text) or low in lists.given or any(low in one for one in neutral)

    def _find_cue(self, name: str, start: int, end: int) -> str:
        """The second cue of a common word; none, where there is none."""
        page, lists = self.page, self.lists
        strict = name.lower() in lists.strict
        if TICKER.match(self.text, end):
            return "ticker"
        noun = noun_after_possessive(page, end)
        if noun is not None and (noun in lists.nouns or (not strict and not page.begins(start))):
            return "what it has"
        if has_word_before(page, start) and not self._is_articled(start):
            return "the word before"
        if is_apposed(page, end):
            return "what it is"
        return self._find_cue_after(name, start, end)

    def _find_cue_after(self, name: str, start: int, end: int) -> str:
        page, lists = self.page, self.lists
        strict = name.lower() in lists.strict
        after = word_after(page, end)
        heading = page.is_heading(start)
        if heading:
            after = after.lower()
        small = after.lower()
        if small in lists.firm_nouns and (after == small or small in lists.roles or heading):
            return "what it has"
        if self._is_articled(start):
            return ""
        twin = page.begins(start) and name.lower() in page.small_words
        vague = (strict and after in lists.speech) or (twin and after in _HELPERS)
        if after in lists.verbs and (after in _SAYS or not vague):
            return "what it does"
        another = _AND_ANOTHER.match(self.text, end)
        if not strict and another and page.begins(start) and not self._is_word(another[1]):
            return "beside another name"
        if len(name) == 1 and (page.words_before(start) or [""])[-1] in _BEFORE_LETTER:
            return "the word before"
        around = self.text[start - 1 : start] + self.text[end : end + 1]
        return "quoted" if around in _QUOTED else ""

    def _is_word(self, name: str) -> bool:
        low, lists = name.lower(), self.lists
        return any(low in one for one in (lists.common, lists.places, lists.ambiguous, lists.given))

    def _is_articled(self, start: int) -> bool:
        return (self.page.words_before(start) or [""])[-1] in _ARTICLES

    def _is_within(self, name: str, start: int, end: int) -> bool:
        """Whether a capital tells a name: within a sentence that is not all in capitals."""
        page = self.page
        if page.begins(start) or page.is_heading(start):
            return False
        before, _ = self._neighbours(start, end)
        if before and page.begins(before.start) and not self._is_neutral(before):
            return False
        if self._is_articled(start):
            after = word_after(page, end)
            lists = self.lists
            no_nouns = (_BUSY, lists.common, lists.verbs)
            return after.islower() and not any(after in one for one in no_nouns)
        return not name.isupper() or len(name) > 1
