"""What does not fit on a terminal is shown by a pager: that of PAGER, or else `less`."""

from __future__ import annotations

import codecs
import os
import sys

import click

from db.errors import DatelineError

CHOSEN = "dateline.pager"
LESS = "FRX"  # what fits passes through, colours are colours, the text stays when it ends


class PagerError(DatelineError):
    """A PAGER that cannot be understood."""


def show(text: str, height: int) -> None:
    """Print a text on the terminal, by a pager if it is asked for or needed.

    To leave the pager early is no error.
    """
    text = make_fit_to_print(text)
    if not wants_pager(text, height):
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    given = os.environ.get("LESS")
    os.environ["LESS"] = f"-R {given}" if given else LESS
    if codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8":
        os.environ.setdefault("LESSCHARSET", "utf-8")  # less itself knows the locale only
    try:
        click.echo_via_pager(text.removesuffix("\n"), color=True)
    except ValueError as error:  # of shlex
        raise PagerError(f"PAGER is not understood ({error}); --no-pager does without") from error


def wants_pager(text: str, height: int) -> bool:
    """Whether to page: as chosen, or where the text and the next prompt do not fit.

    A dumb terminal can go back in what was printed, and not in a pager.
    """
    context = click.get_current_context(silent=True)
    chosen: bool | None = context.meta.get(CHOSEN) if context else None
    if chosen is not None:
        return chosen
    return text.count("\n") >= height and os.environ.get("TERM") not in ("dumb", "emacs")


def make_fit_to_print(text: str) -> str:
    """The text with signs for those that the terminal's encoding lacks."""
    encoding, errors = sys.stdout.encoding, sys.stdout.errors
    return text.encode(encoding, errors or "strict").decode(encoding) if encoding else text
