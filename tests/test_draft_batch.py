"""Several articles in several processes: order, and what is left of one that dies."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.companies.find import Names
from ingest.drafts.batch import Work, draft_files
from ingest.drafts.library import Library


class DeadlyNames(Names):
    """Ends its process where an article says so."""

    def find(self, text: str):  # type: ignore[no-untyped-def]
        if "die here" in text:
            os._exit(9)
        return super().find(text)


class DeadlyLibrary(Library):
    """A library whose names end the process."""

    finder = property(lambda self: DeadlyNames(self.names))


def test_an_article_that_kills_its_process_is_told_and_the_others_are_drafted(
    tmp_path: Path,
) -> None:
    paths = []
    for number in range(8):
        path = tmp_path / f"{number}.txt"
        path.write_text("You die here." if number == 3 else f"Acme bought Globex in 200{number}.")
        paths.append(path)
    library = DeadlyLibrary(names=(("Acme", "acme"), ("Globex", "globex")))
    drafted = list(draft_files(paths, Work(library), jobs=2))
    assert [one.path for one in drafted] == paths
    assert [bool(one.fault) for one in drafted] == [number == 3 for number in range(8)]
    assert "the process that read it died" in drafted[3].fault
