"""SQL of a stranger, run where it can do no harm: in a child process, read-only, within limits.

DuckDB's own settings keep it from files, extensions and settings; what these miss the system
refuses: the child can neither open anything, nor write to a file, nor take more memory or time
than it is given. The answer streams, and of what comes back only plain values are taken.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import IO, Any, NamedTuple

from db.address import Database, Server
from db.errors import DatelineError
from db.query import Stream, make_unique

CHILD = Path(__file__).with_name("sandbox_child.py")
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
TYPES = {
    ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"),
    ("datetime", "timedelta"), ("datetime", "timezone"),
}  # fmt: skip
THREADS = 2
MEMORY = "1GB"
ALL_MEMORY = 4 * 2**30  # with what DuckDB does not count
STARTING = 30.0  # seconds to start, and to open the file
PIECE = 2**20
GLANCE = 0.2  # seconds after which is seen whether the answer is still wanted


class SandboxError(DatelineError):
    """A statement that was refused, failed, or went beyond its limits."""


class Limits(NamedTuple):
    """How many seconds a statement may take, and how many rows are taken of it; None for all.

    `given_up` is set, from another thread, once nobody wants the answer any more.
    """

    seconds: float = 30.0
    rows: int | None = 10_000
    given_up: Event | None = None


def run_contained(
    database: Database,
    sql: str,
    variables: Mapping[str, Any],
    parameters: Mapping[str, Any],
    limits: Limits,
) -> Stream:
    """Run one statement that reads; raise SandboxError, also while the rows are read.

    `variables` are what `getvariable` gives, `parameters` the values of `$name`. The child ends
    with the rows, or when nobody wants them any more.
    """
    if isinstance(database, Server):
        raise SandboxError(f"{database} is no file of DuckDB; ask it with psql")
    request = {
        "path": str(database.resolve()),
        "sql": sql,
        "variables": dict(variables),
        "parameters": dict(parameters),
        "rows": limits.rows,
        "settings": {"memory_limit": MEMORY, "threads": THREADS},
        "limits": {
            "RLIMIT_AS": ALL_MEMORY,
            "RLIMIT_CPU": int(limits.seconds * THREADS) + 10,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_CORE": 0,
            "RLIMIT_NOFILE": 0,
        },
    }
    frames = _ask_child(request, limits)
    _, columns, types = next(frames)
    return Stream(make_unique(columns), types, _list_rows(frames))


def _ask_child(request: Mapping[str, Any], limits: Limits) -> Iterator[Any]:
    with _start(request) as child:
        yield from _read_frames(child, limits)


def _list_rows(frames: Iterator[Any]) -> Generator[tuple[Any, ...], None, bool]:
    """The rows, and in the end whether there were more."""
    for kind, content in frames:
        if kind == "end":
            return bool(content)
        yield from content
    return False


@contextmanager
def _start(request: Mapping[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    """The child with its request; it is gone at the end, whatever it does."""
    child = subprocess.Popen(  # noqa: S603  our own file, by this interpreter
        [sys.executable, "-I", "-X", "utf8", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        cwd="/",
        bufsize=0,
        start_new_session=True,  # Ctrl-C is for the parent, which ends the child
    )
    try:
        with child:
            try:
                _pipe(child.stdin).write(pickle.dumps(request))  # left open, see end_with_parent
                yield child
            finally:
                child.kill()
    finally:
        child.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise SandboxError("the child process has no pipe")
    return pipe


def _read_frames(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    """The frames of the child; only the time is counted that it takes itself."""
    pipe = _pipe(child.stdout)
    left = STARTING
    while True:
        begun = time.monotonic()
        size = int.from_bytes(_read(child, pipe, 4, left, limits), "big")
        headed = time.monotonic()
        left -= headed - begun
        frame = _Unpickler(BytesIO(_read(child, pipe, size, left, limits))).load()
        left -= time.monotonic() - headed
        if frame[0] == "open":
            left = limits.seconds
        elif frame[0] == "fault":
            raise SandboxError(_describe_fault(*frame[1:]))
        else:
            yield frame


def _read(
    child: subprocess.Popen[bytes], pipe: IO[bytes], size: int, seconds: float, limits: Limits
) -> bytes:
    """So many bytes; raise SandboxError if they do not come in time, or not at all."""
    data = bytearray()
    end = time.monotonic() + seconds
    while len(data) < size:
        if not _wait_for(pipe, end, limits.given_up):
            raise SandboxError(_too_long(limits))
        piece = os.read(pipe.fileno(), min(PIECE, size - len(data)))
        if not piece:
            raise SandboxError(_describe_end(child.wait(), limits))
        data += piece
    return bytes(data)


def _wait_for(pipe: IO[bytes], end: float, given_up: Event | None) -> bool:
    """Whether there is something to read before the end; raise SandboxError if given up."""
    while True:
        left = max(0.0, end - time.monotonic())
        if select.select([pipe], [], [], min(left, GLANCE) if given_up else left)[0]:
            return True
        if given_up and given_up.is_set():
            raise SandboxError("stopped: nobody waits for the answer")
        if time.monotonic() >= end:
            return False


class _Unpickler(pickle.Unpickler):
    """Takes plain values only, so that a child that was taken over can hand over no code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in TYPES:
            raise SandboxError(f"the child process sent a {module}.{name}")
        return super().find_class(module, name)


def _too_long(limits: Limits) -> str:
    return f"stopped after {limits.seconds:g} seconds; ask for less, or allow more with --timeout"


def _describe_fault(kind: str, text: str) -> str:
    if kind in ("OutOfMemoryException", "MemoryError") or "bad_alloc" in text:
        return f"stopped: it needs more than the {MEMORY} of memory that it may have; ask for less"
    if kind == "IOException" and "lock" not in text:
        return f"no file but the database can be read: {text.partition(chr(10))[0]}"
    return "\n".join(line for line in text.splitlines() if line.strip())


def _describe_end(code: int, limits: Limits) -> str:
    """Why a child ended without an answer."""
    if code == -signal.SIGXCPU:
        return _too_long(limits)
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return (
        f"stopped: DuckDB gave up ({name}), for want of memory or by a fault of its own; "
        "ask for less"
    )
