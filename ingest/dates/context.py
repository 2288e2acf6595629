"""What the dates of a text are counted from: the publication, and the dates read before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from db.sentences import Sentence, split_sentences
from ingest.dates.atoms import Atom
from ingest.dates.calendars import Publication, count_months, first_of
from ingest.dates.indian import INDIAN, is_indian
from ingest.dates.tense import Cue, find_tense, is_lasting, list_cues

_FISCAL_YEAR = re.compile(r"(?<![A-Za-z])(?:[QH][1-4]\s?)?FY\s?['’]?(?:20)?\d\d(?!\d)")
_MONTH = r"(?:0?[1-9]|1[0-2])"
_OVER_12 = r"(?:1[3-9]|2\d|3[01])"
_MONTH_FIRST = re.compile(rf"(?<![\w/.-]){_MONTH}/{_OVER_12}/(?:20)?\d\d(?![\w/-])")
_DAY_FIRST = re.compile(rf"(?<![\w/.-]){_OVER_12}/{_MONTH}/(?:20)?\d\d(?![\w/-])")
# "Was pushed to Thursday", "the third match is on Saturday".
_AHEAD = re.compile(
    r"\b(?:slipped|pushed|moved|postponed|delayed|rescheduled|deferred|put off|put back|adjourned"
    r"|brought forward|shifted|switched)\s(?:\w{1,12}\s){0,2}(?:to|until|till)\s(?:the\s)?$"
    r"|\b(?:is|are)\s(?:only\s|now\s)?on\s$"
    r"|\bfor\s(?:delivery|completion|launch|release|publication|opening)\s"
    r"(?:(?:in|from|on|for|as early as)\s)?(?:the\s)?$",
    re.IGNORECASE,
)
# "Data from September", "up 3% from July": from what was, not from then on.
_FROM_SOURCE = re.compile(
    r"\b(?:data|figures|minutes|results?|highlights|surveys?|reports?|letter|emails?|statement|footage"
    r"|video|photos?|images?|numbers|ruling|decision|notes|readings?|news|estimates?|unchanged|changed"
    r"|(?:up|down|change|rise|fall|drop|gain|increase|decrease|decline)\b[^.;]{0,24})\s"
    r"from\s(?:the\s)?$|%\sfrom\s$",
    re.IGNORECASE,
)
# "It did not reach a billion until June."
_NOT_UNTIL = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\b[^;]{0,80}$", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are)\s$")
_AHEAD_AFTER = re.compile(r"\s(?:is|are)\s(?:at|due|set|likely)\b")
# "Resigned effective 1 May": the verb says nothing of the day.
_EFFECTIVE = re.compile(r"\beffective(?:\s(?:on|from|as of))?\s$", re.IGNORECASE)
Fiscal = Callable[[int], int | None]
_NEAR, _FAR = 600, 1500  # characters back to a date that others count from
NO_PUBLICATION = "the date of publication is not known"


class Reading(NamedTuple):
    """What words were read as; `news` marks a day counted from the publication by its name."""

    edtf: str | None
    anchor: str = ""
    why: str = ""
    news: bool = False


class Mention(NamedTuple):
    """A date that was read before, and where; its EDTF is "" if it could not be told."""

    start: int
    edtf: str
    news: bool
    told: bool  # its year is in the words


class Context:
    """What the dates of one text are counted from; it is told each date as it is read."""

    def __init__(self, text: str, published: Publication, fiscal: Fiscal | None) -> None:
        self.text = text
        self.published = published
        self.mentions: list[Mention] = []
        self._fiscal = fiscal
        self._sentences: list[Sentence] | None = None
        self._starts: list[int] = []
        self._indian: bool | None = None
        self._has_fiscal: bool | None = None
        self._month_first: bool | None = None
        self._cues: tuple[int, list[Cue]] | None = None

    def find_sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence of a place starts and ends."""
        if self._sentences is None:
            self._sentences = split_sentences(self.text)
            self._starts = [sentence.start for sentence in self._sentences]
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0, len(self.text)
        sentence = self._sentences[index]
        return sentence.start, max(sentence.end, at)

    def find_tense(self, atom: Atom) -> str:
        """Whether the sentence speaks of a date as "past" or "future", "near" to now, or ""."""
        if atom.lead == "since":
            return "past"
        if _AHEAD.search(self.text, max(0, atom.start - 48), atom.start):
            return "future"
        dated = atom.day is not None or atom.weekday is not None
        if dated and _IS.search(self.text, max(0, atom.start - 8), atom.start):
            return "future"
        if _AHEAD_AFTER.match(self.text, atom.end):
            return "future"
        if _EFFECTIVE.search(self.text, max(0, atom.start - 16), atom.start):
            return "near"
        start, end = self.find_sentence(atom.start)
        if self._cues is None or self._cues[0] != start:
            self._cues = start, list_cues(self.text, start, end)
        cues = self._cues[1]
        tense = find_tense(self.text, cues, (atom.start, atom.end))
        if self.text[atom.start : atom.start + 7].lower() == "through":
            return tense  # "through July, it sold 300"
        if atom.lead == "until" and tense == "past" and not is_lasting(cues, atom.start):
            denied = _NOT_UNTIL.search(self.text, max(start, atom.start - 90), atom.start)
            return "past" if denied else "future"
        source = _FROM_SOURCE.search(self.text, max(start, atom.start - 48), atom.start)
        leads = ("by", "until") if source else ("by", "until", "from")
        return tense or ("future" if atom.lead in leads else "")

    def find_fiscal(self, at: int) -> int | None:
        """The month in which the fiscal year ends of whom a place is about."""
        return self._fiscal(at) if self._fiscal else None

    def assume_fiscal(self, at: int) -> tuple[int | None, str]:
        """The month in which a fiscal year ends, where none is known by the country; and why."""
        end = self.find_fiscal(at)
        if end is not None:
            return end, ""
        if self._indian is None:
            self._indian = is_indian(self.text)
        return (3, INDIAN) if self._indian else (None, "")

    def remember(self, start: int, reading: Reading, *, told: bool) -> None:
        """Keep a date that was read, for those that count from it."""
        edtf = reading.edtf or ""
        if "XXXX" in edtf:
            edtf = ""
        self.mentions.append(Mention(start, edtf, reading.news, told and bool(edtf)))

    def find_last(self, at: int, *, same_sentence: bool = False, days: bool = False) -> str | None:
        """The last date before a place, "" if that is not told, None if there is none.

        Days of the news itself count only where days are meant.
        """
        start = max(self.find_sentence(at)[0], at - _NEAR) if same_sentence else at - _FAR
        for mention in reversed(self.mentions):
            if mention.start < start:
                return None
            if days or not mention.news:
                return first_of(mention.edtf) if mention.edtf.count("..") else mention.edtf
        return None

    def has_fiscal(self) -> bool:
        """Whether the text counts in fiscal years by their numbers."""
        if self._has_fiscal is None:
            self._has_fiscal = _FISCAL_YEAR.search(self.text) is not None
        return self._has_fiscal

    def has_month_first(self) -> bool:
        """Whether the text has digits of a day that can only be read with the month first."""
        if self._month_first is None:
            self._month_first = (
                _MONTH_FIRST.search(self.text) is not None and _DAY_FIRST.search(self.text) is None
            )
        return self._month_first

    def find_lasting(self, at: int, months: int) -> str | None:
        """The last date before a place that lasts so many months."""
        for mention in reversed(self.mentions):
            if mention.start < at - _FAR:
                return None
            if count_months(mention.edtf) == months:
                return mention.edtf
        return None


