"""The command that shows what a database is made of."""

from __future__ import annotations

from pathlib import Path

import click

from db.address import Database
from db.errors import DatelineError
from db.options import PAGE_FORMATS, output_options, remark


def complete_thing(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Names of tables, views and macros; silent where there is no database."""
    from db.reading import DEFAULT, choose_database, reading
    from db.schema import list_things

    try:
        chosen = choose_database(ctx.find_root().params.get("database")) or DEFAULT
        with reading(chosen) as connection:
            names = [thing.name for thing in list_things(connection)]
    except DatelineError:
        return []
    return [name for name in names if name.startswith(incomplete.lower())]


@click.command()
@click.argument("name", required=False, shell_complete=complete_thing)
@click.option(
    "--mermaid",
    is_flag=True,
    help="Draw all tables with their columns and relations, as an ER diagram for Mermaid.",
)
@output_options(PAGE_FORMATS)
@click.pass_obj
def schema(
    database: Database | None, name: str | None, mermaid: bool, form: str, file: Path | None
) -> None:
    """Tables, views and macros, and how to ask them.

    What one starts with first. With the NAME of one: its columns and keys, and queries to start
    from. In a database of more than 5,000 claims views are not counted, since that takes long.

    Example: dateline schema timeline
    """
    from db.output import emit_page, emit_result, open_output
    from db.reading import find_database, reading
    from db.schema_page import (
        add_examples,
        is_large,
        schema_list,
        schema_page,
        write_examples,
    )

    if mermaid and (name or form != "table"):
        raise click.UsageError("--mermaid draws all tables: leave NAME and --format out")
    with reading(find_database(database)) as connection:
        if mermaid:
            from db.diagram import draw_schema

            with open_output(file) as out:
                out.write(draw_schema(connection))
            return
        if name is None:
            emit_result(schema_list(connection), form, file)
        else:
            page = schema_page(connection, name)
            page = add_examples(page) if form == "json" else page
            emit_page(page, form, file, below=write_examples)
        if is_large(connection):
            remark("views are not counted: the database is large; SELECT count(*) FROM one does")
