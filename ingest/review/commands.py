"""`dateline review`: a draft is gone through, candidate by candidate, and becomes a record."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.address import Database
from db.errors import DatelineError, LocatorError
from db.options import remark

if TYPE_CHECKING:
    from db.rows import Codes
    from ingest.review.draft_file import DraftFile, Finished
    from ingest.review.terminal import Help


@click.command()
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--article",
    type=click.Path(path_type=Path),
    help="The article's text; without it the file beside the draft that ends in .txt.",
)
@click.option(
    "--finish", is_flag=True, help="Write the record without questions; refused if any is open."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --finish: write the record to this file instead of the draft's own.",
)
@click.pass_obj
def review(
    database: Database | None,
    /,
    drafts: tuple[Path, ...],
    article: Path | None,
    finish: bool,
    output: Path | None,
) -> None:
    """Decide on each candidate of a draft, and write the record.

    Each passage is shown within its context, with the fields proposed for it and why; a key accepts
    it, edits it, merges it with a known event, or drops it. Every decision is in the file at once,
    and a later run goes on where this one ended. The record replaces the draft only when all is
    decided and no problem is found; the draft is kept as DRAFT.draft. Several drafts are gone
    through one after the other.

    Example: dateline review my-draft.yaml --finish
    """
    if output and not finish:
        raise click.UsageError("--output goes with --finish")
    if len(drafts) > 1 and (article or output):
        name = "article" if article else "output"
        raise click.UsageError(f"--{name} is of one draft, and several are given")
    for draft in drafts:
        if not review_one(database, draft, article, finish, output):
            break


def review_one(
    database: Database | None, draft: Path, article: Path | None, finish: bool, output: Path | None
) -> bool:
    """Review one draft; whether to go on with the next one."""
    from ingest.review.draft_file import DraftFile

    file = DraftFile(draft)
    if finish:
        tell_finished(finish_draft(file, database, output))
        return True
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout)):
        name = shlex.quote(str(draft))
        raise DatelineError(
            f"a review needs a terminal; write `review: accept` or `review: drop` in {draft} by "
            f"hand, and run `dateline review {name} --finish`"
        )
    ask_source(file)
    return go_through(file, gather_help(database, file, article))


def ask_source(file: DraftFile) -> None:
    """Ask for title, publisher and date of publication where the draft has none."""
    from db.edtf import parse_edtf
    from db.errors import EdtfError
    from ingest.review.draft import list_unknown_fields, read_draft, set_source

    questions = {
        "title": "What is its title",
        "publisher": "Who published it",
        "published": "When was it published, such as 2024-08-02 (Enter: not known)",
    }
    draft = read_draft(file.text, str(file.path))
    if not draft.candidates:
        return
    for name in list_unknown_fields(draft):
        value = click.prompt(questions[name], default="", show_default=False).strip()
        while name == "published" and value:
            try:
                parse_edtf(value)
                break
            except EdtfError as error:
                click.echo(f"{error}")
                value = click.prompt(questions[name], default="", show_default=False).strip()
        if value:
            file.write(set_source(read_draft(file.text, str(file.path)), name, value))
            if name == "published":
                remark(f"to count dates from it, draft the article again: --published {value}")


def go_through(file: DraftFile, given: Help) -> bool:
    """The review itself, and what is said at its end; whether all of it is done."""
    from ingest.review.terminal import Session

    session = Session(file, given)
    if not session.review.candidates:
        raise DatelineError(f"{file.path} holds nothing to review: no entry has a `review:`")
    try:
        session.run()
    finally:
        click.echo()
    if session.finished:
        tell_finished(session.finished)
    else:
        undecided = session.review.count()["open"]
        told = f"{undecided} still to be decided" if undecided else "all is decided"
        click.echo(f"{file.path}: saved, {told}")
    return session.finished is not None


def gather_help(database: Database | None, file: DraftFile, article: Path | None) -> Help:
    """What the review is shown and told from outside."""
    from db.name import list_names
    from db.reading import reading
    from ingest.review.entry_faults import find_faults
    from ingest.review.screen import Surroundings
    from ingest.review.terminal import Help

    known = choose_known(database)
    codes = read_codes(known) if known else None

    def list_events() -> list[str]:
        if known is None:
            return []
        with reading(known) as connection:
            return list_names(connection, "event")

    text, remarks = read_text(file, article)
    return Help(
        lambda data, name, entry: find_faults(data, name, entry, codes),
        list_events,
        lambda draft: finish_draft(draft, database),
        Surroundings(text) if text is not None else None,
        remarks,
    )


def choose_known(database: Database | None) -> Database | None:
    """The database, if there is one; a review makes none."""
    from db.reading import DEFAULT, choose_database

    chosen = choose_database(database)
    return chosen if chosen is not None else DEFAULT if DEFAULT.exists() else None


def read_codes(database: Database) -> Codes:
    """The units and measures that a record may name."""
    from db.reading import reading
    from db.rows import Codes

    with reading(database) as connection:
        units = connection.execute("SELECT id FROM unit").fetchall()
        measures = connection.execute("SELECT id, per FROM measure").fetchall()
    return Codes(frozenset(row[0] for row in units), {row[0]: row[1] for row in measures})


def read_text(file: DraftFile, article: Path | None) -> tuple[str | None, list[str]]:
    """The article's text, if it is at hand, and what is to be said of it."""
    from db.document import read_yaml
    from db.place import read_article

    path = article or file.path.with_suffix(".txt")
    try:
        read = read_article(path)
    except LocatorError as error:
        if article:
            raise
        return None, [f"no text of the article: {error.fault}; name it with --article FILE"]
    data = read_yaml(file.text, str(file.path)).data
    source = data.get("source") if isinstance(data, dict) else None
    told = source.get("text") if isinstance(source, dict) else None
    if isinstance(told, dict) and told.get("sha256") not in (None, read.sha256):
        fault = f"{path} is not the text that the draft was made from (its hash differs)"
        return read.text, [f"{fault}; passages are shown where their words still stand"]
    return read.text, []


def finish_draft(
    file: DraftFile, database: Database | None, output: Path | None = None
) -> Finished:
    """Write the record, once `check` has no fault to find."""
    from db.load import check_files
    from db.reading import find_database

    path = find_database(database)
    return file.finish(
        lambda files: check_files(files, path), output, lambda: list_companies(path, file)
    )


def list_companies(database: Database, file: DraftFile) -> frozenset[str]:
    """The companies that other files than the draft's own have defined in the database."""
    from db.document import read_yaml
    from db.reading import reading

    data = read_yaml(file.text, str(file.path)).data
    own = data.get("source", {}).get("id") or data.get("id")
    with reading(database) as connection:
        found = connection.execute("SELECT id FROM company WHERE owner <> $1", [own or ""])
        return frozenset(str(row[0]) for row in found.fetchall())


def tell_finished(done: Finished) -> None:
    for line in done.remarks:
        remark(line)
    companies = f"{done.companies} {'company' if done.companies == 1 else 'companies'}"
    events = f"{done.events} event{'' if done.events == 1 else 's'}"
    click.echo(f"{done.record}: {events}, {companies}; the draft is kept as {done.draft}")
    click.echo(f"load it with `dateline load {shlex.quote(str(done.record))}`")
