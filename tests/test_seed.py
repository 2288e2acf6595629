"""The seed says what the five articles say, each claim at its place, in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT

from db.place import Article, hash_passage, read_article

WORDS = re.compile(r"[\w$%.'’-]+")
IN_WORDS = {"2": "two", "3": "three", "10": "ten", "25": "a quarter"}
RUN = 10  # so many words in a row are a sentence of somebody else's
TEXT_FILES = {".md", ".py", ".sql", ".yaml", ".txt", ".toml", ".json", ".jsonl", ".csv"}


@pytest.fixture(scope="module")
def seed(seed_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def texts(articles: Path) -> dict[str, Article]:
    """The articles by the hash of their text."""
    read = [read_article(path) for path in sorted(articles.glob("*.txt"))]
    return {article.sha256: article for article in read}


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    return connection.execute(sql).fetchall()


def test_each_of_the_five_sources_is_the_text_of_one_article(
    seed: duckdb.DuckDBPyConnection, texts: dict[str, Article]
) -> None:
    sources = rows(seed, "SELECT text_sha256, text_characters FROM source WHERE NOT cited_only")
    assert len(sources) == len(texts) == 5
    assert {sha256: texts[sha256].characters for sha256, _ in sources} == dict(sources)


def test_every_claim_stands_at_its_place_in_its_article(
    seed: duckdb.DuckDBPyConnection, texts: dict[str, Article]
) -> None:
    claims = rows(
        seed,
        "SELECT e.event_id, s.text_sha256, e.char_start, e.char_end, e.passage_sha256 "
        "FROM evidence AS e JOIN source AS s ON s.id = e.source_id",
    )
    assert len(claims) > 200
    assert [
        event
        for event, text, start, end, sha256 in claims
        if hash_passage(texts[text].text[start:end]) != sha256
    ] == []


def test_the_number_of_a_figure_stands_in_its_passage_in_digits_or_in_words(
    seed: duckdb.DuckDBPyConnection, texts: dict[str, Article]
) -> None:
    figures = rows(
        seed,
        "SELECT f.event_id, f.text, s.text_sha256, f.char_start, f.char_end "
        "FROM figures AS f JOIN source AS s ON s.id = f.source_id",
    )
    missing = []
    for event, text, sha256, start, end in figures:
        passage = texts[sha256].text[start:end].replace(",", "").lower()
        numbers = re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))
        if text.startswith("about at least"):  # "billions", "tens of billions", "hundreds of …"
            found = bool(re.search(r"\b(millions|billions)\b", passage))
        else:
            found = all(
                re.search(rf"\b({number}|{IN_WORDS.get(number, number)})(?![\d.]*\d)", passage)
                for number in numbers
            )
        if not found:
            missing.append((event, text))
    assert missing == []


def test_no_sentence_of_an_article_stands_in_the_project(
    seed: duckdb.DuckDBPyConnection, texts: dict[str, Article]
) -> None:
    titles = [row[0] for row in rows(seed, "SELECT title FROM source WHERE title IS NOT NULL")]
    allowed = {run for title in titles for run in runs(title)}
    theirs = {run for article in texts.values() for run in runs(article.text)} - allowed
    files = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in TEXT_FILES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]
    assert len(files) > 100
    copied = {
        path.name: found
        for path in files
        if (found := [run for run in runs(path.read_text(encoding="utf-8")) if run in theirs])
    }
    assert copied == {}


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = WORDS.findall(text.lower())
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def test_every_claim_has_a_place_and_a_whole_hash_and_no_quote(
    seed: duckdb.DuckDBPyConnection,
) -> None:
    claims = rows(
        seed,
        "SELECT event_id FROM claim WHERE quote IS NOT NULL OR char_start IS NULL "
        "OR length(passage_sha256) <> 64",
    )
    assert claims == []


def test_a_source_without_a_date_says_how_its_bound_is_known(
    seed: duckdb.DuckDBPyConnection,
) -> None:
    sources = rows(
        seed,
        "SELECT published, published_basis IS NOT NULL FROM source WHERE NOT cited_only ORDER BY 1",
    )
    assert sources == [
        ("2024-08-02", True),
        ("2024-12-08/..", True),
        ("2024/..", True),
        ("2024/..", True),
        ("2024/2025-01", True),
    ]


def test_tiktok_pays_microsoft_twenty_million_dollars_a_month_by_two_articles(
    seed: duckdb.DuckDBPyConnection,
) -> None:
    figures = rows(
        seed,
        "SELECT DISTINCT company, low, high, unit, per FROM figures WHERE measure = 'payment'",
    )
    assert figures == [("tiktok", 20_000_000, 20_000_000, "USD", "month")]
    timeline = rows(
        seed,
        "SELECT when_edtf, status, dates_differ, len(sources) FROM timeline "
        "WHERE event_id = 'tiktok-pays-microsoft-for-openai-models'",
    )
    assert timeline == [("2024-03", "ongoing", True, 2)]


@pytest.mark.parametrize(
    ("event", "when"),
    [
        ("bytedance-launches-skylark", "2023-08"),
        ("coze-launched-abroad", "2023-12"),
        ("button-launched-in-china", "2024-02"),
        ("oracle-warns-of-tiktok-ban", "2024-06"),
    ],
)
def test_launches_and_warnings_have_the_dates_of_the_articles(
    seed: duckdb.DuckDBPyConnection, event: str, when: str
) -> None:
    found = seed.execute("SELECT when_edtf FROM timeline WHERE event_id = ?", [event])
    assert found.fetchall() == [(when,)]


def test_the_family_of_bytedance_is_what_the_articles_show(
    seed: duckdb.DuckDBPyConnection,
) -> None:
    members = rows(
        seed, "SELECT member_id FROM company_family WHERE company_id = 'bytedance' ORDER BY 1"
    )
    family = {row[0] for row in members}
    assert {"bytedance", "tiktok", "doubao", "cici", "coze", "button", "capcut", "lark"} <= family
    assert not {"microsoft", "openai", "azure"} & family


def test_one_fall_of_a_share_price_is_one_event_with_two_figures(
    seed: duckdb.DuckDBPyConnection,
) -> None:
    falls = rows(
        seed,
        "SELECT event_id, list(text ORDER BY low) FROM figures "
        "WHERE measure = 'share_price_change' GROUP BY event_id",
    )
    assert [texts for _, texts in falls] == [["-7%", "-4%"]]
