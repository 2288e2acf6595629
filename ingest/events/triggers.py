"""Words that tell of an event: which type they stand for, and where they are in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ingest.events.inflect import BASE, ING, PAST, PRESENT, list_forms
from ingest.events.sentence_words import Word
from ingest.lexicon import LexiconError, read_lexicon

GAP = "…"
WIDEST = 5  # words that a gap may hold
_COMMA = frozenset(",;:—–")
_BE = frozenset(("is", "are", "was", "were", "been", "be", "being", "gets", "got"))


class Trigger(NamedTuple):
    """Words of the lexicon: the type of event they stand for, and how they stand for it."""

    type: str
    kind: str  # verb, noun, state
    weak: bool
    reversed: bool  # subject and object have each other's roles
    rank: int  # of the type, as the lexicon lists them
    phrase: str = ""


class Hit(NamedTuple):
    """A trigger in a sentence, at words first..last and characters start..end."""

    first: int
    last: int
    start: int
    end: int
    trigger: Trigger
    form: str
    passive: bool

    @property
    def length(self) -> int:
        return self.last - self.first + 1


_Pattern = tuple[tuple[str, ...], Trigger, str]


class Triggers:
    """The triggers of a lexicon, made ready to be found."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._patterns: dict[str, list[_Pattern]] = defaultdict(list)
        self.roles: dict[str, tuple[str, str | None]] = {}
        self.others = {
            name: type_["others"] for name, type_ in lexicon["types"].items() if "others" in type_
        }
        self._own_roles: dict[tuple[str, str], tuple[str, str | None]] = {}
        irregular = lexicon["irregular"]
        for rank, (name, type_) in enumerate(lexicon["types"].items()):
            self.roles[name] = (type_.get("subject", "subject"), type_.get("object"))
            for phrase, pair in type_.get("roles", {}).items():
                if not isinstance(pair, list) or len(pair) != 2:
                    raise LexiconError(f"{name}: the roles of `{phrase}` are two: [payer, payee]")
                self._own_roles[name, phrase] = pair[0], pair[1]
            weak, turned = set(type_.get("weak", ())), set(type_.get("reversed", ()))
            for kind, phrases in (
                ("verb", type_.get("verbs", ())),
                ("verb", type_.get("reversed", ())),
                ("verb", type_.get("weak", ())),
                ("state", type_.get("state", ())),
                ("noun", type_.get("nouns", ())),
            ):
                for phrase in phrases:
                    if not isinstance(phrase, str) or not phrase.split():
                        raise LexiconError(
                            f"triggers.yaml: `{name}` holds an entry that is no words"
                        )
                    trigger = Trigger(name, kind, phrase in weak, phrase in turned, rank, phrase)
                    self._add(phrase, trigger, irregular)
        for patterns in self._patterns.values():
            patterns.sort(key=lambda one: (-_weigh(one[0]), one[1].weak, one[1].rank))

    def _add(self, phrase: str, trigger: Trigger, irregular: Mapping[str, Sequence[str]]) -> None:
        first, *rest = phrase.casefold().split()
        forms = {first: "noun"} if trigger.kind == "noun" else list_forms(first, irregular)
        if first == "found":  # else "auditors found" would be the founding of a company
            forms.pop(first)
        for form, kind in forms.items():
            start, *more = form.split()
            self._patterns[start].append(((start, *more, *rest), trigger, kind))

    def choose_roles(self, trigger: Trigger) -> tuple[str, str | None]:
        """The roles of the companies before and after a trigger."""
        found = self._own_roles.get((trigger.type, trigger.phrase))
        return found or self.roles[trigger.type]

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Every trigger of a sentence, in order, the longest at each place."""
        hits = []
        for at, word in enumerate(words):
            for pattern, trigger, form in self._patterns.get(word.text, ()):
                if form in (BASE, PRESENT) and trigger.kind != "noun" and is_noun(words, at, form):
                    continue
                if (last := _match(pattern, words, at)) is not None:
                    passive = form == PAST and _is_passive(words, at)
                    start, end = word.start, words[last].end
                    hits.append(Hit(at, last, start, end, trigger, form, passive))
                    break
        return hits


def _weigh(pattern: Sequence[str]) -> int:
    """Words count, and a gap less than any."""
    return sum(1 if word == GAP else 2 for word in pattern)


def _match(pattern: Sequence[str], words: Sequence[Word], at: int) -> int | None:
    """The last word of a pattern that starts at a word; None if it does not fit."""
    gap = 0
    for part in pattern:
        if part == GAP:
            gap = WIDEST
            continue
        found = next(
            (
                step
                for step in range(at, min(at + gap + 1, len(words)))
                if words[step].text == part
                or (words[step].text.removesuffix("s") == part and gap > 0)
            ),
            None,
        )
        if found is None or any(words[step].text in ";:" for step in range(at, found)):
            return None
        at, gap = found + 1, 0
    return at - 1


_LICENSES = frozenset(
    (
        "to", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "not",
        "did", "does", "do", "we", "they", "i", "you", "who", "which", "that", "and", "or", "it",
        "he", "she", "won't", "can't", "didn't", "doesn't", "don't", "also", "'ll",
    )
)  # fmt: skip
_LEADS = frozenset(
    (
        "the", "a", "an", "this", "these", "those", "its", "their", "his", "her", "our", "my",
        "your", "any", "some", "no", "each", "every", "of", "in", "on", "for", "with", "by", "from",
        "at", "into", "as", "under", "over", "about", "between", "per", "after", "before", "amid",
        "new", "big", "major", "several", "many", "such", "more", "other", "key", "further",
        "additional", "first", "second", "latest", "recent", "two", "three",
    )
)  # fmt: skip
FAR = 4  # words before a base form that may make a noun of it


def is_noun(words: Sequence[Word], at: int, form: str) -> bool:
    """Whether what looks like a verb is a noun, as "plans" in "its plans" is."""
    if at == 0:
        return False
    before = words[at - 1].text
    if form == PRESENT:
        return before in _LEADS or before.endswith("'s")
    if before.endswith("s") and before not in _LEADS and not before.endswith("'s"):
        return False  # "the companies launch"
    for word in reversed(words[max(0, at - FAR) : at]):
        if word.text in _LICENSES or word.text in _COMMA:
            return False
        if word.text in _LEADS or word.text.endswith("'s"):
            return True
    return False


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a form of "to be" stands just before a participle."""
    before = [word.text for word in words[max(0, at - 3) : at]]
    return any(word in _BE for word in before) and not _COMMA & set(before)


