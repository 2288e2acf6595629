"""The page as one HTML file: nothing of it is fetched, and its policy forbids to fetch anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from db import __version__
from db.text import clean
from publish.page.data import write_data
from publish.theme import DARK, FONT, LIGHT, write_variables

FOLDER = Path(__file__).parent
# In the order in which they build on each other.
SCRIPTS = (
    "elements", "model", "fragment", "lanes", "signs", "sizes", "chart", "overview", "undated",
    "detail", "tables", "controls", "main",
)  # fmt: skip


def write_page(data: Mapping[str, Any]) -> str:
    """A page that shows the data (publish/page/data.py), complete in itself."""
    style, library, script = read_style(), read_library(), read_script()
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; "
        f"style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return Template(_read("page.html")).substitute(
        policy=policy,
        version=__version__,
        title=escape(clean(data["title"])),
        style=style,
        data=write_data(data),
        library=library,
        script=script,
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


def _hash(text: str) -> str:
    """An inline script or style as a Content-Security-Policy allows it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
