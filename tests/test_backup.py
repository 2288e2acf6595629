"""Copies of a database: named, verified, counted, and never mistaken for another's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from db import backup
from db.backup import BackupError, forget_old_copies, keep_copy, list_backups

NAMES = ("news.duckdb", "news.db", "news", "news.old.duckdb", "news.old", "NEWS.duckdb",
         "new[s].duckdb", "new*.duckdb", "news?.duckdb", "news.0001.duckdb", "новости 100%.duckdb",
         "news.0001.20240802T101500Z.backup.duckdb")  # fmt: skip


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    path.write_bytes(b"news " * 1000)
    return path


def keep(database: Path, *revisions: str, folder: Path | None = None) -> Path:
    with database.open("rb") as source:
        return keep_copy(source, database, revisions or ["0001"], folder)


class Clock(datetime):
    """The second in which all copies of a test are taken."""

    @classmethod
    def now(cls, tz: object = None) -> Clock:
        return cls(2024, 8, 2, 10, 15, 0, tzinfo=UTC)


@pytest.fixture
def one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "datetime", Clock)


@pytest.mark.usefixtures("one_second")
@pytest.mark.parametrize(
    ("name", "revisions", "kept"),
    [
        ("news.duckdb", ["0001"], "news.0001.20240802T101500Z.backup.duckdb"),
        ("news.db", ["0001"], "news.0001.20240802T101500Z.backup.db"),
        ("news", ["0001"], "news.0001.20240802T101500Z.backup"),
        ("a.b.duckdb", [], "a.b.none.20240802T101500Z.backup.duckdb"),
        ("a.duckdb", ["0003", "room_1"], "a.0003+room_1.20240802T101500Z.backup.duckdb"),
        ("a.duckdb", ["0003", "my/1.2"], "a.0003+my_1_2.20240802T101500Z.backup.duckdb"),
    ],
)
def test_a_copy_is_named_after_database_revision_and_time(
    tmp_path: Path, name: str, revisions: list[str], kept: str
) -> None:
    (tmp_path / name).write_bytes(b"a database")
    with (tmp_path / name).open("rb") as source:
        path = keep_copy(source, tmp_path / name, revisions, None)
    assert path == tmp_path / kept
    assert path.read_bytes() == b"a database"
    [found] = list_backups(tmp_path / name)
    assert (found.path, found.when) == (path, "2024-08-02T10:15:00Z")


@pytest.mark.usefixtures("one_second")
def test_copies_of_one_second_are_numbered_and_stay_in_order(news: Path) -> None:
    paths = [keep(news) for _ in range(11)]
    assert paths[1].name == "news.0001.20240802T101500Z-2.backup.duckdb"
    assert [one.path for one in list_backups(news)] == paths


def test_copies_are_listed_by_time_and_not_by_revision(news: Path) -> None:
    early = news.with_name("news.0009.20240101T000000Z.backup.duckdb")
    late = news.with_name("news.0001.20240102T000000Z.backup.duckdb")
    for path in (late, early):
        path.touch()
    assert [(one.path, one.revision) for one in list_backups(news)] == [
        (early, "0009"), (late, "0001")
    ]  # fmt: skip


@pytest.mark.usefixtures("one_second")
def test_only_the_last_three_copies_stay(news: Path) -> None:
    paths = [keep(news) for _ in range(5)]
    forget_old_copies(news)
    assert [one.path for one in list_backups(news)] == paths[2:]
    forget_old_copies(news)
    assert [one.path for one in list_backups(news)] == paths[2:]


@pytest.mark.usefixtures("one_second")
def test_a_copy_to_be_spared_stays_though_it_is_old(news: Path) -> None:
    paths = [keep(news) for _ in range(5)]
    forget_old_copies(news, spare=paths[0])
    assert [one.path for one in list_backups(news)] == [paths[0], *paths[2:]]


@pytest.mark.usefixtures("one_second")
@pytest.mark.parametrize("name", NAMES)
def test_copies_of_databases_with_names_alike_are_left_alone(tmp_path: Path, name: str) -> None:
    kept = {}
    for other in NAMES:
        (tmp_path / other).write_bytes(other.encode())
        kept[other] = [keep(tmp_path / other) for _ in range(5)]
        draft = kept[other][0].with_name(f".{kept[other][0].name}.new")
        draft.write_bytes(b"being written")
        kept[other].append(draft)
    before = set(tmp_path.iterdir())
    forget_old_copies(tmp_path / name)
    assert before - set(tmp_path.iterdir()) == {*kept[name][:2], kept[name][-1]}


def test_files_of_a_person_with_names_like_copies_stay(news: Path) -> None:
    names = ("news.backup.duckdb", "news.0001.backup.duckdb", "news.0001.2024.backup.duckdb",
             ".news.duckdb.new", ".news.0001.20240802T101500Z.backup.duckdb",
             "news.0001.20240802T101500Z.backup.duckdb.new")  # fmt: skip
    for name in names:
        news.with_name(name).touch()
    forget_old_copies(news)
    assert all(news.with_name(name).exists() for name in names)
    assert list_backups(news) == []


def test_what_a_killed_process_left_is_removed(news: Path) -> None:
    left = news.with_name(".news.0001.20240802T101500Z.backup.duckdb.new")
    left.write_bytes(b"half")
    forget_old_copies(news)
    assert not left.exists()


def test_a_copy_may_be_kept_in_another_folder(news: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    paths = [keep(news, folder=folder) for _ in range(5)]
    forget_old_copies(news)
    assert set(folder.iterdir()) == set(paths)
    assert list_backups(news) == []


def test_the_database_may_be_a_link(news: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.duckdb"
    link.parent.mkdir()
    link.symlink_to(news)
    kept = keep(link)
    assert kept.parent == news.parent
    assert [one.path for one in list_backups(link)] == [kept]


def test_a_copy_that_cannot_be_read_back_as_it_was_written_is_refused(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup.copy_file

    def copy_badly(source: IO[bytes], target: Path) -> None:
        copy(source, target)
        target.write_bytes(target.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(backup, "copy_file", copy_badly)
    with pytest.raises(BackupError, match=r"the copy .* cannot be read back as it was written"):
        keep(news)
    assert list(news.parent.iterdir()) == [news]


def test_a_folder_that_is_not_there_is_told(news: Path) -> None:
    with pytest.raises(BackupError, match=r"^there is no folder none to keep a copy in; make it"):
        keep(news, folder=Path("none"))


@pytest.mark.parametrize("revision", ["x" * 300])
def test_a_copy_that_the_file_system_refuses_is_told_with_a_way_out(
    news: Path, revision: str
) -> None:
    with pytest.raises(BackupError, match=r"File name too long; nothing was changed\. Name anoth"):
        keep(news, revision)
    assert list(news.parent.iterdir()) == [news]
