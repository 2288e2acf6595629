"""A real process of `dateline serve`, with a port of its own."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
CLI = [sys.executable, str(ROOT / "cli.py")]


class Serving:
    """A process that serves, and the port that it has told."""

    def __init__(self, process: subprocess.Popen[str], line: str) -> None:
        self.process, self.line = process, line
        found = re.search(r"http://[^/]*:(\d+)/; Ctrl-C ends$", line.strip())
        assert found is not None, line
        self.port = int(found[1])

    def get(self, address: str, host: str | None = None) -> tuple[int, str]:
        connection = self.connect(address, host)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def connect(self, address: str, host: str | None = None) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = host or f"127.0.0.1:{self.port}"
        connection.request("GET", address, headers={"Host": named})
        return connection

    def list_children(self) -> list[str]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return " ".join(task.read_text() for task in tasks).split()

    def end(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


def output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


@contextmanager
def serving(database: Path, *options: str) -> Iterator[Serving]:
    command = [*CLI, "--db", str(database), "serve", "--port", "0", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            yield Serving(process, output(process).readline())
        finally:
            process.kill()
