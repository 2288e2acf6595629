"""Where a passage most nearly stands, for the remedy when it does not stand there as written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache

from db.place import Place, fold, fold_space, hash_passage, shorten

_QUOTE_SIGNS = dict.fromkeys(map(ord, '"“”„‟«»‹›″‘’‚‛′´`'), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def nearest_passage(quote: str, text: str) -> Place | None:
    """Find where the quote most nearly stands, in linear time; None if nothing resembles it."""
    folded = fold(text)
    plain, origins = _simplify(folded.text)
    wanted, _ = _simplify(fold_space(quote))
    if not wanted or not plain:
        return None
    found = plain.find(wanted)
    window = (found, found + len(wanted)) if found >= 0 else _find_window(wanted, plain)
    if window is None:
        return None
    start, end = origins[window[0]], origins[window[1] - 1] + 1
    if found < 0:
        start, end = _widen_to_words(folded.text, start, end)
    start, end = folded.trace(start, end)
    return Place(start, end, hash_passage(text[start:end]))


def suggest(quote: str, text: str) -> str:
    """What to do about a quote that is not in the text."""
    place = nearest_passage(quote, text)
    if place is None:
        return "copy the passage from the article as it is"
    passage = fold_space(text[place.start : place.end])
    where = f"{place.start}-{place.end}"
    if differences := _name_differences(fold_space(quote), passage):
        return f"at {where} it differs only in {' and '.join(differences)}, so copy it from there"
    return f"the nearest words, at {where}, are “{shorten(passage)}”"


@cache
def _list_levellers() -> dict[str, Callable[[str], str]]:
    """Name what a reader hardly sees, and how to level it; for remedies only, never to match."""
    from unicodedata import category, normalize

    return {
        "quote signs": lambda text: text.translate(_QUOTE_SIGNS),
        "dashes": lambda text: text.translate(_DASHES),
        "the encoding of letters and accents": lambda text: normalize("NFKD", text),
        "capital letters": str.casefold,
        "invisible characters": lambda text: "".join(c for c in text if category(c) != "Cf"),
    }


def _level(text: str, *, but: str = "") -> str:
    for name, level in _list_levellers().items():
        text = text if name == but else level(text)
    return text


def _name_differences(quote: str, passage: str) -> list[str]:
    """Name what alone sets the two apart; nothing where their words differ."""
    if _level(quote) != _level(passage):
        return []
    return [
        kind for kind in _list_levellers() if _level(quote, but=kind) != _level(passage, but=kind)
    ]


@lru_cache(maxsize=2)
def _simplify(text: str) -> tuple[str, list[int]]:
    """Level each character; the list tells from which one of the text each levelled one comes."""
    levelled = {character: _level(character) for character in set(text)}
    parts = [levelled[character] for character in text]
    return "".join(parts), [index for index, part in enumerate(parts) for _ in part]


def _find_window(wanted: str, text: str) -> tuple[int, int] | None:
    """Find the stretch, as long as what is wanted, that shares most three-letter pieces with it."""
    size = min(3, len(wanted), len(text))
    width = len(wanted) - size + 1
    scores = _score_windows(_cut_pieces(wanted, size), _cut_pieces(text, size))
    best = max(scores)
    if best * 5 < width * 2:  # texts about other things share up to about that much
        return None
    first = scores.index(best)
    # Neighbours often share the best score; only so many are compared, to keep the time bounded.
    windows = [
        (max(0, last - width + 1), last + size)
        for last in range(first, min(first + 50, len(scores)))
        if scores[last] == best
    ]
    return max(windows, key=lambda window: sum(map(str.__eq__, wanted, text[slice(*window)])))


def _cut_pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(len(text) - size + 1)]


def _score_windows(wanted: list[str], pieces: list[str]) -> list[int]:
    """Count, for the window that ends with each piece, how many wanted ones it holds."""
    needed, held = Counter(wanted), dict.fromkeys(wanted, 0)
    scores, score = [], 0
    for last, piece in enumerate(pieces):
        if piece in held:
            held[piece] += 1
            score += held[piece] <= needed[piece]
        if last >= len(wanted) and (left := pieces[last - len(wanted)]) in held:
            score -= held[left] <= needed[left]
            held[left] -= 1
        scores.append(score)
    return scores


def _widen_to_words(text: str, start: int, end: int, reach: int = 15) -> tuple[int, int]:
    """Move both ends to the ends of their words, unless these are far, as in Chinese."""
    before = text.rfind(" ", max(0, start - reach), start + 1)
    after = text.find(" ", end - 1, end + reach)
    return before + 1 if before >= 0 else start, after if after >= 0 else end
