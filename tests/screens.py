"""What a person sees: commands on real pseudo-terminals, and drawings line by line."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
OWN = ("COLUMNS", "LINES", "NO_COLOR", "PAGER", "LESS", "PYTHONIOENCODING")


def see(
    database: Path,
    *arguments: str,
    width: int = 80,
    height: int = 9999,
    code: int = 0,
    **environment: str,
) -> str:
    """What a terminal of this size gets from a command that ends with this code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in OWN}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "--db", str(database), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # how Linux tells that the other side has gone
        pass
    finally:
        os.close(ours)
    assert process.wait() == code
    return seen.decode().replace("\r\n", "\n")


def draw(printer: Callable[[Console], None], width: int) -> list[str]:
    """The lines of a terminal of this width, without colour."""
    out = StringIO()
    printer(Console(file=out, width=width, highlight=False, no_color=True))
    return [line.rstrip() for line in out.getvalue().splitlines()]
