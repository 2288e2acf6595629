"""Text of a shell taken apart: statements, which end with a semicolon, and commands of one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb

COMMAND = (".", "\\")


def split(text: str) -> Iterator[str]:
    """The statements and commands of a text, in their order; the last may lack its semicolon."""
    rest = skip_comments(text)
    while rest:
        if is_command(rest):
            line, _, rest = rest.partition("\n")
            yield line.strip()
        else:
            end = find_end(rest)
            statement, rest = (rest, "") if end is None else (rest[:end], rest[end:])
            if statement.strip("; \n\t"):
                yield statement.strip()
        rest = skip_comments(rest)


def skip_comments(text: str) -> str:
    """The text from the first word that is none of a comment."""
    text = text.strip()
    if not text.startswith(("--", "/*")):
        return text
    tokens = list_tokens(text)
    return text.encode()[tokens[0] :].decode() if tokens else ""


def is_command(text: str) -> bool:
    """Whether what is typed is a command of the shell, not a statement."""
    return text.lstrip().startswith(COMMAND)


def is_command_name(line: str) -> bool:
    """Whether a line within a statement is meant as a command: `.quit`, and not `.5`."""
    return re.fullmatch(r"\s*(\.[a-z]{4,}|\\[a-z?]{1,2})(\s.*)?", line) is not None


def is_complete(text: str) -> bool:
    """Whether Enter ends what is typed, or only the line."""
    if not text.strip() or is_command(text) or is_command_name(text.rpartition("\n")[2]):
        return True
    rest = text.strip()
    while rest:
        end = find_end(rest)
        if end is None:
            return not list_tokens(rest)  # nothing but a comment
        rest = rest[end:].strip()
    return True


def find_end(text: str) -> int | None:
    """Where the first statement ends, behind its semicolon; None if it does not."""
    data = text.encode()
    for at in list_tokens(text):
        if data[at : at + 1] == b";":
            return len(data[: at + 1].decode())
    return None


def list_tokens(text: str) -> list[int]:
    """The bytes at which tokens start; an open quotation mark or comment ends them."""
    return [at for at, _ in duckdb.tokenize(text)] if text.strip() else []
