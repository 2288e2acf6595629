"""Real processes for tests: one that has imported everything forks the others, in milliseconds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVER = """
__file__ = "server"  # without one DuckDB takes us for interactive, and shows how far it is
import json, os, signal, sys, time, traceback
import resource
from pathlib import Path
import duckdb
from db import revision, writer
from db.errors import DatelineError
from db.load import build_database, load_files
from db.migrate import downgrade, upgrade
from db.mover import Care
from db.writer import writing

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that have ended
print("ready", flush=True)
for line in sys.stdin:
    code, file = json.loads(line)
    if pid := os.fork():
        print(pid, flush=True)
        continue
    sys.stdout = sys.stderr = out = open(file, "w", buffering=1)
    os.dup2(out.fileno(), 1)
    os.dup2(out.fileno(), 2)
    try:
        exec(code)
    except DatelineError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, [resource.RLIM_INFINITY] * 2)
        print(f"{type(error).__name__}: {error}")
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)
"""
IN_PLACE = "writer.IN_PLACE_ABOVE = 0\n"
LIMIT_FILES = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
"""


@dataclass(frozen=True, slots=True)
class Process:
    """A process that runs some code; what it says goes to a file."""

    pid: int
    said: Path

    def is_running(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it may just have ended
            os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> str:
        """What the process has said, once it has ended."""
        wait_until(lambda: not self.is_running())
        return self.said.read_text().strip()

    def expect(self, word: str) -> None:
        """Wait until the process has said a word."""
        wait_until(lambda: word in self.said.read_text() or not self.is_running())
        assert word in self.said.read_text()


Fork = Callable[[str, Path], int]
Start = Callable[..., Process]


@contextmanager
def serving() -> Iterator[Fork]:
    """A server that runs code in a process of its own: `pid = run(code, file_for_output)`."""
    command, pipe = [sys.executable, "-c", SERVER], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as server:
        to_server, answers = server.stdin, server.stdout
        assert to_server is not None
        assert answers is not None
        assert answers.readline() == "ready\n"

        def run(code: str, said: Path) -> int:
            to_server.write(json.dumps([code, str(said)]) + "\n")
            to_server.flush()
            return int(answers.readline())

        yield run
        server.kill()


@contextmanager
def starting(fork: Fork, folder: Path) -> Iterator[Start]:
    """`start("print({text!r})", text="a")`; what still runs in the end is killed."""
    started: list[Process] = []
    numbers = count(1)

    def start(code: str, **values: Any) -> Process:
        said = folder / f"said-{next(numbers)}"
        said.touch()
        texts = {k: str(v) if isinstance(v, Path) else v for k, v in values.items()}
        started.append(Process(fork(code.format(**texts), said), said))
        return started[-1]

    yield start
    for process in started:
        process.kill()


def list_files(folder: Path) -> set[str]:
    """The names in a folder, without what processes have said."""
    return {path.name for path in folder.iterdir() if not path.name.startswith("said-")}


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.002)
