"""Signs beside an event, instead of words: how sure it is, and whether it is yet to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

APPROXIMATE, PLANNED, FORECAST = "~", "○", "◊"
DISPUTED, DENIED, ONE_SOURCE = "≠", "×", "¹"
MEANINGS = {
    APPROXIMATE: "approximate date",
    PLANNED: "planned",
    FORECAST: "forecast",
    DISPUTED: "disputed",
    DENIED: "denied",
    ONE_SOURCE: "one source",
}
STATUSES = {"planned": PLANNED, "forecast": FORECAST, "denied": DENIED}


def sign(event: Mapping[str, Any]) -> str:
    """The signs of an event in the order of the legend; an amount says "about" in its words."""
    fitting = {
        APPROXIMATE: any(char in "~%" for char in event["when_edtf"] or ""),
        STATUSES.get(event["status"]): True,
        DISPUTED: event["disputed"],
        ONE_SOURCE: len({place["id"] for place in event["sources"]}) == 1,
    }
    return "".join(each for each in MEANINGS if fitting.get(each))


def explain(signs: Iterable[str]) -> list[tuple[str, str]]:
    """Each sign that is in use, with its meaning."""
    used = set().union(*signs)
    return [(each, meaning) for each, meaning in MEANINGS.items() if each in used]
