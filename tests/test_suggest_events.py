"""Events of different sources that may be one: what counts for how much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Load, Run

GLOBE = """\
source: {id: globe, title: T, publisher: P, published: 2024-04-01}
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: globex, name: Globex, kind: company}
  - {id: initech, name: Initech, kind: company}
events:
  - id: acme-pays-globex
    title: Acme pays Globex
    type: purchase
    when: 2024-03
    status: happened
    companies: {payer: acme, payee: globex}
    claims:
      - at: 1-2#0123456789abcdef
        amounts: [{measure: payment, value: 20M USD, per: month, company: acme}]
  - id: initech-launched
    title: Initech launched
    type: launch
    when: 2024-03
    status: happened
    companies: {developer: initech}
    claims: [{at: 5-6#0123456789abcdef}]
"""
POST = """\
source: {id: post, title: T, publisher: P, published: 2024-05-01}
events:
  - id: globex-gets-money
    title: Globex gets money from Acme
    type: purchase
    when: 2024-03-05
    status: happened
    companies: {payer: acme, payee: globex}
    claims:
      - at: 1-2#0123456789abcdef
        amounts: [{measure: payment, value: about 20M USD, per: month, company: acme}]
"""


def suggest(run: Run, database: Path, *words: str) -> Any:
    result = run("suggest", "events", *words, "--format", "json", db=database)
    assert result.exit_code == 0, result.stderr
    return [] if result.stdout == "" else json.loads(result.stdout)


def test_what_agrees_in_all_four_is_suggested_with_reasons_and_a_command(
    run: Run, load: Load, database: Path
) -> None:
    load(GLOBE, POST)
    [pair] = suggest(run, database)
    assert (pair["kind"], pair["id"], pair["same_as"]) == (
        *("event", "globex-gets-money", "acme-pays-globex"),
    )
    assert pair["score"] >= 90
    assert pair["because"] == (
        "$20M a month and about $20M a month; Acme, Globex; 2024-03 and 2024-03-05, which may be "
        "one; both purchase"
    )
    assert pair["command"].startswith("dateline event merge globex-gets-money acme-pays-globex ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about 20M USD", "90M USD"),
        ("when: 2024-03-05", "when: 2024-04-20"),
        ("type: purchase", "type: spending"),
        ("payer: acme, payee: globex", "payer: initech, payee: globex"),
    ],
)
def test_each_of_the_four_counts(run: Run, load: Load, database: Path, old: str, new: str) -> None:
    load(GLOBE, POST)
    [whole] = suggest(run, database)
    load(GLOBE, POST.replace(old, new))
    less = [one for one in suggest(run, database, "--min-score", "0") if one["id"] == whole["id"]]
    assert not less or max(one["score"] for one in less) < whole["score"] - 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: 2024-03-05", "when: 2025"),  # far apart
        ("payer: acme, payee: globex", "payer: hooli"),  # nothing in common
        ("type: purchase", "type: purchase\n    about: acme-pays-globex"),  # a statement about it
    ],
)
def test_some_pairs_are_never_suggested(
    run: Run, load: Load, database: Path, old: str, new: str
) -> None:
    hooli = "id: more\ncompanies: [{id: hooli, name: Hooli, kind: company}]\n"
    load(GLOBE, POST.replace(old, new), hooli)
    assert suggest(run, database, "--min-score", "0") == []


def test_two_events_of_one_source_are_two(run: Run, load: Load, database: Path) -> None:
    load(GLOBE + POST.partition("events:\n")[2])
    assert suggest(run, database, "--min-score", "0") == []


def test_one_company_can_be_asked_for(run: Run, load: Load, database: Path) -> None:
    load(GLOBE, POST)
    assert suggest(run, database, "--company", "Initech") == []
    assert len(suggest(run, database, "--company", "Globex")) == 1


def test_what_is_folded_is_suggested_no_more(run: Run, load: Load, database: Path) -> None:
    load(GLOBE, POST)
    [pair] = suggest(run, database)
    words = ("event", "merge", pair["id"], pair["same_as"], "--because", pair["because"])
    assert run(*words, db=database).exit_code == 0
    assert suggest(run, database) == []
