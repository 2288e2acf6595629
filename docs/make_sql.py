"""Write the reference in docs/sql.md: macros, examples, views and tables, and the diagram of these.

It is what `dateline schema` shows, of an empty database. All else before `## Macros` is written by
hand and stays.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.reader import Reader

PAGE = Path(__file__).resolve().with_name("sql.md")
VIEWS = "## Views\n\nStart here. Views join what the tables keep apart.\n"
TABLES = "## Tables\n\nThe last ones are lists of codes, and what each load did.\n"
MACROS = "## Macros\n\n| macro | meaning |\n|---|---|\n"
EXAMPLES = (
    "## Examples\n\n`dateline schema NAME` shows those that use a table, view or macro, and "
    "`dateline schema --mermaid` draws the diagram above with all columns and codes.\n"
)


def describe_schema(page: str) -> str:
    """The page with its reference made anew."""
    from db.diagram import draw_schema
    from db.examples import list_examples
    from db.load import build_database
    from db.reading import reading
    from db.schema_page import show_example

    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        build_database(path, seed=False, wait=10)
        with reading(path) as connection:
            macros = MACROS + "".join(_describe_macros(connection))
            views = VIEWS + "".join(_describe(connection, "view"))
            tables = TABLES + "".join(_describe(connection, "table"))
            diagram = f"```mermaid\n{draw_schema(connection, columns=False)}```"
    by_hand, _, _ = page.partition("## Macros\n")
    by_hand = re.sub(r"```mermaid\n.*?```", lambda _: diagram, by_hand, flags=re.DOTALL)
    examples = EXAMPLES + "".join(map(show_example, list_examples()))
    return f"{by_hand}{macros}\n{examples}\n{views}\n{tables}"


def _describe_macros(connection: Reader) -> Iterator[str]:
    from db.schema import list_things

    for thing in list_things(connection):
        if thing.kind == "macro":
            yield f"| `{thing.call}` | {thing.comment} |\n"


def _describe(connection: Reader, kind: str) -> Iterator[str]:
    from db.schema import list_columns, list_things

    for thing in list_things(connection):
        if thing.kind == kind:
            yield f"\n### `{thing.name}`\n\n{thing.comment}.\n\n"
            yield "| column | type | meaning |\n|---|---|---|\n"
            for column in list_columns(connection, thing.name):
                yield f"| `{column.name}` | {column.type} | {column.comment} |\n"


if __name__ == "__main__":
    sys.path.insert(0, str(PAGE.parent.parent))
    PAGE.write_text(describe_schema(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
