"""The word lists by which companies are told, made ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]"
# Forms whose capitals are neither those of a word nor all.
_OWN_CASE = (
    *("GmbH", "GmbH & Co. KG", "GmbH & Co KG", "GmbH & Co. KGaA", "KGaA", "SpA", "S.p.A", "ApS"),
    *("e.V", "s.r.o", "a.s", "d.o.o", "S.à r.l", "Sp. z o.o", "sp. z o.o", "plc", "Oyj"),
    *("and Co", "and Company"),
)
_WORDS_TOO = {"AND CO", "AD", "OU", "ON"}  # written large they are words, or another place's name


class Lists:
    """Word lists as sets, and the patterns made of them."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        """Take the lexicon `names`."""
        self.product_words = _read(lexicon, "product_words")
        self.ambiguous = _read(lexicon, "ambiguous")
        self.strict = _read(lexicon, "strict")
        self.tails = _read(lexicon, "tails")
        self.vague_tails = _read(lexicon, "vague_tails")
        self.strong_tails = self.tails - self.vague_tails
        self.other_tails = _read(lexicon, "other_tails")
        self.kinds = _read(lexicon, "kinds")
        self.before = _read(lexicon, "before")
        self.verbs = _read(lexicon, "verbs")
        self.speech = _read(lexicon, "speech")
        self.strong_verbs = _read(lexicon, "strong_verbs")
        self.nouns = _read(lexicon, "nouns")
        self.product_after = _read(lexicon, "product_after")
        self.product_before = _read(lexicon, "product_before")
        self.firm_nouns = _read(lexicon, "firm_nouns")
        self.agency_words = _read(lexicon, "agency_words")
        self.roles = _read(lexicon, "roles")
        self.given = _read(lexicon, "given")
        self.surnames = _read(lexicon, "surnames")
        self.given_or_sur = self.given | self.surnames
        self.places = _read(lexicon, "places")
        self.events = _read(lexicon, "events")
        self.common = _read(lexicon, "common")
        self.idioms = _read(lexicon, "idioms") | _read(lexicon, "products")
        self.press = _read(lexicon, "press")
        self.agencies = _read(lexicon, "agencies")
        forms = _join(_as_written(_read(lexicon, "legal_forms")))
        soft = _join(word.capitalize() for word in _read(lexicon, "soft_forms"))
        # "Inc." with its full stop, and a comma before it; several may follow each other.
        self.legal = re.compile(
            rf"(?:[ \u00a0](?:{soft})\b){{0,3}}+(?:,?[ \u00a0](?:{forms})(?!\w)\.?+){{1,3}}+"
            rf"|[ \u00a0](?:Holdings?|Group|HOLDINGS?|GROUP)\b"
        )
        self.form = re.compile(rf"(?:,?[ \u00a0](?:{forms})(?!\w)\.?+){{1,3}}+")
        self.cjk_forms = re.compile(_join(_read(lexicon, "cjk_forms")))


def _read(lexicon: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(word) for word in lexicon.get(key, ()))


def _join(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \u00a0]") for word in longest_first)


def _as_written(forms: Iterable[str]) -> set[str]:
    """Legal forms as they are written: "Inc", "INC", "GmbH"; none in small letters throughout."""
    written = set(_OWN_CASE)
    for form in forms:
        written.add(form.upper())
        if len(form) > 2 or form == "co":
            written.add(re.sub(r"[a-z]+", lambda word: word[0].capitalize(), form))
    return written - _WORDS_TOO