# "The firm, which bought Pell in 2020, said in May": the year says nothing of the month.
_ASIDES = r",\s(?:who|which|whose|where)\b[^,]{0,60}$"
_FOUNDED = re.compile(
    r"\b(?:founded|established|born|incorporated|set up|started|created|formed)\b[^.]{0,40}$"
    rf"|{_ASIDES}",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:said|says|told|announced|reported|wrote)\b")


def _is_ahead(atom: Atom, context: Context, year: int) -> bool:
    """Whether a date is still to come, where the year beside it is over."""
    published = context.published.year
    return bool(published and year < published and context.find_tense(atom) == "future")


def find_year_beside(atom: Atom, context: Context) -> int | None:
    """The year of a date before it in the same sentence, if that was told in the words."""
    start = max(context.find_sentence(atom.start)[0], atom.start - _NEAR)
    for mention in reversed(context.mentions[-12:]):
        if mention.start < start:
            return None
        if mention.told and "/" not in mention.edtf and "X" not in mention.edtf:
            year = int(mention.edtf[:4])
            aside = _FOUNDED.search(context.text, max(0, mention.start - 60), mention.start)
            said = _SAYS.search(context.text, mention.start, atom.start)
            if aside or said or _is_ahead(atom, context, year):
                return None
            return year
    return None


def from_publication(context: Context) -> str:
    """The words of an anchor at the date of publication."""
    return f"counted from the date of publication, {context.published.text}"


def say_lack(context: Context) -> str:
    """Why a date cannot be counted from the publication."""
    return (
        "the date of publication is not exact enough" if context.published.text else NO_PUBLICATION
    )
