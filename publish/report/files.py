"""Where a report goes: standard output, one file of HTML, or Markdown with a folder of plots.

The name of a plot holds the hash of what is in it. So new plots never replace those of the old
report: they are written beside them, then the report takes the place of the old one, and only then
what nothing refers to is taken away. A crash at any time leaves the old report or the new, each
with its plots.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from db.output import OutputError, open_output, replacing
from publish.report.blocks import Drawing, Report
from publish.report.html import write_html
from publish.report.markdown import write_markdown

ENDING = ".files"
_PICTURE = re.compile(r"(timeline|amounts|payments|sources)-[0-9a-f]{12}\.svg")
SHORT_HASH = 12


def save_html(report: Report, file: Path | None) -> None:
    """Write the report as HTML, whole or not at all; raise OutputError."""
    with open_output(file) as out:
        write_html(report, out)


def save_markdown(report: Report, file: Path | None) -> None:
    """Write the report as Markdown, its plots into a folder beside the file; raise OutputError."""
    if not is_file(file) or file is None:
        with open_output(file) as out:
            write_markdown(report, out, {})
        return
    folder = file.with_name(file.stem + ENDING)
    pictures = _name_pictures(report)
    named = quote(os.fsencode(folder.name))
    paths = {kind: f"{named}/{name}" for kind, (name, _) in pictures.items()}
    with open_output(file) as out:  # first, so that a file that must not be written has no plots
        if pictures:
            _make_folder(folder)
        for name, svg in pictures.values():
            with replacing(folder / name) as draft:
                draft.write_text(svg, encoding="utf-8", newline="\n")
        write_markdown(report, out, paths)
    _remove_others(folder, {name for name, _ in pictures.values()})


def is_file(file: Path | None) -> bool:
    """Whether plots can stand beside it."""
    return file is not None and str(file) != "-" and (file.is_file() or not file.exists())


def _name_pictures(report: Report) -> Mapping[str, tuple[str, str]]:
    """The name and the content of each plot, by its kind."""
    drawings = [block for block in report.blocks if isinstance(block, Drawing)]
    return {one.kind: (f"{one.kind}-{_hash(one.plot.svg)}.svg", one.plot.svg) for one in drawings}


def _hash(svg: str) -> str:
    return hashlib.sha256(svg.encode()).hexdigest()[:SHORT_HASH]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made for the plots: {error.strerror}; choose another --output, "
            "or --no-plots"
        ) from error


def _remove_others(folder: Path, kept: set[str]) -> None:
    """Take away plots of an older report; what else somebody put there stays."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if _PICTURE.fullmatch(path.name) and path.name not in kept:
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
