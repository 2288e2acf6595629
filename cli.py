"""Dateline's command line: options, one call of the library, one renderer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db import __version__
from db.address import Database, parse_database
from db.errors import DatelineError
from db.merge_commands import ThingGroup, make_merge
from db.migrate_commands import migrate, remark_own_revisions, restore
from db.options import (
    PAGE_FORMATS,
    STATUSES,
    CommandLine,
    articles_option,
    complete,
    output_options,
    prepare_standard_output,
    remark,
    remark_folded,
    show_query,
    wait_option,
)
from db.query_commands import query
from db.question_commands import changes, conflicts, corroboration, rerun, totals
from db.schema_commands import schema
from db.search_commands import search
from db.sql_commands import shell, sql
from db.suggest_commands import suggest
from db.text import clean
from db.text_commands import coverage, locate
from db.timeline_commands import timeline
from db.verify_commands import verify
from ingest.drafts.commands import draft
from ingest.review.commands import review
from publish.page.commands import page
from publish.plots.commands import plot
from publish.report.commands import report
from publish.serve.commands import serve

if TYPE_CHECKING:
    from db.load import LoadReport


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
@click.option(
    "--db",
    "database",
    metavar="FILE|ADDRESS",
    help="Database file, or postgresql://USER@HOST/DATABASE; `init` makes one. Without it "
    "DATELINE_DB, or else dateline.duckdb in this folder, which is made from the seed if it is "
    "missing.",
)
@click.pass_context
def cli(ctx: click.Context, database: str | None) -> None:
    """Who did what, when, for how much, and who says so.

    Example: dateline timeline --company ByteDance
    """
    ctx.obj = None if database is None else parse_database(database)


# Reading


@cli.command()
@output_options()
@click.pass_obj
def companies(database: Database | None, form: str, file: Path | None) -> None:
    """All companies, agencies and products.

    Example: dateline companies --format csv --output companies.csv
    """
    show_query(database, "companies", {}, form, file)


@cli.command()
@click.option(
    "--company", shell_complete=complete("company"), help="A company, with all that belongs to it."
)
@click.option(
    "--type",
    "type_",
    multiple=True,
    shell_complete=complete("event_types"),
    help="Only this type; may be given again.",
)
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(STATUSES),
    help="Only this status; may be given again.",
)
@output_options()
@click.pass_obj
def events(database: Database | None, /, form: str, file: Path | None, **options: Any) -> None:
    """Events with their ids.

    Example: dateline events --type launch
    """
    show_query(database, "events", {k.rstrip("_"): v for k, v in options.items()}, form, file)


@cli.command()
@output_options()
@click.pass_obj
def sources(database: Database | None, form: str, file: Path | None) -> None:
    """All sources, and the documents that they cite.

    Example: dateline sources --format json
    """
    show_query(database, "sources", {}, form, file)


def show_page(
    database: Database | None,
    kind: str,
    name: str,
    form: str,
    file: Path | None,
    articles: Path | None = None,
) -> None:
    """Print everything known of one thing."""
    from db import page as pages
    from db.name import resolve_company, resolve_id
    from db.output import emit_page
    from db.query import list_sources
    from db.reading import find_database, reading

    make = {"company": pages.company_page, "event": pages.event_page, "source": pages.source_page}
    with reading(find_database(database)) as connection:
        if kind == "company":
            found = resolve_company(connection, name)
        else:
            found = resolve_id(connection, kind, name)
        shown = make[kind](connection, found)
        if kind != "company":
            from db.passages import read_passages

            shown = pages.add_passages(shown, read_passages(connection, kind, found, articles))
        emit_page(shown, form, file, lambda: list_sources(connection))
        remark_folded(connection, {kind: name})


@click.command()
@click.argument("name", shell_complete=complete("company"))
@output_options(PAGE_FORMATS)
@click.pass_obj
def company(database: Database | None, name: str, form: str, file: Path | None) -> None:
    """One company: names, family, figures, counterparties.

    Example: dateline company TikTok
    """
    show_page(database, "company", name, form, file)


@click.command()
@click.argument("event_id", metavar="ID", shell_complete=complete("event"))
@articles_option
@output_options(PAGE_FORMATS)
@click.pass_obj
def event(
    database: Database | None, event_id: str, articles: Path | None, form: str, file: Path | None
) -> None:
    """One event: claims, figures, who says so, and where.

    Example: dateline event tiktok-pays-microsoft-for-openai-models
    """
    show_page(database, "event", event_id, form, file, articles)


@cli.command()
@click.argument("source_id", metavar="ID", shell_complete=complete("source"))
@articles_option
@output_options(PAGE_FORMATS)
@click.pass_obj
def source(
    database: Database | None, source_id: str, articles: Path | None, form: str, file: Path | None
) -> None:
    """One source: the document, and what it says.

    Example: dateline source blue-whale-news-2024-08-02
    """
    show_page(database, "source", source_id, form, file, articles)


@cli.command()
@output_options(("table", "json"))
@click.pass_obj
def info(database: Database | None, form: str, file: Path | None) -> None:
    """The database: revision, contents, versions in use.

    Example: dateline --db news.duckdb info
    """
    from db.info import read_info, write_info
    from db.output import open_output
    from db.reading import find_database

    found = read_info(find_database(database))
    with open_output(file) as out:
        write_info(found, form, out)


# Writing


@cli.command()
@click.option("--empty", is_flag=True, help="Without the articles that come with Dateline.")
@wait_option
@click.pass_obj
def init(database: Database | None, empty: bool, wait: float) -> None:
    """Make a new database.

    Example: dateline --db news.duckdb init --empty
    """
    from db.load import build_database
    from db.reading import DEFAULT, choose_database

    path = choose_database(database) or DEFAULT
    report = build_database(path, seed=not empty, wait=wait)
    if report is None:
        raise DatelineError(f"{path} is there already; it was left as it is")
    click.echo(f"made {path}: {show_counts(report)}")
    remark_own_revisions(path)


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--remove", multiple=True, metavar="ID", help="Withdraw all that the file with this id said."
)
@click.option(
    "--keep-text",
    is_flag=True,
    help="Keep the texts of the sources in the database, from the folder of --articles.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder with the texts of the sources, for --keep-text.",
)
@wait_option
@click.pass_obj
def load(
    database: Database | None,
    files: tuple[Path, ...],
    remove: tuple[str, ...],
    keep_text: bool,
    articles: Path | None,
    wait: float,
) -> None:
    """Load record files, or all in a folder. Any problem anywhere, and nothing is written.

    Example: dateline load my-article.yaml
    """
    from db.load import load_files, remove_files
    from db.reading import find_database

    if bool(files) == bool(remove):
        raise click.UsageError("name record files to load, or --remove ID")
    if keep_text != (articles is not None) or (keep_text and remove):
        raise click.UsageError("--keep-text goes with --articles DIR and record files")
    path = find_database(database)
    if remove:
        report = remove_files(remove, path, wait=wait)
    else:
        report = load_files(files, path, wait=wait, articles=articles)
    for one in report.files:
        click.echo(str(one))
    click.echo(f"{path} holds {show_counts(report)}")
    for source_id in report.without_text:
        remark(f"no file in {articles} is the text of {source_id}; it was not kept")


def show_counts(report: LoadReport) -> str:
    plural = {"company": "companies"}
    return ", ".join(
        f"{count:,} {name if count == 1 else plural.get(name, name + 's')}"
        for name, count in report.counts.items()
    )


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--database", "whole", is_flag=True, help="Prove the whole database instead.")
@click.pass_obj
def check(database: Database | None, files: tuple[Path, ...], whole: bool) -> None:
    """Show every problem of record files, with place and remedy. Nothing is written.

    Example: dateline check my-article.yaml
    """
    from db.errors import DataProblems
    from db.load import check_database, check_files
    from db.reading import find_database

    if bool(files) == whole:
        raise click.UsageError("name record files to check, or --database")
    path = find_database(database)
    problems = check_database(path) if whole else check_files(files, path)
    if problems:
        raise DataProblems(problems)
    click.echo("no problem found")


cli.add_command(ThingGroup(company, make_merge("company")))
cli.add_command(ThingGroup(event, make_merge("event")))
for command in (
    timeline,
    search,
    changes,
    conflicts,
    corroboration,
    totals,
    query,
    rerun,
    shell,
    sql,
    schema,
    page,
    plot,
    report,
    serve,
    draft,
    review,
    locate,
    verify,
    coverage,
    suggest,
    migrate,
    restore,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a fault of the program itself ends in one line, too."""
    prepare_standard_output()
    try:
        cli()
    except Exception as error:
        if os.environ.get("DATELINE_DEBUG"):
            raise
        line = clean(str(error).partition("\n")[0])
        remark(
            f"Error: a fault in Dateline itself: {type(error).__name__}: {line}\n"
            "Set DATELINE_DEBUG=1 to see where, and please report it."
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
