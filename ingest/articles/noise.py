"""What in a text is no part of the article: menus, adverts, related articles, and the like.

Only whole lines, paragraphs and lists are told; when unsure, a line is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.articles.noise_blocks import ENDS, Line, mark_blocks
from ingest.articles.noise_lines import classify_line
from ingest.found import Noise

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def find_noise(text: str) -> list[Noise]:
    """Lines and blocks that are no part of the article's own text, in order, disjoint."""
    lines = _list_lines(text)
    kinds = [classify_line(line.text) for line in lines]
    _extend_wrapped(lines, kinds)
    mark_blocks(lines, kinds)
    return list(_join(lines, kinds))


def _list_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        body = match[0].strip(" \t\u00a0\u200b\ufeff")
        if not body:
            continue
        start = match.start() + match[0].index(body[0])
        blank = not lines or len(_BREAK.findall(text, last, start)) > 1
        lines.append(Line(start, start + len(body), body, blank))
        last = start + len(body)
    return lines


def _join(lines: list[Line], kinds: list[str | None]) -> Iterator[Noise]:
    """One place for neighbours of one kind."""
    held: Noise | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if held and kind == held.kind:
            held = Noise(held.start, line.end, kind)
            continue
        if held:
            yield held
        held = Noise(line.start, line.end, kind) if kind else None
    if held:
        yield held


def _extend_wrapped(lines: list[Line], kinds: list[str | None]) -> None:
    """A sentence of noise goes on over lines that were cut to a width."""
    for at in range(1, len(lines)):
        line, above = lines[at], lines[at - 1]
        goes_on = kinds[at - 1] in ("disclaimer", "cookies", "author", "copyright", "newsletter")
        cut = 50 <= len(above.text) <= 100 and not above.text.endswith(ENDS)
        if goes_on and kinds[at] is None and not line.after_blank and cut:
            kinds[at] = kinds[at - 1]
