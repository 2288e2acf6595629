"""Blocks of noise: a heading, and the list or the paragraphs that belong to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.articles.noise_lines import MARKS, RELATED_HEADING
from ingest.articles.noise_words import SECTIONS

SHORT = 140  # of a headline, or an item of a list
MOST_ENTRIES = 60  # of a menu
MOST_ITEMS = 15  # of a list of other articles
ENDS = (".", "!", "?", "。", "！", "？", "…")
_CLOSERS = "\"'”’»)]*_ "


class Line(NamedTuple):
    """A line that holds something: its place without white space, and whether it opens a group."""

    start: int
    end: int
    text: str
    after_blank: bool


def is_prose(text: str) -> bool:
    """Whether a line looks like a sentence of the article, not like a heading or an item."""
    body = text.rstrip(_CLOSERS)
    return len(text) > 180 or (len(text) >= 40 and body.endswith(ENDS))


# Headings of blocks, and how far down in a text they have to stand to be believed.
_ABOUT = re.compile(r"About (?:the )?(?P<name>[A-Z][\w&.'’-]{0,30})(?: [\w&.,'’()-]{1,25}){0,5}:?$")
_CAUTION = re.compile(
    r"(?:(?:cautionary|important|special) (?:note|statement|language|information|notice)s?\b.{0,60}"
    r"|(?:safe harbou?r|forward[- ]looking)\b.{0,20}(?:statements?|information|language|disclosure|provision).{0,40}"
    r"|(?:important )?(?:legal )?(?:disclaimers?|disclosures?)|risk warning|non-gaap financial measures)\W*$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"(?:references|footnotes|notes|sources|bibliography|works cited|citations|external links|endnotes)\W*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?:\[?\d{1,3}[\].)]|\^|↑|[-*•]|https?://)")
_COMMENTS = re.compile(
    r"(?:\d{1,5} (?:comments?|replies|responses|thoughts)(?: (?:on|so far|yet)\b.{0,60})?|comments? ?(?:\(\d{1,5}\)|\d{1,5})"
    r"|(?:leave|post|write|add) a (?:comment|reply)|join the (?:conversation|discussion))\W*$",
    re.IGNORECASE,
)
_MAYBE_COMMENTS = re.compile(
    r"(?:comments?|discussion|responses|reader comments)\W*$", re.IGNORECASE
)
_COMMENT_CUES = re.compile(r"\b(?:reply|\d+ (?:hours?|days?|minutes?|weeks?) ago|upvote|report abuse|says:)", re.IGNORECASE)  # fmt: skip
_CONTACT = re.compile(
    r"(?:(?:for )?(?:media|press|investors?|analysts?|public relations|pr|company|corporate|ir)(?: relations)?"
    r"(?:,? (?:and|&) \w+)? (?:contacts?|inquir(?:y|ies)|enquir(?:y|ies))|contacts?|further information)\W*$",
    re.IGNORECASE,
)
_NOTES_TO_EDITORS = re.compile(r"(?:notes? (?:to|for) editors?|editors?['’]? notes?|-?\s*ends?\s*-?)\W*$", re.IGNORECASE)  # fmt: skip
_OPERATOR = re.compile(r"operator\W*$", re.IGNORECASE)


def mark_blocks(lines: list[Line], kinds: list[str | None]) -> None:
    """Give the lines of each block the kind of its heading."""
    at = 0
    while at < len(lines):
        line = lines[at]
        end, kind = at + 1, kinds[at]
        if len(line.text) <= SHORT:
            end, kind = _find_block(lines, kinds, at)
        for inside in range(at, end):
            kinds[inside] = kinds[inside] if kind is None else kind
        at = end


def _find_block(lines: list[Line], kinds: list[str | None], at: int) -> tuple[int, str | None]:
    """Where the block ends that a heading opens, and its kind."""
    bare = lines[at].text.strip(MARKS)
    depth = lines[at].start / max(1, lines[-1].end)
    if kinds[at] == "related" and (RELATED_HEADING.match(bare) or bare.startswith("More ")):
        return _end_list(lines, at), "related"
    if _ABOUT.match(bare) and depth > 0.3:
        end = _end_about(lines, at, bare)
        return (end, "about the company") if end > at + 1 else (at + 1, kinds[at])
    if _CAUTION.match(bare):
        return _end_section(lines, at, 12 if depth > 0.4 else 1), "disclaimer"
    if _CONTACT.match(bare) and depth > 0.3:
        return _end_lines(lines, at, 10), "contact"
    if depth > 0.4 and _is_comments(lines, at, bare):
        return len(lines), "comments"
    if _REFERENCES.match(bare) and depth > 0.4:
        end = _end_references(lines, at)
        return (end, "references") if end > at + 1 else (at + 1, kinds[at])
    if _OPERATOR.match(bare) and at + 1 < len(lines):
        return at + 2, "operator"
    if kinds[at] is None and (end := _end_menu(lines, at)) > at + 3:
        return end, "menu"
    return at + 1, kinds[at]


def _end_list(lines: list[Line], at: int) -> int:
    """The end of a list of headlines: at a blank line, or where prose goes on."""
    end, spread = at + 1, at + 1 < len(lines) and lines[at + 1].after_blank
    while end < len(lines) and end - at <= MOST_ITEMS:
        line = lines[end]
        if is_prose(line.text) or (line.after_blank and not spread):
            return end
        end += 1
    if end < len(lines) and spread:
        return at + 1  # a page of lines without stops: no list of headlines
    return end


def _end_about(lines: list[Line], at: int, bare: str) -> int:
    """The end of what a company says about itself, if it says it in the first words."""
    match = _ABOUT.match(bare)
    name = match["name"].lower() if match else ""
    if at + 1 == len(lines):
        return at + 1
    opening = lines[at + 1].text[:120].lower()
    own = name in opening or opening.startswith(("the company", "we ", "founded", "headquartered"))
    return _end_section(lines, at, 6) if own and is_prose(lines[at + 1].text) else at + 1


def _end_section(lines: list[Line], at: int, most: int) -> int:
    """The end of the paragraphs under a heading: at the next line that looks like a heading."""
    end = at + 1
    while end < min(len(lines), at + 1 + most) and (
        is_prose(lines[end].text) or len(lines[end].text) > SHORT
    ):
        end += 1
    return end


def _end_lines(lines: list[Line], at: int, most: int) -> int:
    """The end of short lines under a heading, such as an address."""
    end = at + 1
    while end < len(lines) and end - at <= most and not is_prose(lines[end].text):
        if len(lines[end].text) > 100:
            break
        end += 1
    return end


def _end_references(lines: list[Line], at: int) -> int:
    end = at + 1
    while end < len(lines) and (
        _REFERENCE.match(lines[end].text) or "http" in lines[end].text or "doi" in lines[end].text
    ):
        end += 1
    return end


def _is_comments(lines: list[Line], at: int, bare: str) -> bool:
    if _COMMENTS.match(bare):
        return True
    if not _MAYBE_COMMENTS.match(bare):
        return False
    return any(_COMMENT_CUES.search(line.text[:200]) for line in lines[at + 1 : at + 8])


def _end_menu(lines: list[Line], at: int) -> int:
    """The end of lines that each hold one entry of a menu, most of them well known."""
    end, known = at, 0
    for line in lines[at : at + MOST_ENTRIES]:
        text = line.text.strip(MARKS).lower()
        if len(text) > 30 or any(char.isdigit() for char in text):
            break
        if text not in SECTIONS and end == at:
            break  # a menu begins with an entry that is known
        known += text in SECTIONS
        end += 1
    return end if known >= 3 and 3 * known >= 2 * (end - at) else at
