"""What tests read of a report written as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from db import __version__


@dataclass
class Page(HTMLParser):
    """The tags with their attributes, and the words that a reader sees."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def list_values(self, attribute: str) -> list[str]:
        return [str(found[attribute]) for _, found in self.tags if attribute in found]


def read_page(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


def list_cited(text: str) -> set[str]:
    """The numbers of passages that a report cites, in HTML or Markdown."""
    is_html = text.startswith("<!DOCTYPE html>")
    cites = re.findall(r'<span class="cite">(.*?)</span>' if is_html else r"\\\[(.*?)\\\]", text)
    return {number for cite in cites for number in re.findall(r"#note-(\d+-\d+)", cite)}


def list_noted(text: str) -> set[str]:
    """The numbers of passages that its notes list."""
    return set(re.findall(r'id="note-(\d+-\d+)"', text))


def hide_version(text: str) -> str:
    """The report without what changes with every release."""
    return text.replace(f"Dateline {__version__} ", "Dateline VERSION ")
