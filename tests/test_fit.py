"""What a claim says is looked for in the words of its passage."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.company_words import CompanyNames
from db.fit import AmountToRead, ClaimToRead, find_misses

NAMES = CompanyNames([("Acme", "acme"), ("Globex", "globex"), ("Globex Acme", "globex-acme")])
B = 10**9


def amount(
    low: int | None, high: int | None, unit: str = "USD", **more: str | bool
) -> AmountToRead:
    kinds = {"USD": "currency", "CNY": "currency", "percent": "ratio", "basis_points": "ratio"}
    ends = (None if low is None else Decimal(low), None if high is None else Decimal(high))
    read = AmountToRead("the sum", *ends, False, unit, kinds.get(unit, "count"), None, None)
    return read._replace(**more)  # type: ignore[arg-type]


def claim(
    *amounts: AmountToRead, when: str | None = None, inferred: str | None = None
) -> ClaimToRead:
    companies = {"acme": "Acme"} if not amounts else {}
    return ClaimToRead("s", 1, "e", when, companies, amounts, inferred, None, None)


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("$20-23 billion", amount(20 * B, 23 * B)),
        ("from 20 to 23 billion dollars", amount(20 * B, 23 * B)),
        ("from $20 to 23 billion", amount(20 * B, 23 * B)),
        ("between 5 percent and 7 percent", amount(5, 7, "percent")),
        ("10 percent to 12 percent", amount(10, 12, "percent")),
        ("642B RMB", amount(642 * B, 642 * B, "CNY")),
        ("sales fell 7%", amount(-7, -7, "percent")),
        ("40 basis points", amount(40, 40, "basis_points")),
        ("billions of dollars", amount(B, None, approximate=True)),
        ("at least 15 shops", amount(15, None, "stores")),
        ("nearly a third", amount(33, 33, "percent")),
    ],
)
def test_an_amount_is_read(words: str, stated: AmountToRead) -> None:
    assert find_misses(claim(stated), words, NAMES) == []


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("$20 million", amount(20 * B, 20 * B)),
        ("20 billion", amount(20 * B, 20 * B)),
        ("20 billion yuan", amount(20 * B, 20 * B)),
        ("$5", amount(5, 5, "stores")),
        ("billions of dollars", amount(B, B, approximate=True)),
        ("billions of dollars", amount(B, None)),
        ("5 shops, then 3 people, and 7 percent", amount(5, 7, "percent")),
        ("GPT-4 is open", amount(4, 4, "stores")),
        ("the first half", amount(50, 50, "percent")),
    ],
)
def test_an_amount_that_the_words_do_not_tell_is_missed(words: str, stated: AmountToRead) -> None:
    (miss,) = find_misses(claim(stated), words, NAMES)
    assert (miss.field, miss.because) == ("amounts", None)


def test_the_time_of_an_amount_has_to_be_read_too() -> None:
    stated = amount(7, 7, "percent", when="2024-06")
    assert find_misses(claim(stated), "7 percent in June", NAMES) == []
    (miss,) = find_misses(claim(stated), "7 percent", NAMES)
    assert miss.fault == "the time of the sum, 2024-06, is not in its words"


def test_the_longest_name_is_no_mention_of_a_shorter_one_within_it() -> None:
    assert find_misses(claim(), "Globex Acme and Acme", NAMES) == []
    assert [miss.field for miss in find_misses(claim(), "Globex Acme", NAMES)] == ["companies"]


def test_what_is_inferred_is_missed_with_its_reason() -> None:
    wanted = claim(when="2024", inferred="the whole text implies it")
    misses = find_misses(wanted, "nothing", NAMES)
    assert [(miss.field, miss.because) for miss in misses] == [
        ("when", "the whole text implies it"),
        ("companies", "the whole text implies it"),
    ]
