"""What a page says of its article in JSON-LD (https://schema.org/Article)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ingest.articles.field import Field, tidy
from ingest.articles.words import words
from ingest.articles.written_date import read_date

ARTICLES = frozenset(
    words(
        """
    article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle
    opinionnewsarticle reviewnewsarticle askpublicnewsarticle liveblogposting blogposting
    socialmediaposting techarticle scholarlyarticle report advertisercontentarticle
    satiricalarticle discussionforumposting
    """
    )
)
PAGES = frozenset(["webpage", "itempage", "creativework"])
MOST_ITEMS = 2_000  # that are looked through; a page that holds more lists other articles


class JsonLd:
    """The article that a page describes, and what else is described by an `@id`."""

    def __init__(self, scripts: list[str]) -> None:
        items = [item for script in scripts for item in _list_items(_parse(script))]
        self.by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str)}
        articles = [item for item in items if not _types(item).isdisjoint(ARTICLES)]
        pages = [item for item in items if not _types(item).isdisjoint(PAGES)]
        self.article: dict[str, Any] = next(iter(articles or pages), {})

    def list_fields(self) -> Iterator[tuple[str, Field]]:
        """The fields that the article gives."""
        yield from self.list_texts("title", "headline", "name")
        value = self.article.get("datePublished")
        if isinstance(value, str) and (day := read_date(value)):
            yield "published", Field(day, "JSON-LD datePublished")
        if author := ", ".join(dict.fromkeys(self.list_names("author"))):
            yield "author", Field(tidy(author), "JSON-LD author")
        for key in ("publisher", "sourceOrganization"):
            for name in self.list_names(key):
                yield "publisher", Field(name, f"JSON-LD {key}")
        yield from self.list_texts("language", "inLanguage")
        yield from self.list_texts("url", "url", "mainEntityOfPage")

    def list_texts(self, name: str, *keys: str) -> Iterator[tuple[str, Field]]:
        for key in keys:
            value = self.article.get(key)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url") or value.get("name")
            if isinstance(value, str) and tidy(value):
                yield name, Field(tidy(value), f"JSON-LD {key}")

    def list_names(self, key: str) -> Iterator[str]:
        """The names of people or organisations."""
        value = self.article.get(key)
        for item in (value if isinstance(value, list) else [value])[:20]:
            own = item.get("@id") if isinstance(item, dict) else None
            known = self.by_id.get(own) if isinstance(own, str) else None
            name = {**(known or {}), **item}.get("name") if isinstance(item, dict) else item
            if isinstance(name, list) and name:
                name = name[0]
            if isinstance(name, str) and tidy(name) and "://" not in name:
                yield tidy(name)

    @property
    def body(self) -> str:
        """The text of the article, where the page holds it so."""
        body = self.article.get("articleBody")
        return body if isinstance(body, str) else ""

    @property
    def is_for_payers(self) -> bool:
        """Whether the page says that one has to pay to read all of it."""
        return str(self.article.get("isAccessibleForFree", "")).lower() == "false"


def _parse(script: str) -> Any:
    """The data of a script, None where it is no JSON."""
    text = script.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->")
    try:
        return json.loads(text.strip().removesuffix("//]]>").rstrip(" ;\n"), strict=False)
    except (ValueError, RecursionError):
        return None


def _list_items(data: Any) -> list[dict[str, Any]]:
    """The items of lists and graphs, in order, and what they are the main part of."""
    items: list[dict[str, Any]] = []
    waiting = [data]
    while waiting and len(items) < MOST_ITEMS:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting[:0] = part[:MOST_ITEMS]
        elif isinstance(part, dict):
            items.append(part)
            inner = (part.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
            waiting += [one for one in inner if isinstance(one, list | dict)]
    return items


def _types(item: dict[str, Any]) -> set[str]:
    value = item.get("@type")
    values = value if isinstance(value, list) else [value]
    return {str(one).rsplit("/", 1)[-1].lower() for one in values}
