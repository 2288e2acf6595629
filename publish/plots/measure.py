"""How wide a text may be in the fonts of the theme, told without any of them.

Widths are those of the widest usual fonts, so that no text takes more than it is given.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from db.text import clean, is_control

LONGEST = 2000  # characters of a text that a picture holds
BOLD = 1.13  # how much wider bold type is
MARKS = 2  # accents on one letter; more would grow out of the line
_PRINTABLE = """
    32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 56
    102 69 69 73 78 67 62 78 76 30 50 67 56 87 75 79 67 79 73 67 62 74 69 99 69 67 69 40 34 40 84 56
    50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84
"""  # percent of the font size, from the space to the tilde
_WIDTHS = {chr(32 + at): int(width) / 100 for at, width in enumerate(_PRINTABLE.split())}
# As wide as a Chinese font has them, which a line with Chinese is set in.
_WIDTHS |= dict.fromkeys("\u2018\u2019\u201a\u201c\u201d\u201e\u00b7…—→≠", 1.05)
_WIDTHS |= dict.fromkeys("–−€£¥", 0.7) | {"\ufdfd": 14.0}
_LETTERS, _OTHER, _WIDE = 0.9, 1.2, 1.1
_MARKED = ("Mn", "Me", "Cf")


def tidy(text: object) -> str:
    """One line that XML may hold, not too long: no control, no turning of direction."""
    line = clean(str(text)[: LONGEST * 2])
    kept: list[str] = []
    marks = 0
    for char in line:
        if is_control(char) or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef":
            continue
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MARKS:
            kept.append(char)
    whole = " ".join("".join(kept).split())
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """The most pixels that a line may take."""
    return sum(map(_measure_char, text)) * size * (BOLD if bold else 1)


@cache
def _measure_char(char: str) -> float:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if unicodedata.category(char) in _MARKED:
        return 0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _WIDE if char < "\U0001f000" else 1.4
    if char < "\u0530":
        return _LETTERS if char.islower() or char < "\u00c0" else 1.2
    return _OTHER


def cut(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its start as fits, with an ellipsis."""
    if measure(text, size, bold=bold) <= width:
        return text
    room = width - measure("…", size, bold=bold)
    used = 0.0
    for at, char in enumerate(text):
        used += measure(char, size, bold=bold)
        if used > room:
            return text[:at].rstrip() + "…" if room > 0 else ""
    return text


def wrap_text(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines that fit; a word that does not is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if measure(joined, size, bold=bold) <= width:
            line = joined
            continue
        lines += [line] if line else []
        *full, line = _break_word(word, width, size, bold=bold)
        lines += full
    return [*lines, line] if line else lines


def _break_word(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    parts, used = [""], 0.0
    for char in word:
        taken = measure(char, size, bold=bold)
        if used + taken > width and parts[-1]:
            parts.append("")
            used = 0.0
        parts[-1] += char
        used += taken
    return parts
