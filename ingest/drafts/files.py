"""A draft and the text that it was made from, written side by side."""

from __future__ import annotations

import os
from pathlib import Path


def write_pair(file: Path, draft: str, text: bytes) -> None:
    """Write a draft, and its article's text under the same name; each whole or not at all."""
    _replace(file.with_suffix(".txt"), text)
    _replace(file, draft.encode("utf-8"))


def is_other(file: Path, data: bytes) -> bool:
    """Whether a file holds something else."""
    return file.exists() and (not file.is_file() or file.read_bytes() != data)


def keep_backup(file: Path) -> None:
    """Keep what stands at a file under a name that is free: FILE.bak, FILE.bak2 …"""
    if not file.exists():
        return
    number, kept = 1, file.with_name(f"{file.name}.bak")
    while kept.exists():
        number += 1
        kept = file.with_name(f"{file.name}.bak{number}")
    os.link(file, kept)


def _replace(file: Path, data: bytes) -> None:
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        new.write_bytes(data)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
