"""A record as rows of the tables: dates, amounts and places read, defaults filled in.

Nothing here looks at the database or at other files; what refers to what is proved in `check`.
Claims and amounts are numbered in the order of the file, so that the same file always gives the
same rows.
"""

from __future__ import annotations

from db.company_rows import make_company, make_same_as
from db.event_rows import make_event
from db.models import BUILT_IN
from db.place_rows import make_left_out
from db.problem import Problem
from db.record import Record
from db.rows import Codes, Row, RowMaker
from db.source_rows import make_code, make_source

CODE_TABLES = {"types": "event_type", "roles": "role", "measures": "measure", "units": "unit"}


def make_rows(record: Record, codes: Codes) -> tuple[list[Row], list[Problem]]:
    """The rows that a record stands for, and what cannot be read in it."""
    maker, content = RowMaker(record, codes), record.content
    _check_file_id(maker)
    if content.source is not None:
        make_source(maker, content.source)
    for name, table in CODE_TABLES.items():
        for index, code in enumerate(getattr(content, name)):
            make_code(maker, code, table, (name, index))
    for index, company in enumerate(content.companies):
        make_company(maker, company, ("companies", index))
    for index, event in enumerate(content.events if content.source else []):
        make_event(maker, event, ("events", index))
    for index, passage in enumerate(content.left_out if content.source else []):
        make_left_out(maker, passage, index + 1, ("left_out", index))
    for index, pair in enumerate(content.same_as):
        make_same_as(maker, pair, ("same_as", index))
    return maker.rows, maker.problems


def _check_file_id(maker: RowMaker) -> None:
    record = maker.record
    where = ("source", "id") if record.content.source else ("id",)
    maker.check_id(record.id, where)
    if record.id == BUILT_IN:
        maker.problem(where, f"the id '{BUILT_IN}' is taken", "choose another id")
    for name in ("events", "left_out"):
        if getattr(record.content, name) and not record.content.source:
            maker.problem((name,), f"{name} without a source", "add `source:` to the file")
