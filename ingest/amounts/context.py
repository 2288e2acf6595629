"""What the words around an amount tell of it: direction, period, basis, measure, and whole."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.amounts.direction import is_list, read_direction
from ingest.amounts.measures import find_measure, find_topic
from ingest.amounts.periods import read_period
from ingest.amounts.reading import Reading
from ingest.amounts.words import REACH, Cue, Words, near

_BREAK = re.compile(
    r"[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]?[A-Z0-9$€£¥₹])|(?<=[a-z]{2})\.(?=[A-Z][a-z])|\n\s*\n|[。！？]|[•●▪]"
)
_NO_BREAK = re.compile(
    r"\b(?:Rs|Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|U\.?S|U\.?K|No|St|vs|approx|ca|Jr|Sr|Bros|est|Fr|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)


class Context:
    """A text with its sentences and the hints in it."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self.cues = words.find_cues(text)
        self.has_run_rates = _RUN_RATE.search(text) is not None
        self.breaks = [0]
        for match in _BREAK.finditer(text):
            if not _NO_BREAK.search(text, max(0, match.start() - 8), match.start() + 1):
                self.breaks.append(match.end())

    def reach(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around an amount, as far as words tell of it."""
        at = bisect_right(self.breaks, start)
        first = self.breaks[at - 1]
        last = self.breaks[at] if at < len(self.breaks) else len(self.text)
        return max(first, start - REACH), min(max(last, end), end + REACH)

    def cues_around(self, reading: Reading) -> list[Cue]:
        """The hints in the sentence of an amount, without those within its own words."""
        first, last = self.reach(reading.start, reading.end)
        return [
            cue
            for cue in near(self.cues, first, last)
            if cue.end <= last
            and (cue.end <= reading.start or cue.start >= reading.end or cue.value == "layoffs")
        ]

    def cues_before(self, reading: Reading) -> list[Cue]:
        """The hints in the sentence before that of an amount, in the same paragraph."""
        at = bisect_right(self.breaks, reading.start)
        if at < 2:
            return []
        start, end = self.breaks[at - 2], self.breaks[at - 1]
        if reading.start - end > REACH or "\n" in self.text[end - 2 : end].strip(" "):
            return []
        return [cue for cue in near(self.cues, max(start, end - REACH), end) if cue.end <= end]


def read_context(context: Context, readings: list[Reading]) -> list[Reading]:
    """Add what the words around tell; without what turns out to be no amount."""
    kept: list[Reading] = []
    for at, reading in enumerate(readings):
        cues = context.cues_around(reading)
        before = readings[at - 1].right if at else 0
        read_direction(context.text, reading, cues)
        if at and is_list(context.text, readings[at - 1], reading):
            reading.moved = readings[at - 1].moved
            if reading.moved == "down":
                reading.turn()
        if reading.moved == "fold":
            continue
        _read_whole(context.text, reading)
        reading.measure = find_measure(context.text, reading, cues, context.words, before)
        if reading.measure is None and reading.kind in ("money", "ratio"):
            earlier = context.cues_before(reading)
            reading.measure = find_topic(context.text, reading, cues, earlier, context.words)
        if reading.kind == "time" and reading.measure is None:
            continue
        read_period(context.text, reading, cues, context.words)
        _read_basis(context, reading, cues)
        last = kept[-1] if kept else None
        if last and last.change and reading.change and last.unit == reading.unit:
            reading.measure = last.measure = last.measure or reading.measure
        kept.append(reading)
    return kept


_PIECE = r"(?:[^\s,;:()]|(?<=\d),(?=\d))"
_WHOLE = re.compile(rf",?\s+of\s+(?P<whole>{_PIECE}+(?:[ \u00a0]{_PIECE}+){{0,7}})")
_WHOLE_ENDS = re.compile(
    r"(?-i:(?<![A-Z]))\.(?:\s.*|$)|\s+of\s+[\d$€£].*|\s+(?:in|on|at|from|to|for|by|with|is|was|were|are|has|have|had|will|would|that|which|who|as|but|and"
    r"|while|came|comes|last|this|during|since|after|before|said|says|could|may|can|over|into|last"
    r"|went|goes|under|through|when|if|because)\b.*",
    re.IGNORECASE | re.DOTALL,
)


def _read_whole(text: str, reading: Reading) -> None:
    if reading.unit != "percent" or reading.of:
        return
    if match := _WHOLE.match(text, reading.right):
        reading.of = _WHOLE_ENDS.sub("", match["whole"])


_RUN_RATE = re.compile(r"annuali[sz]ed|run[\s-]rate|\bARR\b|annual\s+recurring", re.IGNORECASE)
_AFTER_BASIS, _CLOSE = 30, 25


def _read_basis(context: Context, reading: Reading, cues: list[Cue]) -> None:
    """The nearest word before the amount, or right behind it, that tells how it is known."""
    text = context.text
    run_rate = context.has_run_rates and _RUN_RATE.search(
        text, max(0, reading.left - 60), reading.right + 35
    )
    if run_rate and reading.kind == "money":
        reading.basis = "run_rate"
        reading.per = "year"
        return
    if reading.basis:
        return
    reading.basis = "actual"
    if reading.change == "from":
        return
    told = [cue for cue in cues if cue.kind == "basis"]
    before = [cue for cue in told if cue.end <= reading.left + 1]
    after = [cue for cue in told if 0 <= cue.start - reading.right <= _AFTER_BASIS]
    past = bool(before) and before[-1].value == "actual" and reading.left - before[-1].end < _CLOSE
    late = [
        cue
        for cue in after
        if cue.value == "estimated" or (_is_told_after(text, reading, cue) and not past)
    ]
    if late:
        reading.basis = late[0].value
    elif before:
        reading.basis = _choose_basis(before)
    elif not past and _is_ahead(context, reading):
        reading.basis = "planned"


def _choose_basis(before: list[Cue]) -> str:
    """The last word counts; but "will cut" is planned, though "cut" alone is past."""
    last = before[-1]
    if last.value == "actual" and len(before) > 1 and last.start - before[-2].end <= len(" be "):
        return before[-2].value
    return last.value


_AHEAD = re.compile(
    r"\b(?:next\s+(?:year|month|quarter|decade|summer|spring|autumn)|over\s+the\s+(?:next|coming)|in\s+the\s+(?:next|coming)"
    r"|coming\s+years)\b",
    re.IGNORECASE,
)
_SUBJECT_OF = re.compile(r"\s(?:(?!and\b|but\b|while\b|as\b)[^\W\d_]+\s){0,3}$")
_MODAL = re.compile(r"(?:will|would|could|may|might|should)\b", re.IGNORECASE)


def _is_ahead(context: Context, reading: Reading) -> bool:
    """Whether a sentence that tells nothing else speaks of the time to come."""
    first, last = context.reach(reading.start, reading.end)
    return _AHEAD.search(context.text, first, last) is not None


_TOLD_AFTER = re.compile(
    r"(?:,?|\s+(?:is|are|was|were|as)|,\s+(?:the\s+)?(?:analysts|company|it|economists|which\s+is|as))\s+$",
    re.IGNORECASE,
)


def _is_told_after(text: str, reading: Reading, cue: Cue) -> bool:
    gap = text[reading.right : cue.start]
    if cue.value not in ("expected", "planned"):
        return False
    if _MODAL.match(text, cue.start) and _SUBJECT_OF.fullmatch(gap):  # "600 jobs will go"
        return True
    return _TOLD_AFTER.fullmatch(gap) is not None
