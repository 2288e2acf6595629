"""Places of a record as columns: of claims, and of passages that are left out."""

from __future__ import annotations

from typing import Any

from db.errors import LocatorError
from db.place import Place, hash_passage, parse_place
from db.record import ClaimEntry, LeftOutEntry, Where
from db.rows import RowMaker


def make_left_out(maker: RowMaker, entry: LeftOutEntry, number: int, where: Where) -> None:
    if entry.at is None:
        write = "" if entry.quote else "write the passage as `quote:` and "
        remedy = f"{write}run `dateline locate`"
        maker.problem(where, "the passage has no place", remedy)
    maker.check_line(entry.because, (*where, "because"))
    maker.add(
        "left_out",
        where,
        source_id=maker.record.id,
        number=number,
        because=entry.because,
        repeats=entry.repeats,
        **read_place(maker, entry, where),
    )


def read_place(maker: RowMaker, entry: ClaimEntry | LeftOutEntry, where: Where) -> dict[str, Any]:
    """The place of an entry and the hash of its passage, from `at`, `quote`, or both."""
    place = None
    if (at := entry.at) is not None:
        place = maker.read(lambda: parse_place(at), (*where, "at"))
    sha256 = place.sha256 if place else None
    if entry.quote is not None:
        whole = hash_passage(entry.quote)
        if sha256 is not None and not whole.startswith(sha256):
            maker.problem(
                (*where, "quote"),
                "the quote is not the passage that `at` names",
                "run `dateline locate`, or remove one of the two",
            )
        sha256 = whole
    if place is not None:
        maker.read(lambda: _check_place(maker, place), (*where, "at"))
    return {
        "char_start": place.start if place else None,
        "char_end": place.end if place else None,
        "passage_sha256": sha256,
    }


def _check_place(maker: RowMaker, place: Place) -> None:
    source = maker.record.content.source
    length = source.text.characters if source and source.text else None
    if length is not None and place.end > length:
        raise LocatorError(
            f"the place ends at {place.end}, the text at {length}", "run `dateline locate`"
        )
