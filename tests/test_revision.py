"""Revisions are numbered files; those of a user's own branch are left alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from db import revision
from db.history import make_config
from db.revision import MIGRATIONS, list_revisions, newest_revision

FILES = sorted((MIGRATIONS / "versions").glob("*.py"))


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of revisions."""
    monkeypatch.setattr(revision, "MIGRATIONS", tmp_path)
    folder = tmp_path / "versions"
    folder.mkdir()
    return folder


def test_revisions_are_found_by_their_names_without_alembic() -> None:
    scripts = ScriptDirectory.from_config(make_config())
    by_alembic = [script.revision for script in scripts.walk_revisions()]
    assert list_revisions() == sorted(by_alembic)
    assert [newest_revision()] == scripts.get_heads()


def test_revisions_are_in_order_whatever_the_order_of_the_files(versions: Path) -> None:
    for name in ("0010_ten.py", "0002_two.py", "0001_one_and_only.py"):
        (versions / name).touch()
    assert list_revisions() == ["0001", "0002", "0010"]
    assert newest_revision() == "0010"


@pytest.mark.parametrize(
    "name",
    ["3f2a91c0de12_mine.py", "0002_two.pyc", "0002_two.sql", "0002.py", "02_two.py", "a0002_b.py"],
)
def test_other_files_are_no_revisions_of_ours(versions: Path, name: str) -> None:
    (versions / "0001_one.py").touch()
    (versions / name).touch()
    assert list_revisions() == ["0001"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_revision_is_named_by_its_number_and_words(file: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z]+(_[a-z]+)*\.py", file.name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_revision_imports_nothing_of_ours_but_the_helpers(file: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
    ours = {
        name for name in imported if name.split(".")[0] in ("db", "cli", "ingest", "migrations")
    }
    assert ours <= {"migrations.helpers"}


def test_the_helpers_import_nothing_of_ours() -> None:
    tree = ast.parse((MIGRATIONS / "helpers.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in modules if (name or "").partition(".")[0] in ("db", "migrations")}
    assert ours == {"migrations.rebuild", "migrations.shape"}
