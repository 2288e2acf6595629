"""What a review is shown and told from outside, and what it asks for at its start."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from drafts import write_draft

from db.document import read_yaml
from db.errors import LocatorError
from ingest.review.commands import ask_source, choose_known, gather_help, read_text
from ingest.review.draft_file import DraftFile


@pytest.fixture
def draft(tmp_path: Path) -> DraftFile:
    return DraftFile(write_draft(tmp_path))


def test_a_review_knows_the_events_of_the_database_and_the_text(
    draft: DraftFile, acme_database: Path
) -> None:
    given = gather_help(acme_database, draft, None)
    assert "acme-founded" in given.list_events()
    assert given.surroundings is not None
    assert given.remarks == []


def test_without_a_database_no_event_is_known_and_none_is_made(
    draft: DraftFile, tmp_path: Path
) -> None:
    assert choose_known(None) is None
    assert gather_help(None, draft, None).list_events() == []
    assert not (tmp_path / "dateline.duckdb").exists()


def test_a_text_that_is_missing_or_another_is_told(draft: DraftFile, tmp_path: Path) -> None:
    text = draft.path.with_suffix(".txt")
    text.write_text("Another text.", encoding="utf-8")
    assert "its hash differs" in read_text(draft, None)[1][0]
    text.unlink()
    assert "no text of the article" in read_text(draft, None)[1][0]
    with pytest.raises(LocatorError):
        read_text(draft, tmp_path / "none.txt")


def test_what_the_source_lacks_is_asked_for_and_written(draft: DraftFile) -> None:
    lines = draft.text.split("\n")
    for name in ("title", "publisher", "published"):
        lines = [f"  {name}:" if line.startswith(f"  {name}:") else line for line in lines]
    draft.write("\n".join(lines))
    with CliRunner().isolation(input="A title\nThe Globe\nsoon\n2024-08-02\n"):
        ask_source(draft)
    source = read_yaml(draft.path.read_text(encoding="utf-8"), "").data["source"]
    assert (source["title"], source["publisher"], source["published"]) == (
        "A title",
        "The Globe",
        "2024-08-02",
    )


def test_what_is_not_known_stays_open(draft: DraftFile) -> None:
    draft.write(draft.text.replace("  publisher: ", "  publisher:  # "))
    before = draft.text
    with CliRunner().isolation(input="\n"):
        ask_source(draft)
    assert draft.text == before
