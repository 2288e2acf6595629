"""A new company that a text calls by the first words of its name later on: it is one company."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.found import FoundCompany


def unite_short(found: Sequence[FoundCompany]) -> list[FoundCompany]:
    """The companies found, with short forms of new names under the name that came before.

    A short form that may be of several names stays a name of its own.
    """
    names = list(dict.fromkeys(one.name for one in found if not one.ids))
    full: dict[str, str] = {}
    for at, name in enumerate(names):
        longer = [one for one in names[:at] if one.casefold().startswith(f"{name.casefold()} ")]
        if len(longer) == 1:
            full[name] = longer[0]
    return [
        one._replace(name=full[one.name]) if not one.ids and one.name in full else one
        for one in found
    ]
