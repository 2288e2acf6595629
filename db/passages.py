"""The passages themselves: from the articles, from texts kept in the database, or from quotes."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from db.articles import Text, Wanted, find_texts, read_articles
from db.place import Place, hash_passage
from db.query import Result
from db.reader import Reader

COLUMNS = ["source_id", "char_start", "char_end", "passage"]
OF_EVENT = """
    SELECT c.source_id, c.char_start, c.char_end, c.passage_sha256, c.quote, s.text_sha256, t.text
    FROM known_claim AS c
    JOIN source AS s ON s.id = c.source_id
    LEFT JOIN source_text AS t ON t.source_id = s.id
    WHERE c.event_id = $1
    ORDER BY c.source_id, c.char_start NULLS LAST, c.number
"""
OF_SOURCE = """
    SELECT c.source_id, c.char_start, c.char_end, c.passage_sha256, c.quote, s.text_sha256, t.text
    FROM known_claim AS c
    JOIN source AS s ON s.id = c.source_id
    LEFT JOIN source_text AS t ON t.source_id = s.id
    WHERE c.source_id = $1
    ORDER BY c.source_id, c.char_start NULLS LAST, c.number
"""
QUERIES = {"event": OF_EVENT, "source": OF_SOURCE}
CHANGED = "(the article has changed: this passage is no longer at its place)"


def read_passages(connection: Reader, kind: str, wanted: str, folder: Path | None) -> Result:
    """What stands at each place of an event or a source; without the rows whose text is missing."""
    rows = connection.execute(QUERIES[kind], [wanted]).fetchall()
    texts = _find_texts(rows, folder)
    shown: dict[tuple[Any, ...], None] = {}
    for source, start, end, sha256, quote, *_ in rows:
        text = texts.get(source)
        placed = text is not None and start is not None
        passage = _cut(text, Place(start, end, sha256)) if text and placed else quote
        if passage:
            shown[source, start, end, passage] = None
    return Result(COLUMNS, list(shown))


def _find_texts(rows: list[tuple[Any, ...]], folder: Path | None) -> dict[str, Text]:
    places: dict[str, list[Place]] = defaultdict(list)
    for source, start, end, sha256, *_ in rows:
        if start is not None:
            places[source].append(Place(start, end, sha256))
    wanted = {row[0]: Wanted(row[0], row[5], row[6], places[row[0]]) for row in rows}
    return find_texts(wanted.values(), read_articles(folder))


def _cut(text: Text, place: Place) -> str:
    passage = text.article.text[place.start : place.end]
    same = hash_passage(passage).startswith(place.sha256)
    return " ".join(passage.split()) if same else CHANGED
