"""Bars beside amounts of money, to one linear scale: twice as long is twice as much.

Only amounts of one unit and one `per` are compared, those of which there are most; they have to
differ. A bar is full up to what is certain and shaded up to what may be; an open end is marked. An
amount that may lie on both sides of nothing has no bar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from db.amount import Amount, format_amount
from db.shown_figures import Figure

CELLS = 8
FULL, SHADE = "█", "░"
EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
BELOW_ZERO, OPEN_BELOW, OPEN_ABOVE = "-", "<", ">"
SIGNS = (BELOW_ZERO, OPEN_BELOW)  # before a bar
MEANINGS = {
    SHADE: "possibly",
    OPEN_ABOVE: "no upper end",
    OPEN_BELOW: "no lower end",
    BELOW_ZERO: "below zero",
}
_MONEY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Scale:
    """What a full bar stands for."""

    top: Decimal
    unit: str
    per: str
    signed: bool = False  # whether bars have a sign before them
    width: int = CELLS

    def draw(self, figure: Figure | None) -> str:
        """The bar of a figure, as wide as any; empty where it is not compared."""
        if figure is None or (figure.unit, figure.per) != (self.unit, self.per):
            return ""
        bar = _draw(figure, self.top)
        indent = " " if self.signed and bar[:1] not in SIGNS else ""
        return f"{indent}{bar}".ljust(self.width) if bar else ""

    def explain(self, bars: Collection[str]) -> list[tuple[str, str]]:
        """What the bars say, as signs with their meanings."""
        full = Amount(self.top, self.top, self.unit, "exact", approximate=False)
        told = f"{format_amount(full, self.per)}, linear; other units and periods have no bar"
        signs = [(FULL * CELLS, told)]
        used = set("".join(bars))
        return signs + [(sign, meaning) for sign, meaning in MEANINGS.items() if sign in used]


def choose_scale(figures: Iterable[Figure | None]) -> Scale | None:
    """The scale for the unit and `per` of most figures; None if no two of them can be compared."""
    kinds: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        if figure is not None and _MONEY.fullmatch(figure.unit) and _measure(figure) is not None:
            kinds.setdefault((figure.unit, figure.per), []).append(figure)
    counts = Counter({kind: len(alike) for kind, alike in sorted(kinds.items())})
    for (unit, per), _ in counts.most_common():
        alike = kinds[unit, per]
        top = max(end for figure in alike for end in _list_ends(figure))
        bars = {_draw(figure, top) for figure in alike} if top else set()
        if len(bars) > 1:
            signed = any(bar[:1] in SIGNS for bar in bars if bar)
            width = max(len(bar) + (signed and bar[:1] not in SIGNS) for bar in bars)
            return Scale(top, unit, per, signed, width)
    return None


def _list_ends(figure: Figure) -> Iterator[Decimal]:
    return (abs(end) for end in (figure.low, figure.high) if end is not None)


def _measure(figure: Figure) -> tuple[str, Decimal, Decimal | None] | None:
    """Sign, certain length and possible length of a bar; None where it has none.

    The possible length is None where it is open.
    """
    low, high = figure.low, figure.high
    if low is None and high is not None and high > 0:
        return OPEN_BELOW, Decimal(0), high
    if low is not None and low >= 0:
        return "", low, high
    if high is not None and high <= 0:
        return BELOW_ZERO, -high, None if low is None else -low
    return None


def _draw(figure: Figure, top: Decimal) -> str:
    measured = _measure(figure)
    if measured is None:
        return ""
    sign, near, far = measured
    certain, scale = Fraction(near) * CELLS / Fraction(top), Fraction(top)
    if far is None:
        return sign + _fill(certain) + OPEN_ABOVE
    if near == far:
        return sign + _fill(certain)
    end = ceil(Fraction(far) * CELLS / scale)
    full = min(round(certain), end - 1)
    return sign + FULL * full + SHADE * (end - full)


def _fill(length: Fraction) -> str:
    """Full cells and a last part; what is more than nothing is never drawn as nothing."""
    eighths = max(round(length * 8), 1 if length else 0)
    return FULL * (eighths // 8) + EIGHTHS[eighths % 8]
