"""`dateline serve` as a real process, with real sockets."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from conftest import ROOT, Run
from processes import wait_until
from serving import Serving, serving

ACME = ROOT / "tests" / "acme.yaml"
SLOW = quote("SELECT sum(hash(a.range + b.range)) FROM range(10000000) AS a, range(10000000) AS b")
MISSING = "import sys; sys.modules['{name}'] = None; import cli; cli.main()"


def ask_all(serving: Serving, addresses: Sequence[str]) -> list[tuple[int, str]]:
    """Ask from as many threads at once."""
    found: dict[int, tuple[int, str]] = {}

    def ask(number: int, address: str) -> None:
        found[number] = serving.get(address)

    threads = [Thread(target=ask, args=each) for each in enumerate(addresses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(addresses))]


def test_it_serves_until_ctrl_c_and_says_nothing_more(database: Path, run: Run) -> None:
    with serving(database) as server:
        assert server.line == f"{database} is at http://127.0.0.1:{server.port}/; Ctrl-C ends\n"
        assert server.get("/queries")[0] == 200
        assert server.get("/queries", f"localhost:{server.port}")[0] == 200
        assert server.get("/queries", "evil.example")[0] == 421
        assert server.get("/queries", f"evil.example:{server.port}")[0] == 421
        assert json.loads(server.get("/api/companies")[1]) == {"rows": []}

        assert run("load", str(ACME), db=database).exit_code == 0
        assert len(json.loads(server.get("/api/companies")[1])["rows"]) == 3

        addresses = [f"/api/timeline?known_by={day}" for day in ("2023", "2024", "2025")]
        alone = [server.get(address) for address in addresses]
        assert alone[0] != alone[2]
        assert ask_all(server, addresses * 3) == alone * 3
        assert server.end() == (130, "")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux shows children")
def test_a_statement_ends_with_who_asked_and_with_the_server(acme_database: Path) -> None:
    with serving(acme_database) as server:
        asking = server.connect(f"/api/sql?q={SLOW}")
        wait_until(lambda: len(server.list_children()) == 1)
        asking.close()
        wait_until(lambda: server.list_children() == [])
        asking = server.connect(f"/sql?q={SLOW}")
        wait_until(lambda: len(server.list_children()) == 1)
        assert server.end() == (130, "")
        asking.close()


@pytest.mark.parametrize(
    "request_text",
    [
        b"GET /queries HTTP/1.1\r\n\r\n",
        b"GET /queries HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    ],
)
def test_a_request_that_is_none_is_refused(acme_database: Path, request_text: bytes) -> None:
    with serving(acme_database) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
            client.sendall(request_text)
            assert re.match(rb"HTTP/1.1 4\d\d ", client.recv(1000))
        assert server.get("/queries")[0] == 200
        assert server.end() == (130, "")


def test_other_computers_are_let_in_only_when_asked_to_and_it_says_so(acme_database: Path) -> None:
    with serving(acme_database, "--host", "0.0.0.0", "--allow-host", "dates.example") as server:  # noqa: S104
        assert server.get("/queries", "dates.example")[0] == 200
        assert server.get("/queries", f"0.0.0.0:{server.port}")[0] == 200
        assert server.get("/queries", "other.example")[0] == 421
        code, said = server.end()
        assert code == 130
        assert said == (
            f"0.0.0.0 is not this computer alone: whoever reaches port {server.port} can read "
            f"{acme_database}\n"
        )


def test_a_port_that_is_taken_is_told(acme_database: Path, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, db=acme_database)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use; choose" in done.stderr


def test_an_address_that_is_not_ours_is_told(acme_database: Path, run: Run) -> None:
    done = run("serve", "--host", "203.0.113.1", "--port", "0", db=acme_database)
    assert done.exit_code == 1
    assert "cannot be listened on: Cannot assign requested address" in done.stderr


def test_a_database_that_is_not_there_is_told_at_once(tmp_path: Path, run: Run) -> None:
    done = run("serve", db=tmp_path / "none.duckdb")
    assert done.exit_code == 1
    assert "there is no database" in done.stderr


@pytest.mark.parametrize("name", ["starlette", "uvicorn", "anyio"])
def test_what_is_not_installed_is_named(acme_database: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MISSING.format(name=name), "--db", str(acme_database), "serve"],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install -e '.[web]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_queries_of_ones_own_are_served(acme_database: Path, write: Callable[..., Path]) -> None:
    folder = write("units.sql", "-- title: Units\nSELECT id FROM unit ORDER BY id\n").parent
    with serving(acme_database, "--queries", str(folder)) as server:
        status, text = server.get("/api/queries/units")
        assert (status, "USD" in text) == (200, True)
