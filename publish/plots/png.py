"""A PNG of an SVG, by resvg with the fonts of the system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from publish.plots.errors import PlotError

INSTALL = "pip install -e '.[plot]'"
NO_FONT_HAS = "\U0010fffd"
SAMPLES = 3  # characters of a script that are tried
# What to install on Debian for scripts that basic fonts lack, by the first word of their letters.
_PACKAGES = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"),
                    "fonts-noto-cjk or fonts-wqy-microhei"),
}  # fmt: skip
_NAMES = {"CJK": "Chinese, Japanese or Korean", "HANGUL": "Korean", "HIRAGANA": "Japanese"}
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


def make_png(svg: str, zoom: int = 1) -> bytes:
    """The picture as PNG, `zoom` times as large; raise PlotError where resvg is missing."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise PlotError(f"a PNG needs resvg: install it with `{INSTALL}`, or write .svg") from error
    try:
        return bytes(svg_to_bytes(svg_string=svg, zoom=zoom))
    except ValueError as error:
        raise PlotError(f"resvg cannot draw the picture: {error}; write .svg instead") from error


def find_missing_fonts(svg: str) -> list[str]:
    """A remark for each script in the picture that no installed font has."""
    return [_tell_missing(script) for script, chars in _list_scripts(svg) if not _has_font(chars)]


def _list_scripts(svg: str) -> Iterator[tuple[str, str]]:
    """Scripts beyond Latin, Greek and Cyrillic, with some of their letters in the picture."""
    found: dict[str, dict[str, None]] = {}
    for text in _TEXT.findall(svg):
        for char in unescape(_TAG.sub("", text)):
            if char >= "\u0530" and unicodedata.category(char)[0] == "L":
                script = unicodedata.name(char, "UNKNOWN").partition(" ")[0]
                found.setdefault(script, {})[char] = None
    for script in sorted(found):
        yield script, "".join(sorted(found[script])[:SAMPLES])


def _has_font(chars: str) -> bool:
    """Whether each character looks other than one that no font has."""
    lacking = make_png(_write_sample(NO_FONT_HAS))
    return all(make_png(_write_sample(char)) != lacking for char in chars)


def _write_sample(char: str) -> str:
    from publish.theme import FONT

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" '
        f'font-size="24" font-family="{FONT}">{char}</text></svg>'
    )


def _tell_missing(script: str) -> str:
    name = _NAMES.get(script, script.title())
    package = _PACKAGES.get(script, "fonts-noto-core")
    return (
        f"no installed font has the {name} letters of this picture, which the PNG lacks; "
        f"install one (Debian: {package}), or use the SVG"
    )
