"""The texts of sources, found in a folder of articles or kept in the database.

A text is told by its hash. Where no file has that hash the article may have changed: then it is the
file that bears the source's id as its name, or else the one in which most of the source's passages
are still found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from db.errors import DatelineError, LocatorError
from db.place import Article, Place, hash_passage, hash_text, read_article

ENOUGH = 3  # at least one passage of so many must still stand where it stood


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
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:]):
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
    scores = {path: count_standing(places, article.text) for path, article in articles.items()}
    best = max(scores, key=lambda path: (scores[path], str(path)), default=None)
    return best if best is not None and scores[best] * ENOUGH >= max(1, len(places)) else None


def count_standing(places: Iterable[Place], text: str) -> int:
    """How many passages are still found, at their place or after words that came or went above."""
    return sum(stands(place, text) or find_moved(place, text) is not None for place in places)


def stands(place: Place, text: str) -> bool:
    """Whether the passage at a place is the one that was read there."""
    return hash_passage(text[place.start : place.end]).startswith(place.sha256)


def find_moved(place: Place, text: str) -> tuple[int, int] | None:
    """Where a passage of the same length stands now; None where it is nowhere."""
    length = place.end - place.start
    edges = [at for at in range(len(text) - length + 1) if _is_edge(text, at)]
    for start in sorted(edges, key=lambda at: (abs(at - place.start), at)):
        end = start + length
        if _is_edge(text, end) and hash_passage(text[start:end]).startswith(place.sha256):
            return start, end
    return None


def _is_edge(text: str, at: int) -> bool:
    """Whether a word, or a run of other signs, starts or ends here."""
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())
