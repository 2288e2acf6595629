"""The texts of sources that a user chose to keep in the database."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from pathlib import Path
from typing import Any

from db.articles import Wanted, find_texts
from db.changes import Tables
from db.place import Article, hash_text


def keep_texts(
    before: Mapping[str, Tables],
    after: Mapping[str, dict[str, list[Any]]],
    articles: Mapping[Path, Article] | None,
) -> list[str]:
    """Add the texts to the rows of the files to be loaded; the sources for which there is none.

    Without articles a text that was kept stays as long as its source names the same hash.
    """
    hashes = {
        row["id"]: row["text_sha256"]
        for tables in after.values()
        for row in tables.get("source", [])
        if row["text_sha256"]
    }
    found = {
        source: text.article.text
        for source, text in find_texts(starmap(Wanted, hashes.items()), articles or {}).items()
        if text.same
    }
    for tables in before.values():
        for row in tables.get("source_text", []):
            if hashes.get(row["source_id"]) == hash_text(row["text"].encode()):
                found.setdefault(row["source_id"], row["text"])
    for file, tables in after.items():
        for row in tables.get("source", []):
            if row["id"] in found:
                kept = {"source_id": row["id"], "text": found[row["id"]], "owner": file}
                tables.setdefault("source_text", []).append(kept)
    return [] if articles is None else sorted(hashes.keys() - found.keys())
