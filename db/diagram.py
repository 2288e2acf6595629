"""The tables as an entity-relationship diagram that Mermaid draws."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.reader import Reader
from db.relations import CODES, RELATIONS, Relation
from db.schema import Column, list_columns, list_things, read_key

WORD = r"[A-Za-z_]\w*"


def draw_schema(connection: Reader, *, columns: bool = True) -> str:
    """All tables with their columns and relations; without columns the lists of codes are out."""
    tables = [thing.name for thing in list_things(connection) if thing.kind == "table"]
    known = {name: {c.name: c for c in list_columns(connection, name)} for name in tables}
    keys = {name: read_key(connection, name) for name in tables}
    lines = ["erDiagram"]
    for relation in RELATIONS:
        if columns or relation.other not in CODES:
            lines.append(_draw_relation(relation, known[relation.table], keys[relation.table]))
    if columns:
        for name in tables:
            lines += _draw_table(name, known[name], keys[name])
    return "\n".join(lines) + "\n"


def _draw_relation(relation: Relation, columns: dict[str, Column], key: list[str]) -> str:
    names = relation.columns.split()
    one = "|o" if any(columns[name].nullable for name in names) else "||"
    many = "o|" if names == key else "o{"
    return f'    {relation.other} {one}--{many} {relation.table} : "{relation.label}"'


def _draw_table(name: str, columns: dict[str, Column], key: list[str]) -> Iterator[str]:
    foreign = {one for r in RELATIONS if r.table == name for one in r.columns.split()}
    yield f"    {name if re.fullmatch(WORD, name) else _quote(name)} {{"
    for column in columns.values():
        marks = [mark for mark, names in (("PK", key), ("FK", foreign)) if column.name in names]
        words = [_join(column.type.partition("(")[0]), _join(column.name)]
        words += [", ".join(marks)] if marks else []
        words += [_quote(column.comment)] if column.comment else []
        yield f"        {' '.join(words)}"
    yield "    }"


def _join(text: str) -> str:
    """One word: Mermaid takes neither spaces nor commas in the type or name of a column."""
    return re.sub(r"\W+", "_", text).strip("_")


def _quote(text: str) -> str:
    """Text in quotation marks, which may hold none itself."""
    return '"' + text.replace('"', "'").replace("\n", " ") + '"'
