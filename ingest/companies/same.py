"""A name that several companies have: which one an article means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingest.found import FoundCompany

_WORD = re.compile(r"[^\W_]+")


def tell_apart(names: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """The words by which each company that shares a name differs from those it shares it with."""
    names = list(names)
    owners: dict[str, set[str]] = defaultdict(set)
    for name, id_ in names:
        owners[name].add(id_)
    shared = {id_ for ids in owners.values() if len(ids) > 1 for id_ in ids}
    words: dict[str, set[str]] = defaultdict(set)
    for name, id_ in names:
        if id_ in shared:
            words[id_].update(word for word in _WORD.findall(name))
            words[id_].update(word for word in _WORD.findall(id_))
    common: dict[str, set[str]] = defaultdict(set)
    for name, ids in owners.items():
        if len(ids) > 1:
            for id_ in ids:
                common[id_].update(word.casefold() for word in _WORD.findall(name))
    return {
        id_: frozenset(word.casefold() for word in words[id_] if word.casefold() not in common[id_])
        for id_ in shared
    }


def choose_ids(
    text: str, found: list[FoundCompany], apart: Mapping[str, frozenset[str]]
) -> list[FoundCompany]:
    """What is found, with one id where the text tells which company of several is meant."""
    if all(len(one.ids) < 2 for one in found):
        return found
    alone = {one.ids[0] for one in found if len(one.ids) == 1}
    written = {word.casefold() for word in _WORD.findall(text) if not word.islower()}
    return [one if len(one.ids) < 2 else _choose(one, alone, written, apart) for one in found]


def _choose(
    one: FoundCompany, alone: set[str], written: set[str], apart: Mapping[str, frozenset[str]]
) -> FoundCompany:
    for ids, why in (
        ([id_ for id_ in one.ids if id_ in alone], "its own name stands in the text"),
        (
            [id_ for id_ in one.ids if apart.get(id_, frozenset()) & written],
            "a word of its name does",
        ),
    ):
        if len(ids) == 1:
            return one._replace(ids=(ids[0],), why=why)
    return one
