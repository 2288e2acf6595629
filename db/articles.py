"""The texts of sources, found in a folder of articles or kept in the database.

A text is told by its hash. Where no file has that hash the article may have changed: then it is the
file that bears the source's id as its name, or else the one in which most of the source's passages
are still found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from db.errors import DatelineError, LocatorError
from db.place import Article, Place, fold, hash_passage, hash_text, read_article

SAMPLE = 8  # passages that are looked for to find the article that a source became
ENOUGH = 3  # at least one passage of so many must still stand where it stood
SLACK = 3  # by so much a passage may be shorter once its white space is folded
FIRST_WITHOUT_SPACES = "\u2e80"  # scripts from here on are written without spaces


class ArticlesError(DatelineError):
    """A folder of articles that cannot be read."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a source: as it was read (`same`), or changed since; `path` is None if kept."""

    article: Article
    path: Path | None
    same: bool


class Wanted(NamedTuple):
    """A source whose text is wanted: the hash on record, the text that was kept, its passages."""

    source: str
    sha256: str | None
    kept: str | None = None
    places: Sequence[Place] = ()


def read_articles(folder: Path | None) -> dict[Path, Article]:
    """Every text file of a folder, by its path; what is no UTF-8 text is passed over."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise ArticlesError(f"{folder} is no folder; name the one that holds the articles")
    found = {}
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            try:
                found[path] = read_article(path)
            except LocatorError:
                continue
    return found


def find_texts(wanted: Iterable[Wanted], articles: Mapping[Path, Article]) -> dict[str, Text]:
    """The text of each source that has one: among the articles, or else as it was kept."""
    wanted = sorted(wanted, key=lambda one: one.source)
    by_hash = {article.sha256: path for path, article in sorted(articles.items(), reverse=True)}
    found = {
        one.source: Text(articles[by_hash[one.sha256]], by_hash[one.sha256], same=True)
        for one in wanted
        if one.sha256 in by_hash
    }
    taken = {text.path for text in found.values()}
    left = {path: article for path, article in articles.items() if path not in taken}
    for one in wanted:
        if one.source in found:
            continue
        path = _find_changed(one.source, one.places, left) if one.sha256 else None
        if path is not None:
            found[one.source] = Text(left.pop(path), path, same=False)
        elif one.kept is not None:
            sha256 = hash_text(one.kept.encode())
            article = Article(one.kept, sha256, len(one.kept))
            found[one.source] = Text(article, None, same=sha256 == one.sha256)
    return found


def _find_changed(
    source: str, places: Sequence[Place], articles: Mapping[Path, Article]
) -> Path | None:
    for path in articles:
        if path.stem == source:
            return path
    some = places[:: len(places) // SAMPLE + 1]
    scores = {path: count_standing(some, article.text) for path, article in articles.items()}
    best = max(scores, key=lambda path: (scores[path], str(path)), default=None)
    return best if best is not None and scores[best] * ENOUGH >= max(1, len(some)) else None


def count_standing(places: Iterable[Place], text: str) -> int:
    """How many passages are still found, at their place or after words that came or went above."""
    shift, count = 0, 0
    for place in places:
        if found := find_moved(place, text, shift, slack=0):
            shift, count = found[0] - place.start, count + 1
    return count


def stands(place: Place, text: str) -> bool:
    """Whether the passage at a place is the one that was read there."""
    return hash_passage(text[place.start : place.end]).startswith(place.sha256)


def find_moved(
    place: Place, text: str, shift: int = 0, *, slack: int = SLACK
) -> tuple[int, int] | None:
    """Where a passage stands now, however lines are cut, looked for around its place and a shift.

    Only its length and its hash are known; without doubled white space it may be shorter by a few
    characters, the slack.
    """
    folded, edges = fold(text), _list_edges(text)
    middle = bisect_left(edges.inorder, folded.find(place.start + shift))
    full = place.end - place.start
    for length in range(full, max(0, full - slack - 1), -1):
        for at in _count_away(middle, len(edges.inorder)):
            start = edges.inorder[at]
            if start + length not in edges.known:
                continue
            passage = folded.text[start : start + length]
            if hash_text(passage.encode()).startswith(place.sha256):
                return folded.trace(start, start + length)
    return None


def _count_away(middle: int, count: int) -> Iterator[int]:
    """Every number below a count, those near the middle first."""
    middle = min(middle, count - 1)
    for away in range(max(middle + 1, count - middle)):
        if away <= middle:
            yield middle - away
        if 0 < away < count - middle:
            yield middle + away


class _Edges(NamedTuple):
    """Where words, and other signs, start or end in a text once its white space is folded."""

    inorder: list[int]
    known: frozenset[int]


@lru_cache(maxsize=1)
def _list_edges(text: str) -> _Edges:
    folded = fold(text).text
    inner = [at for at in range(1, len(folded)) if _is_edge(folded[at - 1], folded[at])]
    inorder = [0, *inner, len(folded)]
    return _Edges(inorder, frozenset(inorder))


def _is_edge(before: str, after: str) -> bool:
    """Whether a word may start or end between two characters; in Chinese it may anywhere."""
    return not (before.isalnum() and after.isalnum()) or max(before, after) >= FIRST_WITHOUT_SPACES
