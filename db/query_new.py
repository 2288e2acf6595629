"""A file to begin a query of one's own with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.query import NAME, find_files
from db.query_head import TYPES, QueryError

SKELETON = """\
-- title: {title}
-- description: What a row of it is, and for whom. A longer text goes on
--   in indented lines.
-- param company company: a company by id, name or alias
-- param many integer = 20: at most so many figures
-- param basis text: only this basis
--   choices: SELECT id FROM basis ORDER BY id
-- example: --company ByteDance --basis actual
SELECT
    -- A parameter is NULL where it is not given; its type is one of
    -- {types}.
    -- Other clients see no default of the head, so the SQL names it, too.
    f.event_id,
    f.measure,
    f.text,
    f.when_edtf,
    ARRAY[f.citation] AS sources  -- evidence: shown as numbered notes, and in every format
FROM figures AS f
WHERE (
        getvariable('company')::VARCHAR IS NULL
        OR f.company IN (  -- the company, and all that belongs to it
            SELECT member_id
            FROM company_family
            WHERE company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
  AND (getvariable('basis')::VARCHAR IS NULL OR f.basis = getvariable('basis')::VARCHAR)
ORDER BY
    coalesce(f.earliest, f.latest) NULLS LAST,
    f.latest NULLS LAST,
    f.event_id,
    f.source_id,
    f.amount_number
LIMIT coalesce(getvariable('many')::BIGINT, 20);
"""


def write_skeleton(name: str, folders: Sequence[Path]) -> Path:
    """Write a query that runs, to be changed; raise QueryError rather than write over one."""
    if not folders:
        raise QueryError("name a folder of your own: `dateline query --queries DIR --new NAME`")
    if not NAME.fullmatch(name):
        raise QueryError(f"'{name}' is no name of a query; use letters, digits, - and _ only")
    if (other := find_files(folders).get(name)) is not None:
        raise QueryError(f"there is a query {name} already: {other}; choose another name")
    path = folders[0] / f"{name}.sql"
    text = SKELETON.format(title=name.replace("_", " ").capitalize(), types=", ".join(TYPES))
    with path.open("x", encoding="utf-8") as out:
        out.write(text)
    return path
