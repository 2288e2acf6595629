"""The text of a tree of elements: paragraphs apart by a blank line, items and rows a line each."""

from __future__ import annotations

import re
from typing import Any

from ingest.articles.words import words

_HEADS = frozenset(
    words(
        """
    head h1 h2 h3 h4 h5 h6 title summary
    """
    )
)
_ITEMS = frozenset(
    words(
        """
    item li dt dd
    """
    )
)
_ROWS = frozenset(["row", "tr"])
_CELLS = frozenset(["cell", "td", "th"])
_AS_WRITTEN = frozenset(["pre", "code"])
_LINES = frozenset(["lb", "br"])
_BLOCKS = frozenset(
    words(
        """
    p list ul ol dl quote blockquote table div section article main header body figure
    figcaption pre address caption center hr thead tbody tfoot graphic
    """
    )
)
# Of a page, what holds no part of an article.
SKIPPED = frozenset(
    words(
        """
    script style noscript template iframe svg nav aside footer form button select textarea
    input object embed canvas audio video head-of-page map dialog menu
    """
    )
)


class _Writer:
    """Collects the words of one block after the other."""

    def __init__(self) -> None:
        self.blocks: list[tuple[str, str]] = []  # kind and text
        self.words: list[str] = []
        self.kind = "p"
        self.rows = 0

    def add(self, text: str | None) -> None:
        if text:
            self.words.append(text)

    def add_lines(self, text: str | None) -> None:
        """Add text whose lines and blank lines are its own."""
        for at, part in enumerate(re.split(r"\n[ \t]*\n\s*", text or "")):
            if at:
                self.end_block()
            self.add(part.replace("\n", "\0"))

    def end_block(self, kind: str = "p") -> None:
        """End the block so far; what follows is of another kind."""
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\0"))
        if text := "\n".join(line for line in lines if line):
            self.blocks.append((self.kind, text))
            self.kind = "p"
        self.words = []
        if kind != "p":
            self.kind = kind

    def start(self, tag: str) -> None:
        if tag in _LINES:
            self.words.append("\0" if not self.rows else " ")
        elif tag in _ROWS:
            self.end_block("row")
            self.rows += 1
        elif self.rows:
            if tag in _CELLS and "".join(self.words).strip():
                self.words.append(" | ")
            elif tag in _BLOCKS or tag in _ITEMS:
                self.words.append(" ")
        elif tag in _ITEMS:
            self.end_block("item")
        elif tag in _HEADS or tag in _BLOCKS:
            self.end_block()

    def end(self, tag: str) -> None:
        if tag in _ROWS:
            self.rows -= 1
            self.end_block()
            self.kind = "p"
        elif not self.rows and (tag in _ITEMS or tag in _HEADS or tag in _BLOCKS):
            self.end_block()
            if tag in _ITEMS:
                self.kind = "p"
        elif self.rows and (tag in _BLOCKS or tag in _ITEMS):
            self.words.append(" ")

    def write(self) -> str:
        self.end_block()
        parts: list[str] = []
        before = ""
        for kind, text in self.blocks:
            if before:
                parts.append("\n" if kind == before != "p" else "\n\n")
            parts.append(f"- {text}" if kind == "item" else text)
            before = kind
        return "".join(parts)


def write_text(
    root: Any, skipped: frozenset[str] = frozenset(), apart: frozenset[str] = frozenset()
) -> str:
    """The text of an element; a tree of any depth, in one walk.

    A bar stands behind each element of `apart`, as a page may part what has no space between.
    """
    from lxml import etree

    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag in skipped:
            walk.skip_subtree()
        elif event == "start":
            writer.start(element.tag)
            if element.tag in _AS_WRITTEN:
                writer.add_lines(element.text)
            else:
                writer.add(" " if element.tag in apart else None)
                writer.add(element.text)
        elif event == "end" and element.tag not in skipped:
            writer.end(element.tag)
            writer.add(" | " if element.tag in apart else None)
        if event != "start" and element is not root:
            writer.add(element.tail)
    return writer.write()
