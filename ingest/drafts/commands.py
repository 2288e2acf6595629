"""`dateline draft`: articles become drafts of records."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.address import Database
from db.errors import DatelineError
from db.options import remark

if TYPE_CHECKING:
    from ingest.drafts.batch import Drafted, Work

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
STDIN = Path("-")
FEW = 20  # articles up to which each is named on a terminal
FAILED = 1
_CURRENCY = re.compile(r"[A-Z]{3}")


@click.command()
@click.argument(
    "articles",
    nargs=-1,
    required=True,
    metavar="ARTICLE…",
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
)
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the drafts; each lies beside the text that it was made from.",
)
@click.option("--published", metavar="EDTF", help="When they were published, such as 2024-08-02.")
@click.option("--publisher", help="Who published them.")
@click.option("--author", help="Who wrote them.")
@click.option("--title", help="The title of the article; of one only.")
@click.option("--url", help="Where the article is found; of one only.")
@click.option("--language", help="In which language they are, such as en.")
@click.option(
    "--dollar",
    default="USD",
    show_default=True,
    metavar="CODE",
    help="The currency that a bare $ means.",
)
@click.option(
    "--lexicon",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder with word lists of yours: triggers, names, measures, fiscal years.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that work side by side.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Write drafts anew; what stands there is kept beside them, as .bak.",
)
@click.pass_obj
def draft(
    database: Database | None,
    /,
    articles: tuple[Path, ...],
    folder: Path,
    dollar: str,
    lexicon: Path | None,
    jobs: int,
    force: bool,
    **given: str | None,
) -> None:
    """Make drafts of records from articles.

    An article is a text, a Markdown or an HTML file, a folder of these, or - for what is piped in.
    A draft holds what was found: the source, names of companies that are not known yet, and
    candidates for events, each with its passage, date, amounts and companies. It is no record
    until a person has decided on each candidate: `dateline review` helps.

    \b
    Exit code: 0 all were drafted, 1 some were not.

    Example: dateline draft my-article.txt --publisher "Example News" -o drafts/
    """
    from ingest.drafts.batch import draft_file, draft_files

    paths = list(_list_articles(articles))
    work = _prepare(database, given, dollar, lexicon, several=len(paths) > 1)
    folder.mkdir(parents=True, exist_ok=True)
    if paths == [STDIN]:
        drafted: Iterable[Drafted] = [draft_file(STDIN, work, read_standard_input())]
    else:
        drafted = draft_files(paths, work, min(jobs, max(1, len(paths))))
    faults = _write_all(drafted, len(paths), folder, force)
    for fault in faults:
        remark(fault)
    if faults:
        raise click.exceptions.Exit(FAILED)


def read_standard_input() -> bytes:
    """What is piped in."""
    if sys.stdin is None or not hasattr(sys.stdin, "buffer"):
        raise DatelineError("nothing is piped in; name a file")
    return sys.stdin.buffer.read()


def _prepare(
    database: Database | None,
    given: dict[str, str | None],
    dollar: str,
    lexicon: Path | None,
    *,
    several: bool,
) -> Work:
    from db.edtf import parse_edtf
    from db.reading import find_database, reading
    from ingest.drafts.batch import Work
    from ingest.drafts.library import read_library
    from ingest.events.triggers import read_triggers

    fields = {name: value for name, value in given.items() if value}
    if several and (single := [name for name in ("title", "url") if name in fields]):
        raise click.UsageError(f"--{single[0]} is of one article, and several are given")
    if "published" in fields:
        parse_edtf(fields["published"])
    read_triggers(lexicon)  # so that a fault in the lists is told once
    with reading(find_database(database)) as connection:
        library = read_library(connection, lexicon)
    if not (_CURRENCY.fullmatch(dollar) and library.knows("units", dollar)):
        raise click.BadParameter(f"{dollar} is no code of a currency", param_hint="'--dollar'")
    return Work(library, fields, dollar)


def _list_articles(given: Sequence[Path]) -> Iterator[Path]:
    """The files given, and those of the folders given, each once."""
    seen = set()
    for path in given:
        if path == STDIN and len(given) > 1:
            raise click.UsageError("- is what is piped in; it cannot stand beside files")
        inside = sorted(_list_inside(path)) if path.is_dir() else [path]
        if not inside:
            raise DatelineError(f"{path} holds no article ({', '.join(SUFFIXES)})")
        for file in inside:
            if file not in seen:
                seen.add(file)
                yield file


def is_text(path: Path) -> bool:
    """Whether a file is the text that lies beside a draft, and so is drafted already."""
    from db.place import hash_text

    record = path.with_suffix(".yaml")
    if path.suffix != ".txt" or not record.is_file():
        return False
    return hash_text(path.read_bytes()) in record.read_text(encoding="utf-8", errors="replace")


def _list_inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not hidden and not is_text(path):
            yield path


def _write_all(drafted: Iterable[Drafted], count: int, folder: Path, force: bool) -> list[str]:
    """Write each draft as it comes; the faults of those that have none."""
    shown = count <= FEW or not sys.stderr.isatty()
    faults: list[str] = []
    used: set[str] = set()
    hidden = shown or count <= FEW
    with click.progressbar(
        drafted, length=count, label="drafting", file=sys.stderr, hidden=hidden
    ) as bar:
        for one in bar:
            fault = one.fault or _write(one, _make_unique(one.id, used), folder, force, shown)
            if fault:
                faults.append(fault)
    if count > 1:
        remark(f"{count - len(faults):,} of {count:,} articles drafted")
    return faults


def _make_unique(name: str, used: set[str]) -> str:
    number, made = 1, name
    while made in used:
        number += 1
        made = f"{name}-{number}"
    used.add(made)
    return made


def _write(one: Drafted, name: str, folder: Path, force: bool, shown: bool) -> str:
    """Write a draft and its text; why it could not be, or nothing."""
    from ingest.drafts.files import is_other, keep_backup, write_pair

    file = folder / f"{name}.yaml"
    if is_other(file.with_suffix(".txt"), one.text):
        taken = file.with_suffix(".txt")
        return f"{one.path}: its draft would put its text over {taken}; choose another folder"
    text = one.draft if name == one.id else one.draft.replace(f"id: {one.id}\n", f"id: {name}\n", 1)
    if file.exists() and not force:
        return f"{file} is there already; --force writes it anew, and keeps it as {file.name}.bak"
    try:
        keep_backup(file)
        write_pair(file, text, one.text)
    except OSError as error:
        return f"{file} cannot be written: {error.strerror}"
    if shown:
        events = f"{one.events} {'event' if one.events == 1 else 'events'}"
        new = f"{one.companies} new {'company' if one.companies == 1 else 'companies'}"
        click.echo(f"{file}: {events}, {new} to review")
    return ""
