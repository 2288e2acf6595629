"""The amounts of a candidate as entries of a record, with measure, period, basis and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.edtf import parse_edtf
from db.errors import EdtfError
from ingest.amounts.find import write_value
from ingest.drafts.fitting import infer_amount
from ingest.drafts.library import Library
from ingest.events.candidate import Candidate
from ingest.found import FoundAmount, FoundDate

# What a figure measures that is told with no word of its own, by the type of its event.
NEAR = 8  # characters from an amount to its own date
_BY_TYPE = {
    "ownership": "deal_value", "investment": "investment", "sanction": "fine",
    "purchase": "payment", "partnership": "deal_value", "financing": "borrowing",
    "lawsuit": "fine", "spending": "investment", "expansion": "investment", "pricing": "price",
    "payout": "payment", "launch": "price", "listing": "investment",
}  # fmt: skip
_BY_UNIT = {
    "people": "headcount", "users": "users", "tokens": "processing_capacity",
    "parameters": "parameters", "countries": "countries", "products": "products",
    "stores": "stores", "downloads": "downloads", "orders": "orders",
}  # fmt: skip
_ONCE = frozenset(
    (
        "payment", "investment", "price", "fine", "deal_value", "borrowing", "cost", "dividend",
        "buyback", "order_value", "damage", "savings", "staff_change", "capital_expenditure",
        "products", "orders", "downloads",
    )
)  # fmt: skip
# What finders tell apart and records do not.
_CODES = {
    "loss": "profit", "layoffs": "staff_change", "funding": "investment", "debt": "borrowing",
    "order_intake": "order_value", "order_intake_growth": "order_growth",
}  # fmt: skip
_BELOW_ZERO = frozenset(("loss", "layoffs"))
_TURNED = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}
_UNITS = {
    "cars": "vehicles", "trucks": "vehicles", "gpus": "chips", "phones": "devices",
    "units": "products", "branches": "locations", "restaurants": "stores",
}  # fmt: skip
_BASIS = {"planned": "planned", "forecast": "expected"}
_RATIOS = frozenset(("percent", "percentage_points", "basis_points"))
_PERIOD_OF = {
    33: "quarter",
    34: "quarter",
    35: "quarter",
    36: "quarter",
    40: "half_year",
    41: "half_year",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a record writes it, and what was assumed or guessed."""

    entry: dict[str, Any]
    why: str


def write_amounts(
    event: str, candidate: Candidate, text: str, library: Library, dates: Sequence[FoundDate] = ()
) -> list[Amount]:
    """The amounts of a candidate that becomes the event of this id, in order of the text."""
    subject = next(iter(candidate.companies.values()))[0]
    found = list(candidate.amounts)
    written = [_write(one, candidate, subject, library) for one in found]
    passage = text[candidate.start : candidate.end]
    for (entry, _), amount in zip(written, found, strict=True):
        if why := infer_amount(amount, entry, passage, text[amount.start : amount.end]):
            entry["inferred"] = why
        if amount.change == "from" and (when := _find_own_date(amount, dates)):
            entry["when"] = when
    _name_alike(written, found)
    _link(event, written, found)
    return [Amount(entry, why) for entry, why in written]


def _write(
    amount: FoundAmount, candidate: Candidate, subject: str, library: Library
) -> tuple[dict[str, Any], str]:
    amount = _settle(amount, library)
    measure, why = _choose_measure(amount, candidate, library)
    entry: dict[str, Any] = {"measure": measure, "value": write_value(amount)}
    per = _choose_period(amount, measure, candidate, library)
    if per is not None:
        entry["per"] = per
    # What a plan will cost is not paid yet, whatever the tense of its sentence.
    basis = amount.basis
    is_plan = amount.change != "from" and amount.measure != "headcount"
    if basis in (None, "actual") and is_plan and candidate.type not in ("results", "market"):
        basis = _BASIS.get(candidate.status, basis)
    if basis is None and candidate.status in _BASIS:
        basis = _BASIS[candidate.status]
    if basis is not None:
        entry["basis"] = basis
    entry["company"] = subject
    if amount.of:
        entry["of"] = amount.of
    unit = (
        "" if library.knows("units", amount.unit) else f"no unit of the database is {amount.unit}"
    )
    return entry, "; ".join(part for part in (amount.why, why, unit) if part)


