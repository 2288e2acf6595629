"""The command that finds events by words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.event_options import event_options, read_given, remark_events
from db.options import (
    cite_answer,
    get_style,
    output_options,
    remark_folded,
)

if TYPE_CHECKING:
    from db.query import Result, Stream

BLANK = ' \t\n"“”„‟«»＂\u3000'


@click.command()
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@event_options
@output_options()
@click.pass_obj
def search(
    database: Database | None,
    /,
    words: tuple[str, ...],
    form: str,
    file: Path | None,
    **options: Any,
) -> None:
    """Find events by words, the best first.

    TEXT is looked for in the titles of events, the names and aliases of their companies, who says
    it, the names of figures and what they are of, and in passages where the database keeps them
    (`load --keep-text`). All words must be found, in whichever places; a "quoted phrase" stays
    together. Case, accents and the width of letters make no difference, and a word is found inside
    longer ones, too.

    A word counts by the best place that has it (title, company, alias, speaker, figure, passage),
    and in each as a whole word before a part of one. An event counts by the word that counts least;
    events that count alike stand in order of time, then by id.

    Example: dateline search azure '"monthly sum"'
    """
    from db.output import FOR_PEOPLE, emit_result
    from db.query import find_query, list_sources
    from db.question import ask_stream, drop_marks
    from db.reading import find_database, reading

    given = read_given(options)
    given["text"] = " ".join(words)
    if not given["text"].strip(BLANK):
        raise click.UsageError("TEXT is empty: give a word to look for")
    query = find_query("search")
    with reading(find_database(database)) as connection:
        answer = ask_stream(connection, query, given)
        citation, answer = cite_answer(connection, query, given, answer)
        shown: Result | Stream = answer
        if form in FOR_PEOPLE:
            shown = drop_marks(answer.read(), given)
        emit_result(shown, form, file, lambda: list_sources(connection), citation, get_style())
        remark_folded(connection, given)
    remark_events(answer.tally, options["limit"])
