"""The forms of English verbs, from their base form and a table of those that follow no rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

BASE, PRESENT, PAST, ING = "base", "present", "past", "ing"
_DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgklmnprt]")


def list_forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every form of a verb's first word, and which it is: base, present, past or ing."""
    present, past, ing = _third_person(verb), _past(verb), _ing(verb)
    known = irregular.get(verb)
    forms = {verb: BASE, present: PRESENT, ing: ING}
    if known is None:
        return forms | {past: PAST}
    for form in known:
        kind = ING if form.endswith("ing") else PAST
        if form in ("goes", "has", "is", "are", "does"):
            kind = PRESENT
        forms[form] = kind if form not in forms else PAST
    if ing not in known and any(form.endswith("ing") for form in known):
        forms.pop(ing, None)
    return forms


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{_double(verb)}ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    return f"{_double(verb)}ing"


def _double(verb: str) -> str:
    """A short verb doubles its last consonant: plan, planned."""
    return verb + verb[-1] if _DOUBLES.fullmatch(verb) else verb
