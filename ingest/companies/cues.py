"""What stands around a name: the second cue that it is one of a company."""

from __future__ import annotations

import re

from ingest.companies.lists import APOSTROPHE
from ingest.companies.page import TICKER as TICKER
from ingest.companies.page import Page

POSSESSIVE = re.compile(rf"{APOSTROPHE}(?:s\b|(?=[ ]))")
_NEXT = re.compile(r"[ \u00a0\r\n]{1,3}[\"“‘]?([^\W_][\w'’-]*+)")
_APPOSITION = re.compile(
    r"[,]?[ \u00a0]\(?(?:formerly|previously known|f/k/a)\b|,[ \u00a0](?:which|whose|based in\b"
    r"|headquartered|(?:(?:once|now|already|long|still)[ \u00a0])?"
    r"(?:the (?:company|maker|owner|parent|world|country|largest|biggest)\b"
    r"|(?:an?|the|one of|its|[A-Z][a-z]{2,12}['’]s)(?:[ \u00a0][\w-]{1,20}){0,5}?[ \u00a0]"
    r"(?:compan(?:y|ies)|makers?|startup|start-up|firm|provider|developer|manufacturer|operator"
    r"|supplier|retailer|leader|producer|chipmaker|carmaker|automaker|airline|lender|bank|insurer"
    r"|fund|unit|subsidiary|rival|distributor|marketplace|owner|publisher|conglomerate|brand"
    r"|business|platform|pioneer|shareholder|investor|customer|client|partner|group)\b))"
)
_JOINT = re.compile(r"(?:,|/|-|,? (?:and|or|nor|&|as well as|versus|vs\.?)|, (?:and|or) )[ \n]?")

# What only companies and countries do: "widened its losses", "rose 8%", "led the round".
_ACTS = re.compile(
    r"[ \u00a0](?:(?:has|have|had|also|will|would)[ \u00a0])?(?:[a-z]{2,14}[ \u00a0]its[ \u00a0]"
    r"|(?:rose|fell|gained|lost|added|shed|dropped|slid|sank|climbed|jumped|surged|plunged|tumbled"
    r"|soared|slipped|advanced|declined|closed|ended|traded|(?:was|were) (?:up|down))[ \u00a0]"
    r"(?:(?:by|about|nearly|almost|as much as|more than|over|up|down|at|higher|lower)\b[ \u00a0]?)?"
    r"(?:[\d$€£₹¥]|(?<=higher)|(?<=lower))"
    r"|(?:gained|lost|won|took)[ \u00a0](?:market[ \u00a0])?share\b"
    r"|(?:co-)?led[ \u00a0](?:the|a)[ \u00a0](?:[\w$.-]{1,12}[ \u00a0]){0,3}?"
    r"(?:round|funding|investment|financing))"
)
_FROM = re.compile(
    r"\b(?:raised|secured|received|funding|investment|loan|order|orders|contract|participation"
    r"|backing|purchase|acquisition|sale|bought|acquired|financing)\b[^.;:\n]{0,40}\bfrom[ \u00a0]$"
)
_SIDES = (
    "-backed",
    "-owned",
    "-listed",
    "-based",
    "-headquartered",
    "-controlled",
    "-quoted",
    "-funded",
)


def word_after(page: Page, end: int) -> str:
    """The word after a place, as it is written; none beyond a sign."""
    found = _NEXT.match(page.text, end)
    return found[1] if found else ""


def noun_after_possessive(page: Page, end: int) -> str | None:
    """The word after "'s", "" where there is none, None where nothing is possessed."""
    found = POSSESSIVE.match(page.text, end)
    return word_after(page, found.end()).lower() if found else None


def is_apposed(page: Page, end: int) -> bool:
    """Whether ", a maker of" or the like follows."""
    return _APPOSITION.match(page.text, end) is not None


def is_joined(page: Page, end: int, start: int) -> bool:
    """Whether only a comma, "and" or the like stands between two places."""
    return start - end < 16 and _JOINT.fullmatch(page.text[end:start]) is not None


def acts(page: Page, end: int) -> bool:
    """Whether a name does what persons do not: "widened its losses"."""
    return _ACTS.match(page.text, end) is not None


def has_word_before(page: Page, start: int) -> bool:
    """Whether "shares of", "rival" or another word for companies stands before."""
    words = [word for word in page.words_before(start) if word != ","]
    if not words or page.words_before(start)[-1:] == [","]:
        return False
    kept, lists = words[-3:], page.lists
    last = kept[-1]
    if last in ("the", "a", "an") and len(kept) > 1:
        kept = kept[:-1]
    if last.endswith(_SIDES) or (
        last == "from"
        and _FROM.search(page.text, max(page.sentence_start(start), start - 64), start)
    ):
        return True
    return kept[-1] in lists.kinds or any(
        " ".join(kept[at:]) in lists.before for at in range(len(kept))
    )
