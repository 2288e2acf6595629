"""An article as it was read: its text, what it says of itself, and what in it is noise."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.articles.field import Field
from ingest.found import Noise


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article: places count in `text`, of which `data` are the bytes in UTF-8.

    `fields` holds title, publisher, author, published (EDTF), language and url, as far as they
    were found; `noise` is in order and disjoint; `remarks` are for a person.
    """

    text: str
    data: bytes
    fields: dict[str, Field]
    noise: list[Noise]
    remarks: list[str]
