"""`dateline suggest`: companies and events that may be one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.address import Database
from db.merge_commands import into_option, tell
from db.options import complete, output_options, remark, remark_folded, wait_option

if TYPE_CHECKING:
    from db.reader import Reader
    from db.suggest import Suggestion


@click.command()
@click.argument(
    "kind",
    metavar="[companies|events]",
    default="both",
    type=click.Choice(("companies", "events", "both")),
)
@click.option(
    "--company",
    shell_complete=complete("company"),
    help="Only pairs with this company; for events, with what belongs to it, too.",
)
@click.option(
    "--min-score",
    type=click.IntRange(0, 100),
    help="Leave out pairs below this score; without it 90 for companies, 60 for events.",
)
@click.option(
    "--link", is_flag=True, help="Write the pairs of the same name into a record file, and load it."
)
@click.option("--yes", is_flag=True, help="With --link: do not ask first.")
@into_option
@output_options(cite=False)
@wait_option
@click.pass_obj
def suggest(
    database: Database | None,
    kind: str,
    company: str | None,
    min_score: int | None,
    link: bool,
    yes: bool,
    into: Path | None,
    form: str,
    file: Path | None,
    wait: float,
) -> None:
    """Companies and events that may be one.

    Each pair has its reasons, and the command that makes the two one. Companies of the same name
    (but for case, accents, punctuation and legal form) and of similar names; events of different
    sources, scored by amount, company, date and type. Nothing is changed but by --link, which
    takes companies of the same name only.

    Example: dateline suggest events --company Microsoft --min-score 50

    Example: dateline suggest companies --link
    """
    from db.output import emit_result
    from db.reading import find_database, reading
    from db.suggest import as_result

    if (yes or into) and not link:
        raise click.UsageError("--yes and --into belong to --link")
    if link and kind == "events":
        raise click.UsageError("--link takes companies only; merge events one by one")
    path = find_database(database)
    with reading(path) as connection:
        found = find_suggestions(connection, "companies" if link else kind, company, min_score)
    if link:
        link_same_names(found, path, into, yes=yes, wait=wait)
        return
    emit_result(as_result(found), form, file)
    if not found:
        remark("nothing found")


def find_suggestions(
    connection: Reader, kind: str, company: str | None, min_score: int | None
) -> list[Suggestion]:
    """The pairs of one kind, or of both, companies first."""
    from db.name import resolve_company
    from db.suggest import MIN_SCORE, suggest_companies
    from db.suggest_events import MIN_SCORE as MIN_EVENT_SCORE
    from db.suggest_events import suggest_events

    chosen = None
    if company is not None:
        chosen = resolve_company(connection, company)
        remark_folded(connection, {"company": company})
    found: list[Suggestion] = []
    if kind != "events":
        least = MIN_SCORE if min_score is None else min_score
        found += suggest_companies(connection, chosen, least)
    if kind != "companies":
        least = MIN_EVENT_SCORE if min_score is None else min_score
        found += suggest_events(connection, chosen, least)
    return found


def link_same_names(
    found: list[Suggestion], path: Database, file: Path | None, *, yes: bool, wait: float
) -> None:
    """Fold companies of the same name, after a question on a terminal."""
    from db import merge
    from db.reading import reading
    from db.same_as import SameAs
    from db.suggest import choose_links

    with reading(path) as connection:
        links, refused = choose_links(connection, found)
        for one in refused:
            remark(f"left for you to judge: {one.id} and {one.same_as} ({one.because})")
        if not links:
            remark("no two companies have the same name")
            return
        for one in links:
            remark(f"{one.id} counts as {one.same_as}: {one.because}")
        ask(len(links), yes=yes)
        entries = [SameAs("company", one.id, one.same_as, one.because) for one in links]
        writing = merge.prepare(connection, entries, file)
    tell(merge.carry_out(writing, path, wait))


def ask(count: int, *, yes: bool) -> None:
    """Go on only if that is wanted; without a terminal it has to be said by --yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on; say --yes to link these")
    entries = "this entry" if count == 1 else f"these {count} entries"
    click.confirm(f"Write {entries}?", abort=True, err=True)
