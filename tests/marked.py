"""Sentences in which names are marked: `[words|id,id]`, and `[words|?]` for one that is unknown."""

from __future__ import annotations

import re

from ingest.found import FoundCompany

_MARK = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")

Marked = list[tuple[str, int, tuple[str, ...]]]


def read_marked(marked: str) -> tuple[str, Marked]:
    """The sentence without its marks, and the words, place and ids of each."""
    text, names, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        ids = () if mark[2] == "?" else tuple(mark[2].split(","))
        names.append((mark[1], len(text), ids))
        text += mark[1]
        last = mark.end()
    return text + marked[last:], names


def show_found(text: str, found: list[FoundCompany]) -> Marked:
    """What is found, as `read_marked` gives it."""
    return [(text[one.start : one.end], one.start, one.ids) for one in found]