def _find_own_date(amount: FoundAmount, dates: Sequence[FoundDate]) -> str | None:
    """The date that stands right behind what something rose or fell from: "from $90m in 2023"."""
    for date in dates:
        if 0 <= date.start - amount.end <= NEAR and date.edtf and not date.anchor:
            return date.edtf
    return None


def _settle(amount: FoundAmount, library: Library) -> FoundAmount:
    """An amount in the codes that records use; a loss is a profit below zero, as a cut of staff is
    a change of it."""
    unit = amount.unit if library.knows("units", amount.unit) else _UNITS.get(amount.unit)
    amount = amount._replace(unit=unit or amount.unit)
    measure = _CODES.get(amount.measure or "", amount.measure)
    if amount.measure not in _BELOW_ZERO:
        return amount._replace(measure=measure)
    low = None if amount.high is None else -abs(amount.high)
    high = None if amount.low is None else -abs(amount.low)
    bound = _TURNED.get(amount.bound, amount.bound)
    return amount._replace(low=low, high=high, measure=measure, bound=bound)


def _choose_measure(
    amount: FoundAmount, candidate: Candidate, library: Library
) -> tuple[str | None, str]:
    if amount.measure and library.knows("measures", amount.measure):
        return amount.measure, ""
    guess = _BY_UNIT.get(amount.unit)
    if guess is None and amount.unit not in _RATIOS:
        guess = _BY_TYPE.get(candidate.type)
    if guess and library.knows("measures", guess):
        return guess, "the measure is guessed"
    told = f" ({amount.measure})" if amount.measure else ""
    return None, f"what it measures is not told{told}"


def _choose_period(
    amount: FoundAmount, measure: str | None, candidate: Candidate, library: Library
) -> str | None:
    if amount.per is not None:
        return amount.per
    if measure is None or measure in (library.periods or {}):
        return None
    if measure in _ONCE:
        return "one_off"
    return _period_of(candidate.when)


def _period_of(when: str | None) -> str | None:
    """The period that a date covers, where it covers one."""
    if when is None:
        return None
    try:
        precision = parse_edtf(when).precision
    except EdtfError:
        return None
    if precision == "interval":
        return None
    month = when.rstrip("~?%").partition("-")[2]
    if precision == "year":
        return "year"
    return _PERIOD_OF.get(int(month)) if month.isdigit() else None


def _name_alike(
    written: Sequence[tuple[dict[str, Any], str]], found: Sequence[FoundAmount]
) -> None:
    """Name amounts that only their numbers tell apart, and the ends of a change."""
    keys = [_key(entry, amount) for (entry, _), amount in zip(written, found, strict=True)]
    for at, ((entry, _), amount) in enumerate(zip(written, found, strict=True)):
        if keys.count(keys[at]) > 1:
            entry["name"] = amount.change or f"figure-{keys[: at + 1].count(keys[at])}"
    names = [entry.get("name") for entry, _ in written]
    for at, (entry, _) in enumerate(written):
        if names[at] is not None and names.count(names[at]) > 1:
            entry["name"] = f"{names[at]}-{at + 1}"


def _key(entry: dict[str, Any], amount: FoundAmount) -> tuple[Any, ...]:
    return (*(entry.get(name) for name in ("measure", "per", "basis", "of")), amount.unit)


def _link(
    event: str,
    written: Sequence[tuple[dict[str, Any], str]],
    found: Sequence[FoundAmount],
) -> None:
    """A conversion in brackets is the same money: it names the figure that it converts."""
    for at, amount in enumerate(found):
        target = amount.same_as
        if target is None or not 0 <= target < len(found) or target == at:
            continue
        first, second = written[target][0], written[at][0]
        first.setdefault("name", f"figure-{target + 1}")
        for key in ("measure", "per", "basis", "of"):
            if key in first:
                second[key] = first[key]
        second["same_as"] = f"{event}/{first['name']}"
