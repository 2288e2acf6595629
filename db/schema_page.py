"""What `schema` shows: all tables, views and macros, or one with its columns, keys and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from db.examples import Example, find_examples
from db.page import Page
from db.query import Result
from db.reader import Reader
from db.render import escape_markdown
from db.schema import (
    Thing,
    count_rows,
    find_thing,
    list_columns,
    list_relations,
    list_things,
    read_key,
)

MOST_CLAIMS = 5_000  # of a database whose views are counted: to count one is to make all its rows


def is_large(connection: Reader) -> bool:
    """Whether it would take too long to count the rows of views."""
    return count_rows(connection, "claim") > MOST_CLAIMS


def schema_list(connection: Reader) -> Result:
    """Each view, table and macro with what it is, and its rows where they can be counted."""
    rows = [
        (thing.name, thing.kind, count, thing.comment)
        for thing, count in _count(connection, list_things(connection))
    ]
    return Result(["name", "kind", "rows", "meaning"], rows)


def _count(connection: Reader, things: list[Thing]) -> Iterator[tuple[Thing, int | None]]:
    counted = {"table"} if is_large(connection) else {"table", "view"}
    for thing in things:
        yield thing, count_rows(connection, thing.name) if thing.kind in counted else None


def schema_page(connection: Reader, name: str) -> Page:
    """One view, table or macro; raises UnknownThingError."""
    thing = find_thing(connection, name)
    [(_, count)] = _count(connection, [thing])
    facts: dict[str, Any] = {
        "name": thing.name,
        "kind": thing.kind,
        "meaning": thing.comment,
        "rows": count,
    }
    if thing.kind == "macro":
        facts["parameters"] = thing.parameters
        return Page(thing.name, thing.call, facts, {})
    facts["primary_key"] = read_key(connection, thing.name)
    columns = [
        (column.name, column.type, column.nullable, column.comment)
        for column in list_columns(connection, thing.name)
    ]
    tables = {"columns": Result(["column", "type", "may_be_null", "meaning"], columns)}
    return Page(thing.name, thing.name, facts, tables | _tell_relations(thing.name))


def _tell_relations(name: str) -> dict[str, Result]:
    """What a table refers to, and what refers to it."""
    relations = list_relations(name)
    out = [
        (r.columns.replace(" ", ", "), f"{r.other} ({r.other_columns.replace(' ', ', ')})")
        for r in relations
        if r.table == name
    ]
    back = [
        (f"{r.table} ({r.columns.replace(' ', ', ')})", r.other_columns.replace(" ", ", "))
        for r in relations
        if r.other == name
    ]
    return {
        "refers_to": Result(["column", "key"], out),
        "referred_to_by": Result(["column", "key"], back),
    }


def add_examples(page: Page) -> Page:
    """The page with its examples as rows, for a program."""
    return replace(page, tables={**page.tables, "examples": Result(["title", "sql"], _list(page))})


def write_examples(page: Page, form: str, out: IO[str]) -> None:
    """The examples below a page for people."""
    examples = find_examples(page.id)
    if not examples:
        return
    out.write("\n## Examples\n" if form == "markdown" else "\nExamples\n")
    for example in examples:
        out.write(show_example(example) if form == "markdown" else _indent(example))


def show_example(example: Example) -> str:
    """An example in Markdown."""
    return f"\n{escape_markdown(example.title)}:\n\n```sql\n{example.sql}\n```\n"


def _indent(example: Example) -> str:
    lines = "".join(f"    {line}\n" for line in example.sql.splitlines())
    return f"\n{example.title}:\n\n{lines}"


def _list(page: Page) -> list[tuple[Any, ...]]:
    return [tuple(example) for example in find_examples(page.id)]
