"""Pages as files for the tests, and what is read off them in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from db.reading import reading
from publish.page.data import read_page
from publish.page.html import write_page

TIKTOK_PAYS = "tiktok-pays-microsoft-for-openai-models"


@pytest.fixture(scope="session")
def seed_page(seed_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_page(seed_database, tmp_path_factory.mktemp("page") / "timeline.html")


@pytest.fixture(scope="session")
def acme_page(acme_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_page(acme_database, tmp_path_factory.mktemp("page") / "acme.html")


def make_page(database: Path, file: Path, **given: Any) -> Path:
    with reading(database) as reader:
        file.write_text(write_page(read_page(reader, given)), encoding="utf-8")
    return file


def read_rows(page: Page, view: str) -> list[list[str]]:
    """All rows of a table, after all that `Show more` brings."""
    while (more := page.locator(f"#{view} .again:visible")).count():
        more.click()
    rows: list[list[str]] = page.locator(f"#{view} tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return rows


def list_ids(page: Page) -> list[str]:
    while (more := page.locator("#table .again:visible")).count():
        more.click()
    opening = page.locator("#table tbody [data-id]")
    ids: list[str] = opening.evaluate_all("all => all.map(x => x.dataset.id)")
    return ids


def ask(run: Any, database: Path, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run(*arguments, "--format", "json", db=database).stdout)
    return rows


def settle(page: Page) -> None:
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
