"""Amounts on a line of pixels, linear, with round numbers beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from db.number import trim_zeros

STEPS = (1, 2, 5, 10)
MOST_DIGITS = 11  # of a number beside the axis, with its commas
APART = 60  # pixels between two ticks, about
PAD = Fraction(1, 12)  # of the height, beyond what is drawn
SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
PERIODS = {"one_off": "", "level": "", "cumulative": " in total", "half_year": " a half-year"}


@dataclass(frozen=True, slots=True)
class AmountAxis:
    """From a number at the bottom to another at the top, in pixels."""

    low: Fraction
    high: Fraction
    top: float
    bottom: float
    step: Fraction
    power: int
    scale: str

    def place(self, value: Decimal) -> float:
        """Where a number stands."""
        share = (Fraction(value) - self.low) / (self.high - self.low)
        return self.bottom - float(share) * (self.bottom - self.top)

    def list_ticks(self) -> list[tuple[float, str]]:
        """Round numbers with their places, from the lowest."""
        first = -(-self.low // self.step)
        last = self.high // self.step
        values = [self.step * at for at in range(first, last + 1)]
        return [(self.place(_to_decimal(value)), self._write(value)) for value in values]

    def _write(self, value: Fraction) -> str:
        number = _to_decimal(value / 10**self.power)
        words = trim_zeros(f"{number:,f}")
        return words if len(words) <= MOST_DIGITS else f"{number:.3g}"


def make_amount_axis(values: Iterable[Decimal], top: float, bottom: float) -> AmountAxis:
    """An axis that holds all values and nought."""
    numbers = [Fraction(value) for value in values]
    low, high = min([*numbers, Fraction(0)]), max([*numbers, Fraction(0)])
    if low == high:
        high = low + 1
    room = (high - low) * PAD
    step = _choose_step((high - low) / max(round((bottom - top) / APART), 1))
    largest = max(abs(low), abs(high))
    power, scale = next(((p, name) for p, name in SCALES if largest >= 10**p), (0, ""))
    return AmountAxis(low - (room if low < 0 else 0), high + room, top, bottom, step, power, scale)


def _choose_step(least: Fraction) -> Fraction:
    """The first of 1, 2, 5 and their tenfold that is large enough."""
    power = len(str(int(least))) - 1 if least >= 1 else -6
    while True:
        for step in STEPS:
            found = step * Fraction(10) ** power
            if found >= least:
                return found
        power += 1


def _to_decimal(value: Fraction) -> Decimal:
    """A number of a tick, which has few digits."""
    millionths = round(value * 10**18)
    return Decimal(f"{millionths}E-18")


def describe_unit(unit: str, scale: str, per: str) -> str:
    """What the numbers of an axis are: `USD billion a year`."""
    name = unit.replace("_", " ")
    period = PERIODS.get(per, f" a {per}")
    if not scale:
        return f"{name}{period}"
    return f"{name} {scale}{period}" if unit.isupper() else f"{scale} {name}{period}"
