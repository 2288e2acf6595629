"""A real PostgreSQL 15 for the tests: one cluster for each worker, a fresh database for each test.

It starts when a test first asks for it, as an ordinary user, on loopback only.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from db.address import Server
from db.load import build_database, load_files

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("/usr/lib/postgresql/15/bin", "/usr/pgsql-15/bin")  # else Debian's newest, or PATH's
# ICU's English order, which needs no locale of the system, puts é beside e and a beside A: so it
# is proved that ours does not depend on the database.
INITDB = (
    "--auth=trust", "--username=dateline", "--encoding=UTF8", "--no-sync",
    "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US",
)  # fmt: skip
# Nothing of a cluster outlives the tests. The planner takes the few rows of our deep views for one,
# and would go through them again and again: no answer depends on how they are joined.
FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off", "enable_nestloop=off", "jit=off")
GUEST = "guest"  # the one who needs a password
LOADED = {"acme": ROOT / "tests" / "acme.yaml", "seed": ROOT / "seed"}


@dataclass
class Cluster:
    """A running server."""

    port: int
    made: int = 0

    def server(self, name: str) -> Server:
        return Server(f"postgresql://dateline@127.0.0.1:{self.port}/{name}")

    def create(self, template: str = "template0") -> Server:
        """A new database, a copy of a template: `empty`, `acme`, `seed`, or one of PostgreSQL's."""
        self.made += 1
        name = f"test_{self.made}"
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.server(name)

    def execute(self, statement: str, *names: str) -> None:
        with closing(connect(self.server("postgres"))) as connection:
            connection.autocommit = True
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def connect(server: Server) -> psycopg.Connection[Any]:
    """A connection as any client of PostgreSQL would make it."""
    return psycopg.connect(server.url)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A cluster with a database for each template, made by the migrations and the loader."""
    if (binaries := find_binaries()) is None:
        pytest.skip("PostgreSQL is not at hand: initdb and pg_ctl, version 15 or later")
    with start_cluster(binaries) as cluster:
        cluster.execute("CREATE DATABASE empty")
        build_database(cluster.server("empty"), seed=False, wait=0)
        for name, path in LOADED.items():
            cluster.execute("CREATE DATABASE {} TEMPLATE empty", name)
            load_files([path], cluster.server(name), wait=0)
        yield cluster


@pytest.fixture
def server(cluster: Cluster) -> Server:
    """A database of the test's own, without any record."""
    return cluster.create("empty")


@pytest.fixture
def acme_server(cluster: Cluster) -> Server:
    """A database of the test's own, with the record tests/acme.yaml."""
    return cluster.create("acme")


@pytest.fixture
def seed_server(cluster: Cluster) -> Server:
    """The database with the seed: for reading only."""
    return cluster.server("seed")


def find_binaries() -> Path | None:
    found = shutil.which("initdb")
    folders = [
        *map(Path, PLACES),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *([Path(found).resolve().parent] if found else []),
    ]
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def start_cluster(binaries: Path) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    data, port = folder / "data", find_port()
    server = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} "
        f"-c shared_buffers=32MB {' '.join(f'-c {setting}' for setting in FAST)}"
    )
    user: dict[str, Any] = {}
    if os.geteuid() == 0:  # which PostgreSQL refuses to be
        user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", pwd.getpwnam("postgres").pw_gid)

    def control(program: str, *arguments: str) -> None:
        command = [str(binaries / program), f"--pgdata={data}", *arguments]
        with (folder / f"{program}.log").open("a") as log:
            subprocess.run(command, check=True, cwd=folder, stdout=log, stderr=log, **user)

    try:
        control("initdb", *INITDB)
        rules = data / "pg_hba.conf"
        rules.write_text(f"host all {GUEST} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        control("pg_ctl", "start", "--wait", "--options", server, "--log", f"{folder}/server.log")
        try:
            yield Cluster(port)
        finally:
            control("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder)


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
