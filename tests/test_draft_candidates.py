"""Candidate events: which sentences tell of one, and what is read in each."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from ingest.companies.find import Names
from ingest.events.candidate import Candidate
from ingest.events.candidates import Reading, read_text
from ingest.found import Noise

NAMES = Names(
    [
        ("Acme", "acme"),
        ("Acme Corporation", "acme"),
        ("Globex", "globex"),
        ("Initech", "initech"),
        ("Umbrella Bank", "umbrella-bank"),
    ]
)


def read(text: str, published: str | None = "2024-08-02", **more: object) -> Reading:
    return read_text(text, NAMES, published=published, **more)  # type: ignore[arg-type]


def only(text: str, published: str | None = "2024-08-02") -> Candidate:
    [candidate] = read(text, published).candidates
    return candidate


def test_a_sentence_becomes_a_candidate_with_all_that_it_tells() -> None:
    text = "Acme acquired Globex for nearly $20 million in March 2024."
    found = only(text)
    assert (found.start, found.end) == (0, len(text))
    assert (found.type, found.status, found.when) == ("ownership", "happened", "2024-03")
    assert found.companies == {"buyer": ["acme"], "owned": ["globex"]}
    [amount] = found.amounts
    assert (amount.high, amount.unit, amount.bound, amount.approximate) == (
        Decimal(20_000_000),
        "USD",
        "under",
        True,
    )
    assert found.told == {"type": "acquired"}
    assert found.inferred == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Acme acquired Globex. The weather was fine.", 1),
        ("Acme acquired Globex. Initech opened a plant in May.", 2),
        ("Did Acme acquire Globex?", 0),
        ("The harbour was quiet, and gulls cried.", 0),
        ("A company acquired another.", 0),  # of which nobody knows the name
        ("", 0),
    ],
)
def test_what_tells_of_no_event_is_no_candidate(text: str, count: int) -> None:
    assert len(read(text).candidates) == count


@pytest.mark.parametrize(
    ("second", "companies"),
    [
        ("The company also laid off 300 workers.", {"employer": ["acme"]}),
        ("It also sued Initech.", {"subject": ["acme"], "affected": ["initech"]}),
        ("Revenue rose 12% to $5 billion in the quarter.", {"subject": ["acme"]}),
    ],
)
def test_a_company_is_carried_over_from_a_sentence_before_and_marked(
    second: str, companies: dict[str, list[str]]
) -> None:
    _, found = read(f"Acme opened a plant in May. {second}").candidates
    assert found.companies == companies
    assert found.inferred == {"companies": "carried over from “Acme” in a sentence before"}


def test_a_company_is_not_carried_too_far() -> None:
    far = " ".join(f"The weather on day {number} was fine." for number in range(6))
    text = f"Acme opened a plant. {far} The company laid off 300 workers."
    assert [one.type for one in read(text).candidates] == ["launch"]


def test_a_company_that_stands_aside_is_not_what_the_text_goes_on_about() -> None:
    text = "Acme said sales rose 5% with help from Globex. The company will open a plant in 2025."
    assert read(text).candidates[1].companies == {"developer": ["acme"]}


def test_noise_holds_no_candidates() -> None:
    text = "Acme acquired Globex.\n\nRead more: Initech acquired Umbrella Bank."
    noise = [Noise(23, len(text), "related articles")]
    assert len(read(text).candidates) == 2
    assert [one.start for one in read(text, noise=noise).candidates] == [0]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Acme acquired Globex last month.", "2024-07"),
        ("Acme acquired Globex in June.", "2024-06"),
        ("Acme acquired Globex.", None),
        (
            "Revenue at Acme rose 5% in the second quarter from the first quarter of 2023.",
            "2024-34",
        ),
        ("Acme on Thursday reported revenue of $5 billion for the second quarter.", "2024-34"),
    ],
)
def test_the_date_of_a_candidate_is_that_of_what_it_tells(text: str, when: str | None) -> None:
    assert only(text).when == when


def test_without_a_date_of_publication_nothing_is_counted_from_today() -> None:
    assert only("Acme acquired Globex in June.", None).when == "XXXX-06"
    assert only("Acme acquired Globex last month.", None).when is None


def test_what_converts_an_amount_counts_within_its_own_candidate() -> None:
    text = "Acme paid Globex $3. Acme agreed to buy Initech for 5 billion yuan ($690 million)."
    amounts = read(text).candidates[-1].amounts
    assert [(one.unit, one.same_as) for one in amounts] == [("CNY", None), ("USD", 0)]


def test_fiscal_years_are_those_of_the_company_that_is_spoken_of() -> None:
    text = "Acme's revenue was $5 billion in fiscal 2024."
    assert read(text, years={"acme": 6}).candidates[0].when == "2023-07/2024-06"
    assert read(text).candidates[0].when is None


@pytest.mark.parametrize(
    "text", ["Müller & Söhne AG acquired Acme.", "🎉 Acme acquired Globex 🎉."]
)
def test_places_count_code_points(text: str) -> None:
    found = read(f"\ufeff{text}\r\n\r\nمرحبا Acme acquired Initech.").candidates
    assert all(
        "Acme" in f"\ufeff{text}\r\n\r\nمرحبا Acme acquired Initech."[c.start : c.end]
        for c in found
    )
    assert found[-1].end == len(f"\ufeff{text}\r\n\r\nمرحبا Acme acquired Initech.")


@pytest.mark.no_cover  # being watched takes most of its time
@pytest.mark.parametrize(
    "text",
    [
        "Acme acquired " * 70_000,
        "Acme " + "a" * 1_000_000,
        "1,000,000 " * 100_000,
        "Acme acquired Globex in May. " * 20_000,
        "May " * 250_000,
        "($" * 500_000,
        "\n" * 1_000_000,
        "'s " * 300_000,
    ],
    ids=["verbs", "word", "numbers", "sentences", "months", "signs", "breaks", "possessives"],
)
def test_a_million_characters_end_in_bounded_time(text: str) -> None:
    begun = time.perf_counter()
    read(text)
    assert time.perf_counter() - begun < 120


def test_two_events_of_one_sentence_are_two_candidates() -> None:
    text = "Acme acquired Globex for $5 million in 2023 and laid off 300 workers in May 2024."
    first, second = read(text).candidates
    assert (first.type, first.when, first.companies) == (
        "ownership",
        "2023",
        {"buyer": ["acme"], "owned": ["globex"]},
    )
    assert (second.type, second.when, second.companies) == (
        "workforce",
        "2024-05",
        {"employer": ["acme"]},
    )
    assert [one.unit for one in first.amounts] == ["USD"]
    assert [one.unit for one in second.amounts] == ["people"]
    assert (first.start, first.end) == (second.start, second.end)


@pytest.mark.parametrize(
    ("text", "companies", "said_by"),
    [
        ("Acme said it acquired Globex.", {"buyer": ["acme"], "owned": ["globex"]}, "acme"),
        (
            "Sales at Acme fell 19% in the second quarter of the year in China, Globex said.",
            {"subject": ["acme"]},
            "globex",
        ),
        ("Acme laid off 300 workers, according to Globex.", {"employer": ["acme"]}, "globex"),
        (
            "Analysts at Globex expect Acme to lay off 300 workers.",
            {"employer": ["acme"]},
            "globex",
        ),
        ("Acme acquired Globex.", {"buyer": ["acme"], "owned": ["globex"]}, None),
    ],
)
def test_who_says_so_is_not_who_does_it(
    text: str, companies: dict[str, list[str]], said_by: str | None
) -> None:
    found = only(text)
    assert (found.companies, found.said_by) == (companies, said_by)
