"""The page as one HTML file: nothing of it is fetched, and its policy forbids to fetch anything."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from db import __version__
from db.text import clean
from publish.page.data import write_data
from publish.policy import hash_part
from publish.theme import DARK, FONT, LIGHT, write_variables

FOLDER = Path(__file__).parent
# In the order in which they build on each other.
SCRIPTS = (
    "elements", "model", "fragment", "lanes", "signs", "sizes", "ink", "span", "axis",
    "marks", "keys", "chart", "overview", "undated",
    "detail", "tables", "controls", "live", "main",
)  # fmt: skip


def write_page(data: Mapping[str, Any]) -> str:
    """A page that shows the data (publish/page/data.py), complete in itself."""
    style, library, script = read_style(), read_library(), read_script()
    policy = (
        f"default-src 'none'; script-src {hash_part(library)} {hash_part(script)}; "
        f"style-src {hash_part(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return _fill(
        clean(data["title"]),
        head=f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<style>{style}</style>",
        scripts=f'<script type="application/json" id="data">{write_data(data)}</script>\n'
        f"<script>{library}</script>\n<script>{script}</script>",
    )


def write_live_page(address: str, files: str, table: str) -> str:
    """A page that asks an address for its data, with its parts in a folder of the server.

    What it may load is for the server to say, in its headers.
    """
    return _fill(
        "Timeline",
        head=f'<link rel="stylesheet" href="{files}page.css">\n<link rel="icon" href="data:,">\n'
        f'<meta name="dateline-data" content="{address}">',
        scripts=f'<script src="{files}d3.js"></script>\n<script src="{files}page.js"></script>',
        elsewhere=f' <a href="{table}">The timeline as a table</a> needs none.',
    )


def _fill(title: str, head: str, scripts: str, elsewhere: str = "") -> str:
    return Template(_read("page.html")).substitute(
        version=__version__, title=escape(title), head=head, scripts=scripts, elsewhere=elsewhere
    )


def read_style() -> str:
    """The style sheet with the colours of the theme."""
    light, dark = write_variables(LIGHT), write_variables(DARK)
    return (
        f":root {{ --font: {FONT}; {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ @media not print {{ :root {{ {dark} }} }} }}\n"
        + _read("page.css")
    )


def read_script() -> str:
    """The page's own script: its parts in one scope that nothing else sees."""
    parts = "\n".join(_read(f"script/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def read_library() -> str:
    """The parts of D3 that the page brings along (vendor/README.md)."""
    return _read("vendor/d3.js")


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
