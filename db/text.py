"""Text for terminals: without control characters, and as wide as it looks."""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache

# Characters that turn the reading direction of what follows, and could disguise it.
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_BREAKS = set("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
LACKING = "dateline.lacking"
# As wide as what they stand for, so that columns stay in line.
LIKE = {
    **dict.fromkeys("·–—―‐‑−─━", "-"), **dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("█▉▊▋▌", "#"), **dict.fromkeys("▍▎▏", ":"), "░": ".",
    "○": "o", "◊": "^", "≠": "!", "×": "x", "¹": "1", "\u00a0": " ",
}  # fmt: skip

# What `re.IGNORECASE` takes for i, k and s, though no dictionary of words does.
_LOOKALIKES = str.maketrans("\u0130\u0131\u017f\u212a", "IisK")


def level_letters(text: str) -> str:
    """The text with letters that pass for i, k or s written so; all stay in their places."""
    return text if text.isascii() else text.translate(_LOOKALIKES)


def clean(text: str) -> str:
    """One line without control characters."""
    if text.isprintable():
        return text
    return "".join(
        " " if char in _BREAKS else char for char in text if char in _BREAKS or not is_control(char)
    )


def is_control(char: str) -> bool:
    """Whether a character tells a terminal what to do, instead of showing something."""
    return char in _TURNING or char in _BREAKS or unicodedata.category(char) in ("Cc", "Cs")


def replace_lacking(error: UnicodeError) -> tuple[str, int]:
    """What an encoding lacks, by something that looks like it; an error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(LIKE.get(char, "?") for char in lacking), error.end


codecs.register_error(LACKING, replace_lacking)


def display_width(text: str) -> int:
    """Columns of a terminal that the text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


@cache
def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill up with spaces to a width in columns."""
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def wrap(line: str, width: int = 80) -> list[str]:
    """A line cut between words, what follows set in deeper; a word that is too long stays whole."""
    indent = " " * (len(line) - len(line.lstrip()))
    lines, used = [indent], len(indent)
    for word in line.split():
        size = display_width(word)
        if lines[-1].strip() and used + 1 + size > width:
            lines.append(indent + "    ")
            used = len(lines[-1])
        elif lines[-1].strip():
            lines[-1] += " "
            used += 1
        lines[-1] += word
        used += size
    return lines
