"""The amounts of a candidate as entries of a record, and what of it verify would miss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.drafts.amounts import write_amounts
from ingest.drafts.drafting import draft_article
from ingest.drafts.files import is_other, keep_backup
from ingest.drafts.library import Library
from ingest.events.candidates import read_text

LIBRARY = Library(
    names=(("Acme", "acme"), ("Globex", "globex")),
    codes={
        "types": frozenset(("results",)),
        "measures": frozenset(
            ("revenue", "profit", "headcount", "staff_change", "deal_value", "payment", "stake",
             "investment")
        ),
        "units": frozenset(("USD", "CNY", "percent", "people", "vehicles")),
    },
    periods={"headcount": "level", "stake": "level"},
)  # fmt: skip


def write(text: str, published: str | None = "2024-08-02") -> list[dict[str, Any]]:
    reading = read_text(text, LIBRARY.finder, published=published)
    [candidate] = reading.candidates
    return [one.entry for one in write_amounts("e", candidate, text, LIBRARY, reading.dates)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Acme acquired Globex for $5 million.", {"measure": "deal_value", "value": "5M USD",
         "per": "one_off", "basis": "actual", "company": "acme"}),
        ("Acme plans to buy Globex for $5 million.", {"measure": "deal_value", "value": "5M USD",
         "per": "one_off", "basis": "planned", "company": "acme"}),
        ("Acme laid off 300 workers.", {"measure": "staff_change", "value": "-300 people",
         "per": "one_off", "basis": "actual", "company": "acme"}),
        ("Acme's revenue was $5 million in the second quarter of 2024.", {"measure": "revenue",
         "value": "5M USD", "per": "quarter", "basis": "actual", "company": "acme"}),
        ("Acme posted a loss of $5 million in 2023.", {"measure": "profit", "value": "-5M USD",
         "per": "year", "basis": "actual", "company": "acme"}),
    ],
)  # fmt: skip
def test_an_amount_is_written_in_the_words_of_records(text: str, wanted: dict[str, Any]) -> None:
    assert write(text) == [wanted]


def test_a_conversion_names_the_figure_that_it_converts() -> None:
    first, second = write("Acme acquired Globex for 5 billion yuan ($690 million).")
    assert first["name"] == "figure-1"
    assert second["same_as"] == "e/figure-1"
    assert (first["value"], second["value"]) == ("5B CNY", "690M USD")


def test_what_something_rose_from_has_its_own_date() -> None:
    entries = write("Acme's revenue rose to $5 million in 2023 from $4 million in 2022.")
    assert [(one["value"], one.get("when")) for one in entries] == [
        ("5M USD", None),
        ("4M USD", "2022"),
    ]


def test_a_number_that_is_reckoned_is_marked() -> None:
    [entry] = write("Acme doubled revenue in 2023.")
    assert entry["value"] == "100 percent"
    assert "doubled" in entry["inferred"]


def test_what_stands_at_a_file_is_kept_under_a_free_name(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    keep_backup(file)
    for number in range(3):
        file.unlink(missing_ok=True)
        file.write_text(str(number))
        keep_backup(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.yaml",
        "a.yaml.bak",
        "a.yaml.bak2",
        "a.yaml.bak3",
    ]
    assert is_other(file, b"x")
    assert not is_other(file, b"2")
    assert is_other(tmp_path, b"")


def test_the_name_of_a_source_tells_who_and_when() -> None:
    data = b"A title of some words\n\nAcme acquired Globex in 2023.\n"
    given = {"publisher": "The Globe", "published": "2024-08-02"}
    assert (
        draft_article(data, "x/y.txt", LIBRARY, given).id == "the-globe-2024-08-02-title-some-words"
    )
    assert draft_article(data, "x/my file.txt", LIBRARY, {}).id == "my-file"
    assert draft_article(data, "-", LIBRARY, {}).id.startswith("article-")
