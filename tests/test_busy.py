"""Waiting for a file that another process holds."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import busy
from db.busy import BusyError, pauses, retry

HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
"""
LOCKED = "IO Error: Could not set lock on file 'a.duckdb'"

Holder = subprocess.Popen[str]


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now, self.slept = 1000.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def hold(tmp_path: Path) -> Iterator[Callable[[Path], Holder]]:
    """Let another program hold a file for writing, until a line is sent to it."""
    holders: list[Holder] = []

    def hold_file(path: Path) -> Holder:
        command = [sys.executable, "-c", HOLD, str(path)]
        pipe = subprocess.PIPE
        holders.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))
        assert holders[-1].stdout is not None
        assert holders[-1].stdout.readline() == "open\n"
        return holders[-1]

    yield hold_file
    for holder in holders:
        holder.kill()
        holder.communicate()


def fail(times: int, error: Exception) -> Callable[[], str]:
    """An attempt that fails so many times and then succeeds."""
    left = [error] * times

    def attempt() -> str:
        if left:
            raise left.pop()
        return "done"

    return attempt


@given(st.floats(0, 60))
def test_pauses_grow_to_half_a_second_and_never_exceed_their_time(seconds: float) -> None:
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(busy, "time", clock)
        count = sum(1 for _ in pauses(seconds))
    assert len(clock.slept) == count
    assert sum(clock.slept) <= seconds + 1e-9
    assert clock.slept == sorted(clock.slept)
    assert max(clock.slept, default=0) <= 0.5
    assert sum(clock.slept) > seconds - 0.52


def test_without_time_there_is_no_pause() -> None:
    assert list(pauses(0)) == []


def test_what_succeeds_at_once_is_not_tried_again() -> None:
    assert retry(fail(0, AssertionError()), 0) == "done"


def test_what_is_locked_is_tried_again() -> None:
    assert retry(fail(3, duckdb.IOException(LOCKED)), 5) == "done"


def test_other_errors_are_not_tried_again() -> None:
    attempt = fail(1, duckdb.IOException("IO Error: Cannot open file 'a.duckdb'"))
    with pytest.raises(duckdb.IOException, match="Cannot open"):
        retry(attempt, 5)
    assert attempt() == "done"


def test_who_is_not_named_is_another_process() -> None:
    with pytest.raises(BusyError) as caught:
        retry(fail(1, duckdb.IOException(LOCKED)), 0)
    assert str(caught.value) == (
        "the database is in use by another process; close it there, or try again later"
    )


def test_the_process_that_holds_a_file_is_named_when_the_time_is_over(
    tmp_path: Path, hold: Callable[[Path], Holder]
) -> None:
    path = tmp_path / "held. See also.duckdb"
    holder = hold(path)
    began = time.monotonic()
    with pytest.raises(BusyError) as caught:
        retry(lambda: duckdb.connect(str(path)), 0.2)
    assert time.monotonic() - began > 0.1
    message = str(caught.value)
    assert message.startswith("the database is in use by ")
    assert f"(PID {holder.pid})" in message
    assert message.endswith("; close it there, or try again later")
    assert "\n" not in message


def test_a_file_is_opened_once_the_other_program_lets_it_go(
    tmp_path: Path, hold: Callable[[Path], Holder]
) -> None:
    path = tmp_path / "held.duckdb"
    holder = hold(path)
    attempts = 0

    def attempt() -> str:
        nonlocal attempts
        attempts += 1
        if attempts == 3:
            holder.communicate("let go\n")
        duckdb.connect(str(path)).close()
        return "opened"

    assert retry(attempt, 20) == "opened"
    assert attempts >= 3
