"""Commands that read a record or a database beside the articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from db.address import Database
from db.options import articles_option, complete, output_options, remark

if TYPE_CHECKING:
    from db.coverage import Coverage, Passage
    from db.place import Place
    from db.propose import Gap

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
    """Find sentences that are neither cited nor left out.

    A sentence is to be checked if it holds a date, a figure or a company of the database. It is
    cited if the place of a claim overlaps it, and else it should be listed under `left_out:`.

    \b
    Exit code: 0 none is open, 1 some to be checked is, 3 a text was not at hand.

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
    """A paragraph for each source: what was counted, why it is left out, and what is open."""
    from db.text import clean, wrap

    looked_at = [one for one in measured if one.looked_at]
    for one in looked_at:
        for line in _describe(one, everything):
            out.writelines(f"{part}\n" for part in wrap(clean(line)))
    if looked_at:
        open_ones = sum(len(one.open) for one in looked_at)
        to_check = sum(one.to_check for one in looked_at)
        out.write(f"{open_ones:,} open of {_count(to_check, 'sentence')} to check\n")


def _describe(one: Coverage, everything: bool) -> Iterator[str]:
    from db.grid import show

    share = "" if one.share is None else f" ({show(one.share)}%)"
    yield f"{one.source}: {_count(one.sentences, 'sentence')}, {one.to_check} to check"
    counts = f"{one.cited} cited{share}, {one.left_out.total()} left out, {len(one.open)} open"
    yield f"  {counts}; {len(one.other)} other"
    for because, count in sorted(one.left_out.items()):
        yield f"  left out: {count} · {because}"
    yield from _describe_passages("open", one.open)
    if everything:
        yield from _describe_passages("nothing to check", one.other)


def _describe_passages(name: str, passages: Iterable[Passage]) -> Iterator[str]:
    from db.evidence import show_place

    for one in passages:
        holds = f" ({', '.join(one.holds)})" if one.holds else ""
        yield f"  {name}: {show_place(one.start, one.end)}{holds}: {one.words}"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


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


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("article", type=click.Path(path_type=Path))
@click.pass_obj
def locate(database: Database | None, record: Path, article: Path) -> None:
    """Replace quotes of a record by their places in the article.

    For claims with neither quote nor place, passages are proposed in which their figures,
    companies, dates and words of the title are found: on a terminal to choose from, else as a
    list. Companies are known by the names in the record and in the database, if there is one.

    Example: dateline locate my-article.yaml my-article.txt
    """
    from db.locate import locate_file
    from db.place import read_article
    from db.propose import propose_for_file

    gaps = propose_for_file(record, article, lambda: read_names(database))
    ask = bool(gaps) and is_interactive()
    chosen = choose_places(gaps, read_article(article).text) if ask else {}
    count = locate_file(record, article, chosen)
    click.echo(f"{record}: {count} {'place' if count == 1 else 'places'} filled in")
    if gaps and not ask:
        list_proposals(gaps, read_article(article).text)


def read_names(database: Database | None) -> list[tuple[str, str]]:
    """Names of companies, each with the id; none where there is no database."""
    from db.reading import DEFAULT, choose_database, find_database, reading
    from db.verify import NAMES

    if choose_database(database) is None and not DEFAULT.exists():
        return []
    with reading(find_database(database)) as connection:
        return list(connection.execute(NAMES).fetchall())


def is_interactive() -> bool:
    """Whether a person sits at both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def choose_places(gaps: list[Gap], text: str) -> dict[tuple[int, int], Place]:
    """Ask for the passage of each claim."""
    from db.text import clean

    chosen: dict[tuple[int, int], Place] = {}
    for gap in gaps:
        click.echo(clean(f"line {gap.line}, a claim of {gap.event}"))
        if not gap.proposals:
            click.echo("  nothing of it is found in the article")
            continue
        for number, one in enumerate(gap.proposals, start=1):
            place = f"{one.place.start}-{one.place.end}"
            click.echo(clean(f"  {number}  {place}: {', '.join(one.reasons)}"))
            passage = clean(" ".join(text[one.place.start : one.place.end].split()))
            click.echo(click.wrap_text(passage, initial_indent="     ", subsequent_indent="     "))
        numbers = [str(number + 1) for number in range(len(gap.proposals))]
        answer = click.prompt(
            "Its passage", type=click.Choice([*numbers, "skip", "end"]), default="skip"
        )
        if answer == "end":
            break
        if answer != "skip":
            chosen[gap.where] = gap.proposals[int(answer) - 1].place
    return chosen


def list_proposals(gaps: Iterable[Gap], text: str) -> None:
    """The passages proposed, a line each, for nobody was there to choose."""
    from db.grid import Grid
    from db.output import open_output
    from db.render import write_plain
    from db.text import clean

    rows = [
        [
            str(gap.line),
            gap.event,
            f"{one.place.start}-{one.place.end}#{one.place.sha256[:16]}",
            clean(", ".join(one.reasons)),
            clean(" ".join(text[one.place.start : one.place.end].split())),
        ]
        for gap in gaps
        for one in gap.proposals
    ]
    columns = ["line", "event", "place", "found in it", "passage"]
    with open_output(None) as out:
        out.write("\n" if rows else "")
        write_plain(Grid(columns, rows, right={0}), out)
    remark("nothing was written for claims without a place: choose on a terminal, or write `at:`")
