"""Whether the words around a date speak of what was, or of what is to come."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.dates.atoms import split_words

_PAST = split_words(
    """
    was were had did said told rose fell sold bought made began went came took gave won lost
    grew paid met left got saw led held kept sent spent built wrote spoke ran became stood
    sank shrank drew swung overtook slid broke found brought thought knew chose drove flew
    taught wore froze struck won fought sought caught stole tore withdrew been ago since
    """
)
_FUTURE = split_words(
    """
    will would shall should must may might could can upcoming planned expects expect forecasts due
    slated tomorrow aims plans hopes intends scheduled expected predicts guidance awaits await next
    sees anticipates anticipate anticipated
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
# "Cut" and "shut" are past, too, but behind these words.
_EITHER = split_words("cut shut put quit split hit")
_NO_PAST = split_words(
    """
    to will would could may might should shall can must be not a an the of or and rate rates job
    jobs price prices tax pay cost spending interest by another further next first deep output not
    """
)
_ARTICLES = split_words("the a an its their his her our")
_SCHEDULE = split_words(
    """
    begins starts expires ends opens closes takes meets meet kicks runs resumes launches returns
    begin expire take resume faces decides applies apply reopens
    joins departs arrives arrive premieres retires publishes matures finishes lapses
    ceases reopen commences commence
    """
)
_WORD = re.compile(r"[A-Za-z]++(?:['’](?:ll|d|s)\b)?")
# "Due" and "planned" speak of what follows soon, or only describe a noun.
_ADJECTIVES = split_words("due planned scheduled expected slated upcoming guidance next")
# "Next year" and "the next day" are dates of their own.
_NO_NEXT = split_words(
    """
    day week weekend month quarter year decade season summer winter spring autumn fall morning few
    two three four five six seven eight nine ten twelve door to monday tuesday wednesday thursday
    friday saturday sunday
    """
)
# What lasted until a day is over; what was only said, given or put off until then is not.
_LASTING = split_words(
    """
    ran lasted stayed remained continued was were had worked served traded led held kept went sat
    stood waited lived operated been reigned presided chaired headed
    """
)
# "Was due to open": it may have opened, or may not have yet.
_DUE = split_words("due planned scheduled expected slated set supposed intended hoped")
_SAYING = split_words("said says told added reported announced that")
_WAS = split_words("was were had been originally")
_INTO = {"go": "on live", "goes": "on live", "come": "into", "comes": "into"}
_SET = split_words("set fixed booked called")
_NEAR, _REACH = 50, 240  # characters from a verb to the place
_CUES = 20


class Cue(NamedTuple):
    """A word that tells a tense, and where it stands."""

    start: int
    end: int
    word: str
    tense: str


def list_cues(text: str, start: int, end: int) -> list[Cue]:
    """The words of a sentence start..end that tell what was and what is to come, in order."""
    cues, before, said = [], "", False
    words = list(_WORD.finditer(text, start, end))
    for match, after in pairwise([*words, None]):
        if match is None:
            break
        word = match[0]
        tense = _judge_between(before, word, after[0] if after else "")
        if word.lower() in _DUE and before in _WAS and not said:
            tense = "near"
        said = said or word in _SAYING
        if tense or word in _SET:
            cues.append(Cue(match.start(), match.end(), word.lower(), tense))
        before = word
    return cues


def _judge_between(before: str, word: str, following: str) -> str:
    """What a word says between two others."""
    tense = _judge(word, following)
    if word == "seen" and before in ("is", "are"):
        return "future"
    if word in _EITHER and before.lower() not in _NO_PAST:
        return "past"
    if tense == "weak" and before.lower() in _NO_INFINITIVE:
        return ""
    return "" if tense == "past" and before == "be" else tense  # "to be sold"


def find_tense(text: str, cues: list[Cue], place: tuple[int, int]) -> str:
    """Whether the cues of a sentence speak of a place in it as "past" or "future", or "" neither.

    The nearest verb before the place tells, or else the first one after it.
    """
    at = bisect_left(cues, (place[0],))
    before = _look_back(text, cues[max(0, at - _CUES) : at], place[0])
    if before and before != "also":
        return before
    for cue in cues[at : at + _CUES]:
        if cue.tense and place[1] <= cue.start < place[1] + _REACH:
            done = cue.word in _PROMISES and cue.word.endswith("ed")  # "in May agreed to buy"
            return "past" if done else "future" if cue.tense == "weak" else cue.tense
    return "future" if before else ""


def _look_back(text: str, cues: list[Cue], place: int) -> str:
    """The tense by the cues before a place; "also" if only a word of another part is of future."""
    weak = also = False
    for cue in reversed(cues):
        between = text[cue.end : place] if place - cue.end <= _REACH else ";"
        if ";" in between:
            break
        if cue.end > place:
            continue
        near = len(between) <= _NEAR
        if near and cue.word in _SET and between.endswith(" for "):
            return "future"
        if cue.word in _ADJECTIVES and (not near or "," in between):
            also = also or ", with " in between or ", and " in between
        elif cue.tense in ("past", "future", "near"):
            return cue.tense
        elif near and cue.word in _SCHEDULE and "," not in between:
            return "future"
        else:
            weak = weak or cue.tense == "weak"
    return "future" if weak else "also" if also else ""


@lru_cache(maxsize=4096)
def _judge(word: str, following: str) -> str:
    """What a word says: "past", "future", "weak" (to come, unless a verb says more) or ""."""
    if word.lower() == "next" and following.lower() in _NO_NEXT:
        return ""
    low, towards = word.lower(), following.lower() in ("to", "until", "till")
    if low in _FUTURE or low.endswith(("'ll", "’ll")) or (towards and low in _PROMISES):
        return "" if word in ("May", "MAY") else "future"
    if low in _PAST or (low.endswith("ed") and len(low) > 3 and low not in _NO_VERBS):
        return "past"
    if low == "to" and following.islower() and following not in _ARTICLES:
        return "weak"
    if low in ("start", "stop") and following.endswith("ing"):
        return "weak"
    into = following.lower() in _INTO.get(low, "").split()
    return "weak" if low in _SCHEDULE or into else ""


def is_lasting(cues: list[Cue], at: int) -> bool:
    """Whether the last past verb before a place is of what lasts, as in "it ran until Sunday"."""
    end = bisect_left(cues, (at,))
    verbs = [cue.word for cue in cues[max(0, end - _CUES) : end] if cue.tense == "past"]
    stayed = not {"stayed", "remained", "kept"}.isdisjoint(verbs[-2:])
    return stayed or (bool(verbs) and verbs[-1] in _LASTING)
