"""Whether what a claim says can be read in its passage: its figures, companies and date.

This proves that the words are there, not that they mean what the claim says. What is marked as
inferred is not looked for; it is counted, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from db.company_words import CompanyNames
from db.date_words import DateWords, find_dates, find_unread
from db.figure_words import PLACES, Figure, find_figures
from db.unit_words import RATIOS


class AmountToRead(NamedTuple):
    """What has to be read of an amount."""

    text: str
    low: Decimal | None
    high: Decimal | None
    approximate: bool
    unit: str
    unit_kind: str
    when: str | None
    inferred: str | None


@dataclass(frozen=True, slots=True)
class ClaimToRead:
    """What has to be read of a claim in its passage."""

    source: str
    number: int
    event: str
    when: str | None
    companies: Mapping[str, str]
    amounts: Sequence[AmountToRead]
    inferred: str | None
    when_inferred: str | None
    companies_inferred: str | None


class Miss(NamedTuple):
    """A field of a claim that is not in the words of its passage; `because` is why it may be so."""

    field: str
    fault: str
    because: str | None


def find_misses(claim: ClaimToRead, passage: str, names: CompanyNames) -> list[Miss]:
    """Every field that cannot be read, in the order when, companies, amounts."""
    dates = find_dates(passage)
    misses = _miss_date(claim, dates)
    misses += _miss_companies(claim, passage, names)
    figures = find_figures(passage)
    for amount in claim.amounts:
        misses += _miss_amount(claim, amount, figures, dates)
    return misses


def _miss_date(claim: ClaimToRead, dates: Sequence[DateWords]) -> list[Miss]:
    unread = find_unread(claim.when, dates) if claim.when else []
    because = claim.inferred or claim.when_inferred
    return [Miss("when", f"{end} is not in its words", because) for end in unread]


def _miss_companies(claim: ClaimToRead, passage: str, names: CompanyNames) -> list[Miss]:
    named = {company for mention in names.find(passage) for company in mention.companies}
    because = claim.inferred or claim.companies_inferred
    return [
        Miss("companies", f"{name} is not named", because)
        for company, name in claim.companies.items()
        if company not in named
    ]


def _miss_amount(
    claim: ClaimToRead, amount: AmountToRead, figures: Sequence[Figure], dates: Sequence[DateWords]
) -> list[Miss]:
    because = claim.inferred or amount.inferred
    misses = []
    if not any(reads_as(figure, amount) for figure in figures):
        misses.append(Miss("amounts", f"{amount.text} is not in its words", because))
    if amount.when and (unread := find_unread(amount.when, dates)):
        fault = f"the time of {amount.text}, {' and '.join(unread)}, is not in its words"
        misses.append(Miss("amounts", fault, because or claim.when_inferred))
    return misses


def reads_as(figure: Figure, amount: AmountToRead) -> bool:
    """Whether words are a figure: the same number, and no other unit. Falls are written plainly."""
    ends = sorted({abs(end) for end in (amount.low, amount.high) if end is not None})
    if len(ends) == 2:
        number = [figure.low, figure.high] == ends
    elif figure.high is None:  # "tens of billions" is no number, but about at least one
        number = amount.high is None and amount.approximate and figure.low == ends[0]
    else:
        number = figure.low == figure.high and _same_number(figure.low, ends[0])
    return number and _same_unit(figure, amount)


def _same_number(read: Decimal | None, stated: Decimal) -> bool:
    """Whether two numbers are one; "a third" may be stated as 33, 33.3, …"""
    if read is None or read.as_tuple().exponent != -PLACES:
        return read == stated
    digits = max(0, -int(stated.normalize().as_tuple().exponent))
    return round(read, digits) == stated


def _same_unit(figure: Figure, amount: AmountToRead) -> bool:
    """Whether the words name the currency or ratio of an amount; else they may name none."""
    if amount.unit_kind == "currency" or amount.unit in RATIOS:
        return amount.unit in figure.units
    return not figure.units
