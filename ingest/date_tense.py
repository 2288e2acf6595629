"""Whether the words around a date speak of what was, or of what is to come."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ingest.date_atoms import split_words

_PAST = split_words(
    """
    was were had did said told rose fell sold bought made began went came took gave won lost
    grew hit paid met left got saw led held kept sent spent built wrote spoke ran became stood
    sank shrank drew swung overtook slid broke found brought thought knew chose drove flew
    taught wore froze struck won fought sought caught stole tore withdrew ago since
    """
)
_FUTURE = split_words(
    """
    will would shall may might could can upcoming planned expects expect forecasts due slated
    tomorrow aims plans hopes intends scheduled expected predicts guidance awaits await
    """
)
# "Is set to", "agreed to buy": what comes after lies ahead.
_PROMISES = split_words(
    """
    set likely going about ready wants seeks agreed agrees pledged vowed promised poised supposed
    postponed delayed deferred rescheduled off back suspended
    preparing expecting planning hoping aiming looking unlikely projected
    """
)
_NO_VERBS = split_words(
    "united limited need seed speed feed based breed indeed hundred exceed proceed succeed"
)
_NO_INFINITIVE = split_words(
    """
    according compared up down access close back next thanks similar related owing contrary prior
    addition response contrast from declined refused failed able rose fell amounted come
    """
)
_ARTICLES = split_words("the a an its their his her our")
_SCHEDULE = split_words(
    """
    begins starts expires ends opens closes takes meets meet kicks runs resumes launches returns
    begin expire take resume faces decides
    """
)
_WORD = re.compile(r"[A-Za-z]++(?:['’](?:ll|d|s)\b)?")
# "Due" and "planned" speak of what follows soon, or only describe a noun.
_ADJECTIVES = split_words("due planned scheduled expected slated upcoming guidance")
_SET = split_words("set fixed booked called")
_NEAR = 8  # words
_REACH, _WORDS = 240, 40  # how far from the place a verb may stand


def find_tense(text: str, start: int, end: int, place: tuple[int, int]) -> str:
    """Whether a sentence start..end speaks of a place in it as "past" or "future", or "" neither.

    The nearest verb before the place tells, or else the first one after it.
    """
    matches = list(_WORD.finditer(text, max(start, place[0] - _REACH), place[0]))[-_WORDS:]
    before = [match[0] for match in matches]
    weak = False
    for at in range(len(before) - 1, -1, -1):
        low, near = before[at].lower(), len(before) - at <= _NEAR
        if low in _ADJECTIVES and not (near and "," not in text[matches[at].end() : place[0]]):
            continue
        if low in _SET and near and before[-1].lower() == "for":
            return "future"
        tense = _judge(before[at], before[at + 1] if at + 1 < len(before) else "")
        if tense in ("past", "future"):
            return tense
        weak = weak or (tense == "weak" and before[at - (at > 0)].lower() not in _NO_INFINITIVE)
    if weak:
        return "future"
    after = _WORD.findall(text, place[1], min(end, place[1] + _REACH))[:_WORDS]
    for word, following in pairwise([*after, ""]):
        if tense := _judge(word, following):
            return "future" if tense == "weak" else tense
    return ""


@lru_cache(maxsize=4096)
def _judge(word: str, following: str) -> str:
    """What a word says: "past", "future", "weak" (to come, unless a verb says more) or ""."""
    low, towards = word.lower(), following.lower() in ("to", "until", "till")
    if low in _FUTURE or low.endswith(("'ll", "’ll")) or (towards and low in _PROMISES):
        return "" if word in ("May", "MAY") else "future"
    if low in _PAST or (low.endswith("ed") and len(low) > 3 and low not in _NO_VERBS):
        return "past"
    if low == "to" and following.islower() and following not in _ARTICLES:
        return "weak"
    return "weak" if low in _SCHEDULE else ""
