"""What the tests share: databases made by the migrations, records written in the test, the CLI."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import duckdb
import pytest
from click.testing import CliRunner, Result
from history import make_history
from hypothesis import settings
from pages import acme_page, seed_page
from postgres import acme_server, cluster, seed_server, server
from processes import Fork, Start, serving, starting
from trial import Trial, make_trial

from cli import cli
from db.address import Database, Server
from db.load import LoadReport, build_database, load_files

# Fixtures for all tests.
__all__ = ["acme_page", "acme_server", "cluster", "seed_page", "seed_server", "server"]

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT.parent / "shared" / "articles"

GOLDEN = ROOT / "tests" / "golden"

settings.register_profile("dateline", deadline=None)  # a busy machine fails no test
settings.load_profile("dateline")

Run = Callable[..., Result]
Load = Callable[..., LoadReport]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="write tests/golden anew, to be read in the diff"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what tests have counted: `record_property("summary", text)`."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "summary":
                terminalreporter.write_line(str(text))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare an output with a file of tests/golden, to the byte: `golden("a.csv", text)`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert text.encode() == path.read_bytes()

    return compare


@pytest.fixture(autouse=True)
def no_database_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees or leaves anything outside its own folder."""
    monkeypatch.delenv("DATELINE_DB", raising=False)
    monkeypatch.delenv("DATELINE_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    build_database(path, seed=False, wait=0)
    return path


@pytest.fixture(scope="session")
def seed_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seed, shared by all tests of a worker: for reading only."""
    path = tmp_path_factory.mktemp("seed") / "seed.duckdb"
    build_database(path, seed=True, wait=0)
    return path


@pytest.fixture(scope="session")
def acme_database(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with the record tests/acme.yaml, shared by all tests of a worker: to read only."""
    path = Path(shutil.copyfile(_empty, tmp_path_factory.mktemp("acme") / "acme.duckdb"))
    load_files([ROOT / "tests" / "acme.yaml"], path, wait=0)
    with duckdb.connect(str(path), read_only=True):  # kept open, so that tests need not wait for it
        yield path


@pytest.fixture
def small_seed(tmp_path: Path) -> Path:
    """A folder that can stand in for the seed where it matters only that there is one."""
    folder = tmp_path / "small-seed"
    folder.mkdir()
    shutil.copy(ROOT / "tests" / "acme.yaml", folder)
    return folder


@pytest.fixture
def database(_empty: Path, tmp_path: Path) -> Path:
    """A database of the test's own, without any record."""
    return Path(shutil.copyfile(_empty, tmp_path / "test.duckdb"))


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A small database all of whose revisions the test writes."""
    return make_trial(tmp_path, monkeypatch, None)


@pytest.fixture
def full_trial(tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A database of ours, and revisions that the test writes behind ours."""
    return make_trial(tmp_path, monkeypatch, database)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of the test: `write("a.yaml", text)`; the text may be indented."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def load(database: Path, write: Callable[..., Path]) -> Load:
    """Load records, given as text, together: `load(text, other_text)`."""

    def load_texts(*texts: str) -> LoadReport:
        files = [write(f"record-{n}.yaml", text) for n, text in enumerate(texts, start=1)]
        return load_files(files, database, wait=0)

    return load_texts


@pytest.fixture
def connection(database: Path) -> Iterator[Callable[[], duckdb.DuckDBPyConnection]]:
    """Open the test's database for reading, as any DuckDB client would: `connection()`."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def connect() -> duckdb.DuckDBPyConnection:
        for one in opened:  # what is open keeps the file as it was
            one.close()
        opened.append(duckdb.connect(str(database), read_only=True))
        return opened[-1]

    yield connect
    for one in opened:
        one.close()


@pytest.fixture
def run() -> Run:
    """Run a command in this process: `run("timeline", "--company", "acme", db=path)`."""

    def run_command(
        *arguments: str, db: Database | None = None, stdin: str | None = None
    ) -> Result:
        chosen = ["--db", db.url if isinstance(db, Server) else str(db)] if db else []
        return CliRunner().invoke(cli, [*chosen, *arguments], input=stdin, prog_name="dateline")

    return run_command


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of the five articles; tests that need it skip, and say so, where it is missing."""
    if not ARTICLES.is_dir():
        pytest.skip(f"the five articles are not at hand ({ARTICLES.parent.name}/{ARTICLES.name})")
    return ARTICLES


@pytest.fixture(scope="session")
def _fork() -> Iterator[Fork]:
    with serving() as fork:
        yield fork


@pytest.fixture
def start(_fork: Fork, tmp_path: Path) -> Iterator[Start]:
    """Run code in a process of its own: `start("print({text!r})", text="a")`."""
    with starting(_fork, tmp_path) as start_process:
        yield start_process


@pytest.fixture(scope="session")
def examples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        return make_history(tmp_path_factory.mktemp("examples"), patch)


@pytest.fixture
def examples(examples_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a history that goes on with the examples of docs/schema-changes.md."""
    monkeypatch.setattr("db.revision.MIGRATIONS", examples_folder)
    return examples_folder
