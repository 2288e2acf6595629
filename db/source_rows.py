"""Rows of a source, of what it cites, and of the codes that a file adds."""

from __future__ import annotations

import re
from typing import Any

from db.models import PERIODS
from db.record import CitedEntry, CodeEntry, SourceEntry, TextEntry, Where
from db.rows import RowMaker

LONGEST_TEXT = 10**12  # the places of a longer text could not be written


def make_source(maker: RowMaker, source: SourceEntry) -> None:
    where: Where = ("source",)
    if source.title is None and source.description is None:
        maker.problem(where, "the source has no title", "add `title:`, or `description:`")
    maker.check_line(source.title, (*where, "title"))
    maker.check_line(source.publisher, (*where, "publisher"))
    text = source.text
    if text is not None:
        _check_text(maker, text, (*where, "text"))
    maker.add(
        "source",
        where,
        id=source.id,
        language=source.language,
        text_sha256=text and text.sha256,
        text_characters=text and text.characters,
        cited_only=False,
        **_published(maker, source, where),
    )
    for index, cited in enumerate(source.cites):
        _make_citation(maker, source.id, cited, (*where, "cites", index))


def _check_text(maker: RowMaker, text: TextEntry, where: Where) -> None:
    if not re.fullmatch("[0-9a-f]{64}", text.sha256):
        maker.problem((*where, "sha256"), "not a SHA-256", "let `dateline locate` fill it in")
    if not 0 <= text.characters < LONGEST_TEXT:
        maker.problem(
            (*where, "characters"),
            "not the length of a text",
            "let `dateline locate` fill it in",
        )


def _published(maker: RowMaker, entry: SourceEntry | CitedEntry, where: Where) -> dict[str, Any]:
    date = maker.date(entry.published, (*where, "published"))
    names = ("title", "description", "publisher", "author", "published_basis", "url")
    return {
        **{name: getattr(entry, name) for name in names},
        "published": date["when_edtf"],
        "published_earliest": date["earliest"],
        "published_latest": date["latest"],
    }


def _make_citation(maker: RowMaker, source_id: str, cited: str | CitedEntry, where: Where) -> None:
    entry = CitedEntry(id=cited) if isinstance(cited, str) else cited
    maker.check_id(entry.id, (*where, "id"))
    maker.add(
        "source_citation",
        where,
        source_id=source_id,
        cited_id=entry.id,
        **_published(maker, entry, where),
    )


def make_code(maker: RowMaker, code: CodeEntry, table: str, where: Where) -> None:
    # Codes of currencies are written as ISO 4217 writes them, in upper case.
    if code.kind != "currency" or not re.fullmatch("[A-Z]{3}", code.id):
        maker.check_id(code.id, (*where, "id"))
    maker.check_line(code.label, (*where, "label"))
    for name, reader in (("per", "measure"), ("additive", "measure"), ("kind", "unit")):
        if table != reader and getattr(code, name):
            maker.problem((*where, name), f"only a {reader} has `{name}:`", "remove it")
    extra: dict[str, Any] = {}
    if table == "measure":
        extra |= {"per": code.per, "additive": code.additive}
        if code.per is not None:
            maker.check_choice(code.per, PERIODS, (*where, "per"))
    elif table == "unit":
        extra["kind"] = code.kind or "count"
        maker.check_choice(extra["kind"], ("count", "ratio", "currency"), (*where, "kind"))
    elif table == "role":
        extra["position"] = 100
    maker.add(table, where, id=code.id, label=code.label, description=code.description, **extra)
