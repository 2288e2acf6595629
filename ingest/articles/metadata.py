"""What a page says of itself: title, publisher, author, date of publication, language, address.

For each field the first of these that gives it counts: JSON-LD, Open Graph, other meta elements,
marked elements of the page. When it was changed, saved or archived says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from ingest.articles.field import Field, choose, tidy
from ingest.articles.json_ld import JsonLd
from ingest.articles.words import words
from ingest.articles.written_date import is_two_ways, read_date

Found = tuple[str, Field]

_OPEN_GRAPH = {
    "og:title": "title", "og:site_name": "publisher", "article:author": "author",
    "og:article:author": "author", "article:published_time": "published",
    "og:article:published_time": "published", "og:published_time": "published",
    "article:published": "published", "og:locale": "language", "og:url": "url",
}  # fmt: skip
_META = {
    **dict.fromkeys(
        words(
    """
    date dc.date dc.date.issued dcterms.date dcterms.issued dc.issued pubdate pub_date
    publishdate publish-date publish_date published published_date publication_date
    publication-date datepublished citation_publication_date citation_date
    citation_online_date parsely-pub-date sailthru.date article.published
    article_date_original originalpublicationdate rnews:datepublished
    cxenseparse:recs:publishtime cxenseparse:publishtime article:post_date
    prism.publicationdate
    """
), "published",
    ),
    **dict.fromkeys(
        words(
    """
    author dc.creator dcterms.creator citation_author parsely-author sailthru.author byl
    article.author
    """
), "author",
    ),
    **dict.fromkeys(words(
    """
    dc.title citation_title parsely-title sailthru.title twitter:title
    """
),
                    "title"),
    **dict.fromkeys(["dc.publisher", "citation_publisher", "citation_journal_title"], "publisher"),
    **dict.fromkeys(words(
    """
    language dc.language content-language citation_language
    """
), "language"),
    "application-name": "publisher",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/", re.IGNORECASE)
_CHANGED = re.compile(
    r"updat|modif|correct|revis|edited|changed|amended|as of|archiv", re.IGNORECASE
)
_OUTSIDE = frozenset(
    words(
        """
    nav aside footer li ul form
    """
    )
)
NAMES = ("title", "publisher", "author", "published", "language", "url")


def read_metadata(tree: Any, json_ld: JsonLd) -> tuple[dict[str, Field], list[str]]:
    """The fields of a page, and what a person should know of them."""
    found: dict[str, list[Field]] = {name: [] for name in NAMES}
    remarks: list[str] = []
    for name, field in _list_all(tree, json_ld):
        value = _check(name, unescape(field.value))
        if value is not None:
            found[name].append(Field(value, field.found))
    fields: dict[str, Field] = {}
    for name, values in found.items():
        chosen, told = choose(name, values)
        remarks += told
        if chosen is not None:
            fields[name] = chosen
    _cut_site_name(fields)
    if "published" not in fields:
        remarks += _name_unclear(tree)
    return fields, remarks


def _list_all(tree: Any, json_ld: JsonLd) -> Iterator[Found]:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "url", Field(link.get("href") or "", "canonical link")
    yield from json_ld.list_fields()
    yield from _list_meta(tree, "property", "Open Graph", _OPEN_GRAPH)
    yield from _list_meta(tree, "name", "Open Graph", _OPEN_GRAPH)
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        yield from _list_meta(tree, attribute, "meta", _META)
    if language := tree.get("lang") or tree.get("xml:lang"):
        yield "language", Field(language, "html lang")
    yield from _list_times(tree)
    yield from _list_visible(tree)


def _list_meta(tree: Any, attribute: str, found: str, known: dict[str, str]) -> Iterator[Found]:
    for meta in tree.iter("meta"):
        key = (meta.get(attribute) or "").strip()
        name = known.get(key.lower())
        content = tidy(meta.get("content") or "")
        if name and content:
            value = read_date(content) if name == "published" else content
            if value:
                yield name, Field(value, f"{found} {key}")


def _name_unclear(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        content = meta.get("content") or ""
        if (_META | _OPEN_GRAPH).get(key) == "published" and is_two_ways(content):
            told = f"the day in meta {key}, {tidy(content)[:60]}, can be read in two ways"
            yield f"{told}; say which: --published"


def _list_times(tree: Any) -> Iterator[Found]:
    """Days of elements marked as the date of publication, or the only day of an article."""
    bare: set[str] = set()
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        marked = "datepublished" in (element.get("itemprop") or "").lower().split()
        marked = marked or element.get("pubdate") is not None
        if element.tag != "time" and not marked:
            continue
        text = element.get("datetime") or element.get("content") or _read_words(element)
        day = read_date(text)
        if day and marked:
            yield "published", Field(day, f"{element.tag} element, marked as published")
        elif day and _is_of_article(element) and not _tells_change(element):
            bare.add(day)
    if len(bare) == 1:
        yield "published", Field(bare.pop(), "time element")


def _is_of_article(element: Any) -> bool:
    """Whether an element lies in the article, and not in a list of others."""
    inside = False
    for at, parent in enumerate(element.iterancestors()):
        if parent.tag in _OUTSIDE or at > 100:
            return False
        inside = inside or parent.tag in ("article", "main", "header")
    return inside


def _tells_change(element: Any) -> bool:
    names = " ".join(filter(None, map(element.get, ("class", "itemprop", "id", "title"))))
    before = element.getprevious()
    near = [names, _read_words(element), (before.tail or "") if before is not None else ""]
    if before is not None:
        near.append(_read_words(before))
    parent = element.getparent()
    if parent is not None:
        near += [parent.get("class") or "", parent.text or ""]
    return any(_CHANGED.search(words[-100:]) for words in near)


def _list_visible(tree: Any) -> Iterator[Found]:
    for h1 in tree.iter("h1"):
        if 5 < len(words := _read_words(h1)) <= 300:
            yield "title", Field(words, "h1")
    for title in tree.iter("title"):
        yield "title", Field(_read_words(title), "title of the page")
        break
    for element in tree.iter("a", "span", "p", "div", "address"):
        names = f" {element.get('class') or ''} ".lower()
        if (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or any(name in names for name in (" byline ", " author-name ", "byline__name"))
        ):
            words = re.sub(r"^(?:written )?by:?\s+", "", _read_words(element), flags=re.IGNORECASE)
            if 3 < len(words) < 80 and not re.search(r"\d|@|\||,.*,.*,", words):
                yield "author", Field(words, "byline")


def _read_words(element: Any) -> str:
    """The words of an element, as far as a byline would go."""
    words: list[str] = []
    size = 0
    for part in element.itertext():
        words.append(part)
        size += len(part)
        if size > 500:
            break
    return tidy("".join(words))


def _check(name: str, value: str) -> str | None:
    value = tidy(value)
    if name == "language":
        match = _LANGUAGE.fullmatch(value)
        return value.replace("_", "-") if match else None
    if name == "url":
        value = _ARCHIVED.sub("", value)
        return value if value.startswith(("http://", "https://")) and " " not in value else None
    if name == "author" and ("://" in value or value.lower() in ("admin", "editor", "unknown")):
        return None
    return value or None


def _cut_site_name(fields: dict[str, Field]) -> None:
    """The title of a page without the name of its site behind it."""
    title, publisher = fields.get("title"), fields.get("publisher")
    if title and publisher:
        for sign in (" - ", " | ", " – ", " — ", " :: "):
            bare = title.value.removesuffix(f"{sign}{publisher.value}")
            if bare and bare != title.value:
                fields["title"] = Field(bare, title.found)
