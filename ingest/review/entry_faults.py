"""What is wrong with a candidate by itself, as a check would say it if it were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.files import parse_record
from db.models import PERIODS
from db.problem import Problem
from db.record_rows import make_rows
from db.rows import Codes
from ingest.review.plain_yaml import write_record

_OWN_CODES = ("types", "roles", "measures", "units")


def find_faults(
    data: Mapping[str, Any], name: str, entry: Mapping[str, Any], codes: Codes | None
) -> list[str]:
    """Each fault with its remedy, of the fields and their values; whether what the entry names is
    known shows only in the whole. Without codes, values are not read."""
    alone = {key: value for key, value in entry.items() if key not in ("review", "known")}
    around = {key: data[key] for key in ("source", "id", *_OWN_CODES) if data.get(key)}
    text = write_record({**around, name: [alone]})
    record, problems = parse_record(text, "", "")
    if record is None or codes is None:
        return _tell(problems, text, name)
    own = record.content
    known = Codes(
        codes.units | {unit.id for unit in own.units},
        {**codes.measures, **{one.id: one.per for one in own.measures if one.per in PERIODS}},
    )
    _, problems = make_rows(record, known)
    return _tell(problems, text, name)


def _tell(problems: list[Problem], text: str, name: str) -> list[str]:
    """Only those of the entry, not of what had to stand around it."""
    first = text[: text.rfind(f"\n{name}:") + 1].count("\n") + 1
    told = (f"{one.fault}; {one.remedy}" for one in sorted(problems) if one.line >= first)
    return list(dict.fromkeys(told))
