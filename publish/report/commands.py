"""The command `report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.address import Database
from db.event_options import choice_options, read_given
from db.options import file_option, remark, remark_folded

if TYPE_CHECKING:
    from db.reader import Reader
    from publish.report.make import Draw

FORMS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
PLOT_WIDTH = 992  # the column of the HTML


@click.command()
@choice_options
@click.option("--title", metavar="TEXT", help="A title instead of the company's name.")
@click.option("--no-plots", is_flag=True, help="Leave out the plots.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "html")),
    help="How to write it; without it by the ending of --output, or else Markdown.",
)
@file_option("Write to this file; the plots of Markdown go into a folder beside it.")
@click.pass_obj
def report(
    database: Database | None,
    /,
    title: str | None,
    no_plots: bool,
    form: str | None,
    file: Path | None,
    **options: Any,
) -> None:
    """Write a report on a company, fit for publication.

    The timeline, figures, payments, conflicts and sources, with a note for each place.

    Example: dateline report --company ByteDance --output bytedance.html
    """
    from db.reading import find_database, reading
    from publish.report.files import is_file, save_html, save_markdown
    from publish.report.make import make_report
    from publish.report.method import Making

    if not options["company"]:
        raise click.UsageError("--company NAME tells of whom the report is: give it")
    given = read_given(options)
    form = form or FORMS.get(file.suffix.lower() if file else "", "markdown")
    name = file.name if file and str(file) != "-" else None
    plots = not no_plots and (form == "html" or is_file(file))
    with reading(find_database(database)) as connection:
        draw = _draw_on(connection) if plots else None
        made = make_report(connection, given, Making(form, title, not no_plots, name), draw)
        save = save_html if form == "html" else save_markdown
        save(made, file)
        remark_folded(connection, given)
    if not (no_plots or plots):
        remark("the plots are left out: --output FILE writes them into a folder beside it")


def _draw_on(connection: Reader) -> Draw:
    """What draws a plot of a kind, as wide as a report."""
    from publish.plots.draw import draw_plot
    from publish.plots.style import PlotStyle

    return lambda kind, given: draw_plot(connection, kind, given, PlotStyle(PLOT_WIDTH))
