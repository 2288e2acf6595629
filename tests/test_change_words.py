"""What loads changed, told for people and for programs."""

from __future__ import annotations

import json

import pytest
from conftest import Load, Run
from news import COMPANIES, news

from db.change_words import tell_change

DEAL = "status: happened, when: 2024-03, companies: {payer: acme}"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, '{"title": "Acme pays"}', "Acme pays"),
        ('{"name": "Acme"}', None, "Acme"),
        ('{"a": 1, "b": "x"}', '{"a": 2, "b": "x"}', "a: 1 → 2"),
        ('{"a": "x"}', '{"a": "x", "note": "seen"}', "note: nothing → seen"),
        ('{"a": "x", "b": "y"}', '{"a": "z"}', "a: x → z; b: y → nothing"),
        (None, '{"sha256": "0"}', ""),
    ],
)
def test_a_change_is_told_by_the_fields_that_differ(
    before: str | None, after: str | None, told: str
) -> None:
    assert tell_change(before, after) == told


def test_the_command_tells_of_each_load(run: Run, database: object, load: Load) -> None:
    load(COMPANIES, news("globe", DEAL))
    load(COMPANIES, news("globe", DEAL.replace("2024-03", "2024-04")))
    shown = run("--db", str(database), "changes", "--kind", "claim").stdout
    added, changed = shown.splitlines()[2:]
    assert "globe  added    claim  deal  happened" in added
    assert "globe  changed  claim  deal" in changed
    assert "when_edtf: 2024-03 → 2024-04" in changed
    rows = json.loads(run("--db", str(database), "changes", "--format", "json").stdout)
    assert [row["load_id"] for row in rows] == sorted(row["load_id"] for row in rows)
    assert rows[-1]["before"]["when_edtf"] == "2024-03"
    assert rows[-1]["after"]["when_edtf"] == "2024-04"


def test_since_and_file_narrow(run: Run, database: object, load: Load) -> None:
    load(COMPANIES, news("globe", DEAL))
    assert "nothing found" in run("--db", str(database), "changes", "--since", "2999").stderr
    shown = run("--db", str(database), "changes", "--file", "companies", "--since", "2024").stdout
    assert "Acme" in shown
    assert "deal" not in shown


def test_a_merge_is_a_change(run: Run, database: object, load: Load) -> None:
    merged = "\nsame_as:\n  - {company: globex, same_as: acme, because: one company}\n"
    load(COMPANIES, news("globe", DEAL, more=merged))
    shown = run("--db", str(database), "changes", "--kind", "same_as").stdout
    assert "globex acme  one company" in shown
