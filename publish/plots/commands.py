"""`plot`: a picture of what the database knows, as SVG or PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from db.address import Database
from db.event_options import event_options, read_given
from db.options import complete, file_option, remark, remark_folded
from publish.plots.style import KINDS, NARROWEST, THEMES, WIDEST

ENDINGS = (".svg", ".png")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@event_options
@click.option(
    "--measure",
    shell_complete=complete("measure"),
    help="amounts: this measure; without it that of most figures.",
)
@click.option("--unit", shell_complete=complete("unit"), help="amounts: only figures in this unit.")
@click.option("--per", help="amounts: only figures per this period, such as year or cumulative.")
@click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    default=1200,
    show_default=True,
    help="Pixels; the height comes of what is drawn.",
)
@click.option(
    "--theme", type=click.Choice(tuple(THEMES)), default="light", show_default=True, help="Colours."
)
@click.option("--title", metavar="TEXT", help="A title instead of the plot's own.")
@click.option(
    "--zoom",
    type=click.IntRange(1, 4),
    default=1,
    show_default=True,
    help="PNG: so many times as many pixels, for print and sharp screens.",
)
@file_option("FILE.svg or FILE.png; without it SVG on standard output.")
@click.pass_obj
def plot(
    database: Database | None,
    /,
    kind: str,
    width: int,
    theme: str,
    title: str | None,
    zoom: int,
    file: Path | None,
    **options: Any,
) -> None:
    """A picture: timeline, amounts, payments or sources. Dates and amounts are drawn as known.

    Example: dateline plot timeline --company ByteDance -o bytedance.svg
    """
    from db.reading import find_database, reading
    from publish.plots.draw import draw_plot
    from publish.plots.style import PlotStyle

    ending = _read_ending(file)
    given = _read_options(kind, options)
    with reading(find_database(database)) as connection:
        drawn = draw_plot(connection, kind, given, PlotStyle(width, theme, title))
        remark_folded(connection, given)
    if drawn is None:
        remark("nothing to draw: nothing fits, or what fits has no date or amount")
        return
    _write(drawn.svg, file, ending, zoom)


def _read_ending(file: Path | None) -> str:
    from publish.plots.errors import PlotError

    if file is None or str(file) == "-":
        return ".svg"
    if file.suffix.lower() not in ENDINGS:
        raise PlotError(f"{file} ends neither in .svg nor in .png; name it so")
    return file.suffix.lower()


def _read_options(kind: str, options: dict[str, Any]) -> dict[str, Any]:
    """What was given; raise UsageError where it does not belong to the kind."""
    given = read_given(options)
    for name in ("measure", "unit", "per"):
        if given[name] is not None and kind != "amounts":
            raise click.UsageError(f"--{name} goes with amounts, not with {kind}")
    return given


def _write(svg: str, file: Path | None, ending: str, zoom: int) -> None:
    from db.output import open_output, replacing

    if ending == ".svg" or file is None:
        with open_output(file) as out:
            out.write(svg)
        return
    from publish.plots.png import find_missing_fonts, make_png

    picture = make_png(svg, zoom)
    with replacing(file) as draft:
        draft.write_bytes(picture)
    for missing in find_missing_fonts(svg):
        remark(missing)
