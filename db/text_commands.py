"""Commands that read a record or a database beside the articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from db.address import Database
from db.options import articles_option, complete, output_options, remark

if TYPE_CHECKING:
    from db.coverage import Coverage, Passage
    from db.grid import Grid

OPEN, INCOMPLETE = 1, 3


@click.command()
@articles_option
@click.option("--source", shell_complete=complete("source"), help="Only this source, by its id.")
@click.option(
    "--all", "everything", is_flag=True, help="List sentences that hold nothing to check, too."
)
@output_options(("table", "json"))
@click.pass_obj
def coverage(
    database: Database | None,
    articles: Path | None,
    source: str | None,
    everything: bool,
    form: str,
    file: Path | None,
) -> None:
    """Sentences of the articles that no claim cites and no reason leaves out.

    A sentence is to be checked if it holds a date, a figure or a company of the database. It is
    cited if the place of a claim overlaps it, and else it should be listed under `left_out:`.

    \b
    Exit code: 0 none is open, 1 some sentence to be checked is, 3 some text was not at hand.

    Example: dateline coverage --articles articles/
    """
    from db.coverage import measure_coverage
    from db.name import resolve_id
    from db.output import open_output
    from db.reading import find_database, reading

    with reading(find_database(database)) as connection:
        wanted = resolve_id(connection, "source", source) if source else None
        measured = measure_coverage(connection, articles, wanted)
    with open_output(file) as out:
        (write_coverage_as_json if form == "json" else write_coverage)(measured, out, everything)
    missing = [one for one in measured if not one.looked_at]
    for one in missing:
        why = "its text has changed" if one.text == "changed" else "its text is not at hand"
        remark(f"not looked at: {one.source} ({why})")
    if any(one.open for one in measured):
        raise click.exceptions.Exit(OPEN)
    if missing:
        raise click.exceptions.Exit(INCOMPLETE)


def write_coverage(measured: list[Coverage], out: IO[str], everything: bool) -> None:
    """Tables: what was counted, the reasons of what is left out, and what is open."""
    from db.render import write_plain

    grids = _lay_out([one for one in measured if one.looked_at], everything)
    for at, grid in enumerate(grid for grid in grids if grid.rows):
        out.write("\n" if at else "")
        write_plain(grid, out)


def _lay_out(measured: list[Coverage], everything: bool) -> Iterator[Grid]:
    from db.grid import Grid, show

    counted = [
        [
            one.source,
            *map(str, (one.sentences, one.to_check, one.cited, one.left_out.total())),
            *map(str, (len(one.open), len(one.other))),
            "" if one.share is None else f"{show(one.share)}%",
        ]
        for one in measured
    ]
    columns = ["source", "sentences", "to check", "cited", "left out", "open", "other", "share"]
    yield Grid(columns, counted, right=set(range(1, len(columns))))
    reasons = [
        [one.source, because, str(count)]
        for one in measured
        for because, count in sorted(one.left_out.items())
    ]
    yield Grid(["source", "left out because", "sentences"], reasons, right={2})
    yield _lay_out_passages("open", [(one.source, each) for one in measured for each in one.open])
    if everything:
        other = [(one.source, each) for one in measured for each in one.other]
        yield _lay_out_passages("other", other)


def _lay_out_passages(name: str, passages: list[tuple[str, Passage]]) -> Grid:
    from db.grid import Grid, show_place

    rows = [
        [source, show_place(one.start, one.end), ", ".join(one.holds) or "nothing", one.words]
        for source, one in passages
    ]
    return Grid(["source", "place", "holds", f"{name} sentence"], rows)


def write_coverage_as_json(measured: list[Coverage], out: IO[str], everything: bool) -> None:
    """A list of objects, one for each source."""
    from db.render import write_json

    rows = []
    for one in measured:
        row: dict[str, Any] = {"source_id": one.source, "text": one.text}
        if one.looked_at:
            row |= {
                "sentences": one.sentences,
                "to_check": one.to_check,
                "cited": one.cited,
                "left_out": one.left_out.total(),
                "open": len(one.open),
                "other": len(one.other),
                "share": one.share,
                "reasons": dict(sorted(one.left_out.items())),
                "open_sentences": [passage._asdict() for passage in one.open],
            }
            if everything:
                row["other_sentences"] = [passage._asdict() for passage in one.other]
        rows.append(row)
    write_json(rows, out)
