"""docs/drafting.md: what it shows is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Run

from ingest.amounts.find import find_amounts, write_value
from ingest.dates.find import find_dates

PAGE = (ROOT / "docs" / "drafting.md").read_text(encoding="utf-8")


def read_table(head: str) -> list[tuple[str, str]]:
    """The rows of the table whose second column is called so."""
    table = PAGE.partition(f"| words | {head} |\n|---|---|\n")[2].partition("\n\n")[0]
    return re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)


DATES = [
    pair
    for words, edtf in read_table("with the publication date 2024-08-02")
    for pair in zip(re.split(r"[,;] ", words), re.findall(r"`(.+?)`", edtf), strict=True)
]


@pytest.mark.parametrize(("words", "edtf"), DATES)
def test_the_words_of_the_table_are_this_date(words: str, edtf: str) -> None:
    found = find_dates(f"Acme opened a plant {words}.", "2024-08-02")
    assert [date.edtf for date in found] == [edtf]


@pytest.mark.parametrize(("words", "value"), read_table("amount"))
def test_the_words_of_the_table_are_this_amount(words: str, value: str) -> None:
    found = find_amounts(f"Acme said that it pays {words}.")
    told = [write_value(one) + (f", per {one.per}" if one.per == "month" else "") for one in found]
    assert "; ".join(told) == value


def test_the_draft_that_is_shown_is_what_comes_out(
    seed_database: Path, run: Run, tmp_path: Path
) -> None:
    blocks = re.findall(r"```(\S+)(?: (\S+))?\n(.*?)```", PAGE, re.DOTALL)
    article = next(text for _, name, text in blocks if name == "article.txt")
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    result = run("draft", "article.txt", "-o", "drafts", db=seed_database)
    assert f"$ dateline draft article.txt -o drafts/\n{result.stdout}" in PAGE
    [draft] = (tmp_path / "drafts").glob("*.yaml")
    shown = next(text for _, name, text in blocks if name == "draft")
    assert shown.rstrip() in draft.read_text(encoding="utf-8")
