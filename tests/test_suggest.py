"""`dateline suggest`: companies that may be one, and what is never suggested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Load, Run

COMPANIES = """\
id: companies
companies:
  - {id: acme, name: Acme, kind: company, aliases: [顶点公司]}
  - {id: acme-inc, name: "ACME, Inc.", kind: company}
  - {id: globex-systems, name: Globex Systems, kind: company}
  - {id: globex-sistems, name: Globex Sistems, kind: company}
  - {id: initech, name: Initech, kind: company}
"""
OWNED = """\
source: {id: s, title: T, publisher: P, published: 2024}
companies:
  - {id: acme, name: Acme, kind: company}
  - {id: acme-labs, name: Acme Labs, kind: company, relations: [{parent: acme, event: owned}]}
  - {id: acme-lab, name: Acme Lab, kind: company, relations: [{brand_of: acme, event: owned}]}
  - {id: acme-app, name: ACME, kind: product}
  - {id: gpt-4, name: GPT-4, kind: product}
  - {id: gpt-5, name: GPT-5, kind: product}
events:
  - {id: owned, title: T, type: ownership, status: ongoing, claims: [{at: 1-2#0123456789abcdef,
     companies: {owner: acme}}]}
"""


def suggest(run: Run, database: Path, *words: str) -> Any:
    result = run("suggest", *words, "--format", "json", db=database)
    assert result.exit_code == 0, result.stderr
    return [] if result.stdout == "" else json.loads(result.stdout)


def test_the_same_name_comes_first_and_then_what_is_similar(
    run: Run, load: Load, database: Path
) -> None:
    load(COMPANIES)
    same, similar = suggest(run, database, "companies")
    assert same == {
        "kind": "company",
        "likeness": "same name",
        "score": 100,
        "id": "acme-inc",
        "name": "ACME, Inc.",
        "same_as": "acme",
        "same_name": "Acme",
        "because": "“ACME, Inc.” and “Acme” are one name",
        "command": "dateline company merge acme-inc acme --because "
        "'“ACME, Inc.” and “Acme” are one name'",
    }
    assert (similar["likeness"], similar["score"]) == ("similar", 92)
    assert (similar["id"], similar["same_as"]) == ("globex-systems", "globex-sistems")


def test_a_family_a_product_and_another_version_are_never_suggested(
    run: Run, load: Load, database: Path
) -> None:
    load(OWNED)
    assert suggest(run, database, "companies", "--min-score", "60") == []


def test_what_is_folded_is_suggested_no_more(run: Run, load: Load, database: Path) -> None:
    load(COMPANIES)
    run("company", "merge", "acme-inc", "acme", "--because", "one", db=database)
    assert [one["id"] for one in suggest(run, database, "companies")] == ["globex-systems"]


def test_one_company_can_be_asked_for(run: Run, load: Load, database: Path) -> None:
    load(COMPANIES)
    assert [one["id"] for one in suggest(run, database, "--company", "acme")] == ["acme-inc"]
    assert suggest(run, database, "companies", "--company", "initech") == []


def test_link_folds_the_same_names_only_and_asks_first(
    run: Run, load: Load, database: Path
) -> None:
    load(COMPANIES, "id: more\ncompanies: [{id: acme-ltd, name: acme ltd., kind: company}]\n")
    refused = run("suggest", "--link", db=database)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "there is no terminal to ask on; say --yes" in refused.stderr
    assert not Path("same-as.yaml").exists()
    result = run("suggest", "companies", "--link", "--yes", db=database)
    assert (result.exit_code, result.stdout) == (0, "same-as.yaml: 2 added, 0 changed, 0 removed\n")
    assert Path("same-as.yaml").read_text() == (
        "id: same-as\n\nsame_as:\n"
        '  - {company: acme-inc, same_as: acme, because: "“ACME, Inc.” and “Acme” are one name"}\n'
        '  - {company: acme-ltd, same_as: acme, because: "“acme ltd.” and “Acme” are one name"}\n'
    )
    again = run("suggest", "--link", "--yes", db=database)
    assert (again.stdout, again.stderr) == ("", "no two companies have the same name\n")


def test_a_third_name_does_not_tie_a_family_together(run: Run, load: Load, database: Path) -> None:
    load(
        OWNED,
        "id: more\ncompanies:\n"
        "  - {id: unit, name: Unit, kind: company, aliases: [Acme Inc, Acme Lab]}\n",
    )
    result = run("suggest", "--link", "--yes", db=database)
    assert "left for you to judge: " in result.stderr
    assert result.stdout == "same-as.yaml: 1 added, 0 changed, 0 removed\n"


@pytest.mark.parametrize(
    "words", [("--yes",), ("--into", "a.yaml"), ("events", "--link"), ("people",)]
)
def test_options_that_make_no_sense_are_explained(
    run: Run, acme_database: Path, words: tuple[str, ...]
) -> None:
    result = run("suggest", *words, db=acme_database)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: dateline suggest ")


def test_many_names_are_compared_quickly(run: Run, load: Load, database: Path) -> None:
    load(
        "id: many\ncompanies:\n"
        + "".join(
            f"  - {{id: c-{n}, name: Branch{n % 7} Company of Town{n}, kind: company}}\n"
            for n in range(500)
        )
    )
    assert suggest(run, database, "companies") == []
