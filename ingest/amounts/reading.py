"""An amount while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ingest.found import FoundAmount

MOST, PLACES = Decimal("1E32"), 6  # what records can hold


@dataclass(slots=True)
class Reading:
    """Words start..end with number and unit, and what was found about them so far.

    `left` and `right` are the ends with the words for bound and period beside them. `kind` is
    money, ratio, people, users, tokens, time or count.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str = ""
    kind: str = ""
    left: int = 0
    right: int = 0
    bound: str = "exact"
    approximate: bool = False
    per: str | None = None
    basis: str | None = None
    measure: str | None = None
    of: str | None = None
    same_as: int | None = None
    change: str | None = None
    moved: str = ""  # "up" or "down": the number is how far something moved
    why: list[str] = field(default_factory=list)

    def fits(self) -> bool:
        """Whether a record can hold the numbers as they are."""
        return all(
            abs(end) < MOST and _count_places(end) <= PLACES for end in (self.low, self.high)
        )

    def turn(self) -> None:
        """Make the number negative: at most 5 down is at least -5."""
        self.low, self.high = -self.high, -self.low
        self.bound = _TURNED.get(self.bound, self.bound)

    def finish(self) -> FoundAmount:
        """The amount as it is handed on."""
        single = self.low == self.high
        bound = self.bound if single else "exact"
        low = None if bound in ("under", "at_most") else self.low
        high = None if bound in ("over", "at_least") else self.high
        return FoundAmount(
            self.left, self.right, low, high, self.unit, bound, self.approximate, self.per,
            self.basis, self.measure, self.of, self.same_as, self.change,
            "; ".join(dict.fromkeys(self.why)),
        )  # fmt: skip


_TURNED = {"at_most": "at_least", "at_least": "at_most", "over": "under", "under": "over"}


def _count_places(value: Decimal) -> int:
    return len(f"{value:f}".partition(".")[2].rstrip("0"))
