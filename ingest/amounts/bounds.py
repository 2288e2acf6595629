"""Words beside a number that bound it or make it approximate: "at least", "-plus", "nearly"."""

from __future__ import annotations

import re

from db.unit_words import any_of
from ingest.amounts.reading import Reading

_BEFORE = {
    ("over", False): (
        "more than", "over", "above", "north of", "upwards of", "upward of", "in excess of",
        "exceeding", "exceeded", "exceeds", "exceed", "surpassing", "surpassed", "surpasses",
        "surpass", "topping", "topped", "tops", "greater than", "higher than", "beyond",
        "well over", "well above", "well in excess of", "far more than", "passed", "excess of",
        "larger than",
    ),
    ("over", True): (
        "just over", "just above", "slightly more than", "slightly over", "slightly above",
        "a little over", "a little more than", "a bit more than", "little more than",
        "just more than",
    ),
    ("at_least", False): (
        "at least", "no less than", "no fewer than", "not less than", "not fewer than",
        "a minimum of", "minimum of", "minimum", "as little as", "as low as", "as few as", ">=",
        "≥", "nothing less than",
    ),
    ("at_most", False): (
        "up to", "at most", "as much as", "as many as", "no more than", "not more than",
        "a maximum of", "maximum of", "maximum", "not exceeding", "as high as", "capped at",
        "limited to", "no greater than", "no higher than", "not to exceed", "<=", "≤",
    ),
    ("under", False): (
        "less than", "fewer than", "under", "below", "lower than", "short of", "well under",
        "well below", "smaller than",
    ),
    ("under", True): (
        "nearly", "almost", "close to", "just under", "just below", "just shy of", "shy of",
        "just short of", "slightly less than", "slightly below", "a little less than",
        "a little under", "slightly under", "approaching", "nearing", "almost as much as",
        "not quite", "a bit less than", "just less than", "nigh on",
    ),
    ("", True): (
        "about", "around", "roughly", "some", "approximately", "approx", "approx.", "an estimated",
        "estimated", "circa", "ca.", "~", "≈", "in the region of", "on the order of",
        "of the order of", "something like", "near", "in the neighborhood of",
        "in the neighbourhood of", "round about", "somewhere around", "more or less",
    ),
}  # fmt: skip
_MEANING = {word: meaning for meaning, words in _BEFORE.items() for word in words} | {
    ">": ("over", False),
    "<": ("under", False),
}
# Longer phrases begin further left, and are therefore found first.
_WORDS_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?P<word>{any_of(word for word in _MEANING if word[0].isalpha())})\s+"
    rf"|(?P<sign>{any_of(word for word in _MEANING if not word[0].isalpha())})\s?)"
    r"(?:(?:a|an|the|another|its|their|a\s+further|an\s+additional|a\s+record|another)\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<at_least>\s?\+(?!\s?[\d/])|[\s-]plus\b(?!\s+or\s+minus|\s+\S?\d)"
    r"|\s+or\s+(?:more|higher|above|greater)\b|\s+and\s+(?:above|up|counting)\b)"
    r"|(?P<at_most>\s+or\s+(?:less|fewer|lower|below)\b)|(?P<about>\s+or\s+(?:so|thereabouts)\b)",
    re.IGNORECASE,
)
PLUS = re.compile(r"\s?\+(?!\s?[\d/])|-plus\b(?!\s+or\s+minus)", re.IGNORECASE)
_PLUS_WITHIN = re.compile(r"\w(?:\s?\+|-plus\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_LONGEST, _WORD = 45, 20
_ARTICLES = ("a", "an", "the", "another", "its", "their", "further", "additional", "record")
_LAST_WORDS = {word.split()[-1] for word in _MEANING} | {*_ARTICLES}
_SIGNS = {word[-1] for word in _MEANING if not word[0].isalpha()}
# "Went up to", and "is up to" somebody.
_IS_CHANGE = re.compile(
    r"\b(?:went|goes|go|going|gone|bid|moved?|jumped|shot|ticked|edged|crept|driven)\s+$",
    re.IGNORECASE,
)


def read_bounds(text: str, reading: Reading) -> None:
    """Take in the words for bound and approximation on both sides of a number."""
    for _ in range(3):
        if not _may_bound(text[max(0, reading.left - _WORD) : reading.left]):
            break
        before = _WORDS_BEFORE.search(text, max(0, reading.left - _LONGEST), reading.left)
        if before is None or _is_no_bound(text, before):
            break
        word = " ".join((before["word"] or before["sign"]).lower().split())
        bound, approximate = _MEANING[word]
        _take(reading, bound, approximate=approximate)
        if word in ("an estimated", "estimated"):
            reading.basis = "estimated"
        reading.left = before.start()
    if reading.low != reading.high and (
        between := _BETWEEN.search(text, max(0, reading.left - 12), reading.left)
    ):
        reading.left = between.start()
    if _PLUS_WITHIN.search(text, reading.start, reading.end):
        _take(reading, "at_least", approximate=False)
    if after := _AFTER.match(text, reading.right):
        _take(reading, after.lastgroup or "", approximate=after.lastgroup == "about")
        reading.right = after.end()


def _may_bound(before: str) -> bool:
    """Whether the last word before a number may be one for a bound; a quick look first."""
    words = before.rsplit(None, 1)
    return bool(words) and (
        words[-1].lower().lstrip("([“‘\"'-–—") in _LAST_WORDS or words[-1][-1] in _SIGNS
    )


def _take(reading: Reading, bound: str, *, approximate: bool) -> None:
    """The bound nearest to the number counts: "up to more than"; "nearly half or more"."""
    reading.approximate |= approximate
    if bound not in ("", "about") and reading.bound == "exact":
        reading.bound = bound


def _is_no_bound(text: str, before: re.Match[str]) -> bool:
    word = (before["word"] or "").lower()
    return word == "up to" and bool(
        _IS_CHANGE.search(text, max(0, before.start() - 12), before.start())
    )