@lru_cache(maxsize=4)
def read_triggers(folder: Path | None = None) -> Triggers:
    """The triggers of our lexicon, with what a folder adds to it."""
    return Triggers(read_lexicon("triggers", folder))


def is_finite(form: str) -> bool:
    """Whether a form of a verb can carry a sentence."""
    return form in (PAST, PRESENT)


def choose_trigger(hits: Iterable[Hit], measures: Iterable[str]) -> Hit | None:
    """The trigger that tells best what a sentence is about."""
    measured = set(measures)
    return max(hits, key=lambda hit: (_score(hit, measured), -hit.start), default=None)


_MEASURED = {
    "results": {
        "revenue", "revenue_growth", "profit", "profit_growth", "sales", "sales_growth", "margin",
        "operating_margin", "earnings_per_share", "advertising_revenue", "shipments", "production",
        "cash", "loss", "deliveries",
    },
    "purchase": {"payment", "order_value"},
    "ownership": {"deal_value", "stake"},
    "investment": {"investment", "valuation", "funding"},
    "workforce": {"headcount", "staff_change"},
    "sanction": {"fine"},
    "share_price": {"share_price_change"},
    "pricing": {"price", "price_change"},
    "market": {"market_share", "users", "user_growth", "downloads"},
    "financing": {"borrowing", "interest_rate", "debt"},
    "payout": {"dividend", "buyback"},
    "spending": {"capital_expenditure", "research_spending"},
}  # fmt: skip


def _score(hit: Hit, measured: set[str]) -> int:
    trigger = hit.trigger
    score = {"verb": 6, "noun": 5, "state": 3}[trigger.kind] + min(hit.length - 1, 3)
    score += 1 if is_finite(hit.form) else 0
    score -= 1 if hit.form == ING else 0
    score -= 1 if hit.form == BASE and trigger.kind == "state" else 0
    score -= 4 if trigger.weak else 0
    score -= 3 if trigger.type == "statement" else 0
    score -= 1 if trigger.type in ("product", "use", "risk", "competition") else 0
    return score + (3 if measured & _MEASURED.get(trigger.type, set()) else 0)


def find_measured(measures: Iterable[str]) -> str | None:
    """The type of event that what is measured tells of."""
    wanted = set(measures)
    return next((name for name, known in _MEASURED.items() if known & wanted), None)


def guess_trigger(words: Sequence[Word], measures: Sequence[str], triggers: Triggers) -> Hit | None:
    """What stands in for a trigger where there is none: the type that what is measured tells of.

    It stands before the first word, and has none itself.
    """
    if not words:
        return None
    name = find_measured(measures) or "statement"
    rank = list(triggers.roles).index(name)
    start = words[0].start
    return Hit(0, 0, start, start, Trigger(name, "noun", True, False, rank), "noun", False)
