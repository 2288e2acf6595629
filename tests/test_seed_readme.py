"""seed/README.md counts what the seed holds, and lists what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT

PAGE = ROOT / "seed" / "README.md"
COUNTS = """
    SELECT
        (SELECT count(*) FROM company),
        (SELECT count(*) FROM source WHERE NOT cited_only),
        (SELECT count(*) FROM source WHERE cited_only),
        (SELECT count(*) FROM event),
        (SELECT count(*) FROM claim),
        (SELECT count(*) FROM amount),
        (SELECT count(*) FROM left_out)
"""
BY_SOURCE = """
    SELECT
        s.id,
        (SELECT count(DISTINCT event_id) FROM claim WHERE source_id = s.id),
        (SELECT count(*) FROM event WHERE owner = s.id),
        (SELECT count(*) FROM claim WHERE source_id = s.id),
        (SELECT count(*) FROM amount WHERE source_id = s.id),
        (SELECT count(*) FROM left_out WHERE source_id = s.id)
    FROM source AS s WHERE NOT s.cited_only ORDER BY s.id
"""


@pytest.fixture
def seed(seed_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(seed_database), read_only=True) as connection:
        yield connection


def test_the_counts_at_the_top_are_those_of_the_database(seed: duckdb.DuckDBPyConnection) -> None:
    companies, sources, cited, *others = seed.execute(COUNTS).fetchall()[0]
    top = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    told = dict(re.findall(r"^\| ([a-z, ]+) \| (.*) \|$", top, re.MULTILINE))
    assert told["companies, agencies and products"] == f"{companies}, all in `companies.yaml`"
    assert told["sources"] == f"{sources}, and {cited} documents that they cite"
    rows = (told[name] for name in ("events", "claims", "amounts", "left out"))
    assert [int(re.split(r"\D", row)[0]) for row in rows] == others
    owners = seed.execute("SELECT DISTINCT owner FROM company").fetchall()
    assert owners == [("companies",)]


def test_the_counts_of_each_source_are_those_of_the_database(
    seed: duckdb.DuckDBPyConnection,
) -> None:
    row = r"^\| `([\w-]+)\.yaml` \|.*\| (\d+) \((\d+)\) \| (\d+) \| (\d+) \| (\d+) \|$"
    told = re.findall(row, PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    found = [tuple(map(str, values)) for values in seed.execute(BY_SOURCE).fetchall()]
    assert sorted(told) == found


def test_the_tables_of_what_is_left_out_are_up_to_date() -> None:
    from docs.make_left_out import describe_left_out

    page = PAGE.read_text(encoding="utf-8")
    assert describe_left_out(page) == page, "run `python docs/make_left_out.py`"
    assert page.count("| place | because | repeats |") == 5
