"""Places in an article's text: read, hashed, and found for the words of a passage.

Conventions, owned by this module:
- A place counts the code points of the UTF-8 text exactly as it is in the file (RFC 5147
  `char=start,end`): positions lie between characters and count from 0, the start is included, the
  end is not. A byte order mark is a code point like any other, and no newline is translated.
- Passages are compared and hashed with each run of white space (as of `str.split`) folded to one
  space and the ends stripped; nothing else is folded: no case, no quote signs, no accents.
- A passage's hash is the SHA-256 of the folded passage's UTF-8. Records written by Dateline hold
  all 64 digits, so that a database made from them does too; a shorter start (16 or more) is read.
- A text's hash is the SHA-256 of the file's bytes.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from db.errors import LocatorError

SHOWN_CHARACTERS = 80

_PLACE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})#([0-9a-f]{16,64})")
_CONTROL = dict.fromkeys([*range(32), *range(127, 160)], "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Place:
    """Characters start..end of a text, and the passage's hash: all 64 digits, or its first 16+."""

    start: int
    end: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.start}-{self.end}#{self.sha256}"


@dataclass(frozen=True, slots=True)
class Article:
    """A source's text as it is in its file, the hash of its bytes, its length in code points."""

    text: str
    sha256: str
    characters: int


def parse_place(text: str) -> Place:
    """Read `732-1016#9f31c0de12ab34cd`; raise LocatorError for anything else."""
    remedy = "write the passage as `quote:` and run `dateline locate`"
    match = _PLACE.fullmatch(text)
    if match is None:
        raise LocatorError(f"'{shorten(text)}' is not a place (start-end#hash)", remedy)
    start, end = int(match[1]), int(match[2])
    if end <= start:
        raise LocatorError(f"place '{shorten(text)}' does not end after its start", remedy)
    return Place(start, end, match[3])


def hash_passage(passage: str) -> str:
    """Hash a passage once its white space is folded; 64 hex digits."""
    return hash_text(fold_space(passage).encode())


def hash_text(data: bytes) -> str:
    """Hash a file's bytes; 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def read_article(path: Path) -> Article:
    """Read an article's text; raise LocatorError where it is not a readable UTF-8 file."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        fault = f"cannot read {path} ({error.strerror})"
        raise LocatorError(fault, "give the path of a text file") from error
    except UnicodeDecodeError as error:
        fault = f"{path} is not UTF-8 (byte {error.start})"
        raise LocatorError(fault, "save it as plain text in UTF-8") from error
    return Article(text, hash_text(data), len(text))


def find_passages(quote: str, text: str) -> list[Place]:
    """Find every place, overlapping ones too, whose passage is the quote once both are folded."""
    wanted = fold_space(quote)
    if not wanted:
        return []
    folded, sha256 = fold(text), hash_passage(wanted)
    places = []
    found = folded.text.find(wanted)
    while found >= 0:
        places.append(Place(*folded.trace(found, found + len(wanted)), sha256))
        found = folded.text.find(wanted, found + 1)
    return places


def fold_space(text: str) -> str:
    """One space for each run of white space, none at the ends."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its white space folded, and where each word starts: here, and in the text."""

    text: str
    starts: list[int]
    origins: list[int]

    def trace(self, start: int, end: int) -> tuple[int, int]:
        """Turn a place in the folded text into one in the text itself."""
        return self._trace(start), self._trace(end - 1) + 1

    def find(self, index: int) -> int:
        """Turn a position in the text into one in the folded text, at the latest its end."""
        word = bisect_right(self.origins, index) - 1
        return (
            min(self.starts[word] + index - self.origins[word], len(self.text)) if word >= 0 else 0
        )

    def _trace(self, index: int) -> int:
        word = bisect_right(self.starts, index) - 1
        return self.origins[word] + index - self.starts[word]


@lru_cache(maxsize=1)
def fold(text: str) -> Folded:
    """Fold the white space of a text."""
    starts, origins, length = [], [], 0
    for match in re.finditer(r"\S+", text):
        starts.append(length)
        origins.append(match.start())
        length += match.end() - match.start() + 1
    return Folded(fold_space(text), starts, origins)


def shorten(text: str) -> str:
    """Make somebody's text fit for a message: one line, no control characters, not too long."""
    line = fold_space(text[: 20 * SHOWN_CHARACTERS]).translate(_CONTROL)
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"
